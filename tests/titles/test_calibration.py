"""How likely an answer with a prior is right: fitted to titles that are left out of the prior."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.occupations.coded_titles import CodedTitle
from levelctl.titles.coded.lookup import Looked
from levelctl.titles.occupation_index import calibration
from levelctl.titles.occupation_index.calibration import Calibration, fitted, parted

SCORES = st.floats(0, 1)


def drawn(shift: float, slope: float, size: int) -> list[tuple[float, bool]]:
    """Return answers whose probabilities are of this form."""
    random = Random(7)  # noqa: S311 - no secret depends on it
    form = Calibration(shift, slope)
    scores = [random.uniform(0.01, 0.99) for _ in range(size)]
    return [(score, random.random() < form.of(score)) for score in scores]


@pytest.mark.parametrize(("shift", "slope"), [(0.0, 1.0), (-0.6, 0.4), (1.0, 2.0), (-2.0, 0.1)])
def test_the_form_of_many_answers_is_found(shift: float, slope: float) -> None:
    found = fitted(drawn(shift, slope, 20_000))
    assert (found.shift, found.slope) == pytest.approx((shift, slope), abs=0.06)


def test_without_answers_a_score_stays_what_it_is() -> None:
    assert fitted([]) == Calibration(0.0, 1.0)
    assert Calibration().of(0.25) == pytest.approx(0.25)


def test_few_answers_change_little() -> None:
    few, many = (fitted([(0.9, False)] * count) for count in (1, 200))
    assert many.of(0.9) < 0.1
    assert 0.5 < few.of(0.9) < 0.9


def test_the_best_form_has_the_least_loss() -> None:
    answers = drawn(-0.6, 0.4, 300)
    points = [(math.log(score / (1 - score)), float(right)) for score, right in answers]
    best = fitted(answers)
    least = calibration._loss(points, best)  # noqa: SLF001 - what it promises to minimize
    for shift, slope in ((0.02, 0), (-0.02, 0), (0, 0.02), (0, -0.02)):
        other = Calibration(best.shift + shift, best.slope + slope)
        assert calibration._loss(points, other) > least  # noqa: SLF001


@given(st.lists(st.tuples(SCORES, st.booleans()), max_size=60), SCORES, SCORES)
def test_a_higher_score_is_never_less_likely(
    answers: list[tuple[float, bool]], one: float, other: float
) -> None:
    form = fitted(answers)
    assert 0 <= form.of(min(one, other)) <= form.of(max(one, other)) <= 1


def looked(number: int, *words: str) -> Looked:
    return Looked(CodedTitle(number, " ".join(words), ("11-1011",), 1), "", "", words)


def test_titles_of_the_same_words_are_in_the_same_part() -> None:
    titles = [
        looked(number, f"word{number // 2}", "boss"[: 4 - number % 2]) for number in range(40)
    ]
    titles += [looked(number, "boss", f"word{number // 2}") for number in range(0, 40, 2)]
    known, asked = parted(titles)
    parts = [{frozenset(each.words) for each in part} for part in (known, asked)]
    assert len(known) + len(asked) == len(titles)
    assert not parts[0] & parts[1]
    assert 25 <= len(asked) <= 30
    assert [{*part} for part in parted(titles[::-1])] == [{*known}, {*asked}]


def test_a_long_list_is_not_asked_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "LEFT_OUT", 3)
    assert len(parted([looked(number, f"word{number}") for number in range(40)])[1]) == 3
    assert parted([looked(1)]) == ([], [])
