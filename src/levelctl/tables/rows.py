"""Lines → rows with their line numbers: plain text, CSV, TSV and JSON; bad rows with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import Any, Generic, NamedTuple, TypeVar

from levelctl.record import Record, decode
from levelctl.tables.decoding import UTF8
from levelctl.tables.lines import Line, Lines
from levelctl.text.safe import visible

T = TypeVar("T")

DEEPEST = 32
"""The most levels of nesting in a JSON value."""

_NOT_UTF8 = re.compile("[\udc80-\udcff]")


class Row(NamedTuple, Generic[T]):
    line: int
    """The number of the line on which the row begins, counted from one."""
    value: T


class BadRow(Record):
    """A row that cannot be read, and why."""

    line: int
    reason: str
    """A clause about the row; what follows a colon differs between rows with the same fault."""
    cells: tuple[str, ...] = ()
    """The cells of the row in a table, as far as they are known, with escapes."""


class Quotes(Enum):
    """What quotation marks in a table mean."""

    NONE = auto()
    """Nothing: a quotation mark is a character like any other."""
    LENIENT = auto()
    """They enclose a cell if they match, and are ordinary characters otherwise."""
    STRICT = auto()
    """They enclose a cell; a row in which they do not match is bad."""


class _Unknown(str):
    __slots__ = ()


UNKNOWN = _Unknown()
"""A cell that is not empty, but whose value is not in the file. It is an empty text of its own."""

UNDECODABLE = "it is not in "
"""How the reason of a row begins that has a byte which is not in the encoding of the text."""


class _UnreadableError(Exception):
    """A row cannot be read; the message gives the reason."""


class _OpenError(Exception):
    """A row is still open at the end of its line."""


def texts(lines: Lines) -> Iterator[Row[str] | BadRow]:
    """Yield the text of each of *lines*."""
    for line in lines:
        try:
            yield Row(line.number, _strict(line, lines))
        except _UnreadableError as error:
            yield BadRow(line.number, str(error))


def json_values(lines: Lines) -> Iterator[Row[Any] | BadRow]:
    """Yield the JSON value on each of *lines* that is not blank."""
    for row in texts(lines):
        if isinstance(row, BadRow):
            yield row
        elif row.value.strip():
            yield json_value(row.line, row.value)


def json_value(line: int, text: str, encoding: str = UTF8) -> Row[Any] | BadRow:
    """Return the JSON value *text*, which begins on *line*, of a text in *encoding*."""
    try:
        return Row(line, _json(_decodable(text, encoding)))
    except _UnreadableError as error:
        return BadRow(line, str(error))


def delimited(lines: Lines, delimiter: str, quotes: Quotes) -> Iterator[Row[list[str]] | BadRow]:
    """
    Yield the cells of each row of *lines*; a blank line has none.

    A quoted cell may continue on the following lines. If its quote is never closed, only the
    line on which the row begins is consumed.
    """
    open_until = _OpenUntil()
    for line in lines:
        try:
            cells = _cells(line, lines, delimiter, quotes, open_until)
        except _UnreadableError as error:
            yield BadRow(line.number, str(error))
        else:
            wrong = next(filter(None, map(_NOT_UTF8.search, cells)), None)
            yield (
                BadRow(line.number, _undecodable(wrong, lines.encoding), tuple(map(visible, cells)))
                if wrong
                else Row(line.number, cells)
            )


class _OpenUntil:
    """
    What is known of the lines ahead, which were read in vain for the end of a quoted cell.

    All lines up to *line* continue an open cell without ending it, and the next one fails. So it is
    for each row that begins among them and is open at its line's end, and none of the lines is
    read for a second time.
    """

    line = 0
    reason = ""


def _cells(
    first: Line, lines: Lines, delimiter: str, quotes: Quotes, open_until: _OpenUntil
) -> list[str]:
    text = _text(first, lines)
    cells = text.split(delimiter) if text else []
    if '"' in text and quotes is not Quotes.NONE:
        consumed: list[Line] = []
        try:
            cells = _quoted(text, lines, consumed, delimiter, first.number < open_until.line)
        except _OpenError:
            lines.back(consumed)
            if quotes is Quotes.STRICT:
                raise _UnreadableError(open_until.reason) from None
        except _UnreadableError as error:
            if consumed:
                open_until.line, open_until.reason = consumed[-1].number, str(error)
            lines.back(consumed)
            if quotes is Quotes.STRICT:
                raise
    return cells


def _quoted(
    text: str, lines: Lines, consumed: list[Line], delimiter: str, hopeless: bool
) -> list[str]:
    """Return the cells of the row *text*; if *hopeless*, it ends on its line or is unreadable."""
    import csv  # most rows have no quote

    def feed() -> Iterator[str]:
        yield f"{text}\n"
        if hopeless:
            raise _OpenError
        size = len(text)
        for line in lines:
            consumed.append(line)
            more = _text(line, lines)
            size += len(more) + 1
            if size > lines.longest:
                raise _too_long(lines)
            yield f"{more}\n"

    single = delimiter if len(delimiter) == 1 else _SINGLE
    try:
        fed = (each.replace(delimiter, single) for each in feed())
        cells = next(csv.reader(fed, delimiter=single, strict=True))
        return [each.replace(single, delimiter) for each in cells]
    except csv.Error as error:
        raise _UnreadableError(f"its quotes do not match: {error}") from None


_SINGLE = "\x1f"
"""The delimiter in the place of one with several characters, which the csv module cannot read."""


def _json(text: str) -> Any:
    try:
        value = decode(text.encode(), Any)
    except RecursionError:
        raise _UnreadableError("it is nested too deeply") from None
    except ValueError as error:
        raise _UnreadableError(f"it is not JSON: {error}") from None
    if _too_deep([value]):
        raise _UnreadableError("it is nested too deeply")
    return value


def _too_deep(values: list[Any]) -> bool:
    for _ in range(DEEPEST):
        values = [inner for value in values for inner in _inside(value)]
    return bool(values)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _strict(line: Line, lines: Lines) -> str:
    return _decodable(_text(line, lines), lines.encoding)


def _decodable(text: str, encoding: str) -> str:
    wrong = _NOT_UTF8.search(text)
    if wrong:
        raise _UnreadableError(_undecodable(wrong, encoding))
    return text


def _undecodable(wrong: re.Match[str], encoding: str) -> str:
    # Bytes of other encodings may stand for several ones.
    detail = f": the byte 0x{ord(wrong[0]) - 0xDC00:02X}" if encoding == UTF8 else ""
    return f"{UNDECODABLE}{encoding.upper()}{detail}"


def _text(line: Line, lines: Lines) -> str:
    if line.text is None:
        raise _too_long(lines)
    return line.text


def _too_long(lines: Lines) -> _UnreadableError:
    return _UnreadableError(f"it is longer than {lines.longest:,} bytes")


def letters(column: int) -> str:
    """
    Return the letters of *column*, from one, as Excel shows them.

    >>> letters(1), letters(27), letters(703)
    ('A', 'AA', 'AAA')
    """
    found = ""
    while column:
        column, digit = divmod(column - 1, 26)
        found = chr(ord("A") + digit) + found
    return found
