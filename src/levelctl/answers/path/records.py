"""What a route holds: its stops, what each step gains, or the gap that no step crosses."""

from __future__ import annotations

from typing import Literal

from levelctl.answers.distances import DistanceComponent, ProfileLine
from levelctl.canon.model import Band
from levelctl.record import Record, Result

RouteAnswer = Literal["route", "no route", "same"]
"""*same*: both ends are one profile, and there is nothing to do."""


class MeasuredDistance(Record):
    """How far two profiles stand apart, from 0 to 1."""

    distance: float
    band: Band
    components: tuple[DistanceComponent, ...]
    """They add up to the distance, unless that was cut to 1."""


class RouteStep(Record):
    """From one stop to the next, and what is gained by it."""

    to: ProfileLine
    apart: MeasuredDistance
    skills: tuple[str, ...] | None
    """Those of the next stop that the one before has not; None where either's are not known."""
    responsibilities: tuple[str, ...] | None
    """Those of the next that no duty of the one before is like; None where not known."""
    line_management: bool
    """Whether it begins with this step."""
    pay_difference: int | None
    """The median less the one before's; None where they cannot be compared."""
    pay_percent: float | None
    """The difference in percent of the median before."""


class Gap(Record):
    """Why there is no route: how near one comes."""

    reached: ProfileLine
    """The nearest to the goal of all that can be reached; the start if that is none other."""
    steps: int
    """How many steps lead there."""
    apart: MeasuredDistance
    """How far the goal is from there: what stands between."""


class ProfileRoute(Result):
    """A route from one profile to another, or the gap between them."""

    SCHEMA = "levelctl.path/1"

    space: str
    """With its edition: *structural@1*."""
    tolerance: float
    """The farthest that a step may go."""
    start: ProfileLine
    goal: ProfileLine
    answer: RouteAnswer
    apart: MeasuredDistance
    """How far the ends stand apart, as the crow flies."""
    steps: tuple[RouteStep, ...]
    """In order; empty without a route."""
    total: float | None
    """The sum of the distances of the steps; None without a route."""
    most_steps: int | None
    """How many steps were allowed; None if any number was."""
    gap: Gap | None
    """None unless there is no route."""
    next: tuple[str, ...]
    """Commands that say more."""
