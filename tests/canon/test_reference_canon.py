"""What the reference canon promises: its size, the parts of every focus, levels that differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from differentiation import marks, steps_off, tracks
from levelctl.canon import package_data
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Profile
from levelctl.diagnostics import Severity
from levelctl.lint.check import check

FIRST = "TECHNICAF44E"
"""The focus that keeps its reference's review, confidence and pay."""

NOTED = {"guideline-years", "line-management"}
"""The findings in that focus, which no other has."""

OF_MANY = {"level-phrase", "pay-age", "source-has-no-levels", "source-undated"}
"""The findings about many foci: what they rest on, the age of their pay, formulas of a level."""


def others(canon: Canon) -> list[Focus]:
    return [focus for focus in canon.foci if focus.code != FIRST]


def test_it_holds_forty_foci_in_twelve_families(reference: Canon) -> None:
    families = {function.family for function in reference.functions if function.foci}
    assert len(reference.foci) >= 40
    assert len(families) >= 12
    assert families == {family.slug for family in reference.families}


def test_every_function_has_a_focus(reference: Canon) -> None:
    assert [function.name for function in reference.functions if not function.foci] == []


@pytest.mark.parametrize(("track", "least"), [("S", 8), ("P", 30), ("M", 12), ("E", 3)])
def test_every_track_appears(reference: Canon, track: str, least: int) -> None:
    assert sum(track in tracks(focus) for focus in reference.foci) >= least


def test_most_professional_ladders_go_from_p1_to_p6(reference: Canon) -> None:
    levels = [{profile.code.level for profile in focus.profiles} for focus in reference.foci]
    ladders = [each for each in levels if "P1" in each or "P2" in each]
    whole = [each for each in ladders if {f"P{number}" for number in range(1, 7)} <= each]
    assert len(whole) > len(ladders) / 2
    assert any("P8" in each for each in ladders)


def test_every_focus_has_its_parts(reference: Canon) -> None:
    for focus in others(reference):
        assert len(focus.aliases) >= 8, focus.name
        assert any(alias.level for alias in focus.aliases), focus.name
        assert 8 <= len(focus.skills) <= 15, focus.name
        assert focus.tools, focus.name
        soc = [each for each in focus.classification if each.scheme == "O*NET-SOC"]
        assert soc, focus.name


def test_every_level_has_its_parts(reference: Canon) -> None:
    for profile in profiles(reference):
        assert 4 <= len(profile.responsibilities) <= 6, profile.code
        assert profile.guideline, profile.code
        assert profile.sources, profile.code
        assert profile.sources.listed, profile.code
        assert all(each.url for each in profile.sources.listed), profile.code


def test_unreviewed_profiles_say_so(reference: Canon) -> None:
    found = {(each.status, each.confidence, each.review) for each in profiles(reference)}
    assert found == {("draft", None, None)}


def profiles(canon: Canon) -> Iterator[Profile]:
    return (profile for focus in others(canon) for profile in focus.profiles)


def test_check_reports_only_the_notes_of_the_first_focus_and_some_of_many() -> None:
    report = check(canon=package_data.CANON)
    assert {each.rule for each in report.diagnostics} == NOTED | OF_MANY
    assert {each.severity for each in report.diagnostics} == {Severity.NOTE}
    assert len(report.diagnostics) < 25
    first = [each for each in report.diagnostics if each.rule in NOTED]
    assert all("technical-product-manager" in each.path for each in first)


def test_the_phrases_of_the_review_are_found() -> None:
    """Section 6 of the review of this canon names them; a reader found them without this rule."""
    found = check(canon=package_data.CANON, select=["level-phrase"]).diagnostics
    marked = {tuple(each.message.split(":")[0].rsplit(" marks ", 1)) for each in found}
    assert marked >= {
        ("'two to three years'", "P5"),
        ("'undertakings'", "P6"),
        ("'through their managers'", "M3"),
        ("'successor'", "M4"),
    }


def test_the_level_of_a_duty_is_found_from_other_foci(
    reference: Canon, record_property: Callable[[str, object], None]
) -> None:
    """
    Each duty is given to a classifier that knows the levels from all other foci alone.

    It has to choose among the levels of the duty's track that its focus has. Where levels only
    swapped adverbs, or meant something else in each trade, it could but guess.
    """
    off = Counter(steps_off(reference))
    total = sum(off.values())
    exact, beside = off[0] / total, (off[0] + off[1]) / total
    record_property("exact", round(exact, 3))
    record_property("beside", round(beside, 3))
    assert total > 1_000
    assert exact > 0.45
    assert beside > 0.75


@pytest.mark.long
def test_levels_differ_without_the_phrases_that_mark_them(reference: Canon) -> None:
    phrases = marks(reference)
    off = Counter(steps_off(reference, phrases))
    assert phrases.search("Sets the plan for two to three years.")
    assert off[0] / sum(off.values()) > 0.45
