"""The records of a comparison: its sides and its rows."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal, get_args

from levelctl.canon.model import Band, Theme
from levelctl.canon.pay_range import Range
from levelctl.record import Record, Result
from levelctl.text.similarity import TextRun


class Section(StrEnum):
    """A section of a comparison, with the name of its field in `Comparison`."""

    PLACEMENT = "placement"
    DISTANCE = "distance"
    LEVEL = "level"
    PAY = "pay"
    GUIDELINE = "guideline"
    RESPONSIBILITIES = "responsibilities"
    SKILLS = "skills"
    LICENSES = "licenses"
    TOOLS = "tools"
    ALIASES = "aliases"


ChangeKind = Literal[
    "kept", "inherited", "escalated", "reduced", "reworded", "new", "dropped", "absent"
]
"""
How an item compares with the first side that has it.

*new*: the first side does not have it; *escalated*, *reduced*, *reworded*: the same item in other
words, or with another proficiency, at a higher, lower or equal rank; *dropped*: the first side
has it, this one does not; *absent*: neither has it. On a cumulative ladder, *inherited*: one of
the two includes the level of the other, which states it.
"""


class Side(Record):
    """One of the compared things."""

    code: str
    """A profile's code, or a level's."""
    title: str
    level: str
    rank: float
    includes: tuple[str, ...] = ()
    """On a cumulative ladder, the lower levels of its focus that it includes."""


class Cell(Record):
    text: str | None
    """None if it is not known."""
    pieces: tuple[TextRun, ...] = ()
    """The text, split where it differs from the first side; empty on the first side."""


class ComparisonRow(Record):
    """One aspect of all sides, in the order of the sides."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def changed(self) -> bool:
        return any(cell.text != self.cells[0].text for cell in self.cells)


class DistanceCell(Record):
    distance: float
    """The distance of the side from the first, from 0 to 1, in whole hundredths."""
    band: Band


class DistanceRow(Record):
    space: str
    """The space, with its edition: *structural@1*."""
    cells: tuple[DistanceCell, ...]

    @property
    def changed(self) -> bool:
        return any(cell.distance for cell in self.cells)


class PayCell(Record):
    pay: Range | None
    difference: float | None
    """The median minus the first side's; None if they cannot be compared."""
    percent: float | None
    """The difference in percent of the first side's median."""


class PayRow(Record):
    cells: tuple[PayCell, ...]

    @property
    def changed(self) -> bool:
        return any(cell.pay != self.cells[0].pay for cell in self.cells)


class ItemCell(Record):
    text: str | None
    """None if this side does not have it."""
    change: ChangeKind | None
    """None for the first side's own items, and if the items of a side are not known."""
    similarity: float | None
    """From 0 to 1, if it is paired with a responsibility in other words or of other proficiency."""
    pieces: tuple[TextRun, ...] = ()
    proficiency: str | None = None
    """How well a person must master a responsibility or skill, if known."""
    generic: bool = False
    """Whether a responsibility is a criterion of a theme that foci share."""
    origin: str | None = None
    """On a cumulative ladder, the level that states it, if this side only includes that level."""


class ItemRow(Record):
    """A responsibility, skill, license or tool that at least one side has."""

    cells: tuple[ItemCell, ...]
    theme: str | None = None
    """The slug of a responsibility's theme."""

    @property
    def changed(self) -> bool:
        return any(cell.change not in (None, "kept", "inherited") for cell in self.cells)


class Comparison(Result):
    """The whole comparison; a section without rows has nothing to compare."""

    SCHEMA = "levelctl.diff/1"
    SECTIONS = tuple(Section)
    UNEXPORTED = ("guideline_heading",)

    kind: Literal["levels", "profiles"]
    sides: tuple[Side, ...]
    sections: tuple[Section, ...]
    """The requested sections that this kind of comparison has, in order."""
    changed: bool = False
    """Whether there are only rows in which a side differs from the first."""
    placement: tuple[ComparisonRow, ...] = ()
    distance: tuple[DistanceRow, ...] = ()
    level: tuple[ComparisonRow, ...] = ()
    pay: tuple[PayRow, ...] = ()
    guideline: tuple[ComparisonRow, ...] = ()
    responsibilities: tuple[ItemRow, ...] = ()
    skills: tuple[ItemRow, ...] = ()
    licenses: tuple[ItemRow, ...] = ()
    tools: tuple[ItemRow, ...] = ()
    aliases: tuple[ItemRow, ...] = ()
    """Only of a profile beside the one below: the other titles that can mean it."""
    guideline_heading: str = ""
    """Empty if the canon has no guidelines."""
    themes: tuple[Theme, ...] = ()
    """The themes of the responsibilities, in display order."""

    @property
    def differs(self) -> bool:
        return any(row.changed for name in self.sections for row in getattr(self, name))


def counts(rows: Iterable[ItemRow], side: int) -> dict[ChangeKind, int]:
    """Return how often each change occurs on *side*, in the order of `ChangeKind`."""
    changes = [row.cells[side].change for row in rows]
    return {change: changes.count(change) for change in get_args(ChangeKind) if change in changes}
