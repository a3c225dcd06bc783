"""The alias index of a canon: kept in a store of its own for as long as no file changes."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

from levelctl.canon import Canon, Rows, key
from levelctl.files import TITLES, scan
from levelctl.freshness import STAMP, Guarded, Stamp, fresh, store_of
from levelctl.model import Matching
from levelctl.record import Record, decode, encode
from levelctl.schemes import SOC_LENGTH
from levelctl.store import FAULTS, write
from levelctl.titles.aliases import AliasIndex, Known
from levelctl.titles.levels import LevelReader
from levelctl.titles.lexicon import Lexicon, lexicon_of
from levelctl.titles.tokens import tokens

KIND = "titles"
"""The kind of store that keeps an index."""


class Facts(Record):
    """What matching needs of a canon besides its names and aliases."""

    lexicon: Lexicon
    matching: Matching
    foci: dict[str, tuple[str, ...]]
    """By the first seven characters of a code of the SOC, the foci that are placed there."""


class TitleFacts:
    """What a canon knows of titles, in *rows*."""

    def __init__(self, rows: Rows) -> None:
        self.index = AliasIndex(rows)
        self.facts = decode(rows.need(FACTS), Facts)


FACTS = key("matching")
"""The row that holds the facts."""


def facts_of(canon: Canon, *, cache: bool = True) -> TitleFacts:
    """Return what *canon* knows of titles, made first where it is not kept."""
    store, stamp = (store_of(canon.root, KIND) if cache else None) or (None, None)
    if store and stamp and _of_same_files(canon, stamp):
        with contextlib.suppress(*FAULTS):
            return TitleFacts(Guarded(store, lambda: _made(canon)))
    return TitleFacts(_made(canon, keep=cache))


def _of_same_files(canon: Canon, stamp: Stamp) -> bool:
    """Tell whether the store with *stamp* was made of the very files that *canon* was read from."""
    body = canon.row(STAMP)
    own = decode(body, Stamp) if body else None
    if own and own.settled:
        # Whoever opened the canon has looked at all of its files: in a large one that takes long.
        return stamp.settled and stamp.scan == own.scan
    return fresh(stamp, scan(canon.root))


def _made(canon: Canon, *, keep: bool = True) -> Rows:
    """Return the rows, made anew, and *keep* them; a cache need not be had."""
    # Whoever finds them kept needs none of this, which reads YAML.
    from levelctl.loader import Made
    from levelctl.renewal import place_or_none, stamp_of
    from levelctl.titles.alias_rows import rows_of

    found, moment = scan(canon.root), time.time()
    nouns = map(tokens, canon.ladder.titles.contributor_nouns)
    facts, levels = _facts(canon), LevelReader(canon.ladder)
    scope = (word for text in facts.lexicon.scope for word in tokens(text))
    light = level_words(canon).union(scope, levels.phrases)
    rows = rows_of(_known(canon, levels), light, nouns)
    rows[FACTS] = encode(facts)
    place = place_or_none(canon.root, KIND)
    if keep and place:
        with contextlib.suppress(*FAULTS):
            write(place, {**rows, STAMP: encode(stamp_of(canon.root, found, moment))})
    return Made(rows)


def _facts(canon: Canon) -> Facts:
    from levelctl.schema import with_defaults

    foci: dict[str, list[str]] = {}
    for focus in canon.foci:
        for placed in focus.classification:
            if placed.scheme in SOC:
                foci.setdefault(placed.code[:SOC_LENGTH], []).append(
                    f"{focus.function}.{focus.code}"
                )
    settings = with_defaults("canon", canon.value_of("canon.yaml") or {})
    return Facts(
        lexicon_of(canon.value_of(TITLES)),
        Matching(**settings["matching"]),
        {code: tuple(found) for code, found in sorted(foci.items())},
    )


SOC = ("SOC", "O*NET-SOC")
"""The schemes whose codes begin with one of the SOC."""


def _known(canon: Canon, levels: LevelReader) -> Iterator[Known]:
    """Yield the names and aliases of all foci; of two with the same words, both."""
    for focus in canon.foci:
        code = f"{focus.function}.{focus.code}"
        yield Known(focus.name, levels.as_one(tokens(focus.name)), code)
        for alias in focus.aliases:
            words = levels.as_one(tokens(alias.title))
            if words:
                yield Known(alias.title, words, code, alias.level)


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
