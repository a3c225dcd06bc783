"""Reads a ladder from a document in Markdown: headings for levels or themes, lists and tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from levelctl.errors import LevelctlError
from levelctl.ladders import headings
from levelctl.ladders.documents.blocks import MarkdownDocument, document
from levelctl.ladders.documents.folders import gathered, listed, title_of
from levelctl.ladders.documents.outline import (
    BELOW,
    has_tables,
    outline_of,
    sections_of,
)
from levelctl.ladders.documents.reading import error_without_levels
from levelctl.ladders.gathering import Gathering
from levelctl.ladders.records import LadderDraft, Quote, ReadingOptions
from levelctl.ladders.said import Said, said
from levelctl.ladders.sources import LadderSource
from levelctl.ladders.tabular.table import level_lines
from levelctl.record import replace
from levelctl.text.safe import visible

KIND = "markdown"

SUFFIXES = (".md", ".markdown", ".mdx", ".mkd")


def recognizes(source: LadderSource) -> bool:
    """Return whether *source* is a document in Markdown, or a folder with some."""
    return any(name.lower().endswith(SUFFIXES) for name in source.files)


def read(source: LadderSource, options: ReadingOptions) -> LadderDraft:
    """
    Return the ladder in the documents of *source*; each of several is a focus.

    Raises LevelctlError, with the place, if none of them names levels.
    """
    told = said(options)
    names = [name for name in source.files if name.lower().endswith(SUFFIXES)] or [*source.files]
    documents = [document(name, source.text(name)) for name in names]
    name = _name(source, documents, options)
    gathering = _best_reading(documents, name, told)
    unread = [visible(each) for each in source.files if each not in names]
    if unread:
        gathering.remarks.append(f"Not read, since they are no Markdown: {listed(unread)}.")
    if not _has_profiles(gathering):
        raise error_without_levels(documents, unread)
    if gathering.doubt():
        gathering.advice = advice(documents, name, gathering)
    gathering.remarks.append(
        "Markup and the numbers of sections are taken away: of a heading, list, link or text in "
        "bold, the text is kept."
    )
    draft = gathering.draft()
    return replace(draft, guessed_map=_guessed_map(gathering, draft, documents))


def _best_reading(documents: list[MarkdownDocument], name: Quote, told: Said) -> Gathering:
    """
    Return what is gathered of *documents*.

    If headings name levels and tables do so too, the levels are those of which more is kept.
    """
    by_headings = gathered(documents, name, told)
    sections = [sections_of(each) for each in documents]
    is_either = any(map(has_tables, sections)) and by_headings.doubt()
    if not is_either or any(role == headings.LEVEL for _, role in told.depths):
        return by_headings
    in_tables = gathered(documents, name, told, in_tables=True)
    return max(by_headings, in_tables, key=Gathering.kept)


def _has_profiles(gathering: Gathering) -> bool:
    return any(focus.profiles for focus in gathering.foci.values())


def advice(documents: list[MarkdownDocument], name: Quote, gathering: Gathering) -> str:
    """Return which headings of *documents* would keep more if they were levels, or all headings."""
    found = [
        section.path[-1] for each in documents for section in sections_of(each) if section.path
    ]
    by_depth: dict[int, list[str]] = {}
    for each in found:
        if each.depth < BELOW and each.text not in by_depth.setdefault(each.depth, []):
            by_depth[each.depth].append(each.text)
    tried = {
        depth: _tried(documents, name, gathering.said, depth)
        for depth, texts in by_depth.items()
        if len(texts) > 1
    }
    better = {
        depth: each
        for depth, each in tried.items()
        if each is not None and each.kept() > gathering.kept() * _BETTER
    }
    if better:
        depth = max(better, key=lambda each: (better[each].kept(), each))
        levels = _shown([each.name.text for each in better[depth].levels.values()])
        return (
            f"If these are levels, try --column level=h{depth}, which keeps "
            f"{better[depth].kept():,} items: {levels}"
        )
    shown = "; ".join(f"h{depth}: {_shown(by_depth[depth])}" for depth in sorted(by_depth))
    return f"Say with --column level=h2, or in a map, where the levels are. Headings: {shown}"


_BETTER = 1.2
"""How much more another reading must keep to be worth a try."""


def _tried(
    documents: list[MarkdownDocument], name: Quote, told: Said, depth: int
) -> Gathering | None:
    """Return what is gathered if the headings of *depth* name levels; None if few of them do."""
    others = tuple((each, role) for each, role in told.depths if role != headings.LEVEL)
    try:
        gathering = gathered(
            documents, name, replace(told, depths=((depth, headings.LEVEL), *others))
        )
    except LevelctlError:  # what is told does not fit then
        return None
    return gathering if len(gathering.levels) > 1 and _has_profiles(gathering) else None


def _shown(texts: Sequence[str]) -> str:
    more = len(texts) - _MOST_SHOWN
    named = ", ".join(f"“{visible(each)}”" for each in texts[:_MOST_SHOWN])
    return named + (f" and {more:,} more" if more > 0 else "")


_MOST_SHOWN = 5


def _name(
    source: LadderSource, documents: list[MarkdownDocument], options: ReadingOptions
) -> Quote:
    if options.name:
        return Quote(options.name)
    if len(documents) > 1:
        return Quote(PurePosixPath(source.given).stem or "ladder")
    return title_of(documents[0])


def _guessed_map(
    gathering: Gathering, draft: LadderDraft, documents: list[MarkdownDocument]
) -> str:
    """Return the map that says what the headings were taken for, for people to edit."""
    lines = [
        "# How the source was read. Edit it, and import again with --map and this file.",
        f"kind: {KIND}",
    ]
    depths: dict[int, str] = {}
    for each in documents:
        sections = sections_of(each)
        outline = outline_of(sections, gathering.said)
        for section in sections:
            role = outline.roles.get(section.path[-1].origin.place) if section.path else None
            if role:
                depths.setdefault(section.path[-1].depth, role)
    if depths:
        lines.append("headings: # by depth")
        lines += [
            f"  {depth}: {role} # {headings.ROLES[role]}" for depth, role in sorted(depths.items())
        ]
    return "\n".join([*lines, *level_lines(gathering, draft), ""])
