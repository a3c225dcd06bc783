"""``levelctl show``: shows a profile, focus, function, family, level, or a shared skill."""

from __future__ import annotations

from typing import Annotated

import typer

from levelctl.cli import views
from levelctl.cli.options import (
    AsOfOption,
    KindOption,
    MinimumOption,
    PageFormatOption,
    PayFileOption,
    PlaceOption,
)
from levelctl.cli.session import PageFormat, Session

EXAMPLES = (
    "levelctl show TECHNI2.TECHNICAF44E.P2",
    "levelctl show tech pm P3 --section pay --section guideline",
    "levelctl show P4",
    "levelctl show TECHNICAF44E.P2 --this-level --format json",
)


def command(
    context: typer.Context,
    ref: Annotated[
        list[str],
        typer.Argument(
            metavar="REF",
            help="A code or part of one, a level, or a name or alias, which a level can follow.",
        ),
    ],
    section: Annotated[
        list[str] | None,
        typer.Option("--section", "-s", metavar="NAME", help="Show only this section; repeatable."),
    ] = None,
    all_levels: Annotated[
        bool,
        typer.Option(
            "--all-levels/--this-level",
            help="Show responsibilities and guidelines for all levels of the focus, or this one.",
        ),
    ] = True,
    origin: Annotated[
        bool, typer.Option("--origin", help="Also show which canon, file and line says each value.")
    ] = False,
    place: PlaceOption = None,
    kind: KindOption = None,
    as_of: AsOfOption = None,
    pay_file: PayFileOption = None,
    minimum_n: MinimumOption = None,
    form: PageFormatOption = PageFormat.TEXT,
) -> None:
    """
    Show the page of a profile, focus, function, family, level, skill, license or tool.

    Sections of a profile: definition, placement, pay, responsibilities, guideline, skills,
    licenses, tools, provenance, level, adjacent, aliases, classification, next.
    """
    from levelctl.answers.show import page
    from levelctl.canon.resolve import also_shared, resolve_shown

    session = Session.of(context)
    canon, choice = session.with_pay_file(session.open(), pay_file, minimum_n), None
    text = " ".join(ref)
    if not (place is kind is as_of is None):
        from levelctl.canon.pay_view import choice_of, seen  # few answers choose

        choice = choice_of(place, kind, as_of)
        canon = seen(canon, choice)
    thing = resolve_shown(canon, text)
    result = page(
        canon,
        thing,
        sections=section or (),
        all_levels=all_levels,
        origin=origin,
        choice=choice,
    )

    session.answer(form, result, views.SHOW, hint=also_shared(canon, text, thing))
