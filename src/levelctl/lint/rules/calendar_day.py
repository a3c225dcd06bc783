"""
A day is one of the calendar.

A day that never was, such as the last of a short month counted wrong, cannot be compared with
others, and raises a doubt about whether anybody read the source or held the review.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        review: {reviewed: "2026-02-31"}

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        review: {reviewed: "2026-02-28"}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus, Profile
from levelctl.diagnostics import Route, Severity
from levelctl.lint.dates import day_of
from levelctl.lint.rule import Context, Finding, FocusRule


def check(focus: Focus, _: Context) -> Iterator[Finding]:
    for profile in focus.profiles:
        for route, day in _days(profile):
            if day is not None and day_of(day) is None:
                yield Finding(
                    ("levels", profile.code.level, *route),
                    f"{day} is no day of the calendar",
                    hint="write the day as year-month-day",
                )


def _days(profile: Profile) -> Iterator[tuple[Route, str | None]]:
    """Yield every day that *profile* names, with its route in it."""
    if profile.review:
        yield ("review", "reviewed"), profile.review.reviewed
    for number, source in enumerate(profile.sources.listed if profile.sources else ()):
        yield ("sources", number, "accessed"), source.accessed


RULE = FocusRule("calendar-day", Severity.ERROR, "structure", __name__, check)
