"""Levels whose names differ little: each stays one of its own, and what is not sure is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.ladders.readers import reader_of
from levelctl.ladders.records import LadderDraft, ReadingOptions
from levelctl.ladders.sources import source_of

ALIKE = (
    ("L1", "L1+", "L1++", "L2"),
    ("B-", "B", "B+"),
    ("C", "C#", "C++"),
    ("+", "++", "+++"),
    ("\U0001f600", "\U0001f601"),
    ("Ing\xe9nieur", "Ingenieur"),
    ("- / Senior", "Banana", "Cherry"),
    ("? / Lead", "Senior / Lead", "Senior / Expert", "Senior"),
    ("Engineer 2 (Individual Contributor)", "Engineer 2 (People Manager)"),
    ("IC1", "IC2/IC3", "IC4"),
    ("L1-L2", "L3 & L4", "L5 to L6"),
)
"""Levels of a ladder, each unlike the others."""


def read(path: Path) -> LadderDraft:
    source = source_of(path)
    return reader_of(source).read(source, ReadingOptions(columns=(("level", "Level"),)))


@pytest.mark.parametrize("levels", ALIKE)
@pytest.mark.parametrize("text", ["Theme,Text", "Craft,Quality"], ids=["long", "down"])
def test_levels_of_a_column(text: str, levels: tuple[str, ...], tmp_path: Path) -> None:
    rows = "".join(
        f"{each},Wood,It has the sign of the letter {chr(97 + at)}\n"
        for at, each in enumerate(levels)
    )
    path = tmp_path / "a.csv"
    path.write_text(f"Level,{text}\n{rows}", "utf-8")

    draft = read(path)

    assert sorted(level.name.text for level in draft.levels) == sorted(levels)
    profiles = draft.functions[0].foci[0].profiles
    assert {each.level: each.duties[-1].text.text[-1] for each in profiles} == {
        each: chr(97 + at) for at, each in enumerate(levels)
    }


def test_themes_with_signs(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Level,Theme,Text\nL1,C,Reads\nL1,C++,Writes\nL2,C#,Cuts\nL2,c,Adds\n", "utf-8")

    assert [each.name.text for each in read(path).themes] == ["C", "C++", "C#"]


@pytest.mark.parametrize("levels", [("L1", "L1+", "L1++"), ("Junior (IC)", "Junior (M)")])
def test_levels_of_a_heading(levels: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    texts = ",".join(["Cuts", "Joins", "Glues"][: len(levels)])
    path.write_text(f"Theme,{','.join(levels)}\nCraft,{texts}\n", "utf-8")
    source = source_of(path)

    draft = reader_of(source).read(source, ReadingOptions())

    assert {level.name.text for level in draft.levels} == {*levels}


@pytest.mark.parametrize("cell", ["IC2/IC3", "IC2 - IC3", "IC2-3", "IC5/M1", "Senior IC2 & IC3"])
def test_a_cell_with_several_levels_is_told(cell: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f"Level,Theme,Text\nIC1,Wood,Saws\n{cell},Wood,Planes\nIC9,Wood,Glues\n", "utf-8"
    )

    draft = read(path)

    told = [each for each in draft.remarks if each.startswith("Not sure:")]
    assert any(f"“{cell}”" in each and "a.csv:3, column 1" in each for each in told)
