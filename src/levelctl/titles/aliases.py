"""
Finds the names and aliases of foci that are most similar to a title.

Similarity comes from the words that a title and an alias share. A rare word counts more than a
common one: *ward nurse* is more similar to *night ward nurse* than to *ward clerk*. A level word
counts little, because every trade uses it. A word that no alias has lowers every score.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nlargest
from typing import NamedTuple

from levelctl.canon.canon import CanonRows, key
from levelctl.record import Record, decode
from levelctl.text.words import Words

LEVEL_WEIGHT = 0.25
"""The factor for the weight of a level word."""

SAME_WORK = 0.97
"""The lowest similarity of a title and an alias that differ only in level words."""

UNKNOWN_WEIGHT = 0.4
"""The factor for a word that no alias has: the name of a team or product, or of another trade."""

NEARLY = 0.99
"""The highest similarity of a title and an alias that do not have the same words."""

FACTS, FOCUS, LENGTH, WORD, WORK = "facts", "focus", "length", "word", "work"
VOCABULARY = "vocabulary"
"""
The kinds of rows: `AliasStatistics`; `AliasesOfFocus` by code; by length, the words with how many
aliases have each; `AliasesOfWord` by word; by work, the numbers of the aliases that name it; by
code, the words of all texts about a focus.
"""

MOST = 12
"""How many foci are compared with a title in detail, unless more candidates are requested."""

_WORDS, _FOCI, _LENGTHS = 8192, 4096, 64
"""How many words, foci and lengths of words are cached."""


class IndexedAlias(Record):
    """A name or alias of a focus."""

    title: str
    """The spelling in the canon."""
    words: Words
    code: str
    """The focus, as FUNCTION.FOCUS."""
    level: str | None = None
    """The level under which the canon lists the alias, if any."""
    unsure: bool = False
    """Whether it is only a form of the name that can mean something else."""


class SimilarFocus(Record):
    """A focus that is similar to a title, with its most similar alias."""

    code: str
    score: float
    """Above 0; 1 for the same words."""
    alias: IndexedAlias
    shared: Words
    """The words that title and alias share, in the title's order."""
    exact: bool = False
    """Whether the title, as written, has the same words as the alias."""
    same_work: bool = False
    """Whether title and alias have the same words apart from level words."""


class AliasesOfFocus(Record):
    """The names and aliases of a focus."""

    first: int
    """The number of the first alias; the others follow."""
    aliases: tuple[IndexedAlias, ...]
    works: tuple[str, ...]
    """The works that the aliases name, each as `work_name` returns it."""


class AliasesOfWord(Record):
    """The aliases that have a word, in parallel tuples ordered by *totals*."""

    numbers: tuple[int, ...]
    totals: tuple[float, ...]
    """The total weight of the words of each alias."""
    foci: tuple[int, ...]
    """The focus of each alias, as an index into `AliasStatistics.foci`."""
    last: int
    """How many of the aliases end with the word."""


class AliasStatistics(Record):
    """What is known of all aliases together."""

    count: int
    """The number of aliases."""
    foci: tuple[str, ...]
    """The codes of all foci, in order."""
    level_words: frozenset[str]
    nouns: tuple[Words, ...]
    """Phrases in which a level word states no level, such as *account manager*."""
    joined: frozenset[str] = frozenset()
    """The pairs of words that a joining sign of an alias is between, as `joined_words` yields."""
    persons: frozenset[str] = frozenset()
    """The last words of aliases without level words: nouns for a person, such as *engineer*."""

    def work(self, words: Words) -> frozenset[str]:
        """Return the *words* that name work: all but level words outside `nouns`."""
        among = {*words}
        in_nouns = {
            word
            for noun in self.nouns
            if noun[0] in among
            for start in range(len(words) - len(noun) + 1)
            if words[start : start + len(noun)] == noun
            for word in noun
        }
        return frozenset(word for word in words if word not in self.level_words or word in in_nouns)

    def weight(self, word: str, holders: int) -> float:
        """Return the weight of *word*, which *holders* aliases have: the fewer, the higher."""
        rarity = math.log(1 + self.count / max(holders, 1))
        if word in self.level_words:
            return rarity * LEVEL_WEIGHT
        return rarity if holders else rarity * UNKNOWN_WEIGHT


def work_name(work: Iterable[str]) -> str:
    """Return the name of a *work*: its words in alphabetical order, separated by spaces."""
    return " ".join(sorted(work))


class _WordEntry(NamedTuple):
    """The aliases that have a word."""

    places: dict[int, int]
    """By number of an alias, its index in the tuples of *holders*."""
    holders: AliasesOfWord


class AliasIndex:
    """
    The aliases in *rows*, to look up those that are most similar to a title. Thread-safe.

    A word can be in thousands of aliases, most of which share only that word with a title. The
    shortest of them are the most similar, so only as many are compared as foci are requested. The
    result is the same as if all were compared.
    """

    def __init__(self, rows: CanonRows) -> None:
        self.rows = rows
        self.facts = decode(rows.require(key(FACTS)), AliasStatistics)
        self.work = lru_cache(_WORDS)(self.facts.work)
        self.entry = lru_cache(_WORDS)(self._read_entry)
        self.foci = lru_cache(_WORDS)(self._foci)
        self.works = lru_cache(_FOCI)(self._works)
        self.vocabulary = lru_cache(_FOCI)(self._vocabulary)
        self._of_focus = lru_cache(_FOCI)(self._read_focus)
        self.of_length = lru_cache(_LENGTHS)(self._of_length)

    def count(self, word: str) -> int:
        """Return how many aliases have *word*."""
        return len(self.entry(word).places)

    def ends(self, word: str) -> bool:
        """Return whether most aliases that have *word* end with it: it is a noun for a person."""
        return 2 * self.entry(word).holders.last > self.count(word)

    def is_work(self, work: Iterable[str]) -> bool:
        """Return whether an alias names exactly this *work*, in any order of its words."""
        return bool(self._of_work(work_name(work)))

    def aliases_of(self, code: str) -> tuple[IndexedAlias, ...]:
        """Return the name and the aliases of the focus *code*."""
        return self._of_focus(code).aliases

    def words_of(self, code: str) -> Iterator[Words]:
        """Yield the words of each name and alias of the focus *code*."""
        return (alias.words for alias in self.aliases_of(code))

    def similar(
        self, words: Words, most: int = MOST, within: frozenset[str] | None = None
    ) -> dict[str, SimilarFocus]:
        """
        Return by code the *most* foci whose aliases are most similar to *words*.

        With *within*, only foci with these codes count. Foci of equal scores are in the order of
        their codes.
        """
        similarity = _Similarity(self, words, within)
        similarity.add(self._of_work(work_name(self.work(words))), same_work=True)
        similarity.add_single(most)
        similarity.add(similarity.several(most))
        order = sorted([(-best[0], focus) for focus, best in similarity.best.items()])
        return {
            (code := self.facts.foci[focus]): self._similar_focus(
                words, code, *similarity.best[focus]
            )
            for _, focus in order[:most]
        }

    def _similar_focus(
        self, words: Words, code: str, score: float, number: int, same_work: bool
    ) -> SimilarFocus:
        focus = self._of_focus(code)
        alias = focus.aliases[-number - focus.first]
        shared = tuple(word for word in dict.fromkeys(words) if word in alias.words)
        # A sum of the same weights in another order can differ from 1 by a rounding error.
        exact = {*words} == {*alias.words}
        score = 1.0 if exact else min(score, NEARLY)
        return SimilarFocus(code, score, alias, shared, exact, same_work)

    def _read_entry(self, word: str) -> _WordEntry:
        row = self.rows.get(key(WORD, word))
        holders = decode(row, AliasesOfWord) if row else AliasesOfWord((), (), (), 0)
        return _WordEntry({number: at for at, number in enumerate(holders.numbers)}, holders)

    def _foci(self, word: str) -> frozenset[str]:
        """Return the codes of the foci that have *word* in an alias."""
        places = {*self.entry(word).holders.foci}
        return frozenset(self.facts.foci[place] for place in places)

    def _works(self, code: str) -> tuple[frozenset[str], ...]:
        """Return the works that the aliases of the focus *code* name, each as a set of words."""
        return tuple(frozenset(work.split()) for work in self._of_focus(code).works)

    def _vocabulary(self, code: str) -> frozenset[str]:
        """Return the words of all texts about the focus *code*."""
        return decode(self.rows.get(key(VOCABULARY, code)) or b"[]", frozenset[str])

    def _of_work(self, work: str) -> tuple[int, ...]:
        return decode(self.rows.get(key(WORK, work)) or b"[]", tuple[int, ...]) if work else ()

    def _read_focus(self, code: str) -> AliasesOfFocus:
        return decode(self.rows.require(key(FOCUS, code)), AliasesOfFocus)

    def _of_length(self, length: int) -> dict[str, int]:
        """Return the words of *length* letters, each with the number of aliases that have it."""
        return decode(self.rows.get(key(LENGTH, str(length))) or b"{}", dict[str, int])


class _Similarity:
    """Finds the alias of each focus in *index* that is most similar to a title of *words*."""

    def __init__(self, index: AliasIndex, words: Words, within: frozenset[str] | None) -> None:
        facts = index.facts
        weights = {word: facts.weight(word, index.count(word)) for word in words}
        self.total = sum(weights.values())
        entries = ((*index.entry(word), weight) for word, weight in weights.items())
        self.entries = [entry for entry in entries if entry[0]]
        self.foci = (
            None if within is None else {facts.foci.index(code) for code in within & {*facts.foci}}
        )
        self.best: dict[int, tuple[float, int, bool]] = {}
        """By focus: the similarity, the alias's number as a negative, and whether same work."""

    def several(self, most: int) -> set[int]:
        """
        Return the aliases that share two or more words with the title and can be among the *most*.

        Each is found by its two heaviest words. A pair of words is skipped if an alias of just
        these and all lighter words of the title would be less similar than the *most* so far.
        """
        numbers: set[int] = set()
        least = min(nlargest(most, (score for score, _, _ in self.best.values())), default=0.0)
        # A sum of the same weights in another order can be lower by a rounding error.
        least = least * NEARLY if len(self.best) >= most else 0.0
        entries = sorted(self.entries, key=lambda entry: -entry[2])
        for at, (one, *_) in enumerate(entries):
            common = sum(weight for _, _, weight in entries[at:])
            for other, _, other_weight in entries[at + 1 :]:
                if self._score(common, common) >= least:
                    numbers |= one.keys() & other.keys()
                common -= other_weight
        return numbers

    def add(self, numbers: Iterable[int], *, same_work: bool = False) -> None:
        """Add the aliases of these *numbers*; each must share a word with the title."""
        for number in numbers:
            common = 0.0
            for places, holders, weight in self.entries:
                at = places.get(number)
                if at is not None:
                    common += weight
                    total, focus = holders.totals[at], holders.foci[at]
            if self.foci is None or focus in self.foci:
                score = min(self._score(common, total), 1.0)
                self._take(number, focus, max(score, SAME_WORK) if same_work else score, same_work)

    def add_single(self, most: int) -> None:
        """Add for each word the shortest alias with it, for at most *most* foci."""
        for _, holders, weight in self.entries:
            seen: set[int] = set()
            columns = (holders.numbers, holders.totals, holders.foci)
            for number, total, focus in zip(*columns, strict=True):
                if focus not in seen and (self.foci is None or focus in self.foci):
                    seen.add(focus)
                    self._take(number, focus, min(self._score(weight, total), 1.0), False)
                    if len(seen) == most:
                        break

    def _score(self, common: float, total: float) -> float:
        return 2 * common / (self.total + total)

    def _take(self, number: int, focus: int, score: float, same_work: bool) -> None:
        best = self.best.get(focus)
        if best is None or (score, -number, same_work) > best:
            self.best[focus] = (score, -number, same_work)
