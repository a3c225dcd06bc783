"""
Finds phrases that mark one level: those that many foci have there, and hardly any elsewhere.

Such a phrase is a formula of the author, or the ladder's own wording. It tells levels apart without
saying how their work differs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from levelctl.record import Record
from levelctl.text.words import stem, word_pattern

LONGEST = 6
"""The most words of a phrase."""

MOST = 10
"""The most phrases of a level: a canon whose foci are copies of each other has thousands."""

MOSTLY = 0.9
"""The share of a phrase's foci in which a longer one has to be to take its place."""

BREAK = "_"
"""What stands for a name or a mark between words: no phrase goes across it."""

_WORD = word_pattern(joiners="['\u2019-]", signs="[,;:.()]")

Phrase = tuple[str, ...]
"""The words of a phrase, in lower case."""


class LevelText(Record):
    """A text of a focus at a level."""

    level: str
    focus: int
    """What tells the focus from others."""
    said: str
    """Its words, as `said` returns them."""


class MarkingPhrase(Record):
    level: str
    phrase: str
    places: tuple[int, ...]
    """The first text with it of each focus, by its index."""
    foci: int
    """How many foci have the level."""
    elsewhere: int
    """In how many profiles of other levels it is."""


def said(text: str) -> str:
    """
    Return the words of *text* in lower case, with breaks for names and for marks between words.

    A word with a capital letter is a name, unless it is the first.

    >>> said("Plans work in Jira for two to three years, alone.")
    'plans work in _ for two to three years _ alone _'
    """
    words = _WORD.findall(text)
    return " ".join(
        word.lower() if number == 0 or _is_common(word) else BREAK
        for number, word in enumerate(words)
    )


def _is_common(word: str) -> bool:
    return word[0].isalnum() and word == word.lower()


def marking_phrases(
    texts: Sequence[LevelText], *, share: float, at_level: float, least_foci: int
) -> Iterator[MarkingPhrase]:
    """
    Yield the phrases of *texts* that mark a level, the most frequent first, by level.

    One marks a level if several foci, more than *share* of those with the level, have it there, and
    of all profiles that have it, at least *at_level* are at that level; both are from 0 to 1. A
    level of fewer than *least_foci* foci is left out. The time is linear in the length of *texts*.
    """
    foci: dict[str, set[int]] = {}
    for text in texts:
        foci.setdefault(text.level, set()).add(text.focus)
    enough = {
        level: max(share * len(having), 1)
        for level, having in foci.items()
        if len(having) >= least_foci
    }
    found = _frequent_phrases(texts, enough)
    profiles = _profiles_with({phrase for _, phrase in found}, texts)
    for level in enough:
        of_level = {
            phrase: places
            for (place, phrase), places in found.items()
            if place == level and len(places) >= at_level * profiles[phrase]
        }
        for phrase in _chosen({phrase: len(places) for phrase, places in of_level.items()}):
            places = tuple(of_level[phrase].values())
            elsewhere = profiles[phrase] - len(places)
            yield MarkingPhrase(level, " ".join(phrase), places, len(foci[level]), elsewhere)


def _frequent_phrases(
    texts: Sequence[LevelText], enough: Mapping[str, float]
) -> dict[tuple[str, Phrase], dict[int, int]]:
    """
    Return by level and phrase the first text of each focus, if more foci than *enough* have it.

    A phrase is in so many foci only if each of its words is, so that few are counted.
    """
    words = _frequent_words(texts, enough)
    counts: dict[tuple[str, Phrase], dict[int, int]] = {}
    for number, text in enumerate(texts):
        if text.level in enough:
            for phrase in _phrases(text.said.split(), words[text.level]):
                counts.setdefault((text.level, phrase), {}).setdefault(text.focus, number)
    return {key: places for key, places in counts.items() if len(places) > enough[key[0]]}


def _frequent_words(
    texts: Iterable[LevelText], enough: Mapping[str, float]
) -> dict[str, dict[str, bool]]:
    """Return by level the words of more foci than *enough*, and whether each has a meaning."""
    used: dict[tuple[str, int], set[str]] = {}
    for text in texts:
        if text.level in enough:
            used.setdefault((text.level, text.focus), set()).update(text.said.split())
    counts: dict[str, Counter[str]] = {level: Counter() for level in enough}
    for (level, _), words in used.items():
        counts[level].update(words - {BREAK})
    return {
        level: {word: bool(stem(word)) for word, count in counted.items() if count > enough[level]}
        for level, counted in counts.items()
    }


def _phrases(words: Sequence[str], frequent: Mapping[str, bool]) -> Iterator[Phrase]:
    """
    Yield the phrases of *frequent* words in *words*.

    Each ends with a word that has a meaning, as *frequent* says of it.
    """
    for start in range(len(words)):
        for end in range(start, min(start + LONGEST, len(words))):
            ends = frequent.get(words[end])
            if ends is None:
                break
            if ends:
                yield tuple(words[start : end + 1])


def _profiles_with(phrases: set[Phrase], texts: Iterable[LevelText]) -> dict[Phrase, int]:
    """Return in how many profiles, of any level, each of *phrases* is."""
    words = {word: bool(stem(word)) for phrase in phrases for word in phrase}
    profiles: dict[Phrase, set[tuple[str, int]]] = {phrase: set() for phrase in phrases}
    for text in texts:
        for phrase in _phrases(text.said.split(), words):
            if phrase in profiles:
                profiles[phrase].add((text.level, text.focus))
    return {phrase: len(having) for phrase, having in profiles.items()}


def _chosen(foci: Mapping[Phrase, int]) -> Iterator[Phrase]:
    """
    Yield the phrases to report, of all those with their numbers of *foci*.

    >>> foci = {("managers",): 4, ("their", "managers"): 11, ("through", "their", "managers"): 10}
    >>> list(_chosen({**foci, ("successor",): 12}))
    [('successor',), ('through', 'their', 'managers')]
    """
    longer: dict[Phrase, list[Phrase]] = {}
    for phrase in foci:
        for part in (phrase[1:], phrase[:-1]):
            longer.setdefault(part, []).append(phrase)
    ordered = sorted(foci, key=lambda phrase: (-foci[phrase], -len(phrase), phrase))
    reported: set[str] = set()
    number = 0
    for phrase in ordered:
        if number == MOST or reported & {*filter(stem, phrase)}:
            continue
        whole = _extended(phrase, longer, foci)
        reported.update(filter(stem, whole))
        number += 1
        yield whole


def _extended(
    phrase: Phrase, longer: Mapping[Phrase, Sequence[Phrase]], foci: Mapping[Phrase, int]
) -> Phrase:
    """Return the longest phrase that goes on from *phrase* and is in most of its foci."""
    least = MOSTLY * foci[phrase]
    while True:
        wider = [each for each in longer.get(phrase, ()) if foci[each] >= least]
        if not wider:
            return phrase
        phrase = max(wider, key=lambda each: (foci[each], each))
