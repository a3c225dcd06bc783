"""
The words of a title as they are compared: folded, in the singular, abbreviations written out.

Two spellings of a title that a reader takes for the same have the same words: case, accents,
full width, ligatures, dots in initials and the order of combining characters do not count. What
an abbreviation stands for is the caller's to say; none stands here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from levelctl.text.words import JOINING_WORDS, singular, word_pattern

Words = tuple[str, ...]

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
    Return the words of *text* in order, with *abbreviations* written out.

    The keys of *abbreviations* are single words in lower case; one that stands for "" is left
    out, unless no other word would be left. A text without a letter or digit has no words.

    >>> tokens("Sr. C++ Engineers, R.N. & the .NET", {"sr": "senior", "rn": "registered nurse"})
    ('senior', 'c++', 'engineer', 'registered', 'nurse', '.net')
    """
    found = list(_words(text))
    kept = [word for word in found if word not in JOINING_WORDS] or found
    meant = [each for word in kept for each in _meant(word, abbreviations or {})]
    return tuple(meant or [singular(word) for word in kept])


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(_folded(text)):
        yield word if word == ".net" else word.replace(".", "")


def _folded(text: str) -> str:
    """Return *text* in lower case, its accents, apostrophes and compatibility forms taken off."""
    if text.isascii():
        return text.lower().translate(_APOSTROPHES)
    text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold()
    # Folding may bring forth what can be decomposed again.
    text = unicodedata.normalize("NFKD", text)
    return "".join(each for each in text if not unicodedata.combining(each))


def _meant(word: str, abbreviations: Mapping[str, str]) -> Iterator[str]:
    """Yield the words that *word* stands for, each in the singular."""
    short = word if word in abbreviations else singular(word)
    if short not in abbreviations:
        yield short
        return
    yield from (
        singular(each) for each in _words(abbreviations[short]) if each not in JOINING_WORDS
    )
