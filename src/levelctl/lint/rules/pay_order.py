"""
A pay range is in order: low, median, high.

A range out of order is a typo, and everything computed from it is wrong. Equal figures are allowed,
because a collective agreement can set a single rate.

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

from levelctl.canon.model import Focus, Pay
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule


def check(focus: Focus, _: Context) -> Iterator[Finding]:
    for profile in focus.profiles:
        for number, pay in enumerate(profile.pays):
            yield from _of_figure(profile.code.level, number, pay)


def _of_figure(level: str, number: int, pay: Pay) -> Iterator[Finding]:
    route = ("levels", level, "pay", number)
    for low, high in (("low", "median"), ("median", "high")):
        lower, upper = getattr(pay, low), getattr(pay, high)
        if lower > upper:
            yield Finding(
                (*route, low),
                f"{level}'s {low} {lower} is above its {high} {upper}",
                hint="put low, median and high in ascending order",
                related=(((*route, high), f"the {high} is here"),),
            )


RULE = FocusRule("pay-order", Severity.ERROR, "pay", __name__, check)
