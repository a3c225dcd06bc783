"""Workbooks of Excel: their sheets, cells and sizes, and those that are hostile or damaged."""

from __future__ import annotations

import datetime as dt
import io
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from levelctl.errors import CanonError, LevelctlError
from levelctl.tables import workbook
from levelctl.tables.rows import BadRow, Row
from levelctl.tables.workbook import MOST_ELEMENTS, MOST_ROWS, opened_workbook
from program import run

openpyxl = pytest.importorskip("openpyxl", reason="the extra levelctl[excel] is not installed")

SHEET = "xl/worksheets/sheet1.xml"
START = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "{dimension}<sheetData>"
)
END = "</sheetData></worksheet>"


def made(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def changed(path: Path, sheet: bytes, *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    """Return a workbook at *path* whose sheet is the XML *sheet*."""
    plain = io.BytesIO(made(path, {"Staff": [["title"]]}).read_bytes())
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", method) as target:
        for name in source.namelist():
            target.writestr(name, sheet if name == SHEET else source.read(name))
    return path


def xml(*rows: str, dimension: str = "") -> bytes:
    return (START.format(dimension=dimension) + "".join(rows) + END).encode()


def text_row(number: int, *cells: str) -> str:
    inner = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{inner}</row>'


def read(path: Path, sheet: str | None = None) -> list[Row[list[str]] | BadRow]:
    with opened_workbook(path) as book:
        return list(book.rows(sheet))


def _of_no_zone(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def test_cells_are_texts(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["title", None, 3.0, 2.5, True],
        [],
        [dt.date(2024, 5, 1), _of_no_zone("2024-05-01 09:30"), dt.time(9, 30), "#N/A", "é"],
    ]
    assert read(made(tmp_path / "a.xlsx", {"Staff": rows})) == [
        Row(1, ["title", "", "3", "2.5", "TRUE"]),
        Row(2, []),
        Row(3, ["2024-05-01", "2024-05-01 09:30:00", "09:30:00", "#N/A", "é"]),
    ]


def test_a_sheet_is_found_by_its_name(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", {"One": [["a"]], "Two": [["b"]]})
    assert [read(path, name)[0] for name in (None, "Two", "two")] == [
        Row(1, ["a"]),
        Row(1, ["b"]),
        Row(1, ["b"]),
    ]
    with pytest.raises(LevelctlError, match="has no sheet 'Three'"):
        read(path, "Three")


def test_no_row_is_lost_if_the_sheet_is_wrong_about_its_size(tmp_path: Path) -> None:
    rows = xml(
        text_row(1, "title"), text_row(4, "Nurse", "x"), dimension='<dimension ref="A1:A1"/>'
    )
    found = read(changed(tmp_path / "a.xlsx", rows))
    assert [each.value for each in found if isinstance(each, Row) and each.value] == [
        ["title"],
        ["Nurse", "x"],
    ]
    assert [each.line for each in found] == [1, 2, 3, 4]


def test_a_long_row_is_bad(tmp_path: Path) -> None:
    long = "x" * 32_000
    (found,) = read(changed(tmp_path / "a.xlsx", xml(text_row(1, *[long] * 32))))
    assert found == BadRow(1, "it is longer than 1,000,000 characters")


def _entities() -> bytes:
    declared = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{declared}]>'.encode() + xml(text_row(1, "&a11;"))


HOSTILE = {
    "entities": _entities(),
    "an outside file": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    + xml(text_row(1, "&e;")),
    "deep": xml("<a>" * 100 + "</a>" * 100),
    "a wide row": xml(f'<row r="1">{"<c/>" * (MOST_ELEMENTS + 1)}</row>'),
    "a row far below": xml(text_row(1, "title"), text_row(10**12, "a")),
    "no XML": b"hello",
    "cut off": xml(text_row(1, "title"))[:-30],
}


@pytest.mark.long
@pytest.mark.parametrize("sheet", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_sheet_is_one_error(sheet: bytes, tmp_path: Path) -> None:
    path = changed(tmp_path / "a.xlsx", sheet)
    started = time.monotonic()
    with pytest.raises(CanonError, match=r"a\.xlsx"):
        read(path)
    assert time.monotonic() - started < 20


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_XML", 100_000)
    path = changed(tmp_path / "a.xlsx", xml(text_row(1, "x" * 200_000)))
    with pytest.raises(CanonError, match="has more than 100,000 bytes of XML"):
        read(path)


@pytest.mark.parametrize("cut", [10, 200, 2_000])
def test_a_damaged_archive_is_one_error(cut: int, tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", {"Staff": [["title"], ["Nurse"]]})
    data = bytearray(path.read_bytes())
    for place in range(cut, len(data), 997):
        data[place] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(CanonError, match=r"a\.xlsx"):
        read(path)


@pytest.mark.long
def test_a_sheet_far_to_the_right_takes_no_memory(tmp_path: Path) -> None:
    """A reader that stores a sheet as a grid would need gigabytes for two cells."""
    far = f'<row r="{MOST_ROWS}"><c r="XFD{MOST_ROWS}"><v>1</v></c></row>'
    rows = read(changed(tmp_path / "a.xlsx", xml(text_row(1, "title"), far)))
    assert len(rows) == MOST_ROWS
    assert rows[-1].line == MOST_ROWS


# As a person gets it.


def test_a_workbook_is_answered(tmp_path: Path) -> None:
    path = made(
        tmp_path / "staff.xlsx",
        {"Staff": [["id", "Job Title"], [7, "tech PM"]], "Notes": [["x"]]},
    )
    found = run("match", "--from", str(path))
    assert (found.code, found.out.split("\t")[:2]) == (0, ["7", "tech PM"])
    assert "the sheet 'Staff' is read; --sheet chooses one of: Staff, Notes" in found.err


def test_a_heading_below_other_text_is_named(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Staff of 2024"], [], ["id", "Job Title"], [7, "tech PM"]]
    path = made(tmp_path / "staff.xlsx", {"Staff": rows})
    found = run("match", "--from", str(path))
    assert (found.code, found.err.splitlines()[-1]) == (
        2,
        "hint: line 3 looks like the heading: --skip 2",
    )
    assert run("match", "--from", str(path), "--skip", "2", "-q", "-f", "code").code == 0


def test_a_first_sheet_without_titles_names_the_others(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {"Read me": [["Notes"]], "Staff": [["title"], ["tech PM"]]}
    path = made(tmp_path / "staff.xlsx", sheets)
    found = run("match", "--from", str(path))
    assert (found.code, found.out) == (2, "")
    assert found.err.endswith("for another sheet, --sheet NAME, one of: Read me, Staff\n")
    assert run("match", "--from", str(path), "--sheet", "staff", "-q").code == 0


def test_a_merged_title_above_the_heading_is_not_a_heading(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Staff of 2024"], ["No", "Designation"], [1, "tech PM"]]
    found = run("match", "--from", str(made(tmp_path / "staff.xlsx", {"Staff": rows})))
    assert (found.code, found.out) == (2, "")


def test_a_workbook_from_stdin_is_refused(tmp_path: Path) -> None:
    data = made(tmp_path / "a.xlsx", {"Staff": [["title"]]}).read_bytes()
    found = run("match", "-", "--input", "xlsx", stdin=data)
    assert (found.code, "give the file with --from" in found.err) == (3, True)


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04")
    found = run("match", "--from", str(path))
    assert found.code == 3
    assert found.err == (
        f"levelctl: {path} is a workbook of Excel, and the package that reads them is not "
        "installed\nhint: pip install 'levelctl[excel]', or save its sheet as CSV\n"
    )


@pytest.mark.parametrize("cell", ["<c r='B2'><f>A2</f></c>", "<c r='B2'><f>A2</f><v></v></c>"])
def test_a_formula_without_a_value_is_no_empty_title(cell: str, tmp_path: Path) -> None:
    rows = (text_row(1, "id", "title"), f"<row r='2'>{cell}</row>", text_row(3, "2", "x"))
    path = changed(tmp_path / "a.xlsx", xml(*rows))
    found = run("match", "--from", str(path), "-f", "csv")
    assert found.code == 3
    assert "line 2 cannot be read: its title is a formula whose value is not stored" in found.err
    assert "hint: open the workbook" in found.err
    assert len(found.out.splitlines()) == 3


def test_a_formula_beside_a_title_is_an_empty_cell(tmp_path: Path) -> None:
    path = made(tmp_path / "a.xlsx", {"Staff": [["title", "pay"], ["Nurse", "=1+1"]]})
    found = run("match", "--from", str(path), "-q", "-f", "csv")
    assert (found.code, found.out.splitlines()[1].startswith(",Nurse,")) == (0, True)


def test_an_empty_text_is_the_value_of_a_formula(tmp_path: Path) -> None:
    cell = "<c r='A2' t='str'><f>T(1)</f><v></v></c>"
    path = changed(tmp_path / "a.xlsx", xml(text_row(1, "title"), f"<row r='2'>{cell}</row>"))
    assert "formula" not in run("match", "--from", str(path)).err


def test_formulas_without_a_value_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_UNVALUED", 1)
    path = made(tmp_path / "a.xlsx", {"Staff": [["title"], ["=A1"], ["=A2"]]})
    with pytest.raises(CanonError, match="formulas have no stored value"), opened_workbook(path):
        pass


def test_a_gap_in_a_sheet_is_a_blank_row_and_its_end_is_none(tmp_path: Path) -> None:
    rows = (text_row(1, "id", "title"), text_row(4, "1", "Nurse"), "<row r='9'/>")
    path = changed(tmp_path / "a.xlsx", xml(*rows))
    found = run("match", "--from", str(path), "-f", "code")
    assert (found.out.count("\n"), found.out.split("\n")[:2]) == (3, ["", ""])
    assert "2 blank" in found.err
