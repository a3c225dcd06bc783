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

from collections.abc import Iterator, Sequence
from functools import lru_cache

from levelctl.cache.derived import derived_rows
from levelctl.canon.canon import Canon
from levelctl.canon.model import ContentSettings, Focus, Profile
from levelctl.record import cached_property
from levelctl.space.features import Content, Spelled, absence, features, features_by_level
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
from levelctl.space.weighing import (
    ContentForm,
    Parts,
    PlacedContent,
    TotalWeights,
    Weighing,
    rows_of,
)

NAME = "content@1"

KIND = "content"
"""The kind of the store that holds the weights, which depend on all texts of the canon."""

FORM = ContentForm(
    of_focus=(("skills", ("skills", "skill_words")), ("tools", ("tools",))),
    of_profile=(("duties", ("duties",)),),
)

_RECENT = 64


class ContentSpace:
    """
    The content space of *canon*.

    With *cache*, the weights from all files are stored in the user's cache folder. Raises
    LevelctlError if the canon has no such space.
    """

    name = NAME
    kind = KIND
    form = FORM

    def __init__(self, canon: Canon, *, cache: bool = True) -> None:
        self.canon = canon
        self.cache = cache
        self.scale = self._scale()
        self.bounds = Bounds(self.scale.tolerance, self.scale.review)
        self.weights = (
            ("skills", self.scale.skills),
            ("tools", self.scale.tools),
            ("duties", self.scale.duties),
        )
        self._features = lru_cache(maxsize=_RECENT)(self._read)

    def _scale(self) -> ContentSettings:
        if self.canon.settings.content is None:
            raise no_space(NAME, ContentSettings)
        return self.canon.settings.content

    @cached_property
    def weighing(self) -> Weighing:
        """The weights of content; they are read from the cache, or built, on first use."""
        return Weighing(derived_rows(self.canon, self.kind, self.rows, cache=self.cache))

    def rows(self) -> dict[str, bytes]:
        """Return the rows of the weights, built from all files of the canon."""
        return rows_of(self.canon.foci, self.form, self._placed)

    def _placed(self, focus: Focus) -> list[PlacedContent]:
        return [
            (profile.code.level, content, absence(self.scale, profile, content) is None)
            for profile, content in self._by_level(focus)
        ]

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

    def _read(self, profile: Profile) -> Content:
        return features(self._focus(profile), profile)

    def _by_level(self, focus: Focus) -> list[tuple[Profile, Content]]:
        return features_by_level(focus)

    def _skills(self, here: Content, there: Content) -> Component:
        names = common(here["skills"], there["skills"])
        reason = f"{share(names, 'skill', 'skills')} shared"
        words = common(here["skill_words"], there["skill_words"])
        if words.shared and names.here and names.there:
            reason += f", and {share(words, 'word', 'words')} of their names"
        return self._component("skills", here, there, reason, names)

    def _tools(self, here: Content, there: Content) -> Component:
        names = common(here["tools"], there["tools"])
        reason = f"{share(names, 'tool', 'tools')} shared"
        if not here["tools"] and not there["tools"]:
            reason = "no tools on either side"
        return self._component("tools", here, there, reason, names)

    def _duties(self, here: Content, there: Content) -> Component:
        words = common(self._rarest(here["duties"]), self._rarest(there["duties"]))
        reason = f"{share(words, 'word', 'words')} of the responsibilities shared"
        return self._component("duties", here, there, reason, words)

    def _component(
        self, name: str, here: Content, there: Content, reason: str, both: Common
    ) -> Component:
        kinds = dict((*self.form.of_focus, *self.form.of_profile))[name]
        sums = [self._sums(kind, here[kind], there[kind]) for kind in kinds]
        shared, either = map(sum, zip(*sums, strict=True))
        hundredths = _part(getattr(self.scale, name), shared, either)
        return Component(name, hundredths, reason, both.shared, both.here, both.there)

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
        of_profiles = iter(self._of_profiles(mine))
        for entry, of_focus in zip(self.weighing.entries, self._of_foci(mine), strict=True):
            for level in entry.levels:
                far = of_focus + next(of_profiles)
                if level in levels and entry.code != own:
                    yield min(FARTHEST, far), f"{entry.code}.{level}", entry.title, level

    def _of_foci(self, mine: Content) -> list[int]:
        """Return for each focus what its components add to the distance of *mine*."""
        return self._apart(self.form.of_focus, mine, self.weighing.of_foci)

    def _of_profiles(self, mine: Content) -> list[int]:
        """Return the same for each profile, in the order of the foci and their levels."""
        return self._apart(self.form.of_profile, mine, self.weighing.of_profiles)

    def _apart(self, parts: Parts, mine: Content, theirs: TotalWeights) -> list[int]:
        """Return the sum of the components *parts* for each of the total weights of *theirs*."""
        columns = (
            self._column(name, kinds, mine, weights)
            for (name, kinds), weights in zip(parts, theirs, strict=True)
        )
        return [*map(sum, zip(*columns, strict=True))]

    def _column(
        self, name: str, kinds: tuple[str, ...], mine: Content, theirs: Sequence[int]
    ) -> list[int]:
        """Return what the component *name* adds for each of the total weights *theirs*."""
        weight = getattr(self.scale, name)
        total = sum(self._sums(kind, mine[kind], mine[kind])[0] for kind in kinds)
        shared = [self.weighing.shared(kind, mine[kind], len(theirs)) for kind in kinds]
        return [
            # Most have nothing in common, and then no division is needed.
            _part(weight, both, total + each - both) if both else weight * bool(total or each)
            for each, both in zip(theirs, map(sum, zip(*shared, strict=True)), strict=True)
        ]


def _part(weight: int, both: int, either: int) -> int:
    """
    Return the hundredths of a component: *weight* times the share of *either* not in *both*.

    It is rounded up, which never makes a detour shorter: two parts of a way, each rounded up, are
    together at least as long as the whole way rounded up.
    """
    return -(-weight * (either - both) // either) if either else 0
