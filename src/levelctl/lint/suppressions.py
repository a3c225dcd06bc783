"""
Comments that silence a rule in one place, with a reason.

``# levelctl: ignore[line-management] the reference says both`` silences the rule on its own
line, or, where it stands alone, on the next line that is no comment.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

from levelctl.canon.source import Node, lines_of
from levelctl.diagnostics import Diagnostic, Span
from levelctl.lint.rules.silence import RULE, suppression_comment
from levelctl.record import Record

MARK = "levelctl:"

_COMMENT = re.compile(
    r"(?:^|(?<=\s))#\s*levelctl:\s*(?P<verb>\w*)(?:\[(?P<rules>[^\]]*)\])?\s*(?P<reason>.*)"
)


class Suppression(Record):
    """A comment that silences *rules* on a line."""

    rules: tuple[str, ...]
    line: int
    """The line on which they are silent."""
    span: Span
    """Where the comment stands."""


def suppressions_in(
    path: str, text: str, top: Node, known: Iterable[str]
) -> tuple[tuple[Suppression, ...], tuple[Diagnostic, ...]]:
    """Return the silences in *text*, whose nodes are in *top*, and the faults of such comments."""
    if MARK not in text:
        return (), ()
    found: list[Suppression] = []
    faults: list[Diagnostic] = []
    lines = lines_of(text)
    inside = list(_texts(top))
    for number, line in enumerate(lines, 1):
        comment = _COMMENT.search(line)
        if comment is None:
            continue
        span = Span(number, comment.start() + 1)
        if any(start <= span < end for start, end in inside):
            continue
        rules = tuple(each.strip() for each in (comment["rules"] or "").split(",") if each.strip())
        message = _fault(comment, rules, known)
        if message:
            faults.append(Diagnostic(path, span, message, RULE.name, RULE.severity, hint=HINT))
            continue
        found.append(Suppression(rules, _suppressed_line(lines, number, comment.start()), span))
    return tuple(found), tuple(faults)


HINT = f"write: {suppression_comment('RULE')}"


def _fault(comment: re.Match[str], rules: tuple[str, ...], known: Iterable[str]) -> str:
    if comment["verb"] != "ignore" or not rules:
        return "the comment names no rule to ignore"
    unknown = [each for each in rules if each not in {*known}]
    if unknown:
        return f"{unknown[0]!r} is not a rule that can be ignored"
    return "" if comment["reason"].strip() else "the comment gives no reason"


def _suppressed_line(lines: list[str], number: int, column: int) -> int:
    if lines[number - 1][:column].strip():
        return number
    after = (
        later
        for later in range(number, len(lines))
        if lines[later].strip() and not lines[later].lstrip().startswith("#")
    )
    return next(after, number - 1) + 1


def _texts(node: Node) -> Iterator[tuple[Span, Span]]:
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


def without_suppressed(
    diagnostics: Iterable[Diagnostic],
    silences: dict[str, tuple[Suppression, ...]],
    lasting: Container[str],
) -> Iterator[Diagnostic]:
    """
    Yield those of *diagnostics* that no silence of their file covers.

    Yield the silences that cover none, too, as far as they are of *lasting* rules.
    """
    used: set[Use] = set()
    for each in diagnostics:
        covering = [
            (each.path, silence.span, each.rule)
            for silence in silences.get(each.path, ())
            if silence.line == each.span.line and each.rule in silence.rules
        ]
        used.update(covering)
        if not covering:
            yield each
    yield from _unused_ones(silences, used, lasting)


Use = tuple[str, Span, str]
"""A file, a silence in it by its place, and a rule that it silences."""


def _unused_ones(
    silences: dict[str, tuple[Suppression, ...]], used: set[Use], lasting: Container[str]
) -> Iterator[Diagnostic]:
    for path, found in silences.items():
        for silence in found:
            for rule in silence.rules:
                if rule in lasting and (path, silence.span, rule) not in used:
                    yield _unused(path, silence, rule)


def _unused(path: str, silence: Suppression, rule: str) -> Diagnostic:
    message = f"the comment silences {rule}, which is not told here"
    return Diagnostic(path, silence.span, message, RULE.name, RULE.severity, hint="delete it")
