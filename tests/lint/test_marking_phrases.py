"""Phrases that mark a level: which are found, by a slow count of all, and how fast."""

from __future__ import annotations

from itertools import product
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.lint.marking_phrases import LONGEST, LevelText, marking_phrases, said
from levelctl.text.words import stem


def found(
    texts: list[tuple[str, int, str]],
    share: float = 0.34,
    at_level: float = 0.8,
    least_foci: int = 2,
) -> list[tuple[str, str, int, int, int]]:
    """Return each phrase with its level, and the numbers of places, foci and other profiles."""
    given_texts = [LevelText(level, focus, said(text)) for level, focus, text in texts]
    return [
        (each.level, each.phrase, len(each.places), each.foci, each.elsewhere)
        for each in marking_phrases(
            given_texts, share=share, at_level=at_level, least_foci=least_foci
        )
    ]


FORMULA = [
    ("P5", 1, "Plans the lines of the plant for two to three years."),
    ("P5", 2, "Decides on ships for two to three years ahead."),
    ("P5", 3, "Sets the tone of music for two to three years."),
    ("P5", 4, "Buys hay."),
]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(FORMULA, [("P5", "for two to three years", 3, 4, 0)], id="the longest"),
        pytest.param(
            [*FORMULA, ("P4", 1, "Waits for two to three years.")],
            [],
            id="three of four profiles are at the level, which is too few",
        ),
        pytest.param(
            [
                *FORMULA,
                ("P5", 5, "Lasts for two to three years."),
                ("P4", 1, "Two to three years."),
            ],
            [("P5", "for two to three years", 4, 5, 0)],
            id="elsewhere once, and there without a word of it",
        ),
        pytest.param(FORMULA[2:], [], id="in one focus of two"),
        pytest.param(
            [("P1", number, f"Helps {name} in Jira daily.") for number, name in enumerate("ABC")],
            [("P1", "daily", 3, 3, 0), ("P1", "helps", 3, 3, 0)],
            id="no phrase has a name in it",
        ),
        pytest.param(
            [("P1", number, "Sorts mail, counts coins.") for number in range(3)],
            [("P1", "counts coins", 3, 3, 0), ("P1", "sorts mail", 3, 3, 0)],
            id="no phrase goes across a comma",
        ),
        pytest.param(
            [("P1", number, "Is by the one that they have.") for number in range(3)],
            [],
            id="no phrase is of function words alone",
        ),
        pytest.param(
            [("P1", 1, "Sorts mail. Sorts mail."), ("P1", 2, "Sorts hay."), ("P1", 3, "Bales.")],
            [("P1", "sorts", 2, 3, 0)],
            id="twice in a focus counts once",
        ),
    ],
)
def test_what_marks_a_level(
    texts: list[tuple[str, int, str]], expected: list[tuple[str, str, int, int, int]]
) -> None:
    assert found(texts) == expected


def test_a_level_of_few_foci_is_not_looked_at() -> None:
    assert found(FORMULA, least_foci=5) == []


drawn = st.lists(
    st.tuples(
        st.sampled_from(["P1", "P2"]),
        st.integers(0, 3),
        st.lists(st.sampled_from(["alpha", "beta", "of", "gamma"]), max_size=8).map(" ".join),
    ),
    max_size=12,
)


@given(drawn, st.sampled_from([0.0, 0.3, 0.5]), st.sampled_from([0.5, 0.8, 1.0]))
def test_each_is_as_frequent_as_a_slow_count_says(
    texts: list[tuple[str, int, str]], share: float, at_level: float
) -> None:
    phrases = {
        " ".join(words[start:end])
        for words in (text.split() for _, _, text in texts)
        for start, end in product(range(len(words)), range(1, len(words) + 1))
        if 0 < end - start <= LONGEST and stem(words[end - 1])
    }
    slow = {}
    for level, phrase in product(("P1", "P2"), phrases):
        foci = {focus for at, focus, _ in texts if at == level}
        having = {(at, focus) for at, focus, text in texts if f" {phrase} " in f" {text} "}
        here = sum(at == level for at, _ in having)
        if len(foci) >= 2 and here > max(share * len(foci), 1) and here >= at_level * len(having):
            slow[level, phrase] = here, len(foci), len(having) - here

    fast = found(texts, share, at_level)
    assert all(slow[level, phrase] == tuple(counts) for level, phrase, *counts in fast)
    # Each that is left out shares a word with one that is reported.
    said_at = {(level, word) for level, phrase, *_ in fast for word in phrase.split()}
    assert all(
        any((level, word) in said_at for word in phrase.split() if stem(word))
        for level, phrase in slow
    )


def test_the_time_is_linear() -> None:
    """One word again and again is the worst: each place begins six phrases."""

    def seconds(size: int) -> float:
        text = "sorts " * size
        texts = [("P1", focus, text) for focus in range(2)]
        start = process_time()
        found(texts)
        return process_time() - start

    seconds(1_000)
    assert seconds(20_000) < 8 * max(seconds(5_000), 0.02)
