"""Turns the list of imported schemes and wages into a document or rows."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.answers.imports import Imports, ListedScheme
from levelctl.occupations.wages import WageRelease
from levelctl.text.document import Document, Facts, Heading, Paragraph, TableRows, text


def document(result: Imports) -> Document:
    if not (result.schemes or result.wages):
        return (Paragraph(text("Nothing is imported.", "muted")),)
    schemes = (block for scheme in result.schemes for block in _scheme(scheme))
    return (*schemes, *(block for release in result.wages for block in _wages(release)))


def _scheme(scheme: ListedScheme) -> Document:
    facts = (("Codes", text(f"{scheme.codes:,}")), ("Source", text(scheme.source)))
    return (Heading(text(f"{scheme.scheme} {scheme.version}", "strong")), Facts(facts))


def _wages(wages: WageRelease) -> Document:
    facts = (("Occupations", text(f"{wages.occupations:,}")), ("Source", text(wages.source)))
    return (Heading(text(_named(wages), "strong")), Facts(facts))


def rows(result: Imports, *, headings: bool = True) -> TableRows:
    """Yield a row for each scheme and each release of wages, with its number of codes."""
    if headings:
        yield ("scheme", "version", "codes", "source")
    for scheme in result.schemes:
        yield (scheme.scheme, scheme.version, str(scheme.codes), scheme.source)
    for wages in result.wages:
        yield (wages.name, wages.release or "", str(wages.occupations), wages.source)


def import_remarks(result: Imports) -> Iterator[str]:
    """Yield remarks that *result* was imported."""
    for scheme in result.schemes:
        yield f"imported {scheme.codes:,} codes of {scheme.scheme} {scheme.version}"
    for wages in result.wages:
        yield f"imported {wages.occupations:,} occupations of {_named(wages)}"
        if wages.left_out:
            yield f"skipped {wages.left_out:,} rows of single areas, industries or owners"


def removal_remarks(result: Imports) -> Iterator[str]:
    """Yield remarks that *result* was removed."""
    for scheme in result.schemes:
        yield f"removed {scheme.scheme} {scheme.version}: {scheme.codes:,} codes"
    for wages in result.wages:
        yield f"removed {_named(wages)}: {wages.occupations:,} occupations"


def _named(wages: WageRelease) -> str:
    return f"{wages.name} {wages.release}" if wages.release else f"{wages.name}, release not known"
