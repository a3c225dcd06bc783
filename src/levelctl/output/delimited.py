"""Rows → CSV and TSV."""

from __future__ import annotations

from levelctl.text.document import TableRows
from levelctl.text.safe import one_line

_FORMULA = ("=", "+", "-", "@")


def export_csv(rows: TableRows) -> str:
    """
    Return *rows*, the headings first, as CSV that a spreadsheet takes as text.

    A cell that a spreadsheet would run as a formula begins with an apostrophe; a number below
    zero is none.
    """
    import csv  # TSV, which every pipe gets, needs neither
    import io

    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([_guarded(one_line(cell)) for cell in row] for row in rows)
    return file.getvalue()


def export_tsv(rows: TableRows) -> str:
    """Return *rows* with a tab between cells; no cell has a tab or a line end in it."""
    return "".join("\t".join(map(one_line, row)) + "\n" for row in rows)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and not _below_zero(cell) else cell


def _below_zero(cell: str) -> bool:
    """
    Tell whether *cell* is a plain number below zero.

    >>> _below_zero("-31.9"), _below_zero("-1+2"), _below_zero("-.5"), _below_zero("+1")
    (True, False, False, False)
    """
    whole, _, part = cell.removeprefix("-").partition(".")
    digits = whole + part
    return cell[0] == "-" and bool(whole) and digits.isascii() and digits.isdecimal()
