"""
Stores rows in a file of the user's cache folder: rows by name, each with a checksum.

Only this module uses sqlite3, platformdirs and filelock. A store is never changed in place: a
new one is written beside it and moved over it, so a reader sees either the old store or the
new one. Every read can raise one of `STORE_ERRORS`, because the file may be damaged.
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

SCHEMA = 5
"""The version of the row format. It is part of the file name, so versions never mix."""

STORE_ERRORS = (OSError, ValueError, sqlite3.Error)
"""What a damaged or unreachable store raises; a wrong checksum is a ValueError."""

LOCK_TIMEOUT = 60.0
"""Seconds to wait for another process that is writing the same store."""

_LOCK_POLL = 0.1

UNFINISHED_AFTER = 3600.0
"""Seconds after which an unfinished store counts as abandoned, and is deleted."""

_TABLE = "CREATE TABLE rows (name TEXT PRIMARY KEY, body BLOB, sum INTEGER) WITHOUT ROWID"


def folder() -> Path:
    """Return the folder of all stores in the user's cache. Raises OSError if there is none."""
    from platformdirs import user_cache_path

    return _absolute(user_cache_path("levelctl", appauthor=False))


def data_folder() -> Path:
    """Return the user's folder for imported data. Raises OSError if there is none."""
    from platformdirs import user_data_path

    return _absolute(user_data_path("levelctl", appauthor=False))


def _absolute(path: Path) -> Path:
    if not path.is_absolute():  # without a home folder, the path begins with a literal ~
        raise FileNotFoundError("there is no home folder")
    return path


def path_of(root: Path, kind: str = "") -> Path:
    """
    Return the path of the store of the canon *root*, which need not exist.

    A canon can have several stores, each of one *kind*. The file name is a checksum of the
    folder's path, the row format and levelctl's version. Two canons can share a name, though
    that is very unlikely, so each store also records its canon. Raises OSError as `folder` does.
    """
    name = os.fsencode(f"{root.resolve()}\0{SCHEMA}\0{__version__}{kind}")
    return folder() / f"{checksum(name)}.sqlite"


def checksum(data: bytes) -> str:
    """Return a checksum of *data* in 16 hexadecimal digits; it does not resist forgery."""
    # hashlib would do, but to load OpenSSL takes as long as everything else that a warm answer
    # needs from this module.
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


class Store:
    """
    The store at *path*, open for reading.

    Raises one of `STORE_ERRORS` if there is none, or if it belongs to another user.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        stat = path.stat()
        self.edition = stat.st_ino, stat.st_mtime_ns
        """Distinguishes this store from one that replaces it later."""
        if hasattr(os, "getuid") and stat.st_uid != os.getuid():
            raise PermissionError(f"{path} belongs to another user")
        # A store is never changed in place, so reading it needs no lock.
        uri = f"{path.absolute().as_uri()}?immutable=1"
        self.database = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def __del__(self) -> None:
        database = getattr(self, "database", None)
        if database:
            database.close()

    def get(self, name: str) -> bytes | None:
        """Return the row *name*, or None. Raises one of `STORE_ERRORS` if it is damaged."""
        try:
            encoded = name.encode()
        except UnicodeEncodeError:  # the name was typed as bytes that are not text
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
    Write a store with *rows* to *path*, completely or not at all.

    The rows of *base* whose names begin with one of *keep* are copied (an empty prefix copies
    all), except for the names in *drop* and those that *rows* replaces. Raises one of
    `STORE_ERRORS` if the store cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(path.parent)
    name = str(path.with_name(f"{path.stem}{os.urandom(8).hex()}.writing"))
    _unfinished.append(name)
    try:
        os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if base:
            shutil.copyfile(base.path, name)
        _fill(name, rows, new=base is None, keep=keep, drop=drop)
        Path(name).replace(path)
    finally:  # even an interruption leaves no unfinished file behind
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - see remove_unfinished
        _unfinished.remove(name)


_unfinished: list[str] = []
"""The files that this process is writing."""


def remove_unfinished() -> None:
    """Delete the files that are being written. Call this to end the process without cleanup."""
    for name in _unfinished:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - fewer calls than a Path, so the process ends sooner


def _fill(
    name: str, rows: Mapping[str, bytes], *, new: bool, keep: Sequence[str], drop: Iterable[str]
) -> None:
    """Write *rows* to the file *name*: to an empty one if it is *new*, else over what it keeps."""
    with _without_journal(name) as database:
        if new:
            database.execute(_TABLE)
        else:
            _delete(database, keep, drop)
        database.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", _with_checksums(rows))
        database.commit()


def _delete(database: sqlite3.Connection, keep: Sequence[str], drop: Iterable[str]) -> None:
    """Delete the rows *drop*, and all rows without a prefix in *keep*."""
    if "" not in keep:
        condition = " AND ".join("substr(name, 1, ?) != ?" for _ in keep) or "TRUE"
        values = [value for prefix in keep for value in (len(prefix), prefix)]
        database.execute(f"DELETE FROM rows WHERE {condition}", values)  # noqa: S608 - only ?
    database.executemany("DELETE FROM rows WHERE name = ?", ((name,) for name in drop))


@contextlib.contextmanager
def _without_journal(name: str) -> Iterator[sqlite3.Connection]:
    """Open the file *name* without a journal, which an unfinished store does not need."""
    with contextlib.closing(sqlite3.connect(name)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        yield database


@contextlib.contextmanager
def locked(path: Path | None) -> Iterator[None]:
    """
    Keep other processes from writing the store at *path* meanwhile.

    The lock only saves work: after `LOCK_TIMEOUT`, or if there can be no lock, the block runs
    without it.
    """
    if path is None:
        yield
        return
    from filelock import FileLock  # slow to import, and only needed for hundreds of files

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
    """Delete unfinished files that killed processes left behind."""
    for path in folder.glob("*.writing"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > UNFINISHED_AFTER:
                path.unlink()


def cached_files() -> list[Path]:
    """Return every file of levelctl in the cache folder, sorted by path."""
    return sorted(path for path in folder().glob("*") if path.suffix in _SUFFIXES)


_SUFFIXES = (".sqlite", ".writing", ".lock")
