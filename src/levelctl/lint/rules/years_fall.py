"""
The years of experience do not fall from one level of a track to the next.

Whoever reads the ladder upward expects each level to ask for at least what the one below asks.
Years that stay the same are let pass: two levels may differ in everything but experience.

Bad:

    # ladder.yaml
    levels:
      P2:
        years: {low: 1, high: 3}
      P3:
        years: {low: 0, high: 2}

Good:

    # ladder.yaml
    levels:
      P2:
        years: {low: 1, high: 3}
      P3:
        years: {low: 3, high: 5}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, LadderRule
from levelctl.lint.tracks import steps


def check(context: Context) -> Iterator[Finding]:
    for below, level in steps(context.ladder):
        for end in ("low", "high"):
            here, there = getattr(level.years, end), getattr(below.years, end)
            if here < there:
                yield Finding(
                    ("levels", level.code, "years", end),
                    f"the {end} end of {level.code}'s years, {here}, is below "
                    f"{below.code}'s {there}",
                    hint="let each level ask for at least the years of the one below it",
                    related=((("levels", below.code, "years", end), f"{below.code} is here"),),
                )


RULE = LadderRule("years-fall", Severity.ERROR, "pay", __name__, check)
