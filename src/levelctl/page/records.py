"""What a page holds: every section that a reader sees, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from levelctl.model import (
    Alias,
    Classification,
    Guideline,
    Level,
    Pay,
    Review,
    Skill,
    Sources,
    Years,
)
from levelctl.space.structural import Neighbour

PROFILE_SECTIONS = (
    "definition",
    "placement",
    "pay",
    "responsibilities",
    "guideline",
    "skills",
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
    "skills",
    "tools",
    "aliases",
    "classification",
    "next",
)
FUNCTION_SECTIONS = ("definition", "placement", "foci", "next")
FAMILY_SECTIONS = ("definition", "functions", "next")
LEVEL_SECTIONS = ("level", "track", "profiles", "next")


@dataclass(frozen=True, slots=True)
class Named:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Confidence:
    score: float
    """From 0 to 1."""
    band: Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a profile stands on the ladder and in the taxonomy."""

    level: Named
    years: Years
    family: Named
    function: Named
    focus: Named


@dataclass(frozen=True, slots=True)
class Duties:
    """The responsibilities at one level of a focus."""

    level: str
    shown: bool
    """Whether this is the level of the page."""
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """The leveling guideline at one level of a focus; None where the canon has none."""

    level: str
    shown: bool
    guideline: Guideline | None


@dataclass(frozen=True, slots=True)
class Provenance:
    review: Review | None
    minimum: float
    """The lowest score that lets a review pass."""
    passes: bool | None
    """Whether the lowest score reaches the minimum; None without a review."""
    sources: Sources | None


@dataclass(frozen=True, slots=True)
class ProfilePage:
    code: str
    title: str
    status: str
    version: int
    region: str
    confidence: Confidence | None
    definition: str
    placement: Placement
    pay: Pay | None
    responsibilities: tuple[Duties, ...]
    guideline: tuple[Cells, ...]
    skills: tuple[Skill, ...]
    tools: tuple[str, ...]
    provenance: Provenance
    level: Level
    adjacent: tuple[Neighbour, ...]
    aliases: tuple[Alias, ...]
    classification: tuple[Classification, ...]
    next: tuple[str, ...]
    sections: tuple[str, ...] = PROFILE_SECTIONS


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of a focus, in a line."""

    code: str
    level: str
    name: str
    years: Years
    status: str
    pay: Pay | None


@dataclass(frozen=True, slots=True)
class FocusPage:
    code: str
    title: str
    definition: str
    placement: tuple[Named, ...]
    """Its family and its function."""
    levels: tuple[Rung, ...]
    skills: tuple[Skill, ...]
    tools: tuple[str, ...]
    aliases: tuple[Alias, ...]
    classification: tuple[Classification, ...]
    next: tuple[str, ...]
    sections: tuple[str, ...] = FOCUS_SECTIONS


@dataclass(frozen=True, slots=True)
class Branch:
    """A function of a family, or a focus of a function, in a line."""

    code: str
    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FunctionPage:
    code: str
    title: str
    definition: str
    placement: tuple[Named, ...]
    """Its family."""
    foci: tuple[Branch, ...]
    next: tuple[str, ...]
    sections: tuple[str, ...] = FUNCTION_SECTIONS


@dataclass(frozen=True, slots=True)
class FamilyPage:
    code: str
    title: str
    definition: str
    functions: tuple[Branch, ...]
    next: tuple[str, ...]
    sections: tuple[str, ...] = FAMILY_SECTIONS


@dataclass(frozen=True, slots=True)
class LevelPage:
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
    sections: tuple[str, ...] = LEVEL_SECTIONS


Page = ProfilePage | FocusPage | FunctionPage | FamilyPage | LevelPage

SECTIONS: dict[type[Page], tuple[str, ...]] = {
    ProfilePage: PROFILE_SECTIONS,
    FocusPage: FOCUS_SECTIONS,
    FunctionPage: FUNCTION_SECTIONS,
    FamilyPage: FAMILY_SECTIONS,
    LevelPage: LEVEL_SECTIONS,
}
"""The sections that a page can have, in the order of the page."""
