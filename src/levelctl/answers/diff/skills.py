"""The skills and licenses of the sides of a comparison, with the step that each side needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from levelctl.answers.diff.items import item_rows, named, same
from levelctl.answers.diff.records import ChangeKind, ItemCell, ItemRow
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, FocusLicense, Profile
from levelctl.canon.proficiency import held, licenses_at, lineage, position
from levelctl.canon.skill_names import full_name, identity, shared_names, step_name


class Need(NamedTuple):
    """A skill or license that a side needs."""

    name: str
    step: str | None
    """The name of the step of a skill; None if it is not known."""
    degree: int | None
    """The place of the step on the scale, or 1 for a license that is required and 0 for others."""


Needs = Mapping[object, Need] | None
"""What a side needs, by what makes two of them the same; None if it is not known."""


def stepped(foci: Sequence[Focus]) -> bool:
    """Return whether any of *foci* names the step of a skill."""
    return any(skill.levels for focus in foci for skill in focus.skills)


def skill_rows(sides: Sequence[tuple[Canon, Focus, Profile]]) -> tuple[ItemRow, ...]:
    """
    Return a row for each skill: those of the first side in order, then those that others add.

    Shared skills are the same if they have one slug, whatever a focus calls them. If the foci only
    have skills of their own, without steps, these are compared by name.
    """
    foci = [focus for _, focus, _ in sides]
    if not any(skill.skill or skill.levels for focus in foci for skill in focus.skills):
        return item_rows([named((each.name for each in focus.skills), 0) for focus in foci], same)
    return need_rows([_skills(*side) for side in sides])


def _skills(canon: Canon, focus: Focus, profile: Profile) -> Needs:
    if not focus.skills:
        return None
    levels = lineage(profile.code.level, canon.ladder)
    names = shared_names(canon.vocabulary)
    states = {skill: held(skill, levels) for skill in focus.skills}
    return {
        identity(skill): Need(
            full_name(skill, names),
            step_name(at.step, canon.vocabulary),
            position(at.step, canon.vocabulary),
        )
        for skill, at in states.items()
        if at.needed
    }


def license_rows(sides: Sequence[tuple[Canon, Focus, Profile]]) -> tuple[ItemRow, ...]:
    """Return a row for each license that any side needs; one that becomes required escalates."""
    return need_rows([_licenses(*side) for side in sides])


def _licenses(canon: Canon, focus: Focus, profile: Profile) -> Needs:
    names = {each.slug: each.name for each in canon.vocabulary.licenses}
    at_level = licenses_at(focus, profile.code.level, canon.ladder)
    return {each.license: _license(each, names) for each in at_level}


def _license(license_: FocusLicense, names: dict[str, str]) -> Need:
    name = names.get(license_.license, license_.license)
    return Need(name if license_.required else f"{name} (recommended)", None, license_.required)


def need_rows(sides: Sequence[Needs]) -> tuple[ItemRow, ...]:
    """Return a row for each thing that any of *sides* needs."""
    keys = dict.fromkeys(key for side in sides if side is not None for key in side)
    return tuple(ItemRow(tuple(_cells(sides, key))) for key in keys)


def _cells(sides: Sequence[Needs], key: object) -> list[ItemCell]:
    needs = [side.get(key) if side is not None else None for side in sides]
    first = next(place for place, need in enumerate(needs) if need)
    return [_cell(sides, needs, place, first) for place in range(len(sides))]


def _cell(sides: Sequence[Needs], needs: Sequence[Need | None], place: int, first: int) -> ItemCell:
    """Return the cell of the side at *place*; the side at *first* is the first one in need."""
    need, change = needs[place], _change(sides, needs, place, first)
    if need is None:
        return ItemCell(None, change, None)
    return ItemCell(need.name, change, None, proficiency=need.step)


def _change(
    sides: Sequence[Needs], needs: Sequence[Need | None], place: int, first: int
) -> ChangeKind | None:
    need, origin = needs[place], needs[first]
    if need is None:
        missing: ChangeKind = "absent" if first else "dropped"
        return None if sides[place] is None else missing
    if place == first or origin is None:
        return "new" if place and sides[0] is not None else None
    if (need.step, need.degree) == (origin.step, origin.degree):
        return "kept"
    if need.degree is None or origin.degree is None:
        return "reworded"
    return "escalated" if need.degree > origin.degree else "reduced"
