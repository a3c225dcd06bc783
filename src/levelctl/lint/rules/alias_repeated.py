"""
An alias appears once in its focus, and is not the focus's own name.

A duplicate adds no information, but somebody has to maintain it. The same title at two levels is
not a duplicate.

Bad:

    aliases: [Outpatient Nurse, outpatient nurse, Clinic Nurse]

Good:

    aliases: [Outpatient Nurse]
"""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Fix, Route, Severity
from levelctl.lint.focus_titles import folded
from levelctl.lint.rule import Context, Finding, FocusRule


def check(focus: Focus, _: Context) -> Iterator[Finding]:
    first: dict[tuple[str, str | None], Route] = {}
    for number, alias in enumerate(focus.aliases):
        route: Route = ("aliases", number)
        text = folded(alias.title)
        earlier = first.setdefault((text, alias.level), route)
        if text == folded(focus.name):
            message = f"the alias {alias.title!r} is {focus.code}'s own name"
            # An alias with a level carries information: a person has to decide.
            fix = Fix("drop", route) if alias.level is None else None
            yield Finding(route, message, hint="delete it", fix=fix)
        elif earlier != route:
            yield Finding(
                route,
                f"the alias {alias.title!r} appears twice in {focus.code}",
                hint="delete one of them",
                related=((earlier, "first listed here"),),
                fix=Fix("drop", route),
            )


RULE = FocusRule("alias-repeated", Severity.WARNING, "titles", __name__, check, fixes=True)
