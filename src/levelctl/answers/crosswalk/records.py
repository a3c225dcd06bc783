"""What a crosswalk holds: a focus's places in schemes, or the foci that carry a code."""

from __future__ import annotations

from levelctl.record import Record, Result

EXACT = "exact"
"""The first step: the very code. The others have the names of the scheme's groups."""


class CodeGroup(Record):
    """A group of a scheme's hierarchy that a code is in."""

    name: str
    """*broad occupation*, *minor group* ..."""
    scheme: str
    version: str
    code: str
    title: str | None
    """None where no imported scheme has it."""


class SchemePlace(Record):
    """A focus's place in one edition of a scheme."""

    scheme: str
    version: str
    code: str
    title: str | None
    """None where that edition is not imported, or has no such code."""
    source: str
    """Who placed it there."""
    groups: tuple[CodeGroup, ...]
    """Those that the code is in, from the finest."""


class FocusCrosswalk(Result):
    """From a focus to codes."""

    SCHEMA = "levelctl.crosswalk/1"
    KIND = "focus"

    code: str
    """FUNCTION.FOCUS."""
    title: str
    places: tuple[SchemePlace, ...]
    """In the order of its file."""
    next: tuple[str, ...]

    @property
    def found(self) -> bool:
        return bool(self.places)


class Carrier(Record):
    """A focus that carries a code, and which."""

    focus: str
    """FUNCTION.FOCUS."""
    title: str
    scheme: str
    version: str
    code: str
    code_title: str | None
    source: str


class GroupLookup(Record):
    """A look at the foci that carry a code, or anything in a group that it is in."""

    name: str
    """*exact*, or the name of the group."""
    scheme: str
    version: str
    code: str
    title: str | None
    carriers: tuple[Carrier, ...]
    """Without those of the steps before; by function and focus."""


class EditionMatch(Record):
    """What the code is in one edition of a scheme; editions are never mixed."""

    scheme: str
    version: str
    group: str | None
    """What it is there, *detailed occupation*; None where the scheme's groups are not known."""
    code: str
    title: str | None
    known: bool | None
    """Whether the edition has it; None where that is not imported."""
    steps: tuple[GroupLookup, ...]
    """Up to the first with a carrier, unless all were asked for."""

    @property
    def found(self) -> bool:
        return any(step.carriers for step in self.steps)


class PossibleCode(Record):
    """A code that may have been meant."""

    scheme: str
    version: str
    code: str
    title: str | None
    carried: bool
    """Whether a focus of the canon carries it."""


class CodeCrosswalk(Result):
    """From a code to foci."""

    SCHEMA = "levelctl.crosswalk/1"
    KIND = "code"

    given: str
    readings: tuple[EditionMatch, ...]
    """One for each edition that the canon has places in, or else that has codes of this form."""
    nearest: tuple[PossibleCode, ...]
    """Codes that may have been meant; empty where the code is known or carried."""
    next: tuple[str, ...]

    @property
    def found(self) -> bool:
        return any(reading.found for reading in self.readings)


Crosswalk = FocusCrosswalk | CodeCrosswalk
