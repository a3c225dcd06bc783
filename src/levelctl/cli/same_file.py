"""
Refuses to read a file that is also the output: it would grow as it is read, or is already empty.

Only regular files count: a terminal, a pipe or /dev/null can be both.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from levelctl.errors import LevelctlError


def refuse_output(name: str, opened: int) -> None:
    """Raise LevelctlError if the file with the number *opened* is also stdout or stderr."""
    status = _regular(opened)
    if status and any(os.path.samestat(status, output) for output in _outputs()):
        raise _is_output(name)


def refuse_outputs(paths: Iterable[Path]) -> None:
    """Raise LevelctlError if one of *paths*, or a file in a folder of them, is an output."""
    outputs = _outputs()
    if not outputs:
        return
    for path in paths:
        for each in path.iterdir() if path.is_dir() else (path,):
            if _is_same(each, outputs):
                raise _is_output(str(each))


def refuse_outputs_in(canon: Path, shown: Path | None = None) -> None:
    """Raise LevelctlError if a file of the folder *canon* is an output; *shown* is its name."""
    outputs = _outputs()
    if not outputs:
        return
    from levelctl.canon.files import is_canon_path

    # The numbers in a folder do not tell: behind a link or a mount, a file has another.
    for path in _entries(canon):
        if is_canon_path(path) and _is_same(f"{canon}{os.sep}{path}", outputs):
            raise _is_output(str((shown or canon) / path))


def _entries(root: Path) -> Iterator[str]:
    """Yield the path of each entry in the folders that a canon's files are in."""
    folders = [""]
    for folder in folders:
        try:
            with os.scandir(root / folder) as entries:
                for entry in entries:
                    path = f"{folder}{entry.name}"
                    yield path
                    if path in _PARENTS or folder.rstrip("/") in _PARENTS:
                        folders.append(f"{path}/")
        except OSError:  # no folder, or one that cannot be read
            continue


_PARENTS = ("functions", "reviews")
"""The folders whose own folders have files of a canon."""


def _outputs() -> list[os.stat_result]:
    """Return the regular files that stdout and stderr are."""
    found = []
    for stream in (sys.__stdout__, sys.__stderr__):
        try:
            status = _regular(stream.fileno()) if stream else None
        except OSError:  # a stream without a number
            continue
        if status:
            found.append(status)
    return found


def _regular(number: int) -> os.stat_result | None:
    """Return the state of the open file *number*; None if it is not regular, or has no identity."""
    try:
        status = os.fstat(number)
    except OSError:
        return None
    # Some file systems of Windows number no files.
    return status if stat.S_ISREG(status.st_mode) and status.st_ino else None


def _is_same(path: str | Path, outputs: list[os.stat_result]) -> bool:
    try:
        status = os.stat(path)  # noqa: PTH116 - twice as fast as a Path
    except (OSError, ValueError):
        return False
    return any(os.path.samestat(status, output) for output in outputs)


def _is_output(name: str) -> LevelctlError:
    return LevelctlError(
        f"{name} is also the output",
        hint="write the output to another file, then move that one",
    )
