"""
The words of a title in the form in which they are compared: folded, in the singular, expanded.

Spellings of a title that look the same to a reader have the same words: case, accents, full
width, ligatures, periods in initials and the order of combining characters do not count. The
caller provides the abbreviations; this module contains none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from levelctl.text.normal import without_accents
from levelctl.text.words import JOINING_WORDS, Words, singular, word_pattern

_WORD = word_pattern(
    first=r"(?<![^\W_])(?:c\+\+|[cfj]#|[a-z]&[a-z](?![^\W_]))"  # C++, C#, R&D
    r"|\.net(?![^\W_])"
    r"|(?<![^\W_])(?:[a-z]\.){2,}(?:[a-z](?![^\W_]))?"  # R.N., Ph.D is ph and d
)

_APOSTROPHES = str.maketrans(
    "", "", "'`\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
)


def tokens(text: str, abbreviations: Mapping[str, str] | None = None) -> Words:
    """
    Return the words of *text* in order, in the singular, with *abbreviations* expanded.

    The keys of *abbreviations* are single words in lower case. A word that stands for "" is
    removed unless no other word is left. A text without letters or digits has no words.

    >>> tokens("Sr. C++ Engineers, R.N. & the .NET", {"sr": "senior", "rn": "registered nurse"})
    ('senior', 'c++', 'engineer', 'registered', 'nurse', '.net')
    """
    words = _words(text)
    words = [word for word in words if word not in JOINING_WORDS] or words
    expanded = [each for word in words for each in _expanded(word, abbreviations or {})]
    return tuple(expanded or [singular(word) for word in words])


def words_in(texts: Iterable[str]) -> Iterator[str]:
    """Yield the words of all *texts*, each as `tokens` returns it."""
    return (word for text in texts for word in tokens(text))


def _words(text: str) -> list[str]:
    found = _WORD.findall(_folded(text))
    return [word if word == ".net" else word.replace(".", "") for word in found]


def _folded(text: str) -> str:
    """Return *text* in lower case, without accents, apostrophes and compatibility forms."""
    return without_accents(text.translate(_APOSTROPHES))


def _expanded(word: str, abbreviations: Mapping[str, str]) -> Sequence[str]:
    """Return the words that *word* stands for, in the singular."""
    short = word if word in abbreviations else singular(word)
    if short not in abbreviations:
        return (short,)
    return [singular(each) for each in _words(abbreviations[short]) if each not in JOINING_WORDS]
