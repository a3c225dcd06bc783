"""The names of a company's own levels in titles."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from levelctl.cache.opening import read_canon
from levelctl.canon import package_data
from levelctl.titles.matching import Matcher, matcher_of

NAMES = {
    "Developing Professional": "Consultant",
    "Mid-Level Professional": "Architect",
    "Senior Professional": "Senior Consultant",
    "Expert Professional": "Managing Consultant",
    "Principal Professional": "Staff Engineer",
    "Entry-Level Professional": "Beginner (TL1)",
    "Staff / Distinguished Professional": "Associate Partner",
    "Fellow (Executive IC)": "Principal & Fellow (IC5)",
    "Support Specialist": "IC3 Specialist",
    "Lead Support Specialist": "Ward Sister Band 6",
    "Senior Manager": "Engagement Lead",
    "Director": "Head of Area",
}
"""By name of a level of the reference canon, that of the same level at a company."""


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matcher]:
    """Return what finds titles in the reference canon with other names of levels."""
    root = tmp_path_factory.mktemp("names") / "canon"
    shutil.copytree(Path(str(package_data.CANON)), root)
    ladder = root / "ladder.yaml"
    text = ladder.read_text("utf-8")
    for ours, theirs in NAMES.items():
        assert text.count(f"    name: {ours}\n") == 1
        text = text.replace(f"    name: {ours}\n", f"    name: {theirs}\n")
    ladder.write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", "/nowhere/there/is")
        yield matcher_of(read_canon(root), cache=False)


@pytest.mark.parametrize(
    ("title", "focus", "level"),
    [
        ("Backend Engineer, Architect", "BACKENDE9C7F", "P3"),
        ("Architect - Payroll", "PAYROLL0165", "P3"),
        ("Consultant, Procurement", "PROCUREMF935", "P2"),
        ("Managing Consultant, Procurement", "PROCUREMF935", "P5"),
        ("Managing Consultant Procurement", "PROCUREMF935", "P5"),
        ("Procurement Managing Consultant", "PROCUREMF935", "P5"),
        ("Senior Consultant, Recruiting", "RECRUITI88BB", "P4"),
        ("Staff Backend Engineer", "BACKENDE9C7F", "P6"),
        ("Staff Engineer (Backend)", "BACKENDE9C7F", "P6"),
        ("Staff Engineer, Data", "DATAENGI4327", "P6"),
        ("Compliance - Associate Partner", "COMPLIAN036C", "P7"),
        ("Payroll - Engagement Lead", "PAYROLL0165", "M3"),
        ("IC3 Specialist, Payroll", "PAYROLL0165", "S2"),
        ("Payroll IC3", "PAYROLL0165", "S2"),
        ("Registered Nurse, Ward Sister Band 6", "REGISTER5052", "S4"),
        ("Data Scientist TL1", "DATASCIEC3A0", "P1"),
        ("Registered Nurse Band 6", "REGISTER5052", "S4"),
        ("Principal & Fellow (IC5), Data Science", "DATASCIEC3A0", "P8"),
        ("Data Scientist, PRINCIPAL AND FELLOW", "DATASCIEC3A0", "P8"),
    ],
)
def test_a_level_is_read_by_its_name(matcher: Matcher, title: str, focus: str, level: str) -> None:
    match = matcher.match(title)
    assert match.best
    assert match.level
    assert (match.best.code.split(".")[1], match.level.level) == (focus, level)
    assert match.band == "confident"


def test_a_manager_of_a_focus_without_managers_needs_review(matcher: Matcher) -> None:
    match = matcher.match("Head of Area, Backend Engineering")
    assert match.level
    assert match.level.level == "M4"
    assert match.band == "needs review"


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Managing Consultant", "Managing Consultant (P5)"),
        ("Architect", "Architect (P3)"),
        ("Associate Partner", "Associate Partner (P7)"),
        ("P4", "Senior Consultant (P4)"),
    ],
)
def test_a_level_without_work_is_said_to_be_one(matcher: Matcher, title: str, level: str) -> None:
    match = matcher.match(title)
    assert match.band == "no confident match"
    assert match.doubts == (f"it is the name of a level, {level}, and names no work",)


@pytest.mark.parametrize(
    ("title", "level", "band"),
    [
        ("Expert Professional, Compensation and Benefits", "P5", "confident"),
        ("Developing Professional, Payroll", "P2", "confident"),
        ("Manager (Team Lead), Payroll", "M1", "confident"),
        ("C-Suite Executive, Finance", "E6", "confident"),
        ("IT Support Specialist", "S2", "confident"),
        ("Payroll, Senior Support Specialist", "S3", "confident"),
        ("M3 Backend Engineering", "P2", "needs review"),
    ],
)
def test_the_names_of_the_reference_canon(
    reference_matcher: Matcher, title: str, level: str, band: str
) -> None:
    match = reference_matcher.match(title)
    assert match.level
    assert (match.level.level, match.band) == (level, band)


@pytest.fixture(scope="module")
def reference_matcher() -> Iterator[Matcher]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", "/nowhere/there/is")
        yield matcher_of(read_canon(Path(str(package_data.CANON))), cache=False)
