"""
A whole canon, read piece by piece from its compiled rows.

A row is a piece of JSON under a key; `levelctl.canon.linking` makes them and `levelctl.cache.store`
keeps them. What is asked for is read, and nothing else: a page of one profile takes a
handful of rows, however large the canon is.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from levelctl.canon import decoding
from levelctl.canon.model import (
    CanonSettings,
    Classification,
    Family,
    Focus,
    FocusSummary,
    Function,
    Ladder,
    Pay,
)
from levelctl.diagnostics import Diagnostic
from levelctl.record import Record, decode

T = TypeVar("T")

RECENT = 8
"""How many foci, and functions, are remembered; a comparison has at most half of that."""


class StoredRows(Protocol):
    """Rows by key: a store, or a mapping in memory."""

    def get(self, key: str, /) -> bytes | None:
        """Return the row at *key*, or None if there is none."""


class CanonRows(StoredRows, Protocol):
    """Where the rows of a compiled canon are."""

    def require(self, key: str) -> bytes:
        """Return the row at *key*, which another row says is there."""


class Reference(Record):
    """What a code or name leads to: a family's slug, a function's code, or FUNCTION.FOCUS."""

    kind: Literal["family", "function", "focus"]
    code: str
    level: str | None = None
    """The one level of the focus that an alias means."""
    by_code: bool = False


class ProfilePay(Record):
    """The pay of a profile, without its file."""

    code: str
    """FUNCTION.FOCUS.LEVEL."""
    title: str
    pay: Pay


class FocusCode(Record):
    """The place of a focus in a scheme, without its file."""

    code: str
    """FUNCTION.FOCUS."""
    title: str
    place: Classification


def key(kind: str, name: str = "") -> str:
    """
    Return the key of a row.

    >>> key("focus", "TECHNI2.TECHNICAF44E"), key("outline")
    ('focus:TECHNI2.TECHNICAF44E', 'outline:')
    """
    return f"{kind}:{name}"


class Canon:
    """A canon as far as it could be read; what a fault touches is not in it."""

    def __init__(self, root: Path, rows: CanonRows) -> None:
        self.root = root
        self._rows = rows
        # One answer asks for the same few again and again; a walk over all keeps no more.
        self._function = lru_cache(maxsize=RECENT)(self._read_function)
        self._focus = lru_cache(maxsize=RECENT)(self._read_focus)

    @cached_property
    def settings(self) -> CanonSettings:
        return decoding.settings(self._value("canon.yaml"))

    @cached_property
    def ladder(self) -> Ladder:
        return decoding.ladder(self._value("ladder.yaml"))

    @cached_property
    def families(self) -> tuple[Family, ...]:
        return decoding.families(self._value("families.yaml"))

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every fault met, in the order of the files."""
        found = self._require(key("diagnostics"), tuple[Diagnostic, ...])
        return tuple(each.under(self.root) for each in found)

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        return self._require(key("outline"), tuple[Function, ...])

    @property
    def foci(self) -> tuple[Focus, ...]:
        """Every focus, all of them read."""
        return tuple(
            self.focus(card.function, card.code)
            for function in self.functions
            for card in function.foci
        )

    def family(self, slug: str) -> Family:
        return next(family for family in self.families if family.slug == slug)

    def function(self, code: str) -> Function:
        return self._function(code)

    def focus_summaries(self, family: str) -> tuple[FocusSummary, ...]:
        """Return the foci of *family*, a slug, in the order of their functions."""
        return self._require(key("family", family), tuple[FocusSummary, ...])

    def focus(self, function: str, code: str) -> Focus:
        return self._focus(function, code)

    def _read_function(self, code: str) -> Function:
        return self._require(key("function", code), Function)

    def _read_focus(self, function: str, code: str) -> Focus:
        path = self._require(key("focus", f"{function}.{code}"), str)
        return decoding.focus(self._value(path), function, self.ladder.levels)

    @cached_property
    def profile_pays(self) -> tuple[ProfilePay, ...]:
        """Every profile whose pay is known, in the order of `functions` and the ladder."""
        return self._require(key("paid"), tuple[ProfilePay, ...])

    @cached_property
    def focus_codes(self) -> tuple[FocusCode, ...]:
        """Every place of a focus in a scheme, in the order of `functions`."""
        return self._require(key("placed"), tuple[FocusCode, ...])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every code, name and alias but those of levels, as they are spelled."""
        return self._require(key("names"), tuple[str, ...])

    def references(self, text: str) -> tuple[Reference, ...]:
        """Return what bears *text*, in any case, as its code, name or alias."""
        row = self._rows.get(key("name", text.casefold()))
        return decode(row, tuple[Reference, ...]) if row is not None else ()

    def rebuild_lost_name(self, text: str) -> bool:
        """Make the rows anew if *text* is a name that has lost its row, and tell whether it had."""
        name = key("name", text.casefold())
        known = any(each.casefold() == text.casefold() for each in self.names)
        lost = known and self._rows.get(name) is None
        if lost:
            self._rows.require(name)
        return lost

    def row(self, name: str) -> bytes | None:
        """Return the row *name* as it is kept, or None if there is none."""
        return self._rows.get(name)

    def value_of(self, path: str) -> dict[str, Any] | None:
        """Return what the file *path* says, or None if the canon has no sound file of that name."""
        row = self._rows.get(key("value", path))
        return decode(row, dict[str, Any]) if row is not None else None

    def _value(self, path: str) -> dict[str, Any]:
        return self._require(key("value", path), dict[str, Any])

    def _require(self, name: str, kind: type[T]) -> T:
        return decode(self._rows.require(name), kind)
