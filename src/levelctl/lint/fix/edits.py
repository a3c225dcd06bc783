"""Plans the edits of a text for a fix: finds where its value is written, and what to replace."""

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
    """A replacement of a text's characters from index *start* up to *end* by *new*."""

    start: int
    end: int
    new: str


class EditPlan(Record):
    """The edits that a fix makes to a text."""

    fix: Fix
    intended: Fix
    """The same fix; if it quotes, with the quoted text as its *new*."""
    edits: tuple[Edit, ...]
    """In the order of the text."""


class RefusedError(Exception):
    """A fix is refused; the message says why."""


class ScalarPiece(Record):
    """A piece of a scalar as it is written, from index *start* up to *end* of the text."""

    start: int
    end: int
    value: str
    """The text that the piece stands for; empty, for example, for an escaped line break."""


_FOLD = r"(?:(?<![ \t])[ \t]*)?(?:\r\n|\r|\n)[ \t\r\n]*"
_ESCAPE = r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|(?:\r\n|\r|\n)[ \t]*|.)"
_PIECES = {
    "": re.compile(f"{_FOLD}|."),
    "'": re.compile(f"''|{_FOLD}|."),
    '"': re.compile(f"{_ESCAPE}|{_FOLD}|."),
    "|": re.compile(r"(?:\r\n|\r|\n) *|."),
}
"""Matches one piece of a scalar, by style: plain, quoted or block."""

_ESCAPED = {
    "'": str.maketrans({"'": "''"}),
    '"': str.maketrans({'"': '\\"', "\\": "\\\\"}),
}
"""The characters that a scalar must escape, by its style."""

_BLANK = " \t\r\n"
_DASH = re.compile(r" *-[ \t]*")
_COMMA = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
_COMMENT_BESIDE = re.compile(r"[ \t]*,?[ \t]*#")


class Script:
    """A *text* that was parsed to *top*; plans edits of it."""

    def __init__(self, text: str, top: Node) -> None:
        self.text = text
        self.top = top
        self.starts = source.line_starts(text)

    def plan(self, fix: Fix) -> EditPlan:
        """Return the edits for *fix*. Raises RefusedError if they are not certain to be right."""
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
                raise RefusedError("its place no longer exists")
            node = node.parts[step]
        return node

    def at(self, span: Span) -> int:
        """Return the index of *span* in the text; below the last line, the text's length."""
        if span.line > len(self.starts):
            return len(self.text)
        return self.starts[span.line - 1] + span.column - 1

    def first(self, node: Node) -> str:
        """Return the first character of *node*, which shows its style."""
        start = self.at(node.span)
        return self.text[start : start + 1]

    def next_line(self, index: int) -> int:
        """Return the index of the first line start after *index*, or of the text's end."""
        number = bisect_left(self.starts, index + 1)
        return self.starts[number] if number < len(self.starts) else len(self.text)

    def quoted(self, fix: Fix, node: Node) -> EditPlan:
        """Return the edit that puts the scalar *node* in quotes."""
        if not isinstance(node.value, int | float):  # true and false are numbers to Python
            raise RefusedError("it is neither a number nor true or false")
        start, end = self.at(node.span), self.at(node.end)
        raw = self.text[start:end]
        return EditPlan(fix, replace(fix, new=raw), (Edit(start, end, f'"{raw}"'),))

    def substituted(self, fix: Fix, node: Node) -> Iterator[Edit]:
        """Yield an edit for each place in the text of *node* where *fix.old* occurs."""
        if not isinstance(node.value, str) or not fix.old:
            raise RefusedError("it is not a text")
        style = "|" if node.block else self.first(node)
        style = style if style in _PIECES else ""
        pieces = [piece for piece in self.pieces(node, style) if piece.value]
        value = "".join(piece.value for piece in pieces)
        piece_at = [piece for piece in pieces for _ in piece.value]
        prefix, suffix = _common_ends(fix.old, fix.new)
        new = fix.new[prefix : len(fix.new) - suffix].translate(_ESCAPED.get(style, {}))
        start = value.find(fix.old)
        if start < 0:
            raise RefusedError("the text is written in another way in the file")
        while start >= 0:
            end = start + len(fix.old)
            yield Edit(piece_at[start + prefix].start, piece_at[end - suffix - 1].end, new)
            start = value.find(fix.old, end)

    def pieces(self, node: Node, style: str) -> Iterator[ScalarPiece]:
        """Yield the pieces of the scalar *node*, which is written in *style*."""
        start, end = self.at(node.span), self.at(node.end)
        if style == "|":
            start = self.next_line(start)
        elif style:
            start, end = start + 1, end - 1
        for match in _PIECES[style].finditer(self.text, start, end):
            yield ScalarPiece(*match.span(), _value_of(match[0], style))

    def dropped(self, route: Route) -> Edit:
        """Return the edit that deletes the list item at *route*."""
        node, items = self.node(route), self.node(route[:-1])
        if not route or not isinstance(items.value, list):
            raise RefusedError("it is not an item of a list")
        if self.first(items) == "[":
            return self.dropped_between_commas(node, items, int(route[-1]))
        return self.dropped_lines(node)

    def dropped_between_commas(self, node: Node, items: Node, number: int) -> Edit:
        """Return the edit that deletes *node* and a comma: the one before it, if there is one."""
        start, end = self.at(node.span), self.at(node.end)
        if _COMMENT_BESIDE.match(self.text, end):
            raise RefusedError("a comment follows it on its line")
        if number > 0:
            before = self.at(items.parts[number - 1].end)
            if _COMMA.fullmatch(self.text, before, start):
                return Edit(before, end, "")
            raise RefusedError("a comment is before it")
        comma = _COMMA.match(self.text, end)
        end = comma.end() if comma else end
        if 1 in items.parts and end != self.at(items.parts[1].span):
            raise RefusedError("a comment is after it")
        return Edit(start, end, "")

    def dropped_lines(self, node: Node) -> Edit:
        """Return the edit that deletes the lines of *node*, which must contain nothing else."""
        start, end = self.starts[node.span.line - 1], self.line_after(node)
        if not _DASH.fullmatch(self.text, start, self.at(node.span)):
            raise RefusedError("its first line contains something else")
        if end == len(self.text) and self.text[-1] not in "\r\n":
            # The text ends without a line break, so the line that is now last must, too.
            start = len(self.text[:start].removesuffix("\n").removesuffix("\r"))
        return Edit(start, end, "")

    def line_after(self, node: Node) -> int:
        """Return the index where the line after the last line of *node* begins."""
        while node.parts and self.first(node) not in "[{":
            node = max(node.parts.values(), key=lambda part: part.span)
        end = self.at(node.end)
        if node.block:
            # The parser includes the blank lines that follow a block scalar.
            return self.next_line(len(self.text[:end].rstrip(_BLANK)))
        if node.span == node.end and self.text[end - 1] not in ":-":
            raise RefusedError("its last line contains something else")  # an empty value
        return self.next_line(end)


def _common_ends(old: str, new: str) -> tuple[int, int]:
    """
    Return the lengths of the common prefix and suffix; at least one character of *old* is left.

    >>> _common_ends("two  words", "two words"), _common_ends("&amp;", "&")
    ((4, 5), (1, 0))
    """
    prefix = _common_prefix(old[:-1], new)
    return prefix, _common_prefix(old[:prefix:-1], new[prefix:][::-1])


def _common_prefix(a: str, b: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _value_of(piece: str, style: str) -> str:
    """Return the text that *piece* of a scalar in *style* stands for."""
    if style == "|":
        return "\n" if piece[0] in "\r\n" else piece
    return piece if len(piece) == 1 and piece not in "\r\n" else _parsed_piece(piece, style or "'")


@lru_cache(1000)
def _parsed_piece(piece: str, quote: str) -> str:
    """Return the text that *piece* stands for within *quote*, as the YAML parser decodes it."""
    text: str = source.parse(f"{quote}.{piece}.{quote}").top.value
    return text[1:-1]
