"""The pages of focus, function, family and level."""

from __future__ import annotations

from levelctl.answers.show.common import FocusSkills, taxonomy
from levelctl.answers.show.records import (
    FamilyPage,
    FocusPage,
    FunctionPage,
    LevelPage,
    Member,
    Named,
    Rung,
)
from levelctl.canon.canon import Canon
from levelctl.canon.model import Family, Focus, FocusSummary, Function, Level
from levelctl.canon.pay_range import measured
from levelctl.canon.resolve import reference


def focus_page(canon: Canon, focus: Focus) -> FocusPage:
    levels, skills = [canon.ladder.of(each) for each in focus.profiles], FocusSkills(canon, focus)
    code = reference(focus)
    return FocusPage(
        code=code,
        title=focus.name,
        definition=focus.summary,
        placement=taxonomy(canon, canon.function(focus.function)),
        levels=tuple(
            Rung(
                str(profile.code),
                level.code,
                level.name,
                level.years,
                profile.status,
                measured(profile.pay),
            )
            for profile, level in zip(focus.profiles, levels, strict=True)
        ),
        themes=focus.themes,
        skills=skills.skills(),
        licenses=skills.all_licenses(),
        tools=focus.tools,
        tool_details=skills.tool_details(),
        aliases=focus.aliases,
        classification=focus.classification,
        next=(f"levelctl show {focus.profiles[0].code}", f"levelctl rubric {code}"),
    )


def function_page(canon: Canon, function: Function) -> FunctionPage:
    family, _ = taxonomy(canon, function)
    return FunctionPage(
        code=function.code,
        title=function.name,
        definition=function.summary,
        placement=(family,),
        foci=tuple(
            Member(reference(card), card.name, _levels(canon, (card,))) for card in function.foci
        ),
        next=tuple(f"levelctl show {reference(card)}" for card in function.foci[:1]),
    )


def family_page(canon: Canon, family: Family) -> FamilyPage:
    functions = [function for function in canon.functions if function.family == family.slug]
    return FamilyPage(
        code=family.slug,
        title=family.name,
        definition=family.summary,
        functions=tuple(
            Member(function.code, function.name, _levels(canon, function.foci))
            for function in functions
        ),
        next=(
            *(f"levelctl show {function.code}" for function in functions[:1]),
            f"levelctl list --family {family.slug}",
        ),
    )


def _levels(canon: Canon, cards: tuple[FocusSummary, ...]) -> tuple[str, ...]:
    """Return the levels that any of *cards* has, in ladder order."""
    present = {level for card in cards for level, _ in card.levels}
    return tuple(level.code for level in canon.ladder.levels if level.code in present)


def level_page(canon: Canon, level: Level) -> LevelPage:
    track, ladder = canon.ladder.track(level.track), canon.ladder.on(level.track)
    place = ladder.index(level)
    below = next(reversed(canon.ladder.below(level)), None)
    above = ladder[place + 1] if place + 1 < len(ladder) else None
    beside = [each for each in (above, below) if each]
    return LevelPage(
        code=level.code,
        title=level.name,
        track=Named(track.code, track.name),
        level=level,
        below=Named(below.code, below.name) if below else None,
        above=Named(above.code, above.name) if above else None,
        profiles=tuple(
            Named(f"{reference(card)}.{level.code}", card.name)
            for function in canon.functions
            for card in function.foci
            if card.has(level.code)
        ),
        next=(
            *(f"levelctl diff {level.code} {each.code}" for each in beside),
            f"levelctl list --level {level.code}",
        ),
        dimensions=canon.dimensions,
    )
