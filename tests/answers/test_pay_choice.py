"""Several figures of a profile: which one is shown, what is chosen, and what is refused."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from levelctl import diff, open_canon, pay, show
from levelctl.canon.canon import Canon
from levelctl.canon.model import Pay
from levelctl.canon.pay_range import not_a_range, standing
from levelctl.canon.pay_view import NoSuchPayError, PayChoice, choice_of, seen
from levelctl.errors import LevelctlError
from levelctl.layout import pay as layout
from levelctl.output import json as json_output
from levelctl.output import plain
from levelctl.record import replace
from program import run
from small import write_canon

WARD_FILE = "functions/nursing/ward-nurse.yaml"

WARD = """\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after the patients of a ward.
levels:
  P1:
    status: draft
    version: 1
    region: global
    pay: {currency: USD, period: year, place: US, kind: base, as_of: 2025-05, low: 50000,
          median: 55000, high: 60000, basis: survey, n: 240, employers: 31, ends: p25-p75}
  P2:
    status: draft
    version: 1
    region: global
    flsa: {status: exempt, test: professional}
    pay:
      - {currency: USD, period: year, place: US, kind: base, as_of: 2024-05, low: 60000,
         median: 66000, high: 72000, basis: survey, ends: range}
      - {currency: USD, period: year, place: US, kind: total_cash, as_of: 2025-05, low: 61000,
         median: 70000, high: 80000, basis: survey, ends: range}
      - {currency: EUR, period: year, place: DE-BE, kind: base, as_of: "2025", low: 45000,
         median: 50000, high: 55000, basis: modelled, ends: p40-p60 of occupation}
  P3: {status: draft, version: 1, region: global, pay_missing: The survey had too few answers.}
"""


@pytest.fixture(scope="module")
def canon(tmp_path_factory: pytest.TempPathFactory) -> Canon:
    root = write_canon(tmp_path_factory.mktemp("paid"), {WARD_FILE: WARD})
    return open_canon(root, cache=False)


@pytest.mark.parametrize(
    ("choice", "median"),
    [
        pytest.param({}, 66000, id="the first"),
        pytest.param({"place": "us"}, 66000, id="place in any case"),
        pytest.param({"kind": "total cash"}, 70000, id="kind in words"),
        pytest.param({"kind": "total-cash"}, 70000, id="kind with a hyphen"),
        pytest.param({"place": "DE-BE"}, 50000, id="area"),
        pytest.param({"as_of": "2025"}, 70000, id="year"),
        pytest.param({"as_of": "2025-05"}, 70000, id="month"),
        pytest.param({"as_of": "2025", "kind": "base"}, 50000, id="two"),
    ],
)
def test_a_figure_is_chosen(canon: Canon, choice: dict[str, Any], median: int) -> None:
    answer = pay(canon, "ward nurse P2", **choice)
    page = show(canon, "ward nurse P2", **choice)
    cells = diff(canon, "ward nurse P2", "ward nurse P1", **choice).pay[0].cells
    assert answer.pay
    assert answer.pay.median == median
    assert json_output.value(page)["pay"]["median"] == median
    assert cells[0].pay
    assert cells[0].pay.median == median
    assert next(each.median for each in answer.figures) == median
    assert sorted(each.median for each in answer.figures) == [50000, 66000, 70000]


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        pytest.param({"place": "DE"}, "no pay of NURSIN.WARDNURS1234.P2 has place DE", id="wider"),
        pytest.param(
            {"as_of": "2026", "kind": "base"},
            "no pay of NURSIN.WARDNURS1234.P2 has kind base, as of 2026",
            id="date",
        ),
    ],
)
def test_what_fits_nothing_is_said_with_what_there_is(
    canon: Canon, choice: dict[str, Any], message: str
) -> None:
    for answer in (pay, show):
        with pytest.raises(NoSuchPayError) as error:
            answer(canon, "ward nurse P2", **choice)
        assert str(error.value) == message
        assert error.value.exit_code == 1
        assert error.value.hint == (
            "there is: US base pay as of 2024-05; US total cash as of 2025-05; "
            "DE-BE base pay as of 2025"
        )


def test_one_level_of_a_focus_is_enough(canon: Canon) -> None:
    levels = pay(canon, "ward nurse", kind="total_cash").levels
    assert [each.pay and each.pay.median for each in levels] == [None, 70000, None]
    with pytest.raises(NoSuchPayError, match=r"no pay of NURSIN\.WARDNURS1234 has kind target"):
        pay(canon, "ward nurse", kind="target")


def test_no_pay_at_all_is_said(canon: Canon) -> None:
    with pytest.raises(NoSuchPayError) as error:
        pay(canon, "ward nurse P3", place="US")
    assert error.value.hint == "its pay is not known"


@pytest.mark.parametrize("choice", [{"kind": "bonus"}, {"as_of": "yesterday"}, {"as_of": "05"}])
def test_a_choice_must_be_one(canon: Canon, choice: dict[str, Any]) -> None:
    with pytest.raises(LevelctlError) as error:
        pay(canon, "ward nurse P2", **choice)
    assert error.value.exit_code == 2
    assert error.value.hint


def test_nothing_chosen_is_the_canon_itself(canon: Canon) -> None:
    assert choice_of() is None
    assert seen(canon, None) is canon


def test_a_view_has_the_pay_of_all_profiles_and_can_be_pickled(canon: Canon) -> None:
    view = seen(canon, PayChoice(kind="total_cash"))
    again = pickle.loads(pickle.dumps(view))  # noqa: S301 - made here
    for each in (view, again):
        assert [(pay.code, pay.pay.median) for pay in each.profile_pays] == [
            ("NURSIN.WARDNURS1234.P2", 70000)
        ]


MODELED = "the figures are modeled from the wages of a whole occupation"


@pytest.mark.parametrize(
    ("more", "why", "ratio", "penetration"),
    [
        pytest.param({}, None, 1.1, 100.0, id="survey"),
        pytest.param({"ends": "range"}, None, 1.1, 100.0, id="range"),
        pytest.param({"kind": "base"}, None, 1.1, 100.0, id="base"),
        pytest.param({"basis": "modelled"}, MODELED, None, None, id="modeled"),
        pytest.param({"basis": "modelled", "ends": "range"}, MODELED, None, None, id="as range"),
        pytest.param(
            {"kind": "oews_wage"}, "the figures are wages of a whole occupation", None, None, id="w"
        ),
        pytest.param(
            {"ends": "p25-p75"},
            "low and high are percentiles of what is paid (p25-p75)",
            1.1,
            None,
            id="percentiles of a survey",
        ),
        pytest.param(
            {"ends": "p40-p60 of occupation"},
            "low and high are percentiles of what is paid (p40-p60 of occupation)",
            None,
            None,
            id="percentiles of an occupation",
        ),
    ],
)
def test_no_ratio_of_what_is_no_range(
    more: dict[str, Any], why: str | None, ratio: float | None, penetration: float | None
) -> None:
    figure = replace(Pay("USD", "year", 90, 100, 110, "survey"), **more)
    found = standing(figure, 110)
    assert not_a_range(figure) == why
    assert (found.refused, found.compa_ratio, found.penetration) == (why, ratio, penetration)


def test_json_says_why_it_refuses(canon: Canon) -> None:
    found = json_output.value(pay(canon, "ward nurse P2", place="DE-BE", salary="50k"))
    assert found["standing"] == {
        "position": "within",
        "compa_ratio": None,
        "penetration": None,
        "from_median": 0.0,
        "refused": MODELED,
    }
    assert found["pay"]["not_a_range"] == MODELED
    assert found["choice"] == {"place": "DE-BE"}
    assert found["flsa"] == {"status": "exempt", "test": "professional"}
    json.dumps(found)


def test_text_of_a_figure_that_is_no_range(canon: Canon) -> None:
    answer = pay(canon, "ward nurse P2", place="DE-BE", salary="50k")
    lines = plain.export(layout.document(answer)).splitlines()
    assert f"Caution: not a salary range: {MODELED}" in lines
    assert f"Compa-ratio: refused: {MODELED}" in lines
    assert "Low and high: 45,000–55,000: percentiles 40 and 60 of occupation" in lines
    assert not [line for line in lines if line.startswith(("Range:", "Spread:", "Midpoint:"))]
    assert "In the range" not in "\n".join(lines)


def test_a_row_says_more_only_if_a_figure_does(canon: Canon, small_canon: Canon) -> None:
    (heading, *rows) = layout.rows(pay(canon, "ward nurse"))
    cells = [dict(zip(heading, row, strict=True)) for row in rows]
    assert [(each["place"], each["ends"], each["n"]) for each in cells] == [
        ("US", "p25-p75", "240"),
        ("US", "range", ""),
        ("", "", ""),
    ]
    assert [each["salary range"] for each in cells] == ["no", "yes", ""]
    assert [each["spread %"] for each in cells] == ["", "20.0", ""]
    assert cells[2]["why not"] == "The survey had too few answers."
    (plain_heading, *_) = layout.rows(pay(small_canon, "ward nurse"))
    assert plain_heading[-1] == "from median"


def test_the_command_line_chooses(tmp_path: Path) -> None:
    root = write_canon(tmp_path, {WARD_FILE: WARD})
    for command in ("pay", "show"):
        done = run(command, "ward nurse P2", "--canon", str(root), "--place", "DE-BE")
        assert (done.code, done.err) == (0, "")
        assert "not a salary range" in done.out
        done = run(command, "ward nurse P2", "--canon", str(root), "--kind", "target")
        assert done.code == 1
        assert "hint: there is: US base pay as of 2024-05; US total cash" in done.err
    done = run("diff", "ward nurse P1", "P2", "--canon", str(root), "--as-of", "2025-05")
    assert "US, total cash" in done.out
