"""
Looks up many titles at once in the arrays of an index (see `tables`). Needs numpy.

The sums are those that `evidence`, `votes` and `model` work out for one title. All of them are
whole numbers, so the answers are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple, Self

import numpy as np

from levelctl.text.words import Words
from levelctl.titles.occupation_index.model import SHIFT, Model, factor_of
from levelctl.titles.occupation_index.postings import (
    LIKELIEST,
    START,
    IndexHead,
    IndexValues,
    pieces,
)
from levelctl.titles.occupation_index.probability import Sums
from levelctl.titles.occupation_index.tables import BITS, Numbers, Tables, first_words
from levelctl.titles.occupation_index.votes import (
    NO_VOTE,
    POWER,
    SIMILAR,
    VOTE,
    VOTERS,
    as_evidence,
    scale_of,
)

_WORDS = 8192
"""How many words are cached, with some 4 KB each."""

_NEW_WORDS = 64
"""How many words are read at once: each takes some 80 KB meanwhile."""

_VOTE_BITS = 32
"""A similarity is below 2**_VOTE_BITS."""

_HALF = 0.5 - 1e-6
"""From here on numpy's logarithm is not sure how to round a number."""


class WordArrays(NamedTuple):
    """What the index knows about a word, as `evidence.Word` has it."""

    evidence: Numbers
    titled: frozenset[int]
    weight: int
    similarities: Numbers
    """With each word that begins with the same letters, in order."""
    begins: int
    """The number of the first of these words, or -1 if there are none."""


class Arrays:
    """The index in *tables*, with the codes and priors of *head*. Thread-safe."""

    def __init__(self, tables: Tables, head: IndexHead, model: Model | None) -> None:
        self.tables = tables
        self.priors = np.array(head.priors, np.int32)
        self.size = len(head.codes)
        names = tables.words.tobytes().decode().split("\n")
        self.numbers = {word: number for number, word in enumerate(names)}
        self.model = model and ModelArrays(tables, model, self.numbers)
        self._pieces = _numbered(tables.pieces)
        self._titles = _numbered(tables.titles)
        self._first = first_words(names)
        self._last = dict.fromkeys(self._first, 0)
        for word, number in self.numbers.items():
            self._last[word[:START]] = number + 1
        self._known: dict[str, WordArrays] = {}

    @classmethod
    def in_values(cls, source: IndexValues, head: IndexHead, model: Model | None) -> Self | None:
        """Return the arrays of the index in *source*, or None if it was stored without them."""
        tables = Tables.in_values(source)
        return cls(tables, head, model) if tables else None

    def titled(self, word: str) -> frozenset[int]:
        """Return the numbers of the codes that have *word* in a title."""
        known = self._known.get(word)
        return known.titled if known else self.words((word,))[0].titled

    def exact(self, title: str) -> tuple[int, ...]:
        """Return the numbers of the codes that have exactly this *title*."""
        number = self._titles.get(title)
        if number is None:
            return ()
        at, end = self.tables.title_at[number : number + 2].tolist()
        return tuple(self.tables.title_codes[at:end].tolist())

    def sums(self, several: Sequence[Words], exact: Sequence[tuple[int, ...]]) -> Iterator[Sums]:
        """
        Yield the sums of each of *several* titles, of its *exact* codes and the likeliest ones.

        Each title has at least one word.
        """
        batch = Batch(self, several)
        evidence = batch.evidence()
        likely = evidence >= _least(evidence)
        likely &= evidence > self.priors
        for row, codes in enumerate(exact):
            likely[row, codes] = True
        rows, found = np.nonzero(likely)
        columns: list[Numbers] = [found, evidence[rows, found], batch.votes(rows, found)]
        if self.model:
            columns.append(self.model.of(batch, rows, found))
        counts = np.bincount(rows, minlength=len(several)).tolist()
        yield from _divided([column.tolist() for column in columns], counts)

    def words(self, wanted: Collection[str]) -> list[WordArrays]:
        """Return what the index knows about each of the *wanted* words."""
        known = self._known
        new = [word for word in wanted if word not in known]
        if len(known) + len(new) > _WORDS:
            known, new = {}, [*wanted]
        if new:
            known = {**known}
            for at in range(0, len(new), _NEW_WORDS):
                some = new[at : at + _NEW_WORDS]
                known.update(zip(some, self._new_words(some), strict=True))
        # Another thread may do the same meanwhile: what it found is found again then.
        self._known = known
        return [known[word] for word in wanted]

    def _new_words(self, words: Sequence[str]) -> Iterator[WordArrays]:
        known = [
            [self._pieces[each] for each in pieces(word) if each in self._pieces] for word in words
        ]
        rows = np.repeat(np.arange(len(words)), [len(each) for each in known])
        found = np.array([each for several in known for each in several], int)
        rarities = np.zeros((len(words), len(self._pieces)), np.int32)
        rarities[rows, found] = own = self.tables.piece_rarity[found]
        weights = np.bincount(rows, own, len(words)).astype(np.int64).tolist()
        evidence = self._evidence(words, rows, found)
        similarities = self._similarities(words, rarities)
        for row, word in enumerate(words):
            yield WordArrays(
                evidence[row],
                self._titled(self.numbers.get(word)),
                weights[row],
                similarities[row],
                self._first.get(word[:START], -1),
            )

    def _evidence(self, words: Sequence[str], rows: Numbers, found: Numbers) -> Numbers:
        """Return for each of *words*, and by code, its evidence and that of its pieces."""
        tables = self.tables
        owners, at = _expanded(tables.piece_at[found], tables.piece_at[found + 1])
        places = rows[owners] * self.size + tables.piece_codes[at]
        size = len(words) * self.size
        total = np.bincount(places, tables.piece_evidence[at], size)
        known = [
            (row, self.numbers[word]) for row, word in enumerate(words) if word in self.numbers
        ]
        rows, found = np.array(known, int).reshape(-1, 2).T
        owners, at = _expanded(tables.word_at[found], tables.word_at[found + 1])
        places = rows[owners] * self.size + tables.word_codes[at]
        total += np.bincount(places, tables.word_evidence[at], size)
        return total.astype(np.int32).reshape(len(words), self.size)

    def _titled(self, number: int | None) -> frozenset[int]:
        if number is None:
            return frozenset()
        at, titled = int(self.tables.word_at[number]), int(self.tables.word_titled[number])
        return frozenset(self.tables.word_codes[at : at + titled].tolist())

    def _similarities(self, words: Sequence[str], rarities: Numbers) -> list[Numbers]:
        """Return for each of *words* the weight of what it shares with each similar word."""
        at, piece = self.tables.word_piece_at, self.tables.word_pieces
        ranges = [
            (self._first.get(word[:START], 0), self._last.get(word[:START], 0)) for word in words
        ]
        first, last = np.array(ranges, int).T
        owners, found = _expanded(at[first], at[last])
        # A sum of the first n of all: a word without pieces has none of its own.
        sums = np.concatenate(([0], np.cumsum(rarities[owners, piece[found]], dtype=np.int64)))
        begin = np.cumsum(at[last] - at[first]) - (at[last] - at[first])
        return [
            np.diff(sums[start + at[one : end + 1] - at[one]])
            for (one, end), start in zip(ranges, begin.tolist(), strict=True)
        ]


class Batch:
    """
    Several titles that are looked up at once.

    A word that a title has twice is looked up once. Words are numbered as in `Tables`, unknown ones
    with -1.
    """

    def __init__(self, arrays: Arrays, several: Sequence[Words]) -> None:
        self._arrays = arrays
        distinct = [dict.fromkeys(words) for words in several]
        places: dict[str, int] = {}
        self.flat = np.array(
            [places.setdefault(word, len(places)) for words in distinct for word in words]
        )
        """For each word of each title its place in *words*."""
        self.words = [*places]
        self.sizes = np.array([len(words) for words in distinct])
        self._known = arrays.words(self.words)
        self._starts = np.cumsum(self.sizes) - self.sizes
        self.numbers = np.array([arrays.numbers.get(word, -1) for word in self.words])
        """The number of each of *words*."""
        typed = np.array([places[word] for words in several for word in words])
        sizes = np.array([len(words) for words in several])
        self.in_order = self.numbers[typed]
        """The numbers of all words of the titles, in order, also of those that come again."""
        self.rows = np.repeat(np.arange(len(several)), sizes)
        """The titles of these."""
        ends = np.cumsum(sizes)
        self.first, self.last = self.in_order[ends - sizes], self.in_order[ends - 1]

    def evidence(self) -> Numbers:
        """Return for each title, and by code, the evidence of its words and pairs."""
        words = np.stack([word.evidence for word in self._known])
        total = _added(words, self.flat, self.sizes)
        total += self._arrays.priors
        tables, size = self._arrays.tables, self._arrays.size
        rows, found = self._pairs()
        owners, at = _expanded(tables.pair_at[found], tables.pair_at[found + 1])
        places = rows[owners] * size + tables.pair_codes[at]
        np.add.at(total.reshape(-1), places, tables.pair_evidence[at])
        return total

    def _pairs(self) -> tuple[Numbers, Numbers]:
        """Return the pairs that the index knows: the number of their title, and their own."""
        known = self.in_order >= 0
        # In the order of titles and then of words, each once.
        words = np.unique(self.rows[known] << BITS | self.in_order[known])
        rows, words = words >> BITS, words & ((1 << BITS) - 1)
        titles = np.arange(len(self.sizes))
        ends = len(self._arrays.numbers)
        all_rows = [titles[self.first >= 0], titles[self.last >= 0]]
        keys = [self.first[self.first >= 0] << BITS | ends]
        keys.append(self.last[self.last >= 0] << BITS | ends + 1)
        for apart in range(1, int(self.sizes.max())):
            both = rows[apart:] == rows[:-apart]
            all_rows.append(rows[apart:][both])
            keys.append(words[:-apart][both] << BITS | words[apart:][both])
        return _found(self._arrays.tables.pair_keys, np.concatenate(all_rows), np.concatenate(keys))

    def votes(self, rows: Numbers, codes: Numbers) -> Numbers:
        """Return for each of these *rows* and *codes*, as evidence, the votes of its titles."""
        tables = self._arrays.tables
        begin, end = tables.own_at[codes], tables.own_at[codes + 1]
        candidates, places, similarities = self._similar_words(rows, begin, end)
        base = np.cumsum(end - begin) - (end - begin)
        shared = np.bincount(base[candidates] + places - begin[candidates], similarities)
        titles = np.flatnonzero(shared != 0)
        owners = np.repeat(np.arange(len(codes)), end - begin)[titles]
        lengths = tables.own_lengths[begin[owners] + titles - base[owners]]
        similar = shared[titles] * lengths * self._scales()[rows[owners]]
        return _voted(owners, similar.astype(np.int64), len(codes))

    def _similar_words(
        self, rows: Numbers, begin: Numbers, end: Numbers
    ) -> tuple[Numbers, Numbers, Numbers]:
        """Return where titles from *begin* to *end* have words like those of a title, and how."""
        tables = self._arrays.tables
        candidates, at = _expanded(self._starts[rows], self._starts[rows] + self.sizes[rows])
        words = self.flat[at]
        starts = np.array([word.begins for word in self._known])[words]
        whole = tables.own_at[-1]
        low, high = _ranges(tables.start_keys, starts * whole, begin[candidates], end[candidates])
        high[starts < 0] = low[starts < 0]
        owners, found = _expanded(low, high)
        pool = np.concatenate([word.similarities for word in self._known])
        sizes = np.array([len(word.similarities) for word in self._known])
        pool_at = np.cumsum(sizes) - sizes
        similarities = pool[pool_at[words[owners]] + tables.start_words[found] - starts[owners]]
        return candidates[owners], tables.start_keys[found] % whole, similarities

    def _scales(self) -> Numbers:
        """Return what makes a similarity of what each title shares."""
        weights = np.array([word.weight for word in self._known])[self.flat]
        sums = np.add.reduceat(weights, self._starts).tolist()
        return np.array([scale_of(each) for each in sums])


class ModelArrays:
    """The numbers of *model*, as arrays; words have these *numbers*."""

    def __init__(self, tables: Tables, model: Model, numbers: dict[str, int]) -> None:
        width = model.head.width
        self._model = model
        self._numbers = numbers
        self._words = np.frombuffer(tables.model_words.tobytes(), _word_type(width))
        self._pair_keys = tables.model_pair_keys
        self._pairs = tables.model_pairs.reshape(-1, width)
        self._codes = tables.model_codes.reshape(-1, width).astype(float)
        self._biases = np.array(model.head.biases)

    def of(self, batch: Batch, rows: Numbers, codes: Numbers) -> Numbers:
        """Return how well each of *codes* explains the title in *rows*, in units of evidence."""
        total, counts = self._words_of(batch)
        for which, words in (("first", batch.first), ("last", batch.last)):
            # An unknown word has no such pair, nor have many known ones: their numbers are 0.
            known = words >= 0
            total[known] += self._words[which][words[known]]
            counts[known] += self._words[f"has_{which}"][words[known]]
        self._add_pairs(batch, total, counts)
        factors = [factor_of(self._model.head.factor, count) for count in counts.tolist()]
        products = np.einsum("ij,ij->i", total[rows], self._codes[codes])
        shifted = products.astype(np.int64) * np.array(factors)[rows] >> SHIFT
        explained: Numbers = shifted + self._biases[codes]
        return explained

    def _words_of(self, batch: Batch) -> tuple[Numbers, Numbers]:
        """
        Return for each title the sum of its words with their pieces, and their number.

        The sums are whole numbers in floats, which multiply faster.
        """
        own = self._words["own"][batch.numbers].astype(float)
        counts = self._words["features"][batch.numbers].astype(np.int64)
        for place in np.flatnonzero(batch.numbers < 0).tolist():
            own[place], counts[place] = self._model.unknown(batch.words[place])
        starts = np.cumsum(batch.sizes) - batch.sizes
        counted = np.add.reduceat(counts[batch.flat], starts)
        return _added(own, batch.flat, batch.sizes), counted

    def _add_pairs(self, batch: Batch, total: Numbers, counts: Numbers) -> None:
        one, other, rows = batch.in_order[:-1], batch.in_order[1:], batch.rows[1:]
        both = (batch.rows[:-1] == rows) & (one >= 0) & (other >= 0)
        keys = one[both] << BITS | other[both]
        found_rows, found = _found(self._pair_keys, rows[both], keys)
        sizes = np.bincount(found_rows, minlength=len(counts))
        total += _added(self._pairs[found].astype(float), np.arange(len(found)), sizes)
        counts += sizes


def _word_type(width: int) -> np.dtype[Any]:
    """Return the type of the row of a word (see `model.word_layout`)."""
    return np.dtype(
        [
            ("own", "<i2", width),
            ("first", "i1", width),
            ("last", "i1", width),
            ("features", "<u2"),
            ("has_first", "u1"),
            ("has_last", "u1"),
        ]
    )


def _numbered(lines: Numbers) -> dict[str, int]:
    names = lines.tobytes().decode().split("\n")
    return dict(zip(names, range(len(names)), strict=True))


def _least(evidence: Numbers) -> Numbers:
    """Return for each row the evidence of the last of the likeliest codes, as a column."""
    size = evidence.shape[1]
    last = max(0, size - LIKELIEST)
    return np.partition(evidence, last, axis=1)[:, last : last + 1]


def _added(numbers: Numbers, places: Numbers, sizes: Numbers) -> Numbers:
    """
    Return for each of *sizes* the sum of so many rows of *numbers*, those at the next *places*.

    The nth rows of all sums are added at once: `np.add.reduceat` takes six times as long.
    """
    order = np.argsort(-sizes, kind="stable")
    starts = (np.cumsum(sizes) - sizes)[order]
    total = np.zeros((len(sizes), numbers.shape[1]), numbers.dtype)
    for nth in range(int(sizes.max())):
        several = np.count_nonzero(sizes > nth)
        total[:several] += numbers[places[starts[:several] + nth]]
    ordered = np.empty_like(total)
    ordered[order] = total
    return ordered


def _ranges(keys: Numbers, first: Numbers, begin: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
    """Return where *keys* have *first* + *begin*, and where *first* + *end*."""
    # What is looked up in order is in the cache of the processor.
    order = np.argsort(first + begin)
    low, high = np.empty_like(order), np.empty_like(order)
    low[order] = np.searchsorted(keys, (first + begin)[order])
    high[order] = np.searchsorted(keys, (first + end)[order])
    return low, high


def _expanded(begin: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
    """Return each place from *begin* to before *end*, with the number of the pair it is from."""
    sizes = end.astype(np.int64) - begin
    owners = np.repeat(np.arange(len(sizes)), sizes)
    return owners, np.arange(len(owners)) + (begin - np.cumsum(sizes) + sizes)[owners]


def _found(keys: Numbers, rows: Numbers, wanted: Numbers) -> tuple[Numbers, Numbers]:
    """Return where in *keys* each of the *wanted* ones is, with its row; without unknown ones."""
    if not len(keys):
        return rows[:0], wanted[:0]
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    known = keys[places] == wanted
    return rows[known], places[known]


def _voted(owners: Numbers, similar: Numbers, size: int) -> Numbers:
    """Return for each owner, as evidence, the sum of the votes of its most similar titles."""
    ordered = np.sort(owners << _VOTE_BITS | similar) & ((1 << _VOTE_BITS) - 1)
    sums = np.concatenate(([0], np.cumsum(ordered**POWER)))
    end = np.cumsum(np.bincount(owners, minlength=size))
    begin = np.maximum(end - VOTERS, np.concatenate(([0], end[:-1])))
    return votes_as_evidence(sums[end] - sums[begin])


def votes_as_evidence(votes: Numbers) -> Numbers:
    """Return what `votes.as_evidence` returns for each of *votes*."""
    exact = VOTE * np.log(NO_VOTE + votes / SIMILAR**POWER)
    found: Numbers = np.rint(exact).astype(np.int64)
    # The last bits of numpy's logarithm can differ, which matters only near a half.
    for place in np.flatnonzero(np.abs(exact - found) > _HALF).tolist():
        found[place] = as_evidence(int(votes[place]))
    return found


def _divided(columns: list[list[int]], counts: list[int]) -> Iterator[Sums]:
    """Yield the sums of each title: so many *counts* of *columns*, which are those of `Sums`."""
    at = 0
    for count in counts:
        end = at + count
        yield Sums(*[column[at:end] for column in columns])
        at = end
