"""``levelctl import``: published schemes of occupations and wages, kept on this machine."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from levelctl.cli import views
from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat
from levelctl.errors import LevelctlError

EXAMPLES = (
    "levelctl import --list --format csv",
    "levelctl import --list --format json",
)


class ImportSource(StrEnum):
    """What can be imported."""

    ONET = "onet"
    OEWS = "oews"


def command(
    context: typer.Context,
    source: Annotated[ImportSource | None, typer.Argument(help="Whose files they are.")] = None,
    path: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="The file, or the folder or zip archive with it."),
    ] = None,
    taxonomy: Annotated[
        str | None,
        typer.Option("--taxonomy", metavar="YEAR", help="onet: the scheme's edition; else 2019."),
    ] = None,
    release: Annotated[
        str | None,
        typer.Option(
            "--release", metavar="NAME", help="oews: such as 'May 2024'; else by the file's name."
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List what is imported.")] = False,
    remove: Annotated[
        str | None, typer.Option("--remove", metavar="NAME", help="Remove a scheme, or oews.")
    ] = None,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Import a scheme of occupations, or the wages of occupations, for other commands to look up.

    onet: the O*NET database's text files; `levelctl check` looks up the codes of a canon in them.

    oews: the national table of the Occupational Employment and Wage Statistics, saved as CSV;
    `levelctl pay` and `levelctl check` hold pay against its percentiles.

    It is kept in your data folder, whole or not at all, in the place of what was there.
    """
    from levelctl.answers import imports
    from levelctl.layout import imports as layout

    session = Session.of(context)
    remarks: Iterable[str] = ()
    if source and (listed or remove is not None):
        raise LevelctlError(
            "--list and --remove import nothing",
            hint=f"leave them out to import: levelctl import {source.value} PATH",
        )
    if remove is not None:
        remarks = layout.removal_remarks(imports.remove(remove))
    elif not listed:
        if source is None or path is None:
            sources = source.value if source else "|".join(ImportSource)
            raise LevelctlError(
                "there is nothing to import",
                hint=f"name whose files they are and where: levelctl import {sources} PATH",
            )
        imported = imports.import_source(source.value, path, taxonomy=taxonomy, release=release)
        remarks = layout.import_remarks(imported)
    for remark in remarks:
        session.remark(remark)
    session.answer(form, imports.listing(), views.IMPORT)
