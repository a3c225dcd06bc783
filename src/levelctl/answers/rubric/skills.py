"""The skills and licenses of a focus, level by level."""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.answers.rubric.records import NOT_NEEDED, RubricRow, RubricTable, TableName
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, FocusLicense, Level
from levelctl.canon.proficiency import Held, held, licenses_at, lineage
from levelctl.canon.skill_names import full_name, shared_names, step_name

RubricCell = tuple[str, ...]
"""The texts of a cell; none if it is not known."""


def skills_table(canon: Canon, focus: Focus, levels: Sequence[Level]) -> RubricTable:
    """Return the table of steps, with a column for each skill that any of *levels* needs."""
    lineages = [lineage(level.code, canon.ladder) for level in levels]
    names = shared_names(canon.vocabulary)
    columns = {
        full_name(skill, names): tuple(_step(canon, held(skill, lineage)) for lineage in lineages)
        for skill in focus.skills
    }
    return _table("skills", "Skills", levels, columns)


def _step(canon: Canon, at: Held) -> RubricCell:
    """Return the name of the step *at* a level as a cell."""
    name = step_name(at.step, canon.vocabulary) if at.needed else NOT_NEEDED
    return (name,) if name else ()


def licenses_table(canon: Canon, focus: Focus, levels: Sequence[Level]) -> RubricTable:
    """Return the table with a column for each license that any of *levels* asks for."""
    names = {each.slug: each.name for each in canon.vocabulary.licenses}
    asked = [licenses_at(focus, level.code, canon.ladder) for level in levels]
    columns = {
        names.get(each.license, each.license): tuple(_license(each, at_level) for at_level in asked)
        for each in focus.licenses
    }
    return _table("licenses", "Licenses", levels, columns)


def _license(license_: FocusLicense, asked: Sequence[FocusLicense]) -> RubricCell:
    if license_ not in asked:
        return (NOT_NEEDED,)
    return ("required" if license_.required else "recommended",)


def _table(
    name: TableName,
    heading: str,
    levels: Sequence[Level],
    columns: dict[str, tuple[RubricCell, ...]],
) -> RubricTable:
    """Return the table of *columns* by heading, without those that no level needs."""
    needed = {
        each: cells
        for each, cells in columns.items()
        if any(cell != (NOT_NEEDED,) for cell in cells)
    }
    rows = (
        RubricRow(level.code, level.name, tuple(cells[place] for cells in needed.values()))
        for place, level in enumerate(levels)
    )
    return RubricTable(name, tuple(needed), tuple(rows), heading)
