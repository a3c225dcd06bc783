"""The state of a canon's cache, and clearing all caches."""

from __future__ import annotations

from pathlib import Path

from levelctl.cache.freshness import is_fresh, open_store, scan_all
from levelctl.cache.store import cached_files, path_of, problem_with
from levelctl.record import Result


class CacheState(Result):
    """The state of a canon's store."""

    SCHEMA = "levelctl.cache/1"

    canon: str
    place: str
    size: int | None
    """In bytes; None if there is no store."""
    files: int | None
    """How many files of the canon are in the store."""
    made: float | None
    """When the store was created, in seconds since 1970."""
    fresh: bool
    """Whether the store is current, so that the next answer does not read the canon's files."""
    problem: str | None = None
    """Why no store can be used; None if one can be."""


def cache_of(root: Path) -> CacheState:
    """Return the state of the store of the canon *root*. Raises OSError without a cache folder."""
    place = path_of(root)
    opened = open_store(root)
    if opened is None:
        return CacheState(
            str(root), str(place), None, None, None, fresh=False, problem=problem_with(place)
        )
    _, fingerprint = opened
    size = place.stat().st_size
    return CacheState(
        str(root),
        str(place),
        size,
        fingerprint.files,
        fingerprint.built_at,
        fresh=is_fresh(fingerprint, scan_all(root, fingerprint)),
    )


def clear_caches() -> tuple[int, int]:
    """
    Delete the stores of all canons; return the number of files and their size in bytes.

    Raises OSError if any of them cannot be deleted, after the others are.
    """
    failures: list[OSError] = []
    sizes: list[int] = []
    for path in cached_files():
        try:
            size = path.stat().st_size
            path.unlink()
        except OSError as error:
            failures.append(error)
        else:
            sizes.append(size)
    if failures:
        raise OSError(f"{len(failures)} files cannot be deleted: {failures[0]}")
    return len(sizes), sum(sizes)
