"""Turns the state of a canon's store into a document."""

from __future__ import annotations

from levelctl.answers.cache import CacheState
from levelctl.text.document import Document, Facts, Heading, Text, text

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def document(result: CacheState, *, now: float) -> Document:
    """Return *result* as a document; *now* is in seconds since 1970."""
    return (
        Heading(text("Cache", "strong"), depth=1),
        Facts(
            (
                ("Canon", text(result.canon)),
                ("Store", text(result.place)),
                ("Size", text(f"{result.size:,} bytes" if result.size is not None else "none")),
                ("Files", text("none" if result.files is None else f"{result.files:,}")),
                ("Made", _built(result, now)),
                ("Fresh", _fresh(result)),
            )
        ),
    )


def _built(result: CacheState, now: float) -> Text:
    return text("never" if result.made is None else f"{age(now - result.made)} ago")


def _fresh(result: CacheState) -> Text:
    if result.fresh:
        return text("yes: the next answer comes from the store", "good")
    if result.problem:
        return text(f"no: {result.problem}", "bad")
    if result.made is None:
        return text("no: the next answer creates the store", "bad")
    return text("no: the next answer updates the store", "bad")


def age(seconds: float) -> str:
    """
    Return a span of time in its largest unit.

    >>> age(7200), age(1.5), age(-3)
    ('2 hours', '1 second', '0 seconds')
    """
    whole_seconds = max(int(seconds), 0)
    for unit, name in _UNITS:
        count = whole_seconds // unit
        if count:
            return f"{count} {name}{'' if count == 1 else 's'}"
    return "0 seconds"
