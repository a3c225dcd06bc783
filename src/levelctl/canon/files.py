"""Which files of a folder make a canon, and what the file system says of them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

FileKind = Literal[
    "canon", "ladder", "families", "words", "titles", "function", "focus", "ignored", "folder"
]

REQUIRED_FILES: dict[str, FileKind] = {
    "canon.yaml": "canon",
    "ladder.yaml": "ladder",
    "families.yaml": "families",
}
"""The files that every canon has, by their name."""

WORDS = "words.yaml"
"""A file that a canon may have beside them: the words that rules look for."""

TITLES = "titles.yaml"
"""Another: how people write job titles."""

OPTIONAL_FILES: dict[str, FileKind] = {WORDS: "words", TITLES: "titles"}
"""The files that a canon may have beside its own; those of the reference stand in for them."""

FileStats = tuple[str, int, int, int]
"""A file's path below the canon's folder, its size, and when its content and itself changed."""

OnProgress = Callable[[int, int], None]
"""Is told how many files have been read, and of how many."""

MISSING = -1
"""The size of a file that is not there though it has to be."""


def kind_of(path: str) -> FileKind:
    """Return the kind of the file at *path*, relative to the canon's folder."""
    if path in REQUIRED_FILES:
        return REQUIRED_FILES[path]
    if path in OPTIONAL_FILES:
        return OPTIONAL_FILES[path]
    if path.endswith(".yml"):
        return "ignored"
    if not path.endswith(".yaml"):
        return "folder"
    return "function" if path.endswith("/function.yaml") else "focus"


def is_canon_path(path: str) -> bool:
    """
    Tell whether a canon may have a file at *path*.

    >>> belongs("functions/nursing/ward-nurse.yaml"), belongs("notes.yaml")
    (True, False)
    """
    return (
        path in REQUIRED_FILES
        or path in OPTIONAL_FILES
        or _FUNCTION_FILE.fullmatch(path) is not None
    )


_FUNCTION_FILE = re.compile(r"functions/[^./][^/]*/[^./][^/]*\.ya?ml")


def scan(root: Path) -> list[FileStats]:
    """
    Return the files of the canon *root* by path, those that are missing included.

    Times are in nanoseconds. What cannot be looked at is missing; a folder that cannot be
    looked into stands for what is in it.
    """
    # Every answer waits for this, and a large canon has thousands of files: so folders are
    # read as strings and entries, a third of the time that they take as paths.
    base = str(root)
    found = [_stats(base, path) for path in REQUIRED_FILES]
    optional = (_stats(base, path) for path in OPTIONAL_FILES)
    found += [stats for stats in optional if stats[1] != MISSING]
    for folder in _function_folders(base):
        found += _function_files(base, folder)
    found.sort()
    return found


def _function_folders(base: str) -> list[str]:
    try:
        with os.scandir(f"{base}/functions") as entries:
            return [
                f"functions/{entry.name}"
                for entry in entries
                if entry.is_dir() and not entry.name.startswith(".")
            ]
    except FileNotFoundError:
        return []
    except OSError:
        return ["functions"]


def _function_files(base: str, folder: str) -> list[FileStats]:
    """Return the files of one function's *folder*; its own is missing if it is not there."""
    try:
        with os.scandir(f"{base}/{folder}") as entries:
            names = [
                entry.name
                for entry in entries
                if entry.name.endswith((".yaml", ".yml")) and not entry.name.startswith(".")
            ]
    except OSError:
        return [(folder, MISSING, 0, 0)]
    if "function.yaml" not in names:
        names.append("function.yaml")
    return [_stats(base, f"{folder}/{name}") for name in names]


def stats_of(path: Path) -> FileStats:
    """Return what the file system says of one file outside a canon, under its whole path."""
    folder, name = os.path.split(path)
    _, size, modified, changed = _stats(folder, name)
    return str(path), size, modified, changed


def _stats(base: str, path: str) -> FileStats:
    try:
        found = os.stat(f"{base}/{path}")  # noqa: PTH116 - see scan
    except OSError:
        return path, MISSING, 0, 0
    return path, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def exists(path: Path) -> bool:
    """Tell whether *path* is there; one that cannot be, or be looked at, is not."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises then
