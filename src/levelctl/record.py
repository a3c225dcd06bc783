"""
Defines the base class of all records. Only this module uses msgspec.

A record is immutable, has typed fields and is compared by value. The standard library's frozen
data classes would do, but to create one on import takes half a millisecond, five times as long
as a record; docs/speed.md has the figures.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Generic, Self, TypeVar, dataclass_transform, overload

import msgspec

JsonObject = dict[str, Any]
"""A mapping as JSON or YAML holds it."""

R = TypeVar("R", bound="Record")
T = TypeVar("T")


@dataclass_transform(frozen_default=True)
class Record(msgspec.Struct, frozen=True):
    """The base class of records: immutable, equal by value, and hashable if all fields are."""

    KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of a field and its key in exported JSON, if they differ: keys never change."""
    PAIRS: ClassVar[str] = ""
    """The field, if any, that holds pairs of a key and a value. JSON has them as its own keys."""
    UNEXPORTED: ClassVar[tuple[str, ...]] = ()
    """The fields that only layouts need."""
    OPTIONAL: ClassVar[tuple[str, ...]] = ()
    """The fields that JSON leaves out if they are None or empty: few canons have them."""


class Result(Record):
    """The answer to a command, with the names that its export needs."""

    SCHEMA: ClassVar[str] = ""
    """The name and version of its JSON Schema, such as ``levelctl.check/1``."""
    KIND: ClassVar[str] = ""
    """The kind of answer, if several share one schema."""
    SECTIONS: ClassVar[tuple[str, ...]] = ()
    """The fields that the user can choose from; its field *sections* has the chosen ones."""


class cached_property(Generic[T]):  # noqa: N801 - as functools calls it
    """
    A property that is worked out once for each instance; two threads may both do so.

    Before Python 3.12, that of functools has a lock, one for all instances. If one thread forks
    the process while another holds the lock, nothing ever releases it in the new process.
    """

    def __init__(self, function: Callable[[Any], T]) -> None:
        self.function = function
        self.__doc__ = function.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> Self | T:
        if instance is None:
            return self
        value = instance.__dict__[self.function.__name__] = self.function(instance)
        return value


def replace(record: R, **changes: Any) -> R:
    """Return *record* with *changes* to its fields."""
    return msgspec.structs.replace(record, **changes)


def fields(record: type[Record] | Record) -> tuple[str, ...]:
    """Return the names of the fields of *record*, in order."""
    return record.__struct_fields__


def encode(value: Any) -> bytes:
    """Return *value*, which consists of records and plain values, as JSON."""
    return msgspec.json.encode(value)


def decode(data: bytes, kind: type[T]) -> T:
    """Return the JSON in *data* as a value of type *kind*. Raises ValueError if it is not one."""
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.DecodeError as error:  # not a ValueError in every release of msgspec
        raise ValueError(str(error)) from error
