"""Titles in canons that have only the names and codes of their levels, and no title words."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.cache.opening import read_canon
from levelctl.titles.matching import Matcher, matcher_of
from owncodes import TRACKS, level, write_own_codes

FORKED = (
    ("junior", "IC", "Junior Engineer", "1"),
    ("engineer", "IC", "Engineer", "2"),
    ("senior-1", "IC", "Senior Engineer 1", "3"),
    ("senior-2-ic", "IC", "Senior Engineer 2 (Individual Contributor)", "4"),
    ("senior-2-pm", "people-manager", "Senior Engineer 2 (People Manager)", "4"),
    ("principal-ic", "IC", "Principal Engineer (Individual Contributor)", "5"),
    ("principal-pm", "people-manager", "Principal Engineer (People Manager)", "5"),
    ("director", "people-manager", "Technology Director", "6"),
)

CODED = (
    ("IC1", "IC", "IC1 - Associate", "1"),
    ("IC2", "IC", "IC2 - Engineer", "2"),
    ("IC3", "IC", "IC3 - Senior Engineer", "3"),
    ("L1.0", "IC", "L1.0: Staff Engineer", "4"),
    ("M1", "people-manager", "M1 - Manager", "3.5"),
    ("M2", "people-manager", "M2 - Senior Manager", "4.5"),
)

NUMBERED = (
    ("5", "IC", "Junior", "1"),
    ("6", "IC", "Intermediate", "2"),
    ("7", "IC", "Senior", "3"),
    ("8-M", "people-manager", "Manager", "4"),
    ("10-D", "people-manager", "Director", "6"),
)

GRADED = (
    ("A.1", "IC", "Software Engineer 1", "1"),
    ("A.2", "IC", "Software Engineer 2", "2"),
    ("A.3", "IC", "Software Engineer 3", "3"),
    ("B", "IC", "Staff Software Engineer", "4"),
    ("C", "people-manager", "Engineering Manager I", "4.5"),
    ("as", "people-manager", "Engineering Manager II", "5.5"),
)

LEVELED = (
    ("one", "IC", "🌱 Level 1", "1"),
    ("two", "IC", "Level II", "2"),
    ("three", "IC", "Level 3 (Senior Engineer)", "3"),
    ("four", "IC", "Level 4 (Staff)", "4"),
    ("five", "IC", "Guru (Rarely Given)", "5"),
    ("six", "people-manager", "Level 6", "6"),
    ("seven", "people-manager", "Manager 7 (Rarely Given)", "7"),
)

BANDED = (
    ("x-3", "IC", "Band 3", "1"),
    ("x-4", "IC", "Band 4", "2"),
    ("y-9", "IC", "Grade 9", "3"),
    ("IC5", "IC", "Fifth", "4"),
    ("M5", "people-manager", "Manager", "5"),
)

FUNCTION = "code: ENGINE\nname: Engineering\nfamily: care\nsummary: Builds things.\n"

ASSUMED = "titles: {assumed: {level: engineer, range: [junior, senior-1]}}\n"

Levels = tuple[tuple[str, str, str, str], ...]


def _focus(code: str, name: str, alias: str, levels: Levels) -> str:
    profiles = "".join(
        f'  "{level}": {{status: draft, version: 1, region: global}}\n' for level, *_ in levels
    )
    start = f"code: {code}\nname: {name}\nsummary: Builds things.\naliases: [{alias}]\n"
    return f"{start}levels:\n{profiles}"


def _matcher(root: Path, levels: Levels, more: str = "") -> Matcher:
    """Return the matcher of a canon with *levels* and two foci."""
    listed = "".join(level(*each, rank=rank) for *each, rank in levels)
    files = {
        "ladder.yaml": f"{TRACKS}levels:\n{listed}{more}",
        "functions/nursing/function.yaml": FUNCTION,
        "functions/nursing/ward-nurse.yaml": None,
        "functions/nursing/backend.yaml": _focus(
            "BACKEND", "Backend Engineering", "Backend Engineer, Software Engineer", levels
        ),
        "functions/nursing/data.yaml": _focus(
            "DATA", "Data Engineering", "Data Engineer, Data Engineer (Rarely Given)", levels
        ),
    }
    return matcher_of(read_canon(write_own_codes(root, files)), cache=False)


@pytest.fixture(scope="module")
def forked(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return _matcher(tmp_path_factory.mktemp("forked"), FORKED)


@pytest.fixture(scope="module")
def assumed(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return _matcher(tmp_path_factory.mktemp("assumed"), FORKED, ASSUMED)


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return _matcher(tmp_path_factory.mktemp("coded"), CODED)


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return _matcher(tmp_path_factory.mktemp("numbered"), NUMBERED)


@pytest.fixture(scope="module")
def numerals(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """Return the matcher of a ladder with numerals of which one is the code of another level."""
    numerals = 'titles: {numerals: {spread: 0, levels: {I: "5", II: "6", 7: "6"}}}\n'
    return _matcher(tmp_path_factory.mktemp("numerals"), NUMBERED, numerals)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return _matcher(tmp_path_factory.mktemp("graded"), GRADED)


@pytest.fixture(scope="module")
def leveled(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return _matcher(tmp_path_factory.mktemp("leveled"), LEVELED)


@pytest.fixture(scope="module")
def banded(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return _matcher(tmp_path_factory.mktemp("banded"), BANDED)


@pytest.mark.parametrize(
    ("ladder", "title", "levels", "band"),
    [
        ("forked", "Senior Engineer 2 (Individual Contributor)", "senior-2-ic", "no"),
        ("forked", "Senior Engineer 2 (People Manager)", "senior-2-pm", "no"),
        ("forked", "Senior Engineer 2", "senior-2-ic..senior-2-pm", "needs"),
        ("forked", "Senior Engineer 1", "senior-1", "needs"),
        ("forked", "Senior Backend Engineer 2", "senior-2-ic..senior-2-pm", "needs"),
        ("forked", "Senior 2 Backend Engineer", "senior-2-ic..senior-2-pm", "needs"),
        ("forked", "Senior Backend Engineer", "senior-1..senior-2-ic", "confident"),
        ("forked", "Senior Backend Engineer I", "senior-1", "confident"),
        ("forked", "Junior Data Engineer", "junior", "confident"),
        ("forked", "Principal Data Engineer", "principal-ic..principal-pm", "needs"),
        ("forked", "Technology Director, Data Engineering", "director", "confident"),
        ("forked", "Data Engineer (senior-2-ic)", "senior-2-ic", "confident"),
        ("forked", "Data Engineer SENIOR-2-PM", "senior-2-pm", "confident"),
        ("assumed", "Data Engineer", "engineer..junior..senior-1", "confident"),
        ("assumed", "Senior Data Engineer", "senior-1..senior-2-ic", "confident"),
        ("coded", "Data Engineer IC3", "IC3", "confident"),
        ("coded", "IC3 - Senior Engineer", "IC3", "needs"),
        ("coded", "Senior Data Engineer", "IC3", "confident"),
        ("coded", "Data Engineer (IC3 - Senior Engineer)", "IC3", "confident"),
        ("coded", "Data Engineer L1.0", "L1.0", "confident"),
        ("coded", "Staff Data Engineer", "L1.0", "confident"),
        ("coded", "Associate Data Engineer", "IC1", "confident"),
        ("coded", "Manager, Data Engineering", "M1", "confident"),
        ("coded", "Senior Manager, Data Engineering", "M2", "confident"),
        ("numbered", "Intermediate Data Engineer", "6", "confident"),
        ("numbered", "Senior Data Engineer", "7", "confident"),
        ("numbered", "Junior Data Engineer", "5", "confident"),
        ("numbered", "Senior Data Engineer 7", "7", "confident"),
        ("numbered", "Senior Data Engineer 6", "7", "needs"),
        ("numbered", "Data Engineer, Grade 7", "7", "confident"),
        ("numbered", "Data Engineer 7", "7", "confident"),
        ("numbered", "Data Engineer 8-M", "8-M", "confident"),
        ("numbered", "Director of Data Engineering", "10-D", "confident"),
        ("numerals", "Data Engineer 7", "7", "confident"),
        ("numerals", "Data Engineer II", "6", "confident"),
        ("graded", "Software Engineer 3", "A.3", "confident"),
        ("graded", "Software Engineer III", "A.3", "confident"),
        ("graded", "Data Engineer 2", "A.2", "confident"),
        ("graded", "Staff Data Engineer", "B", "confident"),
        ("graded", "Staff Software Engineer 2", "B", "needs"),
        ("graded", "Data Engineering Manager", "C..as", "confident"),
        ("graded", "Engineering Manager II, Data Engineering", "as", "confident"),
        ("leveled", "Data Engineer L1", "one", "confident"),
        ("leveled", "Data Engineer (Lvl 2)", "two", "confident"),
        ("leveled", "L4 Data Engineer", "four", "confident"),
        ("leveled", "Data Engineer, Grade 4", "four", "needs"),
        ("leveled", "Data Engineer Band 4", "four", "needs"),
        ("leveled", "Data Engineer IC 4", "four", "needs"),
        ("leveled", "Senior Data Engineer", "three", "confident"),
        ("leveled", "Staff Data Engineer", "four", "confident"),
        ("leveled", "Staff", "four", "no"),
        ("leveled", "(Rarely Given)", "five..seven", "no"),
        ("leveled", "L4", "four", "no"),
        ("leveled", "Grade 4", "four", "no"),
        ("banded", "Data Engineer Band 4", "x-4", "confident"),
        ("banded", "Data Engineer L4", "x-4", "needs"),
        ("banded", "Data Engineer G9", "y-9", "confident"),
        ("banded", "Data Engineer IC5", "IC5", "confident"),
        ("numbered", "Data Engineer L6", "6", "confident"),
        ("numbered", "Data Engineer IC6", "6", "confident"),
    ],
)
def test_the_name_or_code_of_a_level_tells_it(
    ladder: str, title: str, levels: str, band: str, request: pytest.FixtureRequest
) -> None:
    matcher: Matcher = request.getfixturevalue(ladder)
    codes = levels.split("..")

    match = matcher.match(title)

    assert match.level
    found = (match.level.level, match.level.low, match.level.high)
    assert found == (codes[0], codes[len(codes) // 3], codes[-1])
    assert match.band.split()[0] == band


@pytest.mark.parametrize(
    ("ladder", "title", "span"),
    [
        ("forked", "Data Engineer", "junior director"),
        ("forked", "Lead Data Engineer", "junior director"),
        ("coded", "Data Engineer", "IC1 M2"),
        ("coded", "Data Engineer, L10", "IC1 M2"),
        ("graded", "Software Engineer", "A.1 as"),
        ("graded", "Senior Data Engineer", "A.1 as"),
        ("graded", "Data Engineer, as needed", "A.1 as"),
        ("leveled", "Data Engineer L6", "one seven"),
        ("leveled", "Data Engineer L7", "one seven"),
        ("leveled", "Data Engineer L9", "one seven"),
        ("leveled", "Data Engineer E4", "one seven"),
        ("banded", "Data Engineer Band 9", "x-3 M5"),
        ("banded", "Data Engineer Grade 4", "x-3 M5"),
        ("banded", "Data Engineer L5", "x-3 M5"),
        ("banded", "Data Engineer IC4", "x-3 M5"),
        ("numbered", "Data Engineer GS-6", "5 10-D"),
        ("numbered", "Data Engineer E6", "5 10-D"),
    ],
)
def test_a_title_without_a_level_has_none(
    ladder: str, title: str, span: str, request: pytest.FixtureRequest
) -> None:
    match = request.getfixturevalue(ladder).match(title)

    assert match.level
    assert match.best
    assert (match.level.level, match.level.assumed) == (None, True)
    assert f"{match.level.low} {match.level.high}" == span
    assert (match.best.level, match.best.instead_of) == (None, None)
    assert match.best.code in {"ENGINE.DATA", "ENGINE.BACKEND"}
    assert match.band == "needs review"
    assert "it states no level, and the canon assumes none" in match.doubts


def test_another_word_for_a_grade_is_told(leveled: Matcher) -> None:
    doubts = leveled.match("Data Engineer, Grade 4").doubts
    assert doubts == ('"grade 4" is not how the ladder says Level 4 (Staff) (four)',)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Junior Data Engineer (People Manager)", True),
        ("Junior Data Engineer, Individual Contributor", True),
        ("Senior Data Engineer 2 (Individual Contributor)", False),
        ("Junior Data Engineer", False),
    ],
)
def test_the_brackets_of_other_levels_are_a_doubt(forked: Matcher, title: str, told: bool) -> None:
    doubts = forked.match(title).doubts
    assert any("stands in the name of" in doubt for doubt in doubts) == told


def test_what_a_name_has_in_brackets_is_no_level_beside_work(leveled: Matcher) -> None:
    level = leveled.match("Data Engineer, Rarely Given").level
    assert level
    assert level.level is None


def test_a_code_of_managers_that_other_companies_have_is_told(coded: Matcher) -> None:
    match = coded.match("Data Engineer, M1")

    told = "M1 - Manager (M1) is a level of managers, but nothing in the title manages people"
    assert told in match.doubts
    assert match.band == "needs review"
