"""
Opens the files of a canon, and none that a link outside of it leads to.

A canon comes from other people, and it may contain links. A link may lead to any file in the
canon's folder, or in the repository that the folder is in, but not to a hidden one: nothing hidden
is of a canon, and ``.env`` or ``.git/config`` hold what their owner shares with nobody. Names that
begin with two dots are allowed, because Kubernetes mounts files through them. The folder of the
canon itself may be a link; its owner chose it. Hard links cannot be told from files.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Sequence
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
        _require_same(os.fstat(descriptor), os.lstat(_target(base, name)))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _require_same(opened: os.stat_result, named: os.stat_result) -> None:
    _require_file(opened)
    if not os.path.samestat(opened, named):
        raise OutsideError("the file was replaced while it was opened")


def _require_file(status: os.stat_result) -> None:
    if is_link(status):  # a link that leads nowhere but to itself
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not stat.S_ISREG(status.st_mode):
        raise NotAFileError("this is not a regular file")


def _target(base: str, path: str) -> str:
    """Return the file that *path* below *base*, without links, leads to; raise OutsideError."""
    parts = path.split("/")
    places = ["/".join((base, *parts[:depth])) for depth in range(1, len(parts) + 1)]
    if not any(is_link(os.lstat(place)) for place in places):
        return places[-1]
    target = os.path.realpath(places[-1])
    if _is_inside(base, target):
        return target
    raise OutsideError("the link leads out of the canon")


def _is_inside(base: str, target: str) -> bool:
    """Return whether the file *target* is in the canon *base* or its repository, and not hidden."""
    inner = _below(base, target) or _below(_repository(base), target)
    if inner is not None:
        return not any(part.startswith(".") and not part.startswith("..") for part in inner)
    # An installer may link all files of a package to a place of its own.
    return base == os.path.realpath(package_data.CANON)


def _repository(base: str) -> str:
    """Return the nearest folder from *base* upward that is a repository; else *base*."""
    folder = Path(base)
    return str(
        next(
            (each for each in (folder, *folder.parents) if os.path.lexists(each / REPOSITORY)), base
        )
    )


def _below(folder: str, target: str) -> Sequence[str] | None:
    """Return the parts of *target* below *folder*, or None if it is not in there."""
    here, there = Path(os.path.normcase(folder)), Path(os.path.normcase(target))
    return there.relative_to(here).parts if there.is_relative_to(here) else None
