"""Tracks on one scale: where a track branches, levels without a number, ladders side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.ladders.readers import reader_of
from levelctl.ladders.records import LadderDraft, ReadingOptions
from levelctl.ladders.sources import source_of


def ranks(folder: Path, text: str, name: str = "ladder.csv") -> dict[str, float | None]:
    return {level.id: level.rank for level in draft(folder, text, name).levels}


def draft(folder: Path, text: str, name: str = "ladder.csv") -> LadderDraft:
    path = folder / name
    path.write_text(text, "utf-8")
    source = source_of(path)
    return reader_of(source).read(source, ReadingOptions())


TRACKS = ",Individual contributor,,,Manager,\nArea,{},{},{},{},{}\n{}Work,a b,c d,e f,g h,i j\n"


@pytest.mark.parametrize(
    ("names", "years", "start"),
    [
        (("Baker 1", "Baker 2", "Baker 3"), "Years,0-1,2-4,5-9,4-6,8-10\n", 3),
        (("Junior baker", "Senior baker", "Principal baker"), "", 3),
        (("Junior baker", "Baker", "Principal baker"), "", 3),
    ],
    ids=["by years", "by the senior level", "by the middle"],
)
def test_a_track_begins_above_where_it_branches(
    tmp_path: Path, names: tuple[str, ...], years: str, start: int
) -> None:
    text = TRACKS.format(*names, "Bakery manager", "Bakery director", years)
    found = draft(tmp_path, text)

    assert [level.rank for level in found.levels] == [1, 2, 3, start, start + 1]
    assert any(each.startswith("Not sure: the track 'Manager'") for each in found.remarks)


def test_codes_with_numbers_rank_the_others_between_them(tmp_path: Path) -> None:
    text = "Area,Intern,IC2,IC3,M3,M4\nWork,a b,c d,e f,g h,i j\n"

    assert ranks(tmp_path, text) == {"Intern": 1, "IC2": 2, "IC3": 3, "M3": 3, "M4": 4}


def test_numbers_in_a_row_are_no_peers(tmp_path: Path) -> None:
    text = (
        "Level,Text,Points,Weight\nIC2,does the work,1,2\nIC3,plans the work,1,3\n"
        "M3,leads the work,2,5\n"
    )

    assert ranks(tmp_path, text) == {"IC2": 2, "IC3": 3, "M3": 3}


PAIRS = (
    "# Ladder\n\n| Title | IC level | M level |\n|---|---|---|\n"
    "| Engineer | IC2 | |\n| Senior | IC3 | M2 |\n| Staff | IC4 | M3 |\n\n"
    "| Area | IC2 | IC3 | IC4 | M2 | M3 |\n|---|---|---|---|---|---|\n"
    "| Work | codes | plans | designs | hires | leads |\n"
)


def test_levels_in_one_row_are_peers(tmp_path: Path) -> None:
    found = ranks(tmp_path, PAIRS, "ladder.md")

    assert found["M2"] == found["IC3"]
    assert found["M3"] == found["IC4"]


def test_ladders_that_share_no_level_stand_side_by_side(tmp_path: Path) -> None:
    text = (
        "Focus,Level,Theme,Text\n"
        "Bread,Junior baker,Work,Bakes\nBread,Senior baker,Work,Plans\n"
        "Sales,Junior seller,Work,Sells\nSales,Senior seller,Work,Leads\n"
    )
    found = draft(tmp_path, text)

    assert [track.id for track in found.tracks] == ["Bread", "Sales"]
    assert [(level.track, level.name.text) for level in found.levels] == [
        ("Bread", "Junior baker"),
        ("Bread", "Senior baker"),
        ("Sales", "Junior seller"),
        ("Sales", "Senior seller"),
    ]
