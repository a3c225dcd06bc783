"""Unicode normalization in time linear in the length of a text."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

_LONGEST = 1_024
"""The most characters beyond ASCII in a row that are normalized together: Python sorts the marks of
a letter in time quadratic in their number, and no text that people write has so many."""

_PIECE = re.compile(rf"[\x00-\x7f]*[^\x00-\x7f]{{0,{_LONGEST}}}")


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    r"""
    Return *text* in a normal *form* of Unicode.

    >>> normalized("NFC", "e\u0301"), normalized("NFKC", "\uff21")
    ('\xe9', 'A')
    """
    if len(text) <= _LONGEST:
        return unicodedata.normalize(form, text)
    # A character of ASCII is composed with none before it, so a piece can begin there.
    return "".join(unicodedata.normalize(form, piece) for piece in _PIECE.findall(text))


def is_formless(character: str) -> bool:
    r"""
    Return whether *character* is no blank and still shows nothing: it controls or joins others.

    >>> is_formless("\x1b"), is_formless("\u200b"), is_formless("\n"), is_formless("a")
    (True, True, False, False)
    """
    return unicodedata.category(character) in ("Cc", "Cf") and not character.isspace()


_EMOJI = re.compile(
    "(?:[0-9#*]\ufe0f?\u20e3|"
    "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff][\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]*)+"
)
"""Pictures, such as flags and keycaps, with the signs that change and join them."""


def without_emoji(text: str) -> str:
    r"""
    Return *text* without emoji, or as it is if it is nothing else.

    >>> without_emoji("\U0001f6e0\ufe0f Backend"), without_emoji("1\ufe0f\u20e3 Data")
    ('Backend', 'Data')
    """
    if text.isascii() or not _EMOJI.search(text):
        return text
    return " ".join(_EMOJI.sub(" ", text).split()) or text


def without_accents(text: str) -> str:
    r"""
    Return *text*, in lower case, without accents and compatibility forms.

    >>> without_accents("S\xe9nior"), without_accents("Ju\u0308nior")
    ('senior', 'junior')
    """
    if text.isascii():
        return text.lower()
    # Folding can produce characters that decompose further.
    text = normalized("NFKD", normalized("NFKD", text).casefold())
    return "".join(each for each in text if not unicodedata.combining(each))
