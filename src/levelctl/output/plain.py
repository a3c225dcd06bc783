"""
Writes documents as plain text for pipes, without escape sequences.

Nothing is wrapped or truncated, so that grep and cut find complete values.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from levelctl.text.document import (
    Block,
    Branch,
    Bullets,
    Commands,
    Document,
    Facts,
    Heading,
    Paragraph,
    Remark,
    Sample,
    Table,
    TableRow,
    Text,
    TextLines,
    Tree,
)
from levelctl.text.safe import one_line, shown_on_a_line


def export(document: Document) -> str:
    """Return *document* as lines of plain text, with asterisks around changed words."""
    lines: list[str] = []
    for block in document:
        if isinstance(block, Heading) and lines:
            lines.append("")
        lines.extend(_block(block))
    return "".join(f"{line}\n" for line in lines)


def line(text: Text) -> str:
    """Return *text* on one line that is safe to print, with asterisks around changed words."""
    parts = (f"*{run.text.strip()}* " if run.style == "changed" else run.text for run in text)
    return one_line("".join(parts))


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield line(block.text)
        case Bullets():
            yield from _bullets(block)
        case Facts():
            yield from (f"{one_line(label)}: {line(value)}" for label, value in block.pairs)
        case Table():
            yield from (each for row in block.rows for each in _row(block, row))
        case Tree():
            yield from (each for branch in block.branches for each in _branch(branch, 0))
        case Commands():
            yield from map(one_line, block.lines)
        case Sample():
            yield from (f"  {shown_on_a_line(each)}".rstrip() for each in block.lines)
        case Remark():
            yield line(block.text)
            yield from (f"  {line(each)}" for each in block.details)


def _bullets(bullets: Bullets) -> Iterator[str]:
    for item, below in zip_longest(bullets.items, bullets.below, fillvalue=()):
        yield f"- {line(item)}"
        yield from (f"  {line(each)}" for each in below)


def _row(table: Table, row: TableRow) -> Iterator[str]:
    """Yield the first cell, and below it each other cell with the heading of its column."""
    yield _cell(row.cells[0])
    for column, cell in zip(table.columns[1:], row.cells[1:], strict=True):
        yield f"  {line(column.heading)}: {_cell(cell)}"


def _cell(cell: TextLines) -> str:
    return " | ".join(map(line, cell))


def _branch(branch: Branch, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{line(branch.text)}"
    for each in branch.branches:
        yield from _branch(each, depth + 1)
