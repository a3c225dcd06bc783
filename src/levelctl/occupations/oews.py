"""
The published table of the Occupational Employment and Wage Statistics → wages by occupation.

Source of the format: the national tables of the U.S. Bureau of Labor Statistics, May 2024, and
the description of their fields. Columns are found by their names, so tables of other releases,
and tables with more areas and industries than the whole nation, can be read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from itertools import islice, pairwise
from pathlib import Path, PurePath, PurePosixPath

from levelctl.errors import CanonError
from levelctl.occupations import scheme_codes
from levelctl.occupations.wages import PERCENTILES, WageRelease, Wages
from levelctl.record import Record, replace
from levelctl.tables.archives import archive, content, load, opened, readable, shown, unpack
from levelctl.tables.rows import Quotes
from levelctl.tables.whole import WholeTable, undecodable

NAME = "OEWS"

PUBLISHER = "U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics"

NOT_KNOWN = "release not known"

CURRENCY, PERIOD = "USD", "year"

MAX_BYTES = 256_000_000
"""The largest file that is read, in bytes. The table of all areas and industries has about a
hundred million, the national table three hundred thousand."""

MOST_OCCUPATIONS = 20_000
"""The most occupations that are accepted; the SOC has some 1,400 with the broader ones."""

MOST = 999_999_999
"""The largest figure that is accepted: above any number of people or dollars in the tables."""

CODE, TITLE, EMPLOYMENT = "OCC_CODE", "OCC_TITLE", "TOT_EMP"

COLUMNS = dict(
    zip(("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90"), PERCENTILES, strict=True)
)
"""The columns in dollars a year, each with its field of `Wages`."""

NATIONAL = {
    "AREA_TYPE": "1",
    "AREA": "99",
    "NAICS": "",
    "I_GROUP": "cross-industry",
    "OWN_CODE": "1235",
}
"""The cells of a row for the whole nation, all industries and all owners, without leading zeros.
A table with only such rows can lack these columns."""

UNPUBLISHED = ("", "*", "**", "#", "~")
"""The cells of a figure that is not published."""

TOPPED = "#"
"""The cell of a wage above the highest one that is published."""

DELIMITERS = ",;\t"
"""The delimiters that spreadsheets write; which one depends on their country setting."""

LAST_YEAR = 9_000

USED = {
    "2000": range(1999, 2012),
    "2010": range(2010, 2019),
    "2018": range(2019, LAST_YEAR + 2),
}
"""
The years in which the statistics used each edition of the SOC; in 2010 and 2011, two.

Source: the U.S. Bureau of Labor Statistics on the releases. The table of May 2017 has 82 codes that
only the SOC of 2010 has of the last two, and none of only 2018; that of May 2024, 1 and 101.
"""

SHOWN = 40
"""The most characters of a cell that a message quotes."""

SAVE = "open it and save its table as CSV, then import that"

NAMED = "give a CSV file, or the folder or zip archive that contains it"

_CODE = re.compile(r"[0-9]{2}-[0-9]{4}")
_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.00?)?")
_RELEASE = re.compile(r"(?<![a-z])m(?:ay)?[ _-]*((?:19|20)[0-9]{2})(?![0-9])", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SHORT_RELEASE = re.compile(r"oesm([0-9]{2})(?![0-9])", re.IGNORECASE)

_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"
_ARCHIVE = b"PK"
_PARTS_OF_A_SPREADSHEET = "[Content_Types].xml"


class OewsRelease(Record):
    """What is read from a release of the statistics."""

    release: WageRelease
    wages: tuple[Wages, ...]
    """The wages of broader and detailed occupations, ordered by code."""


def read(path: Path, release: str | None = None) -> OewsRelease:
    """
    Return the national wages in *path*: a CSV file, or a folder or zip archive that contains it.

    *release*, such as *May 2024*, overrides the release in the file name. Raises CanonError, with
    line and column, if the file does not exist, is cut off, contradicts itself or has another
    format.
    """
    name, data = _content(path)
    known = release or release_in(PurePath(name).name) or release_in(path.name)
    source = f"{PUBLISHER}, {known or NOT_KNOWN}; public domain"
    table = _WageFile(name, data, _encoding_of(name, data))
    by_code: dict[str, tuple[Wages, int]] = {}
    left_out = 0
    for row in table.wage_rows():
        if not _is_national(row):
            left_out += 1
            continue
        wages = _wages(table, row, source)
        first, line = by_code.setdefault(wages.code, (wages, row.line))
        if len(by_code) > MOST_OCCUPATIONS:
            raise table.fault(row.line, f"it is the occupation after {MOST_OCCUPATIONS:,} others")
        if replace(wages, title=first.title) != first:
            message = f"its figures for {wages.code} differ from those on line {line}"
            raise table.cell_fault(row.line, CODE, message)
    if not by_code:
        raise _none(name, left_out)
    listed = tuple(by_code[code][0] for code in sorted(by_code))
    _refuse_release(name, known, frozenset(by_code))
    unpaid = sum(not _is_paid(each) for each in listed)
    if unpaid == len(listed):
        raise CanonError(f"{name}: none of its {unpaid:,} occupations has a wage a year")
    return OewsRelease(WageRelease(NAME, known, len(listed), left_out, source, unpaid), listed)


def _is_paid(wages: Wages) -> bool:
    return bool(wages.topped) or any(getattr(wages, field) is not None for field in PERCENTILES)


def _refuse_release(name: str, release: str | None, codes: frozenset[str]) -> None:
    """Raise CanonError if *codes* are of an edition of the SOC that *release* does not use."""
    year = _YEAR.search(release or "")
    editions = scheme_codes.editions("SOC")
    own = {
        version: len(
            codes & known.difference(*(editions[each] for each in editions if each != version))
        )
        for version, known in editions.items()
    }
    version = max(own, key=own.__getitem__)
    if not year or not own[version] or int(year[0]) in USED[version]:
        return
    first, last = USED[version].start, USED[version].stop - 1
    used = f"since {first}" if last > LAST_YEAR else f"from {first} to {last}"
    raise CanonError(
        f"{name} is not of {release}: {own[version]} of its codes are only in the SOC of "
        f"{version}, which the statistics used {used}",
        hint="give its release: --release 'May YEAR'",
    )


def release_in(name: str) -> str | None:
    """
    Return the release in the *name* of a file, or None.

    >>> release_in("national_M2024_dl.csv"), release_in("oesm19nat.zip"), release_in("wages.csv")
    ('May 2024', 'May 2019', None)
    """
    long = _RELEASE.search(name)
    if long:
        return f"May {long[1]}"
    short = _SHORT_RELEASE.search(name)
    return f"May 20{short[1]}" if short else None


class _WageRow(Record):
    line: int
    """The number of the line on which the row begins, counted from one."""
    cells: dict[str, str]
    """By name of the column, in upper case; without spaces at the ends."""


class _WageFile(WholeTable):
    """The rows of the file *name*, whose content is *data* in *encoding*."""

    def __init__(self, name: str, data: bytes, encoding: str) -> None:
        super().__init__(name, data, Quotes.STRICT, "", encoding)
        self._refuse_nul()
        self.refuse_cut_off(
            "download it again, or add the line end if the file is complete: some programs omit it"
        )
        self.delimiter, self.columns = self._headings()

    def wage_rows(self) -> Iterator[_WageRow]:
        """Yield all rows except empty ones, which spreadsheets leave at the end."""
        for line, cells in self.rows(self.delimiter, len(self.columns), skip_empty=True):
            yield _WageRow(line, dict(zip(self.columns, map(str.strip, cells), strict=True)))

    def cell_fault(self, line: int, column: str, message: str, hint: str = "") -> CanonError:
        """Return the error with *message* about the cell in *column* of the row on *line*."""
        at, position = self._place(line, self.columns.index(column))
        return self.fault(at, message, hint, position)

    def _place(self, line: int, number: int) -> tuple[int, int]:
        """Return the line and column, from one, of the cell *number* of the row on *line*."""
        quoted, before = False, 0
        for at, text in enumerate(islice(self.lines(), line - 1, None), line):
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
        if b"\0" not in self.data:
            return
        for line, text in enumerate(self.lines(), 1):
            column = text.find("\0") + 1
            if column:
                message = "the file contains a NUL byte and is not CSV"
                raise self.fault(line, message, SAVE, column)


def _is_national(row: _WageRow) -> bool:
    return all(
        row.cells[column].lstrip("0").casefold() == value
        for column, value in NATIONAL.items()
        if column in row.cells
    )


def _none(name: str, left_out: int) -> CanonError:
    if not left_out:
        return CanonError(f"{name} contains no occupations")
    return CanonError(
        f"{name}: none of its {left_out:,} rows is for the whole nation and all industries",
        hint="import the national table, such as national_M2024_dl",
    )


def _wages(table: _WageFile, row: _WageRow, source: str) -> Wages:
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


def _figure(table: _WageFile, row: _WageRow, column: str) -> int | None:
    """Return the whole number in a cell, or None if it is not published."""
    cell = row.cells[column]
    if cell in UNPUBLISHED:
        return None
    number = _NUMBER.fullmatch(cell)
    digits = number[1].replace(",", "").lstrip("0") if number else ""
    if number is None:
        message = f"{column} is {_quoted(cell)}, not a whole number and not one of * ** # ~"
    elif not digits and column in COLUMNS:
        message = f"{column} is {cell}, which is not a wage"
    elif len(digits) > len(str(MOST)):
        message = f"{column} is {_quoted(cell)}, which is more than {MOST:,}"
    else:
        return int(digits or "0")
    raise table.cell_fault(row.line, column, message)


def _refuse_disorder(table: _WageFile, row: _WageRow, figures: dict[str, int | None]) -> None:
    """Raise CanonError if a percentile is below a lower one; a topped one is above all figures."""
    published = [
        (column, figures[field])
        for column, field in COLUMNS.items()
        if figures[field] is not None or row.cells[column] == TOPPED
    ]
    for (lower, low), (column, high) in pairwise(published):
        if high is not None and (low is None or high < low):
            message = f"{column} is {high}, below {lower}, which is {row.cells[lower]}"
            raise table.cell_fault(row.line, column, message)


def _quoted(cell: str) -> str:
    return repr(cell if len(cell) <= SHOWN else f"{cell[:SHOWN]}…")


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


def _content(path: Path) -> tuple[str, bytes]:
    """Return the path of the table in *path*, to name it in messages, and its bytes."""
    with readable(path, NAMED):
        if path.is_dir():
            names = sorted(each.name for each in path.iterdir())
            inner = path / _chosen(str(path), names)
            name, data = str(inner), load(inner, MAX_BYTES, NAMED)
        else:
            name, data = _from_file(path)
        if data.startswith((_ARCHIVE, _OLD_SPREADSHEET)):
            raise _spreadsheet(name)
    return name, data


def _from_file(path: Path) -> tuple[str, bytes]:
    with opened(path, NAMED) as file:
        packed = file.peek(len(_ARCHIVE)).startswith(_ARCHIVE)
        return (
            _from_archive(path, file)
            if packed
            else (str(path), content(file, str(path), MAX_BYTES))
        )


def _from_archive(path: Path, file: BufferedReader) -> tuple[str, bytes]:
    with archive(file, path, NAMED) as zipped:
        names = zipped.namelist()
        if _PARTS_OF_A_SPREADSHEET in names:
            raise _spreadsheet(str(path))
        inner = _chosen(str(path), names)
        label = f"{path}/{shown(inner)}"
        return label, unpack(zipped, zipped.getinfo(inner), label, MAX_BYTES)


def _chosen(name: str, names: list[str]) -> str:
    """Return the national table among *names*, the files in the folder or archive *name*."""
    visible = [each for each in names if not PurePosixPath(each).name.startswith(".")]
    tables = [each for each in visible if each.lower().endswith(".csv")]
    national = [each for each in tables if "national" in PurePosixPath(each).name.lower()]
    for candidates in (tables, national):
        if len(candidates) == 1:
            return candidates[0]
    if tables:
        raise CanonError(
            f"{name} has several CSV files: {', '.join(map(_quoted, tables[:5]))}",
            hint="give the one with the national wages",
        )
    for each in visible:
        if each.lower().endswith((".xlsx", ".xls")):
            raise _spreadsheet(f"{name}/{shown(each)}")
    raise CanonError(f"{name} has no CSV file", hint=NAMED)


def _spreadsheet(name: str) -> CanonError:
    return CanonError(f"{name} is a spreadsheet, which cannot be read", hint=SAVE)
