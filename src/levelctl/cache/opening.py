"""
Opening a canon: from its store if that is fresh, from its files if not.

The store is never needed and never believed blindly. Whatever is wrong with it, the files
are read instead, and the answer is the same.
"""

from __future__ import annotations

from pathlib import Path

from levelctl.cache.freshness import Guarded, Tell, fresh, store_of
from levelctl.cache.store import place_of, stores
from levelctl.canon.canon import Canon, Rows
from levelctl.canon.files import Progress, scan
from levelctl.record import Result


def open_canon(root: Path, *, progress: Progress | None = None, tell: Tell | None = None) -> Canon:
    """
    Return the canon *root* from its store, which is made or renewed where it is not fresh.

    Raises CanonError as `levelctl.canon.loading.load` does.
    """

    def remake() -> Rows:
        from levelctl.cache.refresh import renewed

        if tell:
            tell("the cache is damaged; the canon's files are read instead")
        return renewed(root, None, scan(root))

    found = scan(root)
    store, stamp = store_of(root) or (None, None)
    if store and stamp and fresh(stamp, found):
        return Canon(root, Guarded(store, remake))
    from levelctl.cache.refresh import renewed

    return Canon(root, renewed(root, store, found, progress=progress, tell=tell))


def read_canon(root: Path, progress: Progress | None = None) -> Canon:
    """Return the canon *root* from its files alone. Raises as `loading.load` does."""
    from levelctl.canon.loading import load

    return load(root, progress)


class Cache(Result):
    """The state of a canon's store."""

    SCHEMA = "levelctl.cache/1"

    canon: str
    place: str
    size: int | None
    """In bytes; None if there is no store."""
    files: int | None
    """How many files of the canon it holds."""
    made: float | None
    """When, in seconds since 1970."""
    fresh: bool
    """Whether the next answer comes from it without a look into any file."""


def cache_of(root: Path) -> Cache:
    """Return the state of the store of the canon *root*. Raises OSError without a cache folder."""
    place = place_of(root)
    held = store_of(root)
    if held is None:
        return Cache(str(root), str(place), None, None, None, fresh=False)
    _, stamp = held
    size = place.stat().st_size
    return Cache(
        str(root), str(place), size, stamp.files, stamp.made, fresh=fresh(stamp, scan(root))
    )


def clear_caches() -> tuple[int, int]:
    """Delete the stores of all canons; return how many files there were, and their bytes."""
    paths = stores()
    size = sum(path.stat().st_size for path in paths)
    for path in paths:
        path.unlink(missing_ok=True)
    return len(paths), size
