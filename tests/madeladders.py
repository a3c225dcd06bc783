"""Ladders as other tools write them, small ones, for tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from levelctl.ladders.records import Origin
from levelctl.record import Record, fields

FAMILY = """\
name: Bakery
summary: Bakes bread.
sheet: "123"
levels:
  - id: baker
    name: Baker
  - id: head-ic
    name: Head Baker (Individual Contributor)
  - id: head-pm
    name: Head Baker (People Manager)
  - id: director
    name: Director of Bread
themes:
  - id: dough
    name: Dough &amp; yeast
    summary: All that rises.
competencies:
  - id: 1
    level: baker
    theme: dough
    summary: Kneads\u200b dough.
    proficiency: Aware
    examples: [Rye]
    supportingUrls: [{label: Book, url: "https://example.org/a"}]
  - id: 2
    level: head-ic
    theme: dough
    summary: |
      1. Plans the week.
      2. Buys flour.
  - id: 3
    level: director
    theme: dough
    summary: "Buys flour: by the ton."
    proficiency: Expert
"""

FRAMEWORKS = {
    "generic.md": """\
---
path: "/generic"
title: "📄 Generic Framework"
yaml: true
topics:
  - name: "impact"
    title: "💥 Impact"
    content:
      - level: 1
        criteria: ["Works on small tasks", ""]
---
""",
    "bread.md": """\
---
path: "/bakery/bread"
title: "🍞 Bread Framework"
sidebarTitle: "🍞 Bread"
sidebarGroup: "bakery"
yaml: true
topics:
  - name: "impact"
    title:
    content:
      - level: 1
        criteria: ["Bakes rolls"]
      - level: 2
        exampleCriteria:
          - criteria: "Bakes &amp; sells loaves"
            examples: ["A hundred a day"]
  - name: "craft"
    title: "👩\u200d🍳 Craft"
    content:
      - level: 2
        criteria:
          -\t"Knows flour"
---
### About
A framework is a compass.
""",
    "cakes.md": """\
---
path: "/bakery/cakes"
title: "🍰 Cakes Framework"
yaml: false
---
## Level 1

### Impact

You bake small cakes.

## Level 3

### Impact

You bake & decorate **big** cakes.
""",
    "notes.txt": "nothing",
}

STANDARD = {
    "standard.yaml": "title: Bakery standard\ndescription: What bakers know.\n",
    "levels.yaml": """\
- id: B2
  professionalTitle: Senior
  managementTitle: Head
  typicalExperienceRange: "5+"
  ordinalRank: 2
  baseSkillProficiencies: {core: working, supporting: foundational, broad: awareness}
  baseBehaviourMaturity: developing
  expectations: {impactScope: A bakery}
- id: B1
  professionalTitle: Level I
  managementTitle: Deputy
  typicalExperienceRange: "0-2 years"
  ordinalRank: 1
  qualificationSummary: Begins ({typicalExperienceRange}).
  baseSkillProficiencies: {core: foundational, supporting: awareness, broad: awareness}
  baseBehaviourMaturity: emerging
  expectations: {impactScope: A batch}
""",
    "disciplines/bread.yaml": """\
specialization: Bread Baking
roleTitle: Bread Baker
validTracks: [null, night]
description: Bakes bread.
coreSkills: [kneading]
supportingSkills: [selling]
behaviourModifiers: {calm: 1}
human: {professionalRoleSummary: "As a {roleTitle}, you bake."}
agent: {identity: You are an agent.}
""",
    "disciplines/shift.yaml": """\
specialization: Shift Management
roleTitle: Shift Manager
isManagement: true
validTracks: [null]
description: Leads a shift.
coreSkills: [selling]
minLevel: B2
""",
    "tracks/night.yaml": """\
name: Night
description: Works at night.
roleContext: You are alone.
skillModifiers: {craft: 1, trade: -1}
behaviourModifiers: {calm: 4}
""",
    "capabilities/craft.yaml": """\
id: craft
name: Craft
ordinalRank: 1
description: The work of hands.
professionalResponsibilities: {foundational: You own your batch, working: You own the oven}
managementResponsibilities: {working: You own the ovens}
skills:
  - id: kneading
    name: Kneading
    human:
      description: Works dough.
      proficiencyDescriptions:
        foundational: You knead.
        working: You knead well.
        expert: You invent.
    markers: {working: {human: [Kneaded a ton], agent: [Kneaded]}}
  - id: shaping
    name: Shaping
    human:
      description: Shapes loaves.
      proficiencyDescriptions: {foundational: You shape., awareness: You see shapes.}
""",
    "capabilities/trade.yaml": """\
id: trade
name: Trade
ordinalRank: 2
skills:
  - id: selling
    name: Selling
    human:
      description: Sells bread.
      proficiencyDescriptions: {awareness: You ask., foundational: You sell., working: You lead.}
""",
    "behaviours/calm.yaml": """\
name: Calm
human:
  description: Stays calm.
  maturityDescriptions: {emerging: Tries., developing: Does., exemplifying: Is calm itself.}
""",
    "drivers.yaml": "- {id: joy, name: Joy}\n",
}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write *files* below *folder*, and return it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def origins(value: object) -> Iterator[Origin]:
    """Yield the origins in a record, other than those that only list what the source has."""
    if isinstance(value, Origin):
        yield value
    elif isinstance(value, Record):
        for name in fields(value):
            if name != "items":
                yield from origins(getattr(value, name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from origins(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from origins(each)
