"""
Groups of skills are neither too small nor too large.

A group with one skill is no group, and in one with fifty nobody finds anything. `check.lengths` in
canon.yaml sets the limits.

Bad:

    # skills.yaml
    groups: {care: {name: Care}, talk: {name: Talk}}
    skills:
      triage: {name: Triage, group: care, summary: Decides who is treated first.}
      wound-care: {name: Wound care, group: care, summary: Cleans and dresses wounds.}
      handover: {name: Handover, group: talk, summary: Tells the next shift what matters.}

Good:

    # skills.yaml
    groups: {care: {name: Care}, talk: {name: Talk}}
    skills:
      triage: {name: Triage, group: care, summary: Decides who is treated first.}
      wound-care: {name: Wound care, group: care, summary: Cleans and dresses wounds.}
      handover: {name: Handover, group: talk, summary: Tells the next shift what matters.}
      counseling: {name: Counseling, group: talk, summary: Explains a treatment to patients.}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, VocabularyRule


def check(context: Context) -> Iterator[Finding]:
    low, high = context.settings.lengths["groups"]
    sizes = Counter(skill.group for skill in context.vocabulary.skills)
    for group in context.vocabulary.groups:
        size = sizes[group.slug]
        if not low <= size <= high:
            noun = "skill" if size == 1 else "skills"
            yield Finding(
                ("groups", group.slug),
                f"the group {group.name!r} has {size} {noun}; expected {low} to {high}",
                hint="join it with another group" if size < low else "split it into two",
                key=True,
            )


RULE = VocabularyRule(
    "group-size",
    Severity.NOTE,
    "skills",
    __name__,
    check,
    settings=("check.lengths.groups",),
)
