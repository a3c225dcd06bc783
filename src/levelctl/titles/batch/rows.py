"""Files of titles → rows: one title per plain line, row of CSV or TSV, or JSON object."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import count
from pathlib import PurePath
from typing import Any

from levelctl.errors import CanonError, LevelctlError
from levelctl.record import Record
from levelctl.tables.lines import Lines
from levelctl.tables.rows import BadRow, Quotes, Row, delimited, json_values, texts

COLUMNS = ("jobtitle", "title")
"""The default columns of titles; case, spaces, hyphens and underscores do not count."""

_SHOWN = 40
"""The most names that a hint lists, and the most characters of each."""

_NOT_A_LETTER = re.compile(r"[\W_]+")


class InputFormat(StrEnum):
    """The format of a file of titles."""

    LINES = "lines"
    CSV = "csv"
    TSV = "tsv"
    NDJSON = "ndjson"


_ENDINGS = {
    ".csv": InputFormat.CSV,
    ".tsv": InputFormat.TSV,
    ".tab": InputFormat.TSV,
    ".ndjson": InputFormat.NDJSON,
    ".jsonl": InputFormat.NDJSON,
    ".txt": InputFormat.LINES,
}

_DELIMITED = ((InputFormat.TSV, "\t"), (InputFormat.CSV, ","), (InputFormat.CSV, ";"))


class TitleRow(Record):
    """A title with the other columns of its row."""

    line: int
    """The line on which the row begins, counted from one."""
    title: str
    columns: dict[str, Any]
    """The other columns, in their order."""


def rows(lines: Lines, form: InputFormat, column: str | None = None) -> Iterator[TitleRow | BadRow]:
    """
    Yield the titles of *lines* in order, and a bad row for each that cannot be read.

    The titles are in *column*; case is ignored. If it is None, they are in the column job title or
    title, or in the only column. A blank line among plain lines is an empty title; in the other
    formats it is skipped.

    Raises LevelctlError if there is no such column, and CanonError if the header of a table
    cannot be read.
    """
    match form:
        case InputFormat.LINES:
            if column is not None:
                raise LevelctlError(
                    "plain lines have no columns",
                    hint="give the format of the file with --input csv, tsv or ndjson",
                )
            return _plain(lines)
        case InputFormat.NDJSON:
            return _objects(lines, column)
    return _table(lines, form, column)


def form_of(name: str, lines: Lines, column: str | None = None) -> InputFormat:
    """
    Return the format of *lines*, by the extension of the file *name* or else by the first line.

    The first line is a header if *column* is not None or if it has one of `COLUMNS`.
    """
    ending = _ENDINGS.get(PurePath(name).suffix.casefold())
    if ending:
        return ending
    first = lines.peek()
    text = (first.text or "").strip() if first else ""
    if text.startswith("{"):
        return InputFormat.NDJSON
    form, delimiter = next((each for each in _DELIMITED if each[1] in text), (InputFormat.CSV, ","))
    cells = {_folded(cell.strip('" ')) for cell in text.split(delimiter)}
    if column is not None or cells & {*COLUMNS}:
        return form
    return InputFormat.LINES


# Plain lines, and objects.


def _plain(lines: Lines) -> Iterator[TitleRow | BadRow]:
    for row in texts(lines):
        yield row if isinstance(row, BadRow) else TitleRow(row.line, row.value.strip(), {})


def _objects(lines: Lines, column: str | None) -> Iterator[TitleRow | BadRow]:
    for row in json_values(lines):
        yield row if isinstance(row, BadRow) else _of_object(row.line, row.value, column)


def _of_object(number: int, value: Any, column: str | None) -> TitleRow | BadRow:
    if isinstance(value, str) and column is None:
        return TitleRow(number, value.strip(), {})
    if not isinstance(value, dict):
        return BadRow(number, "it is not an object")
    place = _title_column(tuple(value), column)
    if place is None:
        return BadRow(number, f"it has no {column!r}" if column else "it has no title")
    name = tuple(value)[place]
    if not isinstance(value[name], str):
        return BadRow(number, f"{name!r} is not text")
    others = {key: each for key, each in value.items() if key != name}
    return TitleRow(number, value[name].strip(), others)


# Tables.


def _table(lines: Lines, form: InputFormat, column: str | None) -> Iterator[TitleRow | BadRow]:
    """Return the rows below the header, which is read immediately."""
    while (first := lines.peek()) and first.text == "":
        next(lines)
    delimiter = _delimiter(first.text or "" if first else "", form)
    rows = delimited(lines, delimiter, Quotes.LENIENT if form is InputFormat.TSV else Quotes.STRICT)
    heading = next(rows, None)
    if heading is None:
        return iter(())
    if isinstance(heading, BadRow):
        message = f"the header on line {heading.line} cannot be read: {heading.reason}"
        raise CanonError(message)
    names = _unique(heading.value)
    place = _title_column(names, column)
    if place is None:
        what = f"there is no column {column!r}" if column else "which column has the titles?"
        raise LevelctlError(what, hint=f"--column NAME, one of: {_listed(names)}")
    return _below(rows, names, place)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name[:_SHOWN] for name in names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN:,} others"


def _delimiter(heading: str, form: InputFormat) -> str:
    """Return the delimiter; spreadsheets in much of Europe write CSV with semicolons."""
    if form is InputFormat.TSV:
        return "\t"
    return ";" if ";" in heading and "," not in heading else ","


def _below(
    rows: Iterable[Row[list[str]] | BadRow], names: tuple[str, ...], place: int
) -> Iterator[TitleRow | BadRow]:
    for row in rows:
        if isinstance(row, BadRow):
            yield row
        elif row.value:
            yield _of_cells(row.line, row.value, names, place)


def _of_cells(line: int, cells: list[str], names: tuple[str, ...], place: int) -> TitleRow | BadRow:
    """Return the title among *cells*; spreadsheets omit empty cells at a row's end, or add some."""
    missing = len(names) - len(cells)
    if any(cells[len(names) :]) or place >= len(cells):
        return BadRow(line, f"it has {len(cells)} cells, but the header has {len(names)}")
    columns = dict(zip(names, [*cells, *[""] * missing], strict=False))
    return TitleRow(line, columns.pop(names[place]).strip(), columns)


def _unique(cells: list[str]) -> tuple[str, ...]:
    """
    Return the *cells* of a header as unique names.

    >>> _unique(["title", "", "title"])
    ('title', 'column 2', 'title 2')
    """
    names: dict[str, None] = {}
    following: dict[str, Iterator[int]] = {}
    """By name, the numbers that were not tried yet: each is tried once, whatever the cells are."""
    for number, cell in enumerate(cells, 1):
        name = own = cell.strip() or f"column {number}"
        while name in names:
            name = f"{own} {next(following.setdefault(own, count(2)))}"
        names[name] = None
    return tuple(names)


def _title_column(names: Sequence[str], column: str | None) -> int | None:
    """Return the index of the column of titles in *names*, or None if it is not clear."""
    if column in names:
        return names.index(column)
    folded = [_folded(name) for name in names]
    wanted = COLUMNS if column is None else (_folded(column),)
    for name in wanted:
        if name in folded:
            return folded.index(name)
    return 0 if column is None and len(names) == 1 else None


def _folded(name: str) -> str:
    return _NOT_A_LETTER.sub("", name.casefold())
