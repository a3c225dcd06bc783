"""Names of new things: which are valid, and how to write them in files."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from levelctl.canon.codes import is_device, slug
from levelctl.errors import LevelctlError
from levelctl.text.paths import is_utf_8, joined
from levelctl.text.safe import visible

LONGEST = 100
"""The most characters of a slug, so that paths fit into the 260 characters of Windows."""

_PLAIN = re.compile(r"[^\W\d_][\w ()/&.,+'-]*")

_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
"""Words that some YAML parsers do not read as text."""


def checked_name(text: str) -> str:
    """
    Return the name *text* with its whitespace reduced to single spaces.

    Raises LevelctlError if the name is empty, is not UTF-8 or has an invisible character.
    """
    name = " ".join(joined(text).split())
    if not is_utf_8(name):
        raise LevelctlError(
            f"the name '{visible(name)}' is not UTF-8",
            hint="type the name again; for a canon, give it with --name",
        )
    hidden = next((each for each in name if visible(each) != each), None)
    if hidden:
        raise LevelctlError(
            f"the name {name!r} contains the invisible character U+{ord(hidden):04X}",
            hint="delete the character, or type the name again",
        )
    if not name:
        raise LevelctlError("the name is empty", hint="give it a name")
    return name


def folder_path(folder: str | os.PathLike[str]) -> Path:
    """Return the path of *folder*. Raises LevelctlError if no folder can have that name."""
    try:
        os.fsencode(folder)
    except UnicodeEncodeError as error:
        raise LevelctlError(
            f"no folder can have the name '{visible(os.fspath(folder))}'", hint="give another one"
        ) from error
    return Path(folder)


def file_name(name: str) -> str:
    """
    Return the name of the file or folder for *name*, without extension: its slug.

    Raises LevelctlError if the slug is empty, too long, or not allowed on every system.
    """
    name_slug = slug(name)
    if not name_slug:
        raise LevelctlError(
            f"{name!r} cannot be turned into a file name",
            hint="add letters from A to Z or digits, as in '看護師 Nurse'",
        )
    if len(name_slug) > LONGEST:
        raise LevelctlError(
            f"the name is too long: its file name would have {len(name_slug)} characters",
            hint=f"shorten it to {LONGEST} characters; put the rest into the summary",
        )
    if is_device(name_slug):
        raise LevelctlError(
            f"{name_slug!r} cannot be a file name on Windows", hint="add a word to the name"
        )
    return name_slug


def scalar(text: str) -> str:
    """
    Return *text*, a line, as the YAML value of a key: plain if possible, otherwise in quotes.

    >>> scalar("Nursing (Ward)"), scalar("R&D: #1"), scalar("no"), scalar("007")
    ('Nursing (Ward)', '"R&D: #1"', '"no"', '"007"')
    """
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
