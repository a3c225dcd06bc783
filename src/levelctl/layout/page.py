"""The page of a profile, focus, function, family or level as a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from levelctl.document import (
    NOT_KNOWN,
    Block,
    Bullets,
    Column,
    Commands,
    Document,
    Facts,
    Heading,
    Paragraph,
    Run,
    Table,
    TableRow,
    Text,
    joined,
    known,
    text,
)
from levelctl.layout import words
from levelctl.model import ATTRIBUTES, GUIDELINES, SCORES, Level
from levelctl.page import (
    Branch,
    Cells,
    FamilyPage,
    FocusPage,
    FunctionPage,
    LevelPage,
    Named,
    Page,
    ProfilePage,
    Provenance,
)

PROSE = 22
"""The columns that a cell of prose needs on a terminal."""

_LEAST = {"Title": 14, "Name": 14, "Level": 14}
"""The columns at which a name, by its heading, may wrap."""


def page(result: Page) -> Document:
    """Return *result* as a document: its heading, then its chosen sections in order."""
    parts = _PARTS[type(result)]
    blocks = list(_head(result))
    for name in result.sections:
        blocks += parts[name](result)
    return tuple(blocks)


def _head(result: Page) -> Iterator[Block]:
    if isinstance(result, ProfilePage):
        title: Text = (Run(result.title, "strong"), Run(f" — {result.level.code}", "strong"))
        yield Heading(title, depth=1)
        yield Paragraph(text(result.code, "code"))
        yield Paragraph(_chips(result))
        return
    yield Heading(text(result.title, "strong"), depth=1)
    yield Paragraph(text(result.code, "code"))


def _chips(result: ProfilePage) -> Text:
    confidence = (
        text(f"confidence {result.confidence.band} {result.confidence.score:.2f}")
        if result.confidence
        else text("confidence not known", "muted")
    )
    approved = result.status == "approved"
    return joined(
        (
            text(f"{result.level.code} {result.level.name}"),
            confidence,
            text(words.status(result.status), "good" if approved else "bad"),
            text(result.region),
            text(f"v{result.version}"),
        ),
        " · ",
    )


def _section(heading: str, *blocks: Block) -> tuple[Block, ...]:
    return (Heading(text(heading, "strong")), *blocks)


def _none(heading: str, what: str) -> tuple[Block, ...]:
    return _section(heading, Paragraph(text(f"The canon holds no {what}.", "muted")))


def _definition(result: Any) -> tuple[Block, ...]:
    return _section("Definition", Paragraph(text(result.definition)))


def _named(value: Named | None) -> Text:
    if value is None:
        return text("none", "muted")
    return (Run(value.code, "code"), Run(f" {value.name}"))


def _family(family: Named) -> Text:
    return (Run(family.name), Run(f" {family.code}", "muted"))


def _placement(result: ProfilePage) -> tuple[Block, ...]:
    place = result.placement
    pairs = (
        ("Level", (*_named(place.level), Run(f" · {place.years}"))),
        ("Family", _family(place.family)),
        ("Function", _named(place.function)),
        ("Focus", _named(place.focus)),
    )
    return _section("Placement", Facts(pairs))


def _pay(result: ProfilePage) -> tuple[Block, ...]:
    return _section("Market pay (median)", Paragraph(words.pay(result.pay)))


def _responsibilities(result: ProfilePage) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for duties in result.responsibilities:
        blocks.append(Heading(_level_mark(duties.level, shown=duties.shown), depth=3))
        items = tuple(text(item, "plain") for item in duties.items)
        blocks.append(Bullets(items) if items else Paragraph(NOT_KNOWN))
    return _section("Responsibilities by level", *blocks)


def _level_mark(level: str, *, shown: bool) -> Text:
    return text(f"{level} ◀ this profile", "mark") if shown else text(level, "strong")


def _guideline(result: ProfilePage) -> tuple[Block, ...]:
    columns = (
        Column(text("Level")),
        *(Column(text(heading), PROSE) for heading in GUIDELINES.values()),
    )
    rows = tuple(_guideline_row(cells) for cells in result.guideline)
    return _section("Level guidelines", Table(columns, rows))


def _guideline_row(cells: Cells) -> TableRow:
    texts = (
        (text(getattr(cells.guideline, key)),) if cells.guideline else (NOT_KNOWN,)
        for key in GUIDELINES
    )
    level = text(f"{cells.level} ◀", "mark") if cells.shown else text(cells.level, "strong")
    return TableRow(((level,), *texts), shown=cells.shown)


def _skills(result: ProfilePage | FocusPage) -> tuple[Block, ...]:
    if not result.skills:
        return _none("Skills", "skills for this focus")
    return _section(
        "Skills",
        Bullets(
            tuple((Run(skill.name, "strong"), Run(f": {skill.summary}")) for skill in result.skills)
        ),
    )


def _tools(result: ProfilePage | FocusPage) -> tuple[Block, ...]:
    if not result.tools:
        return _none("Tools", "tools for this focus")
    tools = joined((text(tool) for tool in result.tools), " · ")
    return _section("Tools", Paragraph(tools))


def _provenance(result: ProfilePage) -> tuple[Block, ...]:
    provenance = result.provenance
    listed = provenance.sources.listed if provenance.sources else ()
    sources = text(str(provenance.sources.count)) if provenance.sources else NOT_KNOWN
    return _section(
        "Provenance",
        Facts((*_review(provenance), ("Sources", sources))),
        *((Bullets(tuple(words.source(source) for source in listed)),) if listed else ()),
    )


def _review(provenance: Provenance) -> Iterator[tuple[str, Text]]:
    review = provenance.review
    if review is None:
        yield "Review", NOT_KNOWN
        return
    for key, heading in SCORES.items():
        yield heading, text(f"{getattr(review, key):.1f}")
    verdict = Run("passes", "good") if provenance.passes else Run("does not pass", "bad")
    rule = f": the lowest score is {review.lowest:.1f}, {provenance.minimum:.1f} is needed"
    yield "Review", (verdict, Run(rule))


def _level(result: ProfilePage | LevelPage) -> tuple[Block, ...]:
    level = result.level
    heading = f"Level {level.code} — {level.name}"
    return _section(heading, Paragraph(text(level.summary)), Facts(tuple(_attributes(level))))


def _attributes(level: Level) -> Iterator[tuple[str, Text]]:
    for key, heading in ATTRIBUTES.items():
        yield heading, text(getattr(level, key))
    yield "Typical experience", text(str(level.years))
    yield "Rank", text(f"{level.rank:g}")


def _adjacent(result: ProfilePage) -> tuple[Block, ...]:
    if not result.adjacent:
        return _none("Adjacent roles", "other profiles")
    columns = ("Code", "Title", "Distance", "Band")
    rows = (
        (
            text(each.code, "code"),
            text(each.title),
            text(f"{each.distance:.2f}"),
            text(each.band),
        )
        for each in result.adjacent
    )
    return _section("Adjacent roles (structural@1)", _table(columns, rows))


def _table(headings: Iterable[str], rows: Iterable[tuple[Text, ...]]) -> Table:
    return Table(
        tuple(Column(text(heading), _LEAST.get(heading, 0)) for heading in headings),
        tuple(TableRow(tuple((cell,) for cell in row)) for row in rows),
    )


def _aliases(result: ProfilePage | FocusPage) -> tuple[Block, ...]:
    if not result.aliases:
        return _none("Title aliases", "other titles for it")
    return _section(
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


def _classification(result: ProfilePage | FocusPage) -> tuple[Block, ...]:
    if not result.classification:
        return _none("Classification", "classification of it")
    items = tuple(words.classification(each) for each in result.classification)
    return _section("Classification", Bullets(items))


def _next(result: Page) -> tuple[Block, ...]:
    heading = "Compare" if isinstance(result, ProfilePage) else "Next"
    return _section(heading, Commands(result.next)) if result.next else ()


def _ancestors(result: FocusPage | FunctionPage) -> tuple[Block, ...]:
    family, *function = result.placement
    return _section(
        "Placement",
        Facts((("Family", _family(family)), *(("Function", _named(each)) for each in function))),
    )


def _rungs(result: FocusPage) -> tuple[Block, ...]:
    columns = ("Code", "Level", "Years", "Status", "Median pay")
    rows = (
        (
            text(rung.code, "code"),
            text(rung.name),
            text(f"{rung.years.low}–{rung.years.high}"),
            text(words.status(rung.status)),
            words.short_pay(rung.pay),
        )
        for rung in result.levels
    )
    return _section("Levels", _table(columns, rows))


def _branches(heading: str, branches: tuple[Branch, ...]) -> tuple[Block, ...]:
    if not branches:
        return _none(heading, heading.lower())
    rows = (
        (text(each.code, "code"), text(each.name), known(" ".join(each.levels)))
        for each in branches
    )
    return _section(heading, _table(("Code", "Name", "Levels"), rows))


def _foci(result: FunctionPage) -> tuple[Block, ...]:
    return _branches("Foci", result.foci)


def _functions(result: FamilyPage) -> tuple[Block, ...]:
    return _branches("Functions", result.functions)


def _track(result: LevelPage) -> tuple[Block, ...]:
    pairs = (
        ("Track", _named(result.track)),
        ("Level above", _named(result.above)),
        ("Level below", _named(result.below)),
    )
    return _section("On the ladder", Facts(pairs))


def _profiles(result: LevelPage) -> tuple[Block, ...]:
    if not result.profiles:
        return _none("Profiles", f"profiles at {result.code}")
    rows = ((text(each.code, "code"), text(each.name)) for each in result.profiles)
    return _section("Profiles", _table(("Code", "Title"), rows))


_PARTS: dict[type, dict[str, Callable[[Any], tuple[Block, ...]]]] = {
    ProfilePage: {
        "definition": _definition,
        "placement": _placement,
        "pay": _pay,
        "responsibilities": _responsibilities,
        "guideline": _guideline,
        "skills": _skills,
        "tools": _tools,
        "provenance": _provenance,
        "level": _level,
        "adjacent": _adjacent,
        "aliases": _aliases,
        "classification": _classification,
        "next": _next,
    },
    FocusPage: {
        "definition": _definition,
        "placement": _ancestors,
        "levels": _rungs,
        "skills": _skills,
        "tools": _tools,
        "aliases": _aliases,
        "classification": _classification,
        "next": _next,
    },
    FunctionPage: {
        "definition": _definition,
        "placement": _ancestors,
        "foci": _foci,
        "next": _next,
    },
    FamilyPage: {"definition": _definition, "functions": _functions, "next": _next},
    LevelPage: {"level": _level, "track": _track, "profiles": _profiles, "next": _next},
}
"""How each section of each page is laid out."""
