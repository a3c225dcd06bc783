"""The space of pay: the ratio of medians in hundredths, as a metric, and who is nearest."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from levelctl import open_canon
from levelctl.canon.canon import Canon
from levelctl.canon.model import Pay, PaySettings, Profile
from levelctl.canon.resolve import resolve
from levelctl.errors import LevelctlError
from levelctl.space.measures import FARTHEST, Component, Distance, Nearby
from levelctl.space.pay import PaySpace, distance
from small import CANON, KEEPER, write_canon

SCALE = PaySettings(doubling=100, tolerance=30, review=60)


def _pay(median: int, basis: str = "survey", currency: str = "USD", period: str = "year") -> Pay:
    return Pay(currency, period, 1, median, 10**9, basis)


def _hundredths(one: int, other: int, doubling: int = 100) -> int:
    found = distance(PaySettings(doubling, 30, 60), _pay(one), _pay(other))
    assert found
    return found.hundredths


@pytest.mark.parametrize(
    ("one", "other", "hundredths"),
    [
        pytest.param(50_000, 50_000, 0, id="the same"),
        pytest.param(50_000, 100_000, 100, id="twice"),
        pytest.param(100_000, 50_000, 100, id="half"),
        pytest.param(50_000, 50_001, 1, id="rounded up"),
        pytest.param(78_000, 89_000, 20, id="one level"),
        pytest.param(50_000, 60_000, 27, id="a fifth more"),
        pytest.param(100_000, 120_000, 27, id="a fifth more of twice as much"),
        pytest.param(1, 1_000_000, 100, id="capped"),
    ],
)
def test_a_distance_is_a_ratio(one: int, other: int, hundredths: int) -> None:
    assert _hundredths(one, other) == hundredths


def test_the_scale_is_the_canons() -> None:
    assert _hundredths(50_000, 100_000, doubling=40) == 40
    assert _hundredths(50_000, 200_000, doubling=40) == 80


@pytest.mark.parametrize(
    ("one", "other", "component"),
    [
        pytest.param(
            _pay(78_000, "inherited"),
            _pay(89_000, "modelled"),
            Component(
                "median",
                20,
                "USD 78,000 inherited, USD 89,000 modelled; 14 % more",
                (),
                ("USD 78,000 inherited",),
                ("USD 89,000 modelled",),
            ),
            id="more",
        ),
        pytest.param(
            _pay(100, "survey", period="hour"),
            _pay(50, "survey", period="hour"),
            Component(
                "median",
                100,
                "USD 100 survey, USD 50 survey; 50 % less",
                (),
                ("USD 100 survey",),
                ("USD 50 survey",),
            ),
            id="less, an hour",
        ),
        pytest.param(
            _pay(50_000, "survey"),
            _pay(50_000, "observed"),
            Component(
                "median", 0, "USD 50,000 survey, USD 50,000 observed; the same", ("USD 50,000",)
            ),
            id="the same on another basis",
        ),
    ],
)
def test_the_reason_has_both_bases(one: Pay, other: Pay, component: Component) -> None:
    assert distance(SCALE, one, other) == Distance((component,))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(_pay(50_000, currency="EUR"), id="currency"),
        pytest.param(_pay(50_000, period="month"), id="period"),
    ],
)
def test_another_unit_is_never_converted(other: Pay) -> None:
    assert distance(SCALE, _pay(50_000), other) is None


def test_a_ceiling_that_floating_point_cannot_tell() -> None:
    assert _hundredths(2**29, 2**30, doubling=1) == 1
    assert _hundredths(2**29, 2**30 + 1, doubling=1) == 2


medians = st.one_of(
    st.integers(1, 10**9),
    # Powers of a root of two, and their neighbours, are where a ceiling is decided.
    st.builds(lambda step, off: max(1, round(1000 * 2 ** (step / 100)) + off),
              st.integers(0, 1500), st.integers(-1, 1)),
    st.integers(0, 29).map(lambda power: 2**power),
)  # fmt: skip
doublings = st.integers(1, 100)


@given(medians, medians, medians, doublings)
@example(1000, 2000, 4000, 33)
def test_it_is_a_metric_of_medians(one: int, other: int, third: int, doubling: int) -> None:
    def between(left: int, right: int) -> int:
        return _hundredths(left, right, doubling)

    assert (between(one, other) == 0) == (one == other)
    assert between(one, other) == between(other, one)
    assert between(one, third) <= between(one, other) + between(other, third)
    assert between(one, other) <= FARTHEST


@given(medians, medians, doublings)
def test_it_is_the_exact_ceiling(one: int, other: int, doubling: int) -> None:
    found = distance(PaySettings(doubling, 30, 60), _pay(one), _pay(other))
    assert found
    (component,) = found.components
    ratio = Fraction(max(one, other), min(one, other)) ** doubling
    assert ratio <= 2**component.hundredths
    assert component.hundredths == 0 or ratio > 2 ** (component.hundredths - 1)


# In a canon.

SPACE = "  pay@1: {doubling: 100, tolerance: 30, review: 60}\n"


def _keeper(medians: dict[str, int], unit: str = "currency: EUR, period: year") -> str:
    levels = "".join(
        f"  {level}:\n    status: draft\n    version: 1\n    region: global\n"
        f"    pay: {{{unit}, low: 1, median: {median}, high: 999999, basis: survey}}\n"
        for level, median in medians.items()
    )
    return KEEPER.partition("levels:")[0] + f"levels:\n{levels}"


@pytest.fixture
def paid(tmp_path: Path) -> Canon:
    """Return the small canon with the space, its storekeeper paid at every level."""
    keeper = _keeper({"P1": 30_000, "P2": 44_000, "P3": 60_000, "M1": 36_000, "M2": 90_000})
    return _canon(tmp_path, keeper)


def _canon(root: Path, keeper: str) -> Canon:
    changes = {"canon.yaml": CANON + SPACE, "functions/storage/storekeeper.yaml": keeper}
    return open_canon(write_canon(root, changes), cache=False)


def _profile(canon: Canon, code: str) -> Profile:
    found = resolve(canon, code)
    assert isinstance(found, Profile)
    return found


LEVELS = frozenset({"P1", "P2", "P3", "M1", "M2"})


def test_the_nearest_are_sorted_by_distance_and_then_by_code(paid: Canon) -> None:
    space, ward = PaySpace(paid), _profile(paid, "ward nurse P2")

    assert space.nearest(ward, 2, LEVELS) == [
        Nearby(14, "STORAG.STOREKEEABCD.P2", "Storekeeper", "P2"),
        Nearby(16, "STORAG.STOREKEEABCD.M1", "Storekeeper", "M1"),
    ]
    assert [(each.hundredths, each.level) for each in space.nearest(ward, None, LEVELS)] == [
        (14, "P2"),
        (16, "M1"),
        (42, "P1"),
        (59, "P3"),
        (100, "M2"),
    ]
    assert [each.level for each in space.nearest(ward, None, frozenset({"P1", "M2"}))] == [
        "P1",
        "M2",
    ]


def test_nobody_is_near_themselves(paid: Canon) -> None:
    keeper = _profile(paid, "storekeeper P2")

    assert "STORAG.STOREKEEABCD.P2" not in [
        each.code for each in PaySpace(paid).nearest(keeper, None, LEVELS)
    ]


def test_the_nearest_are_those_of_a_look_at_every_profile(paid: Canon) -> None:
    space, here = PaySpace(paid), _profile(paid, "storekeeper M1")
    every = sorted(
        (found.hundredths, str(other.code))
        for focus in paid.foci
        for other in focus.profiles
        if (found := space.distance(here, other)) and other.code != here.code
    )

    assert len(every) == 5
    for top in (1, 3, 5, None):
        nearest = space.nearest(here, top, LEVELS)
        assert [(each.hundredths, each.code) for each in nearest] == every[:top]


def test_what_is_not_paid_has_no_place(paid: Canon) -> None:
    space = PaySpace(paid)
    unpaid, ward = _profile(paid, "ward nurse P1"), _profile(paid, "ward nurse P2")

    assert (space.absence(unpaid), space.absence(ward)) == ("its pay is not known", None)
    assert space.distance(unpaid, ward) is None
    assert space.distance(ward, unpaid) is None
    assert space.nearest(unpaid, 5, LEVELS) == []
    assert space.incomparable(unpaid, ward) is None


def test_another_unit_has_no_distance_and_a_reason(tmp_path: Path) -> None:
    canon = _canon(tmp_path, KEEPER)
    space = PaySpace(canon)
    ward, keeper = _profile(canon, "ward nurse P2"), _profile(canon, "storekeeper P2")

    assert space.absence(keeper) is None
    assert space.distance(ward, keeper) is None
    assert space.nearest(ward, None, LEVELS) == []
    assert space.incomparable(ward, keeper) == (
        "one is paid in EUR a year, the other in USD a month; levelctl does not convert pay"
    )
    assert space.incomparable(ward, ward) is None


def test_a_canon_without_the_space(small_canon: Canon) -> None:
    with pytest.raises(LevelctlError, match="the canon has no space pay@1"):
        PaySpace(small_canon)


def test_the_space_of_the_reference(reference: Canon) -> None:
    space = PaySpace(reference)

    assert (space.name, space.weights) == ("pay@1", (("doubling", 100),))
    assert [space.bounds.band(each) for each in (30, 60, 61)] == [
        "confident",
        "needs review",
        "no confident match",
    ]
