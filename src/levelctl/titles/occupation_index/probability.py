"""
How likely the first of the codes that a title can mean is right.

The probability is a logistic form of `Signals`. `benchmarks/occupation_confidence.py` fits its
weights to titles that it leaves out of the index; never to a list of titles from elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

from levelctl.titles.occupation_index.postings import UNIT

MODEL, BESIDE_MODEL = 6, 2
"""The factor for what a model says, and the divisor for the evidence of words beside it."""

PRIOR_BESIDE_MODEL = 2
"""The factor beside a model for what a prior adds."""

SOFTENING, MODEL_SOFTENING = 10 * UNIT, UNIT
"""The divisors of sums and of what the model says, for shares."""

EVIDENCE, MODEL_EVIDENCE = 5 * UNIT, UNIT
"""The units of leads in evidence and votes, and in what the model says."""

MOST_LEAD, MOST_MODEL_LEAD = 4.0, 6.0
"""The largest lead that counts, up or down."""


MOST_ODDS = 500.0
"""The largest logarithm of odds, which keeps their exponent finite."""


class Sums(NamedTuple):
    """For each of some codes, whole numbers of `UNIT` that say how likely a title means it."""

    codes: Sequence[int]
    """The numbers of the codes, in order."""
    evidence: Sequence[int]
    """Of the words, pairs and pieces of the title."""
    votes: Sequence[int]
    """Of the titles of the code."""
    learned: Sequence[int] | None = None
    """Of the model; None without one."""
    more: Sequence[int] | None = None
    """Of a prior; None without one."""

    def total(self) -> list[int]:
        """Return all evidence of each code."""
        both = zip(self.evidence, self.votes, strict=True)
        if self.learned is None:
            total = [evidence + votes for evidence, votes in both]
        else:
            total = [
                evidence // BESIDE_MODEL + votes + MODEL * learned
                for (evidence, votes), learned in zip(both, self.learned, strict=True)
            ]
        if self.more:
            factor = 1 if self.learned is None else PRIOR_BESIDE_MODEL
            return [own + factor * more for own, more in zip(total, self.more, strict=True)]
        return total


class Signals(NamedTuple):
    """What says how sure the first of the likely codes is, and the weight of each."""

    constant: float
    share: float
    """Its share among the likely codes, by the sums of all evidence."""
    evidence: float
    """How far it leads the others by the evidence of words."""
    votes: float
    """The votes of its titles."""
    covered: float
    """The share of the words of the title that titles of the code have."""
    known: float
    """The share of these words that any title has."""
    one_word: float
    """1 if the title is a single word."""
    words: float
    """The logarithm of the number of words."""
    learned: float | None = None
    """What the model says of it; None, as the next two, without a model."""
    learned_lead: float | None = None
    """How far it leads the others by the model."""
    learned_share: float | None = None
    """Its share among the likely codes by the model."""


WITH_MODEL = Signals(
    constant=-2.93,
    share=0.81,
    evidence=0.32,
    votes=0.07,
    covered=1.30,
    known=-0.40,
    one_word=-0.52,
    words=-0.17,
    learned=0.11,
    learned_lead=0.14,
    learned_share=1.24,
)
"""The weights of an index with a model: of 15,465 titles of O*NET 30.0 that were left out."""

WITHOUT_MODEL = Signals(
    constant=-0.49,
    share=2.85,
    evidence=0.49,
    votes=0.41,
    covered=1.76,
    known=-1.69,
    one_word=-1.15,
    words=-0.65,
)
"""The weights of an index without one, of the same titles."""


def probability(signals: Signals) -> float:
    """Return the probability, from 0 to 1, that the code with these *signals* is right."""
    weights = WITHOUT_MODEL if signals.learned is None else WITH_MODEL
    both = zip(signals, weights, strict=True)
    odds = math.fsum([one * other for one, other in both if one is not None and other is not None])
    return 1 / (1 + math.exp(-max(-MOST_ODDS, odds)))


def signals_of(
    first: int, sums: Sums, total: Sequence[int], words: Collection[frozenset[int]]
) -> Signals:
    """
    Return the signals that the code at the place *first* of *sums* is right.

    *total* are their totals, and *words* has for each word of the title the codes that it is
    known to mean.
    """
    code = sums.codes[first]
    own = (
        1.0,
        _share(first, total, SOFTENING),
        _lead(first, sums.evidence, EVIDENCE, MOST_LEAD),
        sums.votes[first] / EVIDENCE,
        sum([code in codes for codes in words]) / len(words),
        sum([bool(codes) for codes in words]) / len(words),
        float(len(words) == 1),
        math.log(len(words)),
    )
    learned = sums.learned
    if learned is None:
        return Signals(*own)
    return Signals(
        *own,
        learned[first] / MODEL_EVIDENCE,
        _lead(first, learned, MODEL_EVIDENCE, MOST_MODEL_LEAD),
        _share(first, learned, MODEL_SOFTENING),
    )


def odds_of(numbers: Sequence[int], softening: int) -> list[float]:
    """Return the odds of each of *numbers* against the largest one."""
    most = max(numbers)
    return [math.exp((each - most) / softening) for each in numbers]


def _share(first: int, numbers: Sequence[int], softening: int) -> float:
    """Return the share of the code at *first* among all that have *numbers*."""
    odds = odds_of(numbers, softening)
    return odds[first] / math.fsum(odds)


def _lead(first: int, numbers: Sequence[int], unit: int, most: float) -> float:
    """Return how far the code at *first* is ahead of the best other one, or behind it."""
    others = [*numbers[:first], *numbers[first + 1 :]]
    if not others:
        return most
    return max(-most, min(most, (numbers[first] - max(others)) / unit))
