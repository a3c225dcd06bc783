"""Routes from profile to profile, against a slow search, and what their steps gain."""

from __future__ import annotations

import heapq
import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levelctl import diff, open_canon, path
from levelctl.answers.distances import ProfileLine
from levelctl.answers.path import Gap, ProfileRoute, route
from levelctl.canon import loading
from levelctl.canon.canon import Canon, key
from levelctl.canon.dimensions import dimensions_of
from levelctl.canon.model import FocusSummary, Function, Profile
from levelctl.errors import LevelctlError
from levelctl.layout.path import rows as path_rows
from levelctl.record import encode
from levelctl.space.structural import StructuralSpace
from program import run
from small import CANON, WARD, write_canon

# The answer on canons that are known.


def _way(result: ProfileRoute) -> list[tuple[str, float]]:
    return [(step.to.code, step.apart.distance) for step in result.steps]


@pytest.mark.parametrize(
    ("start", "goal", "way"),
    [
        pytest.param("tech pm P2", "P3", [("TECHNI2.TECHNICAF44E.P3", 0.12)], id="one level"),
        pytest.param(
            "tech pm P2",
            "P6",
            [("TECHNI2.TECHNICAF44E.P4", 0.24), ("TECHNI2.TECHNICAF44E.P6", 0.24)],
            id="fewest steps, and of equal ones the first code",
        ),
        pytest.param("P4", "tech pm P2", [("TECHNI2.TECHNICAF44E.P2", 0.24)], id="a level first"),
        pytest.param(
            "product manager P2",
            "tech pm P2",
            [("TECHNI2.TECHNICAF44E.P2", 0.3)],
            id="another function",
        ),
    ],
)
def test_a_route(reference: Canon, start: str, goal: str, way: list[tuple[str, float]]) -> None:
    result = path(reference, start, goal)
    assert (result.answer, _way(result)) == ("route", way)
    assert result.total == round(sum(distance for _, distance in way), 2)
    assert result.gap is None


def test_there_is_nothing_to_do(reference: Canon) -> None:
    result = path(reference, "tech pm P2", "P2")
    assert (result.answer, result.steps, result.total, result.gap) == ("same", (), 0, None)
    assert result.next == ()


def test_the_gap_to_another_family(small_canon: Canon) -> None:
    result = path(small_canon, "ward nurse P1", "storekeeper P2")
    assert (result.answer, result.total, result.apart.distance) == ("no route", None, 0.77)
    assert result.gap
    # The clinic nurse at P2 is as near, and as many steps away, but not in as little distance.
    assert result.gap.reached.code == "NURSIN.WARDNURS1234.P2"
    assert (result.gap.steps, result.gap.apart.distance) == (1, 0.65)
    assert result.gap.apart.components[0].reason == "another family"
    assert result.next == (
        "levelctl path NURSIN.WARDNURS1234.P1 NURSIN.WARDNURS1234.P2",
        "levelctl diff NURSIN.WARDNURS1234.P2 STORAG.STOREKEEABCD.P2",
    )


def test_nothing_is_reached(small_canon: Canon) -> None:
    result = path(small_canon, "storekeeper P2", "ward nurse P2")
    stop = ProfileLine("STORAG.STOREKEEABCD.P2", "Storekeeper", "P2", result.start.pay)
    assert result.gap == Gap(stop, 0, result.apart)
    assert result.next == ("levelctl diff STORAG.STOREKEEABCD.P2 NURSIN.WARDNURS1234.P2",)


@pytest.mark.parametrize(("most", "answer"), [(1, "no route"), (2, "route"), (None, "route")])
def test_a_route_of_few_steps(reference: Canon, most: int | None, answer: str) -> None:
    result = path(reference, "tech pm P2", "P6", most_steps=most)
    assert (result.answer, result.most_steps) == (answer, most)
    if result.gap:
        assert (result.gap.reached.level, result.gap.steps) == ("P4", 1)
        assert result.next[0] == "levelctl path TECHNI2.TECHNICAF44E.P2 TECHNI2.TECHNICAF44E.P6"


@pytest.mark.parametrize(
    ("start", "goal", "most", "message"),
    [
        ("P2", "P3", None, "P2 is a level, not a profile"),
        ("ward nurse", "P3", None, "NURSIN.WARDNURS1234 is a focus, not a profile"),
        ("ward nurse P2", "storage", None, "STORAG.STOREKEEABCD is a focus, not a profile"),
        ("ward nurse P2", "M2", None, "NURSIN.WARDNURS1234 has no level M2"),
        ("ward nurse P2", "P3", 0, "a route needs at least 1 step, not 0"),
    ],
)
def test_what_has_no_route(
    small_canon: Canon, start: str, goal: str, most: int | None, message: str
) -> None:
    goal = "STOREKEEABCD" if goal == "storage" else goal
    with pytest.raises(LevelctlError) as caught:
        path(small_canon, start, goal, most_steps=most)
    assert str(caught.value) == message
    assert caught.value.hint


# What a step gains.


def test_new_duties_are_those_that_a_comparison_calls_new(reference: Canon) -> None:
    compared = 0
    for focus in reference.foci[::5]:
        for one, other in zip(focus.profiles, focus.profiles[1:], strict=False):
            result = path(reference, str(one.code), str(other.code), most_steps=1)
            rows = diff(reference, str(one.code), str(other.code)).responsibilities
            new = {row.cells[1].text for row in rows if row.cells[1].change == "new"}
            for step in result.steps:
                assert {*(step.responsibilities or ())} == new
                compared += 1
    assert compared > 20


def test_a_step_into_line_management(reference: Canon) -> None:
    result = path(reference, "backend engineering P2", "engineering management M3")
    *before, last = result.steps
    assert [step.line_management for step in before] == [False] * len(before)
    assert last.line_management
    assert "Hiring engineers" in (last.skills or ())
    assert all("Hiring engineers" not in (step.skills or ()) for step in before)
    back = path(reference, "engineering management M3", "backend engineering P5").steps
    assert [step.line_management for step in back] == [False]
    (on,) = path(reference, "engineering management M2", "M3").steps
    assert not on.line_management


def test_what_is_not_known_is_not_gained(small_canon: Canon) -> None:
    (step,) = path(small_canon, "ward nurse P2", "clinic nurse P2").steps
    assert (step.skills, step.responsibilities) == (None, None)
    assert (step.pay_difference, step.pay_percent) == (None, None)


def test_pay_is_compared_only_in_one_currency(tmp_path: Path) -> None:
    dollars = (
        "pay: {currency: USD, period: year, low: 1, median: 44000, high: 60000, basis: survey}"
    )
    for currency, difference in (("USD", (None, None)), ("EUR", (4000, 10.0))):
        pay = dollars.replace("USD", currency)
        changed = WARD.replace("version: 2\n", f"version: 2\n    {pay}\n")
        root = write_canon(tmp_path / currency, {"functions/nursing/ward-nurse.yaml": changed})
        (step,) = path(open_canon(root, cache=False), "ward nurse P2", "P3").steps
        assert (step.pay_difference, step.pay_percent) == difference


def test_no_route_leads_by_way_of_what_is_deprecated(tmp_path: Path) -> None:
    retired = WARD.replace("status: approved", "status: deprecated")
    change = {"functions/nursing/ward-nurse.yaml": retired, "canon.yaml": _step_only()}
    canon = open_canon(write_canon(tmp_path, change), cache=False)
    assert path(canon, "ward nurse P1", "P3").answer == "no route"
    assert path(canon, "ward nurse P1", "P2").answer == "route"
    assert path(canon, "ward nurse P2", "P3").answer == "route"


def _step_only() -> str:
    return CANON.replace("tolerance: 30", "tolerance: 12")


# Against a search that knows nothing of layers.


class Rows(NamedTuple):
    """The rows of a canon that was never a file."""

    rows: dict[str, bytes]

    def get(self, name: str) -> bytes | None:
        return self.rows.get(name)

    def require(self, name: str) -> bytes:
        return self.rows[name]


LEVELS = ("A1", "A2", "A3", "B1", "B2")


@st.composite
def canons(draw: st.DrawFn) -> Canon:
    """Return a canon of some profiles, with any weights and ranks, and no prose."""
    # Small enough for the tolerance that routes have several steps, and in any order.
    weights = {
        name: draw(st.integers(1, 40))
        for name in ("other_focus", "other_function", "other_family", "rank_step", "other_track")
    }
    weights["tolerance"] = draw(st.integers(5, 45))
    weights["review"] = 100
    ranks = {level: draw(st.integers(0, 8)) / 2 for level in LEVELS}
    places = draw(
        st.lists(
            st.tuples(*(st.integers(0, 2) for _ in range(3)), st.sampled_from(LEVELS)),
            min_size=10,
            max_size=45,
            unique=True,
        )
    )
    statuses = draw(
        st.lists(
            st.sampled_from(["approved", "approved", "approved", "deprecated"]),
            min_size=len(places),
            max_size=len(places),
        )
    )
    return _canon(weights, ranks, dict(zip(sorted(places), statuses, strict=True)))


def _canon(
    weights: dict[str, int],
    ranks: dict[str, float],
    places: dict[tuple[int, int, int, str], Any],
) -> Canon:
    cards: dict[tuple[str, str, str], list[Any]] = {}
    for (family, function, focus, level), status in places.items():
        name = (f"f{family}", f"F{family}{function}", f"X{focus}")
        cards.setdefault(name, []).append((level, status))
    records = [FocusSummary(*name, "Title", tuple(levels)) for name, levels in cards.items()]
    functions = {
        card.function: Function(
            card.function,
            "Name",
            card.family,
            "",
            tuple(each for each in records if each.function == card.function),
        )
        for card in records
    }
    families = dict.fromkeys(card.family for card in records)
    ladder = {
        "tracks": {track: {"name": track, "summary": "x"} for track in "AB"},
        "levels": {
            level: {
                "track": level[0],
                "name": level,
                "rank": rank,
                "years": {"low": 0, "high": 1},
                "summary": "x",
            }
            for level, rank in ranks.items()
        },
        "titles": {
            "assumed": {"level": "A1", "range": ["A1", "A1"]},
            "numerals": {"spread": 1, "levels": {}},
            "words": [],
            "contributor_nouns": [],
        },
    }
    settings_ = {
        **dict.fromkeys(("name", "edition", "region", "currency"), "x"),
        "confidence": {"high": 1, "medium": 0},
        "review": {"minimum": 1},
        "compare": {"same_duty": 0.3},
        "spaces": {"structural@1": weights},
    }
    rows: dict[str, object] = {
        key("value", "canon.yaml"): settings_,
        key("value", "ladder.yaml"): ladder,
        key("value", "families.yaml"): {
            "families": [{"slug": each, "name": each, "summary": "x"} for each in families]
        },
        key("outline"): list(functions.values()),
        key("dimensions"): dimensions_of({}),
        **{key("function", code): each for code, each in functions.items()},
        **{
            key("family", each): [card for card in records if card.family == each]
            for each in families
        },
    }
    for card in records:
        code = f"{card.function}.{card.code}"
        rows[key("focus", code)] = code
        rows[key("value", code)] = {
            "code": card.code,
            "name": card.name,
            "summary": "x",
            "levels": {
                level: {"status": status, "version": 1, "region": "x"}
                for level, status in card.levels
            },
        }
    return Canon(Path(), Rows({name: encode(row) for name, row in rows.items()}), loading.load)


Label = tuple[int, int, tuple[str, ...]]


def _slow(canon: Canon, start: Profile, goal: Profile) -> dict[str, Label]:
    """Return by Dijkstra's way, over all pairs, steps, total and codes of the best routes."""
    space = StructuralSpace(canon)
    every = [profile for focus in canon.foci for profile in focus.profiles]
    ends = {str(start.code), str(goal.code)}
    stops = [each for each in every if each.status != "deprecated" or str(each.code) in ends]
    best: dict[str, Label] = {}
    queue: list[tuple[Label, str]] = [((0, 0, (str(start.code),)), str(start.code))]
    profiles = {str(each.code): each for each in stops}
    while queue:
        label, code = heapq.heappop(queue)
        if code in best:
            continue
        best[code] = label
        if profiles[code].status == "deprecated" and code != str(start.code):
            continue
        number, total, codes = label
        for other, profile in profiles.items():
            distance = space.distance(profiles[code], profile).hundredths
            if other not in best and distance <= space.scale.tolerance:
                heapq.heappush(queue, ((number + 1, total + distance, (*codes, other)), other))
    return best


@settings(max_examples=100, deadline=None)
@given(canons(), st.data())
def test_the_best_route_is_that_of_a_search_over_all_pairs(
    canon: Canon, drawn: st.DataObject
) -> None:
    every = [profile for focus in canon.foci for profile in focus.profiles]
    start, goal = drawn.draw(st.sampled_from(every)), drawn.draw(st.sampled_from(every))
    slow = _slow(canon, start, goal)
    fast = route(canon, start, goal)

    if str(goal.code) not in slow:
        assert fast.answer == "no route"
        assert fast.gap
        space = StructuralSpace(canon)
        assert fast.gap.apart.distance == min(
            space.distance(profile, goal).hundredths / 100
            for profile in every
            if str(profile.code) in slow
        )
        return
    number, total, codes = slow[str(goal.code)]
    assert (len(fast.steps), fast.total) == (number, total / 100)
    assert (str(start.code), *(step.to.code for step in fast.steps)) == codes
    assert all(step.apart.band == "confident" for step in fast.steps)


def test_one_focus_may_be_passed_over_for_another_function() -> None:
    """
    The nearest of a layer may be of no use to who is next to it, and the second then is.

    Here another function of the family is nearer than another focus of the function.
    """
    weights = {"other_focus": 40, "other_function": 10, "other_family": 90}
    weights |= {"rank_step": 10, "other_track": 90, "tolerance": 20, "review": 100}
    places = {
        (0, 0, 0, "A1"): "approved",  # the start
        (0, 1, 0, "A2"): "approved",  # first by code, but too far from the goal
        (0, 2, 0, "A2"): "approved",
        (0, 1, 1, "A3"): "approved",  # the goal
    }
    canon = _canon(weights, {level: float(rank) for rank, level in enumerate(LEVELS)}, places)
    start, goal = (canon.focus("F00", "X0").profiles[0], canon.focus("F01", "X1").profiles[0])
    result = route(canon, start, goal)
    assert _way(result) == [("F02.X0.A2", 0.2), ("F01.X1.A3", 0.2)]


@settings(max_examples=100, deadline=None)
@given(canons(), st.data())
def test_there_and_back_are_as_far(canon: Canon, drawn: st.DataObject) -> None:
    every = [profile for focus in canon.foci for profile in focus.profiles]
    start, goal = drawn.draw(st.sampled_from(every)), drawn.draw(st.sampled_from(every))
    there, back = route(canon, start, goal), route(canon, goal, start)
    assert (len(there.steps), there.total) == (len(back.steps), back.total)


# The command.


@pytest.mark.parametrize(
    ("line", "code", "rows", "err"),
    [
        pytest.param("NURSIN.WARDNURS1234.P1 P3", 0, 1, "", id="a route"),
        pytest.param(
            "NURSIN.WARDNURS1234.P1 P1",
            0,
            0,
            "levelctl: no steps are needed: NURSIN.WARDNURS1234.P1 is both the start and the "
            "goal\n",
            id="nothing to do",
        ),
        pytest.param(
            "STOREKEEABCD.P2 WARDNURS1234.P2",
            1,
            0,
            "levelctl: no route from STORAG.STOREKEEABCD.P2 to NURSIN.WARDNURS1234.P2: the closest "
            "you can get is STORAG.STOREKEEABCD.P2 itself, still 0.65 away; a step can be at most "
            "0.30\n",
            id="no route",
        ),
        pytest.param("STOREKEEABCD.P2 WARDNURS1234.P2 -q", 1, 0, "", id="no route, quiet"),
    ],
)
def test_the_command(small: Path, line: str, code: int, rows: int, err: str) -> None:
    answer = run("path", *line.split(), "--canon", str(small))
    assert (answer.code, answer.err) == (code, err)
    assert len(answer.out.splitlines()) == rows


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("text", "1\tNURSIN.WARDNURS1234.P3\tWard Nurse\tP3\t0.24\trank 0.24 (2 steps of 0.12)"),
        ("tsv", "step\tcode\ttitle\tlevel\tdistance\treasons\tskills"),
        ("csv", "step,code,title,level,distance,reasons,skills"),
        ("markdown", "# NURSIN.WARDNURS1234.P1 Ward Nurse → "),
    ],
)
def test_a_format(small: Path, form: str, first: str) -> None:
    answer = run("path", "ward nurse P1", "P3", "--canon", str(small), "-f", form)
    assert answer.code == 0
    assert answer.out.startswith(first)


def test_rows(reference: Canon) -> None:
    headings, *rows = path_rows(path(reference, "tech pm P2", "P6"))

    assert [
        {name: cell for name, cell in zip(headings, row, strict=True) if name in PAID}
        for row in rows
    ] == [
        dict(zip(PAID, ("USD", "year", "118000", "inherited", "40000", "51.3"), strict=True)),
        dict.fromkeys(PAID, ""),
    ]


PAID = ("currency", "period", "median", "basis", "pay difference", "pay difference %")
"""The columns of numbers and their units, which are for programs."""


def test_json_of_no_route(small: Path) -> None:
    answer = run("path", "storekeeper P2", "ward nurse P2", "--canon", str(small), "-f", "json")
    found = json.loads(answer.out)
    assert (answer.code, answer.err) == (1, "")
    assert (found["schema"], found["answer"], found["total"]) == (
        "levelctl.path/1",
        "no route",
        None,
    )
