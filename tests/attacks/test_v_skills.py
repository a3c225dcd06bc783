"""
V. A hostile vocabulary of skills.

A skills.yaml or a focus is made so that its names are compared with one another, or so that each
level is looked up through all of those below it, for minutes; or its steps lead in circles.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import levelctl
from levelctl.canon.loading import load
from levelctl.canon.model import Ladder, Level, Skill, TitleRules, Track
from levelctl.canon.proficiency import held, held_at, levels_before, lineage
from levelctl.canon.vocabulary import SUGGESTED, focus_faults, vocabulary_faults
from skilled import FOCUS, SKILLS, WARD, skilled_canon
from slowing import MOST, Make, growth


def _unknown_groups(size: int) -> Callable[[], object]:
    skills = {f"skill-{number}": {"group": f"group-{number}"} for number in range(size)}
    groups = {f"grupp-{number}": "x" for number in range(size)}
    return lambda: len([*vocabulary_faults({"groups": groups, "skills": skills})])


def _unknown_steps(size: int) -> Callable[[], object]:
    steps = {f"step-{number}": "x" for number in range(size)}
    scale = {f"stepp-{number}": "x" for number in range(size)}
    value = {"scale": scale, "skills": {"one": {"steps": steps}}}
    return lambda: len([*vocabulary_faults(value)])


def _repeated_skills(size: int) -> Callable[[], object]:
    skills = [{"skill": f"skill-{number // 2}"} for number in range(size)]
    return lambda: len([*focus_faults({"skills": skills})])


def _long_ladder(size: int) -> Ladder:
    levels = (Level(f"P{number}", "P", "x", number) for number in range(size))
    return Ladder((Track("P", "P", "x"),), tuple(levels), TitleRules())


def _levels_of_a_skill(size: int) -> Callable[[], object]:
    ladder = _long_ladder(size)
    skill = Skill("x", "", None, (("P0", "aware"),))
    return lambda: held_at(skill, [level.code for level in ladder.levels], levels_before(ladder))


WORK: dict[str, tuple[Make, int]] = {
    "unknown groups": (_unknown_groups, 5_000),
    "unknown steps": (_unknown_steps, 5_000),
    "skills of a focus": (_repeated_skills, 5_000),
    "the levels of a skill": (_levels_of_a_skill, 2_000),
}


@pytest.mark.long
@pytest.mark.parametrize("name", WORK)
def test_work_on_skills_grows_as_its_input_does(name: str) -> None:
    assert growth(*WORK[name]) < MOST


@pytest.mark.long
def test_thousands_of_unknown_skills_are_compared_with_few(tmp_path: Path) -> None:
    many = "\n".join(f"  - {{skill: skil-{number}}}" for number in range(1_000))
    ward = WARD.replace("skills:\n", f"skills:\n{many}\n")
    words = SKILLS.replace(
        "tools:",
        "\n".join(f"  skill-{number}: {{name: a, summary: a}}" for number in range(1_000))
        + "\ntools:",
    )
    found = skilled_canon(tmp_path, {FOCUS: ward, "skills.yaml": words}).diagnostics
    assert len(found) == 1_000
    assert sum("did you mean" in each.hint for each in found) == SUGGESTED


def test_a_level_is_found_as_through_its_lineage() -> None:
    tracks = (Track("M", "M", "x", manages=True, branches_from="P"), Track("P", "P", "x"))
    levels = [Level(f"P{number}", "P", "x", number) for number in range(5)]
    levels += [Level(f"M{number}", "M", "x", number + 2.5) for number in range(4)]
    ladder = Ladder(tracks, tuple(levels), TitleRules())
    before = levels_before(ladder)
    for named in ((), (("P1", "aware"),), (("P2", "aware"), ("M1", "none")), (("M3", "expert"),)):
        skill = Skill("x", "", None, named)
        codes = [level.code for level in ladder.levels]
        for order in (codes, codes[::-1]):
            expected = tuple(held(skill, lineage(code, ladder)) for code in order)
            assert held_at(skill, order, before) == expected


@pytest.mark.parametrize(
    "text",
    [
        "{}\n",
        "skills: {}\n",
        "skills: null\n",
        "skills: [a]\n",
        "scale: {a: b}\n",
        "skills: {a: {name: 1, summary: [x]}}\n",
        "skills: {A b: {name: x, summary: x}}\n",
        "skills: &a {a: *a}\n",
        "skills: {a: {name: x, summary: x, same_as: {x: {y: z}}}}\n",
        "licenses: {a: {name: x, kind: license, places: x}}\n",
        "licenses: {a: {name: x, kind: license, occupations: [1]}}\n",
        "tools: {a: {name: x, also: [x, x]}}\n",
        "\x00",
        "scale: {a: {name: x}, a: {name: y}}\n",
    ],
)
def test_a_broken_vocabulary_is_told_and_the_rest_is_read(tmp_path: Path, text: str) -> None:
    canon = skilled_canon(tmp_path, {"skills.yaml": text})
    assert {Path(each.path).name for each in canon.diagnostics} <= {
        "skills.yaml",
        "ward-nurse.yaml",
    }
    assert canon.references("Storekeeper")
    assert levelctl.skills(canon).groups == ()
    assert load(tmp_path).diagnostics == canon.diagnostics
