"""Reads the documents of a folder into what is gathered of a ladder, as each is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath

from levelctl.errors import LevelctlError
from levelctl.ladders import headings
from levelctl.ladders.documents.blocks import MarkdownDocument, Prose
from levelctl.ladders.documents.document_levels import (
    has_levels_inside,
    is_beside,
    labels_of,
    levels_of_documents,
    likely_labels,
    words_of_path,
)
from levelctl.ladders.documents.outline import (
    DocumentSection,
    Outline,
    names_track,
    outline_of,
    sections_of,
    without_levels,
)
from levelctl.ladders.documents.reading import DocumentReading
from levelctl.ladders.forks import manages_people
from levelctl.ladders.gathering import NO_PART, Gathering
from levelctl.ladders.headings import plain
from levelctl.ladders.mending import quote
from levelctl.ladders.records import Origin, Quote
from levelctl.ladders.rungs import LIKELY, rung
from levelctl.ladders.said import Said
from levelctl.ladders.tabular.columns import has_column
from levelctl.text.safe import visible


def gathered(
    documents: list[MarkdownDocument], name: Quote, told: Said, *, in_tables: bool = False
) -> Gathering:
    gathering = Gathering("markdown", name, told)
    readings = list(_readings(gathering, documents, name, in_tables=in_tables))
    for reading in readings:
        reading.find_levels()
    for reading in readings:
        reading.read()
    _refuse_missing(readings, told)
    return gathering


def _refuse_missing(readings: Sequence[DocumentReading], told: Said) -> None:
    """Raise LevelctlError if a depth or column is said that no document has."""
    depths = {each.path[-1].depth for reading in readings for each in reading.sections if each.path}
    shown = ", ".join(f"h{each}" for each in sorted(depths) if each) or "none"
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


def _readings(
    gathering: Gathering, documents: list[MarkdownDocument], name: Quote, *, in_tables: bool
) -> Iterator[DocumentReading]:
    """Yield the readings of *documents*: each is a focus, a theme or a level, as they tell."""
    outline = without_levels if in_tables else outline_of
    documents = _of_ladder(gathering, documents, outline)
    outlines = [outline(sections_of(each), gathering.said) for each in documents]
    if len(documents) == 1:
        yield DocumentReading(gathering, documents[0], _focus_name(name), outline=outlines[0])
        return
    named = levels_of_documents(documents, outlines, gathering.said)
    if any(named):
        yield from _one_level_each(gathering, documents, named, outlines, name)
        return
    levels = [{*labels_of(*each)} for each in zip(documents, outlines, strict=True)]
    shared = [each for each in levels if each]
    is_theme = all(headings.THEME not in each.roles.values() for each in outlines)
    is_theme = is_theme and all(each & shared[0] for each in shared) and len(shared) > 1
    what = "theme" if is_theme else "focus"
    gathering.remarks.append(f"Each document was taken for a {what}.")
    for each, own in zip(documents, outlines, strict=True):
        title = title_of(each)
        if is_theme:
            yield DocumentReading(gathering, each, name, theme=title, outline=own)
        else:
            yield DocumentReading(gathering, each, _focus_name(title), outline=own)


def _of_ladder(
    gathering: Gathering,
    documents: list[MarkdownDocument],
    outline: Callable[[list[DocumentSection], Said], Outline],
) -> list[MarkdownDocument]:
    """Return *documents* without such as README, which are left out, if others name levels."""
    beside = [each for each in documents if is_beside(each)]
    others = [each for each in documents if each not in beside]
    outlines = [outline(sections_of(each), gathering.said) for each in others]
    has_levels = any(map(has_levels_inside, others, outlines))
    if not beside or not (has_levels or any(levels_of_documents(others, outlines, gathering.said))):
        return documents
    for each in beside:
        DocumentReading(gathering, each, Quote("")).omit(NO_PART)
    named = ", ".join(visible(each.file) for each in beside[:_MOST_LISTED])
    gathering.remarks.append(f"Left out, since documents beside a ladder are called so: {named}.")
    return others


def _one_level_each(
    gathering: Gathering,
    documents: Sequence[MarkdownDocument],
    levels: Sequence[Prose | None],
    outlines: Sequence[Outline],
    name: Quote,
) -> Iterator[DocumentReading]:
    """Yield the readings of documents about one of *levels* each; the others are left out."""
    about = {each.file: level for each, level in zip(documents, levels, strict=True) if level}
    known = {plain(each.text) for each in about.values()}
    weighed = all(each.weight is not None for each in documents if each.file in about)
    for each in sorted(documents, key=lambda one: _place(one, weighed=weighed)):
        level = about.get(each.file)
        focus, track = _of_folder(each.file, [*about], name)
        reading = DocumentReading(gathering, each, focus, level=level, track=track)
        labels = likely_labels(each, outlines[documents.index(each)])
        if level is None and len(labels & known) * 2 <= len(labels):
            reading.omit("its document names no level, as others do")
        else:
            yield reading
    order = (
        "Their order is that of their front matter"
        if weighed
        else "Their order is guessed from their names"
    )
    gathering.remarks.append(
        "Each document called like a level, by its title, its front matter or the name of its "
        f"file, was taken for that level. {order}: the key 'levels' of a map gives another."
    )
    gathering.guesses_order = not weighed


def _place(document: MarkdownDocument, *, weighed: bool) -> tuple[bool, float]:
    """Return the place of *document* among others: those about managers come last."""
    folder = words_of_path(PurePosixPath(document.file).parent.name)
    above = manages_people(folder) or _LEADS.search(folder) is not None
    return above, (document.weight or 0) if weighed else 0


_LEADS = re.compile(r"(?i)\b(?:executives?|leaders?|leadership)\b")
"""Words of folders with levels above others."""


def _of_folder(file: str, files: Sequence[str], name: Quote) -> tuple[Quote, Origin | None]:
    """Return the focus and track of *file*, one of the level documents *files*, by its folder."""
    folders = dict.fromkeys(str(PurePosixPath(each).parent) for each in files)
    own = str(PurePosixPath(file).parent)
    words = words_of_path(PurePosixPath(own).name)
    if len(folders) <= 1 or not words:
        return name, None
    origin = Origin(own, words, "name of the folder")
    if any(names_track(PurePosixPath(each).name) for each in folders):
        return name, origin
    return quote(origin), None


def title_of(each: MarkdownDocument) -> Quote:
    """Return what *each* is called: by its title, its front matter, or its file."""
    found = [section.path[-1] for section in sections_of(each) if section.path]
    top = [heading for heading in found if heading.depth == 1]
    are_levels = len(top) > 1 and rung(top[0].text).certainty >= LIKELY
    if top and top[0] is found[0] and top[0].text and not are_levels:
        return quote(top[0].origin, top[0].text)
    return quote(each.title) if each.title else Quote(words_of_path(PurePosixPath(each.file).stem))


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


_OF_LADDERS = re.compile(
    r"\b(?:career|careers|ladders?|levels?|levelling|leveling|frameworks?|matrix|matrices|development"
    r"|progression|competenc(?:y|ies)|growth|guide|expectations?|titles for|path|the|our)\b",
    re.IGNORECASE,
)
"""Words of the title of a document that do not tell the focus."""


_JOINING = frozenset("by for of and in at a an to on & - :".split())


def listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_LISTED
    return ", ".join(names[:_MOST_LISTED]) + (f" and {more:,} more" if more > 0 else "")


_MOST_LISTED = 10
