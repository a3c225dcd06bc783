"""A company's own pay file: what is read, suppressed, not matched and left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from levelctl import diff, near, open_canon, pay, show
from levelctl.answers.pay.file import PayFileReport, read_pay_file
from levelctl.answers.pay.file.headings import is_heading, places_of
from levelctl.canon.canon import Canon
from levelctl.canon.model import Pay
from levelctl.errors import CanonError, LevelctlError
from levelctl.output import json as json_output
from program import run
from small import CANON, write_canon

WARD = "NURSIN.WARDNURS1234"
HEADING = "Code,Title,Place,Kind,Low,Median,High,Currency,As of,N"
P2 = f"{WARD}.P2,,US,base,50000,60000,70000,USD,2026-05,12"


@pytest.fixture(scope="module")
def canon(tmp_path_factory: pytest.TempPathFactory) -> Canon:
    spaces = "  pay@1: {doubling: 20, tolerance: 5, review: 10}\n"
    root = write_canon(tmp_path_factory.mktemp("small"), {"canon.yaml": CANON + spaces})
    return open_canon(root, cache=False)


def written(folder: Path, *rows: str, heading: str = HEADING, name: str = "pay.csv") -> Path:
    path = folder / name
    path.write_text("\n".join((heading, *rows, "")), "utf-8")
    return path


def read(canon: Canon, path: Path, minimum_n: int | None = None) -> PayFileReport:
    return read_pay_file(canon, path, minimum_n, cache=False)


def test_a_row_is_a_figure(canon: Canon, tmp_path: Path) -> None:
    report = read(canon, written(tmp_path, P2))
    figure = Pay(
        "USD",
        "year",
        50000,
        60000,
        70000,
        "observed",
        source="pay.csv, line 2",
        place="US",
        kind="base",
        as_of="2026-05",
        n=12,
    )
    assert report.figures == ((f"{WARD}.P2", (figure,)),)
    assert (report.used, report.minimum_n, report.assumed) == (
        1,
        5,
        ("the amounts are for a year",),
    )
    assert [(each.role, each.heading) for each in report.columns][:2] == [
        ("code", "Code"),
        ("title", "Title"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("Stelle;Untergrenze;Median;Obergrenze;Währung", id="German"),
        pytest.param("Intitulé du poste;Minimum;Médiane;Maximum;Devise", id="French"),
        pytest.param("Puesto;Mínimo;Mediana;Máximo;Moneda", id="Spanish"),
        pytest.param("Cargo;Mínimo;Mediana;Máximo;Moeda", id="Portuguese"),
        pytest.param("Titolo;Minimo;Mediana;Massimo;Valuta", id="Italian"),
        pytest.param("Functie;Laag;Mediaan;Hoog;Valuta", id="Dutch"),
        pytest.param("JOB_TITLE;P25;P50;P75;Ccy", id="percentiles"),
        pytest.param("Role;Range Minimum;Midpoint;Range Maximum;Currency Code", id="range"),
    ],
)
def test_headings_of_several_languages(heading: str) -> None:
    cells = heading.split(";")
    assert is_heading(cells)
    assert [*places_of(cells)] == ["title", "low", "median", "high", "currency"]


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [
        ("P10", "P90", "p10-p90"),
        ("Min", "Max", "range"),
        ("Low", "High", None),
        ("Q1", "Q3", "p25-p75"),
    ],
)
def test_the_headings_say_what_the_ends_are(
    canon: Canon, tmp_path: Path, low: str, high: str, ends: str | None
) -> None:
    heading = f"Code,{low},Median,{high}"
    report = read(canon, written(tmp_path, f"{WARD}.P2,1,2,3", heading=heading))
    ((_, (figure,)),) = report.figures
    assert figure.ends == ends
    assert (figure.currency, figure.period, figure.n) == ("EUR", "year", None)
    assert report.assumed == (
        "the currency is that of the canon, EUR",
        "the amounts are for a year",
        "no column says of how many people a figure is, so none is suppressed",
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(
            P2.replace("60000", "=SUM(A1)"), "its median '=SUM(A1)' is not an amount", id="f"
        ),
        pytest.param(P2.replace("60000", "NaN"), "its median 'NaN' is not an amount", id="nan"),
        pytest.param(P2.replace("60000", "1e400"), "its median '1e400' is not an amount", id="inf"),
        pytest.param(
            P2.replace("60000", "9" * 60), f"its median '{'9' * 40}' is not an amount", id="huge"
        ),
        pytest.param(P2.replace("60000", "-5"), "its median '-5' is not an amount", id="negative"),
        pytest.param(P2.replace("60000", "60.000"), "its median '60.000' is ambiguous", id="point"),
        pytest.param(
            P2.replace("60000", "#DIV/0!"), "its median '#DIV/0!' is not an amount", id="div"
        ),
        pytest.param(P2.replace("60000", ""), "it has no median", id="empty"),
        pytest.param(
            P2.replace("60000", "90000"),
            "low, median and high are not in order: 50,000, 90,000, 70,000",
            id="order",
        ),
        pytest.param(
            P2.replace("USD", "dollars"), "'dollars' is not a currency, such as USD", id="ccy"
        ),
        pytest.param(
            P2.replace("60000", "€60000"), "its median is in EUR, but its currency USD", id="two"
        ),
        pytest.param(P2.replace("US,base", "Berlin,base"), "'Berlin' is not a place", id="place"),
        pytest.param(P2.replace("base", "shares"), "'shares' is not a kind of pay", id="kind"),
        pytest.param(P2.replace("2026-05", "5/6/2026"), "'5/6/2026' is not a date", id="date"),
        pytest.param(P2.replace("2026-05", "2026-13"), "'2026-13' is not a date", id="month"),
        pytest.param(P2.replace(",12", ",many"), "its n is not a number of people", id="n"),
        pytest.param(P2.replace(".P2", ".P9"), f"{WARD} has no level 'P9'", id="level"),
        pytest.param(P2.replace(".P2", ""), "it has no level", id="no level"),
        pytest.param(
            P2.replace(WARD, "NURSIN.X"), "'NURSIN.X.P2' is no code of the canon", id="code"
        ),
        pytest.param(
            P2.replace(f"{WARD}.P2", ""), "it has neither a code nor a title", id="nobody"
        ),
        pytest.param(
            "\x1b[31mred\x07,,,,1,2,3,USD,,9", "'\\x1b[31mred\\x07' is no code", id="escape"
        ),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out(
    canon: Canon, tmp_path: Path, row: str, reason: str
) -> None:
    other = P2.replace(".P2", ".P1")
    report = read(canon, written(tmp_path, row, other))
    (left_out,) = report.left_out
    assert left_out.line == 2
    assert left_out.reason[: len(reason)] == reason
    assert [code for code, _ in report.figures] == [f"{WARD}.P1"]


@pytest.mark.parametrize(
    ("n", "minimum_n", "shown"),
    [("4", None, False), ("5", None, True), ("4", 4, True), ("9", 10, False), ("", None, False)],
)
def test_small_groups_are_suppressed(
    canon: Canon, tmp_path: Path, n: str, minimum_n: int | None, *, shown: bool
) -> None:
    path = written(tmp_path, P2.replace(",12", f",{n}"))
    report = read(canon, path, minimum_n)
    assert bool(report.figures) is shown
    assert len(report.suppressed) == (not shown)
    for row in report.suppressed:
        assert row.reason.startswith(f"{WARD}.P2, US base pay as of 2026-05: ")
        assert "60" not in row.reason
        assert not n or n not in row.reason.rpartition(":")[2].replace(str(minimum_n or 5), "")


@pytest.mark.parametrize("n", ["0", "2", "", "two", "=B2*77", "60123"])
@pytest.mark.parametrize(
    "amounts",
    ["77001,66002,88003", "50000,60123 approx,70000", "50000,60.123,70000", "50000,=B2*60123,9"],
)
def test_a_fault_of_a_small_group_tells_no_amount(
    canon: Canon, tmp_path: Path, n: str, amounts: str
) -> None:
    row = P2.replace("50000,60000,70000", amounts).replace(",12", f",{n}")
    report = read(canon, written(tmp_path, row), 100_000)
    (unused,) = (*report.suppressed, *report.left_out, *report.unmatched)
    digits = unused.reason.replace("100000 people", "")
    assert not any(part in digits for part in ("77", "66", "88", "60", "50", "70"))


@pytest.mark.parametrize("period", ["hour", "month"])
def test_cents_count_where_pay_is_not_for_a_year(canon: Canon, tmp_path: Path, period: str) -> None:
    heading = "Code,Min,Median,Max,Currency,Period"
    rows = (f"{WARD}.P2,18.50,21.25,24.75,EUR,{period}", f"{WARD}.P1,17,18.50,20,EUR,{period}")
    path = written(tmp_path, *rows, heading=heading)
    answer = pay(canon, "ward nurse P2", pay_file=path, salary=21.25)
    assert answer.pay
    assert (answer.pay.low, answer.pay.median, answer.pay.high) == (18.5, 21.25, 24.75)
    assert (answer.pay.spread, answer.levels[0].pay and answer.levels[0].pay.low) == (33.8, 17)
    assert answer.standing
    assert answer.standing.compa_ratio == 1
    (row,) = diff(canon, "ward nurse P1", "ward nurse P2", pay_file=path).pay
    assert (row.cells[1].difference, row.cells[1].percent) == (2.75, 14.9)
    yearly = written(tmp_path, f"{WARD}.P2,18.50,21.25,24.75,EUR,year", heading=heading)
    found = pay(canon, "ward nurse P2", pay_file=yearly).pay
    assert found
    assert (found.low, found.median) == (18, 21)


def test_a_file_without_any_figure_is_no_answer(canon: Canon, tmp_path: Path) -> None:
    path = written(tmp_path, P2.replace(",12", ",2"))
    assert not pay(canon, "ward nurse P2", pay_file=path).known
    assert pay(canon, "ward nurse P2", pay_file=path, minimum_n=2).known
    assert pay(canon, "ward nurse P2").known


def test_the_canon_says_how_many_people_are_enough(tmp_path: Path) -> None:
    root = write_canon(tmp_path, {"canon.yaml": f"{CANON}pay: {{minimum_n: 20}}\n"})
    report = read(open_canon(root, cache=False), written(tmp_path, P2))
    assert (report.minimum_n, report.figures) == (20, ())


def test_a_title_must_mean_a_profile(canon: Canon, tmp_path: Path) -> None:
    rows = (
        ",Charge Nurse,US,base,1,2,3,USD,2026,9",
        ",Gardener,US,base,1,2,3,USD,2026,9",
        ",Ward Nurse,US,base,1,2,3,USD,2026,9",
    )
    report = read(canon, written(tmp_path, *rows))
    assert [code for code, _ in report.figures] == [f"{WARD}.P3"]
    assert [(each.line, each.reason) for each in report.unmatched] == [
        (3, "'Gardener' is no confident match"),
        (4, f"'Ward Nurse' does not say the level of {WARD}"),
    ]


def test_a_title_with_a_level_beside_it(canon: Canon, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Ward Nurse,p2,1,2,3",
        "WARDNURS1234,,1,2,3",
        heading="Title,Level,Low,Median,High",
    )
    report = read(canon, path)
    assert [code for code, _ in report.figures] == [f"{WARD}.P2"]


@pytest.mark.parametrize(
    ("code", "level"),
    [
        (f"{WARD}.P2", ""),
        (f"{WARD.lower()}.p2", ""),
        (WARD, "P2"),
        ("WARDNURS1234", "p2"),
        ("WARDNURS1234.P2", ""),
        (f"{WARD}.P2", "P3"),
    ],
)
def test_a_code_in_parts(canon: Canon, tmp_path: Path, code: str, level: str) -> None:
    path = written(tmp_path, f"{code},{level},1,2,3", heading="Code,Level,Low,Median,High")
    assert [each for each, _ in read(canon, path).figures] == [f"{WARD}.P2"]


def test_a_figure_is_used_once(canon: Canon, tmp_path: Path) -> None:
    report = read(
        canon, written(tmp_path, P2, P2.replace("60000", "61000"), P2.replace("US", "DE"))
    )
    ((_, figures),) = report.figures
    assert [(each.place, each.median) for each in figures] == [("US", 60000), ("DE", 60000)]
    assert [(each.line, each.reason) for each in report.left_out] == [
        (3, f"{WARD}.P2, US base pay as of 2026-05, is on line 2 already")
    ]


def test_points_separate_thousands_where_semicolons_separate_cells(
    canon: Canon, tmp_path: Path
) -> None:
    heading = "Code;Untergrenze;Median;Obergrenze;Anzahl"
    report = read(canon, written(tmp_path, f"{WARD}.P2;50.000;60.500;70.000;9", heading=heading))
    ((_, (figure,)),) = report.figures
    assert (figure.low, figure.median, figure.high) == (50000, 60500, 70000)


def sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    book.active.title = "Read me"
    book.active.append(["Internal"])
    page = book.create_sheet("Pay")
    page.append(["Pay structure 2026"])
    page.append([])
    page.append(HEADING.split(","))
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def test_a_workbook_is_read_by_its_sheet_with_the_heading(canon: Canon, tmp_path: Path) -> None:
    good = (f"{WARD}.P2", None, "US", "base", 50000, 60000.0, 70000, "USD", "2026-05", 12)
    formula = (f"{WARD}.P1", None, "US", "base", 1, "=1+1", 3, "USD", "2026-05", 12)
    huge = (f"{WARD}.P3", None, "US", "base", 1, 1e300, 3, "USD", "2026-05", 12)
    report = read(canon, sheet(tmp_path / "pay.xlsx", good, formula, huge))
    ((code, (figure,)),) = report.figures
    assert (code, figure.median, figure.source) == (f"{WARD}.P2", 60000, "pay.xlsx, line 4")
    assert [each.line for each in report.left_out] == [5, 6]
    assert report.left_out[0].reason.startswith("its median is a formula whose value is not stored")
    assert report.left_out[1].reason == f"its median '{int(1e300):d}"[:52] + "' is not an amount"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("pay.xlsx", b"PK\x03\x04broken", "", id="broken workbook"),
        pytest.param("pay.xlsx", b"Code,Low,Median,High\n", "is not a workbook", id="no workbook"),
        pytest.param("pay.csv", b"", "is not a pay file: it has no row", id="empty"),
        pytest.param("pay.csv", b"Code,Low,High\nA,1,3\n", "has no column median", id="no median"),
        pytest.param(
            "pay.csv", b"Low,Median,High\n1,2,3\n", "no column code or title", id="of whom"
        ),
        pytest.param("pay.csv", b"\x00\x01\x02" * 99, "", id="binary"),
        pytest.param("pay.txt", b"Nurse\n", "is not a table", id="lines"),
        pytest.param("pay.json", b"[]", "is not a table", id="JSON"),
    ],
)
def test_what_is_no_pay_file_is_refused(
    canon: Canon, tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(LevelctlError, match=message or None) as error:
        read(canon, path)
    assert error.value.hint
    assert error.value.exit_code in (2, 3)


def test_a_file_that_is_not_there(canon: Canon, tmp_path: Path) -> None:
    for path in (tmp_path / "no.csv", tmp_path):
        with pytest.raises(CanonError):
            read(canon, path)


def test_the_answers_see_the_file(canon: Canon, tmp_path: Path) -> None:
    euros = P2.replace("USD", "EUR").replace("US,", "DE,")
    path = written(tmp_path, euros, euros.replace(".P2", ".P1").replace("60000", "60001"))
    answer = pay(canon, "ward nurse P2", pay_file=path, salary=66_000)
    assert answer.pay
    assert (answer.pay.median, answer.pay.source) == (60000, "pay.csv, line 2")
    assert [each.median for each in answer.figures] == [60000, 40000]
    assert answer.standing
    assert answer.standing.compa_ratio == 1.1
    assert json_output.value(show(canon, "ward nurse P2", pay_file=path))["pay"]["median"] == 60000
    (row,) = diff(canon, "ward nurse P1", "ward nurse P2", pay_file=path).pay
    assert row.cells[1].difference == -1
    found = near(canon, "ward nurse P2", space="pay", pay_file=path)
    assert found.profile.pay
    assert found.profile.pay.median == 60000
    assert found.neighbors[0].code == f"{WARD}.P1"
    chosen = pay(canon, "ward nurse P2", pay_file=path, place="DE")
    assert chosen.pay
    assert chosen.pay.median == 60000


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    root = write_canon(tmp_path / "canon", {})
    path = written(root, P2.replace(",12", ",3"), P2.replace(".P2", ".P1"))
    done = run("show", "ward nurse P2", "--canon", str(root), "--pay-file", str(path))
    assert done.code == 0
    assert "60,000" not in done.out
    assert "1 row is suppressed (--minimum-n 5): line 2" in done.err
    assert "keep pay of your own out of its repository" in done.err
    env = {"LEVELCTL_PAY": str(path)}
    done = run("pay", "ward nurse P1", "--canon", str(root), "--json", env=env)
    assert json.loads(done.out)["pay_file"]["suppressed"][0]["line"] == 2
    done = run("pay", "ward nurse P2", "--canon", str(root), "--minimum-n", "3")
    assert (done.code, "--minimum-n needs" in done.err or "minimum_n needs" in done.err) == (
        2,
        True,
    )


def test_nothing_of_the_file_is_stored(tmp_path: Path) -> None:
    root = write_canon(tmp_path / "canon", {})
    secret = P2.replace("60000", "61234").replace(f"{WARD}.P2,", f"{WARD}.P2,Zephyrmaster ")
    path = written(tmp_path, secret, secret.replace(f"{WARD}.P2", ""))
    env = {"LEVELCTL_CACHE": str(tmp_path / "cache"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = run("pay", "ward nurse P2", "--canon", str(root), "--pay-file", str(path), env=env)
    assert "61,234" in done.out
    stored = [each for each in tmp_path.rglob("*") if each.is_file() and each != path]
    assert len(stored) > 5
    for each in stored:
        assert b"61234" not in each.read_bytes()
        assert b"zephyr" not in each.read_bytes().lower()


@pytest.mark.long
def test_a_hundred_thousand_rows_and_no_more(canon: Canon, tmp_path: Path) -> None:
    rows = [P2.replace("12", str(number)) for number in range(5, 100_005)]
    report = read(canon, written(tmp_path, *rows))
    assert (report.used, len(report.left_out)) == (1, 99_999)
    with pytest.raises(CanonError, match="more than 100,000 rows"):
        read(canon, written(tmp_path, *rows, P2))


def test_a_figure_replaces_that_of_its_place_and_kind(tmp_path: Path) -> None:
    unit = "currency: USD, period: year, place: US, low: 1, median: 2, high: 3, basis: survey"
    pays = f"[{{{unit}, kind: total_cash}}, {{{unit}, kind: base}}]"
    text = f"""\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after the patients of a ward.
levels:
  P2: {{status: draft, version: 1, region: global, pay: {pays}}}
"""
    root = write_canon(tmp_path, {"functions/nursing/ward-nurse.yaml": text})
    answer = pay(open_canon(root, cache=False), "ward nurse P2", pay_file=written(tmp_path, P2))
    assert [(each.kind, each.median) for each in answer.figures] == [
        ("base", 60000),
        ("total_cash", 2),
    ]
