"""Turns the report of an import into a document: what a person has to look at comes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from levelctl.ladders.report import FileConflict, ImportReport, Outcome, ReportedItem
from levelctl.text.document import (
    Block,
    Bullets,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Sample,
    Table,
    TableRow,
    text,
)

TITLES: tuple[tuple[Outcome, str], ...] = (
    ("left out", "Left out"),
    ("mended", "Mended"),
    ("merged", "Merged"),
    ("kept", "Kept"),
)
"""The outcomes, each with its heading, in the order of the report."""


def document(report: ImportReport) -> Document:
    """Return *report* as a document with every item of the source in one of its tables."""
    facts = (
        ("Source", text(report.source)),
        ("Kind", text(report.kind)),
        ("License", text(report.license or "not known: the source has no file with a license")),
        ("Items", text(f"{len(report.items):,}")),
        *((each.outcome.capitalize(), text(f"{each.items:,}")) for each in report.counts),
        ("Warnings", text(f"{report.warnings:,}; levelctl check lists them")),
    )
    return (
        Heading(text("What became of the source", "strong"), depth=1),
        Facts(facts),
        *_conflicts(report),
        *_changes(report),
        *_remarks(report),
        *(block for outcome, title in TITLES for block in _items(report, outcome, title)),
    )


def _conflicts(report: ImportReport) -> Iterator[Block]:
    if not report.conflicts:
        return
    yield Heading(text(f"Conflicts: {len(report.conflicts)}", "strong"), depth=2)
    yield Paragraph(
        text(
            "These lines were edited here and changed in the source too. Your lines stay. To take "
            "those of the source, copy them into the file. To keep yours for good, import again "
            "with --keep-mine. Until then, the next import tells these conflicts again."
        )
    )
    for conflict in report.conflicts:
        yield from _conflict(conflict)


def _conflict(conflict: FileConflict) -> Iterator[Block]:
    yield Heading(text(f"{conflict.file}:{conflict.line}", "code"), depth=3)
    yield Paragraph(text("In the canon:"))
    yield Sample("yaml", conflict.ours or ("(nothing)",))
    yield Paragraph(text("In the newer source:"))
    yield Sample("yaml", conflict.theirs or ("(nothing)",))


def _changes(report: ImportReport) -> Iterator[Block]:
    if report.changes:
        yield Heading(text("Files that changed", "strong"), depth=2)
        yield Bullets(
            tuple(
                text(f"{each.file}: {each.change}; lines: {each.added} new, {each.removed} gone")
                for each in report.changes
            )
        )


def _remarks(report: ImportReport) -> Iterator[Block]:
    if report.remarks:
        yield Heading(text("To look at", "strong"), depth=2)
        yield Bullets(tuple(text(remark) for remark in report.remarks))


def _items(report: ImportReport, outcome: Outcome, title: str) -> Iterator[Block]:
    items = [item for item in report.items if item.outcome == outcome]
    if not items:
        return
    yield Heading(text(f"{title}: {len(items):,}", "strong"), depth=2)
    if outcome == "left out":
        yield from _by_reason(items)
    else:
        noted = any(item.note for item in items)
        yield _table(items, "In the canon", *(("What",) if noted else ()))


def _by_reason(items: Sequence[ReportedItem]) -> Iterator[Block]:
    """Yield *items* by why they are left out; a reason that few have is worth the first look."""
    reasons: dict[str, list[ReportedItem]] = {}
    for item in items:
        reasons.setdefault(item.note, []).append(item)
    for reason, alike in sorted(reasons.items(), key=lambda pair: len(pair[1])):
        yield Heading(text(f"{len(alike):,}: {reason}"), depth=3)
        yield _table(alike)


def _table(items: Sequence[ReportedItem], *more: str) -> Table:
    columns = ("Place", "Item", "Text", *more)
    return Table(
        tuple(Column(text(column)) for column in columns),
        tuple(_row(item, len(columns)) for item in items),
    )


MOST_PLACES = 2
"""How many places in the canon a row names; an item of generic text can have hundreds."""


def _row(item: ReportedItem, columns: int) -> TableRow:
    """Return the row of *item* in a table with so many *columns*, the last of which can lack."""
    more = len(item.at) - MOST_PLACES
    named = item.at[:MOST_PLACES]
    places = "; ".join((*named, *((f"and {more} more",) if more > 0 else ())))
    cells = (item.place, item.label, item.text, places, item.note)
    return TableRow(tuple((text(cell),) for cell in cells[:columns]))


def _number_of_items(report: ImportReport) -> str:
    return f"{len(report.items):,} {'item' if len(report.items) == 1 else 'items'}"


MOST_REMARKS = 6
"""How many remarks the answer shows; the report has all."""


def remarks(report: ImportReport, path: str) -> Iterator[str]:
    """Yield what a person reads right after an import; *path* is that of the report, if any."""
    counts = ", ".join(f"{each.items:,} {each.outcome}" for each in report.counts if each.items)
    yield f"read {report.source} as {report.kind}: {_number_of_items(report)}: {counts}"
    if report.again and not (report.changes or report.conflicts):
        yield "the source says nothing new, so the canon stays as it is"
    for change in report.changes:
        yield f"{change.file}: {change.change}; lines: {change.added} new, {change.removed} gone"
    for conflict in report.conflicts:
        yield f"{conflict.file}:{conflict.line}: edited here and changed in the source; yours stays"
    yield from report.remarks[:MOST_REMARKS]
    more = len(report.remarks) - MOST_REMARKS
    if path:
        said = f"; more remarks are there: {more:,}" if more > 0 else ""
        yield f"{path} says where each item went{said}"
    if report.warnings:
        warnings = "1 warning" if report.warnings == 1 else f"{report.warnings:,} warnings"
        yield f"levelctl check has {warnings} about the new canon"
