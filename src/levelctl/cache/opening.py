"""
Opening a canon: from its store if that is fresh, from its files if not.

The store is never needed and never believed blindly. Whatever is wrong with it, the files
are read instead, and the answer is the same.
"""

from __future__ import annotations

from pathlib import Path

from levelctl.cache.freshness import FallbackRows, OnProblem, is_fresh, store_of
from levelctl.canon.canon import Canon, CanonRows
from levelctl.canon.files import OnProgress, scan


def open_canon(
    root: Path, *, progress: OnProgress | None = None, on_problem: OnProblem | None = None
) -> Canon:
    """
    Return the canon *root* from its store, which is made or renewed where it is not fresh.

    Raises CanonError as `levelctl.canon.loading.load` does.
    """

    def remake() -> CanonRows:
        from levelctl.cache.refresh import refresh

        if on_problem:
            on_problem("the cache is damaged; the canon's files are read instead")
        return refresh(root, None, scan(root))

    stats = scan(root)
    store, fingerprint = store_of(root) or (None, None)
    if store and fingerprint and fingerprint.sound and is_fresh(fingerprint, stats):
        return Canon(root, FallbackRows(store, remake))
    from levelctl.cache.refresh import refresh

    return Canon(root, refresh(root, store, stats, progress=progress, on_problem=on_problem))


def read_canon(root: Path, progress: OnProgress | None = None) -> Canon:
    """Return the canon *root* from its files alone. Raises as `loading.load` does."""
    from levelctl.canon.loading import load

    return load(root, progress)
