"""
The ranges of pay of neighbouring levels overlap or meet, and do not nearly coincide.

Between ranges that do not touch there are sums that nobody can be paid, and a promotion has to
jump the gap. Ranges that nearly coincide price two levels as one, so that the promotion is worth
nothing. ``check.coincide`` in canon.yaml is the share of both ranges together from which they do;
sums are in whole units, so that 39999 and 40000 meet. Levels are neighbours if no other is
between them on the ladder, and are compared in the same currency and for the same period.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        pay: {low: 33000, median: 38000, high: 44000}
      P3:
        pay: {low: 45000, median: 47000, high: 54000}

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        pay: {low: 33000, median: 38000, high: 44000}
      P3:
        pay: {low: 41000, median: 47000, high: 54000}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus, Pay
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule
from levelctl.lint.tracks import steps


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    paid = {each.code.level: each.pay for each in focus.profiles if each.pay}
    for below, level in steps(context.ladder):
        lower, upper = paid.get(below.code), paid.get(level.code)
        if lower is None or upper is None or not _comparable(lower, upper):
            continue
        if upper.low > lower.high + 1:
            yield _gap(below.code, lower, level.code, upper)
        elif _shared(lower, upper) >= context.settings.coincide:
            yield _same(below.code, lower, level.code, upper, context.settings.coincide)


def _comparable(lower: Pay, upper: Pay) -> bool:
    """Tell whether both are in one unit, and in order, for which pay-order asks."""
    same = (lower.currency, lower.period) == (upper.currency, upper.period)
    return same and lower.low <= lower.high and upper.low <= upper.high


def _shared(lower: Pay, upper: Pay) -> float:
    """Return which share of what both ranges span, from 0 to 1, is common to them."""
    common = min(lower.high, upper.high) - max(lower.low, upper.low)
    whole = max(lower.high, upper.high) - min(lower.low, upper.low)
    return max(common, 0) / whole if whole else 1.0


def _gap(below: str, lower: Pay, level: str, upper: Pay) -> Finding:
    return Finding(
        ("levels", level, "pay", "low"),
        f"{level}'s range begins at {upper.low}, above the end of {below}'s at {lower.high}",
        hint="let the ranges of neighbouring levels overlap or meet",
        related=((("levels", below, "pay", "high"), f"{below}'s range ends here"),),
    )


def _same(below: str, lower: Pay, level: str, upper: Pay, most: float) -> Finding:
    share = _shared(lower, upper)
    return Finding(
        ("levels", level, "pay"),
        f"{level}'s range {_range(upper)} nearly coincides with {below}'s {_range(lower)}: "
        f"{100 * share:.3g} % is common, less than {100 * most:.3g} % was expected",
        hint="price the levels apart, or make them one",
        related=((("levels", below, "pay"), f"{below}'s pay is here"),),
    )


def _range(pay: Pay) -> str:
    return f"{pay.low}–{pay.high}"


RULE = FocusRule(
    "pay-overlap", Severity.WARNING, "pay", __name__, check, settings=("check.coincide",)
)
