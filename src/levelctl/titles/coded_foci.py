"""A person's coded titles for the foci and profiles of a canon: known aliases of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from levelctl.canon.codes import split
from levelctl.canon.model import FocusSummary, Ladder
from levelctl.errors import CanonError
from levelctl.occupations.coded_titles import CodedTitle
from levelctl.record import replace
from levelctl.suggest import did_you_mean
from levelctl.titles.clean.cleaner import Cleaner
from levelctl.titles.clean.lexicon import Lexicon
from levelctl.titles.coded import lookup
from levelctl.titles.coded.answers import answered
from levelctl.titles.coded.lookup import CodedLookup, Forms, looked_up
from levelctl.titles.coded.reading import CodedTitles
from levelctl.titles.doubts import of_level
from levelctl.titles.levels import LevelReader, TitleLevel, nearest_level
from levelctl.titles.occupation_index.postings import InMemory
from levelctl.titles.records import Candidate, FoundLevel, Match

FOCUS_PARTS = 2
"""The parts of the code of a focus; that of a profile has its level as a third."""


class CodedFoci:
    """
    The *coded* titles for the foci of a canon, by their codes in *summaries*. Thread-safe.

    Raises CanonError if one of their codes is not in *summaries*, or if an import is damaged.
    """

    def __init__(
        self,
        coded: CodedTitles,
        summaries: Mapping[str, FocusSummary],
        ladder: Ladder,
        levels: LevelReader,
        lexicon: Lexicon,
    ) -> None:
        self.coded = coded
        self._summaries = summaries
        self._ladder = ladder
        self._reader = levels
        self._levels = {
            code: tuple(level for level, _ in summary.levels) for code, summary in summaries.items()
        }
        spelled = {code.casefold(): code for code in self._codes()}
        titles = [self._spelled(each, spelled) for each in coded.titles]
        forms = Forms(lexicon)
        self._cleaner = Cleaner(lexicon)
        looked = looked_up(titles, self._cleaner, forms)
        self._lookup = CodedLookup(InMemory(dict(lookup.values(looked))), forms)

    def answered(
        self,
        match: Match,
        stated_level: Callable[[Match], TitleLevel],
        within: frozenset[str] | None,
        top: int,
        confident_at: float | None = None,
    ) -> Match:
        """
        Return *match*, with the codes of its title first if a person has coded it.

        *stated_level* returns the level that the title states. Codes of foci that are not *within*
        do not count. *confident_at* is the least share of a confident answer.
        """
        match = replace(match, prior=self.coded.called)
        as_spelled = self._cleaner.clean(match.given).text
        found = self._lookup.of(match.given, as_spelled, match.cleaned)
        if found is not None and within is not None:
            found = found.limited({code for code in found.codes if _focus(code) in within})
        if found is None:
            return match

        title = stated_level(match)

        def candidate(code: str, score: float, by: tuple[str, ...]) -> Candidate:
            return self._candidate(code, score, by, title)

        with_codes = answered(match, found, self.coded.name, candidate, top, confident_at)
        doubts = (*with_codes.doubts, *self._doubts(found.codes[0], title))
        return replace(
            with_codes,
            level=self._level(found.codes[0], title),
            doubts=doubts,
            band="needs review" if doubts else with_codes.band,
        )

    def _candidate(
        self, code: str, score: float, by: tuple[str, ...], title: TitleLevel
    ) -> Candidate:
        focus = _focus(code)
        summary = self._summaries[focus]
        level: str | None = code.removeprefix(focus).strip(".")
        instead_of = None
        if not level:
            stated = title.in_family(summary.family, None, self._levels[focus])
            level, instead_of = nearest_level(self._ladder, stated, self._levels[focus])
        full_code = f"{focus}.{level}" if level else focus
        return Candidate(full_code, summary.name, score, by, level, instead_of)

    def _level(self, code: str, title: TitleLevel) -> FoundLevel:
        """Return the level of *code*; if it has none, the one that the *title* states."""
        focus = _focus(code)
        level = code.removeprefix(focus).strip(".")
        if level:
            return FoundLevel(level, level, level, (), assumed=False)
        return title.in_family(self._summaries[focus].family, None, self._levels[focus])

    def _doubts(self, code: str, title: TitleLevel) -> Iterator[str]:
        """Yield why the level of *code* is not certain; none if the code itself has it."""
        focus = _focus(code)
        if code != focus:
            return
        family = self._summaries[focus].family
        stated = title.in_family(family, None, self._levels[focus])
        yield from title.doubts(family, None, self._levels[focus])
        yield from of_level(
            self._reader, stated, nearest_level(self._ladder, stated, self._levels[focus])[0]
        )

    def _spelled(self, each: CodedTitle, spelled: Mapping[str, str]) -> CodedTitle:
        """
        Return *each* with its codes as the canon has them, which *spelled* gives by casefolded one.

        Raises CanonError if a code is not in the canon.
        """
        for code in each.codes:
            if code.casefold() not in spelled:
                raise CanonError(
                    f"{self.coded.name}: line {each.line}: {code} is no code of this canon",
                    hint=self._hint(code),
                )
        return each._replace(codes=tuple(spelled[code.casefold()] for code in each.codes))

    def _hint(self, code: str) -> str:
        if "-" in code:
            return "codes of an imported scheme need --scheme, such as --scheme onet"
        return did_you_mean(code, self._codes()) or "levelctl list shows the codes"

    def _codes(self) -> Iterator[str]:
        for focus, levels in self._levels.items():
            yield focus
            yield from (f"{focus}.{level}" for level in levels)


def _focus(code: str) -> str:
    return ".".join(split(code)[:FOCUS_PARTS])
