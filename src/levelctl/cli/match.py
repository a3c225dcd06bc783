"""``levelctl match``: finds the codes and levels that job titles mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.canon.arguments import probability
from levelctl.cli import match_input, views
from levelctl.cli.exit_codes import Exit
from levelctl.cli.match_output import AnswerWriter, MatchFormat
from levelctl.cli.session import Session
from levelctl.errors import LevelctlError
from levelctl.titles.batch.title_rows import InputFormat

if TYPE_CHECKING:
    from levelctl.canon.canon import Canon
    from levelctl.canon.model import MatchSettings
    from levelctl.cli.match_input import TitleInput
    from levelctl.titles.batch.batch import Tally, TitleMatcher
    from levelctl.titles.coded.reading import CodedTitles
    from levelctl.titles.coded_foci import CodedFoci
    from levelctl.titles.occupation_index.coded_occupations import CodedOccupations

EXAMPLES = (
    "levelctl match tech PM",
    "levelctl match 'Sr. Backend Eng.' 'Data Engineer II' --format csv",
    "levelctl match 'Senior Data Engineer (m/w/d)' --explain",
    "levelctl match - --format code <<< 'Staff ML Engineer'",
)

_NAMING = (MatchFormat.JSON, MatchFormat.NDJSON)
"""The formats in which each answer names its prior."""


def command(
    context: typer.Context,
    titles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TITLE...",
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
            "--column",
            metavar="NAME",
            help="Column with the titles, or its number if FILE has no heading. "
            "Default: title or job_title.",
        ),
    ] = None,
    written: Annotated[
        InputFormat | None,
        typer.Option("--input", help="Format of FILE. Default: from its extension or first line."),
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option(
            "--delimiter",
            metavar="TEXT",
            help="What separates columns, such as ';' or tab. Default: found in the first rows.",
        ),
    ] = None,
    skip: Annotated[
        int,
        typer.Option("--skip", min=0, metavar="N", help="Leave out the first N lines of FILE."),
    ] = 0,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding",
            metavar="NAME",
            help="Encoding of FILE, such as cp1252, or guess. Default: UTF-8, or by its mark.",
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet", metavar="NAME", help="Sheet of a workbook of Excel. Default: the first."
        ),
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
    prior: Annotated[
        str | None,
        typer.Option(
            "--prior",
            metavar="NAME|FILE",
            help="Take into account coded titles: an imported list or a file.",
        ),
    ] = None,
    confident_at: Annotated[
        float | None,
        typer.Option(
            "--confident-at",
            metavar="P",
            help="Least probability of a confident match, such as 0.98.",
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
    file or stdin has one title per line, or is a table whose other columns are kept: CSV with any
    delimiter, TSV, NDJSON, a JSON array or a workbook of Excel (XLSX). In a pipe, and for several
    titles, each title gets a row: title, code, band, score. `--format code` prints only the codes.

    A row that cannot be read keeps its place, without an answer, and the exit code is 3. A golden
    file is a table of title, code, level and band. Exits with 1 if a title has no confident match,
    or if an answer differs from the golden file.
    """
    session = Session.of(context)
    said = match_input.TitleSource(source, written, column, delimiter, skip, encoding, sheet)
    _refuse(titles or (), source, golden, explain=explain, form=form)
    if confident_at is not None:
        probability("--confident-at", confident_at)
    if golden:
        with match_input.file_input(said._replace(path=golden), session.remark) as expected:
            matcher = _matcher(session, within, scheme, prior, confident_at)
            coded = _coded_titles(session, matcher)
            if scheme:
                _name_edition(session, matcher)
            _compare(session, matcher, expected, form)
        _require_whole(coded)
        return
    with match_input.title_input(titles or (), said, session.remark) as inputs:
        matcher = _matcher(session, within, scheme, prior, confident_at)
        coded = _coded_titles(session, matcher, named=explain or form in _NAMING)
        writer = AnswerWriter(session, matcher, top=top, strict=strict, scheme=bool(scheme))
        if explain:
            writer.explain(inputs, _thresholds(matcher))
        elif inputs.single is not None:
            writer.one(inputs, form)
        else:
            writer.all(inputs, form)
    writer.report_faults()
    if scheme:
        _name_edition(session, matcher)
    if inputs.read:
        session.remark(str(writer.tally))
    _require_whole(coded)
    _end(session, writer.tally)


def _refuse(
    titles: Sequence[str],
    source: Path | None,
    golden: Path | None,
    *,
    explain: bool,
    form: MatchFormat,
) -> None:
    """Raise LevelctlError for options that cannot be combined."""
    if golden and (titles or source):
        raise LevelctlError(
            "--golden takes its titles from the golden file", hint="leave out all other titles"
        )
    if golden and form in (MatchFormat.NDJSON, MatchFormat.CODE):
        raise LevelctlError(
            f"--golden does not support --format {form}", hint="--format json has all details"
        )
    if explain and (golden or form is not MatchFormat.TEXT):
        raise LevelctlError(
            "--explain works only with --format text, and without --golden",
            hint="without --explain, --format json has all details",
        )


def _matcher(
    session: Session,
    within: str | None,
    scheme: str | None,
    prior: str | None,
    confident_at: float | None,
) -> TitleMatcher:
    """Return the matcher of the canon, or of *scheme* if one is given, with the titles *prior*."""
    if prior is not None:
        from levelctl.cli.same_file import refuse_outputs

        refuse_outputs([Path(prior)])
    if scheme:
        if within:
            raise LevelctlError(
                "--in applies to the canon, --scheme to an imported scheme", hint="give only one"
            )
        from levelctl.titles.occupation_index.matcher import scheme_matcher

        return scheme_matcher(scheme, prior, confident_at=confident_at)
    from levelctl.titles import matching

    canon = session.open()
    foci = _foci(canon, within) if within else None
    cache = not session.no_cache
    return matching.matcher_of(canon, foci, prior=prior, cache=cache, confident_at=confident_at)


def _foci(canon: Canon, text: str) -> list[str]:
    """Return the codes of the foci that *text* means: a focus, or all of a function or family."""
    from levelctl.canon.model import Family, Focus, Function, Level
    from levelctl.canon.resolve import reference, resolve

    thing = resolve(canon, text)
    match thing:
        case Focus():
            return [reference(thing)]
        case Function():
            return [reference(summary) for summary in thing.foci]
        case Family():
            return [reference(summary) for summary in canon.focus_summaries(thing.slug)]
        case Level():
            hint = "--in takes a focus, a function or a family; levelctl list shows them"
            raise LevelctlError(f"{thing.code} is a level", hint=hint)
    raise LevelctlError(
        f"{text!r} has a level",
        hint="--in takes a focus, a function or a family; leave out the level",
    )


def _thresholds(matcher: TitleMatcher) -> MatchSettings | None:
    """Return the thresholds of scores and margins; a scheme has none."""
    from levelctl.titles import matching

    return matcher.facts.matching if isinstance(matcher, matching.Matcher) else None


def _coded_titles(
    session: Session, matcher: TitleMatcher, *, named: bool = False
) -> CodedTitles | None:
    """
    Return the coded titles that *matcher* takes into account, and report what is left out.

    Unless each answer is *named* after them, a remark names them.
    """
    used: CodedFoci | CodedOccupations | None = getattr(matcher, "coded", None)
    if used is None:
        return None
    coded = used.coded
    if not named:
        session.remark(f"prior: {coded.called}")
    if coded.left_out.count:
        session.remark(f"{coded.name}: {coded.left_out}")
    return coded


def _name_edition(session: Session, matcher: TitleMatcher) -> None:
    """Say of which edition of a scheme the codes are that *matcher* answers with."""
    session.remark(f"occupations of {getattr(matcher, 'edition', 'the scheme')}")


def _require_whole(coded: CodedTitles | None) -> None:
    """Exit with 3 if rows of *coded* were left out."""
    if coded and coded.left_out.count:
        raise typer.Exit(Exit.UNREADABLE)


def _end(session: Session, tally: Tally) -> None:
    """Exit with 3 if rows or files cannot be read, or with 1 if titles have no match."""
    if tally.bad:
        raise typer.Exit(Exit.UNREADABLE)
    session.require_complete()
    if tally.missed:
        raise typer.Exit(Exit.NO)


def _compare(
    session: Session, matcher: TitleMatcher, expected: TitleInput, form: MatchFormat
) -> None:
    """Show the titles whose answers differ from *expected*, and exit with 1 if there are any."""
    from levelctl.titles.batch.golden import golden

    result = golden(matcher, expected.rows)

    changed = len(result.regressions)
    session.answer(
        form,
        result,
        views.GOLDEN,
        remark=f"{result.titles:,} titles: {result.right:,} as expected, {changed:,} not",
    )
