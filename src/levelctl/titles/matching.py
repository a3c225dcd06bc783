"""
What a messy title means in a canon: focus, level and code, how sure that is, or an honest no.

A focus is found by its names and aliases (see `aliases`), and where these know too little, by the
occupation that an imported scheme finds for the title. The level is found by the ladder's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from levelctl.cache.opening import open_canon, read_canon
from levelctl.canon.canon import Canon
from levelctl.canon.model import FocusSummary
from levelctl.occupations.schemes import SOC_LENGTH
from levelctl.record import replace
from levelctl.titles.alias_cache import MatchingFacts, TitleFacts, facts_of
from levelctl.titles.aliases import MOST, AliasIndex, IndexedAlias, SimilarFocus
from levelctl.titles.bands import BandedMatch, Banding, margin_of
from levelctl.titles.clean.cleaner import Cleaner
from levelctl.titles.interpretations import WRITTEN_OUT, Interpreter
from levelctl.titles.levels import LevelReader, TitleLevel, nearest_level
from levelctl.titles.occupation_index.onet_index import OnetIndex
from levelctl.titles.records import Candidate, Match

COMPOSED = 4
"""
How many of the likest foci are asked whether all of a title is in their aliases.

It bounds the work; a focus that has all of a title is among the first.
"""


def matcher_of(canon: Canon, within: Iterable[str] | None = None, *, cache: bool = True) -> Matcher:
    """
    Return what finds titles in *canon*, or among the foci *within* alone.

    *within* are codes, FUNCTION.FOCUS. With *cache*, the index of aliases is kept.
    """
    found = Matcher(canon.root, frozenset(within) if within is not None else None, cache=cache)
    # To open it once more is to look at all of its files once more.
    found.canon = canon
    return found


class Matcher:
    """
    Finds titles in the canon in the folder *root*. Thread-safe; pickled, it is cheaply rebuilt.

    What is found of a title does not depend on other titles.
    """

    def __init__(
        self, root: Path, within: frozenset[str] | None = None, *, cache: bool = True
    ) -> None:
        self.root = root
        self.within = within
        self.cache = cache

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuilt, (self.root, self.within, self.cache)

    @cached_property
    def canon(self) -> Canon:
        return open_canon(self.root) if self.cache else read_canon(self.root)

    @cached_property
    def kept(self) -> TitleFacts:
        return facts_of(self.canon, cache=self.cache)

    @property
    def index(self) -> AliasIndex:
        return self.kept.index

    @property
    def facts(self) -> MatchingFacts:
        return self.kept.facts

    @cached_property
    def occupations(self) -> OnetIndex | None:
        """The imported scheme of occupations, if there is one."""
        return OnetIndex.imported()

    @cached_property
    def cleaner(self) -> Cleaner:
        return Cleaner(self.facts.lexicon)

    @cached_property
    def levels(self) -> LevelReader:
        return LevelReader(self.canon.ladder, self.canon.families)

    @cached_property
    def reader(self) -> Interpreter:
        return Interpreter(self.index, self.facts.lexicon, self.facts.matching, self.levels)

    @cached_property
    def bands(self) -> Banding:
        return Banding(self.index, self.facts.lexicon, self.facts.matching, self.levels)

    @cached_property
    def cards(self) -> dict[str, FocusSummary]:
        return {
            f"{card.function}.{card.code}": card
            for function in self.canon.functions
            for card in function.foci
        }

    def match_many(self, titles: Iterable[str], *, top: int = 5) -> Iterator[Match]:
        """Yield what each of *titles* means, in order."""
        return (self.match(title, top=top) for title in titles)

    def match(self, title: str, *, top: int = 5) -> Match:
        """Return what *title* means, with at most *top* candidates."""
        cleaned = self.cleaner.clean(title)
        text, guessed = self.reader.corrected(cleaned.text)
        found = self.found(text, guessed, top)
        plain = self.said(text, {})
        said = [
            self.said(text, each.reading.meant) if each.reading and each.reading.meant else plain
            for each in found[: max(top, 1)]
        ]
        candidates = list(map(self.candidate, found, said))
        best = candidates[0] if candidates else None
        family = self.cards[found[0].like.code].family if found else None
        meant = said[0] if said else plain
        level = meant.in_family(family)
        return Match(
            given=title,
            cleaned=text,
            removed=cleaned.removed,
            level=level,
            band=self.bands.band(
                found, level, best.level if best else None, agrees=meant.agrees(family)
            ),
            best=best,
            margin=round(margin_of(found), 4),
            alternatives=tuple(candidates[1:top]),
        )

    def found(self, text: str, guessed: frozenset[str], top: int) -> list[BandedMatch]:
        """Return the foci that *text*, of which words are *guessed*, is like, the likest first."""
        best: dict[str, BandedMatch] = {}
        certain = self.facts.matching.misspelled if guessed else 1.0
        for reading in self.reader.readings(text):
            sure = reading.certainty * certain
            for code, like in self.index.like(reading.words, max(top, MOST), self.within).items():
                score = like.score * sure
                if code not in best or score > best[code].like.score:
                    exact = like.exact and sure >= WRITTEN_OUT
                    mine = replace(like, score=score, exact=exact)
                    best[code] = BandedMatch(mine, reading, guessed)
        for code, like in self.by_occupation(text).items():
            if self.within is not None and code not in self.within:
                continue
            if code not in best or like.score > best[code].like.score:
                best[code] = BandedMatch(like, None)
            elif like.score >= self.facts.matching.review:
                best[code] = replace(best[code], seconded=True)
        ranked = sorted(best.values(), key=_rank)
        return sorted((*map(self.composed, ranked[:COMPOSED]), *ranked[COMPOSED:]), key=_rank)

    def composed(self, found: BandedMatch) -> BandedMatch:
        """Return *found*, with a higher score if its focus has all of the title in its aliases."""
        if found.reading is None or found.like.same_work:
            return found
        wanted = self.facts.matching
        certain = wanted.misspelled if found.guessed else 1.0
        score = wanted.composed * found.reading.certainty * certain
        if score <= found.like.score or not self.bands.composed(found):
            return found
        return replace(found, like=replace(found.like, score=score))

    def by_occupation(self, text: str) -> dict[str, SimilarFocus]:
        """Return by code the foci of the occupations that the title means, if these are known."""
        if self.occupations is None:
            return {}
        found: dict[str, SimilarFocus] = {}
        for each in self.occupations.rank(text):
            for code in self.facts.foci.get(each.code[:SOC_LENGTH], ()):
                title = IndexedAlias(f"{each.title} ({each.code})", (), code)
                like = SimilarFocus(
                    code, each.score * self.facts.matching.occupation, title, each.by
                )
                if code not in found or like.score > found[code].score:
                    found[code] = like
        return found

    def said(self, text: str, meant: Mapping[str, str]) -> TitleLevel:
        """Return what *text* says with abbreviations as *meant*: a *proj mgr* manages nobody."""
        return TitleLevel(self.levels, self.reader.written_out(text, meant))

    def candidate(self, found: BandedMatch, title: TitleLevel) -> Candidate:
        like = found.like
        card = self.cards[like.code]
        said = title.in_family(card.family)
        own = found.filed(said)
        level, instead_of = nearest_level(
            self.canon.ladder, said, [code for code, _ in card.levels]
        )
        return Candidate(
            code=f"{like.code}.{own or level}",
            title=card.name,
            score=round(like.score, 4),
            by=(like.alias.title,) if like.exact else (like.alias.title, *like.shared),
            level=own or level,
            instead_of=None if own else instead_of,
        )


def _rank(found: BandedMatch) -> tuple[float, str]:
    return -found.like.score, found.like.code


def _rebuilt(root: Path, within: frozenset[str] | None, cache: bool) -> Matcher:
    return Matcher(root, within, cache=cache)
