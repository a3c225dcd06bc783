"""Coded titles: read from a file, looked up by their words, and the first answer of a match."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import levelctl
from levelctl.answers.imports import from_onet, from_titles
from levelctl.canon import package_data
from levelctl.canon.canon import Canon
from levelctl.errors import CanonError, LevelctlError
from levelctl.occupations.coded_titles import CodedTitle
from levelctl.record import replace
from levelctl.titles.coded import reading
from levelctl.titles.coded.reading import coded_titles_of, read
from levelctl.titles.matching import Matcher, matcher_of
from levelctl.titles.occupation_index.calibration import Calibration
from levelctl.titles.occupation_index.matcher import SchemeMatcher, scheme_matcher
from program import run
from small import write_canon

NURSE, CLINIC = "NURSIN.WARDNURS1234", "NURSIN.CLINICNU5678"

ONET = """\
O*NET-SOC Code\tTitle
29-1141.00\tRegistered Nurses
29-1216.00\tGeneral Internal Medicine Physicians
39-2021.00\tAnimal Caretakers
11-9111.00\tMedical and Health Services Managers
"""
ALTERNATES = """\
O*NET-SOC Code\tAlternate Title\tShort Title
29-1141.00\tWard Nurse\tn/a
29-1216.00\tMedical Doctor\tMD
39-2021.00\tZookeeper\tn/a
11-9111.00\tWard Manager\tn/a
"""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def file(root: Path, *rows: str, name: str = "own.csv", heading: str = "title,code") -> Path:
    path = root / name
    path.write_text("\n".join((heading, *rows)) + "\n", "utf-8")
    return path


# Reading.


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.csv", "Title;x;Code\nBoss;1;11-1011\n", id="semicolons"),
        pytest.param("a.tsv", "job_title\tSOC_CODE\nBoss\t 11-1011 \n", id="tabs"),
        pytest.param("a.csv", "onet-soc code,title\n11-1011,Boss\n", id="another-order"),
        pytest.param("a.ndjson", '{"title": "Boss", "code": "11-1011", "x": 1}\n', id="NDJSON"),
        pytest.param("a.csv", "soc,code,title\n1,11-1011,Boss\n", id="code-before-soc"),
    ],
)
def test_titles_are_read_from_tables(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    assert read(tmp_path / name).titles == [
        CodedTitle(2 - (name == "a.ndjson"), "Boss", ("11-1011",), 1)
    ]


def test_rows_of_one_title_are_counted_and_several_codes_kept(tmp_path: Path) -> None:
    found = read(file(tmp_path, "Boss,11-1011", "Boss,11-1021| 11-1011|11-1021", "Boss,11-1011"))
    assert found.called == "own.csv, 3 titles"
    assert found.titles == [
        CodedTitle(2, "Boss", ("11-1011",), 2),
        CodedTitle(3, "Boss", ("11-1011", "11-1021"), 1),
    ]


LEFT_OUT = [
    pytest.param("Head,", "it has no code", id="no-code"),
    pytest.param(" ,11-1011", "it has no title", id="no-title"),
    pytest.param("Head,Nov-21", "'NOV-21' is not a code", id="no-code-but-a-date"),
    pytest.param("Head,11-1011|x y", "'X Y' is not a code", id="one-of-two"),
    pytest.param("Head,A.B.M2", "A.B.M2 is of another kind than the codes before it", id="kind"),
    pytest.param("Head,11-1011|A.B", "A.B is of another kind than the codes before it", id="kinds"),
    pytest.param("Head,1,2", "its cells do not fit the heading: it has 3, not 2", id="cells"),
    pytest.param("x" * 301 + ",11-1011", "its title has 301 characters, more than 300", id="long"),
    pytest.param(
        "Head," + "|".join(f"11-10{number}" for number in range(10, 21)),
        "it has 11 codes, more than 10",
        id="codes",
    ),
]


def test_a_hint_names_no_option_of_another_command(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("a,b\nBoss,11-1011\n", "utf-8")
    with pytest.raises(LevelctlError, match="which column has the titles") as caught:
        read(path)
    assert caught.value.hint == "its first row needs the columns title and code"


def test_a_blank_line_is_no_row(tmp_path: Path) -> None:
    found = read(file(tmp_path, "", "Boss,11-1011", ""))
    assert (found.left_out.count, [each.title for each in found.titles]) == (0, ["Boss"])


@pytest.mark.parametrize(("row", "reason"), LEFT_OUT)
def test_a_row_that_cannot_be_used_is_reported(tmp_path: Path, row: str, reason: str) -> None:
    found = read(file(tmp_path, "Boss,11-1011", row, "Chief,11-1011"))
    assert str(found.left_out) == f"1 row is left out: line 3: {reason}"
    assert [each.title for each in found.titles] == ["Boss", "Chief"]


def test_only_the_first_rows_that_are_left_out_are_described(tmp_path: Path) -> None:
    found = read(file(tmp_path, "Boss,11-1011", *["Head,x"] * 7))
    told = str(found.left_out)
    assert told.startswith("7 rows are left out: line 3: 'X' is not a code; line 4: ")
    assert told.endswith("line 7: 'X' is not a code; and 2 more")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        pytest.param((), r"own\.csv has no coded titles$", id="empty"),
        pytest.param(("Boss,x",), r"own\.csv has no coded titles: 1 row is left out", id="bad"),
    ],
)
def test_a_file_without_coded_titles_is_refused(
    tmp_path: Path, rows: tuple[str, ...], message: str
) -> None:
    with pytest.raises(CanonError, match=message):
        read(file(tmp_path, *rows))


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CanonError, match="it has no code") as caught:
        read(file(tmp_path, "Boss,11-1011", heading="title,wage"))
    assert caught.value.hint == "it needs the columns title and code"
    with pytest.raises(LevelctlError, match="which column has the titles"):
        read(file(tmp_path, "Boss,11-1011", heading="name,code"))
    with pytest.raises(CanonError, match="is a folder, not a file"):
        read(tmp_path)
    with pytest.raises(CanonError, match="cannot be read: No such file"):
        read(tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    ("bound", "message"),
    [
        ("MOST_ROWS", "more than 2 rows$"),
        ("MOST_TITLES", "more than 2 different titles$"),
        ("MOST_TEXT", "more than 2 characters of titles$"),
    ],
)
def test_a_file_that_is_too_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, message: str
) -> None:
    monkeypatch.setattr(reading, bound, 2)
    path = file(tmp_path, *(f"Boss {number},11-1011" for number in range(3)))
    with pytest.raises(CanonError, match=message):
        read(path)


def test_an_imported_list_or_else_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    from_titles(file(tmp_path, "Boss,11-1011"), "ours")
    file(tmp_path, "Boss,11-1011", "Head,11-1011", name="ours")
    names = ("Ours", "ours", "./ours", str(tmp_path / "ours"))
    assert [coded_titles_of(name).count for name in names] == [1, 1, 2, 2]
    with pytest.raises(LevelctlError, match="is neither an imported list of titles nor a") as found:
        coded_titles_of("theirs")
    assert found.value.hint == ("imported lists: ours; levelctl import titles FILE imports one")
    with pytest.raises(LevelctlError, match="is neither an imported list"):
        coded_titles_of("a\0b")


# A canon.


@pytest.fixture
def canon(tmp_path: Path) -> Canon:
    return levelctl.open_canon(write_canon(tmp_path / "canon"))


def matcher(canon: Canon, root: Path, *rows: str) -> Matcher:
    return levelctl.matcher(canon, prior=file(root, *rows))


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Night Wizard", id="the-same"),
        pytest.param("  NIGHT\twizard ", id="case-and-blanks"),
        pytest.param("Night Wizards (m/w/d) - Remote", id="with-noise"),
    ],
)
def test_a_coded_title_gets_its_code(canon: Canon, tmp_path: Path, title: str) -> None:
    own = matcher(canon, tmp_path, f"Night Wizard,{NURSE}.P3", "Other,NURSIN.WARDNURS1234.P1")
    assert levelctl.matcher(canon).match(title).band == "no confident match"

    found = own.match(title)

    assert found.best
    assert (found.best.code, found.best.score, found.band) == (f"{NURSE}.P3", 1.0, "confident")
    assert found.best.by == ("Night Wizard (own.csv)",)
    assert found.level
    assert (found.level.level, found.level.assumed) == ("P3", False)
    assert (found.p, found.doubts, found.prior) == (1.0, (), "own.csv, 2 titles")


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Wizard Night", id="another-order"),
        pytest.param("Night and Wizard", id="joined"),
        pytest.param("Night, Wizard", id="parted"),
        pytest.param("Senior Night Wizard", id="one-word-more"),
        pytest.param("Wizard", id="one-word-less"),
    ],
)
def test_other_words_are_another_title(canon: Canon, tmp_path: Path, title: str) -> None:
    found = matcher(canon, tmp_path, f"Night Wizard,{NURSE}.P3").match(title)
    assert found == replace(levelctl.matcher(canon).match(title), prior="own.csv, 1 title")


def test_the_file_wins_over_the_canon_and_the_others_follow(canon: Canon, tmp_path: Path) -> None:
    plain = levelctl.matcher(canon).match("Ward Nurse")
    found = matcher(canon, tmp_path, f"Ward Nurse,{CLINIC}.P2").match("Ward Nurse")
    assert plain.best
    assert found.best
    assert plain.best.code.startswith(NURSE)
    assert found.best.code == f"{CLINIC}.P2"
    assert plain.best.code in {each.code for each in found.alternatives}
    assert [each.score for each in found.alternatives] == [0.0] * len(found.alternatives)


def test_a_focus_gets_the_level_that_the_title_states(canon: Canon, tmp_path: Path) -> None:
    own = matcher(canon, tmp_path, f"Senior Wizard,{NURSE}", f"Wizard,{NURSE}")
    codes = [found.best.code for found in own.match_many(["Senior Wizard", "Wizard"]) if found.best]
    stated = levelctl.matcher(canon).match("Senior Ward Nurse").best
    assert stated
    assert codes == [stated.code, f"{NURSE}.P2"]


def test_an_unclear_level_of_a_coded_title_is_doubted(tmp_path: Path) -> None:
    titles = ("VP of Wizards", "Junior to Senior Wizard", "Senior Wizard")
    own = levelctl.open_canon(package_data.CANON)
    rows = [f"{title},PEOPLE.RECRUITI88BB" for title in titles]

    above, both, clear = matcher(own, tmp_path, *rows).match_many(titles)

    assert above.best
    assert (above.best.instead_of, above.p) == ("M6", 1.0)
    assert above.doubts == (
        "it says Vice President (M6), and the nearest level of the focus is Senior Manager (M3)",
    )
    assert any(doubt.startswith('"junior" (P1) and "senior" (P4) are') for doubt in both.doubts)
    assert (above.band, both.band) == ("needs review", "needs review")
    assert (clear.band, clear.doubts) == ("confident", ())


@pytest.mark.parametrize(
    ("least", "band"), [(None, "confident"), (0.95, "needs review"), (0.85, "confident")]
)
def test_how_sure_an_answer_must_be(
    canon: Canon, tmp_path: Path, least: float | None, band: str
) -> None:
    path = file(tmp_path, *[f"Wizard,{NURSE}.P2"] * 9, f"Wizard,{NURSE}.P3")
    own = matcher_of(canon, prior=str(path), confident_at=least)
    assert own.match("wizard").band == band


@pytest.mark.parametrize(
    ("rows", "codes", "band", "p"),
    [
        pytest.param(["P2"] * 2 + ["P3"] * 2, ["P2", "P3"], "needs review", 0.5, id="a-tie"),
        pytest.param(["P3"] * 3 + ["P2"] * 2, ["P3", "P2"], "needs review", 0.6, id="a-majority"),
        pytest.param(["P3"] * 9 + ["P2"], ["P3", "P2"], "confident", 0.9, id="nearly-all"),
        pytest.param(["P3", "P3|P2"], ["P3", "P2"], "needs review", 0.75, id="a-shared-row"),
    ],
)
def test_rows_vote(
    canon: Canon, tmp_path: Path, rows: list[str], codes: list[str], band: str, p: float
) -> None:
    coded = ["|".join(f"{NURSE}.{level}" for level in row.split("|")) for row in rows]
    found = matcher(canon, tmp_path, *(f"Wizard,{each}" for each in coded)).match("wizard")
    assert found.best
    first = [found.best, *found.alternatives][: len(codes)]
    assert [each.code for each in first] == [f"{NURSE}.{level}" for level in codes]
    assert (found.band, found.p) == (band, p)
    assert found.doubts == (
        () if band == "confident" else (f"only {p:.0%} of its rows in own.csv have this code",)
    )


def test_the_written_form_goes_before_the_cleaned_one(canon: Canon, tmp_path: Path) -> None:
    own = matcher(canon, tmp_path, f"Wizard (Remote),{NURSE}.P1", f"Wizard (Berlin),{NURSE}.P3")
    titles = ["wizard (remote)", "Wizard (Berlin)", "Wizard - Remote"]
    found = [own.match(title) for title in titles]
    assert [each.best and each.best.level for each in found][:2] == ["P1", "P3"]
    assert [each.band for each in found] == ["confident", "confident", "needs review"]


def test_only_coded_titles_within_count(canon: Canon, tmp_path: Path) -> None:
    path = file(tmp_path, f"Wizard,{CLINIC}.P2", f"Wizard,{NURSE}.P3", f"Boss,{CLINIC}.P2")
    own = levelctl.matcher(canon, [NURSE], prior=path)
    found = own.match("Wizard")
    assert found.best
    assert (found.best.code, found.p) == (f"{NURSE}.P3", 1.0)
    assert own.match("Boss").best is None


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        pytest.param(f"{NURSE}.P9", f"did you mean '{NURSE}.P", id="level"),
        pytest.param("NURSIN.WARDNURS1235", f"did you mean '{NURSE}'?", id="focus"),
        pytest.param("X.Y", "levelctl list shows the codes", id="nothing-like-it"),
        pytest.param("29-1141", "codes of an imported scheme need --scheme", id="occupation"),
    ],
)
def test_a_code_that_the_canon_lacks_is_an_error(
    canon: Canon, tmp_path: Path, code: str, hint: str
) -> None:
    with pytest.raises(CanonError, match=rf"^own\.csv: line 2: {code} is no code of ") as caught:
        matcher(canon, tmp_path, f"Wizard,{code}")
    assert caught.value.hint.startswith(hint)


def test_a_matcher_with_coded_titles_can_be_pickled(canon: Canon, tmp_path: Path) -> None:
    own = matcher(canon, tmp_path, f"Night Wizard,{NURSE}.P3")
    again = pickle.loads(pickle.dumps(own))  # noqa: S301 - it was made here
    assert again.match("Night Wizard") == own.match("Night Wizard")


# An imported scheme.


def import_onet(root: Path, occupations: str = ONET) -> None:
    (root / "db").mkdir(exist_ok=True)
    (root / "db" / "Occupation Data.txt").write_text(occupations, "utf-8")
    codes = ("", *(row[:10] for row in occupations.splitlines()))
    alternates = [row for row in ALTERNATES.splitlines() if row[:10] in codes]
    (root / "db" / "Alternate Titles.txt").write_text("\n".join(alternates) + "\n", "utf-8")
    from_onet(root / "db")


TITLES = ["Ward Wizard", "ward boss", "Doctor", "Ward Nurze", "Wizard of Wards II", "zoo", "", "?"]


@pytest.fixture
def visa(tmp_path: Path) -> Path:
    import_onet(tmp_path)
    rows = ["Ward Wizard,11-9111"] * 20 + ["Zoo Nurse,29-1141.00", "Ward Wizard II,29-1216"]
    return file(tmp_path, *rows, name="visa.csv")


def answers(found: SchemeMatcher) -> list[object]:
    return [found.match(title) for title in TITLES]


def test_a_title_of_the_list_gets_its_code_and_others_the_prior(visa: Path) -> None:
    plain, own = scheme_matcher("onet"), scheme_matcher("onet", str(visa))
    coded, other = own.match("ward wizard"), own.match("Ward Boss")
    assert coded.best
    assert (coded.best.code, coded.band, coded.p) == ("11-9111", "confident", 1.0)
    assert coded.best.by == ("Ward Wizard (visa.csv)",)
    assert coded.best.title == "Medical and Health Services Managers"
    assert other.best
    assert (other.best.code, other.prior) == ("11-9111", "visa.csv, 22 titles")
    before = {each.code: each.score for each in [plain.match("Ward Boss").best] if each}
    assert before.get("11-9111", 0.0) < other.best.score
    assert plain.match("ward wizard").prior is None


def test_only_a_coded_title_in_another_language_is_matched(visa: Path) -> None:
    visa.write_text(visa.read_text("utf-8") + "Stationsleiterin,11-9111\n", "utf-8")
    plain, own = scheme_matcher("onet"), scheme_matcher("onet", str(visa))
    assert [each.match("Stationsleiterin").language for each in (plain, own)] == ["German", None]
    assert [own.match(title).language for title in ("Krankenpfleger", "Ward Wizard")] == [
        "German",
        None,
    ]
    assert own.match("Stationsleiterin").band == "confident"
    assert plain.match("Stationsleiterin").best is None
    assert plain.match("Stationsleiterin").doubts == ("not matched: German",)


def test_p_is_calibrated_by_titles_that_are_left_out(tmp_path: Path) -> None:
    import_onet(tmp_path)
    rows = [f"Ward Manager {chr(97 + number)}{number},29-1141" for number in range(26)]
    rows += [f"Zookeeper {chr(97 + number)}{number},29-1141" for number in range(26)]
    own = scheme_matcher("onet", str(file(tmp_path, *rows, name="visa.csv")))
    without = scheme_matcher("onet").match("Zookeeper of Wards")
    found = own.match("Zookeeper of Wards")
    assert own.coded
    ranking = own.occupations.index.ranking("zookeeper wards", 1, own.coded.prior)
    assert ranking.p is not None
    assert without.p is not None
    assert own.coded._calibration != Calibration()  # noqa: SLF001 - what is fitted here
    assert found.p == round(own.coded._calibration.of(round(ranking.p, 3)), 3)  # noqa: SLF001
    assert found.p != without.p


def test_the_level_words_of_a_coded_title_count_if_it_is_asked_so(visa: Path) -> None:
    own = scheme_matcher("onet", str(visa))
    found = [own.match(title).best for title in ("Ward Wizard II", "Ward Wizard III")]
    assert [each and each.code for each in found] == ["29-1216", "11-9111"]


def test_an_imported_list_answers_as_its_file(visa: Path) -> None:
    from_titles(visa, "visa.csv")
    file_answers = answers(scheme_matcher("onet", str(visa)))
    list_answers = answers(scheme_matcher("onet", "visa-csv"))
    assert [str(each) for each in list_answers] == [
        str(each).replace("visa.csv", "visa-csv") for each in file_answers
    ]


def test_another_edition_of_the_scheme_is_noticed(tmp_path: Path, visa: Path) -> None:
    from_titles(visa)
    import_onet(tmp_path, ONET.replace("11-9111.00", "11-9121.00"))
    own = scheme_matcher("onet", "visa")
    assert own.coded
    assert str(own.coded.coded.left_out) == (
        "20 rows are left out: line 2: 11-9111 is no code of the scheme; and 19 more"
    )
    assert own.coded.coded.called == "visa, 2 titles"
    found = own.match("Zoo Nurse").best
    assert found
    assert found.code == "29-1141"


def test_codes_of_another_kind_are_refused(tmp_path: Path, visa: Path) -> None:
    del visa
    with pytest.raises(CanonError, match=r"^own\.csv has no code of the scheme: 1 row is left"):
        scheme_matcher("onet", str(file(tmp_path, f"Wizard,{NURSE}")))


# The command.


def test_the_command(tmp_path: Path) -> None:
    canon = write_canon(tmp_path / "canon")
    own = str(file(tmp_path, f"Night Wizard,{NURSE}.P3", f"Boss,{NURSE}"))
    env = {name: str(tmp_path / "data") for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME")}

    def asked(*arguments: str) -> tuple[int, str, str]:
        done = run("--canon", str(canon), "match", *arguments, "--prior", own, env=env)
        return done.code, done.out, done.err

    named = "levelctl: prior: own.csv, 2 titles\n"
    row = f"Night Wizard\t{NURSE}.P3\tconfident\t1.00\n"
    assert asked("Night Wizard") == (0, row, named)
    code, out, err = asked("Night Wizard", "--explain")
    assert (code, err) == (0, "")
    assert "\nLevel: P3, as the title is coded\n" in out
    assert out.endswith("\nPrior: own.csv, 2 titles\n")
    code, out, err = asked("Night Wizard", "-f", "json")
    assert (code, err) == (0, "")
    assert '"prior": "own.csv, 2 titles"' in out

    file(tmp_path, f"Night Wizard,{NURSE}.P3", "Boss,", f"Head,{NURSE}")
    code, out, err = asked("Night Wizard")
    assert (code, out) == (3, row)
    assert err == f"{named}levelctl: own.csv: 1 row is left out: line 3: it has no code\n"

    golden = file(
        tmp_path,
        f"Night Wizard,{NURSE}.P3,P3,confident",
        heading="title,code,level,band",
        name="golden.csv",
    )
    code, out, err = asked("--golden", str(golden))
    assert code == 3
    assert "1 titles: 1 as expected, 0 not" in err

    done = run("--canon", str(canon), "match", "x", "--prior", "nowhere", env=env)
    assert (done.code, done.err.splitlines()[1]) == (
        2,
        "hint: imported lists: none; levelctl import titles FILE imports one",
    )
