"""The alias index of a canon, cached in a store of its own until a file of the canon changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from levelctl.cache.derived import derived_rows
from levelctl.canon.canon import Canon, CanonRows, key
from levelctl.canon.files import TITLES
from levelctl.canon.model import Ladder, MatchSettings, TitleRules
from levelctl.occupations.schemes import soc_code
from levelctl.record import Record, decode, encode, replace
from levelctl.text.normal import without_emoji
from levelctl.titles.aliases import VOCABULARY, AliasIndex, AliasStatistics, IndexedAlias
from levelctl.titles.clean.lexicon import Lexicon, lexicon_of
from levelctl.titles.level_language import in_language
from levelctl.titles.levels import LevelReader
from levelctl.titles.tokens import tokens, words_in

KIND = "titles"
"""The kind of the store that holds the index."""


class MatchingFacts(Record):
    """What matching needs from a canon besides its names and aliases."""

    lexicon: Lexicon
    matching: MatchSettings
    foci: dict[str, tuple[str, ...]]
    """By SOC code, the codes of the foci that are classified there."""
    titles: TitleRules | None = None
    """The ladder's title words with the lists that its file leaves out; None if it has them all."""

    def completed(self, ladder: Ladder) -> Ladder:
        """Return the *ladder* of the canon with all lists of title words."""
        return ladder if self.titles is None else replace(ladder, titles=self.titles)


class TitleFacts:
    """What a canon knows about titles, read from *rows*."""

    def __init__(self, rows: CanonRows) -> None:
        self.index = AliasIndex(rows)
        self.facts = decode(rows.require(MATCHING_FACTS), MatchingFacts)


MATCHING_FACTS = key("matching")
"""The row that holds the `MatchingFacts`."""


def facts_of(canon: Canon, *, cache: bool = True) -> TitleFacts:
    """Return what *canon* knows about titles, from the cache or, if not cached, built now."""
    return TitleFacts(derived_rows(canon, KIND, lambda: _rows(canon), cache=cache))


def _rows(canon: Canon) -> dict[str, bytes]:
    from levelctl.titles.alias_rows import rows_of
    from levelctl.titles.name_forms import name_forms_of, unsaid

    ladder = in_language(canon.ladder)
    nouns = tuple(map(tokens, ladder.titles.contributor_nouns))
    facts, levels = _facts(canon), LevelReader(ladder)
    if canon.ladder.titles.absent:
        facts = replace(facts, titles=ladder.titles)
    scope = words_in(facts.lexicon.scope)
    level_and_scope = level_words(ladder, levels).union(scope, levels.phrases)
    aliases = [*_indexed_aliases(canon, levels)]
    work = AliasStatistics(0, (), level_and_scope, nouns).work
    forms = unsaid(aliases, name_forms_of(canon.value_of(TITLES)), work, levels.join_phrases)
    return {
        **rows_of([*aliases, *forms], level_and_scope, nouns),
        **dict(_vocabularies(canon)),
        MATCHING_FACTS: encode(facts),
    }


def _vocabularies(canon: Canon) -> Iterator[tuple[str, bytes]]:
    """Yield for each focus the row with the words of all texts about it."""
    for focus in canon.foci:
        words = {*words_in(_texts(decode(encode(focus), Any)))}
        yield key(VOCABULARY, f"{focus.function}.{focus.code}"), encode(sorted(words))


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in *value*, made of dictionaries, lists and texts."""
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _texts(each)
        case list() | tuple():
            for each in value:
                yield from _texts(each)


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
        MatchSettings(**settings["matching"]),
        {code: tuple(codes) for code, codes in sorted(foci.items())},
    )


def _indexed_aliases(canon: Canon, levels: LevelReader) -> Iterator[IndexedAlias]:
    """Yield the names and aliases of all foci, including several with the same words."""
    for focus in canon.foci:
        code = f"{focus.function}.{focus.code}"
        name = without_emoji(focus.name)
        yield IndexedAlias(name, levels.join_phrases(tokens(name)), code)
        for alias in focus.aliases:
            words = levels.join_phrases(tokens(alias.title))
            if words:
                yield IndexedAlias(alias.title, words, code, alias.level)


def level_words(ladder: Ladder, levels: LevelReader) -> frozenset[str]:
    """
    Return the single words, numerals and codes with which *ladder* states levels.

    *levels* reads it.

    A phrase such as *staff nurse* can name the work as well, so it is not included; nor is a word
    such as *clerk*, of which the ladder says that it names work.
    """
    titles = ladder.titles
    short = (short for short, _ in titles.abbreviations)
    words = (text for word in titles.words for text in word.words)
    texts = (*words, *titles.numerals, *short, *levels.own_words)
    work = {text for word in titles.words if word.names_work for text in word.words}
    # "Advisor to" states a level, but "advisor" does not, and "to" is not compared.
    single = (tokens(text) for text in texts if " " not in text and text not in work)
    return frozenset(words[0] for words in single if len(words) == 1)
