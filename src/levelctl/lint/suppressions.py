"""
Comments that silence a rule in one place, with a reason.

``# levelctl: ignore[line-management] the reference says both`` silences the rule on its own
line, or, where it stands alone, on the next line that is no comment.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from levelctl.canon.comments import Comment
from levelctl.diagnostics import Diagnostic, Span
from levelctl.lint.rules.silence import RULE, suppression_comment
from levelctl.record import Record


class Suppression(Record):
    """A comment that silences *rules* on a line."""

    rules: tuple[str, ...]
    line: int
    """The line on which they are silent."""
    span: Span
    """Where the comment stands."""


def suppressions_in(
    path: str, comments: Iterable[Comment], known: Container[str]
) -> tuple[tuple[Suppression, ...], tuple[Diagnostic, ...]]:
    """
    Return what *comments* of the file *path* suppress, and what is wrong with the others.

    *known* are the rules that can be suppressed.
    """
    found: list[Suppression] = []
    faults: list[Diagnostic] = []
    for comment in comments:
        message = _mistake_in(comment, known)
        if message:
            span, severity = comment.span, RULE.severity
            faults.append(Diagnostic(path, span, message, RULE.name, severity, hint=HINT))
        else:
            found.append(Suppression(comment.names, comment.line, comment.span))
    return tuple(found), tuple(faults)


HINT = f"write: {suppression_comment('RULE')}"


def _mistake_in(comment: Comment, known: Container[str]) -> str:
    if comment.verb != "ignore" or not comment.names:
        return "the comment names no rule to ignore"
    unknown = [name for name in comment.names if name not in known]
    if unknown:
        return f"{unknown[0]!r} is not a rule that can be ignored"
    return "" if comment.reason else "the comment gives no reason"


def without_suppressed(
    diagnostics: Iterable[Diagnostic],
    silences: dict[str, tuple[Suppression, ...]],
    lasting: Container[str],
) -> Iterator[Diagnostic]:
    """
    Yield those of *diagnostics* that no silence of their file covers.

    Yield the silences that cover none, too, as far as they are of *lasting* rules.
    """
    used: set[UsedSuppression] = set()
    for each in diagnostics:
        covering = [
            (each.path, silence.span, each.rule)
            for silence in silences.get(each.path, ())
            if silence.line == each.span.line and each.rule in silence.rules
        ]
        used.update(covering)
        if not covering:
            yield each
    yield from _unused_suppressions(silences, used, lasting)


UsedSuppression = tuple[str, Span, str]
"""A file, a silence in it by its place, and a rule that it silences."""


def _unused_suppressions(
    silences: dict[str, tuple[Suppression, ...]],
    used: set[UsedSuppression],
    lasting: Container[str],
) -> Iterator[Diagnostic]:
    for path, found in silences.items():
        for silence in found:
            for rule in silence.rules:
                if rule in lasting and (path, silence.span, rule) not in used:
                    yield _unused_diagnostic(path, silence, rule)


def _unused_diagnostic(path: str, silence: Suppression, rule: str) -> Diagnostic:
    message = f"the comment silences {rule}, which is not told here"
    return Diagnostic(path, silence.span, message, RULE.name, RULE.severity, hint="delete it")
