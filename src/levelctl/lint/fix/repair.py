"""Fixes the files of canons: checks them, fixes them and checks them again, all in memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from levelctl.canon import source
from levelctl.canon.atomic_write import remove_abandoned, write
from levelctl.canon.files import MapFiles, place_of, scan
from levelctl.canon.layers import route_at, stack_of
from levelctl.canon.locate import VARIABLE, around
from levelctl.diagnostics import Diagnostic, Fix
from levelctl.errors import LevelctlError, only_ours
from levelctl.lint.check import (
    check_canon,
    contents_in,
    display_path,
    files_by_canon,
    is_selected,
    selected,
)
from levelctl.lint.fix.apply import apply_fixes
from levelctl.record import Record, replace
from levelctl.text.paths import path_of_text, path_text, with_slashes

MAX_ROUNDS = 20
"""The most times that a canon is checked; a fix can reveal another finding."""


class FileChange(Record):
    """A file before and after its fixes."""

    path: str
    """As a person in the current folder would write it."""
    canon: str
    """The folder of its canon."""
    path_in_canon: str
    """Relative to the folder of its canon."""
    before: bytes
    after: bytes
    fixes: int
    """How many findings were fixed in it."""


class Refusal(Record):
    """A fixable finding, and why it was not fixed."""

    diagnostic: Diagnostic
    reason: str


class FixResult(Record):
    """The changes that fixing canons makes, and the fixes that were refused."""

    changes: tuple[FileChange, ...]
    refusals: tuple[Refusal, ...]
    canons: tuple[str, ...] = ()
    """The folders of the canons."""

    def write(self) -> None:
        """
        Write the fixed files, each atomically; remove what killed processes left beside files.

        Raises MachineError at the first file that cannot be written, that has changed since it
        was read, or that a link now leads to out of its canon.
        """
        with only_ours:
            for canon in map(Path, self.canons):
                for folder in {place_of(canon, path).parent for path, *_ in scan(canon)}:
                    remove_abandoned(folder)
            for change in self.changes:
                root = display_path(Path(change.canon))
                write(root, path_text(change.path_in_canon), change.after, was=change.before)


def fix(
    paths: Sequence[Path] = (),
    *,
    canon: Path | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    contents: Mapping[Path, bytes] | None = None,
    cache: bool = True,
    map_files: MapFiles | None = None,
) -> FixResult:
    """
    Return the result of all safe fixes in *paths*; the parameters are those of `check`.

    Nothing is written. Unlike in `check`, a finding must itself be in *paths*; a related place
    there is not enough. Raises what `check` raises, and LevelctlError if a file cannot be read.
    """
    contents = contents or {}
    changes: list[FileChange] = []
    refusals: list[Refusal] = []
    by_canon = files_by_canon(paths, canon, contents)
    for root, requested in by_canon.items():
        work = _FileFixes(root, requested, contents_in(root, contents))
        work.run(_Options(tuple(select), tuple(ignore), cache, map_files))
        changes += work.changes()
        refusals += work.refusals
    return FixResult(tuple(changes), tuple(refusals), tuple(map(str, by_canon)))


def require_own_canon(paths: Sequence[Path], canon: Path | None) -> None:
    """Raise LevelctlError if the canon to fix would be the reference canon of the package."""
    if not (paths or canon or os.environ.get(VARIABLE) or around()):
        raise LevelctlError("there is no canon here to fix", hint="give its folder, or files in it")


class _Options(NamedTuple):
    """The options of the checks: which findings to fix, and how to check."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    cache: bool
    map_files: MapFiles | None


class _FileFixes:
    """Checks and fixes files of the canon *root* in rounds, until nothing changes."""

    def __init__(self, root: Path, requested: list[str], contents: dict[str, bytes]) -> None:
        self.root = root
        self.requested = requested
        self.before = dict(contents)
        self.after = dict(contents)
        self.fixes = dict.fromkeys(contents, 0)
        self.refusals: list[Refusal] = []
        stack = stack_of(root, contents)
        self.merges = stack.merges
        self.below = tuple(Path(os.path.realpath(folder)) for folder in stack.folders[1:])

    def run(self, options: _Options) -> None:
        for _ in range(MAX_ROUNDS):
            findings = self.fixable(options)
            unread = [path for path in findings if path not in self.after]
            if unread:
                # Routes are only valid for the content that was checked: read it, check again.
                self.read(unread)
            elif not self.fix(findings):
                return

    def fixable(self, options: _Options) -> dict[str, list[Diagnostic]]:
        """Return the fixable findings in the requested paths, by the path of their file."""
        result = check_canon(
            self.root, cache=options.cache, contents=self.after, map_files=options.map_files
        )
        findings: dict[str, list[Diagnostic]] = {}
        for finding in selected(result, options.select, options.ignore):
            if finding.fix and is_selected(finding.path, self.requested) and self.owns(finding):
                findings.setdefault(finding.path, []).append(finding)
        return findings

    def owns(self, finding: Diagnostic) -> bool:
        """Return whether the file of *finding* is not, by a link, one of a canon below."""
        if not self.below:
            return True
        file = Path(os.path.realpath(place_of(self.root, finding.path)))
        return not any(file.is_relative_to(folder) for folder in self.below)

    def read(self, paths: Iterable[str]) -> None:
        """Read the files at *paths*; all later checks use this content."""
        for path in paths:
            try:
                self.before[path] = self.after[path] = source.load(self.root, path)
            except source.SourceError as error:
                raise LevelctlError(f"{path} changed while it was being fixed: {error}") from error
            self.fixes[path] = 0

    def fix(self, findings: Mapping[str, list[Diagnostic]]) -> bool:
        """Fix *findings*, which are by path; return whether that changed a file."""
        self.refusals = []
        changed = False
        for path, in_file in findings.items():
            fixes = [self.own_fix(path, finding) for finding in in_file]
            result = apply_fixes(self.after[path], fixes)
            reasons, applied = dict(result.refused), frozenset(result.applied)
            self.refusals += [
                Refusal(finding.under(display_path(self.root)), reasons[fix])
                for finding, fix in zip(in_file, fixes, strict=True)
                if fix in reasons
            ]
            if result.content != self.after[path]:
                self.after[path] = result.content
                self.fixes[path] += sum(fix in applied for fix in fixes)
                changed = True
        return changed

    def own_fix(self, path: str, finding: Diagnostic) -> Fix:
        """Return the fix of *finding*; in an overlay its route is that of the overlay's file."""
        assert finding.fix  # noqa: S101 - for mypy: `fixable` returns no others
        if not self.merges:
            return finding.fix
        top = source.parse(source.decode(self.after[path])).top
        route = route_at(top, finding.span)
        return finding.fix if route is None else replace(finding.fix, route=route)

    def changes(self) -> Iterator[FileChange]:
        for path in sorted(self.after):
            if self.after[path] != self.before[path]:
                yield FileChange(
                    with_slashes(place_of(display_path(self.root), path)),
                    str(self.root),
                    path_of_text(path),
                    self.before[path],
                    self.after[path],
                    self.fixes[path],
                )
