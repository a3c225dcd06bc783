"""Levels in the reference canon, by the kinds of titles that were once answered wrongly."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Literal

import pytest

from levelctl.canon.canon import Canon
from levelctl.titles.matching import Matcher, matcher_of
from levelctl.titles.records import FoundLevel


@pytest.fixture(scope="module")
def matcher(reference: Canon) -> Iterator[Matcher]:
    """Return what finds titles in the reference canon, on a machine without imported schemes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", "/nowhere/there/is")
        yield matcher_of(reference)


def level_of(matcher: Matcher, title: str) -> FoundLevel:
    level = matcher.match(title).level
    assert level
    return level


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Sénior Payroll Specialist", "S3"),
        ("Sénior Manager Payroll", "M3"),
        ("Díréctor of Nursing", "M4"),
        ("Jünior Accountant", "P1"),
        ("Prîncipal Data Engineer", "P6"),
        ("Développeur Sénior Java", "P4"),
        ("Geschaftsfuhrer", "E6"),
    ],
)
def test_accents_do_not_count(
    matcher: Matcher, title: str, form: Literal["NFC", "NFD"], level: str
) -> None:
    written = unicodedata.normalize(form, title)
    assert level_of(matcher, written).level == level


@pytest.mark.parametrize(
    ("title", "levels", "band"),
    [
        ("Accountant P4/P5", "P4 P4 P5", "confident"),
        ("Data Engineer P4 or P5", "P4 P4 P5", "confident"),
        ("Backend Engineer P3-P4", "P3 P3 P4", "confident"),
        ("Payroll Manager M1/M2", "M1 M1 M2", "confident"),
        ("Backend Engineer P3-P6", "P4 P3 P6", "needs review"),
        ("Buyer P2 to P6", "P4 P2 P6", "needs review"),
        ("Data Engineer P1 / P6", "P3 P1 P6", "needs review"),
        ("Recruiter P2 - P4", "P3 P2 P4", "needs review"),
        ("Recruiter M2", "P2 P1 M2", "needs review"),
    ],
)
def test_several_codes_are_a_range(matcher: Matcher, title: str, levels: str, band: str) -> None:
    found = level_of(matcher, title)
    assert (found.level, found.low, found.high) == tuple(levels.split())
    assert matcher.match(title).band == band


def test_codes_that_are_apart_are_named_in_the_doubt(matcher: Matcher) -> None:
    names = "Mid-Level Professional (P3) and Principal Professional (P6)"
    assert matcher.match("Backend Engineer P3-P6").doubts == (f"it names several levels: {names}",)


def test_codes_in_a_doubt_are_in_order(matcher: Matcher) -> None:
    names = "Entry-Level Professional (P1), Developing Professional (P2) and Mid-Level Professional"
    assert f"it names several levels: {names} (P3)" in matcher.match("Buyer P1, P3 or P2").doubts


def test_a_code_goes_by_rank_on_another_track(matcher: Matcher) -> None:
    best = matcher.match("Payroll Specialist P3").best
    assert best
    assert (best.level, best.instead_of) == ("S4", "P3")


@pytest.mark.parametrize(
    ("title", "level", "word"),
    [
        ("Junior Controller", "M3", "junior"),
        ("Graduate Controller", "M3", "graduate"),
        ("Associate Corporate Controller", "M3", "associate"),
        ("Deputy Controller", "M3", "deputy"),
        ("Junior Clinical Nurse Specialist", "P4", "junior"),
    ],
)
def test_who_is_below_work_of_a_level_is_in_doubt(
    matcher: Matcher, title: str, level: str, word: str
) -> None:
    match = matcher.match(title)
    assert level_of(matcher, title).level == level
    assert match.band == "needs review"
    assert any(doubt.startswith(f'how far "{word}" is below ') for doubt in match.doubts)


@pytest.mark.parametrize("word", ["Deputy", "Associate"])
def test_the_deputy_of_the_first_manager_may_manage_nobody(matcher: Matcher, word: str) -> None:
    match = matcher.match(f"{word} Charge Nurse")
    assert match.band == "needs review"
    assert level_of(matcher, match.given).level == "P3"


def test_a_senior_coordinator_is_one_above_the_alias(matcher: Matcher) -> None:
    assert level_of(matcher, "Senior Program Coordinator").level == "P3"


@pytest.mark.parametrize(
    "title",
    [
        *("Associate CHRO", "Deputy CHRO", "Vice CISO", "Deputy Chief Nursing Officer"),
        *("Associate Chief Financial Officer", "Vice Chief Revenue Officer", "Managing Partner HR"),
    ],
)
def test_who_stands_in_for_an_officer_is_in_doubt(matcher: Matcher, title: str) -> None:
    match = matcher.match(title)
    assert match.band != "confident"
    assert level_of(matcher, title).low in {"M5", "M6"}


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Mgr Program Sr", "PROGRA.PROGRAMMAAB0.P4"),
        ("Manager Product Sr", "PRODUC.PRODUCTMF2CC.P4"),
        ("Mgr Customer Success Sr", "CUSTOM.CUSTOMERC7CC.P4"),
        ("Mgr Product Marketing Sr", "MARKET.PRODUCTM1878.P4"),
        ("Mgr Account Corporate Sr", "SALES.ACCOUNTE31CC.P4"),
        ("Manager Project", "PROGRA.PROJECTM186D.P2"),
        ("Manager, Project, Senior", "PROGRA.PROJECTM186D.P4"),
        ("Senior Manager, Product", "PRODUC.PRODUCTMF2CC.M4"),
        ("Mgr Payroll Sr", "FINANC.PAYROLL0165.M2"),
    ],
)
def test_a_contributors_noun_can_stand_first(matcher: Matcher, title: str, code: str) -> None:
    best = matcher.match(title).best
    assert best
    assert best.code == code


@pytest.mark.parametrize(
    "title",
    [
        *("Distinguished Payroll Specialist", "Staff Payroll Specialist"),
        *("Staff Maintenance Technician", "Principal Warehouse Operative"),
    ],
)
def test_the_words_of_experts_are_above_all_support(matcher: Matcher, title: str) -> None:
    match = matcher.match(title)
    used = "is above all levels of such work; Lead Support Specialist (S4) was used"
    assert [doubt for doubt in match.doubts if doubt.endswith(used)]
    assert match.band == "needs review"


def test_a_trainee_of_a_focus_without_the_lowest_level_is_in_doubt(matcher: Matcher) -> None:
    (doubt,) = matcher.match("HR Intern").doubts
    assert doubt == '"intern" is below the lowest level of the focus'
    payroll = matcher.match("Payroll Intern")
    assert payroll.band == "confident"
    assert level_of(matcher, "Payroll Intern").level == "S1"


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Lead Development Representative", "P2"),
        ("Product Line Manager", "P2"),
        ("Demand Generation Manager", "P2"),
        ("Manager Demand Generation Senior", "P4"),
        ("Business Intelligence Manager", "M2"),
    ],
)
def test_an_alias_names_a_level_only_if_its_focus_has_it(
    matcher: Matcher, title: str, level: str
) -> None:
    match = matcher.match(title)
    assert (match.band, level_of(matcher, title).level) == ("confident", level)


@pytest.mark.parametrize(
    ("title", "levels"),
    [
        ("Chief of Police", "M4 M1 E6"),
        ("Director General", "E6 M5 E6"),
        ("Principal Engineering Manager", "M3 M2 M4"),
        ("Distinguished Engineering Manager", "M3 M2 M4"),
        ("Group Product Manager", "P5 P5 M3"),
    ],
)
def test_a_phrase_of_several_levels_is_unsure(matcher: Matcher, title: str, levels: str) -> None:
    found = level_of(matcher, title)
    assert (found.level, found.low, found.high) == tuple(levels.split())
    assert matcher.match(title).band != "confident"
