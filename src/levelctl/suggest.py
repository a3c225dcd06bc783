"""Suggests similar names for an unknown name."""

from __future__ import annotations

from collections.abc import Iterable

SIMILARITY = 0.6
"""The lowest similarity of a suggestion, from 0 to 1, by the share of common characters."""

NEAR = 0.75
"""The lowest similarity where any word can be right, as for a key that an author can choose."""

LONGEST = 1_000
"""The most characters of a text or name that are compared: the time grows with their product."""


def similar(
    text: str, names: Iterable[str], *, most: int = 1, least: float = SIMILARITY
) -> list[str]:
    """
    Return at most *most* of *names* that are similar to *text*, the most similar first.

    *least* is the lowest similarity, from 0 to 1. Case matters; to ignore it, fold both.

    >>> similar("p22", ["p1", "p2", "p21"], most=2)
    ['p2', 'p21']
    """
    if len(text) > LONGEST:
        return []
    from difflib import get_close_matches  # imported only after a typo

    return get_close_matches(text, [name for name in names if len(name) <= LONGEST], most, least)


def did_you_mean(text: str, names: Iterable[str]) -> str:
    """
    Return a question with the most similar of *names*; an empty text if none is similar.

    >>> did_you_mean("pay-odour", ["pay-order", "pay-rise"]), did_you_mean("x", ["pay-order"])
    ("did you mean 'pay-order'?", '')
    """
    return next((f"did you mean {name!r}?" for name in similar(text, names)), "")
