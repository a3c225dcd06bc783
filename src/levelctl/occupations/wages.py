"""
Published wages of occupations that a person has imported: percentiles by code of the SOC.

One release at a time is in the store (see `imported`), with a row for each occupation, so that
the wages of one occupation are read alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from levelctl.cache.store import Store
from levelctl.canon.canon import key
from levelctl.occupations.imported import ImportedStore
from levelctl.occupations.schemes import SOC_LENGTH
from levelctl.record import Record, decode, encode

RELEASE = key("release")
"""The row that says what is imported."""

WAGES = "wages"
"""The kind of row that holds one occupation's."""

PERCENTILES = ("p10", "p25", "median", "p75", "p90")
"""The fields of `Wages` that hold a percentile, from the lowest."""


class Wages(Record):
    """
    What the people in an occupation earn.

    A percentile is the wage that so many per cent of them earn at most. It is None where it is
    not published, which is not zero.
    """

    code: str
    """A code of the SOC, of a detailed or of a broader occupation."""
    title: str
    source: str
    """Whose figures they are, and of which release, for who shows them."""
    currency: str
    period: str
    employment: int | None
    """How many people there are in the occupation."""
    p10: int | None
    p25: int | None
    median: int | None
    p75: int | None
    p90: int | None
    topped: tuple[str, ...] = ()
    """The fields of percentiles that are None for being above the highest wage that is told."""


class WageRelease(Record):
    """A release of wages, as it was imported."""

    name: str
    release: str | None
    """Such as *May 2024*; None if nobody said."""
    occupations: int
    """How many it has, broader ones among them."""
    left_out: int
    """The rows of single areas, industries or owners that its file had besides."""
    source: str
    """Whose figures they are."""


class WageTable:
    """The imported wages in *store*, to look up."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.release = decode(store.get(RELEASE) or b"", WageRelease)

    def of(self, code: str) -> Wages | None:
        """
        Return the wages of the occupation *code*, of the SOC or of O*NET-SOC, or None.

        Where only those of its broad occupation are published, as 29-2010 for 29-2011, they are
        these: *code* of the answer says whose they are.
        """
        detailed = code[:SOC_LENGTH]
        for each in dict.fromkeys((detailed, f"{detailed[:-1]}0")):
            with STORE.damage():
                row = self.store.get(key(WAGES, each))
                if row is not None:
                    return decode(row, Wages)
        return None


STORE = ImportedStore("wages")


def imported() -> WageTable | None:
    """Return the imported wages, or None. Raises LevelctlError if they are damaged."""
    return STORE.read(WageTable)


def keep(release: WageRelease, wages: Iterable[Wages]) -> None:
    """Store the *wages* of *release* in place of any other release's. Raises MachineError."""
    rows = {key(WAGES, each.code): encode(each) for each in wages}
    STORE.write({**rows, RELEASE: encode(release)})
