"""
A skill is not the name of a tool.

A tool is learned in weeks and replaced in years; the skill is what one can do with it. A tool
that is filed as a skill is listed twice, and what it is used for remains unsaid.

Bad:

    # functions/nursing/clinic-nurse.yaml
    skills:
      - {name: Infusion pump, summary: Sets the rate that a doctor prescribed.}
      - {name: Phlebotomy, summary: Draws blood at the first attempt from most adults.}
      - {name: Booking, summary: Fits urgent visits into a full day.}
      - {name: Counselling, summary: Explains a treatment so that it is followed at home.}

Good:

    # functions/nursing/clinic-nurse.yaml
    skills:
      - {name: Infusion, summary: Sets the rate that a doctor prescribed.}
      - {name: Phlebotomy, summary: Draws blood at the first attempt from most adults.}
      - {name: Booking, summary: Fits urgent visits into a full day.}
      - {name: Counselling, summary: Explains a treatment so that it is followed at home.}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Severity
from levelctl.lint.rule import CanonFinding, CanonOutline, CanonRule, Context


def check(whole: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    owners: dict[str, str] = {}
    for focus in whole.foci:
        for tool in focus.tools:
            owners.setdefault(tool.casefold(), focus.name.text)
    for focus in whole.foci:
        for skill in focus.skills:
            owner = owners.get(skill.text.casefold())
            if owner:
                yield CanonFinding(
                    focus.path,
                    skill,
                    f"the skill {skill.text!r} is a tool of {owner}",
                    hint="list it under tools, and name the skill by what is done with it",
                )


RULE = CanonRule("tool-as-skill", Severity.WARNING, "prose", __name__, check)
