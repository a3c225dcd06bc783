"""The kinds of sources, each with its reader, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from levelctl.errors import LevelctlError
from levelctl.ladders import ft, monzo
from levelctl.ladders.documents import markdown
from levelctl.ladders.impact import forward_impact
from levelctl.ladders.records import LadderDraft, ReadingOptions
from levelctl.ladders.said import KEYS, said
from levelctl.ladders.sources import BrokenSourceError, LadderSource
from levelctl.ladders.tabular import grids, table
from levelctl.text.safe import visible


class Reader(NamedTuple):
    """Reads one kind of source."""

    kind: str
    """The name of the kind, for ``--kind``."""
    what: str
    """What the kind is, in words that complete *a source of this kind is …*."""
    recognizes: Callable[[LadderSource], bool]
    """
    Whether the source is of this kind, by its content.

    Reads no more than it has to, and raises nothing for other kinds of files: a broken file is
    of a kind if it looks like it, so that *read* can say what is wrong.
    """
    read: Callable[[LadderSource, ReadingOptions], LadderDraft]
    """Returns the draft. Raises LevelctlError, with the place, for a source that it cannot read."""
    keys: frozenset[str] = frozenset()
    """The keys of a map that say something about such a source; of none, the look tells all."""

    def refuse_unused(self, options: ReadingOptions) -> None:
        """Raise LevelctlError if *options* say what has no effect on a source of this kind."""
        told = said(options)
        for key, value in told.by_key().items():
            if value not in {None, "", ()} and key not in self.keys:
                raise LevelctlError(
                    f"{told.where}: {key!r} says nothing about a source of the kind {self.kind}",
                    hint=_instead(key, self.keys),
                )


def _instead(key: str, keys: frozenset[str]) -> str:
    if not keys:
        return "leave out --map and --column, or all keys of the map but 'kind'"
    if key == "headings":
        return "in a table, give the heading of a column, or its number, such as '#3'"
    return f"leave it out; the keys for it: {', '.join(each for each in KEYS if each in keys)}"


_OF_TABLES = frozenset(KEYS) - {"kind", "headings"}
_OF_DOCUMENTS = frozenset(KEYS) - {"kind", "sheet", "ignore"}


TEXTS = (".yaml", ".yml", ".md", ".markdown")
"""How the names of files end that are text in UTF-8."""

READERS: tuple[Reader, ...] = (
    Reader(
        "ft",
        "a job family in YAML as the Financial Times publishes it: levels, themes, competencies",
        ft.recognizes,
        ft.read,
    ),
    Reader(
        "forward-impact",
        "the folder of a standard as Forward Impact keeps it: levels, disciplines, capabilities",
        forward_impact.recognizes,
        forward_impact.read,
    ),
    Reader(
        "monzo",
        "progression frameworks in Markdown as Monzo publishes them: topics in front matter",
        monzo.recognizes,
        monzo.read,
    ),
    Reader(
        table.KIND,
        "a table in CSV, TSV or a workbook of Excel: a row for each responsibility, or the levels "
        "across or down",
        table.recognizes,
        table.read,
        _OF_TABLES,
    ),
    Reader(
        markdown.KIND,
        "a document in Markdown: a heading for each level or theme, lists of levels, or tables",
        markdown.recognizes,
        markdown.read,
        _OF_DOCUMENTS,
    ),
)
"""All readers; the first that recognizes a source reads it."""


def reader_of(source: LadderSource, kind: str | None = None) -> Reader:
    """Return the reader of *kind*, or that of *source*. Raises LevelctlError if there is none."""
    if not source.files:
        raise BrokenSourceError(
            f"{visible(source.given)} has no files", hint="give the folder of a ladder"
        )
    for reader in READERS:
        if reader.kind == kind:
            _refuse_unlike(source, reader)
            return reader
        if kind is None and reader.recognizes(source):
            return reader
    kinds = ", ".join(reader.kind for reader in READERS)
    if kind is not None:
        raise LevelctlError(
            f"{visible(kind)!r} is not a kind of source", hint=f"the kinds are {kinds}"
        )
    _refuse_unreadable(source)
    one = _readable_file(source)
    if one:
        raise LevelctlError(
            f"{visible(source.given)} is a folder of ladders, and each is read alone",
            hint=f"give one of its files, such as --from {visible(str(source.path(one)))}",
        )
    raise LevelctlError(
        f"{visible(source.given)} is not a kind of ladder that levelctl knows",
        hint=f"if it is one of {kinds}, say so with --kind; docs/your-ladder.md describes them",
    )


def _refuse_unlike(source: LadderSource, reader: Reader) -> None:
    """Raise LevelctlError if *source* lacks what each source of a kind has."""
    if not reader.keys and not reader.recognizes(source):
        raise LevelctlError(
            f"{visible(source.given)} is not of the kind {reader.kind}",
            hint=f"that is {reader.what}; leave out --kind, and the key 'kind' of a map",
        )


def _readable_file(source: LadderSource) -> str:
    """Return the first file of a folder that is a ladder of its own; empty if none is."""
    for name in source.files if source.is_folder else ():
        alone = LadderSource(source.given, source.root, (name,), is_folder=False)
        if any(reader.recognizes(alone) for reader in READERS):
            return name
    return ""


def _refuse_unreadable(source: LadderSource) -> None:
    """Raise BrokenSourceError if *source* is an empty file, no text, or of a kind that is known."""
    name = source.files[0]
    if source.is_folder:
        return
    start = grids.start_of(source.path(name))
    if not start.strip():
        raise BrokenSourceError(f"{visible(name)} is empty", hint="give a file with a ladder")
    grids.refuse_other_kinds(name, start)
    if name.casefold().endswith(TEXTS):
        source.text(name)
