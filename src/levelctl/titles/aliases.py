"""
The names and aliases of a canon's foci, and how much a title is like each.

A title is like an alias by the words that both have, and rare words count more than common ones:
*ward nurse* is more like *night ward nurse* than like *ward clerk*. Words that say a level count
little, for they are the same in every trade. A word that no alias has counts against all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple, Protocol

from levelctl.canon.canon import key
from levelctl.record import Record, decode

Words = tuple[str, ...]

LEVEL_WEIGHT = 0.25
"""What a word that says a level counts, against another that is as rare."""

SAME_WORK = 0.97
"""The least likeness of a title and an alias that differ in words of level alone."""

UNKNOWN_WEIGHT = 0.4
"""What a word counts that no alias has: a team's or a product's name, or another trade."""


FACTS, FOCUS, LENGTH, WORD, WORK = "facts", "focus", "length", "word", "work"
"""
The kinds of rows: `Facts`; `OfFocus` by its code; the words of a length by how many aliases have
them; `Holders` by word; the numbers of the aliases that name a work.
"""

MOST = 12
"""The foci that a title is held against more closely; candidates that are shown may be more."""

_WORDS, _FOCI, _LENGTHS = 8192, 4096, 64
"""How many words, foci and lengths of words are remembered."""


class IndexedAlias(Record):
    """A name or alias of a focus."""

    title: str
    """As it is spelled in the canon."""
    words: Words
    code: str
    """FUNCTION.FOCUS"""
    level: str | None = None
    """The one level of the focus that it means, if it means one."""


class SimilarFocus(Record):
    """A focus that a title is like, by the alias that is most like it."""

    code: str
    score: float
    """From above 0 to 1, which is the same words."""
    alias: IndexedAlias
    shared: Words
    """The words that both have, in the title's order."""
    exact: bool = False
    """Whether both have the same words, and the title's are as they stand: none is a guess."""
    same_work: bool = False
    """Whether both have the same words, but for those that say a level."""


class IndexRows(Protocol):
    """Rows of a store by name."""

    def get(self, name: str) -> bytes | None: ...


class AliasesOfFocus(Record):
    """The names and aliases of a focus."""

    first: int
    """The number of the first of them; the others follow."""
    aliases: tuple[IndexedAlias, ...]
    works: tuple[str, ...]
    """The works that they name."""


class AliasesOfWord(Record):
    """The aliases that have a word, the shortest first: by what all their words count together."""

    numbers: tuple[int, ...]
    totals: tuple[float, ...]
    """What all words of each count together."""
    foci: tuple[int, ...]
    """The focus of each, by its place in `Facts.foci`."""
    last: int
    """How many of them end with the word."""


class AliasStatistics(Record):
    """What holds for all aliases together."""

    count: int
    """How many there are."""
    foci: tuple[str, ...]
    """The codes of all foci that have any, in order."""
    level_words: frozenset[str]
    nouns: tuple[Words, ...]
    """Phrases in which such a word says no level, as *account manager*."""

    def work(self, words: Words) -> frozenset[str]:
        """Return those of *words* that name the work, and not the level."""
        among = {*words}
        kept = {
            word
            for noun in self.nouns
            if noun[0] in among
            for start in range(len(words) - len(noun) + 1)
            if words[start : start + len(noun)] == noun
            for word in noun
        }
        return frozenset(word for word in words if word not in self.level_words or word in kept)

    def weight(self, word: str, holders: int) -> float:
        """Return how much *word*, which so many aliases have, says: the rarer, the more."""
        rarity = math.log(1 + self.count / max(holders, 1))
        if word in self.level_words:
            return rarity * LEVEL_WEIGHT
        return rarity if holders else rarity * UNKNOWN_WEIGHT


def named(work: Iterable[str]) -> str:
    """Return the name of a *work*: its words in alphabetical order."""
    return " ".join(sorted(work))


class _Held(NamedTuple):
    """The aliases that have a word."""

    places: dict[int, int]
    """By number, the place of each in *holders*."""
    holders: AliasesOfWord


class AliasIndex:
    """
    The aliases in *rows*, of which a title asks for those that are most like it. Thread-safe.

    A word may be in thousands of aliases, most of which share that one word with a title. Of those
    the shortest are the likest, so that no more are looked at than foci are wanted: what is found
    is the same as if all were.
    """

    def __init__(self, rows: IndexRows) -> None:
        self.rows = rows
        self.facts = decode(rows.get(key(FACTS)) or b"", AliasStatistics)
        self.held = lru_cache(_WORDS)(self._held)
        self.foci = lru_cache(_WORDS)(self._foci)
        self.works = lru_cache(_FOCI)(self._works)
        self._of_focus = lru_cache(_FOCI)(self._read_focus)
        self.of_length = lru_cache(_LENGTHS)(self._of_length)

    def count(self, word: str) -> int:
        """Return how many aliases have *word*."""
        return len(self.held(word).places)

    def ends(self, word: str) -> bool:
        """Tell whether most aliases that have *word* end with it: it says what one is."""
        return 2 * self.held(word).holders.last > self.count(word)

    def is_work(self, work: Iterable[str]) -> bool:
        """Tell whether an alias names the very *work*, in any order of its words."""
        return bool(self._of_work(named(work)))

    def like(
        self, words: Words, most: int = MOST, within: frozenset[str] | None = None
    ) -> dict[str, SimilarFocus]:
        """
        Return by its code each focus with an alias that has one of *words*, how much alike.

        Of more than *most* foci, *within* those given if any are, the likest are returned; of
        equals the first by code.
        """
        likeness = _Likeness(self, words, within)
        likeness.add(self._of_work(named(self.facts.work(words))), same_work=True)
        likeness.add_single(most)
        likeness.add(likeness.several(most))
        order = sorted([(-found[0], focus) for focus, found in likeness.best.items()])
        return {
            (code := self.facts.foci[focus]): self._like(words, code, *likeness.best[focus])
            for _, focus in order[:most]
        }

    def _like(
        self, words: Words, code: str, score: float, number: int, same_work: bool
    ) -> SimilarFocus:
        focus = self._of_focus(code)
        alias = focus.aliases[-number - focus.first]
        shared = tuple(word for word in dict.fromkeys(words) if word in alias.words)
        # Sums of the same weights in another order may miss 1 by a hair.
        exact = {*words} == {*alias.words}
        score = 1.0 if exact else min(score, NEARLY)
        return SimilarFocus(code, score, alias, shared, exact, same_work)

    def _held(self, word: str) -> _Held:
        row = self.rows.get(key(WORD, word))
        found = decode(row, AliasesOfWord) if row else AliasesOfWord((), (), (), 0)
        return _Held(dict(zip(found.numbers, range(len(found.numbers)), strict=True)), found)

    def _foci(self, word: str) -> frozenset[str]:
        """Return the codes of the foci that have *word* in an alias."""
        places = {*self.held(word).holders.foci}
        return frozenset(self.facts.foci[place] for place in places)

    def _works(self, code: str) -> tuple[frozenset[str], ...]:
        """Return the works that the aliases of the focus *code* name, each as its words."""
        return tuple(frozenset(work.split()) for work in self._of_focus(code).works)

    def _of_work(self, work: str) -> tuple[int, ...]:
        return decode(self.rows.get(key(WORK, work)) or b"[]", tuple[int, ...]) if work else ()

    def _read_focus(self, code: str) -> AliasesOfFocus:
        return decode(self.rows.get(key(FOCUS, code)) or b"", AliasesOfFocus)

    def _of_length(self, length: int) -> dict[str, int]:
        """Return the words of *length* letters with the number of aliases that have them."""
        return decode(self.rows.get(key(LENGTH, str(length))) or b"{}", dict[str, int])


class _Likeness:
    """How much aliases in *index* are like a title of *words*: the best of each focus, *within*."""

    def __init__(self, index: AliasIndex, words: Words, within: frozenset[str] | None) -> None:
        facts = index.facts
        weights = {word: facts.weight(word, index.count(word)) for word in words}
        self.total = sum(weights.values())
        held = ((*index.held(word), weight) for word, weight in weights.items())
        self.held = [each for each in held if each[0]]
        self.foci = (
            None if within is None else {facts.foci.index(code) for code in within & {*facts.foci}}
        )
        self.best: dict[int, tuple[float, int, bool]] = {}
        """By focus: the likeness, the alias's number below 0, and whether it is the same work."""

    def several(self, most: int) -> set[int]:
        """
        Return the aliases that share several words with the title, and may be of the *most* likest.

        Each is found by its two heaviest words. If one that shared these and all lighter ones, and
        had no other, were less like the title than what is found, none is looked for.
        """
        found: set[int] = set()
        least = min(nlargest(most, (score for score, _, _ in self.best.values())), default=0.0)
        # Sums of the same weights in another order may miss by a hair.
        least = least * NEARLY if len(self.best) >= most else 0.0
        held = sorted(self.held, key=lambda each: -each[2])
        for at, (one, *_) in enumerate(held):
            common = sum(each for _, _, each in held[at:])
            for other, _, other_weight in held[at + 1 :]:
                if self._score(common, common) >= least:
                    found |= one.keys() & other.keys()
                common -= other_weight
        return found

    def add(self, numbers: Iterable[int], *, same_work: bool = False) -> None:
        """Add the aliases of these *numbers*, each of which shares a word with the title."""
        for number in numbers:
            common = 0.0
            for places, holders, weight in self.held:
                at = places.get(number)
                if at is not None:
                    common += weight
                    total, focus = holders.totals[at], holders.foci[at]
            if self.foci is None or focus in self.foci:
                score = min(self._score(common, total), 1.0)
                self._take(number, focus, max(score, SAME_WORK) if same_work else score, same_work)

    def add_single(self, most: int) -> None:
        """Add for each word the *most* foci whose alias with it is the shortest."""
        for _, holders, weight in self.held:
            met: set[int] = set()
            columns = (holders.numbers, holders.totals, holders.foci)
            for number, total, focus in zip(*columns, strict=True):
                if focus not in met and (self.foci is None or focus in self.foci):
                    met.add(focus)
                    self._take(number, focus, min(self._score(weight, total), 1.0), False)
                    if len(met) == most:
                        break

    def _score(self, common: float, total: float) -> float:
        return 2 * common / (self.total + total)

    def _take(self, number: int, focus: int, score: float, same_work: bool) -> None:
        known = self.best.get(focus)
        if known is None or (score, -number, same_work) > known:
            self.best[focus] = (score, -number, same_work)


NEARLY = 0.99
"""The most that a title is like an alias that has not the same words."""
