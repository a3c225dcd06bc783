"""What an overlay changes: a level or profile of the canon below, and the same one here."""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.answers.diff import narrowed
from levelctl.answers.diff.duties import duty_sides, themes
from levelctl.answers.diff.items import alike, item_rows, named, same
from levelctl.answers.diff.records import Cell, Comparison, ComparisonRow, Section, Side
from levelctl.answers.diff.rows import (
    guideline_rows,
    level_rows,
    pay_row,
    placement_rows,
    text_rows,
)
from levelctl.answers.diff.skills import license_rows, skill_rows
from levelctl.canon.canon import Canon
from levelctl.canon.layers import stack_of
from levelctl.canon.model import Focus, Level, Profile
from levelctl.canon.resolve import Thing, reference
from levelctl.errors import LevelctlError
from levelctl.record import replace
from levelctl.text.similarity import Vocabulary, changed_runs

EDITED = 0.5
"""The lowest similarity, from 0 to 1, of a responsibility to the one below that it rewords."""


def compare_with_base(
    canon: Canon, base: Canon, thing: Thing, *, only: Sequence[str] = (), changed: bool = True
) -> Comparison:
    """
    Return *thing*, a level or profile of *canon*, beside what it is in *base*, the canon below.

    *only* and *changed* are as in `compare`; sections that *changed* empties are left out, too.
    Raises LevelctlError if it is neither, or if *base*
    does not have it.
    """
    if isinstance(thing, Level):
        comparison = _levels(canon, base, thing)
    elif isinstance(thing, Profile):
        comparison = _profiles(canon, base, thing)
    else:
        raise LevelctlError(
            f"{reference(thing)!r} is neither a level nor a profile",
            hint=f"add a level; levelctl show {reference(thing)!r} lists the levels",
        )
    found = narrowed(comparison, only, changed=changed)
    if not changed:
        return found
    return replace(found, sections=tuple(name for name in found.sections if getattr(found, name)))


def _level_below(canon: Canon, base: Canon, code: str) -> Level:
    """Return what the level *code* of *canon* is in *base*."""
    (changes, *_) = stack_of(canon.root).changes
    codes = {new: old for old, new in changes.renamed.items()}
    for level in base.ladder.levels:
        if level.code == codes.get(code, code):
            return level
    raise LevelctlError(f"{code} is only in this canon", hint="levelctl show shows it")


def _levels(canon: Canon, base: Canon, level: Level) -> Comparison:
    below = _level_below(canon, base, level.code)
    return Comparison(
        kind="levels",
        sides=(
            Side(below.code, f"{below.name} (below)", below.code, below.rank),
            Side(level.code, level.name, level.code, level.rank),
        ),
        sections=(Section.LEVEL,),
        level=_beside(level_rows(base, [below]), level_rows(canon, [level])),
    )


def _focus_below(canon: Canon, base: Canon, profile: Profile) -> Focus | None:
    """Return the focus of *base* whose file has the path of that of *profile*."""
    path = canon.path_of(profile.code.function, profile.code.focus)
    summaries = (card for function in base.functions for card in function.foci)
    for card in summaries:
        if base.path_of(card.function, card.code) == path:
            return base.focus(card.function, card.code)
    return None


def _profiles(canon: Canon, base: Canon, profile: Profile) -> Comparison:
    focus = canon.focus(profile.code.function, profile.code.focus)
    level = canon.ladder.of(profile)
    level_below = _level_below(canon, base, level.code)
    focus_below = _focus_below(canon, base, profile)
    profiles = focus_below.profiles if focus_below else ()
    below = next((each for each in profiles if each.code.level == level_below.code), None)
    if focus_below is None or below is None:
        raise LevelctlError(f"{profile.code} is only in this canon", hint="levelctl show shows it")
    foci, all_themes = [focus_below, focus], themes([focus_below, focus])
    all_sides = [(base, focus_below, below), (canon, focus, profile)]
    vocabulary = Vocabulary(
        {duty: None for each in foci for member in each.profiles for duty in member.duties}
    )
    return Comparison(
        kind="profiles",
        sides=(
            Side(str(below.code), f"{below.title} (below)", level_below.code, level_below.rank),
            Side(str(profile.code), profile.title, level.code, level.rank),
        ),
        sections=tuple(
            name
            for name in Section
            if name is not Section.DISTANCE
            and (name is not Section.LICENSES or any(each.licenses for each in foci))
        ),
        placement=_beside(
            [*placement_rows(base, [below]), *text_rows(base, focus_below, below)],
            [*placement_rows(canon, [profile]), *text_rows(canon, focus, profile)],
        ),
        level=_beside(level_rows(base, [level_below]), level_rows(canon, [level])),
        pay=(pay_row([below.pay, profile.pay]),),
        guideline=_beside(guideline_rows(base, [below]), guideline_rows(canon, [profile])),
        guideline_heading=canon.dimensions.guideline.short or canon.dimensions.guideline.heading,
        responsibilities=item_rows(
            [
                *duty_sides(base, [below], [focus_below]),
                *duty_sides(canon, [profile], [focus]),
            ],
            alike(vocabulary, max(canon.settings.same_duty, EDITED)),
            themes=[theme.slug for theme in all_themes],
        ),
        skills=skill_rows(all_sides),
        licenses=license_rows(all_sides),
        tools=item_rows([named(each.tools, 0) for each in foci], same),
        aliases=item_rows(
            [named(_titles(focus_below, below), 0), named(_titles(focus, profile), 0)], same
        ),
        themes=all_themes,
    )


def _titles(focus: Focus, profile: Profile) -> tuple[str, ...]:
    """Return the aliases of *focus* that can mean *profile*."""
    levels = (None, profile.code.level)
    return tuple(alias.title for alias in focus.aliases if alias.level in levels)


def _beside(
    below: Sequence[ComparisonRow], here: Sequence[ComparisonRow]
) -> tuple[ComparisonRow, ...]:
    """Return the rows of *below* and *here*, one side each, as rows of two sides."""
    texts = [{row.name: row.cells[0].text for row in rows} for rows in (below, here)]
    return tuple(
        _row(name, texts[0].get(name), texts[1].get(name)) for name in {**texts[0], **texts[1]}
    )


def _row(name: str, below: str | None, here: str | None) -> ComparisonRow:
    runs = changed_runs(here, below) if here and below else ()
    return ComparisonRow(name, (Cell(below), Cell(here, runs)))
