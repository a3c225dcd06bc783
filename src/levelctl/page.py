"""One thing of the canon → its page: every section that a reader sees, in order, as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from levelctl.errors import LevelctlError
from levelctl.model import (
    Alias,
    Canon,
    Classification,
    Family,
    Focus,
    Function,
    Guideline,
    Level,
    Pay,
    Profile,
    Review,
    Skill,
    Sources,
    Years,
)
from levelctl.resolve import Thing, reference
from levelctl.space.structural import Neighbour, neighbours

ADJACENT = 8
"""How many adjacent roles a profile's page lists."""


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


def page(
    canon: Canon, thing: Thing, *, sections: Sequence[str] = (), all_levels: bool = True
) -> Page:
    """
    Return the page of *thing* with its *sections*, all of them if none are named.

    Responsibilities and guidelines are given for *all_levels* of the focus, or for the
    level of a profile alone.

    Raises LevelctlError if the page has no such section.
    """
    whole = _page(canon, thing, all_levels)
    unknown = [name for name in sections if name not in whole.sections]
    if unknown:
        raise LevelctlError(
            f"{whole.code} has no section {unknown[0]!r}",
            hint=f"its sections are: {', '.join(whole.sections)}",
        )
    if not sections:
        return whole
    return replace(whole, sections=tuple(name for name in whole.sections if name in sections))


def _page(canon: Canon, thing: Thing, all_levels: bool) -> Page:
    match thing:
        case Profile():
            return _profile_page(canon, thing, all_levels)
        case Focus():
            return _focus_page(canon, thing)
        case Function():
            return _function_page(canon, thing)
        case Family():
            return _family_page(canon, thing)
        case Level():
            return _level_page(canon, thing)


def _profile_page(canon: Canon, profile: Profile, all_levels: bool) -> ProfilePage:
    focus = canon.focus(profile.code)
    level = canon.ladder.of(profile)
    shown = [each for each in focus.profiles if all_levels or each.code == profile.code]
    return ProfilePage(
        code=str(profile.code),
        title=profile.title,
        status=profile.status,
        version=profile.version,
        region=profile.region,
        confidence=_confidence(canon, profile),
        definition=focus.summary,
        placement=_placement(canon, focus, level),
        pay=profile.pay,
        responsibilities=tuple(
            Duties(each.code.level, each.code == profile.code, each.responsibilities)
            for each in shown
        ),
        guideline=tuple(
            Cells(each.code.level, each.code == profile.code, each.guideline) for each in shown
        ),
        skills=focus.skills,
        tools=focus.tools,
        provenance=_provenance(canon, profile),
        level=level,
        adjacent=neighbours(canon, profile, top=ADJACENT),
        aliases=tuple(each for each in focus.aliases if each.level in (None, level.code)),
        classification=focus.classification,
        next=_after_profile(focus, profile),
    )


def _confidence(canon: Canon, profile: Profile) -> Confidence | None:
    score = profile.confidence
    if score is None:
        return None
    if score >= canon.settings.confidence_high:
        return Confidence(score, "high")
    return Confidence(score, "medium" if score >= canon.settings.confidence_medium else "low")


def _placement(canon: Canon, focus: Focus, level: Level) -> Placement:
    family, function = _taxonomy(canon, canon.function(focus.function))
    return Placement(
        level=Named(level.code, level.name),
        years=level.years,
        family=family,
        function=function,
        focus=Named(focus.code, focus.name),
    )


def _taxonomy(canon: Canon, function: Function) -> tuple[Named, Named]:
    family = canon.family(function.family)
    return Named(family.slug, family.name), Named(function.code, function.name)


def _provenance(canon: Canon, profile: Profile) -> Provenance:
    minimum = canon.settings.review_minimum
    passes = profile.review.lowest >= minimum if profile.review else None
    return Provenance(profile.review, minimum, passes, profile.sources)


def _after_profile(focus: Focus, profile: Profile) -> tuple[str, ...]:
    """Return the commands that compare *profile* with the levels beside it, upwards first."""
    codes = [each.code for each in focus.profiles]
    place = codes.index(profile.code)
    beside = [*codes[place + 1 : place + 2], *codes[max(place - 1, 0) : place]]
    return tuple(f"levelctl diff {profile.code} {code.level}" for code in beside)


def _focus_page(canon: Canon, focus: Focus) -> FocusPage:
    levels = [canon.ladder.of(profile) for profile in focus.profiles]
    code = reference(focus)
    return FocusPage(
        code=code,
        title=focus.name,
        definition=focus.summary,
        placement=_taxonomy(canon, canon.function(focus.function)),
        levels=tuple(
            Rung(
                str(profile.code), level.code, level.name, level.years, profile.status, profile.pay
            )
            for profile, level in zip(focus.profiles, levels, strict=True)
        ),
        skills=focus.skills,
        tools=focus.tools,
        aliases=focus.aliases,
        classification=focus.classification,
        next=(f"levelctl show {focus.profiles[0].code}", f"levelctl rubric {code}"),
    )


def _function_page(canon: Canon, function: Function) -> FunctionPage:
    family, _ = _taxonomy(canon, function)
    return FunctionPage(
        code=function.code,
        title=function.name,
        definition=function.summary,
        placement=(family,),
        foci=tuple(
            Branch(reference(focus), focus.name, _levels(canon, (focus,)))
            for focus in function.foci
        ),
        next=tuple(f"levelctl show {reference(focus)}" for focus in function.foci[:1]),
    )


def _family_page(canon: Canon, family: Family) -> FamilyPage:
    functions = [function for function in canon.functions if function.family == family.slug]
    return FamilyPage(
        code=family.slug,
        title=family.name,
        definition=family.summary,
        functions=tuple(
            Branch(function.code, function.name, _levels(canon, function.foci))
            for function in functions
        ),
        next=(
            *(f"levelctl show {function.code}" for function in functions[:1]),
            f"levelctl list --family {family.slug}",
        ),
    )


def _levels(canon: Canon, foci: tuple[Focus, ...]) -> tuple[str, ...]:
    """Return the levels that any of *foci* has, in the order of the ladder."""
    present = {profile.code.level for focus in foci for profile in focus.profiles}
    return tuple(level.code for level in canon.ladder.levels if level.code in present)


def _level_page(canon: Canon, level: Level) -> LevelPage:
    track = next(each for each in canon.ladder.tracks if each.code == level.track)
    ladder = [each for each in canon.ladder.levels if each.track == level.track]
    place = ladder.index(level)
    below = ladder[place - 1] if place else None
    above = ladder[place + 1] if place + 1 < len(ladder) else None
    beside = [each for each in (above, below) if each]
    return LevelPage(
        code=level.code,
        title=level.name,
        track=Named(track.code, track.name),
        level=level,
        below=Named(below.code, below.name) if below else None,
        above=Named(above.code, above.name) if above else None,
        profiles=tuple(
            Named(str(profile.code), profile.title)
            for focus in canon.foci
            if (profile := focus.profile(level.code))
        ),
        next=(
            *(f"levelctl diff {level.code} {each.code}" for each in beside),
            f"levelctl list --level {level.code}",
        ),
    )
