"""The structural space against the worked distances that are known, and as a metric."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.codes import Code
from levelctl.model import Canon, Family, Focus, Function, Profile
from levelctl.space.structural import FARTHEST, Neighbour, band, distance, neighbours

FUNCTIONS = {"A": "one", "B": "one", "C": "two"}
FOCI = ("X", "Y")


def _profile(code: Code) -> Profile:
    return Profile(code, "Title", "draft", 1, "global", None, None, (), None, None, None)


def _canon(reference: Canon) -> Canon:
    """Return a canon of three functions, two foci each, with every level of the ladder."""
    functions = tuple(
        Function(code, code, family, "", tuple(_focus(reference, code, each) for each in FOCI))
        for code, family in FUNCTIONS.items()
    )
    families = (Family("one", "One", ""), Family("two", "Two", ""))
    return replace(reference, functions=functions, families=families)


def _focus(reference: Canon, function: str, code: str) -> Focus:
    profiles = (_profile(Code(function, code, level.code)) for level in reference.ladder.levels)
    return Focus(code, function, code, "", (), (), (), (), tuple(profiles))


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
    canon = _canon(reference)
    found = distance(canon, _profile(Code("A", "X", "P2")), _profile(Code(*code.split("."))))
    assert found.hundredths == hundredths


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
    assert band(reference, hundredths) == expected


def test_neighbours_come_by_distance_and_then_by_code(reference: Canon) -> None:
    (focus,) = reference.foci
    first = focus.profiles[0]
    assert neighbours(reference, first, top=2) == (
        Neighbour(str(focus.profiles[1].code), focus.name, "P3", 0.12, "confident"),
        Neighbour(str(focus.profiles[2].code), focus.name, "P4", 0.24, "confident"),
    )
    canon = _canon(reference)
    of_executive = neighbours(canon, _profile(Code("A", "X", "E1")), top=3)
    # Ranks count, not digits: an executive's neighbours are no beginners.
    assert [each.code for each in of_executive] == ["A.X.E2", "A.X.M5", "A.X.P6"]


codes = st.builds(
    Code,
    st.sampled_from(sorted(FUNCTIONS)),
    st.sampled_from(FOCI),
    st.sampled_from(["S1", "S4", "P1", "P4", "P8", "M1", "M4", "E1", "E6"]),
)


@given(codes, codes, codes)
def test_it_is_a_metric(reference: Canon, one: Code, other: Code, third: Code) -> None:
    canon = _canon(reference)
    a, b, c = map(_profile, (one, other, third))

    def between(left: Profile, right: Profile) -> int:
        return distance(canon, left, right).hundredths

    assert (between(a, b) == 0) == (one == other)
    assert between(a, b) == between(b, a)
    assert between(a, c) <= between(a, b) + between(b, c)
    assert between(a, b) <= FARTHEST
