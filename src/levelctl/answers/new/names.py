"""Names that a person gives to what is new: which are fit, and how they are written."""

from __future__ import annotations

import json
import re

from levelctl.canon.codes import slug
from levelctl.errors import LevelctlError
from levelctl.text.safe import visible

LONGEST = 100
"""The most characters of a slug: a path of a canon still fits where systems allow 260."""

_DEVICES = {
    *("aux", "con", "nul", "prn"),
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)),
}
"""The file names, without their endings, that Windows keeps for devices."""

_PLAIN = re.compile(r"[^\W\d_][\w ()/&.,+'-]*")

_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
"""What some reader of YAML takes for something else than text."""


def checked_name(text: str) -> str:
    """
    Return the name *text* with single spaces for its white space.

    Raises LevelctlError if nothing is left, or if a character of it cannot be seen.
    """
    name = " ".join(text.split())
    hidden = next((each for each in name if visible(each) != each), None)
    if hidden:
        raise LevelctlError(
            f"the name {name!r} has the invisible character U+{ord(hidden):04X}",
            hint="leave it out, or type the name anew",
        )
    if not name:
        raise LevelctlError("the name is empty", hint="give it a name")
    return name


def file_name(name: str) -> str:
    """
    Return what a file or folder for *name* is called, without an ending: its slug.

    Raises LevelctlError if the slug is empty, very long, or not to be had on every system.
    """
    name_slug = slug(name)
    if not name_slug:
        raise LevelctlError(
            f"no file name can be made of {name!r}",
            hint="write it with letters of A to Z or digits as well, as in '看護師 Nurse'",
        )
    if len(name_slug) > LONGEST:
        raise LevelctlError(
            f"the name is too long: its file name would have {len(name_slug)} characters",
            hint=f"shorten it to {LONGEST}; what else there is to say goes into the summary",
        )
    if name_slug in _DEVICES:
        raise LevelctlError(
            f"{name_slug!r} cannot be a file name on Windows", hint="add a word to the name"
        )
    return name_slug


def scalar(text: str) -> str:
    """
    Return *text*, a line, as YAML that stands behind a key: plain where it can be, else in quotes.

    >>> scalar("Nursing (Ward)"), scalar("R&D: #1"), scalar("no"), scalar("007")
    ('Nursing (Ward)', '"R&D: #1"', '"no"', '"007"')
    """
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
