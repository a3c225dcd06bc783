"""
Refreshes a canon's store: only files that changed are parsed again.

The store serves two readers. `refresh` returns the rows that answers are read from;
`levelctl.lint.incremental` checks the same parsed files.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, TypeVar

from levelctl.cache.freshness import (
    FINGERPRINT,
    FallbackRows,
    FileState,
    Fingerprint,
    OnProblem,
    is_fresh,
    mtime_is_final,
    open_store,
    root_text,
)
from levelctl.cache.locking import locked
from levelctl.cache.store import STORE_ERRORS, DamagedError, Store, checksum, path_of, write
from levelctl.canon import loading
from levelctl.canon.canon import CanonRows, key
from levelctl.canon.files import (
    NOT_OPENED,
    REQUIRED_FILES,
    FileStats,
    MapFiles,
    absent,
    kind_of,
    layer_of,
    of_layer,
    scan_layers,
)
from levelctl.canon.layers import Contents, Stack, stack_of
from levelctl.canon.loading import FILE_ROWS, PLACES, VALUE, CompiledFile
from levelctl.canon.nodes import CachedNode, Places
from levelctl.canon.parsed_file import ParsedFile
from levelctl.errors import CanonError
from levelctl.record import Record, decode, encode, replace

T = TypeVar("T")

SLOW = 1.0
"""If reading took more seconds than this, a store that cannot be written is reported."""

INDEX = key("index")
"""The row with the state and the parsed form of each file."""

STACK = key("stack")
"""The row with the layers that the files were merged from."""


class CachedFile(Record):
    """A file as the store has it."""

    state: FileState
    parsed: ParsedFile
    below: tuple[FileState, ...] = ()
    """The states of the further files that were merged into it."""

    @property
    def states(self) -> tuple[FileState, ...]:
        """The states of all files that it was made of."""
        return (self.state, *self.below)

    @property
    def digest(self) -> str:
        """The digest of the content; see `ParseResult.digest`."""
        digests = [state.digest for state in self.states]
        return ",".join(digests) if all(digests) else ""


def refresh(
    root: Path,
    old: Store | None,
    *,
    map_files: MapFiles | None = None,
    on_problem: OnProblem | None = None,
) -> CanonRows:
    """
    Return the rows of the canon *root*, and cache them in its store.

    Files that have not changed are taken from the *old* store. Raises CanonError as
    `levelctl.canon.loading.load` does.
    """

    def rebuild() -> CanonRows:
        # From memory: what a store lacks that has just been written, another one lacks as well.
        return loading.read_rows(root)

    try:
        files = CanonFiles(root, old)
        if len(files.changed) < loading.MANY:
            return _refreshed(files, rebuild, map_files, on_problem)
        with locked(files.path, on_wait=on_problem):
            # Another process may have written the store while this one waited for the lock.
            store, fingerprint = open_store(root) or (None, None)
            if store and fingerprint and is_fresh(fingerprint, files.stats) and fingerprint.sound:
                return FallbackRows(store, rebuild)
            return _refreshed(files, rebuild, map_files, on_problem)
    except STORE_ERRORS:
        if old is None:
            raise
        # The old store is damaged.
        return refresh(root, None, map_files=map_files, on_problem=on_problem)


def _refreshed(
    files: CanonFiles,
    rebuild: Callable[[], CanonRows],
    map_files: MapFiles | None,
    on_problem: OnProblem | None,
) -> CanonRows:
    """Read the changed files and cache them; return the rows of the store, or rows in memory."""
    files.add(loading.compile_files(files.stack, files.changed, map_files))
    saved = files.save(on_problem)
    if files.error:
        raise files.error
    return saved if isinstance(saved, loading.MemoryRows) else FallbackRows(saved, rebuild)


class CanonFiles:
    """
    The files of the canon *root*, with their current stats, and their cached forms.

    Unchanged files come from the *old* store. The files in `changed` must be read and passed to
    `add` before their values are used. The paths in *contents*, which replace files, count as
    changed.
    """

    def __init__(
        self,
        root: Path,
        old: Store | None,
        *,
        contents: Contents | None = None,
    ) -> None:
        self.root = root
        self.old = old
        self.contents = contents or {}
        self.stack = stack_of(root, contents)
        self.folders = self.stack.folders
        self.stats = _with_contents(scan_layers(root, self.folders[1:]), self.contents)
        self.parts = loading.merged_paths(self.stats)
        self.paths = [*self.parts]
        self.start = time.time()
        self.path = path_or_none(root)
        index = decode(old.require(INDEX), tuple[CachedFile, ...]) if old else ()
        self.index = {file.parsed.path: file for file in index}
        self.same_layers = old is not None and _has_layers_of(old, self.stack)
        self.changed = [path for path in self.paths if not self._is_unchanged(path)]
        self.recompiled: dict[str, CompiledFile] = {}

    def add(self, files: Mapping[str, CompiledFile]) -> None:
        """Add changed *files*, by path, after they were read."""
        self.recompiled.update(files)

    def parsed(self, path: str) -> ParsedFile:
        file = self.recompiled.get(path)
        return file.parsed if file else self.index[path].parsed

    def digest(self, path: str) -> str:
        """Return the digest of the file *path*'s content; empty if it cannot be read."""
        file = self.recompiled.get(path)
        return file.digest if file else self.index[path].digest

    def value(self, path: str) -> dict[str, Any] | None:
        """Return the value of the file *path*; None if it has an error. Raises `STORE_ERRORS`."""
        file = self.recompiled.get(path)
        if file:
            return decode(file.value, dict[str, Any]) if file.value is not None else None
        if self.index[path].parsed.diagnostics:
            return None
        return required_row(self.old, key(VALUE, path), dict[str, Any])

    @property
    def error(self) -> CanonError | None:
        """Why the canon cannot be read; None if its required files have no error."""
        return loading.required_file_error(
            self.stack, {path: self.parsed(path) for path in REQUIRED_FILES}
        )

    def save(self, on_problem: OnProblem | None = None) -> CanonRows:
        """
        Write the store and return it; if it cannot be written, return the rows from memory.

        If a new store would add nothing, the old one is returned. If the canon cannot be read
        as a whole, its single files are still cached. Raises DamagedError if the old one is.
        """
        if self.old and self._would_add_nothing():
            return self.old
        current = self._index_rows_are_current()
        rows, keep = self._new_rows(index_rows=not current), ("",) if current else FILE_ROWS
        try:
            if self.path:
                write(self.path, rows, base=self.old, keep=keep, drop=[*self._obsolete_rows()])
                return Store(self.path)
        except DamagedError:
            raise
        except STORE_ERRORS as error:
            if on_problem and time.time() - self.start > SLOW:
                on_problem(
                    f"the cache cannot be written; the next answer will take as long: {error}"
                )
        if self.old is None:
            return loading.MemoryRows(rows)
        return _NewRows(rows, self.old, keep, {*self._obsolete_rows()})

    def _is_unchanged(self, path: str) -> bool:
        """Return whether the file *path* has the content that the old store has."""
        cached = None if path in self.contents else self.index.get(path)
        if cached is None or not self.same_layers:
            return False
        parts = self.parts[path]
        return len(parts) == len(cached.states) and all(
            is_unchanged(self.folders[layer_of(stats[0])[0]], stats, state)
            for stats, state in zip(parts, cached.states, strict=True)
        )

    def _would_add_nothing(self) -> bool:
        """Return whether a new store would add nothing to the old one."""
        if self.changed or len(self.paths) != len(self.index):
            return False
        if not all(map(self._is_final, self.stats)):  # a new store would not be current either
            return True
        return is_fresh(required_row(self.old, FINGERPRINT, Fingerprint), self.stats)

    def _is_final(self, stats: FileStats) -> bool:
        return mtime_is_final(stats, self.start)

    def _index_rows_are_current(self) -> bool:
        """
        Return whether the index rows of the old store still apply.

        They depend on the required files and on the parsed form of the others, but not on the
        values of the others. A change to a responsibility, for example, does not affect them.
        """
        return (
            self.index.keys() == self.parts.keys()
            and self.same_layers
            and not self.recompiled.keys() & REQUIRED_FILES.keys()
            and all(
                file.parsed == self.index[path].parsed for path, file in self.recompiled.items()
            )
        )

    def _new_rows(self, *, index_rows: bool) -> dict[str, bytes]:
        """Return the rows of the recompiled files and, if wanted, the *index_rows* of them all."""
        index = [self._cached_file(path) for path in self.paths]
        rows: dict[str, bytes] = {}
        if index_rows and not self.error:
            required = {path: self.value(path) or {} for path in REQUIRED_FILES}
            rows = loading.index_rows([file.parsed for file in index], required, self.stack)
        for file in self.recompiled.values():
            rows |= file.rows()
        sound = self.error is None
        return {
            **rows,
            INDEX: encode(index),
            STACK: encode(self.stack),
            FINGERPRINT: encode(replace(self.fingerprint(), sound=sound)),
        }

    def fingerprint(self, more: Sequence[FileStats] = (), *, swapped: bool = False) -> Fingerprint:
        """
        Return the fingerprint of a store of these files, and of *more* data.

        If any file was *swapped* for another while it was read, the store counts as outdated, and
        so it does if layers are missing: nothing tells when they are there.
        """
        stats = [*self.stats, *more]
        swapped = swapped or any(map(self._was_swapped, self.paths)) or self._was_restacked()
        swapped = swapped or bool(self.stack.faults)
        return Fingerprint(
            root=root_text(self.root),
            scan=checksum(encode(stats)),
            final=not swapped and all(map(self._is_final, stats)),
            files=len(self.paths),
            built_at=self.start,
            layers=self.stack.below,
        )

    def _cached_file(self, path: str) -> CachedFile:
        parts, digests = self.parts[path], self.digest(path).split(",")
        if len(digests) != len(parts) or self._was_swapped(path):  # it is read again next time
            digests = [""] * len(parts)
        state, *below = (
            FileState(stats, digest != "" and self._is_final(stats), digest)
            for stats, digest in zip(parts, digests, strict=True)
        )
        return CachedFile(state, self.parsed(path), tuple(below))

    def _was_swapped(self, path: str) -> bool:
        """Return whether another file than *path* in `stats` was read, or none where one was."""
        file = self.recompiled.get(path)
        if file is None or kind_of(path) in NOT_OPENED or self.stack.faults:
            return False
        return file.opened != tuple(stats for stats in self.parts[path] if stats[1] >= 0)

    def _was_restacked(self) -> bool:
        """Return whether the layers are others than those whose files were read."""
        return bool(self.recompiled) and stack_of(self.root, self.contents) != self.stack

    def _obsolete_rows(self) -> Iterator[str]:
        """Yield the names of the rows of files that no longer exist, or that now have an error."""
        gone = self.index.keys() - self.parts.keys()
        faulty = {path for path, file in self.recompiled.items() if file.value is None}
        for path in gone | faulty:
            yield from (f"{prefix}{path}" for prefix in FILE_ROWS)


class _NewRows:
    """New *rows* over those of *base* that begin with one of *keep* and are not in *drop*."""

    def __init__(
        self, rows: dict[str, bytes], base: Store, keep: tuple[str, ...], drop: AbstractSet[str]
    ) -> None:
        self.rows = rows
        self.base = base
        self.keep = keep
        self.drop = drop

    def get(self, name: str) -> bytes | None:
        row = self.rows.get(name)
        kept = name.startswith(self.keep) and name not in self.drop
        return self.base.get(name) if row is None and kept else row

    def require(self, name: str) -> bytes:
        row = self.rows.get(name)
        return self.base.require(name) if row is None else row


def cached_node(store: Store, path: str, digest: str) -> CachedNode:
    """
    Return the value and the places that *store* has of the file *path*, which has no error.

    Raises one of `STORE_ERRORS`: a ValueError if the digest of the stored content is not
    *digest*.
    """
    value = required_row(store, key(VALUE, path), dict[str, Any])
    stored_digest, places = required_row(store, key(PLACES, path), tuple[str, Places])
    if stored_digest != digest:
        raise ValueError(f"the store has changed: it has another {path}")
    return CachedNode(value, places)


def _has_layers_of(store: Store, stack: Stack) -> bool:
    """Return whether the files in *store* were merged from the layers of *stack*."""
    # The folder of the canon itself can be given in several ways.
    return replace(required_row(store, STACK, Stack), root=stack.root) == stack


def _with_contents(stats: list[FileStats], contents: Contents) -> list[FileStats]:
    """Return *stats*, and an entry marked as missing for each file that only *contents* has."""
    known = {path for path, *_ in stats}
    missing = (absent(path) for path in contents if path not in known)
    return sorted([*stats, *missing], key=lambda each: layer_of(each[0]))


def is_unchanged(root: Path, stats: FileStats, state: FileState) -> bool:
    """Return whether the file with *stats* has the same content as it had in *state*."""
    name, size, *_ = stats
    if not state.digest or state.stats[1] != size:
        return False
    if state.stats == stats and state.final:
        return True
    from levelctl.canon import parsing, source  # most files are final, and need no parser

    try:
        depth, path = layer_of(name)
        content, opened = source.load_with_stats(root, path)
        return of_layer(opened, depth) == stats and parsing.digest(content) == state.digest
    except source.SourceError:
        return False


def path_or_none(root: Path, kind: str = "canon") -> Path | None:
    """Return the path of the store of *kind*, or None if there is no cache folder at all."""
    try:
        return path_of(root, kind)
    except OSError:
        return None


def required_row(store: Store | None, name: str, kind: type[T]) -> T:
    """Return the row *name* of *store*, which must exist. Raises one of `STORE_ERRORS`."""
    if store is None:
        raise DamagedError("there is no store")
    return decode(store.require(name), kind)
