"""Replace or create a file of a canon, completely or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from levelctl.errors import MachineError

ABANDONED_AFTER = 3600.0
"""Seconds after which a temporary file counts as abandoned, even if its process may still run."""


def write(path: Path, content: bytes, *, was: bytes) -> None:
    """
    Replace the content of the file *path*, which *was* the given bytes when read, by *content*.

    The file keeps its mode, and its owner if the system allows; symbolic links to it stay valid.
    Other readers see either the old or the new content. Hard links keep the old content.

    Raises MachineError if the file cannot be written or has changed since it was read. Then, and
    after an interruption, the file is unchanged and no temporary file is left.
    """
    try:
        target = Path(os.path.realpath(path, strict=True))
        if not os.access(target, os.W_OK):  # the folder's rights alone would allow replacing it
            raise PermissionError(0, "the file is read-only")
        _write_beside(target, content, 0o600, partial(_replace, target, was))
    except _ChangedError:
        raise MachineError(
            f"{path} changed after it was read, so it was not overwritten",
            hint="run the command again",
        ) from None
    except OSError as error:
        raise MachineError(
            f"{path} cannot be written and is unchanged: {error.strerror}"
        ) from error


class _ChangedError(Exception):
    """Somebody else has written the file in the meantime."""


def _write_beside(target: Path, content: bytes, mode: int, place: Callable[[Path], None]) -> None:
    """Write *content* to a new file next to *target*, flush it to disk, and *place* it."""
    remove_abandoned(target.parent)
    temporary = temporary_in(target.parent)
    with undone(partial(temporary.unlink, missing_ok=True)):
        fill(temporary, content, mode)
        place(temporary)
    settle(target.parent)


def temporary_in(folder: Path) -> Path:
    """Return a new name in *folder*: hidden, so that no canon has it, and with this process."""
    return folder / f".levelctl-{os.getpid()}-{secrets.token_hex(8)}"


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
    return made_by_us and (old or (bool(process) and not _runs(int(process or 0))))


def _runs(process: int) -> bool:
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


def _replace(target: Path, was: bytes, temporary: Path) -> None:
    _keep_rights(target, temporary)
    _require(target, was)
    temporary.replace(target)


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


def _keep_rights(target: Path, temporary: Path) -> None:
    """Give *temporary* the mode of *target*, and its owner if the system allows."""
    if hasattr(os, "chown"):
        status = target.stat()
        with contextlib.suppress(OSError):
            os.chown(temporary, status.st_uid, status.st_gid)
    # After the owner, because changing the owner removes parts of the mode.
    shutil.copymode(target, temporary)


def _require(target: Path, was: bytes) -> None:
    if target.read_bytes() != was:
        raise _ChangedError


def settle(folder: Path) -> None:
    """Flush the new name in *folder* to disk, where the system supports that for folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
