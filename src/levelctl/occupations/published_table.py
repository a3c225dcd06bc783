"""
Opens a published table of wages: CSV or XLSX, alone, in a folder, or in a zip archive.

The Bureau of Labor Statistics publishes zip archives of workbooks; a person may have saved one of
them as CSV. A `PublishedTable` has the same rows either way, and the same messages, with
``file:line:column`` or ``file: sheet!cell`` as their place.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader
from itertools import islice
from pathlib import Path, PurePath, PurePosixPath
from typing import NamedTuple, Protocol

from levelctl.errors import CanonError
from levelctl.record import Record
from levelctl.tables.archives import archive, content, load, opened, readable, shown, unpack
from levelctl.tables.rows import BadRow, Quotes, letters
from levelctl.tables.signatures import OLD_WORKBOOK
from levelctl.tables.whole import WholeTable, undecodable

MAX_BYTES = 256_000_000
"""The largest file that is read, in bytes. The table of all areas and industries has about a
hundred million, the national table three hundred thousand."""

DELIMITERS = ",;\t"
"""The delimiters that spreadsheets write; which one depends on their country setting."""

SHOWN = 40
"""The most characters of a cell that a message quotes."""

HEADINGS_WITHIN = 20
"""In which of the first rows of a sheet its headings are."""

SAVE = "open it and save its table as CSV, then import that"

NAMED = "give a CSV or XLSX file, or the folder or zip archive that contains it"

_ARCHIVE = b"PK"
_PARTS_OF_A_SPREADSHEET = "[Content_Types].xml"
_WORKBOOK = ".xlsx"
_DESCRIPTIONS = re.compile(r"descriptions?\.", re.IGNORECASE)
"""The file that explains the columns, which the archives have beside the table."""


class PublishedFormat(NamedTuple):
    """How the tables of one source are recognized."""

    key: str
    """The column that every table of the source has."""
    required: tuple[str, ...]
    """The columns that are read, the key among them."""
    other_names: dict[str, str]
    """What other editions call a column, with its name here."""
    preferred: str
    """A part of the file name of the table that is read if an archive has several."""
    hint: str
    """What to give if a file is not such a table."""


class PublishedRow(Record):
    """A row of a published table."""

    line: int
    """The number of the line or row on which it begins, counted from one."""
    cells: dict[str, str]
    """By name of the column, in upper case; without spaces at the ends."""


class PublishedTable(Protocol):
    """The rows of a table, each with its place."""

    @property
    def name(self) -> str:
        """The path of the table, as messages name it."""

    @property
    def columns(self) -> tuple[str, ...]: ...

    def wage_rows(self) -> Iterator[PublishedRow]:
        """Yield all rows except empty ones, which spreadsheets leave at the end."""

    def row_fault(self, row: PublishedRow, message: str, hint: str = "") -> CanonError:
        """Return the error with *message* about *row*."""

    def cell_fault(
        self, row: PublishedRow, column: str, message: str, hint: str = ""
    ) -> CanonError:
        """Return the error with *message* about the cell in *column* of *row*."""


@contextlib.contextmanager
def opened_table(path: Path, form: PublishedFormat) -> Iterator[PublishedTable]:
    """
    Open the table of *form* in *path*, and close it after the `with` block.

    Raises CanonError if there is none or several, or if the file is cut off or damaged.
    """
    with readable(path, NAMED):
        if path.is_dir():
            inner = path / _chosen(str(path), sorted(each.name for each in path.iterdir()), form)
            with _of_file(inner, form) as table:
                yield table
            return
    with _of_file(path, form) as table:
        yield table


def quoted(cell: str) -> str:
    """Return *cell* for a message, shortened if it is long."""
    return repr(cell if len(cell) <= SHOWN else f"{cell[:SHOWN]}…")


# Where the table is.


@contextlib.contextmanager
def _of_file(path: Path, form: PublishedFormat) -> Iterator[PublishedTable]:
    with contextlib.ExitStack() as stack:
        with opened(path, NAMED) as file:
            packed = file.peek(len(_ARCHIVE)).startswith(_ARCHIVE)
            name, data = _unpacked(path, file, form) if packed else (str(path), b"")
        if not packed:
            name, data = str(path), load(path, MAX_BYTES, NAMED)
        if data.startswith(OLD_WORKBOOK.start):
            message = f"{name} is a spreadsheet of an old Excel, which cannot be read"
            raise CanonError(message, hint=SAVE)
        if data.startswith(_ARCHIVE):
            yield stack.enter_context(_workbook(name, path, data, form))
        else:
            yield CsvTable(name, data, form)


def _unpacked(path: Path, file: BufferedReader, form: PublishedFormat) -> tuple[str, bytes]:
    """Return the name and content of the table in the archive *path*; itself, if a workbook."""
    with archive(file, path, NAMED) as zipped:
        names = zipped.namelist()
        if _PARTS_OF_A_SPREADSHEET not in names:
            inner = _chosen(str(path), names, form)
            label = f"{path}/{shown(inner)}"
            return label, unpack(zipped, zipped.getinfo(inner), label, MAX_BYTES)
    file.seek(0)
    return str(path), content(file, str(path), MAX_BYTES)


def _chosen(name: str, names: Iterable[str], form: PublishedFormat) -> str:
    """Return the table among *names*, the files in the folder or archive *name*."""
    visible = [each for each in names if not PurePosixPath(each).name.startswith((".", "~$"))]
    found = [each for each in visible if each.lower().endswith((".csv", _WORKBOOK))]
    tables = [each for each in found if not _DESCRIPTIONS.search(each)]
    saved = [each for each in tables if each.lower().endswith(".csv")]
    preferred = [each for each in tables if form.preferred in PurePosixPath(each).name.lower()]
    both = [each for each in preferred if each in saved]
    for candidates in (tables, saved, preferred, both):
        if len(candidates) == 1:
            return candidates[0]
    if tables:
        raise CanonError(
            f"{name} has several tables: {', '.join(map(quoted, tables[:5]))}",
            hint="unpack it, and give the one to import",
        )
    if any(each.lower().endswith(".xls") for each in visible):
        raise CanonError(f"{name} has only a spreadsheet of an old Excel", hint=SAVE)
    raise CanonError(f"{name} has no CSV or XLSX file", hint=NAMED)


def _headings(cells: Iterable[str], form: PublishedFormat) -> tuple[str, ...]:
    """Return the names of columns: upper case, single spaces, no unit, none of other editions."""
    names = (" ".join(each.replace("($)", " ").split()).upper() for each in cells)
    return tuple(form.other_names.get(each, each) for each in names)


def _lacking(columns: tuple[str, ...], form: PublishedFormat) -> str | None:
    """Return what is wrong with *columns*, or None."""
    for each in form.required:
        if columns.count(each) != 1:
            what = "has no column" if each not in columns else "has more than one column"
            return f"it {what} {each!r}"
    return None


# CSV.


class CsvTable(WholeTable):
    """The rows of the CSV file *name*, whose content is *data*."""

    def __init__(self, name: str, data: bytes, form: PublishedFormat) -> None:
        super().__init__(name, data, Quotes.STRICT, "", _encoding_of(name, data))
        self._refuse_nul()
        self.refuse_cut_off(
            "download it again, or add the line end if the file is complete: some programs omit it"
        )
        self.delimiter, self.columns = self._with_headings(form)

    def wage_rows(self) -> Iterator[PublishedRow]:
        for line, cells in self.rows(self.delimiter, len(self.columns), skip_empty=True):
            yield PublishedRow(line, dict(zip(self.columns, map(str.strip, cells), strict=True)))

    def row_fault(self, row: PublishedRow, message: str, hint: str = "") -> CanonError:
        return self.fault(row.line, message, hint)

    def cell_fault(
        self, row: PublishedRow, column: str, message: str, hint: str = ""
    ) -> CanonError:
        at, position = self._place(row.line, self.columns.index(column))
        return self.fault(at, message, hint, position)

    def _place(self, line: int, number: int) -> tuple[int, int]:
        """Return the line and column, from one, of the cell *number* of the row on *line*."""
        inside, before = False, 0
        for at, text in enumerate(islice(self.lines(), line - 1, None), line):
            for position, character in enumerate(text, 1):
                if before == number:
                    return at, position
                if character == '"':
                    inside = not inside
                elif character == self.delimiter and not inside:
                    before += 1
        return line, 1

    def _with_headings(self, form: PublishedFormat) -> tuple[str, tuple[str, ...]]:
        for delimiter in DELIMITERS:
            columns = _headings(self.heading(delimiter), form)
            if form.key in columns:
                break
        fault = _lacking(columns, form)
        if fault:
            raise self.fault(1, fault, form.hint)
        return delimiter, columns

    def _refuse_nul(self) -> None:
        if b"\0" not in self.data:
            return
        for line, text in enumerate(self.lines(), 1):
            column = text.find("\0") + 1
            if column:
                message = "the file contains a NUL byte and is not CSV"
                raise self.fault(line, message, SAVE, column)


def _encoding_of(name: str, data: bytes) -> str:
    if undecodable(data, "utf-8-sig") is None:
        return "utf-8-sig"
    start = undecodable(data, "cp1252")  # spreadsheets on Windows write plain CSV like this
    if start is None:
        return "cp1252"
    line = data.count(b"\n", 0, start) + 1
    column = start - data.rfind(b"\n", 0, start)
    message = "the text is neither UTF-8 nor Windows-1252, so the file is not CSV"
    raise CanonError(f"{name}:{line}:{column}: {message}", hint=SAVE)


# XLSX.


class SheetTable:
    """The rows of the sheet *sheet* of the workbook *name*; *rows* reads it anew."""

    def __init__(
        self,
        name: str,
        sheet: str,
        rows: Callable[[], Iterator[tuple[int, list[str]]]],
        form: PublishedFormat,
    ) -> None:
        self.name = name
        self._sheet = sheet
        self._rows = rows
        self._heading, self.columns = self._with_headings(form)

    def wage_rows(self) -> Iterator[PublishedRow]:
        width = len(self.columns)
        for line, cells in self._rows():
            if line > self._heading and any(cells):
                full = [*map(str.strip, cells[:width]), *[""] * (width - len(cells))]
                yield PublishedRow(line, dict(zip(self.columns, full, strict=True)))

    def row_fault(self, row: PublishedRow, message: str, hint: str = "") -> CanonError:
        return CanonError(f"{self.name}: {self._sheet}!{row.line}: {message}", hint=hint)

    def cell_fault(
        self, row: PublishedRow, column: str, message: str, hint: str = ""
    ) -> CanonError:
        cell = f"{letters(self.columns.index(column) + 1)}{row.line}"
        return CanonError(f"{self.name}: {self._sheet}!{cell}: {message}", hint=hint)

    def _with_headings(self, form: PublishedFormat) -> tuple[int, tuple[str, ...]]:
        for line, cells in islice(self._rows(), HEADINGS_WITHIN):
            columns = _headings(cells, form)
            if form.key in columns:
                fault = _lacking(columns, form)
                if fault:
                    place = f"{self.name}: {self._sheet}!{line}"
                    raise CanonError(f"{place}: {fault}", hint=form.hint)
                return line, columns
        message = f"{self.name}: {self._sheet}: it has no column {form.key!r}"
        raise CanonError(message, hint=form.hint)


@contextlib.contextmanager
def _workbook(
    name: str, path: Path, data: bytes, form: PublishedFormat
) -> Iterator[PublishedTable]:
    """Open the sheet with the table in the workbook *data*, called *name*, of the file *path*."""
    from levelctl.tables.workbook import Workbook, opened_workbook

    def rows_of(book: Workbook, sheet: str) -> Iterator[tuple[int, list[str]]]:
        for row in book.rows(sheet):
            if isinstance(row, BadRow):
                raise CanonError(f"{name}: {sheet}!{row.line}: {row.reason}", hint=SAVE)
            yield row.line, row.value

    with tempfile.TemporaryDirectory(prefix="levelctl-") as folder:
        inner = Path(folder) / f"{PurePath(path).stem or 'table'}{_WORKBOOK}"
        inner.write_bytes(data)
        try:
            with opened_workbook(inner) as book:
                faults = []
                for sheet in book.sheets:
                    try:
                        table = SheetTable(name, sheet, lambda: rows_of(book, sheet), form)  # noqa: B023 - read in this turn
                    except CanonError as fault:
                        faults.append(fault)
                    else:
                        yield table
                        return
                raise faults[0] if faults else CanonError(f"{name} has no sheet", hint=form.hint)
        except CanonError as fault:
            raise CanonError(str(fault).replace(str(inner), name), hint=fault.hint) from fault
