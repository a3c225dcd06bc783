"""
The files of a source, which can be hostile: their number, size and links are limited.

A source is a file or a folder. In a folder, hidden files and folders are not read, and no link is
followed that leads out of it.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

from levelctl.errors import LevelctlError, MachineError
from levelctl.record import Record
from levelctl.text.safe import one_line, visible

MOST_FILES = 2_000
"""The most files of a source."""

DEEPEST = 8
"""The most folders inside each other in a source."""

MOST_BYTES = 1_000_000
"""The largest text file that is read; tables have limits of their own."""


class BrokenSourceError(LevelctlError):
    """A source, or a map for it, cannot be read; it is no matter of what was asked."""

    exit_code = 3


class LadderSource(Record):
    """A file or folder to import."""

    given: str
    """The path as the person gave it."""
    root: Path
    """The folder; for a file, the one that it is in."""
    files: tuple[str, ...]
    """The paths of its files below *root*, with slashes, in order; for a file, only its name."""
    is_folder: bool

    def path(self, name: str) -> Path:
        return self.root / name

    def place(self, name: str, line: int = 0, column: int = 0) -> str:
        """Return *name*, with the line and column if they are known, as a place in messages."""
        numbers = [str(number) for number in (line, column) if number]
        return ":".join((name, *numbers))

    def data(self, name: str, most: int = MOST_BYTES) -> bytes:
        """Return the bytes of the file *name*. Raises LevelctlError if it has more than *most*."""
        try:
            with _opened(self.path(name)) as file:
                data = file.read(most + 1)
        except OSError as error:
            raise MachineError(f"{name} cannot be read: {error.strerror}") from error
        if len(data) > most:
            raise BrokenSourceError(
                f"{visible(name)} is larger than {most:,} bytes", hint="split the file"
            )
        return data

    def text(self, name: str) -> str:
        """Return the file *name* as text. Raises LevelctlError if it is not UTF-8."""
        from levelctl.canon import source

        try:
            return source.decode(self.data(name))
        except source.SourceError as error:
            place = self.place(visible(name), error.span.line, error.span.column)
            raise BrokenSourceError(f"{place}: {error.message}", hint=error.hint) from error


def source_of(given: str | os.PathLike[str]) -> LadderSource:
    """
    Return the source at the path *given*.

    Raises LevelctlError if there is none, if it is too large, or if a link in it leads out of it.
    """
    path = Path(given)
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise BrokenSourceError(
            f"{visible(str(given))} does not exist, or cannot be read",
            hint="give the path of a file or folder after --from",
        ) from error
    if stat.S_ISDIR(status.st_mode):
        return LadderSource(str(given), path, tuple(sorted(_files(path, path, 0))), is_folder=True)
    if not stat.S_ISREG(status.st_mode):
        raise BrokenSourceError(
            f"{visible(str(given))} is not a regular file",
            hint="save the ladder as a file, and give its path after --from",
        )
    return LadderSource(str(given), path.parent, (path.name,), is_folder=False)


def _files(root: Path, folder: Path, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        raise BrokenSourceError(
            f"{visible(str(folder))} is nested deeper than {DEEPEST} folders",
            hint="give the folder of the ladder alone",
        )
    count = 0
    for entry in _entries(folder):
        if entry.name.startswith("."):
            continue
        _refuse_link_out(root, entry)
        if entry.is_dir():
            inner: Iterator[str] = _files(root, Path(entry.path), depth + 1)
        elif entry.is_file():
            inner = iter((Path(entry.path).relative_to(root).as_posix(),))
        else:  # reading a pipe or a device can wait forever
            raise BrokenSourceError(
                f"{visible(entry.path)} is not a regular file",
                hint="take it out of the folder, or give the file of the ladder alone",
            )
        for name in inner:
            count += 1
            if count > MOST_FILES:
                raise BrokenSourceError(
                    f"{visible(str(folder))} has more than {MOST_FILES:,} files",
                    hint="give the folder of the ladder alone",
                )
            yield name


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise MachineError(f"{folder} cannot be read: {error.strerror}") from error


def _refuse_link_out(root: Path, entry: os.DirEntry[str]) -> None:
    if not entry.is_symlink():
        return
    top, target = os.path.realpath(root), os.path.realpath(entry.path)
    if target != top and os.path.commonpath([top, target]) == top and not entry.is_dir():
        return
    raise BrokenSourceError(
        f"{visible(entry.path)} is a link that leads out of the folder, or to a folder",
        hint="put the file itself there",
    )


def _opened(path: Path) -> BufferedReader:
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return open(os.open(path, flags), "rb")  # noqa: PTH123 - the caller closes it


_LICENSES = re.compile(r"(?i)(?:licen[cs]e|copying)(?:\.(?:md|txt))?")

LICENSE_BYTES = 100_000
"""The largest license that is read."""


def license_of(source: LadderSource) -> str:
    """Return the first line and the copyright of the license beside *source*; empty if none is."""
    names = sorted(entry.name for entry in _entries(source.root) if _LICENSES.fullmatch(entry.name))
    for name in names:
        path = source.path(name)
        if not path.is_symlink() and path.is_file() and path.stat().st_size <= LICENSE_BYTES:
            lines = path.read_text("utf-8", "replace").splitlines()
            said = [one_line(line) for line in lines if line.strip()]
            owner = [line for line in said[1:] if line.casefold().startswith("copyright (c)")]
            return ", ".join((*said[:1], *owner[:1], f"see {one_line(name)} beside the source"))
    return ""
