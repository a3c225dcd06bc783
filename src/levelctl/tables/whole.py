"""Tables that are read whole or not at all: the first fault raises an error with its place."""

from __future__ import annotations

import io
from collections.abc import Iterator

from levelctl.errors import CanonError
from levelctl.tables.lines import Lines
from levelctl.tables.rows import BadRow, Quotes, Row, delimited

LONGEST = 131_072
"""The most characters in a line; published tables have a few hundred."""


class WholeTable:
    """
    The table *text* of the file *name*; *newline* says where lines end, as for `io.StringIO`.

    Its methods raise CanonError with the name, line and column of what is wrong.
    """

    def __init__(self, name: str, text: str, quotes: Quotes, newline: str) -> None:
        self.name = name
        self.quotes = quotes
        # Not splitlines: that also splits at characters that can be part of a cell.
        self.lines = list(io.StringIO(text, newline=newline))

    def fault(self, line: int, message: str, hint: str = "", column: int = 1) -> CanonError:
        """Return the error with *message* about a place, counted from one."""
        return CanonError(f"{self.name}:{line}:{column}: {message}", hint=hint)

    def refuse_cut_off(self, hint: str = "") -> None:
        """Raise CanonError if the last line has no end."""
        if self.lines and not self.lines[-1].endswith(("\n", "\r")):
            message = "the file is cut off: its last line has no end"
            raise self.fault(len(self.lines), message, hint)

    def heading(self, delimiter: str) -> list[str]:
        """Return the cells of the first row."""
        return next(self._rows(delimiter), Row(1, [])).value

    def rows(
        self, delimiter: str, width: int, *, skip_empty: bool = False
    ) -> Iterator[Row[list[str]]]:
        """Yield the rows below the heading, each of *width* cells, and none that is empty."""
        for line, cells in self._rows(delimiter):
            if line == 1 or (skip_empty and not any(map(str.strip, cells))):
                continue
            if len(cells) != width:
                raise self.fault(line, f"it has {len(cells) or 1} columns, not {width}")
            yield Row(line, cells)

    def _rows(self, delimiter: str) -> Iterator[Row[list[str]]]:
        lines = Lines((line.rstrip("\r\n") for line in self.lines), LONGEST)
        for row in delimited(lines, delimiter, self.quotes):
            if isinstance(row, BadRow):
                raise self.fault(row.line, row.reason)
            yield row
