"""What pay-market reports after wages were imported, and how its findings change."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clean import WARD, WARD_FILE, merged, reported, write_clean
from levelctl.answers.imports import from_oews, remove
from levelctl.canon import package_data
from levelctl.lint.check import check, check_canon
from levelctl.occupations.wages import Wages, save
from madewages import RELEASE, keep_wages, made_wages

REAL = Path(__file__).parents[3] / "shared" / "data" / "oews" / "national_May2024.csv"

SOC = r"schemes: {SOC: {pattern: '\d\d-\d{4}', example: 11-3021, versions: ['2018']}}"
HINT = (
    "  hint: check the figure, its unit and the occupation's code, or suppress this with a reason"
)


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def at(*codes: str, unit: str = "currency: USD", scheme: str = "SOC") -> dict[str, str]:
    """Return the ward at *codes*, of which P1 to P3 have medians of 30000, 38000 and 47000."""
    places = ", ".join(
        f"{{scheme: {scheme}, version: '2018', code: {code}, source: x}}" for code in codes
    )
    pays = "".join(f"  {level}: {{pay: {{{unit}}}}}\n" for level in ("P1", "P2", "P3"))
    return {"canon.yaml": SOC, WARD_FILE: f"classification: [{places}]\nlevels:\n{pays}"}


NURSES = made_wages("29-1141", p10=31_000, p90=46_000)
AIDES = made_wages("31-1131", p10=35_000, p90=45_000)
UNPUBLISHED = made_wages("29-1141", p25=34_000, median=36_000, p75=37_000)


P1_BELOW_NURSES = (
    "ward:19:60: note P1's median 30000 is below the 10th percentile of 29-1141 Made Workers, "
    "31000 (pay-market)"
)
P3_ABOVE_NURSES = (
    "ward:56:60: note P3's median 47000 is above the 90th percentile of 29-1141 Made Workers, "
    "46000 (pay-market)"
)


@pytest.mark.parametrize(
    ("wages", "codes", "expected"),
    [
        pytest.param(
            [NURSES],
            ["29-1141"],
            (P1_BELOW_NURSES, HINT, P3_ABOVE_NURSES, HINT),
            id="below and above",
        ),
        pytest.param(
            [NURSES, AIDES],
            ["31-1131", "29-1141"],
            (P1_BELOW_NURSES, HINT, P3_ABOVE_NURSES, HINT),
            id="of two occupations the nearer",
        ),
        pytest.param(
            [made_wages("29-1140", p10=31_000)],
            ["29-1141"],
            (P1_BELOW_NURSES.replace("29-1141", "29-1140"), HINT),
            id="of the broad occupation, whose 90th is not published",
        ),
    ],
)
def test_findings(
    wages: list[Wages], codes: list[str], expected: tuple[str, ...], tmp_path: Path
) -> None:
    save(RELEASE, wages)

    lines = reported(tmp_path / "canon", "pay-market", at(*codes))

    assert tuple(line.replace(WARD_FILE, "ward") for line in lines) == expected


@pytest.mark.parametrize(
    ("wages", "changes"),
    [
        pytest.param([], at("29-1141"), id="nothing imported"),
        pytest.param(
            [made_wages(p10=30_000, p90=47_000)], at("29-1141"), id="at the percentiles themselves"
        ),
        pytest.param([UNPUBLISHED], at("29-1141"), id="neither percentile is published"),
        pytest.param([NURSES], at("29-1141", unit="currency: EUR"), id="another currency"),
        pytest.param(
            [NURSES], at("29-1141", unit="currency: USD, period: month"), id="another period"
        ),
        pytest.param([NURSES], at("29-2011"), id="another occupation"),
        pytest.param([NURSES], at("29-1141", "29-2011"), id="one of two is not known"),
        pytest.param(
            [NURSES, made_wages("31-1131", p10=20_000, p90=50_000)],
            at("29-1141", "31-1131"),
            id="inside of one of two",
        ),
        pytest.param(
            [NURSES, made_wages("31-1131", median=50_000)],
            at("29-1141", "31-1131"),
            id="the percentiles of one of two are not published",
        ),
        pytest.param([NURSES], at(), id="no classification"),
        pytest.param(
            [NURSES],
            {**at("29-1141", scheme="House"), "canon.yaml": SOC.replace("SOC:", "House:")},
            id="a like code of another scheme",
        ),
        pytest.param(
            [NURSES],
            {**at("29-1141"), WARD_FILE: "levels: {P1: {pay: null}, P2: {pay: null}, "
             "P3: {pay: null}}"},
            id="no pay",
        ),
    ],
)  # fmt: skip
def test_no_findings(wages: list[Wages], changes: dict[str, str], tmp_path: Path) -> None:
    if wages:
        save(RELEASE, wages)
    assert reported(tmp_path / "canon", "pay-market", changes) == ()


def test_a_place_in_a_scheme_that_has_no_wages_does_not_count(tmp_path: Path) -> None:
    save(RELEASE, [NURSES])
    other = '{scheme: ISCO, version: "08", code: "2221", source: x}'
    changes = at("29-1141")
    changes[WARD_FILE] = changes[WARD_FILE].replace("[{", f"[{other}, {{")

    lines = reported(tmp_path / "canon", "pay-market", changes)
    assert [line.partition(": ")[2] for line in lines if "median" in line] == [
        each.partition(": ")[2] for each in (P1_BELOW_NURSES, P3_ABOVE_NURSES)
    ]


def paying(root: Path, comment: str = "") -> Path:
    """Return a canon with a median of 30000, and a *comment* behind it."""
    ward = merged(WARD_FILE, at("29-1141")[WARD_FILE])
    line = next(each for each in ward.splitlines() if "median: 30000" in each)
    marked = ward.replace(line, f"{line}  # {comment}") if comment else ward
    return write_clean(root, {"canon.yaml": merged("canon.yaml", SOC), WARD_FILE: marked.encode()})


def market(root: Path) -> list[str]:
    found = check_canon(root).diagnostics
    return [each.message for each in found if each.rule in ("pay-market", "silence")]


def test_a_cached_result_is_rebuilt_when_the_imported_wages_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As it is some seconds after: results for younger files are not cached for long.
    monkeypatch.setattr("levelctl.cache.freshness.MTIME_GRANULARITY", -(10**12))
    root = paying(tmp_path / "canon")

    assert market(root) == []
    keep_wages(p10=31_000, p90=90_000)
    assert market(root) == [
        "P1's median 30000 is below the 10th percentile of 29-1141 Made Workers, 31000"
    ]
    keep_wages(p10=29_000, p90=90_000)
    assert market(root) == []
    keep_wages(p10=29_999, p90=46_000)
    assert len(market(root)) == 1
    remove("oews")
    assert market(root) == []


def test_a_comment_suppresses_it_on_this_machine_and_is_not_unused_on_another(
    tmp_path: Path,
) -> None:
    root = paying(tmp_path / "canon", "levelctl: ignore[pay-market] trainees, by contract")

    assert market(root) == []  # wages are not imported here
    keep_wages(p10=31_000, p90=90_000)
    assert market(root) == []
    keep_wages(p10=20_000, p90=90_000)
    assert market(root) == []  # a later release can make it a finding again


def test_a_canon_can_do_without_it(tmp_path: Path) -> None:
    keep_wages(p10=31_000, p90=90_000)
    root = paying(tmp_path / "canon")
    own = root / "canon.yaml"
    own.write_text(f"{own.read_text('utf-8')}check: {{ignore: [pay-market]}}\n", "utf-8")

    assert len(market(root)) == 1
    assert check(canon=root, cache=False, select=["pay-market"]).diagnostics == ()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(low=st.integers(1, 60_000), wide=st.integers(0, 60_000))
def test_it_reports_a_median_if_and_only_if_it_is_outside(
    low: int, wide: int, tmp_path: Path
) -> None:
    root = tmp_path / "canon"
    if not root.exists():
        paying(root)
    keep_wages(p10=low, p90=low + wide)

    outside = [each for each in (30_000, 38_000, 47_000) if not low <= each <= low + wide]
    found = check(canon=root, select=["pay-market"]).diagnostics
    assert [int(each.message.split()[2]) for each in found] == outside


@pytest.mark.skipif(not REAL.is_file(), reason="the published wages are not beside the checkout")
def test_two_medians_of_the_reference_canon_are_outside() -> None:
    from_oews(REAL)
    report = check(canon=package_data.CANON, cache=False)

    assert report.errors == 0
    found = [each.message for each in report.diagnostics if each.rule == "pay-market"]
    tail = "is below the 10th percentile of 11-3021 Computer and Information Systems Managers"
    assert found == [f"P2's median 78000 {tail}, 104450", f"P3's median 89000 {tail}, 104450"]


def test_the_clean_canon_has_the_medians_listed_here() -> None:
    for median in (30_000, 38_000, 47_000):
        assert f"median: {median}" in WARD
