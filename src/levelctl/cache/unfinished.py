"""
Files that are being written beside the one that they are to replace.

Their names say which process writes them, so a file that a killed process left is deleted by the
next one that writes there.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

from levelctl.canon.atomic_write import ABANDONED_AFTER, runs, undone

SUFFIX = r"\.([0-9a-f]{8})-(\d{1,7})\.[0-9a-f]{8}\.writing"
"""
The end of the name of an unfinished file, as a pattern.

Its groups are the computer and the process that writes the file.
"""


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """
    Create an empty file beside *path* and yield its path; nobody else may read it.

    The block moves it over *path*. Where that does not happen, for an interruption too, the file is
    deleted. Files that killed processes left in the folder are deleted first. Raises OSError.
    """
    _remove_abandoned(path.parent)
    unfinished = path.with_name(_name(path.stem))
    with undone(unfinished.unlink):
        _create(unfinished)
        yield unfinished


def _create(path: Path) -> None:
    """Create the file *path*, which nobody else may read, whatever the umask is."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    path.chmod(0o600)


def _name(stem: str) -> str:
    """Return a new name for a file that this process is writing; see `SUFFIX`."""
    return f"{stem}.{_computer()}-{os.getpid()}.{os.urandom(4).hex()}.writing"


def _computer() -> str:
    """Return a checksum of the computer, and of the container, that numbers this process."""
    name = os.uname().nodename if hasattr(os, "uname") else ""
    with contextlib.suppress(OSError):
        name += os.readlink("/proc/self/ns/pid")  # noqa: PTH115 - it is no path
    return f"{zlib.crc32(os.fsencode(name)):08x}"


def _remove_abandoned(folder: Path) -> None:
    """Delete unfinished files that killed processes left behind."""
    for path in folder.iterdir():
        name = re.fullmatch(f".+{SUFFIX}", path.name)
        with contextlib.suppress(OSError):
            if name and _is_abandoned(path, computer=name[1], process=int(name[2])):
                path.unlink()


def _is_abandoned(path: Path, *, computer: str, process: int) -> bool:
    """Return whether the process that was writing *path* is gone, or must be after so long."""
    gone = computer == _computer() and not runs(process)
    return gone or time.time() - path.lstat().st_mtime > ABANDONED_AFTER
