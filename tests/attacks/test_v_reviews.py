"""
V. Reviews: what readers write, and who else writes into their folder.

A reader's remark, a trade, a reason or the text of a duty may hold what acts on a terminal, in a
spreadsheet or in YAML, and a folder of reviews may be a link. levelctl promises that nothing of it
acts, that files of reviews stay files of a canon, and that nothing outside is written.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from levelctl import open_canon, review_export, review_import, review_object, review_status
from levelctl.canon.canon import Canon
from levelctl.errors import LevelctlError, MachineError
from program import run
from small import write_canon

WARD = "NURSIN.WARDNURS1234.P2"

HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "\x9b2J",
    "a\u202eb\u2066c",
    "\u2028line\x85break",
    "::error::x",
    "##[group]y",
    "[bold]x[/bold] :smile:",
    "=1+1|cmd",
    "- a: {b: [c",
    "#: %TAG ! x",
    "null",
    "12",
    "2026-11-30",
    "'\"`$(touch x)",
    "x" * 5_000,
    "\ud800",
    "a\0b",
)


@pytest.fixture
def canon(tmp_path: Path) -> Canon:
    return open_canon(write_canon(tmp_path / "canon"), cache=False)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_reader_writes_acts_nowhere(canon: Canon, text: str) -> None:
    review_object(canon, WARD, "1", text, initials="JD", trade=text, years=3)
    again = open_canon(canon.root, cache=False)
    assert again.diagnostics == ()
    (file,) = again.reviews("NURSIN", "WARDNURS1234")
    assert file.objections[0].why == file.reader.trade
    for form in ("text", "markdown", "csv", "json"):
        answer = run("review", "status", WARD, "-f", form, cwd=canon.root)
        assert answer.code == 0
        assert not [char for char in answer.out if char < " " and char not in "\n\t"]
        assert not {*answer.out} & {*"\x7f\x85\x9b\u202e\u2066\u2028\ud800"}
        assert not [line for line in answer.out.splitlines() if line.startswith(("::", "##["))]
    (doubt,) = review_status(again, WARD).doubts
    assert json.loads(json.dumps(doubt.objections[0])) == file.objections[0].why


def test_a_link_out_of_the_canon_is_not_written_through(canon: Canon, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (canon.root / "reviews").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LevelctlError, match="link that leads out"):
        review_object(canon, WARD, "1", "No.", initials="JD")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_in_the_place_of_the_folder_stays(canon: Canon) -> None:
    (canon.root / "reviews").write_text("mine", "utf-8")
    with pytest.raises(MachineError, match=r"file is in the place of its folder|cannot be written"):
        review_object(canon, WARD, "1", "No.", initials="JD")
    assert (canon.root / "reviews").read_text("utf-8") == "mine"


def test_a_reader_who_is_a_path_is_refused(canon: Canon) -> None:
    for initials in ("../x", "a/b", ".", "a\0", "", " ", "x" * 13, "\ud800", "con "):
        try:
            review_object(canon, WARD, "1", "No.", initials=initials)
        except LevelctlError:
            continue
        assert initials.strip() == "con"
    assert [path.name for path in (canon.root / "reviews").rglob("*.yaml")] == [
        path.name for path in (canon.root / "reviews/ward-nurse").iterdir()
    ]


def test_a_table_of_a_million_cells_is_refused(canon: Canon, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("duty,text,role: x\n" + "," * 300 + "x\n", "utf-8")
    with pytest.raises(LevelctlError, match="more than 100,000 rows or 200 columns"):
        review_import(canon, table, initials="JD")


def test_a_table_is_not_written_over_a_link(canon: Canon, tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "target")
    with pytest.raises(LevelctlError, match="already exists"):
        review_export(canon, tmp_path / "a.csv")
    assert not (tmp_path / "target").exists()
