"""
Which of many sets of words are nearly the same as an earlier one.

Comparing each with each would take minutes for the duties of a large canon. Two sets that have
enough in common share one of their rarest words, so only those that do are compared: the result
is the same.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from levelctl.record import Record

_SLACK = 1e-9
"""What a bound gives way, so that rounding never keeps two sets from being compared."""

_MANY = 20
"""From how many sets on it is quicker to look at all of a size at once than at each."""


class NearDuplicate(Record):
    """An earlier set, by its place, and how alike it is, from above 0 to 1."""

    place: int
    share: float

    def beats(self, other: NearDuplicate | None) -> bool:
        """Tell whether it is the nearer: more alike or, of equals, the earlier."""
        return other is None or (-self.share, self.place) < (-other.share, other.place)


def share(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """
    Return how alike two sets are, from 0 to 1: the Dice coefficient. Empty sets are not alike.

    >>> share({"plan", "team", "year"}, {"plan", "team", "week"})
    0.6666666666666666
    """
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def near(
    asked: Collection[int], texts: Sequence[str], threshold: float
) -> dict[int, NearDuplicate]:
    """
    Return for places in *texts* the earlier place that is most alike; of equals, the first.

    Each text is words with spaces between, none twice. Only pairs of which one is *asked*, a
    collection of places, and whose share of words is at least *threshold* count. So for all,
    ask ``range(len(texts))``; after a change, ask the texts that are new and those whose nearest
    is gone, and for every other take what beats what was known.
    """
    order = _by_rarity(texts)
    every = len(asked) == len(texts)
    asked = frozenset(asked)
    wanted = {word for place in asked for word in _rarest(texts[place].split(), order, threshold)}
    among_all, among_asked = _Index(threshold), _Index(threshold)
    found: dict[int, NearDuplicate] = {}
    for place, text in enumerate(texts):
        words = text.split()
        if wanted.isdisjoint(words):
            continue
        words.sort(key=order.__getitem__)
        like = (among_all if place in asked else among_asked).nearest(text, words)
        if like:
            found[place] = like
        among_all.add(place, text, words, wanted)
        if place in asked and not every:
            among_asked.add(place, text, words, wanted)
    return found


def _by_rarity(texts: Sequence[str]) -> dict[str, int]:
    """Return the words of *texts* with their rank, the rarest first."""
    counted = Counter(chain.from_iterable(text.split() for text in texts))
    return {
        word: rank
        for rank, word in enumerate(sorted(counted, key=lambda word: (counted[word], word)))
    }


def _rarest(words: list[str], order: dict[str, int], threshold: float) -> list[str]:
    return sorted(words, key=order.__getitem__)[: _prefix(len(words), threshold)]


def _prefix(size: int, threshold: float) -> int:
    """
    Return how many of the rarest words of a set of *size* one of any set alike must be among.

    A set alike has at least ``threshold * size / (2 - threshold)`` words in common with it.
    """
    return size - max(math.ceil(threshold * size / (2 - threshold) - _SLACK), 1) + 1


class _Index:
    """The sets so far, by their size and their rarest words."""

    def __init__(self, threshold: float) -> None:
        self.threshold = threshold
        self.first: dict[str, int] = {}
        """The first place of each text: a later one that is the same never is the nearest."""
        self.groups: dict[int, _Group] = {}
        self.holders: dict[str, dict[tuple[int, int], list[int]]] = {}
        """By word: by the size of a set and the word's rank in it, which of that size they are."""

    def add(self, place: int, text: str, words: list[str], wanted: AbstractSet[str]) -> None:
        """Take up the *text* at *place*, whose *words* are in the order of their rarity."""
        if self.first.setdefault(text, place) != place:
            return
        size = len(words)
        number = self.groups.setdefault(size, _Group(size)).add(place, words)
        for rank, word in enumerate(words[: _prefix(size, self.threshold)]):
            if word in wanted:
                self.holders.setdefault(word, {}).setdefault((size, rank), []).append(number)

    def nearest(self, text: str, words: list[str]) -> NearDuplicate | None:
        """Return which of the sets so far is the most like that of *words*, if any is."""
        if text in self.first:
            return NearDuplicate(self.first[text], 1.0)
        best: NearDuplicate | None = None
        for size, chances in self.chances(words).items():
            least = best.share if best else self.threshold
            like = self.groups[size].nearest(words, chances, least)
            if like and like.beats(best):
                best = like
        return best

    def chances(self, words: list[str]) -> dict[int, list[list[int]]]:
        """Return by their size which sets can be alike enough, in lists that may overlap."""
        found: dict[int, list[list[int]]] = {}
        size = len(words)
        for rank, word in enumerate(words[: _prefix(size, self.threshold)]):
            rest = size - rank
            for (other, its_rank), numbers in self.holders.get(word, {}).items():
                # If it is the first word in both, what comes after it bounds what is common.
                most = 2 * min(rest, other - its_rank) / (size + other)
                if most >= self.threshold:
                    found.setdefault(other, []).append(numbers)
        return found


class _Group:
    """The sets of one *size*, numbered in the order of their places."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.places: list[int] = []
        self.sets: list[frozenset[str]] = []
        self.bits: dict[str, int] = {}
        """By word: a number whose bits say which of the sets have it."""
        self.counted = 0
        """How many of the sets are in the bits: they are made when they are needed."""

    def add(self, place: int, words: list[str]) -> int:
        self.places.append(place)
        self.sets.append(frozenset(words))
        return len(self.sets) - 1

    def nearest(
        self, words: list[str], chances: list[list[int]], least: float
    ) -> NearDuplicate | None:
        """Return which of *chances* is the most like *words*, if one is at least so much alike."""
        both = len(words) + self.size
        enough = math.ceil(least * both / 2 - _SLACK)
        if enough > min(len(words), self.size):
            return None
        few = sum(map(len, chances)) <= _MANY
        common, number = self.by_set(words, chances) if few else self.by_word(words, enough)
        found = NearDuplicate(self.places[number], 2 * common / both)
        return found if found.share >= least else None

    def by_set(self, words: list[str], chances: list[list[int]]) -> tuple[int, int]:
        """Return the most words that one of *chances* has in common with *words*, and which."""
        mine = frozenset(words)
        numbers = chain.from_iterable(chances)
        common, number = max((len(mine & self.sets[each]), -each) for each in numbers)
        return common, -number

    def by_word(self, words: list[str], enough: int) -> tuple[int, int]:
        """Return the same for all sets, at once: 0 if none has *enough* in common."""
        self.count()
        within = [(1 << self.counted) - 1] * (len(words) - enough + 1)
        """By a number of words: the sets that lack at most so many of *words* so far."""
        for word in words:
            holders = self.bits.get(word, 0)
            for lacking in range(len(within) - 1, 0, -1):
                within[lacking] = within[lacking] & holders | within[lacking - 1]
            within[0] &= holders
            if not within[-1]:
                return 0, 0
        lacking, found = next((k, sets) for k, sets in enumerate(within) if sets)
        return len(words) - lacking, (found & -found).bit_length() - 1

    def count(self) -> None:
        for number in range(self.counted, len(self.sets)):
            for word in self.sets[number]:
                self.bits[word] = self.bits.get(word, 0) | 1 << number
        self.counted = len(self.sets)
