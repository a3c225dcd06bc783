"""
Published wages by level of work that a person has imported: means by SOC code and place.

The Modeled Wage Estimates (MWE) state a mean hourly wage for the work levels of an occupation. The
store has a row for each occupation of each place.
"""

from __future__ import annotations

from collections.abc import Iterable

from levelctl.canon.canon import key
from levelctl.occupations.imported import ImportedRows, ImportedStore
from levelctl.occupations.schemes import SOC_LENGTH
from levelctl.occupations.us_areas import NATION
from levelctl.record import Record, decode, encode

RELEASE = key("level release")

PLACES = key("level places")
"""The row with the places that have wages."""

WAGES = "level wages"
"""The kind of the rows that hold the wages of one occupation in one place."""

HOURS_A_YEAR = 2_080
"""The hours by which an hourly wage becomes a yearly one, as the statistics of wages do it."""


class LevelWage(Record):
    """The mean wage of an occupation at a level of work."""

    level: str
    """A number from 1 to 15, or a group: *entry*, *intermediate*, *experienced*, *all*."""
    hourly: float | None
    """The mean in dollars an hour; None if it is not published."""
    error: float | None = None
    """The relative standard error in percent; None if it is not published."""
    workers: str = "All workers"
    """Whose mean it is, as the table says it."""

    @property
    def yearly(self) -> int | None:
        """The mean in dollars a year of 2,080 hours."""
        return None if self.hourly is None else round(self.hourly * HOURS_A_YEAR)


class LevelWages(Record):
    """The mean wages of an occupation in a place, by level of work."""

    code: str
    """An SOC code."""
    title: str
    place: str
    """As in a canon: *US*, *US-CA*, *US-41860*."""
    area: str
    """The name of the place in the table."""
    source: str
    levels: tuple[LevelWage, ...]

    def at(self, level: str) -> LevelWage | None:
        return next((each for each in self.levels if each.level == level), None)


class LevelRelease(Record):
    """The imported release of wages by level of work."""

    name: str
    release: str | None
    """Its year; None if it is not known."""
    places: int
    """The number of places."""
    occupations: int
    """The number of occupations, including broader ones."""
    estimates: int
    """The number of mean wages."""
    left_out: int
    """The number of rows of its file that are not imported."""
    source: str


class LevelWageTable:
    """The imported wages in *rows*, to look up. Raises CanonError if they are damaged."""

    def __init__(self, rows: ImportedRows) -> None:
        self.rows = rows
        self.release = rows.value(RELEASE, LevelRelease)
        self.places = frozenset(rows.value(PLACES, tuple[str, ...]))
        """The places that have wages."""

    def of(self, code: str, place: str = NATION) -> LevelWages | None:
        """
        Return the wages of the occupation with this SOC or O*NET-SOC *code* in *place*, or None.

        If only those of its broad occupation are published, return these. The *code* of the result
        shows which.
        """
        detailed = code[:SOC_LENGTH]
        for each in dict.fromkeys((detailed, f"{detailed[:-1]}0")):
            row = self.rows.get(key(WAGES, f"{place}:{each}"))
            if row is not None:
                return decode(row, LevelWages)
        return None


STORE = ImportedStore("level-wages")


def imported() -> LevelWageTable | None:
    """Return the imported wages, or None. Raises CanonError if they are damaged."""
    rows = STORE.open()
    return LevelWageTable(rows) if rows else None


def save(release: LevelRelease, wages: Iterable[LevelWages]) -> None:
    """Store the *wages* of *release* in place of any other release's. Raises MachineError."""
    rows = {}
    places = set()
    for each in wages:
        rows[key(WAGES, f"{each.place}:{each.code}")] = encode(each)
        places.add(each.place)
    STORE.write({**rows, PLACES: encode(sorted(places)), RELEASE: encode(release)})
