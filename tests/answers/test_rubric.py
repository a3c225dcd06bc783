"""Tables of levels against dimensions."""

from __future__ import annotations

import pytest

from levelctl import rubric
from levelctl.answers.rubric import Rubric, RubricRow, RubricTable
from levelctl.canon.canon import Canon
from levelctl.canon.model import Responsibility
from levelctl.errors import LevelctlError


def _levels(result: Rubric) -> list[str]:
    return [row.level for row in result.tables[0].rows]


def test_the_ladders_rubric(small_canon: Canon) -> None:
    result = rubric(small_canon, levels="P1")
    assert result == Rubric(
        None,
        "small canon",
        (
            RubricTable(
                "attributes",
                ("Scope", "Autonomy", "Complexity", "Impact", "Decision rights", "Leadership"),
                (
                    RubricRow(
                        "P1",
                        "Beginner",
                        (
                            ("Scope of P1",),
                            ("Autonomy of P1",),
                            ("Complexity of P1",),
                            ("Impact of P1",),
                            ("Decision rights of P1",),
                            ("Leadership of P1",),
                        ),
                    ),
                ),
                "The ladder's attributes",
            ),
        ),
    )


def test_a_focus_has_guidelines_and_responsibilities(small_canon: Canon) -> None:
    result = rubric(small_canon, "ward nurse", levels="P1,P2", transposed=True)
    assert (result.code, result.title) == ("NURSIN.WARDNURS1234", "Ward Nurse")
    assert result.transposed
    guidelines, duties = result.tables
    assert guidelines.rows[0].cells == ((), (), (), ())
    assert guidelines.rows[1].cells == (
        ("Knows the ward.",),
        ("Solves known problems.",),
        ("Works with doctors.",),
        ("2 years",),
    )
    assert duties.rows[1] == RubricRow(
        "P2",
        "Worker",
        (("Plans the shifts of the ward for a week.", "Takes the temperature of patients."),),
        (
            (
                Responsibility("Plans the shifts of the ward for a week."),
                Responsibility("Takes the temperature of patients."),
            ),
        ),
    )


def test_a_focus_has_its_levels_attributes_on_request(small_canon: Canon) -> None:
    result = rubric(small_canon, "ward nurse", table="attributes")
    assert [table.name for table in result.tables] == ["attributes"]
    assert _levels(result) == ["P1", "P2", "P3"]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ("", ["P1", "P2", "P3", "M1", "M2"]),
        ("P2", ["P2"]),
        ("p2..p3", ["P2", "P3"]),
        ("P3,P1", ["P1", "P3"]),
        ("M1..M2, P1", ["P1", "M1", "M2"]),
        ("P2..P2", ["P2"]),
    ],
)
def test_levels_in_the_ladders_order(small_canon: Canon, levels: str, expected: list[str]) -> None:
    assert _levels(rubric(small_canon, levels=levels)) == expected


@pytest.mark.parametrize(
    ("levels", "message", "hint"),
    [
        (
            "P9",
            "'P9' is not a range of levels: P9 is not on the ladder",
            "give one level, or two levels of one track, such as P2..P5",
        ),
        (
            "P2..",
            "'P2..' is not a range of levels: its end is missing",
            "give one level, or two levels of one track, such as P2..P5",
        ),
        (
            "..P2",
            "'..P2' is not a range of levels: its start is missing",
            "give one level, or two levels of one track, such as P2..P5",
        ),
        (
            "P2..M1",
            "'P2..M1' is not a range of levels",
            "give two levels of one track, the lower one first, such as P2..P5",
        ),
        (
            "P3..P1",
            "'P3..P1' is not a range of levels",
            "give two levels of one track, the lower one first, such as P2..P5",
        ),
    ],
)
def test_what_is_no_range_is_refused(
    small_canon: Canon, levels: str, message: str, hint: str
) -> None:
    with pytest.raises(LevelctlError) as caught:
        rubric(small_canon, levels=levels)
    assert (str(caught.value), caught.value.hint) == (message, hint)


def test_a_level_that_the_focus_lacks(small_canon: Canon) -> None:
    with pytest.raises(LevelctlError, match=r"^NURSIN\.WARDNURS1234 has no level M1$") as caught:
        rubric(small_canon, "ward nurse", levels="M1")
    assert caught.value.hint == "its levels are P1, P2, P3"


def test_the_ladder_has_no_guidelines(small_canon: Canon) -> None:
    with pytest.raises(LevelctlError, match="the ladder has no guidelines"):
        rubric(small_canon, table="guidelines")
