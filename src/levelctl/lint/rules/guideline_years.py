"""
The minimum years in a guideline match the ladder's.

The ladder states the usual minimum experience for a level. If a guideline states another minimum,
the canon answers one question in two ways, and people will quote whichever answer suits them. The
rule compares the smallest number of years in the guideline with the low end of the ladder's years.
It reads the columns that canon.yaml marks with `years: true`.

Numbers can be digits, or words up to twenty. If there are several ways to the level, the shortest
counts. A range counts by its low end. Zero counts only if there is no other number: "none after a
doctorate" is about the degree. The rule ignores upper limits ("up to 2 years"), lengths of training
("a 3-year degree"), months, and cells without a number.

Bad:

    # functions/nursing/ward-nurse.yaml
    levels:
      P3:
        guideline: {experience: "At least 5 years, or 4 after specialist training."}

Good:

    # functions/nursing/ward-nurse.yaml
    levels:
      P3:
        guideline: {experience: "At least 5 years, or 3 after specialist training."}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from levelctl.canon.model import Focus, Years
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()

_NUMBER = rf"(?:\d{{1,2}}(?:\.\d)?|{'|'.join(_WORDS)})"

_YEARS = re.compile(
    rf"""
    (?P<limit>\b(?:up\ to|at\ most|no\ more\ than|less\ than|fewer\ than|under)\ )?
    (?<![\w.,–-])(?P<low>{_NUMBER})
    (?:(?:\ ?–\ ?|\ ?-\ ?(?=\d)|\ (?:to|or|and)\ ){_NUMBER}\b)?    # the high end of a range
    \)?\ ?(?:\+|plus\b|or\ more\b)?\ ?
    (?:years|yrs?|(?<=\b1\ )year|(?<=\bone\ )year)\b
    """,
    re.VERBOSE,
)
"""A number of years. *3 year* is the length of a training program, not of experience."""

_OTHER_WAY = re.compile(rf"(?:[,;]|\bor|\band) ({_NUMBER})\+? (?:after|with)\b")
"""The number of another way to the level, without *years*: *…, 3 after a master's*."""


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    stating = {column.key for column in context.dimensions.guideline.columns if column.years}
    for profile in focus.profiles:
        years = context.ladder.of(profile).years
        if profile.guideline and years:
            for key, text in profile.guideline.cells:
                if key in stating:
                    yield from _finding(profile.code.level, key, text, years)


def _finding(level: str, key: str, text: str, years: Years) -> Iterator[Finding]:
    least = least_years(text)
    if least is not None and least != years.low:
        yield Finding(
            ("levels", level, "guideline", key),
            f"{level}'s guideline sets the minimum years to {least:g}, "
            f"but the ladder to {years.low} ({years})",
            hint="make the guideline and ladder.yaml agree, or suppress this with a reason",
        )


def least_years(text: str) -> float | None:
    """
    Return the smallest number of years in *text* above zero, or zero if there is only zero.

    Return None if *text* has no number of years.

    >>> least_years("At least five years after a BA, 3 after an MA, none after a PhD.")
    3.0
    >>> least_years("8–12 years"), least_years("0-2 yrs"), least_years("Up to 2 years")
    (8.0, 0.0, None)
    """
    line = " ".join(text.casefold().split())
    numbers = [match["low"] for match in _YEARS.finditer(line) if not match["limit"]]
    if not numbers:
        return None
    years = [_value(number) for number in (*numbers, *_OTHER_WAY.findall(line))]
    return min((value for value in years if value), default=0.0)


def _value(number: str) -> float:
    return float(_WORDS.index(number) if number in _WORDS else number)


RULE = FocusRule("guideline-years", Severity.NOTE, "pay", __name__, check)
