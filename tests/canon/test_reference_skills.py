"""What the reference canon promises about skills: one vocabulary, neighbors, steps that rise."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations, groupby, pairwise

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


def test_at_most_seven_of_ten_pairs_of_foci_share_no_skill(reference: Canon) -> None:
    pairs = list(combinations(reference.foci, 2))
    assert sum(not shared(one) & shared(other) for one, other in pairs) <= 0.7 * len(pairs)


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
