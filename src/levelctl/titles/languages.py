"""
Tells that a title names its work in another language, by words that the canon lists.

Libraries that detect languages were tried; docs/dependencies.md has the figures. Titles have two or
three words, and many of these are in several languages: *marketing*, *senior*, *manager*.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import takewhile

from levelctl.record import Record, cached_property
from levelctl.text.normal import normalized
from levelctl.text.words import word_pattern
from levelctl.titles.clean.lexicon import Language, Lexicon

CERTAIN, LIKELY, WEAK = 8, 4, 1
"""How much a word of each list of a `Language` counts when languages are compared."""

ENDED = 6
"""The letters of the shortest word that an ending tells."""

PLAIN = 5
"""The letters of the shortest word that may lack its accents: *fur* is not *für*."""

_SHORTEST = 3
"""The letters of the shortest English word that counts."""

_REMEMBERED = 16_384
"""The words whose languages are remembered."""

_WORD = word_pattern(first=r"(?:[^\W_]{1,3}[-&])+[^\W_]+|(?<![^\W_])[dl]'(?=[^\W_])")
"""
A word, with a short one that is joined to it: neither a *de-icer* nor *DE&I* has *de*.

The French and Italian *d'* and *l'* are words.
"""

_DANGLING = re.compile(r"(?<![^\W_])(?<![-&'])[^\W_]{1,3}(?=$|, | / )")
"""A short word at the end of a part joins no others: *Analyst DE* is in Germany."""

_PARTS = re.compile(r", | / ")
"""The separators of a cleaned title."""

_SCRIPTS = {
    "CJK": "Chinese or Japanese",
    "HANGUL": "Korean",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
}
"""By the first word of a letter's Unicode name: scripts that tell a language."""

Weights = Mapping[str, int]
"""By language, how much a word tells of it."""


class KnownWork(Record):
    """What a canon or scheme knows of words and titles in lower case."""

    has_word: Callable[[str], bool]
    """Whether a title that it knows has a word."""
    names_work: Callable[[str], bool]
    """Whether a text is one of these titles, apart from words of level."""
    states_level: Callable[[str], bool] = lambda _: False
    """Whether a word states a level, such as *directeur*: these are read in every language."""


class LanguageDetector:
    """Tells the language of titles by the words of a *lexicon*. Thread-safe."""

    def __init__(self, lexicon: Lexicon, known: KnownWork) -> None:
        self._languages = lexicon.languages
        self._known = known
        self._spelled = frozenset(lexicon.spelled)
        self._names = tuple(each.name for each in self._languages)
        self._letters = [(each.name, text) for each in self._languages for text in each.letters]
        self._written = _LanguageWords(self._languages, str)
        self._weights = lru_cache(_REMEMBERED)(self._read)

    @cached_property
    def _plain(self) -> _LanguageWords:
        """The same words without their accents; few titles need them."""
        return _LanguageWords(self._languages, _without_accents)

    def language_of(self, text: str) -> str | None:
        """
        Return the language of *text*, a cleaned title, or None if it may be English.

        A title that names work of the canon has none, in whatever language. If the words are in
        several languages, the answer has the names of all: *Spanish or Portuguese*. A title in
        another script has that of its language, or the name of the script.
        """
        words = _WORD.findall(_DANGLING.sub("", text))
        told = {word: weights for word in words if (weights := self._weights(word))}
        telling = any(max(weights.values()) >= LIKELY for weights in told.values())
        script = None if text.isascii() else _script(text)
        if not (telling or script) or self._known.names_work(text):
            return None
        if script:
            return script
        if not self._is_foreign(text, words, told):
            return None
        totals = sum(map(Counter, told.values()), Counter[str]())
        most = max(totals.values())
        return " or ".join(name for name in self._names if totals[name] == most)

    def _is_foreign(self, text: str, words: list[str], told: Mapping[str, Weights]) -> bool:
        """
        Return whether *text* does not name its work in English, by the words that *told*.

        A certain word decides, unless the title begins with an English one or has one as a part:
        *account manager für Neukunden*, *Développeur / software engineer*. Likely words must be
        more than the English ones beside them.
        """
        most = {word: max(weights.values()) for word, weights in told.items()}
        if max(most.values()) >= CERTAIN:
            first = [*takewhile(lambda word: word not in told, words)]
            english = len(first) > 1 and all(map(self._known.has_word, first))
            return not (
                (english and any(map(self._is_english, first)))
                or any(map(self._names_much, _PARTS.split(text)))
            )
        rest = [word for word in words if most.get(word, 0) < LIKELY]
        likely = len(words) - len(rest)
        return likely > sum(map(self._is_english, rest)) and not self._known.names_work(
            " ".join(rest)
        )

    def _names_much(self, part: str) -> bool:
        """Return whether *part* names work in more than one word: one can be a department."""
        return " " in part and self._known.names_work(part)

    def _is_english(self, word: str) -> bool:
        known = self._known
        return len(word) >= _SHORTEST and known.has_word(word) and not known.states_level(word)

    def _read(self, word: str) -> Weights:
        """Return what *word* tells, without its accents if the canon has no such word."""
        if word in self._spelled:
            return {}
        weights = self._written.of(word)
        if not self._known.has_word(word):
            if not weights and len(word) >= PLAIN:
                weights = self._plain.of(_without_accents(word))
            letters = (name for name, each in self._letters if each in word)
            weights = Counter(weights) + Counter(dict.fromkeys(letters, WEAK))
        if weights and self._known.states_level(word):
            return {name: min(weight, LIKELY) for name, weight in weights.items()}
        return weights


class _LanguageWords:
    """The words and endings of *languages*, each in a *form*."""

    def __init__(self, languages: Iterable[Language], form: Callable[[str], str]) -> None:
        self.whole: dict[str, dict[str, int]] = {}
        self.endings: dict[str, dict[str, int]] = {}
        for name, entry, weight in _entries(languages):
            kind = self.endings if entry.startswith("*") else self.whole
            weights = kind.setdefault(form(entry.removeprefix("*")), {})
            weights[name] = max(weight, weights.get(name, 0))
        self.lengths = sorted({len(ending) for ending in self.endings}, reverse=True)

    def of(self, word: str) -> Weights:
        """Return by language what *word* tells, or else its longest ending."""
        if word in self.whole:
            return self.whole[word]
        for length in self.lengths:
            weights = self.endings.get(word[-length:])
            if weights and max(length, ENDED) <= len(word):
                return weights
        return {}


def _entries(languages: Iterable[Language]) -> Iterator[tuple[str, str, int]]:
    """Yield each entry with the name of its language before it and its weight after it."""
    for each in languages:
        kinds = ((each.certain, CERTAIN), (each.likely, LIKELY), (each.weak, WEAK))
        for entries, weight in kinds:
            for entry in entries:
                yield each.name, entry, weight


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(char for char in normalized("NFKD", text) if not unicodedata.combining(char))


def _script(text: str) -> str | None:
    """Return what the script of most letters of *text* tells; None if it is Latin."""
    letters = (char for char in text if char.isalpha())
    scripts = Counter(unicodedata.name(char, "LATIN").partition(" ")[0] for char in letters)
    others = {name: count for name, count in scripts.items() if name != "LATIN"}
    if sum(others.values()) <= scripts["LATIN"]:
        return None
    names = [_SCRIPTS.get(name, f"{name.capitalize()} script") for name in others]
    # Japanese has signs of its own beside those that it shares with Chinese.
    return "Japanese" if "Japanese" in names else names[0]
