"""The page of each kind of thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl import show
from levelctl.answers.show import (
    PROFILE_SECTIONS,
    Cells,
    Confidence,
    Duties,
    FamilyPage,
    FocusPage,
    FunctionPage,
    LevelPage,
    Member,
    Named,
    Placement,
    ProfileEvidence,
    ProfilePage,
    Provenance,
    Rung,
)
from levelctl.canon.canon import Canon
from levelctl.canon.model import Guideline, Pay, Responsibility, Review, Source, Sources, Years
from levelctl.canon.pay_range import Range, measured
from levelctl.errors import LevelctlError
from levelctl.record import replace
from small import CLINIC, LADDER
from themed import themed_canon


def _review(*scores: float) -> Review:
    """Return a review with the five scores of the reference canon."""
    keys = (
        "level_differentiation",
        "focus_specificity",
        "concreteness",
        "factual_accuracy",
        "real_world_coverage",
    )
    return Review(tuple(zip(keys, scores, strict=True)))


def _profile(canon: Canon, text: str, **options: object) -> ProfilePage:
    page = show(canon, text, **options)  # type: ignore[arg-type]
    assert isinstance(page, ProfilePage)
    return page


def _duties(level: str, *texts: str, shown: bool = False) -> Duties:
    return Duties(level, shown, texts, tuple(map(Responsibility, texts)))


def test_a_profile_has_every_section(small_canon: Canon) -> None:
    page = _profile(small_canon, "ward nurse P2")

    assert page.sections == PROFILE_SECTIONS
    assert (page.code, page.title, page.status) == (
        "NURSIN.WARDNURS1234.P2",
        "Ward Nurse",
        "approved",
    )
    assert page.confidence == Confidence(0.8, "high")
    assert page.placement == Placement(
        Named("P2", "Worker"),
        Years(1, 3),
        Named("care", "Care"),
        Named("NURSIN", "Nursing"),
        Named("WARDNURS1234", "Ward Nurse"),
    )
    assert page.pay == Range("EUR", "year", 30000, 40000, 50000, "survey", spread=66.7)
    assert page.responsibilities == (
        _duties("P1", "Takes the temperature of patients."),
        _duties(
            "P2",
            "Plans the shifts of the ward for a week.",
            "Takes the temperature of patients.",
            shown=True,
        ),
        _duties(
            "P3",
            "Plans the shifts of the ward for a month.",
            "Trains new nurses until they work alone.",
        ),
    )
    assert page.guideline[1] == Cells(
        "P2",
        True,
        Guideline(
            (
                ("knowledge", "Knows the ward."),
                ("complexity", "Solves known problems."),
                ("collaboration", "Works with doctors."),
                ("experience", "2 years"),
            )
        ),
    )
    assert page.guideline[0] == Cells("P1", False, None)
    assert page.provenance == Provenance(
        _review(4, 4, 3.5, 5, 4.5),
        4,
        False,
        Sources(1, (Source("Ward handbook", "https://example.org/ward", "2026-05-01"),)),
    )
    assert page.next == (
        "levelctl diff NURSIN.WARDNURS1234.P2 P3",
        "levelctl diff NURSIN.WARDNURS1234.P2 P1",
    )


def test_an_alias_of_another_level_is_not_this_profiles(small_canon: Canon) -> None:
    assert [alias.title for alias in _profile(small_canon, "ward nurse P2").aliases] == [
        "Staff Nurse"
    ]
    assert [alias.title for alias in _profile(small_canon, "ward nurse P3").aliases] == [
        "Staff Nurse",
        "Charge Nurse",
    ]


def test_only_this_level(small_canon: Canon) -> None:
    page = _profile(small_canon, "ward nurse P2", all_levels=False)
    assert [duties.level for duties in page.responsibilities] == ["P2"]
    assert [cells.level for cells in page.guideline] == ["P2"]


def test_what_the_canon_does_not_hold_is_none(small_canon: Canon) -> None:
    page = _profile(small_canon, "clinic nurse P2")
    assert (page.pay, page.confidence, page.skills) == (None, None, ())
    assert page.provenance == Provenance(None, 4, None, None)


@pytest.mark.parametrize(
    ("score", "band"), [("ward nurse P2", "high"), ("ward nurse P3", "medium")]
)
def test_the_band_of_a_confidence(small_canon: Canon, score: str, band: str) -> None:
    confidence = _profile(small_canon, score).confidence
    assert confidence
    assert confidence.band == band


def test_the_page_shows_the_content_of_the_reference_profile(reference: Canon) -> None:
    page = _profile(reference, "TECHNI2.TECHNICAF44E.P2")

    assert page.title == "Technical Product Manager"
    assert (page.status, page.version, page.region) == ("draft", 1, "global")
    assert page.confidence is None
    assert page.pay == Range("USD", "year", 61000, 78000, 100000, "inherited", spread=63.9)
    panel = "that of the page it was written from, which had a confidence of 0.80"
    assert page.provenance == Provenance(
        replace(_review(4.5, 5.0, 4.5, 4.0, 4.5), panel=panel, wording="other"),
        4,
        None,
        Sources(17),
        panel,
        "other",
        ProfileEvidence(5, 0),
    )
    assert [len(duties.items) for duties in page.responsibilities] == [5] * 5
    assert [cells.level for cells in page.guideline] == ["P2", "P3", "P4", "P5", "P6"]
    assert [skill.name for skill in page.skills] == [
        "Architecture and systems literacy",
        "Data and analytics (SQL)",
        "Experimentation",
        "API and system integration knowledge",
        "Cloud computing and infrastructure",
        "Data management and database basics",
        "Coding and development knowledge",
        "Estimation and spec review",
        "Security, scalability and infrastructure participation",
    ]
    assert page.tools == (
        "Microsoft SQL Server",
        "Mixpanel",
        "Amplitude",
        "Looker",
        "Tableau",
        "Google Analytics",
        "Optimizely",
        "Unbounce",
        "Jira",
        "Datadog",
        "CI/CD pipelines",
        "Proto.io",
        "InVision",
    )
    (soc,) = page.classification
    assert (soc.scheme, soc.code, soc.source) == ("O*NET-SOC", "11-3021", "jfm-factory.resolve")
    # The two fields of years disagree, and both are in the canon.
    assert page.level.years == Years(1, 3)
    held = page.guideline[0].guideline
    assert held
    assert "2 years" in str(held.cell("experience"))


@pytest.mark.parametrize(
    ("level", "pay"),
    [
        ("P2", (61000, 78000, 100000)),
        ("P3", (70000, 89000, 113000)),
        ("P4", (93000, 118000, 151000)),
        ("P5", (118000, 150000, 190000)),
        ("P6", None),
    ],
)
def test_the_reference_pay(reference: Canon, level: str, pay: tuple[int, int, int] | None) -> None:
    found = _profile(reference, f"tech pm {level}").pay
    assert found == measured(Pay("USD", "year", *pay, "inherited") if pay else None)


def test_the_ladder_is_the_known_one(reference: Canon) -> None:
    known = {
        "S1": (0.5, 0, 1), "S2": (1, 1, 3), "S3": (2, 3, 5), "S4": (3, 5, 8),
        "P1": (1, 0, 2), "P2": (2, 1, 3), "P3": (3, 3, 5), "P4": (4, 5, 8),
        "P5": (5, 8, 12), "P6": (6, 12, 18), "P7": (7, 15, 22), "P8": (8, 18, 30),
        "M1": (3.5, 3, 6), "M2": (4, 5, 8), "M3": (5, 8, 12), "M4": (5.5, 10, 15),
        "M5": (6, 12, 18), "M6": (7, 15, 25),
        "E1": (6, 12, 18), "E2": (6.5, 14, 20), "E3": (7, 15, 22), "E4": (7.5, 18, 25),
        "E5": (8, 20, 30), "E6": (9, 22, 40),
    }  # fmt: skip
    assert {
        level.code: (level.rank, level.years.low, level.years.high)
        for level in reference.ladder.levels
        if level.years
    } == known
    names = {level.code: level.name for level in reference.ladder.levels}
    assert (names["P2"], names["M1"]) == ("Developing Professional", "Manager (Team Lead)")
    assert (names["P8"], names["E6"]) == ("Fellow (Executive IC)", "C-Suite Executive")


def test_a_focus(small_canon: Canon) -> None:
    page = show(small_canon, "ward nurse")
    assert isinstance(page, FocusPage)
    assert page.code == "NURSIN.WARDNURS1234"
    assert page.placement == (Named("care", "Care"), Named("NURSIN", "Nursing"))
    assert page.levels[1] == Rung(
        "NURSIN.WARDNURS1234.P2",
        "P2",
        "Worker",
        Years(1, 3),
        "approved",
        Range("EUR", "year", 30000, 40000, 50000, "survey", spread=66.7),
    )
    assert page.next == (
        "levelctl show NURSIN.WARDNURS1234.P1",
        "levelctl rubric NURSIN.WARDNURS1234",
    )


def test_a_function(small_canon: Canon) -> None:
    assert show(small_canon, "NURSIN") == FunctionPage(
        "NURSIN",
        "Nursing",
        "Nursing of every kind.",
        (Named("care", "Care"),),
        (
            Member("NURSIN.CLINICNU5678", "Clinic Nurse", ("P2", "M1")),
            Member("NURSIN.WARDNURS1234", "Ward Nurse", ("P1", "P2", "P3")),
        ),
        ("levelctl show NURSIN.CLINICNU5678",),
    )


def test_a_family(small_canon: Canon) -> None:
    assert show(small_canon, "care") == FamilyPage(
        "care",
        "Care",
        "Looks after people.",
        (Member("NURSIN", "Nursing", ("P1", "P2", "P3", "M1")),),
        ("levelctl show NURSIN", "levelctl list --family care"),
    )


def test_a_level(small_canon: Canon) -> None:
    page = show(small_canon, "P3")
    assert isinstance(page, LevelPage)
    assert (page.below, page.above) == (Named("P2", "Worker"), None)
    assert page.track == Named("P", "Professional")
    assert page.profiles == (Named("NURSIN.WARDNURS1234.P3", "Ward Nurse"),)
    assert page.next == ("levelctl diff P3 P2", "levelctl list --level P3")


def test_sections_are_in_the_order_of_the_page(small_canon: Canon) -> None:
    page = show(small_canon, "ward nurse P2", sections=["tools", "pay"])
    assert page.sections == ("pay", "tools")


def test_an_unknown_section_names_the_known(small_canon: Canon) -> None:
    with pytest.raises(LevelctlError, match="care has no section 'pay'") as caught:
        show(small_canon, "care", sections=["pay"])
    assert caught.value.hint == "its sections are: definition, functions, next"


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("P1", ["P2"]),
        ("P2", ["P3", "M1", "P1"]),
        ("M1", ["M2", "P2"]),
        ("P3", ["P2"]),
    ],
)
def test_the_next_comparisons_follow_a_fork(
    level: str, expected: list[str], tmp_path: Path
) -> None:
    """M branches from P below its own lowest rank: P2 leads to P3 and to M1."""
    ladder = LADDER.replace("manages: true", "manages: true, branches_from: P")
    ladder = ladder.replace("rank: 3.5", "rank: 3")
    states = "".join(
        f"  {code}: {{status: draft, version: 1, region: global}}\n" for code in ("P1", "P3", "M2")
    )
    files = {"ladder.yaml": ladder, "functions/nursing/clinic-nurse.yaml": f"{CLINIC}{states}"}
    page = _profile(themed_canon(tmp_path, files), f"clinic nurse {level}")
    code = f"NURSIN.CLINICNU5678.{level}"
    assert page.next == tuple(f"levelctl diff {code} {other}" for other in expected)
