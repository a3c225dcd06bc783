"""What the rules about pay, years, ranks and gaps report, and what they allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean import WARD, WARD_FILE, reported
from levelctl.canon import package_data
from levelctl.lint.check import check


def pays(**levels: str) -> dict[str, str]:
    """Return the ward's file with the *levels*' pay."""
    lines = "".join(f"  {level}: {{pay: {{{pay}}}}}\n" for level, pay in levels.items())
    return {WARD_FILE: f"levels:\n{lines}"}


def on_the_ladder(**levels: str) -> dict[str, str]:
    lines = "".join(f"  {level}: {{{change}}}\n" for level, change in levels.items())
    return {"ladder.yaml": f"levels:\n{lines}"}


EXPERIENCE = """\
dimensions:
  guideline:
    columns: {knowledge: Knows, complexity: Solves, collaboration: Talks, experience: Degree}
"""
"""Dimensions of which none states years."""


def says(text: str) -> dict[str, str]:
    """Return the ward's file with *text* as P2's guideline on experience: there 1 to 3 years."""
    return {WARD_FILE: f"levels:\n  P2: {{guideline: {{experience: {text!r}}}}}\n"}


def placed(place: str, *places: str) -> dict[str, str]:
    """Return P2's pay at *place*, and *places* as those of the canon."""
    known = "".join(f"  {each}: {{name: {each}}}\n" for each in places)
    return {**pays(P2=f"place: {place}"), **({"places.yaml": f"places:\n{known}"} if known else {})}


FAULTS = [
    pytest.param(
        "pay-age",
        pays(P2="as_of: 2025-04"),
        (
            (
                "ward:35:102: warning P2's pay is of 2025-04, 19 months before edition 2026-11; "
                "the maximum is 18 (pay-age)"
            ),
            "  hint: replace the figures, or age them and say to when and by which rate",
        ),
        id="old pay",
    ),
    pytest.param(
        "pay-age",
        pays(P2="as_of: 2022-05, aged_to: 2025-01, aging: 0.03"),
        (
            (
                "ward:35:120: warning P2's pay is of 2025-01, 22 months before edition 2026-11; "
                "the maximum is 18 (pay-age)"
            ),
            "  hint: replace the figures, or age them and say to when and by which rate",
        ),
        id="pay aged to long ago",
    ),
    pytest.param(
        "place-known",
        placed("US-SF", "US", "US-CA"),
        (
            "ward:35:102: note places.yaml has no US-SF, the place of P2's pay (place-known)",
            "  hint: did you mean 'US-CA'?",
        ),
        id="unknown place",
    ),
    pytest.param(
        "pay-order",
        pays(P2="low: 39000"),
        (
            "ward:35:45: error P2's low 39000 is above its median 38000 (pay-order)",
            "  ward:35:60: the median is here",
            "  hint: put low, median and high in ascending order",
        ),
        id="low above median",
    ),
    pytest.param(
        "pay-order",
        pays(P2="median: 45000"),
        (
            "ward:35:60: error P2's median 45000 is above its high 44000 (pay-order)",
            "  ward:35:73: the high is here",
            "  hint: put low, median and high in ascending order",
        ),
        id="median above high",
    ),
    pytest.param(
        "pay-order",
        pays(P2="low: 44000, high: 33000"),
        (
            "ward:35:45: error P2's low 44000 is above its median 38000 (pay-order)",
            "  ward:35:60: the median is here",
            "  hint: put low, median and high in ascending order",
            "ward:35:60: error P2's median 38000 is above its high 33000 (pay-order)",
            "  ward:35:73: the high is here",
            "  hint: put low, median and high in ascending order",
        ),
        id="the wrong way round",
    ),
    pytest.param(
        "years-order",
        on_the_ladder(P2="years: {low: 4}"),
        (
            (
                "ladder.yaml:21:18: error the low end of P2's years is 4, above the high end, 3 "
                "(years-order)"
            ),
            "  ladder.yaml:21:27: the high end is here",
            "  hint: set low to at most high",
        ),
        id="years out of order",
    ),
    pytest.param(
        "years-fall",
        on_the_ladder(P3="years: {low: 0, high: 2}"),
        (
            "ladder.yaml:33:18: error the low end of P3's years is 0, below P2's 1 (years-fall)",
            "  ladder.yaml:21:18: P2's years are here",
            "  hint: require at least the years of the level below",
            "ladder.yaml:33:27: error the high end of P3's years is 2, below P2's 3 (years-fall)",
            "  ladder.yaml:21:27: P2's years are here",
            "  hint: require at least the years of the level below",
        ),
        id="both ends fall",
    ),
    pytest.param(
        "years-fall",
        on_the_ladder(M1="years: {low: 6}"),
        (
            "ladder.yaml:57:18: error the low end of M2's years is 5, below M1's 6 (years-fall)",
            "  ladder.yaml:45:18: M1's years are here",
            "  hint: require at least the years of the level below",
        ),
        id="on another track",
    ),
    pytest.param(
        "years-fall",
        on_the_ladder(P1="years: {low: 4, high: 9}", P2="years: null"),
        (
            "ladder.yaml:32:18: error the low end of P3's years is 3, below P1's 4 (years-fall)",
            "  ladder.yaml:9:18: P1's years are here",
            "  hint: require at least the years of the level below",
            "ladder.yaml:32:27: error the high end of P3's years is 5, below P1's 9 (years-fall)",
            "  ladder.yaml:9:27: P1's years are here",
            "  hint: require at least the years of the level below",
        ),
        id="over a level without years",
    ),
    pytest.param(
        "rank-fall",
        on_the_ladder(P3="rank: 1.5"),
        (
            "ladder.yaml:32:11: error P3's rank 1.5 is not above P2's 2 (rank-fall)",
            "  ladder.yaml:20:11: P2's rank is here",
            "  hint: ranks rise within a track; list its levels from the lowest up",
        ),
        id="a rank falls",
    ),
    pytest.param(
        "rank-fall",
        on_the_ladder(P3="rank: 2"),
        (
            "ladder.yaml:32:11: error P3's rank 2 is not above P2's 2 (rank-fall)",
            "  ladder.yaml:20:11: P2's rank is here",
            "  hint: ranks rise within a track; list its levels from the lowest up",
        ),
        id="a rank stays",
    ),
    pytest.param(
        "pay-rise",
        pays(P3="median: 30000"),
        (
            "ward:57:60: warning P3's median 30000 is not above P2's 38000 (pay-rise)",
            "  ward:35:60: P2's median is here",
            "  hint: pay rises with the level; check the sources of both figures",
        ),
        id="a median falls",
    ),
    pytest.param(
        "pay-rise",
        pays(P3="median: 38000"),
        (
            "ward:57:60: warning P3's median 38000 is not above P2's 38000 (pay-rise)",
            "  ward:35:60: P2's median is here",
            "  hint: pay rises with the level; check the sources of both figures",
        ),
        id="a median stays",
    ),
    pytest.param(
        "pay-rise",
        {WARD_FILE: "levels: {P2: {pay: null}, P3: {pay: {median: 30000}}}"},
        (
            "ward:56:60: warning P3's median 30000 is not above P1's 30000 (pay-rise)",
            "  ward:20:60: P1's median is here",
            "  hint: pay rises with the level; check the sources of both figures",
        ),
        id="over a level without pay",
    ),
    pytest.param(
        "pay-rise",
        pays(P2="period: month", P3="median: 30000"),
        (
            "ward:57:60: warning P3's median 30000 is not above P1's 30000 (pay-rise)",
            "  ward:20:60: P1's median is here",
            "  hint: pay rises with the level; check the sources of both figures",
        ),
        id="over a level in another unit",
    ),
    pytest.param(
        "pay-overlap",
        pays(P3="low: 44002"),
        (
            (
                "ward:57:45: warning P3's range starts at 44002, above the end of P2's range, "
                "44000 (pay-overlap)"
            ),
            "  ward:35:73: P2's range ends here",
            "  hint: make the ranges of neighboring levels overlap or meet",
        ),
        id="one unit between",
    ),
    pytest.param(
        "pay-overlap",
        pays(P3="low: 33000, median: 39000, high: 45000"),
        (
            (
                "ward:57:10: warning P3's range 33000–45000 is nearly the same as P2's "
                "33000–44000: 91.7% is shared; expected less than 85% (pay-overlap)"
            ),
            "  ward:35:10: P2's pay is here",
            "  hint: separate the pay ranges, or merge the levels",
        ),
        id="nearly the same",
    ),
    pytest.param(
        "pay-overlap",
        pays(P2="low: 38000, high: 38000", P3="low: 38000, median: 38000, high: 38000"),
        (
            (
                "ward:35:45: warning P2's range starts at 38000, above the end of P1's range, "
                "35000 (pay-overlap)"
            ),
            "  ward:20:73: P1's range ends here",
            "  hint: make the ranges of neighboring levels overlap or meet",
            (
                "ward:57:10: warning P3's range 38000–38000 is nearly the same as P2's "
                "38000–38000: 100% is shared; expected less than 85% (pay-overlap)"
            ),
            "  ward:35:10: P2's pay is here",
            "  hint: separate the pay ranges, or merge the levels",
        ),
        id="one rate for both",
    ),
    pytest.param(
        "pay-overlap",
        {
            "canon.yaml": "check: {coincide: 0.1}",
            WARD_FILE: "levels: {P1: {pay: null}}",
        },
        (
            (
                "ward:56:10: warning P3's range 41000–54000 is nearly the same as P2's "
                "33000–44000: 14.3% is shared; expected less than 10% (pay-overlap)"
            ),
            "  ward:34:10: P2's pay is here",
            "  hint: separate the pay ranges, or merge the levels",
        ),
        id="as canon.yaml sees it",
    ),
    pytest.param(
        "pay-unit",
        pays(P3="currency: USD"),
        (
            (
                "ward:57:21: warning P3's pay is in USD per year, but P1's in EUR per year "
                "(pay-unit)"
            ),
            "  ward:20:21: P1's currency is here",
            "  hint: state the pay of all levels in one currency and for one period",
        ),
        id="a currency departs",
    ),
    pytest.param(
        "pay-unit",
        pays(P1="period: month"),
        (
            (
                "ward:20:34: warning P1's pay is in EUR per month, but P2's in EUR per year "
                "(pay-unit)"
            ),
            "  ward:35:34: P2's period is here",
            "  hint: state the pay of all levels in one currency and for one period",
        ),
        id="the first departs",
    ),
    pytest.param(
        "pay-unit",
        pays(P2="currency: USD, period: hour"),
        (
            (
                "ward:35:21: warning P2's pay is in USD per hour, but P1's in EUR per year "
                "(pay-unit)"
            ),
            "  ward:20:21: P1's currency is here",
            "  hint: state the pay of all levels in one currency and for one period",
        ),
        id="both parts depart",
    ),
    pytest.param(
        "pay-unit",
        {WARD_FILE: "levels: {P1: {pay: null}, P3: {pay: {period: month}}}"},
        (
            (
                "ward:56:34: warning P3's pay is in EUR per month, but P2's in EUR per year "
                "(pay-unit)"
            ),
            "  ward:34:34: P2's period is here",
            "  hint: state the pay of all levels in one currency and for one period",
        ),
        id="one against one",
    ),
    pytest.param(
        "guideline-years",
        says("At least 2 years on a ward."),
        (
            (
                "ward:44:19: note P2's guideline sets the minimum years to 2, but the ladder to 1 "
                "(1–3 years) (guideline-years)"
            ),
            "  hint: make the guideline and ladder.yaml agree, or suppress this with a reason",
        ),
        id="more years",
    ),
    pytest.param(
        "guideline-years",
        says("0 to 2 years"),
        (
            (
                "ward:44:19: note P2's guideline sets the minimum years to 0, but the ladder to 1 "
                "(1–3 years) (guideline-years)"
            ),
            "  hint: make the guideline and ladder.yaml agree, or suppress this with a reason",
        ),
        id="from none",
    ),
    pytest.param(
        "guideline-years",
        says("Eight or more years"),
        (
            (
                "ward:44:19: note P2's guideline sets the minimum years to 8, but the ladder to 1 "
                "(1–3 years) (guideline-years)"
            ),
            "  hint: make the guideline and ladder.yaml agree, or suppress this with a reason",
        ),
        id="in words",
    ),
    pytest.param(
        "guideline-years",
        says("2+ yrs with a BA"),
        (
            (
                "ward:44:19: note P2's guideline sets the minimum years to 2, but the ladder to 1 "
                "(1–3 years) (guideline-years)"
            ),
            "  hint: make the guideline and ladder.yaml agree, or suppress this with a reason",
        ),
        id="short",
    ),
    pytest.param(
        "guideline-years",
        says("3 years, 2 after an MA"),
        (
            (
                "ward:44:19: note P2's guideline sets the minimum years to 2, but the ladder to 1 "
                "(1–3 years) (guideline-years)"
            ),
            "  hint: make the guideline and ladder.yaml agree, or suppress this with a reason",
        ),
        id="another way",
    ),
    pytest.param(
        "guideline-years",
        says("1.5 years"),
        (
            (
                "ward:44:19: note P2's guideline sets the minimum years to 1.5, but the ladder to "
                "1 (1–3 years) (guideline-years)"
            ),
            "  hint: make the guideline and ladder.yaml agree, or suppress this with a reason",
        ),
        id="half a year more",
    ),
    pytest.param(
        "track-gap",
        {WARD_FILE: "levels: {P2: null}"},
        (
            "ward:30:3: note the focus has no P2 between P1 and P3 (track-gap)",
            "  ward:17:5: P1 is here",
            "  hint: add the missing level, or suppress this with a reason",
        ),
        id="a level in the middle",
    ),
    pytest.param(
        "track-gap",
        {
            "ladder.yaml": "levels: {M1: {track: P}}",
            WARD_FILE: "levels: {P2: null, P3: null, M1: {status: draft, version: 1, "
            "region: global}}",
        },
        (
            "ward:30:3: note the focus has no P2, P3 between P1 and M1 (track-gap)",
            "  ward:17:5: P1 is here",
            "  hint: add the missing level, or suppress this with a reason",
        ),
        id="two levels, the tracks' letters aside",
    ),
]


@pytest.mark.parametrize(("rule", "changes", "expected"), FAULTS)
def test_findings(
    rule: str, changes: dict[str, str], expected: tuple[str, ...], tmp_path: Path
) -> None:
    lines = reported(tmp_path, rule, changes)

    assert tuple(line.replace(WARD_FILE, "ward") for line in lines) == expected


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        pytest.param("pay-order", pays(P2="low: 38000, high: 38000"), id="a single rate"),
        pytest.param("pay-order", {WARD_FILE: "levels: {P2: {pay: null}}"}, id="no pay"),
        pytest.param("years-order", on_the_ladder(P2="years: {low: 3}"), id="exactly three years"),
        pytest.param("years-order", on_the_ladder(P2="years: null"), id="no years"),
        pytest.param("years-fall", on_the_ladder(P2="years: null"), id="no years between"),
        pytest.param(
            "years-fall", on_the_ladder(P3="years: {low: 1, high: 3}"), id="the same years"
        ),
        pytest.param(
            "years-fall", on_the_ladder(M1="years: {low: 0, high: 1}"), id="less on another track"
        ),
        pytest.param("rank-fall", on_the_ladder(M1="rank: 0.5"), id="lower on another track"),
        pytest.param("rank-fall", on_the_ladder(P3="rank: 2.01"), id="a small step"),
        pytest.param("pay-rise", pays(P3="median: 38001"), id="a unit more"),
        pytest.param("pay-rise", pays(P3="currency: USD, median: 30000"), id="other currency"),
        pytest.param("pay-rise", pays(P3="period: month, median: 3000"), id="other period"),
        pytest.param(
            "pay-rise",
            {
                "ladder.yaml": "levels: {P3: {track: M}}",
                WARD_FILE: "levels: {P3: {pay: {median: 30000}}}",
            },
            id="less on another track",
        ),
        pytest.param("pay-overlap", pays(P3="low: 44000"), id="ranges that meet"),
        pytest.param("pay-overlap", pays(P3="low: 44001"), id="no unit between"),
        pytest.param(
            "pay-overlap", pays(P3="low: 60000, high: 60000, currency: USD"), id="other currency"
        ),
        pytest.param(
            "pay-overlap", pays(P3="low: 60000, high: 60000, period: month"), id="other period"
        ),
        pytest.param("pay-overlap", {WARD_FILE: "levels: {P2: {pay: null}}"}, id="a level between"),
        pytest.param(
            "pay-overlap", pays(P3="low: 34700, median: 40000, high: 44000"), id="84.5 % common"
        ),
        pytest.param("pay-overlap", pays(P3="low: 60000"), id="out of order"),
        pytest.param(
            "pay-overlap",
            pays(P1="high: 38000", P2="low: 38000, high: 38001", P3="low: 1, high: 2"),
            id="below the lower",
        ),
        pytest.param(
            "pay-unit",
            pays(P1="currency: USD", P2="currency: USD", P3="currency: USD"),
            id="not the canon's currency",
        ),
        pytest.param("pay-unit", pays(P1="basis: observed"), id="other basis"),
        pytest.param("guideline-years", says("1 year"), id="the ladder's least"),
        pytest.param(
            "guideline-years",
            {**says("9 years"), **on_the_ladder(P2="years: null")},
            id="the ladder has no years",
        ),
        pytest.param(
            "guideline-years",
            {**says("9 years"), "canon.yaml": EXPERIENCE},
            id="a column that states no years",
        ),
        pytest.param("guideline-years", says("One year or more"), id="a word"),
        pytest.param("guideline-years", says("1–9 years"), id="a range from there"),
        pytest.param("guideline-years", says("4 years, 1 after an MA"), id="the shortest way"),
        pytest.param("guideline-years", says("1 year; 0 after an MA"), id="none after a degree"),
        pytest.param("guideline-years", says("A nurse's examination"), id="no figure"),
        pytest.param("guideline-years", says("Up to 3 years"), id="a most"),
        pytest.param("guideline-years", says("A 3-year degree"), id="the length of a degree"),
        pytest.param("guideline-years", says("A 3 year degree"), id="the same without hyphen"),
        pytest.param("guideline-years", says("18 months"), id="months"),
        pytest.param("guideline-years", says("twenty-one years"), id="words above twenty"),
        pytest.param("guideline-years", says("100 years"), id="more than two digits"),
        pytest.param("guideline-years", says("Has led 4 after a merger"), id="not years"),
        pytest.param(
            "guideline-years", says("1 year in a team of 5 with a budget"), id="not years either"
        ),
        pytest.param("guideline-years", says("5" + " " * 100_000), id="spaces without end"),
        pytest.param(
            "guideline-years", {WARD_FILE: "levels: {P2: {guideline: null}}"}, id="no guideline"
        ),
        pytest.param("track-gap", {WARD_FILE: "levels: {P1: null}"}, id="none below"),
        pytest.param("track-gap", {WARD_FILE: "levels: {P3: null}"}, id="none above"),
        pytest.param(
            "track-gap",
            {WARD_FILE: "levels: {M2: {status: draft, version: 1, region: global}}"},
            id="two tracks",
        ),
    ],
)
def test_no_findings(rule: str, changes: dict[str, str], tmp_path: Path) -> None:
    assert reported(tmp_path, rule, changes) == ()


@pytest.mark.parametrize("part", ["basis", "currency", "period"])
def test_pay_without_a_part_has_not_the_form(part: str, tmp_path: Path) -> None:
    line = next(each for each in WARD.splitlines() if "median: 38000" in each)
    values = {"basis": ", basis: survey", "currency": "currency: EUR, ", "period": "period: year, "}

    lines = reported(
        tmp_path, "schema", {WARD_FILE: WARD.replace(line, line.replace(values[part], ""))}
    )

    number = WARD.splitlines().index(line) + 1
    place, hint = lines
    assert place == f"{WARD_FILE}:{number}:10: error pay has no '{part}' (schema)"
    assert hint.startswith(f"  hint: add {part}: ")


def test_the_reference_canon_has_findings_only_about_years_and_age() -> None:
    report = check(canon=package_data.CANON, select=["pay", "structure"], cache=False)

    age, *years = report.diagnostics
    assert (age.rule, age.severity.value, len(age.related)) == ("pay-age", "note", 41)
    assert age.message.endswith("are 30 months before edition 2026-11; the maximum is 18")
    assert [each.message for each in years] == [
        "P2's guideline sets the minimum years to 2, but the ladder to 1 (1–3 years)",
        "P4's guideline sets the minimum years to 8, but the ladder to 5 (5–8 years)",
        "P5's guideline sets the minimum years to 12, but the ladder to 8 (8–12 years)",
        "P6's guideline sets the minimum years to 15, but the ladder to 12 (12–18 years)",
    ]
