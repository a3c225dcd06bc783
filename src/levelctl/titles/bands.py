"""
Assigns the band of an answer: confident, needs review, or no confident match.

A score alone does not decide it. Half of a title can be very similar to an alias of another
trade, so the words that only the title or only the alias has count too. The thresholds come from
the canon. docs/matching.md explains the bands with examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from levelctl.canon.model import Band, MatchSettings
from levelctl.record import Record
from levelctl.text.words import Words
from levelctl.titles.aliases import AliasIndex, SimilarFocus
from levelctl.titles.clean.lexicon import Lexicon
from levelctl.titles.interpretations import Interpretation
from levelctl.titles.levels import LevelReader
from levelctl.titles.records import FoundLevel
from levelctl.titles.tokens import tokens


class BandedMatch(Record):
    """A focus that is similar to a title."""

    focus: SimilarFocus
    interpretation: Interpretation | None
    """The interpretation of the title that is similar; None if an occupation led to the focus."""
    corrected: frozenset[str] = frozenset()
    """The words that replace a misspelled word of the title."""
    confirmed: bool = False
    """Whether the titles of an occupation lead to the same focus."""

    @property
    def same_words(self) -> bool:
        """Whether the interpretation has exactly the words of the alias."""
        words = self.interpretation.words if self.interpretation else None
        return words is not None and {*words} == {*self.focus.alias.words}

    def alias_level(self, level: FoundLevel) -> str | None:
        """
        Return the level under which the canon lists the alias, if the title has the same words.

        Return None if the title states its *level* in words that the alias lacks, such as
        *supervisor* in *warehouse associate, supervisor*.
        """
        level_words = {word for text in level.words for word in tokens(text)}
        all_read = self.focus.exact or level_words <= {*self.focus.alias.words}
        return self.focus.alias.level if self.same_words and all_read else None


class Banding:
    """Assigns bands by the aliases in *index* and the *thresholds* of the canon."""

    def __init__(
        self, index: AliasIndex, lexicon: Lexicon, thresholds: MatchSettings, levels: LevelReader
    ) -> None:
        self.index = index
        self.lexicon = lexicon
        self.thresholds = thresholds
        self.levels = levels
        self._scope = frozenset(word for text in lexicon.scope for word in tokens(text))

    def band(
        self,
        matches: Sequence[BandedMatch],
        level: FoundLevel,
        nearest: str | None,
        *,
        consistent: bool = True,
    ) -> Band:
        """
        Return the band of a title with these *matches*, the most similar first.

        *level* is what the title states, and *consistent* whether its level words can all be
        true. *nearest* is the level of the first match that is nearest to it; None without one.
        """
        if not matches or matches[0].focus.score < self.thresholds.review:
            return "no confident match"
        best = matches[0]
        if self.shares_little(best):
            return "no confident match"
        sure = (
            consistent
            and best.focus.score >= self.thresholds.confident
            and (margin_of(matches) >= self.thresholds.margin or _is_unique(matches))
            and (best.focus.exact or self.accounts_for(best, level, nearest or ""))
            and not self.promotes(best, level, nearest or "")
            and not self.points_elsewhere(matches)
        )
        return "confident" if sure else "needs review"

    def accounts_for(self, best: BandedMatch, level: FoundLevel, nearest: str) -> bool:
        """
        Return whether the *best* focus accounts for everything in a title.

        It does not if the title has a word that none of its aliases has, which can name another
        trade; if the title states no level but differs from its alias in level words; or if the
        title manages people and the *nearest* level of the focus does not, or the other way round.
        """
        focus, interpretation = best.focus, best.interpretation
        if interpretation is None or (level.assumed and self.differs_in_level(best)):
            return False
        if self.may_be_a_contributor(interpretation):
            return False
        manages = not level.assumed and self.levels.manages(level.level)
        stated = not level.assumed and not best.alias_level(level)
        if stated and manages != self.levels.manages(nearest):
            return False
        if self.lacks_words(best, manages=manages):
            return False
        return self._has_all(focus.code, interpretation.written)

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

    def promotes(self, best: BandedMatch, level: FoundLevel, nearest: str) -> bool:
        """
        Return whether *nearest* is above the highest level that the title can mean.

        Return False if the title states no level, or is an alias that the canon lists under one.
        """
        if level.assumed or best.alias_level(level):
            return False
        return self.levels.above(nearest, level.high)

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
        alias, as *designer* is, unless it *manages* people and lacks only the noun for them; or if
        the two share at most one word and each has others.
        """
        title, alias = self._title_work(best), self._work(best.focus.alias.words)
        if best.interpretation and alias.isdisjoint(self._work(best.interpretation.proper)):
            return True
        if title < alias:
            return not (manages and all(map(self.index.ends, alias - title)))
        return title != alias and len(title & alias) <= 1 and not self.combines_aliases(best)

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

    def points_elsewhere(self, matches: Sequence[BandedMatch]) -> bool:
        """
        Return whether a title contains a complete alias of a focus other than the best one.

        That alias must have a word of work that is not shared with the best alias. It can be in
        the title proper or after it. After it, an alias with a single word of work does not count,
        because it can name a team.
        """
        best, *others = matches
        interpretation = best.interpretation
        if best.focus.exact or interpretation is None:
            return False
        proper = frozenset(interpretation.written)
        after = frozenset(Counter(interpretation.all_written) - Counter(interpretation.written))
        for other in others:
            work = self._work(other.focus.alias.words)
            several = len(work) > 1
            words = work if several else frozenset(other.focus.alias.words)
            in_title = words <= proper or (several and words <= after)
            if in_title and work - {*best.focus.shared}:
                return True
        return False

    def shares_little(self, best: BandedMatch) -> bool:
        """
        Return whether a title shares only level words, or one weak word, with its *best* alias.

        A word is weak if it is used in every trade; if it replaces a misspelled word; if it is a
        common noun and the whole title; or, where title and alias both have other words, if the
        title's noun is in no alias (*security guard*) or is the word itself (*wedding planner*).
        The last does not apply to a word that many aliases of a single focus have.
        """
        focus, interpretation = best.focus, best.interpretation
        shared = self._work(focus.shared)
        if focus.same_work or focus.exact or len(shared) > 1:
            return False
        if interpretation is None or best.confirmed:
            return False
        if not shared:
            return True
        (word,) = shared
        every_trade = len(self.index.foci(word)) > self.thresholds.vague
        return every_trade or self._is_weak(word, best, interpretation)

    def _is_weak(self, word: str, best: BandedMatch, interpretation: Interpretation) -> bool:
        title = self._work(interpretation.proper)
        if word in best.corrected:
            return True
        if title <= {word}:
            common = len(self.index.foci(word)) > self.thresholds.vague_noun
            return common and self.index.ends(word)
        if self._work(best.focus.alias.words) <= {word}:
            return False
        noun = [each for each in interpretation.proper if each in title][-1]
        return not self.index.count(noun) or (noun == word and not self._identifies(word))

    def _title_work(self, match: BandedMatch) -> frozenset[str]:
        """Return the words of work in the title proper and in its interpretation."""
        interpretation = match.interpretation
        if interpretation is None:
            return frozenset()
        return self._work(interpretation.proper) | self._work(interpretation.words)

    def _work(self, words: Words) -> frozenset[str]:
        """Return the *words* that name work, and not a level or scope."""
        return self.index.facts.work(words)

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

    def _identifies(self, word: str) -> bool:
        """Return whether *word* identifies a focus: only that one has it, in many aliases."""
        many = self.index.count(word) >= self.thresholds.telling
        return many and len(self.index.foci(word)) == 1


def margin_of(matches: Sequence[BandedMatch]) -> float:
    """Return by how much the first score of *matches* exceeds the second, from 0 to 1."""
    scores = [match.focus.score for match in matches[:2]]
    return scores[0] - sum(scores[1:]) if scores else 0.0


def _is_unique(matches: Sequence[BandedMatch]) -> bool:
    """
    Return whether the best match is the only one with the title as an alias.

    If its alias is not the title itself, it must be the only one whose alias names the same work.
    """
    best, *others = (match.focus for match in matches)
    if best.exact:
        return not any(other.exact and other.score == best.score for other in others)
    return best.same_work and not any(other.same_work for other in others)
