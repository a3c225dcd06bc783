"""Replace or create a file of a canon, completely or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from levelctl.errors import MachineError


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


def create(path: Path, content: bytes) -> None:
    """
    Create the file *path* with *content*; readers see all of it or no file.

    Raises FileExistsError if something exists there, which stays, and another OSError if the file
    cannot be written. Then, and after an interruption, no temporary file is left. *path* itself
    may already exist, and on a file system without links only in part; the caller removes it.
    """
    _write_beside(path, content, 0o666, partial(_link, path))


class _ChangedError(Exception):
    """Somebody else has written the file in the meantime."""


def _write_beside(target: Path, content: bytes, mode: int, place: Callable[[Path], None]) -> None:
    """Write *content* to a new file next to *target*, flush it to disk, and *place* it."""
    temporary = target.with_name(f".levelctl-{secrets.token_hex(8)}")
    try:
        _fill(temporary, content, mode)
        place(temporary)
    finally:  # after an interruption, too, nothing half-written may remain
        with contextlib.suppress(OSError):
            temporary.unlink()
    _settle(target.parent)


def _replace(target: Path, was: bytes, temporary: Path) -> None:
    _keep_rights(target, temporary)
    _require(target, was)
    temporary.replace(target)


def _link(path: Path, temporary: Path) -> None:
    """Also give *temporary* the name *path*. Raises FileExistsError if the name is taken."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with path.open("xb") as file:
            file.write(temporary.read_bytes())


def _fill(temporary: Path, content: bytes, mode: int) -> None:
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


def _settle(folder: Path) -> None:
    """Flush the new name in *folder* to disk, where the system supports that for folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
