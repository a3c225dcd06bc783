"""
A range of pay is in order: its low end, its median, its high end.

A range out of order is a slip of the pen, and whatever is computed from it is wrong. Equal
figures are let pass: a collective agreement may fix a single rate.

Bad:

    levels:
      P2:
        pay: {currency: EUR, period: year, low: 45000, median: 40000, high: 50000, basis: survey}

Good:

    levels:
      P2:
        pay: {currency: EUR, period: year, low: 35000, median: 40000, high: 50000, basis: survey}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule


def check(focus: Focus, _: Context) -> Iterator[Finding]:
    for profile in focus.profiles:
        pay, level = profile.pay, profile.code.level
        if pay is None:
            continue
        for low, high in (("low", "median"), ("median", "high")):
            here, there = getattr(pay, low), getattr(pay, high)
            if here > there:
                yield Finding(
                    ("levels", level, "pay", low),
                    f"{level}'s {low} {here} is above its {high} {there}",
                    hint="a range goes from low over median to high",
                    related=((("levels", level, "pay", high), f"the {high} is here"),),
                )


RULE = FocusRule("pay-order", Severity.ERROR, "pay", __name__, check)
