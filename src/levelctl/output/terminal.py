"""Draws documents for a terminal: wrapped to its width, and in color if allowed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText
from rich.tree import Tree as RichTree

from levelctl.text.document import (
    Block,
    Branch,
    Bullets,
    Column,
    Commands,
    Document,
    Excerpt,
    Facts,
    Heading,
    Paragraph,
    Remark,
    Sample,
    Style,
    Table,
    TableRow,
    Text,
    TextLines,
    Tree,
)
from levelctl.text.safe import encodable, visible

_STYLES: dict[Style, str] = {
    "plain": "",
    "strong": "bold",
    "muted": "dim",
    "code": "cyan",
    "mark": "bold reverse",
    "good": "green",
    "bad": "yellow",
    "changed": "magenta",
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
}

_SPACE = re.compile(r"[\n\t]")

_TRAILING = re.compile(r"(?<! ) +$", re.MULTILINE)

_BORDER = 3
"""The width that a table adds to each of its columns."""

_NAME = 14
"""The width of a column of names beside prose; longer names wrap."""

_LONGEST_NAME = 50
"""The longest text, in characters, that counts as a name; longer text is prose."""

_NARROW = 50
"""The width of a terminal below which a label is above its value."""

_FAR = 4
"""How much of a long line is processed, as a multiple of the width of the terminal."""

_BELOW = (0, 0, 0, 2)
_BELOW_BULLET = (0, 0, 0, 3)


class _Stream(io.StringIO):
    """Collects the output of Rich, and has the *encoding* of the terminal."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]  # writable only in the stubs
        return self._encoding


def render(document: Document, *, width: int, color: bool, encoding: str = "utf-8") -> str:
    """
    Return *document* as text for a terminal of *width* columns.

    With *color*, it has escape sequences for the sixteen colors of the user's palette. Without,
    it has none, and changed words have asterisks around them. If *encoding* is not a form of
    Unicode, lines are drawn in ASCII.
    """
    stream = _Stream(encoding)
    console(stream, width=width, color=color).print(
        renderable(document, width, color=color, encoding=encoding)
    )
    return _TRAILING.sub("", stream.getvalue())


def console(stream: io.StringIO, *, width: int, color: bool, record: bool = False) -> Console:
    """Return a console that draws on *stream* as on a terminal and interprets no markup."""
    return Console(
        file=stream,
        width=width,
        color_system="standard" if color else None,
        force_terminal=True,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        record=record,
        _environ={},
    )


def renderable(
    document: Document, width: int, *, color: bool, encoding: str = "utf-8"
) -> RenderableType:
    """Return *document* as an object that a console can draw."""
    page = _Drawing(width, marked=not color, encoding=encoding)
    return Group(*(each for block in document for each in page.block(block)))


class _HeadingRule:
    """The line below a title."""

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        yield RichText(("-" if options.ascii_only else "─") * options.max_width, "dim")


class _Beside:
    """
    Labels with texts beside them, each wrapped in its own column.

    A table of Rich does the same but takes three times as long, and most pages consist of these.
    """

    def __init__(self, pairs: Sequence[tuple[RichText, RichText]], gap: int) -> None:
        self.pairs = pairs
        self.gap = gap

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = min(
            max((label.cell_len for label, _ in self.pairs), default=0),
            max(options.max_width // 3, 1),
        )
        room = max(options.max_width - width - self.gap, 1)
        for label, text in self.pairs:
            columns = (label.wrap(console, width), text.wrap(console, room))
            for left, right in zip_longest(*columns, fillvalue=RichText()):
                head = left.copy()
                head.set_length(width + self.gap)
                # Appended to a new text, each keeps its own style.
                line = RichText().append_text(head).append_text(right)
                # The line is already wrapped; Rich would wrap a text again.
                yield from line.render(console, end="\n")


class _Drawing:
    """Makes blocks drawable in *width* columns; if *marked*, with asterisks instead of colors."""

    def __init__(self, width: int, *, marked: bool, encoding: str) -> None:
        self.width = width
        self.marked = marked
        self.encoding = encoding

    def block(self, block: Block) -> Iterator[RenderableType]:
        match block:
            case Heading():
                yield from self.heading(block)
            case Paragraph():
                yield self.text(block.text)
            case Bullets():
                yield from self.nested(block)
            case Facts():
                yield self.facts(block)
            case Table():
                yield from self.table(block)
            case Tree():
                yield self.tree(block)
            case Commands():
                yield from (RichText(f"  $ {self.shown(line)}", "cyan") for line in block.lines)
            case Sample():
                yield from (self.sample_line(line) for line in block.lines)
            case Remark():
                yield from self.remark(block)

    def shown(self, text: str) -> str:
        """Return *text* on one line and safe to draw in the terminal's encoding."""
        return encodable(_SPACE.sub(" ", visible(text)), self.encoding)

    def text(self, text: Text) -> RichText:
        rich_text = RichText(overflow="fold")
        for run in text:
            content = self.shown(run.text)
            if run.style == "changed" and self.marked:
                content = f"*{content.strip()}*{' ' if content[-1:] == ' ' else ''}"
            rich_text.append(content, _STYLES[run.style])
        return rich_text

    def sample_line(self, line: str) -> RichText:
        return RichText(f"  {self.shown(line)}", "cyan", overflow="fold")

    def remark(self, remark: Remark) -> Iterator[RenderableType]:
        yield self.text(remark.text)
        if remark.excerpt:
            yield from self.excerpt(remark.excerpt)
        yield from (Padding(self.text(each), _BELOW) for each in remark.details)
        yield RichText()

    def excerpt(self, excerpt: Excerpt) -> Iterator[RenderableType]:
        """Yield the line, cut to the width around the marked part, with carets below that part."""
        # A line can be as long as its file, and each of its findings shows it.
        far = _FAR * self.width
        start, middle, rest = excerpt.parts
        before, marked, after = map(self.shown, (start[-far:], middle[:far], rest[:far]))
        more, bar = encodable("…", self.encoding), encodable("│", self.encoding)
        gutter = f"{excerpt.number:>5} {bar} "
        room = max(self.width - len(gutter), 1)
        marked_width = max(cell_len(marked), 1)
        most = max((room - marked_width) // 2, room // 4)
        if cell_len(before) + marked_width > room and cell_len(before) > most:
            before = _end(before, most, more)
        line = before + marked + after
        if cell_len(line) > room:
            line = set_cell_size(line, max(room - len(more), 0)) + more
        carets = "^" * max(min(marked_width, room - cell_len(before)), 1)
        yield RichText(no_wrap=True).append(gutter, "dim").append(line.rstrip())
        below = RichText(no_wrap=True).append(f"{'':>5} {bar} ", "dim")
        yield below.append(" " * cell_len(before)).append(carets, "yellow")

    def heading(self, heading: Heading) -> Iterator[RenderableType]:
        if heading.depth == 1:
            yield self.text(heading.text)
            yield _HeadingRule()
            return
        text = self.text(heading.text)
        if heading.depth == 2:  # noqa: PLR2004 - as in Markdown
            yield RichText()
            text.stylize("underline")
        yield text

    def bullets(self, items: TextLines) -> RenderableType:
        return _Beside([(RichText(" •"), self.text(item)) for item in items], gap=1)

    def nested(self, bullets: Bullets) -> Iterator[RenderableType]:
        if not bullets.below:
            yield self.bullets(bullets.items)
            return
        for item, below in zip(bullets.items, bullets.below, strict=True):
            yield self.bullets((item,))
            yield from (Padding(self.text(each), _BELOW_BULLET) for each in below)

    def facts(self, facts: Facts) -> RenderableType:
        pairs = (
            (RichText(self.shown(label), "dim"), self.text(value)) for label, value in facts.pairs
        )
        return self.labeled(pairs)

    def labeled(self, pairs: Iterable[tuple[RichText, RenderableType]]) -> RenderableType:
        """Return each value beside its label, or below it on a narrow terminal."""
        if self.width < _NARROW:
            return Group(
                *(each for label, value in pairs for each in (label, Padding(value, _BELOW)))
            )
        rows = list(pairs)
        texts = [(label, value) for label, value in rows if isinstance(value, RichText)]
        if len(texts) == len(rows):
            return _Beside(texts, gap=2)
        grid = RichTable.grid(padding=(0, 2))
        grid.add_column(max_width=self.width // 3)
        grid.add_column(overflow="fold")
        for label, value in rows:
            grid.add_row(label, value)
        return grid

    def table(self, table: Table) -> Iterator[RenderableType]:
        if self.fits(table):
            yield self.grid(table)
        else:
            yield from (each for row in table.rows for each in self.stacked(table, row))

    def fits(self, table: Table) -> bool:
        """Return whether the terminal is wide enough for every column of *table*."""
        cells = [
            tuple(row.cells[place] for row in table.rows) for place in range(len(table.columns))
        ]
        prose = _has_prose(table)
        needs = (
            max(column.least, self.longest_word(column))
            if column.least
            else min(
                self.longest(column, cell),
                _NAME if prose and not _of_words(cell) else self.width,
            )
            for column, cell in zip(table.columns, cells, strict=True)
        )
        return sum(needs) + _BORDER * len(table.columns) + 1 <= self.width

    def longest_word(self, column: Column) -> int:
        """Return the width that the heading needs so that no code in it is split."""
        return max((cell_len(word) for word in str(self.text(column.heading)).split()), default=0)

    def longest(self, column: Column, cells: tuple[TextLines, ...]) -> int:
        lines = [column.heading, *(line for cell in cells for line in cell)]
        return max(self.text(line).cell_len for line in lines)

    def grid(self, table: Table) -> RenderableType:
        prose = _has_prose(table)
        spare = self.width - 1 - sum(_BORDER + column.least for column in table.columns)
        drawn = RichTable(box=box.ROUNDED, border_style="dim", show_lines=prose)
        for place, column in enumerate(table.columns):
            words = _of_words(tuple(row.cells[place] for row in table.rows))
            drawn.add_column(
                self.text(column.heading),
                overflow="fold",
                max_width=spare if prose and not column.least else None,
                no_wrap=not column.least and (words or not prose),
                ratio=1 if column.least and prose else None,
            )
        for row in table.rows:
            drawn.add_row(
                *(self.cell(cell) for cell in row.cells), style="bold" if row.shown else ""
            )
        return drawn

    def cell(self, cell: TextLines) -> RenderableType:
        if len(cell) == 1:
            return self.text(cell[0])
        return self.bullets(cell)

    def stacked(self, table: Table, row: TableRow) -> Iterator[RenderableType]:
        """Yield the first cell of a row as a heading, and below it the other cells with labels."""
        head, *rest = row.cells
        yield from (self.text(line) for line in head)
        pairs = (
            (self.label(column), self.cell(cell))
            for column, cell in zip(table.columns[1:], rest, strict=True)
        )
        yield Padding(self.labeled(pairs), _BELOW)

    def label(self, column: Column) -> RichText:
        label = self.text(column.heading)
        label.stylize("dim")
        return label

    def tree(self, tree: Tree) -> RenderableType:
        return Group(*(self.branch(branch) for branch in tree.branches))

    def branch(self, branch: Branch) -> RichTree:
        drawn = RichTree(self.text(branch.text), guide_style="dim")
        for each in branch.branches:
            drawn.add(self.branch(each))
        return drawn


def _end(text: str, width: int, more: str) -> str:
    """Return *more* and the longest end of *text* that fit into *width* columns together."""
    room = max(width - len(more), 0)
    tail = text[len(text) - room :]
    while cell_len(tail) > room:
        tail = tail[1:]
    return more + tail


def _of_words(cells: tuple[TextLines, ...]) -> bool:
    """Return whether each of *cells* is a single word, such as a code, which must not be split."""
    lines = [line for cell in cells for line in cell]
    return bool(lines) and not any(" " in run.text for line in lines for run in line)


def _has_prose(table: Table) -> bool:
    """Return whether *table* contains sentences, not only names and values."""
    lines = (line for row in table.rows for cell in row.cells for line in cell)
    return any(sum(len(run.text) for run in line) > _LONGEST_NAME for line in lines)
