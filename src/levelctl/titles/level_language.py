"""
The words of a language that a ladder leaves out: nouns for persons, abbreviations and the like.

They name no level, so those of the reference canon hold for every canon that has none of its own.
"""

from __future__ import annotations

from functools import cache

from levelctl.canon import decoding, package_data
from levelctl.canon.model import Ladder, TitleRules
from levelctl.record import replace

FILE = "ladder.yaml"


def in_language(ladder: Ladder) -> Ladder:
    """Return *ladder* with the lists of its title words that its file leaves out."""
    titles = ladder.titles
    if not titles.absent:
        return ladder
    lists = {name: getattr(_reference(), name) for name in titles.absent}
    if "adjectives" in lists:
        # The first words of the ladder's own phrases are adjectives too.
        lists["adjectives"] += tuple(dict.fromkeys(_first_words(titles)))
    return replace(ladder, titles=replace(titles, **lists, absent=()))


def _first_words(titles: TitleRules) -> list[str]:
    phrases = [text.split() for word in titles.words for text in word.words]
    return [first for first, *others in filter(None, phrases) if others]


@cache
def _reference() -> TitleRules:
    from levelctl.canon import source  # a ladder with words of its own needs no parser for this

    text = source.decode(source.load(package_data.CANON, FILE))
    return decoding.titles(source.parse(text).top.value["titles"])
