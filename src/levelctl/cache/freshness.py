"""Decides whether a store is current, and falls back to the files if a store is damaged."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from levelctl.cache.store import STORE_ERRORS, Store, checksum, path_of
from levelctl.canon.canon import CanonRows, key
from levelctl.canon.files import FileStats, scan_layers
from levelctl.errors import CanonError
from levelctl.record import Record, decode, encode
from levelctl.text.paths import path_of_text, path_text

MTIME_GRANULARITY = 2_000_000_000
"""
Nanoseconds after which a change to a file is certain to change its modification time.

The coarsest file systems in use (FAT) count in steps of two seconds. A file that is younger can
change and keep its size and times, so its content is compared.
"""

OnProblem = Callable[[str], None]
"""Receives one line of text that says why the store cannot be used."""

FINGERPRINT = key("fingerprint")
"""The row with the store's fingerprint."""


class Fingerprint(Record):
    """Identifies the files that a store was built from."""

    root: str
    """The canon's folder; see `root_text`."""
    scan: str
    """The checksum of all files' paths, sizes and times."""
    final: bool
    """Whether every later change would show in the sizes and times; see `mtime_is_final`."""
    files: int
    """How many files the canon has."""
    built_at: float
    """When the store was built, in seconds since 1970."""
    sound: bool = True
    """Whether the canon can be read: none of its required files has an error."""
    layers: tuple[str, ...] = ()
    """The folders of the canons that it extends; see `levelctl.canon.layers`."""


def open_store(root: Path, kind: str = "canon") -> tuple[Store, Fingerprint] | None:
    """Return the store of *kind* of the canon *root* and its fingerprint, or None if unusable."""
    try:
        store = Store(path_of(root, kind))
        fingerprint = decode(store.require(FINGERPRINT), Fingerprint)
    except STORE_ERRORS:
        return None
    return (store, fingerprint) if fingerprint.root == root_text(root) else None


def root_text(root: Path) -> str:
    """Return the text of the absolute path of *root*, as JSON can hold it."""
    return path_text(str(root.resolve()))


def scan_all(root: Path, fingerprint: Fingerprint | None) -> list[FileStats]:
    """Return the files of the canon *root* and of the layers that *fingerprint* names."""
    layers = fingerprint.layers if fingerprint else ()
    return scan_layers(root, [Path(path_of_text(text)) for text in layers])


def is_fresh(fingerprint: Fingerprint, stats: list[FileStats]) -> bool:
    """Return whether the store with *fingerprint* is current: *stats* are those of its files."""
    return fingerprint.final and fingerprint.scan == checksum(encode(stats))


class FileState(Record):
    """The state in which a file was read."""

    stats: FileStats
    final: bool
    """Whether every later change would show in *stats*; see `mtime_is_final`."""
    digest: str
    """The digest of the content; empty if the file could not be read."""


def mtime_is_final(stats: FileStats, read_at: float) -> bool:
    """
    Return whether any change after *read_at* would show in the *stats* of a file.

    *read_at* is the time when the file was read, in seconds since 1970.
    """
    _, _, modified, changed, *_ = stats
    return max(modified, changed) < read_at * 1e9 - MTIME_GRANULARITY


class FallbackRows:
    """The rows of *store*, or those that *rebuild* returns once *store* proves damaged."""

    def __init__(self, store: CanonRows, rebuild: Callable[[], CanonRows]) -> None:
        self.store = store
        self.rebuild = rebuild
        self.rebuilt_rows: CanonRows | None = None

    def get(self, name: str) -> bytes | None:
        if self.rebuilt_rows is None:
            with contextlib.suppress(*STORE_ERRORS):
                return self.store.get(name)
        with _changed():
            return self._rebuilt().get(name)

    def require(self, name: str) -> bytes:
        if self.rebuilt_rows is None:
            with contextlib.suppress(*STORE_ERRORS):
                return self.store.require(name)
        with _changed():
            return self._rebuilt().require(name)

    def _rebuilt(self) -> CanonRows:
        if self.rebuilt_rows is None:
            self.rebuilt_rows = self.rebuild()
        return self.rebuilt_rows


@contextlib.contextmanager
def _changed() -> Iterator[None]:
    """Raise CanonError for a row that is missing although it was just built."""
    try:
        yield
    except (KeyError, *STORE_ERRORS) as error:
        raise CanonError(
            "the canon changed while it was read", hint="run the command again"
        ) from error
