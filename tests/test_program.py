"""What the program answers inside the tests is what its process answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import TRIED, folder, own
from program import Answer, run, start


@pytest.mark.parametrize("name", TRIED)
def test_without_a_process_the_answer_is_the_same(name: str, small: Path) -> None:
    """An answer, a wrong request, a wrong option: the exit code and both streams."""
    lines = (TRIED[name].line, f"{TRIED[name].unknown} --canon {small}", f"{name} --xyzzy")
    inside = [_settled(run, line) for line in lines]

    assert inside == [_settled(start, line) for line in lines]
    assert [answer.code for answer in inside] == [0, 2, 2]


def _settled(ask: Callable[..., Answer], line: str) -> Answer:
    """Return what *ask* returns for *line*, without what differs from folder to folder."""
    with folder() as place:
        answer = ask(*line.split(), env=own(place), cwd=place)
    texts = (text.replace(str(place), "HERE") for text in (answer.out, answer.err))
    return Answer(answer.code, *(re.sub(r"\d+ \w+ ago", "some time ago", text) for text in texts))
