"""The titles of golden-titles.csv: that the list is sound, and that each is answered as written."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from levelctl.canon.canon import Canon
from levelctl.canon.model import Band
from levelctl.lint.focus_titles import folded
from levelctl.record import Record
from levelctl.titles.batch.golden import golden
from levelctl.titles.batch.title_rows import TitleRow as Asked
from levelctl.titles.matching import Matcher, matcher_of
from levelctl.titles.records import Match

FILE = Path(__file__).parents[1] / "golden-titles.csv"

MISSED = Path(__file__).parents[1] / "golden-titles-missed.txt"
"""The titles that are not answered as written yet, in their order."""

TRAP = "trap: "
"""How the note of a title begins that others are known to get wrong."""

BY_HAND = "written by hand"
"""The source of a title that was made up for its kind."""


class Row(Record):
    """A title, and what somebody who knows pay and jobs would answer."""

    title: str
    code: str
    """FUNCTION.FOCUS, or several separated by |, the best first; empty if none is expected."""
    level: str
    """The level of the answer's code, or several; nothing where the title leaves it open."""
    band: str
    """The band, or several where two careful readers could differ."""
    note: str
    source: str
    """Where the title was seen: a repository, a payroll, or nowhere, if it was written by hand."""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(filter(None, self.code.split("|")))

    @property
    def levels(self) -> tuple[str, ...]:
        return tuple(filter(None, self.level.split("|")))

    @property
    def bands(self) -> tuple[str, ...]:
        return tuple(self.band.split("|"))

    @property
    def fits_no_focus(self) -> bool:
        return "no confident match" in self.bands


@pytest.fixture(scope="module")
def rows() -> tuple[Row, ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Row(**row) for row in csv.DictReader(file, strict=True))


@pytest.fixture(scope="module")
def levels(reference: Canon) -> dict[str, set[str]]:
    """Return the levels of each focus of the reference canon by its FUNCTION.FOCUS."""
    found: dict[str, set[str]] = {}
    for focus in reference.foci:
        for profile in focus.profiles:
            code, _, level = str(profile.code).rpartition(".")
            found.setdefault(code, set()).add(level)
    return found


@pytest.fixture(scope="module")
def matcher(reference: Canon) -> Iterator[Matcher]:
    """Return what finds titles in the reference canon, on a machine without imported schemes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", "/nowhere/there/is")
        found = matcher_of(reference)
        assert found.occupations is None
        yield found


def test_it_is_long_enough(rows: tuple[Row, ...]) -> None:
    assert len(rows) >= 1000
    assert sum("confident" not in row.bands for row in rows) >= 400
    assert sum(row.fits_no_focus for row in rows) >= 200
    assert sum(row.note.startswith(TRAP) for row in rows) >= 60


def test_each_title_has_a_source_and_most_were_seen_in_the_open(rows: tuple[Row, ...]) -> None:
    assert [row.title for row in rows if not row.source] == []
    assert sum(row.source != BY_HAND for row in rows) >= 500


def test_its_bands_are_bands(rows: tuple[Row, ...]) -> None:
    assert {band for row in rows for band in row.bands} == set(get_args(Band))
    assert [row.title for row in rows if len(row.bands) != len(set(row.bands))] == []
    either = {"confident", "no confident match"}
    assert [row.title for row in rows if either <= set(row.bands)] == []


def test_it_asks_each_focus_five_times(rows: tuple[Row, ...], levels: dict[str, set[str]]) -> None:
    asked = Counter(row.code for row in rows if row.band == "confident")
    assert {code: asked[code] for code in levels if asked[code] < 5} == {}


def test_its_answers_are_in_the_canon(rows: tuple[Row, ...], levels: dict[str, set[str]]) -> None:
    assert [row for row in rows if not levels.keys() >= set(row.codes)] == []
    held = {row: set[str]().union(*(levels[code] for code in row.codes)) for row in rows}
    assert [row for row in rows if not held[row] >= set(row.levels)] == []


def test_it_names_a_focus_if_one_is_expected(rows: tuple[Row, ...]) -> None:
    assert [row for row in rows if row.fits_no_focus == bool(row.codes)] == []
    assert [row for row in rows if row.levels and not row.codes] == []


def test_what_is_confident_has_one_answer(rows: tuple[Row, ...]) -> None:
    sure = [row for row in rows if "confident" in row.bands]
    assert [row for row in sure if len(row.codes) != 1 or not row.levels] == []


def test_it_asks_each_title_once(rows: tuple[Row, ...]) -> None:
    asked = Counter(folded(row.title) for row in rows)
    assert [title for title, times in asked.items() if times > 1] == []


def test_only_its_traps_are_aliases_or_names(rows: tuple[Row, ...], reference: Canon) -> None:
    own = {folded(focus.name) for focus in reference.foci}
    own |= {folded(alias.title) for focus in reference.foci for alias in focus.aliases}
    plain = [row.title for row in rows if not row.note.startswith(TRAP)]
    assert [title for title in plain if folded(title) in own] == []


def test_each_title_is_answered_as_written_but_those_that_are_known_to_be_missed(
    rows: tuple[Row, ...], matcher: Matcher
) -> None:
    """Who mends one takes it off the list; none may come to it."""
    asked = [
        Asked(line, row.title, {"code": row.code, "level": row.level, "band": row.band})
        for line, row in enumerate(rows, start=2)
    ]
    missed = [each.title for each in golden(matcher, asked).regressions]
    assert missed == MISSED.read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def answers(rows: tuple[Row, ...], matcher: Matcher) -> tuple[tuple[Row, Match], ...]:
    return tuple((row, matcher.match(row.title)) for row in rows)


def test_nothing_is_confident_that_no_focus_fits(
    answers: tuple[tuple[Row, Match], ...],
) -> None:
    sure = [row.title for row, match in answers if match.band == "confident" and row.fits_no_focus]
    assert sure == []


def test_what_is_confident_is_right(answers: tuple[tuple[Row, Match], ...]) -> None:
    """Right is the focus and the level, of a title whose answer may be confident."""
    sure = [(row, match) for row, match in answers if match.band == "confident"]
    wrong = [row.title for row, match in sure if not right(row, match)]
    assert len(wrong) <= 0.03 * len(sure), wrong


def test_what_has_to_be_confident_is(answers: tuple[tuple[Row, Match], ...]) -> None:
    asked = [(row, match) for row, match in answers if row.bands == ("confident",)]
    missed = [row.title for row, match in asked if match.band != "confident"]
    assert len(missed) <= 0.1 * len(asked), missed


def right(row: Row, match: Match) -> bool:
    if match.best is None or "confident" not in row.bands:
        return False
    code, _, level = match.best.code.rpartition(".")
    return code in row.codes and level in row.levels
