"""The records of a crosswalk: the codes of a focus, or the foci that have a code."""

from __future__ import annotations

from levelctl.record import Record, Result

EXACT = "exact"
"""The first step: the code itself. Other steps have the names of the scheme's groups."""


class CodeGroup(Record):
    """A group that contains a code."""

    name: str
    """*broad occupation*, *minor group* ..."""
    scheme: str
    version: str
    code: str
    title: str | None
    """None if no imported scheme has it."""


class SchemePlace(Record):
    """A focus's code in one edition of a scheme."""

    scheme: str
    version: str
    code: str
    title: str | None
    """None if that edition is not imported or does not have the code."""
    source: str
    """Who or what assigned the code."""
    groups: tuple[CodeGroup, ...]
    """The groups that contain the code, from the finest."""


class FocusCrosswalk(Result):
    """From a focus to codes."""

    SCHEMA = "levelctl.crosswalk/1"
    KIND = "focus"

    code: str
    """FUNCTION.FOCUS."""
    title: str
    places: tuple[SchemePlace, ...]
    """In the order of the focus file."""
    next: tuple[str, ...]

    @property
    def found(self) -> bool:
        return bool(self.places)


class Carrier(Record):
    """A focus and its code."""

    focus: str
    """FUNCTION.FOCUS."""
    title: str
    scheme: str
    version: str
    code: str
    code_title: str | None
    source: str


class GroupLookup(Record):
    """The foci that have a code, or any code in a group that contains it."""

    name: str
    """*exact*, or the name of the group."""
    scheme: str
    version: str
    code: str
    title: str | None
    carriers: tuple[Carrier, ...]
    """Without those of earlier steps; by function and focus."""


class EditionMatch(Record):
    """The code in one edition of a scheme; editions are never mixed."""

    scheme: str
    version: str
    group: str | None
    """The level of the code, such as *detailed occupation*; None if the groups are not known."""
    code: str
    title: str | None
    known: bool | None
    """Whether the edition has the code; None if the edition is not imported."""
    steps: tuple[GroupLookup, ...]
    """Up to the first with a carrier, unless all were requested."""

    @property
    def found(self) -> bool:
        return any(step.carriers for step in self.steps)


class PossibleCode(Record):
    """A similar code."""

    scheme: str
    version: str
    code: str
    title: str | None
    carried: bool
    """Whether a focus of the canon has it."""


class CodeCrosswalk(Result):
    """From a code to foci."""

    SCHEMA = "levelctl.crosswalk/1"
    KIND = "code"

    given: str
    readings: tuple[EditionMatch, ...]
    """One for each edition in use in the canon, otherwise for each with codes of this form."""
    nearest: tuple[PossibleCode, ...]
    """Similar codes; empty if the code is known or a focus has it."""
    next: tuple[str, ...]

    @property
    def found(self) -> bool:
        return any(reading.found for reading in self.readings)


Crosswalk = FocusCrosswalk | CodeCrosswalk
