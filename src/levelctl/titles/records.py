"""The records of an answer about a title."""

from __future__ import annotations

from levelctl.canon.model import Band
from levelctl.record import Record, Result


class Removal(Record):
    """Noise that was removed from a title before it was looked up."""

    kind: str
    """*place*, *requisition number*, *employment type* …"""
    text: str
    """The noise as the title has it."""


class FoundLevel(Record):
    """The level of a title."""

    level: str | None
    """None if the title states none, and the canon does not say which one to assume."""
    low: str
    """The lowest level of such words on public ladders."""
    high: str
    """The highest one."""
    words: tuple[str, ...]
    """The level words of the title; none if the level is assumed."""
    assumed: bool
    """Whether the title states no level, so that this is the one that the canon assumes."""


class Candidate(Record):
    """A focus, or an occupation of a scheme, that a title can mean."""

    code: str
    """FUNCTION.FOCUS.LEVEL, FUNCTION.FOCUS without a level, or a code of the scheme."""
    title: str
    """The name of the focus or occupation."""
    score: float
    """How likely the title means it, from 0 to 1."""
    by: tuple[str, ...]
    """The most similar alias and, if the title is not exactly it, the words that both share."""
    level: str | None = None
    """The level of the code; None for an occupation, and if nothing says the level."""
    instead_of: str | None = None
    """The level that the title states, if the focus lacks it and *level* is the nearest one."""


class Match(Result):
    """What a title means, and how sure that is."""

    SCHEMA = "levelctl.match/1"
    KIND = "title"

    given: str
    cleaned: str
    """The text used for the lookup: without noise, in lower case, with spelling corrected."""
    removed: tuple[Removal, ...]
    level: FoundLevel | None
    """The level; None for a scheme, and for a title without a match that states no level."""
    band: Band
    best: Candidate | None
    """The best candidate; None if nothing in the canon shares a word with the title."""
    margin: float
    """The score of the best candidate minus that of the next, from 0 to 1."""
    alternatives: tuple[Candidate, ...]
    """The next best candidates, in order."""
    p: float | None = None
    """
    The probability, from 0 to 1, that the best candidate can be taken as it is; None without one.
    """
    doubts: tuple[str, ...] = ()
    """Why the answer is not confident, each as a clause: *it names two functions*."""
    language: str | None = None
    """The language of a title that is not English, such as *German*; None if it may be English."""
    prior: str | None = None
    """The coded titles that the answer takes into account: their file and number."""
