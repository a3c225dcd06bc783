"""
The values of an index once more, as arrays: what `together` needs. Needs numpy.

Words, pieces and titles are numbered in alphabetical order, and the titles of codes by code. What
belongs to the thing *n* stands in a column from place at[n] to before at[n + 1].
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from levelctl.canon.canon import key
from levelctl.titles.occupation_index import model, postings
from levelctl.titles.occupation_index.postings import (
    FIRST,
    LAST,
    START,
    IndexValues,
    Posting,
    pieces,
)

N = TypeVar("N", int, float)

ARRAY = "array"
"""The kind of the values: the bytes of one of `Tables`, by its name."""

Numbers = NDArray[Any]

BITS = 32
"""The bits of the second word in the number of a pair."""


class Tables(NamedTuple):
    """All arrays of an index."""

    words: Numbers
    """The bytes of all words, in lines."""
    word_at: Numbers
    word_codes: Numbers
    word_evidence: Numbers
    word_titled: Numbers
    """How many codes of each word, from the first, have it in a title."""
    pieces: Numbers
    """The bytes of all pieces, in lines."""
    piece_at: Numbers
    piece_codes: Numbers
    piece_evidence: Numbers
    piece_rarity: Numbers
    word_piece_at: Numbers
    word_pieces: Numbers
    """The numbers of the pieces of each word that a title has."""
    pair_keys: Numbers
    """The pairs, as `pair_key` numbers them, in order."""
    pair_at: Numbers
    pair_codes: Numbers
    pair_evidence: Numbers
    titles: Numbers
    """The bytes of all titles, in lines."""
    title_at: Numbers
    title_codes: Numbers
    own_at: Numbers
    """By number of a code: where its titles begin among all that codes have."""
    own_lengths: Numbers
    start_keys: Numbers
    """
    By first letters and then by title: which title of a code has a word that begins so.

    The letters are numbered by the first word that begins with them.
    """
    start_words: Numbers
    """The numbers of these words."""
    model_words: Numbers
    """The rows of the words, as `model.word_layout` says."""
    model_pair_keys: Numbers
    model_pairs: Numbers
    model_codes: Numbers

    @classmethod
    def in_values(cls, source: IndexValues) -> Self | None:
        """Return the tables in *source*, or None if it was stored without them."""
        found = {name: source.get(key(ARRAY, name), bytes) for name in cls._fields}
        if any(each is None for each in found.values()):
            return None
        return cls(
            **{name: np.frombuffer(each or b"", TYPES[name]) for name, each in found.items()}
        )


TYPES = {
    **dict.fromkeys(Tables._fields, "<i4"),
    **dict.fromkeys(("words", "pieces", "titles", "model_words"), "u1"),
    **dict.fromkeys(("pair_keys", "start_keys", "model_pair_keys"), "<i8"),
    **dict.fromkeys(("word_codes", "piece_codes", "pair_codes", "title_codes"), "<u2"),
    **dict.fromkeys(("word_titled",), "<u2"),
    "own_lengths": "<f8",
    "model_pairs": "i1",
    "model_codes": "<i2",
}


def rows(values: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the rows of the tables of the index with these *values*."""
    found: dict[str, Any] = {}
    words = _of_kind(values, postings.WORD)
    numbers = {word: number for number, word in enumerate(words)}
    found |= _words(words) | _pieces(values, words) | _pairs(values, numbers)
    found |= _titles(values) | _own(values, numbers) | _model(values, numbers)
    return {
        key(ARRAY, name): np.asarray(found[name], kind).tobytes() for name, kind in TYPES.items()
    }


def _of_kind(values: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return by name, in order, the values of one *kind*."""
    start = key(kind)
    return {name[len(start) :]: values[name] for name in sorted(values) if name.startswith(start)}


def _lines(names: Iterable[str]) -> Numbers:
    return np.frombuffer("\n".join(names).encode(), "u1")


def _joined(columns: Iterable[Sequence[N]]) -> tuple[list[int], list[N]]:
    """Return where each of *columns* begins, and where the last one ends, and their numbers."""
    at, numbers = [0], list[N]()
    for column in columns:
        numbers += column
        at.append(len(numbers))
    return at, numbers


def _words(words: Mapping[str, Posting]) -> dict[str, Any]:
    at, codes = _joined(each.codes for each in words.values())
    _, evidence = _joined(each.evidence for each in words.values())
    return {
        "words": _lines(words),
        "word_at": at,
        "word_codes": codes,
        "word_evidence": evidence,
        "word_titled": [each.titled for each in words.values()],
    }


def _pieces(values: Mapping[str, Any], words: Mapping[str, Posting]) -> dict[str, Any]:
    rows = _of_kind(values, postings.PIECE).values()
    found = dict(sorted(item for row in rows for item in row.items()))
    numbers = {piece: number for number, piece in enumerate(found)}
    at, codes = _joined(each.codes for each in found.values())
    _, evidence = _joined(each.evidence for each in found.values())
    word_at, word_pieces = _joined(
        [numbers[piece] for piece in pieces(word)] if posting.titled else ()
        for word, posting in words.items()
    )
    return {
        "pieces": _lines(found),
        "piece_at": at,
        "piece_codes": codes,
        "piece_evidence": evidence,
        "piece_rarity": [each.rarity for each in found.values()],
        "word_piece_at": word_at,
        "word_pieces": word_pieces,
    }


def pair_key(numbers: Mapping[str, int], one: str, other: str) -> int | None:
    """Return the number of the pair of the words *one* and *other*, or an end, if known."""
    ends = {FIRST: len(numbers), LAST: len(numbers) + 1}
    first, second = numbers.get(one, -1), ends.get(other, numbers.get(other, -1))
    return None if min(first, second) < 0 else first << BITS | second


def _pairs(values: Mapping[str, Any], numbers: Mapping[str, int]) -> dict[str, Any]:
    found = {
        pair_key(numbers, word, other): posting
        for word, row in _of_kind(values, postings.PAIR).items()
        for other, posting in row.items()
    }
    found = dict(sorted(found.items()))
    at, codes = _joined(each.codes for each in found.values())
    _, evidence = _joined(each.evidence for each in found.values())
    return {"pair_keys": [*found], "pair_at": at, "pair_codes": codes, "pair_evidence": evidence}


def _titles(values: Mapping[str, Any]) -> dict[str, Any]:
    rows = _of_kind(values, postings.TITLE).values()
    found = {title: codes for row in rows for title, codes in row.items()}
    at, codes = _joined(found.values())
    return {"titles": _lines(found), "title_at": at, "title_codes": codes}


def _own(values: Mapping[str, Any], numbers: Mapping[str, int]) -> dict[str, Any]:
    own = _of_kind(values, postings.OWN)
    at, lengths = _joined(own[str(code)].lengths for code in range(len(own)))
    first = first_words(numbers)
    found = sorted(
        (first[start] * at[-1] + at[code] + place, numbers[word])
        for code in range(len(own))
        for start, row in own[str(code)].starts.items()
        for word, places in row
        for place in places
    )
    keys, words = [each for each, _ in found], [word for _, word in found]
    return {"own_at": at, "own_lengths": lengths, "start_keys": keys, "start_words": words}


def first_words(words: Iterable[str]) -> dict[str, int]:
    """Return by first letters the number of the first of *words* that begins with them."""
    first: dict[str, int] = {}
    for number, word in enumerate(words):
        first.setdefault(word[:START], number)
    return first


def _model(values: Mapping[str, Any], numbers: Mapping[str, int]) -> dict[str, Any]:
    words = _of_kind(values, model.WORD)
    pairs = {
        pair_key(numbers, word, other): row
        for word, several in _of_kind(values, model.PAIR).items()
        for other, row in several.items()
    }
    pairs = dict(sorted(pairs.items()))
    return {
        "model_words": np.frombuffer(b"".join(words.values()), "u1"),
        "model_pair_keys": [*pairs],
        "model_pairs": np.frombuffer(b"".join(pairs.values()), "i1"),
        "model_codes": np.frombuffer(values.get(key(model.CODES), b""), "<i2"),
    }
