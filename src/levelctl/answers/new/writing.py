"""Write new files: all or none, and never over existing ones."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from levelctl.answers.new.plans import FilePlan
from levelctl.canon import atomic_write
from levelctl.canon.links import leads_out
from levelctl.errors import LevelctlError, MachineError
from levelctl.ladders.report import ImportReport
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
    imported: ImportReport | None = None
    """What became of the source of a canon; None if it has none."""

    KEYS = (("imported", "import"),)


def write(folder: Path, plan: FilePlan) -> New:
    """
    Write the files of *plan* below *folder*, the canon's, and return their paths.

    Readers of the folder see complete files only. Raises LevelctlError if a file already exists,
    or if the folder of a new canon has files that are not hidden, and MachineError if a file
    cannot be written. Then nothing of the plan is left. If the process is killed, the next one
    can still write the plan.
    """
    paths = {folder / inner: text for inner, text in plan.files.items()}
    if plan.kind == "canon":
        _recover(folder)
        require_empty(folder)
    for inner in plan.files:
        if leads_out(str(folder), inner):
            raise LevelctlError(
                f"{folder / inner} would be written through a link that leads out of the canon",
                hint="nothing was written; delete the link",
            )
    for path in paths:
        if os.path.lexists(path):
            raise _already_there(path)
    draft = _Draft(_nearest_folder(paths))
    try:
        with atomic_write.undone(draft.undo):
            draft.write(paths)
    except OSError as error:
        raise _unwritten(error, draft.at) from error
    return planned(folder, plan)


def planned(folder: Path, plan: FilePlan) -> New:
    """
    Return the answer once the files of *plan* are written below *folder*.

    It does not name hidden files, which are levelctl's own.
    """
    paths = tuple(_named(folder / inner) for inner in plan.files if not inner.startswith("."))
    return New(plan.kind, plan.code, str(folder), paths)


class _Draft:
    """
    Files that are written into a hidden folder in *base*, and then put in their places.

    If that is a new folder, they get there all at once. Otherwise each file gets a second name,
    in its place.
    """

    def __init__(self, base: Path) -> None:
        self.base = base
        self.folder = atomic_write.temporary_in(base)
        self.at = base
        """The path that is being made, for messages."""
        self.placed: list[Path] = []
        """The files that are in their places, relative to *base*, until all are."""

    def write(self, paths: Mapping[Path, str]) -> None:
        atomic_write.remove_abandoned(self.base)
        self.at = next(iter(paths))
        self.folder.mkdir()
        for path, text in paths.items():
            self.at = path
            draft = self.folder / path.relative_to(self.base)
            draft.parent.mkdir(parents=True, exist_ok=True)
            atomic_write.fill(draft, text.encode())
        self.place([path.relative_to(self.base) for path in paths])
        atomic_write.settle(self.base)

    def place(self, paths: Iterable[Path]) -> None:
        (first, *others) = self.folder.iterdir()
        if not others and first.is_dir() and not os.path.lexists(self.base / first.name):
            first.rename(self.base / first.name)
            return
        # A canon without canon.yaml is none, and is begun again.
        for path in sorted(paths, key=lambda path: path.name == "canon.yaml"):
            self.at = self.base / path
            self.at.parent.mkdir(parents=True, exist_ok=True)
            self.placed.append(path)
            try:
                atomic_write.link(self.at, self.folder / path)
            except FileExistsError:  # somebody else has created it
                self.placed.remove(path)
                raise
        self.placed = []

    def undo(self) -> None:
        """Remove the hidden folder, and unless all files are in their places, those that are."""
        _take_back(self.folder, self.base, self.placed)
        atomic_write.remove(self.folder)


def _take_back(draft: Path, base: Path, paths: Iterable[Path], *, copies: bool = True) -> None:
    """Remove *paths* from *base* if they are files of *draft*, and folders that are then empty."""
    for path in paths:
        with contextlib.suppress(OSError):
            if _is_same(draft / path, base / path, copies=copies):
                (base / path).unlink()
            for folder in path.parents[:-1]:
                (base / folder).rmdir()


def _is_same(draft: Path, path: Path, *, copies: bool) -> bool:
    """Return whether *path* is the file *draft*, or where a file has only one name, a copy."""
    if os.path.samestat(draft.lstat(), path.lstat()):
        return True
    return copies and draft.read_bytes().startswith(path.read_bytes())


def _recover(folder: Path) -> None:
    """Take back what a killed process has put into *folder*, a canon's, before canon.yaml."""
    if os.path.lexists(folder / "canon.yaml"):
        return
    for draft in atomic_write.abandoned_in(folder):
        inner = (path.relative_to(draft) for path in draft.rglob("*") if not path.is_dir())
        _take_back(draft, folder, list(inner), copies=False)


def _nearest_folder(paths: Iterable[Path]) -> Path:
    """Return the deepest folder that exists and contains all *paths*."""
    folder = Path(os.path.commonpath([path.parent for path in paths]))
    return next(each for each in (folder, *folder.parents) if each.is_dir())


def _named(path: Path) -> str:
    """Return *path* relative to the current folder, unless it was given as absolute."""
    return str(path) if path.is_absolute() else os.path.relpath(path)


def _already_there(path: Path) -> LevelctlError:
    return LevelctlError(f"{path} already exists", hint="nothing was written; move or delete it")


def require_empty(folder: Path) -> None:
    """Raise LevelctlError if *folder*, of a new canon, has files that are not hidden."""
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
    if isinstance(error, FileExistsError | NotADirectoryError) or error.errno == errno.ENOTEMPTY:
        return LevelctlError(
            f"{error.filename2 or error.filename} already exists and is not a folder",
            hint="nothing was written; give another path",
        )
    return MachineError(f"{path} cannot be written: {error.strerror}")
