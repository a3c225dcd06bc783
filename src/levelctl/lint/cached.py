"""The result of checking a canon: cached from the last time, or made of its files."""

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
"""The kind of store that has results."""

CANON_RESULT = key("canon result")
"""The row that holds that of the whole canon."""


def check_canon(
    root: Path,
    *,
    cache: bool = True,
    contents: Mapping[str, bytes] | None = None,
    progress: OnProgress | None = None,
) -> CanonResult:
    """
    Return what is wrong with the canon *root*, which is cached for as long as no file changes.

    *contents* take the place of files, by their path below *root*. Without *cache*, all files
    are read and nothing is cached.
    """
    store, fingerprint = (open_store(root, KIND) if cache else None) or (None, None)
    if store and fingerprint and not contents:
        found = [*scan(root), *imported_stats()]
        result = _cached(store) if is_fresh(fingerprint, found) else None
        if result:
            return result
    from levelctl.lint.incremental import check_files

    return check_files(root, old=store, cache=cache, contents=contents, progress=progress)


def imported_stats() -> list[FileStats]:
    """Return what the file system says of what was imported, which a result rests on, too."""
    return [*schemes.stats(), *wages.stats()]


def _cached(store: Store) -> CanonResult | None:
    try:
        row = store.get(CANON_RESULT)
        return decode(row, CanonResult) if row else None
    except STORE_ERRORS:
        return None
