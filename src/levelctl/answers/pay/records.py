"""The records of an answer about pay."""

from __future__ import annotations

from typing import Literal

from levelctl.answers.pay.adjusting import AdjustedPay, Adjustment
from levelctl.answers.pay.estimates import LevelEstimates
from levelctl.answers.pay.file_report import PayFileReport
from levelctl.canon.model import OvertimeStatus
from levelctl.canon.pay_range import Range, Standing
from levelctl.canon.pay_view import PayChoice
from levelctl.record import Record, Result


class Salary(Record):
    """A salary to compare with ranges."""

    given: str
    """As typed."""
    amount: float
    """In units of its own *currency*."""
    currency: str
    period: str
    """The period of the range, which is assumed for the salary."""
    rate: float | None
    """The value of one unit of its currency in the range's; None if they are the same."""
    compared: float
    """The amount in the range's currency, to two decimals."""
    compared_in: str
    """The range's currency."""


class PayRung(Record):
    """The pay at one level of a focus."""

    OPTIONAL = ("pay_missing", "adjusted")

    code: str
    level: str
    name: str
    """The level's name on the ladder."""
    shown: bool
    """Whether the answer is about this level."""
    pay: Range | None
    standing: Standing | None
    """None without a salary, or if the range is not known or in another unit."""
    pay_missing: str | None = None
    """Why its pay is not known."""
    adjusted: AdjustedPay | None = None
    """The pay after the adjustment that was asked for, if that is possible."""


class Percentile(Record):
    """The wage of an occupation at a percentile."""

    percentile: int
    wage: int | None
    """None if it is not published."""
    topped: bool = False
    """Whether that is because it is above the highest published wage."""


Point = Literal["low", "median", "high", "salary"]


class SalaryPlace(Record):
    """The position of an amount among the published percentiles."""

    of: Point
    amount: float
    percentile: float | None
    """
    Interpolated linearly between the two nearest published percentiles, to one decimal. None if
    the amount is outside of them.
    """
    above: int | None
    """The highest published percentile at or below the amount; None if it is below the lowest."""
    below: int | None
    """The lowest published percentile at or above the amount; None if it is above the highest."""


class OccupationWages(Record):
    """The published wages of an occupation of the focus."""

    code: str
    """As in the focus file."""
    published: str
    """The code of the wages: the same, or that of the broad occupation."""
    title: str
    source: str
    """The source of the figures."""
    currency: str
    period: str
    employment: int | None
    """How many people work in it; None if not published."""
    percentiles: tuple[Percentile, ...]
    places: tuple[SalaryPlace, ...]
    """Empty if the range is not known or in another unit."""


class WageComparison(Record):
    """The published wages of the occupations of a focus."""

    release: str | None
    """The source and date; None if none are imported."""
    occupations: tuple[OccupationWages, ...]
    missing: tuple[str, ...]
    """The codes of its occupations without published wages."""
    place: str = "US"
    """The place of the wages, such as *US-CA*."""
    area: str | None = None
    """The name of that place; None for the nation, or if none are imported."""


class PayAnswer(Result):
    """The pay of a profile, or of all levels of a focus."""

    SCHEMA = "levelctl.pay/1"
    OPTIONAL = (
        "figures",
        "pay_missing",
        "flsa",
        "choice",
        "pay_file",
        "adjustment",
        "adjusted",
        "estimates",
    )

    code: str
    title: str
    """The name of the focus."""
    level: str | None
    """None for a focus."""
    pay: Range | None
    """None for a focus, or if not known."""
    midpoint: float | None
    """Halfway between the ends of the range; None if they are no range."""
    salary: Salary | None
    """Also None if there is no pay to compare it with."""
    standing: Standing | None
    levels: tuple[PayRung, ...]
    """Every level of the focus, in the order of the ladder."""
    wages: WageComparison | None
    """None for a focus."""
    figures: tuple[Range, ...] = ()
    """Every figure of the profile, that of *pay* first, if there are several."""
    pay_missing: str | None = None
    """Why the pay of the profile is not known."""
    flsa: OvertimeStatus | None = None
    choice: PayChoice | None = None
    """Which figures were asked for."""
    pay_file: PayFileReport | None = None
    """What was read of a company's own pay file."""
    adjustment: Adjustment | None = None
    """What was asked for, if figures are projected to another month or place."""
    adjusted: AdjustedPay | None = None
    """The pay of the profile after that; salaries are compared with it."""
    estimates: LevelEstimates | None = None
    """The published mean wage of the level; None for a focus, or if none are imported."""

    @property
    def known(self) -> bool:
        """
        Whether the pay is known, or published for the place; for a focus, that of any level.

        It is not if it was asked for from a pay file that gives no figure at all.
        """
        if self.pay_file and not self.pay_file.used:
            return False
        if not self.level:
            return any(each.pay for each in self.levels)
        there = bool(self.choice and self.wages and self.wages.occupations)
        return bool(self.pay) or there or bool(self.choice and self.estimates)
