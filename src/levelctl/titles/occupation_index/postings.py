"""
What a title index stores: values by name, in memory or as rows of a store.

Evidence is a whole number of thousandths of a nat (`UNIT`), so that a sum does not depend on the
order of its terms. What has the same first word, or the same first letters, is in one row: to read
a row takes longer than to find a thing in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from levelctl.canon.canon import StoredRows
from levelctl.record import decode, encode
from levelctl.text.words import Words

T = TypeVar("T")

UNIT = 1000
"""The units of evidence in one nat."""

START = 3
"""How many first letters two words must share to be compared, and pieces to be in one row."""

LONGEST, LETTERS = 32, 64
"""The most words of a title that are read, and the most letters of a word."""

LIKELIEST = 8
"""The codes whose own titles vote, and of which the model is asked."""

FIRST, LAST = "^", "$"
"""The marks for the start and the end of a title or a word."""

HEAD, WORD, PIECE, PAIR = "head", "word", "piece", "pair"
OWN, TITLE, LENGTH, MODEL = "own", "title", "length", "model"
"""
The kinds of values: an `IndexHead`; a `Posting` by word; `Postings` of the pieces by their first
letters, and of the pairs by one of their words; an `Own` by number of a code; `Titles` by their
first word; by length, the words of that length with their frequencies; and the head of a `model`.
"""


class IndexHead(NamedTuple):
    """The values that every title needs."""

    codes: tuple[str, ...]
    priors: tuple[int, ...]
    """How frequent each code is, as evidence above the least frequent one."""


class Posting(NamedTuple):
    """The evidence of a word, pair or piece for codes, by their numbers."""

    codes: tuple[int, ...]
    evidence: tuple[int, ...]
    rarity: int = 0
    """The square of a piece's weight when titles are compared."""
    titled: int = 0
    """How many of the codes, from the first, have the word in a title and not only in texts."""


Postings = dict[str, Posting]
"""By piece, or by the other part of a pair."""

Titles = dict[str, tuple[int, ...]]
"""By title: the numbers of the codes that have it."""

Starts = dict[str, tuple[tuple[str, tuple[int, ...]], ...]]
"""By the first letters of words: each word, and the numbers of the titles that have it."""


class Own(NamedTuple):
    """The titles of one code."""

    starts: Starts
    lengths: tuple[float, ...]
    """The reciprocal of the length of each title's vector of pieces."""


class IndexValues(Protocol):
    """Where the values of an index are read from."""

    def get(self, name: str, kind: type[T], /) -> T | None:
        """Return the value *name* of this *kind*, or None if there is none."""


class InMemory:
    """The values of an index that was just built, by name."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def get(self, name: str, _: type[T]) -> T | None:
        return self.values.get(name)

    def rows(self, prefix: str) -> dict[str, bytes]:
        """Return the values as rows, with names that begin with *prefix*. Bytes are not encoded."""
        return {
            prefix + name: value if isinstance(value, bytes) else encode(value)
            for name, value in self.values.items()
        }


class Stored:
    """The values of an index in *rows*, with names that begin with *prefix*."""

    def __init__(self, rows: StoredRows, prefix: str) -> None:
        self.rows = rows
        self.prefix = prefix

    def get(self, name: str, kind: type[T]) -> T | None:
        row = self.rows.get(self.prefix + name)
        if row is None:
            return None
        return cast(T, row) if kind is bytes else decode(row, kind)


def read(words: Sequence[str]) -> Words:
    """Return the part of *words* that is read: long titles would have too many pairs."""
    return tuple([word[:LETTERS] for word in words[:LONGEST]])


@lru_cache(4096)
def pieces(word: str, longest: int = 4) -> tuple[str, ...]:
    """
    Return the pieces of three letters to *longest* of *word*, with ^ and $ as its ends.

    >>> pieces("cook")
    ('^co', 'coo', 'ook', 'ok$', '^coo', 'cook', 'ook$')
    """
    edged = f"{FIRST}{word}{LAST}"
    return tuple(
        dict.fromkeys(
            edged[at : at + n]
            for n in range(START, longest + 1)
            for at in range(len(edged) - n + 1)
        )
    )


def pairs(words: Words) -> list[tuple[str, str]]:
    """
    Return the pairs in *words*: each two in alphabetical order, the first and the last one.

    >>> pairs(("tax", "clerk"))
    [('clerk', 'tax'), ('tax', '^'), ('clerk', '$')]
    """
    if not words:
        return []
    return [*combinations(sorted({*words}), 2), (words[0], FIRST), (words[-1], LAST)]
