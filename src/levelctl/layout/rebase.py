"""Turns what changed below an overlay into a document."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.answers.rebase import ChangedBelow, Rebase
from levelctl.text.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Paragraph,
    Run,
    Text,
    text,
)


def document(result: Rebase) -> Document:
    """Return *result* as a document: both states, then what changed of what is replaced."""
    heading = Heading(text("Rebase", "strong"), depth=1)
    if result.now is None:
        return (heading, Paragraph(text(f"{result.canon} extends no other canon.", "muted")))
    then = f"{result.then.edition} {result.then.fingerprint}" if result.then else "no pin"
    facts = (
        ("Canon", text(result.canon)),
        ("Below", text(result.base or "")),
        ("Pinned", text(then.strip())),
        ("Now", text(f"{result.now.edition} {result.now.fingerprint}")),
    )
    return (heading, Facts(facts), *_changes(result), Paragraph(_outcome(result)))


def _changes(result: Rebase) -> Iterator[Block]:
    if result.changes:
        yield Heading(text("Changed below, and replaced here", "strong"), depth=2)
        yield Bullets(tuple(map(_change, result.changes)))
    elif result.moved and result.then:
        known = "Nothing that this canon replaces changed there."
        unknown = "What changed there of what this canon replaces is not known."
        yield Paragraph(text(known if result.known else unknown))


def _change(change: ChangedBelow) -> Text:
    place = f"{change.path}:{change.line}:{change.column}"
    return (Run(place, "code"), Run(f" {change.value}: {change.then} became {change.now}"))


def _outcome(result: Rebase) -> Text:
    if result.written:
        return text("This state is pinned now.", "good")
    if result.then is None:
        return text("There is no pin yet; levelctl rebase writes one.", "muted")
    return text("The pin is another one." if result.moved else "The pin is of this state.", "muted")
