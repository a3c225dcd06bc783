"""
Folders and files that only their owner may write to.

Whoever can write to a folder can plant files and links in it, so a folder or file of somebody
else is not used, nor one that others may write to. Windows has no such modes; there, the user's
profile is private already.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH

_PRIVATE = 0o700


def make_folder(folder: Path) -> None:
    """
    Create *folder* and its missing parents, for their owner alone, whatever the umask is.

    Raises OSError if a folder cannot be created, or as `require_folder` does.
    """
    for each in reversed((folder, *folder.parents)):
        try:
            each.mkdir(_PRIVATE)
        except OSError:  # it is there already, or one that is above it cannot be written to
            if not each.is_dir():
                raise
        else:
            each.chmod(_PRIVATE)
    require_folder(folder)


def require_folder(folder: Path) -> None:
    """Raise PermissionError if anybody but this user may write to *folder*."""
    status = folder.lstat()
    if stat.S_ISLNK(status.st_mode):
        _require_own(folder, status)
        status = folder.stat()
    _require_private(folder, status)


def require_file(path: Path) -> os.stat_result:
    """
    Return the status of the file *path*, in a folder that only this user may write to.

    Raises PermissionError if anybody else may write to the file or its folder, and another
    OSError if it is no regular file, but a link, for example.
    """
    require_folder(path.parent)
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(f"{path} is not a regular file")
    _require_private(path, status)
    return status


def _require_private(path: Path, status: os.stat_result) -> None:
    _require_own(path, status)
    if hasattr(os, "getuid") and status.st_mode & _OTHERS_WRITE:
        raise PermissionError(f"others may write to {path}; chmod go-w makes it private")


def _require_own(path: Path, status: os.stat_result) -> None:
    if hasattr(os, "getuid") and status.st_uid != os.getuid():
        raise PermissionError(f"{path} belongs to another user")
