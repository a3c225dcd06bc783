"""
Builds a title index: the evidence of each word, pair and piece of a title for the codes.

The evidence of a word for a code is how much better this code explains the word than all codes
together do, as in a naive Bayes model.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from levelctl.canon.canon import key
from levelctl.text.words import Words
from levelctl.titles.occupation_index import postings
from levelctl.titles.occupation_index.postings import (
    FIRST,
    LAST,
    LETTERS,
    START,
    UNIT,
    IndexHead,
    Own,
    Posting,
    Postings,
    Starts,
    Titles,
    pairs,
    pieces,
    read,
)
from levelctl.titles.tokens import tokens

OWN_SHARE = 0.7
"""The share of the code's own titles in the probability of a word; the rest is of all titles."""
TEXT_SHARE = 0.5
"""The same share for the words of texts."""

PIECE, PAIR, EDGE, TEXT, PRIOR = 0.07, 0.38, 0.3, 0.5, 0.7
"""The factors of each kind of evidence, relative to a word's: the kinds overlap."""

LEAST = UNIT // 20
"""The least evidence of a piece that is stored: most pieces have almost none for most codes."""

H = TypeVar("H", bound=Hashable)

Counts = dict[str, Counter[int]]


class Lessons(NamedTuple):
    """What a model can learn from."""

    codes: tuple[str, ...]
    titles: list[list[Words]]
    """By number of a code: its titles."""
    texts: list[list[Words]]
    """By number of a code: the texts about it."""
    vocabulary: list[str]
    """The words of both."""


Learn = Callable[[Lessons], Iterable[tuple[str, Any]]]
"""Returns the values of a model by name, as `training.values` does."""

OnStep = Callable[[int, int], None]
"""Receives how many steps of a training are done, and how many there are."""


def values(
    entries: Iterable[tuple[str, str]],
    abbreviations: Mapping[str, str],
    weak: Iterable[tuple[str, str]],
    learn: Learn | None = None,
) -> Iterator[tuple[str, Any]]:
    """Yield the values of an index by name, with those of the model that *learn* makes."""
    titles_of: dict[str, set[Words]] = defaultdict(set)
    for title, code in entries:
        if words := tokens(title, abbreviations):
            titles_of[code].add(read(words))
    codes = tuple(sorted(titles_of))
    titles = [sorted(titles_of[code]) for code in codes]
    sizes = [len(each) for each in titles]
    priors = (round(UNIT * PRIOR * math.log(size / min(sizes))) for size in sizes)
    yield key(postings.HEAD), IndexHead(codes, tuple(priors))
    counted = _counted((set(title) for title in each) for each in titles)
    texts = _texts(codes, abbreviations, weak)
    told = _counted((set(text) for text in each) for each in texts)
    yield from _words(counted, sizes, told, [len(each) for each in texts])
    yield from _pairs(titles, sizes)
    yield from _similarity_values(titles, sizes)
    yield from _names(titles)
    yield from _vocabulary(counted)
    if learn and codes:
        yield from learn(Lessons(codes, titles, texts, sorted({*counted, *told})))


def _counted(groups: Iterable[Iterable[Iterable[H]]]) -> dict[H, Counter[int]]:
    """Return for each thing the number of sets in each group that contain it."""
    counts: dict[H, Counter[int]] = defaultdict(Counter)
    for number, group in enumerate(groups):
        for each in group:
            for name in each:
                counts[name][number] += 1
    return counts


def _texts(
    codes: tuple[str, ...], abbreviations: Mapping[str, str], weak: Iterable[tuple[str, str]]
) -> list[list[Words]]:
    numbers = {code: number for number, code in enumerate(codes)}
    texts: list[list[Words]] = [[] for _ in codes]
    for text, code in weak:
        if code in numbers:
            words = tuple(word[:LETTERS] for word in tokens(text, abbreviations))
            texts[numbers[code]].append(words)
    return texts


def _words(
    words: Counts, sizes: list[int], told: Counts, texts: list[int]
) -> Iterator[tuple[str, Posting]]:
    """Yield the evidence of *words* of titles, and of those *told* by so many *texts* of a code."""
    for word in sorted({*words, *told}):
        titled = words.get(word, Counter())
        evidence = _evidence(titled, sizes, OWN_SHARE, 1.0)
        for code, more in _evidence(told.get(word, Counter()), texts, TEXT_SHARE, TEXT).items():
            evidence[code] = evidence.get(code, 0) + more
        yield key(postings.WORD, word), Posting(*_columns(evidence), titled=len(titled))


def _pairs(titles: list[list[Words]], sizes: list[int]) -> Iterator[tuple[str, Postings]]:
    together = _counted(map(pairs, each) for each in titles)
    rows: dict[str, Postings] = defaultdict(dict)
    for (word, other), counts in sorted(together.items()):
        much = EDGE if other in (FIRST, LAST) else PAIR
        rows[word][other] = Posting(*_columns(_evidence(counts, sizes, OWN_SHARE, much)))
    for word, row in rows.items():
        yield key(postings.PAIR, word), row


def _evidence(counts: Counter[int], sizes: list[int], own: float, much: float) -> dict[int, int]:
    """Return by code how much better it explains *counts* than all codes together do."""
    usual = sum(counts.values()) / max(1, sum(sizes))
    return {
        code: round(UNIT * much * math.log1p(own / (1 - own) * count / sizes[code] / usual))
        for code, count in counts.items()
    }


def _columns(evidence: Mapping[int, int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(evidence), tuple(evidence.values())


def _similarity_values(titles: list[list[Words]], sizes: list[int]) -> Iterator[tuple[str, Any]]:
    """Yield the pieces of words, and for each code its titles with the lengths of their vectors."""
    cut = lru_cache(None)(pieces)
    counts = _counted(
        ({piece for word in title for piece in cut(word)} for title in each) for each in titles
    )
    whole = len({title for each in titles for title in each})
    rarities = {}
    rows: dict[str, Postings] = defaultdict(dict)
    for piece, each in sorted(counts.items()):
        rarity = math.log1p(whole / (sum(each.values()) + 0.5))
        rarities[piece] = round(UNIT * rarity * rarity)
        evidence = _evidence(each, sizes, OWN_SHARE, PIECE)
        telling = {code: much for code, much in evidence.items() if much >= LEAST}
        rows[piece[:START]][piece] = Posting(*_columns(telling), rarity=rarities[piece])
    for start, row in rows.items():
        yield key(postings.PIECE, start), row
    weight = lru_cache(None)(lambda word: sum(rarities[piece] for piece in cut(word)))
    for number, group in enumerate(titles):
        weights = (sum(map(weight, {*title})) for title in group)
        lengths = tuple(1 / math.sqrt(each) for each in weights)
        yield key(postings.OWN, str(number)), Own(_starts(group), lengths)


def _starts(titles: list[Words]) -> Starts:
    places: dict[str, list[int]] = defaultdict(list)
    for place, title in enumerate(titles):
        for word in dict.fromkeys(title):
            places[word].append(place)
    starts: dict[str, list[tuple[str, tuple[int, ...]]]] = defaultdict(list)
    for word, numbers in sorted(places.items()):
        starts[word[:START]].append((word, tuple(numbers)))
    return {start: tuple(words) for start, words in starts.items()}


def _names(titles: list[list[Words]]) -> Iterator[tuple[str, Titles]]:
    rows: dict[str, Titles] = defaultdict(dict)
    for number, group in enumerate(titles):
        for title in group:
            row, name = rows[title[0]], " ".join(title)
            row[name] = (*row.get(name, ()), number)
    for word, row in rows.items():
        yield key(postings.TITLE, word), row


def _vocabulary(words: Counts) -> Iterator[tuple[str, dict[str, int]]]:
    lengths: dict[int, dict[str, int]] = defaultdict(dict)
    for word, counts in sorted(words.items()):
        lengths[len(word)][word] = sum(counts.values())
    for length, frequencies in lengths.items():
        yield key(postings.LENGTH, str(length)), frequencies
