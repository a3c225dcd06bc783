"""
The lowest managers are not paid far above the top of the tracks that they lead.

Whoever supervises a shift or a few clerks often gets the figure of managers of the whole
department. ``check.above_track`` in canon.yaml is the share by which the median of a focus's lowest
manager can be above the highest median of the tracks that manage nobody. Only figures that can be
compared without a conversion count.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P3:
        pay: {low: 41000, median: 47000, high: 54000}
      M1:
        status: draft
        version: 1
        region: global
        pay: {currency: EUR, period: year, low: 70000, median: 80000, high: 90000, basis: survey}
        responsibilities: [Leads a ward of thirty nurses and answers for its budget.]

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P3:
        pay: {low: 41000, median: 47000, high: 54000}
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
from levelctl.lint.tracks import led_by, lowest_manager


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    manager = lowest_manager(focus, context.ladder)
    if manager is None:
        return
    led = led_by(manager, focus, context.ladder)
    top = max(led, key=lambda each: each.pay.median, default=None)
    limit = context.settings.above_track
    if top and manager.pay.median > (1 + limit) * top.pay.median:
        more = 100 * (manager.pay.median / top.pay.median - 1)
        yield Finding(
            ("levels", manager.code, "pay", "median"),
            f"{manager.code}'s median {manager.pay.median} is {more:.0f}% above {top.code}'s "
            f"{top.pay.median}, the top of what {manager.code} leads; expected at most "
            f"{100 * limit:.3g}%",
            hint="take the figure of first-line supervisors, or suppress this with a reason",
            related=((("levels", top.code, "pay", "median"), f"{top.code}'s median is here"),),
        )


RULE = FocusRule(
    "pay-supervisor", Severity.NOTE, "pay", __name__, check, settings=("check.above_track",)
)
