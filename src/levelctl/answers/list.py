"""The contents of the canon: the tree of families, functions and foci, with filters."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from levelctl.canon.canon import Canon
from levelctl.canon.codes import chosen
from levelctl.canon.model import (
    Family,
    Focus,
    FocusSummary,
    Function,
    Profile,
    Status,
)
from levelctl.canon.resolve import reference, resolve_profile, without_ranges
from levelctl.errors import LevelctlError
from levelctl.record import Record, Result

PARTS: dict[str, Callable[[Focus, Profile], object]] = {
    "responsibilities": lambda _, profile: profile.responsibilities,
    "guideline": lambda _, profile: profile.guideline,
    "pay": lambda _, profile: profile.pay,
    "confidence": lambda _, profile: profile.confidence is not None,
    "review": lambda _, profile: profile.review,
    "sources": lambda _, profile: profile.sources,
    "themes": lambda focus, _: focus.themes,
    "skills": lambda focus, _: focus.skills,
    "licenses": lambda focus, _: focus.licenses,
    "tools": lambda focus, _: focus.tools,
    "aliases": lambda focus, _: focus.aliases,
    "classification": lambda focus, _: focus.classification,
}
"""The parts that a profile can have or lack, by their name in a focus file."""


class Filters(Record):
    """
    The filters of a listing: a profile must match one of the values of each field.

    Families, functions, tracks and levels are codes or names; case is ignored. A level can be a
    range: ``P2..P5``. *has* and *lacks* are keys
    of `PARTS`, and a profile must match all of them. With *changed*, a profile must differ from
    that of the canon that this one extends.
    """

    families: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    changed: bool = False


class ListedProfile(Record):
    code: str
    level: str
    level_name: str
    status: Status


class ListedFocus(Record):
    code: str
    name: str
    profiles: tuple[ListedProfile, ...]


class ListedFunction(Record):
    code: str
    name: str
    foci: tuple[ListedFocus, ...]


class ListedFamily(Record):
    slug: str
    name: str
    functions: tuple[ListedFunction, ...]


class Listing(Result):
    SCHEMA = "levelctl.list/1"

    canon: str
    edition: str
    families: tuple[ListedFamily, ...]


def listing(canon: Canon, filters: Filters | None = None) -> Listing:
    """
    Return the tree of *canon* with the profiles that match *filters*, and their parents.

    Raises LevelctlError if a filter has a value that the canon does not know.
    """
    chosen = _CheckedFilters(canon, filters or Filters())
    families = (chosen.family(family) for family in canon.families)
    return Listing(
        canon.settings.name,
        canon.settings.edition,
        tuple(family for family in families if family.functions),
    )


class _CheckedFilters:
    """The filters as sets of codes, checked against the canon."""

    def __init__(self, canon: Canon, filters: Filters) -> None:
        self.canon = canon
        self.families = chosen(
            "family", filters.families, ((each.slug, each.name) for each in canon.families)
        )
        self.functions = chosen(
            "function", filters.functions, ((each.code, each.name) for each in canon.functions)
        )
        ladder = canon.ladder
        self.ladder = {level.code: level for level in ladder.levels}
        self.tracks = chosen(
            "track", filters.tracks, ((each.code, each.name) for each in ladder.tracks)
        )
        self.levels = chosen(
            "level",
            without_ranges(ladder, filters.levels),
            ((each.code, each.name) for each in ladder.levels),
        )
        self.statuses = chosen(
            "status",
            filters.statuses,
            ((each, each.replace("_", "-")) for each in get_args(Status)),
        )
        self.has = chosen("part", filters.has, ((each, each) for each in PARTS))
        self.lacks = chosen("part", filters.lacks, ((each, each) for each in PARTS))
        self.changed = _changed(canon) if filters.changed else None

    def family(self, family: Family) -> ListedFamily:
        functions = [
            self.function(function)
            for function in self.canon.functions
            if function.family == family.slug and _meets(family.slug, self.families)
        ]
        with_foci = tuple(function for function in functions if function.foci)
        return ListedFamily(family.slug, family.name, with_foci)

    def function(self, function: Function) -> ListedFunction:
        cards = function.foci if _meets(function.code, self.functions) else ()
        listed = (self.focus(card) for card in cards)
        return ListedFunction(
            function.code, function.name, tuple(each for each in listed if each.profiles)
        )

    def focus(self, card: FocusSummary) -> ListedFocus:
        levels = [(level, status) for level, status in card.levels if self.meets(level, status)]
        if self.changed is not None:
            changed = self.changed.get(self.canon.path_of(card.function, card.code), set())
            levels = [each for each in levels if None in changed or each[0] in changed]
        if levels and (self.has or self.lacks):
            focus = self.canon.focus(card.function, card.code)
            levels = [each for each in levels if self.holds(focus, each[0])]
        profiles = tuple(
            ListedProfile(f"{reference(card)}.{level}", level, self.ladder[level].name, status)
            for level, status in levels
        )
        return ListedFocus(reference(card), card.name, profiles)

    def meets(self, level: str, status: Status) -> bool:
        return (
            _meets(self.ladder[level].track, self.tracks)
            and _meets(level, self.levels)
            and _meets(status, self.statuses)
        )

    def holds(self, focus: Focus, level: str) -> bool:
        """Report whether the profile of *focus* at *level* matches *has* and *lacks*."""
        profile = resolve_profile(focus, level)
        return all(PARTS[name](focus, profile) for name in self.has) and not any(
            PARTS[name](focus, profile) for name in self.lacks
        )


def _changed(canon: Canon) -> dict[str, set[str | None]]:
    """
    Return by the path of each focus that *canon* changes the levels that it changes.

    None among them means all. Raises LevelctlError if *canon* extends no other one.
    """
    if not canon.below:
        raise LevelctlError(
            f"the canon {canon.settings.name} extends no other one",
            hint="only such a canon has changes; see docs/overlays.md",
        )
    levels: dict[str, set[str | None]] = {}
    for path, override in canon.overrides:
        if override.kind not in ("same", "unmatched", "moved", "orphaned"):
            of_level = len(override.route) > 1 and override.route[0] == "levels"
            levels.setdefault(path, set()).add(str(override.route[1]) if of_level else None)
    return levels


def _meets(code: str, wanted: set[str]) -> bool:
    return not wanted or code in wanted
