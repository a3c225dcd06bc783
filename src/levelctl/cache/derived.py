"""
What has to be worked out of a whole canon first, cached in a store of its own.

The store bears the fingerprint of what it was made of, so that it is never taken for what
another state of the files would give.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from levelctl.cache.freshness import FINGERPRINT, FallbackRows, Fingerprint, store_of
from levelctl.cache.store import FAULTS, Store
from levelctl.canon.canon import Canon, CanonRows
from levelctl.record import decode, encode

Build = Callable[[], dict[str, bytes]]
"""Builds the rows, in seconds if the canon is large."""


def derived_rows(canon: Canon, kind: str, build: Build, *, cache: bool = True) -> CanonRows:
    """
    Return the rows that *build* gives for *canon*, from the store of *kind* if it is current.

    Without *cache*, or where a store cannot be had, they are built. A canon that was read past
    its store has no fingerprint, nor one whose files changed just now: theirs are not cached.
    """
    fingerprint = _fingerprint(canon) if cache else None
    found = store_of(canon.root, kind) if fingerprint else None
    if fingerprint and found and found[1].final and found[1].scan == fingerprint.scan:
        return FallbackRows(found[0], lambda: _build(canon, kind, build, fingerprint))
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
    Cache *rows*, made of what *fingerprint* says, in the store of *kind* of the canon *root*.

    Of *base*, the rows stay whose names begin with one of *keep*. A store that cannot be
    written is not missed.
    """
    from levelctl.cache.refresh import path_or_none  # what is cached needs none of this
    from levelctl.cache.store import write

    path = path_or_none(root, kind)
    if path:
        with contextlib.suppress(*FAULTS):
            write(path, {**rows, FINGERPRINT: encode(fingerprint)}, base=base, keep=keep)


def _fingerprint(canon: Canon) -> Fingerprint | None:
    """Return what *canon* was read from, if no file can have changed since and look the same."""
    row = canon.row(FINGERPRINT)
    fingerprint = decode(row, Fingerprint) if row else None
    return fingerprint if fingerprint and fingerprint.final else None


def _build(canon: Canon, kind: str, build: Build, fingerprint: Fingerprint | None) -> CanonRows:
    from levelctl.canon.loading import MemoryRows

    rows = build()
    if fingerprint:
        save(canon.root, kind, rows, fingerprint)
    return MemoryRows(rows)
