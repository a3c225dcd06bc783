"""Finds in the names of levels what the words of job titles mean on a ladder."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from levelctl.ladders.records import DraftAlias, DraftLevel, Quote
from levelctl.record import Record

_BRACKETS = re.compile(r"(?:(?<!\s)\s+)?[(\[][^()\[\]]*[)\]]")
_NUMERAL = re.compile(r"(?i)^(?:[0-9]{1,2}|i{1,3}|iv|vi{0,3}|ix|x)$")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


class _Name(Record):
    """The name of a level, in parts: *Senior* / *Engineer* / *2*."""

    level: str
    """The code."""
    track: str
    modifier: str
    noun: str
    numeral: str


def title_rules(levels: Sequence[DraftLevel], codes: Mapping[str, str]) -> dict[str, object]:
    """
    Return ``titles`` of the ladder as far as the names of *levels* tell it; {} if they do not.

    If the names share a noun, the level named by the noun alone is the assumed one, a word before
    the noun means the levels that have it, and a bare numeral behind it means its level.
    """
    names = _names(levels, codes)
    if not names:
        return {}
    rules = {
        "assumed": _assumed(names),
        "numerals": _numerals(names),
        "words": _words(names),
    }
    return {key: value for key, value in rules.items() if value}


def common_noun(levels: Sequence[DraftLevel]) -> str:
    """Return the noun that most names of *levels* end with, such as *Engineer*; or nothing."""
    words = [_words_of(level.name.text) for level in levels]
    ends = Counter(each[-1].casefold() for each in words if each)
    noun, count = max(ends.items(), key=lambda item: item[1], default=("", 0))
    if count * 2 <= len(levels) or len(levels) < 2:  # noqa: PLR2004 - one is no ladder
        return ""
    return next(each[-1] for each in words if each and each[-1].casefold() == noun)


STEPS = frozenset("level grade band step tier stage class rung stufe niveau nivel".split())
"""Nouns of names such as *Level 3*, which are no titles of a job."""

RUNGS = frozenset(
    "junior mid middle senior staff principal lead entry associate executive distinguished "
    "fellow intern trainee graduate contributor".split()
)
"""Words that end names such as *Senior Staff*, which say no job either."""


TITLES = frozenset(
    "intern apprentice trainee associate principal fellow director vp manager architect partner "
    "president cto ceo".split()
)
"""Words that are titles of a job by themselves."""


def level_titles(levels: Sequence[DraftLevel]) -> tuple[DraftAlias, ...]:
    """
    Return the names of *levels* as titles of the one focus of a ladder, as far as they are titles.

    A name is a title if it says a job: *Service Desk Analyst* does, *Level 3* does not. A name
    without its brackets is one too; if several levels have it, it means none of them.
    """
    noun = common_noun(levels).casefold()
    levels = [level for level in levels if _is_title(level.name.text, noun)]
    names = [(level, _BRACKETS.sub("", level.name.text)) for level in levels]
    short = [text.casefold() for _, text in names]
    found: dict[str, DraftAlias] = {}
    for level, text in names:
        if text != level.name.text:
            found.setdefault(level.name.text.casefold(), DraftAlias(level.name, level.id))
        one = short.count(text.casefold()) == 1
        quote = level.name if text == level.name.text else Quote(text)
        found.setdefault(text.casefold(), DraftAlias(quote, level.id if one else ""))
    return tuple(found.values())


def _is_title(name: str, noun: str) -> bool:
    """Report whether *name* of a level says a job; *noun* is what most names end with."""
    words = [word.casefold() for word in _words_of(name)]
    last = words[-1] if words else ""
    if len(words) == 1 and last in TITLES:
        return True
    if last in STEPS or last in RUNGS or not last.isalpha():
        return False
    return len(words) > 1 or last == noun


def _words_of(name: str) -> list[str]:
    """Return the words of *name* without brackets and a numeral at its end."""
    words = _BRACKETS.sub("", name).split()
    return words[:-1] if len(words) > 1 and _NUMERAL.fullmatch(words[-1]) else words


def _names(levels: Sequence[DraftLevel], codes: Mapping[str, str]) -> list[_Name]:
    noun = common_noun(levels).casefold()
    found = []
    for level in levels:
        words = _BRACKETS.sub("", level.name.text).split()
        main = _words_of(level.name.text)
        if noun and main and main[-1].casefold() == noun:
            numeral = words[-1] if len(words) > len(main) else ""
            modifier = " ".join(main[:-1]).casefold()
            found.append(_Name(codes[level.id], level.track, modifier, main[-1], numeral))
    return found


def _assumed(names: Sequence[_Name]) -> dict[str, object]:
    """Return the level of a title without words of level: that of the noun alone."""
    bare = [name for name in names if not name.modifier and not name.numeral]
    if len(bare) != 1:
        return {}
    track = [name.level for name in names if name.track == bare[0].track]
    at = track.index(bare[0].level)
    return {
        "level": bare[0].level,
        "range": [track[max(at - 1, 0)], track[min(at + 1, len(track) - 1)]],
    }


def _numerals(names: Sequence[_Name]) -> dict[str, object]:
    levels: dict[str, object] = {}
    for name in names:
        if name.numeral and not name.modifier:
            number = _number(name.numeral)
            levels.setdefault(str(number), name.level)
            levels.setdefault(
                _ROMAN[number - 1].upper() if number <= len(_ROMAN) else "", name.level
            )
    levels.pop("", None)
    return {"spread": 0, "levels": levels} if levels else {}


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else _ROMAN.index(numeral.casefold()) + 1


def _words(names: Sequence[_Name]) -> list[object]:
    groups: dict[str, list[_Name]] = {}
    for name in names:
        if name.modifier:
            groups.setdefault(name.modifier, []).append(name)
    return [_word(modifier, group) for modifier, group in groups.items()]


def _word(modifier: str, group: Sequence[_Name]) -> dict[str, object]:
    same_track = [name.level for name in group if name.track == group[0].track]
    word: dict[str, object] = {"words": [modifier], "level": same_track[0]}
    if len(same_track) > 1:
        word["range"] = [same_track[0], same_track[-1]]
    return word
