"""Guesses the encoding of a text from its bytes, for those who ask for it."""

from __future__ import annotations

import re
import unicodedata

CANDIDATES = (
    "cp1252",
    "mac-roman",
    "cp850",
    "cp1250",
    "cp1251",
    "shift_jis",
    "gb18030",
    "euc_kr",
    "big5",
)
"""The encodings other than Unicode, those first that win if nothing tells them apart."""

WIDE = 4
"""The most bytes of a character in UTF-16 or UTF-32 whose zeros are counted."""

ZEROS = 0.3
"""The share of zeros among the bytes of a text in UTF-16, if most of its letters are Latin."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

_RARE = ("C", "S", "P", "N")
"""Categories of characters that rarely are inside a word: controls, symbols, marks, figures."""


def guessed(sample: bytes) -> str:
    """
    Return the encoding that *sample*, the first bytes of a text, is most likely in.

    >>> guessed("naïve Öl".encode("cp1252")), guessed("Öl".encode("utf-16-le"))
    ('cp1252', 'utf-16-le')
    >>> guessed("инженер данных".encode("cp1251")), guessed("Öl".encode())
    ('cp1251', 'utf-8')
    """
    wide = wide_encoding(sample)
    if wide:
        return wide
    if _decodes(sample, "utf-8"):
        return "utf-8"
    possible = [each for each in CANDIDATES if _decodes(sample, each)]
    return max(possible, key=lambda each: _likeness(sample, each), default=CANDIDATES[0])


def wide_encoding(sample: bytes) -> str | None:
    """Return the encoding of *sample* if it is in UTF-16 without a mark, by its many zeros."""
    if sample.count(0) < ZEROS * len(sample):
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even and odd and min(even, odd) > ZEROS * max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def wide_order(data: bytes, encoding: str) -> str:
    r"""
    Return the order of the bytes of *data*, in UTF-16 or UTF-32: "le" or "be".

    The high bytes of a character are zeros more often than the low ones.

    >>> wide_order("Öl".encode("utf-16-be"), "utf-16"), wide_order(b"a\0\0\0", "utf-32")
    ('be', 'le')
    """
    width = 4 if encoding == "utf-32" else 2
    return "le" if data[width - 1 :: width].count(0) >= data[::width].count(0) else "be"


def _decodes(sample: bytes, encoding: str) -> bool:
    """Return whether *sample* is in *encoding*; its last character may be cut off."""
    try:
        sample.decode(encoding)
    except UnicodeDecodeError as error:
        return error.end >= len(sample) - WIDE and error.start > 0 and not encoding.startswith("cp")
    return True


def _likeness(sample: bytes, encoding: str) -> float:
    """Return the share of characters that are not ASCII and look like letters of words."""
    text = sample.decode(encoding, "ignore")
    found = [(match.start(), match[0]) for match in _NOT_ASCII.finditer(text)]
    return sum(_fits(text, place, each) for place, each in found) / len(found) if found else 0.0


def _fits(text: str, place: int, character: str) -> float:
    """Return how well *character* continues its word, in case and script, from 0 to 1.2."""
    if unicodedata.category(character)[0] in _RARE:
        return 0.0
    script = _script(character)
    if script in _EAST_ASIAN:
        return _EAST_ASIAN[script] if script != "CJK" or _is_common(character) else 0.3
    before = text[place - 1 : place]
    after = text[place + 1 : place + 2]
    if before.islower() and character.isupper():
        return 0.0
    beside = [each for each in (before, after) if each.isalpha()]
    if script == "LATIN" and len(beside) > 1 and not any(map(str.isascii, beside)):
        return 0.0  # words of other scripts, read as accents
    return 1.0 if all(_script(each) == script for each in beside) else 0.2


_EAST_ASIAN = {"HIRAGANA": 1.2, "KATAKANA": 1.2, "HANGUL": 1.2, "CJK": 1.0, "HALFWIDTH": 0.3}
"""How likely a text has characters of these scripts: a wrong guess makes rare ideographs."""


def _is_common(ideograph: str) -> bool:
    try:
        ideograph.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]
