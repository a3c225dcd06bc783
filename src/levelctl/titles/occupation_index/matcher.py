"""What a messy title means among the occupations of an imported scheme, without a canon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from levelctl.canon.model import Band
from levelctl.errors import LevelctlError
from levelctl.occupations import onet
from levelctl.titles.clean.cleaner import Cleaner
from levelctl.titles.clean.lexicon import lexicon_of
from levelctl.titles.occupation_index.onet_index import OnetIndex
from levelctl.titles.records import Candidate, Match

if TYPE_CHECKING:
    from levelctl.titles.occupation_index.coded_occupations import CodedOccupations

SURE = 0.65
"""
The least margin of a confident answer; docs/matching.md has the figures.

It was calibrated with the shares of the index. No canon is involved, so it is not a setting.
"""


def scheme_matcher(name: str, prior: str | None = None) -> SchemeMatcher:
    """
    Return the matcher of the imported scheme *name*, such as *onet*.

    *prior* is the name of an imported list of coded titles, or the path of a file of them. Raises
    LevelctlError if the scheme or the titles are not imported, and CanonError if they cannot be
    read.
    """
    known = name.casefold() in (*onet.CALLED, onet.NAME.casefold())
    index = OnetIndex.imported() if known else None
    if index is None:
        raise LevelctlError(
            f"the scheme {name!r} is not imported",
            hint="levelctl import onet FOLDER imports it; levelctl import --list lists schemes",
        )
    return SchemeMatcher(index, _coded(index, prior) if prior is not None else None)


def _coded(occupations: OnetIndex, prior: str) -> CodedOccupations:
    from levelctl.titles.coded.reading import coded_titles_of
    from levelctl.titles.occupation_index.coded_occupations import Preparation

    return Preparation(occupations, lexicon_of(None)).of(coded_titles_of(prior))


class SchemeMatcher:
    """Finds which of *occupations* titles mean, also by those that are *coded*. Thread-safe."""

    def __init__(self, occupations: OnetIndex, coded: CodedOccupations | None = None) -> None:
        self.occupations = occupations
        self.coded = coded
        self.cleaner = Cleaner(lexicon_of(None))

    def match_many(self, titles: Iterable[str], *, top: int = 5) -> Iterator[Match]:
        """Yield what each of *titles* means, in order."""
        return (self.match(title, top=top) for title in titles)

    def match(self, title: str, *, top: int = 5) -> Match:
        """Return which occupation *title* means, with at most *top* candidates."""
        cleaned = self.cleaner.clean(title)
        prior = self.coded.prior if self.coded else None
        ranked = self.occupations.rank(cleaned.text, max(top, 2), prior)
        candidates = [
            Candidate(each.code, each.title, round(each.score, 4), each.by) for each in ranked
        ]
        best = candidates[0] if candidates else None
        first, second = ([each.score for each in candidates] + [0.0, 0.0])[:2]
        margin = round(first - second, 4)
        match = Match(
            given=title,
            cleaned=cleaned.text,
            removed=cleaned.removed,
            level=None,
            band=_band(margin, any_candidate=best is not None),
            best=best,
            margin=margin,
            alternatives=tuple(candidates[1:top]),
        )
        return self.coded.answered(match, top) if self.coded else match


def _band(margin: float, *, any_candidate: bool) -> Band:
    if not any_candidate:
        return "no confident match"
    return "confident" if margin >= SURE else "needs review"
