"""The skills, tools and licenses that foci share, from values that have passed their schema."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any, Literal

from levelctl.canon.model import (
    NOT_NEEDED,
    License,
    SharedSkill,
    SkillGroup,
    SkillVocabulary,
    Step,
    Tool,
)
from levelctl.diagnostics import Route
from levelctl.record import JsonObject
from levelctl.suggest import did_you_mean

UseKind = Literal["skill", "step", "license", "level"]
"""What a focus can name in its skills and licenses."""

ReferenceFault = tuple[Route, str, str]
"""A route with a message and a hint."""


def vocabulary(value: JsonObject) -> SkillVocabulary:
    """Return the vocabulary in *value*, that of skills.yaml."""
    return SkillVocabulary(
        scale=tuple(Step(slug, **step) for slug, step in _part(value, "scale")),
        groups=tuple(SkillGroup(slug, **group) for slug, group in _part(value, "groups")),
        skills=tuple(_shared(slug, skill) for slug, skill in _part(value, "skills")),
        tools=tuple(_tool(slug, tool) for slug, tool in _part(value, "tools")),
        licenses=tuple(_license(slug, each) for slug, each in _part(value, "licenses")),
    )


def uses(focus: JsonObject) -> Iterator[tuple[UseKind, Route, str, bool]]:
    """
    Yield each skill, step, license and level that the skills and licenses of a *focus* name.

    Each has its kind, its route, its text, and whether the text is the key at the route.
    """
    for number, skill in enumerate(focus.get("skills", ())):
        if "skill" in skill:
            yield "skill", ("skills", number, "skill"), skill["skill"], False
        for level, step in skill.get("levels", {}).items():
            route = ("skills", number, "levels", level)
            yield "level", route, level, True
            if step != NOT_NEEDED:
                yield "step", route, step, False
    for number, license_ in enumerate(focus.get("licenses", ())):
        yield "license", ("licenses", number, "license"), license_["license"], False
        start = license_.get("from", ())
        if isinstance(start, str):
            yield "level", ("licenses", number, "from"), start, False
        else:
            for place, level in enumerate(start):
                yield "level", ("licenses", number, "from", place), level, False


def focus_faults(focus: JsonObject) -> Iterator[ReferenceFault]:
    """Yield each skill and license that a *focus* has twice."""
    for name, key in (("skills", "skill"), ("licenses", "license")):
        seen: set[str] = set()
        for number, value in enumerate(focus.get(name, ())):
            slug = value.get(key)
            if slug in seen:
                message = f"the focus has the {key} {slug} twice"
                yield (name, number, key), message, "make them one, or delete one"
            elif slug is not None:
                seen.add(slug)


def vocabulary_faults(value: JsonObject) -> Iterator[ReferenceFault]:
    """Yield each reference within the *value* of skills.yaml that leads nowhere."""
    scale, groups = value.get("scale", {}), value.get("groups", {})
    suggestions = iter(range(SUGGESTED))  # to compare two names takes a while
    if NOT_NEEDED in scale:
        message = f"{NOT_NEEDED} is not the slug of a step: foci write it for no step at all"
        yield ("scale", NOT_NEEDED), message, "rename the step"
    for slug, skill in _part(value, "skills"):
        group = skill.get("group")
        if group is not None and group not in groups:
            message = f"{group!r} is not a group of skills.yaml"
            meant = near(group, groups) if next(suggestions, None) is not None else ""
            yield ("skills", slug, "group"), message, meant or "add it"
        for step in skill.get("steps", ()):
            if step not in scale:
                message = f"{step!r} is not a step of the scale"
                compared = next(suggestions, None) is not None
                hint = step_hint(step, scale, compared=compared)
                yield ("skills", slug, "steps", step), message, hint


def step_hint(step: str, scale: Collection[str], *, compared: bool = True) -> str:
    """Return what to write in place of *step*, none of *scale*; a near one if *compared*."""
    if not scale:
        return "add a scale to skills.yaml"
    meant = near(step, scale) if compared else ""
    return meant or f"the scale has: {', '.join(islice(scale, _LISTED))}"


def near(text: str, known: Iterable[str]) -> str:
    """Return a question with the most similar name of the first `COMPARED` that are *known*."""
    return did_you_mean(text, islice(known, COMPARED))


COMPARED = 1000
"""The most names that an unknown one is compared with."""

SUGGESTED = 20
"""The most unknown names of a file for which a hint suggests others."""

_LISTED = 12
"""The most steps that a hint lists."""


def _part(value: JsonObject, key: str) -> Iterator[tuple[str, Any]]:
    yield from value.get(key, {}).items()


def _shared(slug: str, value: JsonObject) -> SharedSkill:
    same_as = value.get("same_as", {}).items()
    return SharedSkill(
        slug,
        value["name"],
        value["summary"],
        value.get("group"),
        tuple(
            (name, tuple([codes] if isinstance(codes, str) else codes)) for name, codes in same_as
        ),
        tuple(value.get("steps", {}).items()),
    )


def _tool(slug: str, value: JsonObject) -> Tool:
    return Tool(slug, value["name"], value.get("kind"), tuple(value.get("also", ())))


def _license(slug: str, value: JsonObject) -> License:
    return License(
        slug,
        value["name"],
        value["kind"],
        value.get("issuer"),
        tuple(value.get("places", ())),
        tuple(value.get("occupations", ())),
    )
