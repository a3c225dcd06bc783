"""Finds tables in HTML inside a document, and reads them as rows of cells."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from levelctl.ladders.records import Origin
from levelctl.ladders.sources import BrokenSourceError
from levelctl.ladders.tabular.grids import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from levelctl.record import Record
from levelctl.text.safe import visible

_START = re.compile(r"^[ \t]*<table\b", re.MULTILINE | re.IGNORECASE)
_END = re.compile(r"</table\s*>[ \t]*$", re.MULTILINE | re.IGNORECASE)

_MARK = "<!--levelctl table {}-->"
_MARKED = re.compile(r"\s*<!--levelctl table (\d+)-->\s*")

_LINES = frozenset({"p", "div", "br", "tr", "ul", "ol", "li"})
_SILENT = frozenset({"style", "script", "template"})


class HtmlTable(Record):
    line: int
    text: str


def without_tables(text: str) -> tuple[str, list[HtmlTable]]:
    """Return *text*, of as many lines, with a mark in the place of each table, and the tables."""
    tables: list[HtmlTable] = []
    pieces: list[str] = []
    done = line = 0
    while (start := _START.search(text, done)) and (end := _END.search(text, start.end())):
        line += text.count("\n", done, start.start())
        table = text[start.start() : end.end()]
        pieces += [text[done : start.start()], _MARK.format(len(tables)), "\n" * table.count("\n")]
        tables.append(HtmlTable(line + 1, table))
        line += table.count("\n")
        done = end.end()
    return "".join([*pieces, text[done:]]), tables


def marked(html: str) -> int | None:
    """Return the number of the table that the block *html* stands for; None for another block."""
    match = _MARKED.fullmatch(html)
    return int(match[1]) if match else None


def rows_of(table: HtmlTable, file: str) -> list[list[Origin]]:
    """Return the cells of *table*, those that span several in each place that they cover."""
    parser = _TableParser(file, table.line)
    parser.feed(table.text)
    parser.close()
    return parser.rows


class _HtmlCell:
    def __init__(self, line: int, column: int, rows: int, columns: int) -> None:
        self.line = line
        self.column = column
        self.spans = rows, columns
        self.text = ""


class _TableParser(HTMLParser):
    """Collects cells; a cell with several rows or columns stands in each of them."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file = file
        self.first = line
        self.rows: list[list[Origin]] = []
        self._held: dict[tuple[int, int], Origin] = {}
        self._cell: _HtmlCell | None = None
        self._silent = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._end_cell()
            said = dict(attrs)
            line, column = self.getpos()
            spans = _span(said.get("rowspan"), MOST_ROWS), _span(said.get("colspan"), MOST_COLUMNS)
            self._cell = _HtmlCell(self.first + line - 1, column + 1, *spans)
        elif self._cell and tag in _LINES:
            self._cell.text += "\n• " if tag == "li" else "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in {"td", "th", "tr", "table"}:
            self._end_cell()
            if tag == "tr" and self.rows:
                self._fill(len(self.rows) - 1)
        elif self._cell and tag in _LINES - {"li"}:
            self._cell.text += "\n"

    def handle_data(self, data: str) -> None:
        if self._cell and not self._silent:
            self._cell.text += " ".join(data.split("\n"))

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        if not self.rows:
            self.rows.append([])
        row = len(self.rows) - 1
        text = "\n".join(line.strip() for line in cell.text.split("\n") if line.strip(" •"))
        origin = Origin(f"{self.file}:{cell.line}:{cell.column}", text)
        self._fill(row)
        left = len(self.rows[row])
        rows, columns = cell.spans
        self._cells += min(rows, _MOST_SPANNED) * columns
        if self._cells > MOST_CELLS:
            raise BrokenSourceError(
                f"{visible(origin.place)}: the table has more than {MOST_CELLS:,} cells",
                hint="keep only the table of the ladder, without cells that span so many others",
            )
        for down in range(min(rows, _MOST_SPANNED)):
            for right in range(columns):
                self._held[row + down, left + right] = origin
        self._fill(row)

    def _fill(self, row: int) -> None:
        """Put the cells that are held for *row* into it."""
        while (origin := self._held.pop((row, len(self.rows[row])), None)) is not None:
            self.rows[row].append(origin)


_MOST_SPANNED = 100
"""The most rows that one cell spans."""


def _span(value: str | None, most: int) -> int:
    return min(int(value), most) if value and value.isdecimal() and int(value) else 1
