"""
How a canon's files get into its store: only those that changed are read again.

There are two readers of what comes of it. `refresh` gives the rows that answers come from;
`levelctl.lint.incremental` checks the same files, and finds them parsed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterator, Mapping
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
    name_of,
    store_of,
)
from levelctl.cache.store import FAULTS, Store, checksum, locked, path_of, write
from levelctl.canon import loading
from levelctl.canon.canon import CanonRows, key
from levelctl.canon.files import OWN_FILES, FileStats, OnProgress
from levelctl.canon.loading import FILE_ROWS, PLACES, VALUE, CompiledFile
from levelctl.canon.nodes import CachedNode, Places
from levelctl.canon.parsed_file import ParsedFile
from levelctl.errors import CanonError
from levelctl.record import Record, decode, encode

SLOW = 1.0
"""Seconds from which on it is worth saying that the next answer will take as long."""

INDEX = key("index")
"""The row that holds what is known of each file."""


class CachedFile(Record):
    """What a store knows of one file, and took from it."""

    state: FileState
    parsed: ParsedFile


def refresh(
    root: Path,
    old: Store | None,
    stats: list[FileStats],
    *,
    progress: OnProgress | None = None,
    on_problem: OnProblem | None = None,
) -> CanonRows:
    """
    Return the rows of the canon *root*, whose files are *found*, and cache them in its store.

    What the *old* store knows of an unchanged file is taken from there. Raises CanonError as
    `levelctl.canon.loading.load` does.
    """

    def rebuild() -> CanonRows:
        return refresh(root, None, stats)

    try:
        files = CanonFiles(root, old, stats)
        if len(files.changed) < loading.MANY:
            return _refreshed(files, rebuild, progress, on_problem)
        with locked(files.path):
            meanwhile, fingerprint = store_of(root) or (None, None)
            if meanwhile and fingerprint and is_fresh(fingerprint, stats) and fingerprint.sound:
                return FallbackRows(meanwhile, rebuild)
            return _refreshed(files, rebuild, progress, on_problem)
    except FAULTS:
        if old is None:
            raise
        # It is damaged.
        return refresh(root, None, stats, progress=progress, on_problem=on_problem)


def _refreshed(
    files: CanonFiles,
    rebuild: Callable[[], CanonRows],
    progress: OnProgress | None,
    on_problem: OnProblem | None,
) -> CanonRows:
    """Read what changed; return the rows from the new store, or as made if there is none."""
    files.take(loading.compile_files(files.root, files.changed, progress))
    saved = files.save(on_problem)
    if files.error:
        raise files.error
    return FallbackRows(saved, rebuild) if isinstance(saved, Store) else saved


class CanonFiles:
    """
    The files of the canon *root*, *found* as they are now, and what its *old* store has of them.

    Those that *changed* have to be read and handed to `take` before anything is asked of them.
    Files that are *replaced* by other contents count as changed.
    """

    def __init__(
        self,
        root: Path,
        old: Store | None,
        stats: list[FileStats],
        *,
        replaced: Container[str] = (),
    ) -> None:
        self.root = root
        self.old = old
        self.stats = stats
        self.replaced = replaced
        self.start = time.time()
        self.path = path_or_none(root)
        index = _row(old, INDEX, tuple[CachedFile, ...]) if old else ()
        self.index = {file.parsed.path: file for file in index}
        self.changed = [stats[0] for stats in stats if not self._is_unchanged(stats)]
        self.read: dict[str, CompiledFile] = {}

    def take(self, read: Mapping[str, CompiledFile]) -> None:
        """Take what was *read* of files that changed."""
        self.read.update(read)

    def parsed(self, path: str) -> ParsedFile:
        read = self.read.get(path)
        return read.parsed if read else self.index[path].parsed

    def digest(self, path: str) -> str:
        """Return what tells the content of the file *path* from any other; empty if unreadable."""
        read = self.read.get(path)
        return read.digest if read else self.index[path].state.digest

    def value(self, path: str) -> dict[str, Any] | None:
        """Return what the file *path* says, None if it is faulty. Raises one of `FAULTS`."""
        read = self.read.get(path)
        if read:
            return decode(read.value, dict[str, Any]) if read.value is not None else None
        if self.index[path].parsed.faults:
            return None
        found: dict[str, Any] = _row(self.old, key(VALUE, path), dict[str, Any])
        return found

    @property
    def error(self) -> CanonError | None:
        """Why the canon cannot be read, if a file that it cannot do without is faulty."""
        return loading.own_error(self.root, {path: self.parsed(path) for path in OWN_FILES})

    def save(self, on_problem: OnProblem | None = None) -> Store | loading.MemoryRows:
        """
        Write what is known to the store and return it; if that cannot be done, the rows as made.

        The old store is returned if the new one would know no more. Of a canon that cannot be
        read, all is cached that its single files say.
        """
        if self.old and self._is_known():
            return self.old
        same = self._has_same_outline()
        rows, keep = self._new_rows(outline=not same), ("",) if same else FILE_ROWS
        try:
            if self.path:
                write(self.path, rows, base=self.old, keep=keep, drop=self._gone())
                return Store(self.path)
        except FAULTS as error:
            if on_problem and time.time() - self.start > SLOW:
                on_problem(
                    f"the cache cannot be written, so the next answer will take as long: {error}"
                )
        return _Overlay(rows, self.old, keep) if self.old else loading.MemoryRows(rows)

    def _is_unchanged(self, stats: FileStats) -> bool:
        """Tell whether the file of *stats* holds what the old store took from it."""
        cached = None if stats[0] in self.replaced else self.index.get(stats[0])
        return cached is not None and is_unchanged(self.root, stats, cached.state)

    def _is_known(self) -> bool:
        """Tell whether a new store would know no more than the old one."""
        if self.changed or len(self.stats) != len(self.index):
            return False
        if not all(map(self._is_final, self.stats)):
            return True
        return is_fresh(_row(self.old, FINGERPRINT, Fingerprint), self.stats)

    def _is_final(self, stats: FileStats) -> bool:
        return mtime_is_final(stats, self.start)

    def _has_same_outline(self) -> bool:
        """
        Tell whether all is where it was: only what files say further has changed.

        Then the rows that say what the canon holds are those of the old store.
        """
        return (
            self.index.keys() == {path for path, *_ in self.stats}
            and not self.read.keys() & OWN_FILES.keys()
            and all(file.parsed == self.index[path].parsed for path, file in self.read.items())
        )

    def _new_rows(self, *, outline: bool) -> dict[str, bytes]:
        """Return the rows of the files read; with *outline*, those that follow of all files too."""
        index = [self._cached(stats) for stats in self.stats]
        rows: dict[str, bytes] = {}
        if outline and not self.error:
            ladder, families = self._own("ladder.yaml"), self._own("families.yaml")
            rows = loading.index_rows([file.parsed for file in index], ladder, families)
        for file in self.read.values():
            rows |= file.rows()
        sound = self.error is None
        return {
            **rows,
            INDEX: encode(index),
            FINGERPRINT: encode(fingerprint_of(self.root, self.stats, self.start, sound=sound)),
        }

    def _cached(self, stats: FileStats) -> CachedFile:
        path, *_ = stats
        state = FileState(stats, self._is_final(stats), self.digest(path))
        return CachedFile(state, self.parsed(path))

    def _own(self, path: str) -> dict[str, Any]:
        return self.value(path) or {}

    def _gone(self) -> Iterator[str]:
        """Yield the rows of files that are not there any more."""
        for path in self.index.keys() - {path for path, *_ in self.stats}:
            yield from (f"{prefix}{path}" for prefix in FILE_ROWS)


class _Overlay(loading.MemoryRows):
    """Rows that were just made of the files; others that begin with one of *keep* are in *base*."""

    def __init__(self, rows: dict[str, bytes], base: Store, keep: tuple[str, ...]) -> None:
        super().__init__(rows)
        self.base = base
        self.keep = keep

    def get(self, name: str) -> bytes | None:
        found = self.rows.get(name)
        return self.base.get(name) if found is None and name.startswith(self.keep) else found


def cached_node(store: Store, path: str, digest: str) -> CachedNode:
    """
    Return what *store* has of the sound file *path*. Raises one of `FAULTS`.

    One of these is that the store has another content of the file than that with *digest*.
    """
    value = _row(store, key(VALUE, path), dict[str, Any])
    own_digest, places = _row(store, key(PLACES, path), tuple[str, Places])
    if own_digest != digest:
        raise ValueError(f"the store has changed: it has another {path}")
    return CachedNode(value, places)


def fingerprint_of(
    root: Path, stats: list[FileStats], moment: float, *, sound: bool = True
) -> Fingerprint:
    """Return what a store of the canon *root* says of itself, made at *moment* of *found*."""
    return Fingerprint(
        root=name_of(root),
        scan=checksum(encode(stats)),
        final=all(mtime_is_final(stats, moment) for stats in stats),
        files=len(stats),
        made=moment,
        sound=sound,
    )


def is_unchanged(root: Path, stats: FileStats, state: FileState) -> bool:
    """Tell whether the file with *stats* holds what it did when it had *state*."""
    path, size, *_ = stats
    if not state.digest or state.stats[1] != size:
        return False
    if state.stats == stats and state.final:
        return True
    from levelctl.canon import parsing, source  # most files are final, and need no parser

    try:
        return parsing.digest(source.load(root / path)) == state.digest
    except source.SourceError:
        return False


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
