"""What the words of a title have in common with the aliases of a focus."""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.text.words import Words
from levelctl.titles.aliases import AliasIndex, IndexedAlias
from levelctl.titles.banded_match import BandedMatch
from levelctl.titles.clean.lexicon import Lexicon
from levelctl.titles.tokens import tokens

SAME_STEM = 4
"""The letters that two words must begin with to be forms of one: *nurse*, *nursing*."""


class FocusWords:
    """Compares words with the aliases in *index*, by the abbreviations of *lexicon*."""

    def __init__(self, index: AliasIndex, lexicon: Lexicon) -> None:
        self.index = index
        self.lexicon = lexicon
        self.persons = index.facts.persons
        """The nouns for a person that aliases end with."""
        self.work = index.work
        """Returns the words that name work, and not a level or scope."""

    def title_work(self, match: BandedMatch) -> frozenset[str]:
        """Return the words of work in the title proper and in its interpretation."""
        interpretation = match.interpretation
        if interpretation is None:
            return frozenset()
        return self.work(interpretation.proper) | self.work(interpretation.words)

    def has(self, code: str, word: str) -> bool:
        """Return whether an alias of the focus *code* has *word* or one of its expansions."""
        meanings = map(tokens, self.lexicon.abbreviations.get(word, ()))
        return self._in_focus(code, word) or any(
            all(self._in_focus(code, each) for each in meaning) for meaning in meanings
        )

    def _in_focus(self, code: str, word: str) -> bool:
        return code in self.index.foci(word)

    def has_all(self, code: str, words: Words) -> bool:
        """Return whether aliases of the focus *code* have all of *words* that name work."""
        return all(self.has(code, word) for word in self.work(words))

    def combines_aliases(self, match: BandedMatch) -> bool:
        """
        Return whether a title consists of an alias of its focus and words from its other aliases.

        *Golang backend engineer* is one if *backend engineer* is an alias and another one has
        *golang*. The alias must have at least two words that name work.
        """
        focus, interpretation = match.focus, match.interpretation
        if interpretation is None or not self.has_all(focus.code, interpretation.written):
            return False
        title = self.title_work(match)
        return any(len(work) > 1 and work <= title for work in self.index.works(focus.code))

    def noun(self, alias: IndexedAlias) -> str:
        """
        Return the noun of *alias*: a word for a person, or the last of its level words.

        It is *lead* in *development team lead* and *officer* in *chief revenue officer*.
        """
        last = alias.words[-1]
        if last in self.persons:
            return last
        work = self.work(alias.words)
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
        known = all(self.has(code, word) for word in work)
        for words in self.index.words_of(code):
            own, last = self.work(words), words[-1]
            if own == {*words}:
                if known and own > {last} and own - {last} <= work and last in self.persons:
                    nouns.add(last)
            elif known and own and own <= work and last not in own:
                ranks.add(last)
        return max(len(nouns), len(ranks)) > 1

    def is_job(self, code: str, work: frozenset[str]) -> bool:
        """
        Return whether *work* is an alias or name of the focus *code*, or the field of its noun.

        It can have words of other aliases besides: *global payroll*.
        """
        known = all(self.has(code, word) for word in work)
        for words in self.index.words_of(code):
            own = self.work(words)
            if own != {*words}:
                continue
            if known and own <= work:
                return True
            same_length = len(own) == len(work) and own - work == {words[-1]}
            if same_length and is_form(words[-1], *(work - own)):
                return True
        return False


def are_forms(meanings: Sequence[str]) -> bool:
    """Return whether *meanings* are all forms of the first one."""
    first, *others = map(tokens, meanings)
    return all(len(other) == len(first) and all(map(is_form, first, other)) for other in others)


def is_form(noun: str, field: str) -> bool:
    """
    Return whether *field* can be what a *noun* for a person does.

    >>> [is_form("engineer", field) for field in ("engineering", "energy")]
    [True, False]
    """
    common = next(
        (at for at, (one, other) in enumerate(zip(noun, field, strict=False)) if one != other),
        min(len(noun), len(field)),
    )
    return common >= max(SAME_STEM, len(noun) - SAME_STEM)
