"""A canon's files → its compiled rows. Reads on every core if there are many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from levelctl.canon.canon import Canon, key
from levelctl.canon.files import OWN_FILES, OnProgress, scan
from levelctl.canon.linking import Linker
from levelctl.canon.parsed_file import Reading, read
from levelctl.errors import CanonError
from levelctl.record import encode

T = TypeVar("T")

MANY = 200
"""From this number of files on, they are read by several processes."""


def load(root: Path, progress: OnProgress | None = None) -> Canon:
    """
    Return the canon in the folder *root*, read from its files.

    A focus or function with a fault is left out and its diagnostics say why. Raises
    CanonError, which holds the diagnostics too, if ``canon.yaml``, ``ladder.yaml`` or
    ``families.yaml`` has a fault: nothing can be said without them.
    """
    readings = read_all(root, [path for path, *_ in scan(root)], progress)
    return Canon(root, MemoryRows(index_rows(root, readings) | value_rows(readings)))


def read_all(
    root: Path, paths: list[str], progress: OnProgress | None = None
) -> dict[str, Reading]:
    """Return what is read of each of *paths*, files of the canon *root*."""
    found = map_files(partial(read, root), paths, progress)
    return {reading.parsed.path: reading for reading in found}


def map_files(
    work: Callable[[str], T], paths: list[str], progress: OnProgress | None = None
) -> Iterator[T]:
    """Yield what *work* gives for each of *paths*; on every core if they are many."""
    found = map(work, paths) if len(paths) < MANY else _on_every_core(work, paths)
    for number, each in enumerate(found, 1):
        yield each
        if progress:
            progress(number, len(paths))


def _on_every_core(work: Callable[[str], T], paths: list[str]) -> Iterator[T]:
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(initializer=_end_with_parent)
    try:
        yield from pool.map(work, paths, chunksize=16)
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


def index_rows(root: Path, readings: dict[str, Reading]) -> dict[str, bytes]:
    """
    Return the rows that say what the canon *root* holds, of all its files' *readings*.

    Raises CanonError if one of the canon's own three files has a fault.
    """
    faults = [fault for path in OWN_FILES for fault in readings[path].parsed.faults]
    if faults:
        located = tuple(fault.under(root) for fault in faults)
        raise CanonError(f"the canon {root} cannot be read", located)
    ladder, families = (readings[path].value for path in ("ladder.yaml", "families.yaml"))
    units = [reading.parsed for reading in readings.values()]
    return Linker(units, list(ladder["levels"]), families["families"]).rows()


def value_rows(readings: dict[str, Reading]) -> dict[str, bytes]:
    """Return the rows that hold what the files themselves say."""
    return {
        key("value", path): encode(reading.value)
        for path, reading in readings.items()
        if reading.value is not None
    }


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
