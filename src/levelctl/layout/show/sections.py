"""Lays out the sections that pages share, and provides their building blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from levelctl.answers.show import (
    FocusPage,
    FocusSkill,
    HeldLicense,
    HeldSkill,
    LevelPage,
    Named,
    ProfilePage,
    ToolDetail,
    ValueOrigin,
)
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

TYPE_CHECKING = False
if TYPE_CHECKING:  # imported only by the pages that are one
    from levelctl.answers.show.shared import AnyPage

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


def skills(result: FocusPage) -> tuple[Block, ...]:
    """Lay out the skills of a focus, each with the steps at its levels."""
    if not result.skills:
        return missing("Skills", "skills for this focus")
    items = tuple((*_skill_name(each), *_summary(each)) for each in result.skills)
    below = tuple((_steps(each),) if each.levels else () for each in result.skills)
    return section("Skills", Bullets(items, below if any(below) else ()))


def held_skills(result: ProfilePage) -> tuple[Block, ...]:
    """Lay out the skills of a profile, each with its step, then those that it does not need."""
    if not result.skills:
        return missing("Skills", "skills for this focus")
    items = tuple(
        (*_skill_name(each), *_step(each.step_name), *_summary(each))
        for each in result.skills
        if each.needed
    )
    others = [each.name for each in result.skills if not each.needed]
    blocks: list[Block] = [Bullets(items)] if items else []
    if others:
        level = result.level.code
        blocks.append(Paragraph(text(f"Not needed at {level}: {', '.join(others)}.", "muted")))
    return section("Skills", *blocks)


def _skill_name(skill: FocusSkill | HeldSkill) -> Text:
    """Return what the focus calls a skill, and its shared name if that is another."""
    shared = f" ({skill.shared})" if skill.shared not in (None, skill.name) else ""
    return (Run(skill.name, "strong"), *((Run(shared, "muted"),) if shared else ()))


def _summary(skill: FocusSkill | HeldSkill) -> Text:
    return (Run(f": {skill.summary}"),) if skill.summary else ()


def _step(name: str | None) -> Text:
    return (Run(" · ", "muted"), Run(name, "good")) if name else ()


def _steps(skill: FocusSkill) -> Text:
    parts = ((Run(f"{each.level} ", "muted"), Run(each.name)) for each in skill.levels)
    return joined(parts, " · ")


def licenses(result: ProfilePage | FocusPage) -> tuple[Block, ...]:
    """Lay out the licenses; nothing if there are none, because most foci need none."""
    if not result.licenses:
        return ()
    return section("Licenses", Bullets(tuple(map(_license, result.licenses))))


def _license(each: HeldLicense) -> Text:
    what = " · ".join(part for part in (each.kind, each.issuer, ", ".join(each.places)) if part)
    since = f"from {' and from '.join(each.starts)}" if each.starts else "at every level"
    need = f"required {since}" if each.required else f"{since}, not required"
    about = f" ({what})" if what else ""
    return (Run(each.name, "strong"), Run(about, "muted"), Run(f": {need}"))


def tools(result: ProfilePage | FocusPage) -> tuple[Block, ...]:
    if not result.tools:
        return missing("Tools", "tools for this focus")
    return section("Tools", Paragraph(joined(_by_kind(result.tool_details), " · ")))


def _by_kind(tools: tuple[ToolDetail, ...]) -> Iterator[Text]:
    """Yield the tools of each kind in a row, with the kind behind them; then the others."""
    kinds: dict[str | None, list[str]] = {}
    for each in tools:
        kinds.setdefault(each.kind, []).append(each.name)
    others = kinds.pop(None, [])
    for kind, names in kinds.items():
        yield (Run(", ".join(names)), Run(f" ({kind})", "muted"))
    yield from map(text, others)


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


def following(result: AnyPage) -> tuple[Block, ...]:
    heading = "Compare" if isinstance(result, ProfilePage) else "Next"
    return section(heading, Commands(result.next)) if result.next else ()


def origins(result: AnyPage) -> tuple[Block, ...]:
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
