"""
A date exists in the calendar.

An impossible date, such as February 31, cannot be compared with others. It also raises doubts
whether anybody read the source or held the review.

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
        for route, day in _dates(profile):
            if day is not None and day_of(day) is None:
                yield Finding(
                    ("levels", profile.code.level, *route),
                    f"{day} is not a valid date",
                    hint="write an existing date as year-month-day",
                )


def _dates(profile: Profile) -> Iterator[tuple[Route, str | None]]:
    """Yield every date in *profile*, with its route."""
    if profile.review:
        yield ("review", "reviewed"), profile.review.reviewed
    for number, source in enumerate(profile.sources.listed if profile.sources else ()):
        yield ("sources", number, "accessed"), source.accessed


RULE = FocusRule("calendar-day", Severity.ERROR, "structure", __name__, check)
