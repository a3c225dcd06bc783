"""How similar a title is to each alias: the fast search finds what comparing all of them finds."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.canon.loading import MemoryRows
from levelctl.record import decode
from levelctl.text.words import Words
from levelctl.titles.alias_rows import rows_of
from levelctl.titles.aliases import (
    FACTS,
    NEARLY,
    SAME_WORK,
    AliasIndex,
    AliasStatistics,
    IndexedAlias,
    SimilarFocus,
)

LEVEL_WORDS = ("senior", "manager")
NOUNS = (("product", "manager"),)
WORDS = (*LEVEL_WORDS, "product", "nurse", "ward", "clerk", "data", "engineer", "night")

PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(tuple)
KNOWN = st.lists(
    st.builds(
        lambda words, code: IndexedAlias(" ".join(words), words, code),
        PHRASES,
        st.sampled_from([f"A.{letter}" for letter in "CABFED"]),
    ),
    max_size=30,
)
TITLES = st.lists(st.sampled_from((*WORDS, "unheard")), max_size=6).map(tuple)


def index_of(known: Iterable[IndexedAlias]) -> AliasIndex:
    return AliasIndex(MemoryRows(rows_of(known, LEVEL_WORDS, NOUNS)))


def of_all(known: list[IndexedAlias], words: Words) -> dict[str, SimilarFocus]:
    """Return what is likest in each focus by a look at every alias: slow, and plain."""
    facts = decode(rows_of(known, LEVEL_WORDS, NOUNS)[f"{FACTS}:"], AliasStatistics)

    def weight(words: Iterable[str]) -> float:
        held = {word: sum(word in each.words for each in known) for word in words}
        return sum(facts.weight(word, count) for word, count in held.items())

    best: dict[str, SimilarFocus] = {}
    work = facts.work(words)
    for each in known:
        shared = tuple(word for word in dict.fromkeys(words) if word in each.words)
        if not shared:
            continue
        same_work = bool(work) and facts.work(each.words) == work
        score = 2 * weight(shared) / (weight(words) + weight(each.words))
        score = max(score, SAME_WORK) if same_work else score
        exact = {*words} == {*each.words}
        score = 1.0 if exact else min(score, NEARLY)
        if each.code not in best or score > best[each.code].score + 1e-12:
            best[each.code] = SimilarFocus(each.code, score, each, shared, exact, same_work)
    return best


@given(KNOWN, TITLES)
def test_it_finds_what_a_look_at_every_alias_finds(known: list[IndexedAlias], words: Words) -> None:
    found = index_of(known).similar(words)
    expected = of_all(known, words)
    assert found.keys() == expected.keys()
    for code, like in found.items():
        assert like.score == pytest.approx(expected[code].score)
        assert like.exact == expected[code].exact


@given(KNOWN, TITLES, st.integers(1, 4))
def test_the_likest_few_are_the_first_of_all(
    known: list[IndexedAlias], words: Words, most: int
) -> None:
    index = index_of(known)
    everything = index.similar(words, 99)
    found = index.similar(words, most)
    assert found == {code: everything[code] for code in found}
    scores = sorted((like.score for like in everything.values()), reverse=True)
    assert sorted((like.score for like in found.values()), reverse=True) == pytest.approx(
        scores[:most], abs=1 - NEARLY + 1e-9
    )


@given(KNOWN, TITLES, st.frozensets(st.sampled_from(["A.A", "A.B", "A.X"])))
def test_within_some_foci_no_other_takes_their_place(
    known: list[IndexedAlias], words: Words, within: frozenset[str]
) -> None:
    index = index_of(known)
    everything = index.similar(words, 99)
    expected = {code: like for code, like in everything.items() if code in within}
    assert index.similar(words, max(1, len(expected)), within) == expected


def test_what_is_known_of_a_word() -> None:
    index = index_of(
        [
            IndexedAlias("Ward Nurse", ("ward", "nurse"), "A.A"),
            IndexedAlias("Nurse", ("nurse",), "A.B"),
            IndexedAlias("Nurse Manager", ("nurse", "manager"), "A.B"),
        ]
    )
    assert (index.count("nurse"), index.count("unheard")) == (3, 0)
    assert (index.ends("nurse"), index.ends("ward"), index.ends("unheard")) == (True, False, False)
    assert index.foci("nurse") == {"A.A", "A.B"}
    assert index.is_work(["nurse", "ward"])
    assert not index.is_work(["ward"])
    assert not index.is_work([])
    assert index.works("A.B") == (frozenset({"nurse"}),)
    assert index.of_length(4) == {"ward": 1}


def test_one_title_reads_few_rows() -> None:
    asked: list[str] = []

    class Rows(MemoryRows):
        def get(self, name: str) -> bytes | None:
            asked.append(name)
            return super().get(name)

    known = [
        IndexedAlias(f"Nurse {number}", ("nurse", str(number)), f"A.{number}")
        for number in range(99)
    ]
    AliasIndex(Rows(rows_of(known, ()))).similar(("nurse", "7"), 3)
    assert sorted(asked) == [
        "facts:", "focus:A.0", "focus:A.1", "focus:A.7", "word:7", "word:nurse", "work:7 nurse",
    ]  # fmt: skip
