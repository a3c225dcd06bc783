"""What can be mended in the files of canons: checked, mended and checked again, all in memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from levelctl.canon import source
from levelctl.canon.atomic_write import write
from levelctl.canon.files import OnProgress
from levelctl.canon.locate import VARIABLE, around
from levelctl.diagnostics import Diagnostic
from levelctl.errors import LevelctlError
from levelctl.lint.cached import check_canon
from levelctl.lint.check import contents_in, display_path, files_by_canon, is_selected, selected
from levelctl.lint.fix.apply import apply_fixes
from levelctl.record import Record

MAX_ROUNDS = 20
"""The most times that a file is looked at; a mend may uncover another fault."""


class FileChange(Record):
    """A file before and after its mends."""

    path: str
    """As a person in the current folder would write it."""
    path_in_canon: str
    """Its path below the folder of its canon."""
    before: bytes
    after: bytes
    fixes: int
    """How many faults were mended in it."""


class Refusal(Record):
    """A fault that has a mend, and why that was not made."""

    diagnostic: Diagnostic
    reason: str


class FixResult(Record):
    """What mending canons comes to."""

    changes: tuple[FileChange, ...]
    refusals: tuple[Refusal, ...]

    def write(self) -> None:
        """
        Put the files as they are after their mends into their place, each whole.

        Raises MachineError at the first that cannot be written, or that is not any more what
        it was before.
        """
        for each in self.changes:
            write(Path(each.path), each.after, was=each.before)


def fix(
    paths: Sequence[Path] = (),
    *,
    canon: Path | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    contents: Mapping[Path, bytes] | None = None,
    cache: bool = True,
    progress: OnProgress | None = None,
) -> FixResult:
    """
    Return what becomes of the files of *paths* when all is mended that can be; see `check`.

    Nothing is written. A fault counts here only if it is in *paths* itself.
    """
    contents = contents or {}
    changes: list[FileChange] = []
    refusals: list[Refusal] = []
    for root, wanted in files_by_canon(paths, canon, contents).items():
        work = _FileFixes(root, wanted, contents_in(root, contents))
        work.run(_Options(tuple(select), tuple(ignore), cache, progress))
        changes += work.changes()
        refusals += work.refusals
    return FixResult(tuple(changes), tuple(refusals))


def require_own_canon(paths: Sequence[Path], canon: Path | None) -> None:
    """Raise LevelctlError if only the reference canon is left to be mended: it is the package's."""
    if not (paths or canon or os.environ.get(VARIABLE) or around()):
        raise LevelctlError(
            "there is no canon here to mend", hint="name its folder, or files in it"
        )


class _Options(NamedTuple):
    """Which faults are told, and how they are come by."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    cache: bool
    progress: OnProgress | None


class _FileFixes:
    """The files of the canon *root* on their way from round to round."""

    def __init__(self, root: Path, wanted: list[str], contents: dict[str, bytes]) -> None:
        self.root = root
        self.wanted = wanted
        self.before = dict(contents)
        self.after = dict(contents)
        self.fixes = dict.fromkeys(contents, 0)
        self.refusals: list[Refusal] = []

    def run(self, choice: _Options) -> None:
        for _ in range(MAX_ROUNDS):
            found = self.fixable(choice)
            unread = [path for path in found if path not in self.after]
            if unread:
                # A route leads to where it should in the very content that was checked.
                self.read(unread)
            elif not self.fix(found):
                return

    def fixable(self, choice: _Options) -> dict[str, list[Diagnostic]]:
        """Return the faults that have a mend, by the path of their file."""
        verdict = check_canon(
            self.root, cache=choice.cache, contents=self.after, progress=choice.progress
        )
        found: dict[str, list[Diagnostic]] = {}
        for each in selected(verdict, choice.select, choice.ignore):
            if each.fix and is_selected(each.path, self.wanted):
                found.setdefault(each.path, []).append(each)
        return found

    def read(self, paths: Iterable[str]) -> None:
        """Take what the files at *paths* hold now for their content from here on."""
        for path in paths:
            try:
                self.before[path] = self.after[path] = source.load(self.root / path)
            except source.SourceError as error:
                raise LevelctlError(f"{path} changes while it is mended: {error}") from error
            self.fixes[path] = 0

    def fix(self, found: Mapping[str, list[Diagnostic]]) -> bool:
        """Mend what is *found*, and tell whether that changed anything."""
        self.refusals = []
        progress = False
        for path, faults in found.items():
            result = apply_fixes(self.after[path], [each.fix for each in faults if each.fix])
            reasons = dict(result.refused)
            self.refusals += [
                Refusal(each.under(display_path(self.root)), reasons[each.fix])
                for each in faults
                if each.fix in reasons
            ]
            if result.content != self.after[path]:
                self.after[path] = result.content
                self.fixes[path] += sum(each.fix in result.applied for each in faults)
                progress = True
        return progress

    def changes(self) -> Iterator[FileChange]:
        for path in sorted(self.after):
            if self.after[path] != self.before[path]:
                yield FileChange(
                    str(display_path(self.root) / path),
                    path,
                    self.before[path],
                    self.after[path],
                    self.fixes[path],
                )
