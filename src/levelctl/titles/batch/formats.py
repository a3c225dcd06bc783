"""Tells the format of a file of titles, by its name and its first bytes; others are refused."""

from __future__ import annotations

import re
import shlex
from pathlib import PurePath

from levelctl.errors import CanonError
from levelctl.tables import signatures
from levelctl.tables.delimiters import COMMON, candidates, cells_of, declared
from levelctl.tables.lines import LineReader
from levelctl.tables.parting import is_parted
from levelctl.titles.batch.rows import is_heading
from levelctl.titles.batch.title_rows import InputFormat

_ENDINGS = {
    ".csv": InputFormat.CSV,
    ".tsv": InputFormat.TSV,
    ".tab": InputFormat.TSV,
    ".psv": InputFormat.CSV,
    ".ndjson": InputFormat.NDJSON,
    ".jsonl": InputFormat.NDJSON,
    ".json": InputFormat.JSON,
    ".xlsx": InputFormat.XLSX,
    ".xlsm": InputFormat.XLSX,
}

_NAMES = {
    InputFormat.LINES: "text",
    InputFormat.CSV: "CSV",
    InputFormat.TSV: "TSV",
    InputFormat.NDJSON: "NDJSON",
    InputFormat.JSON: "JSON",
    InputFormat.XLSX: "a workbook of Excel (XLSX)",
}

_NOT_READ = {
    ".md": ("Markdown", "save its table as CSV"),
    ".markdown": ("Markdown", "save its table as CSV"),
    ".xls": ("a workbook of an old Excel (XLS)", "open it and save it as XLSX or CSV"),
    ".xlsb": ("a binary workbook of Excel (XLSB)", "open it and save it as XLSX or CSV"),
    ".ods": ("a spreadsheet of OpenDocument (ODS)", "open it and save it as XLSX or CSV"),
    ".numbers": ("a spreadsheet of Numbers", "open it and save it as XLSX or CSV"),
}
"""The endings of files that are not read, what they are, and what to do."""

_RECORD = re.compile(r'\s*"?\d+"?\s*[,;|:^~\t]')
"""How a row with its number begins."""

_CELLS = 3
"""How many cells make a line without spaces around its delimiter a row, and not a title."""

_SPACES = re.compile(r"\s{2,}")

_ARRAY = re.compile(rb'"([\w -]+)"\s*:\s*\[')

_DRAWN = re.compile(r"\s*(?:\|.*\|\s*|[+|][-+=:| ]{2,})")
"""The first line of a table in Markdown, or drawn with characters."""


def form_of(
    name: str,
    lines: LineReader,
    column: str | None = None,
    *,
    told: InputFormat | None = None,
    delimiter: str | None = None,
) -> InputFormat:
    """
    Return the format of *lines*: what is *told*, or that of the extension of the file *name*.

    Without either, the first line tells it. It is a heading if it has *column* or a default one,
    and also a row of a table if it looks like one: nobody wants records as titles.

    Raises CanonError if the text is not what it should be: a workbook, a web page, binary.
    """
    start = lines.start()
    ending = PurePath(name).suffix.casefold()
    expected = told or _ENDINGS.get(ending)
    found = signatures.kind_of(start)
    if found is signatures.ARCHIVE and expected is InputFormat.XLSX:
        return InputFormat.XLSX
    if found:
        raise _other(name, expected, found)
    if ending in _NOT_READ and not told:
        raise _other(name, None, signatures.Signature(b"", *_NOT_READ[ending]))
    if expected is InputFormat.XLSX:
        raise _no_workbook(name)
    json = signatures.is_json(start)
    if expected in (InputFormat.JSON, InputFormat.NDJSON):
        return _json_form(name, start, expected, told=told)
    if json and not told:
        if expected:
            hint = f"if it is, read it with --input {_json_form(name, start, InputFormat.JSON)}"
            raise _other(name, expected, signatures.Signature(b"", "JSON", hint))
        return _json_form(name, start, InputFormat.JSON)
    if expected is InputFormat.LINES:
        return expected
    text = _first_line(start)
    if delimiter is None and _DRAWN.fullmatch(text):
        hint = "save it as CSV, or read it anyway with --delimiter '|'"
        raise _other(name, expected, signatures.Signature(b"", "a table in Markdown", hint))
    return expected or _form_of_line(text, column, delimiter)


def _form_of_line(text: str, column: str | None, delimiter: str | None) -> InputFormat:
    """Return the format of a text whose first line is *text*."""
    if column is not None or delimiter is not None or declared(text) or is_row(text):
        return InputFormat.TSV if "\t" in text else InputFormat.CSV
    return InputFormat.LINES


def is_row(text: str) -> bool:
    r"""
    Return whether the line *text* is the heading or a row of a table, and no title.

    >>> [is_row(each) for each in ("Job_Title", "id,name,role", "3|Nurse", "1\tNurse")]
    [True, True, True, True]
    >>> [is_row(each) for each in ("Director, Sales", "VP, Sales, EMEA", "Nurse | RN", "Nurse")]
    [False, False, False, False]
    """
    if any(is_heading(cells_of(text, each)) for each in COMMON):
        return True
    if "\t" in text.strip() or _RECORD.match(text) or is_parted(text):
        return True
    if is_heading(_SPACES.split(text.strip())) or _has_rare_heading(text):
        return True
    return any(
        len(cells) >= _CELLS and all(cell == cell.strip() for cell in cells)
        for cells in (cells_of(text, each) for each in COMMON)
    )


def _has_rare_heading(text: str) -> bool:
    """Return whether *text* is a heading whose cells another character separates, as in ``a^b``."""
    several = (cells_of(text, each) for each in candidates(text))
    return any(
        is_heading(cells) and all(each == each.strip() for each in cells) for cells in several
    )


def _first_line(start: bytes) -> str:
    lines = start.decode(errors="surrogateescape").lstrip().splitlines()
    return lines[0] if lines else ""


def _json_form(
    name: str, start: bytes, expected: InputFormat, *, told: InputFormat | None = None
) -> InputFormat:
    """Return whether the JSON that begins with *start* is an array or one value a line."""
    if told:
        return told
    text = start.lstrip()
    if text.startswith(b"["):
        if expected is InputFormat.NDJSON and not _is_value(_first_line(start)):
            hint = "if it is, read it with --input json"
            raise _other(name, expected, signatures.Signature(b"", "a JSON array", hint))
        return expected
    if expected is InputFormat.NDJSON:
        return expected
    if not text:
        return expected
    line = _first_line(start)
    if text.startswith(b"{") and not (_is_value(line) or _is_cut(start, line)):
        kind = "JSON, but neither an array nor an object on each line"
        raise _other(name, None, signatures.Signature(b"", kind, _jq(start)))
    if text.startswith((b"{", b'"')):
        return InputFormat.NDJSON
    hint = "if it has rows, read it with --input csv; if each line is a title, with --input lines"
    raise _other(name, expected, signatures.Signature(b"", "other text", hint))


def _jq(start: bytes) -> str:
    """Return how to get at the rows: those of the first array in the object, if there is one."""
    array = _ARRAY.search(start)
    values = f"'.\"{array[1].decode()}\"[]'" if array else "."
    return f"jq -c {values} FILE | levelctl match -"


def _is_value(text: str) -> bool:
    import json

    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_cut(start: bytes, line: str) -> bool:
    """Return whether the first *line* is longer than what is known of it."""
    return len(line.encode(errors="surrogateescape")) >= len(start.lstrip())


def _other(name: str, expected: InputFormat | None, found: signatures.Signature) -> CanonError:
    called = "stdin" if name == "-" else name
    if expected and expected is not InputFormat.LINES:
        message = f"{called} is not {_NAMES[expected]}: it is {found.kind}"
    else:
        message = f"{called} is {found.kind}, which cannot be read"
    hint = found.hint.replace(" FILE", "" if name == "-" else f" {shlex.quote(name)}")
    if found is signatures.ARCHIVE:
        hint = (
            "save its sheet as CSV"
            if name == "-"
            else "if it is a workbook, give it the ending .xlsx, or save its sheet as CSV"
        )
    return CanonError(message, hint=hint)


def _no_workbook(name: str) -> CanonError:
    called = "stdin" if name == "-" else name
    return CanonError(
        f"{called} is not {_NAMES[InputFormat.XLSX]}: it is text",
        hint="if its rows are lines, read it with --input csv",
    )
