"""
Why an answer is not sure, although its score is high: each reason is a clause for the reader.

Half of a title can be very similar to an alias of another trade. So the words that only the title
or only the alias has count too, and what the title states about its level.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from levelctl.canon.model import MatchSettings
from levelctl.record import cached_property
from levelctl.text.words import Words
from levelctl.titles.aliases import AliasIndex, IndexedAlias
from levelctl.titles.banded_match import BandedMatch, is_unique, margin_of
from levelctl.titles.clean.lexicon import Lexicon
from levelctl.titles.interpretations import Interpretation
from levelctl.titles.levels import LevelReader
from levelctl.titles.reading import Reading
from levelctl.titles.records import FoundLevel
from levelctl.titles.tokens import tokens

PLACE = "place"
"""The kind of noise that can limit an office."""

_SHORT = 2
"""The letters of an abbreviation that is too short to have one meaning."""

_PERSON = re.compile(r"[a-z]{3,}(?:er|or|eer|ist|ian|man|men|person|woman|wright|keeper)")
"""What English nouns for a person look like."""

NEAR = 1.0
"""The most ranks between a stated level and that of an answer that can be confident."""

SAME_STEM = 4
"""The letters that two words must begin with to be forms of one: *nurse*, *nursing*."""


class Doubts:
    """Finds the doubts about answers, by the aliases in *index* and the *settings* of the canon."""

    def __init__(
        self, index: AliasIndex, lexicon: Lexicon, settings: MatchSettings, levels: LevelReader
    ) -> None:
        self.index = index
        self.lexicon = lexicon
        self.settings = settings
        self.levels = levels

    # Only some titles need these words, and they are many.

    @cached_property
    def _scope(self) -> frozenset[str]:
        return _words_of(self.lexicon.scope)

    @cached_property
    def _areas(self) -> frozenset[str]:
        return _words_of(self.lexicon.areas)

    @cached_property
    def _trades(self) -> frozenset[str]:
        return _words_of(self.lexicon.trades)

    def of(
        self, matches: Sequence[BandedMatch], level: FoundLevel, nearest: str, reading: Reading
    ) -> Iterator[str]:
        """
        Yield the doubts about the first of *matches*, which are ordered by their scores.

        *level* is what the title, of which *reading* is the text, states, and *nearest* the level
        of the first match that is nearest to it.
        """
        best = matches[0]
        yield from self._of_scores(matches)
        yield from self._of_level(best, level, nearest, reading)
        if len(reading.functions) > 1:
            yield f"it names {len(reading.functions)} functions: {', '.join(reading.functions)}"
        if not best.focus.exact:
            yield from self._of_words(best, level, reading)
            other = self.other_alias(matches)
            if other:
                yield f'it also contains "{other}", of another focus'
        yield from self._of_meanings(best)

    def _of_scores(self, matches: Sequence[BandedMatch]) -> Iterator[str]:
        best = matches[0].focus
        if best.score < self.settings.confident:
            yield f"its score is below {self.settings.confident:.2f}"
        elif margin_of(matches) < self.settings.margin and not is_unique(matches):
            yield f'"{matches[1].focus.alias.title}", of another focus, fits almost as well'

    def _of_level(
        self, best: BandedMatch, level: FoundLevel, nearest: str, reading: Reading
    ) -> Iterator[str]:
        if not best.alias_level(level):
            yield from of_level(self.levels, level, nearest)
        listed = self.listed_elsewhere(best, level, nearest)
        if listed:
            yield f'it contains "{listed.title}", which the canon lists under {listed.level}'
        if self.levels.is_highest(nearest) and self.of_a_part(best, reading):
            yield f"it can be the office of a part of the company, below {nearest}"

    def _of_words(self, best: BandedMatch, level: FoundLevel, reading: Reading) -> Iterator[str]:
        """Yield the doubts about the words that only the title or only the best alias has."""
        interpretation = best.interpretation
        if interpretation is None:
            yield "only an imported occupation leads to the focus"
            return
        alias = best.focus.alias.title
        if level.assumed and self.differs_in_level(best):
            yield f'"{alias}" is of one level, and the title states none'
        if self.may_be_a_contributor(interpretation):
            yield "one of its abbreviations can also mean somebody who manages nobody"
        manages = not level.assumed and self.levels.manages(level.level)
        if self.lacks_words(best, manages=manages):
            yield f'it has too few of the words of "{alias}"'
        elif not self.names_job(best):
            field = [word for word in interpretation.words if word in self._title_work(best)]
            yield f'"{" ".join(field)}" alone can be several jobs'
        unknown = self.unknown_words(best)
        if unknown:
            yield f"no known title of the focus has {reading.quoted(unknown)}"
        if self.names_second_job(interpretation):
            yield "it names a second job after the first"
        if self.puts_noun_last(best, reading):
            yield f'"{reading.first}" and what follows can be two functions'
        foreign = self.foreign_after(best, reading, manages=manages)
        if foreign:
            yield f"{reading.quoted(foreign)} can make it another job"

    def _of_meanings(self, best: BandedMatch) -> Iterator[str]:
        short = self.ambiguous(best)
        if short:
            yield f'"{short}" can mean several things'

    def listed_elsewhere(
        self, best: BandedMatch, level: FoundLevel, nearest: str
    ) -> IndexedAlias | None:
        """
        Return an alias in the title that the canon lists under a level far from *nearest*.

        A *registered nurse consultant* is a *nurse consultant*, not only a *registered nurse*. An
        alias that is a part of the words that state the *level* does not count.
        """
        interpretation = best.interpretation
        if interpretation is None or best.focus.exact:
            return None
        words = {*interpretation.words, *interpretation.proper}
        stating = {word for text in level.words for word in tokens(text)}
        for alias in self.index.aliases_of(best.focus.code):
            inside = len(alias.words) > 1 and words.issuperset(alias.words)
            inside = inside and not stating.issuperset(alias.words)
            if alias.level and inside and self.levels.apart(alias.level, nearest) > NEAR:
                return alias
        return None

    def of_a_part(self, best: BandedMatch, reading: Reading) -> bool:
        """Return whether the title names a place or a part of a company: *CFO, Asia*."""
        if any(each.kind == PLACE for each in reading.removed):
            return True
        interpretation = best.interpretation
        after = tuple(_after(interpretation)) if interpretation else ()
        initials = self._initials(interpretation.written) if interpretation else ""
        return any(
            not self._explains(best.focus.code, word) and word not in initials
            for word in self._work(after)
        )

    # The words of a title.

    def base_level(self, match: BandedMatch) -> str | None:
        """
        Return the level that the work of a title has by itself, if the canon says it.

        It is the level under which it lists the alias, if this has no level word and is in the
        title: a *cost accounting clerk* is an *accounting clerk*.
        """
        alias, interpretation = match.focus.alias, match.interpretation
        words = {*alias.words}
        plain = interpretation is not None and self._work(alias.words) == words
        return (
            alias.level if interpretation and plain and words <= {*interpretation.words} else None
        )

    def may_be_a_contributor(self, interpretation: Interpretation) -> bool:
        """
        Return whether an abbreviation has another meaning that makes the title a contributor's.

        *Acct mgr* can mean accounting manager, but more often means account manager, which the
        ladder lists as a noun for contributors.
        """
        expansions = interpretation.expansions
        words = self._words_with(interpretation, expansions)
        others = (
            self._words_with(interpretation, {**expansions, short: meaning})
            for short in expansions
            for meaning in self.lexicon.abbreviations[short]
        )
        nouns = [noun for noun in self.levels.contributors if not noun <= words]
        return any(noun <= other for other in others for noun in nouns)

    def _words_with(
        self, interpretation: Interpretation, expansions: Mapping[str, str]
    ) -> frozenset[str]:
        """Return the words of the title proper with these *expansions* of abbreviations."""
        texts = (expansions.get(word, word) for word in interpretation.written)
        return frozenset(word for text in texts for word in tokens(text))

    def ambiguous(self, best: BandedMatch) -> str:
        """
        Return the abbreviation that *best* depends on and that can also mean other work, or "".

        Forms of one word, such as *engineer* and *engineering*, are not other work. Two letters
        have more meanings than a canon lists: *PO*, *EM*.
        """
        interpretation = best.interpretation
        if interpretation is None or best.focus.exact:
            return ""
        for short in {*interpretation.expansions}.intersection(interpretation.written):
            meanings = self.lexicon.abbreviations[short]
            alone = self._title_work(best) <= {*tokens(interpretation.expansions[short])}
            if alone and (len(short) <= _SHORT or not _are_forms(meanings)):
                return short
        return ""

    def differs_in_level(self, match: BandedMatch) -> bool:
        """
        Return whether title and alias name the same work, but only one of them has a level word.

        *Nurse* does not mean only graduate nurses, and *head recruiter* does not mean every
        recruiter. Words of scope, such as *regional*, are not level words.
        """
        focus, interpretation = match.focus, match.interpretation
        if interpretation is None or not focus.same_work or match.same_words:
            return False
        differing = {*interpretation.words} ^ {*focus.alias.words}
        return focus.alias.level is not None or not differing <= self._scope

    def lacks_words(self, best: BandedMatch, *, manages: bool) -> bool:
        """
        Return whether a title has too few of the words of its *best* alias.

        It has too few if none of them is in the title proper; if the title is shorter than the
        alias, as *designer* is, unless it *manages* people and names the field; or if the two
        share at most one word and each has others.
        """
        title, alias = self._title_work(best), self._work(best.focus.alias.words)
        if best.interpretation and alias.isdisjoint(self._work(best.interpretation.proper)):
            return True
        if title < alias:
            persons = self.index.facts.persons
            named = alias - title <= persons and self.names_field(best.focus.code, title)
            return not (manages and named)
        if title == alias or len(title & alias) > 1 or self.combines_aliases(best):
            return False
        named = title.isdisjoint(self.index.facts.persons) and self.is_job(best.focus.code, title)
        return not (manages and named)

    def combines_aliases(self, match: BandedMatch) -> bool:
        """
        Return whether a title consists of an alias of its focus and words from its other aliases.

        *Golang backend engineer* is one if *backend engineer* is an alias and another one has
        *golang*. The alias must have at least two words that name work.
        """
        focus, interpretation = match.focus, match.interpretation
        if interpretation is None or not self._has_all(focus.code, interpretation.written):
            return False
        title = self._title_work(match)
        return any(len(work) > 1 and work <= title for work in self.index.works(focus.code))

    def names_job(self, best: BandedMatch) -> bool:
        """
        Return whether the title names its job without the noun of its *best* alias.

        A level word can take the place of that noun: *oncology manager* has no nurse. Then the
        rest has to name the job by itself.
        """
        interpretation = best.interpretation
        if interpretation is None:
            return True
        # A phrase of level words, such as "senior manager", is one word here.
        words = " ".join((*interpretation.words, *interpretation.proper)).split()
        if self.noun(best.focus.alias) in words:
            return True
        work = self._title_work(best)
        persons = self.index.facts.persons
        return not work.isdisjoint(persons) or self.names_field(best.focus.code, work)

    def noun(self, alias: IndexedAlias) -> str:
        """
        Return the noun of *alias*: a word for a person, or the last of its level words.

        It is *lead* in *development team lead* and *officer* in *chief revenue officer*.
        """
        last = alias.words[-1]
        if last in self.index.facts.persons:
            return last
        work = self._work(alias.words)
        ranks = (word for word in reversed(alias.words) if word not in work)
        return next(ranks, last).split()[-1]

    def names_field(self, code: str, work: frozenset[str]) -> bool:
        """
        Return whether *work* names the field of the focus *code*: *accounting*, *data engineering*.

        It does if an alias or name of the focus is just this, or this without words of its other
        aliases; if an alias has the noun of which it is a form, such as *accountant*; or if two
        aliases have it beside different nouns, or beside different level words: *accounting
        manager* and *director of accounting*.
        """
        if self.is_job(code, work):
            return True
        nouns: set[str] = set()
        ranks: set[str] = set()
        known = all(self._has(code, word) for word in work)
        for words in self.index.words_of(code):
            own, last = self._work(words), words[-1]
            if own == {*words}:
                if (
                    known
                    and own > {last}
                    and own - {last} <= work
                    and last in self.index.facts.persons
                ):
                    nouns.add(last)
            elif known and own and own <= work and last not in own:
                ranks.add(last)
        return max(len(nouns), len(ranks)) > 1

    def is_job(self, code: str, work: frozenset[str]) -> bool:
        """
        Return whether *work* is an alias or name of the focus *code*, or the field of its noun.

        It can have words of other aliases besides: *global payroll*.
        """
        known = all(self._has(code, word) for word in work)
        for words in self.index.words_of(code):
            own = self._work(words)
            if own != {*words}:
                continue
            if known and own <= work:
                return True
            same_length = len(own) == len(work) and own - work == {words[-1]}
            if same_length and _is_form(words[-1], *(work - own)):
                return True
        return False

    def unknown_words(self, best: BandedMatch) -> list[str]:
        """Return the words of work in the title proper that no alias of the *best* focus has."""
        written = best.interpretation.written if best.interpretation else ()
        work = self._work(written)
        return [word for word in written if word in work and not self._has(best.focus.code, word)]

    def other_alias(self, matches: Sequence[BandedMatch]) -> str:
        """
        Return the alias of a focus other than the best one that the title contains whole, or "".

        That alias must have a word of work that is not shared with the best alias. It can be in
        the title proper or after it. After it, an alias with a single word of work does not count,
        because it can name a team.
        """
        best, *others = matches
        interpretation = best.interpretation
        if interpretation is None:
            return ""
        proper = frozenset(interpretation.written)
        after = frozenset(_after(interpretation))
        telling = self._work(tuple(after)) - self._areas if after else frozenset()
        for other in others:
            work = self._work(other.focus.alias.words)
            several = len(work) > 1
            words = work if several else frozenset(other.focus.alias.words)
            in_title = words <= proper or (several and words <= after)
            in_both = telling and telling < words <= proper | after
            if (in_title or in_both) and work - {*best.focus.shared}:
                return other.focus.alias.title
            known = frozenset(word for word in telling if self._has(other.focus.code, word))
            if known and self.is_job(other.focus.code, known):
                return other.focus.alias.title
        return ""

    def names_second_job(self, interpretation: Interpretation) -> bool:
        """
        Return whether the title names a person twice: *web designer, production manager*.

        Behind the first comma, dash or bracket, a level word for people who manage others is a
        job of its own if words of work stand beside it.
        """
        if self._work(interpretation.written).isdisjoint(self.index.facts.persons):
            return False
        after = tuple(_after(interpretation))
        ranks = {*after} - self._work(after)
        if not ranks or ranks == {*after}:
            return False
        level = self.levels.level_of(" ".join(word for word in after if word in ranks))
        return not level.assumed and self.levels.manages(level.level)

    def puts_noun_last(self, best: BandedMatch, reading: Reading) -> bool:
        """
        Return whether the words of *best* stand before a comma, and its noun only behind it.

        *Product manager, growth* is one job, and *growth, product manager* can be two.
        """
        words = tokens(reading.first)
        first = self.index.work(words)
        persons, shared = self.index.facts.persons, {*best.focus.shared}
        of_work = first and first == {*words} and first <= shared and first.isdisjoint(persons)
        return bool(of_work) and not persons.isdisjoint(shared - first)

    def foreign_after(self, best: BandedMatch, reading: Reading, *, manages: bool) -> list[str]:
        """
        Return the words after the first comma, dash or bracket that name another job or trade.

        They are nouns for a person, and the trades that the canon lists, unless the text about
        the focus has them. Other unknown words are mostly teams and places, but those in brackets
        mostly say what the job is about. Behind the comma of somebody who *manages* a field, the
        words of other foci name one more field: *VP sales, marketing*.
        """
        interpretation = best.interpretation
        if interpretation is None:
            return []
        code, after = best.focus.code, tuple(_after(interpretation))
        work = self._work(after)
        initials = self._initials(interpretation.written)
        persons = self.index.facts.persons
        of_field = manages and self._work(interpretation.written).isdisjoint(persons)

        def is_foreign(word: str) -> bool:
            if of_field and word in reading.behind_commas and self.index.count(word):
                return word not in self._areas and not self._has(code, word)
            inside = word in reading.in_brackets and not word.isdigit()
            person = word in reading.last_words and _PERSON.fullmatch(word)
            telling = inside or person or self._is_trade(word)
            return telling and not self._explains(code, word)

        return [
            word
            for word in after
            if word in work
            and is_foreign(word)
            and word not in best.corrected
            and not (len(word) > 1 and word in initials)
        ]

    def _initials(self, words: Words) -> str:
        """Return the initials of *words*, with a level phrase as its words: *cfo*."""
        return "".join(word[0] for word in " ".join(words).split())

    def _is_trade(self, word: str) -> bool:
        """Return whether *word*, or the one thing that it stands for, names a trade or a person."""
        meanings = self.lexicon.abbreviations.get(word, ())
        words = {word, *(tokens(meanings[0]) if len(meanings) == 1 else ())}
        return not self._trades.isdisjoint(words) or word in self.index.facts.persons

    def _explains(self, code: str, word: str) -> bool:
        if word in self._areas or self._has(code, word):
            return True
        vocabulary = self.index.vocabulary(code)
        meanings = map(tokens, self.lexicon.abbreviations.get(word, ()))
        return word in vocabulary or any(vocabulary.issuperset(meaning) for meaning in meanings)

    def _title_work(self, match: BandedMatch) -> frozenset[str]:
        """Return the words of work in the title proper and in its interpretation."""
        interpretation = match.interpretation
        if interpretation is None:
            return frozenset()
        return self._work(interpretation.proper) | self._work(interpretation.words)

    def _work(self, words: Words) -> frozenset[str]:
        """Return the *words* that name work, and not a level or scope."""
        return self.index.work(words)

    def _has_all(self, code: str, words: Words) -> bool:
        """Return whether aliases of the focus *code* have all of *words* that name work."""
        return all(self._has(code, word) for word in self._work(words))

    def _has(self, code: str, word: str) -> bool:
        """Return whether an alias of the focus *code* has *word* or one of its expansions."""
        meanings = map(tokens, self.lexicon.abbreviations.get(word, ()))
        return self._in_focus(code, word) or any(
            all(self._in_focus(code, each) for each in meaning) for meaning in meanings
        )

    def _in_focus(self, code: str, word: str) -> bool:
        return code in self.index.foci(word)


def of_level(levels: LevelReader, stated: FoundLevel, nearest: str) -> Iterator[str]:
    """Yield the doubts if a title states a level, and the *nearest* of the focus is another."""
    if stated.assumed:
        return
    said, given = levels.name(stated.level), levels.name(nearest)
    if levels.manages(stated.level) and not levels.manages(nearest):
        yield f"it says {said}, who manages people, and the focus has only {given} near it"
    elif levels.manages(nearest) and not levels.manages(stated.level):
        yield f"it says {said}, and the nearest level of the focus, {given}, manages people"
    elif levels.apart(stated.level, nearest) > NEAR:
        yield f"it says {said}, and the nearest level of the focus is {given}"


def _words_of(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in tokens(text))


def _after(interpretation: Interpretation) -> Counter[str]:
    """Return the words of the title that are not in the title proper."""
    return Counter(interpretation.all_written) - Counter(interpretation.written)


def _are_forms(meanings: Sequence[str]) -> bool:
    """Return whether *meanings* are all forms of the first one."""
    first, *others = map(tokens, meanings)
    return all(len(other) == len(first) and all(map(_is_form, first, other)) for other in others)


def _is_form(noun: str, field: str) -> bool:
    """
    Return whether *field* can be what a *noun* for a person does.

    >>> [_is_form("engineer", field) for field in ("engineering", "energy")]
    [True, False]
    """
    common = next(
        (at for at, (one, other) in enumerate(zip(noun, field, strict=False)) if one != other),
        min(len(noun), len(field)),
    )
    return common >= max(SAME_STEM, len(noun) - SAME_STEM)
