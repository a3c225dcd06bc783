"""
Foci whose figures are the same at several levels say that they share them.

Figures that agree to the unit are not two observations but one, for example the wages of one
occupation that two foci belong to. ``shared_with`` of a figure names the other foci, so that nobody
takes the agreement for evidence. ``check.same_pay`` in canon.yaml is at how many levels the figures
of two foci are the same before the rule reports them; each focus is reported once, at the first
of these levels.

Bad:

    # functions/nursing/clinic-nurse.yaml
    levels:
      P1:
        status: draft
        version: 1
        region: global
        pay: {currency: EUR, period: year, low: 26000, median: 30000, high: 35000, basis: survey}
        responsibilities: [Draws blood from twenty patients in a morning.]
      P2:
        pay: {currency: EUR, period: year, low: 33000, median: 38000, high: 44000, basis: survey}

Good:

    # functions/nursing/clinic-nurse.yaml
    levels:
      P1:
        status: draft
        version: 1
        region: global
        pay: {currency: EUR, period: year, low: 26000, median: 31000, high: 35000, basis: survey}
        responsibilities: [Draws blood from twenty patients in a morning.]
      P2:
        pay: {currency: EUR, period: year, low: 33000, median: 39000, high: 44000, basis: survey}
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.diagnostics import Severity
from levelctl.lint.rule import (
    CanonFinding,
    CanonOutline,
    CanonRule,
    Context,
    FocusOutline,
    LocatedPay,
)

Figures = tuple[str, float, float, float, str, str]
"""A level with its low, median and high end, currency and period."""


def check(canon: CanonOutline, context: Context) -> Iterator[CanonFinding]:
    codes = _codes(canon)
    by_figures: dict[Figures, list[str]] = {}
    for focus in canon.foci:
        for pay in focus.pays:
            by_figures.setdefault(_figures(pay), []).append(codes[focus.path])
    for focus in canon.foci:
        unsaid: dict[str, list[LocatedPay]] = {}
        for pay in focus.pays:
            for other in by_figures[_figures(pay)]:
                if other not in (codes[focus.path], *pay.shared_with):
                    unsaid.setdefault(other, []).append(pay)
        least = context.settings.same_pay
        same = {code: pays for code, pays in unsaid.items() if len(pays) >= least}
        if same:
            yield _finding(focus, same)


def _codes(canon: CanonOutline) -> dict[str, str]:
    """Return the code of each focus's file, with that of its function if its file has one."""
    functions = {each.path.rpartition("/")[0]: each.code.text for each in canon.functions}
    parts = ((each.path, functions.get(each.path.rpartition("/")[0])) for each in canon.foci)
    known = dict(parts)
    return {
        each.path: ".".join(filter(None, (known[each.path], each.code.text))) for each in canon.foci
    }


def _figures(pay: LocatedPay) -> Figures:
    return pay.level, pay.low, pay.median, pay.high, pay.currency, pay.period


def _finding(focus: FocusOutline, same: dict[str, list[LocatedPay]]) -> CanonFinding:
    pays = max(same.values(), key=len)
    levels = ", ".join(each.level for each in pays)
    others = ", ".join(same)
    return CanonFinding(
        focus.path,
        pays[0],
        f"the pay of {levels} is the same as that of {others}",
        hint=f"if they share one source, say shared_with: [{others}]",
    )


RULE = CanonRule("pay-shared", Severity.NOTE, "pay", __name__, check, settings=("check.same_pay",))
