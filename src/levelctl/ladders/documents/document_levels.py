"""Finds out whether each document of a folder is about one level, and what says which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from levelctl.ladders import headings
from levelctl.ladders.documents.blocks import MarkdownDocument, Prose
from levelctl.ladders.documents.outline import Outline, has_tables, sections_of
from levelctl.ladders.headings import plain
from levelctl.ladders.records import Origin
from levelctl.ladders.rungs import LIKELY, is_bare, rung, words_of_job
from levelctl.ladders.said import Said

_TOLD = 4
"""How sure it is that a title names a level that a map lists."""

_BESIDE = re.compile(
    r"(?i)[_.]?(?:read[ _-]?me|index|licen[cs]e|copying|contributing|contributors|changelog|changes"
    r"|code[ _-]of[ _-]conduct|security|agents|claude|copilot[ _-]instructions|faqs?|todo|authors"
    r"|sidebar|summary|toc|support|governance|maintainers|(?:pull[ _-]request|issue)[ _-]template)"
)
"""Names of files that stand beside the documents of a ladder."""


def words_of_path(name: str) -> str:
    """
    Return the name of a file or folder as a title.

    >>> words_of_path("vp_of-engineering"), words_of_path("E1_Head of QA")
    ('VP of Engineering', 'E1 Head of QA')
    """
    words = re.split(r"[-_\s]+", name)
    if name != name.lower():
        return " ".join(words)
    return " ".join(
        each.upper() if each in _SHORT else each if each in _SMALL else each[:1].upper() + each[1:]
        for each in words
    )


_SHORT = frozenset("ic em vp cto ceo cpo cio qa sre ui ux it hr ii iii iv vi ml ai bi pm".split())
_SMALL = frozenset("of and for the in at a an to or".split())


def is_beside(document: MarkdownDocument) -> bool:
    """Return whether *document* is called as those that stand beside a ladder, such as README."""
    return _BESIDE.fullmatch(PurePosixPath(document.file).stem) is not None


def levels_of_documents(
    documents: Sequence[MarkdownDocument], outlines: Sequence[Outline], said: Said
) -> list[Prose | None]:
    """
    Return the level of each of *documents*, or None for all if headings inside name levels.

    A level is named by the first heading, the front matter or the name of the file: by that which
    names most. Others than these are None.
    """
    nothing: list[Prose | None] = [None] * len(documents)
    best, most = nothing, 0.0
    for column in zip(*(_titles(each) for each in documents), strict=True):
        found = _named(column, said)
        sure = sum(_certainty(each, said) or LIKELY for each in found if each)
        if sure > most * _BETTER:
            best, most = found, sure
    labels = {plain(each.text) for each in best if each}
    inside = sum(map(has_levels_inside, documents, outlines))
    is_told = any(each and said.code(each.text) for each in best)
    count = len(best) - best.count(None)
    if is_told and len(labels) > 1:
        return best
    return best if len(labels) > 1 and count > inside and count * _FEW >= len(best) else nothing


_FEW = 4
"""Of so many documents, one at least must be about a level."""


_BETTER = 1.2
"""How much more levels the names of files must tell than headings and front matter do."""


def _named(titles: Sequence[Prose | None], said: Said) -> list[Prose | None]:
    """Return those of *titles* that name levels, or the job that those have words before."""
    sure = [each for each in titles if each and _certainty(each, said)]
    return [
        each if each and (each in sure or _is_like(each, sure, said)) else None for each in titles
    ]


def _titles(document: MarkdownDocument) -> Iterator[Prose | None]:
    """Yield what names *document*: its first heading, its front matter, and its file."""
    sections = sections_of(document)
    heading = next((each.path[-1] for each in sections if each.path), None)
    yield heading if heading and heading.depth == 1 else None
    title = document.title
    yield Prose(title.text, title) if title else None
    path = PurePosixPath(document.file)
    yield Prose(words_of_path(path.stem), Origin(document.file, path.name, "name of the file"))


def _certainty(title: Prose | None, said: Said) -> int:
    """Return how sure it is that *title* names a level: nothing if that is not likely."""
    if title is None:
        return 0
    code = said.code(title.text)
    if code is not None:
        return _TOLD if code else 0
    certainty = rung(title.text).certainty
    return certainty if certainty >= LIKELY else 0


def _is_like(title: Prose, named: Sequence[Prose], said: Said) -> bool:
    """Return whether *title* is the job that those *named* have words before."""
    if said.code(title.text) == "":
        return False
    labels = [plain(each.text) for each in named]
    jobs = {words_of_job(each) for each in labels} - {()}
    return is_bare(plain(title.text), labels) or words_of_job(title.text) in jobs


def likely_labels(document: MarkdownDocument, outline: Outline) -> set[str]:
    """Return the likely levels that headings inside *document* name."""
    named = labels_of(document, outline)
    return {each for each, text in named.items() if rung(text).certainty >= LIKELY}


def labels_of(document: MarkdownDocument, outline: Outline) -> dict[str, str]:
    """Return what the levels are called that headings of *document* name, by their plain text."""
    last = (section.path[-1] for section in sections_of(document) if section.path)
    named = (each.text for each in last if outline.roles.get(each.origin.place) == headings.LEVEL)
    return {plain(each): each for each in named}


def has_levels_inside(document: MarkdownDocument, outline: Outline) -> bool:
    """Return whether headings or tables inside *document* are likely to name levels."""
    return len(likely_labels(document, outline)) > 1 or has_tables(sections_of(document))
