"""``levelctl list``: lists the contents of the canon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from levelctl.cli import views
from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat

if TYPE_CHECKING:
    from levelctl.canon.canon import Canon

EXAMPLES = (
    "levelctl list",
    "levelctl list --track P --status draft",
    "levelctl list --level P6 --lacks pay --format csv",
    "levelctl list | cut -f 1",
)


def _names(flag: str, what: str) -> Any:
    return typer.Option(flag, metavar="NAME", help=f"List only {what}; repeatable.")


def command(
    context: typer.Context,
    family: Annotated[list[str] | None, _names("--family", "this family, by slug or name")] = None,
    function: Annotated[list[str] | None, _names("--function", "this function")] = None,
    track: Annotated[list[str] | None, _names("--track", "this track, such as P")] = None,
    level: Annotated[
        list[str] | None, _names("--level", "this level or range, such as P2..P4")
    ] = None,
    status: Annotated[list[str] | None, _names("--status", "this status")] = None,
    has: Annotated[list[str] | None, _names("--has", "profiles with this part")] = None,
    lacks: Annotated[list[str] | None, _names("--lacks", "profiles without this part")] = None,
    changed: Annotated[
        bool, typer.Option("--changed", help="List only what differs from the canon below.")
    ] = False,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    List families, functions and foci with their levels. In a pipe, each profile is a row.

    Parts: responsibilities, guideline, pay, confidence, review, sources, themes, skills,
    licenses, tools, aliases, classification.
    """
    from levelctl.answers.list import Filters, listing

    session = Session.of(context)
    canon = session.open()
    names = (family, function, track, level, status, has, lacks)
    families, functions, tracks, levels, statuses, has_parts, lacks_parts = (
        tuple(each or ()) for each in names
    )
    filters = Filters(
        families=families,
        functions=functions,
        tracks=tracks,
        levels=levels,
        statuses=statuses,
        has=has_parts,
        lacks=lacks_parts,
        changed=changed,
    )
    result = listing(canon, filters)

    found_none = UNCHANGED if changed else "nothing in the canon matches"
    nothing = found_none if any_focus(canon) else EMPTY
    session.answer(form, result, views.LIST, remark="" if result.families else nothing)


UNCHANGED = "no profile here differs from the canon below; what is taken away is not listed"

EMPTY = "the canon has no foci yet; create one with levelctl new focus"


def any_focus(canon: Canon) -> bool:
    return any(function.foci for function in canon.functions)
