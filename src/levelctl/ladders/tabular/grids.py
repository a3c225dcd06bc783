"""Reads the tables of a source, from CSV, TSV and workbooks of Excel, as grids of cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from levelctl.errors import LevelctlError
from levelctl.ladders.records import Origin
from levelctl.ladders.said import Said
from levelctl.ladders.sources import BrokenSourceError, LadderSource
from levelctl.record import Record, replace
from levelctl.tables.lines import Lines
from levelctl.tables.rows import UNKNOWN, BadRow, Quotes, Row, letters
from levelctl.text.safe import visible

MOST_ROWS = 50_000
MOST_COLUMNS = 300
MOST_CELLS = 200_000
"""The most rows, columns and cells of a table of a ladder; those of companies have hundreds."""

WORKBOOKS = (".xlsx", ".xlsm")
TEXTS = (".csv", ".tsv", ".tab")

_ARCHIVE = b"PK\x03\x04"

_HINT = "save it as XLSX again, or as CSV"


UNVALUED = "formula without a value"
"""The label of a cell whose text the file does not say."""


class Grid(Record):
    """A table: rows of the same number of cells, some of them empty."""

    name: str
    """What the sheet, the file or the nearest heading is called."""
    place: str
    """The file, the file and sheet, or the line where the table begins."""
    rows: tuple[tuple[Origin, ...], ...]
    merged: tuple[str, ...] = ()
    """The places of merged cells, whose text stands in each cell that they cover."""
    is_separated: bool = False
    """Whether separators part its cells, so that a row can have too many by mistake."""

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def recognizes(source: LadderSource) -> bool:
    """Return whether *source* is a workbook, or a text that looks like a table, or some of them."""
    return bool(source.files) and all(_is_table(source.path(name)) for name in source.files)


def grids(source: LadderSource, sheets: Sequence[str], remarks: list[str]) -> Iterator[Grid]:
    """
    Yield the tables of *source*; of workbooks, those named *sheets*, or all that are not hidden.

    *remarks* receives what is to be known about how they are read. Raises LevelctlError, with the
    place, for a table that cannot be read.
    """
    for name in source.files:
        if _is_workbook(source.path(name)):
            yield from _of_workbook(source, name, sheets, remarks)
        elif sheets:
            raise LevelctlError(
                f"{visible(name)} has no sheets", hint="leave 'sheet' out, or give a workbook"
            )
        else:
            yield _of_text(source, name, remarks)


def squared(name: str, place: str, rows: Iterable[Sequence[Origin]], merged: Sequence[str]) -> Grid:
    """Return the grid of *rows*, without empty columns at the end, each as long as the longest."""
    kept = [list(row) for row in rows]
    width = max((_filled(row) for row in kept), default=0)
    blank = Origin("", "")
    square = (tuple([*row, *[blank] * width][:width]) for row in kept)
    return Grid(name, place, tuple(square), tuple(merged))


_NUMBER = re.compile(r"(?:![A-Z]+|:)(\d+)(?:, column \d+)?$")
"""The number of a row in the place of one of its cells."""


def row_number(row: Sequence[Origin]) -> int:
    """Return the number of *row* in its file or sheet, as places have it; 0 if it is empty."""
    numbers = (_NUMBER.search(cell.place) for cell in row)
    return next((int(match[1]) for match in numbers if match), 0)


def without_rows(grid: Grid, said: Said) -> tuple[Grid, list[Origin]]:
    """Return *grid* with empty rows for those to leave out, and the cells of these."""
    rows, cells = [], []
    for row in grid.rows:
        filled = [cell for cell in row if cell.text.strip()]
        number = row_number(row)
        texts = [cell.text for cell in filled]
        if any(said.ignores(each, number, texts) for each in said.ignored):
            cells += filled
            rows.append((Origin("", ""),) * len(row))
        else:
            rows.append(row)
    return replace(grid, rows=tuple(rows)), cells


def _filled(row: Sequence[Origin]) -> int:
    return max((at for at, cell in enumerate(row, 1) if cell.text.strip()), default=0)


def _is_table(path: Path) -> bool:
    suffix = path.suffix.lower()
    return suffix in TEXTS or _is_workbook(path) or (suffix in {".txt", ""} and _has_tabs(path))


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in WORKBOOKS or start_of(path).startswith(_ARCHIVE)


def _has_tabs(path: Path) -> bool:
    lines = start_of(path).splitlines()[:2]
    return len(lines) > 1 and all(b"\t" in line for line in lines)


def start_of(path: Path) -> bytes:
    """Return the first bytes of the file at *path*; none if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(1_000)
    except OSError:
        return b""


def _of_text(source: LadderSource, name: str, remarks: list[str]) -> Grid:
    from levelctl.tables.delimiters import shown
    from levelctl.tables.lines import LineReader
    from levelctl.tables.opening import open_regular
    from levelctl.tables.rows import delimited

    with io.BufferedReader(open_regular(source.path(name))) as file:
        lines = LineReader(file, "table", "guess")
        refuse_other_kinds(name, lines.start())
        delimiter = _delimiter(name, lines)
        rows = _bounded(name, _rows(source, name, delimited(lines, delimiter, Quotes.STRICT)))
        grid = replace(squared(PurePosixPath(name).stem, name, rows, ()), is_separated=True)
        if lines.encoding != "utf-8":
            remarks.append(f"The encoding of {visible(name)} seems to be {lines.encoding}.")
    remarks.append(f"The cells of {visible(name)} are separated by {shown(delimiter)}.")
    return grid


def refuse_other_kinds(name: str, start: bytes) -> None:
    """Raise BrokenSourceError if *start* begins a file that is no table, such as a PDF."""
    from levelctl.tables.signatures import kind_of

    other = kind_of(start)
    if other:
        raise BrokenSourceError(f"{visible(name)} is {other.kind}, not a table", hint=other.hint)


def _delimiter(name: str, lines: Lines) -> str:
    from levelctl.tables import delimiters

    first = lines.peek()
    while first is not None and not (first.text or "").strip():
        next(lines)
        first = lines.peek()
    if first is None:
        raise BrokenSourceError(f"{visible(name)} is empty", hint="give a file with a table")
    declared = delimiters.declared(first.text or "")
    if declared:
        next(lines)
        return declared
    found = delimiters.sniffed(lines, _is_heading)
    if name.lower().endswith((".tsv", ".tab")) and found != "\t" and "\t" in (first.text or ""):
        found = "\t"
    if found is None:
        raise BrokenSourceError(
            f"{visible(name)}:{first.number}: the table has one column only, or its cells are "
            "separated by something unknown",
            hint="separate the cells by commas, semicolons or tabs",
        )
    return found


def _is_heading(cells: Sequence[str]) -> bool:
    from levelctl.ladders.headings import role_of
    from levelctl.ladders.rungs import rung

    known = [each for each in cells if role_of(each) or rung(each).certainty > 1]
    return len(known) > 1


def _rows(
    source: LadderSource, name: str, rows: Iterable[Row[list[str]] | BadRow]
) -> Iterator[list[Origin]]:
    for row in rows:
        if isinstance(row, BadRow):
            raise BrokenSourceError(
                f"{source.place(visible(name), row.line)}: {row.reason}",
                hint="mend the row, or save the table again as CSV in UTF-8",
            )
        place = source.place(name, row.line)
        yield [Origin(f"{place}, column {at}", text) for at, text in enumerate(row.value, 1)]


def _of_workbook(
    source: LadderSource, name: str, sheets: Sequence[str], remarks: list[str]
) -> Iterator[Grid]:
    from levelctl.tables.workbook import opened_workbook

    if not start_of(source.path(name)).startswith(_ARCHIVE):
        refuse_other_kinds(name, start_of(source.path(name)))
    with opened_workbook(source.path(name)) as book:
        chosen = sheets or [each for each in book.sheets if each not in book.hidden]
        hidden = [visible(each) for each in book.hidden if each not in chosen]
        if hidden:
            remarks.append(
                f"Hidden sheets are not read: {', '.join(hidden)}. The key 'sheet' of a map "
                "chooses sheets."
            )
        for sheet in chosen or [book.first]:
            cells = list(_bounded(name, (_cells(sheet, row) for row in book.rows(sheet))))
            remarks += _unvalued(cells)
            rows, merged = _spread(cells, book.merged(sheet))
            yield squared(sheet, f"{name}, sheet {sheet}", rows, merged)


def _unvalued(rows: Sequence[Sequence[Origin]]) -> Iterator[str]:
    """Yield a remark on the cells whose text the file does not say."""
    places = [cell.place for row in rows for cell in row if cell.label == UNVALUED]
    if places:
        more = f" and {len(places) - _MOST_SHOWN} more" if len(places) > _MOST_SHOWN else ""
        shown = ", ".join(map(visible, places[:_MOST_SHOWN]))
        yield f"Left out: the file does not say what the formulas give in {shown}{more}."


_MOST_SHOWN = 10


def _cells(sheet: str, row: Row[list[str]] | BadRow) -> list[Origin]:
    if isinstance(row, BadRow):
        raise BrokenSourceError(f"{visible(sheet)}!{row.line}: {row.reason}", hint=_HINT)
    cells = []
    for at, text in enumerate(row.value, 1):
        place = f"{sheet}!{letters(at)}{row.line}"
        if text is UNKNOWN:
            cells.append(Origin(place, "", UNVALUED))
        else:
            cells.append(Origin(place, text))
    return cells


def _bounded(name: str, rows: Iterable[list[Origin]]) -> Iterator[list[Origin]]:
    cells = 0
    for number, row in enumerate(rows, 1):
        width = _filled(row)
        cells += width
        if number > MOST_ROWS or width > MOST_COLUMNS or cells > MOST_CELLS:
            raise BrokenSourceError(
                f"{visible(name)} is too large for a ladder: over {MOST_ROWS:,} rows, "
                f"{MOST_COLUMNS} columns or {MOST_CELLS:,} cells",
                hint="keep only the table of the ladder",
            )
        yield row


def _spread(
    rows: list[list[Origin]], ranges: Sequence[tuple[int, int, int, int]]
) -> tuple[list[list[Origin]], list[str]]:
    """Return *rows* with the text of merged cells wherever they are, and the places of these."""
    merged = []
    covered = 0
    for top, left, bottom, right in ranges:
        first = _at(rows, top, left)
        if first is None or not first.text.strip():
            continue
        merged.append(first.place)
        rows_covered = max(0, min(bottom, len(rows)) - top + 1)
        covered += rows_covered * max(0, min(right, MOST_COLUMNS) - left + 1)
        if covered > MOST_CELLS:
            raise BrokenSourceError(
                f"{visible(first.place)}: merged cells cover more than {MOST_CELLS:,} others",
                hint="keep only the table of the ladder",
            )
        for row in rows[top - 1 : bottom]:
            row.extend([Origin("", "")] * (min(right, MOST_COLUMNS) - len(row)))
            for column in range(left - 1, min(right, len(row))):
                row[column] = first
    return rows, merged


def _at(rows: list[list[Origin]], row: int, column: int) -> Origin | None:
    found = rows[row - 1 : row]
    cells = found[0][column - 1 : column] if found else []
    return cells[0] if cells else None
