"""A file's content put in the place of another, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from pathlib import Path

from levelctl.errors import MachineError


def write(path: Path, content: bytes, *, was: bytes) -> None:
    """
    Put *content* in the place of what the file *path* *was* when it was read.

    The file keeps its mode, and its owner where that may be set; a link keeps leading to it.
    Whoever reads it meanwhile sees the old content or the new one. Hard links to it keep the
    old one.

    Raises MachineError if it cannot be written, or if it *was* changed since. Then, as after
    an interruption, it is as it was, and no other file is left beside it.
    """
    try:
        target = Path(os.path.realpath(path, strict=True))
        if not os.access(target, os.W_OK):  # its folder would let it be replaced all the same
            raise PermissionError(0, "it is read-only")
        temporary = target.with_name(f".levelctl-{secrets.token_hex(8)}")
        _place(target, temporary, content, was)
    except _ChangedError:
        raise MachineError(
            f"{path} changed after it was read, and is left as it is", hint="run it again"
        ) from None
    except OSError as error:
        raise MachineError(
            f"{path} cannot be written, and is left as it was: {error.strerror}"
        ) from error


class _ChangedError(Exception):
    """Someone else has written the file meanwhile."""


def _place(target: Path, temporary: Path, content: bytes, was: bytes) -> None:
    """Write *content* into the file *temporary* and move that to *target*."""
    try:
        _fill(temporary, content)
        _keep_rights(target, temporary)
        _require(target, was)
        temporary.replace(target)
    except BaseException:  # an interruption too must leave nothing half written
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _settle(target.parent)


def _fill(temporary: Path, content: bytes) -> None:
    """Write a new file that nobody else may read, down to the disk."""
    temporary.touch(0o600, exist_ok=False)
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keep_rights(target: Path, temporary: Path) -> None:
    """Give *temporary* the owner of *target*, if that is allowed, and its mode."""
    if hasattr(os, "chown"):
        there = target.stat()
        with contextlib.suppress(OSError):
            os.chown(temporary, there.st_uid, there.st_gid)
    # After the owner: to change that takes away some of the mode.
    shutil.copymode(target, temporary)


def _require(target: Path, was: bytes) -> None:
    if target.read_bytes() != was:
        raise _ChangedError


def _settle(folder: Path) -> None:
    """Bring the new name in *folder* down to the disk, where folders can be."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
