"""What check says of a canon: made of its files, or kept from the last time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from levelctl.cache.freshness import fresh, store_of
from levelctl.cache.store import FAULTS, Store
from levelctl.canon.canon import key
from levelctl.canon.files import Progress, Stats, scan
from levelctl.diagnostics import Diagnostic, Severity
from levelctl.occupations import schemes, wages
from levelctl.record import Record, Result, decode

KIND = "check"
"""The kind of store that keeps verdicts."""

VERDICT = "verdict"
INSPECTION = "inspection"
"""The kinds of rows that hold the verdict, and what was found in each file."""


class Verdict(Record):
    """All that is wrong with a canon, and which of it its settings ask for."""

    diagnostics: tuple[Diagnostic, ...]
    """In the order of files and lines; paths are relative to the canon's folder."""
    files: int
    fail_on: Severity = Severity.ERROR
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class Checked(Record):
    """A canon that was checked."""

    folder: str
    fail_on: Severity
    """The least severity that makes check fail."""


class Report(Result):
    """What was asked of a canon's faults."""

    SCHEMA = "levelctl.check/1"

    canons: tuple[Checked, ...]
    files: int
    errors: int
    warnings: int
    notes: int
    mendable: int
    """How many of them ``--fix`` can put right."""
    fails: bool
    """Whether one is at or above the severity that makes check fail."""
    diagnostics: tuple[Diagnostic, ...]


def verdict_on(
    root: Path,
    *,
    cache: bool = True,
    contents: Mapping[str, bytes] | None = None,
    progress: Progress | None = None,
) -> Verdict:
    """
    Return the verdict on the canon *root*, which is kept for as long as no file changes.

    *contents* take the place of files, by their path below *root*. Without *cache*, all files
    are read and nothing is kept.
    """
    store, stamp = (store_of(root, KIND) if cache else None) or (None, None)
    if store and stamp and not contents and fresh(stamp, [*scan(root), *imported_stats()]):
        kept = _kept(store)
        if kept:
            return kept
    from levelctl.lint.incremental import made

    return made(root, old=store, keep=cache, contents=contents, progress=progress)


def imported_stats() -> list[Stats]:
    """Return what the file system says of what was imported, which a verdict rests on, too."""
    return [*schemes.stats(), *wages.stats()]


def _kept(store: Store) -> Verdict | None:
    try:
        row = store.get(key(VERDICT))
        return decode(row, Verdict) if row else None
    except FAULTS:
        return None
