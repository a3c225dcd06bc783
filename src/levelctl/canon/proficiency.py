"""
Answers which step of a skill a level needs, and which licenses hold there.

A focus names the step at a few levels. A level that it does not name has the step of the nearest
one below that it does; the levels below are those that lead to it on the ladder, also from the
track that its own branches from. Below the first one that is named, the skill is not needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from levelctl.canon.model import (
    NOT_NEEDED,
    Focus,
    FocusLicense,
    Ladder,
    Level,
    Skill,
    SkillVocabulary,
)
from levelctl.record import Record


class Held(Record):
    """How a skill stands at a level."""

    needed: bool
    step: str | None = None
    """The slug of the step; None if the skill is not needed, or if its step is not known."""
    since: str | None = None
    """The code of the level that names the step; None if none does."""


def step_at(skill: Skill, level: str, ladder: Ladder) -> Held:
    """
    Return how *skill* stands at the *level*, a code of the *ladder*.

    A skill that names no level is needed at all of them, at a step that is not known.
    """
    return held(skill, lineage(level, ladder))


def lineage(level: str, ladder: Ladder) -> tuple[str, ...]:
    """Return the code *level* of the *ladder*, then those that lead to it, from the nearest."""
    own = next(each for each in ladder.levels if each.code == level)
    return (level, *(each.code for each in reversed(ladder.below(own))))


def levels_before(ladder: Ladder) -> dict[str, str | None]:
    """Return by the code of each level that of the nearest one that leads to it, if any does."""
    tracks: dict[str, list[Level]] = {track.code: [] for track in ladder.tracks}
    for level in ladder.levels:
        tracks[level.track].append(level)
    before: dict[str, str | None] = {}
    for track in ladder.tracks:
        own = tracks[track.code]
        first = own[0].rank if own else 0
        lower = [
            each.code for each in tracks.get(track.branches_from or "", ()) if each.rank < first
        ]
        last = lower[-1] if lower else None
        for level in own:
            before[level.code] = last
            last = level.code
    return before


def held_at(
    skill: Skill, levels: Iterable[str], before: Mapping[str, str | None]
) -> tuple[Held, ...]:
    """
    Return how *skill* stands at each of *levels*, of which each level is visited once.

    *before* are the levels that lead to others; see `levels_before`.
    """
    steps = dict(skill.levels)
    named: dict[str, str | None] = {level: level for level in steps}
    found: list[Held] = []
    for level in levels:
        way: list[str] = []
        at: str | None = level
        while at is not None and at not in named:
            way.append(at)
            at = before[at]
        since = named[at] if at is not None else None
        named.update(dict.fromkeys(way, since))
        found.append(held(skill, (since,) if since is not None else ()))
    return tuple(found)


def held(skill: Skill, lineage: Sequence[str]) -> Held:
    """Return how *skill* stands at the first level of a *lineage*, so that many can share it."""
    if not skill.levels:
        return Held(needed=True)
    steps = dict(skill.levels)
    since = next((level for level in lineage if level in steps), None)
    if since is None or steps[since] == NOT_NEEDED:
        return Held(needed=False, since=since)
    return Held(needed=True, step=steps[since], since=since)


def position(step: str | None, vocabulary: SkillVocabulary) -> int | None:
    """Return the place of *step*, a slug, on the scale, from 1; None if it is not on it."""
    slugs = [each.slug for each in vocabulary.scale]
    return slugs.index(step) + 1 if step in slugs else None


def licenses_at(focus: Focus, level: str, ladder: Ladder) -> tuple[FocusLicense, ...]:
    """Return the licenses of *focus* that hold at the *level*, a code of the *ladder*."""
    codes = {*lineage(level, ladder)}
    return tuple(
        each for each in focus.licenses if not each.starts or not codes.isdisjoint(each.starts)
    )
