"""Turns the shared skills of a canon into tables or rows."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.answers.skills import ListedGroup, ListedSkill, SkillList
from levelctl.text.document import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    TableRow,
    TableRows,
    Text,
    text,
)

NAME_WIDTH = 16
"""The width at which names can wrap, in columns."""

NOTHING = "no shared skill matches"
NO_SKILLS = "the canon has no shared skills; skills.yaml defines them"


def document(result: SkillList) -> Document:
    """Return *result* as a table for each group."""
    title = (Run(result.canon, "strong"), Run(f" {result.edition}", "muted"))
    blocks: list[Block] = [Heading(title, depth=1)]
    if not result.groups:
        said = remark(result)
        blocks.append(Paragraph(text(f"{said[:1].upper()}{said[1:]}.", "muted")))
    for group in result.groups:
        blocks += _group(group, result)
    if result.own and not result.filtered:
        more = "1 more skill is" if result.own == 1 else f"{result.own} more skills are"
        blocks.append(Paragraph(text(f"{more} of single foci.", "muted")))
    return tuple(blocks)


def remark(result: SkillList) -> str:
    """Return why there is no skill; an empty text if there is one."""
    if result.groups:
        return ""
    if result.query:
        return f"{NOTHING} {result.query!r}"
    return NOTHING if result.filtered else NO_SKILLS


def remarks(result: SkillList) -> tuple[str, ...]:
    said = remark(result)
    return (said,) if said else ()


def _group(group: ListedGroup, result: SkillList) -> Iterator[Block]:
    if group.name and group.slug:
        yield Heading((Run(group.name, "strong"), Run(f" {group.slug}", "muted")))
    elif len(result.groups) > 1:
        yield Heading(text("Without a group", "strong"))
    if group.summary:
        yield Paragraph(text(group.summary, "muted"))
    columns = (
        Column(text("Skill")),
        Column(text("Name"), NAME_WIDTH),
        Column(text("Foci")),
        Column(text("Steps")),
    )
    names = {step.slug: step.name for step in result.scale}
    rows = (
        (
            text(skill.slug, "code"),
            text(skill.name),
            text(str(skill.foci)),
            _steps(skill, names),
        )
        for skill in group.skills
    )
    yield Table(columns, tuple(TableRow(tuple((cell,) for cell in row)) for row in rows))


def _steps(skill: ListedSkill, names: dict[str, str]) -> Text:
    if skill.lowest is None or skill.highest is None:
        return text("not known" if skill.foci else "none", "muted")
    ends = dict.fromkeys((names[skill.lowest], names[skill.highest]))
    return text(" – ".join(ends))


def rows(result: SkillList, *, headings: bool = True) -> TableRows:
    """Yield a row for each skill."""
    if headings:
        yield ("skill", "name", "group", "foci", "profiles", "lowest", "highest", "summary")
    for group in result.groups:
        for skill in group.skills:
            yield (
                skill.slug,
                skill.name,
                group.slug or "",
                str(skill.foci),
                str(skill.profiles),
                skill.lowest or "",
                skill.highest or "",
                skill.summary,
            )
