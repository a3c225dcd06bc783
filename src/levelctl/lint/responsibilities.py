"""The responsibilities of a focus, one after another."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Route


def duties(focus: Focus) -> Iterator[tuple[Route, str, str]]:
    """Yield each responsibility with its route and its level's code: route, level, text."""
    for profile in focus.profiles:
        level = profile.code.level
        for number, text in enumerate(profile.responsibilities):
            yield ("levels", level, "responsibilities", number), level, text
