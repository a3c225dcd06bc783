"""Guards cells of tables: what a spreadsheet could run gets an apostrophe in front."""

from __future__ import annotations

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


def unguarded(cell: str) -> str:
    """
    Return *cell* without an apostrophe that `guarded` has put there.

    >>> unguarded("'=1+1"), unguarded("'n' Sync")
    ('=1+1', "'n' Sync")
    """
    return cell[1:] if cell.startswith("'") and guarded(cell[1:]) == cell else cell
