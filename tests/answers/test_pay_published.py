"""Published wages at the level and place of a profile, and how far a canon's pay is off."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from hostile import EVERYTHING, acting, on_a_line
from levelctl import compare_pay, open_canon, pay
from levelctl.answers.imports import from_mwe, from_oews, remove
from levelctl.answers.pay import ComparisonSummary, LevelEstimate, PayComparison
from levelctl.answers.pay.estimates import estimate
from levelctl.canon.canon import Canon
from levelctl.errors import LevelctlError
from levelctl.layout import pay as pay_layout
from levelctl.layout import pay_comparison as layout
from levelctl.occupations.level_wages import LevelWage, LevelWages
from levelctl.output import json as json_export
from levelctl.output import markdown, plain
from program import run
from small import WARD, write_canon

OEWS = Path(__file__).parents[1] / "oews"
SOC = '{scheme: SOC, version: "2018", code: "29-1141", source: x}'
FIGURE = (
    "{currency: USD, period: year, low: 80000, median: 85000, high: 90000, basis: modelled, "
    "place: US, ends: p25-p45 of occupation}"
)
LEVELS = 'pay: {work_levels: {P2: {levels: [9], why: "As good as done alone"}}}\n'


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the small canon, its ward nurse with a SOC code, and pay in dollars at P2."""
    from small import CANON

    ward = WARD.replace("classification:\n", f"classification:\n  - {SOC}\n")
    old = next(line for line in ward.splitlines() if "median: 40000" in line)
    indent = old[: len(old) - len(old.lstrip())]
    ward = ward.replace(old, f"{indent}pay: {FIGURE}")
    files = {"functions/nursing/ward-nurse.yaml": ward, "canon.yaml": CANON + LEVELS}
    return write_canon(tmp_path / "canon", files)


@pytest.fixture
def canon(root: Path) -> Canon:
    return open_canon(root, cache=False)


def test_why_a_work_level_stands_for_a_level_acts_on_nothing(root: Path) -> None:
    from_mwe(OEWS / "mwe-2018complete.csv")
    file = root / "canon.yaml"
    escaped = "".join(f"\\U{ord(char):08x}" for char in EVERYTHING)
    file.write_text(file.read_text("utf-8").replace("As good as done alone", escaped), "utf-8")
    result = pay(open_canon(root, cache=False), "ward nurse P2")

    assert result.estimates
    assert result.estimates.why == EVERYTHING
    document = pay_layout.document(result)
    texts = [plain.export(document), markdown.export(document), json_export.export(result)]
    assert acting("".join(texts)) == []
    assert on_a_line(EVERYTHING) in texts[0]
    assert json.loads(texts[2])["estimates"]["why"] == EVERYTHING


def test_the_published_wage_at_the_level_and_place(canon: Canon) -> None:
    assert pay(canon, "ward nurse P2").estimates is None
    from_mwe(OEWS / "mwe-2018complete.csv")

    found = pay(canon, "ward nurse P2").estimates
    assert found
    assert (found.release, found.place, found.work_levels) == ("MWE 2018", "US", ("9",))
    assert found.estimates == (
        LevelEstimate(
            code="29-1141",
            published="29-1141",
            title="Registered Nurses",
            place="US",
            work_levels=("9",),
            hourly=38.25,
            yearly=79_560,
            error=0.9,
            workers="All workers",
        ),
    )
    state = pay(canon, "ward nurse P2", place="US-CA")
    assert state.estimates
    assert [each.yearly for each in state.estimates.estimates] == [108_160]
    assert (state.pay, state.known) == (None, True)
    text = plain.export(pay_layout.document(state))
    assert (
        "Published at the level, in US-CA\nWork level: 9: As good as done alone\n"
        "29-1141: USD 108,160 a year (52.00 an hour), Registered Nurses, all workers, standard "
        "error 1.4 %\n"
    ) in text
    with pytest.raises(LevelctlError, match="has place US-NY"):
        pay(canon, "ward nurse P2", place="US-NY")


def test_a_level_without_work_levels_or_wages_says_so(canon: Canon, tmp_path: Path) -> None:
    from_mwe(OEWS / "mwe-2018complete.csv")
    unsaid = pay(canon, "ward nurse P1")
    assert unsaid.estimates
    assert (unsaid.estimates.work_levels, unsaid.estimates.estimates) == ((), ())
    assert "The canon names no work levels for this level." in plain.export(
        pay_layout.document(unsaid)
    )
    other = open_canon(
        write_canon(
            tmp_path / "other",
            {
                "canon.yaml": (canon.root / "canon.yaml")
                .read_text("utf-8")
                .replace("levels: [9]", "levels: [12, 14]")
            },
        ),
        cache=False,
    )
    none = pay(other, "ward nurse P2")
    assert "MWE 2018 has no wage at work level 12, 14" in plain.export(pay_layout.document(none))


def test_the_mean_of_the_work_levels_that_are_published(root: Path) -> None:
    settings = root / "canon.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("levels: [9]", "levels: [7, 11, 12]"), "utf-8"
    )
    from_mwe(OEWS / "mwe-2018complete.csv")
    found = pay(open_canon(root, cache=False), "ward nurse P2").estimates
    assert found
    (estimate,) = found.estimates
    assert (estimate.work_levels, estimate.hourly, estimate.error) == (("7", "11"), 40.75, 2.5)


def test_an_estimate_without_a_published_error_has_none() -> None:
    wages = LevelWages("29-1141", "Nurses", "US", "National", "x", (LevelWage("9", 40.0),))
    found = estimate("29-1141.00", wages, ("9", "11"))
    assert found
    assert (found.error, found.work_levels, found.yearly) == (None, ("9",), 83_200)
    assert estimate("29-1141.00", wages, ("11",)) is None


def test_percentiles_of_the_place_are_shown(canon: Canon) -> None:
    from_oews(OEWS / "national_M2023_dl.csv")
    found = pay(canon, "ward nurse P2", place="US-CA").wages
    assert found
    assert (found.place, found.area, found.release) == ("US-CA", "California", "OEWS May 2023")
    assert found.occupations[0].percentiles[2].wage == 99_000
    text = plain.export(pay_layout.document(pay(canon, "ward nurse P2", place="US-CA")))
    assert "Among the wages of 29-1141 Registered Nurses in California" in text


def only(result: PayComparison, code: str = "WARDNURS1234.P2") -> dict[str, object]:
    (row,) = [each for each in result.rows if each.code.endswith(code)]
    names = ("work_levels", "estimate", "off", "percentile", "wage", "wage_off", "stands_at")
    return {name: getattr(row, name) for name in names}


def test_how_far_pay_is_off(canon: Canon) -> None:
    from_mwe(OEWS / "mwe-2018complete.csv")
    from_oews(OEWS / "natsector_M2024_dl.csv")
    from_oews(OEWS / "national_M2023_dl.csv")

    nation = compare_pay(canon)
    assert (nation.by_level, nation.by_percentile) == ("MWE 2018", "OEWS May 2023")
    assert only(nation) == {
        "work_levels": ("9",),
        "estimate": 79_560,
        "off": 6.8,  # 85,000 / 79,560
        "percentile": 35,
        "wage": 84_400.0,  # 78,000 + 10/25 × 16,000
        "wage_off": 0.7,
        "stands_at": 35.9,
    }
    assert nation.levels == ComparisonSummary(1, 6.8, 6.8, 100.0)
    assert nation.incomparable + len(nation.rows) + nation.unpaid == sum(
        len(focus.profiles) for focus in canon.foci
    )

    hospitals = compare_pay(canon, "ward nurse P2", industry="62")
    assert only(hospitals)["wage"] == 84_590.0  # 78,870 + 10/25 × 14,300 of true figures
    state = compare_pay(canon, "ward nurse", place="US-CA")
    assert (only(state)["estimate"], only(state)["off"]) == (108_160, -21.4)
    assert state.levels.near == 0.0


def test_what_cannot_be_compared_is_said(canon: Canon) -> None:
    with pytest.raises(LevelctlError, match="no published wages of US are imported"):
        compare_pay(canon)
    from_mwe(OEWS / "mwe-2018complete.csv")
    with pytest.raises(LevelctlError, match="no published wages of US-NY are imported"):
        compare_pay(canon, place="US-NY")
    remove("mwe")
    from_oews(OEWS / "national_M2023_dl.csv")
    with pytest.raises(LevelctlError, match="'texas' is not a place"):
        compare_pay(canon, place="texas")
    with pytest.raises(LevelctlError, match="no published wages of US in the industry 99 are"):
        compare_pay(canon, industry="99")
    with pytest.raises(LevelctlError, match="P2 has no pay to compare"):
        compare_pay(canon, "P2")
    none = compare_pay(canon, "ward nurse P1")
    assert (none.any, none.levels) == (False, ComparisonSummary(0, None, None, None))


def test_the_command(root: Path, tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path / "data")}
    from_mwe(OEWS / "mwe-2018complete.csv")
    from_oews(OEWS / "national_M2023_dl.csv")
    told = (
        "levelctl: against the mean wages by level, 1 profile: median error 6.8 %, median "
        "difference +6.8 %; 100.0 % within 10 %\n"
    )
    done = run("--canon", str(root), "pay", "--compare", env=env)
    assert done.code == 0
    assert told in done.err
    row = "NURSIN.WARDNURS1234.P2\tWard Nurse\tP2\t85000\tmodelled\tUS\t29-1141\t9\t79560\t6.8\t35"
    assert row in done.out

    table = run("--canon", str(root), "pay", "--compare", "-f", "csv", env=env).out
    rows = list(csv.DictReader(io.StringIO(table)))
    assert {row["code"]: row["off %"] for row in rows}["NURSIN.WARDNURS1234.P2"] == "6.8"
    document = json.loads(run("--canon", str(root), "pay", "--compare", "-f", "json", env=env).out)
    assert document["schema"] == "levelctl.pay-comparison/1"
    assert document["levels"]["compared"] == 1
    page = run(
        "--canon", str(root), "pay", "--compare", "ward nurse", "-f", "markdown", env=env
    ).out
    assert "# Pay beside published wages: Ward Nurse" in page
    assert "| P2 | 85,000 | 9 | 79,560 | +6.8 | 35 | 84,400 | +0.7 |" in page

    for arguments, message in (
        (("pay",), "there is no profile or focus to show"),
        (("pay", "ward nurse", "--industry", "62"), "--industry needs --compare"),
        (("pay", "--compare", "--salary", "5"), "--compare takes only --place and --industry"),
    ):
        wrong = run("--canon", str(root), *arguments, env=env)
        assert (wrong.code, wrong.err.splitlines()[0]) == (2, f"levelctl: {message}")


def test_the_page_has_a_table_and_a_summary(canon: Canon) -> None:
    from_oews(OEWS / "national_M2023_dl.csv")
    text = plain.export(layout.document(compare_pay(canon, "ward nurse P2")))
    assert "By level: not imported: mean wages at levels of work" in text
    assert "Work:" not in text
    assert "Percentile: 35" in text
    assert "By percentile: 1 profile: median error 0.7 %" in text


def test_the_reference_follows_its_own_source(reference: Canon) -> None:
    national = OEWS.parents[2] / "shared" / "data" / "oews" / "national_May2024.csv"
    if not national.is_file():
        pytest.skip("the published wages are not beside the checkout")
    from_oews(national)
    result = compare_pay(reference)
    assert result.percentiles.compared > 250
    assert (result.percentiles.median_error or 0) < 1.5
    assert result.percentiles.near == 100.0
    levels = {level.code for level in reference.ladder.levels}
    assert {each.level for each in reference.settings.work_levels} <= levels


def test_an_overlay_says_what_stands_for_a_level(root: Path, tmp_path: Path) -> None:
    over = tmp_path / "over"
    over.mkdir()
    (over / "canon.yaml").write_text(
        f"extends: {root}\npay:\n  work_levels:\n    P1: {{levels: [7], why: In training}}\n",
        "utf-8",
    )
    found = open_canon(over, cache=False).settings.work_levels
    assert [(each.level, each.levels) for each in found] == [("P2", ("9",)), ("P1", ("7",))]
