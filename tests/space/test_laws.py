"""What every space promises, on canons that are drawn, with any weights that check lets pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawncanon import canons, hundredths, profiles_of, structural_weights
from levelctl.answers.near import near, pair
from levelctl.canon.canon import Canon
from levelctl.canon.model import CanonSettings, Profile, StructuralSettings
from levelctl.lint.catalogue import SETTINGS_RULES
from levelctl.lint.rules.shorter_detour import check as detours
from levelctl.record import replace
from levelctl.space.content import ContentSpace
from levelctl.space.measures import FARTHEST, Space
from levelctl.space.pay import PaySpace
from levelctl.space.stepped import SteppedContentSpace
from levelctl.space.structural import Spot, StructuralSpace, distance

SPACES: dict[str, Callable[[Canon], Space]] = {
    "structural@1": StructuralSpace,
    "content@1": lambda canon: ContentSpace(canon, cache=False),
    "content@2": lambda canon: SteppedContentSpace(canon, cache=False),
    "pay@1": PaySpace,
}

each_space = pytest.mark.parametrize("make", SPACES.values(), ids=SPACES)
on_drawn_canons = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

Table = dict[tuple[str, str], int | None]


def _table(space: Space, profiles: list[Profile]) -> Table:
    """Return every distance in hundredths, by the two codes; None where there is none."""
    return {
        (str(one.code), str(other.code)): found.hundredths if found else None
        for one, other in product(profiles, repeat=2)
        for found in [space.distance(one, other)]
    }


@each_space
@on_drawn_canons
@given(canons())
@pytest.mark.long
def test_a_space_is_symmetric_and_no_detour_is_shorter(
    make: Callable[[Canon], Space], canon: Canon
) -> None:
    profiles = list(profiles_of(canon))
    table = _table(make(canon), profiles)
    codes = [str(each.code) for each in profiles]

    for one, other in product(codes, repeat=2):
        assert table[one, other] == table[other, one]
        assert 0 <= (table[one, other] or 0) <= FARTHEST
    for one, other, third in product(codes, repeat=3):
        straight, first, second = table[one, third], table[one, other], table[other, third]
        if first is not None and second is not None:
            assert straight is not None  # who can be compared with a third can be with each other
            assert straight <= first + second


@pytest.mark.long
@each_space
@on_drawn_canons
@given(canons())
def test_a_profile_is_nowhere_but_where_it_is(make: Callable[[Canon], Space], canon: Canon) -> None:
    space = make(canon)
    for profile in profiles_of(canon):
        found = space.distance(profile, profile)
        assert (found is None) == (space.absence(profile) is not None)
        if found:
            assert found.hundredths == 0
            assert not [each for each in found.components if each.here or each.there]


@on_drawn_canons
@given(canons())
def test_only_the_same_profile_is_in_the_same_structural_place(canon: Canon) -> None:
    table = _table(StructuralSpace(canon), list(profiles_of(canon)))

    assert [codes for codes, far in table.items() if (far == 0) != (codes[0] == codes[1])] == []


@on_drawn_canons
@given(canons())
def test_only_the_same_median_is_in_the_same_place_of_pay(canon: Canon) -> None:
    space = PaySpace(canon)
    for one, other in product(list(profiles_of(canon)), repeat=2):
        found = space.distance(one, other)
        if found and one.pay and other.pay:
            assert (found.hundredths == 0) == (one.pay.median == other.pay.median)


@pytest.mark.long
@each_space
@on_drawn_canons
@given(canons())
def test_a_distance_is_its_components(make: Callable[[Canon], Space], canon: Canon) -> None:
    space = make(canon)
    for one, other in product(list(profiles_of(canon)), repeat=2):
        found, back = space.distance(one, other), space.distance(other, one)
        if found and back:
            assert found.hundredths == min(
                FARTHEST, sum(each.hundredths for each in found.components)
            )
            for each, turned in zip(found.components, back.components, strict=True):
                assert (each.name, each.hundredths) == (turned.name, turned.hundredths)
                assert sorted(each.here) == sorted(turned.there)
                assert each.reason


@pytest.mark.long
@each_space
@on_drawn_canons
@given(canons(), st.integers(1, 12), st.data())
def test_the_nearest_are_those_of_a_look_at_every_profile(
    make: Callable[[Canon], Space], canon: Canon, top: int, data: st.DataObject
) -> None:
    space = make(canon)
    profiles = list(profiles_of(canon))
    codes = [level.code for level in canon.ladder.levels]
    levels = frozenset(data.draw(st.lists(st.sampled_from(codes), min_size=1)))

    for profile in profiles:
        every = sorted(
            (found.hundredths, str(other.code), other.title, other.code.level)
            for other in profiles
            if other != profile and other.code.level in levels
            for found in [space.distance(profile, other)]
            if found
        )
        for most in (top, None):
            told = space.nearest(profile, most, levels)
            assert [(e.hundredths, e.code, e.title, e.level) for e in told] == every[:most]


@pytest.mark.long
@each_space
@on_drawn_canons
@given(canons(), st.integers(1, 12))
def test_neighbours_are_pairs(make: Callable[[Canon], Space], canon: Canon, top: int) -> None:
    """A neighbor in a list has the same distance as the pair alone."""
    space = make(canon)
    profiles = {str(each.code): each for each in profiles_of(canon)}
    for profile in profiles.values():
        result = near(canon, profile, space, top=top)
        assert (result.absence is None) == (space.absence(profile) is None)
        assert [each.distance for each in result.neighbors] == sorted(
            each.distance for each in result.neighbors
        )
        for each in result.neighbors:
            assert pair(profile, profiles[each.code], space).neighbors == (each,)


# The weights.


def _settings(canon: Canon, weights: StructuralSettings) -> CanonSettings:
    return replace(canon.settings, structural=weights)


@given(structural_weights())
def test_the_drawn_weights_pass(reference: Canon, weights: dict[str, int]) -> None:
    found = _settings(reference, StructuralSettings(**weights))
    assert [finding for rule in SETTINGS_RULES for finding in rule.check(found)] == []


def _spots(canon: Canon) -> Iterator[Spot]:
    """Yield places of every kind at one level: two families, functions and foci."""
    level = canon.ladder.levels[0]
    for family, function, focus in product("12", repeat=3):
        yield Spot(family, family + function, focus, level)


def _detour(canon: Canon, weights: StructuralSettings) -> bool:
    """Return whether a detour between three places is shorter than the direct way."""

    def far(one: Spot, other: Spot) -> int:
        return distance(weights, one, other).hundredths

    return any(
        far(one, third) > far(one, other) + far(other, third)
        for one, other, third in product(list(_spots(canon)), repeat=3)
    )


@settings(max_examples=200, deadline=None)
@given(hundredths, hundredths, hundredths)
def test_the_rule_refuses_just_those_weights_that_are_no_metric(
    reference: Canon, focus: int, function: int, family: int
) -> None:
    weights = StructuralSettings(focus, function, family, 12, 8, 30, 60)

    assert bool(list(detours(_settings(reference, weights)))) == _detour(reference, weights)


@pytest.mark.parametrize(
    ("focus", "function", "family", "way"),
    [
        # Each breaks one inequality and satisfies the other two: all three are needed.
        pytest.param(61, 30, 65, ("11X", "12X", "11Y"), id="foci by way of another function"),
        pytest.param(18, 100, 49, ("11X", "21X", "12X"), id="functions by way of another family"),
        pytest.param(80, 40, 20, ("11X", "21X", "11Y"), id="foci by way of another family"),
    ],
)
def test_each_inequality_is_needed(
    reference: Canon, focus: int, function: int, family: int, way: tuple[str, str, str]
) -> None:
    weights = StructuralSettings(focus, function, family, 12, 8, 30, 60)
    level = reference.ladder.levels[0]
    spots = [Spot(place[0], place[:2], place[2], level) for place in way]
    first, second = (distance(weights, *each).hundredths for each in pairwise(spots))

    broken = [focus > 2 * function, function > 2 * family, focus > 2 * family]
    assert sum(broken) == 1
    assert distance(weights, spots[0], spots[2]).hundredths > first + second
