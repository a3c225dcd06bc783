"""What the reference canon's vocabulary refers to, its tools in one spelling, its licenses."""

from __future__ import annotations

import re
from collections import Counter

from levelctl.canon.canon import Canon

ESCO = re.compile(r"http://data\.europa\.eu/esco/skill/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ONET = re.compile(r"[24]\.[A-C](\.[0-9]+)(\.[a-z])?(\.[0-9]+)?")
OCCUPATION = re.compile(r"[0-9]{2}-[0-9]{4}")


def test_references_have_the_form_of_their_scheme(reference: Canon) -> None:
    forms = {"ESCO": ESCO, "O*NET": ONET}
    codes = [
        (scheme, code)
        for skill in reference.vocabulary.skills
        for scheme, each in skill.same_as
        for code in each
    ]

    assert {scheme for scheme, _ in codes} == set(forms)
    assert [each for each in codes if not forms[each[0]].fullmatch(each[1])] == []


def test_no_two_skills_are_the_same_elsewhere(reference: Canon) -> None:
    codes = Counter(
        code for skill in reference.vocabulary.skills for _, each in skill.same_as for code in each
    )

    assert codes
    assert [code for code, times in codes.items() if times > 1] == []


def test_every_tool_of_a_focus_has_its_one_spelling(reference: Canon) -> None:
    names = {tool.name for tool in reference.vocabulary.tools}
    used = {name for focus in reference.foci for name in focus.tools}

    assert used == names


def test_no_spelling_means_two_tools(reference: Canon) -> None:
    spellings = Counter(
        name.casefold()
        for tool in reference.vocabulary.tools
        for name in {tool.name.casefold(), *(each.casefold() for each in tool.also)}
    )

    assert [name for name, times in spellings.items() if times > 1] == []


def test_every_license_is_used(reference: Canon) -> None:
    used = {each.license for focus in reference.foci for each in focus.licenses}

    assert {each.slug for each in reference.vocabulary.licenses} == used


def test_a_license_that_a_law_requires_says_where_and_by_whom(reference: Canon) -> None:
    by_law = [each for each in reference.vocabulary.licenses if each.occupations]

    assert by_law
    assert [each.slug for each in by_law if not (each.places and each.issuer)] == []
    assert [
        code for each in by_law for code in each.occupations if not OCCUPATION.match(code)
    ] == []
