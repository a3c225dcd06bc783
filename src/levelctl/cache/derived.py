"""
Caches data that is derived from a whole canon, each kind in a store of its own.

The store carries the fingerprint of the files that it was built from, so it is never mistaken
for data from another state of these files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from levelctl.cache.freshness import FINGERPRINT, FallbackRows, Fingerprint, open_store
from levelctl.cache.store import STORE_ERRORS, DamagedError, Store
from levelctl.canon.canon import Canon, CanonRows
from levelctl.record import decode, encode

Build = Callable[[], dict[str, bytes]]
"""Builds the rows; this can take seconds for a large canon."""


def derived_rows(canon: Canon, kind: str, build: Build, *, cache: bool = True) -> CanonRows:
    """
    Return the rows that *build* returns for *canon*, from the store of *kind* if it is current.

    Without *cache*, or if there is no usable store, the rows are built. They are not cached if
    *canon* was read without a store, or if one of its files changed only seconds ago: then no
    fingerprint can identify what they were built from.
    """
    fingerprint = _fingerprint(canon) if cache else None
    store, cached = (open_store(canon.root, kind) if fingerprint else None) or (None, None)
    if fingerprint and store and cached and cached.final and cached.scan == fingerprint.scan:
        return FallbackRows(store, lambda: _build(canon, kind, build, fingerprint))
    return _build(canon, kind, build, fingerprint)


def save(
    root: Path,
    kind: str,
    rows: Mapping[str, bytes],
    fingerprint: Fingerprint,
    *,
    base: Store | None = None,
    keep: Sequence[str] = (),
) -> None:
    """
    Write *rows* to the store of *kind* of the canon *root*.

    *fingerprint* identifies the files that the rows were built from. The new store also keeps
    the rows of *base* whose names begin with one of *keep*. If the store cannot be written,
    nothing happens: the rows are built again next time. Raises DamagedError if *base* is damaged.
    """
    from levelctl.cache.refresh import path_or_none  # a cached answer does not need these
    from levelctl.cache.store import write

    path = path_or_none(root, kind)
    if path:
        try:
            write(path, {**rows, FINGERPRINT: encode(fingerprint)}, base=base, keep=keep)
        except DamagedError:
            raise
        except STORE_ERRORS:
            pass


def _fingerprint(canon: Canon) -> Fingerprint | None:
    """Return the fingerprint of *canon*'s files, or None if a change could go unnoticed."""
    row = canon.row(FINGERPRINT)
    fingerprint = decode(row, Fingerprint) if row else None
    return fingerprint if fingerprint and fingerprint.final else None


def _build(canon: Canon, kind: str, build: Build, fingerprint: Fingerprint | None) -> CanonRows:
    from levelctl.canon.loading import MemoryRows

    rows = build()
    if fingerprint:
        save(canon.root, kind, rows, fingerprint)
    return MemoryRows(rows)
