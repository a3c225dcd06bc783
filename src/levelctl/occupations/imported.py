"""
Published data that a person has imported, as stores in the user's data folder.

A store has the format of a canon's cached store but belongs to no canon. It is written whole or
not at all. No command requires one: its data only adds evidence to an answer.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from levelctl.cache import private
from levelctl.cache.locking import locked
from levelctl.cache.store import STORE_ERRORS, Store, data_folder, write
from levelctl.canon.files import FileStats, exists, stats_of
from levelctl.errors import CanonError, MachineError
from levelctl.record import decode

T = TypeVar("T")

LONGEST_WAIT = 60.0
"""Seconds to wait for another process that is changing the data, which takes it a few."""


class ImportedStore:
    """The store of some *content*, such as *wages*: the file CONTENT.sqlite in the data folder."""

    def __init__(self, content: str) -> None:
        self.content = content

    def path(self) -> Path | None:
        """Return the path of the file, existing or not, or None without a home folder."""
        try:
            return data_folder() / f"{self.content}.sqlite"
        except OSError:
            return None

    def open(self) -> ImportedRows | None:
        """Return the rows, or None if nothing is imported. Raises CanonError if damaged."""
        path = self._existing()
        if path is None:
            return None
        with self.damage():
            try:
                return ImportedRows(self, Store(path))
            except FileNotFoundError:  # it was removed just now
                return None

    @contextlib.contextmanager
    def damage(self) -> Iterator[None]:
        """Raise CanonError for what a damaged store raises inside the `with` block."""
        try:
            yield
        except STORE_ERRORS as error:
            raise CanonError(
                f"the imported {self.content} in {self.path()} cannot be read: {error}",
                hint=f"{self.path()} holds all imported {self.content} and nothing else: delete "
                "it, and import them again",
            ) from error

    def write(self, rows: Mapping[str, bytes]) -> None:
        """Replace the store with one of *rows*. Raises MachineError if it cannot be written."""
        path = self.path()
        if path is None:
            raise MachineError(f"there is no home folder to store {self.content} in")
        try:
            write(path, rows)
        except STORE_ERRORS as error:
            raise MachineError(f"the {self.content} cannot be stored in {path}: {error}") from error

    def remove(self) -> None:
        """Delete the store if it exists. Raises MachineError if it cannot be deleted."""
        path = self.path()
        try:
            if path:
                path.unlink(missing_ok=True)
        except OSError as error:
            message = f"the {self.content} in {path} cannot be removed: {error}"
            raise MachineError(message) from error

    def stats(self) -> list[FileStats]:
        """
        Return the state of the file, by which a change is noticed; nothing if it is missing.

        Raises CanonError if it cannot be used, because others may write to it.
        """
        path = self._existing()
        if path is None:
            return []
        with self.damage():
            private.require_file(path)
        return [stats_of(path)]

    def _existing(self) -> Path | None:
        path = self.path()
        return path if path and exists(path) else None


OnWait = Callable[[str], None]
"""Receives a line if another process is changing the imported data."""


@contextlib.contextmanager
def changing(on_wait: OnWait | None = None) -> Iterator[None]:
    """
    Keep other processes from changing any imported data meanwhile.

    Whoever reads data, changes it and writes it does all three in here: otherwise what another
    process wrote in between would be lost. Raises MachineError if that is not possible.
    """
    with contextlib.ExitStack() as stack:
        try:
            path = data_folder() / "imported.sqlite"
            lock = locked(path, on_wait=on_wait, required=True, timeout=LONGEST_WAIT)
            stack.enter_context(lock)
        except OSError as error:
            raise MachineError(f"the imported data cannot be stored: {error}") from error
        yield


class ImportedRows:
    """The rows of *imported*, which are in *store*. Reading a damaged one raises CanonError."""

    def __init__(self, imported: ImportedStore, store: Store) -> None:
        self._imported = imported
        self._store = store

    def get(self, name: str) -> bytes | None:
        with self._imported.damage():
            return self._store.get(name)

    def value(self, name: str, kind: type[T]) -> T:
        """Return the value of the row *name*, which must exist."""
        with self._imported.damage():
            return decode(self._store.require(name), kind)

    def but(self, beginnings: tuple[str, ...]) -> dict[str, bytes]:
        """Return all rows by name, without those whose names begin with one of *beginnings*."""
        with self._imported.damage():
            names = [name for name, _ in self._store.checksums() if not name.startswith(beginnings)]
            return {name: self._store.require(name) for name in names}
