"""Opens the files that a person names; what can never be read to its end is refused."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path

from levelctl.errors import CanonError

_KINDS = (
    (stat.S_ISDIR, "folder"),
    (stat.S_ISFIFO, "pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)


def open_regular(path: Path, hint: str = "") -> io.FileIO:
    """
    Return the regular file *path*, open to read, without waiting for anybody.

    Raises CanonError with *hint* if it is a folder, a device, a pipe or a socket, and OSError or
    ValueError if it cannot be opened.
    """
    _refuse(path, path.stat().st_mode, (), hint)  # opening a device can already act on it
    file = io.FileIO(path, opener=_without_waiting)
    try:
        _refuse(path, os.fstat(file.fileno()).st_mode, (), hint)
    except CanonError:
        file.close()
        raise
    return file


def refuse_endless(name: object, file: io.BufferedIOBase | io.RawIOBase, hint: str = "") -> None:
    """
    Raise CanonError if *file*, called *name*, is a folder or a device such as /dev/zero.

    Pipes and terminals end when whoever writes to them ends, and /dev/null is empty.
    """
    try:
        status = os.fstat(file.fileno())
    except (OSError, ValueError):  # bytes in memory
        return
    ends = file.isatty() or _rdev(status) == _rdev_of(os.devnull)
    allowed = (stat.S_ISFIFO, stat.S_ISSOCK, *((stat.S_ISCHR,) if ends else ()))
    _refuse(name, status.st_mode, allowed, hint)


def _refuse(name: object, mode: int, allowed: tuple[object, ...], hint: str) -> None:
    for is_one, kind in _KINDS:
        if is_one(mode) and is_one not in allowed:
            raise CanonError(f"{name} is a {kind}, not a file", hint=hint)


def _without_waiting(path: str, flags: int) -> int:
    """Open *path*; a pipe that took the place of a file does not wait for a writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def _rdev_of(path: str) -> int:
    try:
        return _rdev(os.stat(path))  # noqa: PTH116 - on Windows nul is no Path
    except OSError:
        return -1


def _rdev(status: os.stat_result) -> int:
    return int(getattr(status, "st_rdev", 0))  # Windows has none; there, nul counts as a terminal
