"""
Stores rows in a file of the user's cache folder: rows by name, each with a checksum.

Only this module uses sqlite3 and platformdirs. A store is never changed in place: a
new one is written beside it and moved over it, so a reader sees either the old store or the
new one. Every read can raise one of `STORE_ERRORS`, because the file may be damaged.

A store also lists the names and checksums of its rows, and the checksums of these lists. So a row
that is lost, or that is from another edition of the store, is noticed.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import re
import shutil
import sqlite3
import stat
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from levelctl.cache import private
from levelctl.record import decode, encode
from levelctl.version import __version__

SCHEMA = 11
"""The version of the row format. It is part of the file name, so versions never mix."""

STORE_ERRORS = (OSError, ValueError, sqlite3.Error)
"""What a damaged or unreachable store raises; a wrong checksum is a ValueError."""

_TABLE = "CREATE TABLE rows (name TEXT PRIMARY KEY, body BLOB, sum INTEGER) WITHOUT ROWID"

_LISTS = "listed:"
"""The row with the checksums of all lists of rows; list *n* is in the row of this name and *n*."""

_LISTED = 16
"""How many rows are in one list, about. The first read of a row costs reading its list."""

_OPEN_FILES_STAY = os.name == "nt"
"""Whether a file that any process has open can be neither replaced nor deleted."""


def folder() -> Path:
    """Return the folder of all stores in the user's cache. Raises OSError if there is none."""
    from platformdirs import user_cache_path

    return _home_path(lambda: user_cache_path("levelctl", appauthor=False))


def data_folder() -> Path:
    """Return the user's folder for imported data. Raises OSError if there is none."""
    from platformdirs import user_data_path

    return _home_path(lambda: user_data_path("levelctl", appauthor=False))


def _home_path(ask: Callable[[], Path]) -> Path:
    """Return the path below the home folder that *ask* returns. Raises OSError if there is none."""
    try:
        path = ask()
    except RuntimeError as error:  # so say the newer releases of platformdirs
        raise FileNotFoundError("there is no home folder") from error
    if not path.is_absolute():  # in older ones, it begins with a literal ~ then
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
        with _IN_USE:
            _close_unused()
            self.database = _connect(path)
            _open.add(self.database)
        self._seed = _seed(path)
        self._lists: dict[int, dict[str, int]] = {}
        self._list_sums: tuple[int, ...] = ()

    def __del__(self) -> None:
        database = getattr(self, "database", None)
        if database:
            _unused.append(database)

    def get(self, name: str) -> bytes | None:
        """
        Return the row *name*, or None if the store was written without one.

        Raises one of `STORE_ERRORS` if the row is damaged or lost.
        """
        try:
            listed = self.list_of(name).get(name)
        except UnicodeEncodeError:  # the name was typed as bytes that are not text
            return None
        return None if listed is None else self._read(name, listed)

    def require(self, name: str) -> bytes:
        """Return the row *name*, which must exist. Raises one of `STORE_ERRORS`."""
        row = self.get(name)
        if row is None:
            raise DamagedError(f"there is no row {name}")
        return row

    def checksums(self) -> Iterator[tuple[str, int]]:
        """Yield the name and the checksum of each row. Raises `STORE_ERRORS`."""
        for number in range(len(self.list_sums())):
            yield from self.rows_in(number).items()

    def list_of(self, name: str) -> dict[str, int]:
        """Return the list that has the row *name*, if any has. Raises `STORE_ERRORS`."""
        return self.rows_in(_place(name, len(self.list_sums())))

    def rows_in(self, number: int) -> dict[str, int]:
        """Return the names of the rows in a list, with their checksums. Raises `STORE_ERRORS`."""
        rows = self._lists.get(number)
        if rows is None:
            row = self._read(f"{_LISTS}{number}", self.list_sums()[number])
            rows = self._lists[number] = decode(row, dict[str, int])
        return rows

    def list_sums(self) -> tuple[int, ...]:
        """Return the checksum of each list. Raises `STORE_ERRORS`."""
        if not self._list_sums:
            self._list_sums = decode(self._read(_LISTS), tuple[int, ...])
        return self._list_sums

    def _read(self, name: str, listed: int | None = None) -> bytes:
        """Return the row *name*, whose checksum is *listed* if it is in a list."""
        query = "SELECT body, sum FROM rows WHERE name = ?"
        try:
            with _IN_USE:
                row = self.database.execute(query, (name,)).fetchone()
        except sqlite3.Error as error:
            raise DamagedError(f"{self.path} is damaged: {error}") from error
        if row is None:
            raise DamagedError(f"the row {name} is lost")
        body, checksum = row
        if not isinstance(body, bytes) or checksum != _checksum(self._seed, name, body):
            raise DamagedError(f"the row {name} is damaged")
        if listed not in (None, checksum):
            raise DamagedError(f"the row {name} is of another edition")
        return body


_IN_USE = threading.RLock()
"""
Held while SQLite reads.

SQLite has locks of its own, and a thread that holds one of them is not there after a fork. So a
fork waits until no thread reads.
"""

if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_IN_USE.acquire, after_in_parent=_IN_USE.release, after_in_child=_IN_USE.release
    )


_open: set[sqlite3.Connection] = set()
"""All connections that are not closed; a connection that ends by itself is a warning."""

_unused: list[sqlite3.Connection] = []
"""
Those that the next store closes.

A store that is no longer used cannot close its own: it may end anywhere, also where `_IN_USE` is
not held, and Ctrl-C is lost in the end of an object.
"""


def _close_unused() -> None:
    while _unused:
        connection = _unused.pop()
        connection.close()
        _open.discard(connection)


@atexit.register
def _close_all() -> None:
    with _IN_USE:
        for connection in _open:
            connection.close()


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
    from levelctl.cache import unfinished  # a warm answer writes nothing

    seed = _seed(path)
    sums = {name: _checksum(seed, name, body) for name, body in rows.items()}
    gone = _not_kept(base, sums, keep, drop) if base else set()
    lists = _lists(seed, base, sums, gone)
    private.make_folder(path.parent)
    with unfinished.beside(path) as new:
        if base:
            _copy(base, new)
        with _without_journal(new) as database:
            if base is None:
                database.execute(_TABLE)
            database.executemany("DELETE FROM rows WHERE name = ?", ((name,) for name in gone))
            database.executemany(
                "INSERT OR REPLACE INTO rows VALUES (?, ?, ?)",
                _with_checksums(seed, {**rows, **lists}),
            )
            database.commit()
        _replace(new, path)


def _not_kept(
    base: Store, sums: Mapping[str, int], keep: Sequence[str], drop: Iterable[str]
) -> set[str]:
    """Return the names of the rows of *base* that a new store with the rows of *sums* lacks."""
    gone = {name for name in drop if name in base.list_of(name)}
    if "" not in keep:
        prefixes = tuple(keep)
        gone.update(name for name, _ in base.checksums() if not name.startswith(prefixes))
    return gone.difference(sums)


def _lists(
    seed: int, base: Store | None, sums: Mapping[str, int], gone: Collection[str]
) -> dict[str, bytes]:
    """
    Return the lists of a store with the rows of *sums*, and those of *base* that are not *gone*.

    The lists are rows; those of *base* that do not change are left out.
    """
    if base and not gone and all(name in base.list_of(name) for name in sums):
        list_sums = [*base.list_sums()]
        places = {_place(name, len(list_sums)) for name in sums}
        lists = {place: {**base.rows_in(place)} for place in places}
    else:
        kept = dict(base.checksums()) if base else {}
        sums = {name: each for name, each in {**kept, **sums}.items() if name not in gone}
        list_sums = [0] * (len(sums) // _LISTED + 1)
        lists = {place: {} for place in range(len(list_sums))}
    for name, each in sums.items():
        lists[_place(name, len(list_sums))][name] = each
    rows = {f"{_LISTS}{place}": encode(each) for place, each in lists.items()}
    for place in lists:
        name = f"{_LISTS}{place}"
        list_sums[place] = _checksum(seed, name, rows[name])
    return {**rows, _LISTS: encode(list_sums)}


def _place(name: str, lists: int) -> int:
    """Return in which of so many *lists* the row *name* is, if there is one."""
    return zlib.crc32(name.encode()) % lists


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


def _with_checksums(seed: int, rows: Mapping[str, bytes]) -> Iterator[tuple[str, bytes, int]]:
    return ((name, body, _checksum(seed, name, body)) for name, body in rows.items())


def _seed(path: Path) -> int:
    """Return where the checksums of a store at *path* begin, which tells stores apart."""
    return zlib.crc32(os.fsencode(path.name))


def _checksum(seed: int, name: str, body: bytes) -> int:
    return zlib.crc32(body, zlib.crc32(name.encode(), seed))


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
    from levelctl.cache import unfinished

    name = re.compile(rf"[a-z]+-[0-9a-f]{{16}}(\.sqlite|\.lock|{unfinished.SUFFIX})")
    return sorted(
        path
        for path in folder().iterdir()
        if name.fullmatch(path.name) and stat.S_ISREG(path.lstat().st_mode)
    )
