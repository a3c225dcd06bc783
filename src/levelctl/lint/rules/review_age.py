"""
A review is not older than the canon's edition allows.

Jobs, tools and pay move on, and a review vouches for a profile as it was. The age is counted in
days from the review's ``reviewed`` day to the canon's ``edition``, and not to today, so that one
edition always gets the same answer; ``review.maximum_age`` in canon.yaml is the most. An edition
that is only a month counts as its last day; one that is no date has no age to measure. Approved
profiles and those in review are looked at: a draft is not used yet, and a deprecated one no more.

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

LOOKED_AT = ("approved", "in_review")


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
                f"{level}'s review of {day} is {age} days older than edition {settings.edition}, "
                f"{settings.maximum_age} is the most",
                hint="review it again",
            )


def _reviewed(profile: Profile) -> date | None:
    """Return the day of the review of *profile*, if that is looked at and has one."""
    if profile.status not in LOOKED_AT or profile.review is None:
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
