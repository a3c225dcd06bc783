"""
What the words of a job title state about its level, by the level words of a ladder.

This module contains no level words. They come from ``ladder.yaml`` and from families that give
some of them another meaning. If a title states no level, nothing is returned; ``titles/levels.py``
says which level is assumed then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from levelctl.canon.model import Ladder, TitleWord
from levelctl.record import Record, replace
from levelctl.text.words import Words
from levelctl.titles.level_names import READ, ROMAN, LevelNames, meaning_of
from levelctl.titles.level_phrases import (
    PREPOSITIONS,
    LevelPhrase,
    LevelPhrases,
    TitleTokens,
    phrase_of,
)

STEP = 1.0
"""The difference in rank that a word allows if public ladders state no range for it."""


class Seniority(Record):
    """What a title states about its level."""

    words: tuple[str, ...]
    """The level words of the title, in its order."""
    level: str
    range: tuple[str, str] | None
    """The lowest and highest level of such words on public ladders; None if those agree."""
    below_scale: bool = False
    """Whether the title is below the ladder's lowest level, as *intern* is."""


class LevelStatement(Record):
    """What one word or phrase of a title states about its level."""

    words: str
    """The words as the title has them, in lower case, without other words between them."""
    level: str
    range: tuple[str, str] | None
    word: TitleWord
    """The meaning of the words."""
    phrase: str = ""
    """The words as the ladder has them."""
    part: int = 0
    """Where the part of the title with the words begins."""
    place: tuple[int, int] = (0, 0)
    """Where the words begin and end, in words and signs of the title."""
    named: bool = False
    """Whether the words are the name or code of a level of the ladder."""
    coded: bool = False
    """Whether they are the code of a level, or a grade in its name such as *band 6*."""
    acting: bool = False
    """Whether somebody holds the post only for a while."""
    lowered: bool = False
    """Whether a word such as *deputy* lowers the level."""

    @property
    def below_scale(self) -> bool:
        return self.word.below_scale


class Numerals(Record):
    """A numeral of a title that states a grade, or several in a row, as in *II/III*."""

    text: str
    levels: tuple[str, ...]
    """The levels that the numerals mean on their own, from the lowest."""
    steps: tuple[int, ...]
    """The numbers, from the lowest; 1 is the first of the ladder's numerals."""
    part: int
    """Where the part of the title with them begins."""
    alone: bool
    """Whether they are a whole part of the title."""


class TitleStatements(Record):
    """What the words of a title state about its level, in order."""

    counted: tuple[LevelStatement, ...] = ()
    numerals: Numerals | None = None
    other_job: bool = False
    """Whether they are about one job and the title names another: *web designer, team manager*."""
    assisted: bool = False
    """Whether the title names the level of somebody who is assisted."""
    lowering: str = ""
    """A word such as *deputy* before work of which no level word tells the level, or ""."""


class LevelWordReader:
    """
    Reads the level words in titles, by a *ladder* and by *meanings* that replace some of its own.

    The longest phrase counts: *senior director* is not *senior* and *director*. A level's name or
    code counts like a phrase, unless the ladder gives these words a meaning.
    """

    def __init__(self, ladder: Ladder, meanings: Iterable[TitleWord] = ()) -> None:
        self.ladder = ladder
        self.ranks = {level.code: level.rank for level in ladder.levels}
        self._names = {level.code: level.name for level in ladder.levels}
        titles = ladder.titles
        words = _by_phrase(titles.words)
        words.update(_by_phrase(meanings))
        self._managing = {track.code for track in ladder.tracks if track.manages}
        self._tracks = _tracks(ladder)
        self.usual = titles.assumed or _usual(ladder)
        """The level with which words such as *senior* are compared: the assumed one, if any."""
        self.names = LevelNames(ladder, words)
        self._named = {*self.names.stating, *self.names.with_signs}
        self._plain_words = frozenset(name[0] for name in self.names.plain)
        self._codes = self.names.codes
        stating = {name: (meaning,) for name, meaning in self.names.stating.items()}
        self.phrases = LevelPhrases(
            ladder, {**stating, **words}, titles.contributor_nouns, self.names.with_signs
        )
        digits = {level.code: level.code for level in ladder.levels if level.code.isdigit()}
        numerals = {**(titles.numerals or self.names.numerals), **digits}
        self.numerals = {text.casefold(): code for text, code in numerals.items()}
        self._numbers = {text: _number(text) for text in self.numerals}
        self._numbered = frozenset(titles.numbered)

    def read(self, title: str) -> Seniority | None:
        """Return what *title* states about its level, or None if it states nothing certain."""
        statements = self.statements(title)
        return self._combined(statements) if statements else None

    def statements(self, title: str) -> tuple[LevelStatement, ...]:
        """Return what each level word of *title* states, in order; () if nothing is certain."""
        found = self.all_statements(title)
        if found.counted or found.numerals is None:
            return found.counted
        numerals = found.numerals
        low, _ = self.around(numerals.levels[0], self.ladder.titles.numeral_spread)
        _, high = self.around(numerals.levels[-1], self.ladder.titles.numeral_spread)
        word = meaning_of(numerals.levels[0], (low, high))
        return (LevelStatement(numerals.text, numerals.levels[0], (low, high), word),)

    def all_statements(self, title: str) -> TitleStatements:
        """Return what *title* states, its numerals too; nothing if a phrase says it is unclear."""
        tokens = self.phrases.tokens(title[:READ])
        hits, _ = self.phrases.find(tokens)
        numerals = self._numerals(tokens)
        named = tuple(self._plainly_named(tokens, hits))
        if not hits:
            return TitleStatements(named, numerals)
        meant = [(hit, self._meaning(tokens, hit, hits)) for hit in hits]
        told = [(hit, word) for hit, word in meant if word]
        if any(word.level is None and not _modifies(word) for _, word in told):
            return TitleStatements()
        counted = (*self._modified(tokens, told), *named)
        lowering = next((hit for hit, word in told if word.lowers), None)
        return TitleStatements(
            counted,
            numerals,
            other_job=bool(counted) and self._names_other_job(tokens, counted, hits),
            assisted=len(counted) < len(named) + sum(word.level is not None for _, word in told),
            lowering=" ".join(lowering.written) if lowering and not counted else "",
        )

    def contributor_words(self, title: str) -> frozenset[str]:
        """Return the words of the contributors' nouns in *title*."""
        tokens = self.phrases.tokens(title[:READ])
        _, silent = self.phrases.find(tokens)
        return frozenset(tokens.words[at] for at in silent)

    def _plainly_named(
        self, tokens: TitleTokens, hits: list[LevelPhrase]
    ) -> Iterator[LevelStatement]:
        """Yield what the parts of a title state that are the plain name of a level."""
        if self._plain_words.isdisjoint(tokens.words):
            return
        codes = [hit for hit in hits if hit.phrase in self._codes]
        coded = {at for hit in codes for at in range(hit.start, hit.end)}
        taken = {at for hit in hits for at in range(hit.start, hit.end)}
        start = 0
        while start < len(tokens):
            part = tokens.rest_of_part(start)
            places = [at for at in part if at not in coded]
            meaning = self.names.plain.get(tuple(tokens.words[at] for at in places))
            if meaning and meaning.level and taken.isdisjoint(places):
                yield LevelStatement(
                    " ".join(tokens.written[at] for at in places),
                    meaning.level,
                    meaning.range,
                    meaning,
                    part=start,
                    place=(places[0], places[-1] + 1),
                    named=True,
                )
            start = part.stop + 1

    def knows(self, word: str) -> bool:
        """Return whether *word*, in lower case, is a level word or an abbreviation of one."""
        return self.phrases.knows(word)

    def admits(self, seniority: Seniority, level: str) -> bool:
        """Return whether a title with this *seniority* can belong to *level*, a ladder code."""
        rank = self.ranks[level]
        if seniority.range is None:
            return abs(rank - self.ranks[seniority.level]) <= STEP
        low, high = seniority.range
        return self.ranks[low] <= rank <= self.ranks[high]

    def manages(self, level: str) -> bool:
        """Return whether people at *level* manage others."""
        return self._tracks[level][0] in self._managing

    def name(self, level: str) -> str:
        """Return the name of *level* with its code: *Senior Manager (M3)*."""
        return f"{self._names[level]} ({level})"

    def track(self, level: str) -> str:
        """Return the code of the track of *level*."""
        return self._tracks[level][0]

    def step(self, level: str, steps: int) -> str:
        """Return the level *steps* above *level* on its track, at most its last or first."""
        _, codes = self._tracks[level]
        return codes[min(max(codes.index(level) + steps, 0), len(codes) - 1)]

    def steps(self, low: str, high: str) -> int:
        """Return how many steps the level *high* is above *low*, of the same track."""
        _, codes = self._tracks[low]
        return codes.index(high) - codes.index(low)

    def below(self, level: str) -> str:
        """
        Return the level below *level*: below the lowest of managers, one that manages nobody.

        Without such a level it is the lowest of the track.
        """
        lower = self.step(level, -1)
        if lower != level or not self.manages(level):
            return lower
        track, codes = self._tracks[self.usual]
        under = [code for code in codes if self.ranks[code] < self.ranks[level]]
        return under[-1] if under and track not in self._managing else lower

    def around(self, code: str, spread: int = 1) -> tuple[str, str]:
        """Return the levels *spread* steps below and above *code*, within its track."""
        return self.step(code, -spread), self.step(code, spread)

    def span(self, levels: Iterable[str]) -> tuple[str, str]:
        """Return the lowest and the highest of *levels*."""
        ranked = sorted(levels, key=self._rank)
        return ranked[0], ranked[-1]

    def range_of(self, statement: LevelStatement) -> tuple[str, str]:
        """Return the lowest and highest level that *statement* allows."""
        if statement.range:
            return statement.range
        low, high = self.around(statement.level)
        return (low, statement.level) if statement.below_scale else (low, high)

    def _meaning(
        self,
        tokens: TitleTokens,
        hit: LevelPhrase,
        hits: list[LevelPhrase],
    ) -> TitleWord | None:
        """Return the first meaning of *hit* that it has where it stands; None if it has none."""
        for word in hit.words:
            if word.alone and not tokens.is_whole(hit.start, hit.end):
                continue
            if hit.phrase in self._codes and not _is_at_an_end(tokens, hit, hits):
                continue
            if word.by_itself and not self._only_levels(tokens, hits):
                continue
            if word.noun and not self._is_noun(tokens, hit, hits):
                continue
            if word.last and not self._is_last(tokens, hit):
                continue
            if word.after and not self._is_after_person(tokens, hit):
                continue
            if word.before and not self._is_before(tokens, hit, hits, word.before):
                continue
            return word
        return None

    def _only_levels(self, tokens: TitleTokens, hits: list[LevelPhrase]) -> bool:
        """Return whether the title consists of *hits*, apart from signs and joining words."""
        taken = {at for hit in hits for at in range(hit.start, hit.end)}
        return all(at in taken or tokens.separates(at) for at in range(len(tokens)))

    def _is_after_person(self, tokens: TitleTokens, hit: LevelPhrase) -> bool:
        """Return whether a person is named right before *hit*: a *porter head* leads porters."""
        return hit.start > 0 and self.phrases.is_person(tokens.words[hit.start - 1])

    def _is_last(self, tokens: TitleTokens, hit: LevelPhrase) -> bool:
        """Return whether nothing but a numeral or a preposition follows *hit* in its part."""
        return self.phrases.is_noun(tokens, hit.end) or tokens.words[hit.end] in self.numerals

    def _is_noun(self, tokens: TitleTokens, hit: LevelPhrase, hits: list[LevelPhrase]) -> bool:
        """
        Return whether *hit* is the noun of its part: no person follows, as in *student adviser*.

        A field can follow, as in *coordinator safety*, and another level word right behind.
        """
        if self._is_last(tokens, hit) or any(other.start == hit.end for other in hits):
            return True
        return not self.phrases.has_person(tokens, tokens.rest_of_part(hit.end))

    def _is_before(
        self,
        tokens: TitleTokens,
        hit: LevelPhrase,
        hits: list[LevelPhrase],
        noun: str,
    ) -> bool:
        """Return whether *hit* is before a *noun*: a contributor's, or any for a person."""
        rest = tokens.rest_of_part(hit.end)
        if not rest or tokens.words[hit.end] in self.numerals:
            return False
        if any(other.start in rest for other in hits if not _supports(other)):
            return False
        return noun == "contributor" or self.phrases.has_person(tokens, rest)

    def _modified(
        self, tokens: TitleTokens, told: list[tuple[LevelPhrase, TitleWord]]
    ) -> Iterator[LevelStatement]:
        """Yield the statements of *told*, as words such as *deputy* before them change them."""
        lowering: LevelPhrase | None = None
        assisted = acting = -1
        for hit, word in told:
            part = tokens.start_of_part(hit.start)
            if assisted == part:
                continue
            if word.assists or self._assists(tokens, hit):
                assisted = part
            if word.level is None and word.assists:
                continue
            if word.acting:
                acting = part
            elif word.lowers:
                lowering = hit
            else:
                statement = _statement(hit, word, named=hit.phrase in self._named)
                coded = hit.phrase in self._codes
                statement = replace(statement, part=part, acting=acting == part, coded=coded)
                if lowering and tokens.start_of_part(lowering.start) == part:
                    statement = self._lowered(statement, lowering)
                lowering = None
                yield statement

    def _assists(self, tokens: TitleTokens, hit: LevelPhrase) -> bool:
        """Return whether *hit* ends with the noun of a phrase that assists somebody."""
        phrase = (hit.phrase[-1], *tokens.words[hit.end : hit.end + 1])
        return any(word.assists for word in self.phrases.words.get(phrase, ()))

    def _lowered(self, statement: LevelStatement, by: LevelPhrase) -> LevelStatement:
        """
        Return *statement* a level lower, and possibly two, if it is above the assumed level.

        It is unsure of an officer of the company, and of one who may manage nobody.
        """
        if self.ranks[statement.level] <= self.ranks[self.usual]:
            return statement
        level = self.below(statement.level)
        low, _ = self.range_of(statement)
        unsure = statement.word.office or self.manages(level) != self.manages(statement.level)
        return replace(
            statement,
            words=f"{' '.join(by.written)} {statement.words}",
            level=level,
            range=(min(self.below(low), level, key=self._rank), statement.level),
            word=replace(statement.word, unsure=unsure or statement.word.unsure),
            lowered=True,
        )

    def _names_other_job(
        self, tokens: TitleTokens, counted: tuple[LevelStatement, ...], hits: list[LevelPhrase]
    ) -> bool:
        """
        Return whether the title names several jobs, and *counted* state the level of one only.

        A job is a part that names a person and has words besides those of level: *engineer,
        senior* is one job, *web designer, production manager* and *HR manager, recruiter* are two.
        A slash or *and* gives the level before it to both, as in *senior engineer/analyst*.
        """
        if tokens.is_one_part:
            return False
        taken = {at for hit in hits for at in range(hit.start, hit.end)}
        stated = {each.place[0] for each in counted}
        persons = [job for job in tokens.jobs() if self.phrases.ends_with_person(tokens, job)]
        jobs = [job for job in persons if not taken.issuperset(job)]
        about = next((job for job in persons if counted[0].place[0] in job), range(0))
        named = about in jobs
        if len({self._level_in(job, counted) for job in jobs if not stated.isdisjoint(job)}) > 1:
            return True
        return any(
            self._is_other(tokens, job, counted[0], named=named)
            for job in jobs
            if stated.isdisjoint(job)
        )

    def _level_in(self, job: range, counted: tuple[LevelStatement, ...]) -> str:
        """Return the highest level that *counted* state in *job*."""
        levels = (each.level for each in counted if each.place[0] in job)
        return max(levels, key=self._rank)

    def _is_other(
        self, tokens: TitleTokens, job: range, statement: LevelStatement, *, named: bool
    ) -> bool:
        """
        Return whether *job* is another than that of *statement*, which has a name if *named*.

        A manager without a name before a job is another: *director and compliance officer*. After
        it, the word is the rank of the job: *warehouse associate, supervisor*.
        """
        before = statement.place[0] < job.start
        manages = self.manages(statement.level)
        if before and not manages and tokens.start_of_part(job.start) == statement.part:
            return False
        return named or (manages and before)

    def _combined(self, statements: tuple[LevelStatement, ...]) -> Seniority:
        """Return what *statements* mean together: the highest level, and the range of them all."""
        counted = counted_of(statements)
        levels = [each.level for each in counted]
        ranges = [each.range or (each.level, each.level) for each in counted]
        widest = (
            min((low for low, _ in ranges), key=self._rank),
            max((high for _, high in ranges), key=self._rank),
        )
        return Seniority(
            tuple(each.words for each in counted),
            max(reversed(levels), key=self._rank),  # of equals the last, which is the noun
            None if len(counted) == 1 and counted[0].range is None else widest,
            below_scale=counted[0].below_scale,
        )

    def _rank(self, code: str) -> float:
        return self.ranks[code]

    def _numerals(self, tokens: TitleTokens) -> Numerals | None:
        """Return the first numerals that end a part of the title."""
        if self.numerals.keys().isdisjoint(tokens.words):
            return None
        at = 0
        while at < len(tokens):
            end = self._end_of_run(tokens, at)
            ends = tokens.separates(end) or self._is_behind_person(tokens, at)
            # In front of everything else stands the number of a row.
            ends = ends and not (at == 0 and end < len(tokens) and tokens.words[0].isdigit())
            if end > at and ends and not self._counts_things(tokens, at):
                texts = [each for each in tokens.words[at:end] if each in self.numerals]
                levels = sorted((self.numerals[each] for each in texts), key=self._rank)
                steps = sorted(self._numbers[each] for each in texts)
                part = tokens.start_of_part(at)
                alone = at - part <= 1 and not self._is_word(tokens, part, at)
                return Numerals("/".join(texts), tuple(levels), tuple(steps), part, alone)
            at = max(end, at + 1)
        return None

    def _end_of_run(self, tokens: TitleTokens, start: int) -> int:
        """Return the end of the numerals from *start* on, with at most a sign between two."""
        end = at = start
        while at < len(tokens) and tokens.words[at] in self.numerals:
            end = at + 1
            between = end < len(tokens) and (
                tokens.separates(end) or tokens.words[end] in _RANGE_WORDS
            )
            at = end + between
        return end

    def _is_behind_person(self, tokens: TitleTokens, at: int) -> bool:
        """Return whether *at* is a Roman numeral of several letters behind a person: *clerk ii*."""
        roman = len(tokens.words[at]) > 1 and tokens.words[at] in ROMAN
        return roman and at > 0 and self.phrases.is_person(tokens.words[at - 1])

    def _is_word(self, tokens: TitleTokens, part: int, at: int) -> bool:
        """Return whether a person or level is named between *part* and *at*: no *level 3* is."""
        return any(self.phrases.is_person(tokens.words[each]) for each in range(part, at))

    def _counts_things(self, tokens: TitleTokens, at: int) -> bool:
        """Return whether the number *at* is that of a thing, as in *phase 2*, or a date's."""
        before = tokens.words[at - 1] if at else ""
        return before in self._numbered or before in PREPOSITIONS


_RANGE_WORDS = frozenset({"to", "or"})


def counted_of(statements: tuple[LevelStatement, ...]) -> tuple[LevelStatement, ...]:
    """Return the *statements* that count: only those below the scale, if there are any."""
    return tuple(each for each in statements if each.below_scale) or statements


def _statement(hit: LevelPhrase, word: TitleWord, *, named: bool) -> LevelStatement:
    # If a phrase of a title has no level, the title states nothing, and this is not called.
    level = word.level or ""
    words, phrase = " ".join(hit.written), " ".join(hit.phrase)
    return LevelStatement(
        words, level, word.range, word, phrase, place=(hit.start, hit.end), named=named
    )


def _is_at_an_end(tokens: TitleTokens, hit: LevelPhrase, hits: list[LevelPhrase]) -> bool:
    """
    Return whether a code begins or ends a part: the recruiter of *M2 Technologies* is no M2.

    Level words can be outside it: *senior L2 engineer*.
    """
    taken = {at for each in hits for at in range(each.start, each.end)}
    start, end = hit.start - 1, hit.end
    while start in taken:
        start -= 1
    while end in taken:
        end += 1
    if tokens.separates(start) or tokens.separates(end):
        return True
    return tokens.words[hit.end] in _RANGE_WORDS


def _modifies(word: TitleWord) -> bool:
    return word.assists or word.acting or word.lowers


def _supports(hit: LevelPhrase) -> bool:
    return all(word.base or _modifies(word) for word in hit.words)


def _by_phrase(words: Iterable[TitleWord]) -> dict[Words, tuple[TitleWord, ...]]:
    """Return by phrase its meanings, in the order of *words*."""
    meanings: dict[Words, tuple[TitleWord, ...]] = {}
    for word in words:
        for text in word.words:
            phrase = phrase_of(text)
            meanings[phrase] = (*meanings.get(phrase, ()), word)
    return meanings


def _tracks(ladder: Ladder) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return by level its track and all levels of that, from the lowest."""
    codes: dict[str, list[str]] = {}
    for level in ladder.levels:
        codes.setdefault(level.track, []).append(level.code)
    return {level.code: (level.track, tuple(codes[level.track])) for level in ladder.levels}


def _usual(ladder: Ladder) -> str:
    """Return the middle level, of two the lower, of the first track that manages nobody."""
    tracks = sorted(ladder.tracks, key=lambda track: track.manages)
    codes = next(filter(None, ([level.code for level in ladder.on(each.code)] for each in tracks)))
    return codes[(len(codes) - 1) // 2]


def _number(text: str) -> int:
    return int(ROMAN.get(text, text)) if ROMAN.get(text, text).isdigit() else 1
