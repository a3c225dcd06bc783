"""Turns the list of imported schemes, wages and coded titles into a document or rows."""

from __future__ import annotations

from collections.abc import Iterator

from levelctl.answers.imports import Imports, ListedScheme, ListedTitles
from levelctl.occupations import scheme_codes
from levelctl.occupations.wages import WageRelease
from levelctl.text.document import Document, Facts, Heading, Paragraph, TableRows, text


def document(result: Imports) -> Document:
    if not result.any:
        return (Paragraph(text("Nothing is imported.", "muted")),)
    schemes = (block for scheme in result.schemes for block in _scheme(scheme))
    wages = (block for release in result.wages for block in _wages(release))
    return (*schemes, *wages, *(block for titles in result.titles for block in _titles(titles)))


def _scheme(scheme: ListedScheme) -> Document:
    facts = [("Codes", text(_codes_of(scheme))), ("Source", text(scheme.source))]
    if scheme.matched:
        facts.append(("Used by", text("match --scheme onet")))
    if scheme.model:
        facts.append(("Model", text("trained on its titles")))
    if scheme.missing:
        facts.append(("Missing", text(", ".join(scheme.missing))))
    return (Heading(text(f"{scheme.scheme} {scheme.version}", "strong")), Facts(tuple(facts)))


def _wages(wages: WageRelease) -> Document:
    facts = (("Occupations", text(f"{wages.occupations:,}")), ("Source", text(wages.source)))
    return (Heading(text(_named(wages), "strong")), Facts(facts))


def _titles(titles: ListedTitles) -> Document:
    facts = [("Titles", text(f"{titles.titles:,}")), ("Codes", text(f"{titles.codes:,}"))]
    if titles.left_out:
        facts.append(("Left out", text(_left_out(titles))))
    return (Heading(text(titles.name, "strong")), Facts(tuple(facts)))


def _left_out(titles: ListedTitles) -> str:
    more = titles.left_out - len(titles.reasons)
    shown = "; ".join((*titles.reasons, *((f"{more:,} more",) if more > 0 else ())))
    return f"{titles.left_out:,} row{'' if titles.left_out == 1 else 's'} of its file: {shown}"


def rows(result: Imports, *, headings: bool = True) -> TableRows:
    """Yield a row for each scheme, release of wages and list of titles, with its codes."""
    if headings:
        yield ("scheme", "version", "codes", "source")
    for scheme in result.schemes:
        yield (scheme.scheme, scheme.version, str(scheme.codes), scheme.source)
    for wages in result.wages:
        yield (wages.name, wages.release or "", str(wages.occupations), wages.source)
    for titles in result.titles:
        yield (titles.name, "", str(titles.codes), _titles_of(titles))


NO_MODEL = (
    "no model was trained, because numpy is not installed; pip install 'levelctl[onet]' and "
    "import again to find more codes"
)


def import_remarks(result: Imports) -> Iterator[str]:
    """Yield remarks that *result* was imported."""
    for scheme in result.schemes:
        yield f"imported {_codes_of(scheme)} codes of {scheme.scheme} {scheme.version}"
        if not scheme.matched:
            yield "match --scheme onet uses a newer edition, which is imported too"
        elif scheme.missing:
            yield (
                f"without {' and '.join(scheme.missing)}, match --scheme onet finds fewer "
                "occupations; import a folder or archive that has all files of the release"
            )
    for wages in result.wages:
        yield f"imported {wages.occupations:,} occupations of {_named(wages)}"
        if wages.unpaid:
            yield f"{wages.unpaid:,} of them without a published wage a year"
        if wages.left_out:
            yield f"skipped {wages.left_out:,} rows of single areas, industries or owners"
    for titles in result.titles:
        name = titles.name
        yield f"imported {_titles_of(titles)} as {name}: match --prior {name} uses them"
        if titles.left_out:
            yield f"left out {_left_out(titles)}"


def removal_remarks(result: Imports) -> Iterator[str]:
    """Yield remarks that *result* was removed."""
    for scheme in result.schemes:
        yield f"removed {scheme.scheme} {scheme.version}: {scheme.codes:,} codes"
    for wages in result.wages:
        yield f"removed {_named(wages)}: {wages.occupations:,} occupations"
    for titles in result.titles:
        yield f"removed {titles.name}: {_titles_of(titles)}"


def _codes_of(scheme: ListedScheme) -> str:
    """Return how many codes *scheme* has, and of how many if some of its edition are missing."""
    whole = len(scheme_codes.editions(scheme.scheme).get(scheme.version, ()))
    return f"{scheme.codes:,} of {whole:,}" if scheme.codes < whole else f"{scheme.codes:,}"


def _named(wages: WageRelease) -> str:
    return f"{wages.name} {wages.release}" if wages.release else f"{wages.name}, release not known"


def _titles_of(titles: ListedTitles) -> str:
    return f"{titles.titles:,} title{'' if titles.titles == 1 else 's'}"
