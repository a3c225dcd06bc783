"""Skills, tools and licenses of a canon that extends another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.canon.canon import Canon
from levelctl.canon.model import FocusLicense, Skill, Step
from levelctl.diagnostics import Span
from overlays import read, write_overlay
from skilled import BRANCHED, FILES, FOCUS
from small import write_canon


def overlay(folder: Path, changes: dict[str, str]) -> Path:
    write_canon(folder / "base", {**FILES, **BRANCHED})
    return write_overlay(folder / "company", changes)


def ward_of(folder: Path, changes: dict[str, str]) -> tuple[Canon, tuple[Skill, ...]]:
    """Return an overlay with *changes*, and the skills of its ward nurse."""
    canon = read(overlay(folder, changes))
    assert canon.diagnostics == ()
    return canon, canon.focus("NURSIN", "WARDNURS1234").skills


def test_a_vocabulary_merges_by_key(tmp_path: Path) -> None:
    canon, skills = ward_of(
        tmp_path,
        {
            "skills.yaml": """\
scale:
  working: {name: Skilled}
  firm: {name: Firm}
skills:
  handover: {name: Shift change}
  cooking: {name: Cooking, summary: Makes meals.}
tools: {infusion-pump: {hide: true}}
licenses: {bls: {issuer: the hospital}}
"""
        },
    )
    words = canon.vocabulary
    assert words.scale == (
        Step("aware", "Aware", "Knows what it is and whom to ask."),
        Step("working", "Skilled", "Does the usual work alone."),
        Step("firm", "Firm"),
        Step("expert", "Expert"),
    )
    names = [skill.name for skill in words.skills]
    assert names == ["Wound care", "Shift change", "Cooking", "Lifting"]
    assert words.tools == ()
    assert words.licenses[1].issuer == "the hospital"
    assert skills[1].name == "Shift change"


def test_skills_and_licenses_are_taken_away_by_their_slugs(tmp_path: Path) -> None:
    canon, skills = ward_of(
        tmp_path,
        {
            FOCUS: """\
skills:
  remove: [wound-care, Triage]
  add: [{skill: wound-care, levels: {P2: expert}}]
licenses: {remove: [bls]}
"""
        },
    )
    assert [(skill.skill, skill.levels) for skill in skills] == [
        ("handover", (("P2", "working"),)),
        ("lifting", ()),
        ("wound-care", (("P2", "expert"),)),
    ]
    assert canon.focus("NURSIN", "WARDNURS1234").licenses == (FocusLicense("rn", ("P1",)),)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    root = overlay(tmp_path, {FOCUS: "skills: {remove: [wound-car]}\n"})
    found = [each for _, each in read(root).overrides if each.kind == "unmatched"]
    assert [each.what for each in found] == ["wound-car"]


def test_steps_and_licenses_follow_the_levels(tmp_path: Path) -> None:
    """What held from a level that is gone holds from the next one of its track."""
    ladder = "levels: {L1: {is: P1}, P3: {hide: true}, P2: {hide: true}, M2: {is: M2}}\n"
    canon, skills = ward_of(tmp_path, {"ladder.yaml": ladder})
    # P3 was the highest of its track, so nothing is left of a skill that only P2 or P3 named.
    assert [(skill.name, skill.levels) for skill in skills] == [
        ("Dressing", (("L1", "aware"), ("M2", "none"))),
        ("Lifting", ()),
    ]
    assert canon.focus("NURSIN", "WARDNURS1234").licenses == (FocusLicense("rn", ("L1",)),)


@pytest.mark.parametrize(
    ("levels", "starts"),
    [
        ("L1: {is: P1}", [("L1", "M1")]),
        ("P1: {hide: true}", [("P2", "M1")]),
        ("M1: {hide: true}, M2: {hide: true}", [("P1",)]),
        ("P1: {hide: true}, P2: {hide: true}, P3: {hide: true}", [("M1",)]),
    ],
)
def test_each_level_of_a_license_follows_the_levels(
    tmp_path: Path, levels: str, starts: list[tuple[str, ...]]
) -> None:
    ward = FILES[FOCUS].replace("from: P1", "from: [P1, M1]")
    write_canon(tmp_path / "base", {**FILES, **BRANCHED, FOCUS: ward})
    canon = read(write_overlay(tmp_path / "company", {"ladder.yaml": f"levels: {{{levels}}}\n"}))
    licenses = canon.focus("NURSIN", "WARDNURS1234").licenses
    assert [each.starts for each in licenses if each.license == "rn"] == starts


def test_an_overlay_names_other_levels_of_a_license(tmp_path: Path) -> None:
    change = "licenses: {remove: [rn], add: [{license: rn, from: [P2, M1]}]}\n"
    canon, _ = ward_of(tmp_path, {FOCUS: change})
    assert FocusLicense("rn", ("P2", "M1")) in canon.focus("NURSIN", "WARDNURS1234").licenses


@pytest.mark.parametrize(
    ("hidden", "levels"),
    [
        ("P1: {hide: true}", (("P2", "aware"), ("P3", "working"), ("M2", "none"))),
        ("P1: {hide: true}, P2: {hide: true}", (("P3", "working"), ("M2", "none"))),
        ("P1: {hide: true}, L2: {is: P2}", (("L2", "aware"), ("P3", "working"), ("M2", "none"))),
    ],
)
def test_the_step_of_a_level_that_is_gone_rises(
    tmp_path: Path, hidden: str, levels: tuple[tuple[str, str], ...]
) -> None:
    _, skills = ward_of(tmp_path, {"ladder.yaml": f"levels: {{{hidden}}}\n"})
    assert skills[0].levels == levels


def test_a_skill_that_is_taken_away_is_named_in_the_canon_below(tmp_path: Path) -> None:
    root = overlay(tmp_path, {"skills.yaml": "skills: {handover: {hide: true}}\n"})
    (fault,) = read(root).diagnostics
    assert fault.path == (tmp_path / "base" / FOCUS).as_posix()
    assert (fault.span, fault.message) == (Span(9, 13), "'handover' is not a skill of skills.yaml")
    assert "if this canon takes that away, it must change what names it, too" in fault.hint


def test_a_misspelled_skill_of_an_overlay_is_no_new_one(tmp_path: Path) -> None:
    root = overlay(tmp_path, {"skills.yaml": "skills: {handovr: {group: care}}\n"})
    (fault,) = read(root).diagnostics
    message = "the file below has no skill handovr, and a new one needs a name and a summary"
    assert (fault.message, fault.hint) == (message, "did you mean 'handover'?")
