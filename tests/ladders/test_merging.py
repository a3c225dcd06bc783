"""Merging by lines, and importing a newer source into a canon that people have edited."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.ladders.merging import merged
from madeladders import FAMILY, STANDARD, write
from program import Answer, run

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n"]), max_size=8).map("".join)


@given(base=LINES, other=LINES)
def test_a_side_without_changes_leaves_the_other(base: str, other: str) -> None:
    assert merged(base, other, base).text == merged(base, base, other).text
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
    assert answer.out == "ours/import-report.md\nours/import-report.json\n"
    assert "levelctl: the source says nothing new, so the canon stays as it is\n" in answer.err
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
    assert again.code == 1, "a conflict stays open"
    assert "## Conflicts: 1" in (tmp_path / "ours/import-report.md").read_text("utf-8")


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


def standard(folder: Path, files: dict[str, str]) -> Answer:
    shutil.rmtree(folder / "ladder", ignore_errors=True)
    write(folder / "ladder", files)
    return run("new", "canon", "ours", "--from", "ladder", cwd=folder)


SHIFT = "ours/functions/shift-management/shift-management.yaml"
CAKES = STANDARD["disciplines/shift.yaml"].replace("Shift Management", "Cake Baking")


def test_files_come_and_go_with_the_source(tmp_path: Path) -> None:
    assert standard(tmp_path, STANDARD).code == 0
    newer = {**STANDARD, "disciplines/cakes.yaml": CAKES}
    del newer["disciplines/shift.yaml"]

    answer = standard(tmp_path, newer)

    assert answer.code == 0, answer.err
    assert not (tmp_path / SHIFT).exists()
    assert "functions/shift-management/shift-management.yaml: deleted" in answer.err
    assert (tmp_path / "ours/functions/cake-baking/cake-baking.yaml").exists()
    assert "functions/cake-baking/cake-baking.yaml: new" in answer.err
    kept = tmp_path / "ours/.levelctl/imported/functions"
    assert sorted(path.name for path in kept.iterdir()) == ["bread-baking", "cake-baking"]
    checked = run("--canon", "ours", "list", "-f", "csv", cwd=tmp_path)
    assert checked.code == 0, checked.err
    assert "Shift Management" not in checked.out


def test_a_file_that_was_edited_is_not_deleted(tmp_path: Path) -> None:
    standard(tmp_path, STANDARD)
    text = (tmp_path / SHIFT).read_text("utf-8")
    (tmp_path / SHIFT).write_text(text.replace("Leads a shift.", "Leads all shifts."), "utf-8")
    newer = {**STANDARD}
    del newer["disciplines/shift.yaml"]

    answer = standard(tmp_path, newer)

    # Its function is gone, so the canon would not load; the person has to decide.
    assert answer.code == 3
    assert "nothing was written" in answer.err
    assert "Leads all shifts." in (tmp_path / SHIFT).read_text("utf-8")


def test_a_file_that_was_deleted_stays_deleted(tmp_path: Path) -> None:
    standard(tmp_path, STANDARD)
    (tmp_path / SHIFT).unlink()
    changed = STANDARD["disciplines/shift.yaml"].replace("Leads a shift.", "Leads the night.")

    answer = standard(tmp_path, {**STANDARD, "disciplines/shift.yaml": changed})

    assert answer.code == 1
    assert not (tmp_path / SHIFT).exists()
    assert "functions/shift-management/shift-management.yaml:1: edited here and" in answer.err


def test_files_of_ones_own_stay(tmp_path: Path) -> None:
    standard(tmp_path, STANDARD)
    options = ("--function", "BREADB", "--levels", "B1..B2")
    made = run("--canon", "ours", "new", "focus", "Rolls", *options, cwd=tmp_path)
    assert made.code == 0, made.err
    rolls = tmp_path / "ours/functions/bread-baking/rolls.yaml"
    before = rolls.read_bytes()

    answer = standard(tmp_path, {**STANDARD, "tracks/night.yaml": STANDARD["tracks/night.yaml"]})

    assert answer.code == 0, answer.err
    assert rolls.read_bytes() == before


def test_a_damaged_memory_is_told(tmp_path: Path) -> None:
    imported(tmp_path, FAMILY)
    write(tmp_path / "ours/.levelctl/imported", {"canon.yaml": "name: [\n"})

    answer = imported(tmp_path, FAMILY)

    assert answer.code == 3
    assert "does not hold the canon as it was imported" in answer.err
    assert "hint: import into a new folder" in answer.err


def test_other_line_ends_are_no_edit(tmp_path: Path) -> None:
    imported(tmp_path, FAMILY)
    path = tmp_path / FOCUS
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    answer = imported(tmp_path, FAMILY.replace("by the ton", "by the bag"))

    assert answer.code == 0, answer.err
    assert b'by the bag."\r\n' in path.read_bytes()
    assert b"by the ton" not in path.read_bytes()


def test_a_conflict_is_open_until_the_lines_agree_or_are_accepted(tmp_path: Path) -> None:
    newer = FAMILY.replace("by the ton", "by the bag")
    imported(tmp_path, FAMILY)
    edit(tmp_path, "Buys flour: by the ton.", "Buys flour: by the sack.")
    assert imported(tmp_path, newer).code == 1
    later = newer.replace("Rye", "Oats")
    open_still = imported(tmp_path, later)
    assert open_still.code == 1
    assert "- Oats" in (tmp_path / FOCUS).read_text("utf-8")

    kept = run("new", "canon", "ours", "--from", "family.yml", "--keep-mine", cwd=tmp_path)

    assert kept.code == 0, kept.err
    assert imported(tmp_path, later).code == 0
    assert "by the sack" in (tmp_path / FOCUS).read_text("utf-8")
    newest = imported(tmp_path, later.replace("by the bag", "by the cup"))
    assert newest.code == 1, "another change of the source is told"
    edit(tmp_path, "Buys flour: by the sack.", "Buys flour: by the cup.")
    assert imported(tmp_path, later.replace("by the bag", "by the cup")).code == 0


def test_a_deletion_that_conflicts_stays_open(tmp_path: Path) -> None:
    imported(tmp_path, FAMILY)
    text = (tmp_path / FOCUS).read_text("utf-8")
    before, block = text.split('    responsibilities:\n      - text: "Buys flour')
    rest = block.partition("proficiency: Expert\n")[2]
    (tmp_path / FOCUS).write_text(before + rest, "utf-8")
    newer = FAMILY.replace("by the ton", "by the bag")

    codes = [imported(tmp_path, newer).code for _ in range(3)]

    assert codes == [1, 1, 1]
    assert "by the bag" not in (tmp_path / FOCUS).read_text("utf-8")


def test_a_file_deleted_here_and_changed_there_stays_open(tmp_path: Path) -> None:
    standard(tmp_path, STANDARD)
    (tmp_path / SHIFT).unlink()
    text = STANDARD["disciplines/shift.yaml"].replace("Leads a shift.", "Leads the night.")
    changed = {**STANDARD, "disciplines/shift.yaml": text}

    assert [standard(tmp_path, changed).code for _ in range(2)] == [1, 1]


def test_edits_of_what_the_source_drops_are_told_with_their_place(tmp_path: Path) -> None:
    standard(tmp_path, STANDARD)
    text = (tmp_path / SHIFT).read_text("utf-8")
    (tmp_path / SHIFT).write_text(text.replace("Leads a shift.", "Leads all shifts."), "utf-8")
    newer = {**STANDARD}
    del newer["disciplines/shift.yaml"]

    answer = standard(tmp_path, newer)

    assert answer.code == 3
    place = "functions/shift-management/shift-management.yaml:1"
    assert f"ladder changes or drops what you edited at {place}" in answer.err
    assert "hint: nothing was written; take your lines there back or out" in answer.err


def test_a_memory_that_is_gone_is_told(tmp_path: Path) -> None:
    imported(tmp_path, FAMILY)
    shutil.rmtree(tmp_path / "ours/.levelctl")

    answer = imported(tmp_path, FAMILY)

    assert answer.code == 2
    assert "is gone, so a newer source cannot be merged" in answer.err


def test_an_edited_map_is_no_conflict(tmp_path: Path) -> None:
    rows = "Level,Theme,Text\nJunior,Dough,Kneads the dough by hand\nSenior,Dough,Buys the flour\n"
    write(tmp_path, {"bakers.csv": rows})
    run("new", "canon", "ours", "--from", "bakers.csv", cwd=tmp_path)
    path = tmp_path / "ours/import-map.yaml"
    path.write_text(path.read_text("utf-8").replace('"Junior": ', '"Junior": B1 # '), "utf-8")

    options = ("--from", "bakers.csv", "--map", "ours/import-map.yaml")
    answer = run("new", "canon", "ours", *options, cwd=tmp_path)

    assert answer.code == 0, answer.err
    assert "B1 #" in path.read_text("utf-8")
    assert "  B1:" in (tmp_path / "ours/ladder.yaml").read_text("utf-8")


def test_the_report_says_where_things_are_after_a_merge(tmp_path: Path) -> None:
    rows = "Level,Text\nJunior,Kneads the dough by hand\nJunior,Folds it twice\nSenior,Buys flour\n"
    write(tmp_path, {"bakers.csv": rows})
    run("new", "canon", "ours", "--from", "bakers.csv", cwd=tmp_path)
    path = tmp_path / "ours/functions/bakers/bakers.yaml"
    lines = [line for line in path.read_text("utf-8").splitlines() if "Kneads" not in line]
    path.write_text("\n".join(lines) + "\n", "utf-8")

    run("new", "canon", "ours", "--from", "bakers.csv", cwd=tmp_path)

    report = json.loads((tmp_path / "ours/import-report.json").read_text("utf-8"))
    items = {item["text"]: item for item in report["import"]["items"]}
    kneads, folds = items["Kneads the dough by hand"], items["Folds it twice"]
    assert (kneads["outcome"], kneads["at"]) == ("left out", [])
    place = "functions/bakers/bakers.yaml: levels.Junior.responsibilities[0]"
    assert (folds["outcome"], folds["at"]) == ("kept", [place])
