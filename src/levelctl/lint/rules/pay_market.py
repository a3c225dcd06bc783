"""
A level's median pay is between the 10th and the 90th percentile of its occupation's wages.

If nine of ten people in an occupation earn more than a level pays, or nine of ten earn less, then a
figure, its currency, its period or the occupation's code is often wrong. The pay can also be
intended: an employer may pay above the market, or a level may be beyond what most people in the
occupation reach. So this is a note. Suppress it with a comment, or with `check.ignore` for a whole
canon.

The rule compares the median, because the ends of a range reach beyond what most people earn. It
uses the wages that were imported with `levelctl import oews`. It reports nothing without them, if
the pay is in another currency or for another period, or if the percentile is not published. If a
focus has several occupations, the rule reports a level only if its median is outside the range of
all of them.

Bad:

    # functions/nursing/clinic-nurse.yaml
    classification:
      - {scheme: SOC, version: "2018", code: 29-1141, source: the authors}
    levels:
      P2:
        pay: {currency: USD, period: year, low: 7000, median: 8000, high: 9000, basis: survey}

Good:

    # functions/nursing/clinic-nurse.yaml
    classification:
      - {scheme: SOC, version: "2018", code: 29-1141, source: the authors}
    levels:
      P2:
        pay: {currency: USD, period: year, low: 70000, median: 80000, high: 90000, basis: survey}
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
from levelctl.occupations.schemes import soc_code
from levelctl.occupations.wages import Wages
from levelctl.record import Record


class Exceeded(Record):
    """A percentile that a median is beyond."""

    words: str
    wage: int
    of: Wages


def check(canon: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    for focus in canon.foci:
        occupations = _occupations(focus, canon)
        for pay in focus.pays:
            exceeded = [_exceeded(pay, wages) for wages in occupations]
            percentiles = [percentile for percentile in exceeded if percentile]
            if not percentiles or len(percentiles) < len(exceeded):
                continue
            # The nearest percentile is the strongest argument for the figure.
            near = min(percentiles, key=lambda percentile: abs(percentile.wage - pay.median))
            yield CanonFinding(
                focus.path,
                pay,
                f"{pay.level}'s median {pay.median} is {near.words} percentile of "
                f"{near.of.code} {near.of.title}, {near.wage}",
                hint="check the figure, its unit and the occupation's code, or suppress this "
                "with a reason",
            )


def _occupations(focus: FocusOutline, canon: CanonOutline) -> list[Wages | None]:
    """Return the wages of each occupation of *focus*, None for unknown ones."""
    codes = (soc_code(located.at) for located in focus.classification)
    return [canon.wages.get(code) for code in codes if code]


def _exceeded(pay: LocatedPay, wages: Wages | None) -> Exceeded | None:
    """Return the percentile that the median is beyond, or None if it is beyond none known."""
    if wages is None or (pay.currency, pay.period) != (wages.currency, wages.period):
        return None
    if wages.p10 is not None and pay.median < wages.p10:
        return Exceeded("below the 10th", wages.p10, wages)
    if wages.p90 is not None and pay.median > wages.p90:
        return Exceeded("above the 90th", wages.p90, wages)
    return None


RULE = CanonRule("pay-market", Severity.NOTE, "pay", __name__, check, needs_imports=True)
