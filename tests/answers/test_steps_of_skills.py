"""The steps of skills, and licenses, in rubric, diff and path."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from levelctl import diff, open_canon, path, rubric
from levelctl.answers.diff import Comparison, ItemRow
from levelctl.answers.diff.base import compare_with_base
from levelctl.answers.path import SkillGain
from levelctl.answers.rubric import Rubric, RubricTable
from levelctl.canon.canon import Canon
from levelctl.canon.resolve import resolve
from levelctl.layout import diff as diff_layout
from levelctl.layout import path as path_layout
from levelctl.layout import rubric as rubric_layout
from levelctl.output import markdown, plain
from overlays import write_overlay
from program import run
from skilled import FOCUS, WARD, skilled_canon

CLINIC = """\
code: CLINICNUABCD
name: Clinic Nurse
summary: Looks after the visitors of a clinic.
skills:
  - {skill: wound-care, name: Bandaging, levels: {P1: working}}
  - {name: Triage, summary: Sorts., levels: {P1: working}}
licenses: [{license: rn, required: false}]
levels:
  P1: {status: draft, version: 1, region: global}
"""


@pytest.fixture(scope="module")
def canon(tmp_path_factory: pytest.TempPathFactory) -> Canon:
    made = skilled_canon(
        tmp_path_factory.mktemp("skilled"), {"functions/nursing/clinic-nurse.yaml": CLINIC}
    )
    assert made.diagnostics == ()
    return made


# rubric


def tables(result: Rubric) -> dict[str, RubricTable]:
    return {table.name: table for table in result.tables}


def cells(table: RubricTable, heading: str) -> dict[str, tuple[str, ...]]:
    place = table.dimensions.index(heading)
    return {row.level: row.cells[place] for row in table.rows}


def test_a_rubric_has_the_step_of_each_skill_at_each_level(canon: Canon) -> None:
    found = tables(rubric(canon, "ward nurse"))
    assert [*found] == ["skills", "licenses", "responsibilities"][: len(found)]
    skills = found["skills"]
    assert skills.dimensions == ("Dressing (Wound care)", "Handover", "Lifting", "Triage")
    assert cells(skills, "Dressing (Wound care)") == {
        "P1": ("Aware",),
        "P2": ("Aware",),
        "P3": ("Working",),
        "M1": ("Working",),
        "M2": ("not needed",),
    }
    assert cells(skills, "Handover")["P1"] == ("not needed",)
    assert {*cells(skills, "Lifting").values()} == {()}  # not known


def test_a_rubric_has_the_licenses_of_each_level(canon: Canon) -> None:
    licenses = tables(rubric(canon, "ward nurse"))["licenses"]
    assert {*cells(licenses, "Registered nurse").values()} == {("required",)}
    assert cells(licenses, "Basic life support") == {
        **dict.fromkeys(("P1", "P2"), ("not needed",)),
        **dict.fromkeys(("P3", "M1", "M2"), ("recommended",)),
    }


def test_a_skill_that_no_chosen_level_needs_is_left_out(canon: Canon) -> None:
    (skills,) = rubric(canon, "ward nurse", table="skills", levels="P1").tables
    assert skills.dimensions == ("Dressing (Wound care)", "Lifting")


def test_a_focus_without_steps_has_the_table_on_request_only(tmp_path: Path) -> None:
    ward = "".join(line for line in WARD.splitlines(keepends=True) if "bls" not in line)
    ward = ward.replace("    levels: {P1: aware, P3: working, M2: none}\n", "")
    ward = ward.replace(", levels: {P2: working}", "").replace(", levels: {P2: expert}", "")
    canon = skilled_canon(tmp_path, {FOCUS: ward})
    assert "skills" not in tables(rubric(canon, "ward nurse"))
    (skills,) = rubric(canon, "ward nurse", table="skills").tables
    assert {cell for row in skills.rows for cell in row.cells} == {()}


def test_the_levels_stand_beside_each_other_unless_transposed(canon: Canon) -> None:
    shown = [
        markdown.export(rubric_layout.document(each)).splitlines()
        for each in (
            rubric(canon, "ward nurse", table="skills", transposed=turned)
            for turned in (False, True)
        )
    ]
    assert shown[0][6:10] == [
        "|  | P1 | P2 | P3 | M1 | M2 |",
        "| --- | --- | --- | --- | --- | --- |",
        "| **Dressing (Wound care)** | Aware | Aware | Working | Working | – |",
        "| **Handover** | – | Working | Working | Working | Working |",
    ]
    assert shown[1][6] == "| Level | Dressing (Wound care) | Handover | Lifting | Triage |"


# diff


def rows_of(
    result: Comparison, name: str
) -> list[tuple[tuple[str | None, str | None, str | None], ...]]:
    rows: tuple[ItemRow, ...] = getattr(result, name)
    return [tuple((c.text, c.proficiency, c.change) for c in row.cells) for row in rows]


def test_a_comparison_of_levels_has_the_skills_that_rise_come_and_go(canon: Canon) -> None:
    found = diff(canon, "P1", "P3", "M2", focus="ward nurse")
    dressing, lifting = "Dressing (Wound care)", "Lifting"
    assert rows_of(found, "skills") == [
        ((dressing, "Aware", None), (dressing, "Working", "escalated"), (None, None, "dropped")),
        ((lifting, None, None), (lifting, None, "kept"), (lifting, None, "kept")),
        ((None, None, "absent"), ("Handover", "Working", "new"), ("Handover", "Working", "kept")),
        ((None, None, "absent"), ("Triage", "Expert", "new"), ("Triage", "Expert", "kept")),
    ]
    (back, *_) = rows_of(diff(canon, "P3", "P1", focus="ward nurse"), "skills")
    assert back == ((dressing, "Working", None), (dressing, "Aware", "reduced"))


def test_shared_skills_of_two_foci_are_compared_by_slug(canon: Canon) -> None:
    found = diff(canon, "ward nurse P1", "clinic nurse P1")
    assert rows_of(found, "skills") == [
        (
            ("Dressing (Wound care)", "Aware", None),
            ("Bandaging (Wound care)", "Working", "escalated"),
        ),
        (("Lifting", None, None), (None, None, "dropped")),
        ((None, None, "absent"), ("Triage", "Working", "new")),
    ]
    assert rows_of(found, "licenses") == [
        (
            ("Registered nurse", None, None),
            ("Registered nurse (recommended)", None, "reduced"),
        )
    ]


def test_a_comparison_says_the_steps_before_and_after(canon: Canon) -> None:
    found = diff(canon, "P1", "P3", focus="ward nurse", only=["skills"])
    assert plain.export(diff_layout.document(found)).splitlines()[2:] == [
        "Skills (1 kept, 1 escalated, 2 new)",
        "Dressing (Wound care)",
        "  P1: Aware",
        "  P3: Aware → Working, escalated",
        "Lifting",
        "  P1: not known",
        "  P3: not known",
        "Handover",
        "  P1: –",
        "  P3: Working, new",
        "Triage",
        "  P1: –",
        "  P3: Expert, new",
    ]
    assert [row[1:] for row in diff_layout.rows(found)][1:] == [
        ("Dressing (Wound care)", "escalated", "Aware", "Working"),
        ("Lifting", "kept", "not known", "not known"),
        ("Handover", "new", "", "Working"),
        ("Triage", "new", "", "Expert"),
    ]


def test_a_canon_without_steps_is_compared_as_ever(small_canon: Canon) -> None:
    found = diff(small_canon, "P1", "P2", focus="ward nurse")
    assert not {"skills", "licenses"} & {*found.sections}


# path


def test_a_route_says_what_rises_and_which_licenses_are_new(canon: Canon) -> None:
    (step,) = path(canon, "clinic nurse P1", "ward nurse P2").steps[-1:]
    gains = [SkillGain("Handover", None, None, "Working", new=True)]
    assert step.skill_gains is not None
    assert gains[0] in step.skill_gains
    assert step.skills == tuple(gain.name for gain in step.skill_gains if gain.new)


def test_a_step_up_raises_skills(canon: Canon) -> None:
    (step,) = path(canon, "ward nurse P1", "ward nurse P3").steps
    assert step.skill_gains == (
        SkillGain("Dressing", "Wound care", "Aware", "Working", new=False),
        SkillGain("Handover", None, None, "Working", new=True),
        SkillGain("Triage", None, None, "Expert", new=True),
    )
    assert step.skills == ("Handover", "Triage")
    assert step.licenses == ()  # basic life support is only recommended


def test_licenses_to_obtain(canon: Canon) -> None:
    (step,) = path(canon, "clinic nurse P1", "ward nurse P1").steps
    assert step.licenses == ("Registered nurse",)
    text = plain.export(path_layout.document(path(canon, "clinic nurse P1", "ward nurse P1")))
    lines = text.splitlines()
    assert lines[lines.index("Licenses to obtain") + 1] == "- Registered nurse"


def test_json_has_the_steps(canon: Canon) -> None:
    where = ("--canon", str(canon.root), "--format", "json")
    told = json.loads(run("rubric", "ward nurse", "--table", "skills", *where).out)
    assert told["tables"][0]["rows"][0]["cells"][0] == ["Aware"]
    told = json.loads(run("path", "ward nurse P1", "ward nurse P2", *where).out)
    assert told["steps"][0]["skill_gains"][0] == {
        "name": "Handover",
        "shared": None,
        "before": None,
        "after": "Working",
        "new": True,
    }
    told = json.loads(run("diff", "ward nurse P1", "P3", *where).out)
    assert told["skills"][0]["cells"][1]["proficiency"] == "Working"
    assert told["licenses"][0]["cells"][0]["text"] == "Registered nurse"


# overlays


def test_an_overlay_can_raise_a_step_and_measure_by_it(tmp_path: Path) -> None:
    skilled_canon(tmp_path / "base")
    raised = "[{skill: handover, levels: {P1: working}}, {skill: lifting, levels: {P1: expert}}]"
    space = "{skills: 70, tools: 15, duties: 15, tolerance: 40, review: 70, least_skills: 1}"
    root = write_overlay(
        tmp_path / "company",
        {"canon.yaml": f"spaces: {{content@2: {space}}}\n", FOCUS: f"skills: {raised}\n"},
    )
    canon = open_canon(root, cache=False)
    assert canon.diagnostics == ()
    assert canon.settings.stepped_content is not None
    below = open_canon(tmp_path / "base", cache=False)
    found = compare_with_base(canon, below, resolve(canon, "ward nurse P2"), only=["skills"])
    assert rows_of(found, "skills") == [
        (("Dressing (Wound care)", "Aware", None), (None, None, "dropped")),
        (("Lifting", None, None), ("Lifting", "Expert", "reworded")),
        (("Triage", "Expert", None), (None, None, "dropped")),
    ]
