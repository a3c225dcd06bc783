"""
A compiled canon as a file in the user's cache folder: rows by name, each with a checksum.

This module alone knows sqlite3, platformdirs and filelock. A store is never changed: a new one is
written beside it and moved into its place, so that a reader sees the old one or the new one
whole. Whoever reads it has to be ready for a damaged one, which raises one of `FAULTS`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from levelctl.version import __version__

SCHEMA = 4
"""The edition of the rows; another one is another file."""

FAULTS = (OSError, ValueError, sqlite3.Error)
"""What a damaged, foreign or unreachable store raises; a wrong checksum is a ValueError."""

LOCK_TIMEOUT = 60.0
"""Seconds to wait for another process that writes the same store."""

_LOCK_POLL = 0.1

UNFINISHED_AFTER = 3600.0
"""Seconds after which a store that is still being written is taken for abandoned."""

_TABLE = "CREATE TABLE rows (name TEXT PRIMARY KEY, body BLOB, sum INTEGER) WITHOUT ROWID"


def folder() -> Path:
    """Return the folder of all stores in the user's cache. Raises OSError if there is none."""
    from platformdirs import user_cache_path

    return _absolute(user_cache_path("levelctl", appauthor=False))


def data_folder() -> Path:
    """Return the user's folder for what cannot be made anew. Raises OSError if there is none."""
    from platformdirs import user_data_path

    return _absolute(user_data_path("levelctl", appauthor=False))


def _absolute(found: Path) -> Path:
    if not found.is_absolute():  # there is no home: the path begins with a ~ that means nothing
        raise FileNotFoundError("there is no home folder")
    return found


def path_of(root: Path, kind: str = "") -> Path:
    """
    Return where the store of the canon *root* is, there or not. Raises OSError as `folder` does.

    A canon may have several, each of a *kind*.

    Its name stands for the folder's path, the edition of the rows and levelctl's version. Two
    canons may share it, though hardly ever: a store says which one it is of.
    """
    name = os.fsencode(f"{root.resolve()}\0{SCHEMA}\0{__version__}{kind}")
    return folder() / f"{checksum(name)}.sqlite"


def checksum(data: bytes) -> str:
    """Return 16 hexadecimal digits that tell *data* from other data, though not from a forgery."""
    # hashlib would do, but loads OpenSSL: as long as all else that an answer waits for here.
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


class Store:
    """The store at *place*, to read. Raises one of `FAULTS` if there is none that is one's own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        found = path.stat()
        self.edition = found.st_ino, found.st_mtime_ns
        """What tells this store from one that is moved into its place later."""
        if hasattr(os, "getuid") and found.st_uid != os.getuid():
            raise PermissionError(f"{path} belongs to another user")
        # A store is never changed in its place, so no lock is needed to read it.
        uri = f"{path.absolute().as_uri()}?immutable=1"
        self.database = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def __del__(self) -> None:
        database = getattr(self, "database", None)
        if database:
            database.close()

    def get(self, name: str) -> bytes | None:
        """Return the row *name*, or None. Raises one of `FAULTS` if it is damaged."""
        try:
            encoded = name.encode()
        except UnicodeEncodeError:  # what was typed is no text, and names no row
            return None
        row = self.database.execute("SELECT body, sum FROM rows WHERE name = ?", (name,)).fetchone()
        if row is None:
            return None
        body, checksum = row
        if not isinstance(body, bytes) or checksum != _checksum(encoded, body):
            raise ValueError(f"the row {name} is damaged")
        return body


def write(
    path: Path,
    rows: Mapping[str, bytes],
    *,
    base: Store | None = None,
    keep: Sequence[str] = (),
    drop: Iterable[str] = (),
) -> None:
    """
    Put a store with *rows* at *place*, whole or not at all.

    Of *base*, those rows stay whose names begin with one of *keep*, an empty text for all, but
    the rows *drop* and those that *rows* has anew.
    Raises one of `FAULTS` if it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(path.parent)
    name = str(path.with_name(f"{path.stem}{os.urandom(8).hex()}.writing"))
    _unfinished.append(name)
    try:
        os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if base:
            shutil.copyfile(base.path, name)
        if base:
            _delete(name, keep, drop)
        _fill(name, rows, new=base is None)
        Path(name).replace(path)
    finally:  # after an interruption too, nothing half written is left
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - see abandon
        _unfinished.remove(name)


_unfinished: list[str] = []
"""The files that this process is writing."""


def remove_unfinished() -> None:
    """Delete what is half written: for who ends the process without an exception."""
    for name in _unfinished:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - the fewer calls, the sooner it ends


def _delete(name: str, keep: Sequence[str], drop: Iterable[str]) -> None:
    """Delete from the file *name* the rows *drop*, and all that begin with none of *keep*."""
    with _unguarded(name) as database:
        if "" not in keep:
            others = " AND ".join("substr(name, 1, ?) != ?" for _ in keep) or "TRUE"
            values = [value for prefix in keep for value in (len(prefix), prefix)]
            database.execute(f"DELETE FROM rows WHERE {others}", values)  # noqa: S608 - no value in it
        database.executemany("DELETE FROM rows WHERE name = ?", ((name,) for name in drop))
        database.commit()


def _fill(name: str, rows: Mapping[str, bytes], *, new: bool) -> None:
    """Put *rows* into the file *name*, which is empty if it is *new*."""
    with _unguarded(name) as database:
        if new:
            database.execute(_TABLE)
        database.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", _with_checksums(rows))
        database.commit()


@contextlib.contextmanager
def _unguarded(name: str) -> Iterator[sqlite3.Connection]:
    """Open the file *name*: until it is moved into its place, a journal would guard nothing."""
    with contextlib.closing(sqlite3.connect(name)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        yield database


@contextlib.contextmanager
def locked(path: Path | None) -> Iterator[None]:
    """
    Hold back other processes that want to write the store at *path*.

    This is a courtesy, not a need: after `LOCK_TIMEOUT`, or if no lock can be had, work goes on.
    """
    if path is None:
        yield
        return
    from filelock import FileLock  # only who has hundreds of files to read waits for its import

    lock = FileLock(path.with_suffix(".lock"), timeout=LOCK_TIMEOUT, poll_interval=_LOCK_POLL)
    with contextlib.suppress(OSError, NotImplementedError):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _with_checksums(rows: Mapping[str, bytes]) -> Iterator[tuple[str, bytes, int]]:
    return ((name, body, _checksum(name.encode(), body)) for name, body in rows.items())


def _checksum(name: bytes, body: bytes) -> int:
    return zlib.crc32(body, zlib.crc32(name))


def _remove_abandoned(folder: Path) -> None:
    """Delete what processes that were killed have left half written."""
    for path in folder.glob("*.writing"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > UNFINISHED_AFTER:
                path.unlink()


def cached_files() -> list[Path]:
    """Return every file that levelctl has in the cache folder, in order."""
    return sorted(path for path in folder().glob("*") if path.suffix in _SUFFIXES)


_SUFFIXES = (".sqlite", ".writing", ".lock")
