"""``levelctl rule``: explains the rules of check."""

from __future__ import annotations

from typing import Annotated

import typer

from levelctl.cli import views
from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat

EXAMPLES = (
    "levelctl rule",
    "levelctl rule pay-order",
    "levelctl rule --format csv",
)


def command(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A rule. Default: all rules.")
    ] = None,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Explain a rule: what it requires, why, examples, and how to suppress it.

    Without a name, list all rules. In a pipe, each rule is a row.
    """
    from levelctl.answers.rule import rule_list, rule_page

    result = rule_page(name) if name else rule_list()
    Session.of(context).answer(form, result, views.RULE, page=name is not None)
