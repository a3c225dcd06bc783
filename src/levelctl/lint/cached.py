"""Returns the cached result of checking a canon, if no file has changed since."""

from __future__ import annotations

from pathlib import Path

from levelctl.cache.freshness import is_fresh, open_store
from levelctl.cache.store import STORE_ERRORS, Store
from levelctl.canon.canon import key
from levelctl.canon.files import FileStats, scan
from levelctl.lint.report import CanonResult
from levelctl.occupations import schemes, wages
from levelctl.record import decode

KIND = "check"
"""The kind of store with check results."""

CANON_RESULT = key("canon result")
"""The row with the result of the whole canon."""


def cached_result(root: Path) -> tuple[CanonResult | None, Store | None]:
    """
    Return the result of the canon *root*, or None if it is not current, and its store, if any.

    A store without a current result is still useful: it has the results of unchanged files.
    """
    store, fingerprint = open_store(root, KIND) or (None, None)
    if store is None or fingerprint is None:
        return None, None
    if not is_fresh(fingerprint, [*scan(root), *imported_stats()]):
        return None, store
    try:
        row = store.get(CANON_RESULT)
        return (decode(row, CanonResult) if row else None), store
    except STORE_ERRORS:
        return None, store


def imported_stats() -> list[FileStats]:
    """Return the stats of imported data, which a result depends on, too."""
    return [*schemes.STORE.stats(), *wages.STORE.stats()]
