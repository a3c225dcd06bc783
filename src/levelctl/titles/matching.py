"""
What a messy title means in a canon: focus, level and code, how sure that is, or an honest no.

A focus is found by its names and aliases (see `aliases`), and where these know too little, by the
occupation that an imported scheme finds for the title. The level is found by the ladder's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, product
from pathlib import Path

from levelctl.canon import Canon
from levelctl.errors import LevelctlError
from levelctl.model import Card
from levelctl.opening import open_canon, read_canon
from levelctl.record import replace
from levelctl.schemes import SOC_LENGTH
from levelctl.titles.aliases import AliasIndex, Known, Like, Words
from levelctl.titles.cleaning import Cleaner
from levelctl.titles.kept import Facts, TitleFacts, facts_of
from levelctl.titles.levels import LevelReader, nearest_level
from levelctl.titles.lexicon import lexicon_of
from levelctl.titles.occupations import Occupations
from levelctl.titles.records import Band, Candidate, FoundLevel, Match
from levelctl.titles.tokens import tokens
from levelctl.titles.typos import mended

READINGS = 8
"""The most ways in which the abbreviations of one title are written out."""

WRITTEN_OUT = 0.995
"""What a likeness counts that rests on an abbreviation written out: the plain one goes first."""

AMBIGUOUS = 0.95
"""What a likeness counts that rests on one of several meanings of an abbreviation."""

HEAD = 0.95
"""What a likeness counts that rests on what stands before the first separator alone."""

MENDED = 0.9
"""What a likeness counts that rests on a word being misspelled: it may be another word."""

OCCUPATION = 0.55
"""What the share of an occupation counts as a likeness: never enough to be confident."""

VAGUE = 5
"""From more foci than this on, a word says nothing alone, as *engineer*."""

_SEPARATOR = re.compile(r"\s*(?:[,;:|/(]|\s[-–—]\s)")
_WORD = re.compile(r"[^\W\d_]{5,}")


def matcher_of(canon: Canon, within: Iterable[str] | None = None, *, cache: bool = True) -> Matcher:
    """
    Return what finds titles in *canon*, or among the foci *within* alone.

    *within* are codes, FUNCTION.FOCUS. With *cache*, the index of aliases is kept.
    """
    return Matcher(canon.root, frozenset(within) if within is not None else None, cache=cache)


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
    def facts(self) -> Facts:
        return self.kept.facts

    @cached_property
    def occupations(self) -> Occupations | None:
        """The imported scheme of occupations, if there is one."""
        return Occupations.imported()

    @cached_property
    def cleaner(self) -> Cleaner:
        return Cleaner(self.facts.lexicon)

    @cached_property
    def levels(self) -> LevelReader:
        return LevelReader(self.canon.ladder, self.canon.families)

    @cached_property
    def cards(self) -> dict[str, Card]:
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
        text = self.mended(cleaned.text)
        likes = self.likes(text, 1.0 if text == cleaned.text else MENDED)
        candidates = [self.candidate(like, text) for like in likes[:top]]
        margin = _margin(likes)
        return Match(
            given=title,
            cleaned=text,
            removed=cleaned.removed,
            level=self.level(text, likes[0].code if likes else None),
            band=self.band(text, likes, margin),
            best=candidates[0] if candidates else None,
            margin=round(margin, 4),
            alternatives=tuple(candidates[1:]),
        )

    def likes(self, text: str, certain: float = 1.0) -> list[Like]:
        """Return the foci that *text*, so *certain* to be meant, is like, the likest first."""
        best: dict[str, Like] = {}
        for words, certainty in self.readings(text):
            for code, like in self.index.like(words).items():
                sure = certainty * certain
                exact = like.exact and sure >= WRITTEN_OUT
                found = replace(like, score=like.score * sure, exact=exact)
                if code not in best or found.score > best[code].score:
                    best[code] = found
        for code, like in self.by_occupation(text).items():
            if code not in best or like.score > best[code].score:
                best[code] = like
        wanted = self.within
        found_ones = [each for code, each in best.items() if wanted is None or code in wanted]
        return sorted(found_ones, key=lambda like: (-like.score, like.code))

    def readings(self, text: str) -> Iterator[tuple[Words, float]]:
        """
        Yield each way in which *text* can be read as words, and how certain it is.

        As it stands it is certain; with an abbreviation written out that has one meaning too.
        What stands behind a separator may be a team, a place or a product.
        """
        yield from self.written_out(text, 1.0)
        head = _SEPARATOR.split(text, maxsplit=1)[0]
        if head != text and self.names_work(tokens(head)):
            yield from self.written_out(head, HEAD)

    def written_out(self, text: str, certainty: float) -> Iterator[tuple[Words, float]]:
        short = self.facts.lexicon.abbreviations
        plain = tokens(text)
        yield plain, certainty
        met = [word for word in dict.fromkeys(plain) if word in short]
        if met:
            ambiguous = any(len(short[word]) > 1 for word in met)
            for meanings in islice(product(*(short[word] for word in met)), READINGS):
                written = dict(zip(met, meanings, strict=True))
                factor = AMBIGUOUS if ambiguous else WRITTEN_OUT
                yield tokens(text, written), certainty * factor

    def names_work(self, words: Words) -> bool:
        """Tell whether one of *words* is of an alias, and says more than a level."""
        return any(map(self.index.having, self.index.facts.work(words)))

    def mended(self, text: str) -> str:
        """Return *text* with words that no alias has as the known ones that they are close to."""
        return _WORD.sub(lambda found: self.mended_word(found[0]), text)

    def mended_word(self, word: str) -> str:
        known = tokens(word)
        if word in self.facts.lexicon.abbreviations or any(map(self.index.having, known)):
            return word
        return mended(known[0], self.index.of_length) or word

    def by_occupation(self, text: str) -> dict[str, Like]:
        """Return by code the foci of the occupations that the title means, if these are known."""
        if self.occupations is None:
            return {}
        found: dict[str, Like] = {}
        for each in self.occupations.rank(text):
            for code in self.facts.foci.get(each.code[:SOC_LENGTH], ()):
                title = Known(f"{each.title} ({each.code})", (), code)
                like = Like(code, each.score * OCCUPATION, title, each.by)
                if code not in found or like.score > found[code].score:
                    found[code] = like
        return found

    def level(self, text: str, code: str | None) -> FoundLevel:
        """Return what *text* says of the level, in the family of the focus *code*."""
        return self.levels.found_level(text, self.cards[code].family if code else None)

    def candidate(self, like: Like, text: str) -> Candidate:
        card = self.cards[like.code]
        said = self.level(text, like.code)
        own = like.alias.level if like.exact else None
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

    def band(self, text: str, likes: list[Like], margin: float) -> Band:
        """Return which of the three answers it is that *text* is like *likes*."""
        wanted = self.facts.matching
        if not likes or likes[0].score < wanted.review or self.says_little(likes[0]):
            return "no confident match"
        alone = margin >= wanted.margin or _only_one(likes)
        sure = (
            likes[0].score >= wanted.confident and alone and not self.points_elsewhere(text, likes)
        )
        return "confident" if sure else "needs review"

    def points_elsewhere(self, text: str, likes: list[Like]) -> bool:
        """Tell whether *text* has a whole alias of another focus in words that its best has not."""
        best, *others = likes
        if best.exact:
            return False
        work = self.index.facts.work
        words = work(tokens(text))
        said = (work(other.alias.words) for other in others)
        return any(each <= words and each - {*best.shared} for each in said)

    def says_little(self, best: Like) -> bool:
        """Tell whether what a title shares with its *best* is a level, or a word of every trade."""
        if best.same_work or best.exact:
            return False
        work = self.index.facts.work(best.shared)
        return len(work) <= 1 and all(self.foci_of(word) > VAGUE for word in work)

    def foci_of(self, word: str) -> int:
        """Return how many foci have *word* in an alias."""
        return len({each.code for each in self.index.having(word)})


def _margin(ranked: Sequence[Like] | Sequence[Candidate]) -> float:
    """Return by how much the score of the first of *ranked* is above that of the next."""
    scores = [each.score for each in ranked[:2]]
    return (scores[0] - sum(scores[1:])) if scores else 0.0


def _only_one(likes: list[Like]) -> bool:
    """Tell whether the best alone has an alias that is the title, or names the same work."""
    best, *others = likes
    if best.exact:
        return not any(other.exact and other.score == best.score for other in others)
    return best.same_work and not any(other.same_work for other in others)


def _rebuilt(root: Path, within: frozenset[str] | None, cache: bool) -> Matcher:
    return Matcher(root, within, cache=cache)


def scheme_matcher(name: str) -> SchemeMatcher:
    """
    Return what finds titles in the imported scheme *name*, such as *onet*.

    Raises LevelctlError if it is not imported.
    """
    found = Occupations.imported() if name.casefold() in SCHEMES else None
    if found is None:
        raise LevelctlError(
            f"the scheme {name!r} is not imported",
            hint="levelctl import onet FOLDER imports it; levelctl import --list lists schemes",
        )
    return SchemeMatcher(found)


SCHEMES = ("onet", "o*net", "o*net-soc")
"""What the one scheme that can be imported is called."""


class SchemeMatcher:
    """Finds titles among *occupations*. Thread-safe."""

    def __init__(self, occupations: Occupations) -> None:
        self.occupations = occupations
        self.cleaner = Cleaner(lexicon_of(None))

    def match_many(self, titles: Iterable[str], *, top: int = 5) -> Iterator[Match]:
        """Yield what each of *titles* means, in order."""
        return (self.match(title, top=top) for title in titles)

    def match(self, title: str, *, top: int = 5) -> Match:
        """Return which occupation *title* means, with at most *top* candidates."""
        cleaned = self.cleaner.clean(title)
        ranked = self.occupations.rank(cleaned.text, max(top, 2))
        candidates = [
            Candidate(each.code, each.title, round(each.score, 4), each.by) for each in ranked
        ]
        best = candidates[0] if candidates else None
        margin = round(_margin(candidates), 4)
        return Match(
            given=title,
            cleaned=cleaned.text,
            removed=cleaned.removed,
            level=None,
            band=_scheme_band(margin, found=best is not None),
            best=best,
            margin=margin,
            alternatives=tuple(candidates[1:top]),
        )


SURE = 0.65
"""The margin from which on an occupation is taken for sure: docs/matching.md has the figures."""


def _scheme_band(margin: float, *, found: bool) -> Band:
    if not found:
        return "no confident match"
    return "confident" if margin >= SURE else "needs review"
