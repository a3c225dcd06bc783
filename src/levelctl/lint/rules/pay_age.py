"""
A figure of pay is not older than the canon's edition allows, unless it is aged.

Pay rises by a few percent a year, so a figure of two years ago is too low by about the difference
between two levels, and nobody sees it. The age is the number of months from the figure's *as_of* to
the canon's ``edition``; if the figure is aged, from its *aged_to*. If a date is only a year, its
last month counts. ``check.maximum_pay_age`` of canon.yaml is the limit. The rule reports nothing
about figures without a date, or if the edition is not a date. If more than five foci have such
figures, one finding is about all of them.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        pay: {as_of: 2019-05}

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P2:
        pay: {as_of: 2019-05, aged_to: 2026-05, aging: 0.03}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from levelctl.diagnostics import Severity
from levelctl.lint.rule import (
    CanonFinding,
    CanonOutline,
    CanonRule,
    Context,
    FocusOutline,
    RuleSettings,
)
from levelctl.lint.together import SEPARATE, FocusFinding, listed, together

HINT = "replace the figures, or age them and say to when and by which rate"


def check(canon: CanonOutline, context: Context) -> Iterator[CanonFinding]:
    foci = [focus for focus in canon.foci if focus.old_pays]
    if len(foci) <= SEPARATE:
        for focus in foci:
            yield from _each(focus, context.settings)
        return
    yield from together(
        [_of_focus(focus) for focus in foci],
        partial(_of_all, foci=foci, settings=context.settings),
        HINT,
    )


def _each(focus: FocusOutline, settings: RuleSettings) -> Iterator[CanonFinding]:
    for pay in focus.old_pays:
        message = (
            f"{pay.level}'s pay is of {pay.date}, {pay.months} months before edition "
            f"{settings.edition}; the maximum is {settings.maximum_pay_age}"
        )
        yield CanonFinding(focus.path, pay.at, message, hint=HINT)


def _of_focus(focus: FocusOutline) -> FocusFinding:
    pays = focus.old_pays
    levels = listed(list(dict.fromkeys(pay.level for pay in pays)))
    dates = listed(sorted({pay.date for pay in pays}))
    return FocusFinding(focus, pays[0].at, f"pay of {dates}: {levels}", len(pays))


def _of_all(count: int, number: int, *, foci: list[FocusOutline], settings: RuleSettings) -> str:
    ages = sorted(pay.months for focus in foci for pay in focus.old_pays)
    months = f"{ages[0]}" if ages[0] == ages[-1] else f"{ages[0]} to {ages[-1]}"
    return (
        f"{count} figures of pay in {number} foci are {months} months before edition "
        f"{settings.edition}; the maximum is {settings.maximum_pay_age}"
    )


RULE = CanonRule(
    "pay-age",
    Severity.WARNING,
    "pay",
    __name__,
    check,
    settings=("edition", "check.maximum_pay_age"),
)
