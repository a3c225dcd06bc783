"""What a word is, its singular and its stem."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.text.words import STEM, singular, stem, word_pattern


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({}, ["a", "b", "c", "Ü9", "d"], id="letters and digits"),
        pytest.param({"joiners": "[&_]"}, ["a&b", "c", "Ü9_d"], id="joined"),
        pytest.param({"letters": "|#"}, ["a", "b", "#c", "Ü9", "d"], id="a sign as a letter"),
        pytest.param({"signs": "[&-]"}, ["a", "&", "b", "-", "c", "Ü9", "d"], id="signs"),
        pytest.param({"first": "[a-z]&[a-z]"}, ["a&b", "c", "Ü9", "d"], id="before all others"),
    ],
)
def test_words(options: dict[str, str], expected: list[str]) -> None:
    assert word_pattern(**options).findall("a&b - #c Ü9_d") == expected


@given(st.text("abcdefgiosux", max_size=8))
def test_a_plural_has_one_singular(word: str) -> None:
    assert singular(word) in {word, word[:-1], word[:-2], f"{word[:-3]}y"}


@given(st.text(max_size=12))
def test_a_stem_is_short_and_the_same_in_any_case(word: str) -> None:
    assert len(stem(word)) <= STEM
    assert stem(word.upper()) == stem(word.upper().casefold())
