"""What the pages of a focus and of its profiles share: its taxonomy, skills, tools and licenses."""

from __future__ import annotations

from levelctl.answers.show.records import (
    FocusSkill,
    HeldLicense,
    HeldSkill,
    Named,
    NamedStep,
    ToolDetail,
)
from levelctl.canon.canon import Canon
from levelctl.canon.model import (
    NOT_NEEDED,
    Focus,
    FocusLicense,
    Function,
    Skill,
    SkillVocabulary,
    Tool,
)
from levelctl.canon.proficiency import held, licenses_at, lineage


def taxonomy(canon: Canon, function: Function) -> tuple[Named, Named]:
    """Return the family of *function*, and *function* itself."""
    family = canon.family(function.family)
    return Named(family.slug, family.name), Named(function.code, function.name)


class FocusSkills:
    """
    The skills, tools and licenses of *focus*, with what the *canon*'s vocabulary says of them.

    A focus that names nothing of it does without.
    """

    def __init__(self, canon: Canon, focus: Focus) -> None:
        self.focus = focus
        self.ladder = canon.ladder
        words = canon.vocabulary
        self.names = step_names(words)
        self.shared = {skill.slug: skill.name for skill in words.skills}
        self.tools = _spellings(words.tools)
        self.licenses = {each.slug: each for each in words.licenses}

    def skills(self) -> tuple[FocusSkill, ...]:
        """Return its skills with the steps as its file names them."""
        return tuple(
            FocusSkill(
                skill.name,
                skill.summary,
                skill.skill,
                self._shared_name(skill),
                tuple(NamedStep(level, step, self._name(step)) for level, step in skill.levels),
            )
            for skill in self.focus.skills
        )

    def held(self, level: str) -> tuple[HeldSkill, ...]:
        """Return its skills as they stand at *level*, a code of its ladder."""
        line = lineage(level, self.ladder)
        return tuple(
            HeldSkill(
                skill.name,
                skill.summary,
                skill.skill,
                self._shared_name(skill),
                at.needed,
                at.step,
                self._name(at.step) if at.step else None,
                at.since,
            )
            for skill in self.focus.skills
            for at in (held(skill, line),)
        )

    def tool_details(self) -> tuple[ToolDetail, ...]:
        """Return its tools, each with its kind, if the vocabulary has it in any spelling."""
        known = ((name, self.tools.get(name.casefold())) for name in self.focus.tools)
        return tuple(
            ToolDetail(name, tool.slug if tool else None, tool.kind if tool else None)
            for name, tool in known
        )

    def all_licenses(self) -> tuple[HeldLicense, ...]:
        return tuple(map(self._license, self.focus.licenses))

    def held_licenses(self, level: str) -> tuple[HeldLicense, ...]:
        """Return the licenses that hold at *level*."""
        return tuple(map(self._license, licenses_at(self.focus, level, self.ladder)))

    def _name(self, step: str) -> str:
        return self.names.get(step, step)

    def _shared_name(self, skill: Skill) -> str | None:
        return self.shared.get(skill.skill, skill.skill) if skill.skill else None

    def _license(self, each: FocusLicense) -> HeldLicense:
        known = self.licenses.get(each.license)
        return HeldLicense(
            each.license,
            known.name if known else each.license,
            known.kind if known else None,
            known.issuer if known else None,
            known.places if known else (),
            each.starts,
            each.required,
        )


def step_names(vocabulary: SkillVocabulary) -> dict[str, str]:
    """Return the names of the steps by slug."""
    return {NOT_NEEDED: "not needed", **{step.slug: step.name for step in vocabulary.scale}}


def _spellings(tools: tuple[Tool, ...]) -> dict[str, Tool]:
    """Return the *tools* by each of their spellings, casefolded."""
    spelled = [(name, tool) for tool in tools for name in (*tool.also, tool.name)]
    return {name.casefold(): tool for name, tool in spelled}
