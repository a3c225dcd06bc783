"""The pay of a profile or focus, and the standing of a salary in it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from levelctl.answers.pay.adjusting import (
    AdjustedPay,
    Adjustment,
    NotAdjustedError,
    adjusted,
)
from levelctl.answers.pay.comparing import (
    ComparedPay,
    ComparisonSummary,
    PayComparison,
    compare_pay,
)
from levelctl.answers.pay.estimates import (
    LevelEstimate,
    LevelEstimates,
    estimates_of,
    has_wages,
)
from levelctl.answers.pay.file_report import PayFileReport
from levelctl.answers.pay.percentiles import of_focus
from levelctl.answers.pay.records import (
    OccupationWages,
    PayAnswer,
    PayRung,
    Percentile,
    Point,
    Salary,
    SalaryPlace,
    WageComparison,
)
from levelctl.answers.pay.salaries import MOST, Amount, read, without_fraction
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Function, Level, Pay, Profile
from levelctl.canon.pay_range import (
    Position,
    Range,
    Standing,
    measured,
    named,
    not_a_range,
    standing,
)
from levelctl.canon.pay_view import NoSuchPayError, PayChoice, require_pay
from levelctl.canon.resolve import Thing, reference
from levelctl.errors import LevelctlError

__all__ = [
    "ComparedPay",
    "ComparisonSummary",
    "LevelEstimate",
    "LevelEstimates",
    "OccupationWages",
    "PayAnswer",
    "PayComparison",
    "PayRung",
    "Percentile",
    "Point",
    "Position",
    "Range",
    "Salary",
    "SalaryPlace",
    "Standing",
    "WageComparison",
    "compare_pay",
    "pay_of",
]


def pay_of(
    canon: Canon,
    thing: Thing,
    *,
    salary: str | float | None = None,
    currency: str | None = None,
    rate: float | None = None,
    choice: PayChoice | None = None,
    report: PayFileReport | None = None,
    adjustment: Adjustment | None = None,
) -> PayAnswer:
    """
    Return the pay of *thing*, a profile or a focus, and the standing of *salary* in it.

    If *canon* is a view of pay by a *choice*, NoSuchPayError is raised if no figure fits it.
    *report* is that of the pay file that *canon* is seen with. With an *adjustment*, figures are
    projected, and a salary is compared with the projected ones.

    *salary* is an amount as people type it: ``95000``, ``95,000``, ``95k``, ``$95k``. Its period is
    that of the range; so is its currency, unless *currency* or its own text names another. A salary
    in another currency needs a *rate*: the value of one unit of its currency in the range's.

    Raises LevelctlError if *thing* has no pay of its own, if *salary* is not an amount, or if it
    would have to be converted without a rate.
    """
    focus, profile = _focus(canon, thing)
    where = choice.place if choice else None
    if choice and not (profile and has_wages(where)):
        require_pay(choice, [profile] if profile else focus.profiles)
    amount = _typed_amount(salary, currency, rate)
    unit = profile.pay if profile and profile.pay else _first(focus)
    converted = _salary(amount, str(salary), unit, currency, rate) if amount and unit else None
    pay = profile.pay if profile else None
    compared = converted.compared if converted else None
    wages = of_focus(focus, pay, compared, where) if profile else None
    projected = _Projection(canon, adjustment)
    projected.require([profile] if profile else focus.profiles)
    return PayAnswer(
        code=str(profile.code) if profile else reference(focus),
        title=focus.name,
        level=profile.code.level if profile else None,
        pay=measured(pay),
        midpoint=_midpoint(pay),
        salary=converted,
        standing=_standing(projected.compared(pay), converted),
        levels=tuple(
            PayRung(
                code=str(each.code),
                level=each.code.level,
                name=canon.ladder.of(each).name,
                shown=bool(profile and each.code == profile.code),
                pay=measured(each.pay),
                standing=_standing(projected.compared(each.pay), converted),
                pay_missing=each.pay_missing,
                adjusted=projected.of(each.pay),
            )
            for each in focus.profiles
        ),
        wages=wages,
        estimates=estimates_of(canon, focus, profile.code.level, where) if profile else None,
        figures=_figures(profile) if profile else (),
        pay_missing=profile.pay_missing if profile else None,
        flsa=profile.overtime if profile else None,
        choice=choice,
        pay_file=report,
        adjustment=adjustment,
        adjusted=projected.of(pay),
    )


class _Projection:
    """The figures of *canon* after an *adjustment*; without one, none."""

    def __init__(self, canon: Canon, adjustment: Adjustment | None) -> None:
        self.wanted = adjustment
        self.places = canon.places if adjustment else {}

    def of(self, pay: Pay | None) -> AdjustedPay | None:
        """Return *pay* projected; None if it cannot be."""
        if self.wanted is None or pay is None:
            return None
        try:
            return adjusted(pay, self.wanted, self.places)
        except NotAdjustedError:
            return None

    def compared(self, pay: Pay | None) -> Pay | None:
        """Return the figure that a salary is compared with in the place of *pay*."""
        if self.wanted is None:
            return pay
        found = self.of(pay)
        return found.figure if found else None

    def require(self, profiles: Sequence[Profile]) -> None:
        """Raise NoSuchPayError if no pay of *profiles* can be projected."""
        pays = [profile.pay for profile in profiles if profile.pay]
        if self.wanted is None or not pays or any(map(self.of, pays)):
            return
        try:
            adjusted(pays[0], self.wanted, self.places)
        except NotAdjustedError as error:
            raise NoSuchPayError(f"the {named(pays[0])} cannot be adjusted: {error}") from None


def _midpoint(pay: Pay | None) -> float | None:
    """Return the middle of the ends of *pay*; None if they are no range or not known."""
    if pay is None or not_a_range(pay):
        return None
    return without_fraction((pay.low + pay.high) / 2)


def _figures(profile: Profile) -> tuple[Range, ...]:
    """Return every figure of *profile*, if it has several."""
    pays = [measured(pay) for pay in (profile.pay, *profile.other_pays)]
    return tuple(filter(None, pays)) if profile.other_pays else ()


def _focus(canon: Canon, thing: Thing) -> tuple[Focus, Profile | None]:
    """Return the focus of *thing*, and *thing* itself if it is a profile."""
    match thing:
        case Profile():
            return canon.focus(thing.code.function, thing.code.focus), thing
        case Focus():
            return thing, None
        case Function(foci=(card,)):
            return canon.focus(card.function, card.code), None
        case Level():
            raise LevelctlError(
                f"{thing.code} alone has no pay, because pay depends on the focus",
                hint=f"add a focus: levelctl pay FOCUS {thing.code}",
            )
    raise LevelctlError(
        f"{reference(thing)} is neither a profile nor a focus",
        hint=f"levelctl show {reference(thing)} lists its contents",
    )


def _first(focus: Focus) -> Pay | None:
    return next((each.pay for each in focus.profiles if each.pay), None)


def _typed_amount(
    salary: str | float | None, currency: str | None, rate: float | None
) -> Amount | None:
    """Return the salary to compare. Raises LevelctlError for an invalid one."""
    if salary is None:
        if currency is not None or rate is not None:
            option = "--rate" if currency is None else "--currency"
            raise LevelctlError(f"{option} needs a salary", hint="give one, such as --salary 95000")
        return None
    if currency is not None and not (
        len(currency) == len("USD") and currency.isascii() and currency.isalpha()
    ):
        raise LevelctlError(
            f"{currency!r} is not a currency code",
            hint="give the three letters of ISO 4217, such as USD",
        )
    if rate is not None and not (math.isfinite(rate) and rate > 0):
        raise LevelctlError(
            f"the rate must be above 0, not {rate:g}",
            hint="give the value of one unit of the salary's currency in the range's currency",
        )
    return read(str(salary))


def _salary(
    amount: Amount, typed: str, unit: Pay, currency: str | None, rate: float | None
) -> Salary:
    """Return the salary *amount* in the currency of *unit*, the range that it is held against."""
    own_currency = _currency(amount, typed, unit, currency)
    if amount.period and amount.period != unit.period:
        raise LevelctlError(
            f"{typed!r} is per {amount.period}, but the range is per {unit.period}",
            hint=f"periods are never converted; give the salary per {unit.period}",
        )
    if own_currency == unit.currency and rate is not None:
        raise LevelctlError(
            f"the salary and the range are both in {own_currency}, so --rate does not apply",
            hint="omit --rate, or give the currency of the salary, such as --currency EUR",
        )
    if own_currency != unit.currency and rate is None:
        raise LevelctlError(
            f"the salary is in {own_currency}, but the range is in {unit.currency}",
            hint=f"give --rate N, the value of 1 {own_currency} in {unit.currency}",
        )
    compared = without_fraction(round(amount.value * (rate or 1), 2))
    if compared > MOST:
        raise LevelctlError(
            f"{typed!r} at a rate of {rate:g} is more than {MOST:,.0f} {unit.currency}",
            hint=f"the rate is the value of 1 {own_currency} in {unit.currency}",
        )
    return Salary(
        typed.strip(), amount.value, own_currency, unit.period, rate, compared, unit.currency
    )


def _currency(amount: Amount, typed: str, unit: Pay, currency: str | None) -> str:
    """Return the currency of the salary: the stated one, otherwise the range's."""
    named = currency.upper() if currency else None
    if not amount.currencies:
        return named or unit.currency
    if named and named not in amount.currencies:
        raise LevelctlError(f"{typed!r} is not in {named}", hint="give the currency only once")
    if named or unit.currency in amount.currencies:
        return named or unit.currency
    if len(amount.currencies) > 1:
        raise LevelctlError(
            f"{typed!r} is in one of {', '.join(amount.currencies)}, but the range is in "
            f"{unit.currency}",
            hint=f"give the currency, such as --currency {amount.currencies[0]}",
        )
    return amount.currencies[0]


def _standing(pay: Pay | None, salary: Salary | None) -> Standing | None:
    """Return the standing of *salary* in *pay*; None if either is not known or the units differ."""
    if pay is None or salary is None or pay.period != salary.period:
        return None
    if pay.currency == salary.currency:  # comparing it with this pay needs no rate
        return standing(pay, salary.amount)
    return standing(pay, salary.compared) if pay.currency == salary.compared_in else None
