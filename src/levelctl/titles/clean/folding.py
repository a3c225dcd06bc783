"""
Brings a title into one form that does not depend on its case and Unicode form.

`fold` returns the text and, for each of its characters, where it was in the title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import compress

from levelctl.record import Record

READ = 300
"""The most characters of a title that are read; real titles are shorter."""

_WRITTEN = 4
"""The most characters into which one character is decomposed."""

_STABLE = 4
"""After this many rounds, folding changes no character of Unicode any further."""


class Folded(Record):
    """A text in lower case and composed form, with the origins of its characters."""

    text: str
    origins: Sequence[int]
    """For each character of *text*, its index in *written*."""
    written: str
    """The title as written, in composed form."""


def without_invisible(title: str, knows: Callable[[str], bool]) -> str:
    r"""
    Return *title* without invisible characters, with a blank where one parts two words.

    If *knows* the word that it would join, in lower case, it is one word. Otherwise it is several
    if each of them is known, or if one is and the character is a zero-width space, at which text
    breaks.

    >>> known = {"data", "engineer", "software"}.__contains__
    >>> without_invisible("Data\u200bEngineer, Soft\u200bware, Da\u00adta", known)
    'Data Engineer, Software, Data'
    """

    def parted(match: re.Match[str]) -> str:
        pieces = _INVISIBLE.split(match[0])
        if knows("".join(pieces).casefold()):
            return "".join(pieces)
        known = [len(piece) >= _KNOWN and knows(piece.casefold()) for piece in pieces]
        apart = all(known) or (any(known) and _ZERO_WIDTH_SPACE in match[0])
        return " ".join(pieces) if apart else "".join(pieces)

    if not _INVISIBLE.search(title):
        return title
    return _INVISIBLE.sub("", _PARTED.sub(parted, title))


_KNOWN = 3
"""The letters of the shortest piece of a word that can be a word of its own."""
_ZERO_WIDTH_SPACE = "\u200b"
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_PARTED = re.compile(rf"(?<![^\W_])[^\W_]+(?:{_INVISIBLE.pattern}[^\W_]+)+")


def fold(title: str) -> Folded:
    r"""
    Return *title* in one form, at most `READ` characters of it.

    Compatibility characters (full width, ligatures) are replaced by common ones, dashes by
    hyphens and blanks by single spaces; invisible characters are removed. Letters that only
    look alike stay apart.

    >>> fold("\uff33\uff52.\u00a0Of\ufb01cer - R&amp;D").text
    'sr. officer - r&d'
    """
    if len(title) <= READ and not _FOLDED_FURTHER.search(title):
        return Folded(title.lower(), range(len(title)), title)
    if len(title) > READ:
        title = " ".join(title.split())  # blanks do not count toward the limit
    written = unicodedata.normalize("NFC", title[: READ * _WRITTEN])[:READ]
    text, origins = _folded(written, tuple(range(len(written))))
    for _ in range(_STABLE):
        again, origins = _folded(text, origins)
        if again == text:
            break
        text = again
    return Folded(text, origins, written)


_FOLDED_FURTHER = re.compile(r"[^ !#-_a-~]|^ | $|  |&[Aa][Mm][Pp];")
"""What folding changes besides the case: of most titles, nothing."""


def _folded(text: str, origins: Sequence[int]) -> tuple[str, Sequence[int]]:
    pieces = [_PIECES[each] for each in text]
    folded = "".join(pieces)
    if any(len(piece) != 1 for piece in pieces):
        origins = tuple(
            origin for origin, piece in zip(origins, pieces, strict=True) for _ in piece
        )
    composed = unicodedata.normalize("NFC", folded)
    if len(composed) != len(folded):
        # A letter was composed with its marks: any origin nearby is good enough.
        last = len(folded) - 1
        origins = tuple(origins[min(at, last)] for at in range(len(composed)))
    return _spaced(composed, origins)


_BLANKS = re.compile(r"^ +| +$|(?<= ) +|(?<=&)(?:amp;)+")


def _spaced(text: str, origins: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Return *text* without blanks at its ends and after other blanks."""
    if not _BLANKS.search(text):
        return text, origins
    needed = [True] * len(text)
    for match in _BLANKS.finditer(text):
        needed[match.start() : match.end()] = [False] * len(match[0])
    return "".join(compress(text, needed)), tuple(compress(origins, needed))


class _Pieces(dict[str, str]):
    """What each character is replaced with, cached when it is first used."""

    def __missing__(self, char: str) -> str:
        piece = _piece(char)
        if ord(char) < _CACHED:
            self[char] = piece
        return piece


_CACHED = 0x3000
"""Characters from here on are many, and rare in titles: they are not cached."""

_VARIANTS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""The signs behind a character that select how it looks."""

_WIDE_DASHES = "—―⸺⸻"
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"
_OWN = {
    **dict.fromkeys(_BLANK_LETTERS, " "),
    **dict.fromkeys(_WIDE_DASHES, " - "),
    **dict.fromkeys("‘’‚‛′´`＇ʼ", "'"),  # noqa: RUF001 - they are replaced
    **dict.fromkeys('"“”„‟«»″＂', " "),  # noqa: RUF001 - they are replaced
    **dict.fromkeys("•‧∙⋅・◦‣●", "·"),
    **dict.fromkeys("−⁃", "-"),  # noqa: RUF001 - they are replaced
    **dict.fromkeys("⁄∕", "/"),  # noqa: RUF001 - they are replaced
    "♯": "#",
    "¦": "|",
    "…": " ",
}


def _piece(char: str) -> str:
    if char in _OWN:
        return _OWN[char]
    category = unicodedata.category(char)
    if category in {"Zs", "Zl", "Zp"} or char in "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85":
        return " "
    if category in {"Cc", "Cf", "Cs", "Me"} or char in _VARIANTS:
        return ""
    if category == "Pd":
        return "-"
    # Upper case first, because there the dotless i and similar letters equal the common ones.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).upper().casefold())


_PIECES = _Pieces()
