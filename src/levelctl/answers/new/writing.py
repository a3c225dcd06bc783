"""Write new files: all or none, and never over existing ones."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from levelctl.answers.new.plans import FilePlan
from levelctl.canon.atomic_write import create
from levelctl.errors import LevelctlError, MachineError
from levelctl.record import Result


class New(Result):
    """What was created, and where."""

    SCHEMA = "levelctl.new/1"

    kind: str
    code: str | None
    """FUNCTION or FUNCTION.FOCUS; None for a canon."""
    canon: str
    """The folder of the canon."""
    written: tuple[str, ...]
    """The paths of the new files."""


def write(folder: Path, plan: FilePlan) -> New:
    """
    Write the files of *plan* below *folder*, the canon's, and return their paths.

    Readers of the folder see complete files only. Raises LevelctlError if a file already exists,
    or if the folder of a new canon has files that are not hidden, and MachineError if a file
    cannot be written. Then nothing of the plan is left.
    """
    paths = {folder / inner: text for inner, text in plan.files.items()}
    if plan.kind == "canon":
        _require_empty(folder)
    for path in paths:
        if os.path.lexists(path):
            raise _already_there(path)
    created: list[Path] = []
    try:
        for path, text in paths.items():
            _make_folders(path.parent, created)
            _make(path, created, partial(create, path, text.encode()))
    except BaseException as error:
        _take_back(created)
        if isinstance(error, OSError):
            raise _unwritten(error, created[-1] if created else folder) from error
        raise
    return New(plan.kind, plan.code, str(folder), tuple(_named(path) for path in paths))


def _named(path: Path) -> str:
    """Return *path* relative to the current folder, unless it was given as absolute."""
    return str(path) if path.is_absolute() else os.path.relpath(path)


def _already_there(path: Path) -> LevelctlError:
    return LevelctlError(f"{path} already exists", hint="nothing was written; move or delete it")


def _require_empty(folder: Path) -> None:
    try:
        inside = sorted(each.name for each in folder.iterdir())
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unwritten(error, folder) from error
    seen = next((name for name in inside if not name.startswith(".")), None)
    if seen:
        raise LevelctlError(
            f"{folder} is not empty: it contains {seen}",
            hint="give an empty folder, or one that does not exist yet",
        )


def _unwritten(error: OSError, path: Path) -> LevelctlError:
    """Return *error*, raised while *path* was created, as a message for people."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return LevelctlError(
            f"{error.filename2 or error.filename} already exists and is not a folder",
            hint="nothing was written; give another path",
        )
    return MachineError(f"{path} cannot be written: {error.strerror}")


def _make_folders(folder: Path, created: list[Path]) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.is_dir()]
    for each in reversed(missing):
        _make(each, created, each.mkdir)


def _make(path: Path, created: list[Path], make: Callable[[], None]) -> None:
    """Note *path* in *created*, then *make* it, so that an interruption can always be undone."""
    created.append(path)
    try:
        make()
    except FileExistsError:  # somebody else has created it
        created.remove(path)
        raise


def _take_back(created: list[Path]) -> None:
    for path in reversed(created):
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
