"""Files of titles → rows: one title per plain line, row of CSV or TSV, or JSON object."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, count, islice
from typing import Any, NamedTuple

from levelctl.errors import CanonError, LevelctlError
from levelctl.tables.decoding import UTF8
from levelctl.tables.lines import Lines
from levelctl.tables.rows import (
    UNDECODABLE,
    UNKNOWN,
    BadRow,
    Quotes,
    Row,
    delimited,
    json_values,
    texts,
)
from levelctl.titles.batch.title_rows import (
    BadTitleRow,
    Choice,
    InputFormat,
    Note,
    TitleRow,
    ignore,
)

COLUMNS = ("jobtitle", "title")
"""The default columns of titles; case, spaces, hyphens and underscores do not count."""

_SHOWN = 40
"""The most names that a hint lists, and the most characters of each."""

_DIGITS = 6
"""The most digits of the number of a column that count."""

_UNTITLED = "it has no title"

_UNVALUED = "its title is a formula whose value is not stored"

_UNFIT = "its cells do not fit the heading"

HEADING_WITHIN = 20
"""The lines among which a heading is noticed that has other text above it."""

_HINTS = (
    (f"{UNDECODABLE}{UTF8.upper()}", "save the file as UTF-8, or give its encoding"),
    (UNDECODABLE, "give another encoding, or --encoding guess, or save the file as UTF-8"),
    (_UNVALUED, "open the workbook in Excel or LibreOffice and save it: that stores the values"),
    (_UNTITLED, "give the key with the titles: --column NAME"),
    (_UNFIT, "in CSV, a cell that contains the delimiter needs quotes around it, and a row none"),
)
"""What to do about rows that cannot be read, by the beginning of the reason."""

_NOT_A_LETTER = re.compile(r"[\W_]+")

_PARTED = re.compile(r"\S\s{2,}\S|\S[^\w\s]\S*[^\w\s]\S")
"""What a heading has that may be one of several columns."""


CellRows = Iterator[Row[list[str]] | BadRow]


def hint_of(reason: str, encoding: str | None = None, *, most: bool = True) -> str:
    """
    Return what to do about rows that cannot be read for *reason*, or nothing.

    *encoding* is one in which they are text, and *most* says whether they are most of the rows
    with other characters than ASCII.
    """
    if reason.startswith(UNDECODABLE) and not most:
        return "the other rows are right: mend the bytes of these, or save them as UTF-8"
    hint = next((hint for start, hint in _HINTS if reason.startswith(start)), "")
    if encoding and reason.startswith(f"{UNDECODABLE}{UTF8.upper()}"):
        return f"{hint}: --encoding {encoding}"
    return hint


def rows(
    lines: Lines,
    form: InputFormat,
    column: str | None = None,
    *,
    choice: Choice | None = None,
    note: Note = ignore,
    sniffed: bool = False,
) -> Iterator[TitleRow | BadTitleRow]:
    """
    Yield the titles of *lines* in order, and a bad row for each that cannot be read.

    The titles are in *column*; case is ignored. If it is None, they are in the column job title or
    title, or in the only column. A number is a column of a table without a heading, unless one has
    that name. A blank line below the heading is an empty title; in NDJSON it is skipped.
    If the format was *sniffed*, a heading among the first plain lines is an error.

    Raises LevelctlError if there is no such column, and CanonError if the header of a table
    cannot be read.
    """
    choice = choice or Choice(column)
    _skip(lines, choice.skip)
    match form:
        case InputFormat.LINES:
            if choice.column is not None or choice.delimiter is not None:
                raise LevelctlError(
                    "plain lines have no columns",
                    hint="give the format of the file with --input csv, tsv or ndjson",
                )
            return _plain(lines, sniffed=sniffed)
        case InputFormat.NDJSON:
            return of_objects(json_values(lines), choice.column)
    return _table(lines, form, choice, note)


def _skip(lines: Lines, count: int) -> None:
    """Consume *count* of *lines*. Raises LevelctlError if these are all there are."""
    skipped = sum(1 for _ in islice(lines, count))
    if count and lines.peek() is None:
        raise _all_skipped(count, skipped, "line")


def _all_skipped(count: int, found: int, what: str) -> LevelctlError:
    return LevelctlError(
        f"--skip {count} leaves nothing to read: the last {what} is {found:,}",
        hint="give the number of lines above the heading",
    )


def _title_row(line: int, given: str, columns: dict[str, Any]) -> TitleRow:
    """Return the row of the title *given*; the spaces around it do not count."""
    title = given.strip()
    return TitleRow(line, title, columns, "" if given == title else given)


# Plain lines, and objects.


def _plain(lines: Lines, *, sniffed: bool) -> Iterator[TitleRow | BadTitleRow]:
    seen: list[str] = []
    known = 0
    for row in texts(lines):
        if isinstance(row, BadRow):
            yield BadTitleRow(row.line, row.reason, "", {})
            continue
        if sniffed and row.line <= HEADING_WITHIN:
            if row.line > 1:
                _refuse_heading(row)
            seen.append(row.value)
            known = _refuse_rows(seen, lines, known)
        yield _title_row(row.line, row.value, {})


def _refuse_rows(seen: list[str], lines: Lines, known: int) -> int:
    """
    Raise LevelctlError if the first lines are rows of a table: *seen*, and those that arrived.

    Return how many there are. Nothing is looked at if that was *known*.
    """
    from levelctl.tables.parting import AHEAD, arrived

    first = [*seen, *arrived(lines, AHEAD - len(seen))]
    if len(first) > known:
        _refuse_parted(first)
    return len(first)


def _refuse_parted(first: Sequence[str], column: str | None = None, told: str = "") -> None:
    """
    Raise LevelctlError if the lines *first* are rows whose cells are still together.

    *told* is the delimiter that was given, which none of them has.
    """
    from levelctl.tables.delimiters import shown
    from levelctl.tables.parting import parted_by, unquoted

    mark = parted_by(first, lambda cells: is_heading(cells, column))
    if mark is None:
        return
    what = f"the first lines are rows of a table: {shown(mark)} separates {first[0][:_SHOWN]!r}"
    if told:
        what = f"the first lines have no {shown(told)}: {shown(mark)} separates their columns"
    hint = f"--delimiter '{shown(mark).strip(chr(34))}' reads the columns"
    if unquoted(first[0]) != first[0].strip():
        hint = "take away the quotation marks around whole rows"
    raise LevelctlError(what, hint=f"{hint}; --input lines takes each line as a title")


def _refuse_heading(row: Row[str]) -> None:
    """Raise LevelctlError if *row* is the heading of a table, with other text above it."""
    from levelctl.tables.delimiters import COMMON, cells_of

    for delimiter in COMMON:
        cells = cells_of(row.value, delimiter)
        if len(cells) > 1 and is_heading(cells):
            raise LevelctlError(
                f"line {row.line} is the heading of a table: {_listed(cells)}",
                hint=f"--skip {row.line - 1} reads it; --input lines takes each line as a title",
            )


def of_objects(
    values: Iterable[Row[Any] | BadRow], column: str | None
) -> Iterator[TitleRow | BadTitleRow]:
    """Yield the titles of *values*: strings, or objects that have the title in *column*."""
    for row in values:
        if isinstance(row, BadRow):
            yield BadTitleRow(row.line, row.reason, "", {})
        else:
            yield _of_object(row.line, row.value, column)


def _of_object(number: int, value: Any, column: str | None) -> TitleRow | BadTitleRow:
    if isinstance(value, str) and column is None:
        return _title_row(number, value, {})
    if not isinstance(value, dict):
        return BadTitleRow(number, "it is not an object", "", {})
    place = _title_column(tuple(value), column)
    if place is None:
        reason = f"it has no {column!r}" if column else _UNTITLED
        return BadTitleRow(number, f"{reason}: its keys are {_listed(tuple(value))}", "", value)
    name = tuple(value)[place]
    others = {key: each for key, each in value.items() if key != name}
    title = "" if value[name] is None else value[name]
    if not isinstance(title, str):
        return BadTitleRow(number, f"{name!r} is not text", "", others)
    return _title_row(number, title, others)


# Tables.


def _table(
    lines: Lines, form: InputFormat, choice: Choice, note: Note
) -> Iterator[TitleRow | BadTitleRow]:
    """Return the rows below the heading, which is read immediately."""
    _skip_blank(lines)
    delimiter = _delimiter(lines, form, choice)
    quotes = Quotes.STRICT if delimiter in ",;" else Quotes.LENIENT
    table = TitleTable(
        delimited(lines, delimiter, quotes), lambda: _below_heading(lines), delimiter
    )
    found = of_table(table, choice, note)
    if choice.delimiter is None and delimiter not in ("\t" if form is InputFormat.TSV else ",;"):
        from levelctl.tables.delimiters import shown

        note(f"the columns are separated by {shown(delimiter)}")
    return found


def of_sheet(
    rows: CellRows, choice: Choice, note: Note, others: Sequence[str] = ()
) -> Iterator[TitleRow | BadTitleRow]:
    """
    Return the titles in the *rows* of a sheet, as `of_table` does.

    *others* are the names of the sheets, if there are several and none was chosen.
    """
    rows = iter(rows)
    skipped = sum(1 for _ in islice(rows, choice.skip))
    start = list(islice(rows, HEADING_WITHIN))
    if choice.skip and not start:
        raise _all_skipped(choice.skip, skipped, "row")

    def below() -> Iterator[Row[list[str]]]:
        return (row for row in start[1:] if not isinstance(row, BadRow))

    return of_table(TitleTable(chain(start, rows), below, sheets=tuple(others)), choice, note)


def _skip_blank(lines: Lines) -> None:
    while (first := lines.peek()) and first.text is not None and not first.text.strip(" \t\r"):
        next(lines)


def _delimiter(lines: Lines, form: InputFormat, choice: Choice) -> str:
    from levelctl.tables.delimiters import declared, sniffed

    first = lines.peek()
    said = declared(first.text) if first and first.text else None
    if said:
        next(lines)
        _skip_blank(lines)
        if lines.peek() is None:
            raise CanonError(
                "the file has no rows: it ends after the line that declares the delimiter",
                hint="give a file with a heading and rows",
            )
    chosen = choice.delimiter or said
    if chosen:
        _refuse_together(lines, choice, chosen)
        return chosen
    found = sniffed(lines, lambda cells: is_heading(cells, choice.column))
    if found is None:
        _refuse_together(lines, choice)
        _refuse_unparted(lines, choice)
    return found or ("\t" if form is InputFormat.TSV else ",")


def _refuse_together(lines: Lines, choice: Choice, told: str = "") -> None:
    """Raise LevelctlError if *lines* are rows without the delimiter *told*, but with another."""
    from levelctl.tables.parting import arrived

    first = arrived(lines)
    apart = bool(told) and any(told in text for text in first)
    if first and not apart and not is_heading(first[:1], choice.column):
        _refuse_parted(first, choice.column, told)


def _refuse_unparted(lines: Lines, choice: Choice) -> None:
    """Raise LevelctlError if the first line is no heading of one column, but perhaps of several."""
    first = lines.peek()
    text = (first.text or "").strip() if first else ""
    if choice.column is None and _PARTED.search(text) and not is_heading([text]):
        raise LevelctlError(
            f"the columns of {text[:_SHOWN]!r} cannot be told apart",
            hint="give what separates them with --delimiter, or --input lines for titles alone",
        )


class TitleTable(NamedTuple):
    """The rows of a table, the first of which is the heading, or a row if there is none."""

    rows: CellRows
    below: Callable[[], Iterator[Row[list[str]]]]
    """Yields the rows below the first one; none of them is consumed."""
    delimiter: str = ""
    """What separates the columns, if it is a text."""
    sheets: tuple[str, ...] = ()
    """The names of the sheets, if the table is in one of several that nobody chose."""

    def heading(self, column: str | None) -> int | None:
        """Return the line of a row below the first one that looks like the heading, or None."""
        found = (row.line for row in self.below() if is_heading(row.value, column))
        return next(found, None)

    @property
    def is_wider(self) -> bool:
        """Whether a row below the first one has several cells."""
        return any(len([*filter(None, row.value)]) > 1 for row in self.below())


def of_table(table: TitleTable, choice: Choice, note: Note) -> Iterator[TitleRow | BadTitleRow]:
    """
    Return the titles in *table*, whose heading is read immediately.

    Raises LevelctlError if it is not clear which column has the titles.
    """
    heading = next((row for row in table.rows if isinstance(row, BadRow) or row.value), None)
    if heading is None:
        return iter(())
    if isinstance(heading, BadRow):
        message = f"the header on line {heading.line} cannot be read: {heading.reason}"
        raise CanonError(message, hint=hint_of(heading.reason))
    names = _unique(heading.value)
    exact = bool(table.delimiter)
    place = _title_column(names, choice.column)
    if place is not None:
        if choice.column is None and not is_heading(names):
            _note_only_column(names[place], table, choice, note)
            every = chain([heading], _without_heading(table.rows))
            return _below(every, _unique([""]), place, exact=exact)
        rows = table.rows
        if table.delimiter == "," and not any(each.startswith(" ") for each in heading.value):
            rows = _noting_spaces(rows, place, note)
        return _below(rows, names, place, exact=exact)
    number = _number(choice.column)
    if number is None:
        raise _no_column(names, choice, table)
    if number > len(names):
        message = f"there is no column {number}: the first row has {len(names)}"
        raise LevelctlError(message, hint=f"its cells: {_listed(names)}")
    if is_heading(names[number - 1 : number]):
        return _below(table.rows, names, number - 1, exact=exact)
    note(
        f"the first row is read as one of a table without a heading: {names[number - 1]!r} is a "
        f"title; --skip {heading.line} leaves it out"
    )
    numbered = _unique([""] * len(names))
    return _below(chain([heading], table.rows), numbered, number - 1, exact=exact)


def _note_only_column(name: str, table: TitleTable, choice: Choice, note: Note) -> None:
    """Tell that the first row is a title, *name*. Raises LevelctlError for a sheet with others."""
    if table.sheets or (not table.delimiter and table.is_wider):
        raise _no_column((name,), choice, table)
    note(f"the first row is read as a title: {name!r}; if it is the heading, give it as --column")


def _noting_spaces(rows: CellRows, place: int, note: Note) -> CellRows:
    """Yield *rows*. Tell of the first one whose title may go on behind a comma and a space."""
    told = False
    for row in rows:
        cells = row.value[place : place + 2] if isinstance(row, Row) else []
        if not told and cells[1:] and cells[1].startswith(" "):
            told = True
            note(
                f"line {row.line}: a space begins the cell after the title {cells[0][:_SHOWN]!r}; "
                "a title with a comma needs quotes around it"
            )
        yield row


def _without_heading(rows: CellRows) -> CellRows:
    """Yield *rows*. Raises LevelctlError if one of the first ones is the heading of a table."""
    for row in rows:
        if isinstance(row, Row) and row.line <= HEADING_WITHIN:
            _refuse_heading(Row(row.line, ",".join(row.value)))
        yield row


def _number(column: str | None) -> int | None:
    """Return the number of a column that *column* is, from one, or None."""
    digits = column is not None and column.isascii() and column.isdigit()
    number = int(column[:_DIGITS]) if column and digits else 0
    return number or None


def _no_column(names: tuple[str, ...], choice: Choice, table: TitleTable) -> LevelctlError:
    column = choice.column
    what = f"there is no column {column!r}" if column else "which column has the titles?"
    line = table.heading(column)
    if line:
        return LevelctlError(what, hint=f"line {line} looks like the heading: --skip {line - 1}")
    hint = f"--column NAME, one of: {_listed(names)}{_parted_by(names, table)}; "
    hint += "without a heading, --column NUMBER; for text above the heading, --skip N"
    if table.sheets:
        hint += f"; for another sheet, --sheet NAME, one of: {', '.join(table.sheets)}"
    return LevelctlError(what, hint=hint)


def _parted_by(names: tuple[str, ...], table: TitleTable) -> str:
    if not table.delimiter or len(names) == 1:
        return ""
    from levelctl.tables.delimiters import shown

    return f" (separated by {shown(table.delimiter)})"


def _below_heading(lines: Lines) -> Iterator[Row[list[str]]]:
    """Yield the next lines with their cells, however these are separated; none is consumed."""
    from levelctl.tables.delimiters import COMMON, ahead, cells_of

    for line in ahead(lines):
        text = line.text or ""
        yield from (Row(line.number, cells_of(text, each)) for each in COMMON if each in text)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(name[:_SHOWN] for name in names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN:,} others"


def _below(
    rows: CellRows, names: tuple[str, ...], place: int, *, exact: bool
) -> Iterator[TitleRow | BadTitleRow]:
    """Yield the titles at *place* in *rows*; if *exact*, a row needs a cell for each of *names*."""
    blank: list[int] = []
    for row in rows:
        if isinstance(row, Row) and not row.value and not exact:
            blank.append(row.line)  # a sheet can have many at its end, which are no rows
            continue
        yield from (_blank(line, names, place) for line in blank)
        blank.clear()
        if isinstance(row, BadRow):
            yield _bad(row.line, row.reason, row.cells, names, place)
        elif not row.value:
            yield _blank(row.line, names, place)
        else:
            yield _of_cells(row.line, row.value, names, place, exact=exact)


def _blank(line: int, names: tuple[str, ...], place: int) -> TitleRow:
    """Return the row of a blank line, so that the answers stay beside their lines."""
    columns = dict.fromkeys(names, "")
    del columns[names[place]]
    return TitleRow(line, "", columns)


def _of_cells(
    line: int, cells: list[str], names: tuple[str, ...], place: int, *, exact: bool
) -> TitleRow | BadTitleRow:
    """
    Return the title among *cells*. Spreadsheets add empty cells at a row's end.

    Unless *exact*, cells can be missing there. In a text nobody knows which ones are missing.
    """
    missing = len(names) - len(cells)
    if cells[place : place + 1] and cells[place] is UNKNOWN:
        return _bad(line, _UNVALUED, cells, names, place)
    if any(cells[len(names) :]) or place >= len(cells) or (exact and missing > 0):
        reason = f"{_UNFIT}: it has {len(cells)}, not {len(names)}"
        return _bad(line, reason, cells, names, place)
    columns = dict(zip(names, [*cells, *[""] * missing], strict=False))
    return _title_row(line, columns.pop(names[place]), columns)


def _bad(
    line: int, reason: str, cells: Sequence[str], names: tuple[str, ...], place: int
) -> BadTitleRow:
    columns = dict(zip(names, [*cells, *[""] * (len(names) - len(cells))], strict=False))
    title = columns.pop(names[place]).strip()
    return BadTitleRow(line, reason, title, columns)


def _unique(cells: list[str]) -> tuple[str, ...]:
    """
    Return the *cells* of a header as unique names.

    >>> _unique(["title", "", "title"])
    ('title', 'column 2', 'title 2')
    """
    names: dict[str, None] = {}
    following: dict[str, Iterator[int]] = {}
    """By name, the numbers that were not tried yet: each is tried once, whatever the cells are."""
    for number, cell in enumerate(cells, 1):
        name = own = cell.strip() or f"column {number}"
        while name in names:
            name = f"{own} {next(following.setdefault(own, count(2)))}"
        names[name] = None
    return tuple(names)


def _title_column(names: Sequence[str], column: str | None) -> int | None:
    """Return the index of the column of titles in *names*, or None if it is not clear."""
    if column in names:
        return names.index(column)
    folded = [_folded(name) for name in names]
    wanted = COLUMNS if column is None else (_folded(column),)
    for name in wanted:
        if name in folded:
            return folded.index(name)
    return 0 if column is None and len(names) == 1 else None


def is_heading(cells: Sequence[str], column: str | None = None) -> bool:
    """Return whether *cells* have the name *column*, or without one a default name."""
    wanted = COLUMNS if column is None else (_folded(column),)
    return any(_folded(cell) in wanted for cell in cells)


def _folded(name: str) -> str:
    return _NOT_A_LETTER.sub("", name.casefold())
