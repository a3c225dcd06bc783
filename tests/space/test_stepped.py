"""The space content@2: skills count by the steps that a level needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given, settings

import small
from drawncanon import canons
from levelctl import near
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Profile
from levelctl.canon.proficiency import lineage, position, step_at
from levelctl.canon.resolve import resolve
from levelctl.canon.skill_names import full_name, identity
from levelctl.errors import LevelctlError
from levelctl.lint.check import check
from levelctl.space.measures import Component
from levelctl.space.stepped import SteppedContentSpace
from skilled import FOCUS, WARD, skilled_canon

SPACE = """\
  content@2: {skills: 60, tools: 15, duties: 25, tolerance: 40, review: 70, least_skills: 1,
              least_duties: 1}
"""
DUTY = "responsibilities: [Plans the shifts of the ward.]}"
CLINIC = "functions/nursing/clinic-nurse.yaml"
CLINIC_NURSE = """\
code: CLINICNUABCD
name: Clinic Nurse
summary: Looks after the visitors of a clinic.
skills:
  - {skill: wound-care, name: Bandaging, levels: {P1: expert}}
  - {name: Triage, summary: Sorts., levels: {P1: working}}
levels:
  P1: {status: draft, version: 1, region: global, responsibilities: [Plans the shifts of the ward.]}
"""


def made(root: Path, *, space: str = SPACE, ward: str = WARD) -> Canon:
    """Return the skilled canon with a second focus and the weights *space*."""
    files = {
        "canon.yaml": small.CANON + space,
        FOCUS: ward.replace("region: global}", f"region: global, {DUTY}"),
        CLINIC: CLINIC_NURSE,
    }
    canon = skilled_canon(root, files)
    assert canon.diagnostics == ()
    return canon


def profile_at(canon: Canon, code: str) -> Profile:
    found = resolve(canon, code)
    assert isinstance(found, Profile)
    return found


def between(canon: Canon, one: str, other: str) -> Component:
    """Return what the skills add between two profiles."""
    space = SteppedContentSpace(canon, cache=False)
    found = space.distance(profile_at(canon, one), profile_at(canon, other))
    assert found
    skills, tools, duties = found.components
    assert (skills.name, tools.name, duties.name) == ("skills", "tools", "duties")
    assert duties.hundredths == 0
    return skills


def test_skills_count_by_their_steps(tmp_path: Path) -> None:
    """P1: aware 1, lifting 2 (not known). P3: working 2, handover 2, lifting 2, triage 3."""
    canon = made(tmp_path)
    assert between(canon, "ward nurse P1", "ward nurse P3") == Component(
        "skills",
        40,  # 60 × (1 - (1 + 2) / (2 + 2 + 2 + 3))
        "2 of 4 skills shared, 1 at the same step",
        ("Dressing (Wound care): Aware → Working", "Lifting"),
        (),
        ("Handover", "Triage"),
    )


def test_a_shared_skill_is_the_same_whatever_a_focus_calls_it(tmp_path: Path) -> None:
    """An own skill is compared by its name: triage. A shared one is not: bandaging, dressing."""
    canon = made(tmp_path)
    assert between(canon, "clinic nurse P1", "ward nurse P2") == Component(
        "skills",
        # 60 × (1 - (1 wound care + 2 triage) / (3 + 3 + 2 handover + 2 lifting))
        42,
        "2 of 4 skills shared, 0 at the same step",
        ("Bandaging (Wound care): Expert → Aware", "Triage: Working → Expert"),
        (),
        ("Handover", "Lifting"),
    )


@pytest.mark.parametrize(
    ("step", "hundredths"),
    [
        ("aware", 45),  # 60 × (1 - (1 + 1) / (2 + 2 + 1 + 3))
        ("expert", 36),  # 60 × (1 - (1 + 3) / (2 + 2 + 3 + 3))
    ],
)
def test_a_skill_without_steps_counts_as_the_step_of_the_settings(
    tmp_path: Path, step: str, hundredths: int
) -> None:
    canon = made(tmp_path, space=SPACE.replace("}", f", unknown_step: {step}}}"))
    assert between(canon, "ward nurse P1", "ward nurse P3").hundredths == hundredths


def test_a_step_that_is_none_is_an_error(tmp_path: Path) -> None:
    space = SPACE.replace("}", ", unknown_step: workign}")
    canon = skilled_canon(tmp_path, {"canon.yaml": small.CANON + space})
    (found,) = [str(each) for each in check([tmp_path]).diagnostics if each.rule == "reference"]
    line = len((small.CANON + space).splitlines())
    assert found == (
        f"{tmp_path}/canon.yaml:{line}:46: error 'workign' is not a step of the scale of "
        "skills.yaml (reference)"
    )
    with pytest.raises(LevelctlError, match="'workign', which is not a step") as caught:
        near(canon, "ward nurse P1", space="content@2", cache=False)
    assert caught.value.hint == "choose one of: aware, working, expert"


def test_a_level_that_needs_too_few_skills_has_no_place(tmp_path: Path) -> None:
    canon = made(tmp_path, space=SPACE.replace("least_skills: 1", "least_skills: 3"))
    space = SteppedContentSpace(canon, cache=False)
    told = {
        level: space.absence(profile_at(canon, f"ward nurse {level}")) for level in ("P1", "P2")
    }
    assert told == {"P1": "2 skills at P1; at least 3 skills needed", "P2": None}


def test_without_any_step_nothing_is_said_of_steps(tmp_path: Path) -> None:
    lines = [line for line in WARD.splitlines(keepends=True) if "levels: {P1: aware" not in line]
    ward = (
        "".join(lines).replace(", levels: {P2: working}", "").replace(", levels: {P2: expert}", "")
    )
    canon = made(tmp_path, ward=ward)
    skills = between(canon, "ward nurse P1", "ward nurse P3")
    assert (skills.hundredths, skills.reason) == (0, "4 of 4 skills shared")


def test_content_without_an_edition_is_the_newest_of_the_canon(
    reference: Canon, tmp_path: Path
) -> None:
    old = made(
        tmp_path,
        space="  content@1: {skills: 45, tools: 15, duties: 40, tolerance: 40, review: 70}\n",
    )
    assert near(old, "ward nurse P1", space="content", cache=False).space.name == "content@1"
    assert near(reference, "tech pm P3", space="content").space.name == "content@2"
    assert near(reference, "tech pm P3", space="content@1").space.name == "content@1"


def test_a_canon_without_its_weights_says_what_to_add(tmp_path: Path) -> None:
    with pytest.raises(LevelctlError) as caught:
        near(made(tmp_path, space=""), "ward nurse P1", space="content@2", cache=False)
    assert str(caught.value) == "the canon has no space content@2"
    assert caught.value.hint == (
        "add content@2 under spaces in canon.yaml, with skills, tools, duties, tolerance, review, "
        "least_skills, least_duties, unknown_step; see docs/distance.md"
    )


@pytest.mark.long
@settings(max_examples=10, deadline=None)
@given(canons())
def test_a_level_needs_what_the_nearest_level_below_that_names_a_skill_says(canon: Canon) -> None:
    """Proficiency inherits: a slow look at every level gives what the space counts."""
    reader = SteppedContentSpace(canon, cache=False).reader
    for focus in canon.foci:
        for profile in focus.profiles:
            level = profile.code.level
            counts: dict[str, int] = {}
            for skill in focus.skills:
                step = _named(dict(skill.levels), lineage(level, canon.ladder))
                assert step_at(skill, level, canon.ladder).step == (
                    None if step == "none" else step
                )
                if not skill.levels or step not in (None, "none"):
                    counts[skill.name] = position(step, canon.vocabulary) or reader.unknown
            content = reader.content(focus, level)
            assert sorted(content["skills"].values()) == sorted(
                full_name(skill, reader.shared_names)
                for skill in focus.skills
                if skill.name in counts
            )
            assert len(content["steps"]) == sum(counts.values())


def _named(steps: dict[str, str], levels: Sequence[str]) -> str | None:
    for level in levels:
        if level in steps:
            return steps[level]
    return None


# The reference canon.

NEIGHBORS = (
    ("Data Science", "Machine Learning Engineering"),
    ("Product Marketing", "Product Manager"),
    ("Systems Administration", "Platform and Reliability Engineering"),
    ("Program Management", "Project Management"),
    ("Corporate Counsel", "Procurement"),
    ("Customer Support", "IT Support"),
)
"""Foci whose skills a reader found to be the most alike, before any file referred to a skill."""


def test_at_most_61_in_100_pairs_of_foci_share_no_skill(reference: Canon) -> None:
    """Foci list a shared skill wherever one of their duties plainly is that skill."""
    skills = [{identity(skill) for skill in focus.skills} for focus in reference.foci]
    pairs = list(combinations(skills, 2))
    assert len(pairs) == 903
    assert sum(not one & other for one, other in pairs) / len(pairs) <= 0.61


def test_every_profile_of_the_reference_has_a_place(reference: Canon) -> None:
    space = SteppedContentSpace(reference)
    assert [space.absence(each) for focus in reference.foci for each in focus.profiles] == [
        None
    ] * 348


def test_true_neighbors_are_each_others_nearest(reference: Canon) -> None:
    """At the levels that both have, on average."""
    space = SteppedContentSpace(reference)
    wanted = dict(NEIGHBORS) | {other: one for one, other in NEIGHBORS}
    foci = [focus for focus in reference.foci if focus.name in wanted]
    assert {focus.name: _nearest(space, focus) for focus in foci} == wanted


def _nearest(space: SteppedContentSpace, focus: Focus) -> str:
    """Return the name of the other focus with the least mean distance at the same levels."""
    found = defaultdict(list)
    for profile in focus.profiles:
        for each in space.nearest(profile, None, frozenset({profile.code.level})):
            found[each.title].append(each.hundredths)
    return min(found, key=lambda title: mean(found[title]))


@pytest.mark.long
def test_inside_a_focus_no_level_is_nearer_than_one_between(reference: Canon) -> None:
    """Of three levels of a track, the outer two are the farthest from each other."""
    space = SteppedContentSpace(reference)
    for focus in reference.foci:
        for track in reference.ladder.tracks:
            codes = [level.code for level in reference.ladder.on(track.code)]
            levels = [each for each in focus.profiles if each.code.level in codes]
            for low, between, high in combinations(levels, 3):
                far = space.distance(low, high)
                near_ones = space.distance(low, between), space.distance(between, high)
                assert far
                assert all(each and each.hundredths <= far.hundredths for each in near_ones)
