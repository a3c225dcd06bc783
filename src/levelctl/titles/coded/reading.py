"""
Coded titles from a file, or from an imported list.

A row that cannot be used is left out, and reported by its line.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BufferedReader
from pathlib import Path
from typing import Literal

from levelctl.errors import CanonError, LevelctlError
from levelctl.occupations import coded_titles
from levelctl.occupations.coded_titles import CodedTitle, TitleList
from levelctl.occupations.imported import ImportedRows
from levelctl.record import Record, cached_property
from levelctl.tables.decoding import ByteStream
from levelctl.tables.lines import LineReader
from levelctl.tables.opening import open_regular
from levelctl.tables.rows import BadRow
from levelctl.text.safe import one_line
from levelctl.titles.batch.formats import form_of
from levelctl.titles.batch.opened import OpenedTitles, opened_titles
from levelctl.titles.batch.title_rows import BadTitleRow, Choice, TitleRow
from levelctl.titles.clean.folding import READ

CODES = ("code", "soccode", "onetsoccode", "soc")
"""The columns of codes, in order; case, spaces, hyphens and underscores do not count."""

BETWEEN = "|"
"""The sign between several codes of one title."""

MOST_ROWS = 2_000_000
"""The most rows of a file; the visa applications of a year have 0.7 million."""

MOST_TITLES = 200_000
"""The most different titles of a file, each of which takes up to 2,500 bytes of memory."""

MOST_TEXT = 8_000_000
"""The most characters of different titles, for the same reason."""

LONGEST = READ
"""The most characters of a title: of a longer one, `match` reads only so many."""

MOST_CODES = 10
"""The most codes of one title."""

SHOWN = 5
"""How many rows that are left out are described."""

_QUOTED = 40
"""The most characters of a cell that a message quotes."""

_OCCUPATION = re.compile(r"\d\d-\d{4}(?:\.\d\d)?")
_CANON = re.compile(r"[A-Z0-9]{1,16}\.[A-Z0-9]{1,16}(?:\.[A-Z0-9](?:[A-Z0-9._-]{0,22}[A-Z0-9])?)?")
_NOT_A_LETTER = re.compile(r"[\W_]+")


CodeKind = Literal["occupation", "canon"]
"""What a code belongs to: a scheme of occupations, or a canon. A list has codes of one kind."""


class LeftOut(Record):
    """The rows of a list that are not used."""

    count: int = 0
    first: tuple[BadRow, ...] = ()
    """At most `SHOWN` of them, each with its reason."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the first of them are not used, each with its line."""
        return tuple(f"line {each.line}: {each.reason}" for each in self.first)

    def __str__(self) -> str:
        shown = "; ".join(self.reasons)
        more = self.count - len(self.first)
        rest = f"; and {more:,} more" if more else ""
        rows = "1 row is" if self.count == 1 else f"{self.count:,} rows are"
        return f"{rows} left out: {shown}{rest}"


class LeavingOut:
    """Counts rows that are left out, and keeps the first of them."""

    def __init__(self, so_far: LeftOut | None = None) -> None:
        self._count = so_far.count if so_far else 0
        self._first = list(so_far.first) if so_far else []

    def add(self, row: BadRow, rows: int = 1) -> None:
        self._count += rows
        if len(self._first) < SHOWN:
            self._first.append(row)

    @property
    def result(self) -> LeftOut:
        return LeftOut(self._count, tuple(self._first))


class CodedTitles:
    """The coded titles of a file or of an imported list, read when they are needed."""

    def __init__(
        self,
        name: str,
        count: int,
        load: Callable[[], list[CodedTitle]],
        left_out: LeftOut | None = None,
        rows: ImportedRows | None = None,
    ) -> None:
        self.name = name
        """The name of the list, or of the file without its folder."""
        self.count = count
        """The number of rows with a title and a code."""
        self.left_out = left_out or LeftOut()
        self.rows = rows
        """The rows of the store of an imported list."""
        self._load = load

    @property
    def kind(self) -> CodeKind | None:
        """The kind of all codes."""
        return kind_of(self.titles[0].codes[0]) if self.titles else None

    @property
    def called(self) -> str:
        """
        How an answer names them.

        >>> CodedTitles("visa-2024.csv", 1470, list).called
        'visa-2024.csv, 1,470 titles'
        """
        return f"{self.name}, {self.count:,} title{'' if self.count == 1 else 's'}"

    def reduced(self, titles: list[CodedTitle], left_out: LeftOut) -> CodedTitles:
        """Return these *titles* alone, under the same name."""
        return CodedTitles(self.name, sum(each.rows for each in titles), lambda: titles, left_out)

    @cached_property
    def titles(self) -> list[CodedTitle]:
        """The titles, each once with the same codes. Raises CanonError if they are damaged."""
        return self._load()


def coded_titles_of(text: str) -> CodedTitles:
    """
    Return the imported list that is called *text*, or else the titles in the file of this path.

    Raises LevelctlError if there is neither, and CanonError if the titles cannot be read.
    """
    if found := coded_titles.opened(text):
        return _imported(*found)
    path = Path(text)
    try:
        exists = path.exists()
    except (OSError, ValueError):  # a path that no file can have
        exists = False
    if exists:
        return read(path)
    if found := coded_titles.opened(coded_titles.folded(text)):
        return _imported(*found)
    names = ", ".join(each.name for each in coded_titles.imported()) or "none"
    raise LevelctlError(
        f"{text!r} is neither an imported list of titles nor a file",
        hint=f"imported lists: {names}; levelctl import titles FILE imports one",
    )


def _imported(titles: TitleList, rows: ImportedRows) -> CodedTitles:
    def load() -> list[CodedTitle]:
        return coded_titles.titles_of(titles, rows)

    return CodedTitles(titles.name, titles.titles, load, rows=rows)


def read(path: Path) -> CodedTitles:
    """
    Return the coded titles in the file *path*: a table with a column of titles and one of codes.

    Raises CanonError if the file cannot be read or has no row that can, or too many, and
    LevelctlError if there are no such columns.
    """
    try:
        file = BufferedReader(open_regular(path, "give a file with the columns title and code"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CanonError(f"{path} cannot be read: {reason}") from error
    with file:
        titles, left_out = _read(path, file)
    if not titles:
        reasons = f": {left_out}" if left_out.count else ""
        raise CanonError(
            f"{path} has no coded titles{reasons}", hint="it needs the columns title and code"
        )
    return CodedTitles(path.name, sum(each.rows for each in titles), lambda: titles, left_out)


def _read(path: Path, file: ByteStream) -> tuple[list[CodedTitle], LeftOut]:
    lines = LineReader(file, "coded titles")
    leaving_out = LeavingOut()
    known: dict[tuple[str, tuple[str, ...]], tuple[int, int]] = {}
    kind: CodeKind | None = None
    size = 0
    with _opened(path, lines) as opened:
        for number, row in enumerate(opened.rows, 1):
            if isinstance(row, TitleRow) and row.is_blank:
                continue
            coded = _coded(row, kind)
            if isinstance(coded, BadRow):
                leaving_out.add(coded)
                continue
            kind = kind or kind_of(coded[1][0])
            line, before = known.get(coded, (row.line, 0))
            known[coded] = line, before + 1
            size += 0 if before else len(coded[0])
            _refuse_long(path, number, len(known), size)
    titles = [CodedTitle(line, *coded, count) for coded, (line, count) in known.items()]
    return titles, leaving_out.result


@contextlib.contextmanager
def _opened(path: Path, lines: LineReader) -> Iterator[OpenedTitles]:
    """Open the rows of *path*. A hint names no option of `levelctl match`, which this lacks."""
    try:
        with opened_titles(path, lines, form_of(path.name, lines), Choice()) as opened:
            yield opened
    except CanonError:
        raise
    except LevelctlError as error:
        hint = "its first row needs the columns title and code"
        raise LevelctlError(f"{path}: {error}", hint=hint) from error


def _refuse_long(path: Path, rows: int, titles: int, size: int) -> None:
    """Raise CanonError if so many *rows*, different *titles* or characters are too many."""
    bounds = (
        (rows, MOST_ROWS, "rows"),
        (titles, MOST_TITLES, "different titles"),
        (size, MOST_TEXT, "characters of titles"),
    )
    for count, most, what in bounds:
        if count > most:
            raise CanonError(f"{path} has more than {most:,} {what}")


def _coded(
    row: TitleRow | BadTitleRow, kind: CodeKind | None
) -> tuple[str, tuple[str, ...]] | BadRow:
    """Return the title of *row* with its codes, all of this *kind*, or why there are none."""
    if isinstance(row, BadTitleRow):
        return BadRow(row.line, row.reason)
    cell = _code_cell(row)
    codes = tuple(dict.fromkeys(part.strip().upper() for part in cell.split(BETWEEN)))
    wrong = next((code for code in codes if kind_of(code) is None), "")
    size = len(row.title)
    reasons = (
        (not cell, "it has no code"),
        (not size, "it has no title"),
        (size > LONGEST, f"its title has {size:,} characters, more than {LONGEST}"),
        (wrong, f"{one_line(wrong[:_QUOTED])!r} is not a code"),
        (
            not {*map(kind_of, codes)} <= {kind or kind_of(codes[0])},
            f"{codes[-1]} is of another kind than the codes before it",
        ),
        (len(codes) > MOST_CODES, f"it has {len(codes):,} codes, more than {MOST_CODES}"),
    )
    reason = next((reason for holds, reason in reasons if holds), None)
    return BadRow(row.line, reason) if reason else (row.title, tuple(sorted(codes)))


def kind_of(code: str) -> CodeKind | None:
    """
    Return of which kind *code* is, by its form; None if it is not a code.

    >>> kind_of("15-1252.00"), kind_of("TECHNI2.TECHNICAF44E.P2"), kind_of("1252")
    ('occupation', 'canon', None)
    """
    if _OCCUPATION.fullmatch(code):
        return "occupation"
    return "canon" if _CANON.fullmatch(code) else None


def _code_cell(row: TitleRow) -> str:
    """Return the cell of codes in *row*; an empty one if it has no such column."""
    name = _code_column(tuple(row.columns))
    value = row.columns[name] if name is not None else None
    return value.strip() if isinstance(value, str) else ""


@lru_cache(64)
def _code_column(names: tuple[str, ...]) -> str | None:
    folded = {_NOT_A_LETTER.sub("", name.casefold()): name for name in reversed(names)}
    return next((folded[each] for each in CODES if each in folded), None)
