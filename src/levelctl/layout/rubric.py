"""Turns a rubric into a document or rows; its tables can be transposed."""

from __future__ import annotations

from itertools import zip_longest

from levelctl.answers.rubric import NOT_NEEDED, Rubric, RubricRow, RubricTable
from levelctl.layout import values
from levelctl.text.document import (
    NOT_KNOWN,
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    TableRow,
    TableRows,
    Text,
    TextLines,
    text,
)

PROSE = 18
"""The width that a cell of prose needs on a terminal, in columns."""


_BESIDE = ("skills", "licenses")
"""The tables of short values, which have the levels side by side unless they are transposed."""

CUMULATIVE = "Each level includes the responsibilities of those below it on its track."


def document(result: Rubric) -> Document:
    """Return *result* as a document."""
    blocks: list[Block] = [Heading(text(result.title, "strong"), depth=1)]
    if result.code:
        blocks.append(Paragraph(text(result.code, "code")))
    for table in result.tables:
        blocks.append(Heading(text(table.heading, "strong")))
        if result.cumulative and table.name in ("responsibilities", "themes"):
            blocks.append(Paragraph(text(CUMULATIVE, "muted")))
        if table.dimensions:
            turned = result.transposed is not (table.name in _BESIDE)
            blocks.append(_transposed(table) if turned else _table(table))
        else:
            blocks.append(Paragraph(text("The canon has none for these levels.", "muted")))
    return tuple(blocks)


def _table(table: RubricTable) -> Table:
    least = 0 if table.name in _BESIDE else PROSE
    columns = (
        Column(text("Level")),
        *(Column(text(heading), least) for heading in table.dimensions),
    )
    rows = (TableRow(((_level(row),), *_cells(table, row))) for row in table.rows)
    return Table(columns, tuple(rows))


def _transposed(table: RubricTable) -> Table:
    if table.name in _BESIDE:
        columns = (Column(text("")), *(Column(text(row.level, "strong")) for row in table.rows))
    else:
        columns = (Column(text("")), *(Column(_level(row), PROSE) for row in table.rows))
    cells = [_cells(table, row) for row in table.rows]
    rows = (
        TableRow(((text(heading, "strong"),), *(of_level[place] for of_level in cells)))
        for place, heading in enumerate(table.dimensions)
    )
    return Table(columns, tuple(rows))


def _level(row: RubricRow) -> Text:
    return (Run(row.level, "strong"), Run(f" {row.name}", "muted"))


def _cells(table: RubricTable, row: RubricRow) -> tuple[TextLines, ...]:
    """Return the cells of *row*; one without responsibilities beside some with them is a dash."""
    if table.name in _BESIDE:
        return tuple(tuple(map(_step, cell)) or (NOT_KNOWN,) for cell in row.cells)
    if not row.details:
        return tuple(tuple(map(text, cell)) or (NOT_KNOWN,) for cell in row.cells)
    nothing = text("–", "muted") if any(row.details) else NOT_KNOWN
    return tuple(tuple(map(values.responsibility, cell)) or (nothing,) for cell in row.details)


def _step(step: str) -> Text:
    return text("–", "muted") if step == NOT_NEEDED else text(step)


def rows(result: Rubric) -> TableRows:
    """
    Yield a row for each text of each cell: its table, level, dimension and the text.

    If any responsibility has a proficiency, it is one more column.
    """
    found = [*_found(result)]
    extra = ("proficiency",) if any(proficiency for *_, proficiency in found) else ()
    yield ("table", "level", "level name", "dimension", "text", *extra)
    yield from (found if extra else (row[:-1] for row in found))


def _found(result: Rubric) -> TableRows:
    """Yield each text of each cell as `rows` does, with its proficiency or an empty text."""
    for table in result.tables:
        for row in table.rows:
            for place, dimension in enumerate(table.dimensions):
                proficiencies = (
                    [duty.proficiency for duty in row.details[place]] if row.details else []
                )
                for each, proficiency in zip_longest(row.cells[place], proficiencies):
                    yield (table.name, row.level, row.name, dimension, each, proficiency or "")
