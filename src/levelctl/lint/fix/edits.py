"""Where in a text a value is written, and which pieces of it to replace for a mend."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from levelctl.canon import source
from levelctl.canon.nodes import Node
from levelctl.diagnostics import Fix, Route, Span
from levelctl.record import Record, replace


class Edit(Record):
    """A piece of a text, from *start* up to *end*, and what takes its place."""

    start: int
    end: int
    new: str


class EditPlan(Record):
    """What a mend does to a text."""

    fix: Fix
    intended: Fix
    """The same; for one that quotes, its *new* is the text that comes of it."""
    edits: tuple[Edit, ...]


class RefusedError(Exception):
    """A mend cannot be made; says why."""


class ScalarPiece(Record):
    """What stands in a text from *start* up to *end*, and what it *says*."""

    start: int
    end: int
    value: str


_FOLD = r"(?:(?<![ \t])[ \t]*)?(?:\r\n|\r|\n)[ \t\r\n]*"
_ESCAPE = r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|(?:\r\n|\r|\n)[ \t]*|.)"
_PIECES = {
    "": re.compile(f"{_FOLD}|."),
    "'": re.compile(f"''|{_FOLD}|."),
    '"': re.compile(f"{_ESCAPE}|{_FOLD}|."),
    "|": re.compile(r"(?:\r\n|\r|\n) *|."),
}
"""By how a scalar is written, what in it stands for one character or for the end of a line."""

_ESCAPED = {
    "'": str.maketrans({"'": "''"}),
    '"': str.maketrans({'"': '\\"', "\\": "\\\\"}),
}
"""By how a scalar is written, what it cannot hold as it is."""

_BLANK = " \t\r\n"
_DASH = re.compile(r" *-[ \t]*")
_COMMA = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
_COMMENT_BESIDE = re.compile(r"[ \t]*,?[ \t]*#")


class Script:
    """A *text* whose values are in *top*."""

    def __init__(self, text: str, top: Node) -> None:
        self.text = text
        self.top = top
        self.starts = source.line_starts(text)

    def plan(self, fix: Fix) -> EditPlan:
        """Return what *mend* does to the text. Raises RefusedError if that is not certain."""
        match fix.action:
            case "quote":
                return self.quoted(fix, self.node(fix.route))
            case "substitute":
                edits = tuple(self.substituted(fix, self.node(fix.route)))
            case "drop":
                edits = (self.dropped(fix.route),)
        return EditPlan(fix, fix, edits)

    def node(self, route: Route) -> Node:
        node = self.top
        for step in route:
            if step not in node.parts:
                raise RefusedError("there is nothing any more where it was")
            node = node.parts[step]
        return node

    def at(self, span: Span) -> int:
        """Return the index of *span*; below the last line, that of the end of the text."""
        if span.line > len(self.starts):
            return len(self.text)
        return self.starts[span.line - 1] + span.column - 1

    def first(self, node: Node) -> str:
        """Return the character that *node* begins with, which tells how it is written."""
        start = self.at(node.span)
        return self.text[start : start + 1]

    def next_line(self, index: int) -> int:
        """Return where the line behind *index* begins, or the end of the text."""
        number = bisect_left(self.starts, index + 1)
        return self.starts[number] if number < len(self.starts) else len(self.text)

    def quoted(self, fix: Fix, node: Node) -> EditPlan:
        if not isinstance(node.value, int | float):  # true and false are numbers to Python
            raise RefusedError("it is neither a number nor true or false")
        start, end = self.at(node.span), self.at(node.end)
        raw = self.text[start:end]
        return EditPlan(fix, replace(fix, new=raw), (Edit(start, end, f'"{raw}"'),))

    def substituted(self, fix: Fix, node: Node) -> Iterator[Edit]:
        """Yield an edit for each place where *node* says what is to be replaced."""
        if not isinstance(node.value, str) or not fix.old:
            raise RefusedError("it is not a text")
        style = "|" if node.block else self.first(node)
        style = style if style in _PIECES else ""
        pieces = [piece for piece in self.pieces(node, style) if piece.value]
        said = "".join(piece.value for piece in pieces)
        owners = [piece for piece in pieces for _ in piece.value]
        before, behind = _common_ends(fix.old, fix.new)
        new = fix.new[before : len(fix.new) - behind].translate(_ESCAPED.get(style, {}))
        place = said.find(fix.old)
        if place < 0:
            raise RefusedError("the text is not written there as it is read")
        while place >= 0:
            end = place + len(fix.old)
            yield Edit(owners[place + before].start, owners[end - behind - 1].end, new)
            place = said.find(fix.old, end)

    def pieces(self, node: Node, style: str) -> Iterator[ScalarPiece]:
        """Yield the pieces that the text of *node* is written in."""
        start, end = self.at(node.span), self.at(node.end)
        if style == "|":
            start = self.next_line(start)
        elif style:
            start, end = start + 1, end - 1
        for found in _PIECES[style].finditer(self.text, start, end):
            yield ScalarPiece(*found.span(), _value_of(found[0], style))

    def dropped(self, route: Route) -> Edit:
        """Return the edit that leaves out the item of a list at *route*."""
        node, items = self.node(route), self.node(route[:-1])
        if not route or not isinstance(items.value, list):
            raise RefusedError("it is not an item of a list")
        if self.first(items) == "[":
            return self.dropped_between_commas(node, items, int(route[-1]))
        return self.dropped_lines(node)

    def dropped_between_commas(self, node: Node, items: Node, number: int) -> Edit:
        """Leave out *node* with the comma before it; the first, with the comma behind it."""
        start, end = self.at(node.span), self.at(node.end)
        if _COMMENT_BESIDE.match(self.text, end):
            raise RefusedError("a comment stands beside it")
        if number > 0:
            before = self.at(items.parts[number - 1].end)
            if _COMMA.fullmatch(self.text, before, start):
                return Edit(before, end, "")
            raise RefusedError("a comment stands before it")
        comma = _COMMA.match(self.text, end)
        end = comma.end() if comma else end
        if 1 in items.parts and end != self.at(items.parts[1].span):
            raise RefusedError("a comment stands behind it")
        return Edit(start, end, "")

    def dropped_lines(self, node: Node) -> Edit:
        """Leave out the lines of *node*, which have to be its own."""
        start, end = self.starts[node.span.line - 1], self.line_after(node)
        if not _DASH.fullmatch(self.text, start, self.at(node.span)):
            raise RefusedError("its first line is not its own")
        if end == len(self.text) and self.text[-1] not in "\r\n":
            # The line before is the last now, and as it was, that has no end.
            start = len(self.text[:start].removesuffix("\n").removesuffix("\r"))
        return Edit(start, end, "")

    def line_after(self, node: Node) -> int:
        """Return where the line behind the last line of *node* begins."""
        while node.parts and self.first(node) not in "[{":
            node = max(node.parts.values(), key=lambda part: part.span)
        end = self.at(node.end)
        if node.block:
            # It is said to end behind the blank lines that follow it.
            return self.next_line(len(self.text[:end].rstrip(_BLANK)))
        if node.span == node.end and self.text[end - 1] not in ":-":
            raise RefusedError("its last line is not its own")  # nothing stands anywhere
        return self.next_line(end)


def _common_ends(old: str, new: str) -> tuple[int, int]:
    """
    Return with how many characters both begin and end; at least one of *old* is in neither.

    >>> _common_ends("two  words", "two words"), _common_ends("&amp;", "&")
    ((4, 5), (1, 0))
    """
    before = _common_prefix(old[:-1], new)
    return before, _common_prefix(old[:before:-1], new[before:][::-1])


def _common_prefix(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _value_of(piece: str, style: str) -> str:
    """Return what *piece* of a scalar that is written in *style* says."""
    if style == "|":
        return "\n" if piece[0] in "\r\n" else piece
    return piece if len(piece) == 1 and piece not in "\r\n" else _parsed_piece(piece, style or "'")


@lru_cache(1000)
def _parsed_piece(piece: str, quote: str) -> str:
    """Return what *piece* says between *quote*s: the parser knows, and need not be repeated."""
    text: str = source.parse(f"{quote}.{piece}.{quote}").top.value
    return text[1:-1]
