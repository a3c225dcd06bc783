"""The published mean wage of a profile's level: by its occupations, levels of work and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus
from levelctl.occupations import level_wages, wages
from levelctl.occupations.level_wages import LevelWages, LevelWageTable
from levelctl.occupations.schemes import soc_code
from levelctl.occupations.us_areas import NATION
from levelctl.record import Record

CURRENCY, PERIOD = "USD", "year"


class LevelEstimate(Record):
    """The mean wage that is published for an occupation at the work levels of a level."""

    code: str
    """As in the focus file."""
    published: str
    """The code of the wages: the same, or that of the broad occupation."""
    title: str
    place: str
    work_levels: tuple[str, ...]
    """Those with a published wage; *wage* is the mean of theirs."""
    hourly: float
    """In dollars an hour."""
    yearly: int
    """In dollars a year of 2,080 hours."""
    error: float | None
    """The largest relative standard error, in percent; None if none is published."""
    workers: str
    """Whose wages they are, such as *All workers*."""


class LevelEstimates(Record):
    """What is published for the level of a profile."""

    release: str
    """The source and its year."""
    source: str
    place: str
    work_levels: tuple[str, ...]
    """The work levels that stand for the level; empty if the canon does not say."""
    why: str | None
    """Why they do, as the canon says."""
    estimates: tuple[LevelEstimate, ...]


def estimates_of(
    canon: Canon, focus: Focus, level: str, place: str | None
) -> LevelEstimates | None:
    """
    Return what is published for *level* of *focus* in *place*, by default the nation.

    None if no wages by level are imported. Raises LevelctlError if they are damaged.
    """
    table = level_wages.imported()
    if table is None:
        return None
    meant = canon.settings.work_level(level)
    codes = dict.fromkeys(filter(None, map(soc_code, focus.classification)))
    found = _found(table, codes, place or NATION, meant.levels) if meant else ()
    return LevelEstimates(
        release=_name(table),
        source=table.release.source,
        place=place or NATION,
        work_levels=meant.levels if meant else (),
        why=meant.why if meant else None,
        estimates=tuple(found),
    )


def has_wages(place: str | None) -> bool:
    """Return whether any published wages of *place* are imported, by percentile or by level."""
    if place is None:
        return False
    table = level_wages.imported()
    return wages.imported(place) is not None or bool(table and place in table.places)


def _name(table: LevelWageTable) -> str:
    return " ".join(filter(None, (table.release.name, table.release.release)))


def _found(
    table: LevelWageTable, codes: Iterable[str], place: str, levels: tuple[str, ...]
) -> Iterator[LevelEstimate]:
    for code in codes:
        published = table.of(code, place)
        found = estimate(code, published, levels) if published else None
        if found:
            yield found


def estimate(code: str, published: LevelWages, levels: tuple[str, ...]) -> LevelEstimate | None:
    """Return the mean of the wages at *levels* that are *published*, or None if none is."""
    known = [each for each in map(published.at, levels) if each and each.hourly is not None]
    hourly = [each.hourly for each in known if each.hourly is not None]
    if not hourly:
        return None
    mean = sum(hourly) / len(hourly)
    errors = [each.error for each in known if each.error is not None]
    return LevelEstimate(
        code=code,
        published=published.code,
        title=published.title,
        place=published.place,
        work_levels=tuple(each.level for each in known),
        hourly=round(mean, 2),
        yearly=round(mean * level_wages.HOURS_A_YEAR),
        error=max(errors, default=None),
        workers=known[0].workers,
    )
