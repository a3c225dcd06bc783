"""What a step from one profile to the next adds."""

from __future__ import annotations

from levelctl.answers.path.records import SkillGain
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Profile, Skill
from levelctl.canon.proficiency import Held, held, licenses_at, lineage, position
from levelctl.canon.skill_names import identity, shared_names, step_name
from levelctl.text.similarity import Vocabulary


def skills(canon: Canon, before: Profile, after: Profile) -> tuple[SkillGain, ...] | None:
    """Return the skills that *after* needs for the first time or at a higher step than *before*."""
    foci = [canon.focus(each.code.function, each.code.focus) for each in (before, after)]
    if not all(focus.skills for focus in foci):
        return None
    had, has = (
        _needed(canon, focus, each) for focus, each in zip(foci, (before, after), strict=True)
    )
    return tuple(
        _gain(canon, skill, had.get(identity(skill)), at)
        for skill, at in has.values()
        if _gained(canon, had.get(identity(skill)), at)
    )


Needed = dict[tuple[bool, str], tuple[Skill, Held]]
"""The skills that a profile needs, by their identity, each with its step."""


def _needed(canon: Canon, focus: Focus, profile: Profile) -> Needed:
    levels = lineage(profile.code.level, canon.ladder)
    found = ((skill, held(skill, levels)) for skill in focus.skills)
    return {identity(skill): (skill, at) for skill, at in found if at.needed}


def _gained(canon: Canon, had: tuple[Skill, Held] | None, at: Held) -> bool:
    if had is None:
        return True
    before, after = (position(each.step, canon.vocabulary) for each in (had[1], at))
    return before is not None and after is not None and after > before


def _gain(canon: Canon, skill: Skill, had: tuple[Skill, Held] | None, at: Held) -> SkillGain:
    words = canon.vocabulary
    shared = shared_names(words).get(skill.skill or "", skill.name)
    before = step_name(had[1].step, words) if had else None
    return SkillGain(
        name=skill.name,
        shared=None if shared == skill.name else shared,
        before=before,
        after=step_name(at.step, words),
        new=had is None,
    )


def licenses(canon: Canon, before: Profile, after: Profile) -> tuple[str, ...]:
    """Return the names of the licenses that *after* requires and *before* does not."""
    names = {each.slug: each.name for each in canon.vocabulary.licenses}
    had, has = (_required(canon, each) for each in (before, after))
    return tuple(names.get(slug, slug) for slug in has if slug not in had)


def _required(canon: Canon, profile: Profile) -> list[str]:
    focus = canon.focus(profile.code.function, profile.code.focus)
    if not focus.licenses:
        return []
    held_here = licenses_at(focus, profile.code.level, canon.ladder)
    return [each.license for each in held_here if each.required]


def responsibilities(canon: Canon, before: Profile, after: Profile) -> tuple[str, ...] | None:
    """
    Return the responsibilities that are new in *after*; None if those of either are not known.

    A responsibility that `diff` would mark as escalated or reworded is not new. Both weigh words
    by how rare they are in the two foci.
    """
    if not (before.duties and after.duties):
        return None
    foci = [canon.focus(each.code.function, each.code.focus) for each in (before, after)]
    duty_texts = {duty: None for focus in foci for each in focus.profiles for duty in each.duties}
    paired = Vocabulary(duty_texts).pair(
        before.duties, after.duties, threshold=canon.settings.same_duty
    )
    paired_indexes = {index for index, _ in paired.values()}
    return tuple(duty for index, duty in enumerate(after.duties) if index not in paired_indexes)


def line_management(canon: Canon, before: Profile, after: Profile) -> bool:
    """Report whether *after* is on a track that manages people and *before* is not."""
    manages = {track.code: track.manages for track in canon.ladder.tracks}
    was, is_now = (manages[canon.ladder.of(each).track] for each in (before, after))
    return is_now and not was
