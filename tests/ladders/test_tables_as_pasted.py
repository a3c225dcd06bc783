"""Tables as people keep them: notes around them, forks, words of scales, and ignored rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from levelctl.answers.new.importing import PlannedImport, plan_import
from levelctl.canon import source as yaml
from levelctl.errors import CanonError, LevelctlError
from levelctl.ladders.records import ReadingOptions
from program import run

HEADING = ["Competency", "Analyst", "Senior Analyst", "Lead Analyst"]
BODY = [
    ["Delivery", "Delivers a report a week", "Delivers a dashboard a month", "Plans the reports"],
    ["People", "Asks for help early", "Helps two analysts", "Hires analysts"],
]
Rows = Sequence[Sequence[object]]


def workbook(folder: Path, rows: Rows, *merged: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    path = folder / "ladder.xlsx"
    book.save(path)
    return path


def imported(path: Path, *columns: tuple[str, str], **said: Any) -> PlannedImport:
    options = ReadingOptions(columns=columns, map=said.get("map", {}), map_path="map.yaml")
    return plan_import(path.parent / "canon", path, options, "2026-11-30")


def file(work: PlannedImport, name: str) -> Any:
    return yaml.parse(work.plan.files[name]).top.value


def left_out(work: PlannedImport) -> dict[str, str]:
    return {each.text: each.note for each in work.report.items if each.outcome == "left out"}


@pytest.mark.parametrize("blank", [(), ([],)], ids=["adjacent", "apart"])
def test_merged_titles_and_notes_are_no_themes(tmp_path: Path, blank: Rows) -> None:
    title, subtitle = ["Our career ladder 2026"], ["Draft. It was agreed with the works council."]
    note = ["Questions? Write to people@acme.example"]
    rows = [title, subtitle, *blank, HEADING, *BODY, note]
    last = len(rows)
    work = imported(workbook(tmp_path, rows, "A1:D1", "A2:D2", f"A{last}:D{last}"))

    assert [*file(work, "themes.yaml")["themes"]] == ["delivery", "people"]
    assert left_out(work) == {
        title[0]: "it stands above the heading of the table",
        subtitle[0]: "it stands above the heading of the table",
        note[0]: "it covers the whole row, so it is a title or a note",
        "Competency": "it is the heading of a column: theme",
    }


def test_a_merged_heading_of_rows_begins_a_group(tmp_path: Path) -> None:
    rows = [HEADING, ["Core"], BODY[0], ["Team"], BODY[1]]
    work = imported(workbook(tmp_path, rows, "A2:D2", "A4:D4"))

    assert [*file(work, "themes.yaml")["themes"]] == ["core-delivery", "team-people"]


@pytest.mark.parametrize("where", ["long", "down"])
def test_merged_notes_are_left_out_of_other_tables(tmp_path: Path, where: str) -> None:
    long = [["Level", "Theme", "Text"], ["L1", "Work", "Bakes bread"], ["L2", "Work", "Plans it"]]
    down = [["Level", "Work", "Sales"], ["L1", "Bakes", "Greets"], ["L2", "Plans", "Sells"]]
    rows = [*(long if where == "long" else down), ["This table is for bakers only"]]
    work = imported(workbook(tmp_path, rows, "A4:C4"))

    assert "This table is for bakers only" in left_out(work)
    assert [*file(work, "ladder.yaml")["levels"]] == ["L1", "L2"]


def test_rows_and_columns_can_be_ignored(tmp_path: Path) -> None:
    rows = [[*HEADING, "Notes"], [*BODY[0], "ask Ann"], ["Draft", "a", "b", "c", ""], *BODY[1:]]
    path = workbook(tmp_path, rows)

    for work in (
        imported(path, ("ignore", "row 3"), ("ignore", "Notes")),
        imported(path, map={"ignore": ["Draft"], "columns": {"ignore": "Notes"}}),
        imported(path, map={"ignore": ["3-3"], "columns": {"ignore": "Notes"}}),
    ):
        assert [*file(work, "themes.yaml")["themes"]] == ["delivery", "people"]
        assert left_out(work)["Draft"] == "its row is to be ignored"
        assert left_out(work)["ask Ann"] == "its column, 'Notes', is left out"
    with pytest.raises(LevelctlError, match="no table has a row '9', which is said to be left out"):
        imported(path, ("ignore", "row 9"))


FORK = [
    ["Area", "Level 1", "Level 2", "Level 3", "Lead"],
    ["Years of experience", "0-1", "2-5", "6-10", "4-8"],
    ["Work", "Does it", "Plans it", "Designs it", "Leads it"],
]


def test_years_that_are_no_order_are_left_out_and_told(tmp_path: Path) -> None:
    work = imported(workbook(tmp_path, FORK))

    levels = file(work, "ladder.yaml")["levels"]
    assert levels["level-3"]["years"] == {"low": 6, "high": 10}
    assert "years" not in levels["Lead"]
    assert "below level-3's" in left_out(work)["4-8"]
    assert any("Left out: the years '4-8' at Sheet!E2" in each for each in work.report.remarks)


def test_what_else_makes_a_fault_is_told_by_its_place_in_the_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("levelctl.answers.new.importing.without_years", lambda draft, *_: draft)

    with pytest.raises(CanonError) as error:
        imported(workbook(tmp_path, FORK))

    assert "Sheet!E2 says '4-8': the low end of Lead's years is 4, below level-3's 6" in str(
        error.value
    )
    assert "ladder.yaml:" not in str(error.value)
    assert any("levels-across" in note for note in error.value.__notes__)


@pytest.mark.parametrize(("cell", "works"), [("E2", True), ("B4", False)])
def test_a_formula_without_a_value_counts_where_a_text_should_be(
    tmp_path: Path, cell: str, *, works: bool
) -> None:
    rows = [HEADING, *BODY, ["Total", "", "", ""]]
    path = workbook(tmp_path, rows)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    sheet[cell] = "=SUM(1)"
    book.save(path)

    if works:
        assert any(
            f"Left out: the file does not say what the formulas give in Sheet!{cell}" in each
            for each in imported(path).report.remarks
        )
        return
    with pytest.raises(LevelctlError, match=f"Sheet!{cell}: the file does not say") as error:
        imported(path)
    assert error.value.hint.endswith("or leave the row out with --column 'ignore=row 4'")
    assert imported(path, ("ignore", "row 4")).report.warnings >= 0


def test_a_sheet_with_other_levels_is_no_ladder_beside_one_with_likely_ones(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path, [HEADING, *BODY])
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Assessment")
    sheet.append(["Level", "Expectation", "Notes"])
    for number in range(1, 4):
        sheet.append([number, f"Was seen {number} times in the last year", "ask Ann about it"])
    book.save(path)
    work = imported(path)

    assert [*file(work, "ladder.yaml")["levels"]] == ["Analyst", "senior-analyst", "lead-analyst"]
    assert any("sheet Assessment has no likely levels" in each for each in work.report.remarks)


def test_words_of_a_scale_are_no_levels(tmp_path: Path) -> None:
    rows = [
        ["Skill", "L1", "L2", "L3"],
        ["SQL", "Basic", "Working", "Expert"],
        ["Python", "Basic", "Basic", "Working"],
    ]
    work = imported(workbook(tmp_path, rows))

    focus = file(work, "functions/ladder/ladder.yaml")
    assert focus["levels"]["L3"]["responsibilities"] == [
        {"text": "SQL", "proficiency": "Expert"},
        {"text": "Python", "proficiency": "Working"},
    ]


def test_a_column_of_a_scale_has_proficiencies(tmp_path: Path) -> None:
    rows = [
        ["Grade", "Grade title", "Competency", "What good looks like", "Expected skill"],
        ["G1", "Junior", "Work", "Does the work of a day", "Basic"],
        ["G2", "Lead", "Work", "Plans the work of a week", "Expert"],
    ]
    path = workbook(tmp_path, rows)

    for columns in ((), (("level", "Grade title"),)):
        work = imported(path, *columns)
        assert [*file(work, "themes.yaml")["themes"]] == ["work"]
        assert "Not sure: The column “Expected skill” was taken for proficiencies" in str(
            work.report.remarks
        )
    assert "Not sure: The column “Grade” names levels too" in str(work.report.remarks)


def test_words_of_one_scale_in_a_heading_go_together(tmp_path: Path) -> None:
    steps = ("Beginner", "Intermediate", "Advanced", "Expert")
    heading = [cell for step in steps for cell in (step, "0")]
    texts = [
        cell
        for step in steps
        for cell in (f"Understands the {step.lower()} work of all bakers", "1")
    ]
    work = imported(workbook(tmp_path, [heading, texts, texts]))

    assert [*file(work, "ladder.yaml")["levels"]] == [*steps]


def test_a_level_that_is_said_joins_those_that_are_guessed(tmp_path: Path) -> None:
    rows = [["Area", "Helper", "Senior Baker", "Head Baker"], ["Work", "Helps", "Bakes", "Plans"]]
    work = imported(workbook(tmp_path, rows), ("level", "Helper"))

    assert [*file(work, "ladder.yaml")["levels"]] == ["Helper", "senior-baker", "head-baker"]


@pytest.mark.parametrize(
    "label",
    ["Level 1: Junior Recruiter", "Level 1 - Junior Recruiter", "Level 1\nJunior Recruiter"],
)
def test_a_numbered_level_has_its_name_behind_the_number(tmp_path: Path, label: str) -> None:
    other = label.replace("1", "2").replace("Junior", "Senior")
    work = imported(workbook(tmp_path, [["Area", label, other], ["Work", "Calls", "Hires"]]))

    levels = file(work, "ladder.yaml")["levels"]
    assert {code: level["name"] for code, level in levels.items()} == {
        "level-1": "Junior Recruiter",
        "level-2": "Senior Recruiter",
    }


def test_the_row_of_names_names_each_level(tmp_path: Path) -> None:
    rows = [
        ["", "Level 1", "Level 2", "Lead"],
        ["", "Associate CSM", "Senior CSM", "Team Lead CSM"],
        ["Work", "Calls customers", "Keeps customers", "Hires people"],
    ]
    path = workbook(tmp_path, rows)
    codes = {"Level 1": "IC1", "Level 2": "IC2", "Lead": "M1"}

    for said in ({}, {"levels": codes}):
        levels = file(imported(path, map=said), "ladder.yaml")["levels"]
        assert [level["name"] for level in levels.values()] == [
            "Associate CSM",
            "Senior CSM",
            "Team Lead CSM",
        ]


def test_the_map_holds_what_was_guessed(tmp_path: Path) -> None:
    path = workbook(tmp_path, FORK)
    work = imported(path)
    guessed = yaml.parse(work.plan.files["import-map.yaml"]).top.value

    assert guessed["columns"]["years"] == ["Years of experience"]
    assert guessed["levels"]["Level 1"] == "level-1"
    again = imported(path, map=guessed)
    assert again.plan.files["ladder.yaml"] == work.plan.files["ladder.yaml"]


def test_levels_of_a_map_must_be_in_the_source(tmp_path: Path) -> None:
    with pytest.raises(LevelctlError, match="levels has 'Levl 1', which names no level") as error:
        imported(workbook(tmp_path, FORK), map={"levels": {"Levl 1": "L1", "Level 2": "L2"}})
    assert error.value.hint == "did you mean 'Level 1'?"


def test_a_missing_map_is_told_with_its_option(tmp_path: Path) -> None:
    path = workbook(tmp_path, FORK)
    answer = run("new", "canon", "c", "--from", str(path), "--map", "no.yaml", cwd=tmp_path)

    assert answer.code == 3
    assert "no.yaml does not exist" in answer.err
    assert "give the path of a map.yaml after --map" in answer.err


def test_the_last_import_is_repeated_as_it_was(tmp_path: Path) -> None:
    path = workbook(tmp_path, [[*HEADING, "Notes"], [*BODY[0], "ask Ann"], [*BODY[1], ""]])
    first = ("new", "canon", "c", "--from", str(path))
    assert run(*first, "--column", "ignore=Notes", cwd=tmp_path).code == 0

    again = run(*first, cwd=tmp_path)

    assert again.code == 0
    assert "was read with --column ignore=Notes, as the last time" in again.err
    assert "the source says nothing new" in again.err
    other = run(*first, "--column", "about=Notes", cwd=tmp_path)
    assert "The last time, the source was read with --column ignore=Notes, and now" in other.err


def test_another_ladder_does_not_replace_a_canon(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEADING, *BODY])
    assert run("new", "canon", "c", "--from", str(path), cwd=tmp_path).code == 0
    path.rename(tmp_path / "other.xlsx")

    answer = run("new", "canon", "c", "--from", "other.xlsx", cwd=tmp_path)

    assert answer.code == 2
    assert "c was imported from ladder.xlsx, and other.xlsx has none of its foci" in answer.err
    assert (tmp_path / "c/functions/ladder/ladder.yaml").is_file()


def test_what_an_edit_replaces_is_not_kept(tmp_path: Path) -> None:
    path = workbook(tmp_path, [HEADING, *BODY])
    assert run("new", "canon", "c", "--from", str(path), cwd=tmp_path).code == 0
    focus = tmp_path / "c/functions/ladder/ladder.yaml"
    text = focus.read_text("utf-8")
    focus.write_text(text.replace("Hires analysts", "Hires them all"), "utf-8")

    assert run("new", "canon", "c", "--from", str(path), cwd=tmp_path).code == 0

    report = json.loads((tmp_path / "c/import-report.json").read_text("utf-8"))["import"]
    told = {each["text"]: (each["outcome"], each["note"]) for each in report["items"]}
    assert told["Hires analysts"] == ("left out", "your own lines stand there")
    assert told["Helps two analysts"] == ("kept", "")
