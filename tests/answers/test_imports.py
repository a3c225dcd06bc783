"""Occupation schemes and wages: imported completely or not at all, and used by check."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from clean import WARD, WARD_FILE, write_clean
from levelctl.answers.imports import Imports, ListedScheme, from_oews, from_onet, listing, remove
from levelctl.errors import CanonError, LevelctlError, MachineError
from levelctl.layout import imports as layout
from levelctl.lint.check import check_canon
from levelctl.occupations import mwe, oews, onet, scheme_codes, schemes, wages
from levelctl.occupations.wages import WageRelease
from levelctl.output import plain
from levelctl.record import encode, replace
from levelctl.titles.occupation_index import onet_index
from levelctl.titles.occupation_index.matcher import scheme_matcher
from levelctl.titles.occupation_index.onet_index import OnetIndexHead
from madewages import wages_of
from program import run, start

WITHOUT_NUMPY = """\
import sys
from importlib import util
found = util.find_spec
util.find_spec = lambda name, *rest: None if name == "numpy" else found(name, *rest)
sys.modules["numpy"] = None
"""
"""A sitecustomize under which numpy is not installed."""

ROWS = """\
O*NET-SOC Code\tTitle\tDescription
29-1141.00\tRegistered Nurses\tAssess patients.
11-3021.00\tComputer Managers\tPlan systems.
"""
FOUND = {"29-1141.00": "Registered Nurses", "11-3021.00": "Computer Managers"}
MISSING = (onet.ALTERNATES, onet.TASKS)
TOLD = (
    "levelctl: imported 2 of 1,016 codes of O*NET-SOC 2019\n"
    f"levelctl: without {onet.ALTERNATES} and {onet.TASKS}, match --scheme onet finds fewer "
    "occupations; import a folder or archive that has all files of the release\n"
)
"""What is said of the import of `folder`."""
SHOWN = (
    f"O*NET-SOC 2019\nCodes: 2 of 1,016\nSource: {onet.ATTRIBUTION}\n"
    f"Used by: match --scheme onet\nMissing: {onet.ALTERNATES}, {onet.TASKS}\n"
)
REAL = Path(__file__).parents[3] / "shared" / "data" / "onet"


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def folder(root: Path, content: str | bytes = ROWS) -> Path:
    """Return a folder of O*NET's text files whose occupations are *content*."""
    place = root / "db"
    place.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    (place / onet.OCCUPATIONS).write_bytes(data)
    return place


def archive(
    root: Path, content: str = ROWS, name: str = f"db_30_0_text/{onet.OCCUPATIONS}"
) -> Path:
    place = root / "db.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("db_30_0_text/Read Me.txt", "hello")
        written.writestr(name, content)
    return place


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(ROWS, id="as published"),
        pytest.param(ROWS.replace("\n", "\r\n"), id="with other line ends"),
        pytest.param(f"\ufeff{ROWS}", id="with a mark of its encoding"),
        pytest.param(
            "Title\tNew\tO*NET-SOC Code\nRegistered Nurses\t1\t29-1141.00\n"
            "Computer Managers\t\t11-3021.00\n",
            id="with other columns",
        ),
    ],
)
def test_occupations_are_read_by_the_names_of_their_columns(tmp_path: Path, content: str) -> None:
    assert onet.read(folder(tmp_path, content)).scheme.titles == FOUND
    assert onet.read(archive(tmp_path, content)).scheme.titles == FOUND


FAULTS = [
    pytest.param("", f"{onet.OCCUPATIONS}:1:1: it has no columns", id="empty"),
    pytest.param("Code\tTitle\n1\t2\n", ":1:1: it has no columns", id="other columns"),
    pytest.param(ROWS[:-1], ":3:1: the file is cut off: its last line has no end", id="cut off"),
    pytest.param(
        ROWS.replace("\tAssess patients.", ""), ":2:1: it has 2 columns, not 3", id="short"
    ),
    pytest.param(f"{ROWS}\n", ":4:1: it has 1 columns, not 3", id="an empty line"),
    pytest.param(
        ROWS.replace("29-1141.00", "291141"), ":2:1: '291141' is not an O*NET-SOC code", id="code"
    ),
    pytest.param(ROWS.splitlines()[0] + "\n", " contains no occupations", id="headings alone"),
    pytest.param(b"\x00\xff\xfe" * 50, "is not UTF-8", id="no text"),
]


@pytest.mark.parametrize(("content", "message"), FAULTS)
def test_a_file_of_another_form_is_refused_with_its_place(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    from_onet(folder(tmp_path))
    before = listing()

    with pytest.raises(CanonError) as caught:
        from_onet(folder(tmp_path, content))

    assert message in str(caught.value)
    assert listing() == before


def damaged(root: Path, kind: str) -> Path:
    place = archive(root)
    content = place.read_bytes()
    match kind:
        case "cut off":
            content = content[: len(content) // 2]
        case "flipped":
            start = content.index(b"O*NET-SOC Code") if b"O*NET-SOC Code" in content else 130
            content = content[:start] + bytes(40) + content[start + 40 :]
        case "encrypted":
            content = content.replace(
                b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
            )
        case "text":
            content = b"no archive"
    place.write_bytes(content)
    return place


@pytest.mark.parametrize("kind", ["cut off", "flipped", "encrypted", "text"])
def test_a_damaged_archive_is_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(CanonError, match=r"db\.zip is not a zip archive that can be read: "):
        from_onet(damaged(tmp_path, kind))

    assert listing().schemes == ()


def test_an_archive_of_other_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CanonError, match=r"db\.zip has no 'Occupation Data\.txt'$"):
        from_onet(archive(tmp_path, name="other.txt"))


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CanonError, match="No such file"):
        from_onet(tmp_path / "nowhere")
    with pytest.raises(CanonError, match=r"Occupation Data\.txt: No such file"):
        from_onet(tmp_path)


def test_a_file_that_is_too_large_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onet, "MAX_BYTES", 50)
    for place in (archive(tmp_path), folder(tmp_path)):
        with pytest.raises(CanonError, match=r"is larger than 50 bytes$"):
            from_onet(place)


def test_editions_stand_side_by_side_and_one_takes_its_own_place(tmp_path: Path) -> None:
    newest = ListedScheme("O*NET-SOC", "2019", 2, onet.ATTRIBUTION, False, True, MISSING)
    assert from_onet(folder(tmp_path)) == newest
    assert not from_onet(folder(tmp_path), "2010").matched
    from_onet(folder(tmp_path, ROWS.rpartition("11-")[0]))

    assert [(each.version, each.codes) for each in listing().schemes] == [("2010", 2), ("2019", 1)]
    assert len(remove("o*net-SOC").schemes) == 2
    assert listing().schemes == ()


def best_of(title: str) -> str | None:
    best = scheme_matcher("onet").match(title).best
    return best.code if best else None


@pytest.mark.parametrize("first", ["2010", "2019"])
def test_titles_are_matched_with_the_newest_edition(tmp_path: Path, first: str) -> None:
    newest, older = folder(tmp_path), tmp_path / "2010"
    other = folder(older, ROWS.replace("29-1141.00\tRegistered", "15-1132.00\tRegistered"))
    both = (other, newest) if first == "2010" else (newest, other)
    told = [from_onet(each).matched for each in both]

    assert told == ([True, True] if first == "2010" else [True, False])
    assert [each.matched for each in listing().schemes] == [False, True]
    assert best_of("registered nurse") == "29-1141"
    remove("onet")
    from_onet(other)
    assert best_of("registered nurse") == "15-1132"


def test_an_older_edition_is_imported_with_a_remark(tmp_path: Path) -> None:
    from_onet(folder(tmp_path))
    done = run("import", "onet", str(folder(tmp_path)), "--taxonomy", "2010")
    assert done.code == 0
    assert done.err == (
        "levelctl: imported 2 of 1,110 codes of O*NET-SOC 2010\n"
        "levelctl: match --scheme onet uses a newer edition, which is imported too\n"
    )


def test_a_damaged_index_is_replaced(tmp_path: Path) -> None:
    from_onet(folder(tmp_path))
    (place,) = (tmp_path / "data").rglob("occupations.sqlite")
    place.write_bytes(b"none")
    assert from_onet(folder(tmp_path), "2010").matched


def with_more(root: Path, file: str, code: str) -> Path:
    """Return a folder that has *file* too, with a text of *code*."""
    place = folder(root)
    column = onet.TASK if file == onet.TASKS else onet.ALTERNATE
    (place / file).write_text(f"{onet.CODE}\t{column}\n{code}\tNurses\n", "utf-8")
    return place


@pytest.mark.parametrize("file", MISSING)
def test_a_file_that_is_missing_is_told(tmp_path: Path, file: str) -> None:
    listed = from_onet(with_more(tmp_path, file, "29-1141.00"))
    assert listed.missing == tuple(each for each in MISSING if each != file)


@pytest.mark.parametrize("file", MISSING)
def test_files_of_several_releases_are_refused(tmp_path: Path, file: str) -> None:
    with pytest.raises(CanonError, match=rf"{file}:2:1: Occupation Data.txt has no code 29-1142"):
        from_onet(with_more(tmp_path, file, "29-1142.00"))
    assert listing().schemes == ()


def test_an_archive_with_several_releases_is_refused(tmp_path: Path) -> None:
    place = archive(tmp_path)
    with zipfile.ZipFile(place, "a") as written:
        written.writestr(f"db_15_0/{onet.OCCUPATIONS}", ROWS)
    with pytest.raises(CanonError) as caught:
        from_onet(place)
    assert str(caught.value) == (
        f"{place} has 2 files 'Occupation Data.txt': "
        "db_30_0_text/Occupation Data.txt and db_15_0/Occupation Data.txt"
    )


@pytest.mark.parametrize("taxonomy", [None, "2010"])
def test_few_codes_do_not_replace_many(tmp_path: Path, taxonomy: str | None) -> None:
    heading, first, second = ROWS.splitlines(keepends=True)
    from_onet(folder(tmp_path, f"{heading}{first}{second}{second.replace('3021', '1011')}"))
    before = listing()

    with pytest.raises(CanonError, match=r"db has only 1 codes of O\*NET-SOC, and .* 2019 has 3$"):
        from_onet(folder(tmp_path, heading + first), taxonomy)
    assert listing() == before
    assert from_onet(folder(tmp_path), taxonomy).codes == 2


@pytest.mark.parametrize("name", ["onet", "ONET", "O*NET"])
def test_a_scheme_goes_by_the_word_that_it_came_by(tmp_path: Path, name: str) -> None:
    from_onet(folder(tmp_path))
    assert [each.scheme for each in remove(name).schemes] == ["O*NET-SOC"]
    assert listing().schemes == ()


def test_what_is_not_imported_cannot_be_removed(tmp_path: Path) -> None:
    from_onet(folder(tmp_path))
    with pytest.raises(LevelctlError, match=r"^'ISCO' is not imported$") as caught:
        remove("ISCO")
    assert caught.value.hint == "imported: O*NET-SOC"


def test_a_damaged_store_is_reported(tmp_path: Path) -> None:
    from_onet(folder(tmp_path))
    (place,) = (tmp_path / "data").rglob("schemes.sqlite")
    place.write_bytes(b"none")

    with pytest.raises(LevelctlError, match=r"^the imported schemes in .* cannot be read: "):
        schemes.imported()


def classified(version: str, code: str) -> str:
    old = '{scheme: ISCO, version: "08", code: "2221", source: the authors}'
    return WARD.replace(
        old, f'{{scheme: O*NET-SOC, version: "{version}", code: "{code}", source: x}}'
    )


@pytest.mark.parametrize(
    ("version", "code", "expected"),
    [
        pytest.param("2019", "29-1141.00", (), id="known"),
        pytest.param("2019", "29-1141", (), id="known, without its last digits"),
        pytest.param(
            "2019", "29-1142.00", ("29-1142.00 is not a code of O*NET-SOC 2019",), id="not"
        ),
        pytest.param(
            "2019", "29-114", ("29-114 is not a code of O*NET-SOC 2019",), id="a beginning"
        ),
        pytest.param("2010", "29-1142.00", (), id="of another edition"),
    ],
)
def test_check_looks_codes_up_in_what_is_imported(
    tmp_path: Path, version: str, code: str, expected: tuple[str, ...]
) -> None:
    root = write_clean(tmp_path / "canon", {WARD_FILE: classified(version, code)})

    def told() -> tuple[str, ...]:
        found = check_canon(root).diagnostics
        return tuple(each.message for each in found if each.rule == "imported-code")

    assert told() == ()
    from_onet(folder(tmp_path))
    assert told() == expected
    remove("O*NET-SOC")
    assert told() == ()


def test_the_command(tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path / "data")}
    row = f"O*NET-SOC\t2019\t2\t{onet.ATTRIBUTION}\n"

    done = run("import", "onet", str(folder(tmp_path)), env=env)
    assert (done.code, done.out) == (0, row)
    assert done.err == TOLD
    assert run("import", "--list", env=env).out == row

    gone = run("import", "--remove", "O*NET-SOC", env=env)
    assert (gone.code, gone.out) == (0, "")
    assert gone.err == "levelctl: removed O*NET-SOC 2019: 2 codes\n"

    for given, told in ((), "onet|oews|mwe|titles"), (("oews",), "oews"):
        nothing = run("import", *given, env=env)
        assert (nothing.code, nothing.out) == (2, "")
        assert nothing.err == (
            "levelctl: there is nothing to import without a source and a path\n"
            f"hint: give both: levelctl import {told} PATH\n"
        )
    both = run("import", "--list", "--remove", "onet", env=env)
    assert (both.code, both.out) == (2, "")
    assert both.err.startswith("levelctl: --list and --remove cannot be combined\n")
    for option in (("--list",), ("--remove", "O*NET-SOC")):
        both = run("import", "onet", str(folder(tmp_path)), *option, env=env)
        assert (both.code, both.out) == (2, "")
        assert both.err.startswith(
            "levelctl: a source cannot be combined with --list or --remove\nhint: "
        )
    assert run("import", "--remove", "", env=env).err.startswith("levelctl: '' is not imported\n")
    wrong = run("import", "onet", str(tmp_path / "nowhere"), env=env)
    assert (wrong.code, wrong.out) == (3, "")


def test_a_model_is_trained_unless_it_is_not_wanted(tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path / "data")}

    def scheme(*options: str) -> tuple[bool, str]:
        done = run("import", "onet", str(folder(tmp_path)), "-f", "json", *options, env=env)
        assert done.code == 0
        (listed,) = json.loads(done.out)["schemes"]
        return listed["model"], done.err

    assert scheme() == (True, TOLD)
    told = "trained on its titles"
    assert told in run("import", "--list", "--color", "always", env=env).out
    assert scheme("--no-model") == (False, TOLD)
    assert "trained" not in run("import", "--list", "--color", "always", env=env).out


def test_without_numpy_the_import_says_so_once(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_NUMPY, "utf-8")
    env = {"XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONPATH": str(tmp_path)}
    done = start("import", "onet", str(folder(tmp_path)), env=env)
    assert done.code == 0
    assert done.err == TOLD + (
        "levelctl: no model was trained, because numpy is not installed; "
        "pip install 'levelctl[onet]' and import again to find more codes\n"
    )
    asked = start("match", "registered nurse", "--scheme", "onet", env=env)
    assert (asked.code, asked.err) == (0, "levelctl: occupations of O*NET-SOC 2019\n")
    assert asked.out.startswith("registered nurse\t29-1141\t")


def test_a_training_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    from_onet(folder(tmp_path), on_step=lambda *step: told.append(step))
    assert [done for done, _ in told] == list(range(1, len(told) + 1))
    assert {total for _, total in told} == {len(told)}


def test_occupations_of_an_older_release_are_imported_again(tmp_path: Path) -> None:
    from_onet(folder(tmp_path))
    head = OnetIndexHead({"29-1141": "Registered Nurses"}, {})
    schemes.INDEX.write({onet_index.HEAD: encode(head)})
    with pytest.raises(CanonError, match=r"^the imported occupations are of another release"):
        listing()
    from_onet(folder(tmp_path))
    assert len(listing().schemes) == 1
    schemes.INDEX.write({onet_index.HEAD: encode(head)})
    assert len(remove("onet").schemes) == 1


@pytest.mark.skipif(not REAL.is_dir(), reason="the O*NET database is not beside the checkout")
def test_the_real_database_is_read() -> None:
    release = onet.read(REAL)
    scheme = release.scheme

    assert len(scheme.titles) == 1_016
    assert len(release.alternates) > 51_000
    assert len(release.tasks) == 19_265
    assert scheme.titles["11-3021.00"] == "Computer and Information Systems Managers"


def test_what_is_imported_is_shown(tmp_path: Path) -> None:
    assert plain.export(layout.document(listing())) == "Nothing is imported.\n"
    from_onet(folder(tmp_path))

    assert plain.export(layout.document(listing())) == SHOWN
    assert [*layout.rows(listing())] == [
        ("scheme", "version", "codes", "source"),
        ("O*NET-SOC", "2019", "2", onet.ATTRIBUTION),
    ]


WAGES = Path(__file__).parents[1] / "oews" / "national_M2023_dl.csv"
WHOSE = f"{oews.PUBLISHER}, May 2023; public domain"


def test_the_command_for_wages(tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path / "data")}
    row = (
        f"OEWS\tMay 2023\t8\t{WHOSE}\nOEWS US NAICS 622000\tMay 2023\t1\t{WHOSE}\n"
        f"OEWS US-CA\tMay 2023\t1\t{WHOSE}\n"
    )

    done = run("import", "oews", str(WAGES), env=env)
    assert (done.code, done.out) == (0, row)
    assert done.err == (
        "levelctl: imported 10 wages of OEWS May 2023: 2 places, 1 industry\n"
        "levelctl: 1 of them without a published wage a year\n"
        "levelctl: skipped 1 row of some owners, or of what was not asked for\n"
    )
    assert run("import", "--list", env=env).out == row

    wrong = run("import", "oews", str(tmp_path), env=env)
    assert (wrong.code, wrong.out) == (3, "")
    other = run("import", "oews", str(WAGES), "--taxonomy", "2019", env=env)
    assert (other.code, other.out) == (2, "")
    assert run("import", "--list", env=env).out == row

    state = run("import", "--remove", "oews", "--place", "US-CA", env=env)
    assert state.err == "levelctl: removed OEWS May 2023, California (US-CA): 1 occupation\n"
    assert state.out == "".join(row.splitlines(keepends=True)[:2])
    gone = run("import", "--remove", "oews", env=env)
    assert (gone.code, gone.out) == (0, "")
    assert gone.err == (
        "levelctl: removed OEWS May 2023: 8 occupations\n"
        "levelctl: removed OEWS May 2023, Hospitals, NAICS 622000: 1 occupation\n"
    )


def test_the_command_for_wages_by_level(tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path / "data")}
    source = WAGES.with_name("mwe-2018complete.csv")
    done = run("import", "mwe", str(source), env=env)
    whose = f"{mwe.PUBLISHER}, 2018; public domain"
    assert (done.code, done.out) == (0, f"MWE\t2018\t3\t{whose}\n")
    assert done.err == (
        "levelctl: imported 8 wages of 3 occupations in 3 places of MWE 2018\n"
        "levelctl: skipped 4 rows of other workers, levels or places\n"
    )
    shown = run("import", "--list", "--format", "markdown", env=env).out
    assert "MWE 2018" in shown
    assert "Estimates" in shown
    gone = run("import", "--remove", "MWE", env=env)
    assert gone.err == "levelctl: removed MWE 2018: 3 occupations\n"


def test_a_hostile_name_of_an_area_is_escaped(tmp_path: Path) -> None:
    place = tmp_path / "wages.csv"
    head = "AREA,AREA_TITLE,OCC_CODE,OCC_TITLE,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90"
    row = "06,\x1b[31mRed\u202e,29-1141,Nurses,10000,20000,30000,40000,50000"
    place.write_text(f"{head}\n{row}\n", "utf-8")
    done = run("import", "oews", str(place), env={"XDG_DATA_HOME": str(tmp_path / "data")})
    assert done.code == 0
    assert "Red" in done.err
    assert "\x1b" not in done.err
    assert "\u202e" not in done.err


def test_wages_are_shown_beside_schemes(tmp_path: Path) -> None:
    from_onet(folder(tmp_path))
    from_oews(WAGES, None, None, ["US"])
    remove("oews", industries=["622000"])

    assert plain.export(layout.document(listing())) == (
        f"{SHOWN}\nOEWS May 2023\nOccupations: 8\nSource: {WHOSE}\n"
    )
    assert [*layout.rows(listing(), headings=False)] == [
        ("O*NET-SOC", "2019", "2", onet.ATTRIBUTION),
        ("OEWS", "May 2023", "8", WHOSE),
    ]
    with pytest.raises(LevelctlError, match=r"^'ISCO' is not imported$") as caught:
        remove("ISCO")
    assert caught.value.hint == "imported: O*NET-SOC, OEWS"
    assert len(remove("oews").wages) == 1
    assert len(listing().schemes) == 1


def test_wages_of_a_release_that_is_not_known_are_shown(tmp_path: Path) -> None:
    place = tmp_path / "wages.csv"
    place.write_bytes(WAGES.read_bytes())
    source = from_oews(place)[0].source

    assert plain.export(layout.document(listing())) == (
        f"OEWS, release not known\nOccupations: 8\nPlaces: 2: US, US-CA\nSource: {source}\n\n"
        f"OEWS, release not known\nOccupations: 1\nIndustries: 1: 622000\nSource: {source}\n"
    )
    assert [*layout.rows(listing(), headings=False)] == [
        ("OEWS", "", "8", source),
        ("OEWS US NAICS 622000", "", "1", source),
        ("OEWS US-CA", "", "1", source),
    ]


def test_of_many_places_the_first_are_named() -> None:
    release = WageRelease("OEWS", "May 2024", 2, 0, "whose")
    places = tuple(replace(release, place=f"US-{10_000 + each}") for each in range(62))
    text = plain.export(layout.document(Imports((), places)))
    assert "Places: 62: US-10000, US-10001, " in text
    assert ", US-10059 and 2 more\n" in text


@pytest.mark.parametrize("content", [b"none", b""], ids=["other", "empty"])
def test_damaged_wages_are_reported_and_replaced(tmp_path: Path, content: bytes) -> None:
    from_oews(WAGES)
    (place,) = (tmp_path / "data").rglob("wages.sqlite")
    place.write_bytes(content)

    for read in (wages.imported, listing, lambda: wages_of("29-1141")):
        with pytest.raises(LevelctlError, match=r"^the imported wages in .* cannot be read: "):
            read()
    assert (listed := from_oews(WAGES))[0].occupations == 8
    assert listing().wages == listed


def test_a_damaged_row_of_wages_is_reported(tmp_path: Path) -> None:
    from_oews(WAGES)
    (place,) = (tmp_path / "data").rglob("wages.sqlite")
    with contextlib.closing(sqlite3.connect(place)) as database:
        database.execute("UPDATE rows SET body = ? WHERE name = 'wages:29-1141'", (b"{}",))
        database.commit()

    assert wages_of("29-2010") is not None  # one reads its row alone
    with pytest.raises(LevelctlError, match=r"the row wages:29-1141 is damaged$"):
        wages_of("29-1141")


def test_wages_that_cannot_be_stored_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    with pytest.raises(MachineError, match=r"^the imported data cannot be stored: "):
        from_oews(WAGES)


def _folder(root: Path, codes: Iterable[str]) -> Path:
    rows = "".join(f"{code}\tOccupation {code}\n" for code in sorted(codes))
    (root / "Occupation Data.txt").write_text(f"O*NET-SOC Code\tTitle\n{rows}", "utf-8")
    return root


ONET_CODES = scheme_codes.editions("O*NET-SOC")


@pytest.mark.parametrize(
    ("codes", "told", "edition"),
    [
        *(pytest.param(codes, None, year, id=year) for year, codes in ONET_CODES.items()),
        *(
            pytest.param(codes, year, year, id=f"{year}, told")
            for year, codes in ONET_CODES.items()
        ),
        pytest.param({"11-3021.00"}, None, "2019", id="a code of several editions"),
        pytest.param({"11-3021.00"}, "2010", "2010", id="a code of several editions, told"),
        pytest.param({"15-1132.00", "11-3021.00"}, None, "2010", id="one of an older edition"),
        pytest.param({"99-1111.00"}, "2028", "2028", id="an edition to come"),
    ],
)
def test_the_codes_tell_the_edition(
    codes: set[str], told: str | None, edition: str, tmp_path: Path
) -> None:
    assert onet.read(_folder(tmp_path, codes), told).scheme.version == edition


@pytest.mark.parametrize(
    ("codes", "told", "message", "hint"),
    [
        pytest.param(
            ONET_CODES["2010"],
            "2019",
            r"11-2011\.01 and 261 other codes are not in the taxonomy of 2019, but in that of 2010",
            "--taxonomy 2010, or leave it out",
            id="an older release as 2019",
        ),
        pytest.param(
            ONET_CODES["2019"],
            "2028",
            "the codes are of the taxonomy of 2019, not of 2028",
            "--taxonomy 2019, or leave it out",
            id="a release as one to come",
        ),
        pytest.param(
            {"99-1111.00"},
            None,
            "the codes are of no taxonomy of .* that is known: 99-1111.00 is not",
            "give the year of a newer taxonomy with --taxonomy YEAR",
            id="no edition",
        ),
        pytest.param(
            {"99-1111.00"},
            "2011",
            "there is no taxonomy of 2011: there are 2000, 2006, 2009, 2010, 2019",
            "leave --taxonomy out",
            id="no such edition",
        ),
    ],
)
def test_a_taxonomy_that_the_codes_contradict_is_refused(
    codes: set[str], told: str | None, message: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(LevelctlError, match=message) as caught:
        onet.read(_folder(tmp_path, codes), told)
    assert caught.value.hint == hint


def test_a_folder_without_the_text_files_says_which_download_has_them(tmp_path: Path) -> None:
    with pytest.raises(LevelctlError) as caught:
        onet.read(tmp_path)
    assert "db_30_0_text.zip" in caught.value.hint


def test_a_real_release_has_the_edition_that_it_says() -> None:
    folder = Path("/work/shared/data/onet")
    if not folder.is_dir():
        pytest.skip(f"{folder} is not on this machine")
    release = onet.read(folder)
    assert (release.scheme.version, frozenset(release.scheme.titles)) == (
        "2019",
        ONET_CODES["2019"],
    )


def test_a_taxonomy_is_a_year(tmp_path: Path) -> None:
    with pytest.raises(LevelctlError, match=r"^'now' is not the year of a taxonomy$"):
        from_onet(folder(tmp_path), "now")
