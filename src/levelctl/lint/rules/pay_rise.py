"""
The median pay rises with the level inside a track.

Who is promoted takes on more and is paid more. A median that stays or falls is most often a
figure of another job, year or region, or an average of too few people. Only figures in the same
currency and for the same period are compared, each with the next one below it that is known.

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
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule
from levelctl.lint.tracks import tracks


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    paid = {each.code.level: each.pay for each in focus.profiles if each.pay}
    for track in tracks(context.ladder):
        known: dict[tuple[str, str], tuple[str, Pay]] = {}
        for level in (each.code for each in track if each.code in paid):
            pay = paid[level]
            unit = pay.currency, pay.period
            if unit in known and pay.median <= known[unit][1].median:
                yield _finding(level, pay, *known[unit])
            known[unit] = level, pay


def _finding(level: str, pay: Pay, below: str, there: Pay) -> Finding:
    return Finding(
        ("levels", level, "pay", "median"),
        f"{level}'s median {pay.median} is not above {below}'s {there.median}",
        hint="pay rises with the level; check where both figures come from",
        related=((("levels", below, "pay", "median"), f"{below}'s median is here"),),
    )


RULE = FocusRule("pay-rise", Severity.WARNING, "pay", __name__, check)
