"""How a store is made or renewed: only the files that changed are read again."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from levelctl import loader, source
from levelctl.canon import Rows, key
from levelctl.files import OWN_FILES, Stats
from levelctl.freshness import SETTLED, STAMP, Guarded, Progress, Stamp, Tell, fresh, store_of
from levelctl.record import Record, decode, encode
from levelctl.store import FAULTS, VALUES, Store, alone, checksum, place_of, write
from levelctl.unit import Reading, Unit, digest

SLOW = 1.0
"""Seconds from which on it is worth telling that the next answer will take as long."""

INDEX = key("index")
"""The row that holds what is known of each file."""


class Kept(Record):
    """What a store knows of one file."""

    stats: Stats
    settled: bool
    """Whether it cannot have changed since and look the same."""
    digest: str
    unit: Unit


def renewed(
    root: Path,
    old: Store | None,
    found: list[Stats],
    *,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Rows:
    """
    Return the rows of the canon *root*, whose files are *found*, and keep them in its store.

    What the *old* store knows of an unchanged file is taken from there. Raises CanonError as
    `levelctl.loader.load` does.
    """

    def remake() -> Rows:
        return renewed(root, None, found)

    try:
        renewal = _Renewal(root, old, found)
        if old and renewal.needless():
            return Guarded(old, remake)
        if len(renewal.changed) < loader.MANY:
            return _kept(renewal, remake, progress, tell)
        with alone(renewal.place):
            meanwhile, stamp = store_of(root) or (None, None)
            if meanwhile and stamp and fresh(stamp, found):
                return Guarded(meanwhile, remake)
            return _kept(renewal, remake, progress, tell)
    except FAULTS:
        if old is None:
            raise
        # It is damaged.
        return renewed(root, None, found, progress=progress, tell=tell)


def _kept(
    renewal: _Renewal, remake: Callable[[], Rows], progress: Progress | None, tell: Tell | None
) -> Rows:
    """Make the rows, and return them from the new store; if it cannot be written, as made."""
    read = loader.read_all(renewal.root, renewal.changed, progress)
    rest = "" if renewal.same_outline(read) else VALUES
    rows = renewal.rows(read, light=rest == VALUES)
    if not renewal.place:
        return loader.Made(rows)
    try:
        write(renewal.place, rows, base=renewal.old, rest=rest)
        return Guarded(Store(renewal.place), remake)
    except FAULTS as error:
        if tell and time.time() - renewal.start > SLOW:
            tell(f"the cache cannot be written, so the next answer will take as long: {error}")
        return loader.Made(rows, base=renewal.old, rest=rest)


class _Renewal:
    """What of the files *found* the *old* store knows already, and the rows that follow."""

    def __init__(self, root: Path, old: Store | None, found: list[Stats]) -> None:
        self.root = root
        self.old = old
        self.found = found
        self.start = time.time()
        self.place = _place(root)
        index = _row(old, INDEX, tuple[Kept, ...]) if old else ()
        self.index = {kept.unit.path: kept for kept in index}
        self.changed = [stats[0] for stats in found if not self.unchanged(stats)]

    def unchanged(self, stats: Stats) -> bool:
        """Tell whether the file of *stats* holds what the old store took from it."""
        path, size, *_ = stats
        kept = self.index.get(path)
        if kept is None or not kept.digest or kept.stats[1] != size:
            return False
        if kept.stats == stats and kept.settled:
            return True
        try:
            same: bool = digest(source.load(self.root / path)) == kept.digest
        except source.SourceError:
            return False
        return same

    def settled(self, stats: Stats) -> bool:
        _, _, modified, changed = stats
        return max(modified, changed) < self.start * 1e9 - SETTLED

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
            and all(reading.unit == self.index[path].unit for path, reading in read.items())
        )

    def rows(self, read: dict[str, Reading], *, light: bool) -> dict[str, bytes]:
        """Return the rows of the files *read*; with *light*, those that follow of all files too."""
        readings = {path: read.get(path) or self.known(path) for path, *_ in self.found}
        return {
            **(loader.light_rows(self.root, readings) if light else {}),
            **loader.value_rows(read),
            INDEX: encode([self.kept(stats, readings[stats[0]]) for stats in self.found]),
            STAMP: encode(self.stamp()),
        }

    def known(self, path: str) -> Reading:
        """Return what the old store knows of the unchanged file *path*."""
        kept = self.index[path]
        value = _row(self.old, key("value", path), dict[str, Any]) if path in OWN_FILES else None
        return Reading(kept.unit, value, kept.digest)

    def kept(self, stats: Stats, reading: Reading) -> Kept:
        return Kept(stats, self.settled(stats), reading.digest, reading.unit)

    def stamp(self) -> Stamp:
        return Stamp(
            root=str(self.root.resolve()),
            scan=checksum(encode(self.found)),
            settled=all(map(self.settled, self.found)),
            files=len(self.found),
            made=self.start,
        )


def _place(root: Path) -> Path | None:
    """Return where the store of *root* belongs, or None if there is no cache folder at all."""
    try:
        return place_of(root)
    except OSError:
        return None


def _row(store: Store | None, name: str, kind: Any) -> Any:
    """Return a row that must be there. Raises one of `FAULTS` if it is not."""
    body = store.get(name) if store else None
    if body is None:
        raise ValueError(f"the row {name} is lost")
    return decode(body, kind)
