"""What answers call skills and licenses: the focus's own word, with the shared one behind it."""

from __future__ import annotations

from collections.abc import Mapping

from levelctl.canon.model import Skill, SkillVocabulary


def shared_names(vocabulary: SkillVocabulary) -> dict[str, str]:
    """Return the names of the shared skills by their slugs."""
    return {each.slug: each.name for each in vocabulary.skills}


def full_name(skill: Skill, shared_names: Mapping[str, str]) -> str:
    """
    Return the name of *skill* in its focus, and behind it the shared one if that is another.

    >>> skill = Skill("Contract negotiation", "Agrees on terms.", "negotiation")
    >>> full_name(skill, {"negotiation": "Negotiation"})
    'Contract negotiation (Negotiation)'
    """
    shared = shared_names.get(skill.skill or "", skill.name)
    return skill.name if shared == skill.name else f"{skill.name} ({shared})"


def identity(skill: Skill) -> tuple[bool, str]:
    """Return what is equal for two skills that are the same: one slug, or one name of their own."""
    return (True, skill.skill) if skill.skill else (False, skill.name)


def step_name(step: str | None, vocabulary: SkillVocabulary) -> str | None:
    """Return the name of the *step* with this slug; None if it is not on the scale."""
    return next((each.name for each in vocabulary.scale if each.slug == step), None)
