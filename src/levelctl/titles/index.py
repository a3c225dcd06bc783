"""
Which codes a title is likely to mean, by the titles that codes are known to have.

Three kinds of evidence add up. A naive Bayes of the title's words, their pairs and the three-
and four-letter pieces of the words, given the code; the words of longer texts about a code, as
weak evidence; and, among the likeliest codes, how near the nearest few of a code's own titles
come, so that several near titles outvote a single one. Evidence is in thousandths of a nat and
whole, so that no order of adding changes a sum.

What a title needs is read by name: its words, their pieces, the titles of the likeliest codes.
In memory the same values are there at once, so the answers of both are the same.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from typing import Any, NamedTuple, Protocol, TypeVar

from levelctl.canon import key
from levelctl.record import Record, decode, encode
from levelctl.titles.tokens import Words, tokens
from levelctl.titles.typos import mended

T = TypeVar("T")

UNIT = 1000
"""The parts of a nat in which evidence is counted."""

OWN = 0.7
"""How much of a word's chance is by the code's own titles; the rest is by all titles."""
OWN_TEXT = 0.5
"""The same for the words of texts."""

PIECE, PAIR, EDGE, TEXT, PRIOR = 0.07, 0.38, 0.3, 0.5, 0.7
"""How much each kind of evidence counts against a word's: overlapping ones would count twice."""

LEAST = UNIT // 20
"""The least evidence of a piece that is kept: most of them say next to nothing of most codes."""

VOTE = 5 * UNIT
"""How much the votes of a code's titles count."""
START = 3
"""The first letters that two words share if they are compared by their pieces."""
WIDTH = 4
"""The bytes of the evidence for one code; it is never below 0."""

LIKELIEST = 8
"""The codes whose own titles vote."""
VOTERS = 8
"""How many of a code's titles vote, the nearest."""
POWER = 3
"""By which power a near title outvotes a far one."""
NO_VOTE = 0.05

LONGEST, LETTERS = 32, 64
"""The words of a title that are read, and the letters of a word."""

EXACT = 5 * UNIT
"""How far a code that has the very title is put above those that do not."""
SOFTENING = 5 * UNIT
"""What evidence is divided by for shares: its kinds overlap, so that it says too much."""

_WORDS, _TITLES, _NEAR = 4096, 2048, 32_768
"""How many vectors, codes' titles and votes are remembered."""


class Ranked(Record):
    """A code that a title may mean."""

    code: str
    score: float
    """Its share among the likely codes, from 0 to 1."""
    by: tuple[str, ...]
    """The alias that the title is, or else its words that titles of the code have."""


class Readable(Protocol):
    """Where the rows of an index are."""

    def get(self, name: str, /) -> bytes | None:
        """Return the row *name*, or None if there is none."""


class Head(NamedTuple):
    """What every title needs."""

    codes: tuple[str, ...]
    priors: tuple[int, ...]
    """How usual each code is, above the least usual."""


class Posting(NamedTuple):
    """The codes, by number, that a word, pair or piece speaks for, and how much."""

    codes: tuple[int, ...]
    evidence: tuple[int, ...]
    rarity: int = 0
    """The square of what a piece counts when titles are compared."""
    titled: int = 0
    """How many of the codes, the first ones, have the word in a title and not in texts alone."""


Starts = dict[str, tuple[tuple[str, tuple[int, ...]], ...]]
"""By the first letters of words: each word, and the places of the titles that have it."""


class Own(NamedTuple):
    """The titles of one code."""

    starts: Starts
    lengths: tuple[float, ...]
    """One divided by the length of each title's vector of pieces."""


class _Memory:
    """Values by name as they were made."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def get(self, name: str, _: type[T]) -> T | None:
        return self.values.get(name)


class _Stored:
    """Values by name as rows hold them."""

    def __init__(self, rows: Readable, prefix: str) -> None:
        self.rows = rows
        self.prefix = prefix

    def get(self, name: str, kind: type[T]) -> T | None:
        row = self.rows.get(self.prefix + name)
        return None if row is None else decode(row, kind)


class TitleIndex:
    """The titles of codes, to rank codes by how likely a title means them. Thread-safe."""

    def __init__(self, source: _Memory | _Stored, abbreviations: Mapping[str, str]) -> None:
        self._source = source
        self._abbreviations = abbreviations
        self.head = source.get(key("head"), Head) or Head((), ())
        self._prior = self._wide(Posting(tuple(range(len(self.head.codes))), self.head.priors))
        self._piece = lru_cache(_WORDS)(self._of_piece)
        self._vector = lru_cache(_WORDS)(self._added)
        self._own = lru_cache(_TITLES)(self._titles)
        self._like = lru_cache(_NEAR)(self._likeness)
        self._rarity = lru_cache(_WORDS)(self._weight)
        self._known = lru_cache(_WORDS)(self._mended)
        self._lengths = lru_cache(64)(self._of_length)

    @classmethod
    def made(
        cls,
        entries: Iterable[tuple[str, str]],
        abbreviations: Mapping[str, str] | None = None,
        weak: Iterable[tuple[str, str]] = (),
    ) -> TitleIndex:
        """Return the index of *entries*, titles with their codes, and *weak*, texts with theirs."""
        short = dict(abbreviations or {})
        return cls(_Memory(dict(_values(entries, short, weak))), short)

    @classmethod
    def of(
        cls, rows: Readable, abbreviations: Mapping[str, str] | None = None, prefix: str = ""
    ) -> TitleIndex:
        """
        Return the index that `rows` made *rows* of, whose names begin with *prefix*.

        The *abbreviations* are those that it was made with. Where a row is damaged, ranking
        raises ValueError, or what *rows* raises.
        """
        return cls(_Stored(rows, prefix), dict(abbreviations or {}))

    def rows(self, prefix: str = "") -> dict[str, bytes]:
        """Return the index as rows. Raises TypeError if it is itself read from rows."""
        if not isinstance(self._source, _Memory):
            raise TypeError("only an index in memory can be made rows of")
        return {prefix + name: encode(value) for name, value in self._source.values.items()}

    def rank(self, title: str | Words, top: int = 5) -> list[Ranked]:
        """
        Return the *top* likeliest codes of *title*, best first; none if nothing speaks for any.

        Codes that have the very title come first and are equals; among equals the evidence
        decides which stands first, then the code. A title already in words is a tuple.
        """
        given = tokens(title, self._abbreviations) if isinstance(title, str) else title
        words = tuple(self._known(word) for word in _read(given))
        evidence = self._evidence(words)
        exact = self._exact(words)
        likely = self._likely(evidence, exact)
        if not likely:
            return []
        voted = self._voted(words, likely, evidence)
        order = sorted(likely, key=lambda code: (code not in exact, -voted[code], code))
        if exact:
            first = max(voted.values()) + EXACT
            voted.update(dict.fromkeys(exact, first))
        shares = _shares(voted)
        name = (" ".join(words),)
        return [
            Ranked(
                self.head.codes[code],
                shares[code],
                name if code in exact else self._shared(words, code),
            )
            for code in order[:top]
        ]

    def knows(self, word: str) -> bool:
        """Tell whether a title or text of the index has *word*, as `tokens` gives it."""
        return self._source.get(key("word", word), Posting) is not None

    def _mended(self, word: str) -> str:
        """Return *word*, or the word that it was meant to be."""
        return word if self.knows(word) else mended(word, self._lengths) or word

    def _of_length(self, length: int) -> dict[str, int]:
        return self._source.get(key("length", str(length)), dict[str, int]) or {}

    def _exact(self, words: Words) -> tuple[int, ...]:
        return self._source.get(key("title", " ".join(words)), tuple[int, ...]) or ()

    def _evidence(self, words: Words) -> list[int]:
        """Return what *words* and their pairs say for every code, and how usual it is."""
        wide = sum(map(self._vector, dict.fromkeys(words)), self._prior)
        size = WIDTH * len(self.head.codes)
        total = list(memoryview(wide.to_bytes(size, sys.byteorder)).cast("I"))
        for name in _pairs(words):
            pair = self._source.get(key("pair", name), Posting)
            if pair:
                for code, evidence in zip(pair.codes, pair.evidence, strict=True):
                    total[code] += evidence
        return total

    def _added(self, word: str) -> int:
        """Return what *word* and its pieces say for every code, as a `_wide` number."""
        own = self._source.get(key("word", word), Posting)
        return sum(map(self._piece, pieces(word)), self._wide(own))

    def _of_piece(self, piece: str) -> int:
        return self._wide(self._source.get(key("piece", piece), Posting))

    def _wide(self, posting: Posting | None) -> int:
        """
        Return the evidence of *posting* for every code in one number, each in its own bytes.

        Two such numbers are added in a thousandth of the time that their parts take.
        """
        if posting is None:
            return 0
        vector = memoryview(bytearray(WIDTH * len(self.head.codes))).cast("I")
        for code, evidence in zip(posting.codes, posting.evidence, strict=True):
            vector[code] = evidence
        return int.from_bytes(vector.cast("B"), sys.byteorder)

    def _likely(self, evidence: list[int], exact: tuple[int, ...]) -> list[int]:
        """Return the codes that most speaks for, of those that anything does."""
        least = sorted(evidence)[-LIKELIEST:][:1]
        best = [code for code, each in enumerate(evidence) if each >= least[0]] if least else []
        spoken = [code for code in best if evidence[code] > self.head.priors[code]]
        return list(dict.fromkeys((*exact, *spoken)))

    def _voted(self, words: Words, likely: list[int], evidence: list[int]) -> dict[int, int]:
        """Return the evidence for each of *likely* with the votes of its own titles."""
        distinct = tuple(dict.fromkeys(words))
        length = math.sqrt(sum(map(self._rarity, distinct))) or 1.0
        votes = {code: self._nearness(distinct, code) / length**POWER for code in likely}
        return {
            code: evidence[code] + round(VOTE * math.log(NO_VOTE + vote))
            for code, vote in votes.items()
        }

    def _nearness(self, words: Words, code: int) -> float:
        """Return the votes of the titles of *code* for one of *words*, by its length."""
        own = self._own(code)
        near: dict[int, int] = {}
        for word in words:
            for other, places in own.starts.get(word[:START], ()):
                like = self._like(word, other)
                for place in places:
                    near[place] = near.get(place, 0) + like
        nearest = sorted([like * own.lengths[place] for place, like in near.items()])[-VOTERS:]
        return sum([each**POWER for each in nearest])

    def _likeness(self, word: str, other: str) -> int:
        """Return how much of *word* is in *other*, by pieces."""
        shared = frozenset(pieces(other))
        return sum(rarity for piece, rarity in self._rarities(word) if piece in shared)

    def _weight(self, word: str) -> int:
        return sum(rarity for _, rarity in self._rarities(word))

    def _rarities(self, word: str) -> list[tuple[str, int]]:
        found = ((each, self._source.get(key("piece", each), Posting)) for each in pieces(word))
        return [(each, posting.rarity) for each, posting in found if posting]

    def _titles(self, code: int) -> Own:
        return self._source.get(key("own", str(code)), Own) or Own({}, ())

    def _shared(self, words: Words, code: int) -> tuple[str, ...]:
        return tuple(word for word in dict.fromkeys(words) if code in self._titled(word))

    def _titled(self, word: str) -> tuple[int, ...]:
        posting = self._source.get(key("word", word), Posting)
        return posting.codes[: posting.titled] if posting else ()


@lru_cache(_WORDS)
def pieces(word: str) -> tuple[str, ...]:
    """
    Return the pieces of three and four letters of *word*, its ends marked.

    >>> pieces("cook")
    ('^co', 'coo', 'ook', 'ok$', '^coo', 'cook', 'ook$')
    """
    edged = _edged(word)
    return tuple(
        dict.fromkeys(edged[at : at + n] for n in (3, 4) for at in range(len(edged) - n + 1))
    )


_EDGES = frozenset("^$")
"""What stands before the first word of a title and after the last."""


def _pairs(words: Words) -> list[str]:
    """
    Return what stands together in *words*: each two, in either order, the first and the last.

    >>> _pairs(("tax", "clerk"))
    ['clerk tax', '^ tax', 'clerk $']
    """
    if not words:
        return []
    together = [f"{one} {other}" for one, other in combinations(sorted({*words}), 2)]
    return [*together, f"^ {words[0]}", f"{words[-1]} $"]


def _edged(word: str) -> str:
    return f"^{word}$"


def _shares(evidence: Mapping[int, int]) -> dict[int, float]:
    most = max(evidence.values())
    odds = {code: math.exp((each - most) / SOFTENING) for code, each in evidence.items()}
    whole = math.fsum(odds.values())
    return {code: each / whole for code, each in odds.items()}


def _read(words: Words) -> Words:
    """Return what is read of *words*: nobody's title is longer, and pairs are many."""
    return tuple(word[:LETTERS] for word in words[:LONGEST])


Counts = dict[str, Counter[int]]


def _values(
    entries: Iterable[tuple[str, str]],
    abbreviations: Mapping[str, str],
    weak: Iterable[tuple[str, str]],
) -> Iterator[tuple[str, Any]]:
    """Yield the values of an index by name."""
    found: dict[str, set[Words]] = defaultdict(set)
    for title, code in entries:
        if words := tokens(title, abbreviations):
            found[code].add(_read(words))
    codes = tuple(sorted(found))
    titles = [sorted(found[code]) for code in codes]
    sizes = [len(each) for each in titles]
    priors = (round(UNIT * PRIOR * math.log(size / min(sizes))) for size in sizes)
    yield key("head"), Head(codes, tuple(priors))
    counted = _counted((set(title) for title in each) for each in titles)
    yield from _words(counted, sizes, _texts(codes, abbreviations, weak))
    pairs = _counted(map(_pairs, each) for each in titles)
    for name, counts in pairs.items():
        yield (
            key("pair", name),
            Posting(
                *_columns(_speaks(counts, sizes, OWN, EDGE if _EDGES.intersection(name) else PAIR))
            ),
        )
    yield from _compared(titles, sizes)
    yield from _names(titles)
    yield from _vocabulary(counted)


def _counted(groups: Iterable[Iterable[Iterable[str]]]) -> Counts:
    """Return for each string how many of each group's sets have it."""
    counts: Counts = defaultdict(Counter)
    for number, group in enumerate(groups):
        for each in group:
            for name in each:
                counts[name][number] += 1
    return counts


def _texts(
    codes: tuple[str, ...], abbreviations: Mapping[str, str], weak: Iterable[tuple[str, str]]
) -> tuple[Counts, list[int]]:
    numbers = {code: number for number, code in enumerate(codes)}
    texts: list[list[set[str]]] = [[] for _ in codes]
    for text, code in weak:
        if code in numbers:
            texts[numbers[code]].append(set(tokens(text, abbreviations)))
    return _counted(texts), [len(each) for each in texts]


def _words(
    words: Counts, sizes: list[int], texts: tuple[Counts, list[int]]
) -> Iterator[tuple[str, Posting]]:
    for word in sorted({*words, *texts[0]}):
        titled = words.get(word, Counter())
        evidence = _speaks(titled, sizes, OWN, 1.0)
        for code, more in _speaks(texts[0].get(word, Counter()), texts[1], OWN_TEXT, TEXT).items():
            evidence[code] = evidence.get(code, 0) + more
        yield key("word", word), Posting(*_columns(evidence), titled=len(titled))


def _speaks(counts: Counter[int], sizes: list[int], own: float, much: float) -> dict[int, int]:
    """Return how much better each code explains what *counts* says than all codes together do."""
    usual = sum(counts.values()) / max(1, sum(sizes))
    return {
        code: round(UNIT * much * math.log1p(own / (1 - own) * count / sizes[code] / usual))
        for code, count in counts.items()
    }


def _columns(evidence: Mapping[int, int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(evidence), tuple(evidence.values())


def _compared(titles: list[list[Words]], sizes: list[int]) -> Iterator[tuple[str, Any]]:
    """Yield the pieces of words, and each code's titles with their lengths by them."""
    cut = lru_cache(None)(pieces)
    counts = _counted(
        ({piece for word in title for piece in cut(word)} for title in each) for each in titles
    )
    whole = len({title for each in titles for title in each})
    rarities = {}
    for piece, each in counts.items():
        rarity = math.log1p(whole / (sum(each.values()) + 0.5))
        rarities[piece] = round(UNIT * rarity * rarity)
        evidence = _speaks(each, sizes, OWN, PIECE)
        telling = {code: much for code, much in evidence.items() if much >= LEAST}
        yield key("piece", piece), Posting(*_columns(telling), rarity=rarities[piece])
    weight = lru_cache(None)(lambda word: sum(rarities[piece] for piece in cut(word)))
    for number, group in enumerate(titles):
        lengths = tuple(1 / math.sqrt(sum(map(weight, {*title}))) for title in group)
        yield key("own", str(number)), Own(_starts(group), lengths)


def _starts(titles: list[Words]) -> Starts:
    places: dict[str, list[int]] = defaultdict(list)
    for place, title in enumerate(titles):
        for word in dict.fromkeys(title):
            places[word].append(place)
    starts: dict[str, list[tuple[str, tuple[int, ...]]]] = defaultdict(list)
    for word, found in sorted(places.items()):
        starts[word[:START]].append((word, tuple(found)))
    return {start: tuple(words) for start, words in starts.items()}


def _names(titles: list[list[Words]]) -> Iterator[tuple[str, tuple[int, ...]]]:
    names: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(titles):
        for title in group:
            names[" ".join(title)].append(number)
    for name, numbers in names.items():
        yield key("title", name), tuple(numbers)


def _vocabulary(words: Counts) -> Iterator[tuple[str, dict[str, int]]]:
    lengths: dict[int, dict[str, int]] = defaultdict(dict)
    for word, counts in words.items():
        lengths[len(word)][word] = sum(counts.values())
    for length, frequencies in lengths.items():
        yield key("length", str(length)), frequencies
