"""Laws of matching: noise, case and Unicode form change no answer."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, get_args

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from levelctl import open_canon
from levelctl.canon import package_data
from levelctl.record import replace
from levelctl.titles.matching import Matcher, matcher_of
from levelctl.titles.records import Match

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
FORMS: tuple[Form, ...] = get_args(Form)

NOTHING = ("(m/w/d)", "Remote", "Req 4711")
"""Titles that are only noise, from which nothing is removed."""

with (Path(__file__).parents[1] / "golden-titles.csv").open(encoding="utf-8", newline="") as file:
    TITLED = tuple(row["title"] for row in csv.DictReader(file))
GOLDEN = tuple(each for each in TITLED if each not in NOTHING and any(map(str.isalpha, each)))

OTHERS = (
    "Ingénieur(e) R&D",
    "Développeur·euse C#",
    "Kaufmann/-frau für Büromanagement",
    "Straßenbauer",
    "Oﬃce Manager – Île-de-France",
    "C++ Developer, .NET",
    "İstanbul Ops Lead",
    "Κύριος Μηχανικός",
)
TITLES = st.sampled_from([*GOLDEN, *OTHERS])

BEHIND = (
    " (m/w/d)",
    " - Remote",
    " (Remote)",
    ", Full-time",
    " | Berlin",
    " - Austin, TX",
    "!!!",
    " 🚀",
    " (R-12345)",
    " - Req #4711",
    ", $120k - $150k",
    " - 12-month FTC",
    " [Hybrid]",
    " (24/7)",
)
BEFORE = ("Remote - ", "(m/w/d) ", "URGENT: ", "🚀 ", "R-12345 - ", "[Berlin] ", "Full-time: ")
CASES: tuple[Callable[[str], str], ...] = (str.upper, str.lower, str.title, str.swapcase)
UNSEEN = "\u200b\u00ad\u2060\ufeff\u200e\x07\x1b"
BLANKS = " \t\n\r\u00a0\u2003\u3000"

law = settings(max_examples=200, deadline=None)


@pytest.fixture(scope="module")
def matcher() -> Iterator[Matcher]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", "/nowhere/there/is")
        yield matcher_of(open_canon(package_data.CANON))


def bare(match: Match) -> Match:
    """Return *match* without the spelling of the title."""
    return replace(match, given="", removed=())


def wide(title: str) -> str:
    """Return *title* in the letters of full width that Japanese keyboards write."""
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in title)


@law
@given(
    title=TITLES,
    before=st.lists(st.sampled_from(BEFORE), max_size=2),
    behind=st.lists(st.sampled_from(BEHIND), max_size=3),
)
def test_noise_changes_nothing(
    matcher: Matcher, title: str, before: list[str], behind: list[str]
) -> None:
    noisy = "".join((*before, title, *behind))
    assert bare(matcher.match(noisy)) == bare(matcher.match(title))


@law
@given(title=TITLES, change=st.sampled_from(CASES))
def test_case_changes_nothing(matcher: Matcher, title: str, change: Callable[[str], str]) -> None:
    assert bare(matcher.match(change(title))) == bare(matcher.match(title))


@law
@given(title=TITLES, form=st.sampled_from(FORMS))
def test_the_unicode_form_changes_nothing(matcher: Matcher, title: str, form: Form) -> None:
    assert bare(matcher.match(unicodedata.normalize(form, title))) == bare(matcher.match(title))


@law
@given(title=TITLES)
def test_full_width_changes_nothing(matcher: Matcher, title: str) -> None:
    assert bare(matcher.match(wide(title))) == bare(matcher.match(title))


@law
@given(title=st.text(max_size=60))
def test_whether_characters_are_composed_changes_nothing(matcher: Matcher, title: str) -> None:
    composed, apart = (unicodedata.normalize(form, title) for form in FORMS[:2])
    assert bare(matcher.match(composed)) == bare(matcher.match(apart))


@law
@example("Digital PR Manager, Content Marketing", "\x1b", "\xa0", 19)
@example("Sr. Manager, Software Development (Level 7) - Alexa Engine", "\x1b", "\xa0", 36)
@given(
    title=TITLES,
    unseen=st.text(UNSEEN, max_size=3),
    blanks=st.text(BLANKS, min_size=1, max_size=3),
    place=st.integers(0, 40),
)
def test_what_cannot_be_seen_changes_nothing(
    matcher: Matcher, title: str, unseen: str, blanks: str, place: int
) -> None:
    before, after = title[:place], title[place:]
    if unseen and before[-1:].isalnum() and after[:1].isalnum():
        # Beside a word that is known, it can part two: Data<U+200B>Engineer.
        pieces = re.findall(r"\w+$", before) + re.findall(r"^\w+", after)
        assume(not any(matcher.cleaner.is_known(piece.casefold()) for piece in pieces))
    written = before + unseen + after.replace(" ", blanks) + blanks
    assert bare(matcher.match(blanks * 500 + written)) == bare(matcher.match(title))
