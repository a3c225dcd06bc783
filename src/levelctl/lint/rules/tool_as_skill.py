"""
A skill is not the name of a tool.

People learn a tool in weeks and replace it after years; the skill is what they can do with it. A
tool among the skills is listed twice, and nothing says what it is used for.

Bad:

    # functions/nursing/clinic-nurse.yaml
    skills:
      - {name: Infusion pump, summary: Sets the rate that a doctor prescribed.}
      - {name: Phlebotomy, summary: Draws blood at the first attempt from most adults.}
      - {name: Booking, summary: Fits urgent visits into a full day.}
      - {name: Counseling, summary: Explains a treatment so that it is followed at home.}

Good:

    # functions/nursing/clinic-nurse.yaml
    skills:
      - {name: Infusion, summary: Sets the rate that a doctor prescribed.}
      - {name: Phlebotomy, summary: Draws blood at the first attempt from most adults.}
      - {name: Booking, summary: Fits urgent visits into a full day.}
      - {name: Counseling, summary: Explains a treatment so that it is followed at home.}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Severity
from levelctl.lint.rule import CanonFinding, CanonOutline, CanonRule, Context


def check(canon: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    owners: dict[str, str] = {}
    for focus in canon.foci:
        for tool in focus.tools:
            owners.setdefault(tool.casefold(), focus.name.text)
    for focus in canon.foci:
        for skill in focus.skills:
            owner = owners.get(skill.text.casefold())
            if owner:
                yield CanonFinding(
                    focus.path,
                    skill,
                    f"the skill {skill.text!r} is a tool of {owner}",
                    hint="list it under tools, and name the skill after what people do with it",
                )


RULE = CanonRule("tool-as-skill", Severity.WARNING, "prose", __name__, check)
