"""The words of a title: what is the same to a reader is the same here, and C# is not C++."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.titles.tokens import tokens

SHORT = {"sr": "", "mgr": "manager", "rn": "registered nurse", "r&d": "research and development"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Software Engineers", ("software", "engineer"), id="plural"),
        pytest.param("C# Developer", ("c#", "developer"), id="c-sharp"),
        pytest.param("C++ Developer", ("c++", "developer"), id="c-plus-plus"),
        pytest.param(".NET/ASP.NET Developer", (".net", "asp", ".net", "developer"), id="net"),
        pytest.param("Network Manager", ("network", "manager"), id="not-net"),
        pytest.param("Sr. Mgr, Tax", ("manager", "tax"), id="abbreviations"),
        pytest.param("Mgrs", ("manager",), id="abbreviation-in-the-plural"),
        pytest.param("Sr.", ("sr",), id="left-out-but-nothing-else"),
        pytest.param("R.N.", ("registered", "nurse"), id="initials"),
        pytest.param("R&D Head", ("research", "development", "head"), id="ampersand"),
        pytest.param("Sales & Marketing", ("sale", "marketing"), id="ampersand-between-words"),
        pytest.param("Director of the Arts", ("director", "art"), id="joining-words"),
        pytest.param("The Of", ("the", "of"), id="joining-words-alone"),
        pytest.param("Women’s Shoe Buyer", ("women", "shoe", "buyer"), id="apostrophe"),  # noqa: RUF001
        pytest.param("Ingénieur", ("ingenieur",), id="accent"),
        pytest.param("Ｃｈｅｆ", ("chef",), id="full-width"),  # noqa: RUF001
        pytest.param("Oﬃce Clerk", ("office", "clerk"), id="ligature"),
        pytest.param("Straße", ("strasse",), id="sharp-s"),
        pytest.param("Data–Entry", ("data", "entry"), id="dash"),
        pytest.param("–?!", (), id="nothing"),
        pytest.param("", (), id="empty"),
    ],
)
def test_words(text: str, expected: tuple[str, ...]) -> None:
    assert tokens(text, SHORT) == expected


@given(st.text(max_size=40))
def test_unicode_form_changes_nothing(text: str) -> None:
    forms = {tokens(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert forms == {tokens(text)}


@given(st.text(st.characters(codec="ascii"), max_size=40))
def test_case_changes_nothing(text: str) -> None:
    assert tokens(text.upper()) == tokens(text.lower())
