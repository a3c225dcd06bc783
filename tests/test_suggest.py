"""Suggestions: how similar a name must be, their order, and which commands use them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import levelctl
from levelctl.suggest import did_you_mean, similar

NAMES = ("pay-order", "pay-rise", "rank-fall")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("pay-ries", ["pay-rise", "pay-order"], id="the most similar first"),
        pytest.param("rank_fall", ["rank-fall"], id="what is not similar is left out"),
        pytest.param("PAY-ORDER", [], id="case counts"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_names_that_are_similar(text: str, expected: list[str]) -> None:
    assert similar(text, NAMES, most=3) == expected
    assert did_you_mean(text, iter(NAMES)) == (f"did you mean {expected[0]!r}?" if expected else "")


def test_how_many_and_how_similar() -> None:
    assert similar("pay-ries", NAMES) == ["pay-rise"]
    assert similar("pay-ries", NAMES, most=3, least=0.8) == ["pay-rise"]
    assert similar("pay-ries", ()) == []


def test_it_is_asked_in_one_place() -> None:
    source = Path(levelctl.__file__).parent
    using = [path.name for path in source.rglob("*.py") if "get_close" in path.read_text("utf-8")]
    assert using == ["suggest.py"]


def test_who_mistypes_nothing_does_not_pay_for_it() -> None:
    code = "import sys, levelctl.canon.resolve, levelctl.suggest; print('difflib' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code]) == b"False\n"
