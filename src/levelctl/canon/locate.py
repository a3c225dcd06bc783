"""Which canon is meant: a path, the environment, a folder upward, or the reference canon."""

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

    It is *path* if given, else what ``LEVELCTL_CANON`` names, else the nearest folder from
    here upward that holds a ``canon.yaml``, else the reference canon of the package.

    Raises CanonError if *path* or the variable names a folder without a ``canon.yaml``.
    """
    named = path or os.environ.get(VARIABLE)
    if named:
        return _checked(Path(named), "--canon" if path else VARIABLE)
    return around() or package_data.CANON


def above(path: Path) -> Path | None:
    """Return the nearest folder from *path* upward that is a canon, *path* itself included."""
    folders = (path.absolute(), *path.absolute().parents)
    return next(filter(_has_marker, folders), None)


def below(path: Path) -> list[Path]:
    """Return the canons in the folder *path*, in order, hidden folders left out."""
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
            hint=f"{origin} names the folder that holds {MARKER}",
        )
    return folder


def _has_marker(folder: Path) -> bool:
    """Tell whether *folder* is a canon; one that cannot be looked into, or be at all, is none."""
    return os.path.isfile(folder / MARKER)  # noqa: PTH113 - is_file raises for those


def around() -> Path | None:
    """Return the canon that the current folder is in, if it is in one."""
    try:
        here = Path.cwd()
    except FileNotFoundError:  # the folder was deleted under the shell
        return None
    return above(here)
