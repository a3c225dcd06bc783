"""What a step from one profile to the next gains."""

from __future__ import annotations

from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Profile
from levelctl.text.similarity import Vocabulary


def skills(before: Focus, after: Focus) -> tuple[str, ...] | None:
    """Return the skills that *after* has and *before* has not; None where either has none."""
    if not (before.skills and after.skills):
        return None
    had = {skill.name for skill in before.skills}
    return tuple(skill.name for skill in after.skills if skill.name not in had)


def responsibilities(canon: Canon, before: Profile, after: Profile) -> tuple[str, ...] | None:
    """
    Return the duties of *after* that are new; None where either's are not known.

    They are new as a comparison of the two tells it: a duty that is there in other words,
    escalated, is not. Both weigh words by how rare they are in the foci at hand.
    """
    if not (before.responsibilities and after.responsibilities):
        return None
    foci = [canon.focus(each.code.function, each.code.focus) for each in (before, after)]
    duty_texts = {
        duty: None for focus in foci for each in focus.profiles for duty in each.responsibilities
    }
    paired = Vocabulary(duty_texts).pair(
        before.responsibilities, after.responsibilities, threshold=canon.settings.same_duty
    )
    paired_indexes = {index for index, _ in paired.values()}
    return tuple(
        duty for index, duty in enumerate(after.responsibilities) if index not in paired_indexes
    )


def line_management(canon: Canon, before: Profile, after: Profile) -> bool:
    """Tell whether *after* is on a track for managing people and *before* is not."""
    manages = {track.code: track.manages for track in canon.ladder.tracks}
    was, is_now = (manages[canon.ladder.of(each).track] for each in (before, after))
    return is_now and not was
