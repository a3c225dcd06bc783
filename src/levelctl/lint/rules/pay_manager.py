"""
A manager's median pay is not below that of the levels that the manager leads in the same focus.

Managers lead people up to their own rank. A figure that puts them below these people is usually
one for another occupation, or for a part of an occupation that does not belong to the level.
``check.manager_lead`` in canon.yaml is by how much a manager's median has to be above theirs, as a
share. Only figures that can be compared without a conversion count.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        pay: {low: 39000, median: 44000, high: 50000}
      P3:
        pay: {low: 42000, median: 47000, high: 54000}
      M1:
        status: draft
        version: 1
        region: global
        pay: {currency: EUR, period: year, low: 40000, median: 46000, high: 53000, basis: survey}
        responsibilities: [Leads a ward of thirty nurses and answers for its budget.]

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        pay: {low: 39000, median: 44000, high: 50000}
      P3:
        pay: {low: 42000, median: 47000, high: 54000}
      M1:
        status: draft
        version: 1
        region: global
        pay: {currency: EUR, period: year, low: 45000, median: 52000, high: 60000, basis: survey}
        responsibilities: [Leads a ward of thirty nurses and answers for its budget.]
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule
from levelctl.lint.tracks import PaidLevel, led_by, managers


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    for manager in managers(focus, context.ladder):
        led = [each for each in led_by(manager, focus, context.ladder) if each.rank <= manager.rank]
        highest = max(led, key=lambda each: each.pay.median, default=None)
        lead = 1 + context.settings.manager_lead
        if highest and manager.pay.median < lead * highest.pay.median:
            yield _finding(manager, highest, context.settings.manager_lead)


def _finding(manager: PaidLevel, led: PaidLevel, lead: float) -> Finding:
    least = f"at least {100 * lead:.3g}% above it" if lead else "at least as much"
    return Finding(
        ("levels", manager.code, "pay", "median"),
        f"{manager.code}'s median {manager.pay.median} is below {led.code}'s {led.pay.median}, "
        f"whom {manager.code} can lead; expected {least}",
        hint="check which occupation each figure is of, or suppress this with a reason",
        related=((("levels", led.code, "pay", "median"), f"{led.code}'s median is here"),),
    )


RULE = FocusRule(
    "pay-manager", Severity.NOTE, "pay", __name__, check, settings=("check.manager_lead",)
)
