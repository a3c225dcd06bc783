"""
A tool is spelled as in skills.yaml.

Two spellings are two tools to a program: foci that use the same one then seem to have nothing in
common. The rule knows the other spellings that skills.yaml lists under *also*, and those that
differ in case.

Bad:

    # skills.yaml
    tools: {infusion-pump: {name: Infusion pump, kind: device, also: [Drip pump]}}

    # functions/nursing/ward-nurse.yaml
    tools: [Drip pump, Ward planner]

Good:

    # skills.yaml
    tools: {infusion-pump: {name: Infusion pump, kind: device, also: [Drip pump]}}

    # functions/nursing/ward-nurse.yaml
    tools: [Infusion pump, Ward planner]
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Fix, Route, Severity
from levelctl.lint.focus_titles import folded
from levelctl.lint.rule import Context, Finding, FocusRule


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    names = _names(context)
    for number, tool in enumerate(focus.tools):
        name = names.get(folded(tool), tool)
        if name != tool:
            yield Finding(
                ("tools", number),
                f"the tool {tool!r} is {name!r} in skills.yaml",
                hint=f"write {name}",
                fix=_fix(("tools", number), tool, name, focus),
            )


def _names(context: Context) -> dict[str, str]:
    """Return the names of tools by all their spellings; a name is no other tool's spelling."""
    tools = context.vocabulary.tools
    spelled = {folded(other): tool.name for tool in tools for other in tool.also}
    return {**spelled, **{folded(tool.name): tool.name for tool in tools}}


def _fix(route: Route, tool: str, name: str, focus: Focus) -> Fix:
    """Return the fix that renames the *tool*, or drops it if the focus lists the *name*, too."""
    return Fix("drop", route) if name in focus.tools else Fix("substitute", route, tool, name)


RULE = FocusRule("tool-spelling", Severity.WARNING, "skills", __name__, check, fixes=True)
