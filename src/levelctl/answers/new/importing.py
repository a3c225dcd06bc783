"""A canon made of a ladder that somebody else's tool wrote: its files, and the report."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from levelctl.answers.new import reimporting, writing
from levelctl.answers.new.names import checked_name
from levelctl.answers.new.plans import FilePlan, schemas
from levelctl.diagnostics import Severity
from levelctl.errors import CanonError, LevelctlError
from levelctl.ladders.readers import reader_of
from levelctl.ladders.records import LadderDraft, ReadingOptions
from levelctl.ladders.report import ImportReport, counts_of, items_of, renamings
from levelctl.ladders.sources import license_of, source_of
from levelctl.ladders.writing import canon_files, speaks_to_you
from levelctl.lint.check import check_canon
from levelctl.record import Record, replace
from levelctl.text.safe import one_line, visible

MAP = "import-map.yaml"
"""The file that says what was guessed of a table."""


class PlannedImport(Record):
    """A canon to write, and what became of the source."""

    plan: FilePlan
    """The files to write."""
    report: ImportReport
    deleted: tuple[str, ...] = ()
    """Files of an earlier import that the source no longer has, and that nobody edited."""
    again: bool = False
    """Whether the canon is there already, from an earlier import."""

    def check(self, folder: Path) -> None:
        """Raise LevelctlError if *folder* has files that are of no earlier import."""
        if not self.again:
            writing.require_empty(folder)

    def write(self, folder: Path, reports: Mapping[str, str]) -> None:
        """Write the canon into *folder*, with the texts of its *reports*, by path."""
        if not self.again:
            writing.write(folder, FilePlan("canon", None, {**self.plan.files, **reports}))
            return
        deleted = dict.fromkeys(self.deleted)
        reimporting.write(folder, {**self.plan.files, **deleted, **reports})


def plan_import(folder: Path, path: Path, options: ReadingOptions, edition: str) -> PlannedImport:
    """
    Return the canon for *folder* made of the ladder at *path*, or its changes if it is there.

    *edition* is that of a new canon. Raises LevelctlError, with the place, if the ladder cannot be
    read, and CanonError if the canon would have errors.
    """
    again = reimporting.was_imported(folder)
    source = source_of(path)
    reader = reader_of(source, options.kind)
    draft = reader.read(source, options)
    _refuse_useless(path, draft)
    license_text = license_of(source)
    made = canon_files(
        draft,
        name=checked_name(options.name or draft.name.text),
        edition=reimporting.imported_edition(folder) if again else edition,
        notice=_notice(path, license_text),
    )
    files = {**made.files, **({MAP: draft.guessed_map} if draft.guessed_map else {})}
    items = items_of(draft, made.landings)
    report = ImportReport(
        source=str(path),
        kind=reader.kind,
        license=license_text,
        remarks=(*draft.remarks, *renamings(made.renamed), *_manner(draft)),
        warnings=0,
        counts=counts_of(items),
        items=items,
    )
    kept = {f"{reimporting.IMPORTED}/{inner}": text for inner, text in files.items()}
    if again:
        return _again(folder, path, files, kept, report)
    files |= schemas()
    report = replace(report, warnings=_checked(path, files))
    return PlannedImport(FilePlan("canon", None, {**files, **kept}), report)


def _again(
    folder: Path, path: Path, files: dict[str, str], kept: dict[str, str], report: ImportReport
) -> PlannedImport:
    """Return the changes that *files*, of a newer source, make in the canon in *folder*."""
    work = reimporting.reimport(folder, files)
    report = replace(
        report,
        warnings=_checked(path, reimporting.with_own_files(folder, work)),
        again=True,
        changes=work.changes,
        conflicts=work.conflicts,
    )
    changed = {inner: text for inner, text in work.files.items() if text is not None}
    old = {inner for inner in work.before if inner not in files}
    gone = tuple(inner for inner, text in work.files.items() if text is None)
    deleted = (*gone, *(f"{reimporting.IMPORTED}/{inner}" for inner in sorted(old)))
    return PlannedImport(FilePlan("canon", None, changed | kept), report, deleted, again=True)


MOST_LEVELS = 300
"""The most levels of a ladder."""


def _refuse_useless(path: Path, draft: LadderDraft) -> None:
    """Raise LevelctlError if no canon can be made of *draft*, of the source at *path*."""
    what = visible(str(path))
    if not draft.levels:
        raise LevelctlError(f"{what} has no levels", hint="a ladder needs one level at least")
    if len(draft.levels) > MOST_LEVELS:
        raise LevelctlError(
            f"{what} has {len(draft.levels):,} levels; a ladder can have {MOST_LEVELS}",
            hint="split the source, and import each part into a canon of its own",
        )
    if not any(focus.profiles for each in draft.functions for focus in each.foci):
        raise LevelctlError(
            f"{what} says of no job which levels it has",
            hint="add what the job asks at each level to the source, and import again",
        )


def _manner(draft: LadderDraft) -> Iterator[str]:
    if speaks_to_you(draft):
        yield "most responsibilities begin with 'you', so canon.yaml makes begins-with-verb a note"


def _notice(path: Path, license_text: str) -> tuple[str, ...]:
    lines = [f"Imported from {one_line(path.name)} by levelctl new canon --from."]
    if license_text:
        lines.append(f"Its license: {license_text}.")
    return tuple(lines)


def _checked(path: Path, files: Mapping[str, str]) -> int:
    """
    Return how many warnings the canon with *files* has.

    Raises CanonError, with the errors, if it does not load.
    """
    with tempfile.TemporaryDirectory(prefix="levelctl-") as folder:
        for inner, text in files.items():
            place = Path(folder, inner)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
        findings = check_canon(Path(folder), cache=False).diagnostics
    errors = tuple(each for each in findings if each.severity is Severity.ERROR)
    if errors:
        more = f", and {len(errors) - 1:,} more" if len(errors) > 1 else ""
        raise CanonError(
            f"the canon made of {path} would have errors: {errors[0]}{more}",
            hint="nothing was written; correct what the error names in the source or in your edits",
        )
    return sum(each.severity is Severity.WARNING for each in findings)
