"""What the program answers inside the tests is what its process answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import TRIED, folder, own
from program import Answer, Environment, run, start

COLOURED = {"FORCE_COLOR": "1"}


@pytest.mark.long
@pytest.mark.parametrize("name", TRIED)
def test_without_a_process_the_answer_is_the_same(name: str, small: Path) -> None:
    """An answer, the same in colour, a wrong request, a wrong option: code and both streams."""
    tried = TRIED[name]
    asked: list[tuple[str, Environment]] = [
        (tried.line, {}),
        (tried.line, COLOURED),
        (f"{tried.unknown} --canon {small}", {}),
        (f"{name} --xyzzy", {}),
    ]
    inside = [_settled(run, *each) for each in asked]

    assert inside == [_settled(start, *each) for each in asked]
    assert [answer.code for answer in inside] == [0, 0, 2, 2]
    assert ("\x1b" in inside[1].out) is tried.colored


def _settled(ask: Callable[..., Answer], line: str, env: Environment) -> Answer:
    """Return what *ask* returns for *line*, without what differs from folder to folder."""
    with folder() as place:
        answer = ask(*line.split(), env=own(place, env), cwd=place)
    texts = (text.replace(str(place), "HERE") for text in (answer.out, answer.err))
    return Answer(answer.code, *(re.sub(r"\d+ \w+ ago", "some time ago", text) for text in texts))
