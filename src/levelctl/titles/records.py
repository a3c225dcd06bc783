"""What is found of a title, as records."""

from __future__ import annotations

from typing import Literal

from levelctl.record import Record, Result

Band = Literal["confident", "needs review", "no confident match"]


class Removal(Record):
    """What was taken out of a title before it was looked up."""

    kind: str
    """What it is: *place*, *requisition number*, *employment type* …"""
    text: str
    """As it stood in the title."""


class FoundLevel(Record):
    """What a title says of its level."""

    level: str
    low: str
    """The lowest level that public ladders give such words."""
    high: str
    words: tuple[str, ...]
    """The words that say it; none if it is assumed."""
    assumed: bool
    """Whether the title says nothing, so that the canon's assumption holds."""


class Candidate(Record):
    """A focus, or an occupation of a scheme, that a title may mean."""

    code: str
    """FUNCTION.FOCUS.LEVEL, or the code of the scheme."""
    title: str
    """The name of the focus or occupation."""
    score: float
    """How likely it is what the title means, from 0 to 1."""
    by: tuple[str, ...]
    """The alias that the title is, or the words that it has in common with it."""
    level: str | None = None
    """The level of the code; None for an occupation."""
    instead_of: str | None = None
    """The level that the title says, where the focus lacks it and has the nearest instead."""


class Match(Result):
    """What a title means, or that it is not known."""

    SCHEMA = "levelctl.match/1"
    KIND = "title"

    given: str
    cleaned: str
    """The title without what was removed, in lower case, its abbreviations written out."""
    removed: tuple[Removal, ...]
    level: FoundLevel | None
    """None for a scheme, which has no levels."""
    band: Band
    best: Candidate | None
    """None if nothing in the canon shares a word with the title."""
    margin: float
    """By how much the score of the best is above that of the next, from 0 to 1."""
    alternatives: tuple[Candidate, ...]
    """The next best, in order."""
