"""The pages of what foci share: skills, licenses and tools."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.answers.show.common import step_names
from levelctl.answers.show.records import Named, Page, ValueOrigin
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, License, LicenseKind, SharedSkill, SkillVocabulary, Tool
from levelctl.canon.needs import SkillNeed, skill_needs
from levelctl.canon.resolve import SharedThing, reference
from levelctl.record import Record, Result

SKILL_SECTIONS = ("definition", "placement", "steps", "same_as", "foci", "next")
LICENSE_SECTIONS = ("license", "foci", "next")
TOOL_SECTIONS = ("tool", "foci", "next")


class DescribedStep(Record):
    """A step of the scale, and what a skill looks like at it."""

    slug: str
    name: str
    summary: str | None
    """What a person at this step does, whatever the skill."""
    text: str | None
    """What the skill looks like at it; None if the canon does not say."""


class SameSkill(Record):
    """The same skill in another vocabulary."""

    scheme: str
    codes: tuple[str, ...]


class LevelNeed(Record):
    """How a skill stands at a level of a focus."""

    level: str
    track: str
    needed: bool
    step: str | None
    step_name: str | None


class SkillUse(Record):
    """A focus that has the skill."""

    code: str
    title: str
    name: str
    """What the focus calls the skill."""
    levels: tuple[LevelNeed, ...]
    """Those of the focus, in the order of the ladder."""


class SkillPage(Result):
    SCHEMA = "levelctl.show/1"
    KIND = "skill"
    SECTIONS = (*SKILL_SECTIONS, "origins")

    code: str
    title: str
    definition: str
    placement: tuple[Named, ...]
    """Its group; empty if it has none."""
    steps: tuple[DescribedStep, ...]
    """The scale, from the lowest."""
    same_as: tuple[SameSkill, ...]
    foci: tuple[SkillUse, ...]
    next: tuple[str, ...]
    sections: tuple[str, ...] = SKILL_SECTIONS
    origins: tuple[ValueOrigin, ...] = ()


class LicenseUse(Record):
    """A focus that asks for the license."""

    KEYS = (("starts", "from"),)

    code: str
    title: str
    starts: tuple[str, ...]
    """The levels from which it holds; empty if it holds for all."""
    required: bool


class LicenseFacts(Record):
    kind: LicenseKind
    issuer: str | None
    places: tuple[str, ...]
    occupations: tuple[str, ...]
    """The codes of the occupations, or their beginnings, for which a law requires it."""


class LicensePage(Result):
    SCHEMA = "levelctl.show/1"
    KIND = "license"
    SECTIONS = (*LICENSE_SECTIONS, "origins")

    code: str
    title: str
    license: LicenseFacts
    foci: tuple[LicenseUse, ...]
    next: tuple[str, ...]
    sections: tuple[str, ...] = LICENSE_SECTIONS
    origins: tuple[ValueOrigin, ...] = ()


class ToolFacts(Record):
    kind: str | None
    also: tuple[str, ...]
    """Other spellings."""


class ToolPage(Result):
    SCHEMA = "levelctl.show/1"
    KIND = "tool"
    SECTIONS = (*TOOL_SECTIONS, "origins")

    code: str
    title: str
    tool: ToolFacts
    foci: tuple[Named, ...]
    """The foci that use it."""
    next: tuple[str, ...]
    sections: tuple[str, ...] = TOOL_SECTIONS
    origins: tuple[ValueOrigin, ...] = ()


SharedPage = SkillPage | LicensePage | ToolPage

AnyPage = Page | SharedPage
"""Whatever *show* answers with."""


def shared_page(canon: Canon, thing: SharedThing) -> SharedPage:
    match thing:
        case SharedSkill():
            return _skill_page(canon, thing)
        case License():
            return _license_page(canon, thing)
        case Tool():
            return _tool_page(canon, thing)


def _skill_page(canon: Canon, skill: SharedSkill) -> SkillPage:
    words, texts = canon.vocabulary, dict(skill.steps)
    names, tracks = step_names(words), {each.code: each.track for each in canon.ladder.levels}
    return SkillPage(
        code=skill.slug,
        title=skill.name,
        definition=skill.summary,
        placement=tuple(_group(words, skill)),
        steps=tuple(
            DescribedStep(step.slug, step.name, step.summary, texts.get(step.slug))
            for step in words.scale
        ),
        same_as=tuple(SameSkill(scheme, codes) for scheme, codes in skill.same_as),
        foci=tuple(_use(need, names, tracks) for need in skill_needs(canon, skill.slug)),
        next=tuple(f"levelctl skills --group {each.code}" for each in _group(words, skill)),
    )


def _group(words: SkillVocabulary, skill: SharedSkill) -> Iterator[Named]:
    yield from (Named(each.slug, each.name) for each in words.groups if each.slug == skill.group)


def _use(need: SkillNeed, names: dict[str, str], tracks: dict[str, str]) -> SkillUse:
    levels = (
        LevelNeed(
            level,
            tracks[level],
            at.needed,
            at.step,
            names.get(at.step, at.step) if at.step else None,
        )
        for level, at in need.levels
    )
    return SkillUse(reference(need.focus), need.focus.name, need.skill.name, tuple(levels))


def _license_page(canon: Canon, license_: License) -> LicensePage:
    uses = (
        LicenseUse(reference(focus), focus.name, each.starts, each.required)
        for focus in canon.foci
        for each in focus.licenses
        if each.license == license_.slug
    )
    facts = LicenseFacts(license_.kind, license_.issuer, license_.places, license_.occupations)
    foci = tuple(uses)
    return LicensePage(license_.slug, license_.name, facts, foci, _first(foci))


def _tool_page(canon: Canon, tool: Tool) -> ToolPage:
    spellings = {each.casefold() for each in (tool.name, *tool.also)}
    foci = tuple(
        Named(reference(focus), focus.name) for focus in canon.foci if _uses(focus, spellings)
    )
    return ToolPage(tool.slug, tool.name, ToolFacts(tool.kind, tool.also), foci, _first(foci))


def _uses(focus: Focus, spellings: set[str]) -> bool:
    return any(name.casefold() in spellings for name in focus.tools)


def _first(foci: tuple[Named, ...] | tuple[LicenseUse, ...]) -> tuple[str, ...]:
    return tuple(f"levelctl show {each.code}" for each in foci[:1])
