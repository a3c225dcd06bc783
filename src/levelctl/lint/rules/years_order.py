"""
The low end of a level's years of experience is not above the high end.

A range out of order is a typo, and no guideline can match it.

Bad:

    # ladder.yaml
    levels:
      P2:
        years: {low: 3, high: 1}

Good:

    # ladder.yaml
    levels:
      P2:
        years: {low: 1, high: 3}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, LadderRule


def check(context: Context) -> Iterator[Finding]:
    for level in context.ladder.levels:
        low, high = (level.years.low, level.years.high) if level.years else (0, None)
        if high is not None and low > high:
            route = ("levels", level.code, "years")
            yield Finding(
                (*route, "low"),
                f"the low end of {level.code}'s years is {low}, above the high end, {high}",
                hint="set low to at most high",
                related=(((*route, "high"), "the high end is here"),),
            )


RULE = LadderRule("years-order", Severity.ERROR, "pay", __name__, check)
