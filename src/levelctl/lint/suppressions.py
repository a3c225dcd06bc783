"""
Applies comments that suppress a rule in one place, with a reason.

``# levelctl: ignore[line-management] the reference says both`` suppresses the rule on its own
line. A comment with a line to itself suppresses it on the next line that is not a comment.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from levelctl.canon.comments import Comment
from levelctl.diagnostics import Diagnostic, Span
from levelctl.lint.rules.silence import RULE, suppression_comment
from levelctl.record import Record


class Suppression(Record):
    """A comment that suppresses *rules* on one line."""

    rules: tuple[str, ...]
    line: int
    """The line on which the rules are suppressed."""
    span: Span
    """The place of the comment itself."""


def suppressions_in(
    path: str, comments: Iterable[Comment], known: Container[str]
) -> tuple[tuple[Suppression, ...], tuple[Diagnostic, ...]]:
    """
    Return the suppressions among *comments* of the file *path*, and findings about the others.

    *known* are the rules that can be suppressed.
    """
    suppressions: list[Suppression] = []
    findings: list[Diagnostic] = []
    for comment in comments:
        message = _mistake_in(comment, known)
        if message:
            span, severity = comment.span, RULE.severity
            findings.append(Diagnostic(path, span, message, RULE.name, severity, hint=HINT))
        else:
            suppressions.append(Suppression(comment.names, comment.line, comment.span))
    return tuple(suppressions), tuple(findings)


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
    suppressions: dict[str, tuple[Suppression, ...]],
    verifiable: Container[str],
) -> Iterator[Diagnostic]:
    """
    Yield those of *diagnostics* that no suppression covers, then a finding per unused one.

    *suppressions* are by the path of their file. Only a suppression of a *verifiable* rule is
    reported as unused: the others may be needed on another machine, or once the rule can run.
    """
    used: set[UsedSuppression] = set()
    by_place = _by_place(suppressions)
    for diagnostic in diagnostics:
        place = diagnostic.path, diagnostic.span.line, diagnostic.rule
        covering = by_place.get(place, ())
        used.update((diagnostic.path, span, diagnostic.rule) for span in covering)
        if not covering:
            yield diagnostic
    yield from _unused_suppressions(suppressions, used, verifiable)


def _by_place(
    suppressions: dict[str, tuple[Suppression, ...]],
) -> dict[tuple[str, int, str], dict[Span, None]]:
    """Return by path, line and rule the places of the comments that suppress it there."""
    by_place: dict[tuple[str, int, str], dict[Span, None]] = {}
    for path, in_file in suppressions.items():
        for suppression in in_file:
            for rule in suppression.rules:
                by_place.setdefault((path, suppression.line, rule), {})[suppression.span] = None
    return by_place


UsedSuppression = tuple[str, Span, str]
"""The path of a file, the place of a suppression in it, and a rule that it suppresses."""


def _unused_suppressions(
    suppressions: dict[str, tuple[Suppression, ...]],
    used: set[UsedSuppression],
    verifiable: Container[str],
) -> Iterator[Diagnostic]:
    for path, in_file in suppressions.items():
        for suppression in in_file:
            for rule in suppression.rules:
                if rule in verifiable and (path, suppression.span, rule) not in used:
                    yield _unused_diagnostic(path, suppression, rule)


def _unused_diagnostic(path: str, suppression: Suppression, rule: str) -> Diagnostic:
    message = f"the comment suppresses {rule}, which reports nothing here"
    return Diagnostic(path, suppression.span, message, RULE.name, RULE.severity, hint="delete it")
