"""``levelctl rule``: the rules of check, explained."""

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
        str | None, typer.Argument(metavar="[NAME]", help="A rule. Default: all rules.")
    ] = None,
    form: TableFormatOption = TableFormat.TEXT,
) -> None:
    """
    Explain a rule: what it requires, why, examples, and how to suppress it.

    Without a name, list all rules. In a pipe, each rule is a row.
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
