"""A focus that is similar to a title, as the rules for doubts and bands see it."""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.record import Record
from levelctl.titles.aliases import SimilarFocus
from levelctl.titles.interpretations import Interpretation
from levelctl.titles.records import FoundLevel
from levelctl.titles.tokens import words_in


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
        *supervisor* in *warehouse associate, supervisor*, or in a grade that is no word of it.
        """
        if self.focus.alias.level is None or not self.same_words:
            return None
        level_words = {*words_in(level.words)}
        known = {*self.focus.alias.words}
        if self.focus.exact and self.interpretation:
            known |= {*self.interpretation.all_written}
        return self.focus.alias.level if level_words <= known else None


def margin_of(matches: Sequence[BandedMatch]) -> float:
    """Return by how much the first score of *matches* exceeds the second, from 0 to 1."""
    scores = [match.focus.score for match in matches[:2]]
    return scores[0] - sum(scores[1:]) if scores else 0.0


def is_unique(matches: Sequence[BandedMatch]) -> bool:
    """
    Return whether the best match is the only one with the title as an alias.

    If its alias is not the title itself, it must be the only one whose alias names the same work.
    """
    best, *others = (match.focus for match in matches)
    if best.exact:
        return not any(other.exact and other.score == best.score for other in others)
    return best.same_work and not any(other.same_work for other in others)
