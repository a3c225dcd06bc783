"""Writes the answers of `levelctl match`, each as a complete row as soon as it is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from levelctl.cli import streams
from levelctl.cli.interrupts import StreamedDocument, uninterrupted
from levelctl.cli.match_input import TitleInput
from levelctl.cli.progress import ProgressLine
from levelctl.cli.session import Session, rendered
from levelctl.layout import match as layout
from levelctl.text.safe import cell, no_command
from levelctl.titles.batch.batch import RowAnswer, Tally, answers
from levelctl.titles.batch.title_rows import BadTitleRow, TitleRow

if TYPE_CHECKING:
    from levelctl.canon.model import MatchSettings
    from levelctl.text.document import Document
    from levelctl.titles.batch.batch import TitleMatcher
    from levelctl.titles.records import Match


MOST_WAITING = 1_000
"""The most rows of which nothing can be read that wait for the columns of a later one."""

MOST_LEFT_OUT = 100
"""The most columns that are reported as left out, and the most characters of each."""


class MatchFormat(StrEnum):
    """The formats of the answers to titles."""

    TEXT = "text"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    TSV = "tsv"
    CODE = "code"


class AnswerWriter:
    """Answers titles and writes the answers in a format."""

    def __init__(
        self, session: Session, matcher: TitleMatcher, *, top: int, strict: bool, scheme: bool
    ) -> None:
        self.session = session
        self.matcher = matcher
        self.top = top
        self.scheme = scheme
        self.strict = strict
        self.tally = Tally(strict=strict)

    def one(self, titles: TitleInput, form: MatchFormat) -> None:
        """Answer the single title in *titles*; as text on a terminal, with a page."""
        if form is MatchFormat.TEXT and streams.terminal(self.session.color):
            self._pages(titles, lambda match: layout.page(match, scheme=self.scheme))
        elif form is MatchFormat.JSON:
            from levelctl.output import json

            for answer in self._answers(titles):
                self.session.put(json.export(answer.match))
        else:
            self.all(titles, form)

    def explain(self, titles: TitleInput, thresholds: MatchSettings | None) -> None:
        """Show how the answer to each title was found; *thresholds* determine its band."""
        self._pages(titles, lambda match: layout.explanation(match, thresholds))

    def all(self, titles: TitleInput, form: MatchFormat) -> None:
        """Answer each of *titles* with a row."""
        if form is MatchFormat.JSON:
            self.json(titles)
            return
        for text in _WRITERS[form](self, titles):
            self._put(text)

    def json(self, titles: TitleInput) -> None:
        """Answer *titles* with one JSON document that has a line for each answer."""
        from levelctl.output import ndjson

        with StreamedDocument(streams.write, ndjson.BEGIN, ndjson.END, ndjson.CUT) as document:
            for number, answer in enumerate(self._all_answers(titles)):
                document.write((", " if number else "  ") + ndjson.inner(answer))

    def _answers(self, titles: TitleInput) -> Iterator[RowAnswer]:
        """Yield the answers to the rows that can be read."""
        return (answer for answer in self._all_answers(titles) if isinstance(answer, RowAnswer))

    def _all_answers(self, titles: TitleInput) -> Iterator[RowAnswer | BadTitleRow]:
        """Yield each answer, and each row that cannot be read."""
        hidden = self.session.quiet or streams.terminal(streams.Color.NEVER) is not None
        answered = answers(self.matcher, titles.rows, top=self.top, ready=titles.ready)
        with ProgressLine(quiet=hidden) as progress:
            for number, answer in enumerate(answered, 1):
                self.tally.add(answer)
                yield answer
                progress.count("titles", number)

    def report_faults(self) -> None:
        """Say which rows could not be read: a line for each cause, however many they are."""
        for fault in self.tally.faults:
            streams.remark(f"levelctl: {fault}")
            hint = self.tally.hint_of(fault)
            if hint:
                streams.remark(f"hint: {hint}")

    def _pages(self, titles: TitleInput, document: Callable[[Match], Document]) -> None:
        pages = self._rendered(titles, document)
        if titles.read:
            for page in pages:
                self._put(page)
        else:
            self.session.put("".join(pages))

    def _rendered(self, titles: TitleInput, document: Callable[[Match], Document]) -> Iterator[str]:
        terminal = streams.terminal(self.session.color)
        for number, answer in enumerate(self._answers(titles)):
            text = rendered(document(answer.match), terminal)
            yield f"\n{text}" if number else text

    def _put(self, text: str) -> None:
        data = streams.encoded(no_command(text))
        with uninterrupted(len(data)):
            streams.write_encoded(data)

    # The formats for many answers. Each yields pieces of complete lines.

    def codes(self, titles: TitleInput) -> Iterator[str]:
        """Yield a line for each row, readable or not, so that line numbers stay the same."""
        from levelctl.output import delimited

        for answer in self._all_answers(titles):
            code = (
                layout.code(answer.match, strict=self.strict)
                if isinstance(answer, RowAnswer)
                else ""
            )
            yield delimited.export_rows(iter([(code,)]))

    def rows(self, titles: TitleInput) -> Iterator[str]:
        from levelctl.output import delimited

        for answer, columns in self._with_columns(titles):
            row = layout.short_row(answer, columns, strict=self.strict)
            yield delimited.export_rows(iter([row]))

    def csv(self, titles: TitleInput) -> Iterator[str]:
        from levelctl.output import delimited

        return (delimited.export_csv(iter([row]), cell) for row in self._with_headings(titles))

    def tsv(self, titles: TitleInput) -> Iterator[str]:
        from levelctl.output import delimited

        return (delimited.export_tsv(iter([row]), cell) for row in self._with_headings(titles))

    def ndjson(self, titles: TitleInput) -> Iterator[str]:
        from levelctl.output import ndjson

        return map(ndjson.export, self._all_answers(titles))

    def _with_headings(self, titles: TitleInput) -> Iterator[Sequence[str]]:
        first = True
        for answer, columns in self._with_columns(titles):
            if first:
                yield layout.headings(columns)
            first = False
            yield layout.long_row(answer, columns, strict=self.strict)
        if first:
            yield layout.headings(())

    def _with_columns(
        self, titles: TitleInput
    ) -> Iterator[tuple[RowAnswer | BadTitleRow, Sequence[str]]]:
        """
        Yield each answer with the columns of the first row, which are those of the output.

        A row of which nothing can be read has no columns: it waits for the first that has.
        """
        waiting: list[BadTitleRow] = []
        columns: list[str] | None = None
        known: set[str] = set()
        for answer in self._all_answers(titles):
            row = answer if isinstance(answer, BadTitleRow) else answer.row
            if columns is None:
                if isinstance(row, BadTitleRow) and not row.columns and len(waiting) < MOST_WAITING:
                    waiting.append(row)
                    continue
                columns = list(row.columns)
                known.update(columns)
                yield from ((each, columns) for each in waiting)
                waiting.clear()
            self._report_left_out(row, columns, known)
            yield answer, columns
        yield from ((each, ()) for each in waiting)

    def _report_left_out(
        self, row: TitleRow | BadTitleRow, columns: list[str], known: set[str]
    ) -> None:
        """Report the columns of *row* that are not *known* yet."""
        for name in row.columns:
            if name not in known and len(known) < len(columns) + MOST_LEFT_OUT:
                known.add(name)
                # Not a remark that -q leaves out: data are missing.
                streams.remark(
                    f"levelctl: line {row.line}: {name[:MOST_LEFT_OUT]!r} is not in the first row "
                    "and is left out"
                )


_WRITERS: dict[MatchFormat, Callable[[AnswerWriter, TitleInput], Iterator[str]]] = {
    MatchFormat.TEXT: AnswerWriter.rows,
    MatchFormat.NDJSON: AnswerWriter.ndjson,
    MatchFormat.CSV: AnswerWriter.csv,
    MatchFormat.TSV: AnswerWriter.tsv,
    MatchFormat.CODE: AnswerWriter.codes,
}
