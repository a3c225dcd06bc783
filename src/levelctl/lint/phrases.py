"""Finding words and phrases in a text: whole ones, in upper or lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache


def first(text: str, phrases: tuple[str, ...]) -> str:
    """
    Return what the first of *phrases* in *text* reads as there, in lower case, or nothing.

    Of those that begin at one place, the longest counts. In a phrase, ``*`` is any one word.

    >>> first("Pruning, as  needed, of trees", ("as", "as needed", "tree"))
    'as needed'
    >>> first("Knows CAD software", ("knows * software",))
    'knows cad software'
    """
    return next((found for found, _ in occurrences(text, phrases)), "")


def occurrences(text: str, phrases: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield every one of *phrases* in *text* as it reads there, and the text before it."""
    if not phrases:
        return
    folded = " ".join(text.casefold().replace("\u2019", "'").split())
    for found in _pattern(phrases).finditer(folded):
        yield found[0], folded[: found.start()]


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    inner = "|".join(re.escape(phrase.casefold()) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)".replace(r"\*", r"[\w/&'-]+"))
