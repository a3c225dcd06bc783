"""
Stores rows in a file of the user's cache folder: rows by name, each with a checksum.

Only this module uses sqlite3, platformdirs and filelock. A store is never changed in place: a
new one is written beside it and moved over it, so a reader sees either the old store or the
new one. Every read can raise one of `STORE_ERRORS`, because the file may be damaged.

A store also lists the names of its rows, so a lost row is noticed and never taken for one that
does not exist.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
import stat
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from levelctl.cache import private
from levelctl.record import decode, encode
from levelctl.version import __version__

if TYPE_CHECKING:  # slow to import
    from filelock import BaseFileLock

SCHEMA = 6
"""The version of the row format. It is part of the file name, so versions never mix."""

STORE_ERRORS = (OSError, ValueError, sqlite3.Error)
"""What a damaged or unreachable store raises; a wrong checksum is a ValueError."""

UNFINISHED_AFTER = 3600.0
"""Seconds after which an unfinished store of another computer is deleted as abandoned."""

_TABLE = "CREATE TABLE rows (name TEXT PRIMARY KEY, body BLOB, sum INTEGER) WITHOUT ROWID"

_NAMES = "listed:"
"""The row with the number of lists of names; list *n* is in the row of this name and *n*."""

_LISTED = 64
"""How many names are in one list, about. A row that does not exist costs reading one list."""

_OPEN_FILES_STAY = os.name == "nt"
"""Whether a file that any process has open can be neither replaced nor deleted."""


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


def path_of(root: Path, kind: str = "canon") -> Path:
    """
    Return the path of the store of the canon *root*, which need not exist.

    A canon can have several stores, each of one *kind*. The file name is the kind and a checksum
    of the folder's path, the row format and levelctl's version. Two canons can share a name,
    though that is very unlikely, so each store also records its canon. Raises OSError as
    `folder` does.
    """
    name = os.fsencode(f"{root.resolve()}\0{SCHEMA}\0{__version__}")
    return folder() / f"{kind}-{checksum(name)}.sqlite"


def checksum(data: bytes) -> str:
    """Return a checksum of *data* in 16 hexadecimal digits; it does not resist forgery."""
    # hashlib would do, but to load OpenSSL takes as long as everything else that a warm answer
    # needs from this module.
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}"


class DamagedError(ValueError):
    """A row of a store is damaged or lost."""


class Store:
    """
    The store at *path*, open for reading.

    Raises one of `STORE_ERRORS` if there is none, or if anybody else may write to it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        status = private.require_file(path)
        self.edition = status.st_ino, status.st_mtime_ns
        """Distinguishes this store from one that replaces it later."""
        self.database = _connect(path)
        self._lists: dict[int, frozenset[str]] = {}

    def __del__(self) -> None:
        database = getattr(self, "database", None)
        if database:
            database.close()

    def get(self, name: str) -> bytes | None:
        """
        Return the row *name*, or None if the store was written without one.

        Raises one of `STORE_ERRORS` if the row is damaged or lost.
        """
        try:
            name.encode()
        except UnicodeEncodeError:  # the name was typed as bytes that are not text
            return None
        row = self._read(name)
        if row is None and name in self._list(zlib.crc32(name.encode()) % self._list_count()):
            raise _lost(name)
        return row

    def require(self, name: str) -> bytes:
        """Return the row *name*, which must exist. Raises one of `STORE_ERRORS`."""
        row = self._read(name)
        if row is None:
            raise _lost(name)
        return row

    def names(self) -> Iterator[str]:
        """Yield the names of all rows, those of lost ones included. Raises `STORE_ERRORS`."""
        for number in range(self._list_count()):
            yield from self._list(number)

    def _list(self, number: int) -> frozenset[str]:
        names = self._lists.get(number)
        if names is None:
            names = decode(self.require(f"{_NAMES}{number}"), frozenset[str])
            self._lists[number] = names
        return names

    def _list_count(self) -> int:
        return decode(self.require(_NAMES), int)

    def _read(self, name: str) -> bytes | None:
        query = "SELECT body, sum FROM rows WHERE name = ?"
        try:
            row = self.database.execute(query, (name,)).fetchone()
        except sqlite3.Error as error:
            raise DamagedError(f"{self.path} is damaged: {error}") from error
        if row is None:
            return None
        body, checksum = row
        if not isinstance(body, bytes) or checksum != _checksum(self.path, name, body):
            raise DamagedError(f"the row {name} is damaged")
        return body


def _lost(name: str) -> DamagedError:
    return DamagedError(f"the row {name} is lost")


def _connect(path: Path) -> sqlite3.Connection:
    """Open the store at *path* for reading."""
    if _OPEN_FILES_STAY:
        database = sqlite3.connect(":memory:", check_same_thread=False)
        database.deserialize(path.read_bytes())
        return database
    # A store is never changed in place, so reading it needs no lock.
    uri = f"{path.absolute().as_uri()}?immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def write(
    path: Path,
    rows: Mapping[str, bytes],
    *,
    base: Store | None = None,
    keep: Sequence[str] = (),
    drop: Collection[str] = (),
) -> None:
    """
    Write a store with *rows* to *path*, completely or not at all.

    The rows of *base*, an earlier store at *path*, are copied if their names begin with one of
    *keep* (an empty prefix copies all), except for the names in *drop* and those that *rows*
    replaces. Raises one of `STORE_ERRORS` if the store cannot be written, which is a DamagedError
    if *base* is damaged.
    """
    before = frozenset(base.names()) if base else frozenset()
    kept = frozenset(name for name in before if name.startswith(tuple(keep))) - {*drop}
    names = kept.union(rows)
    lists = {} if names == before else _lists(names)
    obsolete = before - names
    private.make_folder(path.parent)
    _remove_abandoned(path.parent)
    unfinished = path.with_name(_unfinished_name(path.stem))
    with _being_written(str(unfinished)):
        _create(unfinished)
        if base:
            _copy(base, unfinished)
        with _without_journal(unfinished) as database:
            if base is None:
                database.execute(_TABLE)
            else:
                _delete(database, obsolete, every_list=bool(lists))
            database.executemany(
                "INSERT OR REPLACE INTO rows VALUES (?, ?, ?)",
                _with_checksums(path, {**rows, **lists}),
            )
            database.commit()
        _replace(unfinished, path)


def _lists(names: Collection[str]) -> dict[str, bytes]:
    """Return the rows that list *names*."""
    count = len(names) // _LISTED + 1
    lists: list[list[str]] = [[] for _ in range(count)]
    for name in sorted(names):
        lists[zlib.crc32(name.encode()) % count].append(name)
    rows = {f"{_NAMES}{number}": encode(each) for number, each in enumerate(lists)}
    return {**rows, _NAMES: encode(count)}


@contextlib.contextmanager
def _being_written(name: str) -> Iterator[None]:
    """Delete the file *name* in the end if it is still there, after an interruption, too."""
    _unfinished.append(name)
    try:
        yield
    finally:
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


def _create(path: Path) -> None:
    """Create the file *path*, which nobody else may read, whatever the umask is."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    path.chmod(0o600)


def _copy(base: Store, to: Path) -> None:
    """Copy the file of *base*. Raises ValueError if another store has replaced it."""
    shutil.copyfile(base.path, to)
    status = base.path.stat()
    if (status.st_ino, status.st_mtime_ns) != base.edition:
        raise ValueError(f"another process has replaced {base.path}")


@contextlib.contextmanager
def _without_journal(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file *path* without a journal, which an unfinished store does not need."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        yield database


def _delete(database: sqlite3.Connection, names: Iterable[str], *, every_list: bool) -> None:
    """Delete the rows *names* and, if wanted, all lists of names."""
    database.executemany("DELETE FROM rows WHERE name = ?", ((name,) for name in names))
    if every_list:
        condition = f"substr(name, 1, {len(_NAMES)}) = ?"
        database.execute(f"DELETE FROM rows WHERE {condition}", (_NAMES,))  # noqa: S608


def _with_checksums(path: Path, rows: Mapping[str, bytes]) -> Iterator[tuple[str, bytes, int]]:
    return ((name, body, _checksum(path, name, body)) for name, body in rows.items())


def _checksum(path: Path, name: str, body: bytes) -> int:
    """Return the checksum of a row, which depends on the name of its store's file, too."""
    return zlib.crc32(body, zlib.crc32(name.encode(), zlib.crc32(os.fsencode(path.name))))


def _replace(new: Path, path: Path) -> None:
    """Move *new* over *path*. On Windows, that can fail as long as another process reads *path*."""
    for wait in (0.01, 0.1, 0.5) if _OPEN_FILES_STAY else ():
        try:
            new.replace(path)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    new.replace(path)


LOCK_TIMEOUT = 10.0
"""Seconds to wait for another process that is writing the same store."""

_LOCK_NOTICE = 1.0
"""Seconds of waiting after which it is said."""

_LOCK_POLL = 0.1


@contextlib.contextmanager
def locked(
    path: Path | None,
    *,
    on_wait: Callable[[str], None] | None = None,
    required: bool = False,
    timeout: float = LOCK_TIMEOUT,
) -> Iterator[None]:
    """
    Keep other processes from writing the store at *path* meanwhile.

    *on_wait* receives a line if another process is writing it. After *timeout* seconds, or if
    there can be no lock, the block runs without it; if the lock is *required*, OSError is raised.
    """
    if path is None:
        yield
        return
    from filelock import FileLock  # slow to import, and only needed for hundreds of files

    lock = FileLock(path.with_suffix(".lock"), mode=0o600, poll_interval=_LOCK_POLL)
    try:
        private.make_folder(path.parent)
        _acquire(lock, on_wait, timeout)
    except (OSError, NotImplementedError) as error:
        if required:
            raise OSError(f"{path} cannot be locked: {error}") from error
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: BaseFileLock, on_wait: Callable[[str], None] | None, timeout: float) -> None:
    """Take the *lock*. Raises TimeoutError after *timeout* seconds, or OSError if it cannot be."""
    with contextlib.suppress(TimeoutError):
        lock.acquire(timeout=min(timeout, _LOCK_NOTICE))
        return
    if on_wait:
        on_wait(f"waiting for another process that has locked {lock.lock_file}")
    lock.acquire(timeout=max(timeout - _LOCK_NOTICE, 0))


def _unfinished_name(stem: str) -> str:
    """Return a new name for a file that this process is writing; see `_UNFINISHED_FILE`."""
    return f"{stem}.{_computer()}-{os.getpid()}.{os.urandom(4).hex()}.writing"


def _computer() -> str:
    """Return a checksum of the computer, and of the container, that numbers this process."""
    name = os.uname().nodename if hasattr(os, "uname") else ""
    with contextlib.suppress(OSError):
        name += os.readlink("/proc/self/ns/pid")  # noqa: PTH115 - it is no path
    return f"{zlib.crc32(os.fsencode(name)):08x}"


def _remove_abandoned(folder: Path) -> None:
    """Delete unfinished files that killed processes left behind."""
    for path in folder.iterdir():
        name = _UNFINISHED_FILE.fullmatch(path.name)
        with contextlib.suppress(OSError):
            if name and _is_abandoned(path, computer=name[1], process=int(name[2])):
                path.unlink()


def _is_abandoned(path: Path, *, computer: str, process: int) -> bool:
    """Return whether the process that was writing *path* is gone, or must be after so long."""
    if os.name == "posix" and computer == _computer():
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
    return time.time() - path.lstat().st_mtime > UNFINISHED_AFTER


_UNFINISHED_FILE = re.compile(r".+\.([0-9a-f]{8})-(\d+)\.[0-9a-f]{8}\.writing")
"""The name of an unfinished file, with the computer and the process that is writing it."""

_CACHE_FILE = re.compile(rf"[a-z]+-[0-9a-f]{{16}}(\.sqlite|\.lock|{_UNFINISHED_FILE.pattern[2:]})")
"""The name of a file in the cache folder."""


def problem_with(path: Path) -> str | None:
    """Return why nothing at *path* can be used as a store; None if a store can be there."""
    try:
        private.require_file(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        return str(error)
    return None


def cached_files() -> list[Path]:
    """
    Return the files that levelctl made in the cache folder, sorted by path.

    Raises OSError if there is no cache folder, or if anybody else may write to it.
    """
    if not folder().exists():
        return []
    private.require_folder(folder())
    return sorted(path for path in folder().iterdir() if _is_own(path))


def _is_own(path: Path) -> bool:
    return _CACHE_FILE.fullmatch(path.name) is not None and stat.S_ISREG(path.lstat().st_mode)
