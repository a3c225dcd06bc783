"""Lays out the sections of a profile's page."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.answers.show import (
    Cells,
    Duties,
    EvidenceReader,
    ProfileEvidence,
    ProfilePage,
    Provenance,
)
from levelctl.canon.model import Dimension, DimensionGroup, Responsibility, Theme, by_theme
from levelctl.layout import values
from levelctl.layout.show.sections import family, missing, named, section, table
from levelctl.space.structural import NAME
from levelctl.text.document import (
    NOT_KNOWN,
    Block,
    Bullets,
    Column,
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

PROSE = 22
"""The width that a cell of prose needs on a terminal, in columns."""


def chips(result: ProfilePage) -> Text:
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
            text(values.status(result.status), "good" if approved else "bad"),
            text(result.region),
            text(f"v{result.version}"),
        ),
        " · ",
    )


def rests_on(evidence: ProfileEvidence) -> str:
    """
    Return what a profile rests on, in one line.

    >>> rests_on(ProfileEvidence(6, 0))
    '0 of 6 duties sourced; nobody of the trade has read it; blind placement not measured'
    >>> nurses = 2 * (EvidenceReader("trade", "registered nurse", 12),)
    >>> rests_on(ProfileEvidence(6, 4, 5, nurses, 12, 11, 0.95)).split("; ")[1]
    '5 read by 2 readers (registered nurse), at least 95 % yes to each question'
    """
    return "; ".join(_rests_on(evidence))


def _rests_on(evidence: ProfileEvidence) -> Iterator[str]:
    yield f"{evidence.sourced} of {evidence.duties} duties sourced"
    if evidence.readers:
        yield _readers(evidence)
    if not any(reader.reads_as == "trade" for reader in evidence.readers):
        yield "nobody of the trade has read it"
    if evidence.placed:
        yield f"placed right {evidence.placed_right} of {evidence.placed}"
    else:
        yield "blind placement not measured"
    if evidence.objections:
        yield _counted(evidence.objections, "open objection")
    if evidence.changed:
        read = _counted(evidence.once_read, "duty read", "duties read")
        yield f"reviewed before an edit, which changed {evidence.changed} of {read}"


def _counted(number: int, what: str, several: str = "") -> str:
    """
    Return *number* with *what* it counts.

    >>> _counted(1, "duty", "duties"), _counted(2, "reader")
    ('1 duty', '2 readers')
    """
    return f"{number} {what if number == 1 else several or f'{what}s'}"


def _readers(evidence: ProfileEvidence) -> str:
    who = _counted(len(evidence.readers), "reader")
    trades = ", ".join(dict.fromkeys(map(_trade, evidence.readers)))
    read = f"{evidence.read} read by {who} ({trades})"
    share = evidence.least_share
    return read if share is None else f"{read}, at least {share * 100:.0f} % yes to each question"


def _trade(reader: EvidenceReader) -> str:
    """
    Return what *reader* is: an editor may know a trade, and did not read for it.

    >>> _trade(EvidenceReader("editor", "nurse", 3)), _trade(EvidenceReader("trade", None, 3))
    ('nurse as editor', 'of the trade')
    """
    if reader.reads_as == "trade":
        return reader.trade or "of the trade"
    return f"{reader.trade} as {reader.reads_as}" if reader.trade else reader.reads_as


def placement(result: ProfilePage) -> tuple[Block, ...]:
    place = result.placement
    pairs = (
        ("Level", (*named(place.level), *((Run(f" · {place.years}"),) if place.years else ()))),
        ("Family", family(place.family)),
        ("Function", named(place.function)),
        ("Focus", named(place.focus)),
    )
    return section("Placement", Facts(pairs))


def pay(result: ProfilePage) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(values.pay(result.pay))]
    if result.pay is None:
        blocks = [Paragraph(values.no_pay(result.pay_missing))]
    if len(result.figures) > 1:
        blocks.append(Bullets(tuple(values.figure(each) for each in result.figures[1:])))
    if result.flsa:
        blocks.append(Facts((("Overtime", values.overtime(result.flsa)),)))
    return section("Market pay (median)", *blocks)


def responsibilities(result: ProfilePage) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for duties in result.responsibilities:
        blocks.append(Heading(_level_mark(duties.level, shown=duties.shown), depth=3))
        blocks += _included(duties, listed=len(result.responsibilities) > 1)
        blocks += _by_theme(duties, result.themes) or [Paragraph(NOT_KNOWN)]
    if any(_has_more(duties) for duties in result.responsibilities if not duties.shown):
        blocks.append(Paragraph(text(ELSEWHERE, "muted")))
    return section("Responsibilities by level", *blocks)


ELSEWHERE = "The page of each other level has its examples and links."


def _included(duties: Duties, *, listed: bool) -> list[Block]:
    """Return a line that names the levels that are included; they are *listed* on the page."""
    if not (duties.shown and duties.includes):
        return []
    levels = values.enumerated(duties.includes)
    more = "" if listed else "; --all-levels lists them"
    return [Paragraph(text(f"Includes the responsibilities of {levels}{more}.", "muted"))]


def _by_theme(duties: Duties, themes: tuple[Theme, ...]) -> list[Block]:
    """Return the responsibilities without a theme, then those of each theme below its name."""
    blocks: list[Block] = []
    details = by_theme(duties.details)
    for theme in (None, *themes):
        of_theme = details.get(theme.slug if theme else None, [])
        if theme and of_theme:
            blocks.append(Paragraph(values.theme(theme, summary=duties.shown)))
        if of_theme:
            blocks.append(_bullets(of_theme, full=duties.shown))
    return blocks


def _bullets(duties: list[Responsibility], *, full: bool) -> Bullets:
    items = tuple(map(values.responsibility, duties))
    below = tuple(tuple(_more(each)) for each in duties) if full else ()
    return Bullets(items, below if any(below) else ())


def _more(duty: Responsibility) -> Iterator[Text]:
    for example in duty.examples:
        yield (Run("Example: ", "muted"), Run(example))
    for link in duty.links:
        yield (Run("See: ", "muted"), *values.link(link))


def _has_more(duties: Duties) -> bool:
    return any(each.examples or each.links for each in duties.details)


def _level_mark(level: str, *, shown: bool) -> Text:
    return text(f"{level} ◀ this profile", "mark") if shown else text(level, "strong")


def guideline(result: ProfilePage) -> tuple[Block, ...]:
    group = result.dimensions.guideline
    if not group.columns:
        return ()
    held = group.held(each.guideline.cells for each in result.guideline if each.guideline)
    if not held:
        return section(group.heading, Paragraph(NOT_KNOWN))
    columns = (
        Column(text("Level")),
        *(Column(text(column.heading), PROSE) for column in held),
    )
    rows = tuple(_guideline_row(cells, held) for cells in result.guideline)
    return section(group.heading, Table(columns, rows))


def _guideline_row(cells: Cells, columns: tuple[Dimension, ...]) -> TableRow:
    held = dict(cells.guideline.cells) if cells.guideline else {}
    texts = ((known(held.get(column.key)),) for column in columns)
    level = text(f"{cells.level} ◀", "mark") if cells.shown else text(cells.level, "strong")
    return TableRow(((level,), *texts), shown=cells.shown)


def provenance(result: ProfilePage) -> tuple[Block, ...]:
    provenance = result.provenance
    listed = provenance.sources.listed if provenance.sources else ()
    sources = text(str(provenance.sources.count)) if provenance.sources else NOT_KNOWN
    group = result.dimensions.scores
    return section(
        group.heading,
        Facts((*_review(provenance, group), ("Sources", sources))),
        *((Bullets(tuple(values.source(source) for source in listed)),) if listed else ()),
    )


def _review(provenance: Provenance, group: DimensionGroup) -> Iterator[tuple[str, Text]]:
    review = provenance.review
    if review is None:
        yield "Review", NOT_KNOWN
        return
    scores = dict(review.scores)
    for column in group.columns:
        if column.key in scores:
            yield column.heading, text(f"{scores[column.key]:.1f}")
    if review.lowest is not None:
        rule = f": the lowest score is {review.lowest:.1f}; the minimum is {provenance.minimum:.1f}"
        yield "Review", (_outcome(provenance), Run("" if review.wording else rule))
    if review.panel:
        yield "Panel", text(review.panel)
    if review.reviewed:
        yield "Reviewed", text(review.reviewed)


def _outcome(provenance: Provenance) -> Run:
    """Return what the scores say of the profile as it is worded."""
    if provenance.wording:
        return Run("as reported by its panel, for another wording: says nothing of this one", "bad")
    return Run("passes", "good") if provenance.passes else Run("does not pass", "bad")


def adjacent(result: ProfilePage) -> tuple[Block, ...]:
    if not result.adjacent:
        return missing("Adjacent roles", "other profiles")
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
    return section(f"Adjacent roles ({NAME})", table(columns, rows))
