"""
Checks the values that a caller of the library gives, and takes from them what they say.

Each function returns a value of exactly its type: the methods of another kind of text or number
may do anything. It raises TypeError, with the *name* of what is wrong, for all other types.
"""

# A class can be said to be another's instance by its own __class__; the real type is decisive.

from __future__ import annotations

import sys

from levelctl.errors import LevelctlError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_LARGEST = int(sys.float_info.max)


def wrong_type(name: str, value: object, wanted: str) -> TypeError:
    return TypeError(f"{name} must be {wanted}, not {type(value).__name__}")


def text(name: str, value: Any) -> str:
    """
    Return *value*, which is a str, as it is spelled.

    >>> from enum import Enum
    >>> text("code", Enum("Code", {"PM": "pm"}, type=str).PM)
    'pm'
    """
    if type(value) is str:
        return value
    if not issubclass(type(value), str):
        raise wrong_type(name, value, "str")
    return str.__str__(value)


def data(name: str, value: Any) -> bytes:
    if not issubclass(type(value), bytes):
        raise wrong_type(name, value, "bytes")
    return bytes.__getitem__(value, slice(None))


def truth(name: str, value: Any) -> bool:
    """Return *value*: only True and False, as the words 'no' and '0' are true."""
    if type(value) is not bool:
        raise wrong_type(name, value, "bool")
    return value


def whole(name: str, value: Any) -> int:
    """Return *value*, which is an int. Raises LevelctlError if it is out of all proportion."""
    if not issubclass(type(value), int) or type(value) is bool:
        raise wrong_type(name, value, "int")
    return _small(name, int.__int__(value))


def number(name: str, value: Any, wanted: str = "int or float") -> int | float:
    """Return *value*, an int or float. Raises LevelctlError if no float could hold it."""
    if issubclass(type(value), float):
        return float.__float__(value)
    if not issubclass(type(value), int) or type(value) is bool:
        raise wrong_type(name, value, wanted)
    return _small(name, int.__int__(value))


def _small(name: str, value: int) -> int:
    if not -_LARGEST <= value <= _LARGEST:
        raise LevelctlError(f"{name} is too large", hint="give a number of fewer digits")
    return value


def positive(name: str, value: Any) -> int:
    """Return *value*, which is an int. Raises LevelctlError if it is below 1."""
    count = whole(name, value)
    if count < 1:
        raise LevelctlError(f"{name} is {count}", hint="give 1 or more")
    return count


def probability(name: str, value: Any) -> float:
    """Return *value*, a number. Raises LevelctlError if it is not above 0 and below 1."""
    p = float(number(name, value))
    if not 0 < p < 1:
        raise LevelctlError(
            f"{name} {p:g} is not above 0 and below 1", hint="give 0.98, for example"
        )
    return p


def iterable(name: str, value: Any, wanted: str = "an iterable of str") -> Iterable[Any]:
    """Return *value*, which can be iterated, and is no text or bytes: those have only letters."""
    if issubclass(type(value), str | bytes) or not hasattr(type(value), "__iter__"):
        raise wrong_type(name, value, wanted)
    items: Iterable[Any] = value
    return items
