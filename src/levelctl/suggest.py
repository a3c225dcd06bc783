"""What a name that is none may have been meant for: the one did-you-mean."""

from __future__ import annotations

from collections.abc import Iterable

SIMILARITY = 0.6
"""From 0 to 1: how similar a name has to be, by the share of the characters in common."""


def similar(
    text: str, names: Iterable[str], *, most: int = 1, least: float = SIMILARITY
) -> list[str]:
    """
    Return at most *most* of *names* that are like *text*, the most similar first.

    They differ in case too: who wants them not to, folds both.

    >>> similar("p22", ["p1", "p2", "p21"], most=2)
    ['p2', 'p21']
    """
    from difflib import get_close_matches  # only who has mistyped pays for it

    return get_close_matches(text, list(names), most, least)


def did_you_mean(text: str, names: Iterable[str]) -> str:
    """
    Return the question whether the most similar of *names* was meant, or nothing if none is.

    >>> did_you_mean("pay-odour", ["pay-order", "pay-rise"]), did_you_mean("x", ["pay-order"])
    ("did you mean 'pay-order'?", '')
    """
    return next((f"did you mean {name!r}?" for name in similar(text, names)), "")
