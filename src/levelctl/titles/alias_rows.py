"""Builds the rows of an alias index from the names and aliases of a canon's foci."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from levelctl.canon.canon import key
from levelctl.record import encode, replace
from levelctl.text.words import Words
from levelctl.titles.aliases import (
    FACTS,
    FOCUS,
    LENGTH,
    WORD,
    WORK,
    AliasesOfFocus,
    AliasesOfWord,
    AliasStatistics,
    IndexedAlias,
    work_name,
)
from levelctl.titles.conjuncts import joined_words


def rows_of(
    indexed: Iterable[IndexedAlias], level_words: Iterable[str], nouns: Iterable[Words] = ()
) -> dict[str, bytes]:
    """
    Return the rows of the *indexed* aliases: by word, by work and by focus.

    *level_words* state a level, except in *nouns*.
    """
    aliases = sorted(indexed, key=_code)  # a stable sort: aliases of a focus keep their order
    foci = tuple(dict.fromkeys(map(_code, aliases)))
    joined = frozenset(pair for each in aliases for pair in joined_words(each.title.casefold()))
    facts = AliasStatistics(len(aliases), foci, frozenset(level_words), tuple(nouns), joined)
    facts = replace(facts, persons=_persons(aliases, facts))
    # What may be called so names no work: it would rival the names that others have.
    works = ["" if each.unsure else work_name(facts.work(each.words)) for each in aliases]
    by_word: dict[str, list[int]] = defaultdict(list)
    by_work: dict[str, list[int]] = defaultdict(list)
    by_focus: dict[str, list[int]] = defaultdict(list)
    for number, (each, work) in enumerate(zip(aliases, works, strict=True)):
        by_focus[each.code].append(number)
        if work:
            by_work[work].append(number)
        for word in dict.fromkeys(each.words):
            by_word[word].append(number)
    entries = _word_entries(aliases, facts, by_word)
    rows = {key(WORD, word): encode(entry) for word, entry in entries}
    rows |= {key(WORK, work): encode(numbers) for work, numbers in by_work.items()}
    for code, numbers in by_focus.items():
        of_focus = dict.fromkeys(works[number] for number in numbers if works[number])
        own = tuple(aliases[number] for number in numbers)
        rows[key(FOCUS, code)] = encode(AliasesOfFocus(numbers[0], own, tuple(of_focus)))
    rows |= _lengths(by_word)
    rows[key(FACTS)] = encode(facts)
    return rows


def _persons(aliases: Sequence[IndexedAlias], facts: AliasStatistics) -> frozenset[str]:
    """Return the last words of *aliases* without level words; the first of a focus is its name."""
    following = (each for before, each in pairwise(aliases) if before.code == each.code)
    return frozenset(
        each.words[-1] for each in following if facts.work(each.words) == {*each.words}
    )


def _code(alias: IndexedAlias) -> str:
    return alias.code


def _word_entries(
    aliases: Sequence[IndexedAlias], facts: AliasStatistics, by_word: Mapping[str, list[int]]
) -> Iterator[tuple[str, AliasesOfWord]]:
    """Yield each word with the aliases that have it, those of the least total weight first."""
    weights = {word: facts.weight(word, len(numbers)) for word, numbers in by_word.items()}
    totals = [sum(weights[word] for word in dict.fromkeys(each.words)) for each in aliases]
    places = {code: place for place, code in enumerate(facts.foci)}
    for word, numbers in by_word.items():
        rows = sorted((totals[each], places[aliases[each].code], each) for each in numbers)
        last = sum(aliases[each].words[-1] == word for each in numbers)
        sums, foci, order = zip(*rows, strict=True)
        yield word, AliasesOfWord(order, sums, foci, last)


def _lengths(by_word: Mapping[str, list[int]]) -> dict[str, bytes]:
    lengths: dict[int, dict[str, int]] = defaultdict(dict)
    for word, numbers in by_word.items():
        lengths[len(word)][word] = len(numbers)
    return {key(LENGTH, str(length)): encode(counts) for length, counts in lengths.items()}
