"""
What every record is made of; alone knows msgspec.

A record is a frozen structure with typed fields, compared by value. The standard library's
frozen data classes would do, but each costs half a millisecond to create when its module is
imported, five times a record's; docs/speed.md has the figures.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar, dataclass_transform

import msgspec

JsonObject = dict[str, Any]
"""A mapping as JSON or YAML holds it."""

R = TypeVar("R", bound="Record")
T = TypeVar("T")


@dataclass_transform(frozen_default=True)
class Record(msgspec.Struct, frozen=True):
    """The base of all records: immutable, hashable where its fields are, equal by value."""

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Fields whose key in exported JSON is another: a field can be renamed, a key never is."""


class Result(Record):
    """A record that answers a command, and says how it is exported."""

    SCHEMA: ClassVar[str] = ""
    """The name and version of its JSON."""
    KIND: ClassVar[str] = ""
    """Which of the kinds that share the schema it is, if there are several."""
    SECTIONS: ClassVar[tuple[str, ...]] = ()
    """The fields that a reader may choose from; the field *sections* says which were chosen."""


def replace(record: R, **changes: Any) -> R:
    """Return *record* with *changes* to its fields."""
    return msgspec.structs.replace(record, **changes)


def fields(record: type[Record] | Record) -> tuple[str, ...]:
    """Return the names of the fields of *record*, in order."""
    return record.__struct_fields__


def encode(value: Any) -> bytes:
    """Return *value*, of records and plain values, as JSON."""
    return msgspec.json.encode(value)


def decode(data: bytes, kind: type[T]) -> T:
    """Return the *kind* of value that *data* holds as JSON. Raises ValueError if it does not."""
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError as error:  # no ValueError in every release
        raise ValueError(str(error)) from error
