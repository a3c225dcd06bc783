"""
Opens the files of a canon, and none that a link outside of it leads to.

A canon comes from other people, and it may contain links. A link may lead to any file in the
canon's folder, or in the repository that the folder is in, but not to a hidden one: nothing hidden
is of a canon, and ``.env`` or ``.git/config`` hold what their owner shares with nobody. Names that
begin with two dots are allowed, because Kubernetes mounts files through them. The folder of the
canon itself may be a link; its owner chose it. Hard links cannot be told from files.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from io import BufferedReader, BufferedWriter
from pathlib import Path

from levelctl.canon import package_data
from levelctl.text.paths import path_of_text

REPOSITORY = ".git"
"""The folder or file that makes a folder a repository."""

_READ = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe without a writer would block
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)

_JUNCTION = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)


class OutsideError(OSError):
    """A link leads out of its canon, or may do so now."""


class NotAFileError(OSError):
    """What should be a file is a folder, a pipe or a device."""


def is_link(status: os.stat_result) -> bool:
    """Return whether *status*, of `os.lstat`, is that of a link; a junction of Windows is one."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def leads_out(base: str, path: str) -> bool:
    """Return whether the link *path*, below the canon's folder *base*, leads out of the canon."""
    try:
        _target(os.path.realpath(base), path)
    except OutsideError:
        return True
    except OSError:
        return False
    return False


def open_inside(root: Path, path: str) -> int:
    """
    Open the file of the canon *root* whose path has the text *path*; return its descriptor.

    Raises OutsideError if it is not in the canon, NotAFileError if it is no regular file, and
    another OSError if it cannot be opened. Nothing else is opened, also if a link is swapped in
    meanwhile, and opening never waits.
    """
    # From here on, no link above the canon is followed: a release that is switched in between
    # is read as a whole or not at all.
    base, name = os.path.realpath(root), path_of_text(path)
    target = _target(base, name)
    _require_file(os.lstat(target))
    descriptor = os.open(target, _READ)
    try:
        status = os.fstat(descriptor)
        _require_file(status)
        _require_same(status, os.lstat(_target(base, name)))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


class Folder:
    """
    An open folder: whatever its path leads to in the meantime, its files are those of this one.

    Where the system opens no folders, it is known by its path alone.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.handle = os.open(path, _FOLDER) if OPENS_FOLDERS else None

    def name(self, name: str) -> str:
        """Return what to call the file *name* in a function of `os` with `handle` as its folder."""
        return os.path.join(self.path, name) if self.handle is None else name  # noqa: PTH118

    def open(self, name: str) -> BufferedReader:
        """Open the file *name*. Raises NotAFileError, or another OSError if it is a link."""
        file = open(os.open(self.name(name), _READ, dir_fd=self.handle), "rb")  # noqa: PTH123, SIM115
        try:
            _require_file(os.fstat(file.fileno()))
        except BaseException:
            file.close()
            raise
        return file

    def create(self, name: str) -> BufferedWriter:
        """Create the file *name*, which only its owner can read. Follows no link."""
        descriptor = os.open(self.name(name), _CREATE, 0o600, dir_fd=self.handle)
        return open(descriptor, "wb")  # noqa: PTH123

    def replace(self, name: str, by: str) -> None:
        """Move the file *by* of this folder over the file *name*."""
        os.replace(self.name(by), self.name(name), src_dir_fd=self.handle, dst_dir_fd=self.handle)

    def close(self) -> None:
        if self.handle is not None:
            os.close(self.handle)


OPENS_FOLDERS = {os.open, os.rename, os.unlink, os.access} <= os.supports_dir_fd

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _READ


@contextlib.contextmanager
def folder_of(root: Path, path: str) -> Iterator[tuple[Folder, str]]:
    """
    Open the folder of the file that *path*, a text, is or leads to; yield it and the file's name.

    Raises OutsideError if the file is not in the canon *root*, OSError if there is none.
    """
    base, name = os.path.realpath(root), path_of_text(path)
    folder, file = os.path.split(_target(base, name))
    opened = Folder(folder)
    try:
        if opened.handle is not None:
            there = os.path.dirname(_target(base, name))  # noqa: PTH120
            _require_same(os.fstat(opened.handle), os.lstat(there))
        yield opened, file
    finally:
        opened.close()


def _require_same(opened: os.stat_result, named: os.stat_result) -> None:
    if not os.path.samestat(opened, named):
        raise OutsideError("it was replaced while it was opened")


def _require_file(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotAFileError("this is not a regular file")


def _target(base: str, path: str) -> str:
    """Return the file that *path* below *base*, without links, leads to; raise OutsideError."""
    parts = path.split("/")
    places = ["/".join((base, *parts[:depth])) for depth in range(1, len(parts) + 1)]
    if not any(is_link(os.lstat(place)) for place in places):
        return places[-1]
    target = os.path.realpath(places[-1])
    if not _is_inside(base, target):
        raise OutsideError("the link leads out of the canon")
    # The system follows fewer links in a row than Python. What it does not follow has no stats.
    os.stat(places[-1])  # noqa: PTH116 - see files.scan
    return target


def _is_inside(base: str, target: str) -> bool:
    """Return whether the file *target* is in the canon *base* or its repository, and not hidden."""
    inner = _below(base, target)
    if inner is None:
        inner = _below(repository(base), target)
    if inner is not None:
        return not any(part.startswith(".") and not part.startswith("..") for part in inner)
    # An installer may link all files of a package to a place of its own.
    return base == os.path.realpath(package_data.CANON)


def repository(base: str) -> str:
    """
    Return the nearest folder from *base* upward that is a repository; else *base*.

    In a folder that several people share, anybody can make a repository. It counts only if it
    belongs to the owner of the canon.
    """
    owner = Path(base).stat().st_uid
    for folder in (Path(base), *Path(base).parents):
        with contextlib.suppress(OSError):
            if (folder / REPOSITORY).lstat().st_uid == owner:
                return str(folder)
    return base


def _below(folder: str, target: str) -> list[str] | None:
    """Return the parts of *target* below *folder*, or None if it is not in there."""
    start = os.path.join(os.path.normcase(folder), "")  # noqa: PTH118 - many files can be links
    there = os.path.join(os.path.normcase(target), "")  # noqa: PTH118
    if not there.startswith(start):
        return None
    return there.removeprefix(start).split(os.sep)  # noqa: PTH206
