"""
The summary of a skill, and the name of a tool, say nothing that could be said of any other.

"Proficiency in" fits every skill there is, and "and other tools" every list. What is left
without such a phrase is what a reader wants to know. The phrases are in words.yaml.

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
                hint="say what one does who has the skill",
            )
    for number, tool in enumerate(focus.tools):
        phrase = first(tool, context.words.boilerplate)
        if phrase:
            yield Finding(
                ("tools", number),
                f"the tool {tool!r} says {phrase!r}, which fits any tool",
                hint="give the tool's name alone, each tool as an item",
            )


RULE = FocusRule("boilerplate", Severity.WARNING, "prose", __name__, check, words=("boilerplate",))
