"""
Finds which of many sets of words are nearly the same as an earlier one.

Comparing all pairs would take minutes for the responsibilities of a large canon. Two sets with
enough in common share at least one of their rarest words, so only sets that share one are
compared. The result is the same.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from levelctl.record import Record

_SLACK = 1e-9
"""The tolerance of a bound, so that rounding never excludes a pair of sets."""

_MANY = 20
"""Up to this many sets are compared one by one; more are faster to compare all at once."""


class NearDuplicate(Record):
    """An earlier set that is similar."""

    place: int
    """Its index."""
    share: float
    """The similarity, above 0 and up to 1."""

    def beats(self, other: NearDuplicate | None) -> bool:
        """Return whether it is more similar than *other* or, if equally similar, earlier."""
        return other is None or (-self.share, self.place) < (-other.share, other.place)


def share(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """
    Return the similarity of two sets, from 0 to 1: the Dice coefficient. It is 0 for empty sets.

    >>> share({"plan", "team", "year"}, {"plan", "team", "week"})
    0.6666666666666666
    """
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def nearest_duplicates(
    asked: Collection[int], texts: Sequence[str], threshold: float
) -> dict[int, NearDuplicate]:
    """
    Return by index in *texts* the most similar earlier text; of equally similar ones, the first.

    A text is words separated by spaces, each at most once. A pair counts if the index of one of
    its texts is in *asked* and its similarity is at least *threshold*, from 0 to 1. To compare
    all texts, ask ``range(len(texts))``. After a change, ask the new texts and those whose nearest
    text was removed; for each other text, replace the known result if the new one beats it.
    """
    order = _by_rarity(texts)
    every = len(asked) == len(texts)
    asked = frozenset(asked)
    wanted = {word for place in asked for word in _rarest(texts[place].split(), order, threshold)}
    among_all, among_asked = _Index(threshold), _Index(threshold)
    result: dict[int, NearDuplicate] = {}
    for place, text in enumerate(texts):
        words = text.split()
        if wanted.isdisjoint(words):
            continue
        words.sort(key=order.__getitem__)
        nearest = (among_all if place in asked else among_asked).nearest(text, words)
        if nearest:
            result[place] = nearest
        among_all.add(place, text, words, wanted)
        if place in asked and not every:
            among_asked.add(place, text, words, wanted)
    return result


def _by_rarity(texts: Sequence[str]) -> dict[str, int]:
    """Return the rank of each word of *texts*, with 0 for the rarest."""
    counted = Counter(chain.from_iterable(text.split() for text in texts))
    return {
        word: rank
        for rank, word in enumerate(sorted(counted, key=lambda word: (counted[word], word)))
    }


def _rarest(words: list[str], order: dict[str, int], threshold: float) -> list[str]:
    return sorted(words, key=order.__getitem__)[: _prefix(len(words), threshold)]


def _prefix(size: int, threshold: float) -> int:
    """
    Return how many of the rarest words of a set of *size* to index.

    A similar set shares at least ``threshold * size / (2 - threshold)`` of its words, and so has
    at least one of these.
    """
    return size - max(math.ceil(threshold * size / (2 - threshold) - _SLACK), 1) + 1


class _Index:
    """The sets so far, by size and by their rarest words."""

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold
        self.first: dict[str, int] = {}
        """The first index of each text: a later copy is never the nearest."""
        self.groups: dict[int, _Group] = {}
        self.holders: dict[str, dict[tuple[int, int], list[int]]] = {}
        """By word, and by size of a set and rank of the word in it: the sets' numbers."""

    def add(self, place: int, text: str, words: list[str], wanted: AbstractSet[str]) -> None:
        """Add the *text* at *place*, with its *words* ordered from the rarest."""
        if self.first.setdefault(text, place) != place:
            return
        size = len(words)
        number = self.groups.setdefault(size, _Group(size)).add(place, words)
        for rank, word in enumerate(words[: _prefix(size, self.threshold)]):
            if word in wanted:
                self.holders.setdefault(word, {}).setdefault((size, rank), []).append(number)

    def nearest(self, text: str, words: list[str]) -> NearDuplicate | None:
        """Return which of the sets so far is the most similar to *words*, or None."""
        if text in self.first:
            return NearDuplicate(self.first[text], 1.0)
        best: NearDuplicate | None = None
        for size, chances in self.chances(words).items():
            least = best.share if best else self.threshold
            nearest = self.groups[size].nearest(words, chances, least)
            if nearest and nearest.beats(best):
                best = nearest
        return best

    def chances(self, words: list[str]) -> dict[int, list[list[int]]]:
        """Return by size the numbers of sets that can be similar, in lists that can overlap."""
        result: dict[int, list[list[int]]] = {}
        size = len(words)
        for rank, word in enumerate(words[: _prefix(size, self.threshold)]):
            rest = size - rank
            for (other, its_rank), numbers in self.holders.get(word, {}).items():
                # If it is the first common word, the words after it bound the common ones.
                most = 2 * min(rest, other - its_rank) / (size + other)
                if most >= self.threshold:
                    result.setdefault(other, []).append(numbers)
        return result


class _Group:
    """The sets of one *size*, numbered in order."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.places: list[int] = []
        self.sets: list[frozenset[str]] = []
        self.bits: dict[str, int] = {}
        """By word: a number with a bit for each set that has it."""
        self.counted = 0
        """How many of the sets are in the bits, which are only set when they are needed."""

    def add(self, place: int, words: list[str]) -> int:
        self.places.append(place)
        self.sets.append(frozenset(words))
        return len(self.sets) - 1

    def nearest(
        self, words: list[str], chances: list[list[int]], least: float
    ) -> NearDuplicate | None:
        """Return which of *chances* is the most similar to *words*, if by *least* or more."""
        both = len(words) + self.size
        enough = math.ceil(least * both / 2 - _SLACK)
        if enough > min(len(words), self.size):
            return None
        few = sum(map(len, chances)) <= _MANY
        common, number = self.by_set(words, chances) if few else self.by_word(words, enough)
        nearest = NearDuplicate(self.places[number], 2 * common / both)
        return nearest if nearest.share >= least else None

    def by_set(self, words: list[str], chances: list[list[int]]) -> tuple[int, int]:
        """Return the most words that one of *chances* shares with *words*, and its number."""
        mine = frozenset(words)
        numbers = chain.from_iterable(chances)
        common, number = max((len(mine & self.sets[each]), -each) for each in numbers)
        return common, -number

    def by_word(self, words: list[str], enough: int) -> tuple[int, int]:
        """Return the same for all sets at once; 0 words if none shares *enough*."""
        self.count()
        within = [(1 << self.counted) - 1] * (len(words) - enough + 1)
        """By index: the sets that lack at most this many of *words* so far."""
        for word in words:
            holders = self.bits.get(word, 0)
            for lacking in range(len(within) - 1, 0, -1):
                within[lacking] = within[lacking] & holders | within[lacking - 1]
            within[0] &= holders
            if not within[-1]:
                return 0, 0
        lacking, nearest = next((k, sets) for k, sets in enumerate(within) if sets)
        return len(words) - lacking, (nearest & -nearest).bit_length() - 1

    def count(self) -> None:
        for number in range(self.counted, len(self.sets)):
            for word in self.sets[number]:
                self.bits[word] = self.bits.get(word, 0) | 1 << number
        self.counted = len(self.sets)
