"""Mends what copying between tools does to a text, and says what it mended."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from levelctl.ladders.records import Origin, Quote

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

_SEPARATORS = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
"""Characters that some tools have as line ends; they become a space."""


def quote(origin: Origin, text: str | None = None) -> Quote:
    r"""
    Return *text*, or all of *origin*, as a text for the canon: mended, with its space folded.

    >>> quote(Origin("x.yaml:1:1", "R&amp;D\u200b\n team")).text
    'R&D team'
    """
    source = origin.text if text is None else text
    mended, changes = mend(source)
    return Quote(mended, (origin,), "; ".join(changes))


def mend(text: str) -> tuple[str, tuple[str, ...]]:
    r"""
    Return *text* with folded space and without entities and invisible characters, and what changed.

    >>> mend("Fast &amp; safe\u200b")
    ('Fast & safe', ('&amp; became &', 'deleted the invisible character U+200B'))
    """
    changes: list[str] = []
    if "&" in text:
        text = _ENTITY.sub(lambda match: _character(match[0], changes), text)
    if not text.isascii() or not text.isprintable():
        changes += _told(text)
        text = _INVISIBLE.sub(lambda match: " " if match[0] in _SEPARATORS else "", text)
    return " ".join(text.split()), tuple(dict.fromkeys(changes))


def _character(entity: str, changes: list[str]) -> str:
    """Return what *entity* stands for; itself if it is none, such as the *&T;* of *AT&T;*."""
    character = html.unescape(entity)
    if character == entity or (character.endswith(";") and entity.startswith(character[:-1])):
        return entity
    changes.append(f"{entity} became {character if character.isprintable() else 'a space'}")
    return character if character.isprintable() or _INVISIBLE.match(character) else " "


def _told(text: str) -> Iterator[str]:
    for character in dict.fromkeys(_INVISIBLE.findall(text)):
        what = "made a space of" if character in _SEPARATORS else "deleted"
        yield f"{what} the invisible character U+{ord(character):04X}"
