"""
An approved profile says what its readers read.

A review binds to the words that were read. If a duty of an approved profile is edited, nobody has
read the new one: have it read again, or withdraw the approval. Line breaks and spaces do not count,
and a duty can move within its level.

Bad:

    # canon.yaml
    review: {questions: {role: {ask: "Does this role do this?", key: r}}}

    # reviews/ward-nurse/2026-05-01-JD.yaml
    focus: NURSIN.WARDNURSF808
    reader: {initials: JD, as: trade, trade: ward nurse, years: 12}
    answers:
      - digest: 73a014a21c2d3218
        level: P2
        text: Gives the prescribed medication to a bay of six, and records it.
        at: 2026-05-01
        answers: {role: true}
      - digest: ac5dffd328c1d6dc
        level: P2
        text: >-
          Admits newcomers with an interview,
          and writes a plan of care that a doctor countersigns.
        at: 2026-05-01
        answers: {role: true}
      - digest: 2a4e985442b106e7
        level: P2
        text: Dresses surgical wounds and photographs their healing twice a week.
        at: 2026-05-01
        answers: {role: true}

Good:

    # canon.yaml
    review: {questions: {role: {ask: "Does this role do this?", key: r}}}

    # reviews/ward-nurse/2026-05-01-JD.yaml
    focus: NURSIN.WARDNURSF808
    reader: {initials: JD, as: trade, trade: ward nurse, years: 12}
    answers:
      - digest: a9ca2e92aa44f2e8
        level: P2
        text: >-
          Gives the prescribed medication to a bay of eight,
          and records every dose within the hour.
        at: 2026-05-01
        answers: {role: true}
      - digest: ac5dffd328c1d6dc
        level: P2
        text: >-
          Admits newcomers with an interview,
          and writes a plan of care that a doctor countersigns.
        at: 2026-05-01
        answers: {role: true}
      - digest: 2a4e985442b106e7
        level: P2
        text: Dresses surgical wounds and photographs their healing twice a week.
        at: 2026-05-01
        answers: {role: true}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.reviews import ProfileStanding
from levelctl.diagnostics import Related, Severity
from levelctl.lint.rule import (
    Approval,
    CanonFinding,
    CanonOutline,
    CanonRule,
    Context,
    FocusOutline,
)


def check(canon: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    for focus in canon.foci:
        for approval in focus.approvals:
            yield from _of_profile(focus, approval, canon.standing(focus, approval))


def _of_profile(
    focus: FocusOutline, approval: Approval, standing: ProfileStanding
) -> Iterator[CanonFinding]:
    level = approval.level
    if standing.changed:
        duties = "duty" if standing.once_read == 1 else "duties"
        were = "was" if standing.once_read == 1 else "were"
        have = "has" if standing.changed == 1 else "have"
        yield CanonFinding(
            focus.path,
            approval.places["status"],
            f"{level} is approved, but {standing.changed} of {standing.once_read} {duties} that "
            f"{were} read {have} changed since",
            hint="have it read again with levelctl review next, or withdraw the approval",
            related=tuple(_unread(focus, level, standing)),
        )


def _unread(focus: FocusOutline, level: str, standing: ProfileStanding) -> Iterator[Related]:
    """Yield the places of the duties that nobody has read as they are."""
    duties = (duty for duty in focus.duties if duty.level == level)
    for duty, readers in zip(duties, standing.by_duty, strict=True):
        if not readers:
            yield Related(focus.path, duty.span, "nobody has read this as it is")


RULE = CanonRule("approved-text-changed", Severity.WARNING, "gate", __name__, check)
