"""Ladders in tables: how they are read, what becomes of each cell, and what is said of bad ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from levelctl.errors import LevelctlError
from levelctl.ladders.readers import reader_of
from levelctl.ladders.records import DraftDuty, LadderDraft, ReadingOptions
from levelctl.ladders.sources import source_of
from madeladders import origins

Imported = Callable[..., LadderDraft]

LONG = (
    "Focus;Level;Theme;Responsibility;Proficiency;Example;Link\n"
    "Backend;L1;Craft;Writes code;Awareness;small fixes;https://example.org/a\n"
    'Backend;L1;Craft;"You can:\n- test code\n- review code";Working;;\n'
    ";;Talk;Asks;;;\n"
    'Frontend;L2;Craft;"Builds &amp; ships pages";;;\n'
)

ACROSS = (
    "Our ladder\t\t\t\n"
    "\tIndividual contributor\t\tManager\n"
    "Competency\tEngineer I (IC1)\tSenior Engineer (IC2)\tEngineering Manager (M2)\n"
    "Years of experience\t0-2 years\t5+\tmany\n"
    "People\t\t\t\n"
    "Mentoring\tLearns\tTeaches\tN/A\n"
)

DOWN = (
    "Level,Title,Experience,Scope,Impact,\n"
    ",,,,On the team,Notes\n"
    "L2,Engineer,2-5 years,Features,Helps,\n"
    "L1,Junior engineer,< 2 years,Tasks,Learns,Starts here\n"
    "How to read this,,,,,\n"
)


@pytest.fixture
def imported(tmp_path: Path) -> Imported:
    def run(content: str | bytes, name: str = "ladder.csv", **said: object) -> LadderDraft:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        options = ReadingOptions(
            map=said.get("map", {}),  # type: ignore[arg-type]
            map_path="map.yaml",
            columns=said.get("columns", ()),  # type: ignore[arg-type]
        )
        source = source_of(path)
        return reader_of(source).read(source, options)

    return run


def duties(draft: LadderDraft) -> dict[str, list[str]]:
    """Return the texts of *draft* by focus and level."""
    return {
        f"{focus.name.text} {profile.level}": [each.text.text for each in profile.duties]
        for function in draft.functions
        for focus in function.foci
        for profile in focus.profiles
    }


def all_duties(draft: LadderDraft) -> list[DraftDuty]:
    foci = [focus for function in draft.functions for focus in function.foci]
    return [duty for focus in foci for profile in focus.profiles for duty in profile.duties]


def test_a_long_table_with_a_mark_and_semicolons(imported: Imported) -> None:
    draft = imported(b"\xef\xbb\xbf" + LONG.encode())
    assert duties(draft) == {
        "Backend L1": ["Writes code", "test code", "review code", "Asks"],
        "Frontend L2": ["Builds & ships pages"],
    }
    first, *_, last = all_duties(draft)
    assert first.proficiency is not None
    assert (first.theme, first.proficiency.text) == ("craft", "Awareness")
    assert [each.text for each in first.examples] == ["small fixes"]
    assert [each.url.text for each in first.links] == ["https://example.org/a"]
    assert last.text.change == "&amp; became &"
    assert [each.name.text for each in draft.themes] == ["Craft", "Talk"]


def test_levels_across_with_tracks_years_and_groups(imported: Imported) -> None:
    draft = imported(ACROSS, "ladder.tsv")
    assert [(each.id, each.name.text, each.track) for each in draft.levels] == [
        ("IC1", "Engineer I", "individual contributor"),
        ("IC2", "Senior Engineer", "individual contributor"),
        ("M2", "Engineering Manager", "manager"),
    ]
    assert [(each.id, each.manages, each.branches_from) for each in draft.tracks] == [
        ("individual contributor", False, ""),
        ("manager", True, "individual contributor"),
    ]
    years = [each.years and (each.years.low, each.years.high) for each in draft.levels]
    assert years == [(0, 2), (5, None), None]
    assert duties(draft) == {"ladder IC1": ["Learns"], "ladder IC2": ["Teaches"]}
    assert [each.name.text for each in draft.themes] == ["People: Mentoring"]
    reasons = {each.origin.text: each.reason for each in draft.left_out}
    assert reasons["N/A"] == "it says nothing"
    assert reasons["many"] == "it is not a number of years"


def test_levels_down_with_a_second_heading_the_highest_first(imported: Imported) -> None:
    draft = imported(DOWN)
    assert [(each.id, each.name.text) for each in draft.levels] == [
        ("L1", "Junior engineer"),
        ("L2", "Engineer"),
    ]
    assert duties(draft)["ladder L1"] == ["Tasks", "Learns", "Starts here"]
    assert [each.name.text for each in draft.themes] == ["Scope", "Impact: On the team", "Notes"]
    assert any("turned" in each for each in draft.remarks)
    assert ("How to read this", "its row is no level") in {
        (each.origin.text, each.reason) for each in draft.left_out
    }


def test_sheets_are_foci_and_merged_cells_hold_everywhere(
    tmp_path: Path, imported: Imported
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Backend"
    sheet.append(["Area", "Skill", "Junior", "Middle", "Senior"])
    sheet.append(["Craft", "Tests", "• Writes tests\n• Runs tests", "Plans tests", "Owns tests"])
    sheet.append([None, "Design", "Reads designs", None, "Draws designs"])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("C3:D3")
    design = book.create_sheet("Design")
    design.append(["Area", "Skill", "Junior", "Middle", "Senior"])
    design.append(["Craft", "Visual", "Uses", "Extends", "Defines"])
    book.create_sheet("Notes").append(["Talk to us"])
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "made.xlsx")
    draft = imported((tmp_path / "made.xlsx").read_bytes(), "ladder.xlsx")
    assert duties(draft)["Backend Middle"] == ["Plans tests", "Reads designs"]
    assert duties(draft)["Design Senior"] == ["Defines"]
    names = [each.name.text for each in draft.themes]
    assert names == ["Craft: Tests", "Craft: Design", "Craft: Visual"]
    assert any("Hidden sheets are not read: Old" in each for each in draft.remarks)
    assert any("sheet Notes" in each for each in draft.remarks)


def test_ratings_beside_each_level_and_rows_above_the_heading(imported: Imported) -> None:
    draft = imported(
        "Title,,Baker,,Senior baker,,Chief baker,\n"
        "Code,About it,IC1,Rated,IC2,Rated,IC3,Rated\n"
        "Dough,How to make the dough of all kinds of bread,Kneads,1,Plans,2,Invents,3\n"
    )
    assert [each.name.text for each in draft.levels] == ["Baker", "Senior baker", "Chief baker"]
    found = all_duties(draft)
    rated = [(each.text.text, each.proficiency and each.proficiency.text) for each in found]
    assert rated == [("Kneads", "1"), ("Plans", "2"), ("Invents", "3")]
    summary = draft.themes[0].summary
    assert summary is not None
    assert summary.text == "How to make the dough of all kinds of bread"


def test_blank_lines_before_and_headings_of_databases(imported: Imported) -> None:
    content = "\njob_level,competency,expected_score,org_id\nJunior,SQL,2,7\nSenior,SQL,4,7\n"
    found = all_duties(imported(content))
    rated = [(each.text.text, each.proficiency and each.proficiency.text) for each in found]
    assert rated == [("SQL", "2"), ("SQL", "4")]


@pytest.mark.parametrize(
    "content",
    [
        "Name,Mary,Ann\nSQL,0,0\nGo,0,0\n",
        "x,Manager rating,My rating,Manager rating\nSQL,0,0,0\n",
    ],
)
def test_a_table_of_ratings_of_people_is_no_ladder(imported: Imported, content: str) -> None:
    with pytest.raises(LevelctlError, match="no column names the levels"):
        imported(content)


def test_a_table_of_proficiencies(imported: Imported) -> None:
    draft = imported("Skill,Junior,Senior\nSQL,2,4\nGo,1,3\n")
    found = all_duties(draft)
    rated = [(each.text.text, each.proficiency and each.proficiency.text) for each in found]
    assert rated == [("SQL", "2"), ("Go", "1"), ("SQL", "4"), ("Go", "3")]


@pytest.mark.parametrize(("content", "name"), [(LONG, "a.csv"), (ACROSS, "a.tsv"), (DOWN, "a.csv")])
def test_every_cell_is_in_the_draft_or_left_out(
    imported: Imported, content: str, name: str
) -> None:
    draft = imported(content, name)
    found = {each.place for each in origins(draft)}
    assert len(draft.items) > 10
    assert [each for each in draft.items if each.place not in found] == []


def test_what_is_said_wins(imported: Imported) -> None:
    table = "Grade,Notes,Kind\nA,Does this well,Craft\nB,Does that well,Craft\n"
    draft = imported(table, columns=(("level", "Grade"), ("text", "Notes"), ("theme", "Kind")))
    assert duties(draft) == {"ladder A": ["Does this well"], "ladder B": ["Does that well"]}
    draft = imported(
        table,
        map={
            "columns": {"level": "Grade", "text": ["Notes"], "ignore": "#3"},
            "levels": {"B": "L1", "A": "L2"},
            "cumulative": True,
        },
    )
    assert [each.id for each in draft.levels] == ["L1", "L2"]
    assert (draft.themes, draft.cumulative) == ((), True)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_names_of_levels_and_other_names_in_any_encoding(imported: Imported, encoding: str) -> None:
    content = "Stufe;Name;Beschreibung\nE1;Bäcker;Knetet größere Teige\nE1;Bäcker;Räumt auf\n"
    draft = imported(content.encode(encoding))
    assert [each.name.text for each in draft.levels] == ["Bäcker"]
    assert draft.themes == ()
    assert any("The encoding of ladder.csv seems to be" in each for each in draft.remarks)
    other = imported(content.replace("Bäcker;R", "Ordnung;R"))
    assert [each.name.text for each in other.themes] == ["Bäcker", "Ordnung"]


def test_a_title_beside_a_name_is_an_alias(imported: Imported) -> None:
    draft = imported(
        "Level,Title,Does\nEntry,Baker I,Kneads the dough of all breads\n"
        "Senior,Baker II,Plans the bread of a whole week\n"
    )
    assert [each.name.text for each in draft.levels] == ["Entry", "Senior"]
    aliases = draft.functions[0].foci[0].aliases
    assert [(each.title.text, each.level) for each in aliases] == [
        ("Baker I", "Entry"),
        ("Baker II", "Senior"),
    ]


def test_a_doubt_names_the_option(imported: Imported) -> None:
    draft = imported(
        "Step name,Says\nJunior,Does a good deal of work\nSenior,Does even more work\n"
    )
    doubts = [each for each in draft.remarks if each.startswith("Not sure")]
    assert len(doubts) == 1
    assert "“Step name”" in doubts[0]
    assert "--column ROLE=HEADING" in doubts[0]


def test_the_guessed_map_reads_the_same(imported: Imported) -> None:
    from levelctl.canon import source

    draft = imported(LONG)
    again = imported(LONG, map=source.parse(draft.guessed_map).top.value)
    assert again.functions == draft.functions
    assert again.levels == draft.levels


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "ladder.csv is empty"),
        ("Level,Text\n", "no row has both a level and a text"),
        ("a,b\nc,d\n", "ladder.csv: no column names the levels; the headings are 'a', 'b'"),
        ("just a line\nand another\n", "ladder.csv:1: the table has one column only"),
        ('Level,Text\nL1,"open\n', "ladder.csv:2: its quotes do not match"),
        ("Level,Text\nL1,Plans, and does\n", "ladder.csv:2, column 3: the row has more cells"),
        (b"Level,Text\nL1,a\0b\n", "ladder.csv is binary"),
        (b"%PDF-1.4", "ladder.csv is a PDF, not a table"),
        ("Level,Text\n" + "L1,x\n" * 50_001, "too large for a ladder"),
    ],
)
def test_a_bad_table(imported: Imported, content: str | bytes, message: str) -> None:
    with pytest.raises(LevelctlError) as caught:
        imported(content)
    assert message in str(caught.value)
    assert caught.value.hint


def test_a_formula_without_a_value(tmp_path: Path, imported: Imported) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Level", "Text"])
    sheet.append(["L1", "=A1"])
    book.save(tmp_path / "made.xlsx")
    with pytest.raises(LevelctlError, match=r"Sheet!B2: the file does not say what the formula"):
        imported((tmp_path / "made.xlsx").read_bytes(), "ladder.xlsx")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"map": {"colums": {}}}, "map.yaml: 'colums' is not a key of a map"),
        ({"map": {"columns": []}}, "map.yaml: columns is not a mapping"),
        ({"map": {"columns": {"grade": "Level"}}}, "'grade' is not a role of a column"),
        ({"map": {"columns": {"level": {}}}}, "columns.level is not a text"),
        ({"map": {"header": 0}}, "map.yaml: header is not a number of a row"),
        ({"map": {"header": 99}}, "ladder.csv has no row 99"),
        ({"map": {"orientation": "wide"}}, "'wide' is not an orientation"),
        ({"map": {"levels": {"L1": []}}}, "levels.L1 is not a code"),
        ({"map": {"headings": {"7": "level"}}}, "no depth of a heading"),
        ({"map": {"cumulative": "no"}}, "cumulative is neither true nor false"),
        ({"map": {"sheet": "A"}}, "ladder.csv has no sheets"),
        ({"columns": (("level", "Rank"),)}, "ladder.csv has no column 'Rank'"),
        ({"columns": (("levels", "Level"),)}, "--column: 'levels' is not a role"),
    ],
)
def test_a_bad_map(imported: Imported, said: dict[str, object], message: str) -> None:
    with pytest.raises(LevelctlError) as caught:
        imported(LONG, **said)
    assert message in str(caught.value)
    assert caught.value.hint
