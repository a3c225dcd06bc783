"""
Why an answer is not sure, although its score is high: each reason is a clause for the reader.

Half of a title can be very similar to an alias of another trade. So the words that only the title
or only the alias has count too, and what the title states about its level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from levelctl.canon.model import MatchSettings
from levelctl.record import cached_property
from levelctl.titles.aliases import AliasIndex, IndexedAlias
from levelctl.titles.banded_match import BandedMatch, is_unique, margin_of
from levelctl.titles.clean.lexicon import Lexicon
from levelctl.titles.focus_words import FocusWords, are_forms
from levelctl.titles.interpretations import Interpretation
from levelctl.titles.levels import LevelReader
from levelctl.titles.reading import Reading
from levelctl.titles.records import FoundLevel
from levelctl.titles.tokens import tokens, words_in
from levelctl.titles.words_behind import WordsBehind

_SHORT = 2
"""The letters of an abbreviation that is too short to have one meaning."""

_LEADING_NUMBER = re.compile(r"\d+(?=\s*[,;:/|-])")

NEAR = 1.0
"""The most ranks between a stated level and that of an answer that can be confident."""


class Doubts:
    """Finds the doubts about answers, by the aliases in *index* and the *settings* of the canon."""

    def __init__(
        self, index: AliasIndex, lexicon: Lexicon, settings: MatchSettings, levels: LevelReader
    ) -> None:
        self.index = index
        self.lexicon = lexicon
        self.words = FocusWords(index, lexicon)
        self.behind = WordsBehind(self.words, levels)
        self.settings = settings
        self.levels = levels

    @cached_property
    def _scope(self) -> frozenset[str]:
        return frozenset(words_in(self.lexicon.scope))

    def of(
        self,
        matches: Sequence[BandedMatch],
        level: FoundLevel,
        nearest: str | None,
        reading: Reading,
    ) -> Iterator[str]:
        """
        Yield the doubts about the first of *matches*, which are ordered by their scores.

        *level* is what the title, of which *reading* is the text, states, and *nearest* the level
        of the first match that is nearest to it; None if nothing says the level.
        """
        best = matches[0]
        yield from self._of_scores(matches)
        if nearest:
            yield from self._of_level(best, level, nearest, reading)
        number = _LEADING_NUMBER.match(reading.text)
        if number:
            yield f'"{number[0]}" in front of it may be the number of a row'
        if len(reading.functions) > 1:
            yield f"it names {len(reading.functions)} functions: {', '.join(reading.functions)}"
        if self.behind.puts_noun_last(best, reading):
            yield f'"{reading.first}" and what follows can be two functions'
        if best.focus.alias.unsure:
            yield f'"{best.focus.alias.title}" says it in another form'
        if not best.focus.exact:
            yield from self._of_words(best, level, reading)
            other = self.behind.other_alias(matches)
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
            told = tuple(of_level(self.levels, level, nearest))
            yield from told or self._of_name(level, nearest, reading)
        listed = self.listed_elsewhere(best, level, nearest)
        if listed:
            yield f'it contains "{listed.title}", which the canon lists under {listed.level}'
        if self.levels.is_highest(nearest) and self.behind.of_a_part(best, reading):
            yield f"it can be the office of a part of the company, below {nearest}"

    def _of_name(self, level: FoundLevel, nearest: str, reading: Reading) -> Iterator[str]:
        """Yield the doubt if a title is no more than the name of a level that the focus lacks."""
        named = self.levels.named(reading.text)
        is_one = named is not None and named.low == named.high == level.level
        if is_one and level.level and nearest != level.level:
            said, given = self.levels.name(level.level), self.levels.name(nearest)
            yield f"it is the name of {said}, and the nearest level of the focus is {given}"

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
            field = [word for word in interpretation.words if word in self.words.title_work(best)]
            yield f'"{" ".join(field)}" alone can be several jobs'
        unknown = self.unknown_words(best)
        if unknown:
            yield f"no known title of the focus has {reading.quoted(unknown)}"
        if self.behind.names_second_job(interpretation):
            yield "it names a second job after the first"
        foreign = self.behind.foreign(best, reading, manages=manages)
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
        stating = {*words_in(level.words)}
        for alias in self.index.aliases_of(best.focus.code):
            own = {*alias.words}
            inside = len(own) > 1 and own <= words and not own <= stating
            plain = inside and self.words.work(alias.words) == own
            if alias.level and plain and self.levels.apart(alias.level, nearest) > NEAR:
                return alias
        return None

    # The words of a title.

    def base_level(self, match: BandedMatch) -> str | None:
        """
        Return the level that the work of a title has by itself, if the canon says it.

        It is the level under which it lists the alias, if this has no level word and is in the
        title: a *cost accounting clerk* is an *accounting clerk*.
        """
        alias, interpretation = match.focus.alias, match.interpretation
        words = {*alias.words}
        plain = interpretation is not None and self.words.work(alias.words) == words
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
        return frozenset(words_in(texts))

    def ambiguous(self, best: BandedMatch) -> str:
        """
        Return the abbreviation that *best* depends on and that can also mean other work, or "".

        Forms of one word, such as *engineer* and *engineering*, are not other work. Two letters
        have more meanings than a canon lists: *PO*, *EM*.
        """
        interpretation = best.interpretation
        if interpretation is None or best.focus.exact:
            return ""
        for short in interpretation.expansions:
            if short not in interpretation.written:
                continue
            meanings = self.lexicon.abbreviations[short]
            alone = self.words.title_work(best) <= {*tokens(interpretation.expansions[short])}
            if alone and (len(short) <= _SHORT or not are_forms(meanings)):
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
        title, alias = self.words.title_work(best), self.words.work(best.focus.alias.words)
        if best.interpretation and alias.isdisjoint(self.words.work(best.interpretation.proper)):
            return True
        if title < alias:
            persons = self.words.persons
            named = alias - title <= persons and self.words.names_field(best.focus.code, title)
            return not (manages and named)
        if title == alias or len(title & alias) > 1 or self.words.combines_aliases(best):
            return False
        named = title.isdisjoint(self.words.persons) and self.words.is_job(best.focus.code, title)
        return not (manages and named)

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
        if self.words.noun(best.focus.alias) in words:
            return True
        work = self.words.title_work(best)
        persons = self.words.persons
        return not work.isdisjoint(persons) or self.words.names_field(best.focus.code, work)

    def unknown_words(self, best: BandedMatch) -> list[str]:
        """Return the words of work in the title proper that no alias of the *best* focus has."""
        written = best.interpretation.written if best.interpretation else ()
        work = self.words.work(written)
        return [
            word for word in written if word in work and not self.words.has(best.focus.code, word)
        ]


def of_level(levels: LevelReader, stated: FoundLevel, nearest: str | None) -> Iterator[str]:
    """Yield the doubts if a title states a level, and the *nearest* of the focus is another."""
    if stated.assumed or stated.level is None or nearest is None:
        return
    said, given = levels.name(stated.level), levels.name(nearest)
    if levels.manages(stated.level) and not levels.manages(nearest):
        yield f"it says {said}, who manages people, and the focus has only {given} near it"
    elif levels.manages(nearest) and not levels.manages(stated.level):
        yield f"it says {said}, and the nearest level of the focus, {given}, manages people"
    elif levels.apart(stated.level, nearest) > NEAR:
        yield f"it says {said}, and the nearest level of the focus is {given}"
