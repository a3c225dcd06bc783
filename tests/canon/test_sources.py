"""The reference canon beside the O*NET database: its codes are there, its words are not."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus

ONET = Path(__file__).parents[3] / "shared" / "data" / "onet"

pytestmark = pytest.mark.skipif(
    not ONET.is_dir(), reason="the O*NET database is not beside the checkout"
)

RUN = 7
"""From how many words in a row on, a text counts as taken over."""

_SOURCE = re.compile(r"O\*NET 30\.0: (\d\d-\d{4}\.\d\d) (.+)")
_ADDRESS = "https://www.onetonline.org/link/summary/"


@cache
def occupations() -> dict[str, str]:
    """Return the titles of all occupations by code."""
    return {row["O*NET-SOC Code"]: row["Title"] for row in _rows("Occupation Data.txt")}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (ONET / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def test_every_code_is_one_of_the_database(reference: Canon) -> None:
    codes = {
        placed.code
        for focus in reference.foci
        for placed in focus.classification
        if placed.scheme == "O*NET-SOC" and len(placed.code) > len("11-3021")
    }
    assert len(codes) > 25
    assert codes - occupations().keys() == set()


def test_every_occupation_that_is_a_source_has_its_title_and_address(reference: Canon) -> None:
    named = set()
    for focus in reference.foci:
        for profile in focus.profiles:
            for source in profile.sources.listed if profile.sources else ():
                found = _SOURCE.fullmatch(source.title)
                assert bool(found) == (source.url or "").startswith(_ADDRESS), source
                if found:
                    named.add(found[1])
                    assert occupations()[found[1]] == found[2]
                    assert source.url == _ADDRESS + found[1]
    assert len(named) > 30


def test_no_text_is_taken_over(reference: Canon) -> None:
    known = {
        run
        for name, column in (
            ("Task Statements.txt", "Task"),
            ("Occupation Data.txt", "Description"),
        )
        for row in _rows(name)
        for run in runs(row[column])
    }
    assert len(known) > 100_000
    taken = {
        " ".join(run)
        for focus in reference.foci
        for text in texts(focus)
        for run in runs(text)
        if run in known
    }
    assert taken == set()


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def texts(focus: Focus) -> Iterator[str]:
    yield focus.summary
    yield from (skill.summary for skill in focus.skills)
    for profile in focus.profiles:
        yield from profile.duties
        if profile.guideline:
            yield from (text for _, text in profile.guideline.cells)
