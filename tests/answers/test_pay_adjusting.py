"""Figures projected to another month or place, only on request and beside the originals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from levelctl import open_canon, pay
from levelctl.answers.pay import PayAnswer
from levelctl.canon.canon import Canon
from levelctl.canon.pay_view import NoSuchPayError
from levelctl.canon.places import PayPlace
from levelctl.errors import LevelctlError
from levelctl.layout import pay as layout
from levelctl.output import json as json_output
from levelctl.output import plain
from overlays import write_overlay
from program import run
from small import write_canon

WARD_FILE = "functions/nursing/ward-nurse.yaml"

UNIT = "currency: USD, period: year, basis: survey, low: 90000, median: 100000, high: 110000"
WARD = f"""\
code: WARDNURS1234
name: Ward Nurse
summary: Looks after the patients of a ward.
levels:
  P1: {{status: draft, version: 1, region: global, pay: {{{UNIT}, as_of: 2024-05}}}}
  P2: {{status: draft, version: 1, region: global, pay: {{{UNIT}, as_of: 2024-05, place: US}}}}
  P3:
    status: draft
    version: 1
    region: global
    pay: {{{UNIT}, as_of: 2022-05, aged_to: 2026-05, aging: 0.02, place: US-CA}}
  M1: {{status: draft, version: 1, region: global, pay: {{{UNIT}, as_of: "2024", place: DE}}}}
"""

PLACES = """\
places:
  US: {name: United States}
  US-CA: {name: California, of: US, differential: 1.1}
  US-CA-SF: {name: San Francisco, of: US-CA, differential: 1.2, as_of: 2026-05, source: A survey}
  DE: {name: Germany}
  DE-BE: {name: Berlin, of: DE}
"""


@pytest.fixture(scope="module")
def canon(tmp_path_factory: pytest.TempPathFactory) -> Canon:
    files = {WARD_FILE: WARD, "places.yaml": PLACES}
    return open_canon(write_canon(tmp_path_factory.mktemp("placed"), files), cache=False)


def amounts(answer: PayAnswer) -> tuple[float, float, float] | None:
    if answer.adjusted is None:
        return None
    figure = answer.adjusted.figure
    return figure.low, figure.median, figure.high


AGED: dict[str, Any] = {"age_to": "2026-11", "aging": 0.04}


@pytest.mark.parametrize(
    ("level", "wanted", "expected", "factor"),
    [
        pytest.param("P2", {"at_place": "us-ca"}, (99000, 110000, 121000), 1.1, id="place"),
        pytest.param("P2", {"at_place": "US-CA-SF"}, (118800, 132000, 145200), 1.32, id="chain"),
        pytest.param("P3", {"at_place": "US-CA-SF"}, (108000, 120000, 132000), 1.2, id="half way"),
        pytest.param("P2", AGED, (99272, 110302, 121332), 1.103, id="two and a half years"),
        pytest.param("P3", AGED, (91782, 101980, 112178), 1.0198, id="from when it was aged to"),
        pytest.param(
            "P2", {**AGED, "at_place": "US-CA"}, (109199, 121332, 133465), 1.2133, id="both"
        ),
        pytest.param(
            "P2", {"age_to": "2024-05", "aging": 0.04}, (90000, 100000, 110000), 1, id="0"
        ),
    ],
)
def test_figures_are_projected(
    canon: Canon, level: str, wanted: dict[str, Any], expected: object, factor: float
) -> None:
    answer = pay(canon, f"ward nurse {level}", **wanted)
    assert amounts(answer) == expected
    assert answer.adjusted
    assert answer.adjusted.factor == factor
    assert answer.pay
    assert answer.pay.median == 100000


@pytest.mark.parametrize(
    ("level", "wanted", "reason"),
    [
        pytest.param(
            "P1",
            {"at_place": "US-CA"},
            "it does not say its place, and the differential of US-CA is relative to US",
            id="no place",
        ),
        pytest.param(
            "M1",
            {"at_place": "US-CA-SF"},
            "it is of DE, and the differential of US-CA-SF is relative to US-CA and US",
            id="elsewhere",
        ),
        pytest.param("M1", AGED, "it only says the year 2024, so nobody knows how far", id="year"),
        pytest.param(
            "P2", {**AGED, "age_to": "2024-04"}, "it is of 2024-05, and 2024-04 is not", id="back"
        ),
        pytest.param(
            "P2", {**AGED, "age_to": "2099-04"}, "it is of 2024-05, and 2099-04 is not", id="far"
        ),
    ],
)
def test_what_cannot_be_projected_is_said(
    canon: Canon, level: str, wanted: dict[str, Any], reason: str
) -> None:
    with pytest.raises(NoSuchPayError) as error:
        pay(canon, f"ward nurse {level}", **wanted)
    assert reason in str(error.value)
    assert error.value.exit_code == 1


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"aging": 0.03}, "figures are aged to a month at a rate a year"),
        ({"age_to": "2026-11"}, "figures are aged to a month at a rate a year"),
        ({"age_to": "soon", "aging": 0.03}, "'soon' is not a month"),
        ({"age_to": "2026-11", "aging": 3.5}, "the rate 3.5 is 350 percent a year"),
        ({"age_to": "2026-11", "aging": float("nan")}, "the rate nan is nan percent a year"),
        ({"at_place": "US"}, "places.yaml has no differential for US"),
        ({"at_place": "DE-BE"}, "places.yaml has no differential for DE-BE"),
        ({"at_place": "Mars"}, "places.yaml has no differential for MARS"),
    ],
)
def test_a_wish_must_be_whole(canon: Canon, wanted: dict[str, Any], message: str) -> None:
    with pytest.raises(LevelctlError) as error:
        pay(canon, "ward nurse P2", **wanted)
    assert (str(error.value), error.value.exit_code) == (message, 2)
    assert error.value.hint


def test_a_level_that_cannot_be_projected_is_left_as_it_is(canon: Canon) -> None:
    answer = pay(canon, "ward nurse", at_place="US-CA", salary=110_000)
    found = [each.adjusted and each.adjusted.figure.median for each in answer.levels]
    assert found == [None, 110000, 100000, None]
    assert [each.standing and each.standing.compa_ratio for each in answer.levels][1] == 1.0
    (heading, *rows) = layout.rows(answer)
    assert [dict(zip(heading, row, strict=True))["adjusted median"] for row in rows] == [
        "",
        "110000",
        "100000",
        "",
    ]


def test_the_original_stands_beside(canon: Canon) -> None:
    answer = pay(canon, "ward nurse P2", **AGED, at_place="US-CA-SF", salary=150_000)
    lines = plain.export(layout.document(answer)).splitlines()
    assert "Median: USD 100,000 a year" in lines
    assert "Adjusted: USD 145,599 a year (131,039–160,158)" in lines
    assert "Aged: 30 months to 2026-11 at 4 % a year" in lines
    assert "Differential: San Francisco: × 1.2 of US-CA, as of 2026-05; A survey" in lines
    assert "Compared: with the adjusted figures" in lines
    assert "Compa-ratio: 1.03" in next(line for line in lines if line.startswith("Compa-"))
    found = json_output.value(answer)
    assert found["pay"]["median"] == 100000
    assert found["adjusted"]["figure"]["median"] == 145599
    assert found["adjusted"]["aged_months"] == 30
    assert [each["code"] for each in found["adjusted"]["path"]] == ["US-CA-SF", "US-CA"]


def test_nothing_is_projected_unasked(canon: Canon) -> None:
    found = json_output.value(pay(canon, "ward nurse P2"))
    assert {"adjusted", "adjustment"}.isdisjoint(found)
    assert all("adjusted" not in each for each in found["levels"])


def test_the_places_are_those_of_the_file(canon: Canon) -> None:
    assert list(canon.places) == ["US", "US-CA", "US-CA-SF", "DE", "DE-BE"]
    assert canon.places["US-CA"] == PayPlace("US-CA", "California", "US", 1.1)


@pytest.mark.parametrize(
    ("places", "fault"),
    [
        ("US: {name: A, of: DE}", "DE is not a place of places.yaml"),
        ("US: {name: A, differential: 1.1}", "a differential is of no place"),
        ("US: {name: A, of: US}", "US is relative to itself in the end"),
        ("usa: {name: A}", "the key 'usa' is not a country of ISO 3166"),
        ("US: {name: A, of: DE, differential: 0}", "differential is the number 0; expected a fac"),
    ],
)
def test_faults_of_places(tmp_path: Path, places: str, fault: str) -> None:
    root = write_canon(tmp_path, {"places.yaml": f"places:\n  {places}\n"})
    found = open_canon(root, cache=False)
    assert [each.message[: len(fault)] for each in found.diagnostics] == [fault]
    assert found.places == {}


def test_a_circle_of_places_is_an_error(tmp_path: Path) -> None:
    text = "places:\n  US: {name: A, of: DE}\n  DE: {name: B, of: US}\n"
    found = open_canon(write_canon(tmp_path, {"places.yaml": text}), cache=False)
    assert len(found.diagnostics) == 2


def test_an_overlay_changes_places(tmp_path: Path) -> None:
    write_canon(tmp_path / "base", {"places.yaml": PLACES, WARD_FILE: WARD})
    own = "places: {US-CA: {differential: 1.3}, DE-BE: {hide: true}, FR: {name: France}}\n"
    found = open_canon(write_overlay(tmp_path / "company", {"places.yaml": own}), cache=False)
    assert found.diagnostics == ()
    assert found.places["US-CA"].differential == 1.3
    assert list(found.places) == ["US", "US-CA", "FR", "US-CA-SF", "DE"]


def test_the_command_line_projects(tmp_path: Path) -> None:
    root = write_canon(tmp_path, {WARD_FILE: WARD, "places.yaml": PLACES})
    wanted = ("--age-to", "2026-11", "--aging", "0.04", "--at-place", "us-ca")
    done = run("pay", "ward nurse P2", "--canon", str(root), *wanted, "--format", "markdown")
    assert done.code == 0
    assert "121,332" in done.out
