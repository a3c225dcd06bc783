"""What of a profile's content is compared: names of skills and tools, and words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from levelctl.canon.model import ContentSpace, Focus, Profile
from levelctl.text.similarity import worded

Spelled = dict[str, str]
"""By the form in which it is compared, each name or word as it is spelled, in order."""


class Features(NamedTuple):
    """The content of a profile, each kind by the form in which it is compared."""

    skills: Spelled
    skill_words: Spelled
    """The words of the names of skills, by their stems."""
    tools: Spelled
    duties: Spelled
    """The words of the responsibilities, by their stems."""


def features(focus: Focus, profile: Profile) -> Features:
    """Return what of *profile*, one of *focus*, is compared."""
    return Features(*_of_focus(focus), words(profile.responsibilities))


def features_by_level(focus: Focus) -> list[tuple[Profile, Features]]:
    """Return each profile of *focus* with what of it is compared."""
    of_focus = _of_focus(focus)
    return [(each, Features(*of_focus, words(each.responsibilities))) for each in focus.profiles]


def _of_focus(focus: Focus) -> tuple[Spelled, Spelled, Spelled]:
    skills = [skill.name for skill in focus.skills]
    return names(skills), words(skills), names(focus.tools)


def names(spelled: Iterable[str]) -> Spelled:
    r"""
    Return names by their form without case, width and superfluous blanks; the first of equals.

    >>> list(names(["Power BI", "POWER  BI", "\uff24\uff42\uff54"]))
    ['power bi', 'dbt']
    """
    found: Spelled = {}
    for name in spelled:
        found.setdefault(" ".join(_plain(_plain(name).casefold()).split()), name)
    return found


def words(texts: Iterable[str]) -> Spelled:
    """
    Return the words of *texts* that carry meaning by their stems, each as it first stands there.

    >>> words(["Plans the shifts.", "Planned a shift"])
    {'plan': 'Plans', 'shift': 'shifts', 'plann': 'Planned'}
    """
    found: Spelled = {}
    for text in texts:
        for stem, word in worded(_plain(text)):
            found.setdefault(stem, word)
    return found


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def absence(scale: ContentSpace, profile: Profile, found: Features) -> str | None:
    """
    Return why *profile*, with the features *found*, has no place, or None if it has one.

    It needs as many skills and responsibilities as *scale* says, because two profiles of which
    nothing is known are not alike; and these need words that can be compared.
    """
    have, need = [], []
    duties, at = len(profile.responsibilities), f"at {profile.code.level}"
    if len(found.skills) < scale.least_skills:
        have.append(counted(len(found.skills), *SKILL))
        need.append(counted(scale.least_skills, *SKILL))
    if duties < scale.least_duties:
        have.append(f"{counted(duties, *DUTY)} {at}")
        need.append(counted(scale.least_duties, *DUTY))
    if have:
        return f"{' and '.join(have)}; at least {' and '.join(need)} needed"
    return None if found.duties else f"the responsibilities {at} have no words to compare"


SKILL, DUTY = ("skill", "skills"), ("responsibility", "responsibilities")


def counted(number: int, one: str, many: str) -> str:
    """
    Return *number* with the name of what is counted.

    >>> counted(0, "skill", "skills"), counted(1, "skill", "skills")
    ('no skills', '1 skill')
    """
    return f"{number or 'no'} {one if number == 1 else many}"
