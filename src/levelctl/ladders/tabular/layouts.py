"""How a table of a ladder is laid out: its heading, and the roles of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from levelctl.errors import LevelctlError
from levelctl.ladders.records import Origin
from levelctl.record import Record
from levelctl.text.safe import visible


class Orientation(StrEnum):
    LONG = "long"
    ACROSS = "levels-across"
    DOWN = "levels-down"


class Layout(Record):
    """How a table is laid out."""

    orientation: Orientation
    header: int
    """The index of the row with the heading."""
    roles: tuple[str, ...]
    """By column: its role, of `headings.ROLES`, or nothing."""
    doubts: tuple[str, ...] = ()
    """What was guessed and is not sure, in sentences."""

    def columns(self, role: str) -> list[int]:
        """Return the indexes of the columns with *role*."""
        return [at for at, each in enumerate(self.roles) if each == role]


class NoLayoutError(LevelctlError):
    """A table has no column or row that names levels."""


def shown_headings(row: Sequence[Origin]) -> str:
    texts = [visible(" ".join(cell.text.split()))[:_SHOWN] for cell in row if cell.text.strip()]
    return ", ".join(repr(text) for text in texts[:_MOST_SHOWN]) or "empty"


_SHOWN = 40


_MOST_SHOWN = 12
