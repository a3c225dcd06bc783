"""``levelctl import``: published schemes of occupations, kept on this machine."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat
from levelctl.errors import LevelctlError

if TYPE_CHECKING:
    from levelctl.document import Document, Rows

EXAMPLES = (
    "levelctl import --list --format csv",
    "levelctl import --list --format json",
)


class Source(StrEnum):
    """What can be imported."""

    ONET = "onet"


def command(
    context: typer.Context,
    source: Annotated[Source | None, typer.Argument(help="Whose files they are.")] = None,
    path: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="A folder or zip archive of the text files."),
    ] = None,
    taxonomy: Annotated[
        str | None,
        typer.Option("--taxonomy", metavar="YEAR", help="The edition of the scheme; else 2019."),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List what is imported.")] = False,
    removed: Annotated[
        str | None, typer.Option("--remove", metavar="NAME", help="Remove a scheme.")
    ] = None,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Import a scheme of occupations, so that `levelctl check` looks up the codes of a canon in it.

    It is kept in your data folder, whole or not at all, in the place of the edition that was
    there. The files are the O*NET database's text files, from its web site.
    """
    from levelctl import imports

    session = Session.of(context)
    if removed:
        for gone in imports.removed(removed).schemes:
            session.remark(f"removed {gone.scheme} {gone.version}: {gone.codes:,} codes")
    elif not listed:
        if source is None or path is None:
            raise LevelctlError(
                "there is nothing to import",
                hint="name whose files they are and where: levelctl import onet FOLDER",
            )
        come = imports.from_onet(path, taxonomy)
        session.remark(f"imported {come.codes:,} codes of {come.scheme} {come.version}")
    result = imports.listing()

    def document() -> Document:
        from levelctl.layout import imports as layout

        return layout.imports(result)

    def rows(*, headings: bool = True) -> Rows:
        from levelctl.layout.imports import import_rows

        return import_rows(result, headings=headings)

    session.answer(form, result, document, rows=rows, piped=lambda: rows(headings=False))
