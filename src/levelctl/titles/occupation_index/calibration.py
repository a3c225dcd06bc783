"""
How likely an answer is right that a prior had a part in.

The probability of the index was fitted without a prior, to titles with one right code each. A prior
changes it, and the people who coded a list may have coded one title in several ways. So some titles
of the list are left out of the prior, and asked: a logistic form of that probability is fitted to
how often the answers are right.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

from levelctl.titles.coded.lookup import Looked

LEFT_OUT = 300
"""The most titles that are left out of a list, never more than half of it."""

STEPS = 20
"""The most steps of the fit; six are enough for most lists."""

TOLERANCE = 1e-6
"""The fit ends at a step that gains less."""

EDGE = 0.01
"""The least and, from 1, the greatest score that counts, so that it has a finite logarithm."""

SHIFT_SPREAD, SLOPE_SPREAD = 1.0, 0.5
"""How far the two numbers of a form are from 0 and 1 before any title is asked, about."""

MOST_ODDS = 500.0
"""The largest logarithm of odds, which keeps their exponent finite."""

DIGITS = 3
"""The digits of the two numbers, so that they are the same on every computer."""


class Calibration(NamedTuple):
    """A logistic form of a score, which is a probability from 0 to 1 itself."""

    shift: float = 0.0
    slope: float = 1.0

    def of(self, score: float) -> float:
        """Return the probability, from 0 to 1, that an answer with this *score* is right."""
        return _logistic(self.shift + self.slope * _odds(score))


def parted(titles: Sequence[Looked]) -> tuple[list[Looked], list[Looked]]:
    """
    Return *titles* in two parts: those of the prior, and those that are left out of it and asked.

    Titles with the same words are in the same part. The parts do not depend on the order.
    """
    groups: dict[str, list[Looked]] = {}
    for each in titles:
        if each.words:
            groups.setdefault(" ".join(sorted({*each.words})), []).append(each)
    known: list[Looked] = []
    asked: list[Looked] = []
    most = min(LEFT_OUT, len(titles) // 2)
    for words in sorted(groups, key=lambda words: (crc32(words.encode()), words)):
        (asked if len(asked) + len(groups[words]) <= most else known).extend(groups[words])
    return known, asked


def fitted(answers: Iterable[tuple[float, bool]]) -> Calibration:
    """Return the form that suits *answers*, each a score and whether the answer is right."""
    points = [(_odds(score), float(right)) for score, right in answers]
    here = Calibration()
    loss = _loss(points, here)
    for _ in range(STEPS):
        shift, slope = _step(points, here)
        there = Calibration(here.shift - shift, here.slope - slope)
        while _loss(points, there) > loss + TOLERANCE:  # too far: half the step is never worse
            there = Calibration((here.shift + there.shift) / 2, (here.slope + there.slope) / 2)
        gain, here = loss - _loss(points, there), there
        loss -= gain
        if gain < TOLERANCE:
            break
    return Calibration(round(here.shift, DIGITS), max(0.0, round(here.slope, DIGITS)))


def _loss(points: Sequence[tuple[float, float]], form: Calibration) -> float:
    """Return how badly *form* suits *points*, pairs of the odds of a score and 1 if right, or 0."""
    odds = ((form.shift + form.slope * x) * (1 - 2 * right) for x, right in points)
    each = math.fsum(max(0.0, one) + math.log1p(math.exp(-abs(one))) for one in odds)
    before = (form.shift / SHIFT_SPREAD) ** 2 + ((form.slope - 1) / SLOPE_SPREAD) ** 2
    return each + before / 2


def _step(points: Sequence[tuple[float, float]], form: Calibration) -> tuple[float, float]:
    """Return a step of Newton's method: how far the shift and the slope of *form* are too large."""
    a, b, c = 1 / SHIFT_SPREAD**2, 0.0, 1 / SLOPE_SPREAD**2
    one, other = a * form.shift, c * (form.slope - 1)
    for x, right in points:
        p = _logistic(form.shift + form.slope * x)
        weight = p * (1 - p)
        one, other = one + p - right, other + (p - right) * x
        a, b, c = a + weight, b + weight * x, c + weight * x * x
    whole = a * c - b * b
    return (c * one - b * other) / whole, (a * other - b * one) / whole


def _odds(score: float) -> float:
    inside = min(1 - EDGE, max(EDGE, score))
    return math.log(inside / (1 - inside))


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(min(MOST_ODDS, -odds)))
