"""
What an answer has to work out of a whole canon first, kept in a store of its own.

It bears the stamp of the canon that it was made of, so that it is never taken for what another
state of the files would give. A canon that was read past its store has none, nor has one whose
files changed just now: of these nothing is kept.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from levelctl.cache.freshness import FINGERPRINT, FallbackRows, Fingerprint, store_of
from levelctl.cache.store import FAULTS
from levelctl.canon.canon import Canon, CanonRows
from levelctl.record import decode, encode

Make = Callable[[], dict[str, bytes]]
"""Makes the rows, in seconds if the canon is large."""


def derived_rows(canon: Canon, kind: str, make: Make, *, cache: bool = True) -> CanonRows:
    """
    Return the rows that *make* gives, from the store of *kind* if it is of the same files.

    Without *cache*, or where a store cannot be had, they are made, and no one is the wiser.
    """
    stamp = _fingerprint(canon) if cache else None
    held = store_of(canon.root, kind) if stamp else None
    if stamp and held and held[1].final and held[1].scan == stamp.scan:
        return FallbackRows(held[0], lambda: _rebuild(canon, kind, make, stamp))
    return _rebuild(canon, kind, make, stamp)


def _fingerprint(canon: Canon) -> Fingerprint | None:
    """Return what *canon* was read from, if no file can have changed since and look the same."""
    row = canon.row(FINGERPRINT)
    stamp = decode(row, Fingerprint) if row else None
    return stamp if stamp and stamp.final else None


def _rebuild(canon: Canon, kind: str, make: Make, stamp: Fingerprint | None) -> CanonRows:
    # Whoever finds them kept needs none of this, which reads YAML.
    from levelctl.cache.refresh import path_or_none
    from levelctl.cache.store import write
    from levelctl.canon.loading import MemoryRows

    rows = make()
    place = path_or_none(canon.root, kind) if stamp else None
    if place:
        with contextlib.suppress(*FAULTS):
            write(place, {**rows, FINGERPRINT: encode(stamp)})
    return MemoryRows(rows)
