"""The records of a rubric: its tables, with a row for each level."""

from __future__ import annotations

from typing import Literal

from levelctl.canon.model import Responsibility
from levelctl.record import Record, Result

TableName = Literal["attributes", "guidelines", "skills", "licenses", "responsibilities", "themes"]

NOT_NEEDED = "not needed"
"""The text of a cell whose skill or license the level does not need."""


class RubricRow(Record):
    level: str
    name: str
    """The level's name on the ladder."""
    cells: tuple[tuple[str, ...], ...]
    """One cell per dimension, with its texts; an empty cell is not known."""
    details: tuple[tuple[Responsibility, ...], ...] = ()
    """If the texts are responsibilities, all that is known of them, cell by cell."""


class RubricTable(Record):
    UNEXPORTED = ("heading",)

    name: TableName
    dimensions: tuple[str, ...]
    """The headings of the cells."""
    rows: tuple[RubricRow, ...]
    heading: str = ""


class Rubric(Result):
    SCHEMA = "levelctl.rubric/1"

    code: str | None
    """The focus, as FUNCTION.FOCUS; None for the ladder's own rubric."""
    title: str
    tables: tuple[RubricTable, ...]
    transposed: bool = False
    """Whether to show the levels side by side instead of the dimensions."""
    cumulative: bool = False
    """Whether each level includes the responsibilities of those below it on its track."""
