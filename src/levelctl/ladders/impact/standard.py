"""
The files of a standard as Forward Impact keeps it, checked and linked.

A standard is a folder: ``levels.yaml``, and a file each for disciplines, tracks, capabilities with
their skills, and behaviours. The names of files are the identifiers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from levelctl.ladders.parts import Part, yaml_part
from levelctl.ladders.records import Quote
from levelctl.ladders.sources import BrokenSourceError, LadderSource
from levelctl.record import Record

FOLDERS = ("disciplines", "tracks", "capabilities", "behaviours")

PROFICIENCIES = ("awareness", "foundational", "working", "practitioner", "expert")
"""The scale of skills, from the lowest."""

MATURITIES = ("emerging", "developing", "practicing", "role-modeling", "exemplifying")
"""The scale of behaviours, from the lowest."""

TIERS = (("core", "primary"), ("supporting", "secondary"), ("broad",))
"""The tiers of skills, each with the name that earlier releases have for it."""

LEVELS = ("levels", "grades")
"""The names of the file with the levels; the second is that of earlier releases."""

STANDARDS = ("standard", "framework")
"""The names of the file with the title, likewise."""


class ImpactSkill(Record):
    id: str
    part: Part
    capability: str


class ImpactStandard(Record):
    """All parts of a standard, by their identifiers, in order."""

    levels: tuple[Part, ...]
    """From the lowest rank."""
    disciplines: dict[str, Part]
    tracks: dict[str, Part]
    capabilities: dict[str, Part]
    behaviours: dict[str, Part]
    skills: dict[str, ImpactSkill]
    standard: Part | None
    """The file with the standard's title."""
    files: tuple[Part, ...]
    """All files that were read."""
    others: tuple[str, ...]
    """The files that were not."""


def base_of(source: LadderSource) -> str | None:
    """Return the folder in *source* with levels beside ``disciplines``, or None."""
    names = sorted(source.files, key=lambda name: (name.count("/"), name))
    for name in names:
        folder, slash, file = name.rpartition("/")
        if file.removesuffix(".yaml").removesuffix(".yml") in LEVELS:
            base = folder + slash
            if any(each.startswith(f"{base}disciplines/") for each in names):
                return base
    return None


def standard_of(source: LadderSource) -> ImpactStandard:
    """Return the standard in *source*. Raises LevelctlError, with the place, for what is wrong."""
    base = base_of(source)
    if base is None:
        raise BrokenSourceError(
            f"{source.given} has no levels.yaml beside a folder disciplines",
            hint="give the folder of the standard, which has both, after --from",
        )
    files = {name: yaml_part(source, name) for name in _wanted(source, base)}
    parts = {folder: _by_id(files, f"{base}{folder}/") for folder in FOLDERS}
    skills = _skills(parts["capabilities"])
    levels = next(part for name, part in files.items() if _stem(name) in LEVELS)
    return ImpactStandard(
        levels=_levels(levels),
        disciplines=parts["disciplines"],
        tracks=parts["tracks"],
        capabilities=parts["capabilities"],
        behaviours=parts["behaviours"],
        skills=skills,
        standard=next((part for name, part in files.items() if _stem(name) in STANDARDS), None),
        files=tuple(files.values()),
        others=tuple(name for name in source.files if name not in files),
    )


def _wanted(source: LadderSource, base: str) -> Iterator[str]:
    for name in source.files:
        inner = name.removeprefix(base) if name.startswith(base) else "\n"
        folder, _, file = inner.rpartition("/")
        stem, _, extension = file.rpartition(".")
        if extension not in ("yaml", "yml") or stem == "_index":
            continue
        if folder in FOLDERS or (not folder and stem in (*LEVELS, *STANDARDS, "drivers")):
            yield name


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0]


def _by_id(files: dict[str, Part], folder: str) -> dict[str, Part]:
    return {
        name.removeprefix(folder).rpartition(".")[0]: part
        for name, part in files.items()
        if name.startswith(folder)
    }


def _skills(capabilities: dict[str, Part]) -> dict[str, ImpactSkill]:
    skills: dict[str, ImpactSkill] = {}
    for capability, part in capabilities.items():
        for skill in part.parts("skills"):
            known = skills.get(skill.word("id"))
            if known:
                raise skill.need("id").error(
                    f"is {skill.word('id')!r}, as the one at {known.part.place} is",
                    hint="give each skill its own id in the source, and import again",
                )
            skills[skill.word("id")] = ImpactSkill(skill.word("id"), skill, capability)
    return skills


def _levels(top: Part) -> tuple[Part, ...]:
    levels = sorted(top.list(), key=rank_of)
    seen: dict[str, Part] = {}
    for level in levels:
        known = seen.setdefault(level.word("id"), level)
        if known is not level:
            raise level.need("id").error(
                f"is {level.word('id')!r}, as the one at {known.place} is",
                hint="give each level its own id in the source, and import again",
            )
    return tuple(levels)


def rank_of(level: Part) -> float:
    rank = level.need("ordinalRank")
    if isinstance(rank.node.value, bool) or not isinstance(rank.node.value, int | float):
        raise rank.error(f"is {rank.shown()}; expected a number")
    return float(rank.node.value)


def step_of(part: Part, scale: Sequence[str]) -> int:
    """Return the position on *scale* of the word that *part* is."""
    word = " ".join(part.scalar().replace("_", "-").split())
    if word not in scale:
        raise part.error(f"is {part.shown()}; expected one of {', '.join(scale)}")
    return scale.index(word)


def text_at(texts: Part | None, word: str) -> Quote | None:
    """Return the text that *texts*, a mapping, has for the step *word* of a scale."""
    if texts is None:
        return None
    return texts.quote(word) or texts.quote(word.replace("-", "_"))


def either(part: Part, *keys: str) -> Part | None:
    """Return the value of the first of *keys* that *part* has; None if it has none."""
    return next((found for key in keys if (found := part.get(key))), None)


def modifier_of(part: Part | None, key: str) -> tuple[int, Part | None]:
    """Return the steps that the mapping *part* adds for *key*, and where it says so."""
    said = part.get(key) if part else None
    if said is None:
        return 0, None
    if isinstance(said.node.value, bool) or not isinstance(said.node.value, int):
        raise said.error(f"is {said.shown()}; expected a whole number such as 1 or -1")
    return said.node.value, said
