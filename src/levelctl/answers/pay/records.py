"""What an answer about pay holds."""

from __future__ import annotations

from typing import Literal

from levelctl.canon.pay_range import Range, Standing
from levelctl.record import Record, Result


class Salary(Record):
    """A salary that a person asked about."""

    given: str
    """As it was typed."""
    amount: float
    """In units of its own *currency*."""
    currency: str
    period: str
    """The range's, for which it is taken to be."""
    rate: float | None
    """How many of the range's currency one of the salary's is; None for the same currency."""
    compared: float
    """The amount in the range's currency, to two decimals."""
    compared_in: str
    """The range's currency."""


class PayRung(Record):
    """The pay at one level of a focus."""

    code: str
    level: str
    name: str
    """The level's name on the ladder."""
    shown: bool
    """Whether the answer is about this level."""
    pay: Range | None
    standing: Standing | None
    """None without a salary, and where the range is not known or in another unit."""


class Percentile(Record):
    """What an occupation earns at a percentile."""

    percentile: int
    wage: int | None
    """None where it is not published."""
    topped: bool = False
    """Whether that is because it is above the highest wage that is told."""


Point = Literal["low", "median", "high", "salary"]


class SalaryPlace(Record):
    """Where a sum stands among the percentiles that are published."""

    of: Point
    amount: float
    percentile: float | None
    """
    To one decimal, by a straight line between the two published percentiles beside it. None
    where the sum is beyond the published ones.
    """
    above: int | None
    """The highest published percentile that it reaches; None below the lowest."""
    below: int | None
    """The lowest published percentile that reaches it; None above the highest."""


class OccupationWages(Record):
    """The published wages of an occupation of the focus."""

    code: str
    """As the focus has it."""
    published: str
    """The code of whom the wages are: the same, or the broad occupation's."""
    title: str
    source: str
    """Whose figures they are."""
    currency: str
    period: str
    employment: int | None
    """How many people are in it; None where that is not published."""
    percentiles: tuple[Percentile, ...]
    places: tuple[SalaryPlace, ...]
    """None of them where the range is not known or in another unit."""


class WageComparison(Record):
    """The published wages of the occupations of a focus."""

    release: str | None
    """Whose, and of when; None where none are imported."""
    occupations: tuple[OccupationWages, ...]
    missing: tuple[str, ...]
    """The codes of its occupations that have none there."""


class PayAnswer(Result):
    """The pay of a profile, or of all levels of a focus."""

    SCHEMA = "levelctl.pay/1"

    code: str
    title: str
    """The name of the focus."""
    level: str | None
    """None for a focus."""
    pay: Range | None
    """None for a focus, and where it is not known."""
    midpoint: float | None
    """Half-way between the ends of the range."""
    salary: Salary | None
    """None, too, where no level's pay is known that it could be compared with."""
    standing: Standing | None
    levels: tuple[PayRung, ...]
    """Every level of the focus, in the order of the ladder."""
    wages: WageComparison | None
    """None for a focus: its levels are not those of one occupation."""

    @property
    def known(self) -> bool:
        """Whether the pay that was asked for is known: of a focus, that of any level."""
        return bool(self.pay if self.level else any(each.pay for each in self.levels))
