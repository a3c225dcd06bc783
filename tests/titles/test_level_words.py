"""The levels that titles state, by the level words of the reference ladder."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.canon import decoding, package_data, source
from levelctl.canon.model import Ladder, TitleWord
from levelctl.titles.level_words import LevelWordReader, Seniority
from small import LADDER


def ladder_of(text: str) -> Ladder:
    return decoding.ladder(source.parse(text).top.value)


READER = LevelWordReader(ladder_of((package_data.CANON / "ladder.yaml").read_text("utf-8")))


@dataclass(frozen=True)
class Said:
    title: str
    words: tuple[str, ...]
    level: str
    range: tuple[str, str] | None
    below_scale: bool = False


@pytest.mark.parametrize(
    "said",
    [
        Said("Senior Engineer", ("senior",), "P4", ("P3", "P5")),
        Said("Sr. Engineer", ("sr",), "P4", ("P3", "P5")),
        Said("ENGINEER, SENIOR", ("senior",), "P4", ("P3", "P5")),
        Said("Junior Engineer", ("junior",), "P1", ("S1", "P1")),
        Said("Marketing Intern", ("intern",), "P1", None, below_scale=True),
        Said("Trainee Manager", ("trainee",), "P1", None, below_scale=True),
        Said("Lead Designer", ("lead",), "P4", ("P4", "P5")),
        Said("Team Lead, Payments", ("team lead",), "M1", ("M1", "M2")),
        Said("Staff Engineer", ("staff",), "P5", ("P4", "P7")),
        Said("Senior Staff Engineer", ("senior staff",), "P6", ("P4", "P6")),
        Said("Principal Engineer", ("principal",), "P6", ("P4", "P6")),
        Said("Senior Principal Engineer", ("senior", "principal"), "P6", ("P3", "P6")),
        Said("Distinguished Engineer", ("distinguished",), "P7", None),
        Said("Shift Supervisor", ("supervisor",), "M1", ("M1", "M2")),
        Said("Engineering Manager", ("manager",), "M2", ("M1", "M3")),
        Said("Manager II", ("manager ii",), "M2", ("M2", "M2")),
        Said("Senior Manager", ("senior manager",), "M3", ("M2", "M4")),
        Said("Senior Engineering Manager", ("senior manager",), "M3", ("M2", "M4")),
        Said("Senior, Engineering Manager", ("senior", "manager"), "M2", ("P3", "P5")),
        Said("Director of Sales", ("director",), "M4", ("M4", "E1")),
        Said("Senior Director", ("senior director",), "M5", ("M5", "E2")),
        Said("Senior Marketing Director", ("senior director",), "M5", ("M5", "E2")),
        Said("Associate Director", ("associate director",), "M4", None),
        Said("Associate Creative Director", ("associate director",), "M4", None),
        Said("Associate Product Manager", ("associate",), "P1", ("S1", "P2")),
        Said("Associate Engineer II", ("associate",), "P1", ("S1", "P2")),
        Said("Associate Branch Manager", ("associate manager",), "M1", ("P3", "M2")),
        Said("Associate Vice President", ("associate vice president",), "M4", ("P5", "M6")),
        Said("Senior Product Manager", ("senior",), "P4", ("P3", "P5")),
        Said("Head of Design", ("head of",), "M6", ("M3", "E3")),
        Said("VP Sales", ("vp",), "M6", ("M6", "E3")),
        Said("Vice-President, Sales", ("vice president",), "M6", ("M6", "E3")),
        Said("Senior Vice President", ("senior vice president",), "E4", None),
        Said("Executive Vice President", ("executive vice president",), "E5", None),
        Said("CTO", ("cto",), "E6", ("E4", "E6")),
        Said("Chief Nursing Officer", ("chief officer",), "E6", ("E4", "E6")),
        Said("Engineer I", ("i",), "P1", ("P1", "P2")),
        Said("Engineer III", ("iii",), "P3", ("P2", "P4")),
        Said("Engineer 2", ("2",), "P2", ("P1", "P3")),
        Said("Engineer II, Platform", ("ii",), "P2", ("P1", "P3")),
        Said("Engineer II - Platform", ("ii",), "P2", ("P1", "P3")),
        Said("Engineer (IV)", ("iv",), "P4", ("P3", "P5")),
        Said("Associate II", ("ii",), "P2", ("P1", "P3")),
        Said("Senior Engineer II", ("senior",), "P4", ("P3", "P5")),
        Said("Senior-Ingénieur", ("senior",), "P4", ("P3", "P5")),
        Said("Senior Staff Accountant", ("senior staff",), "P6", ("P4", "P6")),
        Said("Sr. Eng. Mgr.", ("sr mgr",), "M3", ("M2", "M4")),
        Said("S.V.P., Sales", ("svp",), "E4", None),
        Said("CPO/Founder", ("cpo", "founder"), "E6", ("M6", "E6")),
        Said("Team Technical Lead", ("lead",), "P4", ("P4", "P5")),
        Said("General Accounting Manager", ("manager",), "M2", ("M1", "M3")),
        Said("Finance Mgr Sr", ("mgr sr",), "M3", ("M2", "M4")),
        Said("Manager, Senior", ("manager senior",), "M3", ("M2", "M4")),
        Said("Manager, Finance, Sr", ("manager sr",), "M3", ("M2", "M4")),
        Said("Manager Finance Sr", ("manager sr",), "M3", ("M2", "M4")),
        Said("Dir Sr Mktg", ("dir sr",), "M5", ("M5", "E2")),
        Said("Director, Executive", ("director executive",), "E1", ("M4", "E6")),
        Said("Director Senior Services", ("director", "senior"), "M4", ("P3", "E1")),
        Said("VP Sr Loan Officer", ("vp", "sr"), "M6", ("P3", "E3")),
        Said("Senior Sales & Operations Manager", ("senior manager",), "M3", ("M2", "M4")),
        Said("Senior Recruiter & Vice President", ("senior", "vice president"), "M6", ("P3", "E3")),
        Said("Senior Recruiter and Manager", ("senior", "manager"), "M2", ("P3", "P5")),
        Said("Asst Dirctor of Nursing", ("asst dirctor",), "M3", ("M2", "M4")),
        Said("Direcctor", ("direcctor",), "M4", ("M4", "E1")),
        Said("Seniro Analyst", ("seniro",), "P4", ("P3", "P5")),
        Said("Board Of Directcors", ("board of directcors",), "E6", ("E4", "E6")),
        Said("Team, Technical Lead", ("lead",), "P4", ("P4", "P5")),
        Said("Team for Leads, Lead", ("lead",), "P4", ("P4", "P5")),
        Said("Owner, Director", ("owner", "director"), "E6", ("M4", "E6")),
    ],
    ids=lambda said: said.title,
)
def test_a_title_states_its_level(said: Said) -> None:
    found = READER.read(said.title)
    assert found == Seniority(said.words, said.level, said.range, said.below_scale)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Engineer",
        "Product Manager",
        "Technical Product Manager",
        "Case Manager",
        "Internal Auditor",
        "International Buyer",
        "Sensor Trainer",
        "Office Reader",
        "General Ledger Accountant",
        "Key Accounts Manager",
        "Seniority Analyst",
        "Sales Associate",
        "Sales Associate, Berlin",
        "Associate Professor",
        "Senior Associate Professor",
        "Class II Device Engineer",
        "Tier 1 Support",
        "3D Artist",
        "C++ Developer",
        "Product Owner",
        "Product Manager/Owner",
        "Owner of a Product",
        "Praxisanleiterin",
        "Chico",
        "-",
    ],
)
def test_a_title_states_no_level(title: str) -> None:
    assert READER.read(title) is None


@pytest.mark.parametrize(
    ("title", "admitted"),
    [
        ("Senior Engineer", "P3 P4 P5 S4 M1 M2 M3"),
        ("Associate Director", "P5 P6 M3 M4 M5 E1 E2"),
        ("Junior Engineer", "P1 S1 S2"),
        ("Engineer II", "P1 P2 P3 S2 S3 S4"),
        ("CTO", "P8 E4 E5 E6"),
    ],
)
def test_the_levels_that_a_title_can_be_of(title: str, admitted: str) -> None:
    found = READER.read(title)
    assert found
    levels = [level.code for level in READER.ladder.levels]
    assert {code for code in levels if READER.admits(found, code)} == {*admitted.split()}


def test_the_words_are_those_of_the_ladder() -> None:
    reader = LevelWordReader(ladder_of(LADDER))

    assert reader.read("Junior Nurse") == Seniority(("junior",), "P1", ("P1", "P2"))
    assert reader.read("Senior Nurse") is None
    assert reader.read("Fellow") is None
    assert reader.read("Nurse II") == Seniority(("ii",), "P2", ("P1", "P3"))
    assert reader.read("Nurse III") is None


SMALL = LADDER.partition("  words:")[0]


def test_a_pattern_stands_for_letters_and_gives_way_to_a_word() -> None:
    words = (
        "  words:\n"
        "    - {words: ['?x', '*ward'], level: M2}\n"
        "    - {words: [steward], level: P1}\n"
        "  contributor_nouns: ['*onward']\n"
    )
    reader = LevelWordReader(ladder_of(SMALL + words))

    assert reader.read("UX") == Seniority(("ux",), "M2", None)
    assert reader.read("Bauward") == Seniority(("bauward",), "M2", None)
    assert reader.read("Steward") == Seniority(("steward",), "P1", None)
    for silent in ("x", "3x", "rux", "ward", "3ward", "Fronward"):
        assert reader.read(silent) is None


def test_meanings_stand_in_for_the_words_of_the_ladder() -> None:
    senior = TitleWord(("junior",), "P2", None, None, below_scale=False, note=None)
    reader = LevelWordReader(ladder_of(LADDER), [senior])

    assert reader.read("Junior Nurse") == Seniority(("junior",), "P2", None)
    assert reader.read("Nurse II") == Seniority(("ii",), "P2", ("P1", "P3"))


@given(st.text(), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_the_form_of_a_title_states_no_level(title: str, form: Literal["NFC", "NFD"]) -> None:
    short = unicodedata.normalize("NFKC", title)[:20]
    assert READER.read(f"{short} Directeur Général") == READER.read(
        unicodedata.normalize(form, f"{short} Directeur Général")
    )


def test_a_ladder_without_words_states_no_level() -> None:
    start, _, _ = LADDER.partition("  words:")
    reader = LevelWordReader(ladder_of(f"{start}  words: []\n  contributor_nouns: []\n"))
    assert reader.read("Senior Director") is None


@given(st.lists(st.sampled_from("senior associate manager director of II , - x".split())))
def test_the_level_of_a_title_is_in_its_range(words: list[str]) -> None:
    title = " ".join(words)
    found = READER.read(title)

    assert found == READER.read(title.upper())
    assert found is None or READER.admits(found, found.level)


def test_a_title_without_end_is_read_in_part() -> None:
    assert READER.read("senior x director " * 50_000) == READER.read("senior x director " * 12)
    assert READER.read("x" * 200 + " senior") is None


@given(st.text())
def test_any_text_can_be_read(title: str) -> None:
    READER.read(title)


def test_an_english_word_is_no_misspelled_one_of_another_language() -> None:
    """The French *gérant*, without its accent and a letter, is *grant*."""
    assert READER.read("Grant Writer") is None
