"""How a store is made or renewed: only the files that changed are read again."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from levelctl.cache.freshness import (
    FINGERPRINT,
    FallbackRows,
    FileState,
    Fingerprint,
    OnProblem,
    is_fresh,
    mtime_is_final,
    store_of,
)
from levelctl.cache.store import FAULTS, Store, checksum, locked, path_of, write
from levelctl.canon import loading, source
from levelctl.canon.canon import VALUES, CanonRows, key
from levelctl.canon.files import OWN_FILES, OnProgress, Stats
from levelctl.canon.parsed_file import ParsedFile, Reading, digest
from levelctl.record import Record, decode, encode

SLOW = 1.0
"""Seconds from which on it is worth telling that the next answer will take as long."""

INDEX = key("index")
"""The row that holds what is known of each file."""


class Kept(Record):
    """What a store knows of one file, and took from it."""

    seen: FileState
    unit: ParsedFile


def refresh(
    root: Path,
    old: Store | None,
    found: list[Stats],
    *,
    progress: OnProgress | None = None,
    tell: OnProblem | None = None,
) -> CanonRows:
    """
    Return the rows of the canon *root*, whose files are *found*, and keep them in its store.

    What the *old* store knows of an unchanged file is taken from there. Raises CanonError as
    `levelctl.canon.loading.load` does.
    """

    def remake() -> CanonRows:
        return refresh(root, None, found)

    try:
        renewal = _Renewal(root, old, found)
        if old and renewal.needless():
            return FallbackRows(old, remake)
        if len(renewal.changed) < loading.MANY:
            return _kept(renewal, remake, progress, tell)
        with locked(renewal.place):
            meanwhile, stamp = store_of(root) or (None, None)
            if meanwhile and stamp and is_fresh(stamp, found):
                return FallbackRows(meanwhile, remake)
            return _kept(renewal, remake, progress, tell)
    except FAULTS:
        if old is None:
            raise
        # It is damaged.
        return refresh(root, None, found, progress=progress, tell=tell)


def _kept(
    renewal: _Renewal,
    remake: Callable[[], CanonRows],
    progress: OnProgress | None,
    tell: OnProblem | None,
) -> CanonRows:
    """Make the rows, and return them from the new store; if it cannot be written, as made."""
    read = loading.read_all(renewal.root, renewal.changed, progress)
    rest = "" if renewal.same_outline(read) else VALUES
    rows = renewal.rows(read, light=rest == VALUES)
    if not renewal.place:
        return loading.MemoryRows(rows)
    try:
        write(renewal.place, rows, base=renewal.old, rest=rest)
        return FallbackRows(Store(renewal.place), remake)
    except FAULTS as error:
        if tell and time.time() - renewal.start > SLOW:
            tell(f"the cache cannot be written, so the next answer will take as long: {error}")
        return _Overlay(rows, renewal.old, rest) if renewal.old else loading.MemoryRows(rows)


class _Overlay(loading.MemoryRows):
    """Rows that were just made of the files; others that begin with *rest* are in *base*."""

    def __init__(self, rows: dict[str, bytes], base: Store, rest: str) -> None:
        super().__init__(rows)
        self.base = base
        self.rest = rest

    def get(self, name: str) -> bytes | None:
        found = self.rows.get(name)
        return self.base.get(name) if found is None and name.startswith(self.rest) else found


class _Renewal:
    """What of the files *found* the *old* store knows already, and the rows that follow."""

    def __init__(self, root: Path, old: Store | None, found: list[Stats]) -> None:
        self.root = root
        self.old = old
        self.found = found
        self.start = time.time()
        self.place = path_or_none(root)
        index = _row(old, INDEX, tuple[Kept, ...]) if old else ()
        self.index = {kept.unit.path: kept for kept in index}
        self.changed = [stats[0] for stats in found if not self.unchanged(stats)]

    def unchanged(self, stats: Stats) -> bool:
        """Tell whether the file of *stats* holds what the old store took from it."""
        kept = self.index.get(stats[0])
        return kept is not None and unchanged(self.root, stats, kept.seen)

    def settled(self, stats: Stats) -> bool:
        return mtime_is_final(stats, self.start)

    def needless(self) -> bool:
        """Tell whether a new store would know no more than the old one."""
        return (
            not self.changed
            and len(self.found) == len(self.index)
            and not all(map(self.settled, self.found))
        )

    def same_outline(self, read: dict[str, Reading]) -> bool:
        """
        Tell whether all is where it was: only what files say further has changed.

        Then the rows that say what the canon holds are those of the old store.
        """
        return (
            self.index.keys() == {path for path, *_ in self.found}
            and not read.keys() & OWN_FILES.keys()
            and all(reading.parsed == self.index[path].unit for path, reading in read.items())
        )

    def rows(self, read: dict[str, Reading], *, light: bool) -> dict[str, bytes]:
        """Return the rows of the files *read*; with *light*, those that follow of all files too."""
        readings = {path: read.get(path) or self.known(path) for path, *_ in self.found}
        return {
            **(loading.index_rows(self.root, readings) if light else {}),
            **loading.value_rows(read),
            INDEX: encode([self.kept(stats, readings[stats[0]]) for stats in self.found]),
            FINGERPRINT: encode(fingerprint_of(self.root, self.found, self.start)),
        }

    def known(self, path: str) -> Reading:
        """Return what the old store knows of the unchanged file *path*."""
        kept = self.index[path]
        value = _row(self.old, key("value", path), dict[str, Any]) if path in OWN_FILES else None
        return Reading(kept.unit, value, kept.seen.digest)

    def kept(self, stats: Stats, reading: Reading) -> Kept:
        return Kept(FileState(stats, self.settled(stats), reading.digest), reading.parsed)


def fingerprint_of(root: Path, found: list[Stats], moment: float) -> Fingerprint:
    """Return what a store of the canon *root* says of itself, made at *moment* of *found*."""
    return Fingerprint(
        root=str(root.resolve()),
        scan=checksum(encode(found)),
        final=all(mtime_is_final(stats, moment) for stats in found),
        files=len(found),
        made=moment,
    )


def unchanged(root: Path, stats: Stats, seen: FileState) -> bool:
    """Tell whether the file with *stats* holds what it did when it was *seen*."""
    path, size, *_ = stats
    if not seen.digest or seen.stats[1] != size:
        return False
    if seen.stats == stats and seen.final:
        return True
    try:
        same: bool = digest(source.load(root / path)) == seen.digest
    except source.SourceError:
        return False
    return same


def path_or_none(root: Path, kind: str = "") -> Path | None:
    """Return where the store of *kind* belongs, or None if there is no cache folder at all."""
    try:
        return path_of(root, kind)
    except OSError:
        return None


def _row(store: Store | None, name: str, kind: Any) -> Any:
    """Return a row that must be there. Raises one of `FAULTS` if it is not."""
    body = store.get(name) if store else None
    if body is None:
        raise ValueError(f"the row {name} is lost")
    return decode(body, kind)
