"""``levelctl match``: the codes and levels that job titles mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.cli import match_input as opening
from levelctl.cli.exit_codes import Exit
from levelctl.cli.match_output import Answering, MatchFormat
from levelctl.cli.session import Session, require_whole
from levelctl.errors import LevelctlError
from levelctl.titles.batch.rows import Form

if TYPE_CHECKING:
    from levelctl.canon.canon import Canon
    from levelctl.canon.model import Matching
    from levelctl.cli.match_input import TitleInput
    from levelctl.text.document import Document, TableRows
    from levelctl.titles.batch.batch import Tally, TitleMatcher

EXAMPLES = (
    "levelctl match tech PM",
    "levelctl match 'Sr. Backend Eng.' 'Data Engineer II' --format csv",
    "levelctl match 'Senior Data Engineer (m/w/d)' --explain",
    "levelctl match - --format code <<< 'Staff ML Engineer'",
)


def command(
    context: typer.Context,
    titles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TITLE",
            help="The words of one title, or several titles, each in quotes, or - for stdin.",
        ),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Read titles from this file; - is stdin."),
    ] = None,
    column: Annotated[
        str | None,
        typer.Option(
            "--column", metavar="NAME", help="Column with the titles. Default: title or job_title."
        ),
    ] = None,
    written: Annotated[
        Form | None,
        typer.Option("--input", help="Format of FILE. Default: from its extension or first line."),
    ] = None,
    top: Annotated[
        int, typer.Option("--top", min=1, max=100, metavar="N", help="Show at most N candidates.")
    ] = 5,
    within: Annotated[
        str | None,
        typer.Option("--in", metavar="REF", help="Match only in this focus, function or family."),
    ] = None,
    scheme: Annotated[
        str | None,
        typer.Option(
            "--scheme", metavar="NAME", help="Answer with codes of an imported scheme: onet."
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how the answer was found.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Treat titles that need review as not found.")
    ] = False,
    golden: Annotated[
        Path | None,
        typer.Option(
            "--golden",
            metavar="FILE",
            help="Compare with FILE and report titles whose answer differs.",
        ),
    ] = None,
    form: Annotated[
        MatchFormat, typer.Option("--format", "-f", help="Output format.")
    ] = MatchFormat.TEXT,
) -> None:
    """
    Find the focus and level that job titles mean, or report that there is no confident match.

    Unquoted words are one title. If any argument contains a space, each argument is a title. A
    file or stdin has one title per line, or is a CSV, TSV or NDJSON table, whose other columns
    are kept. In a pipe, and for several titles, each title gets a row: title, code, band, score.
    `--format code` prints only the codes.

    Rows that cannot be read are reported, and the others are answered. A golden file is a table
    of title, code, level and band. Exits with 1 if a title has no confident match, or if an
    answer differs from the golden file.
    """
    session = Session.of(context)
    _refuse(titles or (), source, golden, explain=explain, form=form)
    if golden:
        with opening.of_file(golden, written, column) as expected:
            canon, matcher = _matcher(session, within, scheme)
            _compare(session, matcher, expected, form)
        return
    with opening.given(titles or (), source, written, column) as given:
        canon, matcher = _matcher(session, within, scheme)
        answering = Answering(session, matcher, top=top, strict=strict, scheme=bool(scheme))
        if explain:
            answering.explain(given, _thresholds(matcher))
        elif given.single is not None:
            answering.one(given, form)
        else:
            answering.all(given, form)
    if given.read:
        session.remark(str(answering.tally))
    _end(canon, answering.tally)


def _refuse(
    titles: Sequence[str],
    source: Path | None,
    golden: Path | None,
    *,
    explain: bool,
    form: MatchFormat,
) -> None:
    """Raise LevelctlError for options that cannot be had together."""
    if golden and (titles or source):
        raise LevelctlError("a golden file has its own titles", hint="leave the others out")
    if golden and form in (MatchFormat.NDJSON, MatchFormat.CODE):
        raise LevelctlError(f"what has changed is no {form}", hint="--format json has all of it")
    if explain and (golden or form is not MatchFormat.TEXT):
        raise LevelctlError(
            "--explain shows pages of text",
            hint="--format text shows them; without --explain, --format json has all of it",
        )


def _matcher(
    session: Session, within: str | None, scheme: str | None
) -> tuple[Canon | None, TitleMatcher]:
    """Return what answers, and the canon that it knows, if it knows one."""
    if scheme:
        if within:
            raise LevelctlError("--in is of the canon, --scheme of a scheme", hint="give one")
        from levelctl.titles.occupation_index.matcher import scheme_matcher

        return None, scheme_matcher(scheme)
    from levelctl.titles import matching

    canon = session.open()
    foci = _foci(canon, within) if within else None
    return canon, matching.matcher_of(canon, foci, cache=not session.no_cache)


def _foci(canon: Canon, text: str) -> list[str]:
    """Return the codes of the foci of the family or function, or the focus, that *text* means."""
    from levelctl.canon.model import Family, Focus, Function
    from levelctl.canon.resolve import reference, resolve

    thing = resolve(canon, text)
    match thing:
        case Focus():
            return [reference(thing)]
        case Function():
            return [reference(card) for card in thing.foci]
        case Family():
            return [reference(card) for card in canon.focus_summaries(thing.slug)]
    raise LevelctlError(
        f"{text!r} has a level", hint="--in takes a focus, a function or a family: leave it out"
    )


def _thresholds(matcher: TitleMatcher) -> Matching | None:
    """Return what scores and margins are held against; a scheme has no such settings."""
    from levelctl.titles import matching

    return matcher.facts.matching if isinstance(matcher, matching.Matcher) else None


def _end(canon: Canon | None, tally: Tally) -> None:
    """End with the exit code that *tally* asks for."""
    if tally.unreadable:
        raise typer.Exit(Exit.UNREADABLE)
    if canon:
        require_whole(canon)
    if tally.missed:
        raise typer.Exit(Exit.NO)


def _compare(
    session: Session, matcher: TitleMatcher, expected: TitleInput, form: MatchFormat
) -> None:
    """Show which of the *expected* answers are not given, and end with 1 if there are any."""
    from levelctl.titles.batch.golden import golden

    result = golden(matcher, expected.rows)

    def document() -> Document:
        from levelctl.layout import match as layout

        return layout.golden(result)

    def rows(*, headings: bool = True) -> TableRows:
        from levelctl.layout.match import golden_rows

        return golden_rows(result, headings=headings)

    session.answer(form, result, document, rows=rows, piped=lambda: rows(headings=False))
    changed = len(result.regressions)
    session.remark(f"{result.titles:,} titles: {result.right:,} as expected, {changed:,} not")
    if changed:
        raise typer.Exit(Exit.NO)
