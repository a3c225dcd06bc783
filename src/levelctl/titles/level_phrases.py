"""
Finds the phrases of a ladder's title words in the words of a title.

A phrase can be shortened, misspelled or in the order of an index, as in *mgr, sr*. Its words can
have words of the job between them, as in *senior marketing director*, if its first word is one of
the ladder's `adjectives`. A title is read as two jobs at *and*, *&* or a slash if a person is named
right before it; no phrase continues from one job to the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from levelctl.canon.model import Ladder, TitleRules, TitleWord
from levelctl.record import Record, cached_property
from levelctl.text.normal import normalized, without_accents
from levelctl.text.words import JOINING_WORDS, Words, singular, word_pattern

_TOKEN = word_pattern(signs=r"[,;:/()|&+–—]|(?<=\s)-(?=\s)")
_PHRASE = word_pattern(letters="|[?*]")
_DOTTED = re.compile(r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+\.?(?![^\W_])")
"""Initials such as V.P., which is the same as VP."""

BREAK = frozenset(",;:()|–—-")
"""The signs that separate parts of a title; no phrase continues across one."""

_JOINTS = frozenset("/&+")
"""The signs that join two jobs, or two fields of one job."""

PREPOSITIONS = JOINING_WORDS - {"a", "an", "and", "or", "the"}

BETWEEN = 4
"""The most words of the job between two words of a phrase."""

_SHORTEST = 5
"""The letters of the shortest word of a ladder whose misspelled forms are recognized."""

_SINGLE = 6
"""The letters of the shortest such word that is a phrase by itself."""

_REMEMBERED = 16_384
"""The words whose canonical forms are remembered."""


class LevelPhrase(Record):
    """A phrase of the ladder in a title, from the word *start* to before the word *end*."""

    start: int
    end: int
    phrase: Words
    """The phrase as the ladder has it."""
    written: Words
    """The phrase as the title has it."""
    words: tuple[TitleWord, ...]
    """The meanings that it can have, the first that applies first; none of a contributor's noun."""


class TitleTokens:
    """The words and signs of a title, as they are *written* and in the form of the ladder."""

    def __init__(self, written: Words, words: Words, joints: frozenset[str]) -> None:
        self.written = written
        self.words = words
        self._joints = joints
        self.is_one_part = joints.isdisjoint(words) and BREAK.isdisjoint(words)
        """Whether no sign ends a part or joins two."""

    def __len__(self) -> int:
        return len(self.words)

    def breaks(self, at: int) -> bool:
        """Return whether a part ends before the word *at*, at a sign or with the title."""
        return not 0 <= at < len(self.words) or self.words[at] in BREAK

    def joins(self, at: int) -> bool:
        """Return whether the word *at* is *and* or a sign that means it."""
        return 0 <= at < len(self.words) and self.words[at] in self._joints

    def separates(self, at: int) -> bool:
        """Return whether the word *at* ends a part or joins two."""
        return self.breaks(at) or self.joins(at)

    def rest_of_part(self, start: int) -> range:
        """Return the places from *start* to the next sign that ends a part."""
        end = start
        while not self.breaks(end):
            end += 1
        return range(start, end)

    def jobs(self) -> Iterator[range]:
        """Yield the places of each stretch between signs that end a part or join two."""
        start = 0
        for at in range(len(self.words) + 1):
            if self.separates(at) or at == len(self.words):
                if at > start:
                    yield range(start, at)
                start = at + 1

    def start_of_part(self, at: int) -> int:
        """Return the place of the first word of the part with the word *at*."""
        while not self.breaks(at - 1):
            at -= 1
        return at

    def is_whole(self, start: int, end: int) -> bool:
        """
        Return whether the words from *start* to before *end* are a whole part of the title.

        A slash does not separate: a *product manager/owner* does not own a company.
        """
        sides = (start - 1, end)
        return all(self.breaks(at) or (self.joins(at) and self.words[at] != "/") for at in sides)


class LevelPhrases:
    """
    The phrases of *words*, which state levels, and of *nouns*, in which such words state none.

    Those of *with_signs* can have signs and *and* between their words: *principal & fellow*.

    In the words of the ladder, ``?`` is any letter and ``*`` one or more letters; a word without
    them takes precedence.
    """

    def __init__(
        self,
        ladder: Ladder,
        words: dict[Words, tuple[TitleWord, ...]],
        nouns: Iterable[str],
        with_signs: Mapping[Words, TitleWord] | None = None,
    ) -> None:
        titles = ladder.titles
        self._built_from = (ladder, words, tuple(nouns), dict(with_signs or {}))
        self.words = words
        self.nouns = {phrase_of(noun) for noun in self._built_from[2]}
        self.joints = _JOINTS.union(titles.joints)
        first = (phrase[0] for phrase in words if len(phrase) > 1)
        self.adjectives = frozenset(map(without_accents, titles.adjectives or first))
        self._short = {
            without_accents(short): without_accents(word) for short, word in titles.abbreviations
        }
        self._vocabulary = {token for phrase in (*words, *self.nouns) for token in phrase}
        texts = (text for word in titles.words for text in word.words if not text.isascii())
        self._accented = {each for text in texts for each in phrase_of(text)}
        """The words that have accents, or stand beside one: what looks like them is English."""
        self._in_nouns = {token for noun in self.nouns for token in noun if (token,) not in words}
        """The words of nouns whose plural means the same, as in *accounts manager*."""
        self._persons = frozenset(map(without_accents, titles.persons))
        self._numerals = frozenset(map(str.casefold, titles.numerals))
        self._things = frozenset(map(without_accents, titles.things))
        self._with_signs = {phrase: (word,) for phrase, word in (with_signs or {}).items()}
        self._starting = _by_first((*words, *self.nouns))
        self._fields = _by_last(self.nouns)
        self._openings, self._endings = self._longer_phrases()
        self.canonical = lru_cache(_REMEMBERED)(self._canonical)
        self.is_person = lru_cache(_REMEMBERED)(self._is_person)

    def __reduce__(self) -> tuple[object, ...]:
        # What it remembers cannot be pickled, and `levelctl check` sends it to other processes.
        return type(self), self._built_from

    def tokens(self, title: str) -> TitleTokens:
        """Return the words and signs of *title*."""
        written = tokens_of(title)
        return TitleTokens(written, tuple(map(self.canonical, written)), self.joints)

    def knows(self, word: str) -> bool:
        """Return whether *word*, in lower case, is a word of a phrase or short for one."""
        return self.canonical(word) in self._vocabulary

    def find(self, title: TitleTokens) -> tuple[list[LevelPhrase], frozenset[int]]:
        """
        Return the phrases in *title*, in order, and the places of the words of nouns.

        No phrase overlaps a longer one.
        """
        found = [*self._all(title)]
        if not found:
            return [], frozenset()
        found.sort(key=lambda each: (each.start - each.end, each.start))
        silent = self._noun_first(title)
        taken = {*silent}
        hits = []
        for each in found:
            places = range(each.start, each.end)
            if taken.isdisjoint(places):
                taken.update(places)
                if each.words:
                    hits.append(each)
                else:
                    silent.update(places)
        hits.sort(key=lambda hit: hit.start)
        merged = self._merged(title, hits)
        whole = self._completed(title, merged, silent)
        if whole != merged:
            # "Associate" can stand before a phrase that is complete only now: "chief … officer".
            whole = self._merged(title, whole)
        return whole, frozenset(silent)

    def _noun_first(self, title: TitleTokens) -> set[int]:
        """
        Return the places of a noun in the order of an index: *manager product*, *mgr, program*.

        Its last word begins the title, and the others end the part, or the next one, apart from
        words of level. A *senior manager, product* manages people, and a *manager, product* may.
        """
        first = title.words[0] if title.words else ""
        if first not in self._fields:
            return set()
        start = 2 if title.breaks(1) else 1
        places = [
            at
            for at in title.rest_of_part(start)
            if title.words[at] not in self.adjectives and title.words[at] not in self._numerals
        ]
        words = tuple(title.words[at] for at in places)
        if not PREPOSITIONS.isdisjoint(words) or not self.joints.isdisjoint(words):
            return set()
        if start > 1 and len(places) == len(title) - start:
            return set()
        for field in self._fields[first]:
            if words[-len(field) :] == field:
                return {0, *places[-len(field) :]}
        return set()

    def _all(self, title: TitleTokens) -> Iterator[LevelPhrase]:
        for start, token in enumerate(title.words):
            for phrase in self._starting.get(token, ()):
                end = start + len(phrase)
                if title.words[start:end] == phrase:
                    written = title.written[start:end]
                    yield LevelPhrase(start, end, phrase, written, self.words.get(phrase, ()))
        if self._with_signs and not title.is_one_part:
            yield from self._all_with_signs(title)

    def _all_with_signs(self, title: TitleTokens) -> Iterator[LevelPhrase]:
        """Yield the phrases between whose words *title* has signs."""
        places = [at for at in range(len(title)) if not title.separates(at)]
        words = tuple(title.words[at] for at in places)
        for phrase, meanings in self._with_signs.items():
            if phrase[0] not in words:
                continue
            for first in range(len(words) - len(phrase) + 1):
                if words[first : first + len(phrase)] == phrase:
                    start, end = places[first], places[first + len(phrase) - 1] + 1
                    yield LevelPhrase(start, end, phrase, title.written[start:end], meanings)

    def _merged(self, title: TitleTokens, hits: list[LevelPhrase]) -> list[LevelPhrase]:
        """Return *hits*, with two in a row merged if they form one phrase of the ladder."""
        merged = hits[:1]
        for hit in hits[1:]:
            whole = self._natural(title, merged[-1], hit) or self._inverted(title, merged[-1], hit)
            if whole:
                merged[-1] = whole
            else:
                merged.append(hit)
        return merged

    def _natural(
        self, title: TitleTokens, first: LevelPhrase, second: LevelPhrase
    ) -> LevelPhrase | None:
        """Return *first* and *second* as one phrase, as in *senior marketing director*."""
        phrase = (*first.phrase, *second.phrase)
        if phrase in self.words and self._continues(title, phrase, first.end, second.start):
            written = (*first.written, *second.written)
            return LevelPhrase(first.start, second.end, phrase, written, self.words[phrase])
        return None

    def _inverted(
        self, title: TitleTokens, noun: LevelPhrase, adjective: LevelPhrase
    ) -> LevelPhrase | None:
        """Return *noun* and *adjective* as one phrase, as in *manager, senior* and *mgr sr*."""
        phrase = (*adjective.phrase, *noun.phrase)
        if phrase not in self.words or not self.adjectives.issuperset(adjective.phrase):
            return None
        if not self._follows(title, noun, adjective):
            return None
        written = (*noun.written, *adjective.written)
        # It ends with the noun if words of the job follow that.
        return LevelPhrase(noun.start, adjective.end, phrase, written, self.words[phrase])

    def _follows(self, title: TitleTokens, noun: LevelPhrase, adjective: LevelPhrase) -> bool:
        """
        Return whether *adjective* says the level of the *noun* before it.

        It does if it is a whole part (*manager, senior*), if it ends the part of the noun
        (*manager marketing senior*), or if it is shortened beside the noun (*dir sr mktg*) and no
        person follows, as in *VP Sr Loan Officer*. A *director senior services* serves seniors.
        """
        start, end = adjective.start, adjective.end
        if title.breaks(start - 1):
            return title.breaks(end)
        between = range(noun.end, start)
        if any(map(title.breaks, between)) or any(map(title.joins, between)):
            return False
        if title.separates(end) or title.words[end] in PREPOSITIONS:
            return True
        as_written = tuple(map(without_accents, adjective.written))
        shortened = start == noun.end and as_written != adjective.phrase
        return shortened and not self.ends_with_person(title, title.rest_of_part(end))

    def _continues(self, title: TitleTokens, phrase: Words, start: int, end: int) -> bool:
        """Return whether *phrase* can have the words from *start* to before *end* inside it."""
        if start == end:
            return True
        if phrase[0] not in self.adjectives or any(word.alone for word in self.words[phrase]):
            return False
        if not PREPOSITIONS.isdisjoint(phrase):
            return False
        words = 0
        for at in range(start, end):
            if title.breaks(at) or title.words[at] in PREPOSITIONS:
                return False
            if title.joins(at) and (at == start or self.is_person(title.words[at - 1])):
                return False
            words += not title.joins(at)
        return words <= BETWEEN

    def _completed(
        self, title: TitleTokens, hits: list[LevelPhrase], silent: set[int]
    ) -> list[LevelPhrase]:
        """Return *hits*, each extended to the longer phrase in *title* that it is part of."""
        whole: list[LevelPhrase] = []
        for at, hit in enumerate(hits):
            least = whole[-1].end if whole else 0
            most = hits[at + 1].start if at + 1 < len(hits) else len(title)
            longer = self._completions(title, hit, (least, most))
            fitting = (each for each in longer if silent.isdisjoint(range(each.start, each.end)))
            whole.append(next(fitting, hit))
        return whole

    def _completions(
        self, title: TitleTokens, hit: LevelPhrase, free: tuple[int, int]
    ) -> Iterator[LevelPhrase]:
        """Yield the longer phrases that *hit* forms with words nearby, in the range *free*."""
        for phrase in self._openings.get(hit.phrase, ()):
            rest = phrase[len(hit.phrase) :]
            for start in self._places(title, rest, range(hit.end, free[1])):
                if self._continues(title, phrase, hit.end, start):
                    end = start + len(rest)
                    written = (*hit.written, *title.written[start:end])
                    yield LevelPhrase(hit.start, end, phrase, written, self.words[phrase])
        for phrase in self._endings.get(hit.phrase, ()):
            rest = phrase[: -len(hit.phrase)]
            for start in reversed(self._places(title, rest, range(free[0], hit.start))):
                if self._continues(title, phrase, start + len(rest), hit.start):
                    end = start + len(rest)
                    written = (*title.written[start:end], *hit.written)
                    yield LevelPhrase(start, hit.end, phrase, written, self.words[phrase])
            for start in self._places(title, rest, range(hit.end, free[1])):
                end = start + len(rest)
                if title.breaks(start - 1) and title.breaks(end):  # Director, Executive
                    written = (*hit.written, *title.written[start:end])
                    yield LevelPhrase(hit.start, end, phrase, written, self.words[phrase])

    def _places(self, title: TitleTokens, rest: Words, within: range) -> list[int]:
        """Return where *rest* is *within* the places of *title*."""
        if rest[0] not in title.words:
            return []
        last = within.stop - len(rest) + 1
        return [
            at
            for at in range(within.start, last)
            if title.words[at] == rest[0] and title.words[at : at + len(rest)] == rest
        ]

    def ends_with_person(self, title: TitleTokens, places: range) -> bool:
        """Return whether the last word before a preposition, of those at *places*, is a person."""
        last = ""
        for at in places:
            if title.words[at] in PREPOSITIONS or title.joins(at):
                break
            last = title.words[at]
        return bool(last) and self.is_person(last)

    def has_person(self, title: TitleTokens, places: range) -> bool:
        """Return whether a person is named before a preposition, among the words at *places*."""
        for at in places:
            if title.words[at] in PREPOSITIONS or title.joins(at):
                break
            if self.is_person(title.words[at]):
                return True
        return False

    def is_noun(self, title: TitleTokens, end: int) -> bool:
        """Return whether the words before *end* are the noun of their part: nothing modifies it."""
        return title.separates(end) or title.words[end] in PREPOSITIONS

    def _canonical(self, token: str) -> str:
        """Return the word of the ladder that *token* stands for, or *token* if there is none."""
        plain = without_accents(token)
        word = self._short.get(plain, plain)
        if word in self._vocabulary:
            return word
        if singular(word) in self._in_nouns:
            return singular(word)
        formed = self._patterns.fullmatch(word)
        if formed:
            return self._open_words[(formed.lastindex or 1) - 1]
        return self._spelled(word) or word

    @cached_property
    def _open_words(self) -> list[str]:
        """The words with ``?`` or ``*``, the longest first."""
        return _open(self._vocabulary)

    @cached_property
    def _patterns(self) -> re.Pattern[str]:
        """The regular expression of the open words, a group for each."""
        return _any_of(self._open_words)

    @cached_property
    def _person_pattern(self) -> re.Pattern[str]:
        return _any_of(_open(self._persons))

    def _spelled(self, word: str) -> str | None:
        """
        Return the word of the ladder that *word* misspells by one letter, or None.

        A letter too few, too many or in the wrong place counts, but not another letter, nor the
        first or last: a *trainer* is no trainee, an *office* no officer and a *sensor* no senior.
        """
        if len(word) < _SHORTEST - 1 or not word.isalpha():
            return None
        plural = word[:-1] if word[-1] == "s" else ""
        for form in filter(None, (word, plural)):
            for right in _one_edit(form):
                if self._can_be_misspelled(right):
                    return right
            if form in self._lacking_one:
                return self._lacking_one[form]
        return None

    def _can_be_misspelled(self, word: str) -> bool:
        least = _SINGLE if (word,) in self.words else _SHORTEST
        known = word.isascii() and word not in self._accented
        return known and len(word) >= least and word in self._vocabulary

    @cached_property
    def _lacking_one(self) -> dict[str, str]:
        """By misspelled word, the word of the ladder that has one letter more."""
        return {
            word[:at] + word[at + 1 :]: word
            for word in sorted(self._vocabulary)
            if self._can_be_misspelled(word)
            for at in range(1, len(word) - 1)
        }

    def _is_person(self, word: str) -> bool:
        if word in self._things or word in self.adjectives:
            return False
        if word in self._persons or (word,) in self.words:
            return True
        return bool(self._person_pattern.fullmatch(word))

    def _longer_phrases(self) -> tuple[dict[Words, list[Words]], dict[Words, list[Words]]]:
        """Return by phrase the longer phrases that begin with it, and those that end with it."""
        openings: dict[Words, list[Words]] = {}
        endings: dict[Words, list[Words]] = {}
        for phrase in sorted(self.words, key=len, reverse=True):
            for at in range(1, len(phrase)):
                if phrase[:at] in self.words:
                    openings.setdefault(phrase[:at], []).append(phrase)
                if phrase[at:] in self.words:
                    endings.setdefault(phrase[at:], []).append(phrase)
        return openings, endings


def persons_of(titles: TitleRules) -> Callable[[str], bool]:
    """
    Return what tells whether a word, in lower case, is a noun for a person.

    Every word can be one for a ladder that lists none.
    """
    if not titles.persons:
        return lambda _: True
    things = frozenset(map(without_accents, (*titles.things, *titles.adjectives)))
    pattern = _any_of([*map(without_accents, titles.persons)])
    return lambda word: word not in things and pattern.fullmatch(word) is not None


def tokens_of(text: str) -> Words:
    """Return the words and signs of *text*, in lower case."""
    folded = normalized("NFKC", text).casefold()
    plain = _DOTTED.sub(lambda match: match[0].replace(".", ""), folded)
    return tuple(_TOKEN.findall(plain))


def phrase_of(text: str) -> Words:
    """Return the words of a phrase of the ladder, without accents."""
    return tuple(_PHRASE.findall(without_accents(normalized("NFKC", text))))


def _by_first(phrases: Iterable[Words]) -> dict[str, list[Words]]:
    by_first: dict[str, list[Words]] = {}
    for phrase in phrases:
        if phrase:
            by_first.setdefault(phrase[0], []).append(phrase)
    return by_first


def _by_last(phrases: Iterable[Words]) -> dict[str, list[Words]]:
    """Return by the last word of *phrases* what stands before it in them, the longest first."""
    by_last: dict[str, list[Words]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        if len(phrase) > 1:
            by_last.setdefault(phrase[-1], []).append(phrase[:-1])
    return by_last


def _one_edit(word: str) -> Iterator[str]:
    """Yield *word* without one of its inner letters, and with two neighbors in the other order."""
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1 :]
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _open(words: Iterable[str]) -> list[str]:
    """Return those of *words* that have ``?`` or ``*``, the longest first."""
    return sorted((each for each in words if {"?", "*"} & {*each}), key=_letters)


def _any_of(words: list[str]) -> re.Pattern[str]:
    """Return the regular expression of any of the open *words*; without words it matches none."""
    return re.compile("|".join(f"({form_of(each)})" for each in words) or r"(?!)")


def form_of(word: str) -> str:
    """
    Return the regular expression of a *word* with ``?`` or ``*``.

    >>> [bool(re.fullmatch(form_of("*e[r?"), word)) for word in ("teache[rs", "teachers")]
    [True, False]

    All letters of a star but the last are as few as possible, and are not tried again: more would
    match no other word, and could take forever.
    """
    first, *others = re.escape(word).replace(r"\?", _LETTER).split(r"\*")
    *inner, last = others or [""]
    stars = "".join(f"(?>{_LETTER}+?{fixed})" for fixed in inner)
    return f"{first}{stars}{_LETTER}+{last}" if others else first


_LETTER = r"[^\W\d_]"


def _letters(word: str) -> tuple[int, str]:
    return -len(word), word
