"""Tells whether a text names a level of a ladder, and which part is its code, name or years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from levelctl.record import Record
from levelctl.text.normal import normalized, without_accents

LONGEST = 70
"""The most characters of a text that names a level."""

MOST_WORDS = 9
"""The most words of a text that names a level."""

_REMEMBERED = 50_000
"""How many texts are remembered: each cell of a table is asked about many times."""

CERTAIN = 3
LIKELY = 2
POSSIBLE = 1
"""How sure it is that a text names a level; 0 if it does not."""


class LevelSaid(Record):
    """What a text says of a level."""

    label: str
    """The whole text."""
    code: str = ""
    """Its code, such as *IC3*; empty if it has none."""
    name: str = ""
    """What is left without code and years; the code if that is nothing."""
    years: tuple[int, int | None] | None = None
    certainty: int = 0


_CODE = r"[A-Z][A-Za-z]{0,4}[-_]?\d{1,3}(?:\.\d{1,2})?[A-Za-z]?\+{0,2}|\d{1,2}(?:\.\d{1,2})?"
_SPACED = r"[A-Z]{1,3}\s\d{1,2}[a-z]?"
_LETTERED = r"[A-Z]{1,5}[-_]?\d{1,3}(?:\.\d{1,2})?"
_BETWEEN = r"\s*(?::|\s[-\u2010-\u2015]|[,~|/\u2022]|\.(?=\s))\s*"

_ALONE = re.compile(_CODE)
_BEHIND = re.compile(
    rf"(?P<name>.*\S)\s*[(\[](?:level\s+)?(?P<code>{_CODE}|{_SPACED})[)\]]",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"(?P<code>{_CODE}){_BETWEEN}(?P<name>\S.*)")
_BEFORE_BRACKET = re.compile(rf"(?P<code>{_LETTERED})\s*\((?P<name>[^()]*)\)")
_BEFORE_WORDS = re.compile(rf"(?P<code>{_LETTERED})\s+(?P<name>[A-Z]\S.*)")
_LAST = re.compile(rf"(?P<name>\S.*?)(?:{_BETWEEN}|\s+)(?P<code>{_LETTERED})")
_NUMBERED = re.compile(
    r"(?:level|grade|band|stage|tier|step|rung|class|lvl|stufe|niveau|nivel|livello)\s*\W?\s*"
    r"(?:\d{1,2}(?:\.\d{1,2})?|[ivx]{1,4}|[a-h])\b.*"
)
_STEP = (
    r"(?:(?i:level|grade|band|stage|tier|step|rung|lvl|stufe|niveau|nivel|livello)\s+"
    r"(?:\d{1,2}(?:\.\d{1,2})?|[IVX]{1,4}|[A-H])\b)"
)
_STEP_BEFORE = re.compile(rf"(?P<code>{_STEP})(?:{_BETWEEN}|\s+(?=[A-Z]))(?P<name>[^\W\d_].*)")
_STEP_BEFORE_BRACKET = re.compile(rf"(?P<code>{_STEP})\s*\((?P<name>[^\W\d_][^()]*)\)")
_NUMBERED_START = re.compile(r"(?:level|grade|band|stage|tier|step|rung|stufe|nivel)\s+\d{1,2}\b")
_OF_TEXTS = re.compile(
    r"(?:(?:step|stage)\s+\d{1,2}\s*[:.\u2013\u2014-]"
    r"|(?:phase|hypothesis|part|chapter|section|appendix|example|exercise|question|option|scenario"
    r"|version|figure|table|sprint|week|day|month|quarter|year|principle|rule|milestone|module"
    r"|lesson|task|round|interview|note|case|method|strategy|approach|pattern|problem|reason|tip)"
    r"\s+(?:\d{1,3}|[ivx]{1,4}|[a-h])\b).*"
)
"""Parts of a text that are counted, as levels are."""
_NUMERAL = re.compile(r".*[a-z]\S*\s+(?:[1-9]|i{1,3}|iv|vi{0,3})")

_ROMAN = re.compile("i{1,3}|iv|vi{0,3}")

_WORDS = frozenset(
    """
    intern trainee apprentice graduate junior jr associate assistant entry mid middle midlevel
    intermediate senior sr staff principal lead leader distinguished fellow chief head director vp
    president expert architect manager executive partner cto ceo confirmed experienced regular
    advanced pleno estagiario especialista berufseinsteiger leitend debutant confirme
    """.split()
)
"""Words that say a level, in a title of a few words."""

_SCALE = frozenset(
    """
    awareness aware working practitioner expert novice beginner basic foundational foundation
    competent proficient intermediate advanced mastery master developing emerging performing
    learning learner fundamental essential specialist authority
    """.split()
)
"""Words of the usual scales of proficiency."""

_MOST_OF_SCALE = 2
"""The most words of a text that is one of a scale."""

_SKIPPED = frozenset("the a an of and in for to / & - + (".split())

_OF_GROUPS = frozenset(
    """levels tracks track paths path ladder ladders framework expectations roles teams team
    skills responsibilities matrix overview summary rating ratings""".split()
)
"""Words that the name of a level does not end in."""

_BETWEEN_LEVELS = re.compile(r"\u2192|->|=>|\bvs\b|\bversus\b")
"""What stands between two levels in a text about both."""

_OF_SENTENCES = frozenset(
    """your you our we they their with how what when why is are be can will must should not this
    that every all use using at they're it's don't means does do different than being""".split()
)
"""Words that the name of a level does not have."""

_RANGE = re.compile(r"(\d{1,2})\s*(?:[-\u2010-\u2015]|to|bis|a)\s*(\d{1,2})")
_FROM = re.compile(r"(?:at least|from|over|min\.?|minimum|more than|>=?|ab)(?:\s+of)?\s*(\d{1,2})")
_PLUS = re.compile(r"(\d{1,2})\s*(?:\+|or more|and more|and up)")
_UP_TO = re.compile(r"(?:less than|under|up to|<=?|bis)\s*(\d{1,2})")
_ONE = re.compile(r"(\d{1,2})")
_UNIT = re.compile(r"\b(?:\d*\+?\s*)(?:years?|yrs?|yoe|jahren?|ans|anos)\b")
_BRACKETED_YEARS = re.compile(
    rf"(?P<name>.*\S)\s*\((?P<years>[^()]*{_UNIT.pattern})\)", re.IGNORECASE
)
_MONTHS = re.compile(r"\b(?:months?|mths?|mo|monate)\b")


def called(name: str) -> str:
    """
    Return what tells a level called *name* from others: case, spaces and punctuation do not.

    >>> called("Senior  Engineer: (IC)"), called("L1 -Junior"), called("B-"), called("L1++")
    ('senior engineer ic', 'l1 junior', 'b-', 'l1++')
    """
    text = " ".join(normalized("NFKC", name).casefold().split())
    return " ".join(_BETWEEN_WORDS.sub(" ", text).split()) or text


_BETWEEN_WORDS = re.compile(
    r"[\s,.:;|/_()\[\]\"'\u2018-\u201d\u2022\u00b7]+"
    r"|(?<![^\W_])[-\u2010-\u2015]+|[-\u2010-\u2015]+(?=[^\W_])"
)
"""What separates words; a sign right behind a word, as in *B-*, is a part of it."""


def rung(text: str) -> LevelSaid:
    """
    Return what *text* says of a level.

    >>> rung("Junior Programmer (L1)").code, rung("D1 - Developer 1").name
    ('L1', 'Developer 1')
    >>> rung("Level 2: Recruiter").code, rung("Level 2: Recruiter").name
    ('Level 2', 'Recruiter')
    >>> rung("IC3").certainty, rung("Senior Engineer").certainty, rung("Communication").certainty
    (3, 2, 0)
    >>> rung("Software Engineer (Mid-Level)").certainty, rung("Senior Levels").certainty
    (2, 0)
    """
    label = " ".join(text.split())
    return _rung(label) if 0 < len(label) <= LONGEST else LevelSaid(label, "", label)


@lru_cache(_REMEMBERED)
def _rung(label: str) -> LevelSaid:
    words = [each for each in label.split() if any(map(str.isalnum, each))]
    if len(words) > MOST_WORDS or _is_part_of_text(without_accents(label)):
        return LevelSaid(label, "", label)
    if names_several(label):
        return LevelSaid(label, "", label, certainty=CERTAIN)
    if _ALONE.fullmatch(label):
        certainty = POSSIBLE if label[0].isdigit() else CERTAIN
        return LevelSaid(label, label, label, certainty=certainty)
    for pattern in (_STEP_BEFORE, _STEP_BEFORE_BRACKET):
        if match := pattern.fullmatch(label):
            return _coded(label, match["code"], match["name"].strip())
    for pattern in (_BEHIND, _BEFORE, _BEFORE_BRACKET, _BEFORE_WORDS, _LAST):
        if match := pattern.fullmatch(label):
            return _coded(label, "".join(match["code"].split()), match["name"].strip())
    bracket = _BRACKETED_YEARS.fullmatch(label)
    name, years = (bracket["name"], years_in(bracket["years"])) if bracket else (label, None)
    return LevelSaid(label, "", name if years else label, years, _certainty(label))


def names_several(text: str) -> bool:
    """
    Return whether *text* has several codes side by side, and not one and its name.

    >>> names_several("IC2/IC3"), names_several("L3 - 5"), names_several("D1 - Developer 1")
    (True, True, False)
    """
    return _SEVERAL.fullmatch(" ".join(text.split())) is not None


_SEVERAL = re.compile(
    r"(?:.*[\s(\[])?(?P<letters>[A-Z]{1,5})[-_]?\d{1,3}(?:\.\d{1,2})?"
    r"(?:\s*(?:[/,&+|]|\bto\b|\band\b|\bor\b)\s*(?:[A-Z]{1,5}[-_]?)?"
    r"|\s*[-\u2010-\u2015]\s*(?:(?P=letters)[-_]?)?)"
    r"\d{1,3}(?:\.\d{1,2})?[)\]]?"
)


def _is_part_of_text(text: str) -> bool:
    """Return whether *text* counts parts of a text, such as *Step 1: Clone*, and says no level."""
    return bool(_OF_TEXTS.fullmatch(text)) and not _WORDS & {*re.findall(r"[a-z]+", text)}


def _coded(label: str, code: str, name: str) -> LevelSaid:
    years = years_in(name) if _UNIT.search(name.lower()) else None
    if years and not re.search(r"[a-z]{2}", _UNIT.sub("", _ONE.sub("", name.lower()))):
        return LevelSaid(label, code, code, years, CERTAIN)
    if _MONTHS.search(name.lower()):
        return LevelSaid(label, code, label, certainty=CERTAIN)
    lettered = not code[0].isdigit()
    certainty = CERTAIN if lettered else max(POSSIBLE, _certainty(name))
    return LevelSaid(label, code, name, certainty=certainty)


def _certainty(label: str) -> int:
    """Return how sure it is that *label* names a level, or one of the names between slashes."""
    text = without_accents(label)
    bare = re.sub(r"(?<=\S)\s*\([^()]*\)$", "", text)
    bracket = re.findall(r"\(([^()]*level)\)$", text)
    return max(map(_certainty_of_one, (text, *bare.split(" / "), *bracket)))


def _certainty_of_one(text: str) -> int:
    if text.endswith((".", "?", "!", ";", ":")) or _BETWEEN_LEVELS.search(text):
        return 0
    if _NUMBERED.fullmatch(text):
        return CERTAIN
    words = [each.strip("()[],:*+") for each in re.split(r"[\s-]+", text)]
    words = [each for each in words if each and each not in _SKIPPED]
    if not words or _OF_SENTENCES & {*words} or words[-1] in _OF_GROUPS:
        return 0
    if len(words) <= MOST_WORDS - 2 and _WORDS & {*words[:2], words[-1]}:
        return LIKELY
    if _NUMERAL.fullmatch(text) and len(words) <= MOST_WORDS - 4:
        return LIKELY
    return POSSIBLE if len(words) <= _MOST_OF_SCALE and _SCALE & {*words} else 0


def is_bare(text: str, labels: Iterable[str]) -> bool:
    """
    Return whether one of *labels* is *text* with words before it, all in lower case.

    >>> is_bare("digital marketer", ["junior digital marketer"]), is_bare("", ["junior cook"])
    (True, False)
    """
    return bool(text) and any(each.endswith(f" {text}") for each in labels)


def words_of_job(text: str) -> tuple[str, ...]:
    """
    Return the words of *text* that say no level, in lower case.

    >>> words_of_job("Web Senior Engineer"), words_of_job("Web Engineer II (L2)")
    (('web', 'engineer'), ('web', 'engineer'))
    """
    words = re.findall(r"[^\W\d_]+", re.sub(r"\([^()]*\)", " ", without_accents(text)))
    return tuple(each for each in words if each not in _WORDS and not _ROMAN.fullmatch(each))


def numbered(text: str) -> str:
    """
    Return the word and number that *text* begins with, if they name a level, in lower case.

    >>> numbered("Level 2: Developing"), numbered("Senior 2")
    ('level 2', '')
    """
    match = _NUMBERED_START.match(without_accents(text))
    return " ".join(match[0].split()) if match else ""


def is_scale_word(text: str) -> bool:
    """Return whether *text* is one of the usual words, or a number, of a scale of proficiency."""
    word = without_accents(text).strip()
    return word in _SCALE or word in _WORDS or re.fullmatch(r"\d{1,2}(?:\.5)?", word) is not None


def is_word_of_scale(text: str) -> bool:
    """
    Return whether *text* is a word of the usual scales of proficiency, as *Expert* is.

    >>> is_word_of_scale("Working"), is_word_of_scale("Leading Expert"), is_word_of_scale("Senior")
    (True, True, False)
    """
    words = without_accents(text).split()
    return 0 < len(words) <= _MOST_OF_SCALE and words[-1] in _SCALE


def says_only_years(text: str) -> bool:
    """
    Return whether *text* is a number of years and nothing else.

    >>> says_only_years("0\u20132 years of experience"), says_only_years("Leads for 2 years")
    (True, False)
    """
    words = without_accents(text)
    rest = re.sub(r"\b(?:to|of|at least|typical\w*|experience|minimum)\b", "", words)
    bare = _UNIT.sub("", _ONE.sub("", rest))
    return years_in(text) is not None and not re.search(r"\w", bare) and bool(_UNIT.search(words))


def years_in(text: str) -> tuple[int, int | None] | None:
    """
    Return the years of experience that *text* says, the usual minimum and maximum.

    >>> years_in("2-5 years"), years_in("7+"), years_in("< 1 year"), years_in("12 months")
    ((2, 5), (7, None), (0, 1), None)
    >>> years_in("a minimum of 2 years")
    (2, None)
    """
    words = without_accents(" ".join(text.split()))
    if _MONTHS.search(words):
        return None
    if match := _RANGE.search(words):
        low, high = int(match[1]), int(match[2])
        return (low, high) if low <= high else None
    for pattern in (_PLUS, _FROM):
        if match := pattern.search(words):
            return int(match[1]), None
    if match := _UP_TO.search(words):
        return 0, int(match[1])
    found = _ONE.findall(words)
    return (int(found[0]), int(found[0])) if len(found) == 1 else None
