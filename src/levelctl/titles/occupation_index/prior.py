"""
What a person's own coded titles add to the evidence of an index.

They say how frequent each code is in titles of this kind, and what a word means there: an
*analyst* in visa applications is rarely the analyst of a laboratory. Both are added to the evidence
of a title's words for each code.

A list that has every code about equally often says nothing about other titles, so it counts less:
as much as knowing its other titles helps to guess the codes of each. The weights were found on half
of a list of visa applications; `benchmarks/prior_accuracy.py` measures them on the other half.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from levelctl.canon.canon import key
from levelctl.text.words import Words
from levelctl.titles.coded.lookup import VOTES, Looked
from levelctl.titles.occupation_index.postings import UNIT, InMemory, Posting, Stored

FREQUENCY = 4
"""The factor for how frequent a code is, in nats."""
HALF = 0.5
"""The rows that are added to those of each code, so that a code without any has a logarithm."""
DOUBT = 5
"""The rows whose codes are as frequent as in the whole list that are added to those of a word."""

SMOOTHED = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100, 1_000)
"""The rows that are added to those of each code to find how much a list tells: the best count."""

MOST_ROWS, MOST_OF_A_WORD = 1_000, 150
"""A longer list, or more rows with a word, count as so many: more were not measured."""

HEAD, WORD = "prior", "more"
"""The kinds of values: a `PriorHead`; by word, a `Posting` of what it means here."""


class PriorHead(NamedTuple):
    digest: str
    """What it was computed with."""
    evidence: tuple[int, ...]
    """By number of a code, how frequent it is above the least frequent one, in units of `UNIT`."""


class Prior:
    """
    What the coded titles in *source* say about the codes of one index. Thread-safe.

    Raises what *source* raises.
    """

    def __init__(self, source: InMemory | Stored) -> None:
        self._source = source
        head = source.get(key(HEAD), PriorHead)
        self._evidence = head.evidence if head else ()

    def knows(self, word: str) -> bool:
        """Return whether one of the titles has *word*."""
        return self._source.get(key(WORD, word), Posting) is not None

    def evidence(self, words: Words) -> list[int]:
        """Return by number of a code what is added to the evidence of a title of *words*."""
        total = list(self._evidence)
        for word in dict.fromkeys(words):
            found = self._source.get(key(WORD, word), Posting)
            for code, more in zip(found.codes, found.evidence, strict=True) if found else ():
                total[code] += more
        return total


def values(
    titles: Iterable[Looked], codes: Sequence[str], digest: str
) -> Iterator[tuple[str, Any]]:
    """Yield the values of a `Prior` for an index with these *codes*, by name."""
    numbers = {code: number for number, code in enumerate(codes)}
    counts: Counter[int] = Counter()
    of_word: dict[str, Counter[int]] = defaultdict(Counter)
    for coded, _, _, words in titles:
        votes = coded.rows * VOTES // len(coded.codes)
        for number in map(numbers.__getitem__, coded.codes):
            counts[number] += votes
            for word in {*words}:
                of_word[word][number] += votes
    unit = UNIT * telling(counts, len(codes))
    known = _rows(counts, MOST_ROWS)
    often = [known.get(number, 0.0) + HALF for number in range(len(codes))]
    yield key(HEAD), PriorHead(digest, _frequencies(often, unit))
    whole = sum(often)
    for word, each in sorted(of_word.items()):
        rows = _rows(each, MOST_OF_A_WORD)
        evidence = {
            number: round(unit * math.log1p(rows[number] / (DOUBT * often[number] / whole)))
            for number in sorted(rows)
        }
        yield key(WORD, word), Posting(tuple(evidence), tuple(evidence.values()))


def telling(votes: Mapping[int, int], size: int) -> float:
    """
    Return how much a list with these *votes* for *size* codes tells, from 0 to 1.

    It is the mean logarithm of how much likelier than by chance each row's code is by the other
    rows: 0 if every code is equally frequent, and 1 from a factor of e.
    """
    rows = {number: each / VOTES for number, each in votes.items()}
    whole = sum(rows.values())

    def gain(added: float) -> float:
        usual = math.log((whole - 1 + added * size) / size)
        each = (count * math.log(max(count - 1, 0) + added) for count in rows.values())
        return math.fsum(each) / whole - usual

    return max(0.0, min(1.0, max(map(gain, SMOOTHED)))) if whole > 1 else 0.0


def _rows(votes: Counter[int], most: int) -> dict[int, float]:
    """Return the rows of which *votes* are, scaled down if they are more than *most*."""
    scale = VOTES * max(1.0, votes.total() / VOTES / most)
    return {number: each / scale for number, each in votes.items()}


def _frequencies(often: Sequence[float], unit: float) -> tuple[int, ...]:
    least = min(often, default=1.0)
    return tuple(round(unit * FREQUENCY * math.log(each / least)) for each in often)
