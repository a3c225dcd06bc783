"""Titles that state both the code of a level and words that are the name of another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from levelctl.cache.opening import read_canon
from levelctl.titles.matching import Matcher, matcher_of
from small import write_canon

TRACKS = """\
tracks:
  IC: {name: Individual contributor, summary: Knows a field.}
  SUP: {name: Support, summary: Helps.}
  M: {name: Manager, summary: Manages people., manages: true, branches_from: IC}
levels:
"""

LADDERS: Mapping[str, Mapping[str, str]] = {
    "engineers": {
        "L1": "Junior Engineer",
        "L2": "Engineer",
        "L3": "Senior Engineer",
        "L4": "Staff Engineer",
        "L5": "Principal Engineer",
    },
    "success": {
        "IC1": "Associate CSM",
        "IC2": "CSM",
        "IC3": "Senior CSM",
        "IC4": "Principal CSM",
        "M1": "Team Lead CSM",
    },
    "steps": {"level-1": "Associate CSM", "level-2": "CSM", "level-3": "Senior CSM"},
    "digits": {"5": "Junior Engineer", "6": "Engineer", "7": "Senior Engineer"},
    "nurses": {
        "band-5": "Staff Nurse",
        "band-6": "Ward Sister",
        "band-7": "Ward Manager",
        "band-8a": "Matron",
    },
    "bank": {"B1": "Analyst", "B2": "Associate", "B3": "Vice President", "B4": "Director"},
    "shared": {
        "IC1": "Software Engineer",
        "IC2": "Software Engineer",
        "IC3": "Senior Software Engineer",
        "IC4": "Senior Software Engineer",
        "IC5": "Software Engineer IV",
    },
    "roman": {"E1": "Engineer I", "E2": "Engineer II", "E3": "Engineer III"},
    "managers": {"IC1": "Engineer", "M1": "Manager", "M2": "Senior Manager", "M3": "Director"},
    "listed": {
        "L1": "Junior Engineer",
        "L2": "Engineer",
        "L3": "Senior Engineer",
        "L4": "Staff Engineer",
    },
    "tracks": {"L1": "Engineer", "L2": "Senior Engineer", "S1": "Helper", "S2": "Senior Helper"},
}
"""By ladder, the names of its levels by their codes."""

ALIASES = {
    "success": "[CSM, Customer Success Manager]",
    "steps": "[CSM]",
    "nurses": "[Nurse, Staff Nurse]",
    "bank": "[Analyst, Banker]",
    "managers": "[Engineering]",
    "shared": "[Software Engineer]",
    "levels": "[{title: Engineer, level: L2}, {title: Senior Engineer, level: L3}]",
    "digit levels": '[{title: Engineer, level: "6"}]',
}
"""By ladder, the aliases of its focus; *Engineer* if it has none here."""


NUMERALS = "titles: {numerals: {spread: 0, levels: {I: L1, II: L2, III: L3, IV: L4}}}\n"
"""The title words of the ladder *listed*."""


def _track(code: str) -> str:
    return {"M": "M", "S": "SUP"}.get(code[0], "IC")


def _matcher(root: Path, ladder: str, lacks: str = "") -> Matcher:
    names = LADDERS[{"levels": "engineers", "digit levels": "digits"}.get(ladder, ladder)]
    levels = "".join(
        f'  "{code}": {{track: {_track(code)}, name: {name}}}\n' for code, name in names.items()
    )
    profiles = "".join(
        f'  "{code}": {{status: draft, version: 1, region: global}}\n'
        for code in names
        if code != lacks
    )
    aliases = ALIASES.get(ladder, "[Engineer]")
    focus = f"code: WORK\nname: Practice\nsummary: Works.\naliases: {aliases}\n"
    words = NUMERALS if ladder == "listed" else ""
    files = {
        "ladder.yaml": f"{TRACKS}{levels}{words}",
        "functions/nursing/ward-nurse.yaml": f"{focus}levels:\n{profiles}",
        "functions/nursing/clinic-nurse.yaml": None,
        "functions/storage/storekeeper.yaml": None,
    }
    return matcher_of(read_canon(write_canon(root, files)), cache=False)


@pytest.fixture(scope="module")
def matchers(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Matcher]:
    return {
        ladder: _matcher(tmp_path_factory.mktemp("ladder"), ladder)
        for ladder in (*LADDERS, "levels", "digit levels")
    }


@pytest.mark.parametrize(
    ("ladder", "title", "level"),
    [
        ("engineers", "Engineer L3", "L3"),
        ("engineers", "L3 Engineer", "L3"),
        ("engineers", "Engineer (L4)", "L4"),
        ("engineers", "Engineer, level L5", "L5"),
        ("engineers", "Engineer L1", "L1"),
        ("engineers", "Senior Engineer L2", "L2"),
        ("engineers", "Senior Engineer L4", "L4"),
        ("engineers", "Senior L4 Engineer", "L4"),
        ("engineers", "Engineer L3/L4", "L3..L4"),
        ("levels", "Engineer L3", "L3"),
        ("levels", "L4 Engineer", "L4"),
        ("levels", "Senior Engineer L2", "L2"),
        ("success", "IC3 CSM", "IC3"),
        ("success", "CSM - IC4", "IC4"),
        ("success", "Customer Success Manager IC3", "IC3"),
        ("steps", "CSM level 3", "level-3"),
        ("steps", "CSM level-1", "level-1"),
        ("digits", "Engineer (7)", "7"),
        ("digits", "Engineer, 5", "5"),
        ("digits", "Engineer grade 7", "7"),
        ("digit levels", "Engineer (7)", "7"),
        ("nurses", "Staff Nurse Band 6", "band-6"),
        ("bank", "Analyst B2", "B2"),
        ("shared", "Software Engineer IC5", "IC5"),
        ("shared", "Senior Software Engineer IC4", "IC4"),
        ("roman", "E3 Engineer II", "E3"),
        ("listed", "Engineer, III", "L3"),
        ("listed", "Engineer (IV)", "L4"),
        ("managers", "Manager M2, Engineering", "M2"),
    ],
)
def test_the_code_of_a_level_wins_over_the_name_of_one(
    matchers: Mapping[str, Matcher], ladder: str, title: str, level: str
) -> None:
    match = matchers[ladder].match(title)

    low, _, high = level.partition("..")
    assert match.level
    assert match.best
    assert (match.level.level, match.level.low, match.level.high) == (low, low, high or low)
    assert match.best.level == low
    assert (match.band, match.doubts) == ("confident", ())


@pytest.mark.parametrize(
    ("ladder", "title", "level", "doubt"),
    [
        ("engineers", "Senior Engineer L1", "L1", '"senior engineer" (L3) and "l1" (L1)'),
        ("engineers", "L4 Junior Engineer", "L4", '"junior engineer" (L1) and "l4" (L4)'),
        ("engineers", "Junior L3 Engineer", "L3", '"junior" (L1) and "l3" (L3)'),
        ("levels", "Senior Engineer L1", "L1", '"senior engineer" (L3) and "l1" (L1)'),
        (
            "nurses",
            "Staff Nurse (Band 7)",
            "band-7",
            '"staff nurse" (band-5) and "band 7" (band-7)',
        ),
        ("bank", "Analyst B3", "B3", '"analyst" (B1) and "b3" (B3)'),
        ("shared", "IC1 Senior Software Engineer", "IC1", '"senior software engineer" (IC3)'),
        ("listed", "Engineer II L4", "L4", 'the grade "ii" (L2) and the words differ'),
        ("managers", "Director M1, Engineering", "M1", '"director" (M3) and "m1" (M1)'),
        ("tracks", "Senior Engineer, S2", "S2", '"senior engineer" (L2) and "s2" (S2)'),
    ],
)
def test_a_code_far_from_the_name_of_a_level_needs_review(
    matchers: Mapping[str, Matcher], ladder: str, title: str, level: str, doubt: str
) -> None:
    match = matchers[ladder].match(title)

    assert match.level
    assert (match.level.level, match.band) == (level, "needs review")
    assert match.doubts[0].startswith(doubt)
    assert f"({level}) was used" in match.doubts[0]


def test_the_code_of_a_manager_without_a_word_for_one_does_not_win(
    matchers: Mapping[str, Matcher],
) -> None:
    match = matchers["success"].match("CSM M1")

    assert match.level
    assert (match.level.level, match.band) == ("IC2", "needs review")
    assert match.doubts[0].startswith("Team Lead CSM (M1) is a level of managers")


def test_two_names_that_nothing_joins_need_review(matchers: Mapping[str, Matcher]) -> None:
    unsure = matchers["engineers"].match("Senior Staff Engineer")
    sure = matchers["engineers"].match("Senior / Staff Engineer")

    told = "it names several levels: Senior Engineer (L3) and Staff Engineer (L4)"
    assert unsure.doubts == (told,)
    assert (unsure.band, sure.band) == ("needs review", "confident")


@pytest.mark.parametrize(
    ("title", "level", "band"),
    [
        ("Senior Engineer 6", "7", "needs review"),
        ("Engineer", "6", "confident"),
        ("Engineer 9", None, "needs review"),
    ],
)
def test_a_numeral_behind_a_name_is_no_code_for_sure(
    matchers: Mapping[str, Matcher], title: str, level: str | None, band: str
) -> None:
    match = matchers["digits"].match(title)

    assert match.level
    assert (match.level.level, match.band) == (level, band)


@pytest.mark.parametrize("lacks", ["L3", "L4", "L5"])
def test_the_name_of_a_level_that_the_focus_lacks_is_for_review(tmp_path: Path, lacks: str) -> None:
    matcher = _matcher(tmp_path, "engineers", lacks)

    for code, name in LADDERS["engineers"].items():
        match = matcher.match(name)
        assert match.level
        assert match.level.level == code
        assert (match.band == "confident") == (code != lacks), name
    lacking = matcher.match(LADDERS["engineers"][lacks])
    assert any("the nearest level of the focus is" in each for each in lacking.doubts)
