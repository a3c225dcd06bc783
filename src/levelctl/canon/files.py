"""Finds the files of a canon in its folder, with their sizes and times."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, Protocol, TypeVar

S = TypeVar("S")
T = TypeVar("T")

FileKind = Literal[
    "canon", "ladder", "families", "words", "titles", "function", "focus", "ignored", "folder"
]

REQUIRED_FILES: dict[str, FileKind] = {
    "canon.yaml": "canon",
    "ladder.yaml": "ladder",
    "families.yaml": "families",
}
"""The files that every canon must have, by name."""

WORDS = "words.yaml"
"""The optional file with the words that rules look for."""

TITLES = "titles.yaml"
"""The optional file with the ways that people write job titles."""

OPTIONAL_FILES: dict[str, FileKind] = {WORDS: "words", TITLES: "titles"}
"""The files that a canon can have; without one, that of the reference canon is used."""

FileStats = tuple[str, int, int, int]
"""
A file's path below the canon's folder, its size in bytes, and two times in nanoseconds: of the
last change to its content (mtime) and to its metadata (ctime).
"""


class MapFiles(Protocol):
    """Decides how some work is done for many files: one after another, or by several processes."""

    def __call__(self, work: Callable[[S], T], files: Sequence[S], /) -> Iterator[T]:
        """Yield the results of *work* for *files*, in order."""


MISSING = -1
"""The size of a required file that does not exist."""


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
    Return whether *path* is a valid path of a file in a canon.

    >>> is_canon_path("functions/nursing/ward-nurse.yaml"), is_canon_path("notes.yaml")
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
    Return the files of the canon *root*, sorted by path, including required ones that are missing.

    A file that cannot be accessed counts as missing. A folder that cannot be read is returned
    in place of its files.
    """
    # Every answer waits for this, and a large canon has thousands of files. Strings and
    # directory entries take a third of the time that Path objects take.
    base = str(root)
    files = [_stats(base, path) for path in REQUIRED_FILES]
    optional = (_stats(base, path) for path in OPTIONAL_FILES)
    files += [stats for stats in optional if stats[1] != MISSING]
    for folder in _function_folders(base):
        files += _function_files(base, folder)
    files.sort()
    return files


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
    """Return the files of one function's *folder*; its function.yaml may be missing."""
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
    """Return the stats of one file outside a canon; its path is *path* itself."""
    folder, name = os.path.split(path)
    _, size, modified, changed = _stats(folder, name)
    return str(path), size, modified, changed


def _stats(base: str, path: str) -> FileStats:
    try:
        stat = os.stat(f"{base}/{path}")  # noqa: PTH116 - see scan
    except OSError:
        return path, MISSING, 0, 0
    return path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def exists(path: Path) -> bool:
    """Return whether *path* exists; False if it is invalid or cannot be accessed."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises if it cannot be accessed
