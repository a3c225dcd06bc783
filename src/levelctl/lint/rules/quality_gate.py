"""
An approved profile has a passed review, sources, and a confidence that its scores allow.

People rely on "approved" for pay and promotions. An approved profile therefore needs a review in
which no score is missing or below ``review.minimum`` of canon.yaml, at least one source, and a
confidence. The lowest score limits the confidence: each point allows
``review.confidence_per_point``. The rule does not check other profiles, because they are in
progress or no longer in use.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        status: approved
        confidence: 0.9
        review: {concreteness: 3.5}
        sources: []

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        status: approved
        confidence: 0.8
        review: {concreteness: 4}
        sources: [{title: Ward handbook}]
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import DimensionGroup, Focus, Profile, Review
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule, RuleSettings

PRECISION = 9
"""The decimals to which the allowed confidence is rounded: in binary, 4.6 x 0.2 is below 0.92."""


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    for profile in focus.profiles:
        if profile.status == "approved":
            yield from _review(profile, context.dimensions.scores, context.settings)
            yield from _sources(profile)
            yield from _confidence(profile, context.settings)


def _review(profile: Profile, group: DimensionGroup, settings: RuleSettings) -> Iterator[Finding]:
    if profile.review is None:
        yield _missing(profile, "review", "have a panel review it")
        return
    level = profile.code.level
    for column in group.columns:
        score, heading = profile.review.score(column.key), column.heading.casefold()
        if score is None:
            yield Finding(
                ("levels", level, "review"),
                f"{level} is approved without a score for {heading}",
                hint="have the panel add it, or withdraw the approval",
                key=True,
            )
        elif score < settings.minimum:
            yield Finding(
                ("levels", level, "review", column.key),
                f"{level} is approved with {score:g} for {heading}; "
                f"the minimum is {settings.minimum:g}",
                hint="fix what the panel criticized, or withdraw the approval",
            )


def _sources(profile: Profile) -> Iterator[Finding]:
    hint = "list its sources, or withdraw the approval"
    if profile.sources is None:
        yield _missing(profile, "sources", hint)
    elif not profile.sources.count:
        level = profile.code.level
        yield Finding(("levels", level, "sources"), f"{level} is approved but has no sources", hint)


def _confidence(profile: Profile, settings: RuleSettings) -> Iterator[Finding]:
    confidence = profile.confidence
    if confidence is None:
        yield _missing(profile, "confidence", "state a confidence that its lowest score allows")
        return
    allowed = _allowed(profile.review, settings)
    if allowed is not None and confidence > allowed:
        level = profile.code.level
        yield Finding(
            ("levels", level, "confidence"),
            f"{level}'s confidence {confidence:.9g} is above the {allowed:.9g} that its lowest "
            "score allows",
            hint=f"set it to at most {allowed:.9g}",
        )


def _allowed(review: Review | None, settings: RuleSettings) -> float | None:
    """Return the highest confidence, from 0 to 1, that *review* allows."""
    if review is None or review.lowest is None:
        return None
    return min(1.0, round(review.lowest * settings.confidence_per_point, PRECISION))


def _missing(profile: Profile, part: str, hint: str) -> Finding:
    level = profile.code.level
    return Finding(("levels", level, "status"), f"{level} is approved but has no {part}", hint)


RULE = FocusRule(
    "quality-gate",
    Severity.ERROR,
    "gate",
    __name__,
    check,
    settings=("review.confidence_per_point", "review.minimum"),
)
