"""
How far two readers agree, and how many faults a sample without any can leave.

Kappa is Cohen's: the share of agreement beyond that of two readers who give the same answers as
often, but at random. 1 is full agreement, 0 is what chance gives.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product
from typing import TypeVar

H = TypeVar("H", bound=Hashable)

CONFIDENCE = 0.95
"""The probability with which a share is at most its bound."""

_STEPS = 60
"""How often an interval is halved; after that, floating-point numbers have no more digits."""


def kappa(groups: Iterable[Sequence[tuple[H, H]]]) -> float | None:
    """
    Return Cohen's kappa of two readers' pairs of answers, in *groups* such as one a question.

    Chance counts within each group: two readers who say no to one question and yes to another do
    not agree by that alone. None if there is no answer, or if both gave one and the same answer
    throughout each group: then chance alone explains all of it.

    >>> kappa([[(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10
    ...     + [(False, False)] * 15])
    0.4
    >>> kappa([[(True, True)] * 9, [(False, False)] * 2]) is None
    True
    """
    return _kappa(groups, lambda one, other: float(one != other))


def weighted_kappa(groups: Iterable[Sequence[tuple[float, float]]]) -> float | None:
    """
    Return the kappa of pairs of ranks, in which a step apart is a small disagreement.

    The weight of a disagreement is linear: twice as many steps count twice as much.

    >>> weighted_kappa([[(1, 1), (2, 2), (3, 3)]]), weighted_kappa([[(1, 3), (3, 1)]])
    (1.0, -1.0)
    """
    return _kappa(groups, lambda one, other: abs(one - other))


def _kappa(
    groups: Iterable[Sequence[tuple[H, H]]], weight: Callable[[H, H], float]
) -> float | None:
    """Return 1 minus the observed disagreement as a share of that of chance."""
    observed = by_chance = 0.0
    for pairs in groups:
        first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
        observed += sum(weight(one, other) for one, other in pairs)
        by_chance += sum(
            weight(one, other) * first[one] * second[other] / len(pairs)
            for one, other in product(first, second)
        )
    return round(1 - observed / by_chance, 6) + 0.0 if by_chance else None


def most_faulty(faults: int, read: int) -> float | None:
    """
    Return the largest share of faults that a sample with *faults* among *read* duties admits.

    It is the upper bound of Clopper and Pearson, of one side, at 95 %: with a larger share, a
    sample with so few faults has less than 5 % probability. For no fault, it is about 3 / *read*,
    the rule of three. None if nothing was read.

    >>> f"{most_faulty(0, 215):.4f}", f"{most_faulty(1, 20):.4f}", most_faulty(3, 3)
    ('0.0138', '0.2161', 1.0)
    """
    if not read:
        return None
    if faults >= read:
        return 1.0
    low, high = faults / read, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _at_most(faults, read, middle) > 1 - CONFIDENCE:
            low = middle
        else:
            high = middle
    return high


def _at_most(faults: int, read: int, share: float) -> float:
    """Return the probability of at most *faults* among *read* if *share* of all have one."""
    return math.fsum(
        math.exp(
            math.lgamma(read + 1)
            - math.lgamma(count + 1)
            - math.lgamma(read - count + 1)
            + count * math.log(share)
            + (read - count) * math.log1p(-share)
        )
        for count in range(faults + 1)
        if 0 < share < 1
    )
