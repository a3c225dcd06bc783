"""The space of content: what is shared, what it weighs, and that it is a pseudometric."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from databases import database_in
from levelctl import open_canon
from levelctl.cache import freshness
from levelctl.cache.store import path_of
from levelctl.canon import package_data
from levelctl.canon.canon import Canon
from levelctl.canon.model import Profile
from levelctl.canon.resolve import resolve
from levelctl.errors import LevelctlError
from levelctl.space.content import KIND, ContentSpace
from levelctl.space.measures import FARTHEST, Component, Distance, Nearby
from small import CANON, FAMILIES, LADDER

SPACE = """\
  content@1: {skills: 45, tools: 15, duties: 40, tolerance: 40, review: 70}
"""
LEAST = SPACE.replace("}", ", least_skills: 1, least_duties: 1}")


class Made:
    """A focus for a canon: its skills, its tools, and its responsibilities by level."""

    def __init__(
        self,
        skills: Sequence[str] = (),
        tools: Sequence[str] = (),
        *,
        levels: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.skills = skills
        self.tools = tools
        self.levels = levels or {}

    def text(self, code: str) -> str:
        """Return its file, in JSON, which is YAML."""
        levels = {
            level: {
                "status": "draft",
                "version": 1,
                "region": "global",
                "responsibilities": list(duties),
            }
            for level, duties in self.levels.items()
        }
        found = {
            "code": code,
            "name": f"Title {code}",
            "summary": "x",
            "skills": [{"name": name, "summary": "x"} for name in self.skills],
            "tools": list(self.tools),
            "levels": levels,
        }
        return json.dumps({name: value for name, value in found.items() if value})


def _write(root: Path, foci: Mapping[str, Made], *, space: str = LEAST) -> Path:
    """Write a canon whose one function A has *foci*, by their codes, into *root*."""
    texts = {
        "canon.yaml": CANON + space,
        "ladder.yaml": LADDER,
        "families.yaml": FAMILIES,
        "functions/a/function.yaml": "{code: A, name: A, family: care, summary: x}",
        **{f"functions/a/{code.lower()}.yaml": focus.text(code) for code, focus in foci.items()},
    }
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def _canon(root: Path, foci: Mapping[str, Made], *, space: str = LEAST) -> Canon:
    canon = open_canon(_write(root, foci, space=space), cache=False)
    assert not canon.diagnostics
    return canon


def _space(root: Path, foci: Mapping[str, Made], *, space: str = LEAST) -> ContentSpace:
    return ContentSpace(_canon(root, foci, space=space), cache=False)


def _at(space: ContentSpace, code: str) -> Profile:
    found = resolve(space.canon, code)
    assert isinstance(found, Profile)
    return found


def _between(space: ContentSpace, one: str, other: str) -> tuple[int, ...]:
    """Return what each component adds between the profiles of A that *one* and *other* name."""
    found = space.distance(_at(space, f"A.{one}"), _at(space, f"A.{other}"))
    assert found
    return tuple(each.hundredths for each in found.components)


def _levels(canon: Canon) -> frozenset[str]:
    return frozenset(level.code for level in canon.ladder.levels)


def test_a_distance_lists_what_is_shared_and_what_is_not(tmp_path: Path) -> None:
    here = Made(
        ["Triage", "Wound care"],
        ["Infusion pump", "Scale"],
        levels={"P1": ["Dresses wounds.", "Weighs patients."]},
    )
    there = Made(
        ["TRIAGE", "Stock care"],
        ["Scale", "Till"],
        levels={"P2": ["Weighs goods, weighs parcels."]},
    )
    space = _space(tmp_path, {"X": here, "Y": there})
    one, other = _at(space, "A.X.P1"), _at(space, "A.Y.P2")

    assert space.distance(one, other) == Distance(
        (
            Component(
                "skills",
                31,  # three times ln 2, which both foci have, and four times ln 3
                "1 of 3 skills shared, and 2 of 4 words of their names",
                ("Triage",),
                ("Wound care",),
                ("Stock care",),
            ),
            Component(
                "tools", 12, "1 of 3 tools shared", ("Scale",), ("Infusion pump",), ("Till",)
            ),
            Component(
                "duties",
                36,
                "1 of 6 words of the responsibilities shared",
                ("Weighs",),
                ("Dresses", "patients", "wounds"),
                ("goods", "parcels"),
            ),
        )
    )


DUTIES = ["Plans shifts.", "Trains nurses."]


@pytest.mark.parametrize(
    ("here", "there", "expected", "reasons"),
    [
        pytest.param(
            Made(["Triage"], ["Pump"], levels={"P1": DUTIES}),
            Made(["Triage"], ["Pump"], levels={"P1": DUTIES}),
            (0, 0, 0),
            (
                "1 of 1 skill shared",
                "1 of 1 tool shared",
                "4 of 4 words of the responsibilities shared",
            ),
            id="the same content at 0 though they are two",
        ),
        pytest.param(
            Made(["Triage"], ["Pump"], levels={"P1": DUTIES}),
            Made(["Sales"], ["Till"], levels={"P1": ["Counts money."]}),
            (45, 15, 40),
            (
                "0 of 2 skills shared",
                "0 of 2 tools shared",
                "0 of 6 words of the responsibilities shared",
            ),
            id="nothing in common",
        ),
        pytest.param(
            Made(["Triage"], levels={"P1": DUTIES}),
            Made(["Triage"], levels={"P1": DUTIES}),
            (0, 0, 0),
            (
                "1 of 1 skill shared",
                "no tools on either side",
                "4 of 4 words of the responsibilities shared",
            ),
            id="no tools on either side",
        ),
        pytest.param(
            Made(["Triage"], ["Pump", "Scale"], levels={"P1": DUTIES}),
            Made(["Triage"], levels={"P1": DUTIES}),
            (0, 15, 0),
            (
                "1 of 1 skill shared",
                "0 of 2 tools shared",
                "4 of 4 words of the responsibilities shared",
            ),
            id="tools on one side",
        ),
        pytest.param(
            Made(["Wound  care"], ["Power BI"], levels={"P1": ["Planning a shift."]}),
            Made(["WOUND CARE"], ["Ｐower bi"], levels={"P1": ["the SHIFTS, planned"]}),  # noqa: RUF001 - a wide P
            (0, 0, 0),
            (
                "1 of 1 skill shared",
                "1 of 1 tool shared",
                "2 of 2 words of the responsibilities shared",
            ),
            id="case, width and blanks do not count, nor what words end in",
        ),
        pytest.param(
            Made(["Pflege", "Überwachung"], levels={"P1": ["Überwacht Geräte."]}),
            Made(["PFLEGE", "U\u0308berwachung"], levels={"P1": ["u\u0308berwacht GERÄTE"]}),
            (0, 0, 0),
            (
                "2 of 2 skills shared",
                "no tools on either side",
                "2 of 2 words of the responsibilities shared",
            ),
            id="a letter and its marks are one, composed or not",
        ),
        pytest.param(
            Made(["Уход", "看護計画"], levels={"P1": ["Планирует смены", "患者を看護する"]}),
            Made(["УХОД", "看護計画"], levels={"P1": ["планирует смены", "患者を看護する"]}),
            (0, 0, 0),
            (
                "2 of 2 skills shared",
                "no tools on either side",
                "3 of 3 words of the responsibilities shared",
            ),
            id="other scripts",
        ),
    ],
)
def test_components(
    tmp_path: Path, here: Made, there: Made, expected: tuple[int, ...], reasons: tuple[str, ...]
) -> None:
    space = _space(tmp_path, {"X": here, "Y": there})
    found = space.distance(_at(space, "A.X.P1"), _at(space, "A.Y.P1"))
    assert found
    assert tuple(each.hundredths for each in found.components) == expected
    assert tuple(each.reason for each in found.components) == reasons


def test_levels_of_a_focus_differ_by_their_responsibilities_alone(tmp_path: Path) -> None:
    focus = Made(["Triage"], ["Pump"], levels={"P1": DUTIES, "P2": ["Plans budgets."]})
    assert _between(_space(tmp_path, {"X": focus}), "X.P1", "X.P2") == (0, 0, 32)


def test_a_rare_skill_tool_or_word_counts_more_than_a_common_one(tmp_path: Path) -> None:
    """X shares with Y what only the two have, and with Z what all have, but the same number."""
    space = _space(
        tmp_path,
        {
            "X": Made(["Rare", "Usual"], ["Rare", "Usual"], levels={"P1": ["Rarely usual"]}),
            "Y": Made(["Rare", "Alone"], ["Rare", "Alone"], levels={"P1": ["Rarely alone"]}),
            "Z": Made(["Usual", "Third"], ["Usual", "Third"], levels={"P1": ["Different usual"]}),
            "W": Made(["Usual", "Fourth"], ["Usual", "Fourth"], levels={"P1": ["Another usual"]}),
        },
    )
    to_rare, to_usual = _between(space, "X.P1", "Y.P1"), _between(space, "X.P1", "Z.P1")
    assert (to_rare, to_usual) == ((32, 11, 28), (35, 12, 31))


def test_the_rarest_words_come_first(tmp_path: Path) -> None:
    duties = {"X": "Audits zones, yards", "Y": "Audits zones, yards", "Z": "Audits yards"}
    foci = {code: Made(["Alpha"], levels={"P1": [text]}) for code, text in duties.items()}
    space = _space(tmp_path, {**foci, "W": Made(["Alpha"], levels={"P1": ["Audits"]})})
    found = space.distance(_at(space, "A.X.P1"), _at(space, "A.Y.P1"))
    assert found
    assert found.components[2].shared == ("zones", "yards", "Audits")


def test_a_tool_counts_less_than_a_skill(reference: Canon, tmp_path: Path) -> None:
    scale = reference.settings.content
    assert scale
    assert scale.tools < min(scale.skills, scale.duties)
    space = _space(
        tmp_path,
        {
            "X": Made(["Alpha", "Beta"], ["Gamma", "Delta"], levels={"P1": DUTIES}),
            "Y": Made(["Alpha", "Other"], ["Gamma", "Delta"], levels={"P1": DUTIES}),
            "Z": Made(["Alpha", "Beta"], ["Gamma", "Other"], levels={"P1": DUTIES}),
        },
    )
    assert sum(_between(space, "X.P1", "Z.P1")) < sum(_between(space, "X.P1", "Y.P1"))


THREE = ("Alpha", "Beta", "Gamma")


@pytest.mark.parametrize(
    ("focus", "space", "expected"),
    [
        pytest.param(Made(THREE, levels={"P1": THREE}), SPACE, None, id="enough, by default"),
        pytest.param(
            Made(levels={"P1": ()}),
            SPACE,
            "no skills and no responsibilities at P1; "
            "at least 3 skills and 3 responsibilities needed",
            id="nothing",
        ),
        pytest.param(
            Made(["Alpha"], ["Pump"], levels={"P1": THREE}),
            SPACE,
            "1 skill; at least 3 skills needed",
            id="too few skills, whatever tools there are",
        ),
        pytest.param(
            Made(["Alpha", "ALPHA", "Beta"], levels={"P1": THREE}),
            SPACE,
            "2 skills; at least 3 skills needed",
            id="the same skill twice is one",
        ),
        pytest.param(
            Made(THREE, levels={"P1": THREE[:1], "P2": THREE}),
            SPACE,
            "1 responsibility at P1; at least 3 responsibilities needed",
            id="too few responsibilities at that level",
        ),
        pytest.param(
            Made(THREE, levels={"P1": ["To be", "...", "A"]}),
            SPACE,
            "the responsibilities at P1 have no words to compare",
            id="responsibilities without words",
        ),
        pytest.param(
            Made(["Alpha"], levels={"P1": ["Plans"]}), LEAST, None, id="the canon says it"
        ),
    ],
)
def test_too_little_content_has_no_place(
    tmp_path: Path, focus: Made, space: str, expected: str | None
) -> None:
    whole = Made(THREE, levels={"P1": THREE, "P3": THREE})
    content = _space(tmp_path, {"X": focus, "Y": whole}, space=space)
    here, there = _at(content, "A.X.P1"), _at(content, "A.Y.P1")
    levels = frozenset({"P1"})

    assert content.absence(here) == expected
    assert content.absence(there) is None
    assert (content.distance(here, there) is None) == bool(expected)
    assert (content.distance(there, here) is None) == bool(expected)
    assert bool(content.nearest(here, None, levels)) == (expected is None)
    assert bool(content.nearest(there, None, levels)) == (expected is None)


def test_a_canon_may_have_no_such_space(small_canon: Canon) -> None:
    with pytest.raises(LevelctlError, match="the canon has no space content@1"):
        ContentSpace(small_canon)


def test_neighbors_are_sorted_by_distance_and_then_by_code(tmp_path: Path) -> None:
    space = _space(
        tmp_path,
        {
            "X": Made(["Alpha"], levels={"P1": ["Plans"], "P2": ["Plans", "Trains"]}),
            "Y": Made(["Alpha"], levels={"P1": ["Plans"], "M1": ["Plans"]}),
            "Z": Made(["Other"], levels={"P1": ["Counts"]}),
        },
    )
    here = _at(space, "A.X.P1")
    assert space.nearest(here, None, _levels(space.canon)) == [
        Nearby(0, "A.Y.M1", "Title Y", "M1"),
        Nearby(0, "A.Y.P1", "Title Y", "P1"),
        Nearby(25, "A.X.P2", "Title X", "P2"),
        Nearby(85, "A.Z.P1", "Title Z", "P1"),
    ]
    assert space.nearest(here, 1, frozenset({"P1", "P2"})) == [Nearby(0, "A.Y.P1", "Title Y", "P1")]


WORDS = ["alpha", "beta", "gamma", "delta", "alpha beta", "beta gamma"]
some = st.lists(st.sampled_from(WORDS), max_size=4, unique=True)
made = st.builds(
    lambda skills, tools, levels: Made(skills, tools, levels=levels),
    some,
    some,
    st.dictionaries(st.sampled_from(["P1", "P2", "M1"]), some, min_size=1),
)
scales = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted)


@pytest.mark.long
@settings(max_examples=150, deadline=None)
@given(foci=st.dictionaries(st.sampled_from("STUVWXYZ"), made, min_size=2, max_size=6), cuts=scales)
def test_it_is_a_pseudometric(
    tmp_path_factory: pytest.TempPathFactory, foci: dict[str, Made], cuts: list[int]
) -> None:
    """This holds for all weights with the sum 100, and `nearest` agrees with `distance`."""
    low, high = cuts
    weights = f"skills: {low}, tools: {high - low}, duties: {100 - high}"
    space = _space(
        tmp_path_factory.mktemp("canon"),
        foci,
        space=LEAST.replace("skills: 45, tools: 15, duties: 40", weights),
    )
    every = [each for focus in space.canon.foci for each in focus.profiles]
    placed = [each for each in every if space.absence(each) is None]

    def between(one: Profile, other: Profile) -> int:
        found = space.distance(one, other)
        assert found
        assert found.hundredths == sum(each.hundredths for each in found.components) <= FARTHEST
        return found.hundredths

    apart = {(a.code, b.code): between(a, b) for a in placed for b in placed}
    for a, b in itertools.product(placed, repeat=2):
        assert apart[a.code, b.code] == apart[b.code, a.code]
        if 0 < low < high < FARTHEST:
            assert (apart[a.code, b.code] == 0) == (_content(space, a) == _content(space, b))
    for a, b, c in itertools.product(placed, repeat=3):
        assert apart[a.code, c.code] <= apart[a.code, b.code] + apart[b.code, c.code]
    for a in placed:
        expected = sorted((apart[a.code, b.code], str(b.code)) for b in placed if a != b)
        for top in (None, 2):
            found = space.nearest(a, top, _levels(space.canon))
            assert [(each.hundredths, each.code) for each in found] == expected[:top]


def _content(space: ContentSpace, profile: Profile) -> tuple[frozenset[str], ...]:
    """Return the content of *profile*; the words of these canons are their own stems."""
    focus = space.canon.focus(profile.code.function, profile.code.focus)
    duties = " ".join(profile.duties).split()
    return frozenset(each.name for each in focus.skills), frozenset(focus.tools), frozenset(duties)


FOCI = {
    "X": Made(["Alpha", "Beta"], ["Pump"], levels={"P1": DUTIES, "P2": ["Plans budgets."]}),
    "Y": Made(["Alpha", "Gamma"], ["Scale"], levels={"P1": ["Trains people."]}),
    "Z": Made(["Beta", "Gamma"], ["Pump"], levels={"P1": ["Plans shifts.", "Counts."]}),
}


def _all_neighbors(space: ContentSpace) -> dict[str, list[tuple[int, str]]]:
    """Return every neighbor of every profile by title, independent of the order of files."""
    profiles = [each for focus in space.canon.foci for each in focus.profiles]
    return {
        f"{profile.title} {profile.code.level}": sorted(
            (each.hundredths, f"{each.title} {each.level}")
            for each in space.nearest(profile, None, _levels(space.canon))
        )
        for profile in profiles
    }


def test_the_order_of_files_does_not_count(tmp_path: Path) -> None:
    forth, back = tmp_path / "forth", tmp_path / "back"
    _write(forth, FOCI)
    _write(back, FOCI)
    for number, code in enumerate(reversed(FOCI)):
        path = back / f"functions/a/{code.lower()}.yaml"
        path.rename(path.with_name(f"{number}.yaml"))
    canons = [open_canon(root, cache=False) for root in (forth, back)]
    assert [card.code for card in canons[1].functions[0].foci] == ["Z", "Y", "X"]
    first, second = (_all_neighbors(ContentSpace(canon, cache=False)) for canon in canons)
    assert first == second


def test_the_rows_are_the_same_each_time(reference: Canon) -> None:
    """Words come from sets, whose order is another in each process."""
    rows = ContentSpace(reference).rows()
    kinds = {name.partition(":")[0]: name for name in rows}
    weights = ["rarity", "entries", "of_foci", "of_profiles"]
    assert [*kinds] == [*weights, "skills", "skill_words", "tools", "duties"]
    for kind in [*kinds][len(weights) :]:
        of_kind = [name for name in rows if name.startswith(f"{kind}:")]
        assert of_kind == sorted(of_kind)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a canon whose files are trusted to show a change at once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(freshness, "MTIME_GRANULARITY", 0)
    return _write(tmp_path / "canon", FOCI)


def test_the_cache_gives_the_same_answer(root: Path) -> None:
    expected = _all_neighbors(ContentSpace(open_canon(root, cache=False), cache=False))
    assert not path_of(root, KIND).exists()
    for _ in range(2):
        assert _all_neighbors(ContentSpace(open_canon(root))) == expected
        assert path_of(root, KIND).exists()


def test_a_change_of_a_file_is_seen(root: Path) -> None:
    before = _all_neighbors(ContentSpace(open_canon(root)))
    path = root / "functions/a/y.yaml"
    path.write_text(path.read_text("utf-8").replace("Gamma", "Beta"), "utf-8")
    after = _all_neighbors(ContentSpace(open_canon(root)))
    assert after != before
    assert after == _all_neighbors(ContentSpace(open_canon(root, cache=False), cache=False))


def test_damage_to_the_cache_changes_no_answer(root: Path) -> None:
    expected = _all_neighbors(ContentSpace(open_canon(root)))
    place = path_of(root, KIND)
    whole = place.read_bytes()
    with database_in(place) as database:
        names = [name for (name,) in database.execute("SELECT name FROM rows")]
    database.close()
    assert len(names) > len(FOCI)
    for change in ("DELETE FROM rows WHERE name = ?", "UPDATE rows SET body = 'x' WHERE name = ?"):
        for name in names:
            place.write_bytes(whole)
            with database_in(place) as database:
                database.execute(change, (name,))
            database.close()
            assert _all_neighbors(ContentSpace(open_canon(root))) == expected, (change, name)
    for content in (b"", whole[: len(whole) // 2], b"no database"):
        place.write_bytes(content)
        assert _all_neighbors(ContentSpace(open_canon(root))) == expected


def test_no_cache_is_needed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = _all_neighbors(ContentSpace(open_canon(root)))
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    assert _all_neighbors(ContentSpace(open_canon(root))) == expected


ALIKE = """\
Backend Engineering|Data Engineering
Backend Engineering|Platform and Reliability Engineering
Backend Engineering|Quality Engineering
Frontend Engineering|Mobile Engineering
Frontend Engineering|Product Design
Data Science|Machine Learning Engineering
Data Science|Data Analysis
Business Intelligence|Data Analysis
Business Intelligence|Data Engineering
Technical Product Manager|Product Manager
Product Manager|Product Marketing
Product Design|User Research
Financial Planning and Analysis|General Accounting
Payroll|General Accounting
Payroll|Compensation and Benefits
HR Business Partner|Recruiting
HR Business Partner|Compensation and Benefits
Program Management|Project Management
Account Executive|Sales Development
Account Executive|Solutions Engineering
Account Executive|Customer Success Management
Customer Success Management|Customer Support
Customer Support|IT Support
Procurement|Supply Chain Planning
Supply Chain Planning|Warehouse Operations
IT Support|Systems Administration
Systems Administration|Platform and Reliability Engineering
Security Engineering|Platform and Reliability Engineering
Compliance|Corporate Counsel
Content Marketing|Product Marketing
Content Marketing|Growth Marketing
Content Marketing|Technical Writing
Registered Nursing|Medical Laboratory Science
Equipment Maintenance|Warehouse Operations
"""
"""Foci of the reference canon whose work is alike, as a reader of their names would say."""


def test_foci_that_are_alike_are_among_the_nearest(reference: Canon) -> None:
    """Three in four such pairs are within each other's five nearest of some thirty at a level."""
    space = ContentSpace(reference)
    alike = {frozenset(line.split("|")) for line in ALIKE.splitlines()}
    ranks = [
        1 + sum(each.hundredths < other.hundredths for each in found)
        for focus in reference.foci
        for profile in focus.profiles
        for found in [space.nearest(profile, None, frozenset({profile.code.level}))]
        for other in found
        if frozenset((profile.title, other.title)) in alike
    ]
    within = sum(rank <= 5 for rank in ranks) / len(ranks)
    assert len(ranks) == 382
    assert within >= 0.8


def test_the_levels_of_one_focus_are_confident_neighbours(reference: Canon) -> None:
    space = ContentSpace(reference)
    for focus in reference.foci:
        for one, other in itertools.combinations(focus.profiles, 2):
            found = space.distance(one, other)
            assert found
            assert 0 < found.hundredths <= space.bounds.tolerance


def test_the_reference_canon_gives_every_profile_a_place() -> None:
    canon = open_canon(package_data.CANON)
    space = ContentSpace(canon)
    assert [space.absence(each) for focus in canon.foci for each in focus.profiles] == [None] * 348
