"""The published table of wages: what is read of it, and that nothing else is taken for it."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from levelctl.answers.imports import from_oews, import_source, listing, remove
from levelctl.errors import CanonError, LevelctlError
from levelctl.occupations import oews, published_table
from levelctl.occupations.wages import STORE, WageRelease, Wages, imported, save
from levelctl.record import encode
from madewages import made_wages, wages_of

PUBLISHED = Path(__file__).parents[1] / "oews" / "national_M2023_dl.csv"
"""A table in the published form, its figures made up: nine national rows, of which two say the
same of broad occupations and of their only detailed one, and three others."""

REAL = Path(__file__).parents[3] / "shared" / "data" / "oews" / "national_May2024.csv"

HEAD = "OCC_CODE,OCC_TITLE,TOT_EMP,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90"
NURSE = "29-1141,Registered Nurses,32000,63000,78000,94000,108000,135000"
SIMPLE = f"{HEAD}\n{NURSE}\n"

SOURCE = f"{oews.PUBLISHER}, May 2023; public domain"


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def table(root: Path, content: str | bytes = SIMPLE, name: str = "national_M2023_dl.csv") -> Path:
    """Return a file of wages with *content*."""
    place = root / name
    place.write_bytes(content.encode() if isinstance(content, str) else content)
    return place


def archive(root: Path, files: dict[str, str | bytes], name: str = "oesm23nat.zip") -> Path:
    place = root / name
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as written:
        for inner, content in files.items():
            written.writestr(inner, content)
    return place


def nurse(**changes: object) -> Wages:
    """Return the wages of nurses in `SIMPLE`, with *changes*."""
    known = {
        "code": "29-1141",
        "title": "Registered Nurses",
        "source": SOURCE,
        "currency": "USD",
        "period": "year",
        "employment": 32_000,
        "p10": 63_000,
        "p25": 78_000,
        "median": 94_000,
        "p75": 108_000,
        "p90": 135_000,
        "topped": (),
    }
    return Wages(**{**known, **changes})  # type: ignore[arg-type]


def nation(place: Path, release: str | None = None) -> oews.OewsTable:
    """Return the only table in *place*, which is that of the nation."""
    (table,) = oews.read(place, release)
    assert table.release.is_national
    return table


def failure(place: Path) -> str:
    """Return the message and hint of the error that *place* cannot be read."""
    with pytest.raises(CanonError) as caught:
        oews.read(place)
    return f"{caught.value} | {caught.value.hint}"


def test_the_published_form_is_read_completely() -> None:
    release, hospitals, california = oews.read(PUBLISHED)

    assert release.release == WageRelease("OEWS", "May 2023", 8, 1, SOURCE, unpaid=1)
    assert hospitals.release == WageRelease(
        "OEWS", "May 2023", 1, 1, SOURCE, industry="622000", industry_name="Hospitals"
    )
    assert california.release == WageRelease(
        "OEWS", "May 2023", 1, 1, SOURCE, place="US-CA", area="California"
    )
    assert [each.code for each in release.wages] == [
        "00-0000",
        "27-2011",
        "29-0000",
        "29-1140",
        "29-1141",
        "29-1240",
        "29-2010",
        "53-7065",
    ]


HEADING = "OCC_CODE,OCC_TITLE,TOT_EMP,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90\n"


@pytest.mark.parametrize(
    ("code", "name", "told", "message"),
    [
        pytest.param("15-1252", "national_M2015_dl.csv", None, "since 2019", id="by its name"),
        pytest.param("15-1252", "wages.csv", "May 2018", "since 2019", id="as it is told"),
        pytest.param("15-1132", "wages.csv", "May 2024", "from 2010 to 2018", id="an old one"),
        pytest.param("15-1252", "wages.csv", "May 2019", None, id="the first with these codes"),
        pytest.param("15-1132", "oesm17nat.csv", None, None, id="an old one by its name"),
        pytest.param("11-1011", "wages.csv", "May 2005", None, id="a code of each edition"),
        pytest.param("15-1132", "wages.csv", None, None, id="no release"),
    ],
)
def test_a_release_that_the_codes_contradict_is_refused(
    code: str, name: str, told: str | None, message: str | None, tmp_path: Path
) -> None:
    path = table(tmp_path, f"{HEADING}{code},Work,10,1000,2000,3000,4000,5000\n", name)
    if message is None:
        assert nation(path, told).release.occupations == 1
        return
    with pytest.raises(CanonError, match=f"is not of May .*{message}"):
        oews.read(path, told)


def test_a_table_without_a_wage_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path, f"{HEADING}27-2011,Actors,10,*,*,*,*,*\n")
    with pytest.raises(CanonError, match="none of its 1 occupations has a wage a year"):
        oews.read(path)


def test_what_is_not_published_is_null_and_never_zero() -> None:
    found = {each.code: each for each in oews.read(PUBLISHED)[0].wages}

    none = dict.fromkeys(("p10", "p25", "median", "p75", "p90"))
    assert found["27-2011"] == nurse(code="27-2011", title="Actors", employment=None, **none)
    assert found["29-1240"] == nurse(
        code="29-1240",
        title="Surgeons",
        employment=500,
        p10=97_000,
        p25=240_000,
        median=None,
        p75=None,
        p90=None,
        topped=("median", "p75", "p90"),
    )
    assert found["53-7065"] == nurse(
        code="53-7065",
        title='Stockers, and Order "Fillers"',
        employment=None,
        p10=28_000,
        p25=31_000,
        median=36_000,
        p75=40_000,
        p90=None,
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(SIMPLE, id="as it is here"),
        pytest.param(SIMPLE.lower().replace("registered nurses", "Registered Nurses"), id="lower"),
        pytest.param(f"\ufeff{SIMPLE}", id="with a mark of its encoding"),
        pytest.param(SIMPLE.replace("\n", "\r\n"), id="with the line ends of Windows"),
        pytest.param(SIMPLE.replace("\n", "\r"), id="with those of old Macs"),
        pytest.param(SIMPLE.replace(",", ";"), id="with semicolons"),
        pytest.param(SIMPLE.replace(",", "\t"), id="with tabs"),
        pytest.param(f"{SIMPLE},,,,,,,\n\n", id="with empty rows"),
        pytest.param(
            f'{HEAD}\n29-1141, Registered Nurses ,"32,000","63,000","78,000","94,000","108,000",'
            '"135,000"\n',
            id="with thousands separators",
        ),
        pytest.param(SIMPLE.replace("000,", "000.0,"), id="with decimals"),
        pytest.param(
            "A_PCT90,A_PCT10,A_PCT25,NOTE,A_MEDIAN,A_PCT75,TOT_EMP,OCC_TITLE,OCC_CODE\n"
            "135000,63000,78000,x,94000,108000,32000,Registered Nurses,29-1141\n",
            id="with other columns",
        ),
    ],
)
def test_columns_are_found_by_name_however_the_table_was_saved(
    tmp_path: Path, content: str
) -> None:
    assert nation(table(tmp_path, content)).wages == (nurse(),)


def test_a_table_without_employment_is_read(tmp_path: Path) -> None:
    content = SIMPLE.replace("TOT_EMP,", "").replace("32000,", "")
    assert nation(table(tmp_path, content)).wages == (nurse(employment=None),)


def test_percentiles_may_be_the_same(tmp_path: Path) -> None:
    content = SIMPLE.replace("94000", "78000")
    assert nation(table(tmp_path, content)).wages == (nurse(median=78_000),)


def test_a_table_in_the_encoding_of_windows_is_read(tmp_path: Path) -> None:
    content = SIMPLE.replace("Registered Nurses", "Nurses – café").encode("cp1252")
    assert nation(table(tmp_path, content)).wages == (nurse(title="Nurses – café"),)


AREAS = "AREA,AREA_TITLE,NAICS,NAICS_TITLE,I_GROUP,OWN_CODE"
NATION = "99,U.S.,000000,Cross-industry,cross-industry,1235"


@pytest.mark.parametrize(
    ("cells", "place", "industry"),
    [
        pytest.param(NATION, "US", None, id="the nation"),
        pytest.param("0000099,,0,,Cross-Industry,1235", "US", None, id="with other zeros"),
        pytest.param(NATION.replace("99,U.S.", "06,California"), "US-CA", None, id="a state"),
        pytest.param(NATION.replace("99,U.S.", "6,California"), "US-CA", None, id="without zeros"),
        pytest.param(NATION.replace("99,U.S.", "72,Puerto Rico"), "US-PR", None, id="a territory"),
        pytest.param(NATION.replace("99,U.S.", "41860,Bay"), "US-41860", None, id="a metro"),
        pytest.param(NATION.replace("99,U.S.", "0100001,N"), "US-0100001", None, id="outside"),
        pytest.param("99,U.S.,622000,Hospitals,3-digit,1235", "US", "622000", id="an industry"),
        pytest.param("99,U.S.,51,Information,sector,5", "US", "51", id="a sector"),
        pytest.param(NATION.replace("000000", "000001"), None, None, id="some owners"),
        pytest.param(NATION.replace("1235", "5"), None, None, id="private ones"),
        pytest.param('99,U.S.,000001,x,"cross-industry, ownership",5', None, None, id="both"),
    ],
)
def test_a_row_is_of_a_place_and_an_industry(
    tmp_path: Path, cells: str, place: str | None, industry: str | None
) -> None:
    content = f"{AREAS},{HEAD}\n{cells},{NURSE}\n"
    if place is None:
        other = f"{content}{NATION},{NURSE.replace('94000', '94001')}\n"
        (found,) = oews.read(table(tmp_path, other))
        assert (found.release.left_out, found.wages) == (1, (nurse(median=94_001),))
        alone = table(tmp_path, content)
        assert failure(alone) == (
            f"{alone}: none of its 1 rows is of all owners or of an industry | {oews.FORMAT.hint}"
        )
        return
    (found,) = oews.read(table(tmp_path, content))
    assert (found.release.place, found.release.industry) == (place, industry)
    assert found.wages == (nurse(),)


def test_of_an_industry_the_most_owners_count(tmp_path: Path) -> None:
    rows = [
        f"99,U.S.,61,Schools,sector,5,{NURSE}",
        f"99,U.S.,61,Schools,sector,235,{NURSE.replace('94000', '94001')}",
    ]
    (found,) = oews.read(table(tmp_path, "\n".join([f"{AREAS},{HEAD}", *rows, ""])))
    assert (found.wages, found.release.left_out) == ((nurse(median=94_001),), 1)


def test_an_area_without_a_known_code_is_refused(tmp_path: Path) -> None:
    place = table(tmp_path, f"{AREAS},{HEAD}\n{NATION.replace('99', '03')},{NURSE}\n")
    assert failure(place) == (
        f"{place}:2:1: '03' is not the code of an area | "
        "the nation is 99, a state has two digits, a metropolitan area five"
    )


SECTORS = PUBLISHED.parent / "natsector_M2024_dl.csv"
METRO = PUBLISHED.parent / "aMSA_M2015_dl.csv"
STATES = PUBLISHED.parent / "state_M2023_dl.csv"


def workbook(path: Path, source: Path) -> Path:
    """Write the table *source* as BLS does: numbers as numbers, behind a sheet of notes."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["Notes"])
    sheet = book.create_sheet("dl")
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            sheet.append([_number(each) for each in row])
    book.save(path)
    return path


def _number(cell: str) -> str | float:
    digits = cell.replace(",", "")
    return float(digits) if digits.replace(".", "", 1).isdigit() and digits[0] != "0" else cell


def test_the_published_tables_of_industries_metros_and_states_are_read(tmp_path: Path) -> None:
    sectors = {each.release.industry: each for each in oews.read(SECTORS)}
    assert sorted(filter(None, sectors)) == ["31", "51", "62"]
    assert sectors["51"].release.industry_name == "Information"
    wages = {each.code: each for each in sectors["51"].wages}
    assert wages["15-1252"].median == 161_640
    assert (wages["11-3021"].median, wages["11-3021"].topped) == (196_060, ("p75", "p90"))

    (metro,) = oews.read(METRO)
    assert (metro.release.place, metro.release.area) == (
        "US-31080",
        "Los Angeles-Long Beach-Anaheim, CA",
    )
    assert [each.median for each in metro.wages] == [38_700, 60_630, 140_080, 71_240, 108_020]
    assert metro.wages[2].topped == ("p90",)

    states = {each.release.place: each for each in oews.read(STATES)}
    assert {place: each.wages[1].median for place, each in states.items()} == {
        "US-AL": 100_560,
        "US-AK": 80_000,
    }
    for source in (SECTORS, METRO, STATES):
        saved = workbook(tmp_path / source.with_suffix(".xlsx").name, source)
        assert [each.wages for each in oews.read(saved)] == [
            each.wages for each in oews.read(source)
        ]


def test_only_the_places_and_industries_asked_for_are_read() -> None:
    (alaska,) = oews.read(STATES, places=["US-AK"])
    assert (alaska.release.place, alaska.release.left_out) == ("US-AK", 2)
    (health,) = oews.read(SECTORS, industries=["62"])
    assert health.release.industry_name == "Health Care and Social Assistance"
    with pytest.raises(CanonError, match="none of its 4 rows is of US-CA"):
        oews.read(STATES, places=["US-CA"])


def test_a_fault_in_a_workbook_names_its_cell(tmp_path: Path) -> None:
    content = SIMPLE.replace("94000", "x")
    saved = workbook(tmp_path / "a.xlsx", table(tmp_path, content))
    assert failure(saved).startswith(f"{saved}: dl!F2: A_MEDIAN is 'x', not a whole number")
    other = workbook(tmp_path / "b.xlsx", table(tmp_path, "a,b\n1,2\n"))
    assert failure(other) == f"{other}: Sheet: it has no column 'OCC_CODE' | {oews.FORMAT.hint}"


def test_several_tables_are_kept_side_by_side(tmp_path: Path) -> None:
    from_oews(table(tmp_path))
    from_oews(STATES)
    from_oews(SECTORS)
    names = [(each.place, each.industry) for each in listing().wages]
    assert names == [
        ("US", None), ("US", "31"), ("US", "51"), ("US", "62"), ("US-AK", None), ("US-AL", None),
    ]  # fmt: skip
    alaska = imported("US-AK")
    assert alaska
    assert (alaska.of("15-2051.00") or nurse()).median == 80_000
    assert wages_of("15-2051") is None

    from_oews(STATES, "May 2030", None, ["US-AK"])
    assert [each.release for each in listing().wages[-2:]] == ["May 2030", "May 2023"]
    assert [each.place for each in remove("oews", places=["US-AK"]).wages] == ["US-AK"]
    assert len(remove("OEWS", industries=["51", "62"]).wages) == 2
    assert (imported("US-AK"), imported("US", "51")) == (None, None)
    assert wages_of("29-1141") == nurse()
    with pytest.raises(LevelctlError, match="no wages of US-AK are imported"):
        remove("oews", places=["US-AK"])
    assert len(remove("oews").wages) == 3
    assert listing().wages == ()


def test_wages_that_an_earlier_release_stored_are_read() -> None:
    old = json.loads(encode(WageRelease("OEWS", "May 2023", 1, 0, "test")))
    for each in ("place", "area", "industry", "industry_name"):
        del old[each]
    STORE.write({"release:": json.dumps(old).encode(), "wages:29-1141": encode(nurse())})
    assert listing().wages == (WageRelease("OEWS", "May 2023", 1, 0, "test"),)
    assert wages_of("29-1141") == nurse()


def cell(old: str, new: str) -> str:
    assert NURSE.count(old) == 1
    return f"{HEAD}\n{NURSE.replace(old, new)}\n"


NEXT = f"{SIMPLE}29-1141,Registered Nurses,32000,63000,78000,94000,108000,135001\n"
FAULTS = [
    pytest.param("", ":1:1: it has no column 'OCC_CODE' | import a table", id="empty"),
    pytest.param("a,b\n1,2\n", ":1:1: it has no column 'OCC_CODE' | ", id="another table"),
    pytest.param("<html>\n<p>no\n", ":1:1: it has no column 'OCC_CODE' | ", id="a web page"),
    pytest.param(
        SIMPLE.replace("A_PCT90", "H_PCT90"), ":1:1: it has no column 'A_PCT90' | ", id="a column"
    ),
    pytest.param(
        SIMPLE.replace("A_PCT90", "A_PCT75"),
        ":1:1: it has more than one column 'A_PCT75' | ",
        id="a column twice",
    ),
    pytest.param(f"{HEAD}\n", " contains no occupations | ", id="headings alone"),
    pytest.param(SIMPLE[:-1], ":2:1: the file is cut off: its last line has", id="cut off"),
    pytest.param(SIMPLE[:-9] + "\n", ":2:1: it has 7 columns, not 8 | ", id="short"),
    pytest.param(
        SIMPLE.replace("Registered", '"Registered'), ":2:1: its quotes do not match: ", id="a quote"
    ),
    pytest.param(
        cell("Registered", '"Registered"x'), ":2:1: its quotes do not match: ", id="behind a quote"
    ),
    pytest.param(
        cell("Registered", "x" * 200_000), ":2:1: it is longer than 131,072 bytes", id="huge"
    ),
    pytest.param(cell("Nurses", "Nur\0ses"), ":2:23: the file contains a NUL byte", id="a NUL"),
    pytest.param(
        SIMPLE.encode("utf-16"),
        ":1:4: the file contains a NUL byte and is not CSV | open it",
        id="UTF-16",
    ),
    pytest.param(
        SIMPLE.encode() + b"\x81\xff\n", ":3:1: the text is neither UTF-8 nor", id="bytes"
    ),
    pytest.param(
        cell("29-1141", "291141"),
        ":2:1: '291141' is not a code of the SOC | a code looks like 11-3021",
        id="a code",
    ),
    pytest.param(cell("29-1141", "٢٩-1141"), " is not a code of the SOC", id="other digits"),
    pytest.param(cell("Registered Nurses", " "), ":2:9: 29-1141 has no title", id="no title"),
    pytest.param(
        cell("94000", "1e999"), ":2:45: A_MEDIAN is '1e999', not a whole number", id="1e999"
    ),
    pytest.param(cell("94000", "12abc"), ":2:45: A_MEDIAN is '12abc', not a", id="letters"),
    pytest.param(cell("94000", "-1"), ":2:45: A_MEDIAN is '-1', not a", id="below zero"),
    pytest.param(cell("94000", "94.000"), ":2:45: A_MEDIAN is '94.000', not a", id="a point"),
    pytest.param(cell("94000", '"94,00"'), ":2:45: A_MEDIAN is '94,00', not a", id="a comma"),
    pytest.param(cell("94000", "-"), ":2:45: A_MEDIAN is '-', not a", id="a dash"),
    pytest.param(cell("94000", "nan"), ":2:45: A_MEDIAN is 'nan', not a", id="nan"),
    pytest.param(cell("94000", "9" * 5000), f"is '{'9' * 40}…', which is more than", id="digits"),
    pytest.param(cell("32000", "1" + "0" * 9), "TOT_EMP is '1000000000', which is more", id="many"),
    pytest.param(cell("94000", "0"), ":2:45: A_MEDIAN is 0, which is not a wage", id="no wage"),
    pytest.param(
        cell("94000", "77999"), ":2:45: A_MEDIAN is 77999, below A_PCT25, which", id="it falls"
    ),
    pytest.param(
        cell("94000", "*").replace("108000", "77999"),
        ":2:47: A_PCT75 is 77999, below A_PCT25, which is 78000",
        id="it falls behind a gap",
    ),
    pytest.param(
        cell("94000", "#"), ":2:47: A_PCT75 is 108000, below A_MEDIAN, which is #", id="not topped"
    ),
    pytest.param(
        NEXT, ":3:1: its figures for 29-1141 differ from those on line 2", id="two sets of figures"
    ),
    pytest.param(
        cell("Registered Nurses", '"Regis,\ntered"').replace("94000", "x"),
        ":3:26: A_MEDIAN is 'x'",
        id="behind a line end in a cell",
    ),
    pytest.param(b"PK\x03\x04 and so on", " is not a zip archive that can be read: ", id="PK"),
    pytest.param(b"\xd0\xcf\x11\xe0 so", " is a spreadsheet of an old Excel", id="xls"),
]


@pytest.mark.parametrize(("content", "message"), FAULTS)
def test_another_file_is_refused_with_its_place_and_changes_nothing(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    from_oews(table(tmp_path))
    before = listing()

    place = table(tmp_path, content, "other.csv")
    assert message in failure(place).removeprefix(str(place))
    with pytest.raises(CanonError):
        from_oews(place)

    assert listing() == before
    assert wages_of("29-1141.00") == nurse()


def test_a_workbook_is_read_under_every_name_and_in_an_archive(tmp_path: Path) -> None:
    saved = workbook(tmp_path / "national_M2023_dl.xlsx", table(tmp_path))
    assert nation(saved).wages == (nurse(),)
    hidden = tmp_path / "wages.csv"
    hidden.write_bytes(saved.read_bytes())
    assert nation(hidden, "May 2023").wages == (nurse(),)
    described: dict[str, str | bytes] = {
        "oesm23nat/field_descriptions.xlsx": b"PK",
        "oesm23nat/national_M2023_dl.xlsx": saved.read_bytes(),
    }
    assert nation(archive(tmp_path, described)).wages == (nurse(),)


def test_a_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}
    place = archive(tmp_path, files, "national.xlsx")
    assert failure(place).startswith(f"{place} is not a workbook of Excel that can be read: ")
    old = archive(tmp_path, {"wages.xls": b"\xd0\xcf\x11\xe0"})
    assert failure(old).startswith(f"{old} has only a spreadsheet of an old Excel | ")


def test_a_folder_or_an_archive_is_looked_through(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"oesm23nat/wages.csv": SIMPLE, "oesm23nat/notes.txt": "x"}
    assert nation(archive(tmp_path, files)).wages == (nurse(),)

    place = tmp_path / "folder"
    place.mkdir()
    table(place, SIMPLE, "wages.CSV")
    table(place, SIMPLE, "._wages.csv")
    assert nation(place, "May 2023").wages == (nurse(),)
    table(place, "state", "state_M2023_dl.csv")
    assert failure(place) == (
        f"{place} has several tables: 'state_M2023_dl.csv', 'wages.CSV' | "
        "unpack it, and give the one to import"
    )
    table(place, SIMPLE)
    assert nation(place).wages == (nurse(),)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "No such file" in failure(tmp_path / "nowhere")
    assert failure(tmp_path) == f"{tmp_path} has no CSV or XLSX file | {published_table.NAMED}"
    assert failure(archive(tmp_path, {"a.txt": "x"})).endswith(
        f"oesm23nat.zip has no CSV or XLSX file | {published_table.NAMED}"
    )


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published_table, "MAX_BYTES", 400)
    inner: dict[str, str | bytes] = {"wages.csv": "x" * 10_000}
    for place in (table(tmp_path, "x" * 401), archive(tmp_path, inner)):
        assert "is larger than 400 bytes" in failure(place)


@pytest.mark.parametrize(
    ("name", "release"),
    [
        pytest.param("national_M2024_dl.csv", "May 2024", id="as published"),
        pytest.param("national_May2024.csv", "May 2024", id="in full"),
        pytest.param("OEWS may 2019 national.CSV", "May 2019", id="with spaces"),
        pytest.param("oesm08nat.zip", "May 2008", id="as archives are named"),
        pytest.param("team2024.csv", None, id="the end of a word"),
        pytest.param("m20241.csv", None, id="more digits"),
        pytest.param("wages.csv", None, id="nothing"),
    ],
)
def test_the_release_comes_from_the_file_name(name: str, release: str | None) -> None:
    assert oews.release_in(name) == release


def test_the_release_that_is_named_goes_first(tmp_path: Path) -> None:
    place = table(tmp_path)
    assert nation(place, "May 1999").release.release == "May 1999"
    unknown = nation(table(tmp_path, SIMPLE, "wages.csv"))
    assert unknown.release.release is None
    assert unknown.wages[0].source == f"{oews.PUBLISHER}, release not known; public domain"
    named = archive(tmp_path, {"wages.csv": SIMPLE})
    assert nation(named).release.release == "May 2023"


@pytest.mark.parametrize("release", ["", " May 2024", "a\nb", "\x1b[31m", "x" * 41])
def test_a_release_is_a_short_name(tmp_path: Path, release: str) -> None:
    with pytest.raises(LevelctlError, match="is not the name of a release"):
        from_oews(table(tmp_path), release)
    assert listing().wages == ()


def test_an_option_is_not_for_the_other_source(tmp_path: Path) -> None:
    with pytest.raises(LevelctlError, match="oews has no --taxonomy"):
        import_source("oews", table(tmp_path), taxonomy="2019")
    with pytest.raises(LevelctlError, match="onet has no --release"):
        import_source("onet", table(tmp_path), release="May 2023")
    with pytest.raises(LevelctlError, match="mwe has no --industry"):
        import_source("mwe", table(tmp_path), industries=["51"])
    with pytest.raises(LevelctlError, match="'california' is not a place"):
        import_source("oews", table(tmp_path), places=["california"])


def test_a_release_takes_the_place_of_another_and_is_removed(tmp_path: Path) -> None:
    from_oews(PUBLISHED, None, None, ["US"])
    remove("oews", industries=["622000"])
    (alaska,) = from_oews(STATES, None, None, ["US-AK"])
    assert wages_of("29-2010") is not None
    release = import_source("oews", table(tmp_path), release="May 2030").wages[0]

    assert listing().wages == (release, alaska)
    assert wages_of("29-2010") is None
    from_oews(table(tmp_path, STATES.read_text("utf-8").replace("15-2051", "15-2099"), "state.csv"))
    state = imported("US-AK")
    assert state
    assert (state.of("15-2051"), state.of("15-2099") is None) == (None, False)
    remove("oews", places=["US-AK", "US-AL"])
    assert listing().wages == (release,)
    assert remove("OEWS").wages == (release,)
    assert (listing().wages, imported(), wages_of("29-1141")) == ((), None, None)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        pytest.param("29-1141", "29-1141", id="of the SOC"),
        pytest.param("29-1141.04", "29-1141", id="of O*NET-SOC"),
        pytest.param("29-2011.04", "29-2010", id="of a broad occupation alone"),
        pytest.param("53-1042.00", "53-1047", id="of several together"),
        pytest.param("00-0000", "00-0000", id="of everybody"),
        pytest.param("29-3011", None, id="unknown"),
        pytest.param("2221", None, id="of another scheme"),
        pytest.param("", None, id="nothing"),
        pytest.param("release", None, id="the row of the release"),
        pytest.param("\udcff", None, id="no text"),
    ],
)
def test_wages_are_found_by_code(code: str, found: str | None) -> None:
    from_oews(PUBLISHED)
    nation = imported()
    assert nation
    together = made_wages("53-1047", median=61_000)
    save(nation.release, [*oews.read(PUBLISHED)[0].wages, together])
    wages = wages_of(code)
    assert (wages.code if wages else None) == found


# Whatever a file holds, it is read or refused with a message: nothing else is raised.

CELLS = st.one_of(
    st.sampled_from(["", "*", "**", "#", "~", "1e999", "12abc", "63000", '"63,000"', "0", "\0"]),
    st.integers(0, 300_000).map(str),
    st.text(max_size=8),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["29-1141", "29-1142", "x"]), *[CELLS] * 6), max_size=4))
@example([("29-1141", "#", "#", "#", "#", "#", "#")])
def test_any_cells_are_read_or_refused(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    lines = [",".join((code, "Title", *rest)) for code, *rest in rows]
    content = "\n".join([HEAD, *lines, ""])
    place = table(tmp_path, content.encode("utf-8", "surrogatepass"))
    try:
        release = nation(place)
    except CanonError as error:
        assert str(error).startswith(str(place))  # noqa: PT017 - what is raised may be none
    else:
        for each in release.wages:
            known = [getattr(each, name) for name in ("p10", "p25", "median", "p75", "p90")]
            figures = [wage for wage in known if wage is not None]
            assert figures == sorted(figures)
            assert all(figures)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(_wholes(tmp_path)))
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 60))
    damage = data.draw(st.binary(max_size=60))
    place = table(tmp_path, whole[:start] + damage + whole[start + length :])
    try:
        assert oews.read(place)[0].wages
    except CanonError as error:
        assert str(error).startswith(str(place))  # noqa: PT017 - what is raised may be none


def _wholes(root: Path) -> list[bytes]:
    packed = archive(root, {"national.csv": SIMPLE, "notes.txt": "x"})
    return [PUBLISHED.read_bytes(), SIMPLE.encode(), packed.read_bytes(), b""]


@pytest.mark.skipif(not REAL.is_file(), reason="the published wages are not beside the checkout")
def test_the_real_table_is_read() -> None:
    release = nation(REAL)

    assert (release.release.release, release.release.occupations) == ("May 2024", 853)
    found = {each.code: each for each in release.wages}
    assert found["11-3021"] == Wages(
        code="11-3021",
        title="Computer and Information Systems Managers",
        source=f"{oews.PUBLISHER}, May 2024; public domain",
        currency="USD",
        period="year",
        employment=645_970,
        p10=104_450,
        p25=134_350,
        median=171_200,
        p75=216_220,
        p90=None,
        topped=("p90",),
    )
    assert sum(each.median is None for each in release.wages) == 22
    assert sum(each.p90 is None for each in release.wages) == 52
    assert sum("p90" in each.topped for each in release.wages) == 47


@pytest.mark.skipif(not REAL.is_file(), reason="the published wages are not beside the checkout")
def test_the_real_table_cut_off_anywhere_but_behind_a_line_is_refused(tmp_path: Path) -> None:
    whole = REAL.read_bytes()
    for end in range(200, len(whole), 4_999):
        cut = whole[:end]
        if not cut.endswith(b"\n"):
            with pytest.raises(CanonError, match="the file is cut off"):
                oews.read(table(tmp_path, cut))
