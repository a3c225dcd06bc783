"""What the reference canon promises about skills: one vocabulary, neighbors, steps that rise."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby, pairwise

import pytest

from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus
from levelctl.canon.proficiency import held, lineage, position


def shared(focus: Focus) -> frozenset[str]:
    return frozenset(each.skill for each in focus.skills if each.skill)


def likeness(one: Focus, other: Focus) -> float:
    """Return the share of shared skills among all that either has; own ones count as apart."""
    common = len(shared(one) & shared(other))
    return common / (len(one.skills) + len(other.skills) - common)


def slug_of(canon: Canon, focus: str, start: str) -> str | None:
    """Return the shared skill of the one skill of *focus* whose name begins with *start*."""
    skills = next(each.skills for each in canon.foci if each.name == focus)
    (slug,) = (each.skill for each in skills if each.name.startswith(start))
    return slug


def steps(canon: Canon, focus: Focus, level: str) -> Mapping[str, int]:
    """Return the place of each skill on the scale at the *level*; 0 if it is not needed."""
    levels = lineage(level, canon.ladder)
    named = {each.name: held(each, levels).step for each in focus.skills}
    return {name: position(step, canon.vocabulary) or 0 for name, step in named.items()}


def test_every_shared_skill_is_used_and_in_a_group(reference: Canon) -> None:
    words = reference.vocabulary
    used = frozenset[str]().union(*map(shared, reference.foci))
    assert {each.slug for each in words.skills} - used == set()
    assert {each.group for each in words.skills} == {each.slug for each in words.groups}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Data Analysis", "Statistical inference"), ("Compensation and Benefits", "Spreadsheet")),
        (("Customer Success Management", "Expansion"), ("Solutions Engineering", "Technical disc")),
        (("Customer Support", "Volume"), ("Platform and Reliability Engineering", "Capacity")),
        (("Registered Nursing", "Acuity"), ("Supply Chain Planning", "Capacity planning")),
        (("Systems Administration", "Capacity"), ("Warehouse Operations", "Labour")),
        (("Growth Marketing", "Conversion"), ("Technical Writing", "Content analytics")),
        (("Content Marketing", "Audience"), ("Technical Product Manager", "Data and analytics")),
        (("Growth Marketing", "Conversion"), ("Technical Product Manager", "Data and analytics")),
        (("User Research", "Ethics"), ("Data Engineering", "Privacy")),
        (("Customer Support", "Identity"), ("Growth Marketing", "Privacy")),
        (("Systems Administration", "Incident"), ("Equipment Maintenance", "Control system")),
        (("Financial Planning and Analysis", "Headcount"), ("Program Management", "Programme fin")),
        (("Business Intelligence", "Report testing"), ("Data Analysis", "Data cleaning")),
        (("Financial Planning and Analysis", "Challenge"), ("Engineering Management", "Negot")),
    ],
)
def test_two_skills_that_a_reader_told_apart_are_not_one(
    reference: Canon, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert slug_of(reference, *one) != slug_of(reference, *other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Business Intelligence", "SQL"), ("Backend Engineering", "Performance")),
        (("Business Intelligence", "Reconciliation"), ("Data Analysis", "Data cleaning")),
    ],
)
def test_two_names_of_one_skill_are_one(
    reference: Canon, one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert slug_of(reference, *one) == slug_of(reference, *other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Data Science", "Machine Learning Engineering"),
        ("Product Marketing", "Product Manager"),
        ("Systems Administration", "Platform and Reliability Engineering"),
        ("Program Management", "Project Management"),
        ("Corporate Counsel", "Procurement"),
        ("Customer Support", "IT Support"),
    ],
)
def test_a_true_neighbor_is_the_nearest(reference: Canon, one: str, other: str) -> None:
    foci = {focus.name: focus for focus in reference.foci}
    for near, far in ((one, other), (other, one)):
        rest = [each for name, each in foci.items() if name not in {near, far}]
        nearest = max(likeness(foci[near], each) for each in rest)
        assert likeness(foci[near], foci[far]) > nearest


def test_every_step_rises_inside_a_track_and_something_between_any_two_levels(
    reference: Canon,
) -> None:
    for focus in reference.foci:
        codes = [profile.code.level for profile in focus.profiles]
        tracks = {level.code: level.track for level in reference.ladder.levels}
        for _, track in groupby(codes, key=tracks.__getitem__):
            rows = [(code, steps(reference, focus, code)) for code in track]
            for (_, lower), (code, higher) in pairwise(rows):
                fallen = [name for name in lower if higher[name] < lower[name]]
                assert fallen == [], (focus.name, code)
                assert lower != higher, (focus.name, code)
