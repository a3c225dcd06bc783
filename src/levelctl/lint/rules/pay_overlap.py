"""
Pay ranges of neighboring levels overlap or meet, but are not nearly the same.

If ranges do not touch, some amounts belong to no level, and a promotion has to jump the gap. If
ranges are nearly the same, two levels pay the same, and a promotion is worth nothing.
``check.coincide`` in canon.yaml is the shared part of both ranges, from 0 to 1, at which the rule
reports them as nearly the same. Amounts are whole units, so 39999 and 40000 meet. Levels are
neighbors if no other level of their track is between them. Only pay in the same currency and for
the same period is compared. Figures that are no salary range, such as the 40th and 60th percentile
of an occupation, need not touch.

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
from levelctl.canon.pay_range import comparable, means_no_range
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule
from levelctl.lint.tracks import steps


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    pays = {profile.code.level: profile.pay for profile in focus.profiles if profile.pay}
    for below, level in steps(context.ladder):
        lower, upper = pays.get(below.code), pays.get(level.code)
        if lower is None or upper is None or not _comparable(lower, upper):
            continue
        if upper.low > lower.high + 1 and not (means_no_range(lower) or means_no_range(upper)):
            yield _gap(below.code, lower, level.code, upper)
        elif _shared(lower, upper) >= context.settings.coincide:
            yield _same(below.code, lower, level.code, upper, context.settings.coincide)


def _comparable(lower: Pay, upper: Pay) -> bool:
    """Report whether both can be compared and are in order, which pay-order checks."""
    return comparable(lower, upper) and lower.low <= lower.high and upper.low <= upper.high


def _shared(lower: Pay, upper: Pay) -> float:
    """Return the share, from 0 to 1, of all that both ranges span which they have in common."""
    common = min(lower.high, upper.high) - max(lower.low, upper.low)
    whole = max(lower.high, upper.high) - min(lower.low, upper.low)
    return max(common, 0) / whole if whole else 1.0


def _gap(below: str, lower: Pay, level: str, upper: Pay) -> Finding:
    return Finding(
        ("levels", level, "pay", "low"),
        f"{level}'s range starts at {upper.low}, above the end of {below}'s range, {lower.high}",
        hint="make the ranges of neighboring levels overlap or meet",
        related=((("levels", below, "pay", "high"), f"{below}'s range ends here"),),
    )


def _same(below: str, lower: Pay, level: str, upper: Pay, limit: float) -> Finding:
    share = _shared(lower, upper)
    return Finding(
        ("levels", level, "pay"),
        f"{level}'s range {_range(upper)} is nearly the same as {below}'s {_range(lower)}: "
        f"{100 * share:.3g}% is shared; expected less than {100 * limit:.3g}%",
        hint="separate the pay ranges, or merge the levels",
        related=((("levels", below, "pay"), f"{below}'s pay is here"),),
    )


def _range(pay: Pay) -> str:
    return f"{pay.low}–{pay.high}"


RULE = FocusRule(
    "pay-overlap", Severity.WARNING, "pay", __name__, check, settings=("check.coincide",)
)
