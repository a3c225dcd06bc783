"""
What a messy title means in a canon: focus, level and code, with a band that says how sure it is.

A focus is found by its name and aliases (see `aliases`) and, if an occupation scheme is imported,
by the occupations that the title means. The level is found by the level words of the ladder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from levelctl.cache.opening import open_canon, read_canon
from levelctl.canon import arguments as given
from levelctl.canon.canon import Canon
from levelctl.canon.model import FocusSummary, Ladder
from levelctl.errors import only_ours
from levelctl.occupations.schemes import INDEX, SOC_LENGTH
from levelctl.record import cached_property, replace
from levelctl.text.normal import without_emoji
from levelctl.text.words import Words
from levelctl.titles.alias_cache import MatchingFacts, TitleFacts, facts_of
from levelctl.titles.aliases import MOST, AliasIndex, IndexedAlias, SimilarFocus
from levelctl.titles.banded_match import BandedMatch, margin_of
from levelctl.titles.bands import Banding
from levelctl.titles.clean.cleaner import Cleaned, Cleaner
from levelctl.titles.clean.folding import fold
from levelctl.titles.clean.phrases import WORD, Phrases
from levelctl.titles.doubts import Doubts, of_level
from levelctl.titles.interpretations import EXPANDED, Interpreter
from levelctl.titles.languages import KnownWork, LanguageDetector
from levelctl.titles.level_names import NAME
from levelctl.titles.levels import LevelReader, TitleLevel, nearest_level
from levelctl.titles.reading import Reading, reading_of
from levelctl.titles.records import Candidate, FoundLevel, Match
from levelctl.titles.tokens import tokens

if TYPE_CHECKING:
    from levelctl.titles.coded_foci import CodedFoci
    from levelctl.titles.occupation_index.onet_index import OnetIndex

COMBINED = 4
"""
The most similar foci whose aliases are combined, so that together they have all of a title.

It bounds the work. A focus that has all of a title is among the first.
"""


def matcher_of(
    canon: Canon,
    within: Iterable[str] | None = None,
    *,
    prior: str | None = None,
    cache: bool = True,
    confident_at: float | None = None,
) -> Matcher:
    """
    Return the matcher of *canon*, or of only the foci *within*, codes such as FUNCTION.FOCUS.

    *prior* is the name of an imported list of coded titles, or the path of a file of them; it is
    read at once. With *cache*, the index of aliases is read from the user's cache folder, and
    stored there. *confident_at* is the lowest probability of a confident answer, from 0 to 1; that
    of the canon if it is None.

    Raises LevelctlError if there are no such titles, and CanonError if they cannot be read or the
    canon lacks one of their codes.
    """
    foci = frozenset(within) if within is not None else None
    matcher = Matcher(canon.root, foci, prior=prior, cache=cache, confident_at=confident_at)
    # Opening the canon once more would look at all of its files once more.
    matcher.canon = canon
    if prior is not None:
        _ = matcher.coded
    return matcher


class Matcher:
    """
    Finds what titles mean in the canon in the folder *root*. Thread-safe and cheap to unpickle.

    The answer to a title does not depend on other titles.
    """

    def __init__(
        self,
        root: Path,
        within: frozenset[str] | None = None,
        *,
        prior: str | None = None,
        cache: bool = True,
        confident_at: float | None = None,
    ) -> None:
        self.root = root
        self.within = within
        self.prior = prior
        self.cache = cache
        self.confident_at = confident_at

    def __reduce__(self) -> tuple[object, ...]:
        options = (self.within, self.prior, self.cache, self.confident_at)
        return _rebuilt, (self.root.absolute(), *options)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        return self

    @cached_property
    def canon(self) -> Canon:
        return open_canon(self.root) if self.cache else read_canon(self.root)

    @cached_property
    def title_facts(self) -> TitleFacts:
        return facts_of(self.canon, cache=self.cache)

    @property
    def index(self) -> AliasIndex:
        return self.title_facts.index

    @property
    def facts(self) -> MatchingFacts:
        return self.title_facts.facts

    @cached_property
    def ladder(self) -> Ladder:
        """The ladder of the canon, with all lists of title words."""
        return self.facts.completed(self.canon.ladder)

    @cached_property
    def occupations(self) -> OnetIndex | None:
        """The imported occupations, or None if there are none."""
        rows = INDEX.open()
        if rows is None:
            return None
        # Its import takes a tenth of that of all that answers a title without it.
        from levelctl.titles.occupation_index.onet_index import OnetIndex

        return OnetIndex(rows)

    @cached_property
    def coded(self) -> CodedFoci | None:
        """The coded titles that the answers take into account, or None."""
        if self.prior is None:
            return None
        from levelctl.titles.coded.reading import coded_titles_of
        from levelctl.titles.coded_foci import CodedFoci

        titles = coded_titles_of(self.prior)
        ladder, lexicon = self.ladder, self.facts.lexicon
        return CodedFoci(titles, self.summaries, ladder, self.levels, lexicon)

    @cached_property
    def cleaner(self) -> Cleaner:
        return Cleaner(self.facts.lexicon, self.interpreter.knows)

    @cached_property
    def cleaner_of_names(self) -> Cleaner:
        """A cleaner that also removes the names of the canon's levels."""
        lexicon = self.facts.lexicon
        names = self.levels.names_as_noise(self._is_work)
        lexicon = replace(lexicon, noise=(*lexicon.noise, names))
        return Cleaner(lexicon, self.interpreter.knows)

    @cached_property
    def _names(self) -> Phrases[None]:
        """The names of the canon's levels: most titles have none."""
        return Phrases((name, None) for name in self.levels.names)

    def _is_work(self, words: Words) -> bool:
        """Return whether an alias has all of *words* that name work, in lower case."""
        work = self.index.work(tokens(" ".join(words)))
        places = [self.index.entry(word).places.keys() for word in work]
        return not places or bool(frozenset.intersection(*map(frozenset, places)))

    def _names_work(self, name: str) -> bool:
        """Return whether *name*, of a level, names work: what one has in brackets, by itself."""
        if self.levels.has_in_brackets(name):
            return self.interpreter.is_alias(name)
        return self._is_work(tokens(name))

    @cached_property
    def levels(self) -> LevelReader:
        grades = self.facts.lexicon.grades
        return LevelReader(self.ladder, self.canon.families, grades)

    @cached_property
    def interpreter(self) -> Interpreter:
        return Interpreter(self.index, self.facts.lexicon, self.facts.matching, self.levels)

    @cached_property
    def languages(self) -> LanguageDetector:
        known = KnownWork(self.interpreter.knows, self.interpreter.is_alias, self.states_level)
        return LanguageDetector(self.facts.lexicon, known)

    @cached_property
    def banding(self) -> Banding:
        settings = self.facts.matching
        doubts = Doubts(self.index, self.facts.lexicon, settings, self.levels)
        own = self.confident_at
        return Banding(doubts, settings.probability if own is None else own)

    @cached_property
    def summaries(self) -> dict[str, FocusSummary]:
        """The foci of the canon by their codes, FUNCTION.FOCUS."""
        return {
            f"{summary.function}.{summary.code}": summary
            for function in self.canon.functions
            for summary in function.foci
        }

    def match_many(self, titles: Iterable[str], *, top: int = 5) -> Iterator[Match]:
        """
        Yield what each of *titles* means, in order.

        Raises what `match` raises, and what *titles* raises when it is iterated.
        """
        titles, top = given.iterable("titles", titles), given.positive("top", top)
        return (self.match(title, top=top) for title in titles)

    def match(self, title: str, *, top: int = 5) -> Match:
        """
        Return what *title* means, with at most *top* candidates.

        Raises TypeError for an argument of another type, and LevelctlError if *top* is below 1.
        """
        title, top = given.text("title", title), given.positive("top", top)
        with only_ours:
            match = self._match(title, top)
            if self.coded is None:
                return match
            least = self.confident_at
            return self.coded.answered(match, self._stated_level, self.within, top, least)

    def _stated_level(self, match: Match) -> TitleLevel:
        """Return the level that the title of *match* states, whatever focus it means."""
        text = self.interpreter.expanded(match.cleaned, {})
        return TitleLevel(self.levels, text, match.removed)

    def _match(self, title: str, top: int) -> Match:
        """Return the surer answer, if a title has the name of a level: with it, or without."""
        match = self._match_cleaned(self.cleaner.clean(title), top)
        named = self.levels.named(match.cleaned)
        unmatched = match.band == "no confident match"
        if named and (unmatched or not self._names_work(match.cleaned)):
            return self._of_level_alone(match, named)
        if not self._names.any_in(WORD.findall(fold(title).text)):
            return match
        without = self.cleaner_of_names.clean(title)
        if all(each.kind != NAME for each in without.removed):
            return match
        return max(match, self._match_cleaned(without, top), key=_sureness)

    def _of_level_alone(self, match: Match, named: FoundLevel) -> Match:
        """Return *match*, of a title that is only the name of the level *named*."""
        names = " to ".join(map(self.levels.name, dict.fromkeys((named.low, named.high))))
        doubt = f"it is the name of a level, {names}, and names no work"
        level = match.level if match.level and not match.level.assumed else named
        return replace(match, level=level, band="no confident match", doubts=(doubt,))

    def _match_cleaned(self, cleaned: Cleaned, top: int) -> Match:
        language = self.languages.language_of(cleaned.text)
        if language:
            return self._in_other_language(cleaned, language)
        text, corrected = self.interpreter.corrected(cleaned.text)
        functions = self.interpreter.functions(text)
        matches = self.similar_foci(text, corrected, top, functions)
        reading = reading_of(cleaned, text)
        levels = self.title_levels(reading, matches[:top])
        candidates = list(map(self.candidate, matches, levels))
        best = candidates[0] if candidates else None
        level = levels[0]
        found = self.level_in(level, matches[0] if matches else None)
        if matches and found.level is None:
            codes = (code for code, _ in self.summaries[matches[0].focus.code].levels)
            low, high = self.levels.span(codes)
            found = replace(found, low=low, high=high)
        verdict = self.banding.verdict(
            matches,
            found,
            best.level if best else None,
            replace(reading, functions=self.apart(functions, matches)) if functions else reading,
            self.level_doubts(level, matches[0]) if matches else (),
        )
        unknown = found.assumed and verdict.band == "no confident match"
        return Match(
            given=cleaned.original,
            cleaned=text,
            removed=cleaned.removed,
            level=None if unknown else found,
            band=verdict.band,
            best=best,
            margin=round(margin_of(matches), 4),
            alternatives=tuple(candidates[1:top]),
            p=verdict.p,
            doubts=verdict.doubts,
        )

    def _in_other_language(self, cleaned: Cleaned, language: str) -> Match:
        """Return that a title in *language* is not looked up; the level that it states is read."""
        level = self.level_in(self.title_levels(reading_of(cleaned, cleaned.text), ())[0], None)
        return Match(
            given=cleaned.original,
            cleaned=cleaned.text,
            removed=cleaned.removed,
            level=None if level.assumed else level,
            band="no confident match",
            best=None,
            margin=0.0,
            alternatives=(),
            doubts=(f"not matched: {language}",),
            language=language,
        )

    def apart(
        self, functions: tuple[Words, ...], matches: Sequence[BandedMatch]
    ) -> tuple[str, ...]:
        """Return the *functions* of a title, if they do not all mean the first of *matches*."""
        if not functions or not matches:
            return ()
        code, is_job = matches[0].focus.code, self.banding.doubts.words.is_job
        named = tuple(" ".join(words) for words in functions)
        expanded = (tokens(self.interpreter.expanded(text, {})) for text in named)
        return () if all(is_job(code, self.index.work(words)) for words in expanded) else named

    def similar_foci(
        self, text: str, corrected: frozenset[str], top: int, functions: tuple[Words, ...] = ()
    ) -> list[BandedMatch]:
        """
        Return the foci that are similar to *text*, the most similar first.

        *corrected* are the words of *text* that replace misspelled ones, and *functions* what it
        joins.
        """
        best = self._by_aliases(text, corrected, top, functions)
        for code, focus in self.by_occupation(text).items():
            if self.within is not None and code not in self.within:
                continue
            if code not in best or focus.score > best[code].focus.score:
                best[code] = BandedMatch(focus, None)
            elif focus.score >= self.facts.matching.review:
                best[code] = replace(best[code], confirmed=True)
        ranked = sorted(best.values(), key=_rank)
        combined = map(self.with_combined_score, ranked[:COMBINED])
        return sorted((*combined, *ranked[COMBINED:]), key=_rank)

    def _by_aliases(
        self, text: str, corrected: frozenset[str], top: int, functions: tuple[Words, ...]
    ) -> dict[str, BandedMatch]:
        """Return by code the foci with similar aliases, each with its best interpretation."""
        best: dict[str, BandedMatch] = {}
        spelling = self.facts.matching.misspelled if corrected else 1.0
        for interpretation in self.interpreter.interpretations(text, functions):
            certainty = interpretation.certainty * spelling
            similar = self.index.similar(interpretation.words, max(top, MOST), self.within)
            for code, focus in similar.items():
                score = focus.score * certainty
                if code not in best or score > best[code].focus.score:
                    exact = focus.exact and certainty >= EXPANDED
                    scored = replace(focus, score=score, exact=exact)
                    best[code] = BandedMatch(scored, interpretation, corrected)
        return best

    def with_combined_score(self, match: BandedMatch) -> BandedMatch:
        """Return *match*, with a higher score if the aliases of its focus have all of the title."""
        if match.interpretation is None or match.focus.same_work:
            return match
        matching = self.facts.matching
        spelling = matching.misspelled if match.corrected else 1.0
        score = matching.composed * match.interpretation.certainty * spelling
        if score <= match.focus.score or not self.banding.doubts.words.combines_aliases(match):
            return match
        return replace(match, focus=replace(match.focus, score=score))

    def by_occupation(self, text: str) -> dict[str, SimilarFocus]:
        """Return by code the foci of the occupations that *text* means; none without a scheme."""
        if self.occupations is None:
            return {}
        foci: dict[str, SimilarFocus] = {}
        for each in self.occupations.rank(text):
            score = each.score * self.facts.matching.occupation
            for code in self.facts.foci.get(each.code[:SOC_LENGTH], ()):
                title = IndexedAlias(f"{each.title} ({each.code})", (), code)
                if code not in foci or score > foci[code].score:
                    foci[code] = SimilarFocus(code, score, title, each.by)
        return foci

    def title_levels(self, reading: Reading, matches: Sequence[BandedMatch]) -> list[TitleLevel]:
        """
        Return the level of a title as each of *matches* understands it; without any, as written.

        A *proj mgr* manages no people if the match is a project manager.
        """
        of_text: dict[str, TitleLevel] = {}
        levels = []
        for match in matches or (None,):
            interpretation = match.interpretation if match else None
            expansions = interpretation.expansions if interpretation else {}
            text = self.interpreter.expanded(reading.text, expansions)
            if text not in of_text:
                of_text[text] = TitleLevel(self.levels, text, reading.removed)
            level = of_text[text]
            levels.append(self._as_named(level, match) if match else level)
        return levels

    def _as_named(self, title: TitleLevel, match: BandedMatch) -> TitleLevel:
        """
        Return *title* without the words of the alias of *match*, if these state no level there.

        They state none if the alias by itself does not, and the title has its noun first: *manager
        corporate account*. Nor do they if the focus lacks the level: a *demand generation manager*
        of a focus without managers is called so.
        """
        focus, words = match.focus, match.focus.alias.words
        others = (word for word in title.words if word not in words)
        same_work = {*words} <= {*title.words} and all(map(self.levels.knows, others))
        noun_first = title.words[:1] == words[-1:]
        if focus.alias.level or not same_work or (noun_first and not title.is_one_part):
            return title
        if noun_first and self.levels.level_of(focus.alias.title).assumed:
            return title.without(words)
        found = self.level_in(title, match)
        levels = (code for code, _ in self.summaries[focus.code].levels)
        nearest, _ = nearest_level(self.ladder, found, levels)
        lacks = any(of_level(self.levels, found, nearest))
        return title.without(words) if lacks else title

    def states_level(self, word: str) -> bool:
        """Return whether *word*, in lower case, states a level by itself."""
        return not TitleLevel(self.levels, word).in_family(None).assumed

    def level_in(self, title: TitleLevel, match: BandedMatch | None) -> FoundLevel:
        """Return the level that *title* states in the focus of *match*."""
        if match is None:
            return title.in_family(None)
        return title.in_family(*self._level_context(match))

    def level_doubts(self, title: TitleLevel, match: BandedMatch) -> tuple[str, ...]:
        """Return why the level of *title* in the focus of *match* is not certain."""
        return title.doubts(*self._level_context(match))

    def _level_context(self, match: BandedMatch) -> tuple[str, str | None, tuple[str, ...]]:
        """Return the family, the level of the work by itself, and the levels of a focus."""
        summary = self.summaries[match.focus.code]
        levels = tuple(code for code, _ in summary.levels)
        return summary.family, self.banding.doubts.base_level(match), levels

    def candidate(self, match: BandedMatch, title: TitleLevel) -> Candidate:
        """Return *match* as a candidate, at the level of its focus that is nearest to *title*."""
        focus = match.focus
        summary = self.summaries[focus.code]
        stated = self.level_in(title, match)
        alias_level = match.alias_level(stated)
        codes = [code for code, _ in summary.levels]
        level, instead_of = nearest_level(self.ladder, stated, codes)
        level = alias_level or level
        return Candidate(
            code=f"{focus.code}.{level}" if level else focus.code,
            title=without_emoji(summary.name),
            score=round(focus.score, 4),
            by=(focus.alias.title,) if focus.exact else (focus.alias.title, *focus.shared),
            level=level,
            instead_of=None if alias_level else instead_of,
        )


def _rank(match: BandedMatch) -> tuple[float, str]:
    return -match.focus.score, match.focus.code


def _sureness(match: Match) -> tuple[int, float]:
    bands = ("no confident match", "needs review", "confident")
    return bands.index(match.band), match.p or 0.0


def _rebuilt(
    root: Path,
    within: frozenset[str] | None,
    prior: str | None,
    cache: bool,
    confident_at: float | None,
) -> Matcher:
    return Matcher(root, within, prior=prior, cache=cache, confident_at=confident_at)
