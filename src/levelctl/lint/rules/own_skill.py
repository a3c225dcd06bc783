"""
A skill that skills.yaml has is referred to, not written anew.

Foci that refer to one skill can be compared, and people find each other's work by it. A skill of
the focus's own is compared by its name alone. What the focus calls the skill and says of it can
stay: name and summary beside the reference.

Bad:

    # skills.yaml
    skills: {triage: {name: Triage, summary: Decides who is treated first.}}

    # functions/nursing/ward-nurse.yaml
    skills:
      - {name: Triage, summary: Decides who is treated first when several call.}

Good:

    # skills.yaml
    skills: {triage: {name: Triage, summary: Decides who is treated first.}}

    # functions/nursing/ward-nurse.yaml
    skills:
      - {skill: triage, summary: Decides who is treated first when several call.}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Severity
from levelctl.lint.focus_titles import folded
from levelctl.lint.rule import Context, Finding, FocusRule


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    slugs = {folded(each.name): each.slug for each in context.vocabulary.skills}
    for number, skill in enumerate(focus.skills):
        slug = slugs.get(folded(skill.name))
        if slug and skill.skill is None:
            yield Finding(
                ("skills", number, "name"),
                f"{skill.name!r} is a skill of skills.yaml",
                hint=f"add skill: {slug}; the name and summary can stay",
            )


RULE = FocusRule("own-skill", Severity.NOTE, "skills", __name__, check)
