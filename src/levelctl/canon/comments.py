"""
Comments for levelctl: ``# levelctl: verb[names] reason``.

A comment is about its own line or, where it stands alone, about the next line that is no
comment. What a verb does is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from levelctl.canon.nodes import Node
from levelctl.diagnostics import Span
from levelctl.record import Record

MARK = "levelctl:"

_COMMENT = re.compile(
    r"(?:^|(?<=\s))#\s*levelctl:\s*(?P<verb>\w*)(?:\[(?P<names>[^\]]*)\])?\s*(?P<reason>.*)"
)


class Comment(Record):
    """A comment for levelctl."""

    span: Span
    """Where it stands."""
    line: int
    """The line that it is about."""
    verb: str
    """Empty if it has none."""
    names: tuple[str, ...]
    reason: str


def comments_in(text: str, top: Node) -> tuple[Comment, ...]:
    """Return the comments for levelctl in *text*, whose nodes are in *top*."""
    return tuple(_comments(text, top)) if MARK in text else ()


def _comments(text: str, top: Node) -> Iterator[Comment]:
    from levelctl.canon.source import lines_of  # a cached comment needs no parser

    lines = lines_of(text)
    inside = list(_scalar_extents(top))
    for number, line in enumerate(lines, 1):
        found = _COMMENT.search(line)
        if found is None:
            continue
        span = Span(number, found.start() + 1)
        if any(start <= span < end for start, end in inside):
            continue
        names = tuple(name.strip() for name in (found["names"] or "").split(",") if name.strip())
        about = _target_line(lines, number, found.start())
        yield Comment(span, about, found["verb"], names, found["reason"].strip())


def _target_line(lines: list[str], number: int, column: int) -> int:
    """Return the line that a comment at *column* of the line *number* is about."""
    if lines[number - 1][:column].strip():
        return number
    after = (
        later
        for later in range(number, len(lines))
        if lines[later].strip() and not lines[later].lstrip().startswith("#")
    )
    return next(after, number - 1) + 1


def _scalar_extents(node: Node) -> Iterator[tuple[Span, Span]]:
    """Yield where the content of each scalar is; the header of a block is none of it."""
    stack = [node]
    while stack:
        each = stack.pop()
        if isinstance(each.value, dict | list):
            stack.extend(each.parts.values())
        elif each.block:
            yield Span(each.span.line + 1, 1), each.end
        else:
            yield each.span, each.end
