"""``levelctl review``: what readers say about duties, a duty at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.cli import views
from levelctl.cli.exit_codes import Exit
from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat
from levelctl.errors import LevelctlError

if TYPE_CHECKING:
    from levelctl.canon.canon import Canon
    from levelctl.canon.model import Focus
    from levelctl.canon.reviews import DutyReader, ReadsAs
    from levelctl.layout.review import ReviewAnswer

EXAMPLES = (
    "levelctl review status",
    "levelctl review status NURSIN",
    "levelctl review sample --seed 7 --size 5 --focus NURSIN",
)


class ReviewAction(StrEnum):
    """What to do."""

    NEXT = "next"
    STATUS = "status"
    SAMPLE = "sample"
    OBJECT = "object"
    EXPORT = "export"
    IMPORT = "import"


class ReaderRole(StrEnum):
    TRADE = "trade"
    EDITOR = "editor"


def command(
    context: typer.Context,
    action: Annotated[
        ReviewAction,
        typer.Argument(metavar="[ACTION]", help="next, status, sample, object, export or import."),
    ] = ReviewAction.STATUS,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ARGUMENT]...", help="status: REF. object: REF DUTY WHY. export, import: PATH."
        ),
    ] = None,
    focus: Annotated[
        str | None,
        typer.Option("--focus", metavar="REF", help="next, sample, export: only this focus."),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed", metavar="N", help="next, sample, export: draw by this number.", min=0
        ),
    ] = None,
    size: Annotated[
        int | None,
        typer.Option("--size", metavar="K", help="next, sample, export: at most K duties.", min=1),
    ] = None,
    reads_as: Annotated[
        ReaderRole | None,
        typer.Option("--as", help="Read as one of the trade, who places duties, or as an editor."),
    ] = None,
    initials: Annotated[
        str | None,
        typer.Option(
            "--initials", metavar="JD", help="next, object, import: who reads. Default: as before."
        ),
    ] = None,
    trade: Annotated[
        str | None,
        typer.Option("--trade", metavar="NAME", help="With --initials: the reader's work."),
    ] = None,
    years: Annotated[
        int | None,
        typer.Option("--years", metavar="N", help="With --initials: the years in it.", min=0),
    ] = None,
    settle: Annotated[
        bool, typer.Option("--settle", help="object: say why the objections are settled.")
    ] = False,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Read the duties of a canon one by one, and see what readers say.

    next shows duties in random order with their level hidden. One key answers one question, and
    each answer is written at once. status says what was read, sourced, placed right and objected
    to, and how far readers agree. sample draws duties and gives the bound that a sample without
    faults allows. object writes an objection to a duty, which its number or a part of its text
    names. export writes a table for readers without a terminal, import reads it.

    The files are in the folder reviews of the canon. They are only ever added to.
    """
    session = Session.of(context)
    given = {
        "--focus": focus,
        "--seed": seed,
        "--size": size,
        "--as": reads_as,
        "--initials": initials,
        "--trade": trade,
        "--years": years,
        "--settle": settle or None,
    }
    _refuse_other_options(action, [name for name, value in given.items() if value is not None])
    _refuse_wrong_number(action, words or [])
    request = _Request(
        session, form, words or [], focus, seed, size, reads_as, initials, trade, years, settle
    )
    _ACTIONS[action](request)


OPTIONS = {
    ReviewAction.NEXT: ("--focus", "--seed", "--size", "--as", "--initials", "--trade", "--years"),
    ReviewAction.STATUS: (),
    ReviewAction.SAMPLE: ("--focus", "--seed", "--size"),
    ReviewAction.OBJECT: ("--as", "--initials", "--trade", "--years", "--settle"),
    ReviewAction.EXPORT: ("--focus", "--seed", "--size", "--as"),
    ReviewAction.IMPORT: ("--as", "--initials", "--trade", "--years"),
}
"""The options of each action."""

ARGUMENTS = {
    ReviewAction.NEXT: "",
    ReviewAction.STATUS: "",
    ReviewAction.SAMPLE: "",
    ReviewAction.OBJECT: "REF DUTY WHY",
    ReviewAction.EXPORT: "PATH",
    ReviewAction.IMPORT: "PATH",
}
"""The arguments that each action needs; status also takes a reference, of any number of words."""

SIZE = 20
"""How many duties a sample has by default."""


class _Request:
    """What was typed."""

    def __init__(
        self,
        session: Session,
        form: TableFormat,
        words: Sequence[str],
        focus: str | None,
        seed: int | None,
        size: int | None,
        reads_as: ReaderRole | None,
        initials: str | None,
        trade: str | None,
        years: int | None,
        settle: bool,
    ) -> None:
        self.session = session
        self.form = form
        self.words = words
        self.focus = focus
        self.seed = seed
        self.size = size
        self.reads_as: ReadsAs | None = reads_as.value if reads_as else None
        self.initials = initials
        self.trade = trade
        self.years = years
        self.settle = settle

    def resolved_focus(self, canon: Canon) -> Focus | None:
        from levelctl.canon.resolve import resolve_focus

        return resolve_focus(canon, self.focus) if self.focus else None

    def given_reader(self) -> DutyReader | None:
        """Return the reader that options name, if they do."""
        from levelctl.answers.review.readers import reader_of, remembered

        if self.initials is None:
            if self.trade is not None or self.years is not None:
                raise LevelctlError(
                    "--trade and --years say more about a reader, and there is none",
                    hint="give --initials JD, too",
                )
            return None
        reader = reader_of(self.initials, self.reads_as or "trade", self.trade, self.years)
        known = remembered()
        if known and known.who == reader.who:
            return reader_of(
                self.initials,
                self.reads_as or known.reads_as,
                known.trade if self.trade is None else self.trade,
                known.years if self.years is None else self.years,
            )
        return reader

    def reader(self) -> DutyReader:
        """Return the reader that options name, or else the one who read before."""
        from levelctl.answers.review.readers import remember, remembered
        from levelctl.record import replace

        given = self.given_reader()
        if given:
            remember(given)
            return given
        known = remembered()
        if known is None:
            raise LevelctlError(
                "it is not known who reads", hint="give --initials JD --as trade, or --as editor"
            )
        return replace(known, reads_as=self.reads_as or known.reads_as)

    def answer(self, result: ReviewAnswer) -> None:
        self.session.answer(self.form, result, views.REVIEW)
        if getattr(result, "refused", ()):
            raise typer.Exit(Exit.UNREADABLE)


def _next(request: _Request) -> None:
    from levelctl.answers.review.queue import queue
    from levelctl.answers.review.readers import now
    from levelctl.answers.review.records import ReviewReceipt
    from levelctl.answers.review.sitting import Sitting
    from levelctl.answers.review.status import questions_canon_asks
    from levelctl.answers.review.writing import ReviewWriter
    from levelctl.cli import review_sitting
    from levelctl.cli.keys import Keyboard

    session = request.session
    terminal = review_sitting.required_terminal(session.color)
    root = _writable_canon(session)
    canon = session.open()
    focus = request.resolved_focus(canon)
    given = request.given_reader()
    with Keyboard() as keyboard:
        reader = review_sitting.asked_reader(keyboard, given, request.reads_as)
        found = queue(canon, focus, reader, seed=request.seed, size=request.size)
        writer = ReviewWriter(canon, reader, now())
        sitting = Sitting(found.duties, found.steps, now, writer.put)
        questions = questions_canon_asks(canon)
        review_sitting.SittingAtTerminal(canon, sitting, questions, keyboard, terminal).run()
    files = tuple(str(root / path) for path in writer.paths)
    left = sitting.left + found.left
    request.answer(
        ReviewReceipt("next", reader, sitting.answered, 0, files, left=left, begun=sitting.begun)
    )


def _status(request: _Request) -> None:
    from levelctl.answers.review.status import one_of, status

    canon = request.session.open()
    thing = one_of(canon, " ".join(request.words)) if request.words else None
    request.answer(status(canon, thing))


def _sample(request: _Request) -> None:
    from levelctl.answers.review.sample import sample

    canon = request.session.open()
    focus = request.resolved_focus(canon)
    request.answer(sample(canon, focus, seed=request.seed or 0, size=request.size or SIZE))


def _object(request: _Request) -> None:
    from levelctl.answers.review.objecting import object_to
    from levelctl.answers.review.readers import now
    from levelctl.canon.resolve import profile_of

    reference, duty, why = request.words
    _writable_canon(request.session)
    canon = request.session.open()
    profile = profile_of(canon, reference)
    reader = request.reader()
    request.answer(
        object_to(canon, profile, duty, why, reader=reader, now=now(), settles=request.settle)
    )


def _export(request: _Request) -> None:
    from levelctl.answers.review.exporting import export

    canon = request.session.open()
    request.answer(
        export(
            canon,
            request.resolved_focus(canon),
            Path(request.words[0]),
            reads_as=request.reads_as or "trade",
            seed=request.seed or 0,
            size=request.size,
        )
    )


def _import(request: _Request) -> None:
    from levelctl.answers.review.importing import import_answers
    from levelctl.answers.review.readers import now
    from levelctl.cli.same_file import refuse_outputs

    path = Path(request.words[0])
    refuse_outputs([path])
    _writable_canon(request.session)
    canon = request.session.open()
    reader = request.reader()
    try:
        receipt = import_answers(canon, path, reader=reader, now=now())
    except LevelctlError as error:
        for note in getattr(error, "__notes__", ())[:_MOST_NOTES]:
            request.session.remark(note)
        raise
    request.answer(receipt)


_MOST_NOTES = 50
"""The most faults of a table that are listed."""

_ACTIONS: dict[ReviewAction, Callable[[_Request], None]] = {
    ReviewAction.NEXT: _next,
    ReviewAction.STATUS: _status,
    ReviewAction.SAMPLE: _sample,
    ReviewAction.OBJECT: _object,
    ReviewAction.EXPORT: _export,
    ReviewAction.IMPORT: _import,
}


def _refuse_other_options(action: ReviewAction, options: Sequence[str]) -> None:
    other = next((option for option in options if option not in OPTIONS[action]), None)
    if other:
        taken = ", ".join(OPTIONS[action]) or "no option of its own"
        raise LevelctlError(
            f"review {action} does not take {other}", hint=f"review {action} takes {taken}"
        )


def _refuse_wrong_number(action: ReviewAction, words: Sequence[str]) -> None:
    needed = ARGUMENTS[action].split()
    if action is not ReviewAction.STATUS and len(words) != len(needed):
        expected = " ".join(needed) or "no argument"
        raise LevelctlError(
            f"review {action} takes {expected}; {len(words)} given",
            hint="put what has several words in quotes"
            if len(words) > len(needed)
            else f"levelctl review {action} {ARGUMENTS[action]}",
        )


def _writable_canon(session: Session) -> Path:
    """
    Return the folder of the canon that reviews are written to.

    Raises LevelctlError if it is the reference canon and --canon did not name it.
    """
    from levelctl.canon import package_data
    from levelctl.canon.locate import locate
    from levelctl.lint.check import display_path

    root = locate(session.canon)
    if session.canon is None and root.resolve() == package_data.CANON.resolve():
        raise LevelctlError(
            "there is no canon here to write reviews to; the reference canon belongs to levelctl",
            hint="make a folder with a canon.yaml of one line, extends: reference, and run this in "
            "it; or choose a canon with --canon FOLDER",
        )
    return display_path(root) if root.is_absolute() else root
