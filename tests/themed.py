"""A canon with themes for tests: generic criteria, proficiencies and a ladder that cumulates."""

from __future__ import annotations

from pathlib import Path

import small
from levelctl.canon.canon import Canon
from levelctl.canon.loading import load

THEMES = """\
themes:
  communication:
    name: Communication
    summary: Says what others need to know.
    responsibilities:
      P1: [Says what changed since yesterday.]
      P2:
        - text: Says in the daily round what changed since yesterday.
          proficiency: Working
          examples: [Names the wound that needs a second look.]
  safety: {name: Safety}
"""

WARD = """\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after the patients of a ward.
themes:
  craft: {name: Craft, summary: Nurses well.}
  communication: {}
levels:
  P1:
    status: draft
    version: 1
    region: global
    responsibilities:
      - Takes the temperature of patients.
      - {text: Dresses small wounds., theme: craft, proficiency: Awareness}
      - {text: Washes patients., theme: craft}
  P2:
    status: draft
    version: 1
    region: global
    responsibilities:
      - text: Dresses small wounds.
        theme: craft
        proficiency: Expert
        examples: [Dresses a burn., Dresses a cut.]
        links: [{title: Handbook, url: "https://example.org"}, {url: "https://example.org/2"}]
      - {text: Locks the medicine away., theme: safety}
  P3:
    status: draft
    version: 1
    region: global
    responsibilities:
      - {text: Counts the medicine every day., theme: safety}
"""

FOCUS = "functions/nursing/ward-nurse.yaml"
CUMULATIVE = {"ladder.yaml": f"{small.LADDER}cumulative: true\n"}
FILES = {"themes.yaml": THEMES, FOCUS: WARD}


def themed_canon(root: Path, changes: dict[str, str] | None = None) -> Canon:
    """Return the small canon with `FILES` and *changes*, by path."""
    canon = load(small.write_canon(root, {**FILES, **(changes or {})}))
    assert canon.diagnostics == ()
    return canon
