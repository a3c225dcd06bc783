"""The rules as Markdown, for the docs: a table of each group, then each rule in full."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from levelctl.answers.rule import ListedRule, rule_list, rule_page
from levelctl.layout import rule as layout
from levelctl.output import markdown
from levelctl.record import replace
from levelctl.text.document import Block, Heading, bare

SAME_FOR_ALL = "How to suppress it"
"""The section of a rule's page that the docs say once, in checking.md."""

DEEPER = 2
"""How much deeper a rule's headings are here than on its own page."""


def text_of_rules() -> str:
    """Return all rules, group by group."""
    parts: list[str] = []
    for group, rules in groupby(rule_list().rules, key=lambda rule: rule.group):
        listed = tuple(rules)
        parts += [f"## {group.capitalize()}\n", table(listed), *map(section, listed)]
    return "\n".join(parts)


def table(rules: tuple[ListedRule, ...]) -> str:
    rows = "".join(
        f"| [{rule.name}](#{rule.name}) | {rule.severity} | {'yes' if rule.fixes else ''} "
        f"| {rule.asks} |\n"
        for rule in rules
    )
    return f"| rule | severity | `--fix` | requires |\n|---|---|---|---|\n{rows}"


def section(rule: ListedRule) -> str:
    page = layout.rule_page(rule_page(rule.name))
    return markdown.export(tuple(_own_blocks(page)))


def _own_blocks(page: tuple[Block, ...]) -> Iterator[Block]:
    """Yield the blocks of a rule's *page* that are its own, under deeper headings."""
    own = True
    for block in page:
        if isinstance(block, Heading):
            own = bare(block.text) != SAME_FOR_ALL
            block = replace(block, depth=block.depth + DEEPER)  # noqa: PLW2901 - the same, deeper
        if own:
            yield block
