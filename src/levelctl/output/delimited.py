"""Writes rows as CSV and TSV for spreadsheets, and as plain rows for scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from levelctl.text.document import TableRows
from levelctl.text.formulas import guarded
from levelctl.text.safe import one_line


def export_csv(rows: TableRows, text: Callable[[str], str] = one_line) -> str:
    """
    Return *rows*, the headings first, as CSV that is safe to open in a spreadsheet.

    A cell that a spreadsheet could run as a formula gets an apostrophe in front; see `guarded`.
    *text* makes a cell one line without characters that act.
    """
    import csv  # every pipe gets rows, which need neither
    import io

    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([guarded(text(cell)) for cell in row] for row in rows)
    return file.getvalue()


def export_tsv(rows: TableRows, text: Callable[[str], str] = one_line) -> str:
    """Return the same with tabs between cells; no cell contains a tab or a line break."""
    return _tabbed([guarded(text(cell)) for cell in row] for row in rows)


def export_rows(rows: TableRows) -> str:
    """Return *rows* with tabs between cells for a script, which runs nothing: cells are as is."""
    return _tabbed(map(one_line, row) for row in rows)


def _tabbed(rows: Iterable[Iterable[str]]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)
