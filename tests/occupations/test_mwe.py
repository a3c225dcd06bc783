"""The published table of wages by level: what is read of it, and that nothing else is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.answers.imports import from_mwe, import_source, listing, remove
from levelctl.errors import CanonError, LevelctlError
from levelctl.occupations import mwe
from levelctl.occupations.level_wages import LevelRelease, LevelWage, imported

PUBLISHED = Path(__file__).parents[1] / "oews" / "mwe-2018complete.csv"
"""A table in the published form; tests/oews/README.md says which of its figures are true."""

SOURCE = f"{mwe.PUBLISHER}, 2018; public domain"

HEAD, *ROWS = PUBLISHED.read_text("utf-8").splitlines()
NINE = next(row for row in ROWS if "291141" in row and ",Level 09,38.25," in row)


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def table(root: Path, *rows: str, head: str = HEAD) -> Path:
    place = root / "mwe-2018complete.csv"
    place.write_text("\n".join([head, *rows, ""]), "utf-8")
    return place


def failure(place: Path) -> str:
    with pytest.raises(CanonError) as caught:
        mwe.read(place)
    return f"{caught.value} | {caught.value.hint}"


def levels(code: str, place: str = "US") -> dict[str, float | None]:
    table = imported()
    wages = table.of(code, place) if table else None
    return {each.level: each.hourly for each in wages.levels} if wages else {}


def test_the_published_form_is_read_completely() -> None:
    table = mwe.read(PUBLISHED)
    assert table.release == LevelRelease("MWE", "2018", 3, 3, 8, 4, SOURCE)
    assert [(each.place, each.code, each.area) for each in table.wages] == [
        ("US", "29-1141", "National"),
        ("US", "41-2011", "National"),
        ("US-14020", "13-0000", "Bloomington, IN"),
        ("US-CA", "29-1141", "California"),
    ]
    nurses = table.wages[0]
    assert nurses.levels == (
        LevelWage("7", 31.5, 2.1),
        LevelWage("9", 38.25, 0.9),
        LevelWage("11", 50.0, 2.5),
        LevelWage("12", None, None),
        LevelWage("all", 37.0, 0.5),
    )
    assert nurses.levels[1].yearly == 79_560  # 38.25 × 2,080
    assert table.wages[2].levels == (LevelWage("all", 30.71, 1.9, "Full-time"),)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(HEAD.replace("Area Text", "Areat text"), id="the misprint of a year"),
        pytest.param(
            HEAD.replace("Average Hourly Wage ($)", '"Average\r\nhourly  wage ($)"'),
            id="lines",
        ),
        pytest.param(HEAD.upper(), id="upper case"),
        pytest.param(HEAD.replace(" ($)", ""), id="no unit"),
    ],
)
def test_headings_of_other_years_are_known(tmp_path: Path, head: str) -> None:
    (wages,) = mwe.read(table(tmp_path, NINE, head=head)).wages
    assert wages.levels == (LevelWage("9", 38.25, 0.9),)


@pytest.mark.parametrize(
    ("code", "name", "level"),
    [
        pytest.param("00", "All levels", "all", id="all"),
        pytest.param("01", "Level 01", "1", id="the first"),
        pytest.param("15", "Level 15", "15", id="the last"),
        pytest.param("16", "Not able to be leveled", None, id="none"),
        pytest.param("99", "Not able to be leveled", None, id="none in an old code"),
        pytest.param("17", "Entry", "entry", id="a group"),
        pytest.param("EX", "Group: Experienced", "experienced", id="a group of letters"),
    ],
)
def test_levels(tmp_path: Path, code: str, name: str, level: str | None) -> None:
    row = NINE.replace(",09,Level 09,", f",{code},{name},")
    if level is None:
        assert "none of its 1 estimates is of all or full-time" in failure(table(tmp_path, row))
        return
    (wages,) = mwe.read(table(tmp_path, row)).wages
    assert wages.levels == (LevelWage(level, 38.25, 0.9),)


def test_all_workers_go_before_full_time_ones_in_any_order(tmp_path: Path) -> None:
    other = NINE.replace(",00,All workers,", ",25,Full-time,").replace("38.25", "40.00")
    for rows in ((NINE, other), (other, NINE)):
        (wages,) = mwe.read(table(tmp_path, *rows)).wages
        assert wages.levels == (LevelWage("9", 38.25, 0.9),)
    (wages,) = mwe.read(table(tmp_path, other)).wages
    assert wages.levels == (LevelWage("9", 40.0, 0.9, "Full-time"),)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("0000000,", "0300000,", "'0300000' is not the code of an area", id="area"),
        pytest.param("291141,R", "29114x,R", "'29114x' is not a code of the SOC", id="code"),
        pytest.param("38.25", "abc", "Average hourly wage is 'abc', not a number", id="letters"),
        pytest.param("38.25", "0.00", "the wage is 0.00 dollars an hour, not above 0", id="zero"),
        pytest.param("38.25", "1e9", "Average hourly wage is '1e9', not a number", id="1e9"),
        pytest.param("38.25", "4000", "the wage is 4000 dollars an hour, not", id="a week's"),
        pytest.param("0.9", "x", "Relative standard error is 'x', not a number", id="error"),
    ],
)
def test_another_cell_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    place = table(tmp_path, NINE.replace(old, new))
    assert failure(place).startswith(f"{place}:2:")
    assert message in failure(place)


def test_two_wages_of_one_level_are_refused(tmp_path: Path) -> None:
    place = table(tmp_path, NINE, NINE.replace("38.25", "39.00"))
    assert "its wage of 29-1141 in US at level 9 differs from that on line 2" in failure(place)
    assert mwe.read(table(tmp_path, NINE, NINE)).release.estimates == 1


def test_another_table_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "national_M2024_dl.csv"
    place.write_text("OCC_CODE,A_MEAN\n29-1141,1\n", "utf-8")
    assert failure(place) == (
        f"{place}:1:1: it has no column 'AVERAGE HOURLY WAGE' | {mwe.FORMAT.hint}"
    )
    place = table(tmp_path, NINE, head=HEAD.replace("Work Level Code", "Code"))
    assert "it has no column 'WORK LEVEL CODE'" in failure(place)


def test_the_second_sheet_of_a_workbook_is_read(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Modeled Wage Estimates: notes"])
    sheet = book.create_sheet("MWE_2018")
    for row in (HEAD, NINE):
        sheet.append(row.split(","))
    place = tmp_path / "mwe_2018complete.xlsx"
    book.save(place)
    table = mwe.read(place)
    assert (table.release.release, table.wages[0].levels[0].hourly) == ("2018", 38.25)


def test_wages_are_imported_listed_and_removed(tmp_path: Path) -> None:
    release = from_mwe(PUBLISHED)
    assert listing().level_wages == (release,)
    assert levels("29-1141.00") == {"7": 31.5, "9": 38.25, "11": 50.0, "12": None, "all": 37.0}
    assert levels("29-1141", "US-CA") == {"9": 52.0}
    assert levels("29-1141", "US-NY") == {}

    (only,) = import_source("mwe", PUBLISHED, places=["US-CA"], release="2019").level_wages
    assert (only.places, only.release) == (1, "2019")
    assert (levels("29-1141"), levels("29-1141", "US-CA")) == ({}, {"9": 52.0})
    with pytest.raises(CanonError, match="none of its 12 estimates is of US-NY"):
        from_mwe(PUBLISHED, None, None, ["US-NY"])
    with pytest.raises(LevelctlError, match="mwe has no --taxonomy"):
        import_source("mwe", table(tmp_path), taxonomy="2019")
    assert remove("mwe").level_wages == (only,)
    assert (listing().level_wages, imported()) == ((), None)
