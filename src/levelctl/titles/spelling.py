"""
Which known word a misspelled one stands for. Only this module imports rapidfuzz.

One edit inserts, deletes or replaces a letter, or swaps two neighbors (optimal string alignment).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

SHORTEST = 5
"""The letters of the shortest word that is corrected: too many shorter ones are one edit apart."""

LONG = 8
"""The letters of the shortest word in which two edits are corrected."""


def edits(word: str) -> int:
    """
    Return how many edits are corrected in *word*: 0, 1 or 2. A word with a digit is a code: 0.

    >>> edits("clark"), edits("manageer"), edits("cook"), edits("jc50x")
    (1, 2, 0, 0)
    """
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 + (len(word) >= LONG)


def corrected(word: str, known: Callable[[int], Mapping[str, int]]) -> str | None:
    """
    Return the known word that is nearest to *word*, or None if none is within its `edits`.

    *known* returns the known words of a length with their frequencies. Of equally near words the
    most frequent is returned, and of equally frequent ones the first in the alphabet.
    """
    most = edits(word)
    if not most:
        return None
    # Only a title with an unknown word needs this import.
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
