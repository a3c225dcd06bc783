"""
The features of a title that the model of an index learns from.

These are its words, each once; the pieces of three to five letters of each word; and the pairs of
neighboring words, with the start before the first word and the end after the last one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from levelctl.text.words import Words
from levelctl.titles.occupation_index.postings import FIRST, LAST, pieces

LONGEST_PIECE = 5
"""The most letters of a piece."""

WORD = "="
"""What the name of a word begins with, unlike that of a piece."""


def features(words: Words) -> Iterator[str]:
    """
    Yield the names of the features of *words*; a piece of several words several times.

    >>> [*features(("tax", "tax"))]
    ['=tax', '^ta', 'tax', 'ax$', '^tax', 'tax$', '^tax$', '^ tax', 'tax tax', 'tax $']
    """
    for word in dict.fromkeys(words):
        yield from of_word(word)
    yield from map(" ".join, neighbors(words))


def of_word(word: str) -> Iterator[str]:
    """Yield the names of the features of a single *word*."""
    yield WORD + word
    yield from pieces(word, LONGEST_PIECE)


def neighbors(words: Words) -> Iterator[tuple[str, str]]:
    """Yield the neighboring pairs of *words*, from the start of the title to its end."""
    return pairwise((FIRST, *words, LAST)) if words else iter(())
