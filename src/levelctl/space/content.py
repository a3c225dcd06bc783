"""
The space ``content@1``: distance by skills, tools and responsibilities.

Each of its three components is the weighted Jaccard distance of two sets: the names of skills and
the words of those names; the names of tools; the words of the responsibilities at the level. What
few foci of the canon have counts more than what many have. So a distance depends on the whole
canon: adding a focus can change it slightly.

The distance is a pseudometric: it is symmetric, never shorter by a detour, and 0 for two profiles
with the same content. A kind of content that neither side has, often tools, adds nothing;
otherwise a profile would have a distance to itself.

The weights are in ``canon.yaml``. They were chosen on the reference canon; see docs/distance.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from levelctl.cache.derived import derived_rows
from levelctl.canon.canon import Canon
from levelctl.canon.model import ContentSettings, Focus, Profile
from levelctl.record import cached_property
from levelctl.space.features import Features, Spelled, absence, features
from levelctl.space.measures import (
    FARTHEST,
    Bounds,
    Component,
    Distance,
    Nearby,
    nearest_of,
    no_space,
)
from levelctl.space.overlap import Common, common, share
from levelctl.space.weighing import WeighedFocus, Weighing, rows_of

NAME = "content@1"

KIND = "content"
"""The kind of the store that holds the weights, which depend on all texts of the canon."""

_RECENT = 64


class ContentSpace:
    """
    The content space of *canon*.

    With *cache*, the weights from all files are stored in the user's cache folder. Raises
    LevelctlError if the canon has no such space.
    """

    name = NAME

    def __init__(self, canon: Canon, *, cache: bool = True) -> None:
        self.canon = canon
        self.cache = cache
        if canon.settings.content is None:
            raise no_space(NAME, ContentSettings)
        self.scale = canon.settings.content
        self.bounds = Bounds(self.scale.tolerance, self.scale.review)
        self.weights = (
            ("skills", self.scale.skills),
            ("tools", self.scale.tools),
            ("duties", self.scale.duties),
        )
        self._features = lru_cache(maxsize=_RECENT)(self._read)

    @cached_property
    def weighing(self) -> Weighing:
        """The weights of content; they are read from the cache, or built, on first use."""
        rows = derived_rows(
            self.canon, KIND, lambda: rows_of(self.canon.foci, self.scale), cache=self.cache
        )
        return Weighing(rows)

    def absence(self, profile: Profile) -> str | None:
        return absence(self.scale, profile, self._features(profile))

    def incomparable(self, one: Profile, other: Profile) -> str | None:  # noqa: ARG002 - all have one
        return None

    def distance(self, one: Profile, other: Profile) -> Distance | None:
        if self.absence(one) or self.absence(other):
            return None
        here, there = self._features(one), self._features(other)
        return Distance(
            (self._skills(here, there), self._tools(here, there), self._duties(here, there))
        )

    def nearest(self, profile: Profile, top: int | None, levels: frozenset[str]) -> list[Nearby]:
        if self.absence(profile):
            return []
        nearby = [*self._in_focus(profile, levels), *self._in_others(profile, levels)]
        return nearest_of(self.canon.ladder, nearby, top)

    def _focus(self, profile: Profile) -> Focus:
        return self.canon.focus(profile.code.function, profile.code.focus)

    def _read(self, profile: Profile) -> Features:
        return features(self._focus(profile), profile)

    def _skills(self, here: Features, there: Features) -> Component:
        names = common(here.skills, there.skills)
        reason = f"{share(names, 'skill', 'skills')} shared"
        words = common(here.skill_words, there.skill_words)
        if words.shared and names.here and names.there:
            reason += f", and {share(words, 'word', 'words')} of their names"
        sums = self._sums("skills", here.skills, there.skills)
        more = self._sums("skill_words", here.skill_words, there.skill_words)
        of_both = sums[0] + more[0], sums[1] + more[1]
        return _component("skills", self.scale.skills, of_both, reason, names)

    def _tools(self, here: Features, there: Features) -> Component:
        names = common(here.tools, there.tools)
        reason = f"{share(names, 'tool', 'tools')} shared"
        if not here.tools and not there.tools:
            reason = "no tools on either side"
        sums = self._sums("tools", here.tools, there.tools)
        return _component("tools", self.scale.tools, sums, reason, names)

    def _duties(self, here: Features, there: Features) -> Component:
        words = common(self._rarest(here.duties), self._rarest(there.duties))
        reason = f"{share(words, 'word', 'words')} of the responsibilities shared"
        sums = self._sums("duties", here.duties, there.duties)
        return _component("duties", self.scale.duties, sums, reason, words)

    def _rarest(self, words: Spelled) -> Spelled:
        """Return *words* with the rarest first, because most of them are common."""
        weight = self.weighing.rarity.weight
        return dict(sorted(words.items(), key=lambda each: (-weight("duties", each[0]), each[0])))

    def _sums(self, kind: str, here: Spelled, there: Spelled) -> tuple[int, int]:
        """Return the total weights of what both sides have, and of what either has."""
        weigh = self.weighing.rarity.weight
        mine, theirs, both = (
            sum(weigh(kind, name) for name in names)
            for names in (here, there, here.keys() & there.keys())
        )
        return both, mine + theirs - both

    def _in_focus(
        self, profile: Profile, levels: frozenset[str]
    ) -> Iterator[tuple[int, str, str, str]]:
        """Yield the other profiles of the focus of *profile*, as fields of `Nearby`."""
        for other in self._focus(profile).profiles:
            distance = self.distance(profile, other)
            if distance and other.code != profile.code and other.code.level in levels:
                yield distance.hundredths, str(other.code), other.title, other.code.level

    def _in_others(
        self, profile: Profile, levels: frozenset[str]
    ) -> Iterator[tuple[int, str, str, str]]:
        """Yield the profiles of all other foci, as fields of `Nearby`."""
        own = f"{profile.code.function}.{profile.code.focus}"
        mine = self._features(profile)
        *_, total = totals = self._totals(mine)
        for entry, skills, tools, duties in self._shared(mine):
            if entry.code == own:
                continue
            of_focus = self._by_focus(entry, totals, skills, tools)
            for level, theirs, both in zip(entry.levels, entry.duties, duties, strict=True):
                if level in levels:
                    far = of_focus + _part(self.scale.duties, both, total + theirs - both)
                    yield min(FARTHEST, far), f"{entry.code}.{level}", entry.title, level

    def _shared(self, mine: Features) -> Iterator[tuple[WeighedFocus, int, int, list[int]]]:
        """Yield each focus and the weights that it shares with *mine*: skills, tools, duties."""
        entries, shared = self.weighing.entries, self.weighing.shared
        skills, words, tools = (
            shared(kind, names, len(entries))
            for kind, names in zip(Features._fields[:3], mine[:3], strict=True)
        )
        duties = shared("duties", mine.duties, sum(len(entry.levels) for entry in entries))
        first = 0
        for number, entry in enumerate(entries):
            last = first + len(entry.levels)
            yield entry, skills[number] + words[number], tools[number], duties[first:last]
            first = last

    def _totals(self, mine: Features) -> tuple[int, int, int]:
        skills, words, tools, duties = (
            self._sums(kind, mine[number], mine[number])[0]
            for number, kind in enumerate(Features._fields)
        )
        return skills + words, tools, duties

    def _by_focus(
        self, entry: WeighedFocus, totals: tuple[int, int, int], skills: int, tools: int
    ) -> int:
        """Return the distance of *entry* by the shared weights of its *skills* and *tools*."""
        apart = _part(self.scale.skills, skills, totals[0] + entry.skills - skills)
        return apart + _part(self.scale.tools, tools, totals[1] + entry.tools - tools)


def _component(
    name: str, weight: int, sums: tuple[int, int], reason: str, both: Common
) -> Component:
    hundredths = _part(weight, *sums)
    return Component(name, hundredths, reason, both.shared, both.here, both.there)


def _part(weight: int, both: int, either: int) -> int:
    """
    Return the hundredths of a component: *weight* times the share of *either* not in *both*.

    It is rounded up, which never makes a detour shorter: two parts of a way, each rounded up, are
    together at least as long as the whole way rounded up.
    """
    return -(-weight * (either - both) // either) if either else 0
