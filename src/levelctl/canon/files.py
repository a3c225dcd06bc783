"""Finds the files of a canon in its folder, with their sizes and times."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from stat import S_ISLNK, S_ISREG
from typing import Literal, Protocol, TypeVar

from levelctl.text.paths import is_plain, path_of_text, path_text

S = TypeVar("S")
T = TypeVar("T")

FileKind = Literal[
    "canon",
    "ladder",
    "families",
    "words",
    "titles",
    "themes",
    "skills",
    "places",
    "function",
    "focus",
    "review",
    "ignored",
    "folder",
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

THEMES = "themes.yaml"
"""The optional file with the themes that foci share."""

SKILLS = "skills.yaml"
"""The optional file with the skills, tools and licenses that foci share."""

PLACES = "places.yaml"
"""The optional file with the places of pay and their differentials."""

ACCEPTED = ".levelctl/base.json"
"""The file of an overlay with what it replaces in the canon below; it is no file of the canon."""

OPTIONAL_FILES: dict[str, FileKind] = {
    WORDS: "words",
    TITLES: "titles",
    THEMES: "themes",
    SKILLS: "skills",
    PLACES: "places",
}
"""The files that a canon can have; the reference canon's words and titles are the default."""

FileStats = tuple[str, int, int, int, int, int]
"""
The text of a file's path below the canon's folder (see `levelctl.text.paths`), its size in bytes,
two times in nanoseconds: of the last change to its content (mtime) and its metadata (ctime), and
its inode and device. Where the system keeps no time of the last change to metadata, a checksum of
the content is in its place.
"""

HAS_CHANGE_TIME = os.name != "nt"
"""Whether ctime is the time of a change; on Windows it is the time of creation."""


class MapFiles(Protocol):
    """Decides how some work is done for many files: one after another, or by several processes."""

    def __call__(self, work: Callable[[S], T], files: Sequence[S], /) -> Iterator[T]:
        """Yield the results of *work* for *files*, in order."""


MAX_BYTES = 1_000_000
"""The largest file that is read. The largest of the reference canon has a fiftieth of that."""

REVIEWS = "reviews"
"""The optional folder with what readers answered about duties: a folder a focus."""

MISSING = -1
"""The size of a required file that does not exist."""

OUTSIDE = -2
"""The size of a file or folder that is a link out of the canon; nothing is known about it."""


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
    if path.startswith(f"{REVIEWS}/"):
        return "review"
    return "function" if path.endswith("/function.yaml") else "focus"


NOT_OPENED: tuple[FileKind, ...] = ("ignored", "folder")
"""The kinds of files that are reported and not read."""


def is_canon_path(path: str) -> bool:
    """
    Return whether *path* is a valid path of a file in a canon.

    >>> is_canon_path("functions/nursing/ward-nurse.yaml"), is_canon_path("notes.yaml")
    (True, False)
    """
    return (
        path in REQUIRED_FILES
        or path in OPTIONAL_FILES
        or _FILE_IN_FOLDER.fullmatch(path) is not None
    )


_FILE_IN_FOLDER = re.compile(r"(functions|reviews)/[^./][^/]*/[^./][^/]*\.ya?ml")


def place_of(root: Path, path: str) -> Path:
    """Return where the file whose path below *root* has the text *path* is."""
    return root / path_of_text(path)


def scan(root: Path) -> list[FileStats]:
    """
    Return the files of the canon *root*, sorted by path, including required ones that are missing.

    A file that cannot be accessed counts as missing. A folder that cannot be read, or that is a
    link out of the canon, is returned in place of its files.
    """
    # Every answer waits for this, and a large canon has thousands of files. Strings and
    # directory entries take a third of the time that Path objects take.
    base = str(root)
    files = [_stats(base, path) for path in REQUIRED_FILES]
    optional = (_stats(base, path) for path in OPTIONAL_FILES)
    files += [stats for stats in optional if stats[1] != MISSING]
    for folder, status in _folders(base, "functions"):
        files += [absent(folder, status)] if status else _function_files(base, folder)
    for folder, status in _folders(base, REVIEWS):
        files += [absent(folder, status)] if status else _files_in(base, folder)
    if not is_plain("".join([path for path, *_ in files])):
        files = [(path_text(stats[0]), *stats[1:]) for stats in files]
    files.sort()
    return files


def scan_layers(root: Path, below: Sequence[Path]) -> list[FileStats]:
    """
    Return the files of the canon *root* and of the canons *below* that it extends.

    Those of the canon at index *n* below have names of layer *n* + 1; see `of_layer`.
    """
    files = scan(root)
    for depth, folder in enumerate(below, 1):
        files += [of_layer(stats, depth) for stats in scan(folder)]
    return files


def of_layer(stats: FileStats, depth: int) -> FileStats:
    """Return the *stats* of a file of the layer *depth*, named apart from those of layer 0."""
    return (f"{depth}:{stats[0]}", *stats[1:]) if depth else stats


def layer_of(name: str) -> tuple[int, str]:
    """
    Return the layer and the path of the file that stats call *name*.

    >>> layer_of("ladder.yaml"), layer_of("2:ladder.yaml")
    ((0, 'ladder.yaml'), (2, 'ladder.yaml'))
    """
    depth, colon, path = name.partition(":")
    return (int(depth), path) if colon and depth.isdigit() else (0, name)


def _folders(base: str, parent: str) -> list[tuple[str, int]]:
    """Return each folder in *parent*, with 0 or, in place of a size, why it is not read."""
    try:
        if _leads_out(base, parent, os.lstat(f"{base}/{parent}")):
            return [(parent, OUTSIDE)]
        with os.scandir(f"{base}/{parent}") as entries:
            return [
                (f"{parent}/{entry.name}", _refusal(base, parent, entry))
                for entry in entries
                if not entry.name.startswith(".") and _is_folder(entry)
            ]
    except FileNotFoundError:
        return []
    except OSError:
        return [(parent, MISSING)]


def _leads_out(base: str, path: str, status: os.stat_result) -> bool:
    """Return whether *path*, whose own *status* this is, is a link out of the canon *base*."""
    tag: int = getattr(status, "st_reparse_tag", 0)
    if not (S_ISLNK(status.st_mode) or tag):
        return False
    from levelctl.canon import links  # most canons have no link

    return links.is_link(status) and links.leads_out(base, path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to a place that this user cannot see
        return True


def _refusal(base: str, parent: str, entry: os.DirEntry[str]) -> int:
    linked = entry.is_symlink() or (hasattr(entry, "is_junction") and entry.is_junction())
    if not linked:
        return 0
    from levelctl.canon.links import leads_out  # most canons have no link

    return OUTSIDE if leads_out(base, f"{parent}/{entry.name}") else 0


def _function_files(base: str, folder: str) -> list[FileStats]:
    """Return the files of one function's *folder*; its function.yaml may be missing."""
    names = _names(base, folder)
    if names is None:
        return [absent(folder)]
    if "function.yaml" not in names:
        names.append("function.yaml")
    return [_stats(base, f"{folder}/{name}") for name in names]


def _files_in(base: str, folder: str) -> list[FileStats]:
    names = _names(base, folder)
    if names is None:
        return [absent(folder)]
    return [_stats(base, f"{folder}/{name}") for name in names]


def _names(base: str, folder: str) -> list[str] | None:
    """Return the names of the files of a canon in *folder*; None if it cannot be read."""
    try:
        with os.scandir(f"{base}/{folder}") as entries:
            return [
                entry.name
                for entry in entries
                if entry.name.endswith((".yaml", ".yml")) and not entry.name.startswith(".")
            ]
    except OSError:
        return None


def stats_of(path: Path) -> FileStats:
    """Return the stats of one file outside a canon, where links may lead anywhere."""
    text = path_text(str(path))
    try:
        return _of(text, str(path), path.stat())
    except OSError:
        return absent(text)


def _stats(base: str, path: str) -> FileStats:
    place = f"{base}/{path}"
    try:
        status = os.lstat(place)
        if not S_ISREG(status.st_mode):
            if _leads_out(base, path, status):
                return absent(path, OUTSIDE)
            status = os.stat(place)  # noqa: PTH116 - see scan
    except OSError:
        return absent(path)
    return _of(path, place, status)


def _of(path: str, place: str, status: os.stat_result) -> FileStats:
    return stats_from(path, status, b"" if HAS_CHANGE_TIME else _beginning(place))


def stats_from(path: str, status: os.stat_result, content: bytes) -> FileStats:
    """Return the stats of the file *path* that has this *status* and *content*."""
    checksum = zlib.crc32(content) << 32 | zlib.adler32(content)
    changed = status.st_ctime_ns if HAS_CHANGE_TIME else -checksum
    return path, status.st_size, status.st_mtime_ns, changed, status.st_ino, status.st_dev


def absent(path: str, size: int = MISSING) -> FileStats:
    """Return the stats of a file at *path* that cannot be read, with the *size* that says why."""
    return path, size, 0, 0, 0, 0


def _beginning(path: str) -> bytes:
    """Return the content of the file *path*, up to a byte more than a file of a canon may have."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - see scan
            return file.read(MAX_BYTES + 1)
    except OSError:
        return b""


def exists(path: Path) -> bool:
    """Return whether *path* exists; False if it is invalid or cannot be accessed."""
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises if it cannot be accessed
