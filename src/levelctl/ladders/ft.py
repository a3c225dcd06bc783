"""
Reads a job family as the Financial Times publishes it: levels, themes and competencies in YAML.

A competency belongs to one level and one theme, and can have a proficiency, examples and links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from levelctl.errors import LevelctlError
from levelctl.ladders.forks import forked
from levelctl.ladders.mending import quote
from levelctl.ladders.parts import Part, top_words, yaml_part
from levelctl.ladders.passages import passages
from levelctl.ladders.proficiencies import scale
from levelctl.ladders.records import (
    DraftDuty,
    DraftFocus,
    DraftFunction,
    DraftLevel,
    DraftLink,
    DraftProfile,
    DraftTheme,
    LadderDraft,
    Omission,
    Origin,
    Quote,
    ReadingOptions,
)
from levelctl.ladders.sources import LadderSource
from levelctl.record import Record, replace

_NUMBERED = re.compile(r"\s*(?:1[.)]|[-*\u2022])\s")
"""The beginning of a list."""

YAML = (".yaml", ".yml")

KEYS = frozenset({"levels", "competencies"})


class _JobFamily(Record):
    """The parts of a job family, from one file or from a file for each kind of part."""

    name: Quote
    summary: Quote | None
    levels: tuple[Part, ...]
    themes: tuple[Part, ...]
    competencies: tuple[Part, ...]
    files: tuple[Part, ...]


def recognizes(source: LadderSource) -> bool:
    """Report whether *source* has levels and competencies: in a file, or as files of a folder."""
    if source.is_folder:
        return {*_lists(source)} >= KEYS
    if not source.files[0].endswith(YAML):
        return False
    try:
        return top_words(source.text(source.files[0])) >= KEYS
    except LevelctlError:
        return False


def _lists(source: LadderSource) -> dict[str, str]:
    """Return the files at the top of a folder that are called like a part of a job family."""
    names = (name for name in source.files if name.endswith(YAML))
    stems = {name.rpartition(".")[0]: name for name in names}
    return {key: stems[key] for key in ("levels", "themes", "competencies") if key in stems}


def read(source: LadderSource, options: ReadingOptions) -> LadderDraft:
    """Return the draft of the job family in *source*, a function with one focus."""
    family = _from_folder(source, options) if source.is_folder else _from_file(source)
    _refuse_repeated(family.levels)
    _refuse_repeated(family.themes)
    levels = tuple(map(_level, family.levels))
    themes = tuple(map(_theme, family.themes)) or _areas(family.competencies)
    duties = _duties(family, [each.id for each in levels], [each.id for each in themes])
    focus = DraftFocus(
        name=family.name,
        summary=family.summary,
        themes=tuple(each.id for each in themes),
        profiles=tuple(DraftProfile(each.id, duties[each.id]) for each in levels),
    )
    tracks, levels = forked(levels)
    return LadderDraft(
        kind="ft",
        name=family.name,
        functions=(DraftFunction(name=family.name, summary=family.summary, foci=(focus,)),),
        levels=levels,
        tracks=tracks,
        themes=themes,
        proficiencies=scale(levels, focus),
        items=tuple(item for part in family.files for item in part.items()),
        left_out=(*_omissions(family), *_other_files(source, family)),
    )


def _from_file(source: LadderSource) -> _JobFamily:
    top = yaml_part(source, source.files[0])
    stem = source.files[0].rpartition(".")[0].replace("-", " ").replace("_", " ").capitalize()
    return _JobFamily(
        name=top.quote("name") or Quote(stem),
        summary=top.quote("summary"),
        levels=top.parts("levels"),
        themes=top.parts("themes"),
        competencies=top.parts("competencies"),
        files=(top,),
    )


def _from_folder(source: LadderSource, options: ReadingOptions) -> _JobFamily:
    """Return the job family whose parts are files, as in releases before 2020."""
    files = {key: yaml_part(source, name) for key, name in _lists(source).items()}
    return _JobFamily(
        name=Quote(options.name or source.root.resolve().name),
        summary=None,
        levels=files["levels"].list(),
        themes=files["themes"].list() if "themes" in files else (),
        competencies=files["competencies"].list(),
        files=tuple(files.values()),
    )


def _areas(competencies: Iterable[Part]) -> tuple[DraftTheme, ...]:
    """Return the themes that *competencies* name, if nothing lists them."""
    found: dict[str, Part] = {}
    for competency in competencies:
        if area := _theme_part(competency):
            found.setdefault(" ".join(area.scalar().split()), area)
    return tuple(
        DraftTheme(key, Quote(key[:1].upper() + key[1:], (area.origin,)))
        for key, area in found.items()
    )


def _theme_part(competency: Part) -> Part | None:
    """Return what says the theme of *competency*; earlier releases call it its area."""
    return competency.get("theme") or competency.get("area")


OF_THE_PUBLISHER = ("googleSheetId", "isLegacy")
"""Keys that only the tools of the publisher read."""


def _omissions(family: _JobFamily) -> Iterator[Omission]:
    for top in family.files:
        for key in OF_THE_PUBLISHER if isinstance(top.node.value, dict) else ():
            if part := top.get(key):
                yield Omission(part.origin, f"{key} serves the tools that publish the job family")
    for competency in family.competencies:
        if part := competency.get("id"):
            yield Omission(part.origin, "a responsibility has no id; its text identifies it")


def _other_files(source: LadderSource, family: _JobFamily) -> Iterator[Omission]:
    read_files = {part.file for part in family.files}
    for name in source.files:
        if name not in read_files:
            yield Omission(Origin(name, name, "file"), "it has no levels, themes or competencies")


def _level(part: Part) -> DraftLevel:
    return DraftLevel(
        id=part.word("id"),
        name=part.quote("name") or part.need("id").quoted(),
        summary=part.quote("summary"),
        at=(part.need("id").origin,),
    )


def _theme(part: Part) -> DraftTheme:
    return DraftTheme(
        id=part.word("id"),
        name=part.quote("name") or part.need("id").quoted(),
        summary=part.quote("summary"),
        at=(part.need("id").origin,),
    )


def _refuse_repeated(parts: Iterable[Part]) -> None:
    seen: dict[str, Part] = {}
    for part in parts:
        known = seen.setdefault(part.word("id"), part)
        if known is not part:
            raise part.need("id").error(
                f"is {part.word('id')!r}, as {known.label}.id is",
                hint="give each its own id in the source, and import again",
            )


def _duties(
    family: _JobFamily, levels: Iterable[str], themes: Iterable[str]
) -> dict[str, tuple[DraftDuty, ...]]:
    """Return the competencies by level, in the order of the file."""
    duties: dict[str, list[DraftDuty]] = {level: [] for level in levels}
    known = frozenset(themes)
    for part in family.competencies:
        level = part.word("level")
        if level not in duties:
            raise _unknown(part.need("level"), "level", duties)
        theme = _theme_part(part)
        if theme and " ".join(theme.scalar().split()) not in known:
            raise _unknown(theme, "theme", known)
        duties[level] += _parted(part, theme)
    return {level: tuple(each) for level, each in duties.items()}


def _unknown(part: Part, kind: str, known: Iterable[str]) -> LevelctlError:
    names = ", ".join(sorted(known)) or "none"
    return part.error(
        f"is {part.shown()}, which is no {kind} of the file",
        hint=f"the {kind}s are: {names}; correct one of the two, and import again",
    )


def _parted(part: Part, theme: Part | None) -> Iterator[DraftDuty]:
    """Yield the responsibilities of a competency: one for each point if it is a numbered list."""
    summary = part.need("summary")
    points = passages(summary.scalar()) if _NUMBERED.match(summary.text) else []
    whole = _duty(part, theme, summary.quoted())
    if len(points) < 2:  # noqa: PLR2004 - a list has two
        yield whole
        return
    for number, point in enumerate(points):
        text = quote(summary.origin, " ".join((point.text, *point.details)))
        told = f"parted into {len(points)} responsibilities, without their numbers"
        text = replace(text, change="; ".join(filter(None, (told, text.change))))
        # What hangs on the competency as a whole stays with its first point.
        yield (
            replace(whole, text=text, examples=(), links=())
            if number
            else replace(whole, text=text)
        )


def _duty(part: Part, theme: Part | None, text: Quote) -> DraftDuty:
    placed = [part.need("level"), *([theme] if theme else [])]
    return DraftDuty(
        text=text,
        theme=" ".join(theme.scalar().split()) if theme else "",
        proficiency=part.quote("proficiency"),
        examples=tuple(each.quoted() for each in part.parts("examples")),
        links=tuple(_link(each) for each in part.parts("supportingUrls")),
        at=tuple(each.origin for each in placed),
    )


def _link(part: Part) -> DraftLink:
    if not isinstance(part.node.value, dict):
        return DraftLink(part.quoted())
    return DraftLink(part.need("url").quoted(), part.quote("label"))
