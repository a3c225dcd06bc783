"""
Which codes a title is likely to mean, by the titles that each code is known to have.

Three kinds of evidence are added. The first is a naive Bayes model of the title's words, pairs of
words, and pieces of three or four letters. The second is the words of longer texts about a code,
as weak evidence (both in `evidence`). The third compares the title with the titles of the
likeliest codes: the most similar few of each code vote, so that several similar titles outweigh
one (`votes`). All weights are computed when the index is built (`build`).

For a title only what it needs is read: its words, their pieces, and the titles of the likeliest
codes. An index in memory has the same values, so it gives the same answers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple

from levelctl.canon.canon import StoredRows, key
from levelctl.record import Record, cached_property
from levelctl.text.words import FUNCTION_WORDS, Words
from levelctl.titles.occupation_index import postings
from levelctl.titles.occupation_index.evidence import Evidence
from levelctl.titles.occupation_index.postings import (
    LIKELIEST,
    UNIT,
    IndexHead,
    InMemory,
    Stored,
    Titles,
    read,
)
from levelctl.titles.occupation_index.probability import (
    Signals,
    Sums,
    odds_of,
    probability,
    signals_of,
)
from levelctl.titles.occupation_index.votes import Votes
from levelctl.titles.spelling import corrected
from levelctl.titles.tokens import tokens

if TYPE_CHECKING:
    from levelctl.titles.occupation_index.arrays import Arrays
    from levelctl.titles.occupation_index.build import Learn
    from levelctl.titles.occupation_index.model import Model
    from levelctl.titles.occupation_index.prior import Prior

EXACT = 5 * UNIT
"""How much a code with exactly the same title is put above those without it."""
SOFTENING = 5 * UNIT
"""The divisor of evidence for shares: its kinds overlap, so their sum is too large."""

MANY = 64
"""For how many titles arrays are loaded, which takes a tenth of a second with numpy itself."""

_WORDS, _TITLES, _LENGTHS = 4096, 4096, 64
"""How many corrected words, titles by first word, and words by length are cached."""


class Ranked(Record):
    """A code that a title can mean."""

    code: str
    score: float
    """Its share among the likely codes, from 0 to 1."""
    by: tuple[str, ...]
    """The alias that equals the title, or the words of the title that titles of the code have."""


class Ranking(NamedTuple):
    """The codes that a title can mean, the likeliest first."""

    ranked: list[Ranked]
    p: float | None
    """The probability, from 0 to 1, that the first code is right; None without one."""


NOTHING = Ranking([], None)


class Asked(NamedTuple):
    """A title that is looked up."""

    words: Words
    exact: tuple[int, ...]
    """The numbers of the codes that have exactly this title."""
    name: str
    """What the answer calls it."""


class Order(NamedTuple):
    """The likely codes of a title in order: their places among those of its sums."""

    places: list[int]
    """The likeliest first."""
    total: list[int]
    """The sum of all evidence of each code."""
    words: dict[str, frozenset[int]]
    """The words of the title, each with the codes that have it in a title."""
    signals: Signals
    """What says how sure the first code is."""


NO_SUMS = Sums((), (), ())


class TitleIndex:
    """The titles of codes, to rank the codes that a title can mean. Thread-safe."""

    def __init__(self, source: InMemory | Stored, abbreviations: Mapping[str, str]) -> None:
        self._source = source
        self._abbreviations = abbreviations
        self.head = source.get(key(postings.HEAD), IndexHead) or IndexHead((), ())
        self._evidence = Evidence(source, self.head)
        self._votes = Votes(source, self._evidence)
        self._model = _model_in(source)
        self._correct = lru_cache(_WORDS)(self._corrected)
        self._lengths = lru_cache(_LENGTHS)(self._of_length)
        self._titles = lru_cache(_TITLES)(self._titles_from)

    @classmethod
    def build(
        cls,
        entries: Iterable[tuple[str, str]],
        abbreviations: Mapping[str, str] | None = None,
        weak: Iterable[tuple[str, str]] = (),
        learn: Learn | None = None,
    ) -> TitleIndex:
        """
        Return the index of *entries* (titles with codes) and *weak* (texts with codes).

        It has the model that *learn* makes of them, as `training.values` does.
        """
        # An index that is read from a store does not need this import.
        from levelctl.titles.occupation_index.build import values

        short = dict(abbreviations or {})
        return cls(InMemory(dict(values(entries, short, weak, learn))), short)

    @classmethod
    def from_rows(
        cls, rows: StoredRows, abbreviations: Mapping[str, str] | None = None, prefix: str = ""
    ) -> TitleIndex:
        """
        Return the index in *rows*, as the method `rows` returned them for *prefix*.

        The *abbreviations* must be those with which the index was built. If a row is damaged,
        ranking raises ValueError, or what *rows* raises.
        """
        return cls(Stored(rows, prefix), dict(abbreviations or {}))

    def rows(self, prefix: str = "") -> dict[str, bytes]:
        """Return the rows to store, their names after *prefix*. Raises TypeError if not built."""
        if not isinstance(self._source, InMemory):
            raise TypeError("only an index in memory can be turned into rows")
        return self._source.rows(prefix)

    def array_rows(self, prefix: str = "") -> dict[str, bytes]:
        """Return the rows of the arrays of the index; none without numpy. Raises as `rows` does."""
        if not isinstance(self._source, InMemory):
            raise TypeError("only an index in memory can be turned into rows")
        try:
            from levelctl.titles.occupation_index import tables
        except ImportError:
            return {}
        return {prefix + name: row for name, row in tables.rows(self._source.values).items()}

    @property
    def digest(self) -> str | None:
        """The digest of its model, or None if it has none."""
        return self._model.head.digest if self._model else None

    def rank(self, title: str | Words, top: int = 5, prior: Prior | None = None) -> list[Ranked]:
        """
        Return the *top* likeliest codes of *title*, the likeliest first; none without evidence.

        Codes with exactly this title come first, with equal scores, in the order of the evidence
        and then of the codes. *title* can be a tuple of words in the form of `tokens`. *prior* adds
        to the evidence.
        """
        return self.ranking(title, top, prior).ranked

    def ranking(self, title: str | Words, top: int = 5, prior: Prior | None = None) -> Ranking:
        """Return what `rank` returns, and how likely its first code is right."""
        asked = self._asked(title)
        return self._ranking(asked, self._sums(asked, prior), top)

    def signals(self, title: str) -> tuple[str, Signals] | None:
        """Return the likeliest code of *title*, and what says how sure it is."""
        asked = self._asked(title)
        sums = self._sums(asked, None)
        order = self._order(asked, sums)
        return order and (self.head.codes[sums.codes[order.places[0]]], order.signals)

    def _sums(self, asked: Asked, prior: Prior | None) -> Sums:
        if not (asked.exact or self._tells(asked.words, prior)):
            return NO_SUMS
        more = prior.evidence(asked.words) if prior else None
        evidence = self._evidence.of(asked.words)
        codes = self._likely(evidence, asked.exact, more)
        if not codes:
            return NO_SUMS
        return Sums(
            codes,
            [evidence[code] for code in codes],
            self._votes.of(asked.words, codes),
            self._model.of(asked.words, codes) if self._model else None,
            [more[code] for code in codes] if more else None,
        )

    def _tells(self, words: Words, prior: Prior | None) -> bool:
        """Return whether `_telling` holds for *words*, as the index and *prior* know them."""
        return _telling(words, lambda word: self._evidence.word(word).known) or (
            prior is not None and _telling(words, prior.knows)
        )

    def rankings(
        self, titles: Sequence[str], top: int = 5, prior: Prior | None = None
    ) -> Iterator[Ranking]:
        """
        Yield the `ranking` of each of *titles*.

        If they are many, there is no *prior* and the index has arrays, they are looked up at once.
        """
        few = len(titles) < MANY and "_arrays" not in self.__dict__
        arrays = None if prior or few else self._arrays
        if arrays is None:
            yield from (self.ranking(title, top, prior) for title in titles)
            return
        asked = [self._asked_of(arrays, title) for title in titles]
        known = arrays.numbers.__contains__
        telling = [bool(each.exact) or _telling(each.words, known) for each in asked]
        several = [*compress(asked, telling)]
        sums = arrays.sums([each.words for each in several], [each.exact for each in several])
        for each, tells in zip(asked, telling, strict=True):
            yield self._ranking(each, next(sums) if tells else NO_SUMS, top, arrays)

    @cached_property
    def _arrays(self) -> Arrays | None:
        """The arrays of the index, or None without them or without numpy."""
        try:
            from levelctl.titles.occupation_index.arrays import Arrays
        except ImportError:
            return None
        return Arrays.in_values(self._source, self.head, self._model)

    def words(self, title: str | Words) -> Words:
        """Return the words of *title* that are looked up, with their spelling corrected."""
        words = tokens(title, self._abbreviations) if isinstance(title, str) else title
        return tuple(map(self._correct, read(words)))

    def _asked(self, title: str | Words) -> Asked:
        words = self.words(title)
        name = " ".join(words)
        return Asked(words, self._titles(words[0]).get(name, ()) if words else (), name)

    def _asked_of(self, arrays: Arrays, title: str) -> Asked:
        known = arrays.numbers
        found = read(tokens(title, self._abbreviations))
        words = tuple([each if each in known else self._correct(each) for each in found])
        name = " ".join(words)
        return Asked(words, arrays.exact(name), name)

    def _order(self, asked: Asked, sums: Sums, arrays: Arrays | None = None) -> Order | None:
        """Return the codes of *sums*, the likeliest first, or None if there are none."""
        if not sums.codes:
            return None
        codes, exact = sums.codes, asked.exact
        titled = arrays.titled if arrays else self._evidence.titled
        words = {word: titled(word) for word in asked.words}
        total = sums.total()
        # Of equals the first comes first, because codes are in order.
        places = sorted(range(len(codes)), key=total.__getitem__, reverse=True)
        if exact:
            places.sort(key=lambda place: codes[place] not in exact)
        signals = signals_of(places[0], sums, total, words.values())
        if exact:
            first = max(total) + EXACT
            both = zip(codes, total, strict=True)
            total = [first if code in exact else each for code, each in both]
        return Order(places, total, words, signals)

    def _ranking(self, asked: Asked, sums: Sums, top: int, arrays: Arrays | None = None) -> Ranking:
        """Return the *top* codes of *sums*."""
        order = self._order(asked, sums, arrays)
        if order is None:
            return NOTHING
        odds = odds_of(order.total, SOFTENING)
        whole = math.fsum(odds)
        best = [(sums.codes[place], odds[place] / whole) for place in order.places[:top]]
        ranked = [
            Ranked(
                self.head.codes[code],
                share,
                (asked.name,) if code in asked.exact else _shared(order.words, code),
            )
            for code, share in best
        ]
        return Ranking(ranked, probability(order.signals))

    def knows(self, word: str) -> bool:
        """Return whether a title or text of the index has *word*, in the form of `tokens`."""
        return self._evidence.knows(word)

    def has_title(self, title: str) -> bool:
        """Return whether *title*, as it is spelled, has the words of a title of the index."""
        words = read(tokens(title, self._abbreviations))
        return bool(words) and " ".join(words) in self._titles(words[0])

    def _corrected(self, word: str) -> str:
        """Return *word* with its spelling corrected."""
        return word if self.knows(word) else corrected(word, self._lengths) or word

    def _of_length(self, length: int) -> dict[str, int]:
        return self._source.get(key(postings.LENGTH, str(length)), dict[str, int]) or {}

    def _titles_from(self, word: str) -> Titles:
        """Return the titles of the index whose first word is *word*, with their codes."""
        return self._source.get(key(postings.TITLE, word), Titles) or {}

    def _likely(
        self, evidence: list[int], exact: tuple[int, ...], more: Sequence[int] | None
    ) -> list[int]:
        """
        Return the *exact* codes and the likeliest ones with any *evidence*, in order.

        *more* makes codes likelier too, but is no evidence by itself.
        """
        usual = self.head.priors
        total = evidence
        if more:
            each = zip(evidence, usual, more, strict=True)
            total = [own + added if own > least else -1 for own, least, added in each]
        least = min(nlargest(LIKELIEST, total), default=0)
        best = [code for code, each in enumerate(total) if each >= least]
        return sorted({*exact, *(code for code in best if evidence[code] > usual[code])})


def _model_in(source: InMemory | Stored) -> Model | None:
    """Return the model in *source*, or None if it has none; then nothing is imported for it."""
    if source.get(key(postings.MODEL), bytes) is None:
        return None
    from levelctl.titles.occupation_index.model import Model

    return Model(source)


def _telling(words: Words, known: Callable[[str], bool]) -> bool:
    """
    Return whether one of *words* is *known* and has a meaning.

    If none is, a title is not looked up: pieces of its words alone are no evidence, because any
    letters have some.
    """
    return any(word not in FUNCTION_WORDS and known(word) for word in words)


def _shared(words: Mapping[str, frozenset[int]], code: int) -> tuple[str, ...]:
    """Return those of *words*, each with the codes of its titles, that titles of *code* have."""
    return tuple([word for word, codes in words.items() if code in codes])
