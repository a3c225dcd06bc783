"""What a person says about a source, and the limits of its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.errors import LevelctlError
from levelctl.ladders import sources
from levelctl.ladders.maps import columns_of, map_of
from levelctl.ladders.sources import license_of, source_of
from madeladders import write


def test_a_map_is_a_mapping(tmp_path: Path) -> None:
    write(tmp_path, {"map.yaml": "columns: {level: Grade}\n", "list.yaml": "- a\n"})

    assert map_of(tmp_path / "map.yaml") == {"columns": {"level": "Grade"}}
    with pytest.raises(LevelctlError, match=r"list.yaml:1:1: the file is a list; expected a map"):
        map_of(tmp_path / "list.yaml")
    with pytest.raises(LevelctlError, match="is a folder"):
        map_of(tmp_path)


def test_columns_are_pairs() -> None:
    assert columns_of(["level=Grade", " theme = Area = A"]) == (
        ("level", "Grade"),
        ("theme", "Area = A"),
    )


@pytest.mark.parametrize("text", ["level", "=Grade", "level=", " = "])
def test_other_columns_are_told(text: str) -> None:
    with pytest.raises(LevelctlError, match="is no key with a heading") as error:
        columns_of([text])
    assert error.value.hint.startswith("write --column level=Grade")


def test_a_source_has_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.md": "", "b.md": "", ".hidden/c.md": "", "d/e/f/g.md": ""})

    assert source_of(tmp_path).files == ("a.md", "b.md", "d/e/f/g.md")
    monkeypatch.setattr(sources, "DEEPEST", 2)
    with pytest.raises(LevelctlError, match="is nested deeper than 2 folders") as deep:
        source_of(tmp_path)
    assert deep.value.hint
    monkeypatch.undo()
    monkeypatch.setattr(sources, "MOST_FILES", 2)
    with pytest.raises(LevelctlError, match="has more than 2 files"):
        source_of(tmp_path)


def test_a_link_to_a_file_of_the_source_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "text"})
    (tmp_path / "b.md").symlink_to("a.md")
    (tmp_path / "c").symlink_to(".")

    with pytest.raises(LevelctlError, match="or to a folder"):
        source_of(tmp_path)
    (tmp_path / "c").unlink()
    assert source_of(tmp_path).text("b.md") == "text"


def test_the_license_beside_a_source_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ""})
    assert license_of(source_of(tmp_path)) == ""

    write(tmp_path, {"LICENCE.txt": "\n# Open\x1b[1m License\n\nCopyright (c) 2026 Us\n"})
    assert license_of(source_of(tmp_path)) == (
        "# Open\\x1b[1m License, Copyright (c) 2026 Us, see LICENCE.txt beside the source"
    )
