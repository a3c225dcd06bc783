"""
A review is not older than the canon's edition allows.

Jobs, tools and pay change, and a review vouches for a profile as it was. The age is the number of
days from the review's ``reviewed`` date to the canon's ``edition``. It does not depend on today, so
one edition always gets the same result. ``review.maximum_age`` of canon.yaml is the limit. If the
edition is only a month, its last day counts; if it is not a date, the rule reports nothing.

The rule checks profiles that are approved or in review: a draft is not in use yet, and a deprecated
profile is no longer in use.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        review: {reviewed: 2019-05-01}

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        review: {reviewed: 2026-05-01}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from levelctl.canon.model import Focus, Profile
from levelctl.diagnostics import Severity
from levelctl.lint.dates import day_of
from levelctl.lint.rule import Context, Finding, FocusRule

CHECKED = ("approved", "in_review")


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    settings = context.settings
    end = day_of(settings.edition)
    for profile in focus.profiles:
        day = _reviewed(profile)
        if end is None or day is None:
            continue
        age = (end - day).days
        if age > settings.maximum_age:
            level = profile.code.level
            yield Finding(
                ("levels", level, "review", "reviewed"),
                f"{level}'s review of {day} is {age} days older than edition {settings.edition}; "
                f"the maximum is {settings.maximum_age}",
                hint="review the profile again",
            )


def _reviewed(profile: Profile) -> date | None:
    """Return the day of the review of *profile*, if the rule checks it and it has one."""
    if profile.status not in CHECKED or profile.review is None:
        return None
    return day_of(profile.review.reviewed or "")


RULE = FocusRule(
    "review-age",
    Severity.WARNING,
    "gate",
    __name__,
    check,
    settings=("edition", "review.maximum_age"),
)
