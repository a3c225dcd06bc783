"""The structural space against the worked distances and the order that are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl import open_canon
from levelctl.canon import package_data
from levelctl.canon.canon import Canon
from levelctl.canon.model import Profile
from levelctl.canon.resolve import resolve
from levelctl.record import replace
from levelctl.space.measures import Nearby
from levelctl.space.structural import Spot, StructuralSpace, distance

FUNCTIONS = {"A": "one", "B": "one", "C": "two"}
FOCI = ("X", "Y")


@pytest.fixture(scope="session")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Canon:
    """Return a canon of three functions, two foci each, with every level of the ladder."""
    root = tmp_path_factory.mktemp("wide")
    ladder = (package_data.CANON / "ladder.yaml").read_text("utf-8")
    levels = "\n".join(
        f"  {level.code}: {{status: draft, version: 1, region: global}}"
        for level in open_canon(package_data.CANON).ladder.levels
    )
    families = ", ".join(f"{{slug: {each}, name: {each}, summary: x}}" for each in ("one", "two"))
    _write(root / "canon.yaml", (package_data.CANON / "canon.yaml").read_text("utf-8"))
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
def test_worked_distances_from_p2(wide: Canon, code: str, hundredths: int) -> None:
    assert _far(wide, "A.X.P2", code) == hundredths


def _far(canon: Canon, one: str, other: str) -> int:
    return StructuralSpace(canon).distance(_profile(canon, one), _profile(canon, other)).hundredths


def test_the_order_that_public_neighbour_lists_pin(wide: Canon) -> None:
    """
    Between profiles of a canon, of what 101 public neighbour lists have in their order.

    Where two things add up, the pair of profiles differs in both of them: S3 is a P2 on another
    track, and M2 is two steps above it.
    """
    step, two, three, four = (_far(wide, "A.X.P2", f"A.X.P{level}") for level in (3, 4, 5, 6))
    half = _far(wide, "A.X.S1", "A.X.S2")
    track = _far(wide, "A.X.P2", "A.X.S3")
    focus = _far(wide, "A.X.P2", "A.Y.P2")
    function = _far(wide, "A.X.P2", "B.X.P2")
    function_and_track = _far(wide, "A.X.P2", "B.X.S3")
    function_track_and_two = _far(wide, "A.X.P2", "B.X.M2")
    family = _far(wide, "A.X.P2", "C.X.P2")

    assert (two, three, four) == (2 * step, 3 * step, 4 * step)
    assert half < track < step < focus < two < function < three < function_and_track
    assert function_and_track == function + track
    assert function_track_and_two == function + track + two
    assert function_track_and_two < family
    assert four < family


@pytest.mark.parametrize(
    ("order", "what"),
    [
        pytest.param(
            ("A.X.S3", "A.X.P3", "A.Y.P2", "A.X.P4", "B.X.P2", "A.X.P5", "B.X.S3"),
            "a track, a level, a focus, two levels, a function, three levels, function and track",
            id="nearby",
        ),
        pytest.param(
            ("B.X.S3", "A.X.P6", "B.X.M2", "C.X.P2"),
            "function and track, four levels, function, track and two levels, a family",
            id="far",
        ),
    ],
)
def test_neighbors_are_in_that_order(wide: Canon, order: tuple[str, ...], what: str) -> None:
    found = StructuralSpace(wide).nearest(_profile(wide, "A.X.P2"), None, _levels(wide))
    assert [each.code for each in found if each.code in order] == [*order], what


@pytest.mark.parametrize(
    ("ranks", "hundredths"),
    [
        pytest.param((1.1, 2.1), 12, id="a step between tenths, which floating point has not"),
        pytest.param((0.1, 0.3), 3, id="2.4, rounded up"),
        pytest.param((0.5, 0.5), 0, id="the same rank"),
        pytest.param((1, 1.0000001), 1, id="a little more is not nothing"),
        # Were distances rounded to millionths before they are rounded up, these two would be
        # 1 and 3: the way in two steps would be shorter.
        pytest.param((0, 0.08333336), 2, id="just above a hundredth"),
        pytest.param((0, 0.16666672), 3, id="just above two, twice as far"),
    ],
)
def test_ranks_are_rounded_up_from_exact_places(
    reference: Canon, ranks: tuple[float, float], hundredths: int
) -> None:
    level = reference.ladder.levels[0]
    one, other = (Spot("x", "X", "X", replace(level, rank=rank)) for rank in ranks)
    far = distance(reference.settings.structural, one, other)
    assert (far.hundredths, far.components[1].hundredths) == (hundredths, hundredths)


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
    assert StructuralSpace(reference).bounds.band(hundredths) == expected


def _profile(canon: Canon, code: str) -> Profile:
    found = resolve(canon, code)
    assert isinstance(found, Profile)
    return found


def _levels(canon: Canon) -> frozenset[str]:
    return frozenset(level.code for level in canon.ladder.levels)


def test_neighbors_are_sorted_by_distance_and_then_by_code(wide: Canon) -> None:
    space, levels = StructuralSpace(wide), _levels(wide)
    assert space.nearest(_profile(wide, "A.X.P2"), 3, levels) == [
        Nearby(8, "A.X.S3", "Title", "S3"),
        Nearby(12, "A.X.P1", "Title", "P1"),
        Nearby(12, "A.X.P3", "Title", "P3"),
    ]
    # Ranks count, not digits: an executive's neighbours are no beginners.
    of_executive = space.nearest(_profile(wide, "A.X.E1"), 3, levels)
    assert [each.code for each in of_executive] == ["A.X.E2", "A.X.M5", "A.X.P6"]


def test_neighbours_at_some_levels(wide: Canon) -> None:
    found = StructuralSpace(wide).nearest(_profile(wide, "A.X.P2"), 2, frozenset({"M1", "E6"}))
    assert [each.code for each in found] == ["A.X.M1", "A.Y.M1"]


@pytest.mark.parametrize("code", ["A.X.P2", "B.Y.E6", "C.X.S1", "C.Y.P8"])
@pytest.mark.parametrize("top", [1, 8, 60, 1000, None])
def test_neighbours_are_those_of_a_look_at_every_profile(
    wide: Canon, code: str, top: int | None
) -> None:
    space, here = StructuralSpace(wide), _profile(wide, code)
    every = sorted(
        (space.distance(here, other).hundredths, str(other.code))
        for focus in wide.foci
        for other in focus.profiles
        if str(other.code) != code
    )
    found = space.nearest(here, top, _levels(wide))
    assert [(each.hundredths, each.code) for each in found] == every[:top]
