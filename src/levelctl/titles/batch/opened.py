"""Opens the rows of a file of titles in any format that is read."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from levelctl.errors import CanonError
from levelctl.tables.lines import LineReader
from levelctl.titles.batch.rows import of_objects, of_sheet, rows
from levelctl.titles.batch.title_rows import (
    BadTitleRow,
    Choice,
    InputFormat,
    Note,
    TitleRow,
    ignore,
)

STDIN = "-"


class OpenedTitles(NamedTuple):
    """The rows of titles, and a function that returns whether the next can be read at once."""

    rows: Iterator[TitleRow | BadTitleRow]
    ready: Callable[[], bool]


@contextlib.contextmanager
def opened_titles(
    path: Path,
    lines: LineReader,
    form: InputFormat,
    choice: Choice,
    *,
    sniffed: bool = True,
    note: Note = ignore,
) -> Iterator[OpenedTitles]:
    """
    Open the titles in the file *path*, whose text *lines* has and whose format is *form*.

    *sniffed* says whether nobody told the format. *note* receives what is to be known about how
    the file is read. Raises what `rows`, `of_sheet` and `opened_workbook` raise.
    """
    match form:
        case InputFormat.XLSX:
            with _workbook_rows(path, choice, note) as found:
                yield OpenedTitles(found, lambda: True)
        case InputFormat.JSON:
            from levelctl.tables.json_array import JsonArray

            array = JsonArray(lines.source)
            yield OpenedTitles(of_objects(array, choice.column), lambda: array.ready)
        case _:
            read = rows(lines, form, choice=choice, note=note, sniffed=sniffed)
            yield OpenedTitles(read, lambda: lines.ready)


@contextlib.contextmanager
def _workbook_rows(
    path: Path, choice: Choice, note: Note
) -> Iterator[Iterator[TitleRow | BadTitleRow]]:
    if str(path) == STDIN:
        raise CanonError(
            "a workbook of Excel cannot be read from stdin", hint="give the file with --from"
        )
    from levelctl.tables.workbook import opened_workbook

    with opened_workbook(path) as book:
        others = book.sheets if choice.sheet is None and len(book.sheets) > 1 else ()
        titles = of_sheet(book.rows(choice.sheet), choice, note, others)
        if others:
            names = ", ".join(others)
            note(f"the sheet {book.first!r} is read; --sheet chooses one of: {names}")
        yield titles
