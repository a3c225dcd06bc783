"""The canon to use: by a path, the environment, the nearest folder upward, or the reference."""

from __future__ import annotations

import os
from pathlib import Path

from levelctl.canon import package_data
from levelctl.errors import CanonError

MARKER = "canon.yaml"
"""The file that makes a folder a canon."""

VARIABLE = "LEVELCTL_CANON"


def locate(path: Path | None = None) -> Path:
    """
    Return the folder of the canon to read.

    That is *path* if given, then the value of ``LEVELCTL_CANON``, then the nearest folder with a
    ``canon.yaml`` from the current one upward, then the package's reference canon.

    Raises CanonError if *path* or the variable is a folder without a ``canon.yaml``.
    """
    named = path or os.environ.get(VARIABLE)
    if named:
        return _checked(Path(named), "--canon" if path else VARIABLE)
    return around() or package_data.CANON


def above(path: Path) -> Path | None:
    """Return the nearest folder that is a canon, from *path* itself upward."""
    folders = (path.absolute(), *path.absolute().parents)
    return next(filter(_has_marker, folders), None)


def below(path: Path) -> list[Path]:
    """Return the canons in the folder *path*, sorted, without those in hidden folders."""
    return [
        found.parent
        for found in sorted(path.absolute().rglob(MARKER))
        if not any(part.startswith(".") for part in found.relative_to(path.absolute()).parts)
    ]


def _checked(folder: Path, origin: str) -> Path:
    if folder.name == MARKER:
        folder = folder.parent
    if not _has_marker(folder):
        raise CanonError(
            f"{folder} is not a canon: it has no {MARKER}",
            hint=f"set {origin} to the folder that contains {MARKER}",
        )
    return folder


def _has_marker(folder: Path) -> bool:
    """Report whether *folder* is a canon; False if it cannot be read or is no valid path."""
    return os.path.isfile(folder / MARKER)  # noqa: PTH113 - is_file raises for those


def around() -> Path | None:
    """Return the canon that contains the current folder, if any."""
    try:
        here = Path.cwd()
    except FileNotFoundError:  # the folder was deleted while the shell was in it
        return None
    return above(here)
