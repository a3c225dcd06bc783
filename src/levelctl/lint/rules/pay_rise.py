"""
Median pay rises with the level within a track.

A promotion brings more responsibility and more pay. A median that stays the same or falls is
usually a figure for another job, year or region, or an average of too few people. The rule compares
each median with that of the next lower level that has pay in the same currency and for the same
period.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        pay: {median: 38000}
      P3:
        pay: {low: 33000, median: 38000}

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        pay: {median: 38000}
      P3:
        pay: {median: 47000}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus, Pay
from levelctl.canon.pay_range import yardstick
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule
from levelctl.lint.tracks import tracks


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    pays = {profile.code.level: profile.pay for profile in focus.profiles if profile.pay}
    for track in tracks(context.ladder):
        below: dict[tuple[str | None, ...], tuple[str, Pay]] = {}
        for level in (step.code for step in track if step.code in pays):
            pay = pays[level]
            unit = yardstick(pay)
            if unit in below and pay.median <= below[unit][1].median:
                yield _finding(level, pay, *below[unit])
            below[unit] = level, pay


def _finding(level: str, pay: Pay, below: str, pay_below: Pay) -> Finding:
    return Finding(
        ("levels", level, "pay", "median"),
        f"{level}'s median {pay.median} is not above {below}'s {pay_below.median}",
        hint="pay rises with the level; check the sources of both figures",
        related=((("levels", below, "pay", "median"), f"{below}'s median is here"),),
    )


RULE = FocusRule("pay-rise", Severity.WARNING, "pay", __name__, check)
