"""The responsibilities of a focus, level by level, with their places in its file."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus, Profile
from levelctl.diagnostics import Route


def duties(focus: Focus) -> Iterator[tuple[Route, str, str]]:
    """Yield each responsibility as its route, the code of its level, and its text."""
    for profile in focus.profiles:
        for route, text in own_duties(profile):
            yield route, profile.code.level, text


def own_duties(profile: Profile) -> Iterator[tuple[Route, str]]:
    """Yield each responsibility in the file of *profile*: generic ones are in themes.yaml."""
    own = (each for each in profile.responsibilities if not each.generic)
    route = ("levels", profile.code.level, "responsibilities")
    for number, each in enumerate(own):
        yield (*route, number), each.text
