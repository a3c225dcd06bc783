"""
All levels of a focus state pay in one currency and for one period.

Hourly and yearly pay, or euros and dollars, cannot be compared: nobody sees what a promotion is
worth, and the other pay rules skip such levels. The rule reports the levels whose unit differs from
the most common one. If two units are equally common, the one that comes first on the ladder counts.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P3:
        pay: {currency: EUR, period: month, low: 3400, median: 3900, high: 4500}

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P3:
        pay: {currency: EUR, period: year, low: 41000, median: 47000, high: 54000}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule


def check(focus: Focus, _: Context) -> Iterator[Finding]:
    units = {
        profile.code.level: (profile.pay.currency, profile.pay.period)
        for profile in focus.profiles
        if profile.pay
    }
    for usual, _count in Counter(units.values()).most_common(1):
        first = next(level for level, unit in units.items() if unit == usual)
        for level, unit in units.items():
            if unit != usual:
                part = "currency" if unit[0] != usual[0] else "period"
                yield Finding(
                    ("levels", level, "pay", part),
                    f"{level}'s pay is in {_worded(unit)}, but {first}'s in {_worded(usual)}",
                    hint="state the pay of all levels in one currency and for one period",
                    related=((("levels", first, "pay", part), f"{first}'s {part} is here"),),
                )


def _worded(unit: tuple[str, str]) -> str:
    currency, period = unit
    return f"{currency} per {period}"


RULE = FocusRule("pay-unit", Severity.WARNING, "pay", __name__, check)
