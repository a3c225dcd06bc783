"""Wages that tests import: their figures are made up."""

from __future__ import annotations

from levelctl.occupations.wages import WageRelease, Wages, imported, save

TITLE = "Made Workers"

RELEASE = WageRelease("OEWS", "May 2023", 1, 0, "test")


def made_wages(code: str = "29-1141", **figures: int | None) -> Wages:
    """Return the wages of *code*, of which only the *figures* are published."""
    return Wages(
        code=code,
        title=TITLE,
        source="test",
        currency="USD",
        period="year",
        employment=None,
        p10=figures.get("p10"),
        p25=figures.get("p25"),
        median=figures.get("median"),
        p75=figures.get("p75"),
        p90=figures.get("p90"),
    )


def wages_of(code: str) -> Wages | None:
    """Return the imported wages of the occupation *code*; None if there are none."""
    table = imported()
    return table.of(code) if table else None


def keep_wages(code: str = "29-1141", **figures: int | None) -> None:
    """Import only the wages of *code*."""
    save(RELEASE, [made_wages(code, **figures)])
