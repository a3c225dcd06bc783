"""The responsibilities of a focus, level by level."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Route


def duties(focus: Focus) -> Iterator[tuple[Route, str, str]]:
    """Yield each responsibility as its route, the code of its level, and its text."""
    for profile in focus.profiles:
        level = profile.code.level
        for number, text in enumerate(profile.responsibilities):
            yield ("levels", level, "responsibilities", number), level, text
