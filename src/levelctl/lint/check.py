"""Finds the canons that paths belong to, checks them, and reports on the paths."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from levelctl.cache.freshness import open_store
from levelctl.canon.files import MapFiles, exists, is_canon_path, place_of, scan
from levelctl.canon.locate import above, below, locate
from levelctl.diagnostics import Diagnostic, Severity
from levelctl.errors import CanonError, LevelctlError
from levelctl.lint.cached import KIND, cached_result
from levelctl.lint.report import CanonResult, Checked, Report
from levelctl.text.paths import path_text, with_slashes

FilesByCanon = dict[Path, list[str]]
"""Requested paths by the folder of their canon. No paths, or an empty one, mean the whole canon."""


def check(
    paths: Sequence[Path] = (),
    *,
    canon: Path | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    fail_on: Severity | None = None,
    contents: Mapping[Path, bytes] | None = None,
    cache: bool = True,
    map_files: MapFiles | None = None,
) -> Report:
    """
    Return a report on *paths*, files and folders of canons, or without paths on *canon*.

    A finding is reported if it is in one of the paths, or if a related place is. *select* and
    *ignore* are names of rules or of groups of rules. *select* and *fail_on* override
    ``canon.yaml``; *ignore* adds to it. *contents* replace the contents of files, by path.
    *map_files* is as for `check_canon`.

    Raises LevelctlError if a path is not part of a canon or a rule is unknown, CanonError if a
    path does not exist.
    """
    contents = contents or {}
    checked: list[Checked] = []
    diagnostics: list[Diagnostic] = []
    files, fails = 0, False
    for root, requested in files_by_canon(paths, canon, contents).items():
        result = check_canon(
            root, cache=cache, contents=contents_in(root, contents), map_files=map_files
        )
        findings = [
            finding for finding in selected(result, select, ignore) if _concerns(finding, requested)
        ]
        threshold = fail_on or result.fail_on
        checked.append(Checked(with_slashes(display_path(root)), threshold))
        fails = fails or any(finding.severity.reaches(threshold) for finding in findings)
        files += result.files
        diagnostics += [finding.under(display_path(root)) for finding in findings]
    severities = [diagnostic.severity for diagnostic in diagnostics]
    return Report(
        canons=tuple(checked),
        files=files,
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        notes=severities.count(Severity.NOTE),
        fixable=sum(diagnostic.fix is not None for diagnostic in diagnostics),
        fails=fails,
        diagnostics=tuple(diagnostics),
    )


def severity_of(name: str) -> Severity:
    """Return the severity *name*. Raises LevelctlError if there is none."""
    try:
        return Severity(name)
    except ValueError:
        names = ", ".join(Severity)
        raise LevelctlError(f"{name!r} is not a severity", hint=f"choose one of: {names}") from None


def check_canon(
    root: Path,
    *,
    cache: bool = True,
    contents: Mapping[str, bytes] | None = None,
    map_files: MapFiles | None = None,
) -> CanonResult:
    """
    Return the result of checking the canon *root*; it is cached until a file changes.

    *contents* replace files, by their path below *root*. Without *cache*, all files are read and
    nothing is cached. *map_files* checks many files; by default, this process does, one by one.
    """
    store, fingerprint = (open_store(root, KIND) if cache else None) or (None, None)
    if store and fingerprint and not contents:
        result = cached_result(root, store, fingerprint)
        if result:
            return result
    from levelctl.lint.incremental import check_files  # it imports every rule

    return check_files(root, old=store, cache=cache, contents=contents, map_files=map_files)


def files_by_canon(
    paths: Sequence[Path], canon: Path | None, contents: Mapping[Path, bytes]
) -> FilesByCanon:
    """
    Return *paths* and the files that *contents* replace, by the canon that they are in.

    Without either, that is all of *canon*, or of the canon that the command line would read.
    """
    if canon or not (paths or contents):
        by_canon: FilesByCanon = {locate(canon).absolute(): []}
    else:
        by_canon = {}
    for path in paths:
        for root, inner in _canon_parts(path):
            by_canon.setdefault(root, []).append(inner)
    for path in contents:
        root = _canon_above(path)
        inner = _path_in(root, path)
        if not is_canon_path(inner):
            raise _not_a_canon_file(path, root)
        by_canon.setdefault(root, []).append(inner)
    return by_canon


def display_path(root: Path) -> Path:
    """Return *root* as a person in the current folder would write it: relative if possible."""
    try:
        here = Path.cwd()
    except FileNotFoundError:  # the folder was deleted under the shell
        return root
    if here in (root, *root.parents) or root in here.parents:
        return Path(os.path.relpath(root, here))
    return root


def diagnostic_path(path: Path) -> str:
    """Return the path of a canon's file as diagnostics show it."""
    root, inner = in_canon(path)
    return with_slashes(place_of(display_path(root), inner))


def in_canon(path: Path) -> tuple[Path, str]:
    """Return the canon that the file *path* is in, and the text of its path below that."""
    root = _canon_above(path)
    return root, _path_in(root, path)


def _canon_parts(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the canon that contains *path*, or those that *path* contains, with the path inside."""
    if not exists(path):
        raise CanonError(f"{path} does not exist")
    root = above(path)
    if root is None and path.is_dir():
        roots = below(path)
        if not roots:
            raise LevelctlError(
                f"there is no canon in {path}", hint="a canon is a folder with a canon.yaml"
            )
        yield from ((below_path, "") for below_path in roots)
        return
    root = root or _canon_above(path)
    inner = _path_in(root, path)
    if not path.is_dir() and inner not in {file for file, *_ in scan(root)}:
        raise _not_a_canon_file(path, root)
    yield root, inner


def _not_a_canon_file(path: Path, root: Path) -> LevelctlError:
    return LevelctlError(
        f"{path} is not a file of the canon {display_path(root)}",
        hint="docs/canon-format.md lists the files of a canon",
    )


def _canon_above(path: Path) -> Path:
    root = above(path)
    if root is None:
        raise LevelctlError(
            f"{path} is not part of a canon", hint="no folder above it has a canon.yaml"
        )
    return root


def _path_in(root: Path, path: Path) -> str:
    """Return the text of *path* relative to the canon *root*; empty for *root* itself."""
    inner = PurePath(os.path.relpath(path.absolute(), root)).as_posix()
    return "" if inner == "." else path_text(_as_listed(root, inner))


def _as_listed(root: Path, inner: str) -> str:
    """
    Return the path *inner* below *root* as the folders list it.

    On most volumes of macOS and Windows, a file also has the names that differ in case from the
    one that is listed; on macOS, also in how accents are composed.
    """
    listed: list[str] = []
    for name in inner.split("/"):
        folder = root.joinpath(*listed)
        names = names_in(folder)
        if name not in names and exists(folder / name):
            same = (each for each in names if _folded(each) == _folded(name))
            listed.append(next(same, name))
        else:
            listed.append(name)
    return "/".join(listed)


def _folded(name: str) -> str:
    import unicodedata  # only these volumes need it

    return unicodedata.normalize("NFC", name).casefold()


def names_in(folder: Path) -> list[str]:
    """Return the names that *folder* lists, or none if it cannot be read."""
    try:
        return os.listdir(folder)  # noqa: PTH208 - names, not paths
    except OSError:
        return []


def contents_in(root: Path, contents: Mapping[Path, bytes]) -> dict[str, bytes]:
    """Return those of *contents* that are in the canon *root*, by their path below it."""
    return {_path_in(root, path): data for path, data in contents.items() if above(path) == root}


def _concerns(diagnostic: Diagnostic, requested: list[str]) -> bool:
    paths = (diagnostic.path, *(related.path for related in diagnostic.related))
    return any(is_selected(path, requested) for path in paths)


def is_selected(path: str, requested: list[str]) -> bool:
    """Return whether *path* is one of *requested*, or inside one. An empty list selects all."""
    return not requested or any(
        not part or path == part or path.startswith(f"{part}/") for part in requested
    )


def selected(
    result: CanonResult, select: Sequence[str], ignore: Sequence[str]
) -> Iterator[Diagnostic]:
    """
    Yield the findings of *result* whose rule is selected and not ignored.

    *select* overrides that of ``canon.yaml``, if not empty; *ignore* adds to it.
    """
    select, ignore = select or result.select, (*ignore, *result.ignore)
    if not select and not ignore:
        yield from result.diagnostics
        return
    from levelctl.lint import catalogue  # it imports every rule, which most answers do not need

    selected, ignored = catalogue.chosen(select), catalogue.chosen(ignore)
    for finding in result.diagnostics:
        if (not select or finding.rule in selected) and finding.rule not in ignored:
            yield finding
