"""Reports on a canon's faults → documents: a fault, its line, other places, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from levelctl.checking.report import Report
from levelctl.diagnostics import Diagnostic, Severity
from levelctl.document import Block, Document, Excerpt, Paragraph, Style, Text, text
from levelctl.visible import shown_on_a_line

SourceLine = Callable[[str, int], str | None]
"""Returns a line of a file, counted from one, or None if it is not to be had."""

_STYLES: dict[Severity, Style] = {
    Severity.ERROR: "bad",
    Severity.WARNING: "changed",
    Severity.NOTE: "muted",
}


def report(result: Report, source_line: SourceLine) -> Document:
    return tuple(block for each in result.diagnostics for block in _diagnostic(each, source_line))


def _diagnostic(diagnostic: Diagnostic, source_line: SourceLine) -> Iterator[Block]:
    yield Paragraph(_headline(diagnostic))
    line = source_line(diagnostic.path, diagnostic.span.line)
    if line is not None:
        yield _excerpt(diagnostic, line)
    for related in diagnostic.related:
        yield Paragraph(text(f"  {related}", "muted"))
    if diagnostic.hint:
        yield Paragraph(text(f"  hint: {shown_on_a_line(diagnostic.hint)}"))


def _headline(diagnostic: Diagnostic) -> Text:
    place = f"{diagnostic.path}:{diagnostic.span.line}:{diagnostic.span.column}"
    return (
        *text(f"{shown_on_a_line(place)}: ", "strong"),
        *text(diagnostic.severity, _STYLES[diagnostic.severity]),
        *text(f" {shown_on_a_line(diagnostic.message)} "),
        *text(f"({diagnostic.rule})", "muted"),
    )


def _excerpt(diagnostic: Diagnostic, line: str) -> Excerpt:
    start, end = diagnostic.span, diagnostic.end
    behind = end.column if end and end.line == start.line else len(line) + 1
    length = max(behind - start.column, 1) if end else 1
    return Excerpt(start.line, line, start.column, length)
