"""The skills, licenses and tools of a page, and the pages of skills, licenses and tools."""

from __future__ import annotations

from pathlib import Path

import pytest

import small
from levelctl import show, skills
from levelctl.canon.canon import Canon
from levelctl.layout import skills as layout
from levelctl.layout.show.page import document
from levelctl.output import plain
from skilled import FOCUS, WARD, skilled_canon


@pytest.fixture(scope="module")
def canon(tmp_path_factory: pytest.TempPathFactory) -> Canon:
    return skilled_canon(tmp_path_factory.mktemp("skilled"))


def page_of(canon: Canon, reference: str, *sections: str) -> str:
    """Return sections of a page as a pipe gets them, without its head."""
    text = plain.export(document(show(canon, reference, sections=sections)))
    return text.partition("\n\n")[2] if sections else text


def test_a_profile_has_the_steps_at_its_level(canon: Canon) -> None:
    assert (
        page_of(canon, "ward nurse P3", "skills", "licenses", "tools")
        == """\
Skills
- Dressing (Wound care) · Working: Dresses wounds after an operation.
- Handover · Working: Tells the next shift what it needs to know.
- Lifting: Moves heavy things without harm.
- Triage · Expert: Decides who is treated first.

Licenses
- Registered nurse (license · state board · US): required from P1
- Basic life support (certificate): from P3, not required

Tools
Drip pump (device) · Ward planner
"""
    )


def test_a_profile_names_the_skills_that_it_does_not_need(canon: Canon) -> None:
    assert (
        page_of(canon, "ward nurse P1", "skills")
        == """\
Skills
- Dressing (Wound care) · Aware: Dresses wounds after an operation.
- Lifting: Moves heavy things without harm.
Not needed at P1: Handover, Triage.
"""
    )
    assert "Not needed at M2: Dressing." in page_of(canon, "ward nurse M2", "skills")


def test_a_focus_has_the_steps_of_all_levels(canon: Canon) -> None:
    assert (
        page_of(canon, "ward nurse", "skills")
        == """\
Skills
- Dressing (Wound care): Dresses wounds after an operation.
  P1 Aware · P3 Working · M2 not needed
- Handover: Tells the next shift what it needs to know.
  P2 Working
- Lifting: Moves heavy things without harm.
- Triage: Decides who is treated first.
  P2 Expert
"""
    )


def test_a_focus_without_licenses_does_not_mention_any(canon: Canon) -> None:
    assert page_of(canon, "storekeeper", "licenses") == ""


def test_a_canon_without_skills_yaml_shows_what_it_did(tmp_path: Path) -> None:
    canon = skilled_canon(tmp_path, {"skills.yaml": None, FOCUS: small.WARD})
    text = page_of(canon, "ward nurse P2", "skills", "licenses", "tools")
    assert (
        text
        == """\
Skills
- Triage: Decides who is treated first.

Tools
Infusion pump · Ward planner
"""
    )


def test_the_page_of_a_skill_says_who_needs_it(canon: Canon) -> None:
    assert (
        page_of(canon, "wound-care")
        == """\
Wound care
wound-care

Definition
Cleans and dresses wounds without infecting them.

Placement
Group: Care care

Steps
- Aware: Knows what it is and whom to ask.
- Working: Dresses a clean wound by the plan.
- Expert

Same as
ESCO: http://example.org/skill/1234
O*NET: 2.B.1.d, 2.B.1.e

Foci
NURSIN.WARDNURS1234
  Title: Ward Nurse (Dressing)
  Aware: P1–P2
  Working: P3, M1

Next
levelctl skills --group care
"""
    )


def test_a_skill_whose_step_nobody_says(canon: Canon) -> None:
    assert (
        page_of(canon, "lifting", "foci")
        == """\
Foci
NURSIN.WARDNURS1234
  Title: Ward Nurse
  Step not known: P1–P3, M1–M2
"""
    )


def test_a_skill_without_foci_steps_or_group(tmp_path: Path) -> None:
    words = "skills: {rest: {name: Rest, summary: Lies down.}}\n"
    canon = skilled_canon(tmp_path, {"skills.yaml": words, FOCUS: small.WARD})
    assert (
        page_of(canon, "rest")
        == """\
Rest
rest

Definition
Lies down.

Foci
No focus has it.
"""
    )


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        (
            "Basic Life Support",
            """\
Basic life support
bls

License
Kind: certificate
Issuer: not known
Places: not known
Required by law: not known

Foci
NURSIN.WARDNURS1234
  Title: Ward Nurse
  From: P3
  Required: no

Next
levelctl show NURSIN.WARDNURS1234
""",
        ),
        (
            "drip PUMP",
            """\
Infusion pump
infusion-pump

Tool
Kind: device
Other spellings: Drip pump

Foci
NURSIN.WARDNURS1234
  Title: Ward Nurse

Next
levelctl show NURSIN.WARDNURS1234
""",
        ),
    ],
)
def test_the_pages_of_licenses_and_tools(canon: Canon, reference: str, text: str) -> None:
    assert page_of(canon, reference) == text


def test_a_list_has_a_table_for_each_group(canon: Canon) -> None:
    assert (
        plain.export(layout.document(skills(canon)))
        == """\
small canon test

Care care
What patients need.
wound-care
  Name: Wound care
  Foci: 1
  Steps: Aware – Working

Talk talk
handover
  Name: Handover
  Foci: 1
  Steps: Working

Without a group
lifting
  Name: Lifting
  Foci: 1
  Steps: not known
1 more skill is of single foci.
"""
    )


def test_a_list_says_why_it_is_empty(canon: Canon, small_canon: Canon) -> None:
    assert layout.remarks(skills(canon, "nothing")) == ("no shared skill matches 'nothing'",)
    none = "the canon has no shared skills; skills.yaml defines them"
    assert layout.remarks(skills(small_canon)) == (none,)
    assert layout.remarks(skills(canon)) == ()


def test_the_one_spelling_counts_also_where_a_focus_has_another(tmp_path: Path) -> None:
    ward = WARD.replace("Drip pump", "DRIP PUMP")
    canon = skilled_canon(tmp_path, {FOCUS: ward})
    assert "DRIP PUMP (device)" in page_of(canon, "ward nurse P2", "tools")
