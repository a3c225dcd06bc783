"""
The space ``content@2``: distance by skills with their steps, by tools and by responsibilities.

Skills are compared by the step that a level needs: the sum of the lower steps of both sides,
divided by that of the higher ones. A skill that a side does not need counts 0 there. So a level is
the farther from another of its focus, the more steps lie between them. Shared skills are compared
by their slugs, whatever a focus calls them, and a focus's own by their names.

To count steps, each skill is a set of items, one for each step up to the one that is needed. The
rest is as in ``content@1``, and so are its promises: the distance is a pseudometric.

The weights are in ``canon.yaml``. They were chosen on the reference canon; see docs/distance.md.
"""

from __future__ import annotations

from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Profile, Skill, SteppedSettings
from levelctl.canon.proficiency import Held, held, lineage
from levelctl.canon.skill_names import full_name, shared_names
from levelctl.errors import LevelctlError
from levelctl.record import Record, cached_property
from levelctl.space.content import ContentSpace
from levelctl.space.features import Content, Spelled, names, words
from levelctl.space.measures import Component, no_space
from levelctl.space.overlap import Common, common, share
from levelctl.space.weighing import STEPS, ContentForm

NAME = "content@2"

NO_STEP = "not known"
"""Stands for the name of a step that is not known."""


class SteppedContentSpace(ContentSpace):
    """The content space of *canon* that counts the steps of skills; see `ContentSpace`."""

    name = NAME
    kind = "stepped-content"
    form = ContentForm(
        of_focus=(("tools", ("tools",)),),
        of_profile=(("skills", (STEPS,)), ("duties", ("duties",))),
    )

    def _scale(self) -> SteppedSettings:
        if self.canon.settings.stepped_content is None:
            raise no_space(NAME, SteppedSettings)
        return self.canon.settings.stepped_content

    @cached_property
    def reader(self) -> StepReader:
        """What reads the steps of skills."""
        return step_reader(self.canon, self._scale().unknown_step)

    def _read(self, profile: Profile) -> Content:
        focus = self._focus(profile)
        return self._content(focus, profile, names(focus.tools))

    def _by_level(self, focus: Focus) -> list[tuple[Profile, Content]]:
        tools = names(focus.tools)
        return [(each, self._content(focus, each, tools)) for each in focus.profiles]

    def _content(self, focus: Focus, profile: Profile, tools: Spelled) -> Content:
        skills = self.reader.content(focus, profile.code.level)
        return {**skills, "tools": tools, "duties": words(profile.duties)}

    def _skills(self, here: Content, there: Content) -> Component:
        both = common(here["skills"], there["skills"])
        reason = f"{share(both, 'skill', 'skills')} shared{_same_steps(here, there)}"
        return self._component("skills", here, there, reason, _with_steps(both, here, there))


def _same_steps(here: Content, there: Content) -> str:
    """Return how many shared skills are at the same step, as the end of a reason."""
    steps, others = here["step_names"], there["step_names"]
    shared = [form for form in steps if form in others]
    if all(steps[form] == others[form] == NO_STEP for form in shared):
        return ""
    return f", {sum(steps[form] == others[form] for form in shared)} at the same step"


def _with_steps(both: Common, here: Content, there: Content) -> Common:
    """Return *both* with the steps of each shared skill that differs in them."""
    shared = (form for form in here["skills"] if form in there["skills"])
    return Common(tuple(_with_step(form, here, there) for form in shared), both.here, both.there)


def _with_step(form: str, here: Content, there: Content) -> str:
    name, steps = here["skills"][form], [each["step_names"][form] for each in (here, there)]
    return name if steps[0] == steps[1] else f"{name}: {' → '.join(steps)}"


class StepReader(Record):
    """Reads which steps of which skills the levels of a canon need."""

    places: dict[str, int]
    """The place of each step on the scale, from 1 for the lowest."""
    step_names: dict[str, str]
    shared_names: dict[str, str]
    lineages: dict[str, tuple[str, ...]]
    """By level: its code, and those of the levels that lead to it, from the nearest."""
    unknown: int
    """What a skill counts of which no step is known."""

    def content(self, focus: Focus, level: str) -> Content:
        """Return the skills that *focus* needs at *level*, by the form that is compared."""
        skills: Spelled = {}
        steps: Spelled = {}
        step_names: Spelled = {}
        for skill in focus.skills:
            at = held(skill, self.lineages[level])
            if not at.needed:
                continue
            form = _form(skill)
            skills.setdefault(form, full_name(skill, self.shared_names))
            step_names.setdefault(form, self._step_name(at))
            for place in range(1, self._count(at) + 1):
                steps[f"{form}:{place}"] = skill.name
        return {"skills": skills, STEPS: steps, "step_names": step_names}

    def _count(self, at: Held) -> int:
        return self.places.get(at.step or "", self.unknown)

    def _step_name(self, at: Held) -> str:
        return self.step_names.get(at.step or "", NO_STEP)


def _form(skill: Skill) -> str:
    """Return how *skill* is compared; no slug begins with a blank as the names of others do."""
    if skill.skill:
        return skill.skill
    (form,) = names([skill.name])
    return f" {form}"


def step_reader(canon: Canon, unknown: str | None) -> StepReader:
    """
    Return the reader of the steps of *canon*; a skill without a step counts as step *unknown*.

    Without that, it counts as the middle of the scale, or as the lower of the two in the middle.
    Raises LevelctlError if *unknown* is not on the scale.
    """
    scale = canon.vocabulary.scale
    places = {step.slug: place for place, step in enumerate(scale, 1)}
    if unknown is not None and unknown not in places:
        raise LevelctlError(
            f"unknown_step of {NAME} is {unknown!r}, which is not a step of skills.yaml",
            hint=f"choose one of: {', '.join(places)}" if places else "leave it out",
        )
    middle = (len(scale) + 1) // 2 or 1
    return StepReader(
        places,
        {step.slug: step.name for step in scale},
        shared_names(canon.vocabulary),
        {level.code: lineage(level.code, canon.ladder) for level in canon.ladder.levels},
        middle if unknown is None else places[unknown],
    )
