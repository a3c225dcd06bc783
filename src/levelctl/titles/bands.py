"""
Which of the three answers it is: confident, needs review, or no confident match.

A score alone does not tell: half a title may be very like an alias of another trade. So what the
title and the alias do not share is looked at too. The thresholds are the canon's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from levelctl.canon.model import Matching
from levelctl.record import Record
from levelctl.titles.aliases import AliasIndex, SimilarFocus, Words
from levelctl.titles.clean.lexicon import Lexicon
from levelctl.titles.interpretations import Interpretation
from levelctl.titles.levels import LevelReader
from levelctl.titles.records import Band, FoundLevel
from levelctl.titles.tokens import tokens


class BandedMatch(Record):
    """A focus that a title is like."""

    like: SimilarFocus
    reading: Interpretation | None
    """The words of the title that are like it; None where an occupation led to the focus."""
    guessed: frozenset[str] = frozenset()
    """Those of the words that stand for a misspelled one."""
    seconded: bool = False
    """Whether an occupation, by titles of its own, leads to the focus as well."""

    @property
    def same_words(self) -> bool:
        """Whether what is read of the title has the words of the alias, be it by a guess."""
        return self.reading is not None and {*self.reading.words} == {*self.like.alias.words}

    def filed(self, level: FoundLevel) -> str | None:
        """
        Return the level that the canon files the alias under, if the title has the same words.

        Not if it says *level* in others: *warehouse associate, supervisor*.
        """
        said = {word for text in level.words for word in tokens(text)}
        whole = self.like.exact or said <= {*self.like.alias.words}
        return self.like.alias.level if self.same_words and whole else None


class Banding:
    """Tells the band of a title by the aliases in *index* and the thresholds *wanted*."""

    def __init__(
        self, index: AliasIndex, lexicon: Lexicon, wanted: Matching, levels: LevelReader
    ) -> None:
        self.index = index
        self.lexicon = lexicon
        self.wanted = wanted
        self.levels = levels
        self._scope = frozenset(word for text in lexicon.scope for word in tokens(text))

    def band(
        self,
        found: Sequence[BandedMatch],
        level: FoundLevel,
        own: str | None,
        *,
        agrees: bool = True,
    ) -> Band:
        """
        Return the band of a title that is like *found*, the likest first.

        The title says *level*, and *agrees* with itself or not; *own* is the level of its code,
        None if nothing is found.
        """
        if not found or found[0].like.score < self.wanted.review or self.says_little(found[0]):
            return "no confident match"
        likes = [each.like for each in found[:2]]
        sure = (
            agrees
            and likes[0].score >= self.wanted.confident
            and (margin_of(found) >= self.wanted.margin or _only_one(found))
            and (likes[0].exact or self.accounts_for(found[0], level, own or ""))
            and not self.promotes(found[0], level, own or "")
            and not self.points_elsewhere(found)
        )
        return "confident" if sure else "needs review"

    def accounts_for(self, best: BandedMatch, level: FoundLevel, own: str) -> bool:
        """
        Tell whether the *best* focus accounts for all that a title says.

        It does not for a word that none of its aliases has, which may name another trade; for one
        that says no level and yet differs from its alias in words of level; and for people who
        lead others if at its nearest level, *own*, nobody does, or the other way round.
        """
        like, reading = best.like, best.reading
        if reading is None or (level.assumed and self.differs_in_level(best)):
            return False
        if self.may_be_a_contributor(reading):
            return False
        manages = not level.assumed and self.levels.manages(level.level)
        said = not level.assumed and not best.filed(level)
        if said and manages != self.levels.manages(own):
            return False
        return not self.lacks(best, manages=manages) and self._has_all(like.code, reading.given)

    def may_be_a_contributor(self, reading: Interpretation) -> bool:
        """
        Tell whether an abbreviation's other meaning makes a contributor's noun of the ladder.

        *Acct mgr* may be an accounting manager, and is more often an account manager.
        """
        said = self._written(reading, reading.meant)
        others = (
            self._written(reading, {**reading.meant, short: meaning})
            for short in reading.meant
            for meaning in self.lexicon.abbreviations[short]
        )
        nouns = [noun for noun in self.levels.contributors if not noun <= said]
        return any(noun <= other for other in others for noun in nouns)

    def _written(self, reading: Interpretation, meant: Mapping[str, str]) -> frozenset[str]:
        """Return the words of the title proper with abbreviations as they are *meant*."""
        return frozenset(each for word in reading.given for each in tokens(meant.get(word, word)))

    def promotes(self, best: BandedMatch, level: FoundLevel, own: str) -> bool:
        """
        Tell whether *own*, the nearest level of the focus, is above all that the title says.

        Not so where the title says nothing, or is an alias that the canon files under a level.
        """
        if level.assumed or best.filed(level):
            return False
        return self.levels.above(own, level.high)

    def differs_in_level(self, found: BandedMatch) -> bool:
        """
        Tell whether a title and its alias have the same work, but only one of them a word of level.

        Who says *nurse* means no graduate nurse alone, nor *head recruiter* any recruiter. How far
        a job reaches is no matter of level.
        """
        like, reading = found.like, found.reading
        if reading is None or not like.same_work or found.same_words:
            return False
        apart = {*reading.words} ^ {*like.alias.words}
        return like.alias.level is not None or not apart <= self._scope

    def lacks(self, best: BandedMatch, *, manages: bool) -> bool:
        """
        Tell whether a title has too little of the alias of its *best*.

        It may have none of it in the title proper; say less, as *designer*, unless all that it
        lacks is what those are called whom its manager leads; or share but a word, of which one of
        the two makes something else.
        """
        title, alias = self._said(best), self._work(best.like.alias.words)
        if best.reading and alias.isdisjoint(self._work(best.reading.proper)):
            return True
        if title < alias:
            return not (manages and all(map(self.index.ends, alias - title)))
        return title != alias and len(title & alias) <= 1 and not self.composed(best)

    def composed(self, found: BandedMatch) -> bool:
        """
        Tell whether a title is an alias of its focus with more words that others of its have.

        The alias has several words that name work: *golang backend engineer*.
        """
        like, reading = found.like, found.reading
        if reading is None or not self._has_all(like.code, reading.given):
            return False
        work = self._said(found)
        return any(len(each) > 1 and each <= work for each in self.index.works(like.code))

    def points_elsewhere(self, found: Sequence[BandedMatch]) -> bool:
        """
        Tell whether the title has a whole alias of another focus in words that its best has not.

        It stands in the title proper or in what follows. There one that names its work in a single
        word does not count, for it may name a team.
        """
        best, *others = found
        if best.like.exact or best.reading is None:
            return False
        proper = frozenset(best.reading.given)
        aside = frozenset(Counter(best.reading.whole) - Counter(best.reading.given))
        for other in others:
            work = self._work(other.like.alias.words)
            several = len(work) > 1
            words = work if several else frozenset(other.like.alias.words)
            if work - {*best.like.shared} and (words <= proper or (several and words <= aside)):
                return True
        return False

    def says_little(self, best: BandedMatch) -> bool:
        """
        Tell whether what a title shares with its *best* is but a level, or one word of little use.

        Of little use is a word of every trade, or a noun of several that is all of the title; one
        that stands for a misspelled word; and, where title and alias both say more, one beside a
        noun that no alias has (*security guard*), or the noun itself (*wedding planner*), unless
        one focus alone has it and often.
        """
        like, reading = best.like, best.reading
        shared = self._work(like.shared)
        if like.same_work or like.exact or len(shared) > 1:
            return False
        if reading is None or best.seconded:
            return False
        if not shared:
            return True
        (word,) = shared
        every_trade = len(self.index.foci(word)) > self.wanted.vague
        return every_trade or self._of_little_use(word, best, reading)

    def _of_little_use(self, word: str, best: BandedMatch, reading: Interpretation) -> bool:
        title = self._work(reading.proper)
        if word in best.guessed:
            return True
        if title <= {word}:
            return len(self.index.foci(word)) > self.wanted.vague_noun and self.index.ends(word)
        if self._work(best.like.alias.words) <= {word}:
            return False
        noun = [each for each in reading.proper if each in title][-1]
        return not self.index.count(noun) or (noun == word and not self._tells(word))

    def _said(self, found: BandedMatch) -> frozenset[str]:
        """Return the words that name the work, of the title proper and of what is read."""
        reading = found.reading
        return self._work(reading.proper) | self._work(reading.words) if reading else frozenset()

    def _work(self, words: Words) -> frozenset[str]:
        """Return those of *words* that name the work, and not the level or the scope."""
        return self.index.facts.work(words)

    def _has_all(self, code: str, words: Words) -> bool:
        """Tell whether aliases of the focus *code* have all of *words* that name the work."""
        return all(self._has(code, word) for word in self._work(words))

    def _has(self, code: str, word: str) -> bool:
        """Tell whether an alias of the focus *code* has *word*, or what it is short for."""
        meanings = map(tokens, self.lexicon.abbreviations.get(word, ()))
        return self._names(code, word) or any(
            all(self._names(code, each) for each in meaning) for meaning in meanings
        )

    def _names(self, code: str, word: str) -> bool:
        return code in self.index.foci(word)

    def _tells(self, word: str) -> bool:
        """Tell whether *word* alone tells a focus: no other has it, and many of its aliases do."""
        return len(self.index.foci(word)) == 1 and self.index.count(word) >= self.wanted.telling


def margin_of(found: Sequence[BandedMatch]) -> float:
    """Return by how much the score of the first of *found* is above the next; 0 of none."""
    scores = [each.like.score for each in found[:2]]
    return scores[0] - sum(scores[1:]) if scores else 0.0


def _only_one(found: Sequence[BandedMatch]) -> bool:
    """Tell whether the best alone has an alias that is the title, or names the same work."""
    best, *others = (each.like for each in found)
    if best.exact:
        return not any(other.exact and other.score == best.score for other in others)
    return best.same_work and not any(other.same_work for other in others)
