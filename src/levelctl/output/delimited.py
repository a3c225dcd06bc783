"""Writes rows as CSV and TSV."""

from __future__ import annotations

from levelctl.text.document import TableRows
from levelctl.text.safe import one_line

_FORMULA = ("=", "+", "-", "@")


def export_csv(rows: TableRows) -> str:
    """
    Return *rows*, the headings first, as CSV that is safe to open in a spreadsheet.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front. A negative
    number does not.
    """
    import csv  # every pipe gets TSV, which needs neither
    import io

    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([_guarded(one_line(cell)) for cell in row] for row in rows)
    return file.getvalue()


def export_tsv(rows: TableRows) -> str:
    """Return *rows* with tabs between cells; no cell contains a tab or a line break."""
    return "".join("\t".join(map(one_line, row)) + "\n" for row in rows)


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and not _below_zero(cell) else cell


def _below_zero(cell: str) -> bool:
    """
    Return whether *cell* is a plain negative number.

    >>> _below_zero("-31.9"), _below_zero("-1+2"), _below_zero("-.5"), _below_zero("+1")
    (True, False, False, False)
    """
    whole, _, part = cell.removeprefix("-").partition(".")
    digits = whole + part
    return cell[0] == "-" and bool(whole) and digits.isascii() and digits.isdecimal()
