"""What the rules about skills, tools and licenses report, and what they allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean import FILES, WARD_FILE, reported, write_clean
from levelctl.lint.check import check
from levelctl.lint.fix.apply import apply_fixes

SCALE = "scale: {aware: {name: Aware}, working: {name: Working}, expert: {name: Expert}}\n"
SHORT = "functions/nursing/ward-nurse.yaml"


def skills(*levels: str, more: str = "") -> dict[str, str]:
    """Return a canon with a scale, whose ward nurse has skills with these *levels*."""
    listed = "".join(
        f"  - {{name: Skill {number}, summary: Treats burns, levels: {{{each}}}}}\n"
        for number, each in enumerate(levels)
    )
    return {"skills.yaml": SCALE + more, WARD_FILE: f"skills:\n{listed}"}


def licensed(
    licenses: str, own: str = "", code: str = "29-1141", scheme: str = "SOC"
) -> dict[str, str]:
    place = f"{{scheme: {scheme}, version: '2018', code: {code}, source: the authors}}"
    return {
        "canon.yaml": "schemes: {SOC: {pattern: '.*', example: 29-1141, versions: ['2018']}, "
        "O*NET-SOC: {pattern: '.*', example: 29-1141.00, versions: ['2018']}}",
        "skills.yaml": f"licenses: {{{licenses}}}\n",
        WARD_FILE: f"classification: [{place}]\n" + (f"licenses: [{own}]\n" if own else ""),
    }


RN = "rn: {name: Registered nurse, kind: license, places: [US], occupations: [29-1141]}"
NMC = "nmc: {name: Nurse, kind: registration, places: [GB], occupations: ['29-11']}"


def tools(listed: str) -> dict[str, str]:
    known = (
        "pump: {name: Infusion pump, also: [Drip pump]}, drip: {name: Drip stand, also: [Stand]}"
    )
    return {"skills.yaml": f"tools: {{{known}}}\n", WARD_FILE: f"tools: [{listed}]\n"}


FAULTS = [
    pytest.param(
        "skill-levels-fall",
        skills("P1: working, P3: aware"),
        (
            (
                f"{SHORT}:10:68: warning P3 needs 'Skill 0' at Aware, below P2's Working "
                "(skill-levels-fall)"
            ),
            f"  {SHORT}:10:55: the step of P2 is here",
            "  hint: raise it; write none if the skill is no longer needed from here on",
        ),
        id="a fall over a level that names nothing",
    ),
    pytest.param(
        "skill-levels-flat",
        skills("P1: aware, P2: working"),
        (
            (
                f"{SHORT}:50:3: note P3 needs no skill at a higher step than P2, and no other one "
                "(skill-levels-flat)"
            ),
            "  hint: say which skill rises here, or which one is new",
        ),
        id="nothing rises",
    ),
    pytest.param(
        "own-skill",
        {"skills.yaml": "skills: {triage: {name: TRIAGE, summary: Sorts.}}\n"},
        (
            f"{SHORT}:10:12: note 'Triage' is a skill of skills.yaml (own-skill)",
            "  hint: add skill: triage; the name and summary can stay",
        ),
        id="by name, whatever its case",
    ),
    pytest.param(
        "tool-spelling",
        tools("drip  pump, Ward planner"),
        (
            (
                f"{SHORT}:14:9: warning the tool 'drip  pump' is 'Infusion pump' in skills.yaml "
                "(tool-spelling)"
            ),
            "  hint: write Infusion pump",
        ),
        id="another spelling",
    ),
    pytest.param(
        "tool-spelling",
        tools("infusion pump"),
        (
            (
                f"{SHORT}:14:9: warning the tool 'infusion pump' is 'Infusion pump' in skills.yaml "
                "(tool-spelling)"
            ),
            "  hint: write Infusion pump",
        ),
        id="another case",
    ),
    pytest.param(
        "license-missing",
        licensed(RN),
        (
            (
                f"{SHORT}:7:55: warning the occupation 29-1141 requires Registered nurse (US); "
                "WARDNURSF808 requires none (license-missing)"
            ),
            "  hint: add license: rn under licenses, with the level that it is required from",
        ),
        id="no license",
    ),
    pytest.param(
        "license-missing",
        licensed(f"{RN}, {NMC}", "{license: rn, required: false}", "29-1141.03", "O*NET-SOC"),
        (
            (
                f"{SHORT}:7:61: warning the occupation 29-1141 requires Nurse (GB) or "
                "Registered nurse (US); WARDNURSF808 requires none (license-missing)"
            ),
            "  hint: add license: nmc under licenses, with the level that it is required from",
        ),
        id="a license that is only recommended",
    ),
    pytest.param(
        "group-size",
        {
            "canon.yaml": "check: {lengths: {groups: [1, 1]}}",
            "skills.yaml": "groups: {care: {name: Care}, talk: {name: Talk}}\n"
            "skills: {a: {name: A, group: care, summary: x}, "
            "b: {name: B, group: care, summary: x}}\n",
        },
        (
            "skills.yaml:1:10: note the group 'Care' has 2 skills; expected 1 to 1 (group-size)",
            "  hint: split it into two",
            "skills.yaml:1:30: note the group 'Talk' has 0 skills; expected 1 to 1 (group-size)",
            "  hint: join it with another group",
        ),
        id="too large and too small",
    ),
]


@pytest.mark.parametrize(("rule", "changes", "lines"), FAULTS)
def test_faults(tmp_path: Path, rule: str, changes: dict[str, str], lines: tuple[str, ...]) -> None:
    assert reported(tmp_path, rule, changes) == lines


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        pytest.param("skill-levels-fall", skills("P1: aware, P3: expert"), id="it rises"),
        pytest.param("skill-levels-fall", skills("P1: expert, P3: none"), id="not needed any more"),
        pytest.param("skill-levels-fall", skills("P3: expert, M1: aware"), id="another track"),
        pytest.param("skill-levels-flat", skills("P1: aware, P2: working", "P3: aware"), id="new"),
        pytest.param("skill-levels-flat", skills("P1: aware, P2: working, P3: expert"), id="rises"),
        pytest.param("skill-levels-flat", {}, id="no steps"),
        pytest.param("own-skill", {"skills.yaml": SCALE}, id="unknown to skills.yaml"),
        pytest.param(
            "own-skill",
            {
                "skills.yaml": "skills: {triage: {name: Triage, summary: Sorts.}}\n",
                WARD_FILE: "skills: [{skill: triage, name: Triage}]\n",
            },
            id="referred to",
        ),
        pytest.param("tool-spelling", tools("Infusion pump, Ward planner"), id="known and unknown"),
        pytest.param("license-missing", licensed(RN, "{license: rn, from: P2}"), id="required"),
        pytest.param(
            "license-missing", licensed(f"{RN}, {NMC}", "{license: nmc}"), id="one of two"
        ),
        pytest.param("license-missing", licensed(RN, code="29-1171"), id="another occupation"),
        pytest.param("group-size", {"skills.yaml": SCALE}, id="no groups"),
    ],
)
def test_no_faults(tmp_path: Path, rule: str, changes: dict[str, str]) -> None:
    assert reported(tmp_path, rule, changes) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Drip pump, Ward planner", "Infusion pump, Ward planner"),
        ("Infusion pump, Drip pump", "Infusion pump"),
    ],
)
def test_a_spelling_is_fixed(tmp_path: Path, before: str, after: str) -> None:
    old = "tools: [Infusion pump, Ward planner]"
    assert old in FILES[WARD_FILE]
    root = write_clean(
        tmp_path,
        {
            "skills.yaml": tools("")["skills.yaml"],
            WARD_FILE: FILES[WARD_FILE].replace(old, f"tools: [{before}]"),
        },
    )
    found = check(canon=root, select=["tool-spelling"], cache=False).diagnostics
    fixed = apply_fixes((root / WARD_FILE).read_bytes(), [each.fix for each in found if each.fix])
    assert f"tools: [{after}]\n" in fixed.content.decode()
