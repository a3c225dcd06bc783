"""A file of a canon written: in the place of another or new, whole or not at all."""

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
        _write_beside(target, content, 0o600, partial(_replace, target, was))
    except _ChangedError:
        raise MachineError(
            f"{path} changed after it was read, and is left as it is", hint="run it again"
        ) from None
    except OSError as error:
        raise MachineError(
            f"{path} cannot be written, and is left as it was: {error.strerror}"
        ) from error


def create(path: Path, content: bytes) -> None:
    """
    Make the file *path* with *content*; whoever reads it sees all of that.

    Raises FileExistsError if something is there, which stays, and another OSError if it cannot
    be written. Then, as after an interruption, no other file is left beside it. *path* itself
    may be there already, and on a file system without links in part: to be removed by who asks.
    """
    _write_beside(path, content, 0o666, partial(_link, path))


class _ChangedError(Exception):
    """Someone else has written the file meanwhile."""


def _write_beside(target: Path, content: bytes, mode: int, place: Callable[[Path], None]) -> None:
    """Write *content* to a new file beside *target*, down to the disk, and *place* that there."""
    temporary = target.with_name(f".levelctl-{secrets.token_hex(8)}")
    try:
        _fill(temporary, content, mode)
        place(temporary)
    finally:  # an interruption too must leave nothing half written
        with contextlib.suppress(OSError):
            temporary.unlink()
    _settle(target.parent)


def _replace(target: Path, was: bytes, temporary: Path) -> None:
    _keep_rights(target, temporary)
    _require(target, was)
    temporary.replace(target)


def _link(path: Path, temporary: Path) -> None:
    """Give *temporary* the name *path* too. Raises FileExistsError if something has it."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with path.open("xb") as file:
            file.write(temporary.read_bytes())


def _fill(temporary: Path, content: bytes, mode: int) -> None:
    """Write a new file with *mode*, as far as the umask lets it, down to the disk."""
    temporary.touch(mode, exist_ok=False)
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
