"""The state that commands share: the global options, the canon, and how to print an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from levelctl.canon.locate import locate
from levelctl.cli import streams
from levelctl.cli.exit_codes import Exit
from levelctl.text.safe import no_command

if TYPE_CHECKING:  # imported only by the answers that need it
    from levelctl.canon.canon import Canon
    from levelctl.cli.views import View
    from levelctl.record import Result
    from levelctl.text.document import Document, TableRows

R = TypeVar("R", bound="Result")
S = TypeVar("S")
T = TypeVar("T")


class PageFormat(StrEnum):
    """The formats of a page."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class TableFormat(StrEnum):
    """The formats of answers that can also be rows."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"
    TSV = "tsv"


class Session:
    """One run of the program with its global options."""

    def __init__(self) -> None:
        self.canon: Path | None = None
        self.color = streams.Color.AUTO
        self.quiet = False
        self.no_cache = False
        self.no_pager = False
        self.opened: Canon | None = None
        """The canon that was read, whose findings were already reported or hidden."""
        self.to_stderr = False
        """Whether answers go to stderr, because stdout is used for other output."""

    @classmethod
    def of(cls, context: typer.Context) -> Session:
        """Return the session that the commands of this run share."""
        return context.find_root().ensure_object(cls)

    def open(self) -> Canon:
        """Return the canon without its invalid files; report their errors on stderr."""
        root = locate(self.canon)
        _refuse_outputs_in(root)
        canon = self.read(root)
        for folder in canon.below:
            _refuse_outputs_in(folder)
        self.opened = canon
        if canon.diagnostics and not self.quiet:
            streams.diagnose(canon.diagnostics, self.canon)
        return canon

    def read(self, root: Path) -> Canon:
        """Return the canon *root*; report none of its errors."""
        from levelctl.cache.opening import open_canon, read_canon

        if self.no_cache:
            return read_canon(root, self.with_progress)
        return open_canon(root, map_files=self.with_progress, on_problem=self.remark)

    def with_progress(self, work: Callable[[S], T], files: Sequence[S], /) -> Iterator[T]:
        """Yield the results of *work* for *files*, and show the progress if that takes long."""
        from levelctl.cli.progress import ProgressLine  # a warm answer reads no files

        with ProgressLine(quiet=self.quiet) as progress:
            yield from progress.work(work, files)

    def with_pay_file(self, canon: Canon, path: Path | None, minimum_n: int | None) -> Canon:
        """Return *canon* seen with the pay in the file *path*, if there is one; remark on it."""
        if path is None and minimum_n is None:
            return canon
        from levelctl.cli.pay_file import seen_with  # few answers have one

        return seen_with(canon, path, minimum_n, self.remark, cache=not self.no_cache)

    def remark(self, text: str) -> None:
        """Write *text* to stderr, unless the user wants no remarks."""
        if not self.quiet:
            streams.remark(f"levelctl: {text}")

    def answer(
        self,
        form: StrEnum,
        result: R,
        view: View[R],
        *,
        page: bool = False,
        remark: str = "",
        hint: str = "",
        **drawing: Any,
    ) -> None:
        """
        Print *result* in *form*, then remarks; exit with a code other than 0 if *view* says so.

        A *page* is not turned into rows in a pipe. *remark* follows the answer; *hint* follows
        only text. *drawing* are the parameters of the view's document.
        """
        terminal = streams.terminal(self.color, to_stderr=self.to_stderr)
        text = form == TableFormat.TEXT
        piped = text and terminal is None
        in_rows = form in _ROWS or (piped and view.piped_rows and not page)
        if in_rows:
            self.put(_delimited(view.rows(result, headings=not text), form))
        elif export := _export(form, view, piped=piped):
            self.put(export(result), commands=form == "github")
        else:
            self.put(_draw(view.document(result, **drawing), form, terminal))
        for missing in view.remarks(result) if in_rows else ():
            self.remark(missing)
        if remark:
            self.remark(remark)
        if hint and text and not self.quiet:
            streams.remark(f"hint: {hint}")
        if view.partial(result):
            self.require_complete()
        elif view.names_skills:
            self.require_complete("skills.yaml")
        if view.no(result):
            raise typer.Exit(Exit.NO)

    def require_complete(self, file: str = "") -> None:
        """
        Exit with 3 if the canon has an error, because the answer can then be incomplete.

        If only the *file* of this name at the root of a canon matters, errors elsewhere do not.
        """
        from levelctl.diagnostics import Severity

        findings = self.opened.diagnostics if self.opened else ()
        if any(
            finding.severity is Severity.ERROR and (not file or _is_at_root(finding.path, file))
            for finding in findings
        ):
            streams.remark("levelctl: errors in the canon may make this answer incomplete")
            raise typer.Exit(Exit.UNREADABLE)

    def put(self, text: str, *, commands: bool = False) -> None:
        """Write *text*, with the pager if it is longer than the terminal; see `streams.write`."""
        text = text if commands else no_command(text)  # a pager may only pass it on
        if not (self.to_stderr or self.no_pager) and streams.terminal(streams.Color.NEVER):
            from levelctl.cli.pager import show_paged

            if show_paged(text):
                return
        streams.write(text, to_stderr=self.to_stderr, commands=True)


def _refuse_outputs_in(folder: Path) -> None:
    """Raise LevelctlError if a file of the canon *folder* is an output."""
    if streams.to_file():
        from levelctl.cli.same_file import refuse_outputs_in  # it is hardly ever needed

        refuse_outputs_in(folder)


_ROWS = (TableFormat.CSV, TableFormat.TSV)


def _export(form: StrEnum, view: View[R], *, piped: bool) -> Callable[[R], str] | None:
    """Return the function that writes a result in *form* without a document, or None."""
    if form == TableFormat.JSON:
        from levelctl.output import json

        return json.export
    module = view.piped if piped and view.piped else dict(view.formats).get(form)
    return import_module(module).export if module else None


def _delimited(rows: TableRows, form: StrEnum) -> str:
    from levelctl.output import delimited

    if form == TableFormat.TEXT:
        return delimited.export_rows(rows)
    return delimited.export_csv(rows) if form == TableFormat.CSV else delimited.export_tsv(rows)


def _draw(document: Document, form: StrEnum, terminal: streams.Terminal | None) -> str:
    if form == TableFormat.MARKDOWN:
        from levelctl.output import markdown

        return markdown.export(document)
    return rendered(document, terminal)


def rendered(document: Document, terminal: streams.Terminal | None) -> str:
    """Return *document* drawn for *terminal*, or as plain lines without one."""
    if terminal is None:
        from levelctl.output import plain

        return plain.export(document)
    from levelctl.output.terminal import render

    return render(document, width=terminal.width, color=terminal.color, encoding=terminal.encoding)


def _is_at_root(path: str, file: str) -> bool:
    """Return whether *path* is that of *file* at the root of a canon, and not of a focus."""
    return PurePath(path).name == file and PurePath(path).parts[-3:-2] != ("functions",)
