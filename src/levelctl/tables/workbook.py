"""
Reads and writes the rows of a sheet in a workbook of Excel (XLSX). Only this module uses openpyxl.

A workbook is an archive of XML. It is unpacked once to check it, within bounds and without storing
it, before openpyxl reads it row by row.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from xml.parsers import expat

from levelctl.errors import CanonError, LevelctlError
from levelctl.tables.archives import archive, opened, pieces, shown
from levelctl.tables.lines import LONGEST
from levelctl.tables.rows import UNKNOWN, BadRow, Row

MOST_XML = 256_000_000
"""The most bytes of XML in a workbook; a million rows with a few columns have less."""

MOST_ROWS = 1_048_576
"""The most rows of a sheet in Excel."""

AT_ONCE = 256
"""How many rows are read at once."""

HINT = "save it as XLSX again, or as CSV"

DEEPEST = 32
"""The most levels of nesting in the XML of a workbook."""

MOST_ELEMENTS = 500_000
"""The most elements in a row, a text, or elsewhere in one file: openpyxl stores them at once."""

MOST_UNVALUED = 100_000
"""The most formulas in a sheet whose values are not stored."""

_ONE_BY_ONE = ("row", "si")
"""The elements that openpyxl reads one by one: the rows of a sheet, the texts of its cells."""


class Workbook:
    """A workbook that is open; see `opened_workbook`."""

    def __init__(
        self,
        name: str,
        book: Any,
        unvalued: Mapping[str, AbstractSet[tuple[int, int]]] | None = None,
        merged: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.name = name
        self._book = book
        self._unvalued = unvalued or {}
        """By file of a sheet: the rows and columns, from one, of formulas without a value."""
        self._merged = merged or {}
        """By file of a sheet: the ranges of its merged cells."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets that can have rows."""
        return tuple(each.title for each in self._book.worksheets)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The names of the hidden sheets."""
        found = (each for each in self._book.worksheets if each.sheet_state != "visible")
        return tuple(each.title for each in found)

    def merged(self, sheet: str) -> list[tuple[int, int, int, int]]:
        """Return the merged cells of *sheet*: the first row and column, and the last, from one."""
        ranges = self._merged.get(self._sheet(sheet)._worksheet_path, ())  # noqa: SLF001 - its file
        return [corners for each in ranges if (corners := _corners(each))]

    @property
    def first(self) -> str:
        """The name of the first sheet that is not hidden."""
        return str(self._sheet(None).title)

    def rows(self, sheet: str | None = None) -> Iterator[Row[list[str]] | BadRow]:
        """
        Yield the cells of each row of the sheet named *sheet*, in any case, or of the first one.

        A row without a value has no cells. A formula whose value is not stored is `UNKNOWN`.
        Raises LevelctlError if there is no such sheet.
        """
        return self._rows(self._sheet(sheet))

    def _sheet(self, name: str | None) -> Any:
        if not self.sheets:
            raise CanonError(f"{self.name} has no sheet with rows", hint=HINT)
        if name is None:
            visible = (each for each in self._book.worksheets if each.sheet_state == "visible")
            return next(visible, self._book.worksheets[0])
        same = [each for each in self.sheets if each == name]
        alike = [each for each in self.sheets if each.casefold() == name.casefold()]
        found = next(iter(same or alike), None)
        if found is None:
            raise LevelctlError(
                f"{self.name} has no sheet {name!r}", hint=f"its sheets: {', '.join(self.sheets)}"
            )
        return self._book[found]

    def _rows(self, sheet: Any) -> Iterator[Row[list[str]] | BadRow]:
        sheet.reset_dimensions()  # what a sheet says about its size may be wrong
        values = sheet.iter_rows(values_only=True)
        unvalued = self._unvalued.get(sheet._worksheet_path, frozenset())  # noqa: SLF001 - its file
        number = 0
        while True:
            with _readable(self.name), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about styles and the like
                several = list(islice(values, AT_ONCE))
            for number, row in enumerate(several, number + 1):  # noqa: B020 - it goes on
                yield _row(number, row, unvalued)
            if number > MOST_ROWS:
                raise CanonError(f"{self.name} has more than {MOST_ROWS:,} rows", hint=HINT)
            if not several:
                return


@contextlib.contextmanager
def opened_workbook(path: Path) -> Iterator[Workbook]:
    """
    Open the workbook *path*.

    Raises CanonError if it is damaged, hostile or too large, or if openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise CanonError(
            f"{path} is a workbook of Excel, and the package that reads them is not installed",
            hint="pip install 'levelctl[excel]', or save its sheet as CSV",
        ) from error
    with opened(path, HINT) as file:
        with archive(file, path, HINT) as zipped:
            unvalued, merged = _check(zipped, path)
        with _readable(str(path)), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            yield Workbook(str(path), book, unvalued, merged)
        finally:
            book.close()


def _check(
    zipped: zipfile.ZipFile, path: Path
) -> tuple[dict[str, set[tuple[int, int]]], dict[str, list[str]]]:
    """
    Return the places of formulas without a stored value, and those of merged cells, by file.

    Raises CanonError if the XML in the archive is too large, damaged or hostile.
    """
    left = MOST_XML
    unvalued, merged = {}, {}
    for info in zipped.infolist():
        if not info.filename.lower().endswith((".xml", ".rels")):
            continue
        if info.file_size > left:
            message = f"{path} has more than {MOST_XML:,} bytes of XML"
            raise CanonError(message, hint="save its sheet as CSV")
        check = _XmlCheck(f"{path}: {shown(info.filename)}")
        for piece in pieces(zipped, info, str(path), left):
            check.parser.Parse(piece, False)
        check.parser.Parse(b"", True)
        left -= info.file_size
        if check.formulas.unvalued:
            unvalued[info.filename] = check.formulas.unvalued
        if check.merged:
            merged[info.filename] = check.merged
    return unvalued, merged


class _XmlCheck:
    """Refuses XML that no program writes into a workbook, before much of it is in memory."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._depth = 0
        self._elements = 0
        self.formulas = _Formulas()
        self.merged: list[str] = []
        """The ranges of merged cells; the bound of elements in one place bounds them."""

    def _doctype(self, *_: Any) -> None:
        raise self._refusal("it declares entities or the like")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements = 0 if name in _ONE_BY_ONE else self._elements + 1
        if self._depth > DEEPEST:
            raise self._refusal("it is nested too deeply")
        if self._elements > MOST_ELEMENTS:
            raise self._refusal(f"it has more than {MOST_ELEMENTS:,} elements in one place")
        name = name.rpartition(":")[2]
        if name in _OF_CELLS:
            self.formulas.start(name, attributes)
            if name == "v":
                self.parser.CharacterDataHandler = self.formulas.text
        elif name == "mergeCell":
            self.merged.append(attributes.get("ref", ""))

    def _end(self, name: str) -> None:
        self._depth -= 1
        name = name.rpartition(":")[2]
        if name == "v":
            self.parser.CharacterDataHandler = None
        elif name == "c":
            self.formulas.end()
            if len(self.formulas.unvalued) > MOST_UNVALUED:
                raise CanonError(
                    f"{self.name}: over {MOST_UNVALUED:,} formulas have no stored value",
                    hint="open it in Excel or LibreOffice and save it",
                )

    def _refusal(self, reason: str) -> CanonError:
        return CanonError(f"{self.name}: {reason}", hint=HINT)


_OF_CELLS = ("row", "c", "f", "v")
"""The elements that tell the place of a cell, and whether it is a formula with a value."""


class _Formulas:
    """Collects the places of formulas whose values are not stored, as some programs write them."""

    def __init__(self) -> None:
        self.unvalued: set[tuple[int, int]] = set()
        self._row = self._column = 0
        self._is_formula = self._has_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin the element *name* of a sheet. Rows and cells without a place follow the last."""
        match name:
            case "row":
                place = attributes.get("r", "")
                self._row = int(place[:_DIGITS]) if place.isdecimal() else self._row + 1
                self._column = 0
            case "c":
                self._column = _column(attributes.get("r", "")) or self._column + 1
                self._is_formula = False
                # The result of such a formula is a text, and can be empty.
                self._has_value = attributes.get("t") == "str"
            case "f":
                self._is_formula = True

    def text(self, _: str) -> None:
        """Take the value of a cell."""
        self._has_value = True

    def end(self) -> None:
        """End a cell."""
        if self._is_formula and not self._has_value:
            self.unvalued.add((self._row, self._column))


_DIGITS = 8
"""The most digits of the number of a row that count."""


def _column(place: str) -> int:
    """
    Return the number of the column in *place*, from one, or 0.

    >>> _column("A1"), _column("AB7"), _column("")
    (1, 28, 0)
    """
    number = 0
    for letter in place.rstrip("0123456789")[:_LETTERS].upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


_LETTERS = 3
"""The most letters of a column in Excel."""

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


def _corners(area: str) -> tuple[int, int, int, int] | None:
    """
    Return the first row and column of a range such as *B2:C4*, and the last; None for no range.

    >>> _corners("B2:C4"), _corners("B2"), _corners("x:y")
    ((2, 2, 4, 3), None, None)
    """
    match = _RANGE.fullmatch(area)
    if not match:
        return None
    first, top, last, bottom = match.groups()
    return int(top), _column(first), int(bottom), _column(last)


@contextlib.contextmanager
def _readable(name: str) -> Iterator[None]:
    """Raise CanonError for what openpyxl, zipfile and the parsers of XML raise; it is a dozen."""
    try:
        yield
    except LevelctlError:
        raise
    except Exception as error:  # whatever a hostile file makes them raise
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        message = f"{name} is not a workbook of Excel that can be read: {reason}"
        raise CanonError(message, hint=HINT) from error


def _row(
    number: int, values: Sequence[Any], unvalued: AbstractSet[tuple[int, int]]
) -> Row[list[str]] | BadRow:
    cells = [_text(each) for each in values]
    if unvalued:
        for column in range(len(cells)):
            if (number, column + 1) in unvalued:
                cells[column] = UNKNOWN
    if sum(map(len, cells)) > LONGEST:
        return BadRow(number, f"it is longer than {LONGEST:,} characters")
    known = any(cells) or any(each is UNKNOWN for each in cells)
    return Row(number, cells if known else [])


def _text(value: Any) -> str:
    """Return what a cell shows, nearly: a number without a needless fraction, a date as in ISO."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case dt.datetime():
            midnight = value.time() == dt.time()
            return value.date().isoformat() if midnight else value.isoformat(" ")
    return str(value)


class NewSheet(NamedTuple):
    """A sheet to write: its *rows*, of which the first has the headings, all of them texts."""

    title: str
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    """The width of each column, in characters."""
    choices: Mapping[int, Sequence[str]]
    """By column, from 0: what its cells below the heading offer to choose from."""


def workbook_of(sheet: NewSheet) -> bytes:
    """
    Return a workbook with *sheet* whose cells are texts: none of them is a formula.

    Raises LevelctlError if openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook as NewWorkbook
    except ImportError as error:
        raise LevelctlError(
            "the package that writes workbooks of Excel is not installed",
            hint="pip install 'levelctl[excel]', or give a path that ends with .csv",
        ) from error
    book = NewWorkbook()
    page: Any = book.active
    page.title = sheet.title
    for number, row in enumerate(sheet.rows, 1):
        for column, text in enumerate(row, 1):
            _write_text(page.cell(number, column), text)
    _arrange(page, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write_text(cell: Any, text: str) -> None:
    """Write *text* into *cell* as it is, also if it begins as a formula does."""
    from openpyxl.styles import Alignment

    cell.value = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text[:MOST_IN_CELL])
    cell.data_type = "s"
    # Whoever edits such a cell in Excel does not make a formula of it either.
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")


MOST_IN_CELL = 32_767
"""The most characters of a cell in Excel."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot have."""


def _arrange(page: Any, sheet: NewSheet) -> None:
    """Give *page* its widths, fixed headings and choices."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    page.freeze_panes = "A2"
    for column, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(column)].width = width
    for column, values in sheet.choices.items():
        listed = ",".join(values)
        if len(sheet.rows) > 1 and len(listed) < MOST_CHOICES:
            offered = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
            letter = get_column_letter(column + 1)
            offered.add(f"{letter}2:{letter}{len(sheet.rows)}")
            page.add_data_validation(offered)


MOST_CHOICES = 255
"""The most characters of a list to choose from in Excel."""
