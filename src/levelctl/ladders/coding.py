"""Turns the identifiers of a source into the codes and slugs of a canon, each unlike the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from levelctl.canon.codes import slug
from levelctl.text.normal import without_accents

LEVEL_LENGTH = 24
TRACK_LENGTH = 16
SLUG_LENGTH = 60

_LEVEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,22}[A-Za-z0-9])?")
_TRACK = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,15}")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DEVICE = re.compile(r"(?i)(?:con|nul|prn|aux|com[0-9]|lpt[0-9])(?:\..*)?")
"""Names that Windows reserves."""


def level_codes(identifiers: Iterable[str]) -> dict[str, str]:
    """
    Return the code of each level: its identifier if it can be one, else made of its words.

    >>> level_codes(["IC3", "Engineer 2 (IC)", "主任", "ic3"])
    {'IC3': 'IC3', 'Engineer 2 (IC)': 'engineer-2-ic', '主任': 'level-3', 'ic3': 'ic3-2'}
    >>> level_codes(["L1", "L1+", "B-", "C#"])
    {'L1': 'L1', 'L1+': 'L1-plus', 'B-': 'B-minus', 'C#': 'C-sharp'}
    >>> level_codes(["con", "con.x", "con-x"])
    {'con': 'con-2', 'con.x': 'con-x', 'con-x': 'con-x-2'}
    """

    def made(identifier: str, number: int) -> str:
        code = _spelled(identifier)
        valid = _LEVEL.fullmatch(code) and ".." not in code
        return (
            code if valid else _cut(slug(without_accents(code)), LEVEL_LENGTH) or f"level-{number}"
        )

    return _unlike(identifiers, made, LEVEL_LENGTH)


def _spelled(identifier: str) -> str:
    """Return *identifier* with the signs at its end as words, as they tell it from others."""
    match = re.fullmatch(r"(?P<word>.*[A-Za-z0-9])(?P<signs>[-+#]{1,3})", identifier)
    if match is None:
        return identifier
    return match["word"] + "".join(f"-{_SIGNS[sign]}" for sign in match["signs"])


_SIGNS = {"+": "plus", "-": "minus", "#": "sharp"}


def track_codes(identifiers: Iterable[str]) -> dict[str, str]:
    """
    Return the code of each track: its identifier if it can be one, else the initials of its words.

    >>> track_codes(["ic", "people manager", "管理"])
    {'ic': 'ic', 'people manager': 'PM', '管理': 'track-3'}
    """

    def made(identifier: str, number: int) -> str:
        if _TRACK.fullmatch(identifier):
            return identifier
        initials = "".join(
            word[0] for word in slug(without_accents(identifier)).split("-") if word
        ).upper()
        return initials if _TRACK.fullmatch(initials) else f"track-{number}"

    return _unlike(identifiers, made, TRACK_LENGTH)


def slugs(identifiers: Iterable[str], otherwise: str) -> dict[str, str]:
    """
    Return the slug of each identifier; *otherwise* and a number for one without letters or digits.

    >>> slugs(["comms", "Comms & Feedback", "💬"], "theme")
    {'comms': 'comms', 'Comms & Feedback': 'comms-feedback', '💬': 'theme-3'}
    """

    def made(identifier: str, number: int) -> str:
        valid = _SLUG.fullmatch(identifier) and len(identifier) <= SLUG_LENGTH
        return (
            identifier
            if valid
            else _cut(slug(without_accents(identifier)), SLUG_LENGTH) or f"{otherwise}-{number}"
        )

    return _unlike(identifiers, made, SLUG_LENGTH)


def _unlike(
    identifiers: Iterable[str], made: Callable[[str, int], str], longest: int
) -> dict[str, str]:
    """Return what is *made* of each identifier, with a number if others have it, in any case."""
    codes: dict[str, str] = {}
    taken: set[str] = set()
    for number, identifier in enumerate(dict.fromkeys(identifiers), 1):
        code = made(identifier, number)
        # A number after the ending of a device does not change which device it is.
        first = code = code.replace(".", "-") if is_device(code) else code
        again = 1
        while code.casefold() in taken or is_device(code):
            again += 1
            code = f"{first[: longest - len(str(again)) - 1].rstrip('-._')}-{again}"
        taken.add(code.casefold())
        codes[identifier] = code
    return codes


def is_device(name: str) -> bool:
    """Report whether *name* is one that Windows reserves, with any extension."""
    return _DEVICE.fullmatch(name) is not None


def _cut(text: str, longest: int) -> str:
    """Return *text*, words with hyphens, cut at the last whole word that fits."""
    if len(text) <= longest:
        return text
    return text[: longest + 1].rpartition("-")[0] or text[:longest]


def dimension_key(text: str) -> str:
    """
    Return the key of a dimension for *text*, which is a key or a heading.

    >>> dimension_key("impactScope"), dimension_key("Decision rights"), dimension_key("2nd")
    ('impact_scope', 'decision_rights', 'dimension_2nd')
    """
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text)
    key = _cut(slug(without_accents(parted)), SLUG_LENGTH).replace("-", "_") or "dimension"
    if key in _FIXED or not key[0].isalpha():
        return f"dimension_{key}"
    return key


_FIXED = frozenset(
    "track name rank years summary hide is reviewed status version region confidence pay "
    "responsibilities guideline review sources".split()
)
"""Keys that have a meaning of their own, so that no dimension has them."""
