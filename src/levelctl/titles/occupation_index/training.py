"""
Learns the numbers of a `model` from titles and texts. Needs numpy, which nothing else here does.

The model is a softmax over all codes of the product of two tables: one row of numbers for each
feature of a title, and one for each code. It learns in small steps from a few hundred titles each
(Adam, which changes only the rows that a step has touched), and now and then from texts, which
count little. Some features are left out of each step at random, and no title is taken for certain,
so that what is rare is not learned by heart. The same titles and seed give the same numbers on one
computer; another one may round the last digit in another way, so the numbers are part of the index.
"""

from __future__ import annotations

import hashlib
import math
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

# The tables are small: threads would wait for each other, and add up in an order of their own.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from numpy.typing import NDArray

from levelctl.canon.canon import key
from levelctl.record import encode
from levelctl.text.words import Words
from levelctl.titles.occupation_index import model
from levelctl.titles.occupation_index.build import Lessons, OnStep
from levelctl.titles.occupation_index.features import WORD, features, of_word
from levelctl.titles.occupation_index.model import SHIFT, ModelHead, Rows, word_layout
from levelctl.titles.occupation_index.postings import FIRST, LAST, MODEL, START, UNIT

Floats = NDArray[np.float32]
RowNumbers = NDArray[np.int64]

Example = tuple[Words, int]
"""The words of a title or text, and the number of its code."""

WIDTH = 96
"""The numbers of a row."""
LEAST = 2
"""The fewest titles with a feature that has a row."""
PASSES, TOGETHER = 9, 256
"""How often each title is learned from, and from how many at once."""
RATE = 0.01
"""How far a number moves in the first step; in the last one, it hardly does."""
CODE_RATE, CODE_DECAY, GROUP_PULL = 0.5, 0.01, 0.5
"""
The share of the rate for the numbers of codes; those of that rate by which they shrink, and by
which they move towards the mean of their group.
"""
GROUP = len("11-3")
"""The first characters that the codes of a group share; such a group of the SOC is a minor one."""
LEFT_OUT = 0.3
"""The share of the features that is left out of a step."""
DOUBT = 0.05
"""The probability that each title is taken to be of any code."""
BALANCE = 0.4
"""A title of a code with *n* titles counts n**-BALANCE as much."""
TEXTS_EVERY, TEXTS_TOGETHER, TEXT_WEIGHT = 3, 64, 0.15
"""Every how many steps texts are learned from, how many at once, and what each counts."""
START_SIZE = 0.05
"""The standard deviation of the first, random numbers."""
SEED = 1

_FAST, _SLOW, _TINY = 0.9, 0.999, 1e-8
"""The usual constants of Adam."""


class Learned(NamedTuple):
    """What was learned: see `model`."""

    names: dict[str, int]
    """The features that have a row, with its number."""
    rows: Floats
    codes: Floats
    """The numbers of each code, in columns."""
    biases: Floats


class Examples:
    """Examples as numbers: the features that have *names*, one example after another."""

    def __init__(self, examples: Sequence[Example], names: dict[str, int]) -> None:
        found = [
            [names[each] for each in features(words) if each in names] for words, _ in examples
        ]
        sizes = np.array([len(each) for each in found], np.int64)
        self.features: RowNumbers = np.array(
            [each for several in found for each in several], np.int64
        )
        self.sizes: RowNumbers = sizes
        self.starts: RowNumbers = np.cumsum(sizes) - sizes
        self.codes: RowNumbers = np.array([code for _, code in examples], np.int64)


class Adam:
    """The steps of one *table* of numbers, which become the smaller the less they agree."""

    def __init__(self, table: Floats) -> None:
        self.table = table
        self._mean = np.zeros_like(table)
        self._square = np.zeros_like(table)
        self._steps = 0

    def step(self, slope: Floats, rate: float, rows: Any = slice(None)) -> None:
        """Move the *rows* of the table against their *slope*."""
        self._steps += 1
        mean = self._mean[rows] = _FAST * self._mean[rows] + (1 - _FAST) * slope
        square = self._square[rows] = _SLOW * self._square[rows] + (1 - _SLOW) * slope * slope
        fast, slow = 1 - _FAST**self._steps, 1 - _SLOW**self._steps
        self.table[rows] -= rate * (mean / fast) / (np.sqrt(square / slow) + _TINY)


class Learner:
    """Learns from titles and texts of *codes*, which have these *counts* of titles."""

    def __init__(self, names: dict[str, int], codes: Sequence[str], counts: RowNumbers) -> None:
        self.random = np.random.default_rng(SEED)
        self.rows = Adam(self._drawn(len(names), WIDTH))
        self.codes = Adam(self._drawn(WIDTH, len(counts)))
        self.biases = Adam(np.zeros(len(counts), np.float32))
        weights = np.maximum(counts, 1) ** -BALANCE
        self._weights = weights * counts.sum() / (weights * counts).sum()
        self._means = _group_means(codes)

    def _drawn(self, *shape: int) -> Floats:
        return (self.random.standard_normal(shape) * START_SIZE).astype(np.float32)

    def learn(self, examples: Examples, which: RowNumbers, weight: float, rate: float) -> None:
        """Take a step that explains *which* of the *examples* better."""
        touched, shares = self._touched(examples, which)
        means: Floats = shares @ self.rows.table[touched]
        slope = self._slope(means, examples.codes[which], weight)
        self.rows.step(shares.T @ (slope @ self.codes.table.T), rate, touched)
        self.codes.step(means.T @ slope, rate * CODE_RATE)
        self._shrink_codes(rate * CODE_RATE)
        self.biases.step(slope.sum(axis=0), rate * CODE_RATE)

    def _shrink_codes(self, rate: float) -> None:
        table, (members, means) = self.codes.table, self._means
        table -= rate * GROUP_PULL * (table - table @ means @ members)
        table *= 1 - rate * CODE_DECAY

    def _touched(self, examples: Examples, which: RowNumbers) -> tuple[RowNumbers, Floats]:
        """Return the features of *which*, some left out, and their shares in each example."""
        sizes = examples.sizes[which]
        owners = np.repeat(np.arange(len(which)), sizes)
        shift = np.repeat(examples.starts[which] - (np.cumsum(sizes) - sizes), sizes)
        found = examples.features[np.arange(len(owners)) + shift]
        kept = self.random.random(len(owners)) >= LEFT_OUT
        owners, found = owners[kept], found[kept]
        roots = np.sqrt(np.maximum(np.bincount(owners, minlength=len(which)), 1))
        touched, places = np.unique(found, return_inverse=True)
        shares = np.zeros((len(which), len(touched)), np.float32)
        np.add.at(shares, (owners, places), (1 / roots)[owners].astype(np.float32))
        return touched, shares

    def _slope(self, means: Floats, codes: RowNumbers, weight: float) -> Floats:
        """Return how much too likely each code is to the examples of these *codes*."""
        evidence = means @ self.codes.table + self.biases.table
        odds = np.exp(evidence - evidence.max(axis=1, keepdims=True))
        slope = odds / odds.sum(axis=1, keepdims=True) - DOUBT / odds.shape[1]
        slope[np.arange(len(codes)), codes] -= 1 - DOUBT
        scaled: Floats = slope * (weight * self._weights[codes] / len(codes))[:, None]
        return scaled.astype(np.float32)


def learned(
    titles: Sequence[Example],
    texts: Sequence[Example],
    codes: Sequence[str],
    on_step: OnStep = lambda _done, _total: None,
) -> Learned:
    """Return what *titles* and *texts* of *codes* teach."""
    names = _names(titles)
    examples, weak = Examples(titles, names), Examples(texts, names)
    learner = Learner(names, codes, np.bincount(examples.codes, minlength=len(codes)))
    passes = _endless(learner.random, len(texts), TEXTS_TOGETHER)
    total = PASSES * math.ceil(len(titles) / TOGETHER)
    order = _endless(learner.random, len(titles), TOGETHER)
    for step in range(total):
        rate = RATE * (1 - step / total)
        learner.learn(examples, next(order), 1.0, rate)
        if texts and step % TEXTS_EVERY == 0:
            learner.learn(weak, next(passes), TEXT_WEIGHT, rate)
        on_step(step + 1, total)
    return Learned(names, learner.rows.table, learner.codes.table, learner.biases.table)


def _examples(lessons: list[list[Words]]) -> list[Example]:
    return [(words, code) for code, several in enumerate(lessons) for words in several]


def _group_means(codes: Sequence[str]) -> tuple[Floats, Floats]:
    """Return two tables: whether a group has a code, and what the code counts in its mean."""
    groups = sorted({code[:GROUP] for code in codes})
    members = np.array([[code.startswith(group) for code in codes] for group in groups], np.float32)
    return members, (members / members.sum(axis=1, keepdims=True)).T


def _names(titles: Sequence[Example]) -> dict[str, int]:
    """Return the features of at least `LEAST` of *titles*, numbered."""
    counts = Counter(
        name for words in {words for words, _ in titles} for name in {*features(words)}
    )
    known = sorted(name for name, count in counts.items() if count >= LEAST)
    return {name: number for number, name in enumerate(known)}


def _endless(random: np.random.Generator, size: int, together: int) -> Iterator[RowNumbers]:
    """Yield the numbers below *size* in random order, some *together*, again and again."""
    order = np.arange(size)
    while size:
        random.shuffle(order)
        yield from (order[at : at + together].copy() for at in range(0, size, together))


def values(
    lessons: Lessons, on_step: OnStep = lambda _done, _total: None
) -> Iterator[tuple[str, Any]]:
    """Yield by name the values of the model that *lessons* teach."""
    found = learned(_examples(lessons.titles), _examples(lessons.texts), lessons.codes, on_step)
    row_scale, rows = _whole(found.rows, 127)
    code_scale, codes = _whole(found.codes.T, 32_767)
    parts: dict[str, Any] = {key(model.CODES): codes.astype("<i2").tobytes()}
    parts |= _word_rows(found.names, rows, lessons.vocabulary)
    parts |= _named_rows(found.names, rows)
    digest = hashlib.sha256()
    for name, value in sorted(parts.items()):
        digest.update(name.encode())
        digest.update(value if isinstance(value, bytes) else encode(value))
    biases = tuple(np.rint(found.biases * UNIT).astype(int).tolist())
    factor = round(UNIT * 2**SHIFT * row_scale * code_scale)
    yield key(MODEL), ModelHead(WIDTH, factor, biases, digest.hexdigest())
    yield from parts.items()


def _whole(numbers: Floats, most: int) -> tuple[float, NDArray[np.int64]]:
    """Return the unit of whole numbers from -most to *most*, and *numbers* as such."""
    unit = float(np.abs(numbers).max(initial=0.0)) / most or 1.0
    return unit, np.rint(numbers / unit).astype(np.int64)


def _word_rows(
    names: dict[str, int], rows: NDArray[np.int64], words: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the row of each of *words*, as `model.word_layout` says."""
    layout = word_layout(WIDTH)
    for word in words:
        own = [names[name] for name in of_word(word) if name in names]
        edges = [names.get(f"{FIRST} {word}"), names.get(f"{word} {LAST}")]
        ends = [[0] * WIDTH if edge is None else rows[edge].tolist() for edge in edges]
        numbers = [*rows[own].sum(axis=0).tolist(), *ends[0], *ends[1]]
        known = [edge is not None for edge in edges]
        yield key(model.WORD, word), layout.pack(*numbers, len(own), *known)


def _named_rows(names: dict[str, int], rows: NDArray[np.int64]) -> dict[str, Rows]:
    """Return the rows of the pairs of words and of the pieces."""
    found: dict[str, Rows] = defaultdict(dict)
    for name, number in names.items():
        row = rows[number].astype(np.int8).tobytes()
        one, pair, other = name.partition(" ")
        if not pair and not name.startswith(WORD):
            found[key(model.PIECE, name[:START])][name] = row
        elif pair and one != FIRST and other != LAST:
            found[key(model.PAIR, one)][other] = row
    return found
