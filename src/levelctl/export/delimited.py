"""Results → rows of CSV or TSV, where a result is a table of one kind of thing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from levelctl.compare import Comparison, ItemRow, PayRow, Row
from levelctl.export.plain import line
from levelctl.layout import words
from levelctl.listing import Listing
from levelctl.rubrics import Rubric
from levelctl.visible import one_line

Rows = Iterator[Sequence[str]]

_FORMULA = ("=", "+", "-", "@")


def export_csv(rows: Rows) -> str:
    """
    Return *rows*, the headings first, as CSV that a spreadsheet takes as text.

    A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([_guarded(one_line(cell)) for cell in row] for row in rows)
    return file.getvalue()


def export_tsv(rows: Rows) -> str:
    """Return *rows* with a tab between cells; no cell has a tab or a line end in it."""
    return "".join("\t".join(map(one_line, row)) + "\n" for row in rows)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def listing_rows(result: Listing, *, headings: bool = True) -> Rows:
    """Yield a row for each profile."""
    if headings:
        yield ("code", "title", "level", "level name", "status", "function", "family")
    for family in result.families:
        for function in family.functions:
            for focus in function.foci:
                for profile in focus.profiles:
                    yield (
                        profile.code,
                        focus.name,
                        profile.level,
                        profile.level_name,
                        profile.status,
                        function.name,
                        family.name,
                    )


def rubric_rows(result: Rubric) -> Rows:
    """Yield a row for each text of each cell: its table, level, dimension and the text."""
    yield ("table", "level", "level name", "dimension", "text")
    for table in result.tables:
        for row in table.rows:
            for dimension, cell in zip(table.dimensions, row.cells, strict=True):
                for each in cell:
                    yield (table.name, row.level, row.name, dimension, each)


def comparison_rows(result: Comparison) -> Rows:
    """Yield a row for each row of each section: section, name or change, and the sides."""
    yield ("section", "row", "change", *(side.code for side in result.sides))
    for section in result.sections:
        for row in getattr(result, section):
            yield (section, *_comparison_row(row))


def _comparison_row(row: Row | PayRow | ItemRow) -> Sequence[str]:
    changed = "changed" if row.changed else "same"
    match row:
        case Row():
            return (row.name, changed, *(cell.text or "" for cell in row.cells))
        case PayRow():
            texts = (line(words.pay(cell.pay)) if cell.pay else "" for cell in row.cells)
            return ("Pay", changed, *texts)
        case ItemRow():
            changes = ", ".join(cell.change for cell in row.cells[1:] if cell.change)
            return ("", changes, *(cell.text or "" for cell in row.cells))
