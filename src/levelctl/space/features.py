"""Extracts the content of a profile that is compared: names of skills and tools, and words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from levelctl.canon.model import ContentSettings, Focus, Profile
from levelctl.text.normal import normalized
from levelctl.text.similarity import stemmed_words

Spelled = dict[str, str]
"""Names or words as they are spelled, in order, by the form in which they are compared."""


class Features(NamedTuple):
    """The content of a profile by kind."""

    skills: Spelled
    skill_words: Spelled
    """The words in the names of skills, by stem."""
    tools: Spelled
    duties: Spelled
    """The words of the responsibilities, by stem."""


def features(focus: Focus, profile: Profile) -> Features:
    """Return the features of *profile*, which must belong to *focus*."""
    return Features(*_of_focus(focus), words(profile.duties))


def features_by_level(focus: Focus) -> list[tuple[Profile, Features]]:
    """Return each profile of *focus* with its features."""
    of_focus = _of_focus(focus)
    return [(each, Features(*of_focus, words(each.duties))) for each in focus.profiles]


def _of_focus(focus: Focus) -> tuple[Spelled, Spelled, Spelled]:
    skills = [skill.name for skill in focus.skills]
    return names(skills), words(skills), names(focus.tools)


def names(spelled: Iterable[str]) -> Spelled:
    r"""
    Return names by their form without case, width and extra blanks; the first of equal ones.

    >>> list(names(["Power BI", "POWER  BI", "\uff24\uff42\uff54"]))
    ['power bi', 'dbt']
    """
    by_form: Spelled = {}
    for name in spelled:
        by_form.setdefault(" ".join(_plain(_plain(name).casefold()).split()), name)
    return by_form


def words(texts: Iterable[str]) -> Spelled:
    """
    Return by stem the words of *texts* that carry meaning, each as it is first spelled.

    >>> words(["Plans the shifts.", "Planned a shift"])
    {'plan': 'Plans', 'shift': 'shifts', 'plann': 'Planned'}
    """
    by_stem: Spelled = {}
    for text in texts:
        for stem, word in stemmed_words(_plain(text)):
            by_stem.setdefault(stem, word)
    return by_stem


def _plain(text: str) -> str:
    return normalized("NFKC", text)


def absence(scale: ContentSettings, profile: Profile, content: Features) -> str | None:
    """
    Return why *profile*, with this *content*, has no place in the space, or None if it has one.

    A profile needs the least numbers of skills and responsibilities in *scale*, because profiles
    without content are not similar. Its responsibilities need words that can be compared.
    """
    have, need = [], []
    duties, at = len(profile.responsibilities), f"at {profile.code.level}"
    if len(content.skills) < scale.least_skills:
        have.append(counted(len(content.skills), *SKILL))
        need.append(counted(scale.least_skills, *SKILL))
    if duties < scale.least_duties:
        have.append(f"{counted(duties, *DUTY)} {at}")
        need.append(counted(scale.least_duties, *DUTY))
    if have:
        return f"{' and '.join(have)}; at least {' and '.join(need)} needed"
    return None if content.duties else f"the responsibilities {at} have no words to compare"


SKILL, DUTY = ("skill", "skills"), ("responsibility", "responsibilities")


def counted(number: int, one: str, many: str) -> str:
    """
    Return *number* with the singular or plural name of what is counted.

    >>> counted(0, "skill", "skills"), counted(1, "skill", "skills")
    ('no skills', '1 skill')
    """
    return f"{number or 'no'} {one if number == 1 else many}"
