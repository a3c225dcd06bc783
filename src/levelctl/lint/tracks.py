"""The levels of a ladder in sequence, each track from its lowest, and who leads whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from levelctl.canon.model import Focus, Ladder, Level, Pay
from levelctl.canon.pay_range import comparable
from levelctl.record import Record


def tracks(ladder: Ladder) -> Iterator[tuple[Level, ...]]:
    """Yield the levels of each track, in the order of the ladder's file."""
    for track in ladder.tracks:
        yield tuple(level for level in ladder.levels if level.track == track.code)


def steps(ladder: Ladder) -> Iterator[tuple[Level, Level]]:
    """Yield each pair of neighboring levels of a track, the lower one first."""
    for track in tracks(ladder):
        yield from pairwise(track)


class PaidLevel(Record):
    """A level of a focus whose pay is known."""

    code: str
    rank: float
    manages: bool
    pay: Pay


def managers(focus: Focus, ladder: Ladder) -> list[PaidLevel]:
    """Return the levels of *focus* that manage people and have pay, in the ladder's order."""
    return [each for each in _paid(focus, ladder) if each.manages]


def lowest_manager(focus: Focus, ladder: Ladder) -> PaidLevel | None:
    """Return the lowest level of *focus* that manages people, if its pay is known."""
    codes = [each.code for each in ladder.levels if focus.profile(each.code)]
    manage = {track.code for track in ladder.tracks if track.manages}
    leading = [each for each in ladder.levels if each.code in codes and each.track in manage]
    lowest = min(leading, key=lambda each: each.rank, default=None)
    paid = managers(focus, ladder)
    return next((each for each in paid if lowest and each.code == lowest.code), None)


def led_by(manager: PaidLevel, focus: Focus, ladder: Ladder) -> list[PaidLevel]:
    """Return the levels of *focus* that manage nobody, if *manager*'s pay compares with theirs."""
    levels = _paid(focus, ladder)
    return [each for each in levels if not each.manages and comparable(each.pay, manager.pay)]


def _paid(focus: Focus, ladder: Ladder) -> Iterator[PaidLevel]:
    for level in ladder.levels:
        profile = focus.profile(level.code)
        if profile and profile.pay:
            manages = ladder.track(level.track).manages
            yield PaidLevel(level.code, level.rank, manages, profile.pay)
