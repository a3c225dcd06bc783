"""Who needs which skill: the skills of all foci, and how each stands at their levels."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Skill
from levelctl.canon.proficiency import Held, held_at, levels_before
from levelctl.record import Record


class SkillNeed(Record):
    """A skill of a focus, and how it stands at each of its levels."""

    focus: Focus
    skill: Skill
    levels: tuple[tuple[str, Held], ...]
    """By the codes of the levels that the focus has, in the order of the ladder."""


def skill_needs(canon: Canon, slug: str | None = None) -> Iterator[SkillNeed]:
    """Yield each skill of each focus of *canon*; with *slug*, only those that share that one."""
    before = levels_before(canon.ladder)
    for function in canon.functions:
        for summary in function.foci:
            focus = canon.focus(summary.function, summary.code)
            levels = [level for level, _ in summary.levels]
            for skill in focus.skills:
                if slug in (None, skill.skill):
                    stands = held_at(skill, levels, before)
                    yield SkillNeed(focus, skill, tuple(zip(levels, stands, strict=True)))
