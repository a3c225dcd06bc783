"""
Writes reports as workflow commands, which GitHub shows as annotations beside changed lines.

The format is in "Workflow commands for GitHub Actions" in GitHub's documentation.
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Diagnostic, Severity
from levelctl.lint.report import Report
from levelctl.text.safe import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}

_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_MESSAGE = str.maketrans(_ESCAPES)
_IN_PROPERTY = str.maketrans({**_ESCAPES, ":": "%3A", ",": "%2C"})


def export(report: Report) -> str:
    """Return a command for each finding; the message includes its hint and related places."""
    return "".join(f"{_command(finding)}\n" for finding in report.diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    properties = ",".join(f"{name}={value}" for name, value in _properties(diagnostic))
    message = visible("\n".join((diagnostic.message, *diagnostic.details())))
    command = _COMMANDS[diagnostic.severity]
    return f"::{command} {properties}::{message.translate(_IN_MESSAGE)}"


def _properties(diagnostic: Diagnostic) -> Iterator[tuple[str, object]]:
    start, end = diagnostic.span, diagnostic.end
    yield "file", visible(diagnostic.path).translate(_IN_PROPERTY)
    yield "line", start.line
    yield "endLine", diagnostic.last_line
    if end is None or start.line == end.line:  # across several lines, GitHub accepts no columns
        yield "col", start.column
    if end and start.line == end.line:
        yield "endColumn", end.column
    yield "title", diagnostic.rule.translate(_IN_PROPERTY)
