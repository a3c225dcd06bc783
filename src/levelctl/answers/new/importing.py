"""A canon made of a ladder that somebody else's tool wrote: its files, and the report."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from levelctl.answers.new import reimporting, writing
from levelctl.answers.new.faults import FaultyCanonError, conflicting, refusal, without_years
from levelctl.answers.new.last_import import FILE, LastImport, as_before, last_import, refuse_other
from levelctl.answers.new.names import checked_name
from levelctl.answers.new.plans import FilePlan, schemas
from levelctl.answers.new.standing import replaced
from levelctl.diagnostics import Severity
from levelctl.errors import LevelctlError
from levelctl.ladders.gathering import DOUBT
from levelctl.ladders.readers import reader_of
from levelctl.ladders.records import LadderDraft, ReadingOptions
from levelctl.ladders.report import ImportReport, counts_of, items_of, renamings
from levelctl.ladders.sources import BrokenSourceError, license_of, source_of
from levelctl.ladders.writing import ImportedFiles, canon_files, speaks_to_you
from levelctl.lint.check import check_canon
from levelctl.record import Record, replace
from levelctl.text.safe import one_line, visible


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
            reimporting.require_memory(folder)
            writing.require_empty(folder)

    def write(self, folder: Path, reports: Mapping[str, str]) -> None:
        """Write the canon into *folder*, with the texts of its *reports*, by path."""
        if not self.again:
            reimporting.require_memory(folder)
            writing.write(folder, FilePlan("canon", None, {**self.plan.files, **reports}))
            return
        deleted = dict.fromkeys(self.deleted)
        reimporting.write(folder, {**self.plan.files, **deleted, **reports})


def plan_import(folder: Path, path: Path, options: ReadingOptions, edition: str) -> PlannedImport:
    """
    Return the canon for *folder* made of the ladder at *path*, or its changes if it is there.

    *edition* is that of a new canon. Raises LevelctlError, with the place, if the ladder cannot be
    read, and CanonError if the canon would have errors. Its notes say how the ladder was read.
    """
    again = reimporting.was_imported(folder)
    last = last_import(folder) if again else None
    options, told = as_before(options, last, str(folder / FILE))
    source = source_of(path)
    reader = reader_of(source, options.kind)
    reader.refuse_unused(options)
    draft = reader.read(source, options)
    draft = replace(draft, remarks=(*told, *draft.remarks))
    this = LastImport(path.resolve().name, reader.kind, options.columns, options.map)
    work = _ImportWork(folder, path, options, edition, license_of(source), again, last, this)
    try:
        _refuse_useless(path, draft)
        return work.planned(draft)
    except LevelctlError as error:
        for remark in draft.remarks:
            error.add_note(remark)
        raise


class _ImportWork(Record):
    """The work of an import, apart from its draft."""

    folder: Path
    path: Path
    options: ReadingOptions
    edition: str
    license: str
    again: bool
    last: LastImport | None
    this: LastImport

    def planned(self, draft: LadderDraft) -> PlannedImport:
        """Return the canon made of *draft*; what it says of years is left out if it is no order."""
        made = canon_files(
            draft,
            name=checked_name(self.options.name or draft.name.text),
            edition=reimporting.imported_edition(self.folder) if self.again else self.edition,
            notice=_notice(self.path, self.license),
        )
        try:
            return self._checked(draft, made)
        except FaultyCanonError as fault:
            mended = without_years(draft, made, fault)
            if mended == draft:
                raise refusal(str(self.path), made, fault) from fault
            return self.planned(mended)

    def _checked(self, draft: LadderDraft, made: ImportedFiles) -> PlannedImport:
        files = {
            **made.files,
            **({reimporting.MAP: draft.guessed_map} if draft.guessed_map else {}),
        }
        items = items_of(draft, made.landings)
        report = ImportReport(
            source=str(self.path),
            kind=draft.kind,
            license=self.license,
            remarks=_doubts_first((*draft.remarks, *renamings(made.renamed), *_manner(draft))),
            warnings=0,
            counts=counts_of(items),
            items=items,
        )
        kept = {f"{reimporting.IMPORTED}/{inner}": text for inner, text in files.items()}
        kept[FILE] = self.this.text()
        if self.again:
            return self._merged(files, kept, report, made)
        files |= schemas()
        report = replace(report, warnings=_warnings(files))
        return PlannedImport(FilePlan("canon", None, {**files, **kept}), report)

    def _merged(
        self, files: dict[str, str], kept: dict[str, str], report: ImportReport, made: ImportedFiles
    ) -> PlannedImport:
        """Return the changes that *files*, of a newer source, make in the canon in the folder."""
        foci = {inner for inner in reimporting.imported_foci(self.folder) if inner in files}
        refuse_other(self.folder, self.last, self.this.source, has_none=not foci)
        work = reimporting.reimport(self.folder, files)
        remarks = report.remarks
        if self.options.keep_mine and work.conflicts:
            work = reimporting.settled(work, files)
            remarks = (*remarks, "Your lines stay where they conflict with the source, for good.")
        whole = reimporting.with_own_files(self.folder, work)
        items = tuple(replaced(report.items, made, whole))
        try:
            warnings = _warnings(whole)
        except FaultyCanonError as fault:
            if work.places:
                raise conflicting(fault, str(self.path), work.places) from fault
            raise
        report = replace(
            report,
            warnings=warnings,
            remarks=remarks,
            items=items,
            counts=counts_of(items),
            again=True,
            changes=work.changes,
            conflicts=work.conflicts,
        )
        states = work.files | {
            f"{reimporting.IMPORTED}/{inner}": text for inner, text in work.kept.items()
        }
        changed = {inner: text for inner, text in states.items() if text is not None}
        deleted = tuple(inner for inner, text in states.items() if text is None)
        plan = FilePlan("canon", None, changed | {FILE: kept[FILE]})
        return PlannedImport(plan, report, deleted, again=True)


def _doubts_first(remarks: Sequence[str]) -> tuple[str, ...]:
    """Return *remarks*, those about what is not sure first."""
    return tuple(sorted(remarks, key=lambda each: not each.startswith(DOUBT)))


MOST_LEVELS = 300
"""The most levels of a ladder."""


def _refuse_useless(path: Path, draft: LadderDraft) -> None:
    """Raise LevelctlError if no canon can be made of *draft*, of the source at *path*."""
    what = visible(str(path))
    if not draft.levels:
        raise BrokenSourceError(f"{what} has no levels", hint="a ladder needs one level at least")
    if len(draft.levels) > MOST_LEVELS:
        raise BrokenSourceError(
            f"{what} has {len(draft.levels):,} levels; a ladder can have {MOST_LEVELS}",
            hint="split the source, and import each part into a canon of its own",
        )
    if not any(focus.profiles for each in draft.functions for focus in each.foci):
        raise BrokenSourceError(
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


def _warnings(files: Mapping[str, str]) -> int:
    """
    Return how many warnings the canon with *files* has.

    Raises FaultyCanonError, with the errors, if it does not load.
    """
    with tempfile.TemporaryDirectory(prefix="levelctl-") as folder:
        for inner, text in files.items():
            place = Path(folder, inner)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
        findings = check_canon(Path(folder), cache=False).diagnostics
    errors = tuple(each for each in findings if each.severity is Severity.ERROR)
    if errors:
        raise FaultyCanonError(errors, files)
    return sum(each.severity is Severity.WARNING for each in findings)
