"""``levelctl cache``: shows or clears the cache."""

from __future__ import annotations

import time
from enum import StrEnum
from typing import Annotated

import typer

from levelctl.canon.locate import locate
from levelctl.cli import streams, views
from levelctl.cli.options import PageFormatOption
from levelctl.cli.session import PageFormat, Session
from levelctl.errors import MachineError

EXAMPLES = ("levelctl cache", "levelctl cache clear", "levelctl cache --format json")


class Action(StrEnum):
    SHOW = "show"
    CLEAR = "clear"


def command(
    context: typer.Context,
    action: Annotated[
        Action, typer.Argument(help="Show the store, or delete the stores of all canons.")
    ] = Action.SHOW,
    form: PageFormatOption = PageFormat.TEXT,
) -> None:
    """
    Show the canon's store: its path, its size, and whether it is current. Or clear all stores.

    The first command that reads a canon creates the store, and levelctl updates it as files
    change. You can delete it: levelctl then reads the files, which takes longer.
    """
    from levelctl.answers.cache import cache_of, clear_caches

    session = Session.of(context)
    try:
        if action is Action.CLEAR:
            count, size = clear_caches()
            streams.write(f"deleted {count} files, {size:,} bytes\n")
            return
        result = cache_of(locate(session.canon))
    except OSError as error:
        raise MachineError(f"the cache cannot be accessed: {error}") from error

    session.answer(form, result, views.CACHE, now=time.time())
