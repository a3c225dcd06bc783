"""
Opens a canon: from its store if that is current, otherwise from its files.

The store is optional and never trusted blindly. If anything is wrong with it, the files are
read instead, and the answer is the same.
"""

from __future__ import annotations

from pathlib import Path

from levelctl.cache.freshness import FallbackRows, OnProblem, is_fresh, open_store, scan_all
from levelctl.canon.canon import Canon, CanonRows
from levelctl.canon.files import MapFiles


def open_canon(
    root: Path, *, map_files: MapFiles | None = None, on_problem: OnProblem | None = None
) -> Canon:
    """
    Return the canon *root* from its store, which is created or refreshed first if needed.

    *map_files* reads many files; by default, this process does, one by one. *on_problem* receives
    one line if the store is damaged or cannot be written. Raises CanonError as
    `levelctl.canon.loading.load` does.
    """

    def rebuild() -> CanonRows:
        from levelctl.cache.refresh import refresh

        if on_problem:
            on_problem("the cache is damaged; reading the canon's files instead")
        return refresh(root, None)

    store, fingerprint = open_store(root) or (None, None)
    stats = scan_all(root, fingerprint)
    if store and fingerprint and fingerprint.sound and is_fresh(fingerprint, stats):
        return Canon(root, FallbackRows(store, rebuild), open_canon)
    from levelctl.cache.refresh import refresh

    rows = refresh(root, store, map_files=map_files, on_problem=on_problem)
    return Canon(root, rows, open_canon)


def read_canon(root: Path, map_files: MapFiles | None = None) -> Canon:
    """Return the canon *root* from its files alone. Raises CanonError as `loading.load` does."""
    from levelctl.canon.loading import load

    return load(root, map_files)
