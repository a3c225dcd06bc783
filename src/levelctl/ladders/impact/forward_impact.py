"""
Reads a standard as Forward Impact keeps it: a focus for each discipline, alone and on each track.

What a person needs at a level is derived as fit-pathway does: the level's base for the tier of the
skill, changed by the track's modifiers, no higher than the level's highest base, and on the scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from levelctl.ladders.coding import dimension_key
from levelctl.ladders.impact.standard import (
    MATURITIES,
    PROFICIENCIES,
    TIERS,
    ImpactSkill,
    ImpactStandard,
    base_of,
    either,
    modifier_of,
    rank_of,
    standard_of,
    step_of,
    text_at,
)
from levelctl.ladders.mending import quote
from levelctl.ladders.parts import Part
from levelctl.ladders.records import (
    DraftAlias,
    DraftDimension,
    DraftDuty,
    DraftFocus,
    DraftFunction,
    DraftLevel,
    DraftProfile,
    DraftSkill,
    DraftTheme,
    DraftYears,
    LadderDraft,
    Omission,
    Origin,
    Quote,
    ReadingOptions,
)
from levelctl.ladders.rungs import years_in
from levelctl.ladders.sources import LadderSource
from levelctl.record import Record, replace

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

SKILL, BEHAVIOUR = "skill-", "behaviour-"
"""What the identifiers of the themes of skills and behaviours begin with."""


SCALES = (
    f"canon.yaml has no scale of proficiencies: a canon can have one, and skills have another "
    f"({', '.join(PROFICIENCIES)}) than behaviours ({', '.join(MATURITIES)})"
)
SHARED = "disciplines share the texts of skills, so canon.yaml makes rule repeated-duty a note"


class _ImpactJob(Record):
    """A discipline, alone or on a track."""

    standard: ImpactStandard
    discipline: Part
    id: str
    track: Part | None
    track_said: Part | None
    """Where the discipline says that the track, or none, is valid."""

    @property
    def manages(self) -> bool:
        parts = (each.get("isManagement") for each in (self.discipline, self.track) if each)
        return any(part is not None and part.node.value is True for part in parts)


def recognizes(source: LadderSource) -> bool:
    """Report whether *source* is a folder with ``levels.yaml`` beside ``disciplines``."""
    return source.is_folder and base_of(source) is not None


def read(source: LadderSource, options: ReadingOptions) -> LadderDraft:
    """Return the draft of the standard in *source*: a function for each discipline."""
    standard = standard_of(source)
    jobs = {key: tuple(_jobs(standard, key)) for key in standard.disciplines}
    functions = tuple(_function(standard.disciplines[key], jobs[key]) for key in jobs if jobs[key])
    title = standard.standard.quote("title") if standard.standard else None
    used = {theme for each in functions for focus in each.foci for theme in focus.themes}
    return LadderDraft(
        kind="forward-impact",
        name=title or Quote(options.name or source.root.resolve().name),
        summary=standard.standard.quote("description") if standard.standard else None,
        functions=functions,
        levels=tuple(_level(part) for part in standard.levels),
        themes=tuple(theme for theme in _themes(standard) if theme.id in used),
        attributes=tuple(_attributes(standard)),
        items=tuple(item for part in standard.files for item in part.items()),
        left_out=tuple(_omissions(standard)),
        remarks=(SCALES, SHARED),
        severities=(("repeated-duty", "note"),),
    )


# Levels.


def _level(part: Part) -> DraftLevel:
    summary = part.get("qualificationSummary")
    years = part.get("typicalExperienceRange")
    values = {"typicalExperienceRange": years} if years else {}
    ends = years_in(years.scalar()) if years else None
    attributes = {dimension_key(key): value.quoted() for key, value in _expectations(part)}
    if years and not ends:
        attributes["typical_experience"] = years.quoted()
    return DraftLevel(
        id=part.word("id"),
        name=part.need("professionalTitle").quoted(),
        rank=rank_of(part),
        years=DraftYears(*ends, years.quoted()) if years and ends else None,
        summary=_filled(summary, values) if summary else None,
        attributes=attributes,
        at=(part.need("id").origin, part.need("ordinalRank").origin),
    )


def _expectations(level: Part) -> Iterator[tuple[str, Part]]:
    expectations = level.get("expectations")
    if expectations:
        yield from ((key, part) for key, part in expectations.pairs() if not part.is_empty)


def _attributes(standard: ImpactStandard) -> Iterator[DraftDimension]:
    keys = dict.fromkeys(key for level in standard.levels for key, _ in _expectations(level))
    for key in keys:
        words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", key)
        yield DraftDimension(dimension_key(key), Quote(words[:1].upper() + words[1:].lower()))
    years = [part for level in standard.levels if (part := level.get("typicalExperienceRange"))]
    if any(years_in(part.scalar()) is None for part in years):
        yield DraftDimension("typical_experience", Quote("Typical experience"))


def _filled(part: Part, values: dict[str, Part]) -> Quote:
    """Return the text of *part* with *values* in the places of their names in braces."""
    found = [name for name in _PLACEHOLDER.findall(part.scalar()) if name in values]
    if not found:
        return part.quoted()
    text = _PLACEHOLDER.sub(lambda match: _value(match, values), part.text)
    filled = quote(part.origin, text)
    told = ", ".join(f"filled {{{name}}}" for name in dict.fromkeys(found))
    return replace(filled, change="; ".join(filter(None, (told, filled.change))))


def _value(match: re.Match[str], values: dict[str, Part]) -> str:
    return values[match[1]].text.strip() if match[1] in values else match[0]


# Themes: capabilities, each with its skills, and behaviours.


def _themes(standard: ImpactStandard) -> Iterator[DraftTheme]:
    order = sorted(standard.capabilities.items(), key=lambda pair: _rank(pair[1]))
    for key, part in order:
        at = tuple(each.origin for name in ("id", "ordinalRank") if (each := part.get(name)))
        yield DraftTheme(key, part.need("name").quoted(), part.quote("description"), at=at)
        for skill in standard.skills.values():
            if skill.capability == key:
                human = skill.part.get("human")
                summary = human.quote("description") if human else None
                name = skill.part.need("name").quoted()
                yield DraftTheme(
                    SKILL + skill.id, name, summary, at=(skill.part.need("id").origin,)
                )
    for key, part in standard.behaviours.items():
        human = part.get("human")
        summary = human.quote("description") if human else part.quote("description")
        yield DraftTheme(BEHAVIOUR + key, part.need("name").quoted(), summary)


def _rank(part: Part) -> float:
    rank = part.get("ordinalRank")
    value = rank.node.value if rank else None
    return float(value) if isinstance(value, int | float) else float("inf")


# Foci: a discipline, alone or on a track.


def _jobs(standard: ImpactStandard, key: str) -> Iterator[_ImpactJob]:
    discipline = standard.disciplines[key]
    tracks = discipline.get("validTracks")
    if tracks is None or not tracks.list():
        yield _ImpactJob(standard, discipline, key, None, None)
        for track in standard.tracks.values():
            yield _ImpactJob(standard, discipline, key, track, None)
        return
    for said in tracks.list():
        name = None if said.node.value is None else " ".join(said.scalar().split())
        if name is not None and name not in standard.tracks:
            known = ", ".join(standard.tracks) or "none"
            raise said.error(
                f"is {said.shown()}, and there is no such file in tracks",
                hint=f"the tracks are: {known}; correct one of the two, and import again",
            )
        yield _ImpactJob(standard, discipline, key, standard.tracks[name] if name else None, said)


def _function(discipline: Part, jobs: tuple[_ImpactJob, ...]) -> DraftFunction:
    name = discipline.get("specialization") or discipline.need("roleTitle")
    return DraftFunction(
        name.quoted(), discipline.quote("description"), tuple(_focus(job) for job in jobs)
    )


def _focus(job: _ImpactJob) -> DraftFocus:
    levels = [level for level in job.standard.levels if _reaches(job, level)]
    profiles = tuple(DraftProfile(level.word("id"), tuple(_duties(job, level))) for level in levels)
    themes = {duty.theme for profile in profiles for duty in profile.duties}
    order = (theme.id for theme in _themes(job.standard))
    return DraftFocus(
        name=_name(job),
        summary=_summary(job),
        aliases=tuple(_aliases(job, levels)),
        skills=tuple(_skills(job)),
        themes=tuple(theme for theme in order if theme in themes),
        profiles=profiles,
        at=(job.track_said.origin,) if job.track_said and job.track else (),
    )


def _reaches(job: _ImpactJob, level: Part) -> bool:
    """Report whether discipline and track have *level*: their lowest is not above it."""
    for part in (job.discipline, job.track):
        least = either(part, "minLevel", "minGrade") if part else None
        if least:
            same = [each for each in job.standard.levels if each.word("id") == least.scalar()]
            if not same:
                raise least.error(f"is {least.shown()}, which is no level of the standard")
            if rank_of(level) < rank_of(same[0]):
                return False
    return True


def _name(job: _ImpactJob) -> Quote:
    name = (job.discipline.get("specialization") or job.discipline.need("roleTitle")).quoted()
    if job.track is None:
        return name
    track = job.track.need("name").quoted()
    origins = (*name.origins, *track.origins)
    return Quote(f"{name.text} - {track.text}", origins, joined=True)


def _summary(job: _ImpactJob) -> Quote | None:
    """Return the description, the summary of the role, and what the track adds, as one text."""
    human = job.discipline.get("human")
    key = "managementRoleSummary" if job.manages else "professionalRoleSummary"
    role = (human.get(key) or human.get("roleSummary")) if human else None
    values = {
        name: part for name in ("roleTitle", "specialization") if (part := job.discipline.get(name))
    }
    values["roleName"] = values.get("roleTitle", job.discipline)
    texts = [job.discipline.quote("description"), _filled(role, values) if role else None]
    if job.track:
        texts += [job.track.quote("description"), job.track.quote("roleContext")]
    found = [text for text in texts if text]
    if not found:
        return None
    origins = tuple(origin for text in found for origin in text.origins)
    change = "; ".join(dict.fromkeys(text.change for text in found if text.change))
    return Quote(" ".join(text.text for text in found), origins, change, joined=len(found) > 1)


def _aliases(job: _ImpactJob, levels: list[Part]) -> Iterator[DraftAlias]:
    role = job.discipline.get("roleTitle")
    if role is None:
        return
    title = role.quoted()
    track = job.track.need("name").quoted() if job.track else None
    end = f" - {track.text}" if track else ""
    yield DraftAlias(Quote(f"{title.text}{end}", title.origins, joined=track is not None))
    for level in levels:
        rung = level.get("managementTitle" if job.manages else "professionalTitle")
        if rung:
            text = f"{_titled(job, title.text, rung.quoted().text)}{end}"
            origins = (*title.origins, *rung.quoted().origins)
            yield DraftAlias(Quote(text, origins, joined=True), level.word("id"))


def _titled(job: _ImpactJob, role: str, rung: str) -> str:
    """
    Return the title of the job at a level, as fit-pathway makes it.

    If the titles share their noun, as *Senior Engineer* and *Data Engineer* do, it is there once.
    """
    if job.manages:
        return f"{rung}, {role}"
    words, noun = rung.split(), role.rsplit(maxsplit=1)[-1].casefold()
    at = next((index for index, word in enumerate(words) if word.casefold() == noun), None)
    if at is not None:
        return " ".join((*words[:at], role, *words[at + 1 :]))
    return f"{role} {rung}" if rung.startswith("Level") else f"{rung} {role}"


# What a focus needs.


def _tier(job: _ImpactJob, skill: str) -> tuple[str | None, Part | None]:
    """Return the tier of *skill* in the discipline, and where it says so; None if it has none."""
    for tier, *others in TIERS:
        key = next((each for each in others if job.discipline.get(f"{each}Skills")), tier)
        for part in job.discipline.parts(f"{key}Skills"):
            name = " ".join(part.scalar().split())
            if name not in job.standard.skills:
                raise part.error(
                    f"is {part.shown()}, which is no skill of a capability",
                    hint="correct the name, or add the skill to a capability, and import again",
                )
            if name == skill:
                return tier, part
    return None, None


def _needed(job: _ImpactJob) -> Iterator[ImpactSkill]:
    """Yield the skills of the discipline, and those that the track adds."""
    for skill in job.standard.skills.values():
        modifier, _ = modifier_of(_modifiers(job, "skillModifiers"), skill.capability)
        if _tier(job, skill.id)[0] or modifier > 0:
            yield skill


def _modifiers(job: _ImpactJob, key: str) -> Part | None:
    return job.track.get(key) if job.track else None


def _skills(job: _ImpactJob) -> Iterator[DraftSkill]:
    for skill in _needed(job):
        human = skill.part.get("human")
        summary = human.quote("description") if human else None
        yield DraftSkill(skill.part.need("name").quoted(), summary)


def _duties(job: _ImpactJob, level: Part) -> Iterator[DraftDuty]:
    """Yield what the job asks at *level*: by capability with its skills, then by behaviour."""
    highest: dict[str, int] = {}
    skills: dict[str, list[DraftDuty]] = {}
    for skill in _needed(job):
        step, at = _proficiency(job, level, skill)
        highest[skill.capability] = max(step, highest.get(skill.capability, 0))
        skills.setdefault(skill.capability, []).extend(_skill_duty(skill, step, at))
    for key, part in sorted(job.standard.capabilities.items(), key=lambda pair: _rank(pair[1])):
        if key in highest:
            yield from _responsibility(job, key, part, highest[key])
            yield from skills[key]
    for key, behaviour in job.standard.behaviours.items():
        yield from _behaviour_duty(job, level, key, behaviour)


def _proficiency(
    job: _ImpactJob, level: Part, skill: ImpactSkill
) -> tuple[int, tuple[Origin, ...]]:
    """Return the position of *skill* on the scale, and the items that it follows from."""
    base = either(level, "baseSkillProficiencies", "baseSkillLevels")
    base = base or level.need("baseSkillProficiencies")
    bases = {tier[0]: either(base, *tier) or base.need(tier[0]) for tier in TIERS}
    tier, said = _tier(job, skill.id)
    start = bases[tier or "broad"]
    step = step_of(start, PROFICIENCIES)
    modifier, changed = modifier_of(_modifiers(job, "skillModifiers"), skill.capability)
    step += modifier
    if modifier > 0:
        step = min(step, max(step_of(part, PROFICIENCIES) for part in bases.values()))
    parts = (said, start, changed)
    clamped = min(max(step, 0), len(PROFICIENCIES) - 1)
    return clamped, tuple(part.origin for part in parts if part)


def _skill_duty(skill: ImpactSkill, step: int, at: tuple[Origin, ...]) -> Iterator[DraftDuty]:
    word = PROFICIENCIES[step]
    human = skill.part.get("human")
    texts = either(human, "proficiencyDescriptions", "levelDescriptions") if human else None
    text = text_at(texts, word)
    if text is None:
        return
    markers = skill.part.get("markers")
    said = markers.get(word) if markers else None
    examples = tuple(part.quoted() for part in said.parts("human")) if said else ()
    yield DraftDuty(text, SKILL + skill.id, Quote(word), examples, at=at)


def _responsibility(job: _ImpactJob, key: str, capability: Part, step: int) -> Iterator[DraftDuty]:
    """Yield the responsibility of a capability; the source states none for mere awareness."""
    texts = capability.get(
        "managementResponsibilities" if job.manages else "professionalResponsibilities"
    )
    text = texts.quote(PROFICIENCIES[step]) if texts and step else None
    if text:
        yield DraftDuty(text, key, Quote(PROFICIENCIES[step]))


def _behaviour_duty(job: _ImpactJob, level: Part, key: str, behaviour: Part) -> Iterator[DraftDuty]:
    base = level.need("baseBehaviourMaturity")
    step = step_of(base, MATURITIES)
    own, said = modifier_of(job.discipline.get("behaviourModifiers"), key)
    tracks, changed = modifier_of(_modifiers(job, "behaviourModifiers"), key)
    step = min(max(step + own + tracks, 0), len(MATURITIES) - 1)
    human = behaviour.get("human")
    text = text_at((human or behaviour).get("maturityDescriptions"), MATURITIES[step])
    if text:
        at = tuple(part.origin for part in (base, said, changed) if part)
        yield DraftDuty(text, BEHAVIOUR + key, Quote(MATURITIES[step]), at=at)


# What has no place.

REASONS = (
    (
        re.compile(
            r"(?:^|\.)(?:agent|focus|useWhen|readChecklist|confirmChecklist|stages|beforeMakingChanges)\b"
        ),
        "it tells AI agents how to work; a canon describes people",
    ),
    (
        re.compile(r"(?:^|\.)emojiIcon$|^entityDefinitions\b"),
        "it serves the website of the standard",
    ),
    (
        re.compile(r"Descriptions\.|^markers\.|\.markers\.|Responsibilities\."),
        "no focus is at this step of the scale at any level",
    ),
    (
        re.compile(r"RoleSummary$|^managementTitle$|\]\.managementTitle$"),
        "it is for roles that the standard does not have here",
    ),
    (
        re.compile(r"^(?:isProfessional|isManagement|hidden)$"),
        "it chose the titles and texts of the foci",
    ),
    (re.compile(r"assessmentWeights"), "it is for the self-assessment of the standard's website"),
)
"""Patterns of labels, each with why such an item is left out if nothing else uses it."""


def _omissions(standard: ImpactStandard) -> Iterator[Omission]:
    for part in standard.files:
        drivers = part.file.rpartition("/")[2].startswith("drivers.")
        for item in part.items():
            reason = next((why for pattern, why in REASONS if pattern.search(item.label)), "")
            if drivers:
                reason = "drivers are outcomes that surveys measure; a canon has no place for them"
            if reason:
                yield Omission(item, reason)
    for name in standard.others:
        yield Omission(Origin(name, name, "file"), "it is no file of levels, skills or disciplines")
