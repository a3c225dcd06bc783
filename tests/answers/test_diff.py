"""Sides beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl import diff
from levelctl.answers.diff import (
    ChangeKind,
    Comparison,
    DistanceCell,
    DistanceRow,
    ItemRow,
    PayCell,
    Side,
)
from levelctl.canon.canon import Canon
from levelctl.canon.model import Pay
from levelctl.canon.pay_range import measured
from levelctl.errors import LevelctlError
from small import CANON
from themed import FOCUS, themed_canon
from themed import WARD as THEMED_WARD


def _changes(rows: tuple[ItemRow, ...]) -> list[tuple[ChangeKind | None, ...]]:
    return [tuple(cell.change for cell in row.cells) for row in rows]


def _row(result: Comparison, section: str, name: str) -> list[str | None]:
    (found,) = (row for row in getattr(result, section) if row.name == name)
    return [cell.text for cell in found.cells]


def test_levels(small_canon: Canon) -> None:
    result = diff(small_canon, "P1", "M1")
    assert result.kind == "levels"
    assert result.sides == (Side("P1", "Beginner", "P1", 1), Side("M1", "Team Lead", "M1", 3.5))
    assert result.sections == ("level",)
    assert _row(result, "level", "Track") == ["Professional", "Management"]
    assert _row(result, "level", "Typical experience") == ["0–2 years", "3–6 years"]
    assert _row(result, "level", "Scope") == ["Scope of P1", "Scope of M1"]


def test_profiles_of_one_focus(small_canon: Canon) -> None:
    result = diff(small_canon, "ward nurse P2", "P3")
    assert result.kind == "profiles"
    assert [side.code for side in result.sides] == [
        "NURSIN.WARDNURS1234.P2",
        "NURSIN.WARDNURS1234.P3",
    ]
    assert result.sections == (
        "placement",
        "distance",
        "level",
        "pay",
        "guideline",
        "responsibilities",
    )
    assert _row(result, "guideline", "Knowledge and application") == ["Knows the ward.", None]


def test_the_distance_of_each_side_from_the_first(small_canon: Canon) -> None:
    (row,) = diff(small_canon, "ward nurse P2", "P3", "clinic nurse M1", "storekeeper P2").distance
    assert row == DistanceRow(
        "structural@1",
        (
            DistanceCell(0.0, "confident"),
            DistanceCell(0.12, "confident"),
            DistanceCell(0.44, "needs review"),
            DistanceCell(0.65, "no confident match"),
        ),
    )


def test_a_profile_beside_itself_is_no_difference(small_canon: Canon) -> None:
    same = diff(small_canon, "ward nurse P2", "ward nurse P2", changed=True)
    assert (same.distance, same.differs) == ((), False)


def test_levels_have_no_distance(small_canon: Canon) -> None:
    assert diff(small_canon, "P1", "P2").distance == ()


def test_duties_kept_escalated_new_and_dropped(small_canon: Canon) -> None:
    up = diff(small_canon, "ward nurse P2", "P3").responsibilities
    assert _changes(up) == [(None, "escalated"), (None, "dropped"), ("absent", "new")]
    escalated = up[0].cells[1]
    assert [piece.text for piece in escalated.pieces if piece.changed] == ["month."]
    # Three stems of two texts in four against one of one text: 3 ln 3 / (3 ln 3 + ln 5).
    assert escalated.similarity == 0.67

    assert _changes(diff(small_canon, "ward nurse P3", "P2").responsibilities) == [
        (None, "reduced"),
        (None, "dropped"),
        ("absent", "new"),
    ]
    assert _changes(diff(small_canon, "ward nurse P1", "P2").responsibilities) == [
        (None, "kept"),
        ("absent", "new"),
    ]


def test_three_sides_share_a_row_for_one_duty(small_canon: Canon) -> None:
    result = diff(small_canon, "ward nurse P1", "P2", "P3")
    assert _changes(result.responsibilities) == [
        (None, "kept", "dropped"),
        ("absent", "new", "escalated"),
        ("absent", "absent", "new"),
    ]


def test_pay_in_one_currency(reference: Canon) -> None:
    (row,) = diff(reference, "tech pm P2", "P4", "P6").pay
    assert [(cell.difference, cell.percent) for cell in row.cells] == [
        (None, None),
        (40000, 51.3),
        (None, None),
    ]


def test_pay_in_two_currencies_is_not_subtracted(small_canon: Canon) -> None:
    (row,) = diff(small_canon, "ward nurse P2", "storekeeper P2").pay
    assert row.cells[1] == PayCell(
        measured(Pay("USD", "month", 3000, 3500, 4000, "modelled")), None, None
    )


def test_skills_and_tools_across_foci(small_canon: Canon) -> None:
    result = diff(small_canon, "ward nurse P2", "storekeeper P2")
    assert result.sections[-2:] == ("skills", "tools")
    # The storekeeper's skills are not known, so nothing says that they were dropped.
    assert _changes(result.skills) == [(None, None)]
    assert _changes(result.tools) == [(None, "dropped"), (None, "dropped"), ("absent", "new")]
    assert _row(result, "placement", "Family") == ["Care", "Goods"]


def test_an_equal_rank_rewords(small_canon: Canon) -> None:
    same = diff(small_canon, "ward nurse P2", "ward nurse P2")
    assert not same.differs
    assert diff(small_canon, "P1", "P2").differs


def test_only_and_changed(small_canon: Canon) -> None:
    result = diff(small_canon, "ward nurse P1", "P2", only=["responsibilities"], changed=True)
    assert result.sections == ("responsibilities",)
    assert _changes(result.responsibilities) == [("absent", "new")]
    assert not result.level
    assert diff(small_canon, "P1", "P1", changed=True).level == ()


@pytest.mark.parametrize(
    ("sides", "options", "codes"),
    [
        (
            ("P1", "P2"),
            {"focus": "ward nurse"},
            ("NURSIN.WARDNURS1234.P1", "NURSIN.WARDNURS1234.P2"),
        ),
        (("P2", "ward nurse P3"), {}, ("NURSIN.WARDNURS1234.P2", "NURSIN.WARDNURS1234.P3")),
        (
            ("P2", "ward nurse P3"),
            {"focus": "storekeeper"},
            ("STORAG.STOREKEEABCD.P2", "NURSIN.WARDNURS1234.P3"),
        ),
    ],
)
def test_a_bare_level_means_a_focus(
    small_canon: Canon, sides: tuple[str, ...], options: dict[str, Any], codes: tuple[str, ...]
) -> None:
    assert tuple(side.code for side in diff(small_canon, *sides, **options).sides) == codes


@pytest.mark.parametrize(
    ("sides", "options", "message"),
    [
        (("P1",), {}, "diff compares 2 to 4 levels or profiles, not 1"),
        (("P1",) * 5, {}, "diff compares 2 to 4 levels or profiles, not 5"),
        (("P1", "ward nurse"), {}, "'ward nurse' is neither a level nor a profile"),
        (("P1", "M1"), {"focus": "ward nurse"}, "NURSIN.WARDNURS1234 has no level M1"),
        (("P1", "P2"), {"only": ["wages"]}, "a comparison has no section 'wages'"),
    ],
)
def test_what_cannot_be_compared(
    small_canon: Canon, sides: tuple[str, ...], options: dict[str, Any], message: str
) -> None:
    with pytest.raises(LevelctlError) as caught:
        diff(small_canon, *sides, **options)
    assert str(caught.value) == message
    assert caught.value.hint


profiles = st.sampled_from(
    ["ward nurse P1", "ward nurse P2", "ward nurse P3", "clinic nurse M1", "storekeeper P2"]
)


@given(profiles)
def test_a_thing_does_not_differ_from_itself(small_canon: Canon, text: str) -> None:
    assert not diff(small_canon, text, text).differs
    assert not diff(small_canon, text, text, changed=True).level


@given(st.lists(profiles, min_size=2, max_size=4))
def test_every_duty_of_every_side_stands_once(small_canon: Canon, texts: list[str]) -> None:
    result = diff(small_canon, *texts)
    for place, side in enumerate(result.sides):
        focus = next(f for f in small_canon.foci if side.code.startswith(f"{f.function}.{f.code}."))
        profile = focus.profile(side.level)
        assert profile
        shown = [row.cells[place].text for row in result.responsibilities if row.cells[place].text]
        assert sorted(filter(None, shown)) == sorted(profile.duties)


def test_a_proficiency_rises_and_falls_by_the_scale(tmp_path: Path) -> None:
    """The same words at a higher level, but with less proficiency, are not escalated."""
    changes = {
        FOCUS: THEMED_WARD.replace("proficiency: Awareness", "proficiency: Expert").replace(
            "craft\n        proficiency: Expert", "craft\n        proficiency: Awareness"
        )
    }
    scale = {"canon.yaml": f"{CANON}proficiencies: [Awareness, Working, Expert]\n"}

    def change(canon: Canon) -> ChangeKind | None:
        rows = diff(canon, "ward nurse P1", "P2").responsibilities
        (row,) = (row for row in rows if row.cells[0].text == "Dresses small wounds.")
        return row.cells[1].change

    assert change(themed_canon(tmp_path / "up", scale)) == "escalated"
    assert change(themed_canon(tmp_path / "down", {**scale, **changes})) == "reduced"
    assert change(themed_canon(tmp_path / "without", changes)) == "escalated"
