"""Replace or create a file of a canon, completely or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from io import BufferedReader, BufferedWriter
from pathlib import Path

from levelctl.canon.links import Folder, folder_of
from levelctl.errors import MachineError
from levelctl.text.paths import path_of_text

ABANDONED_AFTER = 3600.0
"""Seconds after which a temporary file counts as abandoned, even if its process may still run."""


def write(root: Path, path: str, content: bytes, *, was: bytes) -> None:
    """
    Replace the content of a file, which *was* the given bytes when read, by *content*.

    The file is that of the canon *root* whose path has the text *path*, or the one in the canon
    that it is a link to. It keeps its mode and, if the system allows, its owner and extended
    attributes, access control lists among them. Other readers see either the old or the new
    content. Hard links keep the old content.

    Raises MachineError if the file cannot be written, has changed since it was read, or is no
    longer in the canon. Then, and after an interruption, the file is unchanged and no temporary
    file is left.
    """
    shown = root / path_of_text(path)
    try:
        with folder_of(root, path) as (folder, name):
            _write(folder, name, content, was)
    except _ChangedError:
        raise MachineError(
            f"{shown} changed after it was read, so it was not overwritten",
            hint="run the command again",
        ) from None
    except OSError as error:
        raise MachineError(
            f"{shown} cannot be written and is unchanged: {error.strerror or error}"
        ) from error


class _ChangedError(Exception):
    """Somebody else has written the file in the meantime."""


def _write(folder: Folder, name: str, content: bytes, was: bytes) -> None:
    """Write *content* to a new file in *folder*, and move it over the file *name*."""
    remove_abandoned(Path(folder.path))
    temporary = temporary_in(Path(folder.path)).name
    with undone(partial(_unlink, folder, temporary)):
        with folder.open(name) as old:
            # The folder's rights alone would allow replacing the file.
            if not os.access(folder.name(name), os.W_OK, dir_fd=folder.handle):
                raise PermissionError(0, "the file is read-only")
            with folder.create(temporary) as new:
                new.write(content)
                new.flush()
                _keep_rights(old, new, folder.name(temporary))
                os.fsync(new.fileno())
        _replace(folder, name, was, temporary)
    settle(Path(folder.path))


def _replace(folder: Folder, name: str, was: bytes, temporary: str) -> None:
    """Move *temporary* over the file *name*, unless that has been written in the meantime."""
    with folder.open(name) as file:
        if file.read() != was:
            raise _ChangedError
    folder.replace(name, by=temporary)


def _unlink(folder: Folder, name: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(folder.name(name), dir_fd=folder.handle)


def temporary_in(folder: Path) -> Path:
    """Return a new name in *folder*: hidden, so that no canon has it, and with this process."""
    return folder / f".levelctl-{os.getpid()}-{os.urandom(8).hex()}"


_TEMPORARY = re.compile(r"\.levelctl-(?:(\d{1,10})-)?[0-9a-f]{16}")


@contextlib.contextmanager
def undone(undo: Callable[[], None]) -> Iterator[None]:
    """Call *undo* after the `with` block, however it ends, and if the process ends in it."""
    _unfinished.append(undo)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            undo()
        _unfinished.remove(undo)


_unfinished: list[Callable[[], None]] = []
"""What removes the temporary files and folders of this process."""


def remove_unfinished() -> None:
    """Remove what is being written. Call this to end the process without cleanup."""
    for undo in reversed(_unfinished):
        with contextlib.suppress(OSError):
            undo()


def abandoned_in(folder: Path) -> list[Path]:
    """Return the temporary files and folders in *folder* that killed processes left behind."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry, _TEMPORARY.fullmatch(entry.name)) for entry in entries]
    except OSError:
        return []
    return [Path(entry) for entry, match in found if match and _is_abandoned(entry, match[1])]


def _is_abandoned(entry: os.DirEntry[str], process: str | None) -> bool:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    ours = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    made_by_us = ours and (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode))
    old = time.time() - status.st_mtime > ABANDONED_AFTER
    return made_by_us and (old or (bool(process) and not runs(int(process or 0))))


def runs(process: int) -> bool:
    """Return whether *process* runs, or may do so."""
    if os.name != "posix":  # elsewhere, there is no signal that only asks
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it runs, for somebody else
        return True
    return True


def remove_abandoned(folder: Path) -> None:
    """Remove from *folder* what killed processes left behind; nothing that a link leads to."""
    for path in abandoned_in(folder):
        remove(path)


def remove(temporary: Path) -> None:
    """Remove a temporary file, or a folder with all that is in it."""
    with contextlib.suppress(OSError):
        if temporary.is_dir():
            shutil.rmtree(temporary)
        else:
            temporary.unlink()


def link(path: Path, temporary: Path) -> None:
    """Also give *temporary* the name *path*. Raises FileExistsError if the name is taken."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with path.open("xb") as file:
            file.write(temporary.read_bytes())


def fill(temporary: Path, content: bytes, mode: int = 0o666) -> None:
    """Write a new file with *mode*, as far as the umask allows, and flush it to disk."""
    temporary.touch(mode, exist_ok=False)
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep_rights(old: BufferedReader, new: BufferedWriter, name: str) -> None:
    """Give *new*, the file *name*, the mode of *old*, and its owner and attributes if possible."""
    status = os.fstat(old.fileno())
    file = new.fileno() if _BY_DESCRIPTOR else name
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(file, status.st_uid, status.st_gid)
    if sys.platform == "linux" and hasattr(os, "listxattr"):
        _drop_inherited(old.fileno(), new.fileno())
    # After the owner, because changing the owner removes parts of the mode, and before the
    # attributes, because an access control list has parts of the mode.
    os.chmod(file, stat.S_IMODE(status.st_mode))  # noqa: PTH101 - a descriptor
    if sys.platform == "linux" and hasattr(os, "listxattr"):
        _keep_attributes(old.fileno(), new.fileno())


_BY_DESCRIPTOR = os.chmod in os.supports_fd
"""Whether the system changes the rights of a file that is open."""


if sys.platform == "linux":  # Python has these functions of the system nowhere else

    def _drop_inherited(old: int, new: int) -> None:
        """Remove what *new* has from its folder, such as an access control list, unlike *old*."""
        with contextlib.suppress(OSError):
            kept = {*os.listxattr(old), *_OF_THE_CONTENT}
            for name in os.listxattr(new):
                if name not in kept:
                    with contextlib.suppress(OSError):
                        os.removexattr(new, name)

    def _keep_attributes(old: int, new: int) -> None:
        """Copy the extended attributes that the system lets this user read and set."""
        with contextlib.suppress(OSError):
            for name in os.listxattr(old):
                if name not in _OF_THE_CONTENT:
                    with contextlib.suppress(OSError):
                        os.setxattr(new, name, os.getxattr(old, name))


_OF_THE_CONTENT = ("security.ima", "security.evm")
"""Attributes with signatures of the content, which would be wrong for the new one."""


def settle(folder: Path) -> None:
    """Flush the new name in *folder* to disk, where the system supports that for folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
