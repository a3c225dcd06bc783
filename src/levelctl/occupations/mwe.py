"""
The published table of the Modeled Wage Estimates → mean wages by level of work.

Source of the format: the complete data of the U.S. Bureau of Labor Statistics, such as
mwe-2020complete.xlsx, whose second sheet has a row for each estimate. Its headings differ in case,
spaces and one misprint from year to year. The codes of its series are the fields of the
time series of survey WM: area (7 digits), occupation (6), characteristic (2) and level (2).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path, PurePath

from levelctl.errors import CanonError
from levelctl.occupations.level_wages import LevelRelease, LevelWage, LevelWages
from levelctl.occupations.published_table import (
    PublishedFormat,
    PublishedRow,
    PublishedTable,
    opened_table,
    quoted,
)
from levelctl.occupations.us_areas import place_of
from levelctl.record import Record

NAME = "MWE"

PUBLISHER = "U.S. Bureau of Labor Statistics, Modeled Wage Estimates"

NOT_KNOWN = "year not known"

MOST_ESTIMATES = 1_500_000
"""The most estimates that are read; the table of 2023 has about 560,000."""

MOST_ROWS = 400_000
"""The most occupations in places that are stored."""

HIGHEST = 1_000.0
"""The highest wage an hour that is accepted, in dollars."""

WAGE, ERROR = "AVERAGE HOURLY WAGE", "RELATIVE STANDARD ERROR"
AREA, AREA_NAME = "AREA CODE", "AREA TEXT"
CODE, TITLE = "OCCUPATION CODE", "OCCUPATION TEXT"
WORKERS, LEVEL, LEVEL_NAME = "JOB CHARACTERISTIC TEXT", "WORK LEVEL CODE", "WORK LEVEL TEXT"

FORMAT = PublishedFormat(
    key=WAGE,
    required=(WAGE, AREA, AREA_NAME, CODE, TITLE, WORKERS, LEVEL, LEVEL_NAME),
    other_names={"AREAT TEXT": AREA_NAME},
    preferred="complete",
    hint="import the complete data of the MWE, such as mwe-2023complete.xlsx",
)

UNPUBLISHED = ("", "-", "–", "N/A")
"""The cells of a wage that is not published."""

WHOSE = ("all workers", "full-time")
"""
The characteristics whose estimates are taken, the better first.

The first years have estimates by level only for full-time and part-time workers.
"""

LEVELS = 15
"""The highest level of work."""

GROUPS = ("entry", "intermediate", "experienced")
"""The groups of levels, by a word of their names."""

_CODE = re.compile(r"([0-9]{2})-?([0-9]{4})")
_WAGE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})?")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


class MweTable(Record):
    """What is read from a release of the estimates."""

    release: LevelRelease
    wages: tuple[LevelWages, ...]
    """By place and occupation, in that order."""


def read(path: Path, release: str | None = None, *, places: Collection[str] = ()) -> MweTable:
    """
    Return the wages in *path*: an XLSX or CSV file, or a folder or archive that contains one.

    *release*, a year, overrides the one in the file name. Only wages of *places* are read if any
    are given. Raises CanonError, with its place, if the file does not exist, is damaged,
    contradicts itself, has another format, or has no such wage.
    """
    with opened_table(path, FORMAT) as table:
        known = release or year_in(PurePath(table.name).name) or year_in(path.name)
        source = f"{PUBLISHER}, {known or NOT_KNOWN}; public domain"
        gathered = _Estimates(table, source, frozenset(places))
        for row in table.wage_rows():
            gathered.add(row)
        name = table.name
    wages = gathered.wages()
    if not wages:
        what = f"of {' and '.join(sorted(places))}" if places else "of all or full-time workers"
        message = f"{name}: none of its {gathered.left_out:,} estimates is {what}"
        raise CanonError(message, hint=FORMAT.hint)
    return MweTable(
        LevelRelease(
            name=NAME,
            release=known,
            places=len({each.place for each in wages}),
            occupations=len({each.code for each in wages}),
            estimates=sum(len(each.levels) for each in wages),
            left_out=gathered.read - sum(len(each.levels) for each in wages),
            source=source,
        ),
        wages,
    )


def year_in(name: str) -> str | None:
    """
    Return the year in the *name* of a file, or None.

    >>> year_in("mwe-2020complete.xlsx"), year_in("estimates.csv")
    ('2020', None)
    """
    year = _YEAR.search(name)
    return year[1] if year else None


class _Estimates:
    """The estimates of *table*, by place, occupation and level; the better workers go first."""

    def __init__(self, table: PublishedTable, source: str, places: frozenset[str]) -> None:
        self.table = table
        self.source = source
        self.places = places
        self.read = 0
        self.left_out = 0
        self._names: dict[tuple[str, str], tuple[str, str]] = {}
        self._levels: dict[tuple[str, str], dict[str, tuple[int, LevelWage, int]]] = {}

    def add(self, row: PublishedRow) -> None:
        """Read *row*, if it is of a place, workers and a level that are taken."""
        self.read += 1
        if self.read > MOST_ESTIMATES:
            message = f"the table has more than {MOST_ESTIMATES:,} estimates"
            raise self.table.row_fault(row, message, "give the data of one year")
        place, level = self._place(row), _level(row)
        workers = row.cells[WORKERS].casefold()
        unasked = bool(self.places) and place not in self.places
        if unasked or level is None or workers not in WHOSE:
            self.left_out += 1
            return
        of = place, self._code(row)
        self._names.setdefault(of, (row.cells[AREA_NAME], row.cells[TITLE]))
        if len(self._names) > MOST_ROWS:
            message = f"the table has more than {MOST_ROWS:,} occupations in places"
            hint = "choose places: --place US --place US-CA"
            raise self.table.row_fault(row, message, hint)
        self._take(row, of, WHOSE.index(workers), self._wage(row, level))

    def _take(self, row: PublishedRow, of: tuple[str, str], worse: int, wage: LevelWage) -> None:
        levels = self._levels.setdefault(of, {})
        known = levels.get(wage.level)
        if known and known[0] == worse and known[1] != wage:
            message = (
                f"its wage of {of[1]} in {of[0]} at level {wage.level} differs from that on "
                f"line {known[2]}"
            )
            raise self.table.cell_fault(row, WAGE, message, "give the data of one year")
        if not known or worse < known[0]:
            levels[wage.level] = worse, wage, row.line

    def wages(self) -> tuple[LevelWages, ...]:
        """Return the wages that have been read, ordered by place and code."""
        return tuple(
            LevelWages(
                code=code,
                title=self._names[place, code][1],
                place=place,
                area=self._names[place, code][0],
                source=self.source,
                levels=tuple(wage for _, (_, wage, _) in sorted(levels.items(), key=_in_order)),
            )
            for (place, code), levels in sorted(self._levels.items())
        )

    def _place(self, row: PublishedRow) -> str:
        place = place_of(row.cells[AREA])
        if place is None:
            message = f"{quoted(row.cells[AREA])} is not the code of an area"
            hint = "the nation is 0000000, a state like 0600000, a metropolitan area like 0041860"
            raise self.table.cell_fault(row, AREA, message, hint)
        return place

    def _code(self, row: PublishedRow) -> str:
        code = _CODE.fullmatch(row.cells[CODE].zfill(_CODE_WIDTH))
        if code is None:
            message = f"{quoted(row.cells[CODE])} is not a code of the SOC"
            raise self.table.cell_fault(row, CODE, message, "a code looks like 113021 or 11-3021")
        return f"{code[1]}-{code[2]}"

    def _wage(self, row: PublishedRow, level: str) -> LevelWage:
        hourly = self._figure(row, WAGE)
        if hourly is not None and not 0 < hourly <= HIGHEST:
            message = f"the wage is {row.cells[WAGE]} dollars an hour, not above 0 and at most"
            raise self.table.cell_fault(row, WAGE, f"{message} {HIGHEST:,.0f}")
        error = self._figure(row, ERROR) if ERROR in row.cells else None
        return LevelWage(level, hourly, error, row.cells[WORKERS])

    def _figure(self, row: PublishedRow, column: str) -> float | None:
        cell = row.cells[column].removeprefix("$")
        if cell in UNPUBLISHED:
            return None
        if not _WAGE.fullmatch(cell):
            message = f"{column.capitalize()} is {quoted(cell)}, not a number and not -"
            raise self.table.cell_fault(row, column, message)
        return float(cell)


_CODE_WIDTH = 6
"""The digits of an occupation; a spreadsheet drops zeros at the front."""


def _level(row: PublishedRow) -> str | None:
    """Return the level of *row*, or None if its work cannot be leveled."""
    code = row.cells[LEVEL].lstrip("0")
    name = row.cells[LEVEL_NAME].casefold()
    group = next((each for each in GROUPS if each in name), None)
    if group:
        return group
    if not code:
        return "all"
    numbered = code.isascii() and code.isdigit() and len(code) <= len("15")
    return code if numbered and int(code) <= LEVELS else None


def _in_order(item: tuple[str, object]) -> tuple[int, str]:
    level = item[0]
    return (int(level), "") if level.isdigit() else (LEVELS + 1, level)
