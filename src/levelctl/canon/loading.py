"""A canon's files → its compiled rows. Reads on every core if there are many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from levelctl.canon.canon import Canon, key
from levelctl.canon.files import REQUIRED_FILES, OnProgress, scan
from levelctl.canon.nodes import CachedNode, Places, places_of
from levelctl.canon.parsed_file import ParsedFile, ParseResult
from levelctl.errors import CanonError
from levelctl.record import Record, decode, encode

S = TypeVar("S")
T = TypeVar("T")

MANY = 200
"""From this number of files on, they are read by several processes."""

VALUE = "value"
PLACES = "places"
"""The kinds of rows that hold what a file itself says, and where each part of that stands."""

FILE_ROWS = (key(VALUE), key(PLACES))
"""What the keys of the rows begin with that hold single files, and not what follows of all."""


class CompiledFile(Record):
    """What was read of one file, in the form of rows."""

    parsed: ParsedFile
    digest: str
    """Empty if the file cannot be read."""
    value: bytes | None
    """What a sound file says; None if it has an error."""
    places: bytes | None = None
    """Its digest, and where the parts of its value stand."""

    @property
    def top(self) -> CachedNode | None:
        """What a sound file says, with its places."""
        if self.value is None or self.places is None:
            return None
        _, places = decode(self.places, tuple[str, Places])
        return CachedNode(decode(self.value, Any), places)

    def rows(self) -> dict[str, bytes]:
        """Return the rows that say what the file itself says."""
        rows = {VALUE: self.value, PLACES: self.places}
        return {key(kind, self.parsed.path): row for kind, row in rows.items() if row is not None}


def load(root: Path, progress: OnProgress | None = None) -> Canon:
    """
    Return the canon in the folder *root*, read from its files.

    A focus or function with a fault is left out and its diagnostics say why. Raises
    CanonError, which holds the diagnostics too, if ``canon.yaml``, ``ladder.yaml`` or
    ``families.yaml`` has a fault: nothing can be said without them.
    """
    files = compile_files(root, [path for path, *_ in scan(root)], progress, places=False)
    parsed = {path: file.parsed for path, file in files.items()}
    error = required_file_error(root, parsed)
    if error:
        raise error
    ladder, families = (_value(files[path]) for path in ("ladder.yaml", "families.yaml"))
    rows = index_rows(list(parsed.values()), ladder, families)
    for file in files.values():
        rows |= file.rows()
    return Canon(root, MemoryRows(rows))


def compile_files(
    root: Path, paths: Sequence[str], progress: OnProgress | None = None, *, places: bool = True
) -> dict[str, CompiledFile]:
    """Return each of *paths*, files of the canon *root*, as it reads; *places* if wanted."""
    work = partial(_compile_file, root, places)
    return {file.parsed.path: file for file in map_files(work, paths, progress)}


def _compile_file(root: Path, places: bool, path: str) -> CompiledFile:
    from levelctl.canon.parsing import read  # where all files are cached, no parser is loaded

    return compiled(read(root, path), places=places)


def compiled(result: ParseResult, *, places: bool = True) -> CompiledFile:
    """Return *reading* in the form of rows."""
    top, digest = result.top, result.digest
    return CompiledFile(
        result.parsed,
        digest,
        encode(top.value) if top else None,
        encode((digest, places_of(top))) if top and places else None,
    )


def map_files(
    work: Callable[[S], T], files: Sequence[S], progress: OnProgress | None = None
) -> Iterator[T]:
    """Yield what *work* gives for each of *files*; on every core if they are many."""
    results = map(work, files) if len(files) < MANY else _on_every_core(work, files)
    for number, result in enumerate(results, 1):
        yield result
        if progress:
            progress(number, len(files))


def _on_every_core(work: Callable[[S], T], files: Sequence[S]) -> Iterator[T]:
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(initializer=_end_with_parent)
    try:
        yield from pool.map(work, files, chunksize=16)
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """Let this process end with the one that started it, however that ends: nobody else would."""
    import multiprocessing
    import os
    import signal
    import threading

    def watch() -> None:
        if parent:
            parent.join()
        os._exit(1)

    # Ctrl-C reaches every process of a terminal; the parent's own end is enough.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    threading.Thread(target=watch, daemon=True).start()


def index_rows(
    files: Sequence[ParsedFile], ladder: dict[str, Any], families: dict[str, Any]
) -> dict[str, bytes]:
    """Return the rows that say what a canon holds, of all its *files* and two of their values."""
    from levelctl.canon.linking import Linker

    return Linker(files, list(ladder["levels"]), families["families"]).rows()


def _value(file: CompiledFile) -> dict[str, Any]:
    return decode(file.value or b"", dict[str, Any])


def required_file_error(root: Path, files: Mapping[str, ParsedFile]) -> CanonError | None:
    """Return why the canon *root* cannot be read, if one of its own three *files* is faulty."""
    faults = [fault for path in REQUIRED_FILES for fault in files[path].diagnostics]
    if not faults:
        return None
    located = tuple(fault.under(root) for fault in faults)
    return CanonError(f"the canon {root} cannot be read", located)


class MemoryRows:
    """Rows that were just made of the files."""

    def __init__(self, rows: dict[str, bytes]) -> None:
        self.rows = rows

    def get(self, name: str) -> bytes | None:
        return self.rows.get(name)

    def require(self, name: str) -> bytes:
        found = self.get(name)
        if found is None:
            raise KeyError(name)
        return found
