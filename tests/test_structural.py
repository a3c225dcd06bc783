"""The structural space against the worked distances that are known, and as a metric."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl import data, open_canon
from levelctl.canon import Canon
from levelctl.model import Ladder, Profile
from levelctl.resolve import resolve
from levelctl.space.measures import FARTHEST, Near
from levelctl.space.structural import Spot, Structural, distance
from small import CANON

FUNCTIONS = {"A": "one", "B": "one", "C": "two"}
FOCI = ("X", "Y")


def _spot(ladder: Ladder, code: str) -> Spot:
    function, focus, level = code.split(".")
    found = ladder.level(level)
    assert found
    return Spot(FUNCTIONS[function], function, focus, found)


@pytest.fixture(scope="session")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Canon:
    """Return a canon of three functions, two foci each, with every level of the ladder."""
    root = tmp_path_factory.mktemp("wide")
    ladder = (data.CANON / "ladder.yaml").read_text("utf-8")
    levels = "\n".join(
        f"  {level.code}: {{status: draft, version: 1, region: global}}"
        for level in open_canon(data.CANON).ladder.levels
    )
    families = ", ".join(f"{{slug: {each}, name: {each}, summary: x}}" for each in ("one", "two"))
    _write(root / "canon.yaml", CANON)
    _write(root / "ladder.yaml", ladder)
    _write(root / "families.yaml", f"families: [{families}]")
    for function, family in FUNCTIONS.items():
        own = f"code: {function}\nname: {function}\nfamily: {family}\nsummary: x\n"
        _write(root / "functions" / function / "function.yaml", own)
        for focus in FOCI:
            text = f"code: {focus}\nname: Title\nsummary: x\nlevels:\n{levels}\n"
            _write(root / "functions" / function / f"{focus}.yaml", text)
    canon = open_canon(root, cache=False)
    assert not canon.diagnostics
    return canon


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("code", "hundredths"),
    [
        ("A.X.P2", 0),
        ("A.X.P3", 12),
        ("A.X.P4", 24),
        ("A.X.P5", 36),
        ("A.X.P6", 48),
        ("A.Y.P2", 18),
        ("A.Y.P3", 30),
        ("A.Y.P4", 42),
        ("B.X.P2", 30),
        ("B.X.P3", 42),
        ("B.X.P5", 66),
        ("C.X.P2", 65),
        ("A.X.S3", 8),
        ("A.X.S1", 26),
        ("A.X.E6", 92),
        ("C.X.E6", 100),
    ],
)
def test_worked_distances_from_p2(reference: Canon, code: str, hundredths: int) -> None:
    here, there = _spot(reference.ladder, "A.X.P2"), _spot(reference.ladder, code)
    assert distance(reference.settings.structural, here, there).hundredths == hundredths


@pytest.mark.parametrize(
    ("hundredths", "expected"),
    [
        (0, "confident"),
        (30, "confident"),
        (31, "needs review"),
        (60, "needs review"),
        (61, "no confident match"),
        (100, "no confident match"),
    ],
)
def test_bands(reference: Canon, hundredths: int, expected: str) -> None:
    assert Structural(reference).bounds.band(hundredths) == expected


def _profile(canon: Canon, code: str) -> Profile:
    found = resolve(canon, code)
    assert isinstance(found, Profile)
    return found


def _levels(canon: Canon) -> frozenset[str]:
    return frozenset(level.code for level in canon.ladder.levels)


def test_neighbours_come_by_distance_and_then_by_code(wide: Canon) -> None:
    space, levels = Structural(wide), _levels(wide)
    assert space.nearest(_profile(wide, "A.X.P2"), 3, levels) == [
        Near(8, "A.X.S3", "Title", "S3"),
        Near(12, "A.X.P1", "Title", "P1"),
        Near(12, "A.X.P3", "Title", "P3"),
    ]
    # Ranks count, not digits: an executive's neighbours are no beginners.
    of_executive = space.nearest(_profile(wide, "A.X.E1"), 3, levels)
    assert [each.code for each in of_executive] == ["A.X.E2", "A.X.M5", "A.X.P6"]


def test_neighbours_at_some_levels(wide: Canon) -> None:
    found = Structural(wide).nearest(_profile(wide, "A.X.P2"), 2, frozenset({"M1", "E6"}))
    assert [each.code for each in found] == ["A.X.M1", "A.Y.M1"]


@pytest.mark.parametrize("code", ["A.X.P2", "B.Y.E6", "C.X.S1", "C.Y.P8"])
@pytest.mark.parametrize("top", [1, 8, 60, 1000, None])
def test_neighbours_are_those_of_a_look_at_every_profile(
    wide: Canon, code: str, top: int | None
) -> None:
    space, here = Structural(wide), _profile(wide, code)
    every = sorted(
        (space.distance(here, other).hundredths, str(other.code))
        for focus in wide.foci
        for other in focus.profiles
        if str(other.code) != code
    )
    found = space.nearest(here, top, _levels(wide))
    assert [(each.hundredths, each.code) for each in found] == every[:top]


codes = st.builds(
    "{}.{}.{}".format,
    st.sampled_from(sorted(FUNCTIONS)),
    st.sampled_from(FOCI),
    st.sampled_from(["S1", "S4", "P1", "P4", "P8", "M1", "M4", "E1", "E6"]),
)


@given(codes, codes, codes)
def test_it_is_a_metric(reference: Canon, one: str, other: str, third: str) -> None:
    a, b, c = (_spot(reference.ladder, code) for code in (one, other, third))

    def between(left: Spot, right: Spot) -> int:
        return distance(reference.settings.structural, left, right).hundredths

    assert (between(a, b) == 0) == (one == other)
    assert between(a, b) == between(b, a)
    assert between(a, c) <= between(a, b) + between(b, c)
    assert between(a, b) <= FARTHEST
