"""
Two to four levels or profiles side by side: what differs, row by row.

The other sides are compared with the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from levelctl.answers.diff.duties import duty_sides, themes
from levelctl.answers.diff.items import alike, item_rows, named, same
from levelctl.answers.diff.records import (
    Cell,
    ChangeKind,
    Comparison,
    ComparisonRow,
    DistanceCell,
    DistanceRow,
    ItemCell,
    ItemRow,
    PayCell,
    PayRow,
    Section,
    Side,
    counts,
)
from levelctl.answers.diff.rows import (
    distance_row,
    guideline_rows,
    level_rows,
    pay_row,
    placement_rows,
)
from levelctl.answers.diff.sides import sides
from levelctl.answers.diff.skills import license_rows, skill_rows, stepped
from levelctl.canon.canon import Canon
from levelctl.canon.model import DimensionGroup, Focus, Level, Profile
from levelctl.errors import LevelctlError
from levelctl.record import replace
from levelctl.text.similarity import Vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:  # few answers choose
    from levelctl.canon.pay_view import PayChoice

__all__ = [
    "Cell",
    "ChangeKind",
    "Comparison",
    "ComparisonRow",
    "DistanceCell",
    "DistanceRow",
    "ItemCell",
    "ItemRow",
    "PayCell",
    "PayRow",
    "Section",
    "Side",
    "compare",
    "counts",
    "sides",
]


def compare(
    canon: Canon,
    things: Sequence[Level | Profile],
    *,
    only: Sequence[str] = (),
    changed: bool = False,
    choice: PayChoice | None = None,
) -> Comparison:
    """
    Return *things* side by side, all levels or all profiles.

    *only* narrows to sections, *changed* to rows in which a side differs from the first.

    Raises LevelctlError if *only* names what is no section, or if no pay fits *choice*, by which
    *canon* is seen.
    """
    levels = [thing for thing in things if isinstance(thing, Level)]
    profiles = [thing for thing in things if isinstance(thing, Profile)]
    if choice and profiles:
        from levelctl.canon.pay_view import require_pay  # few answers choose

        require_pay(choice, profiles)
    comparison = _of_profiles(canon, profiles) if profiles else _of_levels(canon, levels)
    return narrowed(comparison, only, changed=changed)


def narrowed(comparison: Comparison, only: Sequence[str], *, changed: bool) -> Comparison:
    """Return *comparison* with the sections in *only* and, if *changed*, the rows that differ."""
    unknown = [name for name in only if name not in [*Section]]
    if unknown:
        raise LevelctlError(
            f"a comparison has no section {unknown[0]!r}",
            hint=f"its sections are: {', '.join(Section)}",
        )
    chosen = tuple(name for name in comparison.sections if not only or name in only)
    rows: dict[str, Any] = {
        name: tuple(
            row
            for row in getattr(comparison, name)
            if name in chosen and (row.changed or not changed)
        )
        for name in comparison.sections
    }
    return replace(comparison, changed=changed, sections=chosen, **rows)


def _of_levels(canon: Canon, levels: Sequence[Level]) -> Comparison:
    return Comparison(
        kind="levels",
        sides=tuple(Side(level.code, level.name, level.code, level.rank) for level in levels),
        sections=(Section.LEVEL,),
        level=level_rows(canon, levels),
    )


def _guideline_heading(group: DimensionGroup) -> str:
    """Return the heading of the section; empty if the canon has no guidelines at all."""
    return (group.short or group.heading) if group.columns else ""


def _shown(section: Section, foci: Sequence[Focus]) -> bool:
    """Return whether *section* can differ between profiles of *foci*."""
    several = any(focus != foci[0] for focus in foci)
    match section:
        case Section.SKILLS:  # without steps, those of one focus are the same at all its levels
            return several or stepped(foci)
        case Section.LICENSES:
            return any(focus.licenses for focus in foci)
        case Section.TOOLS:
            return several
        case _:
            return section is not Section.ALIASES


def _of_profiles(canon: Canon, profiles: Sequence[Profile]) -> Comparison:
    levels = [canon.ladder.of(profile) for profile in profiles]
    foci = [canon.focus(each.code.function, each.code.focus) for each in profiles]
    ranks = [level.rank for level in levels]
    all_sides = [(canon, focus, each) for focus, each in zip(foci, profiles, strict=True)]
    focus_themes = themes(foci)
    duty_texts = {duty: None for focus in foci for each in focus.profiles for duty in each.duties}
    vocabulary = Vocabulary(duty_texts)
    return Comparison(
        kind="profiles",
        sides=tuple(
            Side(
                str(profile.code),
                profile.title,
                level.code,
                level.rank,
                tuple(each.code.level for each in canon.ladder.included(focus, profile)),
            )
            for profile, level, focus in zip(profiles, levels, foci, strict=True)
        ),
        sections=tuple(name for name in Section if _shown(name, foci)),
        placement=placement_rows(canon, profiles),
        distance=(distance_row(canon, profiles),),
        level=level_rows(canon, levels),
        pay=(pay_row([profile.pay for profile in profiles]),),
        guideline=guideline_rows(canon, profiles),
        guideline_heading=_guideline_heading(canon.dimensions.guideline),
        responsibilities=item_rows(
            duty_sides(canon, profiles, foci),
            alike(vocabulary, canon.settings.same_duty),
            pair_only=alike(vocabulary, 0),
            themes=[theme.slug for theme in focus_themes],
        ),
        skills=skill_rows(all_sides),
        licenses=license_rows(all_sides),
        tools=item_rows(
            [named(focus.tools, rank) for focus, rank in zip(foci, ranks, strict=True)], same
        ),
        themes=focus_themes,
    )
