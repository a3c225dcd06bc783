"""The verdict on a canon: kept from the last time, or made of its files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from levelctl.cache.freshness import is_fresh, store_of
from levelctl.cache.store import FAULTS, Store
from levelctl.canon.canon import key
from levelctl.canon.files import OnProgress, Stats, scan
from levelctl.lint.report import CanonResult
from levelctl.occupations import schemes, wages
from levelctl.record import decode

KIND = "check"
"""The kind of store that keeps verdicts."""

CANON_RESULT = "verdict"
"""The kind of row that holds one."""


def check_canon(
    root: Path,
    *,
    cache: bool = True,
    contents: Mapping[str, bytes] | None = None,
    progress: OnProgress | None = None,
) -> CanonResult:
    """
    Return the verdict on the canon *root*, which is kept for as long as no file changes.

    *contents* take the place of files, by their path below *root*. Without *cache*, all files
    are read and nothing is kept.
    """
    store, stamp = (store_of(root, KIND) if cache else None) or (None, None)
    if store and stamp and not contents and is_fresh(stamp, [*scan(root), *imported_stats()]):
        kept = _cached(store)
        if kept:
            return kept
    from levelctl.lint.incremental import made

    return made(root, old=store, keep=cache, contents=contents, progress=progress)


def imported_stats() -> list[Stats]:
    """Return what the file system says of what was imported, which a verdict rests on, too."""
    return [*schemes.STORE.stats(), *wages.STORE.stats()]


def _cached(store: Store) -> CanonResult | None:
    try:
        row = store.get(key(CANON_RESULT))
        return decode(row, CanonResult) if row else None
    except FAULTS:
        return None
