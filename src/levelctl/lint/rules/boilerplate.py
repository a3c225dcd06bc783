"""
Skill summaries and tool names are specific.

"Proficiency in" fits every skill, and "and other tools" fits every list of tools. Without such a
phrase, only what readers want to know remains. words.yaml lists the phrases.

Bad:

    tools: [Appointment book and similar tools]

Good:

    tools: [Appointment book]
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Severity
from levelctl.lint.phrases import first
from levelctl.lint.rule import Context, Finding, FocusRule


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    for number, skill in enumerate(focus.skills):
        phrase = first(skill.summary, context.words.boilerplate)
        if phrase:
            yield Finding(
                ("skills", number, "summary"),
                f"the summary of the skill {skill.name!r} says {phrase!r}, which fits any skill",
                hint="say what a person with this skill does",
            )
    for number, tool in enumerate(focus.tools):
        phrase = first(tool, context.words.boilerplate)
        if phrase:
            yield Finding(
                ("tools", number),
                f"the tool {tool!r} says {phrase!r}, which fits any tool",
                hint="give only the tool's name, and list each tool as its own item",
            )


RULE = FocusRule("boilerplate", Severity.WARNING, "prose", __name__, check, words=("boilerplate",))
