"""
A person's coded titles for the occupations of an imported scheme: as a prior, and to look up.

What the titles say is computed when they are imported, and stored beside them. If the scheme or the
words of the reference canon have changed since, or if the titles are a file, it is computed anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from levelctl.cache.store import checksum
from levelctl.canon.canon import key
from levelctl.errors import CanonError
from levelctl.occupations.coded_titles import CodedTitle, prefix
from levelctl.occupations.schemes import SOC_LENGTH
from levelctl.record import encode, replace
from levelctl.tables.rows import BadRow
from levelctl.text.words import Words
from levelctl.titles.clean.cleaner import Cleaner
from levelctl.titles.clean.lexicon import Lexicon
from levelctl.titles.coded import lookup
from levelctl.titles.coded.answers import answered
from levelctl.titles.coded.lookup import SURE, CodedLookup, Forms, Looked, looked_up
from levelctl.titles.coded.reading import CodedTitles, LeavingOut
from levelctl.titles.occupation_index import prior
from levelctl.titles.occupation_index.calibration import Calibration, fitted, parted
from levelctl.titles.occupation_index.onet_index import OnetIndex
from levelctl.titles.occupation_index.postings import InMemory, Stored, read
from levelctl.titles.occupation_index.prior import Prior, PriorHead
from levelctl.titles.records import Candidate, Match
from levelctl.titles.tokens import tokens

FORMAT = 4
"""The edition of what is computed from coded titles."""

CALIBRATION = key("calibration")
"""The value that holds the `Calibration`."""

DIGITS = 3
"""The digits of a probability, which is compared as it is shown."""


class CodedOccupations:
    """The coded titles in *source*, whose codes are in *occupations*. Thread-safe."""

    def __init__(
        self,
        coded: CodedTitles,
        source: InMemory | Stored,
        occupations: OnetIndex,
        forms: Forms,
    ) -> None:
        self.coded = coded
        self.prior = Prior(source)
        self._calibration = source.get(CALIBRATION, Calibration) or Calibration()
        self._lookup = CodedLookup(source, forms)
        self._occupations = occupations

    def answered(self, match: Match, top: int, confident_at: float | None = None) -> Match:
        """
        Return *match*, with the codes of its title first if a person has coded it.

        If nobody has, its probability is that of answers to titles that the list has not.
        """
        match = replace(match, prior=self.coded.called)
        found = self._lookup.of(match.given, match.cleaned) or self._lookup.of_words(
            words_of(match.cleaned, self._occupations),
            self._occupations.index.words(match.cleaned),
        )
        if found:
            return answered(match, found, self.coded.name, self._candidate, top, confident_at)
        if match.p is None:
            return match
        p = round(self._calibration.of(match.p), DIGITS)
        sure = p >= (SURE if confident_at is None else confident_at)
        return replace(match, p=p, band="confident" if sure else "needs review")

    def _candidate(self, code: str, score: float, by: tuple[str, ...]) -> Candidate:
        return Candidate(code, self._occupations.head.titles[code], score, by)


def words_of(text: str, occupations: OnetIndex) -> Words:
    """
    Return the words of a cleaned title, *text*, as *occupations* read them.

    Their spelling is not corrected: a person's own words are right, and to correct many takes long.
    """
    return read(tokens(text, occupations.head.short))


class Preparation:
    """Prepares coded titles for *occupations*, with the words of *lexicon*."""

    def __init__(self, occupations: OnetIndex, lexicon: Lexicon) -> None:
        self.occupations = occupations
        self.cleaner = Cleaner(lexicon)
        self.forms = Forms(lexicon)
        self.codes = occupations.index.head.codes
        self._named = frozenset(self.codes).intersection(occupations.head.titles)
        parts = (FORMAT, self.codes, occupations.head.short, occupations.head.model, lexicon)
        self.digest = checksum(encode(parts))

    def of(self, coded: CodedTitles) -> CodedOccupations:
        """
        Return *coded* for the occupations. Its rows with other codes are left out, and reported.

        Raises CanonError if none is left, or if an import is damaged.
        """
        stored = self._stored(coded)
        if stored is not None:
            return CodedOccupations(coded, stored, self.occupations, self.forms)
        used = self.known(coded)
        return CodedOccupations(used, self.values(used.titles), self.occupations, self.forms)

    def known(self, coded: CodedTitles) -> CodedTitles:
        """Return *coded* without the rows whose codes the scheme lacks; see `of`."""
        leaving_out = LeavingOut(coded.left_out)
        known = []
        for each in coded.titles:
            wrong = next((code for code in _six_digits(each) if code not in self._named), None)
            if wrong is None:
                known.append(each)
            else:
                leaving_out.add(BadRow(each.line, f"{wrong} is no code of the scheme"), each.rows)
        if not known:
            raise CanonError(
                f"{coded.name} has no code of the scheme: {leaving_out.result}",
                hint="are its codes of another edition, or of a canon?",
            )
        return coded.reduced(known, leaving_out.result)

    def values(self, titles: Sequence[CodedTitle]) -> InMemory:
        """Return what *titles*, whose codes are known, say."""
        titles = [each._replace(codes=_six_digits(each)) for each in titles]
        words = partial(words_of, occupations=self.occupations)
        looked = looked_up(titles, self.cleaner, self.forms, words)
        own = dict(prior.values(looked, self.codes, self.digest))
        own[CALIBRATION] = self._calibration(looked)
        return InMemory({**own, **dict(lookup.values(looked))})

    def _calibration(self, looked: Sequence[Looked]) -> Calibration:
        """Return how likely answers are right, by titles that are left out of the prior."""
        known, asked = parted(looked)
        own = Prior(InMemory(dict(prior.values(known, self.codes, self.digest))))
        rankings = ((each, self.occupations.index.ranking(each.words, 1, own)) for each in asked)
        return fitted(
            (found.p, found.ranked[0].code in each.coded.codes)
            for each, found in rankings
            if found.p is not None
        )

    def _stored(self, coded: CodedTitles) -> Stored | None:
        if coded.rows is None:
            return None
        stored = Stored(coded.rows, prefix(coded.name))
        head = stored.get(key(prior.HEAD), PriorHead)
        return stored if head and head.digest == self.digest else None


def _six_digits(titles: CodedTitle) -> tuple[str, ...]:
    """Return the codes of *titles* as SOC codes, each once."""
    return tuple(dict.fromkeys(code[:SOC_LENGTH] for code in titles.codes))
