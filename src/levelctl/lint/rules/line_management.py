"""
Only tracks that manage people require line management.

People on other tracks expect to advance without managing anybody. In ladder.yaml, `manages: true`
marks the tracks that manage people. words.yaml lists the phrases that mean line management, and the
words that negate them. A skill applies to all levels of its focus, so the rule reports it only if
no level of the focus manages people.

Bad:

    levels:
      P2:
        guideline:
          knowledge: Knows the vaccines in use.
          complexity: Decides who must not be vaccinated.
          collaboration: Agrees on the week with doctors, and has two direct reports.
          experience: At least 1 year in a clinic.

Good:

    levels:
      P2:
        guideline:
          knowledge: Knows the vaccines in use.
          complexity: Decides who must not be vaccinated.
          collaboration: Agrees on the week with doctors, and has no direct reports.
          experience: At least 1 year in a clinic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from levelctl.canon.model import Focus, Profile
from levelctl.diagnostics import Route, Severity
from levelctl.lint.phrases import first, occurrences
from levelctl.lint.responsibilities import own_duties
from levelctl.lint.rule import Context, Finding, FocusRule, RuleWords

REACH = 4
"""How many words before a phrase can contain a denial: *without any of the line management*."""

HINT = (
    "say what the person leads without managing people, or move it to a level that manages people"
)

_CLAUSE = re.compile(r"[.:;!?]")


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    managing = {track.code for track in context.ladder.tracks if track.manages}
    tracks = [context.ladder.of(profile).track for profile in focus.profiles]
    for profile, track in zip(focus.profiles, tracks, strict=True):
        if track not in managing:
            yield from _of_profile(profile, track, context.words)
    if tracks and managing.isdisjoint(tracks):
        yield from _of_skills(focus, context.words)


def _of_profile(profile: Profile, track: str, words: RuleWords) -> Iterator[Finding]:
    for route, text in _texts(profile):
        phrase = _phrase(text, words)
        if phrase:
            yield Finding(
                route,
                f"{profile.code.level} requires {phrase!r}, but track {track} does not manage "
                "people",
                hint=HINT,
            )


def _of_skills(focus: Focus, words: RuleWords) -> Iterator[Finding]:
    for number, skill in enumerate(focus.skills):
        for part in ("name", "summary"):
            phrase = _phrase(getattr(skill, part), words)
            if phrase:
                yield Finding(
                    ("skills", number, part),
                    f"the skill {skill.name!r} requires {phrase!r}, but no level of the focus "
                    "manages people",
                    hint=HINT,
                )


def _texts(profile: Profile) -> Iterator[tuple[Route, str]]:
    route = ("levels", profile.code.level)
    yield from own_duties(profile)
    for key, text in profile.guideline.cells if profile.guideline else ():
        yield (*route, "guideline", key), text


def _phrase(text: str, words: RuleWords) -> str:
    """Return the first line-management phrase in *text* that is not denied, or an empty text."""
    for phrase, before in occurrences(text, words.line_management):
        clause = _CLAUSE.split(before)[-1]
        if not first(" ".join(clause.split()[-REACH:]), words.denials):
            return phrase
    return ""


RULE = FocusRule(
    "line-management",
    Severity.WARNING,
    "prose",
    __name__,
    check,
    words=("line_management", "denials"),
)
