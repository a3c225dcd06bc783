"""Every modelled figure of the reference canon, derived anew from the published wages."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from levelctl.canon import source
from levelctl.canon.canon import Canon

REPO = Path(__file__).parents[2]
TOOL = REPO / "tools" / "modelpay.py"
WAGES = REPO.parent / "shared" / "data" / "oews" / "national_May2024.csv"

needs_tool = pytest.mark.skipif(not TOOL.exists(), reason="the tools are not in the wheel")
needs_wages = pytest.mark.skipif(not WAGES.exists(), reason="the wages are not beside the checkout")


@cache
def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("modelpay", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _written(value: Any) -> dict[str, tuple[Any, ...]]:
    """Return the modeled pay in a focus's file, by level."""
    keys = ("low", "median", "high", "source", "method")
    return {
        level: tuple(profile["pay"][key] for key in keys)
        for level, profile in value["levels"].items()
        if profile.get("pay", {}).get("basis") == "modelled"
    }


@needs_tool
@needs_wages
def test_every_modelled_figure_follows_from_the_published_wages() -> None:
    tool = _tool()
    occupations = tool.read_wages(WAGES)
    figures = 0
    for path in tool.focus_files():
        value = source.parse(path.read_text("utf-8")).top.value
        inherited = {
            level
            for level, each in value["levels"].items()
            if each.get("pay", {}).get("basis") == "inherited"
        }
        derived = {
            level: tuple(pay)
            for level, pay in tool.modelled(value, occupations).items()
            if level not in inherited
        }
        assert _written(value) == derived, path
        figures += len(derived)
    assert figures > 100


def test_pay_has_a_known_basis_and_modelled_pay_has_a_source(reference: Canon) -> None:
    pays = [profile.pay for focus in reference.foci for profile in focus.profiles if profile.pay]
    assert {pay.basis for pay in pays} == {"modelled", "inherited"}
    assert all(pay.source and pay.method for pay in pays if pay.basis == "modelled")


@needs_tool
@pytest.mark.parametrize(
    ("percentile", "expected"),
    [
        pytest.param(10, 40_000, id="published"),
        pytest.param(25, 50_000, id="published too"),
        pytest.param(17, 45_000, id="between"),
        pytest.param(9, None, id="below"),
        pytest.param(26, None, id="above"),
    ],
)
def test_a_wage_lies_between_published_ones(percentile: int, expected: int | None) -> None:
    occupation = _tool().Occupation("15-1252", "Software Developers", {10: 40_000, 25: 50_000})
    assert _tool().wage(occupation, percentile) == expected


FOCUS = {
    "classification": [
        {"scheme": "ISCO", "code": "3313"},
        {"scheme": "O*NET-SOC", "code": "13-2011.00"},
        {"scheme": "O*NET-SOC", "code": "11-3031.00"},
        {"scheme": "O*NET-SOC", "code": "43-3031.00"},
    ],
    "levels": {"S1": {}, "P1": {}, "P6": {}, "M1": {}, "E6": {}},
}
WIDE = {10: 10_000, 25: 20_000, 50: 30_000, 75: 40_000, 90: 50_000}


@needs_tool
def test_each_track_takes_an_occupation_of_its_own() -> None:
    tool = _tool()
    codes = ("13-2011", "11-3031", "43-3031")
    occupations = {code: tool.Occupation(code, "Title", WIDE) for code in codes}

    def sources(focus: dict[str, Any]) -> dict[str, str]:
        found = tool.modelled(focus, occupations)
        return {level: pay.source.split()[3] for level, pay in found.items()}

    assert sources(FOCUS) == {"S1": "43-3031", "P1": "13-2011", "M1": "11-3031"}
    one = {**FOCUS, "classification": FOCUS["classification"][:2]}  # type: ignore[index]
    assert sources(one) == {"P1": "13-2011"}
    support = {**one, "levels": {"S1": {}, "M1": {}}}
    assert sources(support) == {"S1": "13-2011"}


@needs_tool
def test_modelled_pay_is_replaced_and_other_pay_stays() -> None:
    tool = _tool()
    text = (
        "levels:\n"
        "  P1:\n    status: draft\n    region: global\n    responsibilities: [Works.]\n"
        "  P2:\n    status: draft\n    region: global\n    pay: {low: 1, basis: inherited}\n"
    )
    first = tool.with_pay(
        text, {"P1": tool.Pay(1, 2, 3, "a", "b"), "P2": tool.Pay(1, 2, 3, "a", "b")}
    )
    assert _written(source.parse(first).top.value) == {"P1": (1, 2, 3, "a", "b")}
    assert "pay: {low: 1, basis: inherited}" in first
    again = tool.with_pay(first, {"P1": tool.Pay(4, 5, 6, "c", "d")})
    assert _written(source.parse(again).top.value) == {"P1": (4, 5, 6, "c", "d")}
    assert tool.with_pay(again, {}) == text
