"""
A small model of titles, learned from those of an index: how well each code explains a title.

Each feature of a title (see `features`) has a row of whole numbers. Their sum, divided by the root
of the number of features, is what the title means, and its product with the numbers of a code says
how well the code explains it. Everything is a whole number, so that the answer is the same on each
computer. The sum of a known word and its pieces is stored ready. `training` learns the numbers.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from levelctl.canon.canon import key
from levelctl.record import cached_property
from levelctl.text.words import Words
from levelctl.titles.occupation_index.features import LONGEST_PIECE, neighbors
from levelctl.titles.occupation_index.postings import (
    FIRST,
    LAST,
    MODEL,
    START,
    IndexValues,
    pieces,
)

WORD, PAIR, PIECE, CODES = "model-word", "model-pair", "model-piece", "model-codes"
"""
The kinds of values beside a `ModelHead`: by word, a row as `word_layout` says; by the first word of
pairs, and by the first letters of pieces, `Rows`; the numbers of all codes, 16 bits each.
"""

SHIFT = 32
"""By how many bits a product is shifted to the right."""

_ZERO = 2**15
"""What a packed zero is: the numbers of a row can be negative, and packed ones cannot."""

_WORDS, _ROWS = 4096, 2048
"""How many words, and rows of pairs and pieces, are cached."""

Rows = dict[str, bytes]
"""The numbers of features, 8 bits each: by piece, or by the second word of a pair."""


class ModelHead(NamedTuple):
    """The values that every title needs."""

    width: int
    """The numbers in a row."""
    factor: int
    """What a product of numbers counts in 1 / 2**`SHIFT` of a unit of evidence."""
    biases: tuple[int, ...]
    """By number of a code: its evidence for any title."""
    digest: str
    """Of all values of the model."""


class Sum(NamedTuple):
    """The sum of the rows of some features."""

    packed: int
    """The numbers, each 32 bits wide and above zero by `_ZERO` for each of *rows*."""
    rows: int
    features: int


def word_layout(width: int) -> struct.Struct:
    """
    Return the layout of the row of a word.

    It holds the numbers of the word with its pieces, those of its pairs with the start and the end
    of a title, how many features the first are, and whether each of these pairs is a feature.
    """
    return struct.Struct(f"<{width}h{width}b{width}bHBB")


class Model:
    """The model whose values are in *source*, which has one. Thread-safe."""

    def __init__(self, source: IndexValues) -> None:
        head = source.get(key(MODEL), ModelHead) or ModelHead(0, 0, (), "")
        self._source = source
        self.head = head
        self._width = head.width
        self._word_layout = word_layout(head.width)
        self._row = struct.Struct(f"<{head.width}b")
        self._wide = struct.Struct(f"<{head.width}I")
        self._word = lru_cache(_WORDS)(self._of_word)
        self.unknown = lru_cache(_WORDS)(self._of_unknown)
        self._end = lru_cache(_WORDS)(self._of_end)
        self._pairs = lru_cache(_ROWS)(self._row_of_pairs)
        self._pieces = lru_cache(_ROWS)(self._row_of_pieces)
        self._code = lru_cache(len(head.biases))(self._of_code)

    def of(self, words: Words, codes: Iterable[int]) -> list[int]:
        """Return how well each of *codes* explains *words*, in units of evidence."""
        numbers, features = self.numbers(words)
        floats = [*map(float, numbers)]
        factor = factor_of(self.head.factor, features)
        biases = self.head.biases
        products = [(code, int(sum(map(mul, floats, self._code(code))))) for code in codes]
        return [(product * factor >> SHIFT) + biases[code] for code, product in products]

    def numbers(self, words: Words) -> tuple[list[int], int]:
        """Return the sum of the features of *words*, and how many there are."""
        total, rows, features = self._sum(words)
        wide = self._wide.unpack(total.to_bytes(self._wide.size, "little"))
        zero = rows * _ZERO
        return [each - zero for each in wide], features

    def _sum(self, words: Words) -> Sum:
        """Return the sum of the features of *words*."""
        sums = [self._word(word) for word in dict.fromkeys(words)]
        sums += [pair for each in neighbors(words) if (pair := self._pair(*each))]
        return Sum(
            sum([each.packed for each in sums]),
            sum([each.rows for each in sums]),
            sum([each.features for each in sums]),
        )

    def _pair(self, one: str, other: str) -> Sum | None:
        """Return the row of a pair of neighbors, or None if it has none."""
        if one == FIRST:
            return self._end(other, 1)
        if other == LAST:
            return self._end(one, 2)
        row = self._pairs(one).get(other)
        return None if row is None else self._packed(_numbers(self._row, row))

    def _of_end(self, word: str, which: int) -> Sum | None:
        """Return the pair of *word* and the start of a title, or its end if *which* is 2."""
        row = self._source.get(key(WORD, word), bytes)
        if row is None:
            return None
        *numbers, _, first, last = _numbers(self._word_layout, row)
        width = self._width
        known = last if which > 1 else first
        return self._packed(numbers[which * width : (which + 1) * width]) if known else None

    def _of_word(self, word: str) -> Sum:
        """Return the sum of *word* and its pieces."""
        row = self._source.get(key(WORD, word), bytes)
        if row is None:
            return self._packed(*self.unknown(word))
        numbers = _numbers(self._word_layout, row)
        return self._packed(numbers[: self._width], numbers[-3])

    def _of_unknown(self, word: str) -> tuple[list[int], int]:
        """Return the sum of the known pieces of a *word* without a row, and their number."""
        numbers = [0] * self._width
        found = 0
        for piece in pieces(word, LONGEST_PIECE):
            row = self._pieces(piece[:START]).get(piece)
            if row is not None:
                found += 1
                own = _numbers(self._row, row)
                numbers = [one + other for one, other in zip(numbers, own, strict=True)]
        return numbers, found

    def _row_of_pairs(self, word: str) -> Rows:
        return self._source.get(key(PAIR, word), Rows) or {}

    def _row_of_pieces(self, start: str) -> Rows:
        return self._source.get(key(PIECE, start), Rows) or {}

    def _of_code(self, code: int) -> tuple[float, ...]:
        """Return the numbers of *code*."""
        layout = struct.Struct(f"<{self._width}h")
        at = code * layout.size
        return tuple(map(float, _numbers(layout, self._codes[at : at + layout.size])))

    @cached_property
    def _codes(self) -> bytes:
        return self._source.get(key(CODES), bytes) or b""

    def _packed(self, numbers: Iterable[int], features: int = 1) -> Sum:
        wide = self._wide.pack(*[each + _ZERO for each in numbers])
        return Sum(int.from_bytes(wide, "little"), 1, features)


def _numbers(layout: struct.Struct, row: bytes) -> tuple[int, ...]:
    """Return the numbers in *row*. Raises ValueError if it has not this *layout*."""
    if len(row) != layout.size:
        raise ValueError(f"a row of the model has {len(row)} bytes instead of {layout.size}")
    return layout.unpack(row)


def factor_of(factor: int, features: int) -> int:
    """
    Return what a product of numbers counts for a title of so many *features*.

    >>> factor_of(600, 4), factor_of(600, 0)
    (300, 600)
    """
    return math.isqrt(factor * factor // max(1, features))
