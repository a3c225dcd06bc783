"""
Brings a title into one form that does not depend on its case and Unicode form.

`fold` returns the text and, for each of its characters, where it was in the title.
"""

from __future__ import annotations

import re
import unicodedata
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
    origins: tuple[int, ...]
    """For each character of *text*, its index in *written*."""
    written: str
    """The title as written, in composed form."""


def fold(title: str) -> Folded:
    r"""
    Return *title* in one form, at most `READ` characters of it.

    Compatibility characters (full width, ligatures) are replaced by common ones, dashes by
    hyphens and blanks by single spaces; invisible characters are removed.

    >>> fold("\uff33\uff52.\u00a0Of\ufb01cer - R&amp;D").text
    'sr. officer - r&d'
    """
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


def _folded(text: str, origins: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
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


def _spaced(text: str, origins: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
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

_WIDE_DASHES = "—―⸺⸻"
_OWN = {
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
    if category in {"Cc", "Cf", "Cs", "Me"} or "\ufe00" <= char <= "\ufe0f":
        return ""
    if category == "Pd":
        return "-"
    # Upper case first, because there the dotless i and similar letters equal the common ones.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).upper().casefold())


_PIECES = _Pieces()
