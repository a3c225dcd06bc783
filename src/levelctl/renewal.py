"""How a store is made or renewed: only the files that changed are read again."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from levelctl import loader, source
from levelctl.canon import Rows, key
from levelctl.files import OWN_FILES, Stats
from levelctl.freshness import SETTLED, STAMP, Guarded, Stamp, fresh
from levelctl.loader import Progress
from levelctl.record import Record, decode, encode
from levelctl.store import FAULTS, Store, alone, checksum, place_of, write
from levelctl.unit import Reading, Unit, digest

Tell = Callable[[str], None]
"""Is told in a line why the store is of no use."""

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
        with alone(place_of(root)):
            meanwhile = _made_meanwhile(root, found)
            if meanwhile:
                return Guarded(meanwhile, remake)
            return _kept(renewal, remake, progress, tell)
    except FAULTS:
        # The old store is damaged. Without one, nothing here raises these.
        return renewed(root, None, found, progress=progress, tell=tell)


def _made_meanwhile(root: Path, found: list[Stats]) -> Store | None:
    """Return the store that another process has made while this one waited for it."""
    try:
        store = Store(place_of(root))
    except FAULTS:
        return None
    return store if fresh(store, root, found) else None


def _kept(
    renewal: _Renewal, remake: Callable[[], Rows], progress: Progress | None, tell: Tell | None
) -> Rows:
    """Make the rows, and return them from the new store; if it cannot be written, as made."""
    rows = renewal.rows(progress)
    try:
        place = place_of(renewal.root)
        write(place, rows, base=renewal.old)
        return Guarded(Store(place), remake)
    except FAULTS as error:
        if tell and time.time() - renewal.start > SLOW:
            tell(f"the cache cannot be written, so the next answer will take as long: {error}")
        return loader.Made(rows, below=renewal.old)


class _Renewal:
    """What of the files *found* the *old* store knows already, and the rows that follow."""

    def __init__(self, root: Path, old: Store | None, found: list[Stats]) -> None:
        self.root = root
        self.old = old
        self.found = found
        self.start = time.time()
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

    def rows(self, progress: Progress | None) -> dict[str, bytes]:
        """Read what changed, and return the rows that the store has to take up."""
        read = loader.read_all(self.root, self.changed, progress)
        readings = {path: read.get(path) or self.known(path) for path, *_ in self.found}
        return {
            **loader.light_rows(self.root, readings),
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


def _row(store: Store | None, name: str, kind: Any) -> Any:
    """Return a row that must be there. Raises one of `FAULTS` if it is not."""
    body = store.get(name) if store else None
    if body is None:
        raise ValueError(f"the row {name} is lost")
    return decode(body, kind)
