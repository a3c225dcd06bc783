"""
A range of pay is in order: its low end, its median, its high end.

A range out of order is a slip of the pen, and whatever is computed from it is wrong.

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

from levelctl.diagnostics import Severity
from levelctl.model import Focus
from levelctl.rules.rule import Context, Finding, FocusRule


def check(focus: Focus, _: Context) -> Iterator[Finding]:
    for profile in focus.profiles:
        pay = profile.pay
        if pay is None:
            continue
        route = ("levels", profile.code.level, "pay")
        for low, high in (("low", "median"), ("median", "high")):
            if getattr(pay, low) > getattr(pay, high):
                yield Finding(
                    (*route, low),
                    f"{profile.code.level}'s {low} {getattr(pay, low)} is above its "
                    f"{high} {getattr(pay, high)}",
                    hint="a range goes from low over median to high",
                )


RULE = FocusRule("pay-order", Severity.ERROR, "pay", __name__, check)
