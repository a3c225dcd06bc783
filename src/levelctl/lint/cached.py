"""Returns the result of checking a canon: the cached one if current, otherwise a new one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from levelctl.cache.freshness import is_fresh, open_store
from levelctl.cache.store import STORE_ERRORS, Store
from levelctl.canon.canon import key
from levelctl.canon.files import FileStats, OnProgress, scan
from levelctl.lint.report import CanonResult
from levelctl.occupations import schemes, wages
from levelctl.record import decode

KIND = "check"
"""The kind of store with check results."""

CANON_RESULT = key("canon result")
"""The row with the result of the whole canon."""


def check_canon(
    root: Path,
    *,
    cache: bool = True,
    contents: Mapping[str, bytes] | None = None,
    progress: OnProgress | None = None,
) -> CanonResult:
    """
    Return the result of checking the canon *root*; it is cached until a file changes.

    *contents* replace files, by their path below *root*. Without *cache*, all files are read and
    nothing is cached. *progress* receives the number of files checked and their total.
    """
    store, fingerprint = (open_store(root, KIND) if cache else None) or (None, None)
    if store and fingerprint and not contents:
        stats = [*scan(root), *imported_stats()]
        result = _cached(store) if is_fresh(fingerprint, stats) else None
        if result:
            return result
    from levelctl.lint.incremental import check_files

    return check_files(root, old=store, cache=cache, contents=contents, progress=progress)


def imported_stats() -> list[FileStats]:
    """Return the stats of imported data, which a result depends on, too."""
    return [*schemes.stats(), *wages.stats()]


def _cached(store: Store) -> CanonResult | None:
    try:
        row = store.get(CANON_RESULT)
        return decode(row, CanonResult) if row else None
    except STORE_ERRORS:
        return None
