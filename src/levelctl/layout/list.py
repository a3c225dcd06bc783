"""Turns the contents of the canon into a tree or rows."""

from __future__ import annotations

from levelctl.answers.list import ListedFamily, ListedFocus, ListedFunction, Listing
from levelctl.text.document import (
    Branch,
    Document,
    Heading,
    Paragraph,
    Run,
    TableRows,
    Text,
    Tree,
    joined,
    text,
)


def document(result: Listing) -> Document:
    """Return *result* as a tree of family, function and focus, each focus with its levels."""
    title = (Run(result.canon, "strong"), Run(f" {result.edition}", "muted"))
    if not result.families:
        return (Heading(title, depth=1), Paragraph(text("Nothing in the canon matches.", "muted")))
    return (Heading(title, depth=1), Tree(tuple(map(_family, result.families))))


def _family(family: ListedFamily) -> Branch:
    name = (Run(family.name, "strong"), Run(f" {family.slug}", "muted"))
    return Branch(name, tuple(map(_function, family.functions)))


def _function(function: ListedFunction) -> Branch:
    return Branch(_named(function.code, function.name), tuple(map(_focus, function.foci)))


def _focus(focus: ListedFocus) -> Branch:
    levels = joined((text(profile.level) for profile in focus.profiles), " ")
    return Branch((*_named(focus.code, focus.name), Run("  "), *levels))


def _named(code: str, name: str) -> Text:
    return (Run(code, "code"), Run(f" {name}"))


def rows(result: Listing, *, headings: bool = True) -> TableRows:
    """Yield a row for each profile."""
    if headings:
        yield ("code", "title", "level", "level name", "status", "function", "family")
    for family in result.families:
        for function in family.functions:
            for focus in function.foci:
                for profile in focus.profiles:
                    yield (
                        profile.code,
                        focus.name,
                        profile.level,
                        profile.level_name,
                        profile.status,
                        function.name,
                        family.name,
                    )
