"""Turns the page of a profile, focus, function, family or level into a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from levelctl.answers.show import (
    ORIGINS,
    FamilyPage,
    FocusPage,
    FunctionPage,
    LevelPage,
    ProfilePage,
)
from levelctl.layout.show.places import ancestors, foci, functions, profiles, rungs, track
from levelctl.layout.show.profile import (
    adjacent,
    chips,
    guideline,
    pay,
    placement,
    provenance,
    responsibilities,
    rests_on,
)
from levelctl.layout.show.sections import (
    aliases,
    classification,
    definition,
    following,
    held_skills,
    level,
    licenses,
    origins,
    skills,
    themes,
    tools,
)
from levelctl.text.document import Block, Document, Heading, Paragraph, Run, Text, text

TYPE_CHECKING = False
if TYPE_CHECKING:  # imported only by the pages that are one
    from levelctl.answers.show.shared import AnyPage


def document(result: AnyPage) -> Document:
    """Return *result* as a document: its heading, then the requested sections in order."""
    parts = _PARTS[type(result)] if type(result) in _PARTS else _shared_parts()[type(result)]
    blocks = list(_head(result))
    for name in result.sections:
        blocks += origins(result) if name == ORIGINS else parts[name](result)
    return tuple(blocks)


def _head(result: AnyPage) -> Iterator[Block]:
    if isinstance(result, ProfilePage):
        title: Text = (Run(result.title, "strong"), Run(f" — {result.level.code}", "strong"))
        yield Heading(title, depth=1)
        yield Paragraph(text(result.code, "code"))
        yield Paragraph(chips(result))
        if result.provenance.evidence and "provenance" in result.sections:
            yield Paragraph(text(rests_on(result.provenance.evidence), "muted"))
        return
    yield Heading(text(result.title, "strong"), depth=1)
    yield Paragraph(text(result.code, "code"))


def _shared_parts() -> dict[type, SectionLayouts]:
    from levelctl.layout.show import shared  # few pages are about a skill, license or tool

    return shared.PARTS


SectionLayouts = dict[str, Callable[[Any], tuple[Block, ...]]]
"""The layout of each section of a page."""

_PARTS: dict[type, SectionLayouts] = {
    ProfilePage: {
        "definition": definition,
        "placement": placement,
        "pay": pay,
        "responsibilities": responsibilities,
        "guideline": guideline,
        "skills": held_skills,
        "licenses": licenses,
        "tools": tools,
        "provenance": provenance,
        "level": level,
        "adjacent": adjacent,
        "aliases": aliases,
        "classification": classification,
        "next": following,
    },
    FocusPage: {
        "definition": definition,
        "placement": ancestors,
        "levels": rungs,
        "themes": themes,
        "skills": skills,
        "licenses": licenses,
        "tools": tools,
        "aliases": aliases,
        "classification": classification,
        "next": following,
    },
    FunctionPage: {
        "definition": definition,
        "placement": ancestors,
        "foci": foci,
        "next": following,
    },
    FamilyPage: {"definition": definition, "functions": functions, "next": following},
    LevelPage: {"level": level, "track": track, "profiles": profiles, "next": following},
}
"""The layout of each section, by page."""
