"""What a comparison holds: its sides, and row by row what they have."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal, get_args

from levelctl.canon.model import Band
from levelctl.canon.pay_range import Range
from levelctl.record import Record, Result
from levelctl.text.similarity import TextRun


class Section(StrEnum):
    """A part of a comparison, named as the field of `Comparison` that holds it."""

    PLACEMENT = "placement"
    DISTANCE = "distance"
    LEVEL = "level"
    PAY = "pay"
    GUIDELINE = "guideline"
    RESPONSIBILITIES = "responsibilities"
    SKILLS = "skills"
    TOOLS = "tools"


ChangeKind = Literal["kept", "escalated", "reduced", "reworded", "new", "dropped", "absent"]
"""
What became of a duty or item, seen from the first side that has it.

*new*: that side is not the first one; *escalated*, *reduced*, *reworded*: the same duty in
other words at a higher, lower or equal rank; *absent*: neither here nor on the first side.
"""


class Side(Record):
    """One of the things compared."""

    code: str
    """A profile's code, or a level's."""
    title: str
    level: str
    rank: float


class Cell(Record):
    text: str | None
    """None if the canon does not hold it."""
    pieces: tuple[TextRun, ...] = ()
    """The text cut at what differs from the first side; empty on the first side."""


class ComparisonRow(Record):
    """One thing about every side, in the order of the sides."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def changed(self) -> bool:
        return any(cell.text != self.cells[0].text for cell in self.cells)


class DistanceCell(Record):
    distance: float
    """How far the side stands from the first, from 0 to 1, in whole hundredths."""
    band: Band


class DistanceRow(Record):
    space: str
    """What was measured in, with its edition: *structural@1*."""
    cells: tuple[DistanceCell, ...]

    @property
    def changed(self) -> bool:
        return any(cell.distance for cell in self.cells)


class PayCell(Record):
    pay: Range | None
    difference: int | None
    """The median less the first side's; None where they cannot be compared."""
    percent: float | None
    """The difference in percent of the first side's median."""


class PayRow(Record):
    cells: tuple[PayCell, ...]

    @property
    def changed(self) -> bool:
        return any(cell.pay != self.cells[0].pay for cell in self.cells)


class ItemCell(Record):
    text: str | None
    """None if this side has no such duty or item."""
    change: ChangeKind | None
    """None for the first side's own, and where nothing of its kind is known on a side."""
    similarity: float | None
    """0 to 1, where it was paired with a duty in other words."""
    pieces: tuple[TextRun, ...] = ()


class ItemRow(Record):
    """A duty, skill or tool that at least one side has."""

    cells: tuple[ItemCell, ...]

    @property
    def changed(self) -> bool:
        return any(cell.change not in (None, "kept") for cell in self.cells)


class Comparison(Result):
    """Everything that was compared; a section without rows has nothing to compare."""

    SCHEMA = "levelctl.diff/1"
    SECTIONS = tuple(Section)

    kind: Literal["levels", "profiles"]
    sides: tuple[Side, ...]
    sections: tuple[Section, ...]
    """Those asked for that this kind of comparison has, in order."""
    changed: bool = False
    """Whether only rows are held in which a side differs from the first."""
    placement: tuple[ComparisonRow, ...] = ()
    distance: tuple[DistanceRow, ...] = ()
    level: tuple[ComparisonRow, ...] = ()
    pay: tuple[PayRow, ...] = ()
    guideline: tuple[ComparisonRow, ...] = ()
    responsibilities: tuple[ItemRow, ...] = ()
    skills: tuple[ItemRow, ...] = ()
    tools: tuple[ItemRow, ...] = ()

    @property
    def differs(self) -> bool:
        return any(row.changed for name in self.sections for row in getattr(self, name))


def counts(rows: Iterable[ItemRow], side: int) -> dict[ChangeKind, int]:
    """Return how often each change occurs on *side*, in the order of `Change`."""
    changes = [row.cells[side].change for row in rows]
    return {change: changes.count(change) for change in get_args(ChangeKind) if change in changes}
