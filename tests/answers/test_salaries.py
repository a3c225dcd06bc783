"""Salaries as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.answers.pay.salaries import MOST, SYMBOLS, Amount, read
from levelctl.errors import LevelctlError


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        pytest.param("95000", Amount(95_000), id="digits"),
        pytest.param("95,000", Amount(95_000), id="commas"),
        pytest.param("95 000", Amount(95_000), id="spaces"),
        pytest.param("95\u202f000", Amount(95_000), id="thin spaces"),
        pytest.param("95'000", Amount(95_000), id="apostrophes"),
        pytest.param("1.234.567", Amount(1_234_567), id="points between thousands"),
        pytest.param("95k", Amount(95_000), id="k"),
        pytest.param("95K", Amount(95_000), id="large k"),
        pytest.param("95.125k", Amount(95_125), id="a fraction of thousands"),
        pytest.param("1.2m", Amount(1_200_000), id="m"),
        pytest.param("95,5k", Amount(95_500), id="a comma for the fraction"),
        pytest.param("45.50", Amount(45.5), id="an hour's"),
        pytest.param("95,000.50", Amount(95_000.5), id="thousands and a fraction"),
        pytest.param("95.000,50", Amount(95_000.5), id="the same as in Europe"),
        pytest.param("$95k", Amount(95_000, SYMBOLS["$"]), id="dollars"),
        pytest.param("95 €", Amount(95, ("EUR",)), id="euros behind"),
        pytest.param("US$95k", Amount(95_000, ("USD",)), id="US dollars"),
        pytest.param("usd 95k", Amount(95_000, ("USD",)), id="a code before"),
        pytest.param("95kUSD", Amount(95_000, ("USD",)), id="a code behind"),
        pytest.param("$95k CAD", Amount(95_000, ("CAD",)), id="which dollars"),
        pytest.param("95k a year", Amount(95_000, (), "year"), id="a year"),
        pytest.param("95k/yr", Amount(95_000, (), "year"), id="per yr"),
        pytest.param("95k p.a.", Amount(95_000, (), "year"), id="per annum"),
        pytest.param("$7,900 per month", Amount(7_900, SYMBOLS["$"], "month"), id="a month"),
        pytest.param("45.50/h", Amount(45.5, (), "hour"), id="an hour"),
        pytest.param(" 95000 ", Amount(95_000), id="space around"),
    ],
)
def test_a_salary_is_parsed_as_intended(text: str, amount: Amount) -> None:
    found = read(text)

    assert found == amount
    assert isinstance(found.value, int) == (found.value == int(found.value))


WRITE = "give an amount such as 95000, 95,000 or 95k"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        pytest.param("", "'' is not a salary", WRITE, id="nothing"),
        pytest.param("plenty", "'plenty' is not a salary", WRITE, id="words"),
        pytest.param("nan", "'nan' is not a salary", WRITE, id="not a number"),
        pytest.param("1e5", "'1e5' is not a salary", WRITE, id="an exponent"),
        pytest.param("\uff19\uff15", "'\uff19\uff15' is not a salary", WRITE, id="other digits"),
        pytest.param("9,5,0", "'9,5,0' is not a salary", WRITE, id="groups of one"),
        pytest.param("1234.567", "'1234.567' is not a salary", WRITE, id="a long fraction"),
        pytest.param("9" * 99, f"'{'9' * 60}…' is not a salary", WRITE, id="too long"),
        pytest.param("-5", "a salary must be above 0, not '-5'", WRITE, id="negative"),
        pytest.param("0", "a salary must be above 0, not '0'", WRITE, id="zero"),
        pytest.param(
            "0.0", "a salary must be above 0, not '0.0'", WRITE, id="zero with a fraction"
        ),
        pytest.param(
            "0.000000001m", "a salary must be above 0, not '0.000000001m'", WRITE, id="next to zero"
        ),
        pytest.param(
            "9999999m",
            "a salary must be at most 1,000,000,000,000, not '9999999m'",
            WRITE,
            id="too much",
        ),
        pytest.param(
            "95.000",
            "'95.000' is ambiguous",
            "write 95000 if the mark separates thousands; otherwise omit the fraction",
            id="a point before three digits",
        ),
        pytest.param(
            "95,000k",
            "'95,000k' is ambiguous",
            "write 95000 if the mark separates thousands; otherwise omit the fraction",
            id="thousands of thousands",
        ),
        pytest.param("USD 95k EUR", "'USD 95k EUR' has two currencies", WRITE, id="two"),
        pytest.param(
            "95k per fortnight",
            "'fortnight' in '95k per fortnight' is not a period",
            "choose one of: year, month, hour",
            id="another period",
        ),
    ],
)
def test_an_invalid_salary_is_reported(text: str, message: str, hint: str) -> None:
    with pytest.raises(LevelctlError) as caught:
        read(text)

    assert (str(caught.value), caught.value.hint) == (message, hint)


@given(st.text(max_size=70))
def test_any_text_is_a_salary_or_an_error(text: str) -> None:
    try:
        found = read(text)
    except LevelctlError:
        return
    assert 0 < found.value <= MOST


@given(st.integers(1, int(MOST)))
def test_a_sum_is_the_same_with_and_without_its_marks(value: int) -> None:
    for text in (str(value), f"{value:,}", f"{value:,}".replace(",", " "), f"{value:,}.00"):
        assert read(text) == Amount(value)
