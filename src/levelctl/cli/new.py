"""``levelctl new``: files of a canon to fill in."""

from __future__ import annotations

import datetime as dt
import shlex
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.cli import views
from levelctl.cli.interrupts import interruptible
from levelctl.cli.options import PageFormatOption
from levelctl.cli.session import PageFormat, Session
from levelctl.errors import LevelctlError

if TYPE_CHECKING:
    from levelctl.answers.new.writing import New

EXAMPLES = (
    "levelctl new canon our-levels",
    'levelctl new function "Product Marketing" --family product',
    'levelctl new focus "Growth Manager" --function TECHNI2 --levels P2..P5',
)


class NewKind(StrEnum):
    CANON = "canon"
    FUNCTION = "function"
    FOCUS = "focus"


def command(
    context: typer.Context,
    kind: Annotated[NewKind, typer.Argument(help="What to begin.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name; of a canon, its folder.")],
    title: Annotated[
        str | None, typer.Option("--name", help="A canon's name; else that of its folder.")
    ] = None,
    family: Annotated[
        str | None,
        typer.Option("--family", metavar="SLUG", help="A function's; needed if there are several."),
    ] = None,
    function: Annotated[
        str | None,
        typer.Option("--function", metavar="NAME", help="A focus's, by code, name or slug."),
    ] = None,
    levels: Annotated[
        str | None,
        typer.Option("--levels", metavar="RANGE", help="A focus's: such as P1..P6, or P2,M1."),
    ] = None,
    form: PageFormatOption = PageFormat.TEXT,
) -> None:
    """
    Begin a canon, a function or a focus: files with comments that say how to fill them in.

    What is written loads at once, with codes minted for it; `levelctl check` tells what is
    still to do. The paths of the files are printed. Nothing is ever overwritten.
    """
    session = Session.of(context)
    options = {"--name": title, "--family": family, "--function": function, "--levels": levels}
    _refuse_other_options(kind, [option for option, value in options.items() if value is not None])
    with interruptible():
        if kind is NewKind.CANON:
            result = _canon(Path(name), title)
        elif kind is NewKind.FUNCTION:
            result = _function(session, name, family)
        else:
            result = _focus(session, name, function, levels)
    path = result.canon if result.kind == NewKind.CANON else result.written[0]
    session.answer(form, result, views.NEW, remark=f"next: levelctl check {shlex.quote(path)}")


OPTIONS = {
    NewKind.CANON: ("--name",),
    NewKind.FUNCTION: ("--family",),
    NewKind.FOCUS: ("--function", "--levels"),
}
"""The options that each kind has."""


def _refuse_other_options(kind: NewKind, options: list[str]) -> None:
    other = next((option for option in options if option not in OPTIONS[kind]), None)
    if other:
        raise LevelctlError(
            f"a {kind} has no {other}", hint=f"new {kind} takes {' and '.join(OPTIONS[kind])}"
        )


def _canon(folder: Path, title: str | None) -> New:
    from levelctl.answers.new.plans import plan_canon
    from levelctl.answers.new.writing import write

    today = dt.datetime.now(tz=dt.UTC).date()
    return write(folder, plan_canon(title or folder.resolve().name, today.isoformat()))


def _function(session: Session, name: str, family: str | None) -> New:
    from levelctl.answers.new.plans import plan_function
    from levelctl.answers.new.writing import write

    root = _writable_canon(session)
    return write(root, plan_function(session.open(), name, family))


def _focus(session: Session, name: str, function: str | None, levels: str | None) -> New:
    from levelctl.answers.new.plans import plan_focus
    from levelctl.answers.new.writing import write

    if not function or not levels:
        raise LevelctlError(
            f"a focus has {'a function' if not function else 'levels'}",
            hint="give --function NAME and --levels RANGE; levelctl list shows the functions",
        )
    root = _writable_canon(session)
    return write(root, plan_focus(session.open(), name, function, levels))


def _writable_canon(session: Session) -> Path:
    """
    Return the folder of the canon to write to, as a person here would name it.

    Raises LevelctlError if that is the reference canon, which only --canon can mean.
    """
    from levelctl.canon import package_data
    from levelctl.canon.locate import locate
    from levelctl.lint.check import display_path

    root = locate(session.canon)
    if session.canon is None and root.resolve() == package_data.CANON.resolve():
        raise LevelctlError(
            "there is no canon here to write to but the reference canon, which is levelctl's own",
            hint="levelctl new canon FOLDER begins one; --canon FOLDER names one",
        )
    return display_path(root) if root.is_absolute() else root
