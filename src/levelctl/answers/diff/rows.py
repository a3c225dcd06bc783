"""The rows of a comparison; each shows one aspect of all sides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from levelctl.answers.diff.records import (
    Cell,
    ComparisonRow,
    DistanceCell,
    DistanceRow,
    PayCell,
    PayRow,
)
from levelctl.canon.canon import Canon
from levelctl.canon.model import (
    DimensionGroup,
    Focus,
    Level,
    Pay,
    Profile,
    Review,
    Source,
    Sources,
    Texts,
)
from levelctl.canon.pay_range import difference, measured
from levelctl.text.similarity import changed_runs


def _row(name: str, texts: Sequence[str | None], *, marked: bool = True) -> ComparisonRow:
    """Return a row of *texts*; if *marked*, with the words that differ from the first text."""
    first = texts[0]
    rest = [
        Cell(text, changed_runs(text, first)) if text and first and marked else Cell(text)
        for text in texts[1:]
    ]
    return ComparisonRow(name, (Cell(first), *rest))


def level_rows(canon: Canon, levels: Sequence[Level]) -> tuple[ComparisonRow, ...]:
    tracks = {track.code: track.name for track in canon.ladder.tracks}

    def rows(
        name: str, value: Callable[[Level], object], *, marked: bool = False
    ) -> Iterator[ComparisonRow]:
        """Yield the row, unless no level has the value."""
        values = [value(level) for level in levels]
        if any(each is not None for each in values):
            texts = [None if each is None else str(each) for each in values]
            yield _row(name, texts, marked=marked)

    return (
        *rows("Name", lambda level: level.name),
        *rows("Track", lambda level: tracks[level.track]),
        *rows("Rank", lambda level: f"{level.rank:g}"),
        *rows("Typical experience", lambda level: level.years),
        *rows("Summary", lambda level: level.summary, marked=True),
        *_dimension_rows(canon.dimensions.attributes, [level.attributes for level in levels]),
    )


def placement_rows(canon: Canon, profiles: Sequence[Profile]) -> tuple[ComparisonRow, ...]:
    functions = [canon.function(profile.code.function) for profile in profiles]
    families = [canon.family(function.family).name for function in functions]
    return (
        _row("Family", families, marked=False),
        _row("Function", [function.name for function in functions], marked=False),
        _row("Focus", [profile.title for profile in profiles], marked=False),
        _row("Status", [profile.status for profile in profiles], marked=False),
    )


def text_rows(canon: Canon, focus: Focus, profile: Profile) -> tuple[ComparisonRow, ...]:
    """Return the rows of the other texts about *profile* of *focus*, one side each."""
    confidence, sources = profile.confidence, profile.sources
    scores = profile.review.scores if profile.review else ()
    texts = tuple((name, f"{score:g}") for name, score in scores)
    panel = _panel(profile.review)
    return (
        _row("Definition", [focus.summary]),
        _row("Version", [str(profile.version)]),
        _row("Region", [profile.region]),
        _row("Confidence", [None if confidence is None else f"{confidence:g}"]),
        *_dimension_rows(canon.dimensions.scores, [texts]),
        *([_row("Panel", [panel])] if panel else []),
        _row("Sources", [_sources(sources) if sources else None]),
    )


def _panel(review: Review | None) -> str:
    """Return who gave the scores of *review*, and whether it was for another wording."""
    if review is None:
        return ""
    other = "for another wording" if review.wording else ""
    return ", ".join(filter(None, (review.panel, other)))


def _sources(sources: Sources) -> str:
    return "; ".join(map(_source, sources.listed)) or str(sources.count)


def _source(source: Source) -> str:
    """Return the title of *source*, with its kind and place if these are known."""
    what = ", ".join(filter(None, (source.kind, source.place))).replace("_", " ")
    return f"{source.title} ({what})" if what else source.title


def distance_row(canon: Canon, profiles: Sequence[Profile]) -> DistanceRow:
    """Return the distance of each of *profiles* from the first in the structural space."""
    from levelctl.space.structural import StructuralSpace  # a comparison of levels does not need it

    space = StructuralSpace(canon)
    distances = (space.distance(profiles[0], each).hundredths for each in profiles)
    cells = (DistanceCell(each / 100, space.bounds.band(each)) for each in distances)
    return DistanceRow(space.name, tuple(cells))


def guideline_rows(canon: Canon, profiles: Sequence[Profile]) -> tuple[ComparisonRow, ...]:
    texts = [profile.guideline.cells if profile.guideline else () for profile in profiles]
    return _dimension_rows(canon.dimensions.guideline, texts)


def _dimension_rows(group: DimensionGroup, texts: Sequence[Texts]) -> tuple[ComparisonRow, ...]:
    """Return a row for each dimension that any side has; *texts* are those of each side."""
    sides = [dict(each) for each in texts]
    return tuple(
        _row(column.heading, [side.get(column.key) for side in sides])
        for column in group.held(texts)
    )


def pay_row(pays: Sequence[Pay | None]) -> PayRow:
    first = pays[0]
    return PayRow(
        (PayCell(measured(first), None, None), *(_pay_cell(pay, first) for pay in pays[1:]))
    )


def _pay_cell(pay: Pay | None, first: Pay | None) -> PayCell:
    return PayCell(measured(pay), *difference(first, pay))
