"""A title as it is looked up: what is left of it after cleaning, and how its parts are joined."""

from __future__ import annotations

import re
from collections.abc import Iterable

from levelctl.record import Record
from levelctl.text.words import Words
from levelctl.titles.clean.cleaner import Cleaned
from levelctl.titles.records import Removal
from levelctl.titles.tokens import tokens, words_in

_WORD = re.compile(r"[^\s,/()]+")
_STATE = 2
"""The letters of a state's abbreviation."""


class Reading(Record):
    """A title as it is looked up."""

    text: str
    """Without noise, with its spelling corrected."""
    removed: tuple[Removal, ...]
    in_brackets: Words
    """The words that stand in brackets."""
    behind_commas: Words
    """The words of the parts that follow a comma."""
    last_words: Words
    """The last word of each part but the first."""
    first: str
    """What stands before the first comma, if nothing else separates it from the rest."""
    functions: tuple[str, ...] = ()
    """The functions that the title joins, if they do not all lead to the same focus."""

    def quoted(self, words: Iterable[str]) -> str:
        """Return *words*, in the form of `tokens`, as the title has them, in quotes."""
        forms = {form: text for text in _WORD.findall(self.text) for form in tokens(text)}
        return ", ".join(f'"{forms.get(word, word)}"' for word in words)


def reading_of(cleaned: Cleaned, text: str) -> Reading:
    """
    Return the reading of a *cleaned* title whose *text* has its spelling corrected.

    A part in brackets before one of two letters is a place: *(Des Moines, IA)*.
    """
    following = (*(part.text for part in cleaned.parts[1:]), "")
    inside = [
        part.text
        for part, after in zip(cleaned.parts, following, strict=False)
        if part.sign == "(" and len(after) != _STATE
    ]
    behind = [part.text for part in cleaned.parts if part.sign == ","]
    last = [part.text.split()[-1] for part in cleaned.parts[1:]]
    first = cleaned.parts[0].text if behind and cleaned.parts[1].sign == "," else ""
    in_brackets, behind_commas, last_words = (
        tuple(words_in(texts)) for texts in (inside, behind, last)
    )
    return Reading(text, cleaned.removed, in_brackets, behind_commas, last_words, first)
