"""Tables that compare the levels of the ladder or of a focus."""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.answers.rubric.records import (
    NOT_NEEDED,
    Rubric,
    RubricRow,
    RubricTable,
    TableName,
)
from levelctl.answers.rubric.skills import licenses_table, skills_table
from levelctl.canon.canon import Canon
from levelctl.canon.model import (
    Dimension,
    DimensionGroup,
    Focus,
    Ladder,
    Level,
    Responsibility,
    Texts,
    by_theme,
)
from levelctl.canon.resolve import reference, resolve_levels
from levelctl.errors import LevelctlError

__all__ = ["NOT_NEEDED", "Rubric", "RubricRow", "RubricTable", "TableName", "rubric"]

OTHER = "Other"
"""The heading of responsibilities without a theme, beside those with one."""


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
    the ladder has only *attributes*. If a focus has themes, *themes* is in place of
    *responsibilities*, which it has on request. If it names steps of its skills, it has *skills*,
    and if it asks for licenses, *licenses*. *levels* selects levels: ``P2..P5``, ``P2,M1``.
    Dimensions that none of the levels has are left out, and so are tables of which nothing is
    left, unless it is the only one.

    Raises LevelctlError if *levels* has a level that does not exist, or if *table* needs a
    focus and none is given.
    """
    chosen = _levels(canon.ladder, focus, levels)
    names = (table,) if table else _usual(focus)
    tables = [each for each in _tables(canon, focus, chosen) if each.name in names]
    if not tables:
        raise LevelctlError(
            f"the ladder has no {table}",
            hint=f"give a focus: levelctl rubric FOCUS --table {table}",
        )
    code, title = (reference(focus), focus.name) if focus else (None, canon.settings.name)
    known = [each for each in tables if each.dimensions]
    return Rubric(code, title, tuple(known or tables[:1]), transposed, canon.ladder.cumulative)


def _usual(focus: Focus | None) -> tuple[TableName, ...]:
    if focus is None:
        return ("attributes",)
    stepped = any(skill.levels for skill in focus.skills)
    return (
        "guidelines",
        *(("skills",) if stepped else ()),
        *(("licenses",) if focus.licenses else ()),
        "themes" if focus.themes else "responsibilities",
    )


def _tables(canon: Canon, focus: Focus | None, levels: Sequence[Level]) -> list[RubricTable]:
    attributes = [level.attributes for level in levels]
    of_levels = _table("attributes", canon.dimensions.attributes, levels, attributes)
    if focus is None:
        return [of_levels]
    guidelines = [_guideline(focus, level.code) for level in levels]
    of_profiles = _table("guidelines", canon.dimensions.guideline, levels, guidelines)
    return [
        of_levels,
        of_profiles,
        skills_table(canon, focus, levels),
        licenses_table(canon, focus, levels),
        _responsibilities(focus, levels),
        _themes(focus, levels),
    ]


def _table(
    name: TableName, group: DimensionGroup, levels: Sequence[Level], texts: Sequence[Texts]
) -> RubricTable:
    """Return the table with the *texts* at each of *levels*, for the dimensions that any has."""
    columns = group.held(texts)
    rows = (
        RubricRow(level.code, level.name, _cells(columns, held))
        for level, held in zip(levels, texts, strict=True)
    )
    return RubricTable(
        name, tuple(column.heading for column in columns), tuple(rows), group.heading
    )


def _cells(columns: Sequence[Dimension], texts: Texts) -> tuple[tuple[str, ...], ...]:
    held = dict(texts)
    return tuple((held[column.key],) if column.key in held else () for column in columns)


def _guideline(focus: Focus, level: str) -> Texts:
    profile = focus.profile(level)
    return profile.guideline.cells if profile and profile.guideline else ()


def _responsibilities(focus: Focus, levels: Sequence[Level]) -> RubricTable:
    rows = (_duty_row(level, (_duties(focus, level),)) for level in levels)
    heading = "Responsibilities"
    return RubricTable("responsibilities", (heading,), tuple(rows), heading)


def _themes(focus: Focus, levels: Sequence[Level]) -> RubricTable:
    """Return the table with a column for each theme that any of *levels* has."""
    duties = {level.code: by_theme(_duties(focus, level)) for level in levels}
    held = {slug for themes in duties.values() for slug in themes}
    names = {theme.slug: theme.name for theme in focus.themes}
    columns = [slug for slug in (*names, None) if slug in held] if names else []
    rows = (
        _duty_row(level, tuple(tuple(duties[level.code].get(slug, ())) for slug in columns))
        for level in levels
    )
    headings = tuple(names[slug] if slug else OTHER for slug in columns)
    return RubricTable("themes", headings, tuple(rows), "Responsibilities by theme")


def _duties(focus: Focus, level: Level) -> tuple[Responsibility, ...]:
    profile = focus.profile(level.code)
    return profile.responsibilities if profile else ()


def _duty_row(level: Level, cells: tuple[tuple[Responsibility, ...], ...]) -> RubricRow:
    texts = tuple(tuple(duty.text for duty in cell) for cell in cells)
    return RubricRow(level.code, level.name, texts, cells)


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
