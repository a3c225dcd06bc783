"""What the rules about managers' pay and shared pay report, and what they allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean import CLINIC_FILE, WARD_FILE, reported

P3 = 47_000
"""The median of P3, the highest contributor of the ward; M1's rank is that of P3 or above."""


def managed(median: int, unit: str = "currency: EUR, period: year", level: str = "M1") -> str:
    """Return the ward's file with a manager whose median is *median*."""
    return (
        f"levels:\n  {level}:\n    status: draft\n    version: 1\n    region: global\n"
        f"    pay: {{{unit}, low: {median - 1}, median: {median}, high: {median + 1}, "
        "basis: survey}\n    responsibilities: [Leads a ward of thirty nurses.]\n"
    )


def messages(root: Path, rule: str, changes: dict[str, str]) -> list[str]:
    lines = (line for line in reported(root, rule, changes) if not line.startswith("  "))
    return [line.split(" ", 1)[1] for line in lines]


@pytest.mark.parametrize(
    ("median", "settings", "message"),
    [
        pytest.param(
            P3 - 1,
            "",
            "note M1's median 46999 is below P3's 47000, whom M1 can lead; expected at least as "
            "much (pay-manager)",
            id="less",
        ),
        pytest.param(P3, "", None, id="as much"),
        pytest.param(
            P3 + 1_000,
            "check: {manager_lead: 0.05}",
            "note M1's median 48000 is below P3's 47000, whom M1 can lead; expected at least 5% "
            "above it (pay-manager)",
            id="less than the canon asks for",
        ),
    ],
)
def test_a_manager_earns_what_those_led_do(
    tmp_path: Path, median: int, settings: str, message: str | None
) -> None:
    changes = {WARD_FILE: managed(median), **({"canon.yaml": settings} if settings else {})}
    assert messages(tmp_path, "pay-manager", changes) == ([message] if message else [])


def test_whom_a_manager_does_not_outrank_does_not_count(tmp_path: Path) -> None:
    lower = "levels:\n  M1: {rank: 1.5}\n"
    assert (
        messages(tmp_path, "pay-manager", {WARD_FILE: managed(P3 - 1), "ladder.yaml": lower}) == []
    )


@pytest.mark.parametrize(
    "unit", ["currency: USD, period: year", "currency: EUR, period: month"], ids=["money", "time"]
)
def test_what_would_have_to_be_converted_does_not_count(tmp_path: Path, unit: str) -> None:
    assert messages(tmp_path, "pay-manager", {WARD_FILE: managed(1_000, unit)}) == []
    assert messages(tmp_path, "pay-supervisor", {WARD_FILE: managed(900_000, unit)}) == []


@pytest.mark.parametrize(
    ("median", "settings", "message"),
    [
        pytest.param(68_150, "", None, id="at the limit"),
        pytest.param(
            69_000,
            "",
            "note M1's median 69000 is 47% above P3's 47000, the top of what M1 leads; expected "
            "at most 45% (pay-supervisor)",
            id="above it",
        ),
        pytest.param(69_000, "check: {above_track: 0.5}", None, id="as canon.yaml sees it"),
    ],
)
def test_the_lowest_manager_is_not_far_above_the_track(
    tmp_path: Path, median: int, settings: str, message: str | None
) -> None:
    changes = {WARD_FILE: managed(median), **({"canon.yaml": settings} if settings else {})}
    assert messages(tmp_path, "pay-supervisor", changes) == ([message] if message else [])


FIGURES = "{currency: EUR, period: year, low: %s, median: %s, high: %s, basis: survey}"
REST = "status: draft\n    version: 1\n    region: global\n    responsibilities: [Draws blood.]"
SAME = (
    f"levels:\n  P1:\n    {REST}\n    pay: {FIGURES % (26_000, 30_000, 35_000)}\n"
    f"  P2:\n    {REST}\n    pay: {FIGURES % (33_000, 38_000, 44_000)}\n"
)
"""The clinic's file with the ward's pay at two levels."""


def test_foci_with_the_same_pay_say_so(tmp_path: Path) -> None:
    found = messages(tmp_path, "pay-shared", {CLINIC_FILE: SAME})
    assert [each.partition(" is the same")[0] for each in found] == [
        "note the pay of P2, P1",  # as the levels stand in the file
        "note the pay of P1, P2",
    ]
    once = SAME.replace("median: 38000", "median: 38001")
    assert messages(tmp_path, "pay-shared", {CLINIC_FILE: once}) == []
    one = {CLINIC_FILE: once, "canon.yaml": "check: {same_pay: 1}"}
    assert len(messages(tmp_path, "pay-shared", one)) == 2


def test_pay_that_is_said_to_be_shared_is_not_reported(tmp_path: Path) -> None:
    code = (
        messages(tmp_path, "pay-shared", {CLINIC_FILE: SAME})[0].split("that of ")[1].split(" ")[0]
    )
    said = SAME.replace("basis: survey", f"basis: survey, shared_with: [{code}]")
    (other,) = messages(tmp_path, "pay-shared", {CLINIC_FILE: said})
    assert code not in other
