"""Writes documents as Markdown for GitHub and most wikis."""

from __future__ import annotations

import re
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
    Run,
    Sample,
    Table,
    Text,
    TextLines,
    Tree,
    bare,
)
from levelctl.text.safe import one_line, shown_on_a_line

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~]|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|[+-](?:\s|$)|--))")
_TICKS = re.compile("`+")
_HEADING_END = re.compile(r"(?<!#)(#+)$")


def export(document: Document) -> str:
    """Return *document* as Markdown; changed words are bold, the canon's text is escaped."""
    return "\n\n".join("\n".join(_block(block)) for block in document) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            inner = _HEADING_END.sub(r"\\\1", _inline(block.text))
            yield f"{'#' * block.depth} {inner}"
        case Paragraph():
            yield _text(block.text)
        case Bullets():
            yield from _bullets(block)
        case Facts():
            yield from (f"- **{_escaped(label)}:** {_text(value)}" for label, value in block.pairs)
        case Table():
            yield from _table(block)
        case Tree():
            yield from (each for branch in block.branches for each in _branch(branch, 0))
        case Commands():
            yield from ("```console", *(f"$ {one_line(line)}" for line in block.lines), "```")
        case Sample():
            yield from _fenced(block)
        case Remark():
            yield f"- {_text(block.text)}"
            yield from (f"  - {_text(each)}" for each in block.details)


def _bullets(bullets: Bullets) -> Iterator[str]:
    for item, below in zip_longest(bullets.items, bullets.below, fillvalue=()):
        yield f"- {_text(item)}"
        yield from (f"  - {_text(each)}" for each in below)


def _fenced(sample: Sample) -> Iterator[str]:
    """Yield the lines between fences that are longer than any run of backticks in them."""
    inside = _TICKS.findall("\n".join(sample.lines))
    fence = "`" * max(3, *(len(ticks) + 1 for ticks in inside), 0)
    yield f"{fence}{sample.language}"
    yield from map(shown_on_a_line, sample.lines)
    yield fence


def _table(table: Table) -> Iterator[str]:
    yield _cells([_inline(column.heading) for column in table.columns])
    yield _cells(["---"] * len(table.columns))
    for row in table.rows:
        yield _cells([_cell(cell) for cell in row.cells])


def _cells(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: TextLines) -> str:
    bullet = "• " if len(cell) > 1 else ""
    return "<br>".join(f"{bullet}{_text(line)}" for line in cell)


def _branch(branch: Branch, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {_text(branch.text)}"
    for each in branch.branches:
        yield from _branch(each, depth + 1)


def _text(text: Text) -> str:
    """Return *text* with its styles; its start is escaped so that it begins no list or heading."""
    joined = "".join(map(_run, text)).strip()
    return _LINE_START.sub(r"\1\\", joined)


def _inline(text: Text) -> str:
    """Return *text* without emphasis, for a place that is already emphasized."""
    return _escaped(bare(text))


def _run(run: Run) -> str:
    inner = _escaped(run.text)
    before = " " if run.text[:1].isspace() else ""
    after = " " if run.text[-1:].isspace() else ""
    match run.style:
        case "strong" | "mark" | "changed" if inner:
            return f"{before}**{inner}**{after}"
        case "code" if inner and not {"`", "|"} & {*run.text}:
            return f"{before}`{one_line(run.text)}`{after}"
    return f"{before}{inner}{after}" if inner else before


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", one_line(text))
