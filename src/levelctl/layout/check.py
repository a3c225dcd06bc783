"""Turns a report of check into a document: each finding with its line, related places and hint."""

from __future__ import annotations

from collections.abc import Callable

from levelctl.diagnostics import Diagnostic
from levelctl.lint.report import Report
from levelctl.text.document import Document, Excerpt, Paragraph, Remark, Style, Text, text
from levelctl.text.safe import shown_on_a_line

SourceLine = Callable[[str, int], str | None]
"""Returns a line of a file by its number from 1, or None if it cannot be read."""

_STYLES: dict[str, Style] = {"---": "strong", "+++": "strong", "@": "code", "-": "bad", "+": "good"}
"""The style of a line by its beginning; the first match counts."""


def document(result: Report, source_line: SourceLine) -> Document:
    """Return *result* as a document; *source_line* returns the line of each finding."""
    return tuple(_remark(finding, source_line) for finding in result.diagnostics)


def _remark(diagnostic: Diagnostic, source_line: SourceLine) -> Remark:
    line = source_line(diagnostic.path, diagnostic.span.line)
    return Remark(
        _headline(diagnostic),
        None if line is None else _excerpt(diagnostic, line),
        tuple(text(detail) for detail in diagnostic.details()),
    )


def _headline(diagnostic: Diagnostic) -> Text:
    place = f"{diagnostic.path}:{diagnostic.span.line}:{diagnostic.span.column}"
    return (
        *text(f"{shown_on_a_line(place)}: ", "strong"),
        *text(diagnostic.severity, diagnostic.severity.value),
        *text(f" {shown_on_a_line(diagnostic.message)} "),
        *text(f"({diagnostic.rule})", "muted"),
    )


def _excerpt(diagnostic: Diagnostic, line: str) -> Excerpt:
    start, end = diagnostic.span, diagnostic.end
    end_column = end.column if end and end.line == start.line else len(line) + 1
    length = max(end_column - start.column, 1) if end else 1
    return Excerpt(start.line, line, start.column, length)


def difference(diff: str) -> Document:
    """Return the unified *diff* as a document that marks deleted and added lines."""
    return tuple(
        Paragraph(text(shown_on_a_line(line), _style(line))) for line in diff.split("\n")[:-1]
    )


def _style(line: str) -> Style:
    return next((style for start, style in _STYLES.items() if line.startswith(start)), "plain")
