"""Reads the rows of one table, CSV or a sheet of Excel, with the place of each cell."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from levelctl.errors import CanonError
from levelctl.tables.delimiters import declared, sniffed
from levelctl.tables.lines import LineReader
from levelctl.tables.opening import open_regular
from levelctl.tables.rows import UNKNOWN, BadRow, Quotes, delimited
from levelctl.text.safe import visible

_ARCHIVE = b"PK\x03\x04"

MOST_ROWS = 100_000
MOST_COLUMNS = 200


class PlacedRow(NamedTuple):
    """A row of a table with the places of its cells."""

    place: str
    """The file and the line, or the file, the sheet and the row."""
    cells: tuple[str, ...]
    sheet: str | None
    number: int

    def at(self, column: int) -> str:
        """Return the place of the cell in *column*, from 0, as people write it."""
        if self.sheet is None:
            return f"{self.place}, column {column + 1}"
        file = self.place.rpartition(", ")[0]
        return f"{file}, {self.sheet}!{letters_of(column + 1)}{self.number}"

    def cell(self, column: int) -> str:
        """Return the text in *column*, from 0; an empty one behind the end of the row."""
        return self.cells[column].strip() if column < len(self.cells) else ""

    def is_unknown(self, column: int) -> bool:
        """Return whether the cell in *column* is a formula whose value is not in the file."""
        return column < len(self.cells) and self.cells[column] is UNKNOWN


def placed_rows(path: Path, headings: Sequence[str]) -> Iterator[PlacedRow]:
    """
    Yield the rows of the table *path* that are not empty.

    Its cells may be separated by anything: the first row should have some of *headings*. Of a
    workbook, the first sheet counts that is not hidden; a formula is never worked out. Raises
    CanonError, with the place, for what cannot be read.
    """
    rows = _of_workbook(path) if _start(path).startswith(_ARCHIVE) else _of_text(path, headings)
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS or len(row.cells) > MOST_COLUMNS:
            raise CanonError(
                f"{row.place}: the table has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns"
            )
        if any(map(str.strip, row.cells)):
            yield row


def _start(path: Path) -> bytes:
    try:
        with open_regular(path) as file:
            return file.read(len(_ARCHIVE))
    except (OSError, ValueError) as error:
        raise CanonError(f"{path} cannot be read: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _of_workbook(path: Path) -> Iterator[PlacedRow]:
    from levelctl.tables.workbook import opened_workbook

    with opened_workbook(path) as book:
        sheet = book.first
        for row in book.rows(sheet):
            place = f"{path}, {visible(sheet)}!{row.line}"
            if isinstance(row, BadRow):
                raise CanonError(f"{place}: {row.reason}")
            yield PlacedRow(place, tuple(row.value), visible(sheet), row.line)


def _of_text(path: Path, headings: Sequence[str]) -> Iterator[PlacedRow]:
    from levelctl.tables.signatures import kind_of

    wanted = {each.casefold() for each in headings}
    with io.BufferedReader(open_regular(path)) as file:
        lines = LineReader(file, "table", "guess")
        other = kind_of(lines.start())
        if other:
            raise CanonError(f"{path} is {other.kind}, not a table", hint=other.hint)
        delimiter = _delimiter(lines, wanted)
        for row in delimited(lines, delimiter, Quotes.STRICT):
            place = f"{path}:{row.line}"
            if isinstance(row, BadRow):
                raise CanonError(f"{place}: {row.reason}", hint="save the table again as CSV")
            yield PlacedRow(place, tuple(row.value), None, row.line)


def _delimiter(lines: LineReader, wanted: set[str]) -> str:
    first = lines.peek()
    said = declared(first.text or "") if first else None
    if said:
        next(lines)
        return said

    def has_headings(cells: Sequence[str]) -> bool:
        return len(wanted & {_heading(each) for each in cells}) > 1

    return sniffed(lines, has_headings) or ","


def _heading(cell: str) -> str:
    return cell.partition(":")[0].strip().casefold()


def letters_of(column: int) -> str:
    """
    Return the letters of *column*, from one, as Excel shows them.

    >>> letters_of(1), letters_of(27)
    ('A', 'AA')
    """
    found = ""
    while column:
        column, digit = divmod(column - 1, 26)
        found = chr(ord("A") + digit) + found
    return found
