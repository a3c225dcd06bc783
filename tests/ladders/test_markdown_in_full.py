"""Nothing of a document vanishes: what the parser would pass over is an error with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.errors import LevelctlError
from levelctl.ladders.readers import reader_of
from levelctl.ladders.records import LadderDraft, ReadingOptions
from levelctl.ladders.sources import source_of

LADDER = "# Ladder\n\n## L1 Junior\n\n- Saws wood\n\n{deep}\n\n## L2 Senior\n\n- Leads the shop\n"


def read(path: Path, text: str) -> LadderDraft:
    path.write_text(text, "utf-8")
    source = source_of(path)
    return reader_of(source).read(source, ReadingOptions())


def nested(count: int) -> str:
    return "\n".join(f"{'  ' * at}- Does thing {at}" for at in range(count))


@pytest.mark.parametrize("count", [10, 19])
def test_deep_lists_are_read(count: int, tmp_path: Path) -> None:
    draft = read(tmp_path / "a.md", LADDER.format(deep=nested(count)))

    assert [level.id for level in draft.levels] == ["L1", "L2"]
    said = {item.text.removeprefix("- ") for item in draft.items}
    assert any(each.startswith(f"Does thing {count - 1}") for each in said)


def test_quotes_in_quotes_are_read(tmp_path: Path) -> None:
    draft = read(tmp_path / "a.md", LADDER.format(deep="> " * 20 + "Important words"))

    assert any("Important words" in item.text for item in draft.items)


@pytest.mark.parametrize(
    ("deep", "line"), [(nested(25), 26), ("text\n\n" + "> " * 50 + "words", 9)]
)
def test_what_is_nested_too_deep_is_told(deep: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(LevelctlError, match=f"a.md:{line}: it is nested deeper than 40") as error:
        read(tmp_path / "a.md", LADDER.format(deep=deep))
    assert error.value.hint


@pytest.mark.parametrize("before", ["", "> "])
def test_cells_beyond_the_heading_are_told(before: str, tmp_path: Path) -> None:
    rows = ["| Craft | L1 | L2 |", "|---|---|---|", "| A | b one | c two | and three |"]

    with pytest.raises(LevelctlError, match=r"a\.md:3, column 4: the row has more cells") as error:
        read(tmp_path / "a.md", "\n".join(f"{before}{row}" for row in rows))
    assert "\\|" in error.value.hint


def test_no_cell_beyond_the_heading(tmp_path: Path) -> None:
    draft = read(
        tmp_path / "a.md",
        "| Craft | L1 | L2 |\n|---|---|---|\n| A | b \\| one | c two | |\nB | d | e\n",
    )

    assert "b | one" in {item.text for item in draft.items}


def test_other_tables_may_have_more_cells_and_they_are_told(tmp_path: Path) -> None:
    table = "| Tool | Use |\n|---|---|\n| Saw | cuts | wood |"

    draft = read(tmp_path / "a.md", LADDER.format(deep=table))

    assert "wood" in {each.text for each in draft.items}
