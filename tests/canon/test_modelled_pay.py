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
    keys = ("low", "median", "high", "source", "method", "ends")
    return {
        level: (
            *(profile["pay"][key] for key in keys),
            tuple(profile["pay"].get("shared_with", ())),
        )
        for level, profile in value["levels"].items()
        if profile.get("pay", {}).get("basis") == "modelled"
    }


@needs_tool
@needs_wages
def test_every_modelled_figure_follows_from_the_published_wages() -> None:
    tool = _tool()
    figures = 0
    for path, (text, model) in tool.whole(tool.read_wages(WAGES)).items():
        value = source.parse(text).top.value
        assert _written(value) == {level: tuple(pay) for level, pay in model.pays.items()}, path
        missing = {
            level: each["pay_missing"].rstrip("\n")
            for level, each in value["levels"].items()
            if "pay_missing" in each
        }
        assert missing == model.missing, path
        assert tool.with_pay(text, model) == text, path
        figures += len(model.pays)
    assert figures > 250


def test_every_level_has_pay_or_a_reason_why_not(reference: Canon) -> None:
    for focus in reference.foci:
        for profile in focus.profiles:
            assert bool(profile.pay) != bool(profile.pay_missing), profile.code


@needs_tool
@needs_wages
def test_no_manager_earns_less_than_those_led_or_far_above_their_track() -> None:
    tool = _tool()
    order = tool.ranks()
    for path, (_, model) in tool.whole(tool.read_wages(WAGES)).items():
        medians = {level: pay.median for level, pay in model.pays.items()}
        led = {level: pay for level, pay in medians.items() if level[0] in "SP"}
        managers = {level: pay for level, pay in medians.items() if level[0] == "M"}
        for level, pay in managers.items():
            assert all(pay >= led[each] for each in led if order[each] <= order[level]), path
        if led and "M1" in managers:
            assert managers["M1"] <= tool.ABOVE * max(led.values()), path


def test_what_modelled_figures_are_is_said(reference: Canon) -> None:
    pays = [profile.pay for focus in reference.foci for profile in focus.profiles if profile.pay]
    modelled = [pay for pay in pays if pay.basis == "modelled"]
    assert {(pay.place, pay.kind, pay.as_of) for pay in modelled} == {
        ("US", "oews_wage", "2024-05")
    }
    assert all(pay.ends and pay.ends.endswith(" of occupation") for pay in modelled)


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


FOCUS: dict[str, Any] = {
    "classification": [
        {"scheme": "ISCO", "code": "3313"},
        {"scheme": "O*NET-SOC", "code": "13-2011.00"},
        {"scheme": "O*NET-SOC", "code": "11-3031.00"},
        {"scheme": "O*NET-SOC", "code": "43-3031.00"},
        {"scheme": "O*NET-SOC", "code": "43-1011.00"},
        {"scheme": "O*NET-SOC", "code": "13-1199.00"},
    ],
    "levels": {"S1": {}, "P1": {}, "P6": {}, "M1": {}, "M2": {}, "M3": {}, "E6": {}},
}
WIDE = {10: 10_000, 25: 20_000, 50: 30_000, 75: 40_000, 90: 50_000}


def _model(focus: dict[str, Any], **wages: dict[int, int]) -> dict[str, tuple[str, int]]:
    """Return the occupation and the percentile of each level; *wages* are by code."""
    tool = _tool()
    codes = ("13-2011", "11-3031", "43-3031", "43-1011", "13-1199", "15-1252")
    named = {f"{code[1:3]}-{code[4:]}": each for code, each in wages.items()}
    occupations = {code: tool.Occupation(code, "Title", named.get(code, WIDE)) for code in codes}
    found = tool.modelled(focus, occupations).pays
    return {
        level: (pay.source.split()[3], int(pay.method.split()[2])) for level, pay in found.items()
    }


@needs_tool
def test_each_track_takes_an_occupation_of_its_own() -> None:
    assert _model(FOCUS) == {
        "S1": ("43-3031", 20),
        "P1": ("13-2011", 20),
        "M1": ("43-1011", 20),
        "M2": ("43-1011", 35),
        "M3": ("11-3031", 50),  # above M2, whose occupation pays as much here
    }
    one = {**FOCUS, "classification": FOCUS["classification"][:2]}
    assert _model(one) == {"P1": ("13-2011", 20)}
    support = {**one, "levels": {"S1": {}, "M1": {}}}
    assert _model(support) == {"S1": ("13-2011", 20)}


@needs_tool
def test_managers_start_where_they_earn_no_less_than_those_led() -> None:
    levels: dict[str, Any] = {"P1": {}, "P3": {}, "P5": {}, "M1": {}, "M2": {}, "M3": {}}
    found = _model({**FOCUS, "levels": levels})
    assert found["P3"] == ("13-2011", 50)
    assert (found["M1"], found["M2"], found["M3"]) == (
        ("43-1011", 50),
        ("43-1011", 65),
        ("11-3031", 80),
    )
    alone = {
        **FOCUS,
        "levels": {"M2": {}, "M3": {}},
        "classification": FOCUS["classification"][2:3],
    }
    assert _model(alone) == {"M2": ("11-3031", 35), "M3": ("11-3031", 50)}


@needs_tool
def test_managers_far_above_a_track_have_no_lowest_level() -> None:
    tool = _tool()
    focus = {
        "classification": FOCUS["classification"][1:3],
        "levels": {"S1": {}, "S4": {}, "M1": {}, "M2": {}},
    }
    occupations = {
        "13-2011": tool.Occupation("13-2011", "Clerks", WIDE),
        "11-3031": tool.Occupation(
            "11-3031", "Heads", {each: 5 * wages for each, wages in WIDE.items()}
        ),
    }
    model = tool.modelled(focus, occupations)
    assert "M1" not in model.pays
    assert model.missing["M1"].startswith("The lowest figure of 11-3031 Heads is ")
    assert model.pays["M2"].method == "percentiles 10, 20 and 30"


@needs_tool
def test_a_level_without_a_figure_has_the_reason() -> None:
    tool = _tool()
    occupations = {
        code: tool.Occupation(code, "Title", {10: 10_000, 25: 20_000, 50: 30_000})
        for code in ("13-2011", "11-3031")
    }
    classification = [{"scheme": "SOC", "code": "13-2011"}, {"scheme": "SOC", "code": "11-9199"}]
    levels: dict[str, Any] = {"S1": {}, "P4": {}, "P6": {}, "M1": {}}
    focus = {"classification": classification, "levels": levels}
    chosen = tool.Choices({}, {"S": "Because."})
    assert tool.modelled(focus, occupations, chosen).missing == {
        "S1": "Because.",
        "P4": "The wages of 13-2011 Title that this level needs are above 239,200 dollars a year, "
        "the highest that OEWS publishes.",
        "P6": tool.BEYOND,
        "M1": "11-9199 is a residual group of unlike occupations.",
    }


@needs_tool
def test_modelled_pay_is_replaced_and_other_pay_stays() -> None:
    tool = _tool()
    text = (
        "levels:\n"
        "  P1:\n    status: draft\n    region: global\n    responsibilities: [Works.]\n"
        "  P2:\n    status: draft\n    region: global\n    pay: {low: 1, basis: inherited}\n"
    )
    pay = tool.Pay(1, 2, 3, "a", "b", "p1-p3 of occupation", ("A.B",))
    first = tool.with_pay(text, tool.Modelled({"P1": pay, "P2": pay}, {}))
    one = (1, 2, 3, "a", "b", "p1-p3 of occupation", ("A.B",))
    assert _written(source.parse(first).top.value) == {"P1": one}
    assert "pay: {low: 1, basis: inherited}" in first
    changed = pay._replace(low=4, shared_with=())
    again = tool.with_pay(first, tool.Modelled({"P1": changed}, {}))
    assert _written(source.parse(again).top.value) == {"P1": (4, *one[1:-1], ())}
    why = tool.with_pay(again, tool.Modelled({}, {"P1": "Because " * 20 + "so."}))
    value = source.parse(why).top.value["levels"]["P1"]
    assert value["pay_missing"] == "Because " * 20 + "so."
    assert "pay" not in value
    assert tool.with_pay(why, tool.Modelled({}, {})) == text
