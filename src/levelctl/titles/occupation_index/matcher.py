"""What a messy title means among the occupations of an imported scheme, without a canon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from levelctl.canon.model import Band
from levelctl.errors import LevelctlError
from levelctl.occupations import onet
from levelctl.titles.clean.cleaner import Cleaned, Cleaner
from levelctl.titles.clean.lexicon import lexicon_of
from levelctl.titles.languages import KnownWork, LanguageDetector
from levelctl.titles.occupation_index.index import NOTHING, Ranking
from levelctl.titles.occupation_index.onet_index import OnetIndex
from levelctl.titles.records import Candidate, Match

if TYPE_CHECKING:
    from levelctl.titles.occupation_index.coded_occupations import CodedOccupations

AT_ONCE = 256
"""
The most titles that are looked up at once.

With 512 and more, the arrays are so large that their memory is returned and asked for again each
time, which takes longer than the larger steps save.
"""

DIGITS = 3
"""The digits of a probability, which is compared as it is shown."""

CONFIDENT_AT = 0.9
"""
The least probability of a confident answer; docs/matching.md has the figures.

No canon is involved, so it is not a setting of one.
"""


def scheme_matcher(
    name: str, prior: str | None = None, *, confident_at: float | None = None
) -> SchemeMatcher:
    """
    Return the matcher of the imported scheme *name*, such as *onet*.

    *prior* is the name of an imported list of coded titles, or the path of a file of them.
    *confident_at* is the least probability of a confident answer. Raises LevelctlError if the
    scheme or the titles are not imported, and CanonError if they cannot be read.
    """
    if name.casefold() not in (*onet.CALLED, onet.NAME.casefold()):
        raise LevelctlError(
            f"titles cannot be matched with the scheme {name!r}",
            hint="only with onet: levelctl import onet FOLDER imports it, then give --scheme onet",
        )
    index = OnetIndex.imported()
    if index is None:
        raise LevelctlError(
            f"the scheme {name!r} is not imported", hint="levelctl import onet FOLDER imports it"
        )
    coded = _coded(index, prior) if prior is not None else None
    return SchemeMatcher(index, coded, confident_at=confident_at)


def _coded(occupations: OnetIndex, prior: str) -> CodedOccupations:
    from levelctl.titles.coded.reading import coded_titles_of
    from levelctl.titles.occupation_index.coded_occupations import Preparation

    return Preparation(occupations, lexicon_of(None)).of(coded_titles_of(prior))


class SchemeMatcher:
    """
    Finds which of *occupations* titles mean, also by those that are *coded*. Thread-safe.

    An answer is confident if the probability that it is right is at least *confident_at*, from 0
    to 1; `CONFIDENT_AT` if it is None.
    """

    def __init__(
        self,
        occupations: OnetIndex,
        coded: CodedOccupations | None = None,
        *,
        confident_at: float | None = None,
    ) -> None:
        self.occupations = occupations
        self.coded = coded
        self._prior = coded.prior if coded else None
        self.confident_at = confident_at
        lexicon = lexicon_of(None)
        self.cleaner = Cleaner(lexicon)
        known = KnownWork(occupations.index.knows, occupations.index.has_title)
        self.languages = LanguageDetector(lexicon, known)

    @property
    def edition(self) -> str:
        """The scheme and its edition, such as *O*NET-SOC 2019*."""
        return f"{onet.NAME} {self.occupations.head.version}"

    def match_many(self, titles: Iterable[str], *, top: int = 5) -> Iterator[Match]:
        """Yield what each of *titles* means, in order; of a sequence, many at once."""
        if not isinstance(titles, Sequence):
            yield from (self.match(title, top=top) for title in titles)
            return
        for at in range(0, len(titles), AT_ONCE):
            several = titles[at : at + AT_ONCE]
            cleaned = [self.cleaner.clean(title) for title in several]
            texts = [each.text for each in cleaned]
            rankings = self.occupations.index.rankings(texts, max(top, 2), self._prior)
            yield from (
                self._match(title, each, ranking, top)
                for title, each, ranking in zip(several, cleaned, rankings, strict=True)
            )

    def match(self, title: str, *, top: int = 5) -> Match:
        """Return which occupation *title* means, with at most *top* candidates."""
        cleaned = self.cleaner.clean(title)
        ranking = self.occupations.index.ranking(cleaned.text, max(top, 2), self._prior)
        return self._match(title, cleaned, ranking, top)

    def _match(self, title: str, cleaned: Cleaned, ranking: Ranking, top: int) -> Match:
        titles = self.occupations.head.titles
        language = self.languages.language_of(cleaned.text)
        if language:
            ranking = NOTHING
        candidates = [
            Candidate(each.code, titles[each.code], round(each.score, 4), each.by)
            for each in ranking.ranked
        ]
        first, second = ([each.score for each in candidates] + [0.0, 0.0])[:2]
        p = None if ranking.p is None else round(ranking.p, DIGITS)
        match = Match(
            given=title,
            cleaned=cleaned.text,
            removed=cleaned.removed,
            level=None,
            band=self._band(p),
            best=candidates[0] if candidates else None,
            margin=round(first - second, 4),
            alternatives=tuple(candidates[1:top]),
            p=p,
            doubts=(f"not matched: {language}",) if language else (),
            language=language,
        )
        return self.coded.answered(match, top, self.confident_at) if self.coded else match

    def _band(self, p: float | None) -> Band:
        if p is None:
            return "no confident match"
        least = CONFIDENT_AT if self.confident_at is None else self.confident_at
        return "confident" if p >= least else "needs review"
