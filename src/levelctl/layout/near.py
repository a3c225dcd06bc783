"""Turns the neighbors of a profile into a document or rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from levelctl.answers.distances import ExplainedComponent, ProfileLine
from levelctl.answers.near import Neighbor, Neighborhood, SpaceSummary
from levelctl.canon.model import Pay
from levelctl.layout import values
from levelctl.text.document import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Run,
    Style,
    Table,
    TableRow,
    TableRows,
    Text,
    bare,
    joined,
    text,
)

_BANDS: dict[str, Style] = {
    "confident": "good",
    "needs review": "bad",
    "no confident match": "muted",
}

_SHORT, _LONG = 16, 32
"""The widths that distances need in columns, with few components and with many."""

_LINES = 3
"""The most lines that a distance can take."""

_FORMULAS = {
    "structural@1": (
        "The sum of three components, limited to the cap. taxonomy: other_family if the families "
        "differ, otherwise other_function if the functions differ, otherwise other_focus if the "
        "foci differ, otherwise 0. rank: rank_step for each step between the ranks of the two "
        "levels, rounded up to whole hundredths. track: other_track if the tracks differ."
    ),
    "content@1": (
        "The sum of three components. Each is its weight times the share of content that only "
        "one of the two profiles has, rounded up to whole hundredths. skills: the names of skills, "
        "and the words in those names. tools: the names of tools. duties: the words of the "
        "responsibilities at the level. The fewer foci have a name or word, the more it counts: "
        "the logarithm of 1 plus the number of all foci divided by the number that have it."
    ),
    "content@2": (
        "The sum of three components. skills: its weight times 1 minus the sum of the lower steps "
        "of all skills divided by the sum of the higher ones. A skill that one side does not need "
        "counts 0 there. tools and duties: the weight times the share of content that only one of "
        "the two profiles has. tools: the names of tools. duties: the words of the "
        "responsibilities at the level. The fewer foci have a name or word, the more it counts: "
        "the logarithm of 1 plus the number of all foci divided by the number that have it. Each "
        "component is rounded up to whole hundredths."
    ),
    "pay@1": (
        "One component, limited to the cap. median: doubling times the binary logarithm of the "
        "ratio of the two medians, rounded up to whole hundredths. Both medians must have the same "
        "currency and period; levelctl does not convert them."
    ),
}
"""The formula of each space, in words."""


def document(result: Neighborhood, *, explained: bool = False) -> Document:
    """Return *result* as a document; if *explained*, with the formula of its space at the end."""
    blocks = [*_head(result), *_body(result)]
    if explained:
        blocks += _formula(result.space)
    return tuple(blocks)


def _head(result: Neighborhood) -> Iterator[Block]:
    profile, space = result.profile, ("Space", text(result.space.name))
    neighbor = result.neighbors[0] if result.to and result.neighbors else None
    if neighbor is None:
        yield Heading(_name(profile), depth=1)
        yield Facts((space, ("Pay", values.pay(profile.pay))))
        return
    yield Heading(joined((_name(profile), _name(neighbor)), " → "), depth=1)
    pays = ((profile.code, profile.pay), (neighbor.code, neighbor.pay))
    yield Facts((space, *((f"Pay of {code}", values.pay(pay)) for code, pay in pays)))


def _name(side: ProfileLine | Neighbor) -> Text:
    return (Run(side.code, "code"), Run(f" {side.title}", "strong"))


def _body(result: Neighborhood) -> Iterator[Block]:
    if result.absence:
        yield Paragraph(text(f"{result.absence}.", "bad"))
    elif result.to:
        yield from _steps(result.neighbors[0], result.space)
    elif result.neighbors:
        yield _table(result)
    else:
        yield Paragraph(text("No neighbor matches.", "muted"))


# The neighbors.


def _table(result: Neighborhood) -> Table:
    distances = [_distance(neighbor) for neighbor in result.neighbors]
    columns = (
        Column(text("Code")),
        Column(text("Title"), 14),
        Column(text("Distance"), _least(distances)),
        Column(text("Pay")),
    )
    rows = (
        TableRow(
            (
                (text(neighbor.code, "code"),),
                (text(neighbor.title),),
                (distance,),
                (_pay(neighbor.pay, result),),
            )
        )
        for neighbor, distance in zip(result.neighbors, distances, strict=True)
    )
    return Table(columns, tuple(rows))


def _least(distances: list[Text]) -> int:
    """Return the width that *distances* need, in columns."""
    longest = max(len(bare(distance)) for distance in distances)
    return _SHORT if longest <= _LINES * _SHORT else _LONG


def _distance(neighbor: Neighbor) -> Text:
    """Return the distance, its band and its components."""
    made_of = _made_of(neighbor)
    return (
        Run(f"{neighbor.distance:.2f}", "strong"),
        Run(f" {neighbor.band}", _BANDS[neighbor.band]),
        *((Run(f" ({made_of})", "muted"),) if made_of else ()),
    )


def _made_of(neighbor: Neighbor) -> str:
    """Return the components that are not 0; for a single component, its reason."""
    if len(neighbor.components) == 1:
        return neighbor.components[0].reason
    parts = (f"{part.name} {part.distance:.2f}" for part in neighbor.components if part.distance)
    return ", ".join(parts)


def _pay(pay: Pay | None, result: Neighborhood) -> Text:
    """Return the median, with its period if that differs from the profile in the heading."""
    own_pay = result.profile.pay
    median = values.short_pay(pay)
    if pay is None or (own_pay and own_pay.period == pay.period):
        return median
    return (*median, Run(f" a {pay.period}"))


# The distance between two profiles, step by step.


def _steps(neighbor: Neighbor, space: SpaceSummary) -> Iterator[Block]:
    for number, part in enumerate(neighbor.components, 1):
        yield Heading(text(f"{number}. {part.name}: {part.distance:.2f}", "strong"))
        yield Facts(tuple(_of_part(part)))
    yield Heading(text(f"{len(neighbor.components) + 1}. The distance", "strong"))
    yield Facts(tuple(_of_distance(neighbor, space)))


def _of_part(part: ExplainedComponent) -> Iterator[tuple[str, Text]]:
    yield "Why", text(part.reason)
    for label, names in (
        ("Both", part.shared),
        ("First only", part.here),
        ("Second only", part.there),
    ):
        if names:
            yield label, joined(map(text, names), " · ")


def _of_distance(neighbor: Neighbor, space: SpaceSummary) -> Iterator[tuple[str, Text]]:
    parts = [part.distance for part in neighbor.components]
    total = round(sum(parts), 2)
    yield "Sum", text(f"{' + '.join(f'{part:.2f}' for part in parts)} = {total:.2f}")
    yield "Cap", text(f"{space.cap:.2f}, {'reached' if total > space.cap else 'not reached'}")
    yield "Distance", text(f"{neighbor.distance:.2f}", "strong")
    yield "Band", text(neighbor.band, _BANDS[neighbor.band])
    yield "Bounds", text(_bounds(space))


def _bounds(space: SpaceSummary) -> str:
    return (
        f"confident up to {space.tolerance:.2f}, needs review up to {space.review:.2f}, "
        "no confident match beyond"
    )


# The formula.


def _formula(space: SpaceSummary) -> Iterator[Block]:
    yield Heading(text(f"How {space.name} measures", "strong"))
    yield Paragraph(text(_FORMULAS[space.name]))
    weights = ((weight.name, text(f"{weight.weight:.2f}")) for weight in space.weights)
    yield Facts((*weights, ("cap", text(f"{space.cap:.2f}")), ("bands", text(_bounds(space)))))


# Rows.


def remarks(result: Neighborhood) -> Iterator[str]:
    """Yield why *result* has no rows, if there are none."""
    if not result.neighbors:
        yield result.absence or "no neighbor matches"


def rows(result: Neighborhood, *, headings: bool = True) -> TableRows:
    """Yield a row for each neighbor, with a cell for each component of the space."""
    neighbors = result.neighbors
    names = list(dict.fromkeys(part.name for neighbor in neighbors for part in neighbor.components))
    if headings:
        yield (
            "code",
            "title",
            "level",
            "distance",
            "band",
            *names,
            "currency",
            "period",
            "median",
            "basis",
        )
    for neighbor in neighbors:
        yield (
            *_cells(neighbor),
            *_component_cells(neighbor, names),
            *values.pay_cells(neighbor.pay),
        )


def _cells(neighbor: Neighbor) -> tuple[str, ...]:
    distance = f"{neighbor.distance:.2f}"
    return (neighbor.code, neighbor.title, neighbor.level, distance, neighbor.band)


def _component_cells(neighbor: Neighbor, names: Iterable[str]) -> Iterator[str]:
    parts = {part.name: f"{part.distance:.2f}" for part in neighbor.components}
    return (parts.get(name, "") for name in names)
