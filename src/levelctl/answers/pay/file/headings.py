"""What the headings of pay files mean, in several languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from levelctl.answers.pay.file_report import Role
from levelctl.text.normal import without_accents

LONGEST = 100
"""The most characters of a heading that count."""

_WORDS: dict[Role, str] = {
    "code": """code; job code; profile; profile code; levelctl code; role code; position code;
        stellencode; code poste; codigo; codice; functiecode""",
    "title": """title; job title; job; role; position; role title; position title; benchmark;
        stelle; stellenbezeichnung; funktion; titel; intitule; intitule du poste; poste; emploi;
        puesto; cargo; titulo; titolo; ruolo; mansione; functie; functietitel; stanowisko;
        befattning""",
    "level": "level; grade; job level; band; stufe; ebene; niveau; nivel; livello; poziom; niva",
    "place": """place; location; country; region; geo; market; country code; ort; land; standort;
        lieu; pays; pais; lugar; localidad; ubicacion; luogo; paese; locatie; plats; kraj""",
    "kind": """kind; pay kind; pay type; type of pay; element; art; vergutungsart; type; tipo""",
    "low": """low; min; minimum; range minimum; range min; salary min; lower; from; p25; p10;
        25th percentile; 10th percentile; q1; untergrenze; von; minimo; de; bas; laag; laagste""",
    "median": """median; midpoint; mid; p50; 50th percentile; mediane; mediana; mediaan; mitte;
        mittelwert der spanne; point median; punto medio; middelpunt; range midpoint""",
    "high": """high; max; maximum; range maximum; range max; salary max; upper; to; p75; p90;
        75th percentile; 90th percentile; q3; obergrenze; bis; maximo; massimo; haut; hoog;
        hoogste""",
    "currency": """currency; ccy; currency code; wahrung; devise; monnaie; moneda; moeda; valuta;
        waluta""",
    "period": """period; pay period; frequency; per; zeitraum; periode; frequence; periodo""",
    "as_of": """as of; date; effective date; as of date; effective; stand; stichtag; datum;
        date d effet; fecha; data; vigencia; peildatum""",
    "n": """n; count; sample; sample size; incumbents; headcount; people; number of incumbents;
        employees; observations; anzahl; personen; effectif; nombre de personnes; personas; pessoas;
        aantal; antal""",
    "employers": """employers; companies; organizations; organisations; number of companies;
        unternehmen; firmen; entreprises; empresas; aziende; bedrijven""",
}

_ROLE_OF = {
    heading.strip(): role
    for role, headings in _WORDS.items()
    for heading in " ".join(headings.split()).split(";")
}

_PERCENTILE = re.compile(r"p([0-9]{1,2})|([0-9]{1,2})(?:st|nd|rd|th) percentile|q([13])")

_RANGE = frozenset({"min", "minimum", "max", "maximum", "midpoint", "mid", "minimo", "maximo"})
"""The words by which low and high are the ends of a range that somebody has set."""


def plain(heading: str) -> str:
    """
    Return *heading* in lower case, without accents, signs and what stands in brackets.

    >>> plain(" As-of (date) "), plain("Währung"), plain("Job_Code")
    ('as of', 'wahrung', 'job code')
    """
    text = re.sub(r"\([^()]*\)", " ", without_accents(heading[:LONGEST]).casefold())
    return " ".join(re.findall(r"[^\W_]+", text))


def role_of(heading: str) -> Role | None:
    """
    Return what a column called *heading* holds; None if that is not known.

    >>> role_of("Job Title"), role_of("Médiane"), role_of("Shoe size")
    ('title', 'median', None)
    """
    return _ROLE_OF.get(plain(heading))


def places_of(cells: Sequence[str]) -> dict[Role, int]:
    """
    Return the index of the column of each role, by the headings *cells*; the first of several.

    >>> places_of(["Job code", "Low", "Median", "High", "Low"])
    {'code': 0, 'low': 1, 'median': 2, 'high': 3}
    """
    found: dict[Role, int] = {}
    for place, cell in enumerate(cells):
        role = role_of(cell)
        if role is not None:
            found.setdefault(role, place)
    return found


def is_heading(cells: Sequence[str]) -> bool:
    """Return whether *cells* are the heading of a pay file: who is paid, and the three amounts."""
    found = places_of(cells)
    return {"low", "median", "high"} <= found.keys() and not {"code", "title"}.isdisjoint(found)


def missing(cells: Sequence[str]) -> str:
    """
    Return which columns the heading *cells* lacks.

    >>> missing(["Title", "Low", "High"])
    'median'
    """
    found = places_of(cells)
    needed: list[Role] = [each for each in ("low", "median", "high") if each not in found]
    who = [] if {"code", "title"} & found.keys() else ["code or title"]
    return ", ".join((*who, *needed))


def ends_of(low: str, high: str) -> str | None:
    """
    Return what the headings *low* and *high* say that the ends are, as a figure of pay says it.

    >>> ends_of("P25", "P75"), ends_of("Minimum", "Maximum"), ends_of("Low", "High")
    ('p25-p75', 'range', None)
    """
    words = plain(low), plain(high)
    numbers = [_percentile(each) for each in words]
    if None not in numbers:
        return "-".join(f"p{number}" for number in numbers)
    return "range" if all(set(each.split()) & _RANGE for each in words) else None


def _percentile(words: str) -> int | None:
    match = _PERCENTILE.fullmatch(words)
    if match is None:
        return None
    quartile = match[3]
    return 25 * int(quartile) if quartile else int(match[1] or match[2])
