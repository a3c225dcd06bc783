"""The titles in a focus's file, and when two are the same."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Route


def titles(focus: Focus) -> Iterator[tuple[Route, str]]:
    """Yield the name and the aliases of *focus*, each with its route."""
    yield ("name",), focus.name
    for number, alias in enumerate(focus.aliases):
        # One without a level is written as a bare text.
        inside = () if alias.level is None else ("title",)
        yield ("aliases", number, *inside), alias.title


def folded(title: str) -> str:
    """
    Return *title* as a search takes it: in any case, with any white space.

    >>> folded("Ward  Nurse") == folded("ward nurse")
    True
    """
    return " ".join(title.casefold().split())
