"""
A level needs some skill at a higher step than the level before it, or a new one.

If no skill rises between two neighboring levels of a track, then the skills do not say why one is
above the other. The rule looks at foci that name steps of their skills.

Bad:

    # skills.yaml
    scale: {aware: {name: Aware}, working: {name: Working}, expert: {name: Expert}}

    # functions/nursing/ward-nurse.yaml
    skills:
      - {name: Triage, summary: Decides who is first., levels: {P1: aware, P2: working}}

Good:

    # skills.yaml
    scale: {aware: {name: Aware}, working: {name: Working}, expert: {name: Expert}}

    # functions/nursing/ward-nurse.yaml
    skills:
      - {name: Triage, summary: Decides who is first., levels: {P1: aware, P2: working}}
      - {name: Medication, summary: Doses what a doctor prescribed., levels: {P3: working}}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus, Ladder, Skill
from levelctl.canon.proficiency import held, lineage
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule
from levelctl.lint.tracks import tracks

Neighbors = tuple[str, str]
"""The codes of two levels of a focus with none of its own between them, the lower one first."""


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    # Without a scale, as if skills.yaml has an error, nobody knows which step is higher.
    if not context.vocabulary.scale or not any(skill.levels for skill in focus.skills):
        return
    neighbors = _neighbors(focus, context.ladder)
    rising = {*_rising(focus, neighbors, context)}
    for below, level in dict.fromkeys(neighbors.values()):
        if (below, level) not in rising:
            yield Finding(
                ("levels", level),
                f"{level} needs no skill at a higher step than {below}, and no other one",
                hint="say which skill rises here, or which one is new",
                key=True,
            )


def _neighbors(focus: Focus, ladder: Ladder) -> dict[str, Neighbors]:
    """Return by level of the ladder the neighbors that a step named at it can tell apart."""
    found: dict[str, Neighbors] = {}
    for track in tracks(ladder):
        below, between = None, []
        for level in track:
            between.append(level.code)
            if focus.profile(level.code):
                found |= dict.fromkeys(between, (below, level.code)) if below else {}
                below, between = level.code, []
    return found


def _rising(focus: Focus, neighbors: dict[str, Neighbors], context: Context) -> Iterator[Neighbors]:
    """Yield the neighbors between which a skill rises, or of which only the upper needs it."""
    places = {step.slug: place for place, step in enumerate(context.vocabulary.scale, 1)}
    lines = {level.code: lineage(level.code, context.ladder) for level in context.ladder.levels}

    def place(skill: Skill, level: str) -> int:
        at = held(skill, lines[level])
        return places.get(at.step or "", 0) if at.needed else -1

    for skill in focus.skills:
        for named, _ in skill.levels:
            pair = neighbors.get(named)
            if pair and place(skill, pair[1]) > place(skill, pair[0]):
                yield pair


RULE = FocusRule("skill-levels-flat", Severity.NOTE, "skills", __name__, check)
