"""
Which known word a misspelled one stands for. Only this module imports rapidfuzz.

One edit inserts, deletes or replaces a letter, or swaps two neighbors (optimal string alignment).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

SHORTEST = 5
"""The letters of the shortest word that is corrected: too many shorter ones are one edit apart."""

_ENDING = 2
"""The letters at the end of a word that two typos seldom change."""

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


def is_likely(word: str, correction: str) -> bool:
    """
    Return whether *word* is likely a typo for *correction*, and not another word.

    Typos seldom change the first letter, and two of them seldom the ending.

    >>> is_likely("manageer", "manager"), is_likely("zookeeper", "bookkeeper")
    (True, False)
    >>> is_likely("informatica", "information")
    False
    """
    from rapidfuzz.distance import OSA

    same_ending = word[-_ENDING:] == correction[-_ENDING:]
    return word[0] == correction[0] and (same_ending or OSA.distance(word, correction) == 1)
