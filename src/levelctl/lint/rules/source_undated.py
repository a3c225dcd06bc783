"""
Every source says when it was read.

Pages change and disappear. Without the day in `accessed`, nobody can tell whether the page that is
there now is the one that a duty was written from. If more than five foci have such sources, one
finding is about all of them.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        sources: [{title: Ward handbook, url: "https://example.org/ward", levels: true}]

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        sources: [{title: Ward handbook, accessed: 2026-05-01, levels: true}]
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Severity
from levelctl.lint.rule import CanonFinding, CanonOutline, CanonRule, Context, FocusOutline
from levelctl.lint.together import FocusFinding, listed, together

HINT = "add the day on which somebody read it: accessed: year-month-day"


def check(canon: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    found = [finding for focus in canon.foci for finding in _of_focus(focus)]
    yield from together(
        found,
        lambda count, foci: f"{count} sources in {foci} foci do not say when they were read",
        HINT,
    )


def _of_focus(focus: FocusOutline) -> Iterator[FocusFinding]:
    undated = [
        (profile, sum(not source.dated for source in profile.sources)) for profile in focus.profiles
    ]
    having = [profile for profile, number in undated if number]
    if having:
        count = sum(number for _, number in undated)
        levels = listed([profile.level for profile in having])
        what = (
            "a source does not say when it was"
            if count == 1
            else (f"{count} sources do not say when they were")
        )
        yield FocusFinding(focus, having[0].at, f"{what} read: {levels}", count)


RULE = CanonRule("source-undated", Severity.NOTE, "gate", __name__, check)
