"""
The names and aliases of a canon's foci, and how much a title is like each.

A title is like an alias by the words that both have, and rare words count more than common ones:
*ward nurse* is more like *night ward nurse* than like *ward clerk*. Words that say a level count
little, for they are the same in every trade. A word that no alias has counts against all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from levelctl.canon import key
from levelctl.record import Record, decode, encode

Words = tuple[str, ...]

LEVEL_WEIGHT = 0.25
"""What a word that says a level counts, against another that is as rare."""

SAME_WORK = 0.97
"""The least likeness of a title and an alias that differ in words of level alone."""

UNKNOWN_WEIGHT = 0.4
"""What a word counts that no alias has: a team's or a product's name, or another trade."""


class Known(Record):
    """A name or alias of a focus."""

    title: str
    """As it is spelled in the canon."""
    words: Words
    code: str
    """FUNCTION.FOCUS"""
    level: str | None = None
    """The one level of the focus that it means, if it means one."""


class Like(Record):
    """A focus that a title is like, by the alias that is most like it."""

    code: str
    score: float
    """From above 0 to 1, which is the same words."""
    alias: Known
    shared: Words
    """The words that both have, in the title's order."""
    exact: bool = False
    """Whether both have the same words."""
    same_work: bool = False
    """Whether both have the same words, but for those that say a level."""


class Rows(Protocol):
    """Rows of a store by name."""

    def get(self, name: str) -> bytes | None: ...


class Posting(Record):
    """An alias that has a word."""

    number: int
    """The alias's number."""
    code: str
    total: float
    """What all its words count together."""
    work: str
    """Its words that name the work, in alphabetical order."""


class Facts(Record):
    """What holds for all aliases together."""

    count: int
    """How many there are."""
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


def rows_of(
    known: Iterable[Known], level_words: Iterable[str], nouns: Iterable[Words] = ()
) -> dict[str, bytes]:
    """
    Return the rows of the aliases *known*: for each word, the aliases that have it.

    *level_words* say a level, but in *nouns*.
    """
    aliases = list(known)
    facts = Facts(len(aliases), frozenset(level_words), tuple(nouns))
    holders = Counter(word for each in aliases for word in {*each.words})
    by_word: dict[str, list[Posting]] = {}
    for number, each in enumerate(aliases):
        total = sum(facts.weight(word, holders[word]) for word in dict.fromkeys(each.words))
        posting = Posting(number, each.code, total, " ".join(sorted(facts.work(each.words))))
        for word in dict.fromkeys(each.words):
            by_word.setdefault(word, []).append(posting)
    rows = {key("word", word): encode(found) for word, found in by_word.items()}
    rows |= {key("alias", str(number)): encode(each) for number, each in enumerate(aliases)}
    rows[key("vocabulary")] = encode(sorted(by_word))
    rows[key("facts")] = encode(facts)
    return rows


class AliasIndex:
    """The aliases in *rows*, of which a title asks for those that have one of its words."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.facts = decode(rows.get(key("facts")) or b"", Facts)
        self.found: dict[str, tuple[Posting, ...]] = {}
        self.lengths: dict[int, dict[str, int]] = {}
        self.aliases: dict[int, Known] = {}

    def having(self, word: str) -> tuple[Posting, ...]:
        """Return the aliases that have *word*."""
        if word not in self.found:
            row = self.rows.get(key("word", word))
            self.found[word] = decode(row, tuple[Posting, ...]) if row else ()
        return self.found[word]

    def of_length(self, length: int) -> dict[str, int]:
        """Return the words of *length* letters with the number of aliases that have them."""
        if length not in self.lengths:
            words = decode(self.rows.get(key("vocabulary")) or b"[]", tuple[str, ...])
            self.lengths[length] = {
                word: len(self.having(word)) for word in words if len(word) == length
            }
        return self.lengths[length]

    def alias(self, number: int) -> Known:
        if number not in self.aliases:
            self.aliases[number] = decode(self.rows.get(key("alias", str(number))) or b"", Known)
        return self.aliases[number]

    def like(self, words: Words) -> dict[str, Like]:
        """Return by its code every focus with an alias that has one of *words*, how much alike."""
        weights = {word: self.facts.weight(word, len(self.having(word))) for word in words}
        total = sum(weights.values())
        work = " ".join(sorted(self.facts.work(words)))
        common: dict[int, float] = {}
        postings: dict[int, Posting] = {}
        for word, weight in weights.items():
            for each in self.having(word):
                common[each.number] = common.get(each.number, 0.0) + weight
                postings[each.number] = each
        best: dict[str, tuple[float, int, bool]] = {}
        for number, posting in postings.items():
            same_work = bool(work) and posting.work == work
            score = min(2 * common[number] / (total + posting.total), 1.0)
            found = (max(score, SAME_WORK * same_work), -number, same_work)
            if posting.code not in best or found > best[posting.code]:
                best[posting.code] = found
        return {
            code: self._like(words, score, -number, same_work=same_work)
            for code, (score, number, same_work) in best.items()
        }

    def _like(self, words: Words, score: float, number: int, *, same_work: bool) -> Like:
        alias = self.alias(number)
        shared = tuple(word for word in dict.fromkeys(words) if word in alias.words)
        # Sums of the same weights in another order may miss 1 by a hair.
        exact = {*words} == {*alias.words}
        score = 1.0 if exact else min(score, NEARLY)
        return Like(alias.code, score, alias, shared, exact, same_work)


NEARLY = 0.99
"""The most that a title is like an alias that has not the same words."""
