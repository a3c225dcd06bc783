"""Words what was read of a company's own pay file, and what was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from levelctl.answers.pay.file_report import PayFileReport, UnusedRow

SHOWN = 5
"""How many rows of each kind are described."""


def remarks(report: PayFileReport) -> Iterator[str]:
    """Yield a line on what is used, and one on each kind of rows that is not."""
    columns = ", ".join(f"{each.role} = {each.heading!r}" for each in report.columns)
    yield f"{report.name}: {_rows(report.used)} used; columns: {columns}"
    if report.assumed:
        yield f"{report.name}: {'; '.join(report.assumed)}"
    for what, rows in (
        (f"suppressed (--minimum-n {report.minimum_n})", report.suppressed),
        ("not matched, and not used", report.unmatched),
        ("left out", report.left_out),
    ):
        if rows:
            yield f"{report.name}: {_rows(len(rows))} {what}: {_listed(rows)}"


def _rows(count: int) -> str:
    return "1 row is" if count == 1 else f"{count:,} rows are"


def _listed(rows: Sequence[UnusedRow]) -> str:
    shown = "; ".join(f"line {row.line}: {row.reason}" for row in rows[:SHOWN])
    more = len(rows) - SHOWN
    return f"{shown}; and {more:,} more" if more > 0 else shown
