r"""
Paths as text that JSON and SQLite can hold, and the paths that such texts stand for.

To most systems a name is bytes, and not every name is UTF-8. Python then decodes a name in its own
way, with lone surrogates that no JSON or SQLite can hold, and in a way that depends on the locale.
So levelctl knows a file below a canon by the *text* of its path: the path in UTF-8, with
``\xNN`` for each byte that is not UTF-8 and ``\\`` for a backslash. Every path has one text, in
every locale, and two paths never have the same. `path_text` is used where a folder is read or a
path is given; `path_of_text` where a file is opened or its path is shown.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import PurePath

UTF_8 = sys.getfilesystemencoding() == "utf-8"
"""Whether Python decodes names as UTF-8, as it does everywhere but in a few locales."""

# Compiled when the first odd path is found: most canons have none, and every command starts here.
_SPECIAL = "[\\\\\ud800-\udfff]"
_SURROGATE = "[\ud800-\udfff]"
_ESCAPE = r"\\(?:\\|x([0-9a-f]{2})|u([0-9a-f]{4}))"

_FIRST_BYTE = 0xDC00
"""What Python adds to a byte that it cannot decode."""


def path_text(path: str) -> str:
    r"""
    Return the text of *path*, which Python decoded.

    >>> path_text("functions/nursing/nurse.yaml"), path_text("caf\udce9.yaml"), path_text("a\\b")
    ('functions/nursing/nurse.yaml', 'caf\\xe9.yaml', 'a\\\\b')
    """
    if is_plain(path):
        return path
    return re.sub(_SPECIAL, _escaped, as_utf_8(path))


def path_of_text(text: str) -> str:
    r"""
    Return the path whose text is *text*, as this system knows it.

    >>> path_of_text("caf\\xe9.yaml") == "caf\udce9.yaml"
    True
    """
    if is_plain(text):
        return text
    path = re.sub(_ESCAPE, _unescaped, text)
    if UTF_8:
        return path
    try:
        return os.fsdecode(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:  # half of a surrogate pair, which is no byte
        return path


def with_slashes(path: PurePath) -> str:
    r"""
    Return *path* as findings name it: with slashes, on Windows too, as in URIs and diffs.

    >>> from pathlib import PureWindowsPath
    >>> with_slashes(PureWindowsPath(r"C:\jobs\canon.yaml"))
    'C:/jobs/canon.yaml'
    """
    return path.as_posix()


def is_plain(path: str) -> bool:
    """Return whether *path* is the same as its text. This is fast for paths in ASCII."""
    return path.isascii() and "\\" not in path


def joined(text: str) -> str:
    """
    Return *text* with characters in place of the bytes that a locale without UTF-8 left apart.

    In such a locale, an argument and a path can be text with lone surrogates in place of letters.
    """
    return text if UTF_8 or not re.search(_SURROGATE, text) else as_utf_8(text)


def is_utf_8(text: str) -> bool:
    """Return whether *text*, which is `joined`, has no byte that is not UTF-8."""
    return not re.search(_SURROGATE, text)


def as_utf_8(path: str) -> str:
    """Return *path* as Python decodes it where names are UTF-8, whatever the locale is."""
    if UTF_8 or path.isascii():
        return path
    try:
        return os.fsencode(path).decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # it was not decoded by this system
        return path


def _escaped(match: re.Match[str]) -> str:
    number = ord(match[0])
    if match[0] == "\\":
        return r"\\"
    byte = number - _FIRST_BYTE
    return f"\\x{byte:02x}" if 0x80 <= byte <= 0xFF else f"\\u{number:04x}"  # noqa: PLR2004


def _unescaped(match: re.Match[str]) -> str:
    byte, number = match.groups()
    if byte:
        return chr(_FIRST_BYTE + int(byte, 16))
    return chr(int(number, 16)) if number else "\\"
