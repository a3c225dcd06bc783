"""
An approved profile has passed its review, has sources, and is no surer than its scores allow.

Who reads 'approved' relies on it, for pay and for promotions. So an approved profile has a
review, in which no score is below ``review.minimum`` of canon.yaml, at least one source, and a
confidence. The lowest score bounds the confidence: each of its points allows
``review.confidence_per_point``. Profiles of any other status are work in progress, or out of use,
and pass as they are.

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

from levelctl.canon.model import SCORES, Focus, Profile, Review
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule, RuleSettings

PRECISION = 9
"""The decimals that count of what is allowed: as binary numbers, 4.6 x 0.2 is below 0.92."""


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    for profile in focus.profiles:
        if profile.status == "approved":
            yield from _review(profile, context.settings)
            yield from _sources(profile)
            yield from _confidence(profile, context.settings)


def _review(profile: Profile, settings: RuleSettings) -> Iterator[Finding]:
    if profile.review is None:
        yield _lacking(profile, "review", "let a panel review it")
        return
    level = profile.code.level
    for name, heading in SCORES.items():
        score = getattr(profile.review, name)
        if score < settings.minimum:
            yield Finding(
                ("levels", level, "review", name),
                f"{level} is approved with {score:g} for {heading.casefold()}, "
                f"not at least {settings.minimum:g}",
                hint="mend what the panel found wanting, or take the approval back",
            )


def _sources(profile: Profile) -> Iterator[Finding]:
    hint = "name what it rests on, or take the approval back"
    if profile.sources is None:
        yield _lacking(profile, "sources", hint)
    elif not profile.sources.count:
        level = profile.code.level
        yield Finding(("levels", level, "sources"), f"{level} is approved without a source", hint)


def _confidence(profile: Profile, settings: RuleSettings) -> Iterator[Finding]:
    confidence = profile.confidence
    if confidence is None:
        yield _lacking(profile, "confidence", "say how sure the canon is of it")
        return
    allowed = _allowed(profile.review, settings)
    if allowed is not None and confidence > allowed:
        level = profile.code.level
        yield Finding(
            ("levels", level, "confidence"),
            f"{level}'s confidence {confidence:.9g} is above the {allowed:.9g} that its lowest "
            "score allows",
            hint=f"state at most {allowed:.9g}",
        )


def _allowed(review: Review | None, settings: RuleSettings) -> float | None:
    """Return the most confidence, from 0 to 1, that *review* allows."""
    if review is None:
        return None
    return min(1.0, round(review.lowest * settings.confidence_per_point, PRECISION))


def _lacking(profile: Profile, part: str, hint: str) -> Finding:
    level = profile.code.level
    return Finding(("levels", level, "status"), f"{level} is approved and has no {part}", hint)


RULE = FocusRule(
    "quality-gate",
    Severity.ERROR,
    "gate",
    __name__,
    check,
    settings=("review.confidence_per_point", "review.minimum"),
)
