"""Turns a rubric into a document or rows; its tables can be transposed."""

from __future__ import annotations

from levelctl.answers.rubric import Rubric, RubricRow, RubricTable
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


def document(result: Rubric) -> Document:
    """Return *result* as a document."""
    blocks: list[Block] = [Heading(text(result.title, "strong"), depth=1)]
    if result.code:
        blocks.append(Paragraph(text(result.code, "code")))
    for table in result.tables:
        blocks.append(Heading(text(table.heading, "strong")))
        if table.dimensions:
            blocks.append(_transposed(table) if result.transposed else _table(table))
        else:
            blocks.append(Paragraph(text("The canon has none for these levels.", "muted")))
    return tuple(blocks)


def _table(table: RubricTable) -> Table:
    columns = (
        Column(text("Level")),
        *(Column(text(heading), PROSE) for heading in table.dimensions),
    )
    rows = (TableRow(((_level(row),), *map(_cell, row.cells))) for row in table.rows)
    return Table(columns, tuple(rows))


def _transposed(table: RubricTable) -> Table:
    columns = (Column(text("")), *(Column(_level(row), PROSE) for row in table.rows))
    rows = (
        TableRow(((text(heading, "strong"),), *(_cell(row.cells[place]) for row in table.rows)))
        for place, heading in enumerate(table.dimensions)
    )
    return Table(columns, tuple(rows))


def _level(row: RubricRow) -> Text:
    return (Run(row.level, "strong"), Run(f" {row.name}", "muted"))


def _cell(texts: tuple[str, ...]) -> TextLines:
    return tuple(text(each) for each in texts) or (NOT_KNOWN,)


def rows(result: Rubric) -> TableRows:
    """Yield a row for each text of each cell: its table, level, dimension and the text."""
    yield ("table", "level", "level name", "dimension", "text")
    for table in result.tables:
        for row in table.rows:
            for dimension, cell in zip(table.dimensions, row.cells, strict=True):
                for each in cell:
                    yield (table.name, row.level, row.name, dimension, each)
