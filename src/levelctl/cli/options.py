"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from levelctl.cli.session import PageFormat, Session, TableFormat
from levelctl.cli.streams import Color


def _set(context: typer.Context, parameter: typer.CallbackParam, value: Any) -> None:
    """Set a global option in the session, whether it is before or after the command."""
    if value:
        setattr(Session.of(context), str(parameter.name), value)


def _version(value: bool) -> None:
    if value:
        from levelctl.version import __version__

        typer.echo(f"levelctl {__version__}")
        raise typer.Exit


CanonOption = Annotated[
    Path | None,
    typer.Option(
        "--canon",
        metavar="FOLDER",
        help="The canon to read. Default: LEVELCTL_CANON, then the nearest canon.yaml upward, "
        "then the reference canon.",
        callback=_set,
        expose_value=False,
    ),
]
ColorOption = Annotated[
    Color | None,
    typer.Option(
        "--color",
        help="When to use color. auto follows NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and TERM.",
        callback=_set,
        expose_value=False,
    ),
]
QuietOption = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", help="Print no remarks on stderr.", callback=_set, expose_value=False
    ),
]
NoCacheOption = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        help="Read the canon's files; do not use or write the cache.",
        callback=_set,
        expose_value=False,
    ),
]
NoPagerOption = Annotated[
    bool,
    typer.Option(
        "--no-pager",
        help="Do not use a pager for long output.",
        callback=_set,
        expose_value=False,
    ),
]
VersionOption = Annotated[
    bool,
    typer.Option(
        "--version",
        help="Print the version and exit.",
        callback=_version,
        is_eager=True,
        expose_value=False,
    ),
]

PageFormatOption = Annotated[PageFormat, typer.Option("--format", "-f", help="Output format.")]
TableFormatOption = Annotated[TableFormat, typer.Option("--format", "-f", help="Output format.")]

PlaceOption = Annotated[
    str | None,
    typer.Option("--place", metavar="PLACE", help="Show pay of this place, such as US or US-CA."),
]
KindOption = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help="Show pay of this kind: base, total_cash, oews_wage or target.",
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Show pay of this year, month or day."),
]
PayFileOption = Annotated[
    Path | None,
    typer.Option(
        "--pay-file",
        metavar="FILE",
        envvar="LEVELCTL_PAY",
        help="Your own pay as CSV or XLSX: code or title, low, median, high and more. It is seen "
        "in the place of the canon's, and never stored.",
    ),
]
MinimumOption = Annotated[
    int | None,
    typer.Option(
        "--minimum-n",
        metavar="N",
        min=1,
        help="The fewest people of a figure of the pay file. Default: that of the canon.",
    ),
]
