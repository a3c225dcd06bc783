"""
Two to four levels or profiles side by side: what differs, row by row.

The first side is what the others are compared with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Literal, get_args

from levelctl.errors import LevelctlError
from levelctl.model import ATTRIBUTES, GUIDELINES, Canon, Focus, Level, Pay, Profile
from levelctl.resolve import Thing, reference, resolve, resolve_profile
from levelctl.wording import Piece, Vocabulary, pieces

MOST_SIDES = 4


class Section(StrEnum):
    """A part of a comparison, named as the field of `Comparison` that holds it."""

    PLACEMENT = "placement"
    LEVEL = "level"
    PAY = "pay"
    GUIDELINE = "guideline"
    RESPONSIBILITIES = "responsibilities"
    SKILLS = "skills"
    TOOLS = "tools"


Change = Literal["kept", "escalated", "reduced", "reworded", "new", "dropped", "absent"]
"""
What became of a duty or item, seen from the first side.

*escalated*, *reduced*, *reworded*: the same duty in other words at a higher, lower or equal
rank; *absent*: neither here nor on the first side.
"""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared."""

    code: str
    """A profile's code, or a level's."""
    title: str
    level: str
    rank: float


@dataclass(frozen=True, slots=True)
class Cell:
    text: str | None
    """None if the canon does not hold it."""
    pieces: tuple[Piece, ...] = ()
    """The text cut at what differs from the first side; empty on the first side."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing about every side, in the order of the sides."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def changed(self) -> bool:
        return any(cell.text != self.cells[0].text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class PayCell:
    pay: Pay | None
    difference: int | None
    """The median less the first side's; None where they cannot be compared."""
    percent: float | None
    """The difference in percent of the first side's median."""


@dataclass(frozen=True, slots=True)
class PayRow:
    cells: tuple[PayCell, ...]

    @property
    def changed(self) -> bool:
        return any(cell.pay != self.cells[0].pay for cell in self.cells)


@dataclass(frozen=True, slots=True)
class ItemCell:
    text: str | None
    """None if this side has no such duty or item."""
    change: Change | None
    """None on the first side."""
    similarity: float | None
    """0 to 1, where it was paired with a duty in other words."""
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A duty, skill or tool that at least one side has."""

    cells: tuple[ItemCell, ...]

    @property
    def changed(self) -> bool:
        return any(cell.change not in (None, "kept") for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that was compared; a section without rows has nothing to compare."""

    kind: Literal["levels", "profiles"]
    sides: tuple[Side, ...]
    sections: tuple[Section, ...]
    """Those asked for that this kind of comparison has, in order."""
    placement: tuple[Row, ...] = ()
    level: tuple[Row, ...] = ()
    pay: tuple[PayRow, ...] = ()
    guideline: tuple[Row, ...] = ()
    responsibilities: tuple[ItemRow, ...] = ()
    skills: tuple[ItemRow, ...] = ()
    tools: tuple[ItemRow, ...] = ()

    @property
    def differs(self) -> bool:
        return any(row.changed for name in self.sections for row in getattr(self, name))


def sides(canon: Canon, texts: Sequence[str], focus: Focus | None = None) -> list[Level | Profile]:
    """
    Return what *texts* mean, all levels or all profiles.

    A bare level stands for the profile of *focus* at it if a focus is given, else of the
    first profile's focus if there is one.

    Raises LevelctlError if they are not two to four, or if one is neither.
    """
    if not 1 < len(texts) <= MOST_SIDES:
        raise LevelctlError(
            f"diff compares two to {MOST_SIDES} sides, not {len(texts)}",
            hint="for example: levelctl diff P2 P4",
        )
    things = [_side(resolve(canon, text), text) for text in texts]
    first = next((thing for thing in things if isinstance(thing, Profile)), None)
    if first and not focus:
        focus = canon.focus(first.code)
    if not focus:
        return list(things)
    return [
        thing if isinstance(thing, Profile) else resolve_profile(focus, thing.code)
        for thing in things
    ]


def _side(thing: Thing, text: str) -> Level | Profile:
    if isinstance(thing, Level | Profile):
        return thing
    raise LevelctlError(
        f"{text!r} is neither a level nor a profile",
        hint=f"add a level: levelctl show {reference(thing)!r} lists them",
    )


def compare(
    canon: Canon,
    things: Sequence[Level | Profile],
    *,
    only: Sequence[str] = (),
    changed: bool = False,
) -> Comparison:
    """
    Return *things* side by side, all levels or all profiles.

    *only* narrows to sections, *changed* to rows in which a side differs from the first.

    Raises LevelctlError if *only* names what is no section.
    """
    unknown = [name for name in only if name not in [*Section]]
    if unknown:
        raise LevelctlError(
            f"a comparison has no section {unknown[0]!r}",
            hint=f"its sections are: {', '.join(Section)}",
        )
    levels = [thing for thing in things if isinstance(thing, Level)]
    profiles = [thing for thing in things if isinstance(thing, Profile)]
    whole = _of_profiles(canon, profiles) if profiles else _of_levels(canon, levels)
    chosen = tuple(name for name in whole.sections if not only or name in only)
    rows: dict[str, Any] = {
        name: tuple(
            row for row in getattr(whole, name) if name in chosen and (row.changed or not changed)
        )
        for name in whole.sections
    }
    return replace(whole, sections=chosen, **rows)


def _of_levels(canon: Canon, levels: Sequence[Level]) -> Comparison:
    return Comparison(
        kind="levels",
        sides=tuple(Side(level.code, level.name, level.code, level.rank) for level in levels),
        sections=(Section.LEVEL,),
        level=_level_rows(canon, levels),
    )


def _of_profiles(canon: Canon, profiles: Sequence[Profile]) -> Comparison:
    levels = [canon.ladder.of(profile) for profile in profiles]
    foci = [canon.focus(profile.code) for profile in profiles]
    ranks = [level.rank for level in levels]
    duties = [profile.responsibilities for profile in profiles]
    said = {
        duty: None for focus in foci for each in focus.profiles for duty in each.responsibilities
    }
    return Comparison(
        kind="profiles",
        sides=tuple(
            Side(str(profile.code), profile.title, level.code, level.rank)
            for profile, level in zip(profiles, levels, strict=True)
        ),
        sections=tuple(
            name
            for name in Section
            # The skills and tools of one focus are the same at all its levels.
            if name not in (Section.SKILLS, Section.TOOLS)
            or any(focus != foci[0] for focus in foci)
        ),
        placement=_placement_rows(canon, profiles),
        level=_level_rows(canon, levels),
        pay=(_pay_row([profile.pay for profile in profiles]),),
        guideline=_guideline_rows(profiles),
        responsibilities=_duty_rows(duties, ranks, Vocabulary(said), canon.settings.same_duty),
        skills=_item_rows([[skill.name for skill in focus.skills] for focus in foci]),
        tools=_item_rows([focus.tools for focus in foci]),
    )


def _row(name: str, texts: Sequence[str | None], *, marked: bool = True) -> Row:
    """Return a row of *texts*; *marked*, with the words that differ from the first's."""
    first = texts[0]
    rest = [
        Cell(text, pieces(text, first)) if text and first and marked else Cell(text)
        for text in texts[1:]
    ]
    return Row(name, (Cell(first), *rest))


def _level_rows(canon: Canon, levels: Sequence[Level]) -> tuple[Row, ...]:
    tracks = {track.code: track.name for track in canon.ladder.tracks}

    def row(name: str, value: Callable[[Level], str], *, marked: bool = False) -> Row:
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


def _placement_rows(canon: Canon, profiles: Sequence[Profile]) -> tuple[Row, ...]:
    functions = [canon.function(profile.code.function) for profile in profiles]
    families = [canon.family(function.family).name for function in functions]
    return (
        _row("Family", families, marked=False),
        _row("Function", [function.name for function in functions], marked=False),
        _row("Focus", [profile.title for profile in profiles], marked=False),
        _row("Status", [profile.status for profile in profiles], marked=False),
    )


def _guideline_rows(profiles: Sequence[Profile]) -> tuple[Row, ...]:
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


def _pay_row(pays: Sequence[Pay | None]) -> PayRow:
    first = pays[0]
    return PayRow((PayCell(first, None, None), *(_pay_cell(pay, first) for pay in pays[1:])))


def _pay_cell(pay: Pay | None, first: Pay | None) -> PayCell:
    if not pay or not first or (pay.currency, pay.period) != (first.currency, first.period):
        return PayCell(pay, None, None)
    difference = pay.median - first.median
    return PayCell(pay, difference, round(100 * difference / first.median, 1))


def _item_rows(lists: Sequence[Sequence[str]]) -> tuple[ItemRow, ...]:
    """Return a row for each item by name, the first side's first."""
    names = dict.fromkeys(name for names in lists for name in names)
    return tuple(
        ItemRow(
            tuple(
                ItemCell(
                    name if name in names_here else None,
                    _item_change(name in names_here, name in lists[0]) if side else None,
                    None,
                )
                for side, names_here in enumerate(lists)
            )
        )
        for name in names
    )


def _item_change(here: bool, first: bool) -> Change:
    if here:
        return "kept" if first else "new"
    return "dropped" if first else "absent"


def _duty_rows(
    lists: Sequence[Sequence[str]],
    ranks: Sequence[float],
    vocabulary: Vocabulary,
    threshold: float,
) -> tuple[ItemRow, ...]:
    """
    Return a row for each duty: the first side's in its order, then what others add.

    A later side's duty joins the row whose first text is most like it.
    """
    rows = [_Duty(0, text, {0: (text, 1.0)}) for text in lists[0]]
    for side, duties in enumerate(lists[1:], start=1):
        firsts = [row.text for row in rows]
        paired = vocabulary.pair(firsts, duties, threshold=threshold)
        for number, (index, alike) in paired.items():
            rows[number].texts[side] = (duties[index], alike)
        joined = {index for index, _ in paired.values()}
        rows += [
            _Duty(side, text, {side: (text, 1.0)})
            for index, text in enumerate(duties)
            if index not in joined
        ]
    return tuple(_duty_row(row, ranks) for row in rows)


@dataclass(slots=True)
class _Duty:
    side: int
    """The side that has it first."""
    text: str
    texts: dict[int, tuple[str, float]]
    """By side: its words there, and how like the first they are."""


def _duty_row(duty: _Duty, ranks: Sequence[float]) -> ItemRow:
    return ItemRow(tuple(_duty_cell(duty, side, ranks) for side in range(len(ranks))))


def _duty_cell(duty: _Duty, side: int, ranks: Sequence[float]) -> ItemCell:
    if side not in duty.texts:
        return ItemCell(None, _item_change(False, duty.side == 0) if side else None, None)
    text, alike = duty.texts[side]
    if side == duty.side:
        return ItemCell(text, "new" if side else None, None)
    if text == duty.text:
        return ItemCell(text, "kept", None)
    change = _direction(ranks[side] - ranks[duty.side])
    return ItemCell(text, change, round(alike, 2), pieces(text, duty.text))


def _direction(steps: float) -> Change:
    if steps == 0:
        return "reworded"
    return "escalated" if steps > 0 else "reduced"


def counts(rows: Iterable[ItemRow], side: int) -> dict[Change, int]:
    """Return how often each change occurs on *side*, in the order of `Change`."""
    found = [row.cells[side].change for row in rows]
    return {change: found.count(change) for change in get_args(Change) if change in found}
