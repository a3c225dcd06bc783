"""Themes on pages, in rubrics and in comparisons: what a manager reads before a talk."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl import diff, rubric, show
from levelctl.canon.canon import Canon
from levelctl.layout.diff import document as comparison
from levelctl.layout.diff import rows as comparison_rows
from levelctl.layout.rubric import document as rubric_document
from levelctl.layout.rubric import rows as rubric_rows
from levelctl.layout.show.page import document as page
from levelctl.output import markdown, plain
from levelctl.output.terminal import render
from themed import CUMULATIVE, FOCUS, WARD, themed_canon


@pytest.fixture
def canon(tmp_path: Path) -> Canon:
    return themed_canon(tmp_path)


@pytest.fixture
def cumulative(tmp_path: Path) -> Canon:
    return themed_canon(tmp_path, CUMULATIVE)


def _below(text: str, heading: str) -> str:
    """Return *text* from *heading* on, without that line and the blank lines around."""
    return text.partition(f"{heading}\n")[2].strip("\n")


def _duties(canon: Canon, *, all_levels: bool = True) -> str:
    result = show(canon, "ward nurse P2", sections=["responsibilities"], all_levels=all_levels)
    return _below(plain.export(page(result)), "Responsibilities by level")


P1 = """\
P1
- Takes the temperature of patients.
Craft
- Dresses small wounds. (Awareness)
- Washes patients.
Communication
- Says what changed since yesterday. (generic)
"""

P2 = """\
Craft: Nurses well.
- Dresses small wounds. (Expert)
  Example: Dresses a burn.
  Example: Dresses a cut.
  See: Handbook, https://example.org
  See: https://example.org/2
Communication: Says what others need to know.
- Says in the daily round what changed since yesterday. (Working, generic)
  Example: Names the wound that needs a second look.
Safety
- Locks the medicine away."""

P3 = """
P3
Safety
- Counts the medicine every day."""


def test_a_page_has_the_responsibilities_under_their_themes(canon: Canon) -> None:
    assert _duties(canon) == f"{P1}\nP2 ◀ this profile\n{P2}\n{P3}"


def test_a_page_says_what_its_level_includes(cumulative: Canon) -> None:
    included = "Includes the responsibilities of P1"
    assert _duties(cumulative) == f"{P1}\nP2 ◀ this profile\n{included}.\n{P2}\n{P3}"
    only = f"P2 ◀ this profile\n{included}; --all-levels lists them.\n{P2}"
    assert _duties(cumulative, all_levels=False) == only


def test_another_levels_examples_are_elsewhere(tmp_path: Path) -> None:
    more = "{text: Washes patients., theme: craft, examples: [Washes hair.]}"
    ward = WARD.replace("{text: Washes patients., theme: craft}", more)
    shown = _duties(themed_canon(tmp_path, {FOCUS: ward}))
    assert "Washes hair." not in shown
    assert shown.endswith("\nThe page of each other level has its examples and links.")


def test_examples_and_links_are_below_their_item(canon: Canon) -> None:
    result = page(show(canon, "ward nurse P2", sections=["responsibilities"], all_levels=False))
    assert "\n**Craft**: Nurses well.\n\n- Dresses small wounds. (Expert)\n  - Example: " in (
        markdown.export(result)
    )
    lines = render(result, width=40, color=False).splitlines()
    start = lines.index(" • Dresses small wounds. (Expert)")
    assert lines[start + 1 : start + 4] == [
        "   Example: Dresses a burn.",
        "   Example: Dresses a cut.",
        "   See: Handbook, https://example.org",
    ]


def test_the_page_of_a_focus_has_its_themes(canon: Canon) -> None:
    result = page(show(canon, "ward nurse", sections=["themes"]))
    assert _below(plain.export(result), "Themes").splitlines() == [
        "- Craft: Nurses well.",
        "- Communication: Says what others need to know.",
        "- Safety",
    ]


def test_the_page_of_a_focus_without_themes_does_not_mention_them(canon: Canon) -> None:
    assert "Themes" not in plain.export(page(show(canon, "storekeeper")))


def test_a_rubric_has_a_column_for_each_theme(cumulative: Canon) -> None:
    document = rubric_document(rubric(cumulative, "ward nurse", levels="P1,P3"))
    assert _below(plain.export(document), "Responsibilities by theme") == (
        """\
Each level includes the responsibilities of those below it on its track.
P1 Beginner
  Craft: Dresses small wounds. (Awareness) | Washes patients.
  Communication: Says what changed since yesterday. (generic)
  Safety: –
  Other: Takes the temperature of patients.
P3 Expert
  Craft: –
  Communication: –
  Safety: Counts the medicine every day.
  Other: –"""
    )


def test_a_rubric_leaves_out_a_theme_that_no_shown_level_has(canon: Canon) -> None:
    (table,) = rubric(canon, "ward nurse", table="themes", levels="P3").tables
    assert table.dimensions == ("Safety",)


def test_a_rubric_as_rows_has_the_proficiencies(canon: Canon) -> None:
    rows = [*rubric_rows(rubric(canon, "ward nurse", levels="P1"))]
    assert rows == [
        ("table", "level", "level name", "dimension", "text", "proficiency"),
        ("themes", "P1", "Beginner", "Craft", "Dresses small wounds.", "Awareness"),
        ("themes", "P1", "Beginner", "Craft", "Washes patients.", ""),
        ("themes", "P1", "Beginner", "Communication", "Says what changed since yesterday.", ""),
        ("themes", "P1", "Beginner", "Other", "Takes the temperature of patients.", ""),
    ]


def _compared(canon: Canon, *sides: str) -> str:
    result = diff(canon, f"ward nurse {sides[0]}", *sides[1:], only=["responsibilities"])
    return _below(plain.export(comparison(result)), "")


def test_a_comparison_pairs_inside_a_theme(canon: Canon) -> None:
    assert _compared(canon, "P1", "P2") == (
        """\
Responsibilities (2 escalated, 1 new, 2 dropped)
dropped
  P1: Takes the temperature of patients.
  P2: –
Craft: escalated
  P1: Dresses small wounds. (Awareness)
  P2: Dresses small wounds. (Expert)
Craft: dropped
  P1: Washes patients.
  P2: –
Communication: escalated
  P1: Says what changed since yesterday. (generic)
  P2: Says *in the daily round* what changed since yesterday. (Working, generic)
Safety: new
  P1: –
  P2: Locks the medicine away."""
    )


def test_a_higher_level_of_a_cumulative_ladder_drops_nothing(cumulative: Canon) -> None:
    assert _compared(cumulative, "P1", "P3") == (
        """\
Responsibilities (2 inherited, 2 escalated, 2 new)
P3 includes the responsibilities of P1 and P2.
inherited
  P1: Takes the temperature of patients.
  P3: included
Craft: escalated
  P1: Dresses small wounds. (Awareness)
  P3: Dresses small wounds. (Expert, from P2)
Craft: inherited
  P1: Washes patients.
  P3: included
Communication: escalated
  P1: Says what changed since yesterday. (generic)
  P3: Says *in the daily round* what changed since yesterday. (Working, generic, from P2)
Safety: new
  P1: –
  P3: Counts the medicine every day.
Safety: new
  P1: –
  P3: Locks the medicine away. (from P2)"""
    )


def test_a_lower_level_of_a_cumulative_ladder_adds_nothing(cumulative: Canon) -> None:
    shown = _compared(cumulative, "P2", "P1")
    assert shown.startswith("Responsibilities (2 inherited, 2 reduced, 1 dropped)\n")


def test_what_both_include_is_not_compared(cumulative: Canon) -> None:
    shown = _compared(cumulative, "P2", "P3")
    assert "Washes patients." not in shown
    assert "new" not in shown.splitlines()[0]


def test_a_comparison_as_rows_names_the_theme(canon: Canon) -> None:
    rows = [*comparison_rows(diff(canon, "ward nurse P2", "P3", only=["responsibilities"]))]
    assert rows[-1][:3] == ("responsibilities", "Safety", "escalated")
