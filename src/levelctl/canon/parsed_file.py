"""What one file of a canon says, apart from all other files, and what is wrong with it."""

from __future__ import annotations

from levelctl.canon.comments import Comment
from levelctl.canon.files import FileKind
from levelctl.canon.model import Classification, Pay, Status
from levelctl.canon.nodes import Node
from levelctl.diagnostics import Diagnostic, LocatedText
from levelctl.record import Record


class ParsedFile(Record):
    """
    One file, read and held against its schema.

    The paths in it are relative to the canon's folder. A file that is not of its form has
    nothing but its faults.
    """

    path: str
    kind: FileKind
    diagnostics: tuple[Diagnostic, ...] = ()
    code: LocatedText | None = None
    """The code of a function or focus."""
    name: str = ""
    summary: str = ""
    """What a function's file says of it."""
    family: LocatedText | None = None
    levels: tuple[LocatedText, ...] = ()
    """The levels of a focus, or those that families give words of titles, as the file has them."""
    statuses: tuple[Status, ...] = ()
    """The status of each level."""
    pays: tuple[Pay | None, ...] = ()
    """The pay at each level."""
    aliases: tuple[tuple[str, str | None], ...] = ()
    """Other titles of a focus, each with the level that it means, if it means one."""
    classification: tuple[Classification, ...] = ()
    comments: tuple[Comment, ...] = ()
    """Those for levelctl, in a faulty file too."""


class ParseResult(Record):
    """What was read of one file."""

    parsed: ParsedFile
    top: Node | None
    """The nodes of a sound file; None if it has an error."""
    digest: str
    """Empty if the file cannot be read."""
