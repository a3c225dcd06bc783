"""Tables that are read whole or not at all: the first fault raises an error with its place."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

from levelctl.errors import CanonError
from levelctl.tables.lines import Lines
from levelctl.tables.rows import BadRow, Quotes, Row, delimited

LONGEST = 131_072
"""The most characters in a line; published tables have a few hundred."""

MOST_LINES = 1_500_000
"""The most lines of a table; the largest published one has half a million."""

_PIECE = 1_000_000
"""How much is decoded at once: text takes up to four times as much memory."""


class WholeTable:
    """
    The table in the bytes *data* of the file *name*, in *encoding*.

    *newline* says where lines end, as for `io.StringIO`. The text is decoded line by line, each
    time that it is read. The methods raise CanonError with the name, line and column of what is
    wrong.
    """

    def __init__(
        self, name: str, data: bytes, quotes: Quotes, newline: str, encoding: str = "utf-8-sig"
    ) -> None:
        self.name = name
        self.data = data
        self.quotes = quotes
        self.newline = newline
        self.encoding = encoding

    def lines(self) -> Iterator[str]:
        """Yield the lines with their ends; a line that is too long may come in pieces."""
        # Not splitlines: that also splits at characters that can be part of a cell.
        text = io.TextIOWrapper(io.BytesIO(self.data), self.encoding, newline=self.newline)
        return iter(lambda: text.readline(LONGEST + 2), "")

    def fault(self, line: int, message: str, hint: str = "", column: int = 1) -> CanonError:
        """Return the error with *message* about a place, counted from one."""
        return CanonError(f"{self.name}:{line}:{column}: {message}", hint=hint)

    def refuse_cut_off(self, hint: str = "") -> None:
        """Raise CanonError if the last line has no end."""
        if next(self.lines(), "") and not self.data.endswith((b"\n", b"\r")):
            message = "the file is cut off: its last line has no end"
            raise self.fault(self._line_ends() + 1, message, hint)

    def _line_ends(self) -> int:
        # Not the pieces of `lines`: a long line has several.
        text = io.TextIOWrapper(io.BytesIO(self.data), self.encoding, newline=self.newline or None)
        return sum(piece.count("\n") for piece in iter(lambda: text.read(_PIECE), ""))

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
        lines = Lines((line.rstrip("\r\n") for line in self.lines()), LONGEST)
        for row in delimited(lines, delimiter, self.quotes):
            if isinstance(row, BadRow):
                raise self.fault(row.line, row.reason)
            if row.line > MOST_LINES:
                raise self.fault(row.line, f"the table has more than {MOST_LINES:,} lines")
            yield row


def undecodable(data: bytes, encoding: str) -> int | None:
    """Return the index of the first byte of *data* that is not in *encoding*, or None."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(data), _PIECE):
        end = min(start + _PIECE, len(data))
        try:
            decoder.decode(data[start:end], final=end == len(data))
        except UnicodeDecodeError as error:  # it also has the bytes that the last piece left
            return end - len(error.object) + error.start
    return None
