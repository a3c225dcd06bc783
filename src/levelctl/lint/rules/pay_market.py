"""
A level's median pay is between the 10th and the 90th percentile of its occupation's wages.

Where nine of ten people in an occupation earn more, or nine of ten earn less, than a level is to
pay, a figure, its currency, its period or the occupation's code is often wrong. It may be meant,
too, as where an employer pays above the market or a level is beyond what most in the occupation
reach: so it is a note, to be silenced by a comment, or by `check.ignore` for a whole canon.

Ranges reach far at both ends of a track, beginners' below and principals' above what most earn:
so it is the median that is compared, not the ends. Wages are those that were imported with
`levelctl import oews`; nothing is told without them, where the pay is in another currency or for
another period, or where the percentile is not published. Of a focus with several occupations, a
level is told whose median is outside of what each of them earns.

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


class Beyond(Record):
    """A percentile that a median is outside of."""

    words: str
    wage: int
    of: Wages


def check(whole: CanonOutline, _: Context) -> Iterator[CanonFinding]:
    for focus in whole.foci:
        occupations = _occupations(focus, whole)
        for paid in focus.pays:
            beyond = [_beyond(paid, each) for each in occupations]
            passed = [each for each in beyond if each]
            if not passed or len(passed) < len(beyond):
                continue
            # The nearest is the one that speaks most for the figure.
            near = min(passed, key=lambda each: abs(each.wage - paid.median))
            yield CanonFinding(
                focus.path,
                paid,
                f"{paid.level}'s median {paid.median} is {near.words} percentile of "
                f"{near.of.code} {near.of.title}, {near.wage}",
                hint="check the figure, its unit and the occupation's code, or say in a comment "
                "why the pay is like this",
            )


def _occupations(focus: FocusOutline, whole: CanonOutline) -> list[Wages | None]:
    """Return the wages of each of the occupations of *focus*, None where they are not known."""
    codes = (soc_code(each.at) for each in focus.classification)
    return [whole.wages.get(code) for code in codes if code]


def _beyond(paid: LocatedPay, wages: Wages | None) -> Beyond | None:
    """Return the percentile that the median is outside of, None if of none or it is not known."""
    if wages is None or (paid.currency, paid.period) != (wages.currency, wages.period):
        return None
    if wages.p10 is not None and paid.median < wages.p10:
        return Beyond("below the 10th", wages.p10, wages)
    if wages.p90 is not None and paid.median > wages.p90:
        return Beyond("above the 90th", wages.p90, wages)
    return None


RULE = CanonRule("pay-market", Severity.NOTE, "pay", __name__, check, needs_imports=True)
