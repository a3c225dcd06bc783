"""
The evidence of a title's words, pairs of words and pieces of words for every code.

The evidence of a word is its own and that of its pieces, many of which occur in other words too.
It is computed once and cached as one wide number (see `wide`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from levelctl.canon.canon import key
from levelctl.text.words import Words
from levelctl.titles.occupation_index import postings
from levelctl.titles.occupation_index.postings import (
    START,
    IndexHead,
    IndexValues,
    Posting,
    Postings,
    pairs,
    pieces,
)
from levelctl.titles.occupation_index.wide import packed, unpacked

_WORDS, _PIECES, _ROWS = 4096, 8192, 4096
"""How many words, pieces, and rows of pairs and of pieces are cached."""

_NOTHING = Posting((), ())


class Word(NamedTuple):
    """What the index knows about a word."""

    evidence: int
    """The evidence of the word and its pieces for every code, packed."""
    titled: frozenset[int]
    """The numbers of the codes that have the word in a title."""
    rarities: dict[str, int]
    """The weight of each of its known pieces when titles are compared."""
    weight: int
    """The sum of these weights."""
    known: bool
    """Whether a title or text has the word itself, and not only its pieces."""


class Evidence:
    """The evidence of words for each code, by the values in *source*."""

    def __init__(self, source: IndexValues, head: IndexHead) -> None:
        self._source = source
        self._size = len(head.codes)
        self._prior = packed(enumerate(head.priors), self._size)
        self.word = lru_cache(_WORDS)(self._word)
        self._piece = lru_cache(_PIECES)(self._of_piece)
        self._pieces = lru_cache(_ROWS)(self._row_of_pieces)
        self._pairs = lru_cache(_ROWS)(self._row_of_pairs)

    def of(self, words: Words) -> list[int]:
        """Return by number of a code the evidence of *words* and their pairs, and its prior."""
        each = (self.word(word).evidence for word in dict.fromkeys(words))
        total = unpacked(sum(each, self._prior), self._size)
        for word, other in pairs(words):
            pair = self._pairs(word).get(other)
            if pair:
                # A pair is evidence for few codes, so adding it to these is faster.
                for code, evidence in zip(pair.codes, pair.evidence, strict=True):
                    total[code] += evidence
        return total

    def titled(self, word: str) -> frozenset[int]:
        """Return the numbers of the codes that have *word* in a title."""
        return self.word(word).titled

    def knows(self, word: str) -> bool:
        """Return whether a title or text has *word*."""
        return self._source.get(key(postings.WORD, word), Posting) is not None

    def _word(self, word: str) -> Word:
        known = self._source.get(key(postings.WORD, word), Posting)
        own = known or _NOTHING
        found = {piece: self._piece(piece) for piece in pieces(word)}
        rarities = {piece: each[1] for piece, each in found.items() if each}
        evidence = sum((each[0] for each in found.values() if each), self._packed(own))
        titled = frozenset(own.codes[: own.titled])
        return Word(evidence, titled, rarities, sum(rarities.values()), known is not None)

    def _of_piece(self, piece: str) -> tuple[int, int] | None:
        """Return the evidence and the rarity of *piece*, or None if no title has it."""
        found = self._pieces(piece[:START]).get(piece)
        return (self._packed(found), found.rarity) if found else None

    def _row_of_pieces(self, start: str) -> Postings:
        return self._source.get(key(postings.PIECE, start), Postings) or {}

    def _row_of_pairs(self, word: str) -> Postings:
        """Return by the other part of it each pair of *word* that is stored with this word."""
        return self._source.get(key(postings.PAIR, word), Postings) or {}

    def _packed(self, posting: Posting) -> int:
        return packed(zip(posting.codes, posting.evidence, strict=True), self._size)
