"""Reads a ladder from a document in Markdown: headings for levels or themes, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from levelctl.errors import LevelctlError
from levelctl.ladders import headings
from levelctl.ladders.documents.blocks import MarkdownDocument, document
from levelctl.ladders.documents.outline import Outline, outline_of, sections_of
from levelctl.ladders.documents.reading import DocumentReading, error_without_levels
from levelctl.ladders.gathering import Gathering
from levelctl.ladders.headings import plain
from levelctl.ladders.mending import quote
from levelctl.ladders.records import LadderDraft, Quote, ReadingOptions
from levelctl.ladders.rungs import LIKELY, is_bare, rung
from levelctl.ladders.said import Said, said
from levelctl.ladders.sources import LadderSource
from levelctl.ladders.tabular.columns import has_column
from levelctl.ladders.tabular.table import level_lines
from levelctl.record import replace
from levelctl.text.safe import visible

KIND = "markdown"

SUFFIXES = (".md", ".markdown", ".mdx", ".mkd")

_OF_LADDERS = re.compile(
    r"\b(?:career|careers|ladders?|levels?|levelling|leveling|frameworks?|matrix|matrices|development"
    r"|progression|competenc(?:y|ies)|growth|guide|expectations?|titles for|path|the|our)\b",
    re.IGNORECASE,
)
"""Words of the title of a document that do not tell the focus."""


_JOINING = frozenset("by for of and in at a an to on & - :".split())


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
    gathering = Gathering(KIND, name, told)
    unread = [visible(each) for each in source.files if each not in names]
    if unread:
        gathering.remarks.append(f"Not read, since they are no Markdown: {', '.join(unread)}.")
    readings = list(_readings(gathering, documents, name))
    for reading in readings:
        reading.read()
    _refuse_missing(readings, told)
    if not any(focus.profiles for focus in gathering.foci.values()):
        raise error_without_levels(documents[0], sections_of(documents[0]))
    gathering.remarks.append(
        "Markup and the numbers of sections are taken away: of a heading, list, link or text in "
        "bold, the text is kept."
    )
    draft = gathering.draft()
    return replace(draft, guessed_map=_guessed_map(gathering, draft, documents))


def _readings(
    gathering: Gathering, documents: list[MarkdownDocument], name: Quote
) -> Iterator[DocumentReading]:
    """Yield the readings of *documents*: each is a focus, a theme or a level, as they tell."""
    if len(documents) == 1:
        yield DocumentReading(gathering, documents[0], _focus_name(name))
        return
    outlines = [outline_of(sections_of(each), gathering.said) for each in documents]
    levels = [_labels_of(*each) for each in zip(documents, outlines, strict=True)]
    shared = [each for each in levels if each]
    if not shared:
        yield from _one_level_each(gathering, documents, name)
        return
    is_theme = all(headings.THEME not in each.roles.values() for each in outlines)
    is_theme = is_theme and all(each & shared[0] for each in shared) and len(shared) > 1
    what = "theme" if is_theme else "focus"
    gathering.remarks.append(f"Each document was taken for a {what}.")
    for each in documents:
        title = _title(each)
        if is_theme:
            yield DocumentReading(gathering, each, name, theme=title)
        else:
            yield DocumentReading(gathering, each, _focus_name(title))


def _refuse_missing(readings: Sequence[DocumentReading], told: Said) -> None:
    """Raise LevelctlError if a depth or column is said that no document has."""
    depths = {each.path[-1].depth for reading in readings for each in reading.sections if each.path}
    shown = ", ".join(f"h{each}" for each in sorted(depths)) or "none"
    for depth, role in told.depths:
        if depth not in depths:
            raise LevelctlError(
                f"no heading has the depth h{depth}, which is said to be the {role}",
                hint=f"the depths of the headings: {shown}",
            )
    tables = [(grid, layout) for reading in readings for _, grid, layout in reading.tables]
    for heading, role in told.columns:
        if not any(has_column(grid, layout, heading) for grid, layout in tables):
            raise LevelctlError(
                f"no table with levels has a column {visible(heading)!r}, which is said to have "
                f"the {role}",
                hint="give the heading of a column, or the depth of headings: one of h1 to h6",
            )


def _labels_of(each: MarkdownDocument, outline: Outline) -> set[str]:
    """Return what the levels are called that the headings of *each* name."""
    return {
        plain(section.path[-1].text)
        for section in sections_of(each)
        if section.path and outline.roles.get(section.path[-1].origin.place) == headings.LEVEL
    }


def _one_level_each(
    gathering: Gathering, documents: list[MarkdownDocument], name: Quote
) -> Iterator[DocumentReading]:
    """Yield the readings of documents whose titles are levels; the others are left out."""
    titles = [_title(each).text for each in documents]
    likely = [each for each in titles if rung(each).certainty >= LIKELY]
    labels = [plain(each) for each in likely]
    for each, title in zip(documents, titles, strict=True):
        is_level = title in likely or is_bare(plain(title), labels)
        yield DocumentReading(gathering, each, name, is_level=is_level)
    gathering.remarks.append(
        "Each document whose title names a level was taken for that level. Their order is guessed "
        "from their names: the key 'levels' of a map gives another."
    )
    gathering.guesses_order = True


def _name(
    source: LadderSource, documents: list[MarkdownDocument], options: ReadingOptions
) -> Quote:
    if options.name:
        return Quote(options.name)
    if len(documents) > 1:
        return Quote(PurePosixPath(source.given).stem or "ladder")
    return _title(documents[0])


def _title(each: MarkdownDocument) -> Quote:
    """Return what *each* is called: by its title, its front matter, or its file."""
    sections = sections_of(each)
    heading = next((section.path[-1] for section in sections if section.path), None)
    if heading is not None and heading.depth == 1 and heading.text:
        return quote(heading.origin, heading.text)
    stem = PurePosixPath(each.file).stem.replace("-", " ").replace("_", " ")
    return Quote(each.title or stem)


def _focus_name(title: Quote) -> Quote:
    """Return the name of the focus that a document called *title* is about."""
    words = _OF_LADDERS.sub(" ", title.text).split()
    while words and words[0].casefold() in _JOINING:
        words = words[1:]
    while words and words[-1].casefold() in _JOINING:
        words = words[:-1]
    text = " ".join(words).strip(" -:,&\u2013\u2014")
    if not text or text == title.text:
        return title
    return Quote(text[:1].upper() + text[1:], title.origins, f"shortened from {title.text!r}")


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
