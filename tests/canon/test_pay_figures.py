"""Figures of pay: what they say, several of a profile, and what contradicts itself."""

from __future__ import annotations

from pathlib import Path

import pytest

import small
from levelctl.canon.canon import Canon
from levelctl.canon.loading import load
from levelctl.canon.model import BonusTarget, OvertimeStatus, Pay, Profile, TargetSplit
from levelctl.lint.check import check

FOCUS = "functions/nursing/ward-nurse.yaml"

WARD = """\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after the patients of a ward.
levels:
  P1:
    status: draft
    version: 1
    region: global
    PAY
"""

PLAIN = "currency: USD, period: year, low: 70000, median: 89000, high: 113000, basis: survey"

WHOLE = """\
pay:
      - currency: USD
        period: year
        hours: 36.5
        place: US-CA
        kind: target
        split: {base: 50, variable: 50}
        as_of: 2024-05
        aged_to: 2026-05
        aging: 0.035
        ends: p40-p60 of occupation
        low: 70000
        median: 89000
        high: 113000
        n: 240
        employers: 31
        basis: survey
        source: a survey
        method: the middle half
        bonus: {low: 5, high: 15.5}
        shared_with: [NURSIN.CLINICNU5678]
      - {currency: EUR, period: month, low: 3000, median: 3500, high: 4000, basis: observed}
    flsa: {status: depends, test: professional, note: It depends on the salary.}
"""


def canon_with(folder: Path, pay: str) -> Canon:
    """Return the small canon with *pay* in the place of PAY in `WARD`."""
    return load(small.write_canon(folder, {FOCUS: WARD.replace("PAY", pay)}))


def profile_with(folder: Path, pay: str) -> Profile:
    canon = canon_with(folder, pay)
    assert [each.message for each in canon.diagnostics] == []
    profile = canon.focus("NURSIN", "WARDNURS1234").profile("P1")
    assert profile
    return profile


def test_a_figure_says_what_it_is(tmp_path: Path) -> None:
    profile = profile_with(tmp_path, WHOLE)
    first = Pay(
        "USD",
        "year",
        70000,
        89000,
        113000,
        "survey",
        "a survey",
        "the middle half",
        hours=36.5,
        place="US-CA",
        kind="target",
        split=TargetSplit(50, 50),
        as_of="2024-05",
        aged_to="2026-05",
        aging=0.035,
        ends="p40-p60 of occupation",
        n=240,
        employers=31,
        bonus=BonusTarget(5, 15.5),
        shared_with=("NURSIN.CLINICNU5678",),
    )
    second = Pay("EUR", "month", 3000, 3500, 4000, "observed")
    assert (profile.pay, profile.pays) == (first, (first, second))
    note = "It depends on the salary."
    assert profile.overtime == OvertimeStatus("depends", "professional", note)


def test_the_figure_of_a_list_of_one_is_that_of_a_mapping(tmp_path: Path) -> None:
    listed = profile_with(tmp_path / "a", f"pay: [{{{PLAIN}}}]")
    assert listed == profile_with(tmp_path / "b", f"pay: {{{PLAIN}}}")
    assert listed.pays == (listed.pay,)


def test_a_profile_can_say_why_it_has_no_pay(tmp_path: Path) -> None:
    profile = profile_with(tmp_path, "pay_missing: Nobody has asked.")
    assert (profile.pay, profile.pays, profile.pay_missing) == (None, (), "Nobody has asked.")


def figure(more: str) -> str:
    return f"pay: {{{PLAIN}, {more}}}"


def two(first: str, second: str) -> str:
    return f"pay: [{{{PLAIN}{first}}}, {{{PLAIN}{second}}}]"


AGED = 'as_of: "2024", aged_to: 2026-05, aging: 0.03'


@pytest.mark.parametrize(
    ("pay", "message"),
    [
        pytest.param(
            figure("kind: target, split: {base: 50, variable: 40}"),
            "base and variable add up to 90; expected 100",
            id="split",
        ),
        pytest.param(
            figure("kind: base, split: {base: 50, variable: 50}"),
            "a split is of pay at target, but kind is base",
            id="split of base",
        ),
        pytest.param(
            figure("split: {base: 50, variable: 50}"),
            "a split is of pay at target, but kind is not given",
            id="split of what",
        ),
        pytest.param(
            figure('as_of: "2024", aging: 0.03'), "aging has no aged_to", id="aging to when"
        ),
        pytest.param(
            figure("as_of: 2024-05, aged_to: 2026-05"), "aged_to has no aging", id="no aging"
        ),
        pytest.param(
            figure("aging: 0.03, aged_to: 2026-05"), "aged_to has no as_of", id="from when"
        ),
        pytest.param(
            figure("aging: 0.03, as_of: 2026-05-31, aged_to: 2026-04"),
            "aged_to is 2026-04, which is before as_of, 2026-05-31",
            id="backward",
        ),
        pytest.param(
            figure("ends: p75-p25"), "the ends p75-p25 are not in order", id="ends out of order"
        ),
        pytest.param(
            figure("ends: p50-p50 of occupation"),
            "the ends p50-p50 of occupation are not in order",
            id="equal ends",
        ),
        pytest.param(
            figure("bonus: {low: 15, high: 5}"), "the bonus goes from 15 to 5", id="bonus"
        ),
        pytest.param(
            two(", place: US, kind: base", ", place: US, kind: base"),
            "the US base is given twice, as figures 1 and 2",
            id="twice",
        ),
        pytest.param(
            two("", ""),
            "the figure without place and kind is given twice, as figures 1 and 2",
            id="twice without place",
        ),
        pytest.param(
            f"pay: {{{PLAIN}}}\n    pay_missing: None is known.",
            "pay_missing says why there is no pay, but there is",
            id="missing and there",
        ),
        pytest.param(
            "flsa: {status: nonexempt, test: computer}",
            "a profile that passes the computer test is not nonexempt",
            id="nonexempt",
        ),
        pytest.param(
            figure("shared_with: [NURSIN.CLINICNU5679]"),
            "NURSIN.CLINICNU5679 is not a focus",
            id="shared with nobody",
        ),
    ],
)
def test_what_contradicts_itself_is_an_error(tmp_path: Path, pay: str, message: str) -> None:
    found = canon_with(tmp_path, pay).diagnostics
    assert [(each.message, each.rule, bool(each.hint)) for each in found] == [
        (message, "reference", True)
    ]


@pytest.mark.parametrize(
    "pay",
    [
        pytest.param(figure(AGED), id="a year is before its months"),
        pytest.param(figure("aging: -0.01, as_of: 2026-05, aged_to: 2026-05"), id="same month"),
        pytest.param(figure("ends: range"), id="range"),
        pytest.param(figure("kind: target, split: {base: 33.33, variable: 66.67}"), id="thirds"),
        pytest.param(two(", place: US", ", place: US-CA"), id="two places"),
        pytest.param(two(", as_of: 2024-05", ", as_of: 2025-05"), id="two dates"),
        pytest.param("flsa: {status: exempt}", id="without a test"),
        pytest.param(figure("place: US-41860"), id="a metropolitan area"),
        pytest.param(figure("place: US-CA-SF"), id="a part of a part"),
    ],
)
def test_what_does_not_is_none(tmp_path: Path, pay: str) -> None:
    assert canon_with(tmp_path, pay).diagnostics == ()


@pytest.mark.parametrize(
    ("pay", "message"),
    [
        pytest.param(figure("place: us"), "place is 'us'; expected a country of ISO 3166", id="us"),
        pytest.param(figure("place: US-"), "place is 'US-'; expected a country", id="hyphen"),
        pytest.param(figure("place: Berlin"), "place is 'Berlin'; expected a country", id="town"),
        pytest.param(
            figure("as_of: 2024-13"), "as_of is '2024-13'; expected a year", id="13th month"
        ),
        pytest.param(figure("as_of: 2024"), "as_of is the number 2024; expected a year", id="year"),
        pytest.param(figure("aging: 3.5"), "aging is the number 3.5; expected a fraction", id="%"),
        pytest.param(figure("aging: .nan"), "aging is", id="nan"),
        pytest.param(figure("hours: 0"), "hours is the number 0; expected a number", id="hours"),
        pytest.param(figure("n: 0"), "n is the number 0; expected a whole number", id="n"),
        pytest.param(figure("ends: middle"), "ends is 'middle'; expected range, or two", id="ends"),
        pytest.param(figure("kind: bonus"), "kind is 'bonus'; expected one of: base,", id="kind"),
        pytest.param(figure("shared_with: [WARD]"), "item 1 of shared_with is 'WARD'", id="code"),
        pytest.param("pay: []", "pay is empty; expected a list of 1 to 100 figures", id="empty"),
        pytest.param("pay: [1]", "item 1 of pay is the number 1; expected", id="no mapping"),
        pytest.param("pay: 1", "pay is the number 1; expected the market pay", id="a number"),
        pytest.param("flsa: {status: maybe}", "status is 'maybe'; expected one of", id="flsa"),
    ],
)
def test_a_fault_of_the_form_names_its_place(tmp_path: Path, pay: str, message: str) -> None:
    (found,) = canon_with(tmp_path, pay).diagnostics
    assert found.message[: len(message)] == message
    assert (found.rule, found.span.line) == ("schema", 9)


def test_every_figure_must_be_in_order(tmp_path: Path) -> None:
    wrong = PLAIN.replace("median: 89000", "median: 120000")
    pay = f"pay:\n      - {{{PLAIN}, place: US}}\n      - {{{wrong}, place: DE}}"
    root = small.write_canon(tmp_path, {FOCUS: WARD.replace("PAY", pay)})
    (found,) = check([root], cache=False, select=["pay-order"]).diagnostics
    assert found.message == "P1's median 120000 is above its high 113000"
    line = f"      - {{{wrong}"
    assert (found.span.line, found.span.column) == (11, line.index("120000") + 1)
    (related,) = found.related
    assert (related.span.line, related.span.column) == (11, line.index("113000") + 1)


def test_figures_of_different_kinds_or_places_are_not_compared(tmp_path: Path) -> None:
    """Total cash of P1 above the base of P2 says nothing about the ladder."""
    of_p2 = PLAIN.replace("70000", "60000").replace("89000", "65000").replace("113000", "90000")
    text = (
        WARD.replace("PAY", figure("kind: total_cash"))
        + f"""\
  P2:
    status: draft
    version: 1
    region: global
    pay: {{{of_p2}, kind: KIND}}
"""
    )
    for kind, count in (("base", 0), ("total_cash", 1)):
        changes = {FOCUS: text.replace("KIND", kind)}
        root = small.write_canon(tmp_path / kind, changes)
        found = check([root], cache=False, select=["pay-rise"]).diagnostics
        assert len(found) == count


@pytest.mark.parametrize(
    ("period", "low", "message"),
    [
        ("hour", "18.55", None),
        ("month", "3100.50", None),
        ("year", "70000.0", None),
        ("year", "70000.5", "the low is 70000.5; expected a whole amount a year"),
        ("hour", "18.555", "the low is 18.555; expected two decimals at most"),
    ],
)
def test_fractions_of_amounts(tmp_path: Path, period: str, low: str, message: str | None) -> None:
    pay = PLAIN.replace("year", period).replace("low: 70000", f"low: {low}")
    root = small.write_canon(tmp_path, {FOCUS: WARD.replace("PAY", f"pay: {{{pay}}}")})
    found = load(root)
    assert [each.message for each in found.diagnostics] == ([message] if message else [])
    if message is None:
        (profile,) = found.focus("NURSIN", "WARDNURS1234").profiles
        assert profile.pay
        assert profile.pay.low == float(low)
        assert isinstance(profile.pay.low, int) is float(low).is_integer()
