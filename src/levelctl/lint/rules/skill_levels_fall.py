"""
The step of a skill does not fall from one level of a track to the next.

People who are promoted do not forget. A step that falls is usually a slip. If the work of a level
does without the skill, write none: from there on it is not needed. From one track to another a step
can fall: managers do less of the work that they manage.

Bad:

    # skills.yaml
    scale: {aware: {name: Aware}, working: {name: Working}, expert: {name: Expert}}

    # functions/nursing/ward-nurse.yaml
    skills:
      - {name: Triage, summary: Decides who is first., levels: {P1: working, P3: aware}}
      - {name: Medication, summary: Doses and gives what a doctor prescribed.}

Good:

    # skills.yaml
    scale: {aware: {name: Aware}, working: {name: Working}, expert: {name: Expert}}

    # functions/nursing/ward-nurse.yaml
    skills:
      - {name: Triage, summary: Decides who is first., levels: {P1: working, P3: expert}}
      - {name: Medication, summary: Doses and gives what a doctor prescribed., levels: {P1: none}}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus, Skill
from levelctl.canon.proficiency import held, lineage
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule
from levelctl.lint.tracks import steps


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    if not any(skill.levels for skill in focus.skills):
        return
    below = {level.code: lower.code for lower, level in steps(context.ladder)}
    places = {step.slug: (place, step.name) for place, step in enumerate(context.vocabulary.scale)}
    lines = {level.code: lineage(level.code, context.ladder) for level in context.ladder.levels}
    for number, skill in enumerate(focus.skills):
        for level, step in skill.levels:
            lower = below.get(level)
            at_lower = held(skill, lines[lower]) if lower else None
            if lower and at_lower and at_lower.step in places and step in places:
                fall = places[step], places[at_lower.step]
                if fall[0] < fall[1]:
                    yield _finding(number, skill, (level, lower), fall, at_lower.since)


def _finding(
    number: int,
    skill: Skill,
    levels: tuple[str, str],
    fall: tuple[tuple[int, str], tuple[int, str]],
    since: str | None,
) -> Finding:
    """Return the finding about two *levels*, the upper one first, with their places and steps."""
    (level, below), ((_, name), (_, name_below)) = levels, fall
    route = ("skills", number, "levels")
    return Finding(
        (*route, level),
        f"{level} needs {skill.name!r} at {name}, below {below}'s {name_below}",
        hint="raise it; write none if the skill is no longer needed from here on",
        related=(((*route, since or level), f"the step of {below} is here"),),
    )


RULE = FocusRule("skill-levels-fall", Severity.WARNING, "skills", __name__, check)
