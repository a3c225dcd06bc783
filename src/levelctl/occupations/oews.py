"""
The published tables of the Occupational Employment and Wage Statistics → wages by occupation.

Source of the format: the tables of the U.S. Bureau of Labor Statistics and the description of their
fields, which is in each of their archives. Columns are found by their names, so tables of the
nation, of states, of metropolitan areas, of industries, and those with all of them can be read,
and those of other releases. A row belongs to a place and either all industries or one.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from pathlib import Path, PurePath
from typing import NamedTuple

from levelctl.errors import CanonError
from levelctl.occupations import scheme_codes
from levelctl.occupations.published_table import (
    PublishedFormat,
    PublishedRow,
    PublishedTable,
    opened_table,
    quoted,
)
from levelctl.occupations.us_areas import NATION, place_of
from levelctl.occupations.wages import PERCENTILES, WageRelease, Wages
from levelctl.record import Record, replace

NAME = "OEWS"

PUBLISHER = "U.S. Bureau of Labor Statistics, Occupational Employment and Wage Statistics"

NOT_KNOWN = "release not known"

CURRENCY, PERIOD = "USD", "year"

MOST_OCCUPATIONS = 20_000
"""The most occupations of a table that are accepted; the SOC has some 1,400 with broader ones."""

MOST_WAGES = 400_000
"""The most wages of a file that are accepted; that of all metropolitan areas has 150,000."""

MOST = 999_999_999
"""The largest figure that is accepted: above any number of people or dollars in the tables."""

CODE, TITLE, EMPLOYMENT = "OCC_CODE", "OCC_TITLE", "TOT_EMP"

COLUMNS = dict(
    zip(("A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90"), PERCENTILES, strict=True)
)
"""The columns in dollars a year, each with its field of `Wages`."""

AREA, AREA_NAME = "AREA", "AREA_TITLE"
INDUSTRY, INDUSTRY_NAME, OWNERS = "NAICS", "NAICS_TITLE", "OWN_CODE"

FORMAT = PublishedFormat(
    key=CODE,
    required=(CODE, TITLE, *COLUMNS),
    other_names={"AREA_NAME": AREA_NAME, "STATE": AREA_NAME, "OCC TITLE": TITLE},
    preferred="national",
    hint="import a table of the OEWS, such as national_M2024_dl",
)

ALL_INDUSTRIES = "cross-industry"

ALL_OWNERS = "1235"
"""The cell of all owners: federal, state and local government, and private ones."""

UNPUBLISHED = ("", "*", "**", "#", "~")
"""The cells of a figure that is not published."""

TOPPED = "#"
"""The cell of a wage above the highest one that is published."""

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

_CODE = re.compile(r"[0-9]{2}-[0-9]{4}")
_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.00?)?")
_RELEASE = re.compile(r"(?<![a-z])m(?:ay)?[ _-]*((?:19|20)[0-9]{2})(?![0-9])", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SHORT_RELEASE = re.compile(r"oesm([0-9]{2})(?![0-9])", re.IGNORECASE)


class Where(NamedTuple):
    """What a row of a table is of."""

    place: str
    industry: str | None
    """None for all industries."""
    owners: str
    """The digits of the owners; more digits are more owners."""
    area: str | None
    industry_name: str | None


class OewsTable(Record):
    """The wages of one place, and of one industry or all."""

    release: WageRelease
    wages: tuple[Wages, ...]
    """The wages of broader and detailed occupations, ordered by code."""


def read(
    path: Path,
    release: str | None = None,
    *,
    places: Collection[str] = (),
    industries: Collection[str] = (),
) -> tuple[OewsTable, ...]:
    """
    Return the tables in *path*: a CSV or XLSX file, or a folder or archive that contains one.

    *release*, such as *May 2024*, overrides the release in the file name. Only tables of *places*
    and *industries* are read if any are given. Raises CanonError, with its place, if the file does
    not exist, is cut off, contradicts itself, has another format, or has no such table.
    """
    with opened_table(path, FORMAT) as table:
        known = release or release_in(PurePath(table.name).name) or release_in(path.name)
        source = f"{PUBLISHER}, {known or NOT_KNOWN}; public domain"
        gathered = _Gathered(table, source, frozenset(places), frozenset(industries))
        for row in table.wage_rows():
            gathered.add(row)
        name = table.name
    tables = gathered.tables(known)
    if not tables:
        raise _none(name, gathered)
    _refuse_release(name, known, frozenset(each.code for one in tables for each in one.wages))
    if all(each.release.unpaid == len(each.wages) for each in tables):
        total = sum(len(each.wages) for each in tables)
        raise CanonError(f"{name}: none of its {total:,} occupations has a wage a year")
    return tables


class _Gathered:
    """The wages of *table* by what they are of."""

    def __init__(
        self,
        table: PublishedTable,
        source: str,
        places: frozenset[str],
        industries: frozenset[str],
    ) -> None:
        self.table = table
        self.source = source
        self.places = places
        self.industries = industries
        self.found: dict[Where, dict[str, tuple[Wages, int]]] = {}
        self.left_out = 0
        self._count = 0

    def add(self, row: PublishedRow) -> None:
        """Read *row*, if it is of a place and industry that are asked for."""
        where = _where(self.table, row)
        if where is None or not self._asked(where):
            self.left_out += 1
            return
        by_code = self.found.setdefault(where, {})
        wages = _wages(self.table, row, self.source)
        first, line = by_code.setdefault(wages.code, (wages, row.line))
        if line == row.line:
            self._count += 1
        if len(by_code) > MOST_OCCUPATIONS:
            message = f"it is the occupation after {MOST_OCCUPATIONS:,} others"
            raise self.table.row_fault(row, message)
        if self._count > MOST_WAGES:
            message = f"the table has more than {MOST_WAGES:,} wages"
            hint = "choose places: --place US-CA --place US-41860"
            raise self.table.row_fault(row, message, hint)
        if replace(wages, title=first.title) != first:
            message = f"its figures for {wages.code} differ from those on line {line}"
            raise self.table.cell_fault(row, CODE, message)

    def _asked(self, where: Where) -> bool:
        if self.places and where.place not in self.places:
            return False
        return not self.industries or where.industry in self.industries

    def tables(self, release: str | None) -> tuple[OewsTable, ...]:
        """Return the tables; of an industry with several groups of owners, that of the most."""
        widest: dict[tuple[str, str], Where] = {}
        for where in sorted(self.found, key=lambda each: (len(each.owners), each.owners)):
            widest[where.place, where.industry or ""] = where
        chosen = [widest[each] for each in sorted(widest)]
        rows = sum(map(len, self.found.values()))
        left_out = self.left_out + rows - sum(len(self.found[each]) for each in chosen)
        return tuple(self._table(each, release, left_out) for each in chosen)

    def _table(self, where: Where, release: str | None, left_out: int) -> OewsTable:
        by_code = self.found[where]
        listed = tuple(by_code[code][0] for code in sorted(by_code))
        return OewsTable(
            WageRelease(
                name=NAME,
                release=release,
                occupations=len(listed),
                left_out=left_out,
                source=self.source,
                unpaid=sum(not _is_paid(each) for each in listed),
                place=where.place,
                area=where.area,
                industry=where.industry,
                industry_name=where.industry_name,
            ),
            listed,
        )


def _where(table: PublishedTable, row: PublishedRow) -> Where | None:
    """Return what *row* is of; None if it is of some owners in all industries."""
    cells = row.cells
    area = cells.get(AREA, "")
    place = place_of(area or _FIRST_AREA)
    if place is None:
        hint = "the nation is 99, a state has two digits, a metropolitan area five"
        raise table.cell_fault(row, AREA, f"{quoted(area)} is not the code of an area", hint)
    owners = cells.get(OWNERS, "").strip("0") or ALL_OWNERS
    code = cells.get(INDUSTRY, "").strip()
    group = cells.get("I_GROUP", ALL_INDUSTRIES).casefold() or ALL_INDUSTRIES
    name = cells.get(AREA_NAME) if place != NATION else None
    if not code.strip("0"):
        everything = group == ALL_INDUSTRIES and owners == ALL_OWNERS
        return Where(place, None, owners, name or None, None) if everything else None
    if group.startswith(ALL_INDUSTRIES):  # 000001 is all industries of some owners
        return None
    return Where(place, code, owners, name or None, cells.get(INDUSTRY_NAME) or None)


_FIRST_AREA = "99"
"""The area of a table that has no column for it: the nation."""


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


def _none(name: str, gathered: _Gathered) -> CanonError:
    if not gathered.left_out:
        return CanonError(f"{name} contains no occupations")
    asked = sorted((*gathered.places, *gathered.industries))
    if asked:
        return CanonError(
            f"{name}: none of its {gathered.left_out:,} rows is of {' and '.join(asked)}",
            hint="a place is written US, US-CA or US-41860, an industry as in the column NAICS",
        )
    return CanonError(
        f"{name}: none of its {gathered.left_out:,} rows is of all owners or of an industry",
        hint=FORMAT.hint,
    )


def _wages(table: PublishedTable, row: PublishedRow, source: str) -> Wages:
    cells = row.cells
    if not _CODE.fullmatch(cells[CODE]):
        message = f"{quoted(cells[CODE])} is not a code of the SOC"
        raise table.cell_fault(row, CODE, message, "a code looks like 11-3021")
    if not cells[TITLE]:
        raise table.cell_fault(row, TITLE, f"{cells[CODE]} has no title")
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


def _figure(table: PublishedTable, row: PublishedRow, column: str) -> int | None:
    """Return the whole number in a cell, or None if it is not published."""
    cell = row.cells[column]
    if cell in UNPUBLISHED:
        return None
    number = _NUMBER.fullmatch(cell)
    digits = number[1].replace(",", "").lstrip("0") if number else ""
    if number is None:
        message = f"{column} is {quoted(cell)}, not a whole number and not one of * ** # ~"
    elif not digits and column in COLUMNS:
        message = f"{column} is {cell}, which is not a wage"
    elif len(digits) > len(str(MOST)):
        message = f"{column} is {quoted(cell)}, which is more than {MOST:,}"
    else:
        return int(digits or "0")
    raise table.cell_fault(row, column, message)


def _refuse_disorder(
    table: PublishedTable, row: PublishedRow, figures: dict[str, int | None]
) -> None:
    """Raise CanonError if a percentile is below a lower one; a topped one is above all figures."""
    published = [
        (column, figures[field])
        for column, field in COLUMNS.items()
        if figures[field] is not None or row.cells[column] == TOPPED
    ]
    for (lower, low), (column, high) in pairwise(published):
        if high is not None and (low is None or high < low):
            message = f"{column} is {high}, below {lower}, which is {row.cells[lower]}"
            raise table.cell_fault(row, column, message)
