"""Shared skills, tools and licenses: read, linked, and refused with their place."""

from __future__ import annotations

from pathlib import Path

import pytest

import skilled
import small
from levelctl.canon.canon import Canon
from levelctl.canon.model import (
    FocusLicense,
    License,
    SharedSkill,
    Skill,
    SkillGroup,
    SkillVocabulary,
    Step,
    Tool,
)
from levelctl.diagnostics import Span
from skilled import FOCUS, SKILLS, WARD, skilled_canon

Error = tuple[str, Span, str, str]


def errors(canon: Canon) -> list[Error]:
    return [
        (Path(each.path).relative_to(canon.root).as_posix(), each.span, each.message, each.hint)
        for each in canon.diagnostics
    ]


def test_a_vocabulary_has_what_its_file_says(tmp_path: Path) -> None:
    canon = skilled_canon(tmp_path)
    assert canon.diagnostics == ()
    codes = (
        ("ESCO", ("http://example.org/skill/1234",)),
        ("O*NET", ("2.B.1.d", "2.B.1.e")),
    )
    assert canon.vocabulary == SkillVocabulary(
        (
            Step("aware", "Aware", "Knows what it is and whom to ask."),
            Step("working", "Working", "Does the usual work alone."),
            Step("expert", "Expert"),
        ),
        (SkillGroup("care", "Care", "What patients need."), SkillGroup("talk", "Talk")),
        (
            SharedSkill(
                "wound-care",
                "Wound care",
                "Cleans and dresses wounds without infecting them.",
                "care",
                codes,
                (("working", "Dresses a clean wound by the plan."),),
            ),
            SharedSkill(
                "handover", "Handover", "Tells the next shift what it needs to know.", "talk"
            ),
            SharedSkill("lifting", "Lifting", "Moves heavy things without harm."),
        ),
        (Tool("infusion-pump", "Infusion pump", "device", ("Drip pump",)),),
        (
            License("rn", "Registered nurse", "license", "state board", ("US",), ("29-1141",)),
            License("bls", "Basic life support", "certificate"),
        ),
    )


def test_a_skill_of_a_focus_has_its_own_words_before_the_shared_ones(tmp_path: Path) -> None:
    focus = skilled_canon(tmp_path).focus("NURSIN", "WARDNURS1234")
    own = (("P1", "aware"), ("P3", "working"), ("M2", "none"))
    assert focus.skills == (
        Skill("Dressing", "Dresses wounds after an operation.", "wound-care", own),
        Skill(
            "Handover",
            "Tells the next shift what it needs to know.",
            "handover",
            (("P2", "working"),),
        ),
        Skill("Lifting", "Moves heavy things without harm.", "lifting"),
        Skill("Triage", "Decides who is treated first.", None, (("P2", "expert"),)),
    )
    assert focus.licenses == (
        FocusLicense("rn", ("P1",)),
        FocusLicense("bls", ("P3",), required=False),
    )
    assert focus.tools == ("Drip pump", "Ward planner")


def test_a_canon_without_skills_yaml_has_no_vocabulary(tmp_path: Path) -> None:
    canon = skilled_canon(tmp_path, {"skills.yaml": None, FOCUS: small.WARD})
    assert canon.diagnostics == ()
    assert canon.vocabulary == SkillVocabulary()


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        pytest.param(
            "skill: handover",
            "skill: handovr",
            (Span(9, 13), "'handovr' is not a skill of skills.yaml", "did you mean 'handover'?"),
            id="skill, near",
        ),
        pytest.param(
            "skill: handover",
            "skill: x",
            (
                Span(9, 13),
                "'x' is not a skill of skills.yaml",
                "add it to skills.yaml, or give the skill a name and a summary",
            ),
            id="skill, far",
        ),
        pytest.param(
            "P2: expert",
            "P2: exprt",
            (
                Span(11, 73),
                "'exprt' is not a step of the scale of skills.yaml",
                "did you mean 'expert'?",
            ),
            id="step, near",
        ),
        pytest.param(
            "P2: expert",
            "P2: x",
            (
                Span(11, 73),
                "'x' is not a step of the scale of skills.yaml",
                "the scale has: aware, working, expert",
            ),
            id="step, far",
        ),
        pytest.param(
            "P2: expert",
            "P7: expert",
            (Span(11, 69), "P7 is not a level of the ladder", "see ladder.yaml"),
            id="level of a skill",
        ),
        pytest.param(
            "license: bls",
            "license: bl",
            (Span(14, 15), "'bl' is not a license of skills.yaml", "did you mean 'bls'?"),
            id="license",
        ),
        pytest.param(
            "from: P1",
            "from: X",
            (Span(13, 25), "X is not a level of the ladder", "see ladder.yaml"),
            id="level of a license",
        ),
        pytest.param(
            "from: P1",
            "from: [P1, X]",
            (Span(13, 30), "X is not a level of the ladder", "see ladder.yaml"),
            id="one of several levels of a license",
        ),
        pytest.param(
            "from: P1",
            "from: []",
            (Span(13, 25), "from is empty; expected at least one level", ""),
            id="no level of a license",
        ),
        pytest.param(
            "skill: handover",
            "skill: wound-care",
            (
                Span(9, 13),
                "the focus has the skill wound-care twice",
                "make them one, or delete one",
            ),
            id="a skill twice",
        ),
        pytest.param(
            "license: bls",
            "license: rn",
            (Span(14, 15), "the focus has the license rn twice", "make them one, or delete one"),
            id="a license twice",
        ),
        pytest.param(
            "{skill: handover, l",
            "{skil: handover, l",
            (Span(9, 6), "unknown key 'skil'", "did you mean 'skill'?"),
            id="a misspelled key",
        ),
    ],
)
def test_what_a_focus_names_must_exist(
    tmp_path: Path, old: str, new: str, error: tuple[Span, str, str]
) -> None:
    canon = skilled_canon(tmp_path, {FOCUS: WARD.replace(old, new)})
    assert (FOCUS, *error) in errors(canon)
    assert canon.references("Ward Nurse") == ()


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        pytest.param(
            "group: care",
            "group: car",
            (Span(11, 12), "'car' is not a group of skills.yaml", "did you mean 'care'?"),
            id="group",
        ),
        pytest.param(
            "steps: {working:",
            "steps: {workin:",
            (Span(14, 21), "'workin' is not a step of the scale", "did you mean 'working'?"),
            id="step",
        ),
        pytest.param(
            "  expert:",
            "  none:",
            (
                Span(4, 9),
                "none is not the slug of a step: foci write it for no step at all",
                "rename the step",
            ),
            id="the reserved step",
        ),
        pytest.param(
            "kind: certificate",
            "kind: badge",
            (
                Span(29, 41),
                "kind is 'badge'; expected one of: license, certificate, registration",
                "",
            ),
            id="kind of a license",
        ),
    ],
)
def test_skills_yaml_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, error: tuple[Span, str, str]
) -> None:
    assert old in SKILLS
    canon = skilled_canon(tmp_path, {"skills.yaml": SKILLS.replace(old, new)})
    assert errors(canon) == [("skills.yaml", *error)]


def test_foci_stay_if_skills_yaml_has_an_error(tmp_path: Path) -> None:
    """What a broken file defines is not known, so nobody says that foci name what is missing."""
    canon = skilled_canon(tmp_path, {"skills.yaml": SKILLS.replace("group: care", "group: x")})
    assert [path for path, *_ in errors(canon)] == ["skills.yaml"]
    skill = canon.focus("NURSIN", "WARDNURS1234").skills[1]
    assert skill == Skill("handover", "", "handover", (("P2", "working"),))


def test_without_a_scale_no_step_is_known(tmp_path: Path) -> None:
    words = SKILLS[SKILLS.index("groups:") :].replace(
        "    steps: {working: Dresses a clean wound by the plan.}\n", ""
    )
    found = errors(skilled_canon(tmp_path, {"skills.yaml": words}))
    assert {(message, hint) for _, _, message, hint in found} == {
        (f"{step!r} is not a step of the scale of skills.yaml", "add a scale to skills.yaml")
        for step in ("aware", "working", "expert")
    }


def test_an_unknown_step_is_found_at_each_of_its_places(tmp_path: Path) -> None:
    ward = WARD.replace(": working", ": worknig")
    found = [span for _, span, *_ in errors(skilled_canon(tmp_path, {FOCUS: ward}))]
    assert [span.line for span in found] == [8, 9]
    assert skilled.WARD.count(": working") == 2


def test_a_scale_has_at_most_ten_steps(tmp_path: Path) -> None:
    """content@2 counts each step of each skill at each level."""
    steps = ", ".join(f"step-{number}: {{name: Step {number}}}" for number in range(11))
    found = skilled_canon(tmp_path, {"skills.yaml": f"scale: {{{steps}}}\n", FOCUS: None})
    assert [each.message for each in found.diagnostics] == [
        "scale is a mapping; expected at most 10 steps of the scale by slug, from the lowest"
    ]
