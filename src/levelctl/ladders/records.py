"""
The records of an import: what a source says, and where each text of it came from.

A reader makes a `LadderDraft` of a source. Levels, themes and tracks have the identifiers of the
source in it; `writing` turns them into codes and slugs, and tells what it changed. A text of the
source is a `Quote`, so that the report can say for each item where it went.
"""

from __future__ import annotations

from levelctl.record import Record


class Origin(Record):
    """An item of a source: a value of YAML, a cell of a table, or a block of a document."""

    place: str
    """``file:line:column``, ``sheet!cell`` or ``file:row``."""
    text: str
    """What the source says there, to the letter."""
    label: str = ""
    """What the item is in the source, such as ``competencies[3].summary``; can be empty."""


class Quote(Record):
    """A text for the canon, with the items of the source that say it."""

    text: str
    """One line: white space is folded."""
    origins: tuple[Origin, ...] = ()
    """The items that say it; the first is kept, and the others are merged with it."""
    change: str = ""
    """What was changed besides white space, such as *&amp; became &*; empty if nothing was."""
    joined: bool = False
    """Whether the text is made of all *origins*, so that each is kept."""


class Omission(Record):
    """An item that does not go into the canon, and why."""

    origin: Origin
    reason: str


class DraftDimension(Record):
    """An attribute of levels, or a row of guidelines."""

    key: str
    """``[a-z][a-z0-9_]*``; see `naming.dimension_key`."""
    heading: Quote
    years: bool = False
    """Whether it is the guideline that states years of experience."""


class DraftLink(Record):
    url: Quote
    title: Quote | None = None


class DraftDuty(Record):
    """A responsibility."""

    text: Quote
    theme: str = ""
    """The identifier of its theme; empty if it has none."""
    proficiency: Quote | None = None
    examples: tuple[Quote, ...] = ()
    links: tuple[DraftLink, ...] = ()
    at: tuple[Origin, ...] = ()
    """The items that its place in the canon expresses, such as those that name level and theme."""


class DraftTheme(Record):
    id: str
    name: Quote
    summary: Quote | None = None
    duties: dict[str, tuple[DraftDuty, ...]] = {}  # noqa: RUF012 - msgspec copies it
    """By level: generic responsibilities, for each focus that has the theme."""
    at: tuple[Origin, ...] = ()


class DraftTrack(Record):
    id: str
    name: Quote
    summary: Quote | None = None
    manages: bool = False
    branches_from: str = ""
    """The identifier of the track whose lower levels it continues; empty if there is none."""
    at: tuple[Origin, ...] = ()


class DraftYears(Record):
    low: int
    high: int | None
    """None if the source has no upper bound."""
    said: Quote


class DraftLevel(Record):
    """A level of the ladder. Those of one track are in order, from the lowest."""

    id: str
    name: Quote
    track: str = ""
    """The identifier of its track; empty if the ladder has only one, without a name."""
    rank: float | None = None
    """The position on one scale for all tracks; None if it is the position in its track."""
    years: DraftYears | None = None
    summary: Quote | None = None
    attributes: dict[str, Quote] = {}  # noqa: RUF012 - msgspec copies it
    """By the key of a dimension."""
    at: tuple[Origin, ...] = ()


class DraftAlias(Record):
    title: Quote
    level: str = ""
    """The identifier of the one level that it means; empty for the focus as a whole."""


class DraftSkill(Record):
    name: Quote
    summary: Quote | None = None


class DraftProfile(Record):
    """A focus at one level."""

    level: str
    duties: tuple[DraftDuty, ...] = ()
    guideline: dict[str, Quote] = {}  # noqa: RUF012 - msgspec copies it
    """By the key of a dimension."""
    at: tuple[Origin, ...] = ()


class DraftFocus(Record):
    name: Quote
    summary: Quote | None = None
    aliases: tuple[DraftAlias, ...] = ()
    skills: tuple[DraftSkill, ...] = ()
    tools: tuple[Quote, ...] = ()
    themes: tuple[str, ...] = ()
    """The themes of the draft that it has, in display order."""
    own_themes: tuple[DraftTheme, ...] = ()
    """Themes of this focus only."""
    profiles: tuple[DraftProfile, ...] = ()
    at: tuple[Origin, ...] = ()


class DraftFunction(Record):
    name: Quote
    summary: Quote | None = None
    foci: tuple[DraftFocus, ...] = ()
    at: tuple[Origin, ...] = ()


class LadderDraft(Record):
    """All that a reader understood of a source."""

    kind: str
    """The kind of source: the name of its reader."""
    name: Quote
    functions: tuple[DraftFunction, ...]
    levels: tuple[DraftLevel, ...]
    tracks: tuple[DraftTrack, ...] = ()
    """If empty, all levels are on one track."""
    themes: tuple[DraftTheme, ...] = ()
    """The themes of the whole canon, in display order."""
    attributes: tuple[DraftDimension, ...] = ()
    guideline: tuple[DraftDimension, ...] = ()
    proficiencies: tuple[Quote, ...] = ()
    """The scale of proficiencies, from the lowest; empty if the source has none in order."""
    cumulative: bool = False
    """Whether a level includes those below it."""
    items: tuple[Origin, ...] = ()
    """
    Every item of the source, in order.

    One that is neither quoted, nor an *at* of something, nor left out for a reason, is reported as
    left out because a canon has no place for it.
    """
    left_out: tuple[Omission, ...] = ()
    remarks: tuple[str, ...] = ()
    """What was guessed, in sentences for the person who imports."""
    summary: Quote | None = None
    severities: tuple[tuple[str, str], ...] = ()
    """Rules and the severity that suits the source, for ``check`` in canon.yaml."""
    guessed_map: str = ""
    """The text of a map.yaml that says what was guessed; empty for sources without a map."""


class ReadingOptions(Record):
    """What a person says about a source."""

    kind: str | None = None
    name: str | None = None
    """The name of the canon."""
    map: dict[str, object] = {}  # noqa: RUF012 - msgspec copies it
    """The value of ``--map map.yaml``."""
    map_path: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    """Pairs such as *level* and *Grade*, of ``--column level=Grade``."""
    keep_mine: bool = False
    """Whether lines that people edited win over a newer source for good."""
