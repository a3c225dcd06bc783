"""A salary as people type it → an amount, and what is said of its currency and period."""

from __future__ import annotations

import math
import re

from levelctl.errors import LevelctlError
from levelctl.record import Record

MOST = 1e12
"""The largest sum that is taken for a salary, in units of any currency."""

SYMBOLS = {
    "$": ("USD", "AUD", "BRL", "CAD", "CLP", "COP", "HKD", "MXN", "NZD", "SGD", "TWD"),
    "US$": ("USD",),
    "€": ("EUR",),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "₹": ("INR",),
}
"""The currencies that a symbol may mean."""

_PERIODS = {
    "year": ("year", "yr", "y", "annum", "a", "yearly", "annually"),
    "month": ("month", "mo", "monthly"),
    "hour": ("hour", "hr", "h", "hourly"),
}
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}
_FORM = re.compile(
    r"(?P<left>US\$|[A-Za-z]{3}|[$€£¥₹])?\s*"
    r"(?P<number>[0-9](?:[0-9.,'\u2019_\s]*[0-9])?)\s*(?P<times>[kKmM]?)\s*"
    r"(?P<right>[A-Za-z]{3}|[$€£¥₹])?"
    r"(?:\s*(?:/|\bper\b|\ban?\b|\bp\.)\s*(?P<period>[a-z]+)\.?)?"
)
_GROUPS = re.compile(r"[0-9]{1,3}(?:(?P<mark>[.,'\u2019_\s])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_LONGEST = 60
"""The characters of the longest text that is looked at."""
_EXAMPLES = "write it as 95000, 95,000 or 95k"


class Amount(Record):
    """A sum of money as it was typed."""

    value: float
    currencies: tuple[str, ...] = ()
    """What its currency may be; empty if nothing is said."""
    period: str | None = None


def read(text: str) -> Amount:
    """
    Return the salary that *text* is, such as ``95000``, ``95,000``, ``95k`` or ``$95k a year``.

    Raises LevelctlError if it is no sum of money above 0, or can be read in two ways.

    >>> read("USD 95k a year"), read("45,50").value
    (Amount(value=95000, currencies=('USD',), period='year'), 45.5)
    """
    typed = text.strip()
    match = _FORM.fullmatch(typed) if len(typed) <= _LONGEST else None
    if match is None:
        raise LevelctlError(_unread(typed), hint=_EXAMPLES)
    times = match["times"].lower()
    value = round(_number(match["number"], typed, scaled=bool(times)) * _TIMES[times], 2)
    if not 0 < value <= MOST:
        bounds = "above 0" if value <= 0 else f"at most {MOST:,.0f}"
        raise LevelctlError(f"a salary is {bounds}, not {typed!r}", hint=_EXAMPLES)
    return Amount(
        without_fraction(value), _currencies(match, typed), _period(match["period"], typed)
    )


def without_fraction(value: float) -> float:
    """
    Return *value* as an integer if it is one, so that it is shown without a fraction.

    >>> without_fraction(95000.0), without_fraction(45.5)
    (95000, 45.5)
    """
    return int(value) if math.isfinite(value) and value == int(value) else value


def _unread(typed: str) -> str:
    typed = typed if len(typed) <= _LONGEST else f"{typed[:_LONGEST]}…"
    if typed[:1] in ("-", "\u2212"):
        return f"a salary is above 0, not {typed!r}"
    return f"{typed!r} is no salary"


def _number(text: str, typed: str, *, scaled: bool) -> float:
    """Return the number that *text* is; *scaled*, what it counts is thousands or millions."""
    groups = _GROUPS.fullmatch(text)
    point = text.count(".") == 1 and "," not in text
    if groups and (scaled or point) and not (scaled and point):
        plain = _digits(text)
        raise LevelctlError(
            f"{typed!r} can be read in two ways",
            hint=f"write {plain} if the mark stands between thousands, else no fraction",
        )
    if text.isdigit() or (groups and not scaled):
        return float(_digits(text))
    head, mark, tail = _fraction(text)
    grouped = _GROUPS.fullmatch(head)
    sound = head.isdigit() or (grouped and grouped["mark"] != mark)
    if sound and tail and (scaled or len(tail) <= len("50")):
        return float(f"{_digits(head)}.{tail}")
    raise LevelctlError(_unread(typed), hint=_EXAMPLES)


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _fraction(text: str) -> tuple[str, str, str]:
    """Return *text* before, at and behind its last point or comma, if it has one."""
    place = max(text.rfind("."), text.rfind(","))
    return (text[:place], text[place], text[place + 1 :]) if place > 0 else (text, "", "")


def _currencies(match: re.Match[str], typed: str) -> tuple[str, ...]:
    named = [_meaning(each) for each in (match["left"], match["right"]) if each]
    if not named:
        return ()
    both = tuple(each for each in named[0] if each in named[-1])
    if not both:
        raise LevelctlError(f"{typed!r} names two currencies", hint=_EXAMPLES)
    return both


def _meaning(text: str) -> tuple[str, ...]:
    return SYMBOLS.get(text.upper(), (text.upper(),))


def _period(word: str | None, typed: str) -> str | None:
    if word is None:
        return None
    for period, words in _PERIODS.items():
        if word.lower() in words:
            return period
    raise LevelctlError(
        f"{word!r} in {typed!r} is no period", hint=f"a period is one of: {', '.join(_PERIODS)}"
    )
