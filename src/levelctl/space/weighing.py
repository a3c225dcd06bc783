"""
Weighs the content of a canon: which focus has which skill, tool and word, and how rare it is.

A weight is a whole number of thousandths of a nat. So a sum does not depend on the order of its
terms, and a distance is the same on every machine. What only one focus has is not stored, because
its rarity is the highest and no other focus shares it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, pairwise

from levelctl.canon.canon import CanonRows, key
from levelctl.canon.model import ContentSettings, Focus, Profile
from levelctl.record import Record, cached_property, decode, encode
from levelctl.space.features import Features, absence, features_by_level

UNIT = 1000
"""The units of weight in one nat."""

KINDS = Features._fields
"""The kinds of content; *duties* belong to a profile, all others to a focus."""


class Rarity(Record):
    """How many foci of a canon have each name or stem."""

    foci: int
    """The number of foci."""
    holders: dict[str, dict[str, int]]
    """By kind: the names and stems that several foci have, with the number of these foci."""

    def weight(self, kind: str, name: str) -> int:
        """Return the weight of *name* of this *kind*, in `UNIT` parts of a nat."""
        return round(UNIT * math.log(1 + self.foci / self.holders[kind].get(name, 1)))


class WeighedFocus(Record):
    """A focus with at least one profile that has a place in the space."""

    code: str
    """The focus, as FUNCTION.FOCUS."""
    title: str
    skills: int
    """The total weight of its skills and of the words in their names."""
    tools: int
    """The total weight of its tools."""
    levels: tuple[str, ...]
    """The levels of the profiles that have a place."""
    duties: tuple[int, ...]
    """At each of *levels*, the total weight of the words of the responsibilities."""


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


def rows_of(foci: Iterable[Focus], scale: ContentSettings) -> dict[str, bytes]:
    """Return the rows of the weights of all *foci*."""
    return _FocusCollector(foci, scale).rows()


class _FocusCollector:
    """Collects *foci*; it numbers those that have a place in the space, and their profiles."""

    def __init__(self, foci: Iterable[Focus], scale: ContentSettings) -> None:
        self.foci = 0
        self.counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        """By kind and name, the number of foci that have it."""
        self.holders: dict[str, dict[str, list[int]]] = {kind: defaultdict(list) for kind in KINDS}
        """By kind and name, the numbers of the foci, or of the profiles, that have it."""
        self.placed: list[tuple[Focus, tuple[str, ...]]] = []
        self.places = 0
        for focus in foci:
            known = features_by_level(focus)
            self.count([each for _, each in known])
            self.place(focus, [each for each in known if absence(scale, *each) is None])

    def count(self, known: list[Features]) -> None:
        self.foci += 1
        for number, kind in enumerate(KINDS):
            self.counts[kind].update({name for each in known for name in each[number]})

    def place(self, focus: Focus, known: list[tuple[Profile, Features]]) -> None:
        """Add *focus* with its profiles that have a place."""
        if not known:
            return
        for kind, names in zip(KINDS[:-1], known[0][1][:-1], strict=True):
            self.add_holder(kind, names, len(self.placed))
        for number, (_, each) in enumerate(known, self.places):
            self.add_holder(KINDS[-1], each.duties, number)
        self.placed.append((focus, tuple(profile.code.level for profile, _ in known)))
        self.places += len(known)

    def add_holder(self, kind: str, names: Iterable[str], number: int) -> None:
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
            ENTRIES: encode(list(self.entries(rarity))),
            **{
                key(kind, name): encode(_gaps(self.holders[kind].get(name, ())))
                for kind, counts in several.items()
                for name in counts
            },
        }

    def entries(self, rarity: Rarity) -> Iterator[WeighedFocus]:
        skills, words, tools = (self.total(rarity, kind, len(self.placed)) for kind in KINDS[:-1])
        duties = iter(self.total(rarity, KINDS[-1], self.places))
        for number, (focus, levels) in enumerate(self.placed):
            yield WeighedFocus(
                f"{focus.function}.{focus.code}",
                focus.name,
                skills[number] + words[number],
                tools[number],
                levels,
                tuple(next(duties) for _ in levels),
            )

    def total(self, rarity: Rarity, kind: str, size: int) -> list[int]:
        weights = [0] * size
        for name, numbers in self.holders[kind].items():
            weight = rarity.weight(kind, name)
            for number in numbers:
                weights[number] += weight
        return weights


def _gaps(numbers: Iterable[int]) -> list[int]:
    """Return increasing *numbers* as the differences between them, which take half the space."""
    return [after - before for before, after in pairwise(chain((0,), numbers))]
