"""Replace a file's content completely or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
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
        temporary = target.with_name(f".levelctl-{secrets.token_hex(8)}")
        _place(target, temporary, content, was)
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


def _place(target: Path, temporary: Path, content: bytes, was: bytes) -> None:
    """Write *content* to the file *temporary*, then move it to *target*."""
    try:
        _fill(temporary, content)
        _keep_rights(target, temporary)
        _require(target, was)
        temporary.replace(target)
    except BaseException:  # after an interruption, too, nothing half-written may remain
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _settle(target.parent)


def _fill(temporary: Path, content: bytes) -> None:
    """Write a new file that only this user can read, and flush it to disk."""
    temporary.touch(0o600, exist_ok=False)
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
