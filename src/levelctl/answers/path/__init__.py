"""
A route from one profile to another through existing profiles, in confident steps.

Steps are measured in the structural space; a step is confident if it is within the tolerance.
"""

from __future__ import annotations

from itertools import pairwise

from levelctl.answers.distances import DistanceComponent, ProfileLine
from levelctl.answers.path import gains
from levelctl.answers.path.records import (
    Gap,
    MeasuredDistance,
    ProfileRoute,
    RouteAnswer,
    RouteStep,
    SkillGain,
)
from levelctl.answers.path.search import Label, RouteNode, Steps, best_routes
from levelctl.canon.canon import Canon
from levelctl.canon.codes import split
from levelctl.canon.model import Focus, Level, Profile
from levelctl.canon.pay_range import difference
from levelctl.canon.resolve import profile_of, resolve, resolve_profile
from levelctl.errors import LevelctlError
from levelctl.space.structural import StructuralSpace

__all__ = [
    "Gap",
    "MeasuredDistance",
    "ProfileRoute",
    "RouteAnswer",
    "RouteStep",
    "SkillGain",
    "ends",
    "route",
]


def ends(canon: Canon, start: str, goal: str) -> tuple[Profile, Profile]:
    """
    Return the profiles that *start* and *goal* mean.

    If one of them is a level alone, it means that level of the other's focus.

    Raises LevelctlError if either does not mean a profile.
    """
    one, other = (resolve(canon, text) for text in (start, goal))
    match one, other:
        case Profile(), Level():
            return one, resolve_profile(_focus(canon, one), other.code)
        case Level(), Profile():
            return resolve_profile(_focus(canon, other), one.code), other
    return profile_of(canon, start), profile_of(canon, goal)


def _focus(canon: Canon, profile: Profile) -> Focus:
    return canon.focus(profile.code.function, profile.code.focus)


def route(
    canon: Canon, start: Profile, goal: Profile, *, most_steps: int | None = None
) -> ProfileRoute:
    """
    Return the best route from *start* to *goal*, or the gap between them.

    Each step is within the tolerance of the structural space. The best route has the fewest
    steps; ties are broken by total distance, then by the order of the codes of its stops, where
    levels of one track are in the order of the ladder. It does not pass through deprecated
    profiles. *most_steps*, at least 1, limits the steps.

    Raises LevelctlError if *most_steps* is less than 1.
    """
    if most_steps is not None and most_steps < 1:
        raise LevelctlError(
            f"a route needs at least 1 step, not {most_steps}", hint="allow at least 1"
        )
    space, steps = StructuralSpace(canon), Steps(canon)
    start_node, goal_node = steps.place(start), steps.place(goal)
    routes = best_routes(steps, start_node, goal_node, most_steps)
    label = routes.get(goal_node)
    route_steps = _steps(canon, space, label) if label else ()
    answer: RouteAnswer = "same" if start_node == goal_node else "route" if label else "no route"
    gap = None if label else _gap(canon, space, steps, routes, goal)
    return ProfileRoute(
        space=space.name,
        tolerance=space.bounds.tolerance / 100,
        start=_stop(start),
        goal=_stop(goal),
        answer=answer,
        apart=_measured(space, start, goal),
        steps=route_steps,
        total=label.total / 100 if label else None,
        most_steps=most_steps,
        gap=gap,
        next=_next(start, goal, route_steps, gap),
    )


def _steps(canon: Canon, space: StructuralSpace, label: Label) -> tuple[RouteStep, ...]:
    stops = [_profile(canon, code) for code in label.codes]
    return tuple(_step(canon, space, before, after) for before, after in pairwise(stops))


def _profile(canon: Canon, code: str) -> Profile:
    function, focus, level = split(code)
    return resolve_profile(canon.focus(function, focus), level)


def _step(canon: Canon, space: StructuralSpace, before: Profile, after: Profile) -> RouteStep:
    more, percent = difference(before.pay, after.pay)
    skill_gains = gains.skills(canon, before, after)
    return RouteStep(
        to=_stop(after),
        apart=_measured(space, before, after),
        skills=None
        if skill_gains is None
        else tuple(gain.name for gain in skill_gains if gain.new),
        responsibilities=gains.responsibilities(canon, before, after),
        line_management=gains.line_management(canon, before, after),
        pay_difference=more,
        pay_percent=percent,
        skill_gains=skill_gains,
        licenses=gains.licenses(canon, before, after),
    )


def _stop(profile: Profile) -> ProfileLine:
    return ProfileLine(str(profile.code), profile.title, profile.code.level, profile.pay)


def _measured(space: StructuralSpace, one: Profile, other: Profile) -> MeasuredDistance:
    distance = space.distance(one, other)
    parts = tuple(
        DistanceComponent(each.name, each.hundredths / 100, each.reason)
        for each in distance.components
    )
    return MeasuredDistance(
        distance.hundredths / 100, space.bounds.band(distance.hundredths), parts
    )


def _gap(
    canon: Canon,
    space: StructuralSpace,
    steps: Steps,
    routes: dict[RouteNode, Label],
    goal: Profile,
) -> Gap:
    """Return the reachable profile nearest to the goal, by distance, then steps, total and code."""
    goal_node = steps.place(goal)
    nearest, label = min(
        routes.items(),
        key=lambda each: (steps.cost(each[0], goal_node), len(each[1].codes), each[1], each[0]),
    )
    profile = _profile(canon, nearest.code)
    return Gap(_stop(profile), len(label.codes) - 1, _measured(space, profile, goal))


def _next(
    start: Profile, goal: Profile, steps: tuple[RouteStep, ...], gap: Gap | None
) -> tuple[str, ...]:
    """Return commands that show the change of each step, or what to look at without a route."""
    if gap:
        within = gap.apart.band == "confident"  # only the limit of steps prevented a route
        end = goal.code if within else gap.reached.code
        way = (f"levelctl path {start.code} {end}",) if gap.steps else ()
        return (*way, f"levelctl diff {gap.reached.code} {goal.code}")
    codes = [str(start.code), *(step.to.code for step in steps)]
    return tuple(f"levelctl diff {one} {other}" for one, other in pairwise(codes))
