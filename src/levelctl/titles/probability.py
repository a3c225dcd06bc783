"""
The probability that an answer can be taken as it is, without a review.

It is a logistic form of what the answer rests on. benchmarks/match_calibration.py fits its weights
to the golden titles and to aliases that are left out of the index, and never to a public list. They
describe the score and the doubts, not a canon; so they are no setting of one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from levelctl.titles.banded_match import BandedMatch, margin_of

WEIGHTS = (4.74, 3.89, 0.37, -1.76, -4.15, -0.7)
"""The weight of each of `features`."""

_WIDE = 0.3
"""A margin from which a wider one makes an answer no surer."""

_LONG = 8
"""Words from which a longer title makes an answer no less sure."""

MOST_DOUBTS = 3
"""Doubts from which another one makes an answer no less sure."""


def probability(matches: Sequence[BandedMatch], doubts: int) -> float:
    """Return the probability, from 0 to 1, that the first of *matches* needs no change."""
    pairs = zip(WEIGHTS, features(matches, doubts), strict=True)
    return 1 / (1 + math.exp(-sum(weight * feature for weight, feature in pairs)))


def features(matches: Sequence[BandedMatch], doubts: int) -> tuple[float, ...]:
    """
    Return what the answer rests on, each as a number: the first is 1, for the constant.

    *matches* are the similar foci, the most similar first, and *doubts* the number of doubts.
    """
    best = matches[0]
    interpretation = best.interpretation
    words = len(interpretation.all_written) if interpretation else 0
    known = len(best.focus.shared) / max(1, words)
    return (
        1.0,
        min(margin_of(matches), _WIDE),
        min(known, 1.0),
        min(words, _LONG) / _LONG,
        float(doubts > 0),
        float(min(doubts, MOST_DOUBTS)),
    )
