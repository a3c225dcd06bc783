"""Figures of pay in an overlay: each means the one below of its place and kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from levelctl.lint.check import check
from overlays import WARD_FILE, fault_lines, read, write_overlay
from program import run
from small import write_canon

HEAD = """\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after the patients of a ward.
levels:
  P1: {status: draft, version: 1, region: global, pay: PAY}
"""

UNIT = "currency: USD, period: year, basis: survey"
US = f"place: US, kind: base, {UNIT}, low: 10, median: 20, high: 30"
DE = f"place: DE, kind: base, {UNIT}, low: 11, median: 21, high: 31"
CASH = f"place: US, kind: total_cash, {UNIT}, low: 12, median: 22, high: 32"
ALL = f"[{{{US}}}, {{{DE}}}, {{{CASH}}}]"


def merged(folder: Path, below: str, here: str) -> list[dict[str, Any]]:
    """Return the figures of P1, whose pay is *below* in the canon below and *here* above it."""
    canon = read(overlay(folder, below, here))
    assert canon.diagnostics == ()
    value = canon.value_of(WARD_FILE)
    assert value
    pay = value["levels"]["P1"]["pay"]
    return pay if isinstance(pay, list) else [pay]


def overlay(folder: Path, below: str, here: str) -> Path:
    write_canon(folder / "base", {WARD_FILE: HEAD.replace("PAY", below)})
    return write_overlay(folder / "company", {WARD_FILE: f"levels: {{P1: {{pay: {here}}}}}\n"})


@pytest.mark.parametrize(
    ("here", "medians"),
    [
        pytest.param("{median: 25}", [25, 21, 22], id="the first"),
        pytest.param("{place: DE, median: 25}", [25, 20, 22], id="by place"),
        pytest.param("{kind: total_cash, median: 25}", [25, 20, 21], id="by kind"),
        pytest.param("[{place: DE, median: 25}, {median: 26}]", [25, 26, 22], id="in order"),
        pytest.param(f"{{{CASH.replace('US,', 'FR,')}}}", [22, 20, 21, 22], id="a new one"),
        pytest.param("{place: DE, hide: true}", [20, 22], id="taken away"),
        pytest.param("[{place: DE, hide: true}, {median: 25}]", [25, 22], id="one of two"),
        pytest.param("{remove: [{place: DE}]}", [20, 22], id="removed from the list"),
    ],
)
def test_a_figure_means_that_of_its_place_and_kind(
    tmp_path: Path, here: str, medians: list[int]
) -> None:
    assert [each["median"] for each in merged(tmp_path, ALL, here)] == medians


def test_a_list_above_one_figure(tmp_path: Path) -> None:
    found = merged(tmp_path, f"{{{US}}}", f"[{{{DE}}}, {{place: US, median: 25}}]")
    assert [(each["place"], each["median"]) for each in found] == [("DE", 21), ("US", 25)]


def test_of_several_figures_the_one_of_its_date_is_meant(tmp_path: Path) -> None:
    below = f"[{{{US}, as_of: 2024-05}}, {{{US}, as_of: 2025-05}}]"
    (first, second) = merged(tmp_path, below, "{place: US, as_of: 2025-05, low: 15}")
    assert (first["as_of"], first["low"]) == ("2025-05", 15)
    assert (second["as_of"], second["low"]) == ("2024-05", 10)


EXPLAINED = (
    f"{{{US}, source: a, method: b, n: 3, employers: 2, as_of: 2024-05, aged_to: 2026-05, "
    "aging: 0.03, ends: p40-p60 of occupation, shared_with: [NURSIN.CLINICNU5678], hours: 36}"
)


@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize(
    ("here", "gone"),
    [
        pytest.param(
            "{median: 25}",
            {"source", "method", "n", "employers", "as_of", "aged_to", "aging", "shared_with"},
            id="median",
        ),
        pytest.param(
            "{low: 15, n: 9}",
            {"source", "method", "employers", "as_of", "aged_to", "aging", "shared_with", "ends"},
            id="low",
        ),
        pytest.param("{bonus: {low: 5, high: 9}}", set(), id="bonus"),
        pytest.param("{median: 20}", set(), id="the same"),
    ],
)
def test_what_explains_the_figures_below_does_not_explain_others(
    tmp_path: Path, here: str, gone: set[str], *, listed: bool
) -> None:
    below = f"[{EXPLAINED}, {{{DE}}}]" if listed else EXPLAINED
    explained = {"source", "method", "n", "employers", "as_of", "aged_to", "aging", "ends"}
    first = merged(tmp_path, below, here)[0]
    assert {*explained, "shared_with"} - {*first} == gone
    assert first["hours"] == 36


def test_a_level_with_pay_has_no_reason_for_having_none(tmp_path: Path) -> None:
    below = HEAD.replace("pay: PAY", "pay_missing: Nobody knows.")
    write_canon(tmp_path / "base", {WARD_FILE: below})
    text = f"levels: {{P1: {{pay: {{{US}}}}}}}\n"
    canon = read(write_overlay(tmp_path / "company", {WARD_FILE: text}))
    assert canon.diagnostics == ()
    profile = canon.focus("NURSIN", "WARDNURS1234").profile("P1")
    assert profile
    assert profile.pay_missing is None
    assert profile.pay


@pytest.mark.parametrize(
    ("here", "fault"),
    [
        pytest.param(
            "[{place: DE, currency: EUR, median: 25}]",
            "currency is EUR here, and USD below, where low is from",
            id="another currency",
        ),
        pytest.param("[1]", "item 1 of pay is the number 1", id="no figure"),
        pytest.param("[{place: DE, hide: maybe}]", "unknown key 'hide'", id="hide"),
        pytest.param("[{place: FR, median: 1}]", "item 1 of pay has no 'currency'", id="new"),
    ],
)
def test_what_cannot_be_merged_is_an_error(tmp_path: Path, here: str, fault: str) -> None:
    lines = fault_lines(overlay(tmp_path, ALL, here))
    assert any(fault in line for line in lines), lines


@pytest.mark.parametrize("below", [ALL, f"{{{DE}}}"])
@pytest.mark.parametrize("here", ["{X}", " {X} "])
def test_what_names_a_figure_repeats_nothing(tmp_path: Path, below: str, here: str) -> None:
    """The place of a figure below says which one is meant; the same low says nothing new."""
    figure = here.replace("X", "place: DE, kind: base, low: 11, median: 25")
    root = overlay(tmp_path, below, figure)
    found = check([root], cache=False, select=["override-same"]).diagnostics
    assert [(each.message, each.span.column) for each in found] == [
        ("the canon below says the same here", 20 + figure.index("11"))
    ]


def test_the_figure_below_is_compared_with_that_of_its_place(tmp_path: Path) -> None:
    root = overlay(tmp_path, ALL, "[{place: DE, median: 25}]")
    command = ("diff", "--base", "ward nurse P1", "--canon", str(root), "--only", "pay")
    assert "25 a year, +4 (+19.0 %)" in run(*command, "--place", "DE").out
    assert "25 a year, not comparable" in run(*command).out
