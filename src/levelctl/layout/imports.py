"""Turns the list of imported schemes, wages and coded titles into a document or rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from levelctl.answers.imports import Imports, ListedScheme, ListedTitles
from levelctl.occupations import scheme_codes
from levelctl.occupations.level_wages import LevelRelease
from levelctl.occupations.wages import WageRelease
from levelctl.text.document import Document, Facts, Heading, Paragraph, TableRows, text

LISTED = 60
"""The most places or industries that are named: enough for all states."""


def document(result: Imports) -> Document:
    if not result.any:
        return (Paragraph(text("Nothing is imported.", "muted")),)
    schemes = (block for scheme in result.schemes for block in _scheme(scheme))
    wages = (block for tables in _by_release(result) for block in _wages(tables))
    levels = (block for release in result.level_wages for block in _level_wages(release))
    titles = (block for titles in result.titles for block in _titles(titles))
    return (*schemes, *wages, *levels, *titles)


def _scheme(scheme: ListedScheme) -> Document:
    facts = [("Codes", text(_codes_of(scheme))), ("Source", text(scheme.source))]
    if scheme.matched:
        facts.append(("Used by", text("match --scheme onet")))
    if scheme.model:
        facts.append(("Model", text("trained on its titles")))
    if scheme.missing:
        facts.append(("Missing", text(", ".join(scheme.missing))))
    return (Heading(text(f"{scheme.scheme} {scheme.version}", "strong")), Facts(tuple(facts)))


def _by_release(result: Imports) -> Iterator[tuple[WageRelease, ...]]:
    """Yield the tables of wages that are of one release and either of places or of industries."""
    for _, tables in groupby(sorted(result.wages, key=_group), key=_group):
        yield tuple(tables)


def _group(wages: WageRelease) -> tuple[bool, str]:
    return wages.industry is not None, wages.release or ""


def _wages(tables: Sequence[WageRelease]) -> Document:
    """Return what is imported of a release: of the nation alone, or of places or industries."""
    first = tables[0]
    occupations = max(each.occupations for each in tables)
    facts = [("Occupations", text(f"{occupations:,}"))]
    if first.industry:
        facts.append(("Industries", text(_listed(each.industry or "" for each in tables))))
    elif not first.is_national or len(tables) > 1:
        facts.append(("Places", text(_listed(each.place for each in tables))))
    facts.append(("Source", text(first.source)))
    return (Heading(text(_release_of(first), "strong")), Facts(tuple(facts)))


def _listed(names: Iterable[str]) -> str:
    """Return how many *names* there are, and which; of many, the first ones."""
    known = list(names)
    more = len(known) - LISTED
    shown = ", ".join(known[:LISTED])
    return f"{len(known):,}: {shown}{f' and {more:,} more' if more > 0 else ''}"


def _level_wages(wages: LevelRelease) -> Document:
    facts = (
        ("Estimates", text(f"{wages.estimates:,}")),
        ("Occupations", text(f"{wages.occupations:,}")),
        ("Places", text(f"{wages.places:,}")),
        ("Source", text(wages.source)),
    )
    return (Heading(text(_release_of(wages), "strong")), Facts(facts))


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
        yield (_table_of(wages), wages.release or "", str(wages.occupations), wages.source)
    for levels in result.level_wages:
        yield (levels.name, levels.release or "", str(levels.occupations), levels.source)
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
    if result.wages:
        yield from _wage_remarks(result.wages)
    for levels in result.level_wages:
        occupations = _counted(levels.occupations, "occupation")
        places = _counted(levels.places, "place")
        wages = _counted(levels.estimates, "wage")
        yield f"imported {wages} of {occupations} in {places} of {_release_of(levels)}"
        if levels.left_out:
            yield f"skipped {_counted(levels.left_out, 'row')} of other workers, levels or places"
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
        yield f"removed {_named(wages)}: {_counted(wages.occupations, 'occupation')}"
    for levels in result.level_wages:
        yield f"removed {_release_of(levels)}: {_counted(levels.occupations, 'occupation')}"
    for titles in result.titles:
        yield f"removed {titles.name}: {_titles_of(titles)}"


def _codes_of(scheme: ListedScheme) -> str:
    """Return how many codes *scheme* has, and of how many if some of its edition are missing."""
    whole = len(scheme_codes.editions(scheme.scheme).get(scheme.version, ()))
    return f"{scheme.codes:,} of {whole:,}" if scheme.codes < whole else f"{scheme.codes:,}"


def _wage_remarks(tables: Sequence[WageRelease]) -> Iterator[str]:
    first = tables[0]
    if len(tables) == 1:
        yield f"imported {_counted(first.occupations, 'occupation')} of {_named(first)}"
    else:
        industries = sum(each.industry is not None for each in tables)
        numbers = {"place": len(tables) - industries, "industry": industries}
        several = ", ".join(_counted(number, each) for each, number in numbers.items() if number)
        wages = sum(each.occupations for each in tables)
        yield f"imported {wages:,} wages of {_release_of(first)}: {several}"
    unpaid = sum(each.unpaid for each in tables)
    if unpaid:
        yield f"{unpaid:,} of them without a published wage a year"
    if first.left_out:
        rows = _counted(first.left_out, "row")
        yield f"skipped {rows} of some owners, or of what was not asked for"


def _counted(number: int, thing: str) -> str:
    """
    Return *number* with *thing* in the right number.

    >>> _counted(1, "place"), _counted(2, "industry")
    ('1 place', '2 industries')
    """
    plural = thing if number == 1 else f"{thing}s".replace("ys", "ies")
    return f"{number:,} {plural}"


def _release_of(wages: WageRelease | LevelRelease) -> str:
    return f"{wages.name} {wages.release}" if wages.release else f"{wages.name}, release not known"


def _named(wages: WageRelease) -> str:
    """Return the release of a table, with its place and industry unless it is of all."""
    parts = [wages.area and f"{wages.area} ({wages.place})", wages.industry_name]
    if wages.industry:
        parts.append(f"NAICS {wages.industry}")
    known = ", ".join(filter(None, parts))
    return f"{_release_of(wages)}, {known}" if known else _release_of(wages)


def _table_of(wages: WageRelease) -> str:
    """Return the name of a table in rows: *OEWS*, *OEWS US-CA*, *OEWS US NAICS 51*."""
    industry = f" NAICS {wages.industry}" if wages.industry else ""
    return wages.name if wages.is_national else f"{wages.name} {wages.place}{industry}"


def _titles_of(titles: ListedTitles) -> str:
    return f"{titles.titles:,} title{'' if titles.titles == 1 else 's'}"
