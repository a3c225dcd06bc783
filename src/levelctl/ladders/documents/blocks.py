"""
Parses Markdown into headings, paragraphs, lists and tables, without their markup.

Only this module knows markdown-it. The text of HTML tables counts too; other HTML does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from levelctl.ladders.documents.html_tables import HtmlTable, marked, rows_of, without_tables
from levelctl.ladders.records import Origin
from levelctl.ladders.sources import BrokenSourceError
from levelctl.ladders.tabular.grids import Grid, squared
from levelctl.record import Record, replace
from levelctl.text.safe import visible

DEEPEST = 40
"""The deepest nesting that is read: a quote is one level of it, and a list with its item is two."""


class Prose(Record):
    """A heading, a paragraph, or the text of a list item."""

    text: str
    """Without markup; a line end is one in the source that the reader of a page sees."""
    origin: Origin
    bold: str = ""
    """What stands in bold at its start."""
    links: tuple[tuple[str, str], ...] = ()
    """Pairs of an address on the web and its text."""
    depth: int = 0
    """That of a heading, from 1; 0 for other prose."""
    leads_elsewhere: bool = False
    """Whether all of it is a link to another document of the same folder."""


class ListItem(Record):
    """An item of a list, with the items below it."""

    prose: Prose
    items: tuple[ListItem, ...] = ()


class BulletList(Record):
    items: tuple[ListItem, ...]


class Aside(Record):
    """A block that no ladder needs, such as code, HTML and pictures, and what it is."""

    origin: Origin
    what: str


MarkdownBlock = Prose | BulletList | Grid | Aside


class MarkdownDocument(Record):
    file: str
    title: Origin | None
    """What its front matter calls it."""
    weight: float | None
    """Its place among others, as its front matter says."""
    blocks: tuple[MarkdownBlock, ...]


_FRONT = re.compile(r"\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_SECTION = re.compile(r"^\d{1,2}(?:\.\d{1,3})+\.\s+(?=\S)|^\d{1,2}(?:\.\d{1,3}){2,}\s+(?=\S)")
"""The number of a section before its heading, such as *1.2.3.*; *2.1* can be a level's code."""

_TITLE = re.compile(r"^title:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_WEIGHTS = ("weight", "order", "nav_order", "sidebar_position", "position", "level")
"""Keys of front matter that give the order of documents, from the most telling."""


def document(file: str, text: str) -> MarkdownDocument:
    """
    Return the document *text*, which *file* holds.

    Raises LevelctlError, with the line, if it is nested deeper than the parser goes.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    blocks: list[MarkdownBlock] = []
    title = weight = None
    front = _FRONT.match(text)
    if front:
        title, weight = _front_title(file, front[1]), _weight(front[1])
        blocks.append(Aside(Origin(f"{file}:1:1", front[0].strip()), "front matter"))
        text = "\n" * front[0].count("\n") + text[front.end() :]
    bare, tables = without_tables(text)
    tokens = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table").parse(bare)
    _refuse_deeper(file, tokens)
    parser = _BlockParser(file, text.split("\n"), tables, tokens)
    blocks += parser.blocks()
    blocks += parser.aside
    return MarkdownDocument(file, title, weight, tuple(blocks))


def _refuse_deeper(file: str, tokens: Sequence[Token]) -> None:
    """Raise LevelctlError if the parser passed over what is nested deeper than *DEEPEST*."""
    for token in tokens:
        is_container = token.type in {"blockquote_open", "list_item_open"}
        if is_container and token.level + 1 >= DEEPEST:
            line = (token.map or [0])[0] + 1
            raise BrokenSourceError(
                f"{visible(file)}:{line}: it is nested deeper than {DEEPEST} levels of quotes, "
                "lists and their items",
                hint="move it up, or make it a list of its own",
            )


def _front_title(file: str, front: str) -> Origin | None:
    found = _TITLE.search(front)
    text = found[1].strip("\"' ") if found else ""
    if not found or not text:
        return None
    line = front.count("\n", 0, found.start()) + 2
    return Origin(f"{file}:{line}", text, "title")


def _weight(front: str) -> float | None:
    """Return the number that the front matter gives the place of its document with."""
    for key in _WEIGHTS:
        found = re.search(rf"^{key}:[ \t]*[\"']?(\d+(?:\.\d+)?)[\"']?[ \t]*$", front, re.MULTILINE)
        if found:
            return float(found[1])
    return None


class _BlockParser:
    def __init__(
        self, file: str, lines: list[str], tables: list[HtmlTable], tokens: Sequence[Token]
    ) -> None:
        self.file = file
        self.lines = lines
        self.tables = tables
        self.tokens = tokens
        self.at = 0
        self.aside: list[Aside] = []
        """What stands in items of lists and is neither text nor list."""

    def blocks(self, end: str = "") -> Iterator[MarkdownBlock]:
        """Yield the blocks up to the token *end*, which is consumed."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == end:
                return
            yield from self._block(token)

    def _block(self, token: Token) -> Iterator[MarkdownBlock]:
        match token.type:
            case "heading_open":
                heading = self._prose(token, int(token.tag[1:]))
                yield replace(heading, text=_SECTION.sub("", heading.text))
            case "paragraph_open":
                for prose in self._paragraph(token):
                    yield prose if prose.text else Aside(prose.origin, "a picture, HTML or a tag")
            case "bullet_list_open" | "ordered_list_open":
                yield BulletList(tuple(self._items(token.type.replace("open", "close"))))
            case "table_open":
                yield self._table()
            case "html_block":
                yield from self._html(token)
            case "fence" | "code_block":
                yield Aside(self._origin(token), "code")
            case "blockquote_open":
                yield from self.blocks("blockquote_close")

    def _paragraph(self, opening: Token) -> Iterator[Prose]:
        """Yield a paragraph; each of its lines that begins in bold is one of its own."""
        inline = self.tokens[self.at]
        self.at += 2
        first, last = opening.map or (0, 1)
        pieces = _lines_in_bold(inline.children or [])
        starts = [first + line for line, _ in pieces]
        for (_, tokens), start, end in zip(pieces, starts, [*starts[1:], last], strict=True):
            text = "\n".join(self.lines[start:end]).strip()
            yield _prose(tokens, Origin(f"{self.file}:{start + 1}", text))

    def _prose(self, opening: Token, depth: int = 0) -> Prose:
        """Return the prose of the inline token that follows; consume its closing token."""
        inline = self.tokens[self.at]
        self.at += 2
        return _prose(inline.children or [], self._origin(opening), depth)

    def _items(self, end: str) -> Iterator[ListItem]:
        while self.tokens[self.at].type != end:
            opening = self.tokens[self.at]
            self.at += 1
            inner = list(self.blocks("list_item_close"))
            yield from self._item(opening, inner)
        self.at += 1

    def _item(self, opening: Token, blocks: list[MarkdownBlock]) -> Iterator[ListItem]:
        """Yield an item; its further paragraphs are items of their own below it."""
        first = next((each for each in blocks if isinstance(each, Prose)), None)
        below: list[ListItem] = []
        for each in blocks:
            if isinstance(each, BulletList):
                below += each.items
            elif isinstance(each, Prose):
                below += [ListItem(each)] if each is not first else []
            elif isinstance(each, Grid):
                cells = (cell for row in each.rows for cell in row if cell.text.strip())
                self.aside += [Aside(cell, "a table in a list") for cell in cells]
            else:
                self.aside.append(each)
        if first is not None:
            yield ListItem(first, tuple(below))
        elif below:
            yield ListItem(Prose("", Origin(self._place(opening), "")), tuple(below))

    def _html(self, token: Token) -> Iterator[MarkdownBlock]:
        number = marked(token.content)
        if number is None:
            yield Aside(self._origin(token), "HTML")
            return
        table = self.tables[number]
        place = f"{self.file}:{table.line}"
        yield squared("", place, rows_of(table, self.file), ())

    def _table(self) -> Grid:
        place = self._place(self.tokens[self.at - 1])
        rows: list[list[Origin]] = []
        while self.tokens[self.at].type != "table_close":
            token = self.tokens[self.at]
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "tr_close" and len(rows) > 1:
                rows[-1] += self._cells_beyond(rows[-1])
            elif token.type == "inline":
                rows[-1].append(self._cell(token, len(rows[-1]) + 1))
            self.at += 1
        self.at += 1
        return replace(squared("", place, rows, ()), is_separated=True)

    def _cells_beyond(self, row: Sequence[Origin]) -> Iterator[Origin]:
        """Yield the cells of *row* beyond its heading, which the parser passes over."""
        place, _, _ = row[0].place.rpartition(", column ")
        line = self.lines[int(place.rpartition(":")[2]) - 1].lstrip("> \t")
        for at, text in enumerate(escapedSplit(line.removeprefix("|")), 1):
            if at > len(row):
                yield Origin(f"{place}, column {at}", text.strip())

    def _cell(self, token: Token, column: int) -> Origin:
        line = token.map[0] + 1 if token.map else 1
        return Origin(
            f"{self.file}:{line}, column {column}",
            _prose(token.children or [], Origin("", "")).text,
        )

    def _place(self, token: Token) -> str:
        return f"{self.file}:{token.map[0] + 1 if token.map else 1}"

    def _origin(self, token: Token) -> Origin:
        first, last = token.map or (0, 1)
        text = "\n".join(self.lines[first:last]).strip()
        return Origin(f"{self._place(token)}", text)


def _lines_in_bold(tokens: Sequence[Token]) -> list[tuple[int, list[Token]]]:
    """Return *tokens*, parted before each line that begins in bold, with the number of the line."""
    found: list[tuple[int, list[Token]]] = [(0, [])]
    line = 0
    filled = [each for each in tokens if each.type != "text" or each.content]
    for token, following in zip_longest(filled, filled[1:]):
        is_break = token.type in {"softbreak", "hardbreak"}
        line += is_break
        if is_break and following is not None and following.type == "strong_open":
            found.append((line, []))
        else:
            found[-1][1].append(token)
    return found


def _prose(tokens: Sequence[Token], origin: Origin, depth: int = 0) -> Prose:
    """Return the text of *tokens* without markup."""
    text = bold = ""
    inside: list[str] = []
    links: list[tuple[str, str]] = []
    start = 0
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                text += token.content
            case "softbreak":
                text += " "
            case "hardbreak":
                text += "\n"
            case "html_inline":
                text += _of_tag(token.content)
            case "strong_open" if not text.strip():
                inside.append("strong")
            case "strong_close" if inside:
                inside.pop()
                bold = text.strip()
            case "link_open":
                start = len(text)
                links.append((str(token.attrs.get("href", "")), ""))
            case "link_close" if links:
                links[-1] = (links[-1][0], text[start:].strip())
    web = tuple(each for each in links if each[0].startswith(("http://", "https://")))
    elsewhere = len(links) == 1 and not web and links[0][1] == text.strip()
    elsewhere = elsewhere and not links[0][0].startswith("#")
    text = "" if _TAGS.fullmatch(text) else text.strip()
    return Prose(text, origin, bold, web, depth, elsewhere)


_TAGS = re.compile(r"\s*(?:(?:\{%.*?%\}|\{\{.*?\}\})\s*)+", re.DOTALL)
"""What generators of websites replace, such as Jekyll and Hugo."""


_BREAK = re.compile(r"</?(?:br|p|div|ul|ol|tr)\b[^>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^>]*>", re.IGNORECASE)


def _of_tag(tag: str) -> str:
    """Return what the HTML *tag* does to a text: it begins a line, or an item of a list."""
    if _ITEM.fullmatch(tag):
        return "\n• "
    return "\n" if _BREAK.fullmatch(tag) else ""
