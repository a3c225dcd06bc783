"""Lays out the pages of what foci share: skills, licenses and tools."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from levelctl.answers.show.shared import (
    DescribedStep,
    LevelNeed,
    LicensePage,
    LicenseUse,
    SkillPage,
    SkillUse,
    ToolPage,
)
from levelctl.layout.show.sections import definition, family, following, section, table
from levelctl.text.document import (
    Block,
    Bullets,
    Facts,
    Paragraph,
    Run,
    Text,
    known,
    text,
)

UNKNOWN = "Step not known"


def _placement(result: SkillPage) -> tuple[Block, ...]:
    if not result.placement:
        return ()
    return section("Placement", Facts(tuple(("Group", family(each)) for each in result.placement)))


def _steps(result: SkillPage) -> tuple[Block, ...]:
    if not result.steps:
        return ()
    return section("Steps", Bullets(tuple(map(_step, result.steps))))


def _step(step: DescribedStep) -> Text:
    if step.text:
        return (Run(step.name, "strong"), Run(f": {step.text}"))
    general = (Run(f": {step.summary}", "muted"),) if step.summary else ()
    return (Run(step.name, "strong"), *general)


def _same_as(result: SkillPage) -> tuple[Block, ...]:
    if not result.same_as:
        return ()
    pairs = ((each.scheme, text(", ".join(each.codes))) for each in result.same_as)
    return section("Same as", Facts(tuple(pairs)))


def _foci(result: SkillPage) -> tuple[Block, ...]:
    """Lay out who needs the skill: a row for each focus, with the levels at each step."""
    if not result.foci:
        return section("Foci", Paragraph(text("No focus has it.", "muted")))
    used = {each.step for focus in result.foci for each in focus.levels if each.needed}
    steps = [(step.slug, step.name) for step in result.steps if step.slug in used]
    columns: list[tuple[str | None, str]] = [*steps, *([(None, UNKNOWN)] if None in used else [])]
    headings = ("Code", "Title", *(name for _, name in columns))
    return section("Foci", table(headings, (_row(focus, columns, result) for focus in result.foci)))


def _row(
    focus: SkillUse, columns: list[tuple[str | None, str]], result: SkillPage
) -> tuple[Text, ...]:
    called = f" ({focus.name})" if focus.name != result.title else ""
    title = (Run(focus.title), *((Run(called, "muted"),) if called else ()))
    cells = (_levels_at(focus, step) for step, _ in columns)
    return (text(focus.code, "code"), title, *cells)


def _levels_at(focus: SkillUse, step: str | None) -> Text:
    levels = ", ".join(_ranges(focus.levels, step))
    return text(levels) if levels else text("–", "muted")


def _ranges(levels: tuple[LevelNeed, ...], step: str | None) -> Iterator[str]:
    """Yield the levels that need *step*, such as *P1–P3*: those of a track in a row as one."""
    at_step = ((each.needed and each.step == step, each.track) for each in levels)
    for (wanted, _), run in groupby(zip(at_step, levels, strict=True), key=lambda pair: pair[0]):
        codes = [level.level for _, level in run]
        if wanted:
            yield codes[0] if len(codes) == 1 else f"{codes[0]}–{codes[-1]}"


def _license(result: LicensePage) -> tuple[Block, ...]:
    facts = result.license
    pairs = (
        ("Kind", text(facts.kind)),
        ("Issuer", known(facts.issuer)),
        ("Places", known(", ".join(facts.places))),
        ("Required by law", known(", ".join(facts.occupations))),
    )
    return section("License", Facts(pairs))


def _license_foci(result: LicensePage) -> tuple[Block, ...]:
    if not result.foci:
        return section("Foci", Paragraph(text("No focus asks for it.", "muted")))
    rows = (
        (text(each.code, "code"), text(each.title), text(_starts(each)), _need(each))
        for each in result.foci
    )
    return section("Foci", table(("Code", "Title", "From", "Required"), rows))


def _starts(each: LicenseUse) -> str:
    return " and ".join(each.starts) or "every level"


def _need(each: LicenseUse) -> Text:
    return text("yes" if each.required else "no")


def _tool(result: ToolPage) -> tuple[Block, ...]:
    facts = result.tool
    also = (("Other spellings", text(", ".join(facts.also))),) if facts.also else ()
    return section("Tool", Facts((("Kind", known(facts.kind)), *also)))


def _tool_foci(result: ToolPage) -> tuple[Block, ...]:
    if not result.foci:
        return section("Foci", Paragraph(text("No focus uses it.", "muted")))
    rows = ((text(each.code, "code"), text(each.name)) for each in result.foci)
    return section("Foci", table(("Code", "Title"), rows))


PARTS: dict[type, dict[str, Callable[[Any], tuple[Block, ...]]]] = {
    SkillPage: {
        "definition": definition,
        "placement": _placement,
        "steps": _steps,
        "same_as": _same_as,
        "foci": _foci,
        "next": following,
    },
    LicensePage: {"license": _license, "foci": _license_foci, "next": following},
    ToolPage: {"tool": _tool, "foci": _tool_foci, "next": following},
}
"""The layout of each section, by page."""
