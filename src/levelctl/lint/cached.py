"""Returns the cached result of checking a canon, if no file has changed since."""

from __future__ import annotations

from pathlib import Path

from levelctl.cache.freshness import Fingerprint, is_fresh, scan_all
from levelctl.cache.store import STORE_ERRORS, Store
from levelctl.canon.canon import key
from levelctl.canon.files import ACCEPTED, FileStats, stats_of
from levelctl.lint.report import CanonResult
from levelctl.occupations import schemes, wages
from levelctl.record import decode

KIND = "check"
"""The kind of store with check results."""

CANON_RESULT = key("canon result")
"""The row with the result of the whole canon."""


def cached_result(root: Path, store: Store, fingerprint: Fingerprint) -> CanonResult | None:
    """Return the result of the canon *root* that *store* has, or None if it is not current."""
    if not is_fresh(fingerprint, [*scan_all(root, fingerprint), *further_stats(root)]):
        return None
    try:
        return decode(store.require(CANON_RESULT), CanonResult)
    except STORE_ERRORS:
        return None


def further_stats(root: Path) -> list[FileStats]:
    """
    Return the stats of what a result depends on besides the files of the canon *root*.

    That is imported data, and what an overlay was last based on.
    """
    return [*schemes.STORE.stats(), *wages.STORE.stats(), stats_of(root / ACCEPTED)]
