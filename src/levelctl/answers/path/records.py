"""The records of a route: its steps and what they add, or the gap."""

from __future__ import annotations

from typing import Literal

from levelctl.answers.distances import DistanceComponent, ProfileLine
from levelctl.canon.model import Band
from levelctl.record import Record, Result

RouteAnswer = Literal["route", "no route", "same"]
"""*same*: both ends are one profile."""


class MeasuredDistance(Record):
    """The distance between two profiles, from 0 to 1."""

    distance: float
    band: Band
    components: tuple[DistanceComponent, ...]
    """They add up to the distance, unless that was cut to 1."""


class SkillGain(Record):
    """A skill that a step requires for the first time, or at a higher step of the scale."""

    name: str
    """What the focus of the next stop calls it."""
    shared: str | None
    """The name of the shared skill, if that is another."""
    before: str | None
    """The name of the step that the stop before needs; None if it needs none, or not known."""
    after: str | None
    """The name of the step that the next stop needs; None if it is not known."""
    new: bool
    """Whether the stop before does not need the skill."""


class RouteStep(Record):
    """The step from one stop to the next, and what it adds."""

    to: ProfileLine
    apart: MeasuredDistance
    skills: tuple[str, ...] | None
    """The skills that only the next stop has; None if those of either are not known."""
    responsibilities: tuple[str, ...] | None
    """The new ones of the next stop; None if those of either are not known."""
    line_management: bool
    """Whether this step is the first that manages people."""
    pay_difference: float | None
    """The median minus the previous one; None if they cannot be compared."""
    pay_percent: float | None
    """The difference in percent of the previous median."""
    skill_gains: tuple[SkillGain, ...] | None
    """The skills that are new or rise; None if the skills of either are not known."""
    licenses: tuple[str, ...]
    """The licenses that the next stop requires and the one before does not."""


class Gap(Record):
    """The gap of a missing route: the nearest reachable profile."""

    reached: ProfileLine
    """The reachable profile nearest to the goal; can be the start."""
    steps: int
    """The number of steps to it."""
    apart: MeasuredDistance
    """Its distance from the goal."""


class ProfileRoute(Result):
    """A route from one profile to another, or the gap between them."""

    SCHEMA = "levelctl.path/1"

    space: str
    """With its edition: *structural@1*."""
    tolerance: float
    """The largest distance of a step."""
    start: ProfileLine
    goal: ProfileLine
    answer: RouteAnswer
    apart: MeasuredDistance
    """The direct distance between the ends."""
    steps: tuple[RouteStep, ...]
    """In order; empty without a route."""
    total: float | None
    """The total distance of the steps; None without a route."""
    most_steps: int | None
    """The maximum number of steps; None if unlimited."""
    gap: Gap | None
    """None unless there is no route."""
    next: tuple[str, ...]
    """Commands that show more."""
