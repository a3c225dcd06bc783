"""Search for whole words and phrases in a text, in upper or lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache


def first(text: str, phrases: tuple[str, ...]) -> str:
    """
    Return the first of *phrases* in *text*, as written there but in lower case, or an empty text.

    If several phrases begin at one place, the longest counts. In a phrase, ``*`` is any one word.

    >>> first("Pruning, as  needed, of trees", ("as", "as needed", "tree"))
    'as needed'
    >>> first("Knows CAD software", ("knows * software",))
    'knows cad software'
    """
    return next((phrase for phrase, _ in occurrences(text, phrases)), "")


def occurrences(text: str, phrases: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each occurrence of *phrases* in *text*, in lower case, and the text before it."""
    if not phrases:
        return
    folded = " ".join(text.casefold().replace("\u2019", "'").split())
    for match in _pattern(phrases).finditer(folded):
        yield match[0], folded[: match.start()]


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    inner = "|".join(re.escape(phrase.casefold()) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)".replace(r"\*", _ANY_WORD))


_ANY_WORD = r"(?<![\w/&'-])[\w/&'-]++"
"""A whole word: it begins at one place and ends at one, so that no text takes longer to search."""
