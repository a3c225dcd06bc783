"""The rows of a comparison; each shows one aspect of all sides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from levelctl.answers.diff.records import (
    Cell,
    ComparisonRow,
    DistanceCell,
    DistanceRow,
    PayCell,
    PayRow,
)
from levelctl.canon.canon import Canon
from levelctl.canon.model import ATTRIBUTES, GUIDELINES, Level, Pay, Profile
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

    def row(name: str, value: Callable[[Level], str], *, marked: bool = False) -> ComparisonRow:
        return _row(name, [value(level) for level in levels], marked=marked)

    return (
        row("Name", lambda level: level.name),
        row("Track", lambda level: tracks[level.track]),
        row("Rank", lambda level: f"{level.rank:g}"),
        row("Typical experience", lambda level: str(level.years)),
        row("Summary", lambda level: level.summary, marked=True),
        *(
            _row(heading, [getattr(level, key) for level in levels])
            for key, heading in ATTRIBUTES.items()
        ),
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


def distance_row(canon: Canon, profiles: Sequence[Profile]) -> DistanceRow:
    """Return the distance of each of *profiles* from the first in the structural space."""
    from levelctl.space.structural import StructuralSpace  # a comparison of levels does not need it

    space = StructuralSpace(canon)
    distances = (space.distance(profiles[0], each).hundredths for each in profiles)
    cells = (DistanceCell(each / 100, space.bounds.band(each)) for each in distances)
    return DistanceRow(space.name, tuple(cells))


def guideline_rows(profiles: Sequence[Profile]) -> tuple[ComparisonRow, ...]:
    return tuple(
        _row(
            heading,
            [
                getattr(profile.guideline, key) if profile.guideline else None
                for profile in profiles
            ],
        )
        for key, heading in GUIDELINES.items()
    )


def pay_row(pays: Sequence[Pay | None]) -> PayRow:
    first = pays[0]
    return PayRow(
        (PayCell(measured(first), None, None), *(_pay_cell(pay, first) for pay in pays[1:]))
    )


def _pay_cell(pay: Pay | None, first: Pay | None) -> PayCell:
    return PayCell(measured(pay), *difference(first, pay))
