"""
Looks up the codes that a person gave to a title.

A title is compared in three forms, from the strictest: as it is written, without its noise, and
without its level words too. The rows that agree in a form vote for their codes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple, Protocol, TypeVar

from levelctl.canon.canon import key
from levelctl.occupations.coded_titles import CodedTitle
from levelctl.text.normal import normalized
from levelctl.text.words import Words
from levelctl.titles.clean.cleaner import Cleaner
from levelctl.titles.clean.folding import READ
from levelctl.titles.clean.lexicon import Lexicon
from levelctl.titles.tokens import tokens

T = TypeVar("T")

VOTES = 2520
"""The votes of one row: it can be divided by each number of codes that a title can have."""

SURE = 0.9
"""The least share of the votes for a code that is confident."""

WRITTEN, CLEANED, WORDS = "written", "cleaned", "words"
"""The kinds of values: `Coded` by a title as written, cleaned, or without its level words."""

_PART = re.compile(r"[&/+,|()]|[^\s&/+,|()]+")
"""A sign that joins or parts the words of a title, or what is between two of them."""


class Coded(NamedTuple):
    """A title that a person has coded."""

    title: str
    """The spelling of the first row that has it."""
    codes: tuple[str, ...]
    """The codes, those with the most votes first, then in their order."""
    votes: tuple[int, ...]
    """The votes of each code: those of a row are `VOTES`, divided among its codes."""

    @property
    def share(self) -> float:
        """The share of the votes that the first code has, from 0 to 1."""
        return self.votes[0] / sum(self.votes)

    def limited(self, codes: Collection[str]) -> Coded | None:
        """Return it with those of its codes that are among *codes*; None if none is."""
        pairs = zip(self.codes, self.votes, strict=True)
        kept = [(code, votes) for code, votes in pairs if code in codes]
        if not kept:
            return None
        return Coded(self.title, tuple(code for code, _ in kept), tuple(each for _, each in kept))


class Values(Protocol):
    """Where the values are read from: memory, or the rows of a store."""

    def get(self, name: str, kind: type[T], /) -> T | None:
        """Return the value *name* of this *kind*, or None if there is none."""


class Forms:
    """The forms in which titles are compared, by the words of a *lexicon*."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._short = once(lexicon)

    def written(self, title: str) -> str:
        """Return *title* as it is written, without regard to case and white space."""
        return " ".join(normalized("NFKC", title[:READ]).casefold().split())

    def cleaned(self, text: str) -> str:
        """
        Return a cleaned title, *text*, in the singular, with the abbreviations of one meaning.

        Words such as *and* stay, and so do commas: with them, a title can name two jobs.
        """
        parts = _PART.findall(text)
        return " ".join(word for part in parts for word in tokens(part, self._short) or (part,))


def once(lexicon: Lexicon) -> dict[str, str]:
    """Return the abbreviations of *lexicon* that have one meaning."""
    return {short: each[0] for short, each in lexicon.abbreviations.items() if len(each) == 1}


class CodedLookup:
    """The coded titles in *source*, to look up. Raises what *source* raises."""

    def __init__(self, source: Values, forms: Forms) -> None:
        self._source = source
        self._forms = forms

    def of(self, title: str, *cleaned: str) -> Coded | None:
        """Return the coded title that is *title*, or that is one of *cleaned*, or None."""
        names = [key(WRITTEN, self._forms.written(title))]
        names += [key(CLEANED, self._forms.cleaned(each)) for each in cleaned]
        return next(filter(None, (self._source.get(name, Coded) for name in names)), None)

    def of_words(self, *readings: Words) -> Coded | None:
        """Return the coded title that has exactly the words of one of *readings*, or None."""
        names = (key(WORDS, " ".join(words)) for words in readings)
        return next(filter(None, (self._source.get(name, Coded) for name in names)), None)


class Looked(NamedTuple):
    """A coded title in the forms in which it is looked up."""

    coded: CodedTitle
    written: str
    cleaned: str
    words: Words
    """Without level words; none if nothing asks for this form."""


def looked_up(
    titles: Iterable[CodedTitle],
    cleaner: Cleaner,
    forms: Forms,
    words: Callable[[str], Words] = lambda _: (),
) -> list[Looked]:
    """Return *titles* in their forms; *words* returns those of a cleaned title."""
    looked = []
    for each in titles:
        text = cleaner.clean(each.title).text
        looked.append(Looked(each, forms.written(each.title), forms.cleaned(text), words(text)))
    return looked


def values(titles: Iterable[Looked]) -> Iterator[tuple[str, Coded]]:
    """Return the values of a `CodedLookup` by name."""
    same: dict[str, list[CodedTitle]] = defaultdict(list)
    for coded, written, cleaned, words in titles:
        same[key(WRITTEN, written)].append(coded)
        same[key(CLEANED, cleaned)].append(coded)
        if words:
            same[key(WORDS, " ".join(words))].append(coded)
    return ((name, _counted(several)) for name, several in same.items())


def _counted(titles: list[CodedTitle]) -> Coded:
    """Return the votes of *titles*, which are the same in some form."""
    votes: dict[str, int] = {}
    for each in titles:
        for code in each.codes:
            votes[code] = votes.get(code, 0) + each.rows * VOTES // len(each.codes)
    order = sorted(votes, key=lambda code: (-votes[code], code))
    return Coded(titles[0].title, tuple(order), tuple([votes[code] for code in order]))
