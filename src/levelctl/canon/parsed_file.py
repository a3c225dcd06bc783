"""Defines the parsed form of one file of a canon, independent of all other files."""

from __future__ import annotations

from levelctl.canon.comments import Comment
from levelctl.canon.files import FileKind, FileStats
from levelctl.canon.merging import Override
from levelctl.canon.model import Classification, DimensionKind, Pay, SkillVocabulary, Status
from levelctl.canon.nodes import Node
from levelctl.canon.vocabulary import UseKind
from levelctl.diagnostics import Diagnostic, LocatedText
from levelctl.record import Record


class DimensionKey(Record):
    """A key of a dimension that a file uses, with each place of it."""

    kind: DimensionKind
    key: str
    places: tuple[tuple[int, int], ...]
    """The line and column of each; many are stored, so they are plain numbers."""


class VocabularyUse(Record):
    """A skill, step or license that a focus names, or a level in its skills and licenses."""

    kind: UseKind
    text: str
    places: tuple[tuple[int, int], ...]
    """The line and column of each; many are stored, so they are plain numbers."""


class ParsedFile(Record):
    """
    One file, parsed and validated.

    Paths are relative to the canon's folder. A file that does not match its schema has nothing
    but diagnostics and comments.
    """

    path: str
    kind: FileKind
    diagnostics: tuple[Diagnostic, ...] = ()
    """Everything that keeps the file, or a part of it, out of the canon."""
    code: LocatedText | None = None
    """The code of a function or focus."""
    name: str = ""
    summary: str = ""
    """The summary of a function."""
    family: LocatedText | None = None
    """The slug of a function's family."""
    levels: tuple[LocatedText, ...] = ()
    """
    The levels of a focus, those of title words in families.yaml, or those of criteria in
    themes.yaml, in file order.
    """
    statuses: tuple[Status, ...] = ()
    """The status of the profile at each of *levels*."""
    pays: tuple[Pay | None, ...] = ()
    """The pay of the profile at each of *levels* that is shown first."""
    aliases: tuple[tuple[str, str | None], ...] = ()
    """The aliases of a focus, each with its level if it is an alias for one level only."""
    classification: tuple[Classification, ...] = ()
    themes: tuple[str, ...] = ()
    """The slugs of the themes that it defines."""
    shared_themes: tuple[LocatedText, ...] = ()
    """Each place of a focus that refers to a theme of themes.yaml."""
    shared_pays: tuple[LocatedText, ...] = ()
    """Each place of a focus that names another one with the same pay."""
    proficiencies: tuple[LocatedText, ...] = ()
    """The scale in canon.yaml; elsewhere, each proficiency of a responsibility."""
    dimensions: tuple[DimensionKey, ...] = ()
    """The keys of dimensions in the ladder, or in a focus."""
    reviewed: LocatedText | None = None
    """The code of the focus that a file of reviews is about, FUNCTION.FOCUS."""
    vocabulary: SkillVocabulary | None = None
    """What skills.yaml defines."""
    uses: tuple[VocabularyUse, ...] = ()
    """What the skills and licenses of a focus name."""
    comments: tuple[Comment, ...] = ()
    """The comments for levelctl; a file with errors has them, too."""
    overrides: tuple[Override, ...] = ()
    """What the file of an overlay does to that of the canon below."""


class ParseResult(Record):
    """The result of reading and parsing one file."""

    parsed: ParsedFile
    top: Node | None
    """The nodes of the file; None if it has an error."""
    digest: str
    """
    The digest of the content; empty if the file cannot be read. In an overlay, the digests of the
    files of all layers that have it, with commas in between.
    """
    opened: tuple[FileStats, ...] = ()
    """The stats of the file that was opened, or of those of all layers."""
