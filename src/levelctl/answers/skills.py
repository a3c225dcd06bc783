"""The skills that foci share, and how many need each at which steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from levelctl.canon.canon import Canon
from levelctl.canon.codes import chosen
from levelctl.canon.model import SharedSkill, Step
from levelctl.canon.needs import SkillNeed, skill_needs
from levelctl.canon.proficiency import Held
from levelctl.canon.resolve import without_ranges
from levelctl.record import Record, Result
from levelctl.text.paths import joined


class ListedSkill(Record):
    """A shared skill; the counts and steps are those of the profiles that the list is about."""

    slug: str
    name: str
    group: str | None
    summary: str
    foci: int
    """How many foci need it."""
    profiles: int
    """How many profiles need it."""
    lowest: str | None
    """The slug of the lowest step at which one needs it; None if no step is known."""
    highest: str | None


class ListedGroup(Record):
    slug: str | None
    """None for the skills without a group."""
    name: str | None
    summary: str | None
    skills: tuple[ListedSkill, ...]


class SkillList(Result):
    SCHEMA = "levelctl.skills/1"

    canon: str
    edition: str
    query: str
    """The words that each listed skill has; empty if all skills were asked for."""
    scale: tuple[Step, ...]
    """From the lowest."""
    groups: tuple[ListedGroup, ...]
    """Those with skills on the list."""
    own: int
    """How many skills belong to a focus of its own, and are not on the list."""
    filtered: bool
    """Whether only some profiles or skills were asked for."""


def skill_list(
    canon: Canon,
    query: str = "",
    *,
    groups: Sequence[str] = (),
    steps: Sequence[str] = (),
    levels: Sequence[str] = (),
    tracks: Sequence[str] = (),
) -> SkillList:
    """
    Return the shared skills of *canon* whose names and sentences have all words of *query*.

    A word of it can be the beginning of one. The names are also those that foci have for a skill.

    *groups* and *steps* are slugs or names, *levels* codes, names or ranges, *tracks* codes or
    names; case is ignored. With *steps*, *levels* or *tracks*, only profiles of these count, and a
    skill that none of them needs is left out.

    Raises LevelctlError for a group, step, level or track that the canon does not have.
    """
    return _List(canon, query, _AskedFor(canon, groups, steps, levels, tracks)).result()


class _AskedFor:
    """Which groups, and which profiles at which steps, are asked for; checked against *canon*."""

    def __init__(
        self,
        canon: Canon,
        groups: Sequence[str],
        steps: Sequence[str],
        levels: Sequence[str],
        tracks: Sequence[str],
    ) -> None:
        words, ladder = canon.vocabulary, canon.ladder
        named = ((each.slug, each.name) for each in words.groups)
        self.groups = chosen("group of skills", tuple(groups), named)
        self.steps = chosen(
            "step of the scale", tuple(steps), ((each.slug, each.name) for each in words.scale)
        )
        self.levels = chosen(
            "level",
            without_ranges(ladder, tuple(levels)),
            ((each.code, each.name) for each in ladder.levels),
        )
        self.tracks = chosen(
            "track", tuple(tracks), ((each.code, each.name) for each in ladder.tracks)
        )
        self.track_of = {level.code: level.track for level in ladder.levels}

    @property
    def of_profiles(self) -> bool:
        """Whether not all profiles count."""
        return bool(self.steps or self.levels or self.tracks)

    def counted(self, need: SkillNeed) -> list[Held]:
        """Return how the skill stands at those levels of *need* that need it and count."""
        return [
            at
            for level, at in need.levels
            if at.needed
            and (not self.levels or level in self.levels)
            and (not self.tracks or self.track_of[level] in self.tracks)
            and (not self.steps or at.step in self.steps)
        ]


class _WhoNeeds:
    """Collects who needs a shared skill, and what foci call it."""

    def __init__(self) -> None:
        self.foci = 0
        self.profiles = 0
        self.steps: set[str] = set()
        self.names: set[str] = set()

    def add(self, name: str, counted: list[Held]) -> None:
        self.names.add(name)
        self.foci += bool(counted)
        self.profiles += len(counted)
        self.steps.update(at.step for at in counted if at.step)


class _List:
    """Lists the skills of *canon* that meet *query* and *filters*."""

    def __init__(self, canon: Canon, query: str, filters: _AskedFor) -> None:
        self.canon = canon
        self.query = " ".join(joined(query).split())
        self.begun = _words(self.query)
        self.filters = filters
        self.words = canon.vocabulary
        self.counts = {skill.slug: _WhoNeeds() for skill in self.words.skills}
        self.own: set[str] = set()
        for need in skill_needs(canon):
            if need.skill.skill in self.counts:
                counts = self.counts[need.skill.skill]
                counts.add(need.skill.name, filters.counted(need))
            else:
                self.own.add(need.skill.name.casefold())

    def result(self) -> SkillList:
        settings, filters = self.canon.settings, self.filters
        return SkillList(
            settings.name,
            settings.edition,
            self.query,
            self.words.scale,
            tuple(group for group in self.groups() if group.skills),
            len(self.own),
            bool(self.query or filters.groups or filters.of_profiles),
        )

    def groups(self) -> Iterator[ListedGroup]:
        skills = [each for each in self.words.skills if self.is_wanted(each)]
        for group in self.words.groups:
            listed = self.listed(skill for skill in skills if skill.group == group.slug)
            yield ListedGroup(group.slug, group.name, group.summary, listed)
        without = self.listed(skill for skill in skills if skill.group is None)
        yield ListedGroup(None, None, None, without)

    def is_wanted(self, skill: SharedSkill) -> bool:
        counts = self.counts[skill.slug]
        said = _words(" ".join((skill.slug, skill.name, skill.summary, *counts.names)))
        return (
            bool(self.begun) == bool(self.query)
            and all(any(word.startswith(begun) for word in said) for begun in self.begun)
            and (not self.filters.groups or skill.group in self.filters.groups)
            and (not self.filters.of_profiles or counts.profiles > 0)
        )

    def listed(self, skills: Iterable[SharedSkill]) -> tuple[ListedSkill, ...]:
        return tuple(map(self.one, skills))

    def one(self, skill: SharedSkill) -> ListedSkill:
        counts = self.counts[skill.slug]
        known = [step.slug for step in self.words.scale if step.slug in counts.steps]
        return ListedSkill(
            skill.slug,
            skill.name,
            skill.group,
            skill.summary,
            counts.foci,
            counts.profiles,
            known[0] if known else None,
            known[-1] if known else None,
        )


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))
