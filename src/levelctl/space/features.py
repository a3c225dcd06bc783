"""Extracts the content of a profile that is compared: names of skills and tools, and words."""

from __future__ import annotations

from collections.abc import Iterable

from levelctl.canon.model import ContentSettings, Focus, Profile
from levelctl.text.normal import normalized
from levelctl.text.similarity import stemmed_words

Spelled = dict[str, str]
"""Names or words as they are spelled, in order, by the form in which they are compared."""

Content = dict[str, Spelled]
"""What a profile has, by kind: *skills*, *tools*, *duties* ..."""


def features(focus: Focus, profile: Profile) -> Content:
    """
    Return the content of *profile*, which must belong to *focus*.

    *skill_words* are the words in the names of skills, and *duties* those of the responsibilities,
    both by stem.
    """
    return {**_of_focus(focus), "duties": words(profile.duties)}


def features_by_level(focus: Focus) -> list[tuple[Profile, Content]]:
    """Return each profile of *focus* with its content."""
    of_focus = _of_focus(focus)
    return [(each, {**of_focus, "duties": words(each.duties)}) for each in focus.profiles]


def _of_focus(focus: Focus) -> Content:
    skills = [skill.name for skill in focus.skills]
    return {"skills": names(skills), "skill_words": words(skills), "tools": names(focus.tools)}


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


def absence(scale: ContentSettings, profile: Profile, content: Content) -> str | None:
    """
    Return why *profile*, with this *content*, has no place in the space, or None if it has one.

    A profile needs the least numbers of skills and responsibilities in *scale*, because profiles
    without content are not similar. Its responsibilities need words that can be compared.
    """
    have, need = [], []
    duties, at = len(profile.responsibilities), f"at {profile.code.level}"
    if len(content["skills"]) < scale.least_skills:
        skills = counted(len(content["skills"]), *SKILL)
        have.append(f"{skills} {at}" if "step_names" in content else skills)
        need.append(counted(scale.least_skills, *SKILL))
    if duties < scale.least_duties:
        have.append(f"{counted(duties, *DUTY)} {at}")
        need.append(counted(scale.least_duties, *DUTY))
    if have:
        return f"{' and '.join(have)}; at least {' and '.join(need)} needed"
    return None if content["duties"] else f"the responsibilities {at} have no words to compare"


SKILL, DUTY = ("skill", "skills"), ("responsibility", "responsibilities")


def counted(number: int, one: str, many: str) -> str:
    """
    Return *number* with the singular or plural name of what is counted.

    >>> counted(0, "skill", "skills"), counted(1, "skill", "skills")
    ('no skills', '1 skill')
    """
    return f"{number or 'no'} {one if number == 1 else many}"
