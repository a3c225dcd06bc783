"""
What a title index keeps, and where it is read: values by name, in memory or as rows of a store.

Evidence is in thousandths of a nat (`UNIT`) and whole, so that no order of adding changes a sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any, NamedTuple, Protocol, TypeVar

from levelctl.record import decode, encode
from levelctl.titles.tokens import Words

T = TypeVar("T")

UNIT = 1000
"""The parts of a nat in which evidence is counted."""

START = 3
"""The first letters that two words share if they are compared by their pieces."""

LONGEST, LETTERS = 32, 64
"""The words of a title that are read, and the letters of a word."""

EDGES = frozenset("^$")
"""What stands before the first word of a title and after the last."""

HEAD, WORD, PIECE, PAIR = "head", "word", "piece", "pair"
OWN, TITLE, LENGTH = "own", "title", "length"
"""
The kinds of values: a `Head`; a `Posting` by word, piece of a word or pair of words; an `Own` by
a code's number; the numbers of the codes that have a title; words of a length by how usual.
"""


class IndexHead(NamedTuple):
    """What every title needs."""

    codes: tuple[str, ...]
    priors: tuple[int, ...]
    """How usual each code is, above the least usual."""


class Posting(NamedTuple):
    """The codes, by number, that a word, pair or piece speaks for, and how much."""

    codes: tuple[int, ...]
    evidence: tuple[int, ...]
    rarity: int = 0
    """The square of what a piece counts when titles are compared."""
    titled: int = 0
    """How many of the codes, the first ones, have the word in a title and not in texts alone."""


Starts = dict[str, tuple[tuple[str, tuple[int, ...]], ...]]
"""By the first letters of words: each word, and the places of the titles that have it."""


class Own(NamedTuple):
    """The titles of one code."""

    starts: Starts
    lengths: tuple[float, ...]
    """One divided by the length of each title's vector of pieces."""


class Readable(Protocol):
    """Where the rows of an index are."""

    def get(self, name: str, /) -> bytes | None:
        """Return the row *name*, or None if there is none."""


class IndexValues(Protocol):
    """Where the values of an index are."""

    def get(self, name: str, kind: type[T], /) -> T | None:
        """Return the value *name*, of a *kind*, or None if there is none."""


class InMemory:
    """Values by name as they were made."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def get(self, name: str, _: type[T]) -> T | None:
        return self.values.get(name)

    def rows(self, prefix: str) -> dict[str, bytes]:
        """Return the values as rows, whose names begin with *prefix*."""
        return {prefix + name: encode(value) for name, value in self.values.items()}


class Stored:
    """Values by name as *rows* hold them, whose names begin with *prefix*."""

    def __init__(self, rows: Readable, prefix: str) -> None:
        self.rows = rows
        self.prefix = prefix

    def get(self, name: str, kind: type[T]) -> T | None:
        row = self.rows.get(self.prefix + name)
        return None if row is None else decode(row, kind)


def read(words: Sequence[str]) -> Words:
    """Return what is read of *words*: nobody's title is longer, and pairs are many."""
    return tuple(word[:LETTERS] for word in words[:LONGEST])


@lru_cache(4096)
def pieces(word: str) -> tuple[str, ...]:
    """
    Return the pieces of three and four letters of *word*, its ends marked.

    >>> pieces("cook")
    ('^co', 'coo', 'ook', 'ok$', '^coo', 'cook', 'ook$')
    """
    edged = f"^{word}$"
    return tuple(
        dict.fromkeys(edged[at : at + n] for n in (3, 4) for at in range(len(edged) - n + 1))
    )


def pairs(words: Words) -> list[str]:
    """
    Return what stands together in *words*: each two, in either order, the first and the last.

    >>> pairs(("tax", "clerk"))
    ['clerk tax', '^ tax', 'clerk $']
    """
    if not words:
        return []
    together = [f"{one} {other}" for one, other in combinations(sorted({*words}), 2)]
    return [*together, f"^ {words[0]}", f"{words[-1]} $"]
