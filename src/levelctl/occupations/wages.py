"""
Published wages of occupations that a person has imported: percentiles by code of the SOC.

They are kept in the user's data folder beside the schemes, one release at a time, a row for each
occupation: who asks for one reads one. Nothing needs them: what they add is evidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from levelctl.cache.store import STORE_ERRORS, Store, write
from levelctl.canon.canon import key
from levelctl.canon.files import FileStats, exists, stats_of
from levelctl.errors import LevelctlError, MachineError
from levelctl.occupations.schemes import SOC_LENGTH, data_place
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
            try:
                row = self.store.get(key(WAGES, each))
                if row is not None:
                    return decode(row, Wages)
            except STORE_ERRORS as error:
                raise _damaged(self.store.path, error) from error
        return None


def imported() -> WageTable | None:
    """Return the imported wages, None if there are none. Raises LevelctlError if damaged."""
    place = _place()
    if place is None or not exists(place):
        return None
    try:
        return WageTable(Store(place))
    except STORE_ERRORS as error:
        raise _damaged(place, error) from error


def keep(release: WageRelease, wages: Iterable[Wages]) -> None:
    """Keep the *wages* of *release* in the place of those of any other. Raises MachineError."""
    place = _place()
    if place is None:
        raise MachineError("there is no home folder to keep wages in")
    rows = {key(WAGES, each.code): encode(each) for each in wages}
    try:
        write(place, {**rows, RELEASE: encode(release)})
    except STORE_ERRORS as error:
        raise MachineError(f"the wages cannot be kept in {place}: {error}") from error


def forget() -> None:
    """Delete the imported wages, if there are any. Raises MachineError."""
    place = _place()
    try:
        if place:
            place.unlink(missing_ok=True)
    except OSError as error:
        raise MachineError(f"the wages in {place} cannot be removed: {error}") from error


def stats() -> list[FileStats]:
    """Return what the file system says of the imported wages; nothing if there are none."""
    place = _place()
    return [stats_of(place)] if place and exists(place) else []


def _place() -> Path | None:
    return data_place("wages.sqlite")


def _damaged(place: Path, error: Exception) -> LevelctlError:
    return LevelctlError(
        f"the imported wages in {place} cannot be read: {error}",
        hint="delete the file and import them again",
    )
