"""Whether a store still says what the canon's files say, and what is read if it proves damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from levelctl.cache.store import FAULTS, Store, checksum, path_of
from levelctl.canon.canon import CanonRows, key
from levelctl.canon.files import FileStats
from levelctl.record import Record, decode, encode

MTIME_GRANULARITY = 2_000_000_000
"""
Nanoseconds after which a change of a file gives it another time than it has.

The coarsest clock of a file system in use counts in two seconds. Until then a file may change
and keep its size and times, so its content is compared.
"""

OnProblem = Callable[[str], None]
"""Is told in a line why the store is of no use."""

FINGERPRINT = key("stamp")
"""The row that says what a store was made of."""


class Fingerprint(Record):
    """What a store was made of, in short."""

    root: str
    scan: str
    """The checksums of what the file system said of all files."""
    final: bool
    """Whether no file can have changed since and look the same."""
    files: int
    made: float
    """When, in seconds since 1970."""
    sound: bool = True
    """Whether the canon can be read: no file that it cannot do without is faulty."""


def name_of(root: Path) -> str:
    """Return the path of the canon *root* as text, whatever bytes are in it."""
    return str(root.resolve()).encode(errors="backslashreplace").decode()


def store_of(root: Path, kind: str = "") -> tuple[Store, Fingerprint] | None:
    """Return the store of *kind* of the canon *root* and what it says of itself, if it can be."""
    try:
        store = Store(path_of(root, kind))
        body = store.get(FINGERPRINT)
        fingerprint = decode(body, Fingerprint) if body else None
    except FAULTS:
        return None
    return (store, fingerprint) if fingerprint and fingerprint.root == name_of(root) else None


def is_fresh(fingerprint: Fingerprint, stats: list[FileStats]) -> bool:
    """Tell whether the store with *stamp* holds its canon as its files, *found*, are now."""
    return fingerprint.final and fingerprint.scan == checksum(encode(stats))


class FileState(Record):
    """What a store knows of a file that it was made of."""

    stats: FileStats
    final: bool
    """Whether it cannot have changed since and look the same."""
    digest: str
    """Empty if it could not be read."""


def mtime_is_final(stats: FileStats, moment: float) -> bool:
    """Tell whether a file with *stats*, read at *moment*, would show any later change by them."""
    _, _, modified, changed = stats
    return max(modified, changed) < moment * 1e9 - MTIME_GRANULARITY


class FallbackRows:
    """The rows of a *store*; from the moment that it proves damaged, those that *remake* gives."""

    def __init__(self, store: Store, rebuild: Callable[[], CanonRows]) -> None:
        self.store = store
        self.rebuild = rebuild
        self.rebuilt_rows: CanonRows | None = None

    def get(self, name: str) -> bytes | None:
        if self.rebuilt_rows is None:
            try:
                return self.store.get(name)
            except FAULTS:
                pass
        return self.rebuilt().get(name)

    def require(self, name: str) -> bytes:
        found = self.get(name)
        return self.rebuilt().require(name) if found is None else found

    def rebuilt(self) -> CanonRows:
        if self.rebuilt_rows is None:
            self.rebuilt_rows = self.rebuild()
        return self.rebuilt_rows
