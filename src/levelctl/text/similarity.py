"""How similar two sentences are, and which of their words differ."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby, product
from operator import itemgetter

from levelctl.record import Record
from levelctl.text.words import stem, word_pattern

MOST = 5_000_000
"""The most steps in which many texts are compared with many."""

MOST_WORDS = 250_000
"""The largest product of the numbers of words of two texts whose words are compared."""

LEADING = 8
"""How many stems at the start of a text count double."""

_WORD = word_pattern(joiners="[/&'.+_-]")


class TextRun(Record):
    """A run of words of a text; *changed* if the text it is compared with differs here."""

    text: str
    changed: bool


class Vocabulary:
    """
    The words of many *texts* with their weights: a rare word weighs more than a common one.

    >>> words = Vocabulary(["Writes requirements", "Writes reports", "Mentors engineers"])
    >>> words.similarity("Writes a requirement.", "Writing the requirements")
    1.0
    >>> words.similarity("Mentors colleagues", "Writes reports")
    0.0
    """

    def __init__(self, texts: Collection[str]) -> None:
        self.count = max(len(texts), 1)
        self.texts_with = Counter(root for text in texts for root in set(stems(text)))

    def similarity(self, one: str, other: str) -> float:
        """
        Return the similarity of two texts, from 0 to 1: a weighted Dice coefficient of stems.

        The verb and its object identify a responsibility, so the first stems count double.
        """
        return _similarity(one, self.weights(one), other, self.weights(other))

    def weights(self, text: str) -> dict[str, float]:
        """Return the weight of each stem of *text*."""
        weights: dict[str, float] = {}
        for place, root in enumerate(stems(text)):
            rarity = math.log(1 + self.count / max(self.texts_with[root], 1))
            weight = rarity * (2 if place < LEADING else 1)
            weights[root] = max(weight, weights.get(root, 0))
        return weights

    def pair(
        self, left: Sequence[str], right: Sequence[str], *, threshold: float
    ) -> dict[int, tuple[int, float]]:
        """
        Return by index in *left* the index of the paired text in *right*, and their similarity.

        The most similar texts are paired first; of equals, the first in order. Each text is paired
        at most once, and only if the similarity is at least *threshold*, from 0 to 1. If there are
        so many that to compare them all would take more than `MOST` steps, only equal texts are.
        """
        here = [(one, self.weights(one)) for one in left]
        there = [(other, self.weights(other)) for other in right]
        many = len(here) * _size(there) + len(there) * _size(here) > MOST
        places = _equal(left, right) if many else product(range(len(left)), range(len(right)))
        scores = sorted((-_similarity(*here[i], *there[j]), i, j) for i, j in places)
        paired: dict[int, tuple[int, float]] = {}
        taken: set[int] = set()
        for negative, i, j in scores:
            if -negative >= threshold and i not in paired and j not in taken:
                paired[i] = (j, -negative)
                taken.add(j)
        return paired


Weighed = tuple[str, dict[str, float]]
"""A text, and the weight of each of its stems."""


def _similarity(one: str, here: dict[str, float], other: str, there: dict[str, float]) -> float:
    total = sum(here.values()) + sum(there.values())
    shared = sum(min(here[root], there[root]) for root in here.keys() & there.keys())
    return 2 * shared / total if total else float(one == other)


def _size(weighed: Sequence[Weighed]) -> int:
    return sum(len(weights) + 1 for _, weights in weighed)


def _equal(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the indexes of equal texts, each at most once."""
    places: dict[str, list[int]] = {}
    for j, text in reversed([*enumerate(right)]):
        places.setdefault(text, []).append(j)
    for i, text in enumerate(left):
        if places.get(text):
            yield i, places[text].pop()


@cache
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of the words of *text* that carry meaning, in order."""
    return tuple(root for root, _ in stemmed_words(text))


def stemmed_words(text: str) -> list[tuple[str, str]]:
    """
    Return the words of *text* that carry meaning, in order, as pairs of stem and word.

    >>> stemmed_words("Plans the shifts of a ward.")
    [('plan', 'Plans'), ('shift', 'shifts'), ('ward', 'ward')]
    """
    return [(root, word) for word in _WORD.findall(text) if (root := stem(word))]


def changed_runs(text: str, before: str) -> tuple[TextRun, ...]:
    """
    Return *text* in runs of words that are in *before* too and runs that are not, alternately.

    A shared run counts as unchanged only if it carries meaning: a lone *of the* between two
    changes does not help a reader.

    >>> changed_runs("plans the team and its budget", "plans the team")
    (TextRun(text='plans the team ', changed=False), TextRun(text='and its budget', changed=True))
    """
    old, new = before.split(), text.split()
    if old == new:
        return (TextRun(text, changed=False),) if new else ()
    if len(old) * len(new) > MOST_WORDS:
        return (TextRun(" ".join(new), changed=True),) if new else ()
    same = [False] * len(new)
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        run = new[block.b : block.b + block.size]
        same[block.b : block.b + block.size] = [bool(stems(" ".join(run)))] * block.size
    runs = [
        (" ".join(word for word, _ in group), unchanged)
        for unchanged, group in groupby(zip(new, same, strict=True), key=itemgetter(1))
    ]
    return tuple(
        TextRun(run if number == len(runs) else f"{run} ", changed=not unchanged)
        for number, (run, unchanged) in enumerate(runs, 1)
    )
