"""Writes rows as CSV and TSV for spreadsheets, and as plain rows for scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from levelctl.text.document import TableRows
from levelctl.text.safe import one_line

_MINUS = "\N{MINUS SIGN}"
"""Some spreadsheets read it as a hyphen, though Unicode does not."""

_SIGNS = (
    *("=", "\u207c", "\u208c", "\u2a75", "\u2a76", "\ufe66", "\uff1d"),
    *("+", "\u207a", "\u208a", "\ufb29", "\ufe62", "\uff0b"),
    *("-", "\u207b", "\u208b", _MINUS, "\ufe63", "\uff0d"),
    *("@", "\ufe6b", "\uff20"),
)
"""What begins a formula, in each width, height and form; docs/scripting.md lists the same."""

_REMOVED = "'\"\N{FULLWIDTH APOSTROPHE}\N{FULLWIDTH QUOTATION MARK} "
"""What a spreadsheet may remove from the beginning of a cell."""


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


def guarded(cell: str) -> str:
    """
    Return *cell*, one line, with an apostrophe in front if a spreadsheet could run it.

    Such a cell begins with one of = + - @, in any width or form, perhaps after quotation marks,
    apostrophes and spaces; a negative number is none. So an apostrophe that was added is the
    first character of a cell of this kind.

    >>> guarded("=1+1"), guarded("-31.9"), guarded("'=1"), guarded("'n' Sync")
    ("'=1+1", '-31.9', "''=1", "'n' Sync")
    """
    begins_formula = cell.lstrip(_REMOVED).startswith(_SIGNS)
    return f"'{cell}" if begins_formula and not _below_zero(cell) else cell


def _below_zero(cell: str) -> bool:
    """
    Return whether *cell* is a plain negative number.

    >>> _below_zero("-31.9"), _below_zero("-1+2"), _below_zero("-.5"), _below_zero("+1")
    (True, False, False, False)
    """
    whole, _, part = cell[1:].partition(".")
    digits = whole + part
    return cell[0] in ("-", _MINUS) and bool(whole) and digits.isascii() and digits.isdecimal()
