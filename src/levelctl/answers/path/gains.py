"""What a step from one profile to the next adds."""

from __future__ import annotations

from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Profile
from levelctl.text.similarity import Vocabulary


def skills(before: Focus, after: Focus) -> tuple[str, ...] | None:
    """Return the skills that only *after* has; None if either has no skills."""
    if not (before.skills and after.skills):
        return None
    had = {skill.name for skill in before.skills}
    return tuple(skill.name for skill in after.skills if skill.name not in had)


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
