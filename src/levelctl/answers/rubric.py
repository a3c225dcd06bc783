"""Tables that compare the levels of the ladder or of a focus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from levelctl.canon.canon import Canon
from levelctl.canon.model import ATTRIBUTES, GUIDELINES, Focus, Ladder, Level
from levelctl.canon.resolve import reference, resolve_levels
from levelctl.errors import LevelctlError
from levelctl.record import Record, Result

TableName = Literal["attributes", "guidelines", "responsibilities"]


class RubricRow(Record):
    level: str
    name: str
    """The level's name on the ladder."""
    cells: tuple[tuple[str, ...], ...]
    """One cell per dimension, with its texts; an empty cell is not known."""


class RubricTable(Record):
    name: TableName
    dimensions: tuple[str, ...]
    """The headings of the cells."""
    rows: tuple[RubricRow, ...]


class Rubric(Result):
    SCHEMA = "levelctl.rubric/1"

    code: str | None
    """The focus, as FUNCTION.FOCUS; None for the ladder's own rubric."""
    title: str
    tables: tuple[RubricTable, ...]
    transposed: bool = False
    """Whether to show the levels side by side instead of the dimensions."""


def rubric(
    canon: Canon,
    focus: Focus | None = None,
    *,
    table: TableName | None = None,
    levels: str = "",
    transposed: bool = False,
) -> Rubric:
    """
    Return the rubric of *focus*, or the ladder's if none is given.

    A focus has the tables *guidelines* and *responsibilities*, and *attributes* on request;
    the ladder has only *attributes*. *levels* selects levels: ``P2..P5``, ``P2,M1``.

    Raises LevelctlError if *levels* has a level that does not exist, or if *table* needs a
    focus and none is given.
    """
    chosen = _levels(canon.ladder, focus, levels)
    usual = ("guidelines", "responsibilities") if focus else ("attributes",)
    names = (table,) if table else usual
    tables = tuple(each for each in _tables(focus, chosen) if each.name in names)
    if not tables:
        raise LevelctlError(
            f"the ladder has no {table}",
            hint=f"give a focus: levelctl rubric FOCUS --table {table}",
        )
    code, title = (reference(focus), focus.name) if focus else (None, canon.settings.name)
    return Rubric(code, title, tables, transposed)


def _tables(focus: Focus | None, levels: Sequence[Level]) -> list[RubricTable]:
    attributes = RubricTable(
        "attributes",
        tuple(ATTRIBUTES.values()),
        tuple(
            RubricRow(level.code, level.name, tuple((getattr(level, key),) for key in ATTRIBUTES))
            for level in levels
        ),
    )
    if focus is None:
        return [attributes]
    return [attributes, _guidelines(focus, levels), _responsibilities(focus, levels)]


def _guidelines(focus: Focus, levels: Sequence[Level]) -> RubricTable:
    rows = (
        RubricRow(level.code, level.name, _guideline_cells(focus, level.code)) for level in levels
    )
    return RubricTable("guidelines", tuple(GUIDELINES.values()), tuple(rows))


def _guideline_cells(focus: Focus, level: str) -> tuple[tuple[str, ...], ...]:
    profile = focus.profile(level)
    guideline = profile.guideline if profile else None
    return tuple((getattr(guideline, key),) if guideline else () for key in GUIDELINES)


def _responsibilities(focus: Focus, levels: Sequence[Level]) -> RubricTable:
    rows = (
        RubricRow(
            level.code,
            level.name,
            (profile.duties if (profile := focus.profile(level.code)) else (),),
        )
        for level in levels
    )
    return RubricTable("responsibilities", ("Responsibilities",), tuple(rows))


def _levels(ladder: Ladder, focus: Focus | None, text: str) -> list[Level]:
    """Return the levels in *text* of *focus*, or of the ladder, in ladder order."""
    has = [level for level in ladder.levels if focus is None or focus.profile(level.code)]
    if not text:
        return has
    codes = resolve_levels(ladder, text)
    missing = [code for code in codes if code not in {level.code for level in has}]
    if missing:
        raise LevelctlError(
            f"{reference(focus) if focus else 'the ladder'} has no level {missing[0]}",
            hint=f"its levels are {', '.join(level.code for level in has)}",
        )
    return [level for level in has if level.code in codes]
