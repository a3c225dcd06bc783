"""Lays out the sections that pages share, and provides their building blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from levelctl.answers.show import FocusPage, LevelPage, Named, Page, ProfilePage, ValueOrigin
from levelctl.canon.model import DimensionGroup, Level
from levelctl.layout import values
from levelctl.text.document import (
    Block,
    Bullets,
    Column,
    Commands,
    Facts,
    Heading,
    Paragraph,
    Run,
    Table,
    TableRow,
    Text,
    joined,
    text,
)

_LEAST = {"Title": 14, "Name": 14, "Level": 14}
"""The width at which names can wrap, in columns, by heading."""


def section(heading: str, *blocks: Block) -> tuple[Block, ...]:
    return (Heading(text(heading, "strong")), *blocks)


def missing(heading: str, what: str) -> tuple[Block, ...]:
    return section(heading, Paragraph(text(f"The canon has no {what}.", "muted")))


def named(value: Named | None) -> Text:
    if value is None:
        return text("none", "muted")
    return (Run(value.code, "code"), Run(f" {value.name}"))


def family(value: Named) -> Text:
    return (Run(value.name), Run(f" {value.code}", "muted"))


def table(headings: Iterable[str], rows: Iterable[tuple[Text, ...]]) -> Table:
    return Table(
        tuple(Column(text(heading), _LEAST.get(heading, 0)) for heading in headings),
        tuple(TableRow(tuple((cell,) for cell in row)) for row in rows),
    )


def definition(result: Any) -> tuple[Block, ...]:
    return section("Definition", Paragraph(text(result.definition)))


def skills(result: ProfilePage | FocusPage) -> tuple[Block, ...]:
    if not result.skills:
        return missing("Skills", "skills for this focus")
    return section(
        "Skills",
        Bullets(
            tuple((Run(skill.name, "strong"), Run(f": {skill.summary}")) for skill in result.skills)
        ),
    )


def tools(result: ProfilePage | FocusPage) -> tuple[Block, ...]:
    if not result.tools:
        return missing("Tools", "tools for this focus")
    tools = joined((text(tool) for tool in result.tools), " · ")
    return section("Tools", Paragraph(tools))


def themes(result: FocusPage) -> tuple[Block, ...]:
    """Lay out the themes of a focus; nothing if it has none, because themes are optional."""
    if not result.themes:
        return ()
    return section("Themes", Bullets(tuple(map(values.theme, result.themes))))


def aliases(result: ProfilePage | FocusPage) -> tuple[Block, ...]:
    if not result.aliases:
        return missing("Title aliases", "other titles for this focus")
    return section(
        "Title aliases",
        Bullets(
            tuple(
                (Run(alias.title), Run(f" ({alias.level})", "muted"))
                if alias.level
                else text(alias.title)
                for alias in result.aliases
            )
        ),
    )


def classification(result: ProfilePage | FocusPage) -> tuple[Block, ...]:
    if not result.classification:
        return missing("Classification", "occupation codes for this focus")
    items = tuple(values.classification(each) for each in result.classification)
    return section("Classification", Bullets(items))


def level(result: ProfilePage | LevelPage) -> tuple[Block, ...]:
    level = result.level
    heading = f"Level {level.code} — {level.name}"
    summary = (Paragraph(text(level.summary)),) if level.summary else ()
    facts = Facts(tuple(_attributes(level, result.dimensions.attributes)))
    return section(heading, *summary, facts)


def _attributes(level: Level, group: DimensionGroup) -> Iterator[tuple[str, Text]]:
    held = dict(level.attributes)
    for column in group.held([level.attributes]):
        yield column.heading, text(held[column.key])
    if level.years:
        yield "Typical experience", text(str(level.years))
    yield "Rank", text(f"{level.rank:g}")


def following(result: Page) -> tuple[Block, ...]:
    heading = "Compare" if isinstance(result, ProfilePage) else "Next"
    return section(heading, Commands(result.next)) if result.next else ()


def origins(result: Page) -> tuple[Block, ...]:
    """Return the places that the values of the page come from, one a line."""
    if not result.origins:
        return missing("Origins", "files that say this")
    return section("Origins", Bullets(tuple(map(_origin, result.origins))))


def _origin(origin: ValueOrigin) -> Text:
    whose = "here" if origin.layer == 0 else "below"
    place = f"{origin.path}:{origin.line}:{origin.column}"
    said = f"{origin.text!r} " if origin.text else ""
    return (
        Run(f"{origin.section} ", "muted"),
        Run(f"{origin.value} {said}{whose} "),
        Run(place, "code"),
    )
