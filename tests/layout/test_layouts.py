"""The content and order of pages, comparisons, rubrics and listings as documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from levelctl import diff, list_profiles, open_canon, rubric, show
from levelctl.answers.list import Filters
from levelctl.answers.show import PROFILE_SECTIONS, FamilyPage, ProfilePage
from levelctl.canon.canon import Canon
from levelctl.canon.model import Source, Sources
from levelctl.layout.diff import document as comparison
from levelctl.layout.list import document as listing
from levelctl.layout.rubric import document as rubric_document
from levelctl.layout.show.page import document as page
from levelctl.output import markdown
from levelctl.record import replace
from levelctl.text.document import (
    NOT_KNOWN,
    Block,
    Branch,
    Bullets,
    Commands,
    Document,
    Facts,
    Heading,
    Paragraph,
    Run,
    Table,
    Text,
    Tree,
    bare,
    text,
)
from small import CLINIC, WARD, write_canon


def _words(content: Text) -> str:
    return "".join(run.text for run in content)


def _sections(document: Document) -> dict[str, list[Block]]:
    """Return the blocks of each section by its heading; the title's own by none."""
    sections: dict[str, list[Block]] = {"": []}
    for block in document:
        if isinstance(block, Heading) and block.depth == 2:
            sections[_words(block.text)] = []
        else:
            sections[[*sections][-1]].append(block)
    return sections


def _page(canon: Canon, reference: str, **options: Any) -> dict[str, list[Block]]:
    return _sections(page(show(canon, reference, **options)))


def _cells(block: Block) -> list[list[str]]:
    """Return the words of each row of a table, the lines of a cell joined."""
    assert isinstance(block, Table)
    return [[" | ".join(map(_words, cell)) for cell in row.cells] for row in block.rows]


def _headings(block: Block) -> list[str]:
    assert isinstance(block, Table)
    return [_words(column.heading) for column in block.columns]


# Pages.

PROFILES = (
    "ward nurse P1",
    "ward nurse P2",
    "ward nurse P3",
    "clinic nurse P2",
    "clinic nurse M1",
    "storekeeper P2",
)
HEADINGS = {
    "definition": "Definition",
    "placement": "Placement",
    "pay": "Market pay (median)",
    "responsibilities": "Responsibilities by level",
    "guideline": "Level guidelines",
    "skills": "Skills",
    "licenses": "Licenses",
    "tools": "Tools",
    "provenance": "Provenance",
    "level": "Level P2 — Worker",
    "adjacent": "Adjacent roles (structural@1)",
    "aliases": "Title aliases",
    "classification": "Classification",
    "next": "Compare",
}


def test_a_profile_has_its_sections_in_order(small_canon: Canon) -> None:
    assert tuple(HEADINGS) == PROFILE_SECTIONS
    shown = [heading for name, heading in HEADINGS.items() if name != "licenses"]
    assert list(_page(small_canon, "ward nurse P2")) == ["", *shown]


@pytest.mark.parametrize("reference", PROFILES)
def test_a_page_is_its_sections_one_after_the_other(reference: str, small_canon: Canon) -> None:
    whole = page(show(small_canon, reference))
    head = whole[:3]

    parts = [page(show(small_canon, reference, sections=[name])) for name in PROFILE_SECTIONS]

    assert [part[:3] for part in parts] == [head] * len(parts)
    assert (*head, *(block for part in parts for block in part[3:])) == whole


@pytest.mark.parametrize("name", [name for name in PROFILE_SECTIONS if name != "licenses"])
def test_a_single_section(name: str, small_canon: Canon) -> None:
    assert list(_page(small_canon, "ward nurse P2", sections=[name])) == ["", HEADINGS[name]]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        pytest.param(
            "ward nurse",
            [
                *("Definition", "Placement", "Levels", "Skills", "Tools", "Title aliases"),
                *("Classification", "Next"),
            ],
            id="focus",
        ),
        pytest.param("NURSIN", ["Definition", "Placement", "Foci", "Next"], id="function"),
        pytest.param("care", ["Definition", "Functions", "Next"], id="family"),
        pytest.param("P2", ["Level P2 — Worker", "On the ladder", "Profiles", "Next"], id="level"),
    ],
)
def test_sections_of_other_pages(reference: str, expected: list[str], small_canon: Canon) -> None:
    assert list(_page(small_canon, reference)) == ["", *expected]


def _no(what: str) -> list[Block]:
    return [Paragraph(text(f"The canon has no {what}.", "muted"))]


@pytest.mark.parametrize(
    ("reference", "heading", "expected"),
    [
        pytest.param("clinic nurse P2", "Market pay (median)", [Paragraph(NOT_KNOWN)], id="pay"),
        pytest.param("clinic nurse P2", "Skills", _no("skills for this focus"), id="skills"),
        pytest.param("clinic nurse P2", "Tools", _no("tools for this focus"), id="tools"),
        pytest.param(
            "clinic nurse P2", "Title aliases", _no("other titles for this focus"), id="aliases"
        ),
        pytest.param(
            "clinic nurse P2",
            "Classification",
            _no("occupation codes for this focus"),
            id="classification",
        ),
        pytest.param(
            "clinic nurse P2",
            "Provenance",
            [Facts((("Review", NOT_KNOWN), ("Sources", NOT_KNOWN)))],
            id="provenance",
        ),
        pytest.param("M2", "Profiles", _no("profiles at M2"), id="profiles"),
    ],
)
def test_missing_data_is_shown_as_missing(
    reference: str, heading: str, expected: list[Block], small_canon: Canon
) -> None:
    assert _page(small_canon, reference)[heading] == expected


def test_missing_data_of_a_constructed_page_is_shown_as_missing(small_canon: Canon) -> None:
    profile = show(small_canon, "ward nurse P2")
    assert isinstance(profile, ProfilePage)
    alone = _sections(page(replace(profile, adjacent=(), next=())))
    family = _sections(page(FamilyPage("care", "Care", "Cares.", (), ())))

    assert alone["Adjacent roles"] == _no("other profiles")
    assert "Compare" not in alone
    assert family["Functions"] == _no("functions")
    assert "Next" not in family


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        pytest.param(
            "ward nurse P2",
            "P2 Worker · confidence high 0.80 · approved · global · v1",
            id="all known",
        ),
        pytest.param(
            "ward nurse P3",
            "P3 Expert · confidence medium 0.60 · in review · global · v2",
            id="in review",
        ),
        pytest.param(
            "clinic nurse P2",
            "P2 Worker · confidence not known · draft · global · v1",
            id="confidence not known",
        ),
    ],
)
def test_a_profile_in_a_line(reference: str, expected: str, small_canon: Canon) -> None:
    title, code, line = page(show(small_canon, reference, sections=["definition"]))[:3]

    assert isinstance(title, Heading)
    assert isinstance(line, Paragraph)
    assert title.depth == 1
    assert code == Paragraph(text(show(small_canon, reference).code, "code"))
    assert _words(line.text) == expected


def test_the_status_is_good_when_approved(small_canon: Canon) -> None:
    styles: dict[str, str] = {}
    for reference in PROFILES[:3]:
        line = page(show(small_canon, reference))[2]
        assert isinstance(line, Paragraph)
        styles |= {run.text: run.style for run in line.text}

    assert [styles[status] for status in ("approved", "in review", "draft")] == [
        "good",
        "bad",
        "bad",
    ]


def test_pay_has_its_range_and_basis(small_canon: Canon) -> None:
    assert _page(small_canon, "ward nurse P2")["Market pay (median)"] == [
        Paragraph(
            (
                Run("EUR 40,000", "strong"),
                Run(" a year (30,000–50,000, spread 66.7 %)"),
                Run(", from a survey", "muted"),
            )
        )
    ]


MARKED = Heading(text("P2 ◀ this profile", "mark"), depth=3)


def test_the_shown_level_is_marked_among_responsibilities(small_canon: Canon) -> None:
    assert _page(small_canon, "ward nurse P2")["Responsibilities by level"] == [
        Heading(text("P1", "strong"), depth=3),
        Bullets((text("Takes the temperature of patients."),)),
        MARKED,
        Bullets(
            (
                text("Plans the shifts of the ward for a week."),
                text("Takes the temperature of patients."),
            )
        ),
        Heading(text("P3", "strong"), depth=3),
        Bullets(
            (
                text("Plans the shifts of the ward for a month."),
                text("Trains new nurses until they work alone."),
            )
        ),
    ]


def test_responsibilities_that_are_not_known(small_canon: Canon) -> None:
    assert _page(small_canon, "clinic nurse P2", all_levels=False)["Responsibilities by level"] == [
        MARKED,
        Paragraph(NOT_KNOWN),
    ]


def test_the_shown_level_is_marked_among_guidelines(small_canon: Canon) -> None:
    (table,) = _page(small_canon, "ward nurse P2")["Level guidelines"]
    assert isinstance(table, Table)

    assert [row.shown for row in table.rows] == [False, True, False]
    assert [row.cells[0] for row in table.rows] == [
        (text("P1", "strong"),),
        (text("P2 ◀", "mark"),),
        (text("P3", "strong"),),
    ]
    assert table.rows[0].cells[1:] == ((NOT_KNOWN,),) * 4
    assert [_headings(table), _cells(table)[1]] == [
        [
            "Level",
            "Knowledge and application",
            "Complexity and problem solving",
            "Collaboration and interaction",
            "Typical degree and years",
        ],
        ["P2 ◀", "Knows the ward.", "Solves known problems.", "Works with doctors.", "2 years"],
    ]


def test_a_review_below_the_minimum_does_not_pass(small_canon: Canon) -> None:
    facts, sources = _page(small_canon, "ward nurse P2")["Provenance"]
    assert isinstance(facts, Facts)

    assert [(label, _words(value)) for label, value in facts.pairs] == [
        ("Level differentiation", "4.0"),
        ("Focus specificity", "4.0"),
        ("Concreteness", "3.5"),
        ("Factual accuracy", "5.0"),
        ("Real-world coverage", "4.5"),
        ("Review", "does not pass: the lowest score is 3.5; the minimum is 4.0"),
        ("Sources", "1"),
    ]
    assert dict(facts.pairs)["Review"][0] == Run("does not pass", "bad")
    assert isinstance(sources, Bullets)
    assert [_words(item) for item in sources.items] == [
        "Ward handbook, https://example.org/ward, read 2026-05-01"
    ]


def test_a_review_at_the_minimum_passes(tmp_path: Path) -> None:
    lowest = WARD.replace("concreteness: 3.5", "concreteness: 4")
    canon = open_canon(write_canon(tmp_path, {"functions/nursing/ward-nurse.yaml": lowest}))
    facts, _ = _page(canon, "ward nurse P2")["Provenance"]
    assert isinstance(facts, Facts)
    found = dict(facts.pairs)

    assert _words(found["Review"]) == "passes: the lowest score is 4.0; the minimum is 4.0"
    assert found["Review"][0] == Run("passes", "good")
    assert "Panel" not in found


def test_scores_for_another_wording_say_nothing_of_this_one(reference: Canon) -> None:
    (facts,) = _page(reference, "tech pm P2")["Provenance"]
    assert isinstance(facts, Facts)
    found = dict(facts.pairs)

    assert _words(found["Concreteness"]) == "4.5"
    assert _words(found["Review"]) == (
        "as reported by its panel, for another wording: says nothing of this one"
    )
    assert _words(found["Panel"]).startswith("that of the page it was written from")
    assert found["Sources"] == text("17")


def test_a_review_shows_its_date_if_known(tmp_path: Path) -> None:
    dated = WARD.replace("    review:\n", "    review:\n      reviewed: 2026-05-02\n")
    canon = open_canon(write_canon(tmp_path, {"functions/nursing/ward-nurse.yaml": dated}))

    facts, _ = _page(canon, "ward nurse P2")["Provenance"]

    assert isinstance(facts, Facts)
    assert facts.pairs[6] == ("Reviewed", text("2026-05-02"))


def test_a_source_shows_its_known_fields(small_canon: Canon) -> None:
    profile = show(small_canon, "ward nurse P2")
    assert isinstance(profile, ProfilePage)
    sources = Sources(2, (Source("A"), Source("B", None, "2026-05-01")))
    changed = replace(profile, provenance=replace(profile.provenance, sources=sources))

    _, listed = _sections(page(changed))["Provenance"]

    assert isinstance(listed, Bullets)
    assert [_words(item) for item in listed.items] == ["A", "B, read 2026-05-01"]


@pytest.mark.parametrize(
    ("reference", "heading", "expected"),
    [
        pytest.param(
            "ward nurse P2",
            "Placement",
            [
                ("Level", "P2 Worker · 1–3 years"),
                ("Family", "Care care"),
                ("Function", "NURSIN Nursing"),
                ("Focus", "WARDNURS1234 Ward Nurse"),
            ],
            id="profile",
        ),
        pytest.param(
            "ward nurse",
            "Placement",
            [("Family", "Care care"), ("Function", "NURSIN Nursing")],
            id="focus",
        ),
        pytest.param("NURSIN", "Placement", [("Family", "Care care")], id="function"),
        pytest.param(
            "P1",
            "On the ladder",
            [("Track", "P Professional"), ("Level above", "P2 Worker"), ("Level below", "none")],
            id="lowest level",
        ),
        pytest.param(
            "M2",
            "On the ladder",
            [
                ("Track", "M Management"),
                ("Level above", "none"),
                ("Level below", "M1 Team Lead"),
            ],
            id="highest level",
        ),
    ],
)
def test_where_a_thing_stands(
    reference: str, heading: str, expected: list[tuple[str, str]], small_canon: Canon
) -> None:
    (facts,) = _page(small_canon, reference)[heading]
    assert isinstance(facts, Facts)

    assert [(label, _words(value)) for label, value in facts.pairs] == expected


@pytest.mark.parametrize(
    ("reference", "heading", "expected"),
    [
        pytest.param(
            "ward nurse",
            "Levels",
            [
                ["NURSIN.WARDNURS1234.P1", "Beginner", "0–2", "draft", "not known"],
                ["NURSIN.WARDNURS1234.P2", "Worker", "1–3", "approved", "EUR 40,000"],
                ["NURSIN.WARDNURS1234.P3", "Expert", "3–5", "in review", "not known"],
            ],
            id="levels of a focus",
        ),
        pytest.param(
            "NURSIN",
            "Foci",
            [
                ["NURSIN.CLINICNU5678", "Clinic Nurse", "P2 M1"],
                ["NURSIN.WARDNURS1234", "Ward Nurse", "P1 P2 P3"],
            ],
            id="foci of a function",
        ),
        pytest.param(
            "care", "Functions", [["NURSIN", "Nursing", "P1 P2 P3 M1"]], id="functions of a family"
        ),
        pytest.param(
            "P3", "Profiles", [["NURSIN.WARDNURS1234.P3", "Ward Nurse"]], id="profiles of a level"
        ),
    ],
)
def test_tables(
    reference: str, heading: str, expected: list[list[str]], small_canon: Canon
) -> None:
    (table,) = _page(small_canon, reference)[heading]

    assert _cells(table) == expected


def test_an_adjacent_role_has_its_distance_and_band(small_canon: Canon) -> None:
    (table,) = _page(small_canon, "ward nurse P2")["Adjacent roles (structural@1)"]
    rows = [dict(zip(_headings(table), row, strict=True)) for row in _cells(table)]

    assert [(row["Code"], row["Distance"], row["Band"]) for row in rows] == [
        ("NURSIN.WARDNURS1234.P1", "0.12", "confident"),
        ("NURSIN.WARDNURS1234.P3", "0.12", "confident"),
        ("NURSIN.CLINICNU5678.P2", "0.18", "confident"),
        ("NURSIN.CLINICNU5678.M1", "0.44", "needs review"),
        ("STORAG.STOREKEEABCD.P2", "0.65", "no confident match"),
    ]


def test_an_alias_of_one_level_names_it(small_canon: Canon) -> None:
    (bullets,) = _page(small_canon, "ward nurse")["Title aliases"]
    assert isinstance(bullets, Bullets)

    assert [_words(item) for item in bullets.items] == ["Staff Nurse", "Charge Nurse (P3)"]


def test_the_next_section_has_commands(small_canon: Canon) -> None:
    assert _page(small_canon, "ward nurse P2")["Compare"] == [
        Commands(
            (
                "levelctl diff NURSIN.WARDNURS1234.P2 P3",
                "levelctl diff NURSIN.WARDNURS1234.P2 P1",
            )
        )
    ]


# Comparisons.


def _diff(canon: Canon, *sides: str, **options: Any) -> dict[str, list[Block]]:
    return _sections(comparison(diff(canon, *sides, **options)))


def _pays(canon: Canon, *sides: str, changed: bool = False) -> dict[str, list[str]]:
    """Return the words about the pay of each side, by label."""
    (table,) = _diff(canon, *sides, only=["pay"], changed=changed)["Pay (median and range)"]
    return {row[0]: row[1:] for row in _cells(table)}


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        pytest.param(("P2", "P4"), ["", ", +40,000 (+51.3 %)"], id="more"),
        pytest.param(("P4", "P2"), ["", ", -40,000 (-33.9 %)"], id="less"),
        pytest.param(("P2", "P2"), ["", ", +0 (+0.0 %)"], id="the same"),
        pytest.param(
            ("P2", "P3", "P5"), ["", ", +11,000 (+14.1 %)", ", +72,000 (+92.3 %)"], id="three"
        ),
    ],
)
def test_a_difference_of_pay(sides: tuple[str, ...], expected: list[str], reference: Canon) -> None:
    pays = _pays(reference, *(f"tech pm {side}" for side in sides))

    assert [each.partition(" a year")[2] for each in pays["Median"]] == expected


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        pytest.param(
            ("ward nurse P2", "storekeeper P2"),
            {
                "Median": ["EUR 40,000 a year", "USD 3,500 a month, not comparable"],
                "Range": ["30,000–50,000", "3,000–4,000 (not a salary range)"],
                "Spread": ["66.7 %", "–"],
                "Basis": ["from a survey", "modelled"],
            },
            id="another currency",
        ),
        pytest.param(
            ("ward nurse P1", "ward nurse P2"),
            {
                "Median": ["not known", "EUR 40,000 a year"],
                "Range": ["not known", "30,000–50,000"],
                "Spread": ["not known", "66.7 %"],
                "Basis": ["not known", "from a survey"],
            },
            id="first not known",
        ),
        pytest.param(
            ("clinic nurse P2", "clinic nurse M1"),
            {"Median": ["not known", "not known"]},
            id="none known",
        ),
    ],
)
def test_pay_without_a_difference(
    sides: tuple[str, ...], expected: dict[str, list[str]], small_canon: Canon
) -> None:
    assert _pays(small_canon, *sides) == expected


def test_another_basis_is_seen_and_marked(tmp_path: Path) -> None:
    known = "currency: EUR, period: year, low: 30000, median: 40000, high: 50000"
    told = "basis: survey, source: A survey of 2024, method: median of nine clinics"
    other = "basis: observed, source: A survey of 2025, method: median of nine clinics"
    clinic = CLINIC
    for level, basis in (("P2", told), ("M1", other)):
        clinic = clinic.replace(
            f"{level}: {{status: draft,", f"{level}: {{pay: {{{known}, {basis}}}, status: draft,"
        )
    canon = open_canon(
        write_canon(tmp_path, {"functions/nursing/clinic-nurse.yaml": clinic}), cache=False
    )

    sides = ("clinic nurse P2", "clinic nurse M1")
    assert _pays(canon, *sides, changed=True) == {
        "Basis": ["from a survey", "observed"],
        "Source": ["A survey of 2024", "A survey of 2025"],
    }
    (table,) = _diff(canon, *sides, only=["pay"])["Pay (median and range)"]
    assert isinstance(table, Table)
    rows = [[cell[0] for cell in row.cells] for row in table.rows]
    assert [bare(row[0]) for row in rows] == [
        "Median", "Range", "Spread", "Basis", "Source", "Method",
    ]  # fmt: skip
    assert rows[3][1:] == [text("from a survey"), text("observed", "changed")]
    assert rows[4][2] == (Run("A survey of "), Run("2025", "changed"))
    assert rows[5][2] == text("median of nine clinics")


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        pytest.param(("P2", "P3"), "1 escalated, 1 new, 1 dropped", id="up"),
        pytest.param(("P3", "P2"), "1 reduced, 1 new, 1 dropped", id="down"),
        pytest.param(("P2", "P2"), "2 kept", id="the same"),
        pytest.param(
            ("P1", "P2", "P3"), "1 kept, 1 new; 1 escalated, 1 new, 1 dropped", id="three sides"
        ),
    ],
)
def test_the_heading_of_duties_tallies(
    sides: tuple[str, ...], expected: str, small_canon: Canon
) -> None:
    found = _diff(small_canon, *sides, focus="ward nurse", only=["responsibilities"])

    assert list(found) == ["", f"Responsibilities ({expected})"]


def test_a_duty_that_a_side_lacks_is_a_dash(small_canon: Canon) -> None:
    found = _diff(small_canon, "P1", "P2", "P3", focus="ward nurse", only=["responsibilities"])
    (table,) = [*found.values()][-1]

    assert _headings(table) == ["", "P1", "P2", "P3"]
    assert _cells(table) == [
        [
            "kept, dropped",
            "Takes the temperature of patients.",
            "Takes the temperature of patients.",
            "–",
        ],
        [
            "new, escalated",
            "–",
            "Plans the shifts of the ward for a week.",
            "Plans the shifts of the ward for a month.",
        ],
        ["absent, new", "–", "–", "Trains new nurses until they work alone."],
    ]


def test_items_across_foci(small_canon: Canon) -> None:
    found = _diff(small_canon, "ward nurse P2", "storekeeper P2", only=["skills", "tools"])
    (skills,), (tools,) = found["Skills"], found["Tools"]

    assert _headings(tools) == ["", "NURSIN.WARDNURS1234.P2", "STORAG.STOREKEEABCD.P2"]
    assert _cells(skills) == [["", "Triage", "not known"]]
    assert _cells(tools) == [
        ["dropped", "Infusion pump", "–"],
        ["dropped", "Ward planner", "–"],
        ["new", "–", "Fork lift"],
    ]


def test_an_item_that_all_others_lack_is_dropped_once(small_canon: Canon) -> None:
    sides = ("ward nurse P2", "storekeeper P2", "storekeeper P2")
    (table,) = _diff(small_canon, *sides, only=["tools"])["Tools"]

    assert _cells(table)[0] == ["dropped", "Infusion pump", "–", "–"]


def test_changed_words_are_marked(small_canon: Canon) -> None:
    (table,) = _diff(small_canon, "P1", "P2")["Level"]
    assert isinstance(table, Table)
    rows = {_words(row.cells[0][0]): row.cells[1:] for row in table.rows}

    assert rows["Scope"] == (
        (text("Scope of P1"),),
        ((Run("Scope of "), Run("P2", "changed")),),
    )
    assert rows["Name"] == ((text("Beginner"),), (text("Worker"),))


def test_a_guideline_that_is_not_known(small_canon: Canon) -> None:
    (table,) = _diff(small_canon, "ward nurse P1", "P2", only=["guideline"])["Guidelines"]

    assert _cells(table)[0] == ["Knowledge and application", "not known", "Knows the ward."]


def test_a_comparison_has_its_sections_in_order(small_canon: Canon) -> None:
    found = _diff(small_canon, "ward nurse P2", "storekeeper P2")

    assert list(found) == [
        "",
        "Placement",
        "Distance from the first",
        "Level",
        "Pay (median and range)",
        "Guidelines",
        "Responsibilities (not known)",
        "Skills",
        "Tools",
    ]


def test_the_distance_of_a_comparison_is_a_row(small_canon: Canon) -> None:
    found = _diff(small_canon, "ward nurse P2", "P3", "storekeeper P2", only=["distance"])
    (table,) = found["Distance from the first"]

    assert _cells(table) == [["structural@1", "–", "0.12, confident", "0.65, no confident match"]]


def test_the_title_of_a_comparison_names_its_sides(small_canon: Canon) -> None:
    title, *_ = comparison(diff(small_canon, "P1", "P2", "M1"))

    assert isinstance(title, Heading)
    assert (title.depth, _words(title.text)) == (1, "P1 Beginner → P2 Worker → M1 Team Lead")


def test_a_section_without_differences_says_so(small_canon: Canon) -> None:
    found = _diff(small_canon, "P1", "P1", changed=True)

    assert found["Level"] == [Paragraph(text("No differences.", "muted"))]


def test_a_section_that_no_side_has_is_not_without_differences(small_canon: Canon) -> None:
    found = _diff(small_canon, "clinic nurse P2", "M1", only=["responsibilities"])

    assert [Paragraph(text("No differences.", "muted"))] not in found.values()


def test_a_status_is_worded_as_on_a_page(small_canon: Canon) -> None:
    (table,) = _diff(small_canon, "ward nurse P2", "P3", only=["placement"])["Placement"]

    assert _cells(table)[-1] == ["Status", "approved", "in review"]


# Rubrics and listings.


def test_a_rubric(small_canon: Canon) -> None:
    document = rubric_document(rubric(small_canon, "ward nurse", levels="P1,P2"))
    (guidelines,), (duties,) = [*_sections(document).values()][1:]

    assert document[:2] == (
        Heading(text("Ward Nurse", "strong"), depth=1),
        Paragraph(text("NURSIN.WARDNURS1234", "code")),
    )
    assert list(_sections(document)) == ["", "Level guidelines", "Responsibilities"]
    assert [row[:2] for row in _cells(guidelines)] == [
        ["P1 Beginner", "not known"],
        ["P2 Worker", "Knows the ward."],
    ]
    assert _cells(duties) == [
        ["P1 Beginner", "Takes the temperature of patients."],
        [
            "P2 Worker",
            "Plans the shifts of the ward for a week. | Takes the temperature of patients.",
        ],
    ]


def test_the_ladders_rubric_has_no_code(small_canon: Canon) -> None:
    title, heading, _ = rubric_document(rubric(small_canon))

    assert title == Heading(text("small canon", "strong"), depth=1)
    assert heading == Heading(text("The ladder's attributes", "strong"))


@pytest.mark.parametrize("focus", [None, "ward nurse", "clinic nurse"])
def test_a_transposed_rubric_is_the_same_turned(focus: str | None, small_canon: Canon) -> None:
    *_, table = rubric_document(rubric(small_canon, focus))
    *_, turned = rubric_document(rubric(small_canon, focus, transposed=True))

    upright = [["", *_headings(table)[1:]], *_cells(table)]

    assert [_headings(turned), *_cells(turned)] == [
        list(each) for each in zip(*upright, strict=True)
    ]


def test_a_listing_is_a_tree(small_canon: Canon) -> None:
    title, tree = listing(list_profiles(small_canon))
    assert isinstance(tree, Tree)

    assert title == Heading((Run("small canon", "strong"), Run(" test", "muted")), depth=1)
    assert list(_lines(tree.branches)) == [
        "Care care",
        " NURSIN Nursing",
        "  NURSIN.CLINICNU5678 Clinic Nurse  P2 M1",
        "  NURSIN.WARDNURS1234 Ward Nurse  P1 P2 P3",
        "Goods goods",
        " STORAG Storage",
        "  STORAG.STOREKEEABCD Storekeeper  P2",
    ]


def _lines(branches: tuple[Branch, ...], depth: int = 0) -> Iterator[str]:
    for branch in branches:
        yield " " * depth + _words(branch.text)
        yield from _lines(branch.branches, depth + 1)


def test_a_listing_of_nothing_says_so(small_canon: Canon) -> None:
    filters = Filters(levels=("P1",), families=("goods",))

    assert listing(list_profiles(small_canon, filters))[1:] == (
        Paragraph(text("Nothing in the canon matches.", "muted")),
    )


# Emphasis: Markdown takes asterisks for it only where they touch the right characters.


def _asterisks(document: Document) -> list[str]:
    """Return each text of *document* in which a reader of Markdown would see asterisks."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown.export(document))
    texts = [child.content for token in tokens for child in token.children or []]
    assert texts
    return [each for each in texts if "*" in each and "O*NET" not in each]


@pytest.mark.parametrize("level", ["P2", "P3", "P4", "P5", "P6"])
def test_a_page_in_markdown_shows_no_asterisks(level: str, reference: Canon) -> None:
    assert _asterisks(page(show(reference, f"tech pm {level}"))) == []


def test_a_comparison_in_markdown_shows_no_asterisks(reference: Canon) -> None:
    assert _asterisks(comparison(diff(reference, "P2", "P4", "P5", focus="tech pm"))) == []
