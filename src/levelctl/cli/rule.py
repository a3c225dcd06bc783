"""``levelctl rule``: what the rules of check ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from levelctl.cli.options import TableFormatOption
from levelctl.cli.session import Session, TableFormat

if TYPE_CHECKING:
    from levelctl.text.document import Document, TableRows

EXAMPLES = (
    "levelctl rule",
    "levelctl rule pay-order",
    "levelctl rule --format csv",
)


def command(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A rule; without it, all of them.")
    ] = None,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Explain a rule: what it asks, why, a bad and a good example, how to silence it.

    Without a name, list the rules, a row for each when piped.
    """
    from levelctl.answers.rule import RulePage, listed, rule_list, rule_page

    result = rule_page(name) if name else rule_list()
    rules = (listed(result),) if isinstance(result, RulePage) else result.rules

    def document() -> Document:
        from levelctl.layout import rule as layout

        if isinstance(result, RulePage):
            return layout.rule_page(result)
        return layout.rule_list(result)

    def rows(*, headings: bool = True) -> TableRows:
        from levelctl.layout.rule import rule_rows

        return rule_rows(rules, headings=headings)

    session = Session.of(context)
    piped = None if name else lambda: rows(headings=False)
    session.answer(form, result, document, rows=rows, piped=piped)
