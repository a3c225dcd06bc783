"""``levelctl diff``: compares levels or profiles side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.answers.diff import Section
from levelctl.cli import views
from levelctl.cli.exit_codes import Exit
from levelctl.cli.options import (
    AsOfOption,
    KindOption,
    MinimumOption,
    PayFileOption,
    PlaceOption,
    TableFormatOption,
)
from levelctl.cli.session import Session, TableFormat
from levelctl.errors import LevelctlError

if TYPE_CHECKING:
    from levelctl.answers.diff import Comparison
    from levelctl.canon.canon import Canon

EXAMPLES = (
    "levelctl diff P2 P4",
    "levelctl diff P2 P4 --in TECHNICAF44E",
    "levelctl diff TECHNI2.TECHNICAF44E.P4 P5 --only responsibilities",
    "levelctl diff P3 P4 M1 --changed --format csv",
)


def command(
    context: typer.Context,
    side: Annotated[
        list[str],
        typer.Argument(metavar="A B [C D]", help="Levels or profiles; quote a name: 'tech pm P3'."),
    ],
    focus: Annotated[
        str | None,
        typer.Option(
            "--in",
            metavar="FOCUS",
            envvar="LEVELCTL_FOCUS",
            help="Compare levels within this focus, with all its text.",
        ),
    ] = None,
    only: Annotated[
        list[Section] | None,
        typer.Option(
            "--only",
            metavar="SECTION",
            help=f"Show only this section; repeatable. One of: {', '.join(Section)}.",
        ),
    ] = None,
    changed: Annotated[bool, typer.Option("--changed", help="Show only rows that differ.")] = False,
    base: Annotated[
        bool, typer.Option("--base", help="Compare one of this canon with what it is below.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="With --base, also show rows that do not differ.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 1 if there are differences.")
    ] = False,
    place: PlaceOption = None,
    kind: KindOption = None,
    as_of: AsOfOption = None,
    pay_file: PayFileOption = None,
    minimum_n: MinimumOption = None,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Compare two to four levels or profiles with the first one.

    Responsibilities are marked as kept, escalated (the same one at a higher level), reduced, new
    or dropped. They are paired by similar words: treat a pair as a hint, not as a verdict.
    """
    from levelctl import diff

    session = Session.of(context)
    canon = session.with_pay_file(session.open(), pay_file, minimum_n)
    if base:
        below = _seen(_below(session, canon), place, kind, as_of)
        text = f"{focus} {_only(side)}" if focus else _only(side)
        seen = _seen(canon, place, kind, as_of)
        result = _with_base(seen, below, text, only or (), changed=changed or not every)
    else:
        result = diff(
            canon,
            *side,
            focus=focus,
            only=only or (),
            changed=changed,
            place=place,
            kind=kind,
            as_of=as_of,
        )

    hint = _with_focus(side) if result.kind == "levels" and not base else ""
    session.answer(form, result, views.DIFF, hint=hint)
    if exit_code and result.differs:
        raise typer.Exit(Exit.NO)


def _with_base(
    canon: Canon, base: Canon, text: str, only: Sequence[Section], *, changed: bool
) -> Comparison:
    """Return the comparison of what *text* means with what it is in *base*, the canon below."""
    from levelctl.answers.diff.base import compare_with_base
    from levelctl.canon.resolve import resolve

    return compare_with_base(canon, base, resolve(canon, text), only=only, changed=changed)


def _below(session: Session, canon: Canon) -> Canon:
    if not canon.below:
        raise LevelctlError(
            f"the canon {canon.settings.name} extends no other one",
            hint="--base compares with the canon below; see docs/overlays.md",
        )
    return session.read(canon.below[0])


def _only(side: list[str]) -> str:
    if len(side) != 1:
        raise LevelctlError(
            f"--base compares one level or profile, not {len(side)}",
            hint="quote a name that has several words",
        )
    return side[0]


def _seen(canon: Canon, place: str | None, kind: str | None, as_of: str | None) -> Canon:
    """Return *canon* with the pay that is asked for, if any is."""
    if place is kind is as_of is None:
        return canon
    from levelctl.canon.pay_view import choice_of, seen  # few answers choose

    return seen(canon, choice_of(place, kind, as_of))


def _with_focus(sides: list[str]) -> str:
    command = f"levelctl diff {' '.join(sides)} --in FOCUS"
    return f"for the responsibilities, guidelines and pay of a role: {command}"
