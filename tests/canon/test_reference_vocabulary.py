"""The vocabulary of the reference canon: its references, its spellings, and that all is used."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest

import levelctl
from levelctl.canon import package_data
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Skill
from levelctl.canon.proficiency import position, step_at

ESCO = re.compile(r"http://data\.europa\.eu/esco/skill/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ONET = re.compile(r"[24]\.[A-C](\.[0-9]+)(\.[a-z])?(\.[0-9]+)?")
OCCUPATION = re.compile(r"[0-9]{2}-[0-9]{4}")


@pytest.fixture(scope="module")
def canon() -> Canon:
    return levelctl.open_canon(package_data.CANON)


def test_references_have_the_form_of_their_scheme(canon: Canon) -> None:
    forms = {"ESCO": ESCO, "O*NET": ONET}
    codes = [
        (scheme, code)
        for skill in canon.vocabulary.skills
        for scheme, each in skill.same_as
        for code in each
    ]

    assert {scheme for scheme, _ in codes} == set(forms)
    assert [each for each in codes if not forms[each[0]].fullmatch(each[1])] == []


def test_no_two_skills_are_the_same_elsewhere(canon: Canon) -> None:
    codes = Counter(
        code for skill in canon.vocabulary.skills for _, each in skill.same_as for code in each
    )

    assert codes
    assert [code for code, times in codes.items() if times > 1] == []


def test_every_tool_of_a_focus_has_its_one_spelling(canon: Canon) -> None:
    names = {tool.name for tool in canon.vocabulary.tools}
    used = {name for focus in canon.foci for name in focus.tools}

    assert used == names


def test_no_spelling_means_two_tools(canon: Canon) -> None:
    spellings = Counter(
        name.casefold()
        for tool in canon.vocabulary.tools
        for name in {tool.name.casefold(), *(each.casefold() for each in tool.also)}
    )

    assert [name for name, times in spellings.items() if times > 1] == []


def test_every_license_and_every_skill_is_used(canon: Canon) -> None:
    words = canon.vocabulary
    licenses = {each.license for focus in canon.foci for each in focus.licenses}
    skills = {each.skill for focus in canon.foci for each in focus.skills if each.skill}

    assert {each.slug for each in words.licenses} == licenses
    assert {each.slug for each in words.skills} == skills


def test_a_license_that_a_law_requires_says_where_and_by_whom(canon: Canon) -> None:
    by_law = [each for each in canon.vocabulary.licenses if each.occupations]

    assert by_law
    assert [each.slug for each in by_law if not (each.places and each.issuer)] == []
    assert [
        code for each in by_law for code in each.occupations if not OCCUPATION.match(code)
    ] == []


def _tracks(focus: Focus, canon: Canon) -> list[list[str]]:
    """Return the levels of *focus*, those of one track together, from the lowest."""
    held = {profile.code.level for profile in focus.profiles}
    levels = [level for level in canon.ladder.levels if level.code in held]
    grouped = itertools.groupby(levels, key=lambda level: level.track)
    return [[level.code for level in track] for _, track in grouped]


def _rise(skill: Skill, pair: tuple[str, str], canon: Canon) -> int:
    """Return by how many steps *skill* rises from the first level of *pair* to the second."""
    low, high = (
        position(step_at(skill, level, canon.ladder).step, canon.vocabulary) or 0 for level in pair
    )
    return high - low


def test_no_skill_falls_and_some_skill_rises_between_neighbors(canon: Canon) -> None:
    faults = []
    for focus in canon.foci:
        for track in _tracks(focus, canon):
            for pair in itertools.pairwise(track):
                rises = [_rise(skill, pair, canon) for skill in focus.skills]
                if min(rises) < 0 or max(rises) == 0:
                    faults.append((focus.name, pair, rises))

    assert faults == []
