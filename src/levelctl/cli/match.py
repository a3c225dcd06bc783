"""``levelctl match``: the codes and levels that job titles mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.cli import match_input, views
from levelctl.cli.exit_codes import Exit
from levelctl.cli.match_output import AnswerWriter, MatchFormat
from levelctl.cli.session import Session
from levelctl.errors import LevelctlError
from levelctl.titles.batch.rows import Form

if TYPE_CHECKING:
    from levelctl.canon.canon import Canon
    from levelctl.canon.model import Matching
    from levelctl.cli.match_input import TitleInput
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
            help="The words of one title; or several titles, each in quotes; or - for stdin.",
        ),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="The titles of a file; - is stdin."),
    ] = None,
    column: Annotated[
        str | None,
        typer.Option(
            "--column", metavar="NAME", help="The column of the titles; else title or job_title."
        ),
    ] = None,
    written: Annotated[
        Form | None,
        typer.Option(
            "--input", help="How FILE is written; else its ending says it, or its first line."
        ),
    ] = None,
    top: Annotated[
        int, typer.Option("--top", min=1, max=100, metavar="N", help="At most N candidates.")
    ] = 5,
    within: Annotated[
        str | None,
        typer.Option("--in", metavar="REF", help="Only this focus, function or family."),
    ] = None,
    scheme: Annotated[
        str | None,
        typer.Option("--scheme", metavar="NAME", help="Codes of an imported scheme: onet."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how the answer comes about.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Take what needs review for not found.")
    ] = False,
    golden: Annotated[
        Path | None,
        typer.Option(
            "--golden", metavar="FILE", help="Tell which titles are not answered as FILE expects."
        ),
    ] = None,
    form: Annotated[
        MatchFormat, typer.Option("--format", "-f", help="Output format.")
    ] = MatchFormat.TEXT,
) -> None:
    """
    Find the focus and level that job titles mean, or say that none is sure.

    Words without quotes are one title. If one argument has a space in it, each is a title. A
    file or stdin has a title a line, or is a table in CSV, TSV or NDJSON whose other columns
    are kept. In a pipe, and of several titles, each gets a row: title, code, band, score;
    `--format code` prints the codes alone.

    A row that cannot be read is reported, and the rest is answered. Exits with 1 if a title has
    no confident match. A golden file is a table of title, code, level and band; what differs
    is listed, and ends it with 1.
    """
    session = Session.of(context)
    _refuse(titles or (), source, golden, explain=explain, form=form)
    if golden:
        with match_input.file_input(golden, written, column) as expected:
            _compare(session, _matcher(session, within, scheme), expected, form)
        return
    with match_input.title_input(titles or (), source, written, column) as inputs:
        matcher = _matcher(session, within, scheme)
        writer = AnswerWriter(session, matcher, top=top, strict=strict, scheme=bool(scheme))
        if explain:
            writer.explain(inputs, _thresholds(matcher))
        elif inputs.single is not None:
            writer.one(inputs, form)
        else:
            writer.all(inputs, form)
    if inputs.read:
        session.remark(str(writer.tally))
    _end(session, writer.tally)


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


def _matcher(session: Session, within: str | None, scheme: str | None) -> TitleMatcher:
    """Return what answers: of the canon, or of a scheme."""
    if scheme:
        if within:
            raise LevelctlError("--in is of the canon, --scheme of a scheme", hint="give one")
        from levelctl.titles.occupation_index.matcher import scheme_matcher

        return scheme_matcher(scheme)
    from levelctl.titles import matching

    canon = session.open()
    foci = _foci(canon, within) if within else None
    return matching.matcher_of(canon, foci, cache=not session.no_cache)


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


def _end(session: Session, tally: Tally) -> None:
    """End with the exit code that *tally* asks for."""
    if tally.unreadable:
        raise typer.Exit(Exit.UNREADABLE)
    session.require_complete()
    if tally.missed:
        raise typer.Exit(Exit.NO)


def _compare(
    session: Session, matcher: TitleMatcher, expected: TitleInput, form: MatchFormat
) -> None:
    """Show which of the *expected* answers are not given, and end with 1 if there are any."""
    from levelctl.titles.batch.golden import golden

    result = golden(matcher, expected.rows)

    changed = len(result.regressions)
    session.answer(
        form,
        result,
        views.GOLDEN,
        remark=f"{result.titles:,} titles: {result.right:,} as expected, {changed:,} not",
    )
