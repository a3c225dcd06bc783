"""A canon without findings, into which the tests of rules plant faults."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from levelctl.lint.catalogue import rule_of
from levelctl.lint.check import check
from levelctl.lint.rule import FileRule
from small import LADDER

CANON = """\
name: clean canon
edition: 2026-11
region: global
currency: EUR
confidence: {high: 0.8, medium: 0.5}
review: {minimum: 4, readers: 0}
compare: {same_duty: 0.3}
schemes:
  ISCO: {pattern: '\\d{1,4}', example: "2221", versions: ["88", "08"]}
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
code: WARDNURSF808
name: Ward Nurse
summary: Looks after the patients of a hospital ward, from their admission to their discharge.
aliases:
  - Hospital Nurse
  - {title: Junior Ward Nurse, level: P1}
classification:
  - {scheme: ISCO, version: "08", code: "2221", source: the authors}
skills:
  - {name: Triage, summary: Decides who is treated first when several call.}
  - {name: Medication, summary: Doses and gives what a doctor prescribed.}
  - {name: Wound care, summary: Cleans and dresses wounds without infecting them.}
  - {name: Handover, summary: Tells the next shift in five minutes what matters.}
tools: [Infusion pump, Ward planner]
levels:
  P1:
    status: draft
    version: 1
    region: global
    pay: {currency: EUR, period: year, low: 26000, median: 30000, high: 35000, basis: survey}
    responsibilities:
      - Measures temperature, pulse and pressure of ten patients a shift, and charts them.
      - Washes and feeds those who cannot do so alone, beside an experienced colleague.
      - Fetches material from the depot and counts the stock of the dressing trolley every evening.
    guideline:
      knowledge: Follows the ward's written procedures step by step.
      complexity: Handles situations that a procedure describes; calls a colleague in all others.
      collaboration: Reports to the nurse in charge of the shift.
      experience: None is needed after training.
  P2:
    status: approved
    version: 1
    region: global
    confidence: 0.8
    pay: {currency: EUR, period: year, low: 33000, median: 38000, high: 44000, basis: survey}
    responsibilities:
      - Gives the prescribed medication to a bay of eight, and records every dose within the hour.
      - Admits newcomers with an interview, and writes a plan of care that a doctor countersigns.
      - Dresses surgical wounds and photographs their healing twice a week.
    guideline:
      knowledge: Knows the illnesses of the ward and their usual treatment.
      complexity: Weighs symptoms against each other and decides when a doctor has to come.
      collaboration: Agrees on the plan of care with doctors and therapists.
      experience: At least 1 year on a ward.
    review:
      level_differentiation: 4
      focus_specificity: 4.5
      concreteness: 4
      factual_accuracy: 5
      real_world_coverage: 4.5
    sources:
      - {title: Ward handbook, url: "https://example.org/ward", accessed: 2026-05-01, levels: true}
  P3:
    status: draft
    version: 1
    region: global
    pay: {currency: EUR, period: year, low: 41000, median: 47000, high: 54000, basis: survey}
    responsibilities:
      - Plans the rota of thirty nurses for a month and fills gaps within four hours.
      - Teaches newcomers in their first six weeks, until they pass the ward's examination.
      - Audits twenty charts a month, and rewrites the procedure behind each repeated error.
    guideline:
      knowledge: Masters a field of nursing, such as intensive care, and its literature.
      complexity: Finds the cause when several treatments get in each other's way.
      collaboration: Speaks for nursing in the daily round with the head physician.
      experience: At least 3 years, one of them in the field.
"""

CLINIC = """\
code: CLINICNU8D35
name: Clinic Nurse
summary: Looks after those who come to a clinic for an hour and go home again.
aliases: [Outpatient Nurse]
skills:
  - {name: Vaccination, summary: Vaccinates children and adults by the national calendar.}
  - {name: Phlebotomy, summary: Draws blood at the first attempt from most adults.}
  - {name: Booking, summary: Fits urgent visits into a full day.}
  - {name: Counselling, summary: Explains a treatment so that it is followed at home.}
tools: [Appointment book]
levels:
  P2:
    status: draft
    version: 1
    region: global
    responsibilities:
      - Vaccinates forty children a day and reports side effects to the health office.
      - Draws blood, labels each tube at the chair, and sends the batch to the laboratory by noon.
      - Explains the doctor's findings in plain words, and checks that they were understood.
"""

STORAGE = """\
code: STORAG
name: Storage
family: goods
summary: Keeps goods.
"""

KEEPER = """\
code: STOREKEE5627
name: Storekeeper
summary: Keeps the goods of a store, from the ramp to the shelf and back.
skills:
  - {name: Stocktaking, summary: Counts stock without stopping the trade.}
  - {name: Lashing, summary: Secures loads so that none shifts on the road.}
  - {name: Labelling, summary: Marks goods so that anybody finds them.}
  - {name: Hazard handling, summary: Keeps apart what must not meet.}
tools: [Fork lift]
levels:
  P1:
    status: draft
    version: 1
    region: global
    responsibilities:
      - Unloads lorries at the ramp and compares each pallet with the delivery note.
      - Shelves goods by their label, the oldest in front.
      - Sweeps the aisles and reports damaged racks the same day.
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

WARD_FILE = "functions/nursing/ward-nurse.yaml"
CLINIC_FILE = "functions/nursing/clinic-nurse.yaml"
KEEPER_FILE = "functions/storage/storekeeper.yaml"


def write_clean(root: Path, changes: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the clean canon into *root* with *changes* to its files; None leaves one out."""
    for name, content in {**FILES, **(changes or {})}.items():
        if content is None:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def merged(name: str, fragment: str) -> str:
    """Return the clean canon's file *name* with the mappings of *fragment* laid over it."""
    yaml = YAML()
    yaml.width = 10_000
    yaml.preserve_quotes = True
    value = yaml.load(FILES.get(name, "{}"))
    _lay(value, yaml.load(fragment))
    text = io.StringIO()
    yaml.dump(value, text)
    return text.getvalue()


def _lay(value: Any, over: Any) -> None:
    for key, each in over.items():
        if each is None:
            value.pop(key, None)
        elif isinstance(each, dict) and isinstance(value.get(key), dict):
            _lay(value[key], each)
        else:
            value[key] = each


def reported(root: Path, rule: str, changes: Mapping[str, str]) -> tuple[str, ...]:
    """
    Return what *rule* reports in the clean canon with *changes*, as lines with hints and places.

    *changes* are fragments that are merged into files. For a new file, and for a rule about the
    form of a file, they are the complete file.
    """
    if rule_of(rule).group == "overlay":
        return _reported_in_overlay(root, rule, changes)
    whole = isinstance(rule_of(rule), FileRule)
    write_clean(
        root,
        {
            name: text if whole or name not in FILES else merged(name, text)
            for name, text in changes.items()
        },
    )
    return _lines(root, [rule, *(() if whole else ("syntax", "schema"))])


def _reported_in_overlay(root: Path, rule: str, changes: Mapping[str, str]) -> tuple[str, ...]:
    """Return what `reported` does, in an overlay of the clean canon with *changes* as its files."""
    write_clean(root / "base")
    for name, text in {"canon.yaml": "extends: ../base\n", **changes}.items():
        path = root / "company" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return _lines(root / "company", [rule, "syntax", "schema", "reference"])


def _lines(root: Path, select: list[str]) -> tuple[str, ...]:
    report = check(canon=root, select=select, cache=False)
    return tuple(
        line.removeprefix(f"{root}/")
        for each in report.diagnostics
        for line in (
            str(each),
            *(f"  {related}".replace(f"{root}/", "") for related in each.related),
            *([f"  hint: {each.hint}"] if each.hint else []),
        )
    )
