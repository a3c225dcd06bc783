"""Files of titles → rows: plain lines, CSV, TSV and a JSON object a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import count
from pathlib import PurePath
from typing import Any

from levelctl.errors import CanonError, LevelctlError
from levelctl.record import Record, decode
from levelctl.titles.batch.lines import LONGEST, Line, LineReader

COLUMNS = ("jobtitle", "title")
"""The columns that hold the titles if none is named, in any case and with any hyphens."""

DEEPEST = 32
"""The levels of nesting of a JSON object that is read."""

_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_NOT_A_LETTER = re.compile(r"[\W_]+")


class Form(StrEnum):
    """How a file of titles is written."""

    LINES = "lines"
    CSV = "csv"
    TSV = "tsv"
    NDJSON = "ndjson"


_ENDINGS = {
    ".csv": Form.CSV,
    ".tsv": Form.TSV,
    ".tab": Form.TSV,
    ".ndjson": Form.NDJSON,
    ".jsonl": Form.NDJSON,
    ".txt": Form.LINES,
}

_DELIMITED = ((Form.TSV, "\t"), (Form.CSV, ","), (Form.CSV, ";"))


class TitleRow(Record):
    """A title, and what stands beside it."""

    line: int
    """Where it begins, counted from one."""
    title: str
    columns: dict[str, Any]
    """The other columns, in their order."""


class BadRow(Record):
    """A row that cannot be read, and why."""

    line: int
    reason: str


class _Unreadable(Exception):  # noqa: N818 - it never leaves this module
    """A line or record cannot be read; its words say why."""


def rows(lines: LineReader, form: Form, column: str | None = None) -> Iterator[TitleRow | BadRow]:
    """
    Yield the titles of *lines* in order, and what cannot be read of them.

    In *column*, in any case, are the titles; without it they are in the only one, or in one that
    is called title or job title. A blank line of plain lines is a title without words; of the
    other forms it is no row. Raises LevelctlError if there is no such column, CanonError if the
    heading of a table cannot be read.
    """
    match form:
        case Form.LINES:
            if column is not None:
                raise LevelctlError(
                    "plain lines have no columns",
                    hint="--input csv, tsv or ndjson says how the titles are written",
                )
            return _plain(lines)
        case Form.NDJSON:
            return _objects(lines, column)
    return _table(lines, form, column)


def form_of(name: str, lines: LineReader, column: str | None = None) -> Form:
    """
    Return how *lines* are written, by the ending of the file's *name*, else by the first of them.

    A first line is the heading of a table if a *column* is asked for, or it has a usual one.
    """
    ending = _ENDINGS.get(PurePath(name).suffix.casefold())
    if ending:
        return ending
    first = lines.peek()
    text = (first.data or b"").decode(errors="replace").strip() if first else ""
    if text.startswith("{"):
        return Form.NDJSON
    form, delimiter = next((each for each in _DELIMITED if each[1] in text), (Form.CSV, ","))
    cells = {_folded(cell.strip('" ')) for cell in text.split(delimiter)}
    if column is not None or cells & {*COLUMNS}:
        return form
    return Form.LINES


# Plain lines, and objects.


def _plain(lines: LineReader) -> Iterator[TitleRow | BadRow]:
    for line in lines:
        try:
            yield TitleRow(line.number, _text(line).strip(), {})
        except _Unreadable as error:
            yield BadRow(line.number, str(error))


def _objects(lines: LineReader, column: str | None) -> Iterator[TitleRow | BadRow]:
    for line in lines:
        try:
            text = _text(line)
            if text.strip():
                yield _of_object(line.number, _value(text), column)
        except _Unreadable as error:
            yield BadRow(line.number, str(error))


def _value(text: str) -> Any:
    try:
        value = decode(text.encode(), Any)
    except RecursionError:
        raise _Unreadable("it is nested too deep") from None
    except ValueError as error:
        raise _Unreadable(f"it is not JSON: {error}") from None
    if _too_deep([value]):
        raise _Unreadable("it is nested too deep")
    return value


def _too_deep(values: list[Any]) -> bool:
    for _ in range(DEEPEST):
        values = [inner for each in values for inner in _inside(each)]
    return bool(values)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _of_object(number: int, value: Any, column: str | None) -> TitleRow:
    if isinstance(value, str) and column is None:
        return TitleRow(number, value.strip(), {})
    if not isinstance(value, dict):
        raise _Unreadable("it is no object")
    place = _place(tuple(value), column)
    if place is None:
        raise _Unreadable(f"it has no {column!r}" if column else "it has no title")
    name = tuple(value)[place]
    if not isinstance(value[name], str):
        raise _Unreadable(f"{name!r} is not text")
    others = {key: each for key, each in value.items() if key != name}
    return TitleRow(number, value[name].strip(), others)


# Tables.


def _table(lines: LineReader, form: Form, column: str | None) -> Iterator[TitleRow | BadRow]:
    """Return the rows below the heading, which is read at once."""
    first = next((line for line in lines if line.data != b""), None)
    if first is None:
        return iter(())
    delimiter = _delimiter(first, form)
    try:
        names = _unique(_cells(first, lines, delimiter))
    except _Unreadable as error:
        raise CanonError(f"the heading, line {first.number}, cannot be read: {error}") from None
    place = _place(names, column)
    if place is None:
        what = f"there is no column {column!r}" if column else "which column has the titles?"
        raise LevelctlError(what, hint=f"--column NAME, one of: {', '.join(names)}")
    return _below(lines, names, place, delimiter)


def _delimiter(heading: Line, form: Form) -> str:
    """Return what parts the cells; a spreadsheet in half of Europe writes CSV with semicolons."""
    if form is Form.TSV:
        return "\t"
    data = heading.data or b""
    return ";" if b";" in data and b"," not in data else ","


def _below(
    lines: LineReader, names: tuple[str, ...], place: int, delimiter: str
) -> Iterator[TitleRow | BadRow]:
    for line in lines:
        if line.data == b"":
            continue
        try:
            cells = _even(_cells(line, lines, delimiter), names, place)
        except _Unreadable as error:
            yield BadRow(line.number, str(error))
            continue
        title = cells[place].strip()
        others = {
            name: cell for name, cell in zip(names, cells, strict=True) if name != names[place]
        }
        yield TitleRow(line.number, title, others)


def _cells(first: Line, lines: LineReader, delimiter: str) -> list[str]:
    """
    Return the cells of the record that begins with *first*; it may take more of *lines*.

    A quote that is not closed takes its own line with it and no other. In a table with tabs it
    is a quote: most programs that write one quote nothing.
    """
    text = _lenient(first)
    cells = text.split(delimiter)
    if '"' in text:
        taken: list[Line] = []
        try:
            cells = _quoted(text, lines, taken, delimiter)
        except _Unreadable:
            lines.back(taken)
            if delimiter != "\t":
                raise
    if any(map(_NOT_UTF8.search, cells)):
        raise _Unreadable("it is not UTF-8")
    return cells


def _quoted(text: str, lines: LineReader, taken: list[Line], delimiter: str) -> list[str]:
    import csv  # most lines have no quote

    def feed() -> Iterator[str]:
        yield f"{text}\n"
        size = len(text)
        for line in lines:
            taken.append(line)
            more = _lenient(line)
            size += len(more)
            if size > LONGEST:
                raise _Unreadable(f"it is longer than {LONGEST:,} bytes")
            yield f"{more}\n"

    try:
        return next(csv.reader(feed(), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise _Unreadable(f"its quotes do not match: {error}") from None


def _even(cells: list[str], names: Sequence[str], place: int) -> list[str]:
    """
    Return *cells*, as many as there are *names*.

    Spreadsheets leave out empty cells at the end of a row, or add some.
    """
    missing = len(names) - len(cells)
    if any(cells[len(names) :]) or place >= len(cells):
        raise _Unreadable(f"it has {len(cells)} cells, and the heading {len(names)}")
    return [*cells[: len(names)], *[""] * missing]


def _unique(cells: list[str]) -> tuple[str, ...]:
    """
    Return *cells*, a heading, as names of which no two are the same.

    >>> _unique(["title", "", "title"])
    ('title', 'column 2', 'title 2')
    """
    names: dict[str, None] = {}
    for number, cell in enumerate(cells, 1):
        name = cell.strip() or f"column {number}"
        again = (f"{name} {each}" for each in count(2))
        while name in names:
            name = next(again)
        names[name] = None
    return tuple(names)


def _place(names: Sequence[str], column: str | None) -> int | None:
    """Return which of *names* has the titles."""
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


# Text.


def _text(line: Line) -> str:
    try:
        return _data(line).decode()
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise _Unreadable(f"the byte 0x{byte:02X} is not UTF-8") from None


def _lenient(line: Line) -> str:
    """Return the text of *line* with a mark for each byte that is not UTF-8."""
    return _data(line).decode(errors="surrogateescape")


def _data(line: Line) -> bytes:
    if line.data is None:
        raise _Unreadable(f"it is longer than {LONGEST:,} bytes")
    return line.data
