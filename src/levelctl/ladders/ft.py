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
    Quote,
    ReadingOptions,
)
from levelctl.ladders.sources import LadderSource
from levelctl.record import replace

_NUMBERED = re.compile(r"\s*(?:1[.)]|[-*\u2022])\s")
"""The beginning of a list."""

KEYS = frozenset({"levels", "competencies"})


def recognizes(source: LadderSource) -> bool:
    """Report whether *source* is one YAML file with levels and competencies."""
    if source.is_folder or not source.files[0].endswith((".yaml", ".yml")):
        return False
    try:
        return top_words(source.text(source.files[0])) >= KEYS
    except LevelctlError:
        return False


def read(source: LadderSource, options: ReadingOptions) -> LadderDraft:
    """Return the draft of the job family in *source*, a function with one focus."""
    del options  # a job family leaves nothing to choose
    top = yaml_part(source, source.files[0])
    levels = tuple(_level(part) for part in top.parts("levels"))
    themes = tuple(_theme(part) for part in top.parts("themes"))
    _refuse_repeated(top.parts("levels"))
    _refuse_repeated(top.parts("themes"))
    duties = _duties(top, [each.id for each in levels], [each.id for each in themes])
    stem = source.files[0].rpartition(".")[0].replace("-", " ").replace("_", " ").capitalize()
    name, summary = top.quote("name") or Quote(stem), top.quote("summary")
    focus = DraftFocus(
        name=name,
        summary=summary,
        themes=tuple(each.id for each in themes),
        profiles=tuple(DraftProfile(each.id, duties[each.id]) for each in levels),
    )
    tracks, levels = forked(levels)
    return LadderDraft(
        kind="ft",
        name=name,
        functions=(DraftFunction(name=name, summary=summary, foci=(focus,)),),
        levels=levels,
        tracks=tracks,
        themes=themes,
        proficiencies=scale(levels, focus),
        items=top.items(),
        left_out=tuple(_omissions(top)),
    )


OF_THE_PUBLISHER = ("googleSheetId", "isLegacy")
"""Keys that only the tools of the publisher read."""


def _omissions(top: Part) -> Iterator[Omission]:
    for key in OF_THE_PUBLISHER:
        if part := top.get(key):
            yield Omission(part.origin, f"{key} serves the tools that publish the job family")
    for competency in top.parts("competencies"):
        if part := competency.get("id"):
            yield Omission(part.origin, "a responsibility has no id; its text identifies it")


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
    top: Part, levels: Iterable[str], themes: Iterable[str]
) -> dict[str, tuple[DraftDuty, ...]]:
    """Return the competencies by level, in the order of the file."""
    duties: dict[str, list[DraftDuty]] = {level: [] for level in levels}
    known = frozenset(themes)
    for part in top.parts("competencies"):
        level = part.word("level")
        if level not in duties:
            raise _unknown(part.need("level"), "level", duties)
        theme = part.get("theme")
        if theme and part.word("theme") not in known:
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
        theme=part.word("theme") if theme else "",
        proficiency=part.quote("proficiency"),
        examples=tuple(each.quoted() for each in part.parts("examples")),
        links=tuple(_link(each) for each in part.parts("supportingUrls")),
        at=tuple(each.origin for each in placed),
    )


def _link(part: Part) -> DraftLink:
    if not isinstance(part.node.value, dict):
        return DraftLink(part.quoted())
    return DraftLink(part.need("url").quoted(), part.quote("label"))
