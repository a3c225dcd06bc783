"""The laws of merging: nothing changes nothing, twice is once, and layers can be put together."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levelctl.canon.merging import LevelChanges, Merger, level_changes
from levelctl.canon.nodes import Node
from levelctl.canon.source import parse

KEYS = st.sampled_from("abcde")
SCALARS = st.integers(0, 3) | st.sampled_from(["x", "y"]) | st.booleans()
LISTS = st.lists(SCALARS, max_size=3)
PLAIN: st.SearchStrategy[Any] = st.recursive(
    SCALARS | LISTS, lambda inner: st.dictionaries(KEYS, inner, max_size=4), max_leaves=8
)
FILES = st.dictionaries(KEYS, PLAIN, max_size=4)
# What is removed and added again moves to the end, each time.
CHANGES = st.fixed_dictionaries(
    {"add": st.lists(st.integers(0, 3), max_size=3)},
    optional={"remove": st.lists(st.sampled_from(["x", "y"]) | st.booleans(), max_size=3)},
)
HIDDEN = st.just({"hide": True})
OVERLAYS = st.dictionaries(KEYS, PLAIN | CHANGES | HIDDEN | st.none(), max_size=4)


FEW = settings(max_examples=20)


def node(value: Any) -> Node:
    return parse(json.dumps(value)).top


def merged(*values: Any) -> Any:
    """Return *values* merged, from the lowest layer up."""
    top = node(values[0])
    for value in values[1:]:
        top = Merger().merge(top, node(value))
    return top.value


def as_text(value: Any) -> str:
    """Return *value* as text, in which the order of keys counts and true is not 1."""
    return json.dumps(value)


@FEW
@given(FILES)
def test_nothing_changes_nothing(file: Any) -> None:
    assert as_text(merged(file, {})) == as_text(file)
    assert as_text(merged({}, file)) == as_text(file)
    assert as_text(merged(file, file)) == as_text(file)


@FEW
@given(FILES, OVERLAYS)
def test_twice_is_once(file: Any, overlay: Any) -> None:
    once = merged(file, overlay)

    assert merged(file, overlay, overlay) == once


ONE_SHAPE = st.fixed_dictionaries(
    {},
    optional={
        "a": SCALARS,
        "b": LISTS,
        "c": st.fixed_dictionaries({}, optional={"a": SCALARS, "b": LISTS, "d": SCALARS}),
    },
)
"""Files in which a key has the same kind of value, as in those that the schema accepts."""


@FEW
@given(ONE_SHAPE, ONE_SHAPE, ONE_SHAPE)
def test_plain_layers_can_be_put_together(file: Any, company: Any, country: Any) -> None:
    together = merged(company, country)

    assert merged(file, together) == merged(file, company, country)


@FEW
@given(FILES, OVERLAYS)
def test_what_is_merged_has_its_parts(file: Any, overlay: Any) -> None:
    top = Merger().merge(node(file), node(overlay))
    stack = [top]
    while stack:
        part = stack.pop()
        stack += part.parts.values()
        if isinstance(part.value, dict):
            assert part.value == {key: each.value for key, each in part.parts.items()}
            assert [*part.value] == [*part.parts] == [*part.keys]
        elif isinstance(part.value, list):
            assert part.value == [each.value for each in part.parts.values()]


@FEW
@given(FILES, OVERLAYS)
def test_an_override_says_what_was_below(file: Any, overlay: Any) -> None:
    merger = Merger()
    merger.merge(node(file), node(overlay))
    for override in merger.overrides:
        below: Any = file
        for step in override.route:
            below = below.get(step) if isinstance(below, dict) else None
        if override.kind in ("replaced", "hidden", "listed"):
            assert override.below == below
        if override.kind == "added":
            assert below is None


@pytest.mark.parametrize(
    ("own", "renamed", "hidden", "above"),
    [
        ({}, {}, {}, {}),
        ({"L2": {"is": "P2"}}, {"P2": "L2"}, {}, {}),
        ({"P2": {"hide": True}}, {}, {"P2": "P1"}, {"P2": "P3"}),
        ({"P1": {"hide": True}}, {}, {"P1": "P2"}, {"P1": "P2"}),
        (
            {"P1": {"hide": True}, "P2": {"hide": True}},
            {},
            {"P1": "P3", "P2": "P3"},
            {"P1": "P3", "P2": "P3"},
        ),
        ({"P2": {"hide": True}, "L1": {"is": "P1"}}, {"P1": "L1"}, {"P2": "L1"}, {"P2": "P3"}),
        ({"P1": {"hide": True}, "L2": {"is": "P2"}}, {"P2": "L2"}, {"P1": "L2"}, {"P1": "L2"}),
        ({"M1": {"hide": True}}, {}, {"M1": None}, {"M1": None}),
        ({"P9": {"hide": True}}, {}, {}, {}),
        ({"P2": {"is": "P2"}}, {"P2": "P2"}, {}, {}),
    ],
)
def test_the_changes_of_levels(own: Any, renamed: Any, hidden: Any, above: Any) -> None:
    below = {code: {"track": code[0]} for code in ("P1", "P2", "P3", "M1")}

    assert level_changes(below, own) == (LevelChanges(renamed, hidden, above), ())
