"""One thing of the canon → its page: every section that a reader sees, in order, as data."""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.answers.show.places import family_page, focus_page, function_page, level_page
from levelctl.answers.show.profile import profile_page
from levelctl.answers.show.records import (
    FAMILY_SECTIONS,
    FOCUS_SECTIONS,
    FUNCTION_SECTIONS,
    LEVEL_SECTIONS,
    PROFILE_SECTIONS,
    Cells,
    Confidence,
    Duties,
    FamilyPage,
    FocusPage,
    FunctionPage,
    LevelPage,
    Member,
    Named,
    Page,
    Placement,
    ProfilePage,
    Provenance,
    Rung,
)
from levelctl.canon.canon import Canon
from levelctl.canon.model import Family, Focus, Function, Level, Profile
from levelctl.canon.resolve import Thing
from levelctl.errors import LevelctlError
from levelctl.record import replace

__all__ = [
    "FAMILY_SECTIONS",
    "FOCUS_SECTIONS",
    "FUNCTION_SECTIONS",
    "LEVEL_SECTIONS",
    "PROFILE_SECTIONS",
    "Cells",
    "Confidence",
    "Duties",
    "FamilyPage",
    "FocusPage",
    "FunctionPage",
    "LevelPage",
    "Member",
    "Named",
    "Page",
    "Placement",
    "ProfilePage",
    "Provenance",
    "Rung",
    "page",
]


def page(
    canon: Canon, thing: Thing, *, sections: Sequence[str] = (), all_levels: bool = True
) -> Page:
    """
    Return the page of *thing* with its *sections*, all of them if none are named.

    Responsibilities and guidelines are given for *all_levels* of the focus, or for the
    level of a profile alone.

    Raises LevelctlError if the page has no such section.
    """
    full = _page(canon, thing, all_levels)
    unknown = [name for name in sections if name not in full.sections]
    if unknown:
        raise LevelctlError(
            f"{full.code} has no section {unknown[0]!r}",
            hint=f"its sections are: {', '.join(full.sections)}",
        )
    if not sections:
        return full
    return replace(full, sections=tuple(name for name in full.sections if name in sections))


def _page(canon: Canon, thing: Thing, all_levels: bool) -> Page:
    match thing:
        case Profile():
            return profile_page(canon, thing, all_levels)
        case Focus():
            return focus_page(canon, thing)
        case Function():
            return function_page(canon, thing)
        case Family():
            return family_page(canon, thing)
        case Level():
            return level_page(canon, thing)
