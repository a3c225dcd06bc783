"""Canons that hypothesis draws: their taxonomy, their ladder, their content and their weights."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from levelctl import open_canon
from levelctl.canon.canon import Canon
from levelctl.canon.model import Profile

Value = dict[str, Any]

SKILLS = ("Triage", "Wound care", "Wound dressing", "Stocktaking", "Booking", "Handover")
SHARED = ("wound-care", "handover", "lifting")
STEPS = ("aware", "working", "expert")
TOOLS = ("Fork lift", "Infusion pump", "Ward planner")
DUTIES = (
    "Plans the rota of thirty nurses.",
    "Counts the stock of the store.",
    "Plans the stock of the ward.",
    "Dresses wounds twice a week.",
    "Teaches newcomers to dress wounds.",
    "Books visits and counts them.",
)

hundredths = st.integers(1, 100)


@st.composite
def structural_weights(draw: st.DrawFn) -> Value:
    """Draw weights of structural@1 that the schema and the rules let pass."""
    family = draw(hundredths)
    function = draw(st.integers(1, min(100, 2 * family)))
    focus = draw(st.integers(1, min(100, 2 * function, 2 * family)))
    weights = {"other_focus": focus, "other_function": function, "other_family": family}
    rest = {"rank_step": draw(hundredths), "other_track": draw(hundredths)}
    return {**weights, **rest, **draw(bounds())}


@st.composite
def content_weights(draw: st.DrawFn) -> Value:
    skills = draw(st.integers(0, 100))
    tools = draw(st.integers(0, 100 - skills))
    weights = {"skills": skills, "tools": tools, "duties": 100 - skills - tools}
    least = {"least_skills": draw(st.integers(1, 3)), "least_duties": draw(st.integers(1, 3))}
    return {**weights, **least, **draw(bounds())}


@st.composite
def pay_weights(draw: st.DrawFn) -> Value:
    return {"doubling": draw(hundredths), **draw(bounds())}


@st.composite
def bounds(draw: st.DrawFn) -> Value:
    review = draw(st.integers(0, 100))
    return {"tolerance": draw(st.integers(0, review)), "review": review}


@st.composite
def ladders(draw: st.DrawFn) -> Value:
    """Draw one to three tracks of one to four levels; ranks rise on each track."""
    # From 1 on, so that a fine one is not written with an exponent, which YAML's reader refuses.
    rank = st.integers(10**8, 10**9) | st.integers(10, 90).map(lambda tenths: tenths * 10**7)
    tracks = draw(st.lists(st.sampled_from("SPME"), min_size=1, max_size=3, unique=True))
    levels = {
        f"{track}{number}": {"track": track, "rank": place / 10**8}
        for track in tracks
        for number, place in enumerate(
            sorted(draw(st.lists(rank, min_size=1, max_size=4, unique=True))), 1
        )
    }
    first = next(iter(levels))
    texts = dict.fromkeys(draw(st.sets(st.sampled_from(("summary", "scope", "impact")))), "x")
    return {
        "tracks": {track: {"name": track, "summary": "x"} for track in tracks},
        "levels": {
            code: {"name": "x", **texts, **level, "years": {"low": 0, "high": 1}}
            for code, level in levels.items()
        },
        "titles": {
            "assumed": {"level": first, "range": [first, first]},
            "numerals": {"spread": 1, "levels": {}},
            "words": [],
            "contributor_nouns": [],
        },
    }


@st.composite
def pays(draw: st.DrawFn) -> Value:
    median = draw(st.integers(1, 10**6) | st.integers(1, 12).map(lambda each: 2**each))
    return {
        "currency": draw(st.sampled_from(("EUR", "USD"))),
        "period": draw(st.sampled_from(("year", "year", "month"))),
        "low": median,
        "median": median,
        "high": median,
        "basis": "survey",
    }


@st.composite
def profiles(draw: st.DrawFn) -> Value:
    duties = draw(st.lists(st.sampled_from(DUTIES), max_size=4, unique=True))
    own = {"status": "draft", "version": 1, "region": "global", "responsibilities": duties}
    pay = draw(st.none() | pays())
    return {**own, "pay": pay} if pay else own


@st.composite
def vocabularies(draw: st.DrawFn) -> Value:
    """Draw a skills.yaml, whose scale has one to three steps."""
    scale = STEPS[: draw(st.integers(1, len(STEPS)))]
    return {
        "scale": {step: {"name": step.title()} for step in scale},
        "skills": {slug: {"name": slug, "summary": "x"} for slug in SHARED},
    }


@st.composite
def skills(draw: st.DrawFn, levels: list[str], scale: list[str]) -> list[Value]:
    """Draw skills of a focus: its own and shared ones, some with steps at some levels."""
    named = st.dictionaries(st.sampled_from(levels), st.sampled_from([*scale, "none"]), max_size=3)
    own = draw(st.lists(st.sampled_from(SKILLS), max_size=5, unique=True))
    shared = draw(st.lists(st.sampled_from(SHARED), max_size=3, unique=True))
    found = [{"name": name, "summary": "x"} for name in own] + [{"skill": slug} for slug in shared]
    return [{**each, **({"levels": steps} if (steps := draw(named)) else {})} for each in found]


@st.composite
def foci(draw: st.DrawFn, levels: list[str], scale: list[str]) -> Value:
    return {
        "skills": draw(skills(levels, scale)),
        "tools": draw(st.lists(st.sampled_from(TOOLS), max_size=3, unique=True)),
        "levels": {
            level: draw(profiles())
            for level in draw(
                st.lists(st.sampled_from(levels), min_size=1, max_size=3, unique=True)
            )
        },
    }


@st.composite
def canons(draw: st.DrawFn) -> Canon:
    """Draw a canon, write it as files, and read it from them."""
    families = draw(st.lists(st.sampled_from(("one", "two", "three")), min_size=1, max_size=3))
    ladder, vocabulary = draw(ladders()), draw(vocabularies())
    spaces = {
        "structural@1": draw(structural_weights()),
        "content@1": draw(content_weights()),
        "content@2": draw(content_weights()),
        "pay@1": draw(pay_weights()),
    }
    files: dict[str, Value] = {
        "canon.yaml": {**SETTINGS, "spaces": spaces},
        "ladder.yaml": ladder,
        "skills.yaml": vocabulary,
        "families.yaml": {
            "families": [
                {"slug": each, "name": each, "summary": "x"} for each in dict.fromkeys(families)
            ]
        },
    }
    for number, family in enumerate(families):
        function = {"code": f"F{number}", "name": f"F{number}", "family": family, "summary": "x"}
        files[f"functions/f{number}/function.yaml"] = function
        for code in draw(st.lists(st.sampled_from("XYZ"), min_size=1, max_size=3, unique=True)):
            own = {"code": code, "name": f"{code} {number}", "summary": "x"}
            files[f"functions/f{number}/{code}.yaml"] = {
                **own,
                **draw(foci(list(ladder["levels"]), list(vocabulary["scale"]))),
            }
    return _read(files)


SETTINGS: Value = {
    "name": "drawn",
    "edition": "2026",
    "region": "global",
    "currency": "EUR",
    "confidence": {"high": 0.8, "medium": 0.5},
    "review": {"minimum": 4},
    "compare": {"same_duty": 0.3},
}


def _read(files: dict[str, Value]) -> Canon:
    with TemporaryDirectory() as folder:
        for name, value in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(value), "utf-8")
        canon = open_canon(folder, cache=False)
        assert not canon.diagnostics
        return canon


def profiles_of(canon: Canon) -> Iterator[Profile]:
    return (profile for focus in canon.foci for profile in focus.profiles)
