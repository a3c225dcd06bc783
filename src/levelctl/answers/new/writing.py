"""Writing what is new: all of it or nothing, and never over what is there."""

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
    """What was begun, and where."""

    SCHEMA = "levelctl.new/1"

    kind: str
    code: str | None
    """FUNCTION or FUNCTION.FOCUS; a canon has none."""
    canon: str
    """The folder of the canon."""
    written: tuple[str, ...]
    """The paths of the new files."""


def write(folder: Path, plan: FilePlan) -> New:
    """
    Write the files of *plan* below *folder*, the canon's, and return their paths.

    A reader of the folder sees each file whole or not at all. Raises LevelctlError if one is
    there already, or if a new canon's folder has anything in it but hidden files, and
    MachineError if one cannot be written: nothing is left of this plan then.
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
    """Return *path* by the shortest way from here, if that is how it was given."""
    return str(path) if path.is_absolute() else os.path.relpath(path)


def _already_there(path: Path) -> LevelctlError:
    return LevelctlError(
        f"{path} is there already", hint="nothing was written; move it or delete it"
    )


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
            f"{folder} is not empty: there is {seen} in it",
            hint="name an empty folder, or one that is not there yet",
        )


def _unwritten(error: OSError, path: Path) -> LevelctlError:
    """Return *error*, which came up as *path* was made, as a person may read it."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return LevelctlError(
            f"{error.filename2 or error.filename} is there already, and in the way",
            hint="nothing was written; name another",
        )
    return MachineError(f"{path} cannot be written: {error.strerror}")


def _make_folders(folder: Path, created: list[Path]) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.is_dir()]
    for each in reversed(missing):
        _make(each, created, each.mkdir)


def _make(path: Path, created: list[Path], make: Callable[[], None]) -> None:
    """Note *path* in *created* and *make* it: an interruption may come as soon as it is there."""
    created.append(path)
    try:
        make()
    except FileExistsError:  # it is someone else's
        created.remove(path)
        raise


def _take_back(created: list[Path]) -> None:
    for path in reversed(created):
        with contextlib.suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
