"""Which files of which canons a person asks about, and the report on them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from levelctl.canon.files import OnProgress, exists, is_canon_path, scan
from levelctl.canon.locate import above, below, locate
from levelctl.diagnostics import Diagnostic, Severity
from levelctl.errors import CanonError, LevelctlError
from levelctl.lint.cached import check_canon
from levelctl.lint.report import CanonResult, Checked, Report

FilesByCanon = dict[Path, list[str]]
"""By the folder of a canon, the paths in it that are asked about; the empty one means all."""


def check(
    paths: Sequence[Path] = (),
    *,
    canon: Path | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    fail_on: Severity | None = None,
    contents: Mapping[Path, bytes] | None = None,
    cache: bool = True,
    progress: OnProgress | None = None,
) -> Report:
    """
    Return what is wrong in *paths*, files and folders of canons; without any, in *canon*.

    A fault counts for a path if it is in it, or names a place in it. *select* and *ignore*
    are names of rules or groups of rules; they and *fail_on* go before what ``canon.yaml``
    says. *contents* take the place of files.

    Raises LevelctlError if a path belongs to no canon or a rule is not known, CanonError if a
    path is not there.
    """
    contents = contents or {}
    asked = files_by_canon(paths, canon, contents)
    checked: list[Checked] = []
    found: list[Diagnostic] = []
    files, fails = 0, False
    for root, wanted in asked.items():
        verdict = check_canon(
            root, cache=cache, contents=contents_in(root, contents), progress=progress
        )
        chosen = [each for each in selected(verdict, select, ignore) if _concerns(each, wanted)]
        least = fail_on or verdict.fail_on
        checked.append(Checked(str(display_path(root)), least))
        fails = fails or any(each.severity.reaches(least) for each in chosen)
        files += verdict.files
        found += [each.under(display_path(root)) for each in chosen]
    return Report(
        canons=tuple(checked),
        files=files,
        errors=sum(each.severity is Severity.ERROR for each in found),
        warnings=sum(each.severity is Severity.WARNING for each in found),
        notes=sum(each.severity is Severity.NOTE for each in found),
        fixable=sum(each.fix is not None for each in found),
        fails=fails,
        diagnostics=tuple(found),
    )


def files_by_canon(
    paths: Sequence[Path], canon: Path | None, contents: Mapping[Path, bytes]
) -> FilesByCanon:
    """Return what *paths*, and the files that *contents* replace, mean: which part of what."""
    if canon or not (paths or contents):
        found: FilesByCanon = {locate(canon).absolute(): []}
    else:
        found = {}
    for path in paths:
        for root, inner in _canon_parts(path):
            found.setdefault(root, []).append(inner)
    for path in contents:
        root = _canon_above(path)
        inner = _path_in(root, path)
        if not is_canon_path(inner):
            raise _not_a_canon_file(path, root)
        found.setdefault(root, []).append(inner)
    return found


def display_path(root: Path) -> Path:
    """Return *root* as a person in the current folder would write it."""
    try:
        here = Path.cwd()
    except FileNotFoundError:  # the folder was deleted under the shell
        return root
    if here in (root, *root.parents) or root in here.parents:
        return Path(os.path.relpath(root, here))
    return root


def diagnostic_path(path: Path) -> str:
    """Return the path of a file of a canon as its diagnostics name it."""
    root = _canon_above(path)
    return str(display_path(root) / _path_in(root, path))


def _canon_parts(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield each canon that *path* is in or that is in it, with the part that it means."""
    if not exists(path):
        raise CanonError(f"{path} is not there")
    root = above(path)
    if root is None and path.is_dir():
        roots = below(path)
        if not roots:
            raise LevelctlError(
                f"there is no canon in {path}", hint="a canon is a folder with a canon.yaml"
            )
        yield from ((each, "") for each in roots)
        return
    root = root or _canon_above(path)
    inner = _path_in(root, path)
    if path.is_file() and inner not in {each for each, *_ in scan(root)}:
        raise _not_a_canon_file(path, root)
    yield root, inner


def _not_a_canon_file(path: Path, root: Path) -> LevelctlError:
    return LevelctlError(
        f"{path} is not a file of the canon {display_path(root)}",
        hint="docs/canon-format.md says which files a canon has",
    )


def _canon_above(path: Path) -> Path:
    root = above(path)
    if root is None:
        raise LevelctlError(f"{path} is in no canon", hint="no folder above it has a canon.yaml")
    return root


def _path_in(root: Path, path: Path) -> str:
    """Return *path* as the canon *root* has it."""
    inner = PurePath(os.path.relpath(path.absolute(), root)).as_posix()
    return "" if inner == "." else inner


def contents_in(root: Path, contents: Mapping[Path, bytes]) -> dict[str, bytes]:
    """Return those of *contents* that are in the canon *root*, by their path there."""
    return {_path_in(root, path): data for path, data in contents.items() if above(path) == root}


def _concerns(diagnostic: Diagnostic, wanted: list[str]) -> bool:
    places = (diagnostic.path, *(each.path for each in diagnostic.related))
    return any(is_selected(place, wanted) for place in places)


def is_selected(place: str, wanted: list[str]) -> bool:
    """Tell whether the path *place* of a canon is, or is in, one of *wanted*, or if all are."""
    return not wanted or any(
        not part or place == part or place.startswith(f"{part}/") for part in wanted
    )


def selected(
    verdict: CanonResult, select: Sequence[str], ignore: Sequence[str]
) -> Iterator[Diagnostic]:
    """Yield the faults that *select* and *ignore* leave, or what ``canon.yaml`` says of both."""
    select, ignore = select or verdict.select, (*ignore, *verdict.ignore)
    if not select and not ignore:
        yield from verdict.diagnostics
        return
    from levelctl.lint import catalogue  # it imports every rule, and most answers need none

    selected, ignored = catalogue.chosen(select), catalogue.chosen(ignore)
    for each in verdict.diagnostics:
        if (not select or each.rule in selected) and each.rule not in ignored:
            yield each
