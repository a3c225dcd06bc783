"""The questions that readers of a canon are asked: those of ``canon.yaml``, or the reference's."""

from __future__ import annotations

from functools import cache

from levelctl.canon import package_data
from levelctl.record import JsonObject, Record


class ReviewQuestion(Record):
    """A question about a duty, to which yes is the good answer."""

    name: str
    """The key of the answer in files of reviews."""
    ask: str
    key: str
    """The letter that goes to the question."""


def questions_of(settings: JsonObject) -> tuple[ReviewQuestion, ...]:
    """Return the questions of a canon with *settings*, the value of its ``canon.yaml``."""
    stated = settings.get("review", {}).get("questions") or _reference()
    return tuple(ReviewQuestion(name, **question) for name, question in stated.items())


@cache
def _reference() -> JsonObject:
    from levelctl.canon import source  # a canon with questions of its own needs no parser

    text = source.decode(source.load(package_data.CANON, "canon.yaml"))
    found: JsonObject = source.parse(text).top.value["review"]["questions"]
    return found
