"""What a company's own pay file says, and what of it is not used."""

from __future__ import annotations

from typing import Literal

from levelctl.canon.model import Pay
from levelctl.record import Record

Role = Literal[
    "code",
    "title",
    "level",
    "place",
    "kind",
    "low",
    "median",
    "high",
    "currency",
    "period",
    "as_of",
    "n",
    "employers",
]
"""What a column holds."""


class FileColumn(Record):
    """A column that is read."""

    role: Role
    heading: str
    """As the file has it."""


class UnusedRow(Record):
    """A row that is not used, and why."""

    line: int
    """Counted from one, as in the file or sheet."""
    reason: str


class PayFileReport(Record):
    """What was read of a pay file, and what was not."""

    UNEXPORTED = ("figures",)

    name: str
    """The name of the file without its folder."""
    columns: tuple[FileColumn, ...]
    figures: tuple[tuple[str, tuple[Pay, ...]], ...]
    """By the code of each profile, its figures in the order of the file."""
    used: int
    """How many rows are used."""
    minimum_n: int
    """The fewest people of a figure that is shown."""
    suppressed: tuple[UnusedRow, ...]
    """The rows with fewer people, of whom nothing is shown."""
    unmatched: tuple[UnusedRow, ...]
    """The rows whose title does not confidently mean a profile."""
    left_out: tuple[UnusedRow, ...]
    """The rows that cannot be used."""
    assumed: tuple[str, ...]
    """What was taken for granted, each as a clause."""
