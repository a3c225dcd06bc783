"""The pay of a profile or focus, and where a salary stands in it."""

from __future__ import annotations

import math

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
from levelctl.canon.pay_range import Position, Range, Standing, measured, standing
from levelctl.canon.resolve import Thing, reference
from levelctl.errors import LevelctlError

__all__ = [
    "OccupationWages",
    "PayAnswer",
    "PayRung",
    "Percentile",
    "Point",
    "Position",
    "Range",
    "Salary",
    "SalaryPlace",
    "Standing",
    "WageComparison",
    "pay_of",
]


def pay_of(
    canon: Canon,
    thing: Thing,
    *,
    salary: str | float | None = None,
    currency: str | None = None,
    rate: float | None = None,
) -> PayAnswer:
    """
    Return the pay of *thing*, a profile or a focus, and where *salary* stands in it.

    *salary* is a sum as people type it: ``95000``, ``95,000``, ``95k``, ``$95k``. It is taken to
    be for the period of the range and, unless *currency* or its own text says otherwise, in its
    currency. One in another currency needs a *rate*: how many of the range's currency one of the
    salary's is.

    Raises LevelctlError if *thing* has no pay of its own, if *salary* is no sum, or if it could
    be compared only by converting it and there is no rate.
    """
    focus, profile = _focus(canon, thing)
    amount = _typed_amount(salary, currency, rate)
    unit = profile.pay if profile and profile.pay else _first(focus)
    converted = _salary(amount, str(salary), unit, currency, rate) if amount and unit else None
    pay = profile.pay if profile else None
    wages = of_focus(focus, pay, converted.compared if converted else None) if profile else None
    return PayAnswer(
        code=str(profile.code) if profile else reference(focus),
        title=focus.name,
        level=profile.code.level if profile else None,
        pay=measured(pay),
        midpoint=without_fraction((pay.low + pay.high) / 2) if pay else None,
        salary=converted,
        standing=_standing(pay, converted),
        levels=tuple(
            PayRung(
                code=str(each.code),
                level=each.code.level,
                name=canon.ladder.of(each).name,
                shown=bool(profile and each.code == profile.code),
                pay=measured(each.pay),
                standing=_standing(each.pay, converted),
            )
            for each in focus.profiles
        ),
        wages=wages,
    )


def _focus(canon: Canon, thing: Thing) -> tuple[Focus, Profile | None]:
    """Return the focus of *thing*, and the profile that it is, if it is one."""
    match thing:
        case Profile():
            return canon.focus(thing.code.function, thing.code.focus), thing
        case Focus():
            return thing, None
        case Function(foci=(card,)):
            return canon.focus(card.function, card.code), None
        case Level():
            raise LevelctlError(
                f"{thing.code} alone has no pay: levels are paid by their focus",
                hint=f"put a focus before it: levelctl pay FOCUS {thing.code}",
            )
    raise LevelctlError(
        f"{reference(thing)} is neither a profile nor a focus",
        hint=f"levelctl show {reference(thing)} lists what it holds",
    )


def _first(focus: Focus) -> Pay | None:
    return next((each.pay for each in focus.profiles if each.pay), None)


def _typed_amount(
    salary: str | float | None, currency: str | None, rate: float | None
) -> Amount | None:
    """Return the salary that was asked about. Raises LevelctlError for what cannot be one."""
    if salary is None:
        if currency is not None or rate is not None:
            option = "--rate" if currency is None else "--currency"
            raise LevelctlError(f"{option} is for a salary", hint="give one: --salary 95000")
        return None
    if currency is not None and not (
        len(currency) == len("USD") and currency.isascii() and currency.isalpha()
    ):
        raise LevelctlError(
            f"{currency!r} is no currency", hint="write the three letters of ISO 4217, such as USD"
        )
    if rate is not None and not (math.isfinite(rate) and rate > 0):
        raise LevelctlError(
            f"a rate is a number above 0, not {rate:g}",
            hint="it is how many of the range's currency one of the salary's is",
        )
    return read(str(salary))


def _salary(
    amount: Amount, typed: str, unit: Pay, currency: str | None, rate: float | None
) -> Salary:
    """Return the salary *amount* in the currency of *unit*, the range that it is held against."""
    own_currency = _currency(amount, typed, unit, currency)
    if amount.period and amount.period != unit.period:
        raise LevelctlError(
            f"{typed!r} is by the {amount.period}, the range by the {unit.period}",
            hint="nothing is converted between periods: give it for the same one",
        )
    if own_currency == unit.currency and rate is not None:
        raise LevelctlError(
            f"salary and range are both in {own_currency}: there is nothing to convert",
            hint="leave --rate out, or name the salary's currency: --currency EUR",
        )
    if own_currency != unit.currency and rate is None:
        raise LevelctlError(
            f"the salary is in {own_currency}, the range in {unit.currency}",
            hint=f"give the rate: --rate N, how many {unit.currency} one {own_currency} is",
        )
    compared = without_fraction(round(amount.value * (rate or 1), 2))
    if compared > MOST:
        raise LevelctlError(
            f"{typed!r} at a rate of {rate:g} is more than {MOST:,.0f} {unit.currency}",
            hint=f"the rate is how many {unit.currency} one {own_currency} is",
        )
    return Salary(
        typed.strip(), amount.value, own_currency, unit.period, rate, compared, unit.currency
    )


def _currency(amount: Amount, typed: str, unit: Pay, currency: str | None) -> str:
    """Return the currency of the salary: the one that is said, else the range's."""
    named = currency.upper() if currency else None
    if not amount.currencies:
        return named or unit.currency
    if named and named not in amount.currencies:
        raise LevelctlError(f"{typed!r} is not in {named}", hint="leave one of the two out")
    if named or unit.currency in amount.currencies:
        return named or unit.currency
    if len(amount.currencies) > 1:
        raise LevelctlError(
            f"{typed!r} is in one of {', '.join(amount.currencies)}, the range in {unit.currency}",
            hint=f"say which: --currency {amount.currencies[0]}",
        )
    return amount.currencies[0]


def _standing(pay: Pay | None, salary: Salary | None) -> Standing | None:
    """Return where *salary* stands in *pay*; None where either is not known or units differ."""
    if pay is None or salary is None or pay.period != salary.period:
        return None
    if pay.currency == salary.currency:  # it needs no rate to be held against this one
        return standing(pay, salary.amount)
    return standing(pay, salary.compared) if pay.currency == salary.compared_in else None
