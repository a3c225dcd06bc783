"""The rows of a pay file: a table as CSV or TSV, or a sheet of a workbook of Excel."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from io import BufferedReader
from itertools import chain, islice
from pathlib import Path

from levelctl.answers.pay.file.headings import is_heading, missing
from levelctl.errors import CanonError
from levelctl.record import Record
from levelctl.tables.lines import LineReader
from levelctl.tables.opening import open_regular
from levelctl.tables.rows import BadRow, Quotes, Row, delimited
from levelctl.titles.batch.formats import form_of
from levelctl.titles.batch.title_rows import InputFormat

HEADING_WITHIN = 20
"""The rows among which the heading is."""

MOST_ROWS = 100_000
"""The most rows of a pay file; a company has a few for each profile."""

NEEDED = "it needs the columns code or title, low, median and high, as CSV or XLSX"

PayTableRows = Iterator[Row[list[str]] | BadRow]


class PayTable(Record):
    """A table below its heading."""

    heading: tuple[str, ...]
    comma: bool
    """Whether a period in its amounts separates thousands: its cells are parted by semicolons."""


@contextlib.contextmanager
def opened_table(path: Path) -> Iterator[tuple[PayTable, PayTableRows]]:
    """
    Open the pay file *path*: its heading, and the rows below.

    Raises CanonError if it cannot be read, is no table, or has no such heading.
    """
    try:
        file = BufferedReader(open_regular(path, NEEDED))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CanonError(f"{path} cannot be read: {reason}") from error
    with file:
        lines = LineReader(file, "pay file")
        form = form_of(path.name, lines)
        if form is InputFormat.XLSX:
            with _sheet(path) as found:
                yield found
            return
        if form not in (InputFormat.CSV, InputFormat.TSV):
            raise CanonError(f"{path} is not a table", hint=NEEDED)
        yield _text_table(path, lines, form)


def _text_table(path: Path, lines: LineReader, form: InputFormat) -> tuple[PayTable, PayTableRows]:
    from levelctl.tables.delimiters import declared, sniffed

    first = lines.peek()
    said = declared(first.text) if first and first.text else None
    if said:
        next(lines)
    delimiter = said or sniffed(lines, is_heading)
    delimiter = delimiter or ("\t" if form is InputFormat.TSV else ",")
    quotes = Quotes.STRICT if delimiter in ",;" else Quotes.LENIENT
    return _below_heading(path, delimited(lines, delimiter, quotes), comma=delimiter == ";")


@contextlib.contextmanager
def _sheet(path: Path) -> Iterator[tuple[PayTable, PayTableRows]]:
    from levelctl.tables.workbook import opened_workbook

    with opened_workbook(path) as book:
        visible = [each for each in book.sheets if each not in book.hidden] or [*book.sheets]
        named = (each for each in visible if _has_heading(book.rows(each)))
        sheet = next(named, book.first)
        yield _below_heading(path, book.rows(sheet), comma=False)


def _has_heading(rows: PayTableRows) -> bool:
    return any(
        isinstance(row, Row) and is_heading(row.value) for row in islice(rows, HEADING_WITHIN)
    )


def _below_heading(path: Path, rows: PayTableRows, *, comma: bool) -> tuple[PayTable, PayTableRows]:
    start = list(islice(rows, HEADING_WITHIN))
    for number, row in enumerate(start):
        if isinstance(row, Row) and is_heading(row.value):
            table = PayTable(tuple(row.value), comma)
            return table, chain(start[number + 1 :], rows)
    texts = [row.value for row in start if isinstance(row, Row) and any(row.value)]
    first = texts[0] if texts else []
    bad = next((row for row in start if isinstance(row, BadRow)), None)
    if not first and bad:
        raise CanonError(f"{path}:{bad.line}: {bad.reason}", hint=NEEDED)
    what = f"its first row has no column {missing(first)}" if first else "it has no row"
    raise CanonError(f"{path} is not a pay file: {what}", hint=NEEDED)
