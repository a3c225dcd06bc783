"""Ranking codes by the titles that they are known to have."""

from __future__ import annotations

import subprocess
import sys
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.canon.canon import key
from levelctl.occupations.coded_titles import CodedTitle
from levelctl.titles.coded.lookup import VOTES, Looked
from levelctl.titles.occupation_index.index import Ranked, TitleIndex
from levelctl.titles.occupation_index.postings import InMemory
from levelctl.titles.occupation_index.prior import Prior, telling, values
from levelctl.titles.spelling import corrected

SHORT = {"pm": "product manager", "sr": ""}

ENTRIES = [
    ("Technical Product Manager", "A.TPM"),
    ("Platform Product Owner", "A.TPM"),
    ("TPM", "A.TPM"),
    ("Program Manager", "A.PGM"),
    ("Technical Program Manager", "A.PGM"),
    ("TPM", "A.PGM"),
    ("Registered Nurse", "B.RN"),
    ("Nurse Clinician", "B.RN"),
    ("Software Engineer", "C.SWE"),
    ("Backend Developer", "C.SWE"),
    ("C++ Developer", "C.SWE"),
    ("Machinery Mechanic", "D.MECH"),
]

TEXTS = [("Plans and writes requirements with customers.", "A.TPM"), ("Doses drugs.", "B.RN")]

INDEX = TitleIndex.build(ENTRIES, SHORT, TEXTS)
STORED = TitleIndex.from_rows(INDEX.rows(), SHORT)

WORDS = sorted(
    {word for title, _ in ENTRIES for word in title.split()} | {"drugs", "unheard", "Sr"}
)
TITLES = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join) | st.text(max_size=20)


@pytest.mark.parametrize(
    ("title", "code", "by"),
    [
        pytest.param("Tech PM", "A.TPM", ("product", "manager"), id="abbreviation"),
        pytest.param("registered NURSES", "B.RN", ("registered nurse",), id="exact"),
        pytest.param("Night Nurse", "B.RN", ("nurse",), id="one-word"),
        pytest.param("Sofware Enginer", "C.SWE", ("software engineer",), id="typos-corrected"),
        pytest.param("Drugs", "B.RN", (), id="by-a-text-alone"),
        pytest.param("Megamachines Nurse", "B.RN", ("nurse",), id="one-word-known"),
    ],
)
def test_the_first(title: str, code: str, by: tuple[str, ...]) -> None:
    first = INDEX.rank(title)[0]
    assert (first.code, first.by) == (code, by)


@pytest.mark.parametrize(
    "title",
    ["", "–", "Qxz", "42", "Megamachines", "nursery programmers", "the of", "and with that"],
)
def test_nothing_speaks_for_any(title: str) -> None:
    assert INDEX.rank(title) == []


@pytest.mark.parametrize(("title", "code"), [each for each in ENTRIES if each[0] != "TPM"])
def test_a_title_of_a_code_ranks_it_first(title: str, code: str) -> None:
    first, *others = INDEX.rank(title)
    assert first.code == code
    assert all(first.score > other.score for other in others)


def test_codes_that_share_a_title_are_equals() -> None:
    first, second = INDEX.rank("tpm", top=2)
    assert (first.code, second.code) == ("A.PGM", "A.TPM")
    assert first.score == second.score
    assert first.by == second.by == ("tpm",)


def test_the_very_title_outdoes_all_other_evidence() -> None:
    near = [(f"{word} Nurse", "NEAR") for word in ("Night", "Ward", "Field", "Camp", "School")]
    far = [(f"Clerk {letter}{other}", "FAR") for letter in "xyzq" for other in "bcdfghjkl"]
    farther = [(title, "FAR2") for title, _ in far]
    index = TitleIndex.build([*near, *far, *farther, ("Nurse", "FAR"), ("Nurse", "FAR2")])
    first, second, third = index.rank("Nurse")
    assert {first.code, second.code} == {"FAR", "FAR2"}
    assert first.score == second.score > third.score


@given(TITLES)
def test_the_index_of_rows_gives_the_same(title: str) -> None:
    assert STORED.rank(title) == INDEX.rank(title)
    assert TitleIndex.from_rows(INDEX.rows("x"), SHORT, "x").rank(title) == INDEX.rank(title)


@given(st.randoms(use_true_random=False), TITLES)
def test_the_order_of_entries_changes_nothing(random: Random, title: str) -> None:
    entries = random.sample(ENTRIES, len(ENTRIES))
    assert TitleIndex.build([*entries, entries[0]], SHORT, TEXTS).rank(title) == INDEX.rank(title)


@given(TITLES)
def test_scores_are_shares_in_order(title: str) -> None:
    ranked = INDEX.rank(title, top=99)
    scores = [each.score for each in ranked]
    assert scores == sorted(scores, reverse=True)
    assert not ranked or sum(scores) == pytest.approx(1)
    assert INDEX.rank(title, top=2) == ranked[:2]


def test_one_title_reads_few_rows() -> None:
    asked = set()

    class Rows(dict[str, bytes]):
        def get(self, name: str, _: object = None) -> bytes | None:  # type: ignore[override]
            asked.add(name)
            return super().get(name)

    index = TitleIndex.from_rows(Rows(INDEX.rows()), SHORT)
    assert index.rank("Product Nurse", top=1) == INDEX.rank("Product Nurse", top=1)
    kinds = {name.partition(":")[0] for name in asked}
    expected = {"head", "word", "piece", "pair", "title", "own", "model"}
    assert kinds == expected, "no vocabulary and no array is read"
    assert key("word", "mechanic") not in asked


def test_of_an_endless_title_the_beginning_is_read() -> None:
    title = "Registered Nurse " + "".join(f"word{number} " for number in range(100_000))
    assert [each.code for each in INDEX.rank(f"{title}{'x' * 1_000_000}", top=1)] == ["B.RN"]


def test_an_empty_index_ranks_nothing() -> None:
    assert TitleIndex.build([]).rank("Nurse") == []
    assert TitleIndex.from_rows({}).rank("Nurse") == []


def test_a_damaged_row_is_a_value_error() -> None:
    rows = {**INDEX.rows(), key("word", "nurse"): b"[["}
    with pytest.raises(ValueError, match="truncated"):
        TitleIndex.from_rows(rows).rank("nurse")


def test_only_what_is_in_memory_makes_rows() -> None:
    with pytest.raises(TypeError, match="in memory"):
        STORED.rows()


def test_a_rank_is_a_record() -> None:
    assert INDEX.rank("tpm", top=1) == [Ranked("A.PGM", INDEX.rank("tpm")[0].score, ("tpm",))]


def prior(*coded: tuple[str, str]) -> Prior:
    """Return the prior of *coded*, each a title and its code."""
    looked = [
        Looked(CodedTitle(2, title, (code,), 1), "", "", INDEX.words(title))
        for title, code in coded
    ]
    return Prior(InMemory(dict(values(looked, INDEX.head.codes, ""))))


MANY_NURSES = prior(*[("Nurse", "B.RN")] * 30)


def test_a_prior_decides_between_codes_of_similar_evidence() -> None:
    def first(code: str) -> str:
        return INDEX.rank("Manager", 1, prior(*[("Boss", code)] * 30))[0].code

    assert (first("A.TPM"), first("A.PGM")) == ("A.TPM", "A.PGM")


def test_a_word_means_what_it_means_in_the_coded_titles() -> None:
    def score(title: str) -> float:
        ranked = {each.code: each.score for each in INDEX.rank("Technical Wizard", 9, both(title))}
        return ranked["A.PGM"]

    def both(title: str) -> Prior:
        return prior(*[(title, "A.PGM")] * 20, *[("Nurse", "B.RN")] * 20)

    assert score("Wizard") > score("Boss")


def test_a_word_that_a_prior_knows_is_looked_up() -> None:
    assert INDEX.rank("Megamachines", prior=MANY_NURSES) == []
    known = prior(*[("Megamachines", "D.MECH")] * 30)
    assert INDEX.rank("Megamachines", prior=known)[0].code == "D.MECH"


def test_a_title_of_joining_words_alone_is_looked_up_if_it_is_one() -> None:
    index = TitleIndex.build([*ENTRIES, ("Others", "E.OTHER")])
    assert index.rank("Others")[0].by == ("other",)
    assert index.rank("of others or that") == []


def test_a_prior_alone_is_no_answer() -> None:
    assert INDEX.rank("Qqq", 5, MANY_NURSES) == []
    assert {each.code for each in INDEX.rank("C++", 9, MANY_NURSES)} == {
        each.code for each in INDEX.rank("C++", 9)
    }


def test_a_list_with_every_code_equally_often_tells_nothing() -> None:
    codes = INDEX.head.codes
    even = prior(*[(f"Title {number}", code) for number in range(9) for code in codes])
    titles = ["Manager", "Technical Nurse", "Developer"]
    assert [INDEX.rank(title, 9, even) for title in titles] == [
        INDEX.rank(title, 9) for title in titles
    ]


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        pytest.param({}, 0.0, id="no-rows"),
        pytest.param({0: VOTES}, 0.0, id="one-row"),
        pytest.param({0: VOTES, 1: VOTES}, 0.0, id="each-code-once"),
        pytest.param({0: 50 * VOTES, 1: 50 * VOTES}, 1.0, id="two-codes-of-a-hundred"),
    ],
)
def test_how_much_a_list_tells(votes: dict[int, int], expected: float) -> None:
    assert telling(votes, 100) == pytest.approx(expected, abs=0.01)


def test_a_long_list_counts_as_a_shorter_one() -> None:
    def evidence(rows: int) -> list[int]:
        return prior(*[("Nurse", "B.RN"), ("Boss", "A.PGM")] * rows).evidence(("boss",))

    assert evidence(2_000) == pytest.approx(evidence(500), rel=0.01)
    assert evidence(500) != pytest.approx(evidence(50), rel=0.01)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("nurze", "nurse", id="exchanged"),
        pytest.param("nrse", None, id="too-short"),
        pytest.param("nusre", "nurse", id="swapped"),
        pytest.param("nurxx", None, id="two-edits-in-a-short-word"),
        pytest.param("engineeeer", "engineer", id="two-edits-in-a-long-word"),
        pytest.param("engi4eer", None, id="a-digit"),
        pytest.param("purse", "nurse", id="the-most-frequent"),
        pytest.param("xurse", "nurse", id="the-most-frequent-of-three"),
        pytest.param("bakes", "cakes", id="the-first-in-the-alphabet"),
    ],
)
def test_spelling_correction(word: str, expected: str | None) -> None:
    known = {
        5: {"nurse": 3, "curse": 2, "burse": 1, "takes": 1, "cakes": 1},
        8: {"engineer": 5, "engineei": 1},
    }
    assert corrected(word, lambda length: known.get(length, {})) == expected


def test_rapidfuzz_waits_for_an_unknown_word() -> None:
    program = (
        "import sys; from levelctl.titles.occupation_index.index import TitleIndex;"
        "index = TitleIndex.build([('Nurse', 'N')]); index.rank('nurse');"
        "assert 'rapidfuzz' not in sys.modules; index.rank('nurze');"
        "assert 'rapidfuzz' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
