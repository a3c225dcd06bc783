"""What every command shares: the global options, the canon, and how an answer is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from levelctl.canon.locate import locate
from levelctl.cli import streams
from levelctl.cli.exit_codes import Exit
from levelctl.cli.progress import ProgressLine

if TYPE_CHECKING:  # what an answer does not need is not imported for it
    from levelctl.canon.canon import Canon
    from levelctl.record import Result
    from levelctl.text.document import Document, TableRows


class PageFormat(StrEnum):
    """The formats of a page."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class TableFormat(StrEnum):
    """The formats of what can be rows as well."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"
    TSV = "tsv"


@dataclass(slots=True)
class Session:
    """One run of the program, as its global options want it."""

    canon: Path | None = None
    color: streams.Color = streams.Color.AUTO
    quiet: bool = False
    no_cache: bool = False
    no_pager: bool = False
    opened: bool = False
    """Whether a canon was read, and its faults told or kept quiet."""
    aside: bool = False
    """Whether answers go to stderr, because stdout has something else."""

    @classmethod
    def of(cls, context: typer.Context) -> Session:
        """Return the session that the commands of this run share."""
        return context.find_root().ensure_object(cls)

    def open(self) -> Canon:
        """Return the canon, its faults told on stderr: what they touch is left out of it."""
        from levelctl.cache.opening import open_canon, read_canon

        root = locate(self.canon)
        with ProgressLine(quiet=self.quiet) as progress:
            if self.no_cache:
                canon = read_canon(root, progress.advance)
            else:
                canon = open_canon(root, progress=progress.advance, on_problem=self.remark)
        self.opened = True
        if canon.diagnostics and not self.quiet:
            streams.diagnose(canon.diagnostics)
        return canon

    def remark(self, text: str) -> None:
        """Say *text* on stderr, unless the person wants no remarks."""
        if not self.quiet:
            streams.remark(f"levelctl: {text}")

    def in_rows(self, form: TableFormat) -> bool:
        """Tell whether an answer that is rows in a pipe is rows in *form*, to this reader."""
        if form is TableFormat.TEXT:
            return not streams.terminal(self.color, aside=self.aside)
        return form in (TableFormat.CSV, TableFormat.TSV)

    def answer(
        self,
        form: StrEnum,
        result: Result,
        document: Callable[[], Document],
        *,
        rows: Callable[[], TableRows] | None = None,
        piped: Callable[[], TableRows] | None = None,
        lines: Callable[[], str] | None = None,
        others: Mapping[str, Callable[[], str]] | None = None,
    ) -> None:
        """
        Print *result* in *form*.

        As text it is the *document*, drawn on a terminal and plain elsewhere, where *piped*
        rows or *lines* take its place if there are any. *others* are the formats that this
        answer alone has.
        """
        other = (others or {}).get(form)
        text = other() if other else self._answer(form, result, document, rows, piped, lines)
        self.put(text)

    def put(self, text: str) -> None:
        """Write *text*, page by page if it is longer than the terminal that it goes to."""
        if not (self.aside or self.no_pager) and streams.terminal(streams.Color.NEVER):
            from levelctl.cli.pager import paged

            if paged(text):
                return
        streams.write(text, aside=self.aside)

    def _answer(
        self,
        form: StrEnum,
        result: Result,
        document: Callable[[], Document],
        rows: Callable[[], TableRows] | None,
        piped: Callable[[], TableRows] | None,
        lines: Callable[[], str] | None,
    ) -> str:
        if form == TableFormat.JSON:
            from levelctl.output import json

            return json.export(result)
        if form == TableFormat.MARKDOWN:
            from levelctl.output import markdown

            return markdown.export(document())
        if rows and form in (TableFormat.CSV, TableFormat.TSV):
            from levelctl.output import delimited

            export = delimited.export_csv if form == TableFormat.CSV else delimited.export_tsv
            return export(rows())
        return self.text(document, piped, lines)

    def text(
        self,
        document: Callable[[], Document],
        piped: Callable[[], TableRows] | None = None,
        lines: Callable[[], str] | None = None,
    ) -> str:
        """Return *document* as the reader wants it: drawn, in plain lines, or as other *lines*."""
        terminal = streams.terminal(self.color, aside=self.aside)
        if terminal:
            return drawn(document(), terminal)
        if piped:
            from levelctl.output import delimited

            return delimited.export_tsv(piped())
        if lines:
            return lines()
        from levelctl.output import plain

        return plain.export(document())


def drawn(document: Document, terminal: streams.Terminal) -> str:
    """Return *document* as it looks on *terminal*."""
    from levelctl.output.terminal import render

    return render(
        document, width=terminal.width, colour=terminal.colour, encoding=terminal.encoding
    )


def require_whole(canon: Canon) -> None:
    """End with the exit code for an unreadable canon if a fault may have hidden something."""
    from levelctl.diagnostics import Severity

    if any(fault.severity is Severity.ERROR for fault in canon.diagnostics):
        streams.remark("levelctl: the answer may lack what the canon's faults hide")
        raise typer.Exit(Exit.UNREADABLE)
