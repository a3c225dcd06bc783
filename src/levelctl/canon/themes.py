"""
The themes of a focus, from values that have passed their schema.

A theme of the canon can have generic criteria: each focus with the theme has them too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from levelctl.canon.model import Theme
from levelctl.diagnostics import Route
from levelctl.record import JsonObject


def themes_of(focus: JsonObject, canon: JsonObject) -> tuple[Theme, ...]:
    """
    Return the themes of the value of a *focus* in display order.

    These are the ones that it lists, then those that its responsibilities name. *canon* has the
    values of the canon's themes, by slug.
    """
    listed = focus.get("themes", {})
    return tuple(_theme(slug, listed.get(slug, {}), canon.get(slug, {})) for slug in _slugs(focus))


def taken_over(focus: JsonObject, canon: JsonObject) -> JsonObject:
    """Return the values of the *canon*'s themes that the value of a *focus* uses, by slug."""
    own_themes = own(focus)
    return {slug: canon[slug] for slug in _slugs(focus) if slug in canon and slug not in own_themes}


def own(focus: JsonObject) -> tuple[str, ...]:
    """Return the slugs of the themes that a *focus* defines itself: those with a name."""
    return tuple(slug for slug, theme in focus.get("themes", {}).items() if "name" in theme)


def criteria(themes: JsonObject) -> Iterator[tuple[Route, list[Any]]]:
    """Yield the criteria for each level of each theme, from the value of themes.yaml."""
    for slug, theme in themes["themes"].items():
        for level, values in theme.get("responsibilities", {}).items():
            yield ("themes", slug, "responsibilities", level), values


def values_at(focus: JsonObject, key: str) -> Iterator[tuple[Route, str]]:
    """Yield what each responsibility in the value of a *focus* has at *key*, with its route."""
    for level, profile in focus["levels"].items():
        route = ("levels", level, "responsibilities")
        yield from values_in(route, profile.get("responsibilities", ()), key)


def values_in(route: Route, responsibilities: list[Any], key: str) -> Iterator[tuple[Route, str]]:
    """Yield what each of *responsibilities*, the values at *route*, has at *key*."""
    for number, value in enumerate(responsibilities):
        if isinstance(value, dict) and key in value:
            yield (*route, number, key), value[key]


def _slugs(focus: JsonObject) -> dict[str, None]:
    """Return the slugs of all themes of a *focus*, in display order."""
    named = (slug for _, slug in values_at(focus, "theme"))
    return dict.fromkeys([*focus.get("themes", {}), *named])


def _theme(slug: str, listed: JsonObject, canon: JsonObject) -> Theme:
    value = listed if "name" in listed else {**canon, **listed}
    return Theme(slug, value.get("name", slug), value.get("summary"))
