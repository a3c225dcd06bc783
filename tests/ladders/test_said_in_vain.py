"""What a person says about a source has an effect, or is refused with what to say instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from madeladders import FAMILY, FRAMEWORKS, STANDARD, write
from program import run

FILES = {
    "family.yml": FAMILY,
    "table.csv": "Level,Theme,Text\nL1,Craft,Writes code\nL2,Craft,Reviews code\n",
    "heading.csv": "Level,Theme,Text\n",
    "ladder.md": "# L1\n\n- Writes code\n\n# L2\n\n- Reviews code\n",
}


def told(tmp_path: Path, source: str, *words: str, map_text: str = "") -> str:
    """Return the error of an import, which must be one that a person can act on."""
    write(tmp_path, FILES)
    (tmp_path / "empty").mkdir()
    write(tmp_path / "frameworks", FRAMEWORKS)
    write(tmp_path / "standard", STANDARD)
    if map_text:
        write(tmp_path, {"map.yaml": map_text})
        words = (*words, "--map", "map.yaml")
    answer = run("new", "canon", "ours", "--from", source, *words, cwd=tmp_path)
    assert answer.code == (3 if source == "empty" else 2), answer.err
    assert "\nhint: " in answer.err
    assert not (tmp_path / "ours").exists()
    return answer.err


@pytest.mark.parametrize("source", ["family.yml", "table.csv", "ladder.md", "frameworks", "empty"])
@pytest.mark.parametrize("kind", ["ft", "monzo", "forward-impact"])
def test_a_kind_that_does_not_fit(source: str, kind: str, tmp_path: Path) -> None:
    fits = (source, kind) in {("family.yml", "ft"), ("frameworks", "monzo")}
    if not fits:
        expected = "has no files" if source == "empty" else f"is not of the kind {kind}"
        assert f"{source} {expected}" in told(tmp_path, source, "--kind", kind)


@pytest.mark.parametrize("words", [(), ("--kind", "markdown"), ("--kind", "table")])
def test_an_empty_folder(words: tuple[str, ...], tmp_path: Path) -> None:
    assert "empty has no files" in told(tmp_path, "empty", *words)


def test_a_kind_of_a_map_that_does_not_fit(tmp_path: Path) -> None:
    assert "table.csv is not of the kind ft" in told(tmp_path, "table.csv", map_text="kind: ft\n")


@pytest.mark.parametrize("source", ["table.csv", "heading.csv"])
def test_levels_across_where_none_are(source: str, tmp_path: Path) -> None:
    error = told(tmp_path, source, map_text="orientation: levels-across\n")
    assert f"{source}: no column names the levels" in error
    assert "orientation" in error


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("table.csv", "headings: {2: level}"),
        ("ladder.md", "sheet: [One]"),
        ("ladder.md", "ignore: [5]"),
        ("family.yml", "levels: {L9: X}"),
        ("family.yml", "columns: {level: Grade}"),
        ("frameworks", "cumulative: true"),
        ("standard", "header: 1"),
    ],
)
def test_a_key_of_a_map_without_effect(source: str, said: str, tmp_path: Path) -> None:
    error = told(tmp_path, source, map_text=said + "\n")
    assert f"map.yaml: {said.partition(':')[0]!r} says nothing about a source of the kind" in error


@pytest.mark.parametrize(
    ("source", "column", "message"),
    [
        ("table.csv", "level=h2", "'headings' says nothing about a source of the kind table"),
        ("family.yml", "level=Grade", "'columns' says nothing about a source of the kind ft"),
        ("table.csv", "ignore=Level", "table.csv: no column names the levels"),
    ],
)
def test_a_column_without_effect(source: str, column: str, message: str, tmp_path: Path) -> None:
    assert message in told(tmp_path, source, "--column", column)


@pytest.mark.parametrize(
    ("words", "map_text"),
    [
        (("--column", "level=Level", "--column", "text=Level"), ""),
        ((), "columns: {level: Level, text: level}\n"),
    ],
)
def test_a_column_with_two_roles(words: tuple[str, ...], map_text: str, tmp_path: Path) -> None:
    error = told(tmp_path, "table.csv", *words, map_text=map_text)
    assert "is said to have the level, and the text" in error
