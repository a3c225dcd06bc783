"""The model of an index, its probabilities, and many titles at once."""

from __future__ import annotations

import csv
import math
import pickle
import random
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl import open_canon
from levelctl.canon import package_data
from levelctl.canon.canon import key
from levelctl.titles.occupation_index import arrays, model, tables, training, votes
from levelctl.titles.occupation_index import index as module
from levelctl.titles.occupation_index.build import values
from levelctl.titles.occupation_index.features import features
from levelctl.titles.occupation_index.index import TitleIndex
from levelctl.titles.occupation_index.model import Model
from levelctl.titles.occupation_index.postings import LETTERS, LONGEST, MODEL, InMemory
from levelctl.titles.occupation_index.probability import Sums, probability, signals_of

SHORT = {"pm": "product manager", "sr": ""}

GOLDEN = Path(__file__).parents[1] / "golden-titles.csv"


def entries() -> Iterator[tuple[str, str]]:
    """Yield the aliases of the reference canon, with the codes of their foci."""
    for focus in open_canon(package_data.CANON, cache=False).foci:
        code = f"{focus.function}.{focus.code}"
        yield focus.name, code
        yield from ((alias.title, code) for alias in focus.aliases)


def titles() -> list[str]:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        given = [row["title"] for row in csv.DictReader(file)]
    drawn = random.Random(1)  # noqa: S311 - no secret
    cut = [title[: drawn.randrange(len(title))] for title in given]
    odd = [
        "",
        "–",
        "qxz",
        "the of",
        "marketingly",
        "xx marketingly",
        "nurse marketingly",
        "word " * (LONGEST + 9),
        f"nurse {'x' * (LETTERS + 9)}",
        "nurse nurse",
    ]
    return [*given, *map(str.swapcase, cut), *(title.replace("e", "") for title in given), *odd]


@pytest.fixture(scope="module")
def learned() -> TitleIndex:
    return TitleIndex.build(entries(), SHORT, [("Doses drugs.", "B")], training.values)


@pytest.fixture(scope="module")
def rows(learned: TitleIndex) -> dict[str, bytes]:
    return {**learned.rows(), **learned.array_rows()}


@pytest.fixture(scope="module")
def stored(rows: dict[str, bytes]) -> TitleIndex:
    return TitleIndex.from_rows(rows, SHORT)


@pytest.mark.long
def test_many_titles_at_once_get_the_same_answers(
    stored: TitleIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = titles()
    assert len(asked) > 3_000
    one_by_one = [stored.ranking(title) for title in asked]
    monkeypatch.setattr(stored, "ranking", None)  # the arrays answer alone
    assert [*stored.rankings(asked)] == one_by_one
    assert sum(len(each.ranked) for each in one_by_one) > 10_000


def test_votes_at_once_are_rounded_as_one_by_one() -> None:
    """Also where the last bit of a logarithm decides."""
    between = [number + part for number in range(-14_000, 10_000, 7) for part in (0.25, 0.5, 0.75)]
    scale = votes.SIMILAR**votes.POWER
    near = [round((math.exp(each / votes.VOTE) - votes.NO_VOTE) * scale) for each in between]
    asked = [0, *(each + more for each in near for more in (-1, 0, 1))]
    one_by_one = [*map(votes.as_evidence, asked)]
    assert arrays.votes_as_evidence(np.array(asked)).tolist() == one_by_one


def test_few_titles_load_no_arrays(
    stored: TitleIndex, rows: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = TitleIndex.from_rows(rows, SHORT)
    monkeypatch.setitem(sys.modules, "levelctl.titles.occupation_index.arrays", None)
    assert [*fresh.rankings(["nurse"] * (module.MANY - 1))] == [stored.ranking("nurse")] * 63
    assert "_arrays" not in vars(fresh)


@given(st.text(max_size=30))
def test_what_is_stored_is_what_was_built(
    learned: TitleIndex, stored: TitleIndex, title: str
) -> None:
    assert stored.ranking(title) == learned.ranking(title)
    assert next(stored.rankings([title])) == learned.ranking(title)


def test_without_numpy_an_index_answers_the_same(
    stored: TitleIndex, rows: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("numpy", "arrays", "tables", "training"):
        own = name if name == "numpy" else f"levelctl.titles.occupation_index.{name}"
        monkeypatch.setitem(sys.modules, own, None)
    plain = TitleIndex.from_rows(rows, SHORT)
    asked = titles()[:300]
    assert [*plain.rankings(asked)] == [stored.ranking(title) for title in asked]


@pytest.mark.long
def test_a_model_changes_answers_and_an_index_without_one_has_no_rows_of_it(
    stored: TitleIndex, rows: dict[str, bytes]
) -> None:
    plain = TitleIndex.build(entries(), SHORT)
    assert not [name for name in plain.rows() if name.startswith("model")]
    asked = titles()
    changed = [title for title in asked if plain.rank(title) != stored.rank(title)]
    assert len(changed) > len(asked) / 2
    without = {name: row for name, row in rows.items() if not name.startswith(("model", "array"))}
    assert [TitleIndex.from_rows(without, SHORT).ranking(title) for title in asked] == [
        plain.ranking(title) for title in asked
    ]
    assert (plain.digest, len(stored.digest or "")) == (None, 64)


def test_the_arrays_of_an_index_without_model_answer_the_same() -> None:
    plain = TitleIndex.build(entries(), SHORT)
    both = TitleIndex.from_rows({**plain.rows(), **plain.array_rows()}, SHORT)
    asked = titles()
    assert [*both.rankings(asked)] == [plain.ranking(title) for title in asked]


def test_the_same_titles_give_the_same_model() -> None:
    few = [("Ward Nurse", "A"), ("Night Nurse", "A"), ("Cook", "B"), ("Night Cook", "B")]
    one, other = (TitleIndex.build(few, learn=training.values).digest for _ in range(2))
    assert one == other
    assert TitleIndex.build([*few, ("Chef", "B")], learn=training.values).digest != one


def test_an_index_of_nothing_learns_nothing() -> None:
    empty = TitleIndex.build([], learn=training.values)
    assert empty.rank("Nurse") == []
    one = TitleIndex.build([("Nurse", "A")], learn=training.values)
    assert [each.code for each in one.rank("Nurse")] == ["A"]


def test_steps_of_the_training_are_told() -> None:
    told: list[tuple[int, int]] = []
    TitleIndex.build(
        [("Ward Nurse", "A"), ("Cook", "B")],
        learn=lambda lessons: training.values(lessons, lambda *step: told.append(step)),
    )
    assert told == [(step, training.PASSES) for step in range(1, training.PASSES + 1)]


def test_a_model_learns_what_words_mean_together() -> None:
    """Every word is in titles of both codes: only the pairs tell them apart."""
    ones = [f"{word} red fish blue cow" for word in ("old", "new", "big", "odd")]
    others = [f"{word} blue fish red cow" for word in ("old", "new", "big", "odd")]
    both = [(title, "A") for title in ones] + [(title, "B") for title in others]
    found = TitleIndex.build(both, learn=training.values)
    assert [found.rank(f"sad {title[4:]}")[0].code for title in (ones[0], others[0])] == ["A", "B"]


@pytest.mark.parametrize(
    ("name", "row"),
    [
        pytest.param(key(model.WORD, "nurse"), b"123", id="a word"),
        pytest.param(key(model.CODES), b"123", id="codes"),
        pytest.param(key(MODEL), b"[]", id="head"),
    ],
)
def test_a_damaged_row_of_the_model_is_a_value_error(
    rows: dict[str, bytes], name: str, row: bytes
) -> None:
    assert name in rows
    with pytest.raises(ValueError, match=r"of the model has|Expected|truncated"):
        TitleIndex.from_rows({**rows, name: row}, SHORT).rank("nurse")


def test_threads_and_processes_get_the_same(rows: dict[str, bytes], stored: TitleIndex) -> None:
    fresh = TitleIndex.from_rows(rows, SHORT)
    parts = [titles()[at : at + 100] for at in range(0, 800, 100)]
    with ThreadPoolExecutor(8) as pool:
        found = [*pool.map(lambda part: [*fresh.rankings(part)], parts)]
    assert found == [[*stored.rankings(part)] for part in parts]
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own


@pytest.mark.parametrize("words", [("tax", "clerk"), ("tax",), ("tax", "tax"), ("taxx",), ()])
def test_the_sum_of_a_title_is_that_of_its_features(words: tuple[str, ...]) -> None:
    """What is stored ready for words and pairs is what their features say, one by one."""
    few = [("Tax Clerk", "A"), ("Tax Tax Clerk", "A"), ("Clerk", "B"), ("Tax Tax", "B")]
    built = dict(values(few, {}, (), training.values))
    found = Model(InMemory(built))
    counts = Counter(name for title, _ in few for name in {*features(tuple(title.lower().split()))})
    known = [name for name in features(words) if counts[name] >= training.LEAST]
    assert found.numbers(words)[1] == len(known)


def sums(**more: int) -> Sums:
    return Sums((0, 1), (9_000, 8_000), (1_000, 1_000), (more["first"], 0))


def test_what_the_model_is_sure_of_is_likelier() -> None:
    both = (frozenset({0}), frozenset({0, 1}))
    sure, unsure = (
        probability(signals_of(0, each, each.total(), both))
        for each in (sums(first=9_000), sums(first=-2_000))
    )
    assert 0 < unsure < sure < 1


def test_tables_of_another_edition_are_as_none(rows: dict[str, bytes]) -> None:
    kept = {name: row for name, row in rows.items() if name != key(tables.ARRAY, "own_at")}
    index = TitleIndex.from_rows(kept, SHORT)
    assert [*index.rankings(["nurse"] * 99)] == [index.ranking("nurse")] * 99
