"""
Published wages of occupations that a person has imported: percentiles by SOC code.

The store (see `imported`) holds one release at a time, with one row for each occupation, so that
the wages of one occupation can be read without the others.
"""

from __future__ import annotations

from collections.abc import Iterable

from levelctl.canon.canon import key
from levelctl.occupations.imported import ImportedRows, ImportedStore
from levelctl.occupations.schemes import SOC_LENGTH
from levelctl.record import Record, decode, encode

RELEASE = key("release")
"""The row that describes the imported release."""

WAGES = "wages"
"""The kind of the rows that hold the wages of one occupation each."""

PERCENTILES = ("p10", "p25", "median", "p75", "p90")
"""The fields of `Wages` that hold a percentile, lowest first."""


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
    """An imported release of wages."""

    name: str
    release: str | None
    """Such as *May 2024*; None if it is not known."""
    occupations: int
    """The number of occupations, including broader ones."""
    left_out: int
    """The number of rows for single areas, industries or owners, which are not imported."""
    source: str
    """The publisher and the release of the figures."""
    unpaid: int = 0
    """The number of occupations without a published wage a year; actors are paid by the hour."""


class WageTable:
    """The imported wages in *rows*, to look up. Raises CanonError if they are damaged."""

    def __init__(self, rows: ImportedRows) -> None:
        self.rows = rows
        self.release = rows.value(RELEASE, WageRelease)

    def of(self, code: str) -> Wages | None:
        """
        Return the wages of the occupation with this SOC or O*NET-SOC *code*, or None.

        If only the wages of its broad occupation are published, as those of 29-2010 for 29-2011,
        return these. The *code* of the result shows which. Raises CanonError if damaged.
        """
        detailed = code[:SOC_LENGTH]
        for each in dict.fromkeys((detailed, f"{detailed[:-1]}0")):
            row = self.rows.get(key(WAGES, each))
            if row is not None:
                return decode(row, Wages)
        return None


STORE = ImportedStore("wages")


def imported() -> WageTable | None:
    """Return the imported wages, or None. Raises CanonError if they are damaged."""
    rows = STORE.open()
    return WageTable(rows) if rows else None


def save(release: WageRelease, wages: Iterable[Wages]) -> None:
    """Store the *wages* of *release* in place of any other release's. Raises MachineError."""
    rows = {key(WAGES, each.code): encode(each) for each in wages}
    STORE.write({**rows, RELEASE: encode(release)})
