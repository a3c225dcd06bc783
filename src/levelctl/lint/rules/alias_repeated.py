"""
An alias stands once in its focus, and is not the focus's own name.

The second says nothing that the first does not, and has to be kept up beside it.

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
            message = f"the alias {alias.title!r} is the name of {focus.code} itself"
            # With a level it says something, if only what no reader can tell from the name.
            mend = Fix("drop", route) if alias.level is None else None
            yield Finding(route, message, hint="delete it", fix=mend)
        elif earlier != route:
            yield Finding(
                route,
                f"the alias {alias.title!r} stands twice in {focus.code}",
                hint="delete one",
                related=((earlier, "it stands first here"),),
                fix=Fix("drop", route),
            )


RULE = FocusRule("alias-repeated", Severity.WARNING, "titles", __name__, check, fixes=True)
