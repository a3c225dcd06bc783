"""
Lists of responsibilities, skills and tools are neither too short nor too long.

Two responsibilities do not describe a job, and nobody reads twenty. `check.lengths` in canon.yaml
sets the limits. If a focus has themes, the most is that of each theme, without the generic criteria
of themes.yaml. The rule ignores deprecated levels, and lists that are left out: what is in them is
not known.

Bad:

    levels:
      P2:
        responsibilities:
          - Vaccinates forty children a day and reports side effects to the health office.

Good:

    levels:
      P2:
        responsibilities:
          - Vaccinates forty children a day and reports side effects to the health office.
          - Draws blood, labels each tube at the chair, and sends the batch off by noon.
          - Explains the doctor's findings in plain words, and checks that they were understood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from levelctl.canon.model import Focus, Profile
from levelctl.diagnostics import Route, Severity
from levelctl.lint.rule import Context, Finding, FocusRule


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    lengths = context.settings.lengths
    current = [profile for profile in focus.profiles if profile.status != "deprecated"]
    for profile in current:
        yield from _of_level(focus, profile, lengths)
    for name in ("skills", "tools") if current else ():
        count = len(getattr(focus, name))
        if count or name in focus.empty:
            yield from _finding((), name, focus.code, count, lengths)


def _of_level(
    focus: Focus, profile: Profile, lengths: dict[str, tuple[int, int]]
) -> Iterator[Finding]:
    """Yield a finding if the level has too few or too many; with themes, see `_of_themes`."""
    level, count = profile.code.level, len(profile.responsibilities)
    if not count and "responsibilities" not in profile.empty:
        return
    low, high = lengths["responsibilities"]
    if focus.themes:
        yield from _of_themes(focus, profile, high)
        high = max(count, high)
    limits = {"responsibilities": (low, high)}
    yield from _finding(("levels", level), "responsibilities", level, count, limits)


def _of_themes(focus: Focus, profile: Profile, high: int) -> Iterator[Finding]:
    """Yield a finding for each theme with more than *high* responsibilities of the focus itself."""
    level = profile.code.level
    names: dict[str | None, str] = {theme.slug: f"in {theme.name!r}" for theme in focus.themes}
    counts = Counter(duty.theme for duty in profile.responsibilities if not duty.generic)
    for theme, count in counts.items():
        if count > high:
            yield Finding(
                ("levels", level, "responsibilities"),
                f"{level} has {count} responsibilities {names.get(theme, 'without a theme')}; "
                f"expected at most {high}",
                hint="combine related items",
                key=True,
            )


def _finding(
    route: Route, name: str, owner: str, count: int, lengths: dict[str, tuple[int, int]]
) -> Iterator[Finding]:
    low, high = lengths[name]
    if not low <= count <= high:
        noun = name if count != 1 else _SINGULAR[name]
        yield Finding(
            (*route, name) if count else route,
            f"{owner} has {count} {noun}; expected {low} to {high}",
            hint="add what is missing" if count < low else "combine related items",
            key=True,
        )


_SINGULAR = {"responsibilities": "responsibility", "skills": "skill", "tools": "tool"}

RULE = FocusRule(
    "list-length",
    Severity.WARNING,
    "prose",
    __name__,
    check,
    settings=tuple(f"check.lengths.{name}" for name in _SINGULAR),
)
