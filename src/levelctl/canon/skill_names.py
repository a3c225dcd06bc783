"""What answers call skills and licenses: the focus's own word, with the shared one behind it."""

from __future__ import annotations

from levelctl.canon.model import Skill, SkillVocabulary


def full_name(skill: Skill, vocabulary: SkillVocabulary) -> str:
    """
    Return the name of *skill* in its focus, and behind it the shared one if that is another.

    >>> from levelctl.canon.model import SharedSkill
    >>> words = SkillVocabulary(skills=(SharedSkill("negotiation", "Negotiation", "Agrees."),))
    >>> full_name(Skill("Contract negotiation", "Agrees.", "negotiation"), words)
    'Contract negotiation (Negotiation)'
    """
    names = {each.slug: each.name for each in vocabulary.skills}
    shared = names.get(skill.skill or "", skill.name)
    return skill.name if shared == skill.name else f"{skill.name} ({shared})"


def identity(skill: Skill) -> tuple[bool, str]:
    """Return what is equal for two skills that are the same: one slug, or one name of their own."""
    return (True, skill.skill) if skill.skill else (False, skill.name)


def step_name(step: str | None, vocabulary: SkillVocabulary) -> str | None:
    """Return the name of the *step* with this slug; None if it is not on the scale."""
    return next((each.name for each in vocabulary.scale if each.slug == step), None)
