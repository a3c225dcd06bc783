"""
Which known word a misspelled one was meant to be. This module alone knows rapidfuzz.

One edit is a letter put in, left out, exchanged for another or swapped with its neighbour
(optimal string alignment).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

SHORTEST = 5
"""The letters of the shortest word that is mended: of shorter ones too many are one edit apart."""

LONG = 8
"""The letters from which on a word may be two edits off."""


def edits(word: str) -> int:
    """
    Return by how many edits *word* may be off: 0, 1 or 2. One with a digit is a code, and is not.

    >>> edits("clark"), edits("manageer"), edits("cook"), edits("jc50x")
    (1, 2, 0, 0)
    """
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 + (len(word) >= LONG)


def corrected(word: str, known: Callable[[int], Mapping[str, int]]) -> str | None:
    """
    Return the known word that is nearest to *word*, or None if none is as near as `edits` says.

    *known* gives the known words of a length with their frequencies. Of words that are as near
    the most frequent is meant, and of those the first in the alphabet.
    """
    most = edits(word)
    if not most:
        return None
    # Only a title with an unknown word waits for it.
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract_iter

    near = [
        (distance, -frequencies[each], each)
        for length in range(len(word) - most, len(word) + most + 1)
        for frequencies in (known(length),)
        for each, distance, _ in extract_iter(
            word, frequencies.keys(), scorer=OSA.distance, score_cutoff=most
        )
    ]
    return min(near)[2] if near else None
