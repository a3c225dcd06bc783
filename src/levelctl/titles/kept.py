"""The alias index of a canon: kept in a store of its own for as long as no file changes."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

from levelctl.canon import Canon, Rows, key
from levelctl.files import TITLES, scan
from levelctl.freshness import STAMP, Guarded, fresh, store_of
from levelctl.model import Matching
from levelctl.record import Record, decode, encode
from levelctl.schemes import SOC_LENGTH
from levelctl.store import FAULTS, write
from levelctl.titles.aliases import AliasIndex, Known, rows_of
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
    if store and stamp and fresh(stamp, scan(canon.root)):
        with contextlib.suppress(*FAULTS):
            return TitleFacts(Guarded(store, lambda: _made(canon)))
    return TitleFacts(_made(canon, keep=cache))


def _made(canon: Canon, *, keep: bool = True) -> Rows:
    """Return the rows, made anew, and *keep* them; a cache need not be had."""
    # Whoever finds them kept needs none of this, which reads YAML.
    from levelctl.loader import Made
    from levelctl.renewal import place_or_none, stamp_of

    found, moment = scan(canon.root), time.time()
    nouns = map(tokens, canon.ladder.titles.contributor_nouns)
    rows = rows_of(_known(canon), level_words(canon), nouns)
    rows[FACTS] = encode(_facts(canon))
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


def _known(canon: Canon) -> Iterator[Known]:
    """Yield the names and aliases of all foci; of two with the same words, both."""
    for focus in canon.foci:
        code = f"{focus.function}.{focus.code}"
        yield Known(focus.name, tokens(focus.name), code)
        for alias in focus.aliases:
            words = tokens(alias.title)
            if words:
                yield Known(alias.title, words, code, alias.level)


def level_words(canon: Canon) -> frozenset[str]:
    """
    Return the words and numerals by which the canon's ladder tells levels.

    A phrase of several, as *staff nurse*, may name the work as well.
    """
    titles = canon.ladder.titles
    texts = (*(text for word in titles.words for text in word.words), *titles.numerals)
    return frozenset(words[0] for words in map(tokens, texts) if len(words) == 1)
