"""
An approved profile has a passed review, sources, and a confidence that its scores allow.

People rely on "approved" for pay and promotions. An approved profile therefore needs a review in
which no score is missing or below ``review.minimum`` of canon.yaml, at least one source, and a
confidence. The lowest score limits the confidence: each point allows
``review.confidence_per_point``. The rule does not check other profiles, because they are in
progress or no longer in use.

If readers have answered about its duties as they are, the share `review.least_yes` of the answers
to each question has to be yes, and no objection may be open. If every duty is read, which means
that somebody has answered every question about it, the answers count instead of scores: the
confidence is at most the lowest share of yes. Scores that were given to another wording do not
count.

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

from levelctl.canon.model import DimensionGroup
from levelctl.canon.reviews import ProfileStanding
from levelctl.diagnostics import LocatedText, Severity
from levelctl.lint.rule import (
    Approval,
    CanonFinding,
    CanonOutline,
    CanonRule,
    Context,
    FocusOutline,
    RuleSettings,
)
from levelctl.record import Record

PRECISION = 9
"""The decimals to which the allowed confidence is rounded: in binary, 4.6 x 0.2 is below 0.92."""


class _Flaw(Record):
    """What an approved profile lacks, and where."""

    at: LocatedText
    message: str
    hint: str


def check(canon: CanonOutline, context: Context) -> Iterator[CanonFinding]:
    for focus in canon.foci:
        for approval in focus.approvals:
            for flaw in _flaws(focus, approval, canon, context):
                yield CanonFinding(focus.path, flaw.at, flaw.message, flaw.hint)


def _is_read(standing: ProfileStanding) -> bool:
    """
    Return whether the answers of readers count instead of scores: somebody has read every duty.

    Of those that were edited since, approved-text-changed reports.
    """
    read = standing.read + standing.changed
    return bool(standing.shares) and read >= standing.duties


def _flaws(
    focus: FocusOutline, approval: Approval, canon: CanonOutline, context: Context
) -> Iterator[_Flaw]:
    standing = canon.standing(focus, approval)
    yield from _answers(approval, standing, context.settings)
    if not _is_read(standing):
        yield from _scores(approval, context.dimensions.scores, context.settings)
    yield from _sources(approval)
    yield from _confidence(approval, standing, context.settings)


def _answers(
    approval: Approval, standing: ProfileStanding, settings: RuleSettings
) -> Iterator[_Flaw]:
    hint = "mend what the readers criticized and have it read again, or withdraw the approval"
    for each in standing.shares:
        if each.share < settings.least_yes:
            message = (
                f"{approval.level} is approved with {each.yes} of {each.answered} yes to "
                f"{each.question!r}; the minimum is {settings.least_yes * 100:g} %"
            )
            yield _Flaw(approval.places["status"], message, hint)
    number = len(standing.objections)
    if number:
        message = f"{approval.level} is approved with {number} open objection{'s'[: number > 1]}"
        yield _Flaw(approval.places["status"], message, hint)


def _scores(approval: Approval, group: DimensionGroup, settings: RuleSettings) -> Iterator[_Flaw]:
    review, level = approval.review, approval.level
    if review is None:
        yield _missing(approval, "review", "have a panel review it")
        return
    if review.wording:
        message = f"{level} is approved by scores that were given to another wording"
        yield _Flaw(approval.places[".wording"], message, "have its own words reviewed")
        return
    for column in group.columns:
        score, heading = review.score(column.key), column.heading.casefold()
        if score is None:
            yield _Flaw(
                approval.places["review"],
                f"{level} is approved without a score for {heading}",
                "have the panel add it, or withdraw the approval",
            )
        elif score < settings.minimum:
            yield _Flaw(
                approval.places[f".{column.key}"],
                f"{level} is approved with {score:g} for {heading}; "
                f"the minimum is {settings.minimum:g}",
                "fix what the panel criticized, or withdraw the approval",
            )


def _sources(approval: Approval) -> Iterator[_Flaw]:
    hint = "list its sources, or withdraw the approval"
    if approval.sources is None:
        yield _missing(approval, "sources", hint)
    elif not approval.sources:
        message = f"{approval.level} is approved but has no sources"
        yield _Flaw(approval.places["sources"], message, hint)


def _confidence(
    approval: Approval, standing: ProfileStanding, settings: RuleSettings
) -> Iterator[_Flaw]:
    confidence = approval.confidence
    if confidence is None:
        yield _missing(approval, "confidence", "state a confidence that its lowest score allows")
        return
    allowed = _allowed(approval, standing, settings)
    if allowed is not None and confidence > allowed:
        lowest = "share of yes" if standing.shares else "score"
        yield _Flaw(
            approval.places["confidence"],
            f"{approval.level}'s confidence {confidence:.9g} is above the {allowed:.9g} that its "
            f"lowest {lowest} allows",
            f"set it to at most {allowed:.9g}",
        )


def _allowed(approval: Approval, standing: ProfileStanding, settings: RuleSettings) -> float | None:
    """Return the highest confidence, from 0 to 1, that answers or scores allow."""
    if standing.least_share is not None and _is_read(standing):
        return round(standing.least_share, PRECISION)
    lowest = approval.review.lowest if approval.review else None
    if lowest is None:
        return None
    return min(1.0, round(lowest * settings.confidence_per_point, PRECISION))


def _missing(approval: Approval, part: str, hint: str) -> _Flaw:
    return _Flaw(approval.places["status"], f"{approval.level} is approved but has no {part}", hint)


RULE = CanonRule(
    "quality-gate",
    Severity.ERROR,
    "gate",
    __name__,
    check,
    settings=("review.confidence_per_point", "review.least_yes", "review.minimum"),
)
