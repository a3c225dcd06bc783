"""Ladders in hostile tables and documents: read or refused in time, with the place of a fault."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest

from levelctl.errors import LevelctlError
from levelctl.ladders.readers import reader_of
from levelctl.ladders.records import LadderDraft, ReadingOptions
from levelctl.ladders.sources import source_of

SECONDS = 5
"""The most that any of these may take; the slowest takes a second on two cores."""

OK = "Level,Text\nL1,Bakes bread\nL2,Plans the baking\n"


def read(path: Path) -> LadderDraft:
    source = source_of(path)
    return reader_of(source).read(source, ReadingOptions())


def timed(path: Path) -> str:
    """Return the error of reading *path*, or nothing; it must come in time."""
    start = time.process_time()
    found: LevelctlError | None = None
    try:
        read(path)
    except LevelctlError as error:
        found = error
    assert time.process_time() - start < SECONDS
    assert found is None or found.hint
    return str(found or "")


@pytest.mark.long
@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("Level,Text\n" + "".join(f"L1,text {at}\n" for at in range(20_000)), ""),
        ("Level,Text\nL1," + " " * 500_000 + "x\n", ""),
        ("Level,Text\nL1," + "(" * 500_000 + "\n", "no row has both"),
        ("Level,Text\nL1," + "http://" * 70_000 + "....\n", ""),
        ("Level,Text\nL1," + '"' * 300_000 + "\n", "a.csv:2: its quotes do not match"),
        ("Level" + "," * 100_000 + "\nL1\n", "no row has both"),
        ("Level,Text\nL1," + "a," * 5_000 + "\n", "too large for a ladder"),
        ("Level,Text\nL1,ab\udc80\n", "a.csv:2: it is not in UTF-8: the byte 0x80"),
        ("Level,Text\r\nL1,\x1b[31mred\u202e\x07\n", ""),
    ],
)
def test_tables(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    found = timed(path)
    assert message in found
    assert bool(message) == bool(found)


def test_text_that_acts_on_a_terminal_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Level,Text\nL1,\x1b[31mred\u202e\x07 bread\n", "utf-8")
    draft = read(path)
    text = draft.functions[0].foci[0].profiles[0].duties[0].text
    assert text.text == "[31mred bread"
    assert "U+202E" in text.change


def _table(cell: str, count: int = 1) -> str:
    return f"<table>\n<tr><th>Level</th>{cell * count}</tr>\n</table>\n"


@pytest.mark.long
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (_table("<td colspan=999999999 rowspan=999999999>x</td>"), "no heading, list or table"),
        (_table("<td colspan=300 rowspan=100>x</td>", 20_000), "more than 200,000 cells"),
        ("<table>\n" * 100_000, "no heading, list or table"),
        ("<table>" * 100_000 + "</table>\n", "no heading, list or table"),
        ("# L1\n" * 50_000, "more than 2,000 headings"),
        ("- " * 3_000 + "a\n", "a.md:1: it is nested deeper than 40"),
        ("> " * 3_000 + "a\n", "a.md:1: it is nested deeper than 40"),
        ("[" * 50_000, "no heading, list or table"),
        ("**a" * 20_000, "no heading, list or table"),
        ("| a " * 20_000 + "\n" + "|---" * 20_000 + "\n" + "| b " * 20_000, "no heading"),
        ("---\n" + "a: b\n" * 50_000, "no heading, list or table"),
    ],
)
def test_documents(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(content, "utf-8")
    assert message in timed(path)


def test_merged_cells_that_cover_all(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in OK.splitlines():
        sheet.append(row.split(","))
    sheet.append(["L3"])
    for at in range(1_000):
        sheet.append([f"L{at}", "x"])
    for _ in range(700):
        sheet.merged_cells.ranges.add(  # not merge_cells, which writes each cell
            openpyxl.worksheet.cell_range.CellRange("A1:ZZ1048576")
        )
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert "merged cells cover more than" in timed(path)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04broken", "is not a zip archive"),
        (b"\xd0\xcf\x11\xe0old", "a workbook of an old Excel"),
        (b"<html><table>", "a web page"),
    ],
)
def test_broken_workbooks(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert message in timed(path)
