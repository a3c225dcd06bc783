"""What a person's own coded titles add to the evidence of an index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from levelctl.text.words import Words


class Coded(NamedTuple):
    """A title of a prior."""

    by: str
    """The title and the name of the prior, for the answer."""
    codes: tuple[int, ...]
    """The codes that most rows of the title have; several if these are equally many."""


class Prior(NamedTuple):
    """Coded titles, by the numbers of the codes in one index."""

    name: str
    """What the titles are called, such as the name of their file."""
    evidence: tuple[int, ...]
    """How frequent each code of the index is, above the least frequent one, in units of `UNIT`."""
    titles: Mapping[str, tuple[int, ...]]
    """By title, its words joined by spaces: the codes that most of its rows have."""

    def coded(self, *readings: Words) -> Coded | None:
        """Return the title that has exactly the words of one of *readings*, the first that can."""
        for words in readings:
            title = " ".join(words)
            codes = self.titles.get(title)
            if codes:
                return Coded(f"{title} ({self.name})", codes)
        return None
