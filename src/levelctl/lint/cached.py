"""The result of checking a canon, as it was cached the last time."""

from __future__ import annotations

from pathlib import Path

from levelctl.cache.freshness import is_fresh, store_of
from levelctl.cache.store import FAULTS, Store
from levelctl.canon.canon import key
from levelctl.canon.files import FileStats, scan
from levelctl.lint.report import CanonResult
from levelctl.occupations import schemes, wages
from levelctl.record import decode

KIND = "check"
"""The kind of store that has results."""

CANON_RESULT = key("canon result")
"""The row that holds that of the whole canon."""


def cached_result(root: Path) -> tuple[CanonResult | None, Store | None]:
    """
    Return the result of the canon *root*, None if a file changed since, and the store it is in.

    What the store has of files that did not change is of use all the same.
    """
    store, fingerprint = store_of(root, KIND) or (None, None)
    if store is None or fingerprint is None:
        return None, None
    if not is_fresh(fingerprint, [*scan(root), *imported_stats()]):
        return None, store
    try:
        row = store.get(CANON_RESULT)
        return (decode(row, CanonResult) if row else None), store
    except FAULTS:
        return None, store


def imported_stats() -> list[FileStats]:
    """Return what the file system says of what was imported, which a result rests on, too."""
    return [*schemes.STORE.stats(), *wages.STORE.stats()]
