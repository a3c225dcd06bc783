"""The titles in a focus file, and the form in which two titles are compared."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Route


def titles(focus: Focus) -> Iterator[tuple[Route, str]]:
    """Yield the name and the aliases of *focus*, each with its route."""
    yield ("name",), focus.name
    for number, alias in enumerate(focus.aliases):
        # An alias without a level is a text, not a mapping.
        key = () if alias.level is None else ("title",)
        yield ("aliases", number, *key), alias.title


def folded(title: str) -> str:
    """
    Return *title* without differences of case and whitespace.

    >>> folded("Ward  Nurse") == folded("ward nurse")
    True
    """
    return " ".join(title.casefold().split())
