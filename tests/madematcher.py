"""A matcher that knows three titles, in the place of the real one: answers that never change."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from levelctl.titles.records import Candidate, FoundLevel, Match, Removal

ASSUMED = FoundLevel(level="P2", low="P1", high="P3", words=(), assumed=True)

TECH = Candidate(
    "TECHNI2.TECHNICAF44E.P2", "Technical Product Manager", 0.97, ("tech pm",), level="P2"
)
PROGRAM = Candidate("PROGRA.PROGRAMMAAB0.P2", "Program Manager", 0.41, ("program",), level="P2")
CHIEF = Candidate(
    "PRODUC.PRODUCTMF2CC.M6",
    "Product Manager",
    0.52,
    ("product",),
    level="M6",
    instead_of="E6",
)

SURE = Match(
    given="tech PM",
    cleaned="technical product manager",
    removed=(),
    level=ASSUMED,
    band="confident",
    best=TECH,
    margin=0.56,
    alternatives=(PROGRAM,),
)
UNSURE = Match(
    given="Chief Product Officer (m/w/d), Berlin",
    cleaned="chief product officer",
    removed=(Removal("gender form", "(m/w/d)"), Removal("place", "Berlin")),
    level=FoundLevel("E6", "E4", "E6", ("chief",), assumed=False),
    band="needs review",
    best=CHIEF,
    margin=0.11,
    alternatives=(PROGRAM,),
)
VAGUE = Match(
    given="Manager",
    cleaned="manager",
    removed=(),
    level=FoundLevel("M2", "M1", "M3", ("manager",), assumed=False),
    band="no confident match",
    best=PROGRAM,
    margin=0.02,
    alternatives=(TECH,),
)
OCCUPATION = Match(
    given="tech PM",
    cleaned="technical product manager",
    removed=(),
    level=None,
    band="confident",
    best=Candidate("11-3021.00", "Computer and Information Systems Managers", 0.8, ("technical",)),
    margin=0.3,
    alternatives=(),
)

KNOWN = {each.given: each for each in (SURE, UNSURE, VAGUE)}


def unknown(title: str) -> Match:
    """Return what nothing is known of."""
    return Match(
        given=title,
        cleaned=title.casefold(),
        removed=(),
        level=None,
        band="no confident match",
        best=None,
        margin=0.0,
        alternatives=(),
    )


class MadeMatcher:
    """Answers from a table, and remembers what it was asked."""

    edition = "O*NET-SOC 2019"

    def __init__(self, answers: dict[str, Match] | None = None) -> None:
        self.answers = KNOWN if answers is None else answers
        self.asked: list[str] = []

    def match(self, title: str, *, top: int = 5) -> Match:
        self.asked.append(title)
        assert top
        return self.answers.get(title) or unknown(title)

    def match_many(self, titles: Iterable[str], *, top: int = 5) -> Iterator[Match]:
        return (self.match(title, top=top) for title in titles)


class Matcher:
    """The name of the real one, which has settings; here there are none."""


def matcher_of(
    _canon: Any,
    within: Iterable[str] | None = None,
    *,
    prior: str | None = None,
    confident_at: float | None = None,
    cache: bool = True,
) -> MadeMatcher:
    assert prior is None
    if confident_at is not None:
        sys.stderr.write(f"confident at {confident_at}\n")
    if within is not None:
        sys.stderr.write(f"within {', '.join(within)}\n")
    if not cache:
        sys.stderr.write("no cache\n")
    return MadeMatcher()


def scheme_matcher(
    _name: str, _prior: str | None, *, confident_at: float | None = None
) -> MadeMatcher:
    if confident_at is not None:
        sys.stderr.write(f"confident at {confident_at}\n")
    return MadeMatcher({OCCUPATION.given: OCCUPATION})


SITE = """\
import sys
import madematcher
sys.modules["levelctl.titles.matching"] = madematcher
sys.modules["levelctl.titles.occupation_index.matcher"] = madematcher
"""
"""A sitecustomize that puts this matcher in the place of the program's own."""
