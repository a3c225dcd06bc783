"""
Weighs the content of a canon: which focus has which skill, tool and word, and how rare it is.

A weight is a whole number of thousandths of a nat. So a sum does not depend on the order of its
terms, and a distance is the same on every machine. What only one focus has is not stored, because
its rarity is the highest and no other focus shares it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise

from levelctl.canon.canon import CanonRows, key
from levelctl.canon.model import Focus
from levelctl.record import Record, cached_property, decode, encode
from levelctl.space.features import Content, Spelled

UNIT = 1000
"""The units of weight in one nat."""

STEPS = "steps"
"""The kind of content of which each item counts the same, however many foci have it."""

Parts = tuple[tuple[str, tuple[str, ...]], ...]
"""Components by name, each with the kinds of content that it compares."""


TotalWeights = tuple[tuple[int, ...], ...]
"""By component, the total weight of what each focus, or each profile, has."""


class ContentForm(Record):
    """What a content space compares."""

    of_focus: Parts
    """The components that are the same at all levels of a focus."""
    of_profile: Parts

    def kinds(self, parts: Parts) -> tuple[str, ...]:
        """Return the kinds of content of *parts*, in order."""
        return tuple(kind for _, kinds in parts for kind in kinds)


class Rarity(Record):
    """How many foci of a canon have each name or stem."""

    foci: int
    """The number of foci."""
    holders: dict[str, dict[str, int]]
    """By kind: the names and stems that several foci have, with the number of these foci."""

    def weight(self, kind: str, name: str) -> int:
        """Return the weight of *name* of this *kind*, in `UNIT` parts of a nat."""
        if kind == STEPS:
            return UNIT
        return round(UNIT * math.log(1 + self.foci / self.holders[kind].get(name, 1)))


class WeighedFocus(Record):
    """A focus with at least one profile that has a place in the space."""

    code: str
    """The focus, as FUNCTION.FOCUS."""
    title: str
    levels: tuple[str, ...]
    """The levels of the profiles that have a place."""


class Weighing:
    """The weights in *rows*, as `rows_of` returned them. Raises what *rows* raises."""

    def __init__(self, rows: CanonRows) -> None:
        self.rows = rows

    @cached_property
    def rarity(self) -> Rarity:
        return decode(self.rows.require(RARITY), Rarity)

    @cached_property
    def entries(self) -> tuple[WeighedFocus, ...]:
        """All foci that have a place, in an arbitrary order."""
        return decode(self.rows.require(ENTRIES), tuple[WeighedFocus, ...])

    @cached_property
    def of_foci(self) -> TotalWeights:
        """The total weights of the entries by component of a focus."""
        return decode(self.rows.require(OF_FOCI), TotalWeights)

    @cached_property
    def of_profiles(self) -> TotalWeights:
        """The total weights of the profiles of all entries, in order, by component of a profile."""
        return decode(self.rows.require(OF_PROFILES), TotalWeights)

    def shared(self, kind: str, mine: Iterable[str], size: int) -> list[int]:
        """
        Return for each of *size* entries, or profiles, the weight that it shares with *mine*.

        *mine* are names or stems of this *kind*. Those of a single focus are skipped.
        """
        weights = [0] * size
        for name in mine:
            if name in self.rarity.holders[kind]:
                weight = self.rarity.weight(kind, name)
                row = self.rows.require(key(kind, name))
                for number in accumulate(decode(row, tuple[int, ...])):
                    weights[number] += weight
        return weights


RARITY, ENTRIES = key("rarity"), key("entries")
OF_FOCI, OF_PROFILES = key("of_foci"), key("of_profiles")

PlacedContent = tuple[str, Content, bool]
"""The level of a profile, what the profile has, and whether it has a place in the space."""


def rows_of(
    foci: Iterable[Focus], form: ContentForm, read: Callable[[Focus], Sequence[PlacedContent]]
) -> dict[str, bytes]:
    """Return the rows of the weights of all *foci*; *read* returns the profiles of each."""
    return _FocusCollector(foci, form, read).rows()


class _FocusCollector:
    """Collects *foci*; it numbers those that have a place in the space, and their profiles."""

    def __init__(
        self,
        foci: Iterable[Focus],
        form: ContentForm,
        read: Callable[[Focus], Sequence[PlacedContent]],
    ) -> None:
        self.form = form
        self.of_focus, self.of_profile = (form.kinds(p) for p in (form.of_focus, form.of_profile))
        kinds = (*self.of_focus, *self.of_profile)
        self.foci = 0
        self.counts: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
        """By kind and name, the number of foci that have it."""
        self.holders: dict[str, dict[str, list[int]]] = {kind: defaultdict(list) for kind in kinds}
        """By kind and name, the numbers of the foci, or of the profiles, that have it."""
        self.placed: list[tuple[Focus, tuple[str, ...]]] = []
        self.places = 0
        for focus in foci:
            known = read(focus)
            self.count([each for _, each, _ in known])
            self.place(focus, [(level, each) for level, each, placed in known if placed])

    def count(self, known: list[Content]) -> None:
        self.foci += 1
        for kind, counts in self.counts.items():
            counts.update({name for each in known for name in each[kind]})

    def place(self, focus: Focus, known: list[tuple[str, Content]]) -> None:
        """Add *focus* with its profiles that have a place, by their levels."""
        if not known:
            return
        for kind in self.of_focus:
            self.add_holder(kind, known[0][1][kind], len(self.placed))
        for number, (_, each) in enumerate(known, self.places):
            for kind in self.of_profile:
                self.add_holder(kind, each[kind], number)
        self.placed.append((focus, tuple(level for level, _ in known)))
        self.places += len(known)

    def add_holder(self, kind: str, names: Spelled, number: int) -> None:
        for name in names:
            self.holders[kind][name].append(number)

    def rows(self) -> dict[str, bytes]:
        several = {
            kind: {name: count for name, count in sorted(counts.items()) if count > 1}
            for kind, counts in self.counts.items()
        }
        rarity = Rarity(self.foci, several)
        return {
            RARITY: encode(rarity),
            ENTRIES: encode(list(self.entries())),
            OF_FOCI: encode(self.totals(rarity, self.form.of_focus, len(self.placed))),
            OF_PROFILES: encode(self.totals(rarity, self.form.of_profile, self.places)),
            **{
                key(kind, name): encode(_gaps(self.holders[kind].get(name, ())))
                for kind, counts in several.items()
                for name in counts
            },
        }

    def entries(self) -> Iterator[WeighedFocus]:
        for focus, levels in self.placed:
            yield WeighedFocus(f"{focus.function}.{focus.code}", focus.name, levels)

    def totals(self, rarity: Rarity, parts: Parts, size: int) -> list[list[int]]:
        """Return by component the total weight of each of *size* foci, or profiles."""
        return [self.total(rarity, kinds, size) for _, kinds in parts]

    def total(self, rarity: Rarity, kinds: Iterable[str], size: int) -> list[int]:
        weights = [0] * size
        for kind in kinds:
            for name, numbers in self.holders[kind].items():
                weight = rarity.weight(kind, name)
                for number in numbers:
                    weights[number] += weight
        return weights


def _gaps(numbers: Iterable[int]) -> list[int]:
    """Return increasing *numbers* as the differences between them, which take half the space."""
    return [after - before for before, after in pairwise(chain((0,), numbers))]
