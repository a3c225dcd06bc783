"""
The years of experience that a guideline asks for begin where the ladder's do.

The ladder says how much experience a level usually has at the least; a guideline that asks for
more, or for less, gives a second answer to the same question, and whoever is refused for the one
will quote the other. Compared is the least that the guideline's cell about experience names, in
digits or in words up to twenty, with the low end of the ladder's years for that level. A figure
of zero counts only where no other is named: 'none after a doctorate' is about the degree and not
about the level. Of several ways to a level the shortest counts. A range counts by its low end;
figures introduced as a most ('up to 2 years'), lengths of training ('a 3-year degree') and
months are passed over, and so is a cell without a figure.

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

from levelctl.canon.model import Focus
from levelctl.diagnostics import Severity
from levelctl.lint.rule import Context, Finding, FocusRule

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()

_NUMBER = rf"(?:\d{{1,2}}(?:\.\d)?|{'|'.join(_WORDS)})"

_NAMED = re.compile(
    rf"""
    (?P<most>\b(?:up\ to|at\ most|no\ more\ than|less\ than|fewer\ than|under)\ )?
    (?<![\w.,–-])(?P<low>{_NUMBER})
    (?:(?:\ ?–\ ?|\ ?-\ ?(?=\d)|\ (?:to|or|and)\ ){_NUMBER}\b)?    # the high end of a range
    \)?\ ?(?:\+|plus\b|or\ more\b)?\ ?
    (?:years|yrs?|(?<=\b1\ )year|(?<=\bone\ )year)\b
    """,
    re.VERBOSE,
)
"""A figure of years. *3 year* is the length of a training, and not of experience."""

_FURTHER = re.compile(rf"(?:[,;]|\bor|\band) ({_NUMBER})\+? (?:after|with)\b")
"""A figure for another way to the level, which leaves out *years*: *…, 3 after a master's*."""


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    for profile in focus.profiles:
        if profile.guideline is None:
            continue
        least = least_years(profile.guideline.experience)
        level, years = profile.code.level, context.ladder.of(profile).years
        if least is not None and least != years.low:
            yield Finding(
                ("levels", level, "guideline", "experience"),
                f"the years of {level}'s guideline begin at {least:g}, "
                f"those of the ladder at {years.low} ({years})",
                hint="let the guideline and ladder.yaml say the same, or say why they do not",
            )


def least_years(text: str) -> float | None:
    """
    Return the fewest years above zero that *text* asks for, zero if no other, None without any.

    >>> least_years("At least five years after a BA, 3 after an MA, none after a PhD.")
    3.0
    >>> least_years("8–12 years"), least_years("0-2 yrs"), least_years("Up to 2 years")
    (8.0, 0.0, None)
    """
    line = " ".join(text.casefold().split())
    named = [each["low"] for each in _NAMED.finditer(line) if not each["most"]]
    if not named:
        return None
    figures = [_figure(each) for each in (*named, *_FURTHER.findall(line))]
    return min((each for each in figures if each), default=0.0)


def _figure(number: str) -> float:
    return float(_WORDS.index(number) if number in _WORDS else number)


RULE = FocusRule("guideline-years", Severity.NOTE, "pay", __name__, check)
