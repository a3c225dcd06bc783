"""
The published table of the Occupational Employment and Wage Statistics → wages by occupation.

Source of the form: the national tables of the U.S. Bureau of Labor Statistics, May 2024, and the
description of their fields. Columns are found by their names, so that tables of other releases,
and those that have other areas and industries beside the nation, are read as well.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path, PurePath, PurePosixPath

from levelctl.errors import CanonError
from levelctl.occupations.archives import loaded, reading, unpacked
from levelctl.occupations.wages import PERCENTILES, WageRelease, Wages
from levelctl.record import Record, replace
from levelctl.tables.rows import Quotes
from levelctl.tables.whole import WholeTable

NAME = "OEWS"

PUBLISHER = "U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics"

NOT_KNOWN = "release not known"

CURRENCY, PERIOD = "USD", "year"

MAX_BYTES = 256_000_000
"""The largest file that is read; the table of all areas and industries has about a hundred
million bytes, that of the nation three hundred thousand."""

MOST = 999_999_999
"""The largest figure that is believed: more than the people, or the dollars, that one may be."""

CODE, TITLE, EMPLOYMENT = "OCC_CODE", "OCC_TITLE", "TOT_EMP"

COLUMNS = dict(
    zip(("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90"), PERCENTILES, strict=True)
)
"""The columns of dollars a year, each with the field that it becomes."""

NATIONAL = {
    "AREA_TYPE": "1",
    "AREA": "99",
    "NAICS": "",
    "I_GROUP": "cross-industry",
    "OWN_CODE": "1235",
}
"""What a row of the whole nation, all industries and all owners has there, without leading zeros;
a table of nothing else may lack these columns."""

UNPUBLISHED = ("", "*", "**", "#", "~")
"""What stands in the place of a figure that is not published."""

TOPPED = "#"
"""The one of them that stands for a wage above the highest that is told."""

DELIMITERS = ",;\t"
"""Spreadsheets put one or another between cells, by the country that they are set to."""

SHOWN = 40
"""The characters of a cell that a message quotes."""

SAVE = "open it and save its table as CSV, then import that"

NAMED = "name a CSV, or the folder or zip archive that has it"

_CODE = re.compile(r"[0-9]{2}-[0-9]{4}")
_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.00?)?")
_RELEASE = re.compile(r"(?<![a-z])m(?:ay)?[ _-]*((?:19|20)[0-9]{2})(?![0-9])", re.IGNORECASE)
_SHORT_RELEASE = re.compile(r"oesm([0-9]{2})(?![0-9])", re.IGNORECASE)

_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"
_ARCHIVE = b"PK"
_PARTS_OF_A_SPREADSHEET = "[Content_Types].xml"


class OewsRelease(Record):
    """What is read of a release of the statistics."""

    release: WageRelease
    wages: tuple[Wages, ...]
    """By code, broader occupations among the detailed ones."""


def read(path: Path, release: str | None = None) -> OewsRelease:
    """
    Return the national wages in *path*, a CSV file or a folder or zip archive with it.

    *release*, such as *May 2024*, goes before what the file's name says. Raises CanonError, which
    names line and column, if there is no such file, or it is cut off, contradicts itself or is
    of another form.
    """
    name, data = _content(path)
    known = release or release_in(PurePath(name).name) or release_in(path.name)
    source = f"{PUBLISHER}, {known or NOT_KNOWN}; public domain"
    table = _Table(name, _decoded(name, data))
    found: dict[str, tuple[Wages, int]] = {}
    left_out = 0
    for row in table.wage_rows():
        if not _is_national(row):
            left_out += 1
            continue
        wages = _wages(table, row, source)
        first, line = found.setdefault(wages.code, (wages, row.line))
        if replace(wages, title=first.title) != first:
            message = f"its figures of {wages.code} are not those that line {line} has"
            raise table.cell_fault(row.line, CODE, message)
    if not found:
        raise _none(name, left_out)
    listed = tuple(found[code][0] for code in sorted(found))
    return OewsRelease(WageRelease(NAME, known, len(listed), left_out, source), listed)


def release_in(name: str) -> str | None:
    """
    Return the release that a file's *name* says.

    >>> release_in("national_M2024_dl.csv"), release_in("oesm19nat.zip"), release_in("wages.csv")
    ('May 2024', 'May 2019', None)
    """
    found = _RELEASE.search(name)
    if found:
        return f"May {found[1]}"
    short = _SHORT_RELEASE.search(name)
    return f"May 20{short[1]}" if short else None


class _Row(Record):
    line: int
    """The one that it begins on."""
    cells: dict[str, str]
    """By the names of their columns, in upper case, without spaces around."""


class _Table(WholeTable):
    """The rows of the file *name*, whose content is *text*."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name, text, Quotes.STRICT, "")
        self._refuse_nul()
        self.refuse_cut_off(
            "get it once more, or end that line if it is whole: some programs do not"
        )
        self.delimiter, self.columns = self._headings()

    def wage_rows(self) -> Iterator[_Row]:
        """Yield every row but empty ones, which spreadsheets leave at the end."""
        for line, cells in self.rows(self.delimiter, len(self.columns), skip_empty=True):
            yield _Row(line, dict(zip(self.columns, map(str.strip, cells), strict=True)))

    def cell_fault(self, line: int, column: str, message: str, hint: str = "") -> CanonError:
        """Return the error that something is wrong with the cell in *column* of the row *line*."""
        at, position = self._place(line, self.columns.index(column))
        return self.fault(at, message, hint, position)

    def _place(self, line: int, number: int) -> tuple[int, int]:
        """Return line and column of the cell *number* of the row that begins on *line*."""
        quoted, before = False, 0
        for at, text in enumerate(self.lines[line - 1 :], line):
            for position, character in enumerate(text, 1):
                if before == number:
                    return at, position
                if character == '"':
                    quoted = not quoted
                elif character == self.delimiter and not quoted:
                    before += 1
        return line, 1

    def _headings(self) -> tuple[str, tuple[str, ...]]:
        for delimiter in DELIMITERS:
            columns = tuple(cell.strip().upper() for cell in self.heading(delimiter))
            if CODE in columns:
                break
        for each in (CODE, TITLE, *COLUMNS):
            if columns.count(each) != 1:
                what = "has no column" if each not in columns else "has more than one column"
                hint = "import the national table of the OEWS, saved as CSV"
                raise self.fault(1, f"it {what} {each!r}", hint)
        return delimiter, columns

    def _refuse_nul(self) -> None:
        for line, text in enumerate(self.lines, 1):
            column = text.find("\0") + 1
            if column:
                raise self.fault(line, "it holds a NUL, so it is no CSV", SAVE, column)


def _is_national(row: _Row) -> bool:
    return all(
        row.cells[column].lstrip("0").casefold() == value
        for column, value in NATIONAL.items()
        if column in row.cells
    )


def _none(name: str, left_out: int) -> CanonError:
    if not left_out:
        return CanonError(f"{name}: it holds no occupation")
    return CanonError(
        f"{name}: none of its {left_out:,} rows is of the whole nation and all industries",
        hint="import the national table, such as national_M2024_dl",
    )


def _wages(table: _Table, row: _Row, source: str) -> Wages:
    cells = row.cells
    if not _CODE.fullmatch(cells[CODE]):
        message = f"{_quoted(cells[CODE])} is not a code of the SOC"
        raise table.cell_fault(row.line, CODE, message, "a code looks like 11-3021")
    if not cells[TITLE]:
        raise table.cell_fault(row.line, TITLE, f"{cells[CODE]} has no title")
    figures = {field: _figure(table, row, column) for column, field in COLUMNS.items()}
    _refuse_disorder(table, row, figures)
    topped = tuple(field for column, field in COLUMNS.items() if cells[column] == TOPPED)
    people = _figure(table, row, EMPLOYMENT) if EMPLOYMENT in cells else None
    return Wages(
        code=cells[CODE],
        title=cells[TITLE],
        source=source,
        currency=CURRENCY,
        period=PERIOD,
        employment=people,
        topped=topped,
        **figures,
    )


def _figure(table: _Table, row: _Row, column: str) -> int | None:
    """Return the whole number in a cell, None if it is not published."""
    cell = row.cells[column]
    if cell in UNPUBLISHED:
        return None
    found = _NUMBER.fullmatch(cell)
    digits = found[1].replace(",", "").lstrip("0") if found else ""
    if found is None:
        message = f"{column} is {_quoted(cell)}, which is no whole number and none of * ** # ~"
    elif not digits and column in COLUMNS:
        message = f"{column} is {cell}, which is no wage"
    elif len(digits) > len(str(MOST)):
        message = f"{column} is {_quoted(cell)}, which is more than {MOST:,}"
    else:
        return int(digits or "0")
    raise table.cell_fault(row.line, column, message)


def _refuse_disorder(table: _Table, row: _Row, figures: dict[str, int | None]) -> None:
    """Raise CanonError if a percentile is below a lower one; what is too high to be told is not."""
    told = [
        (column, figures[field])
        for column, field in COLUMNS.items()
        if figures[field] is not None or row.cells[column] == TOPPED
    ]
    for (lower, low), (column, high) in pairwise(told):
        if high is not None and (low is None or high < low):
            message = f"{column} is {high}, below {lower}, which is {row.cells[lower]}"
            raise table.cell_fault(row.line, column, message)


def _quoted(cell: str) -> str:
    return repr(cell if len(cell) <= SHOWN else f"{cell[:SHOWN]}…")


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:  # what spreadsheets on Windows write as plain CSV
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        message = "it holds what is neither UTF-8 nor Windows-1252, so it is no CSV"
        raise CanonError(f"{name}:{line}:{column}: {message}", hint=SAVE) from error


def _content(path: Path) -> tuple[str, bytes]:
    """Return the path of the table in *path*, for messages, and its bytes."""
    with reading(path, NAMED):
        if path.is_dir():
            names = sorted(each.name for each in path.iterdir())
            inner = path / _chosen(str(path), names)
            name, data = str(inner), loaded(inner, MAX_BYTES)
        else:
            name, data = str(path), loaded(path, MAX_BYTES)
            if data.startswith(_ARCHIVE):
                name, data = _from_archive(name, data)
        if data.startswith((_ARCHIVE, _OLD_SPREADSHEET)):
            raise _spreadsheet(name)
    return name, data


def _from_archive(name: str, data: bytes) -> tuple[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if _PARTS_OF_A_SPREADSHEET in names:
            raise _spreadsheet(name)
        inner = _chosen(name, names)
        label = f"{name}/{inner}"
        return label, unpacked(archive, archive.getinfo(inner), label, MAX_BYTES)


def _chosen(name: str, names: list[str]) -> str:
    """Return the one of *names* in the folder or archive *name* that is the national table."""
    shown = [each for each in names if not PurePosixPath(each).name.startswith(".")]
    tables = [each for each in shown if each.lower().endswith(".csv")]
    national = [each for each in tables if "national" in PurePosixPath(each).name.lower()]
    for found in (tables, national):
        if len(found) == 1:
            return found[0]
    if tables:
        raise CanonError(
            f"{name} has several CSV files: {', '.join(map(_quoted, tables[:5]))}",
            hint="name the one with the national wages",
        )
    for each in shown:
        if each.lower().endswith((".xlsx", ".xls")):
            raise _spreadsheet(f"{name}/{each}")
    raise CanonError(f"{name} has no CSV file", hint=NAMED)


def _spreadsheet(name: str) -> CanonError:
    return CanonError(f"{name} is a spreadsheet, which cannot be read", hint=SAVE)
