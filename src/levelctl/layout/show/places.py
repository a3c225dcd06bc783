"""Lays out the sections of the pages of a focus, function, family and level."""

from __future__ import annotations

from levelctl.answers.show import FamilyPage, FocusPage, FunctionPage, LevelPage, Member
from levelctl.layout import values
from levelctl.layout.show.sections import family, missing, named, section, table
from levelctl.text.document import Block, Facts, known, text


def ancestors(result: FocusPage | FunctionPage) -> tuple[Block, ...]:
    first, *rest = result.placement
    functions = (("Function", named(each)) for each in rest)
    return section("Placement", Facts((("Family", family(first)), *functions)))


def rungs(result: FocusPage) -> tuple[Block, ...]:
    has_years = any(rung.years for rung in result.levels)
    years = ("Years",) if has_years else ()
    rows = (
        (
            text(rung.code, "code"),
            text(rung.name),
            *((known(rung.years.range if rung.years else None),) if has_years else ()),
            text(values.status(rung.status)),
            values.short_pay(rung.pay),
        )
        for rung in result.levels
    )
    return section("Levels", table(("Code", "Level", *years, "Status", "Median pay"), rows))


def _branches(heading: str, branches: tuple[Member, ...]) -> tuple[Block, ...]:
    if not branches:
        return missing(heading, heading.lower())
    rows = (
        (text(each.code, "code"), text(each.name), known(" ".join(each.levels)))
        for each in branches
    )
    return section(heading, table(("Code", "Name", "Levels"), rows))


def foci(result: FunctionPage) -> tuple[Block, ...]:
    return _branches("Foci", result.foci)


def functions(result: FamilyPage) -> tuple[Block, ...]:
    return _branches("Functions", result.functions)


def track(result: LevelPage) -> tuple[Block, ...]:
    pairs = (
        ("Track", named(result.track)),
        ("Level above", named(result.above)),
        ("Level below", named(result.below)),
    )
    return section("On the ladder", Facts(pairs))


def profiles(result: LevelPage) -> tuple[Block, ...]:
    if not result.profiles:
        return missing("Profiles", f"profiles at {result.code}")
    rows = ((text(each.code, "code"), text(each.name)) for each in result.profiles)
    return section("Profiles", table(("Code", "Title"), rows))
