"""Near duplicates: the search finds the same as comparing all pairs."""

from __future__ import annotations

import time
from collections.abc import Collection
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from levelctl.text.near_duplicates import NearDuplicate, nearest_duplicates, share
from levelctl.text.similarity import stems

TASKS = Path("/work/shared/data/onet/Task Statements.txt")

WORDS = st.sets(st.sampled_from("abcdefghijkl"), max_size=8)
TEXTS = st.lists(WORDS.map(lambda words: " ".join(sorted(words))), max_size=12)
THRESHOLDS = st.sampled_from((0.0, 0.2, 0.5, 2 / 3, 0.8, 0.9, 1.0)) | st.floats(0, 1)


def slow(asked: Collection[int], texts: list[str], threshold: float) -> dict[int, NearDuplicate]:
    """Return what `near` should, by comparing each with each."""
    likes = {place: nearest(place, asked, texts, threshold) for place in range(len(texts))}
    return {place: like for place, like in likes.items() if like}


def nearest(
    place: int, asked: Collection[int], texts: list[str], threshold: float
) -> NearDuplicate | None:
    mine = frozenset(texts[place].split())
    earlier = range(place) if place in asked else [each for each in range(place) if each in asked]
    likes = [NearDuplicate(each, share(mine, frozenset(texts[each].split()))) for each in earlier]
    alike = [like for like in likes if like.share > 0 and like.share >= threshold]
    return min(alike, key=lambda like: (-like.share, like.place), default=None)


@pytest.mark.parametrize(
    ("texts", "threshold", "expected"),
    [
        pytest.param([], 0.8, {}, id="none"),
        pytest.param(["", ""], 0.0, {}, id="texts without words are not alike"),
        pytest.param(["a b", "c d"], 0.0, {}, id="nor are those without a common word"),
        pytest.param(["a b", "a b"], 1.0, {1: NearDuplicate(0, 1.0)}, id="the same"),
        pytest.param(
            ["a b c d e", "a b c d f"],
            0.8,
            {1: NearDuplicate(0, 0.8)},
            id="exactly at the threshold",
        ),
        pytest.param(["a b c d e", "a b c d f"], 0.81, {}, id="just below it"),
        pytest.param(["a b c", "a b c d"], 0.8, {1: NearDuplicate(0, 6 / 7)}, id="of unequal size"),
        pytest.param(
            ["a b c d e", "a b c d f", "a b c d e"],
            0.8,
            {1: NearDuplicate(0, 0.8), 2: NearDuplicate(0, 1.0)},
            id="the most alike, not the last",
        ),
        pytest.param(
            ["a b c d e", "a b c d f", "a b c d g"],
            0.8,
            {1: NearDuplicate(0, 0.8), 2: NearDuplicate(0, 0.8)},
            id="of equals the first",
        ),
    ],
)
def test_the_nearest_earlier_text(
    texts: list[str], threshold: float, expected: dict[int, NearDuplicate]
) -> None:
    assert nearest_duplicates(range(len(texts)), texts, threshold) == expected


@given(TEXTS, THRESHOLDS)
@example(["a b c d e", "a b c d f"] * 2, 0.8)
def test_it_finds_what_comparing_each_with_each_finds(texts: list[str], threshold: float) -> None:
    every = range(len(texts))
    assert nearest_duplicates(every, texts, threshold) == slow(every, texts, threshold)


@given(st.data(), TEXTS, THRESHOLDS)
def test_of_pairs_only_those_that_are_asked_for_count(
    data: st.DataObject, texts: list[str], threshold: float
) -> None:
    asked = {place for place in range(len(texts)) if data.draw(st.booleans())}
    assert nearest_duplicates(asked, texts, threshold) == slow(asked, texts, threshold)


@pytest.mark.parametrize("asked", [range(500), range(300, 320), range(0, 500, 7)])
@pytest.mark.parametrize("threshold", [0.5, 0.7, 0.8])
def test_it_does_so_where_hundreds_are_alike(asked: range, threshold: float) -> None:
    drawn = Random(4)  # noqa: S311 - no secret depends on it
    texts = [
        " ".join(sorted(drawn.sample("abcdefghijklmnopqrstuvw", drawn.randrange(8, 13))))
        for _ in range(500)
    ]
    expected = slow(asked, texts, threshold)
    assert expected
    assert nearest_duplicates(asked, texts, threshold) == expected


@given(st.data(), st.lists(st.sampled_from(["a b c", "a b d", "a b c d", "e"]), min_size=1))
def test_a_change_is_found_from_the_previous_pairs(data: st.DataObject, texts: list[str]) -> None:
    """Renewal in a nutshell: a text is replaced, and only what that concerns is asked again."""
    changed = data.draw(st.integers(0, len(texts) - 1))
    known = nearest_duplicates(range(len(texts)), texts, 0.6)
    texts[changed] = data.draw(st.sampled_from(["a b c", "a b d e", "f"]))

    kept = {place: like for place, like in known.items() if changed not in {place, like.place}}
    gone = {place for place, like in known.items() if like.place == changed}
    fresh = nearest_duplicates({changed, *gone}, texts, 0.6)
    better = {place: like for place, like in fresh.items() if like.beats(kept.get(place))}

    assert {**kept, **better} == nearest_duplicates(range(len(texts)), texts, 0.6)


@pytest.mark.long
@pytest.mark.skipif(not TASKS.exists(), reason="the task statements of O*NET are not here")
def test_twenty_thousand_sentences_take_seconds() -> None:
    lines = TASKS.read_text("utf-8").splitlines()[1:]
    texts = [" ".join(sorted({*stems(line.split("\t")[2])})) for line in lines]
    start = time.process_time()
    found = nearest_duplicates(range(len(texts)), texts, 0.8)
    assert time.process_time() - start < 10
    assert {place: found.get(place) for place in range(0, len(texts), 500)} == {
        place: nearest(place, {place}, texts, 0.8) for place in range(0, len(texts), 500)
    }
