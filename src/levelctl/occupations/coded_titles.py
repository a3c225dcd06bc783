"""
Job titles with the codes that a person gave them, and the lists of them that were imported.

All lists are in one store (see `imported`), which is rewritten when one of them changes, so that
nothing of a list remains once it is removed. Of the file of a list, only titles and codes are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from levelctl.canon.canon import key
from levelctl.errors import LevelctlError
from levelctl.occupations.imported import ImportedRows, ImportedStore
from levelctl.record import Record, encode

STORE = ImportedStore("coded-titles")

LISTS = key("lists")
"""The row that describes the imported lists."""

PART = "part"
"""The kind of the rows that hold the titles of a list, some in each."""

AT_ONCE = 2_000
"""How many titles are in one such row."""

TAKEN = frozenset({"onet", "oews", "o-net-soc"})
"""What else can be imported, and removed by its name."""

LONGEST_NAME = 50

_NAME = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{LONGEST_NAME - 1}}}")
_OTHERS = re.compile(r"[^a-z0-9_-]+")


class CodedTitle(NamedTuple):
    """The rows of a list that have the same title and codes."""

    line: int
    """The line of the first of them, counted from one."""
    title: str
    codes: tuple[str, ...]
    """The codes between which the person did not decide, in order; most titles have one."""
    rows: int
    """How many there are."""


class TitleList(Record):
    """What is known of an imported list."""

    name: str
    titles: int
    """The number of its rows."""
    codes: int
    """The number of different codes."""
    left_out: int
    """The number of rows of its file that were not imported."""
    reasons: tuple[str, ...]
    """Why the first of these were not, each with its line."""
    parts: int
    """How many rows of the store hold the titles."""


def list_name(text: str) -> str:
    """
    Return *text* as the name of a list: letters, digits, hyphens and underscores.

    >>> list_name("Visa titles (2024)")
    'visa-titles-2024'

    Raises LevelctlError if it has no letter or digit, is too long, or means something else.
    """
    name = folded(text)
    if not _NAME.fullmatch(name) or name in TAKEN:
        raise LevelctlError(
            f"{text!r} cannot be the name of a list of titles",
            hint=f"give one of at most {LONGEST_NAME} letters, digits, - and _ with --as NAME",
        )
    return name


def folded(text: str) -> str:
    """Return *text* as `list_name` spells it, whether or not it can be a name."""
    return _OTHERS.sub("-", text.casefold()).strip("-_")


def imported() -> tuple[TitleList, ...]:
    """Return the imported lists, ordered by name. Raises CanonError if they are damaged."""
    rows = STORE.open()
    return rows.value(LISTS, tuple[TitleList, ...]) if rows else ()


def opened(name: str) -> tuple[TitleList, ImportedRows] | None:
    """
    Return the imported list *name*, ignoring case, with its rows; None if there is none.

    Raises CanonError if the store is damaged; it is opened only for what can be a name.
    """
    name = name.casefold()
    rows = STORE.open() if _NAME.fullmatch(name) else None
    if rows is None:
        return None
    lists = rows.value(LISTS, tuple[TitleList, ...])
    return next(((each, rows) for each in lists if each.name == name), None)


def titles_of(titles: TitleList, rows: ImportedRows) -> list[CodedTitle]:
    """Return all titles in *rows*. Raises CanonError if they are damaged."""
    parts = (f"{titles.name}/{number}" for number in range(titles.parts))
    return [each for part in parts for each in rows.value(key(PART, part), tuple[CodedTitle, ...])]


def prefix(name: str) -> str:
    """Return how the names of the rows begin that were prepared from the list *name*."""
    return f"{name}/"


def save(titles: TitleList, parts: list[list[CodedTitle]], prepared: Mapping[str, bytes]) -> None:
    """
    Add a list, or replace the one of its name, while nobody else changes the lists.

    *parts* are from `in_parts`; the names of the *prepared* rows begin with `prefix`. Raises
    MachineError if they cannot be written, and CanonError if the store is damaged.
    """
    name = titles.name
    rows = {key(PART, f"{name}/{number}"): encode(part) for number, part in enumerate(parts)}
    others = [each for each in imported() if each.name != name]
    _write([*others, titles], {**_rows_without(name), **prepared, **rows})


def in_parts(titles: list[CodedTitle]) -> list[list[CodedTitle]]:
    """Return *titles* as they are stored, some in each row."""
    return [titles[at : at + AT_ONCE] for at in range(0, len(titles), AT_ONCE)]


def remove(name: str) -> TitleList | None:
    """
    Remove the list *name*, in any spelling of it, and return it; None if there is none.

    Nobody else may change the lists meanwhile. Raises what `save` raises.
    """
    lists = imported()
    removed = next((each for each in lists if each.name == folded(name)), None)
    others = [each for each in lists if each != removed]
    if removed and others:
        _write(others, _rows_without(removed.name))
    elif removed:
        STORE.remove()
    return removed


def _rows_without(name: str) -> dict[str, bytes]:
    own = (prefix(name), key(PART, prefix(name)), LISTS)
    rows = STORE.open()
    return rows.but(own) if rows else {}


def _write(lists: Iterable[TitleList], rows: Mapping[str, bytes]) -> None:
    ordered = sorted(lists, key=lambda each: each.name)
    STORE.write({**rows, LISTS: encode(ordered)})
