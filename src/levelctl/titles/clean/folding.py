"""
Text of a title in one form, whatever case and Unicode form it is written in.

`fold` gives the text and, of each of its characters, where it stood.
"""

from __future__ import annotations

import re
import unicodedata

from levelctl.record import Record

READ = 300
"""The characters of a title that are read; nobody's has as many."""

_WRITTEN = 4
"""The most characters into which a Unicode form takes one apart."""

_STABLE = 4
"""After this many times nothing in Unicode folds further."""


class Folded(Record):
    """A text in lower case and composed form, with where its characters were."""

    text: str
    origins: tuple[int, ...]
    """Of each character of *text*, the index in *written*."""
    written: str
    """As it was written, composed."""


def fold(title: str) -> Folded:
    r"""
    Return *title* in one form, no more of it than `READ` characters.

    Compatible characters (full width, ligatures) are the common ones, dashes are hyphens,
    blanks are single spaces, and what cannot be seen is gone.

    >>> fold("\uff33\uff52.\u00a0Of\ufb01cer - R&amp;D").text
    'sr. officer - r&d'
    """
    if len(title) > READ:
        title = " ".join(title.split())  # blanks are not what is read of a title
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
        # A base with its marks is one: which of the characters it was, is as good as any near.
        last = len(folded) - 1
        origins = tuple(origins[min(at, last)] for at in range(len(composed)))
    return _spaced(composed, origins)


_BLANKS = re.compile(r"^ +| +$|(?<= ) +|(?<=&)(?:amp;)+")


def _spaced(text: str, origins: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """Return *text* without what is superfluous: blanks at its ends and behind another."""
    if not _BLANKS.search(text):
        return text, origins
    kept = [True] * len(text)
    for found in _BLANKS.finditer(text):
        kept[found.start() : found.end()] = [False] * len(found[0])
    return (
        "".join(each for each, keep in zip(text, kept, strict=True) if keep),
        tuple(each for each, keep in zip(origins, kept, strict=True) if keep),
    )


class _Pieces(dict[str, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, char: str) -> str:
        piece = _piece(char)
        if ord(char) < _KEPT:
            self[char] = piece
        return piece


_KEPT = 0x3000
"""Characters from here on are many, and rare in titles: they are not remembered."""

_WIDE_DASHES = "—―⸺⸻"
_OWN = {
    **dict.fromkeys(_WIDE_DASHES, " - "),
    **dict.fromkeys("‘’‚‛′´`＇ʼ", "'"),  # noqa: RUF001 - they are mended
    **dict.fromkeys('"“”„‟«»″＂', " "),  # noqa: RUF001 - they are mended
    **dict.fromkeys("•‧∙⋅・◦‣●", "·"),
    **dict.fromkeys("−⁃", "-"),  # noqa: RUF001 - they are mended
    **dict.fromkeys("⁄∕", "/"),  # noqa: RUF001 - they are mended
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
    # By way of upper case, in which the dotless i and its like are the same as their kin.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).upper().casefold())


_PIECES = _Pieces()
