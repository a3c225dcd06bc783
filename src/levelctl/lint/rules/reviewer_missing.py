"""
An approved profile has enough readers.

One person's reading is an opinion. `review.readers` of canon.yaml says how many have to have read
each duty of an approved profile, as it is, and one of them has to be of the trade. A reader has
read a duty if he or she has answered every question of `review.questions` about it. `levelctl
review` asks readers and keeps their answers in reviews/. In a canon without reviews, the rule has
notes; if more than five foci are concerned, one note is about all of them.

Bad:

    # canon.yaml
    review: {readers: 2, questions: {role: {ask: "Does this role do this?", key: r}}}

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

Good:

    # canon.yaml
    review: {readers: 2, questions: {role: {ask: "Does this role do this?", key: r}}}

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

    # reviews/ward-nurse/2026-05-02-MK.yaml
    focus: NURSIN.WARDNURSF808
    reader: {initials: MK, as: trade, trade: ward nurse, years: 12}
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

from levelctl.canon.reviews import DutyReader, ProfileStanding
from levelctl.diagnostics import Severity
from levelctl.lint.rule import CanonFinding, CanonOutline, CanonRule, Context, FocusOutline
from levelctl.lint.together import FocusFinding, together

HINT = "ask readers with levelctl review next, or withdraw the approval"


def check(canon: CanonOutline, context: Context) -> Iterator[CanonFinding]:
    least = context.settings.readers
    found = [each for focus in canon.foci for each in _of_focus(focus, canon, least)]
    if not canon.has_reviews:
        yield from together(
            found,
            lambda count, foci: (
                f"{count} profiles in {foci} foci are approved without readers; "
                f"the minimum is {least}"
            ),
            HINT,
            Severity.NOTE,
        )
        return
    for each in found:
        yield CanonFinding(each.focus.path, each.at, each.message, HINT)


def _of_focus(focus: FocusOutline, canon: CanonOutline, least: int) -> Iterator[FocusFinding]:
    for approval in focus.approvals if least else ():
        lack = _lack(canon.standing(focus, approval), least)
        if lack:
            message = f"{approval.level} is approved {lack}"
            yield FocusFinding(focus, approval.places["status"], message, 1)


def _lack(standing: ProfileStanding, least: int) -> str:
    """Return what readers an approved profile lacks; empty if it has them all."""
    number = len(standing.readers)
    if number < least:
        readers = {0: "without readers", 1: "with 1 reader"}.get(number, f"with {number} readers")
        partly = " who answered every question" if standing.shares else ""
        return f"{readers}{partly}; the minimum is {least}"
    # Of duties that were edited, approved-text-changed reports.
    lacking = sum(len(each) < least for each in standing.by_duty) - standing.changed
    if lacking > 0:
        lack = "lack readers of every question"
        return f"although {_of(lacking, standing)} {lack}; the minimum is {least}"
    editors = sum(bool(each) and not any(map(_is_of_trade, each)) for each in standing.by_duty)
    return f"although nobody of the trade has read {_of(editors, standing)}" if editors else ""


def _of(number: int, standing: ProfileStanding) -> str:
    return f"{number} of its {standing.duties} duties"


def _is_of_trade(reader: DutyReader) -> bool:
    return reader.reads_as == "trade"


RULE = CanonRule(
    "reviewer-missing",
    Severity.WARNING,
    "gate",
    __name__,
    check,
    settings=("review.questions", "review.readers"),
)
