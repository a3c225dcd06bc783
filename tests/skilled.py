"""A canon with shared skills for tests: a scale, licenses, tools, and two foci that use them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import small
from levelctl.canon.canon import Canon
from levelctl.canon.loading import load

SKILLS = """\
scale:
  aware: {name: Aware, summary: Knows what it is and whom to ask.}
  working: {name: Working, summary: Does the usual work alone.}
  expert: {name: Expert}
groups:
  care: {name: Care, summary: What patients need.}
  talk: {name: Talk}
skills:
  wound-care:
    name: Wound care
    group: care
    summary: Cleans and dresses wounds without infecting them.
    same_as: {ESCO: "http://example.org/skill/1234", O*NET: [2.B.1.d, 2.B.1.e]}
    steps: {working: Dresses a clean wound by the plan.}
  handover:
    name: Handover
    group: talk
    summary: Tells the next shift what it needs to know.
  lifting: {name: Lifting, summary: Moves heavy things without harm.}
tools:
  infusion-pump: {name: Infusion pump, kind: device, also: [Drip pump]}
licenses:
  rn:
    name: Registered nurse
    kind: license
    issuer: state board
    places: [US]
    occupations: [29-1141]
  bls: {name: Basic life support, kind: certificate}
"""

WARD = """\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after the patients of a ward.
skills:
  - skill: wound-care
    name: Dressing
    summary: Dresses wounds after an operation.
    levels: {P1: aware, P3: working, M2: none}
  - {skill: handover, levels: {P2: working}}
  - {skill: lifting}
  - {name: Triage, summary: Decides who is treated first., levels: {P2: expert}}
licenses:
  - {license: rn, from: P1}
  - {license: bls, from: P3, required: false}
tools: [Drip pump, Ward planner]
levels:
  P1: {status: draft, version: 1, region: global}
  P2: {status: draft, version: 1, region: global}
  P3: {status: draft, version: 1, region: global}
  M1: {status: draft, version: 1, region: global}
  M2: {status: draft, version: 1, region: global}
"""

FOCUS = "functions/nursing/ward-nurse.yaml"
FILES = {"skills.yaml": SKILLS, FOCUS: WARD}
BRANCHED = {
    "ladder.yaml": small.LADDER.replace("manages: true}", "manages: true, branches_from: P}")
}
"""The ladder whose managers come from the professionals of lower rank."""


def skilled_canon(root: Path, changes: Mapping[str, str | None] | None = None) -> Canon:
    """Return the small canon with `FILES`, `BRANCHED` and *changes*, by path."""
    return load(small.write_canon(root, {**FILES, **BRANCHED, **(changes or {})}))
