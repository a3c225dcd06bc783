"""What the names of levels tell about job titles."""

from __future__ import annotations

import pytest

from levelctl.ladders.records import DraftLevel, Quote
from levelctl.ladders.titling import level_titles, title_rules


def levels(*names: str) -> list[DraftLevel]:
    return [DraftLevel(name, Quote(name)) for name in names]


def rules(*names: str) -> dict[str, object]:
    return title_rules(levels(*names), {name: name for name in names})


def test_the_bare_noun_is_assumed_and_other_words_mean_their_levels() -> None:
    names = ("Junior Cook", "Cook", "Senior Cook 1", "Senior Cook 2", "Head of Kitchen")

    assert rules(*names) == {
        "assumed": {"level": "Cook", "range": ["Junior Cook", "Senior Cook 1"]},
        "words": [
            {"words": ["junior"], "level": "Junior Cook"},
            {
                "words": ["senior"],
                "level": "Senior Cook 1",
                "range": ["Senior Cook 1", "Senior Cook 2"],
            },
        ],
    }


def test_numerals_behind_the_noun_mean_their_levels() -> None:
    assert rules("Level I", "Level II", "Level 3") == {
        "numerals": {
            "spread": 0,
            "levels": {
                "1": "Level I",
                "I": "Level I",
                "2": "Level II",
                "II": "Level II",
                "3": "Level 3",
                "III": "Level 3",
            },
        }
    }


@pytest.mark.parametrize("names", [("Apprentice", "Master"), ("L1", "L2"), ("Cook",), ()])
def test_names_that_share_no_noun_tell_nothing(names: tuple[str, ...]) -> None:
    assert rules(*names) == {}


@pytest.mark.parametrize(
    ("names", "titles"),
    [
        (("Desk Analyst", "Head of Desk"), [("Desk Analyst", 0), ("Head of Desk", 1)]),
        (("Cook", "Senior Cook"), [("Cook", 0), ("Senior Cook", 1)]),
        (
            ("Cook (Day)", "Cook (Night)", "Lead Cook"),
            [("Cook (Day)", 0), ("Cook", None), ("Cook (Night)", 1), ("Lead Cook", 2)],
        ),
        (("Level 1", "Level 2"), []),
        (("Junior", "Senior", "Senior Staff"), []),
        (("IC3", "IC4"), []),
        (("Intern", "Director", "VP"), [("Intern", 0), ("Director", 1), ("VP", 2)]),
    ],
)
def test_names_that_say_a_job_are_titles(
    names: tuple[str, ...], titles: list[tuple[str, int | None]]
) -> None:
    found = [(each.title.text, each.level) for each in level_titles(levels(*names))]

    assert found == [(text, "" if at is None else names[at]) for text, at in titles]
