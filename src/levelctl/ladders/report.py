"""What became of each item of a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from levelctl.diagnostics import route_text
from levelctl.ladders.records import LadderDraft, Origin
from levelctl.ladders.yaml_text import Landing
from levelctl.record import Record

Outcome = Literal["kept", "mended", "merged", "left out"]

NO_PLACE = "a canon has no place for it"


class ReportedItem(Record):
    """An item of the source, and where it went."""

    place: str
    label: str
    text: str
    outcome: Outcome
    note: str
    """What was mended, with what it was merged, or why it was left out; empty for *kept*."""
    at: tuple[str, ...]
    """Where it is in the canon: ``file: the.way.to[0].it``; empty if it was left out."""


class OutcomeCount(Record):
    outcome: Outcome
    items: int


class FileConflict(Record):
    """Lines that were edited by hand and changed in the source too; the edited ones stay."""

    file: str
    line: int
    """Where the lines are in the file, counted from 1."""
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    """What the newer source would have there."""


class FileChangeNote(Record):
    """A file that a newer source changed."""

    file: str
    change: str
    """*new*, *changed*, *deleted*, or why it was not."""
    added: int
    """How many lines were added."""
    removed: int


class ImportReport(Record):
    """Everything that the source says, in its order, and where it went."""

    source: str
    kind: str
    license: str
    """The first lines of the license beside the source; empty if there is none."""
    remarks: tuple[str, ...]
    """What was guessed or written by levelctl, for the person who imports."""
    warnings: int
    """How many warnings `levelctl check` has about the canon."""
    counts: tuple[OutcomeCount, ...]
    items: tuple[ReportedItem, ...]
    again: bool = False
    """Whether the canon was there already, from an earlier import."""
    changes: tuple[FileChangeNote, ...] = ()
    """What a newer source changed in a canon that is already there."""
    conflicts: tuple[FileConflict, ...] = ()


OUTCOMES: tuple[Outcome, ...] = ("kept", "mended", "merged", "left out")


def counts_of(items: Sequence[ReportedItem]) -> tuple[OutcomeCount, ...]:
    """Return how many *items* have each outcome."""
    found = [item.outcome for item in items]
    return tuple(OutcomeCount(outcome, found.count(outcome)) for outcome in OUTCOMES)


def items_of(draft: LadderDraft, landings: Sequence[Landing]) -> tuple[ReportedItem, ...]:
    """Return all items of the source of *draft*, in order, with where they are by *landings*."""
    found: dict[Origin, list[Landing]] = {}
    for landing in landings:
        found.setdefault(landing.origin, []).append(landing)
    reasons = {each.origin: each.reason for each in draft.left_out}
    known = dict.fromkeys((*draft.items, *found, *reasons))
    return tuple(_item(origin, found.get(origin, ()), reasons.get(origin, "")) for origin in known)


def _item(origin: Origin, landings: Sequence[Landing], reason: str) -> ReportedItem:
    outcome, note = _outcome(landings, reason)
    at = tuple(dict.fromkeys(f"{each.file}: {route_text(each.route)}" for each in landings))
    return ReportedItem(origin.place, origin.label, origin.text, outcome, note, at)


def _outcome(landings: Sequence[Landing], reason: str) -> tuple[Outcome, str]:
    changes = tuple(dict.fromkeys(each.change for each in landings if each.change))
    if changes:
        return "mended", "; ".join((*changes, *([reason] if reason else ())))
    merged = [each.merged for each in landings if each.merged]
    if landings and len(merged) == len(landings):
        return "merged", f"with {merged[0].place}"
    if landings:
        return "kept", reason
    return "left out", reason or NO_PLACE


def renamings(renamed: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield a remark on the identifiers of levels and tracks that cannot be their codes."""
    if renamed:
        pairs = ", ".join(f"{was!r} is {now}" for was, now in renamed)
        yield f"a code has no spaces and few signs, so {pairs}; the names stay as they are"
