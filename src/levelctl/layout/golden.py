"""Turns the differences from a golden file into a document or rows."""

from __future__ import annotations

from levelctl.text.document import Column, Document, Paragraph, Table, TableRow, TableRows, text
from levelctl.titles.batch.golden import Golden, GoldenAnswer, Regression


def document(result: Golden) -> Document:
    """Return the titles whose answers differ, each with the expected and the actual answer."""
    if not result.regressions:
        return (Paragraph(text(f"All {result.titles:,} titles are answered as expected.", "good")),)
    names = ("Title", "Expected", "Found")
    rows = (
        TableRow(tuple((text(cell),) for cell in _regression(regression)))
        for regression in result.regressions
    )
    return (Table(tuple(Column(text(name)) for name in names), tuple(rows)),)


def rows(result: Golden, *, headings: bool = True) -> TableRows:
    """Yield a row for each title whose answer differs."""
    if headings:
        yield ("line", "title", "expected", "found")
    yield from (
        (str(regression.line), *_regression(regression)) for regression in result.regressions
    )


def _regression(regression: Regression) -> tuple[str, str, str]:
    return (regression.title, _answer_text(regression.expected), _answer_text(regression.found))


def _answer_text(answer: GoldenAnswer) -> str:
    parts = (answer.code, answer.level, answer.band)
    return ", ".join(part for part in parts if part)
