"""The alias index of a canon: kept in a store of its own for as long as no file changes."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.cache.derived import derived_rows
from levelctl.canon.canon import Canon, CanonRows, key
from levelctl.canon.files import TITLES
from levelctl.canon.model import Matching
from levelctl.occupations.schemes import soc_code
from levelctl.record import Record, decode, encode
from levelctl.titles.aliases import AliasIndex, IndexedAlias
from levelctl.titles.clean.lexicon import Lexicon, lexicon_of
from levelctl.titles.levels import LevelReader
from levelctl.titles.tokens import tokens

KIND = "titles"
"""The kind of store that keeps an index."""


class MatchingFacts(Record):
    """What matching needs of a canon besides its names and aliases."""

    lexicon: Lexicon
    matching: Matching
    foci: dict[str, tuple[str, ...]]
    """By code of the SOC, the foci that are placed there."""


class TitleFacts:
    """What a canon knows of titles, in *rows*."""

    def __init__(self, rows: CanonRows) -> None:
        self.index = AliasIndex(rows)
        self.facts = decode(rows.require(FACTS), MatchingFacts)


FACTS = key("matching")
"""The row that holds the facts."""


def facts_of(canon: Canon, *, cache: bool = True) -> TitleFacts:
    """Return what *canon* knows of titles, made first where it is not kept."""
    return TitleFacts(derived_rows(canon, KIND, lambda: _rows(canon), cache=cache))


def _rows(canon: Canon) -> dict[str, bytes]:
    from levelctl.titles.alias_rows import rows_of

    nouns = map(tokens, canon.ladder.titles.contributor_nouns)
    facts, levels = _facts(canon), LevelReader(canon.ladder)
    scope = (word for text in facts.lexicon.scope for word in tokens(text))
    light = level_words(canon).union(scope, levels.phrases)
    return {**rows_of(_known(canon, levels), light, nouns), FACTS: encode(facts)}


def _facts(canon: Canon) -> MatchingFacts:
    from levelctl.canon.schema import with_defaults

    foci: dict[str, list[str]] = {}
    for each in canon.focus_codes:
        code = soc_code(each.place)
        if code:
            foci.setdefault(code, []).append(each.code)
    settings = with_defaults("canon", canon.value_of("canon.yaml") or {})
    return MatchingFacts(
        lexicon_of(canon.value_of(TITLES)),
        Matching(**settings["matching"]),
        {code: tuple(found) for code, found in sorted(foci.items())},
    )


def _known(canon: Canon, levels: LevelReader) -> Iterator[IndexedAlias]:
    """Yield the names and aliases of all foci; of two with the same words, both."""
    for focus in canon.foci:
        code = f"{focus.function}.{focus.code}"
        yield IndexedAlias(focus.name, levels.as_one(tokens(focus.name)), code)
        for alias in focus.aliases:
            words = levels.as_one(tokens(alias.title))
            if words:
                yield IndexedAlias(alias.title, words, code, alias.level)


def level_words(canon: Canon) -> frozenset[str]:
    """
    Return the words and numerals by which the canon's ladder tells levels.

    A phrase of several, as *staff nurse*, may name the work as well.
    """
    titles = canon.ladder.titles
    short = (short for short, _ in titles.abbreviations)
    texts = (*(text for word in titles.words for text in word.words), *titles.numerals, *short)
    # "Advisor to" says a level, though "to" is no word to compare, and "advisor" says none.
    single = (tokens(text) for text in texts if " " not in text)
    return frozenset(words[0] for words in single if len(words) == 1)
