"""A small canon for tests: two families, three foci, five levels on two tracks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from levelctl.canon.loading import MANY

CANON = """\
name: small canon
edition: test
region: global
currency: EUR
confidence: {high: 0.8, medium: 0.5}
review: {minimum: 4}
compare: {same_duty: 0.3}
spaces:
  structural@1:
    other_focus: 18
    other_function: 30
    other_family: 65
    rank_step: 12
    other_track: 8
    tolerance: 30
    review: 60
"""


def _level(code: str, name: str, rank: float, low: int, high: int) -> str:
    return f"""\
  {code}:
    track: {code[0]}
    name: {name}
    rank: {rank}
    years: {{low: {low}, high: {high}}}
    summary: Summary of {code}.
    scope: Scope of {code}
    autonomy: Autonomy of {code}
    complexity: Complexity of {code}
    impact: Impact of {code}
    decision_rights: Decision rights of {code}
    leadership: Leadership of {code}
"""


LADDER = (
    """\
tracks:
  P: {name: Professional, summary: Knows a field.}
  M: {name: Management, summary: Manages people., manages: true}
levels:
"""
    + _level("P1", "Beginner", 1, 0, 2)
    + _level("P2", "Worker", 2, 1, 3)
    + _level("P3", "Expert", 3, 3, 5)
    + _level("M1", "Team Lead", 3.5, 3, 6)
    + _level("M2", "Manager", 4, 5, 8)
    + """\
titles:
  assumed: {level: P2, range: [P1, P3]}
  numerals: {spread: 1, levels: {I: P1, II: P2}}
  words:
    - {words: [junior], level: P1, range: [P1, P2]}
    - {words: [fellow], note: not on this ladder}
  contributor_nouns: [project manager]
"""
)

FAMILIES = """\
families:
  - {slug: care, name: Care, summary: Looks after people.}
  - {slug: goods, name: Goods, summary: Moves things.}
"""

NURSING = """\
code: NURSIN
name: Nursing
family: care
summary: Nursing of every kind.
"""

WARD = """\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after the patients of a ward.
aliases:
  - Staff Nurse
  - {title: Charge Nurse, level: P3}
classification:
  - {scheme: ISCO, version: "08", code: "2221", source: test}
skills:
  - {name: Triage, summary: Decides who is treated first.}
tools: [Infusion pump, Ward planner]
levels:
  P3:
    status: in_review
    version: 2
    region: global
    confidence: 0.6
    responsibilities:
      - Plans the shifts of the ward for a month.
      - Trains new nurses until they work alone.
  P1:
    status: draft
    version: 1
    region: global
    responsibilities: [Takes the temperature of patients.]
  P2:
    status: approved
    version: 1
    region: global
    confidence: 0.8
    pay: {currency: EUR, period: year, low: 30000, median: 40000, high: 50000, basis: survey}
    responsibilities:
      - Plans the shifts of the ward for a week.
      - Takes the temperature of patients.
    guideline:
      knowledge: Knows the ward.
      complexity: Solves known problems.
      collaboration: Works with doctors.
      experience: 2 years
    review:
      level_differentiation: 4
      focus_specificity: 4
      concreteness: 3.5
      factual_accuracy: 5
      real_world_coverage: 4.5
    sources:
      - {title: Ward handbook, url: "https://example.org/ward", accessed: 2026-05-01}
"""

CLINIC = """\
code: CLINICNU5678
name: Clinic Nurse
summary: Looks after the patients of a clinic.
levels:
  P2: {status: draft, version: 1, region: global}
  M1: {status: draft, version: 1, region: global}
"""

STORAGE = """\
code: STORAG
name: Storage
family: goods
summary: Keeps goods.
"""

KEEPER = """\
code: STOREKEEABCD
name: Storekeeper
summary: Keeps the goods of a store.
tools: [Fork lift]
levels:
  P2:
    status: draft
    version: 1
    region: global
    pay: {currency: USD, period: month, low: 3000, median: 3500, high: 4000, basis: modelled}
"""

FILES = {
    "canon.yaml": CANON,
    "ladder.yaml": LADDER,
    "families.yaml": FAMILIES,
    "functions/nursing/function.yaml": NURSING,
    "functions/nursing/ward-nurse.yaml": WARD,
    "functions/nursing/clinic-nurse.yaml": CLINIC,
    "functions/storage/function.yaml": STORAGE,
    "functions/storage/storekeeper.yaml": KEEPER,
}


def write_large_canon(root: Path) -> Path:
    """Write a canon with enough files for the command line to start processes."""
    write_canon(root)
    for number in range(MANY):
        text = KEEPER.replace("STOREKEEABCD", f"STOREKEE{number:04d}")
        (root / f"functions/storage/keeper-{number}.yaml").write_text(text)
    return root


def write_canon(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the small canon into *root* with *changes* to its files; None leaves one out."""
    for name, content in {**FILES, **(changes or {})}.items():
        if content is None:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(data)
    return root
