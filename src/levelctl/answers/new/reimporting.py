"""Brings a newer source into the canon that was imported from it, and keeps what people edited."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from levelctl.canon import atomic_write, source
from levelctl.canon.files import MAX_BYTES, scan
from levelctl.errors import CanonError, LevelctlError, MachineError
from levelctl.ladders.merging import line_counts, merged
from levelctl.ladders.report import FileChangeNote, FileConflict
from levelctl.record import Record, replace
from levelctl.text.safe import visible

MAP = "import-map.yaml"
"""The file that says what was guessed of a table or document."""

IMPORTED = ".levelctl/imported"
"""The folder of a canon with its files as they were imported, for the next import."""


class Reimport(Record):
    """What a newer source changes in the files of a canon."""

    files: dict[str, str | None]
    """The files to write, by path; None for one to delete."""
    before: dict[str, str | None]
    """Their texts now; None for one that does not exist."""
    changes: tuple[FileChangeNote, ...]
    conflicts: tuple[FileConflict, ...]
    kept: dict[str, str | None]
    """
    What to keep for the next import, by path; None for a file to forget.

    Where there is a conflict, that is still what was imported before, so that it is told again
    until the lines agree.
    """
    places: tuple[str, ...]
    """Where the conflicts are in the files as they are now."""


class _FileMerge(Record):
    """A file after the merge."""

    text: str | None
    base: str | None
    """What to keep as imported."""
    change: str = ""
    conflicts: tuple[FileConflict, ...] = ()
    lines: tuple[int, ...] = ()
    """Where the conflicts are in the file as it is now."""


def was_imported(folder: Path) -> bool:
    """Report whether the canon in *folder* was imported, so that it can be imported again."""
    return (folder / "canon.yaml").is_file() and (folder / IMPORTED / "canon.yaml").is_file()


def require_memory(folder: Path) -> None:
    """Raise LevelctlError if the canon in *folder* was imported, and what was so is not there."""
    if (folder / "canon.yaml").is_file() and (folder / "import-report.json").is_file():
        raise LevelctlError(
            f"{visible(str(folder))} was imported, but {visible(str(folder / IMPORTED))} is gone, "
            "so a newer source cannot be merged",
            hint="restore that folder from version control, or import into a new folder",
        )


def imported_edition(folder: Path) -> str:
    """Return the edition that the canon in *folder* had when it was imported."""
    text = _text(folder, f"{IMPORTED}/canon.yaml") or ""
    try:
        value = source.parse(text).top.value
    except source.SourceError as error:
        raise _damaged(folder, str(error)) from error
    edition = value.get("edition") if isinstance(value, dict) else None
    if edition is None:
        raise _damaged(folder, "canon.yaml has no edition")
    return str(edition)


def _damaged(folder: Path, reason: str) -> CanonError:
    return CanonError(
        f"{folder / IMPORTED} does not hold the canon as it was imported: {reason}",
        hint="import into a new folder, or restore that folder from a backup",
    )


def reimport(folder: Path, theirs: Mapping[str, str]) -> Reimport:
    """
    Return what *theirs*, the files of a newer import, changes in the canon in *folder*.

    Per file, lines that only the source changed are taken over. Lines that were edited stay; where
    the source changed them too, there is a conflict.
    """
    base = {path: _text(folder, f"{IMPORTED}/{path}") for path in _imported_paths(folder)}
    before = {path: _text(folder, path) for path in sorted({*base, *theirs})}
    done = {path: _merge(path, base.get(path), before[path], theirs.get(path)) for path in before}
    return Reimport(
        {path: merge.text for path, merge in done.items() if merge.text != before[path]},
        before,
        tuple(_changes(before, done)),
        tuple(conflict for merge in done.values() for conflict in merge.conflicts),
        {path: merge.base for path, merge in done.items()},
        tuple(f"{path}:{line}" for path, merge in done.items() for line in merge.lines),
    )


def settled(work: Reimport, theirs: Mapping[str, str]) -> Reimport:
    """Return *work* without its conflicts: what people edited stays for good, against *theirs*."""
    kept = {path: theirs.get(path) for path in work.kept}
    return replace(work, conflicts=(), kept=kept, places=())


def _imported_paths(folder: Path) -> Iterator[str]:
    base = folder / IMPORTED
    for path in sorted(base.rglob("*.yaml")):
        yield path.relative_to(base).as_posix()


def imported_foci(folder: Path) -> Iterator[str]:
    """Yield the paths of the foci that the canon in *folder* had when it was imported."""
    for path in _imported_paths(folder):
        if path.startswith("functions/") and not path.endswith("/function.yaml"):
            yield path


def _merge(path: str, base: str | None, ours: str | None, theirs: str | None) -> _FileMerge:
    """Return the file at *path* by its three states; None for one in which it does not exist."""
    if path == MAP and ours not in (base, None):  # it says how to read the source, and no more
        return _FileMerge(ours, theirs)
    if ours and "\r\n" in ours:  # an editor has changed the ends of all lines
        merge = _merge(path, base, ours.replace("\r\n", "\n"), theirs)
        return replace(merge, text=_with_carriage_returns(merge.text))
    if theirs in (base, ours):
        return _FileMerge(ours, theirs)
    if ours == base:
        change = "changed" if base is not None else "new"
        return _FileMerge(theirs, theirs, "deleted" if theirs is None else change)
    if base is None or ours is None or theirs is None:
        whole = FileConflict(path, 1, _lines(ours), _lines(theirs))
        return _FileMerge(ours, base, "", (whole,), (1,))
    result = merged(base, ours, theirs)
    conflicts = tuple(
        FileConflict(path, each.line, each.ours, each.theirs) for each in result.conflicts
    )
    return _FileMerge(
        result.text,
        result.base if _is_yaml(result.base) else theirs,
        "" if result.text == ours else "changed",
        conflicts,
        tuple(each.own_line for each in result.conflicts),
    )


def _is_yaml(text: str) -> bool:
    try:
        source.parse(text)
    except source.SourceError:
        return False
    return True


def _with_carriage_returns(text: str | None) -> str | None:
    return None if text is None else text.replace("\n", "\r\n")


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple((text or "").splitlines())


def _changes(
    before: Mapping[str, str | None], done: Mapping[str, _FileMerge]
) -> Iterator[FileChangeNote]:
    for path, merge in done.items():
        if merge.change:
            added, removed = line_counts(before[path] or "", merge.text or "")
            yield FileChangeNote(path, merge.change, added, removed)


def _text(folder: Path, path: str) -> str | None:
    """Return the text of a file in *folder*; None if there is none."""
    if not (folder / path).exists():
        return None
    try:
        return source.decode(source.load(folder, path))
    except source.SourceError as error:
        raise CanonError(f"{folder / path}: {error}", hint=error.hint) from error


def with_own_files(folder: Path, work: Reimport) -> dict[str, str]:
    """Return all files of the canon after *work*, with those that people added."""
    files: dict[str, str | None] = {}
    for path, size, *_ in scan(folder):
        if 0 <= size <= MAX_BYTES and path not in work.before:
            files[path] = _text(folder, path)
    files |= work.before
    files |= work.files
    return {path: text for path, text in files.items() if text is not None}


def write(folder: Path, files: Mapping[str, str | None]) -> None:
    """
    Write *files* below *folder*, each completely or not at all; delete those that are None.

    Raises LevelctlError for a link out of the canon, and MachineError if one cannot be written.
    If the work is interrupted, the next import with the same source completes it.
    """
    for path, text in files.items():
        place = folder / path
        try:
            _write(folder, path, text)
        except OSError as error:
            raise MachineError(f"{place} cannot be written: {error.strerror or error}") from error


def _write(folder: Path, path: str, text: str | None) -> None:
    from levelctl.canon.links import leads_out

    place = folder / path
    if leads_out(str(folder), path):
        raise LevelctlError(
            f"{visible(str(place))} would be written through a link that leads out of the canon",
            hint="delete the link, and import again",
        )
    if text is None:
        place.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # a folder without function.yaml would be an error
            place.parent.rmdir()
    elif place.exists():
        atomic_write.write(folder, path, text.encode(), was=source.load(folder, path))
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary = atomic_write.temporary_in(place.parent)
        atomic_write.fill(temporary, text.encode())
        temporary.replace(place)
