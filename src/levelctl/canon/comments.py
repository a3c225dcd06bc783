"""
Finds the comments for levelctl: ``# levelctl: verb[names] reason``.

A comment applies to its own line. If it has a line to itself, it applies to the next line that
is neither blank nor a comment. This module does not interpret the verb.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

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
    """The place of the comment itself."""
    line: int
    """The line that it applies to."""
    verb: str
    """Such as ``ignore``; empty if there is none."""
    names: tuple[str, ...]
    reason: str


def comments_in(text: str, top: Node) -> tuple[Comment, ...]:
    """Return the comments for levelctl in *text*, which was parsed to *top*."""
    return tuple(_comments(text, top)) if MARK in text else ()


def _comments(text: str, top: Node) -> Iterator[Comment]:
    from levelctl.canon.source import lines_of  # a cached comment needs no parser

    lines = lines_of(text)
    scalars = sorted(_scalar_extents(top))
    targets: list[int] = []
    for number, line in enumerate(lines, 1):
        match = _COMMENT.search(line)
        if match is None:
            continue
        span = Span(number, match.start() + 1)
        at = bisect_right(scalars, span, key=itemgetter(0))
        if at and span < scalars[at - 1][1]:
            continue
        targets = targets or _target_lines(lines)
        names = tuple(name.strip() for name in (match["names"] or "").split(",") if name.strip())
        target = number if line[: match.start()].strip() else targets[number - 1]
        yield Comment(span, target, match["verb"], names, match["reason"].strip())


def _target_lines(lines: list[str]) -> list[int]:
    """Return for each of *lines* the number of the line that a comment alone on it applies to."""
    targets = [*range(1, len(lines) + 1)]
    target = None
    for at in range(len(lines) - 1, -1, -1):
        targets[at] = target or at + 1
        if lines[at].strip() and not lines[at].lstrip().startswith("#"):
            target = at + 1
    return targets


def _scalar_extents(node: Node) -> Iterator[tuple[Span, Span]]:
    """Yield the start and end of each scalar's content, without the header of a block scalar."""
    stack = [node]
    while stack:
        node = stack.pop()
        if isinstance(node.value, dict | list):
            stack.extend(node.parts.values())
        elif node.block:
            yield Span(node.span.line + 1, 1), node.end
        else:
            yield node.span, node.end
