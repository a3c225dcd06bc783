"""The records of a page: all sections that a reader sees, as data."""

from __future__ import annotations

from typing import Literal

from levelctl.canon.model import (
    Alias,
    Band,
    Classification,
    Dimensions,
    Guideline,
    Level,
    LicenseKind,
    OvertimeStatus,
    Responsibility,
    Review,
    Sources,
    Theme,
    Years,
)
from levelctl.canon.pay_range import Range
from levelctl.record import Record, Result

PROFILE_SECTIONS = (
    "definition",
    "placement",
    "pay",
    "responsibilities",
    "guideline",
    "skills",
    "licenses",
    "tools",
    "provenance",
    "level",
    "adjacent",
    "aliases",
    "classification",
    "next",
)
FOCUS_SECTIONS = (
    "definition",
    "placement",
    "levels",
    "themes",
    "skills",
    "licenses",
    "tools",
    "aliases",
    "classification",
    "next",
)
FUNCTION_SECTIONS = ("definition", "placement", "foci", "next")
FAMILY_SECTIONS = ("definition", "functions", "next")
LEVEL_SECTIONS = ("level", "track", "profiles", "next")


ORIGINS = "origins"
"""The section that a page has only if it is asked for."""


class ValueOrigin(Record):
    """Where values of a section come from."""

    section: str
    value: str
    """The place in the merged file: *levels.P4.pay*; all in there comes from the same canon.

    Or what the canon does to it: *tools: adds or removes items*.
    """
    layer: int
    """0 for the canon itself, 1 for the one that it extends, and so on."""
    canon: str
    """The folder of that canon."""
    path: str
    line: int
    column: int
    text: str = ""
    """What it says there, or what names it, if that is one text; long texts are cut."""


class Named(Record):
    code: str
    name: str


class Confidence(Record):
    score: float
    """From 0 to 1."""
    band: Literal["high", "medium", "low"]


class Placement(Record):
    """The position of a profile on the ladder and in the taxonomy."""

    level: Named
    years: Years | None
    family: Named
    function: Named
    focus: Named


class Duties(Record):
    """The responsibilities at one level of a focus."""

    level: str
    shown: bool
    """Whether this is the level of the page."""
    items: tuple[str, ...]
    details: tuple[Responsibility, ...]
    """The same with all that is known of each."""
    includes: tuple[str, ...] = ()
    """On a cumulative ladder, the lower levels of the focus that it includes."""


class Cells(Record):
    """The guideline at one level of a focus; None if the canon has none."""

    level: str
    shown: bool
    guideline: Guideline | None


class EvidenceReader(Record):
    """Somebody who read duties, without what would tell who it is."""

    KEYS = (("reads_as", "as"),)

    reads_as: str
    """*trade* or *editor*."""
    trade: str | None
    years: int | None


class ProfileEvidence(Record):
    """What a profile rests on: sources and readers of its duties."""

    duties: int
    """How many duties it has of its own."""
    sourced: int
    """How many of these say which source they come from."""
    read: int = 0
    """How many somebody has read as they are worded, and answered every question about."""
    readers: tuple[EvidenceReader, ...] = ()
    """Who has read any of them to the end."""
    placed: int = 0
    """How often a reader of the trade placed one of them without seeing its level."""
    placed_right: int = 0
    least_share: float | None = None
    """The lowest share of yes of a question, from 0 to 1; None if nothing was answered."""
    objections: int = 0
    """How many objections are open."""
    once_read: int = 0
    """How many texts of the profile were read, as they are worded or before an edit."""
    changed: int = 0
    """How many of those do not stand in it any more."""


class Provenance(Record):
    review: Review | None
    minimum: float
    """The lowest score with which a review passes."""
    passes: bool | None
    """
    Whether the lowest score reaches the minimum; None without a score, or if the scores were given
    to another wording.
    """
    sources: Sources | None
    panel: str | None = None
    """Who gave the scores."""
    wording: str | None = None
    """*other* if the scores were given to another wording."""
    evidence: ProfileEvidence | None = None
    """What the profile rests on; None if its canon tells nothing about it."""


class NamedStep(Record):
    """The step of a skill from a level on."""

    level: str
    step: str
    """Its slug."""
    name: str


class FocusSkill(Record):
    """A skill of a focus, at all its levels."""

    name: str
    """What the focus calls it."""
    summary: str
    skill: str | None
    """The slug of the shared skill; None if it is the focus's own."""
    shared: str | None
    """The name of the shared skill."""
    levels: tuple[NamedStep, ...]
    """The levels that name a step; empty if its step is not known."""


class HeldSkill(Record):
    """A skill of a focus, as it stands at one of its levels."""

    name: str
    summary: str
    skill: str | None
    shared: str | None
    needed: bool
    step: str | None
    """The slug of the step; None if the skill is not needed, or if its step is not known."""
    step_name: str | None
    since: str | None
    """The level that names the step, or that the skill is not needed any more."""


class HeldLicense(Record):
    """A license that a focus asks for."""

    KEYS = (("starts", "from"),)

    license: str
    """Its slug."""
    name: str
    kind: LicenseKind | None
    issuer: str | None
    places: tuple[str, ...]
    starts: tuple[str, ...]
    """The levels from which it holds; empty if it holds for all."""
    required: bool


class ToolDetail(Record):
    """A tool of a focus."""

    name: str
    """What the focus calls it."""
    tool: str | None
    """The slug of the shared tool; None if the canon has none with this name."""
    kind: str | None


class AdjacentRole(Record):
    """An adjacent role in the structural space."""

    code: str
    title: str
    level: str
    distance: float
    """From 0 to 1, in whole hundredths."""
    band: Band


class ProfilePage(Result):
    SCHEMA = "levelctl.show/1"
    KIND = "profile"
    SECTIONS = (*PROFILE_SECTIONS, ORIGINS)
    UNEXPORTED = ("dimensions",)
    OPTIONAL = ("figures", "pay_missing", "flsa")

    code: str
    title: str
    status: str
    version: int
    region: str
    confidence: Confidence | None
    definition: str
    placement: Placement
    pay: Range | None
    responsibilities: tuple[Duties, ...]
    guideline: tuple[Cells, ...]
    skills: tuple[HeldSkill, ...]
    licenses: tuple[HeldLicense, ...]
    """Those that hold at this level."""
    tools: tuple[str, ...]
    tool_details: tuple[ToolDetail, ...]
    """The same with what is known of each."""
    provenance: Provenance
    level: Level
    adjacent: tuple[AdjacentRole, ...]
    aliases: tuple[Alias, ...]
    classification: tuple[Classification, ...]
    next: tuple[str, ...]
    dimensions: Dimensions
    themes: tuple[Theme, ...]
    """The themes of the responsibilities, in display order."""
    sections: tuple[str, ...] = PROFILE_SECTIONS
    origins: tuple[ValueOrigin, ...] = ()
    figures: tuple[Range, ...] = ()
    """Every figure of its pay, that of *pay* first, if there are several."""
    pay_missing: str | None = None
    """Why its pay is not known."""
    flsa: OvertimeStatus | None = None


class Rung(Record):
    """One level of a focus, in brief."""

    code: str
    level: str
    name: str
    years: Years | None
    status: str
    pay: Range | None


class FocusPage(Result):
    SCHEMA = "levelctl.show/1"
    KIND = "focus"
    SECTIONS = (*FOCUS_SECTIONS, ORIGINS)

    code: str
    title: str
    definition: str
    placement: tuple[Named, ...]
    """Its family and its function."""
    levels: tuple[Rung, ...]
    themes: tuple[Theme, ...]
    skills: tuple[FocusSkill, ...]
    licenses: tuple[HeldLicense, ...]
    tools: tuple[str, ...]
    tool_details: tuple[ToolDetail, ...]
    """The same with what is known of each."""
    aliases: tuple[Alias, ...]
    classification: tuple[Classification, ...]
    next: tuple[str, ...]
    sections: tuple[str, ...] = FOCUS_SECTIONS
    origins: tuple[ValueOrigin, ...] = ()


class Member(Record):
    """A function of a family, or a focus of a function, in brief."""

    code: str
    name: str
    levels: tuple[str, ...]


class FunctionPage(Result):
    SCHEMA = "levelctl.show/1"
    KIND = "function"
    SECTIONS = (*FUNCTION_SECTIONS, ORIGINS)

    code: str
    title: str
    definition: str
    placement: tuple[Named, ...]
    """Its family."""
    foci: tuple[Member, ...]
    next: tuple[str, ...]
    sections: tuple[str, ...] = FUNCTION_SECTIONS
    origins: tuple[ValueOrigin, ...] = ()


class FamilyPage(Result):
    SCHEMA = "levelctl.show/1"
    KIND = "family"
    SECTIONS = (*FAMILY_SECTIONS, ORIGINS)

    code: str
    title: str
    definition: str
    functions: tuple[Member, ...]
    next: tuple[str, ...]
    sections: tuple[str, ...] = FAMILY_SECTIONS
    origins: tuple[ValueOrigin, ...] = ()


class LevelPage(Result):
    SCHEMA = "levelctl.show/1"
    KIND = "level"
    SECTIONS = (*LEVEL_SECTIONS, ORIGINS)
    UNEXPORTED = ("dimensions",)

    code: str
    title: str
    track: Named
    level: Level
    below: Named | None
    """The next level down on the same track."""
    above: Named | None
    profiles: tuple[Named, ...]
    """The profiles at this level."""
    next: tuple[str, ...]
    dimensions: Dimensions
    sections: tuple[str, ...] = LEVEL_SECTIONS
    origins: tuple[ValueOrigin, ...] = ()


Page = ProfilePage | FocusPage | FunctionPage | FamilyPage | LevelPage
