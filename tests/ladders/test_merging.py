"""Merging by lines, and importing a newer source into a canon that people have edited."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.ladders.merging import merged
from madeladders import FAMILY, write
from program import Answer, run

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n"]), max_size=8).map("".join)


@given(base=LINES, other=LINES)
def test_a_side_without_changes_leaves_the_other(base: str, other: str) -> None:
    assert merged(base, other, base) == merged(base, base, other)
    assert merged(base, other, base).text == other
    assert merged(base, other, other).text == other
    assert not merged(base, other, other).conflicts


@given(base=LINES, ours=LINES, theirs=LINES)
def test_without_a_conflict_the_sides_are_equal(base: str, ours: str, theirs: str) -> None:
    one, other = merged(base, ours, theirs), merged(base, theirs, ours)
    if not one.conflicts:
        assert one.text == other.text
    assert len(one.conflicts) == len(other.conflicts)


@pytest.mark.parametrize(
    ("ours", "theirs", "text", "conflicts"),
    [
        ("1\n2\n3\n4\n", "1\n2\nX\n4\n", "1\n2\nX\n4\n", []),
        ("0\n1\n2\n3\n4\n", "1\n2\n3\n4\n5\n", "0\n1\n2\n3\n4\n5\n", []),
        ("1\n3\n4\n", "1\n2\n3\n", "1\n3\n", []),
        ("1\nA\n3\n4\n", "1\nB\n3\n4\n", "1\nA\n3\n4\n", [(2, ("A",), ("B",))]),
        ("1\n3\n4\n", "1\nB\n3\n4\n", "1\n3\n4\n", [(2, (), ("B",))]),
    ],
)
def test_lines_merge(
    ours: str, theirs: str, text: str, conflicts: list[tuple[int, tuple[str], tuple[str]]]
) -> None:
    result = merged("1\n2\n3\n4\n", ours, theirs)

    assert result.text == text
    assert [(each.line, each.ours, each.theirs) for each in result.conflicts] == conflicts


FOCUS = "ours/functions/bakery/bakery.yaml"


def imported(folder: Path, family: str) -> Answer:
    write(folder, {"family.yml": family})
    return run("new", "canon", "ours", "--from", "family.yml", cwd=folder)


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / FOCUS
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_newer_source_is_merged_with_edits(tmp_path: Path) -> None:
    imported(tmp_path, FAMILY)
    edit(tmp_path, "text: Kneads dough.", "text: Kneads dough by hand.")

    answer = imported(tmp_path, FAMILY.replace("by the ton", "by the bag").replace("Rye", "Oats"))

    assert answer.code == 0, answer.err
    text = (tmp_path / FOCUS).read_text("utf-8")
    assert "Kneads dough by hand." in text
    assert "by the bag" in text
    assert "- Oats" in text
    assert f"{FOCUS.removeprefix('ours/')}: changed; lines: 2 new, 2 gone" in answer.err
    assert (
        imported(tmp_path, FAMILY.replace("by the ton", "by the bag").replace("Rye", "Oats")).code
        == 0
    )


def test_the_same_source_again_changes_nothing(tmp_path: Path) -> None:
    imported(tmp_path, FAMILY)
    before = {path: path.read_bytes() for path in (tmp_path / "ours").rglob("*") if path.is_file()}

    answer = imported(tmp_path, FAMILY)

    assert answer.code == 0, answer.err
    after = {path: path.read_bytes() for path in (tmp_path / "ours").rglob("*") if path.is_file()}
    same = {path for path in before if "import-report" not in path.name}
    assert {path: after[path] for path in same} == {path: before[path] for path in same}


def test_a_conflict_keeps_what_was_edited_and_is_reported(tmp_path: Path) -> None:
    imported(tmp_path, FAMILY)
    edit(tmp_path, "Buys flour: by the ton.", "Buys flour: by the sack.")

    answer = imported(tmp_path, FAMILY.replace("by the ton", "by the bag"))

    assert answer.code == 1
    assert "edited here and changed in the source; yours stays" in answer.err
    assert "by the sack" in (tmp_path / FOCUS).read_text("utf-8")
    report = (tmp_path / "ours/import-report.md").read_text("utf-8")
    assert "## Conflicts: 1" in report
    assert "by the sack" in report
    assert "by the bag" in report
    again = imported(tmp_path, FAMILY.replace("by the ton", "by the bag"))
    assert again.code == 0, "a conflict that was told is not told again"


def test_what_would_not_load_is_not_written(tmp_path: Path) -> None:
    imported(tmp_path, FAMILY)
    edit(tmp_path, "text: Kneads dough.", "text: [")
    before = (tmp_path / FOCUS).read_bytes()

    answer = imported(tmp_path, FAMILY.replace("by the ton", "by the bag"))

    assert answer.code == 3
    assert "nothing was written" in answer.err
    assert (tmp_path / FOCUS).read_bytes() == before


def test_a_dry_run_shows_changes_and_writes_none(tmp_path: Path) -> None:
    imported(tmp_path, FAMILY)
    before = (tmp_path / FOCUS).read_bytes()
    write(tmp_path, {"family.yml": FAMILY.replace("by the ton", "by the bag")})

    answer = run("new", "canon", "ours", "--from", "family.yml", "--dry-run", cwd=tmp_path)

    assert answer.code == 0, answer.err
    assert "changed; lines: 1 new, 1 gone" in answer.err
    assert (tmp_path / FOCUS).read_bytes() == before


def test_a_canon_that_was_not_imported_is_not_touched(tmp_path: Path) -> None:
    run("new", "canon", "ours", cwd=tmp_path)

    answer = imported(tmp_path, FAMILY)

    assert answer.code == 2
    assert "ours is not empty" in answer.err
