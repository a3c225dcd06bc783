"""
What a word is, and what forms of it have in common: the one tokenizer and the one stemmer.

The Snowball stemmer was tried in the place of both functions below, on the reference canon and
the lists of `benchmarks/match_accuracy.py`. It got 470 of the 499 golden titles right instead of
495, and 0.452 of the real titles instead of 0.461 (with one typo each, 0.581 to 0.347 instead of
0.624 to 0.367): its stems are no words, so that spelling is corrected to non-words and *manager*
is the same as *management*. Its import takes 110 ms, and a word 39 µs instead of 0.4 µs.
"""

from __future__ import annotations

import re
from functools import lru_cache

Words = tuple[str, ...]
"""The words of a text in order."""

STEM = 6
"""The most letters of a stem: few enough that the forms of a word have the same stem."""

JOINING_WORDS = frozenset("a an and as at by for from in of on or the to with".split())
"""The articles and joining words of English: titles that differ only in these mean the same."""

FUNCTION_WORDS = JOINING_WORDS | frozenset(
    "that this into each their them its which what when while than then who whom whose are was "
    "were has have had can may must will not any all other others such own out off over under "
    "between within without across about through until where whether both either those these "
    "they one two also more most".split()
)
"""Words that carry no meaning in a sentence."""

_SHORT = 3
"""The letters of the shortest word that carries meaning in a sentence."""

_ENDING = re.compile(r"(?<=...)(?:ing|ed|es|s)$")
_NO_PLURAL = ("ss", "us", "is", "as")
_LONG_PLURAL = ("sses", "xes", "ches", "shes", "zzes")
_SHORTEST_PLURAL = 4
"""The letters of the shortest word that can be a plural: *gas* and *bus* are singular."""

_REMEMBERED = 16_384
"""The words whose forms are remembered."""


def word_pattern(
    *, first: str = "", letters: str = "", joiners: str = "", signs: str = ""
) -> re.Pattern[str]:
    """
    Return the pattern of a word: a run of letters and digits of any script.

    The options are parts of regular expressions: *first* is tried before any word, *letters*
    count as letters, *joiners* stand for one character between two parts of one word, and
    *signs* are words by themselves.

    >>> word_pattern(letters=r"|[?*]", joiners="[/&]", signs="%").findall("50 % R&D, man?ger")
    ['50', '%', 'R&D', 'man?ger']
    """
    run = rf"(?:[^\W_]{letters})+" if letters else r"[^\W_]+"
    word = rf"{run}(?:{joiners}{run})*" if joiners else run
    return re.compile("|".join(filter(None, (first, word, signs))))


@lru_cache(_REMEMBERED)
def singular(word: str) -> str:
    """
    Return *word*, in lower case, in the singular as far as its letters show it.

    >>> [singular(word) for word in "engineers secretaries presses class analysis gas".split()]
    ['engineer', 'secretary', 'press', 'class', 'analysis', 'gas']
    """
    if len(word) < _SHORTEST_PLURAL or word[-1] != "s" or word.endswith(_NO_PLURAL):
        return word
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_LONG_PLURAL) else word[:-1]


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """
    Return what the forms of *word* in a sentence have in common, or "" if it has no meaning.

    A stem has at most `STEM` letters, in lower case.

    >>> [stem(word) for word in "Planned plans requirements requiring the".split()]
    ['plann', 'plan', 'requir', 'requir', '']
    """
    folded = word.casefold()
    if len(folded) < _SHORT or folded in FUNCTION_WORDS:
        return ""
    return _ENDING.sub("", folded)[:STEM]
