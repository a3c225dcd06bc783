"""
Text is plain: it has no HTML, Markdown or terminal markup.

levelctl shows a canon's text exactly as written, in terminals, on web pages and in spreadsheets.
Markup for one of them is noise in the others. It usually comes from text that was copied from a
web page.

Bad:

    summary: Looks after **all** patients of the clinic &amp; those who come for an hour.

Good:

    summary: Looks after all patients of the clinic & those who come for an hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from levelctl.diagnostics import Fix, Route, Severity
from levelctl.lint.rule import Finding, TextRule

_STYLE = (
    r"(?:bold|dim|italic|underline|strike|blink|reverse|conceal"
    r"|(?:bright_)?(?:black|red|green|yellow|blue|magenta|cyan|white))"
)

KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # A bare tag right after a word may be a type, as in List<String>.
    ("an HTML tag", re.compile(r"(?<!\w)<[A-Za-z][\w-]*>|<(?:br|hr|li|p)>|<!--")),
    ("an HTML tag", re.compile(r"</[A-Za-z][\w-]*\s*>|<[A-Za-z][\w-]*(?:\s*/|\s+[\w-]+=[^<>]*)>")),
    (
        "Markdown emphasis",
        re.compile(r"(?<![\w*])(\*{1,3})(?=[\w\"'(])[^*\n]*(?<=\S)\1(?![\w*])"),
    ),
    ("Markdown emphasis", re.compile(r"(?<!\w)(_{1,3})(?=[^\W_])[^_\n]*(?<=[^\s_])\1(?!\w)")),
    ("a Markdown link", re.compile(r"(?<!\w)\[[^\[\]\n]+\]\([^()\s]+\)")),
    ("Markdown code", re.compile(r"(?<![\w`])(`{1,3})[^`\n]+\1(?![\w`])")),
    ("a Markdown heading", re.compile(r"^(?:# +[A-Z]|#{2,6} +\S).*", re.MULTILINE)),
    ("a terminal markup tag", re.compile(rf"\[(?:not |on )?{_STYLE}(?: (?:not |on )?{_STYLE})*\]")),
    (
        "a terminal markup tag",
        re.compile(r"\[/(?:[a-z]+(?: [a-z]+)*)?\]|\[(?:link|url)=[^\[\]\s]+\]"),
    ),
)
"""The kinds of markup, each with its pattern."""

BASIC = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
"""The entities that HTML and XML share, each with its character."""

SHOWN = 30
"""The most characters of markup that a message quotes."""

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_ADDRESS = re.compile(r"\bhttps?://[^\s()<>\[\]]+")


_SIGN = re.compile(r"[<&*_`#\[]")
"""The characters that all markup begins with. Most text has none and is not searched further."""


def check(route: Route, text: str) -> Iterator[Finding]:
    if route[-1:] == ("pattern",):  # a regular expression is not prose
        return
    if _SIGN.search(text) is None:
        return
    yield from _entities(route, text)
    prose = _ADDRESS.sub(lambda address: "0" * len(address[0]), text)
    for kind, pattern in KINDS:
        match = pattern.search(prose)
        if match:
            piece = text[match.start() : match.end()]
            yield Finding(
                route,
                f"the text contains {_quoted(piece)}, which looks like {kind}",
                hint="write plain text; levelctl shows it exactly as written",
            )


def _entities(route: Route, text: str) -> Iterator[Finding]:
    """Yield a finding for each entity in *text*, once; not every word after & is an entity."""
    for entity in dict.fromkeys(_ENTITY.findall(text)):
        if not entity.startswith("&#") and entity[1:] not in html5:
            continue
        plain = BASIC.get(entity)
        yield Finding(
            route,
            f"the text contains the HTML entity {entity!r}",
            hint=f"write {plain}" if plain else "write the character itself",
            fix=Fix("substitute", route, entity, plain) if plain else None,
        )


def _quoted(piece: str) -> str:
    return repr(piece if len(piece) <= SHOWN else f"{piece[: SHOWN - 1]}…")


RULE = TextRule("markup", Severity.WARNING, "structure", __name__, check, fixes=True)
