"""How alike sentences are, and which words differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.canon.canon import Canon
from levelctl.text.similarity import TextRun, Vocabulary, changed_runs, stems

WORDS = st.lists(st.sampled_from("plans writes the team's budget of shifts".split()), max_size=8)
SENTENCES = WORDS.map(" ".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Writes the requirements, with engineers.", ("writ", "requir", "engine")),
        ("Planning of plans", ("plann", "plan")),
        ("CI/CD pipelines and P&L models", ("ci/cd", "pipeli", "p&l", "model")),
        ("A of to", ()),
    ],
)
def test_stems_come_from_words_with_meaning(text: str, expected: tuple[str, ...]) -> None:
    assert stems(text) == expected


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        pytest.param("the one", "the one", [("the one", False)], id="same"),
        pytest.param("", "one", [], id="nothing left"),
        pytest.param("one", "", [("one", True)], id="all new"),
        pytest.param(
            "plans a year", "plans a week", [("plans a ", False), ("year", True)], id="end"
        ),
        pytest.param("now plans", "plans", [("now ", True), ("plans", False)], id="start"),
        pytest.param("plans", "now plans", [("plans", False)], id="only dropped"),
        pytest.param(
            "sorts parts of stores",
            "plans most of cities",
            [("sorts parts of stores", True)],
            id="no meaning in common",
        ),
    ],
)
def test_pieces_mark_what_differs(text: str, before: str, expected: list[tuple[str, bool]]) -> None:
    assert changed_runs(text, before) == tuple(TextRun(*each) for each in expected)


@given(st.text(), st.text())
def test_pieces_lose_no_word(text: str, before: str) -> None:
    found = changed_runs(text, before)
    assert "".join(piece.text for piece in found).split() == text.split()
    assert not any(piece.changed for piece in changed_runs(text, text))


@given(st.lists(SENTENCES, max_size=5), SENTENCES, SENTENCES)
def test_similarity_is_symmetric_and_one_for_the_same(
    texts: list[str], one: str, other: str
) -> None:
    words = Vocabulary(texts)
    assert words.similarity(one, one) == pytest.approx(1)
    assert words.similarity(one, other) == pytest.approx(words.similarity(other, one))
    assert 0 <= words.similarity(one, other) <= 1 + 1e-9


@given(st.lists(SENTENCES, max_size=5), st.lists(SENTENCES, max_size=5))
def test_pairs_are_one_to_one_and_alike(left: list[str], right: list[str]) -> None:
    words = Vocabulary([*left, *right])
    paired = words.pair(left, right, threshold=0.5)
    partners = [index for index, _ in paired.values()]
    assert len(partners) == len(set(partners))
    for i, (j, score) in paired.items():
        assert score == words.similarity(left[i], right[j]) >= 0.5


@pytest.mark.parametrize(
    ("lower", "higher", "pairs"),
    [
        # By the numbers of the duties: specification, ownership, strategy, mentoring.
        ("P2", "P3", {0: 1}),
        ("P2", "P4", {0: 1}),
        ("P4", "P5", {0: 3, 4: 4}),
        ("P5", "P6", {0: 3, 4: 4}),
    ],
)
def test_the_reference_duties_that_escalate_are_paired(
    reference: Canon, lower: str, higher: str, pairs: dict[int, int]
) -> None:
    focus = reference.focus("TECHNI2", "TECHNICAF44E")
    below, above = focus.profile(lower), focus.profile(higher)
    assert below
    assert above
    every = [duty for profile in focus.profiles for duty in profile.duties]
    found = Vocabulary(every).pair(
        below.duties,
        above.duties,
        threshold=reference.settings.same_duty,
    )
    assert {i: j for i, (j, _) in found.items()} == pairs
