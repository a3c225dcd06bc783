"""What a person says about a table or document: the map, and ``--column role=Heading``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from levelctl.errors import LevelctlError
from levelctl.ladders import headings
from levelctl.ladders.headings import plain
from levelctl.ladders.records import ReadingOptions
from levelctl.record import Record
from levelctl.suggest import did_you_mean
from levelctl.text.safe import visible

ORIENTATIONS = ("long", "levels-across", "levels-down")

KEYS = {
    "kind": "the kind of source",
    "sheet": "the sheets to read, by name",
    "header": "the number of the row with the headings",
    "orientation": f"how the table is laid out: {', '.join(ORIENTATIONS)}",
    "columns": "by role: the heading of its column, or several",
    "ignore": "rows to leave out: numbers, ranges such as 7-9, or what a cell of the row says",
    "levels": "by level as the source writes it: its code, in order",
    "headings": "in a document, by depth: the role of such headings",
    "cumulative": "whether a level includes those below it",
}
"""The keys of a map, in the order in which a guessed one has them."""


class Said(Record):
    """What a person said; what is not said is guessed."""

    where: str = "the map"
    """The map, for messages."""

    sheets: tuple[str, ...] = ()
    header: int | None = None
    orientation: str = ""
    ignored: tuple[str, ...] = ()
    """Rows to leave out: by number, by range such as *7-9*, or by the text of a cell."""
    columns: tuple[tuple[str, str], ...] = ()
    """Pairs of a heading, or of the number of a column such as *#3*, and its role."""
    levels: tuple[tuple[str, str], ...] = ()
    """Pairs of a level as the source writes it and its code."""
    depths: tuple[tuple[int, str], ...] = ()
    """Pairs of the depth of a heading and its role."""
    cumulative: bool | None = None

    def role(self, heading: str, column: int | None = None) -> str | None:
        """Return the role of *heading*, the one of *column*, from zero; None if none is said."""
        text = " ".join(heading.split())
        for each, role in self.columns:
            if each == text or (column is not None and each == f"#{column + 1}"):
                return role
        words = plain(heading)
        loose = (role for each, role in self.columns if words and plain(each) == words)
        return next(loose, None)

    def by_key(self) -> dict[str, object]:
        """Return what is said, by the key of a map that says it."""
        return {
            "sheet": self.sheets,
            "header": self.header,
            "orientation": self.orientation,
            "columns": self.columns,
            "ignore": self.ignored,
            "levels": self.levels,
            "headings": self.depths,
            "cumulative": self.cumulative,
        }

    def ignores(self, row: str, number: int, cells: Iterable[str]) -> bool:
        """Return whether *row*, of those to leave out, is the one of *number* that has *cells*."""
        span = _ROWS.fullmatch(row)
        if span:
            return int(span[1]) <= number <= int(span[2] or span[1])
        return any(" ".join(cell.split()) == row for cell in cells)

    def code(self, label: str) -> str | None:
        """Return the code of the level that the source calls *label*; None if none is said."""
        text = " ".join(label.split()).casefold()
        found = (code for each, code in self.levels if " ".join(each.split()).casefold() == text)
        return next(found, None)


_ROWS = re.compile(r"(\d{1,6})(?:\s*[-\u2013]\s*(\d{1,6}))?")

_IGNORED = re.compile(r"rows?\s+(?=\d)", re.IGNORECASE)
"""The beginning of a row after ``--column ignore=``, to tell it from a column."""


def said(options: ReadingOptions) -> Said:
    """Return what *options* say. Raises LevelctlError if some of it cannot be meant."""
    where = visible(options.map_path) or "the map"
    pairs = tuple(pair for pair in options.columns if pair[0] not in _KEYS_OF_COLUMN)
    mapping = {str(key): value for key, value in options.map.items()}
    mapping |= dict(_of_column(options))
    for key in mapping:
        if key not in KEYS:
            raise LevelctlError(
                f"{where}: {visible(key)!r} is not a key of a map",
                hint=did_you_mean(key, KEYS) or f"its keys: {', '.join(KEYS)}",
            )
    rows = [heading for role, heading in pairs if _is_row(role, heading)]
    pairs = tuple(pair for pair in pairs if not _is_row(*pair))
    of_columns, of_map = [*_told(pairs)], [*_columns(mapping.get("columns"), where)]
    _refuse_two_roles("--column", of_columns)
    _refuse_two_roles(where, of_map)
    columns = (*of_columns, *of_map)
    depths = tuple((depth, role) for each, role in columns if (depth := _depth(each)))
    return Said(
        where=where,
        sheets=tuple(_texts(mapping.get("sheet"), f"{where}: sheet")),
        header=_number(mapping.get("header"), f"{where}: header"),
        orientation=_orientation(mapping.get("orientation"), where),
        ignored=(
            *(_IGNORED.sub("", " ".join(row.split()), count=1) for row in rows),
            *_texts(mapping.get("ignore"), f"{where}: ignore"),
        ),
        columns=tuple((each, role) for each, role in columns if not _depth(each)),
        levels=tuple(_pairs(mapping.get("levels"), f"{where}: levels")),
        depths=(*depths, *_depths(mapping.get("headings"), where)),
        cumulative=_flag(mapping.get("cumulative"), f"{where}: cumulative"),
    )


def _is_row(role: str, heading: str) -> bool:
    return role == headings.IGNORE and _IGNORED.match(heading) is not None


_KEYS_OF_COLUMN = ("sheet", "header", "orientation")
"""The keys of a map that ``--column`` takes too."""


def _of_column(options: ReadingOptions) -> Iterator[tuple[str, object]]:
    """Yield what ``--column`` says with a key of a map; several sheets are a list."""
    told: dict[str, list[str]] = {}
    for key, value in options.columns:
        if key in _KEYS_OF_COLUMN:
            told.setdefault(key, []).append(value)
    for key, values in told.items():
        last = values[-1]
        number = int(last) if key == "header" and last.isdecimal() else last
        yield key, values if key == "sheet" else number


def _refuse_two_roles(where: str, columns: Iterable[tuple[str, str]]) -> None:
    """Raise LevelctlError if a heading of *columns* has two roles, of which one has no effect."""
    roles: dict[str, str] = {}
    for heading, role in columns:
        known = roles.setdefault(heading.casefold(), role)
        if known != role:
            raise LevelctlError(
                f"{where}: the column {visible(heading)!r} is said to have the {known}, and the "
                f"{role}",
                hint="say one of them; two columns with one heading have numbers, such as '#3'",
            )


def _told(pairs: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    for role, heading in pairs:
        yield " ".join(heading.split()), _role(role, "--column")


def _columns(value: object, where: str) -> Iterator[tuple[str, str]]:
    for role, heading in _mapping(value, f"{where}: columns").items():
        known = _role(role, f"{where}: columns")
        for each in _texts(heading, f"{where}: columns.{role}"):
            yield each, known


def _role(text: str, where: str) -> str:
    if text not in headings.ROLES:
        raise LevelctlError(
            f"{where}: {visible(text)!r} is not a role of a column",
            hint=did_you_mean(text, headings.ROLES) or f"roles: {', '.join(headings.ROLES)}",
        )
    return text


def _depth(heading: str) -> int:
    """Return the depth in a text such as *h2*; 0 for any other."""
    return int(heading[1]) if re.fullmatch("[hH][1-6]", heading) else 0


def _depths(value: object, where: str) -> Iterator[tuple[int, str]]:
    for depth, role in _mapping(value, f"{where}: headings").items():
        number = _depth(depth) or (int(depth) if depth in set("123456") else 0)
        if not number:
            raise LevelctlError(
                f"{where}: headings has {visible(depth)!r}, which is no depth of a heading",
                hint="give a number from 1 to 6, and the role of such headings",
            )
        if role not in headings.ROLES:
            raise LevelctlError(
                f"{where}: headings.{number} is not a role",
                hint=f"roles: {', '.join(headings.ROLES)}",
            )
        yield number, str(role)


def _pairs(value: object, where: str) -> Iterator[tuple[str, str]]:
    for label, code in _mapping(value, where).items():
        if not isinstance(code, str | int | float) or isinstance(code, bool):
            raise LevelctlError(
                f"{where}.{visible(label)} is not a code", hint='give a text such as "IC3"'
            )
        yield label, str(code)


def _mapping(value: object, where: str) -> dict[str, object]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise LevelctlError(f"{where} is not a mapping", hint="give keys with values below it")
    return {str(key): each for key, each in value.items()}


def _texts(value: object, where: str) -> Iterator[str]:
    for each in value if isinstance(value, list) else [] if value is None else [value]:
        if not isinstance(each, str | int) or isinstance(each, bool):
            raise LevelctlError(
                f"{where} is not a text, or a list of texts", hint="put it in quotes"
            )
        yield " ".join(str(each).split())


def _number(value: object, where: str) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise LevelctlError(f"{where} is not a number of a row", hint="count the rows from one")
    return value


def _orientation(value: object, where: str) -> str:
    if value is not None and value not in ORIENTATIONS:
        raise LevelctlError(
            f"{where}: {visible(str(value))!r} is not an orientation",
            hint=f"it is one of {', '.join(ORIENTATIONS)}",
        )
    return str(value or "")


def _flag(value: object, where: str) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise LevelctlError(f"{where} is neither true nor false", hint="give one of them")
    return value
