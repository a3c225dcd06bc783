"""
Published wages of occupations that a person has imported: percentiles by SOC code.

The store (see `imported`) holds tables: one of a place and all its industries, or of one industry.
A table has one release at a time. Each occupation of a table has a row of its own, so that its
wages can be read without the others. The rows of the table of the nation have the names that they
had when it was the only one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from levelctl.canon.canon import key
from levelctl.errors import CanonError
from levelctl.occupations.imported import ImportedRows, ImportedStore
from levelctl.occupations.schemes import SOC_LENGTH
from levelctl.occupations.us_areas import NATION
from levelctl.record import Record, decode, encode

RELEASE = key("release")
"""The row that describes the table of the nation."""

FURTHER = key("releases")
"""The row that describes the other tables."""

WAGES = "wages"
"""The kind of the rows that hold the wages of one occupation each."""

PERCENTILES = ("p10", "p25", "median", "p75", "p90")
"""The fields of `Wages` that hold a percentile, lowest first."""


COMBINED = {
    "21-1011": "21-1018",
    "21-1014": "21-1018",
    "51-2022": "51-2028",
    "51-2023": "51-2028",
    "53-1042": "53-1047",
    "53-1043": "53-1047",
    "53-1044": "53-1047",
}
"""
Occupations of which the statistics publish only the wages of several together, since May 2021,
under a code that the SOC does not have.
"""


class Wages(Record):
    """
    What people in an occupation earn.

    A percentile is the wage that this percentage of them does not exceed. It is None, and not
    zero, if it is not published.
    """

    code: str
    """An SOC code of a detailed or broader occupation."""
    title: str
    source: str
    """The publisher and the release of the figures."""
    currency: str
    period: str
    employment: int | None
    """The number of people in the occupation; None if it is not published."""
    p10: int | None
    p25: int | None
    median: int | None
    p75: int | None
    p90: int | None
    topped: tuple[str, ...] = ()
    """The fields that are None because they are above the highest wage that is published."""


class WageRelease(Record):
    """An imported table of a release of wages."""

    name: str
    release: str | None
    """Such as *May 2024*; None if it is not known."""
    occupations: int
    """The number of occupations, including broader ones."""
    left_out: int
    """The number of rows of its file that are not imported."""
    source: str
    """The publisher and the release of the figures."""
    unpaid: int = 0
    """The number of occupations without a published wage a year; actors are paid by the hour."""
    place: str = NATION
    """As in a canon: *US*, *US-CA*, *US-41860*."""
    area: str | None = None
    """The name of the place; None for the nation."""
    industry: str | None = None
    """The code of the only industry, in the NAICS; None for all industries."""
    industry_name: str | None = None

    @property
    def is_national(self) -> bool:
        """Whether it is of the whole nation and all industries."""
        return (self.place, self.industry) == (NATION, None)


class WageTable:
    """The wages in *rows* of the table *release*. Raises CanonError if they are damaged."""

    def __init__(self, rows: ImportedRows, release: WageRelease) -> None:
        self.rows = rows
        self.release = release

    def of(self, code: str) -> Wages | None:
        """
        Return the wages of the occupation with this SOC or O*NET-SOC *code*, or None.

        If only the wages of its broad occupation are published, as those of 29-2010 for 29-2011,
        or of several together, return these. The *code* of the result shows which. Raises
        CanonError if damaged.
        """
        detailed = code[:SOC_LENGTH]
        wider = COMBINED.get(detailed, detailed), f"{detailed[:-1]}0"
        for each in dict.fromkeys((detailed, *wider)):
            row = self.rows.get(_row(self.release, each))
            if row is not None:
                return decode(row, Wages)
        return None


STORE = ImportedStore("wages")


def releases() -> tuple[WageRelease, ...]:
    """Return the imported tables, that of the nation first. Raises CanonError if damaged."""
    rows = STORE.open()
    return tuple(_releases(rows)) if rows else ()


def imported(place: str = NATION, industry: str | None = None) -> WageTable | None:
    """Return the table of *place* and *industry*, or None. Raises CanonError if it is damaged."""
    rows = STORE.open()
    found = (
        each
        for each in (_releases(rows) if rows else ())
        if (each.place, each.industry) == (place, industry)
    )
    release = next(found, None)
    return WageTable(rows, release) if rows and release else None


def save(release: WageRelease, wages: Iterable[Wages]) -> None:
    """Store the *wages* of *release* in place of an earlier table's. Raises MachineError."""
    save_all([(release, wages)])


def save_all(tables: Iterable[tuple[WageRelease, Iterable[Wages]]]) -> None:
    """
    Store *tables*, each in place of an earlier one of its place and industry; others stay.

    Whatever is damaged is replaced. Raises MachineError if they cannot be stored.
    """
    added = list(tables)
    kept, rows = _without([release for release, _ in added])
    for release, wages in added:
        rows.update((_row(release, each.code), encode(each)) for each in wages)
    _write([*kept, *(release for release, _ in added)], rows)


def remove(removed: Iterable[WageRelease]) -> None:
    """Delete the tables *removed*. Raises MachineError if that is not possible."""
    kept, rows = _without(list(removed))
    if kept:
        _write(kept, rows)
    else:
        STORE.remove()


def _write(listed: list[WageRelease], rows: dict[str, bytes]) -> None:
    ordered = sorted(listed, key=lambda each: (each.place, each.industry or ""))
    for release in ordered:
        if release.is_national:
            rows[RELEASE] = encode(release)
    rows[FURTHER] = encode(tuple(each for each in ordered if not each.is_national))
    STORE.write(rows)


def _without(gone: list[WageRelease]) -> tuple[list[WageRelease], dict[str, bytes]]:
    """Return the tables that are not *gone*, and the rows of their wages."""
    places = {(each.place, each.industry) for each in gone}
    try:
        stored = STORE.open()
        listed = list(_releases(stored)) if stored else []
        rows = stored.but((RELEASE, FURTHER)) if stored else {}
    except CanonError:
        return [], {}
    kept = [each for each in listed if (each.place, each.industry) not in places]
    if len(kept) == 0:
        return [], {}
    beginnings = {_row(each, "") for each in kept}
    return kept, {name: body for name, body in rows.items() if _beginning(name) in beginnings}


def _releases(rows: ImportedRows) -> Iterator[WageRelease]:
    if rows.get(RELEASE) is not None:
        yield rows.value(RELEASE, WageRelease)
    if rows.get(FURTHER) is not None:
        yield from rows.value(FURTHER, tuple[WageRelease, ...])


def _row(release: WageRelease, code: str) -> str:
    """Return the name of the row with the wages of *code* in the table *release*."""
    if release.is_national:
        return key(WAGES, code)
    industry = f"{release.industry}:" if release.industry else ""
    return key(WAGES, f"{release.place}:{industry}{code}")


_CODE = re.compile(r"[^:]*$")


def _beginning(name: str) -> str:
    """Return what the name of a row begins with, before the code of its occupation."""
    return _CODE.sub("", name)
