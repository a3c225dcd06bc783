"""``levelctl import``: stores occupation schemes, wages and coded titles on this computer."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from levelctl.cli import views
from levelctl.cli.exit_codes import Exit
from levelctl.cli.options import TableFormatOption
from levelctl.cli.progress import ProgressLine
from levelctl.cli.session import Session, TableFormat
from levelctl.errors import LevelctlError

EXAMPLES = (
    "levelctl import --list --format csv",
    "levelctl import --list --format json",
)


class ImportSource(StrEnum):
    """The sources that can be imported."""

    ONET = "onet"
    OEWS = "oews"
    MWE = "mwe"
    TITLES = "titles"


def command(
    context: typer.Context,
    source: Annotated[ImportSource | None, typer.Argument(help="Source of the files.")] = None,
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="PATH", help="The file, or a folder or zip archive that contains it."
        ),
    ] = None,
    taxonomy: Annotated[
        str | None,
        typer.Option(
            "--taxonomy",
            metavar="YEAR",
            help="onet: edition of the scheme. Default: that of its codes.",
        ),
    ] = None,
    release: Annotated[
        str | None,
        typer.Option(
            "--release",
            metavar="NAME",
            help="oews, mwe: release, such as 'May 2024'. Default: from the file name.",
        ),
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option(
            "--place",
            metavar="PLACE",
            help="oews, mwe: only this place: US, US-CA or US-41860. Repeatable.",
        ),
    ] = None,
    industry: Annotated[
        list[str] | None,
        typer.Option(
            "--industry",
            metavar="NAICS",
            help="oews: only this industry, as in the column NAICS. Repeatable.",
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="NAME", help="titles: name of the list. Default: from the file name."
        ),
    ] = None,
    no_model: Annotated[
        bool, typer.Option("--no-model", help="onet: do not train a model on its titles.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="List what is imported.")] = False,
    remove: Annotated[
        str | None,
        typer.Option(
            "--remove", metavar="NAME", help="Remove an imported scheme or list, oews or mwe."
        ),
    ] = None,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Import occupation codes, wages or coded titles for other commands to look up.

    onet: the text files of the O*NET database. `levelctl check` looks up the codes of a canon in
    them. If numpy is installed, a model is trained on their titles, which takes half a minute and
    makes `levelctl match --scheme onet` find more codes.

    oews: a table of the Occupational Employment and Wage Statistics, as XLSX or CSV: of the nation,
    of states, metropolitan areas or industries. `levelctl pay` and `levelctl check` compare pay
    with its percentiles. Tables of several places and industries are kept side by side.

    mwe: the complete data of the Modeled Wage Estimates, as XLSX or CSV. `levelctl pay` tells the
    mean wage at the level and place.

    titles: a table with the columns title and code, your own coded titles. `levelctl match --prior
    NAME` uses them. Only these two columns are stored. Rows that cannot be used are left out and
    reported; the exit code is then 3.

    The data is stored in your data folder and replaces an earlier import, of wages that of the
    same place and industry. If the import fails, the earlier data stays.
    """
    from levelctl.answers import imports
    from levelctl.layout import imports as layout

    session = Session.of(context)
    remarks: Iterable[str] = ()
    partial = False
    if source and (listed or remove is not None):
        raise LevelctlError(
            "a source cannot be combined with --list or --remove",
            hint=f"to import, leave them out: levelctl import {source.value} PATH",
        )
    if listed and remove is not None:
        raise LevelctlError(
            "--list and --remove cannot be combined",
            hint="give only --remove: what is left is listed then",
        )
    if remove is not None:
        removed = imports.remove(remove, session.remark, place or (), industry or ())
        remarks = layout.removal_remarks(removed)
    elif not listed:
        if source is None or path is None:
            sources = source.value if source else "|".join(ImportSource)
            raise LevelctlError(
                "there is nothing to import without a source and a path",
                hint=f"give both: levelctl import {sources} PATH",
            )
        from levelctl.cli.same_file import refuse_outputs

        refuse_outputs([path])
        with ProgressLine(quiet=session.quiet) as progress:
            imported = imports.import_source(
                source.value,
                path,
                taxonomy=taxonomy,
                release=release,
                name=name,
                places=place or (),
                industries=industry or (),
                on_wait=session.remark,
                on_step=None if no_model else progress.train,
            )
        partial = any(each.left_out for each in imported.titles)
        untrained = not (
            no_model or all(each.model or not each.matched for each in imported.schemes)
        )
        remarks = (*layout.import_remarks(imported), *((layout.NO_MODEL,) if untrained else ()))
    for remark in remarks:
        session.remark(remark)
    session.answer(form, imports.listing(), views.IMPORT)
    if partial:
        raise typer.Exit(Exit.UNREADABLE)
