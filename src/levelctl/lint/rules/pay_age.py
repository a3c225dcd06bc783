"""
A figure of pay is not older than the canon's edition allows, unless it is aged.

Pay rises by a few percent a year, so a figure of two years ago is too low by about the difference
between two levels, and nobody sees it. The age is the number of months from the figure's *as_of* to
the canon's ``edition``; if the figure is aged, from its *aged_to*. If a date is only a year, its
last month counts. ``check.maximum_pay_age`` of canon.yaml is the limit. The rule reports nothing
about figures without a date, or if the edition is not a date.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        pay: {as_of: 2019-05}

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        pay: {as_of: 2019-05, aged_to: 2026-05, aging: 0.03}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.canon.pay_range import months_between
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    settings = context.settings
    for profile in focus.profiles:
        level = profile.code.level
        for number, pay in enumerate(profile.pays):
            key = "aged_to" if pay.aged_to else "as_of"
            date = pay.aged_to or pay.as_of
            age = months_between(date, settings.edition) if date else None
            if age is not None and age > settings.maximum_pay_age:
                yield Finding(
                    ("levels", level, "pay", number, key),
                    f"{level}'s pay is of {date}, {age} months before edition {settings.edition}; "
                    f"the maximum is {settings.maximum_pay_age}",
                    hint="replace the figures, or age them and say to when and by which rate",
                )


RULE = FocusRule(
    "pay-age",
    Severity.WARNING,
    "pay",
    __name__,
    check,
    settings=("edition", "check.maximum_pay_age"),
)
