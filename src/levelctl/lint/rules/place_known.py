"""
A figure of pay is of a place that places.yaml has.

The name and the differential of a place are in places.yaml, and `levelctl pay --at-place` needs
them. A place that is missing there is often a typo, such as US-SF beside US-CA-SF. The rule reports
nothing for a canon without places.yaml.

Bad:

    # places.yaml
    places:
      DE: {name: Germany}
    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        pay: {place: DD}

Good:

    # places.yaml
    places:
      DE: {name: Germany}
    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        pay: {place: DE}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule
from levelctl.suggest import did_you_mean


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    if not context.places:
        return
    for profile in focus.profiles:
        level = profile.code.level
        for number, pay in enumerate(profile.pays):
            if pay.place is not None and pay.place not in context.places:
                yield Finding(
                    ("levels", level, "pay", number, "place"),
                    f"places.yaml has no {pay.place}, the place of {level}'s pay",
                    hint=did_you_mean(pay.place, sorted(context.places)) or "add it to places.yaml",
                )


RULE = FocusRule("place-known", Severity.NOTE, "pay", __name__, check)
