"""What the headings of tables of ladders mean: by heading, the role of its column."""

from __future__ import annotations

import re
from functools import lru_cache

from levelctl.text.normal import without_accents

LEVEL = "level"
NAME = "name"
FOCUS = "focus"
FUNCTION = "function"
TRACK = "track"
THEME = "theme"
ABOUT = "about"
TEXT = "text"
PROFICIENCY = "proficiency"
EXAMPLE = "example"
LINK = "link"
YEARS = "years"
SUMMARY = "summary"
ATTRIBUTE = "attribute"
IGNORE = "ignore"

ROLES = {
    LEVEL: "the level, by code or name; in a table with the levels across, each of its levels",
    NAME: "the level's name",
    FOCUS: "the focus, such as a discipline or a role",
    FUNCTION: "the function that the focus belongs to",
    TRACK: "the track of the level",
    THEME: "the theme; several columns make one name",
    ABOUT: "what the theme means",
    TEXT: "a responsibility",
    PROFICIENCY: "how well a person must know it",
    EXAMPLE: "an example of it",
    LINK: "an address to read more",
    YEARS: "years of experience of the level",
    SUMMARY: "the level in a sentence",
    ATTRIBUTE: "an attribute of the level, under its heading",
    IGNORE: "left out",
}
"""The roles of columns, for ``--column role=Heading`` and the key *columns* of a map."""

_WORDS = {
    LEVEL: """level; levels; grade; band; rung; seniority; job level; career level; role level;
        level code; ic level; stage; step; tier; stufe; karrierestufe; niveau; nivel; livello;
        senioridade""",
    NAME: """name; title; job title; position; level name; level title; titel; cargo; intitule;
        titles; grade name; band name; typical title; typical titles; common title""",
    FOCUS: """focus; role; discipline; specialism; specialty; profession; job; role name; job name;
        job role; rolle; funcao; metier; job profile""",
    FUNCTION: """function; department; job family; family; organization; organisation; division;
        funktion; abteilung; departamento; job family group; role family""",
    TRACK: "track; path; career path; stream; job track; career track; pfad; trilha",
    THEME: """theme; competency; competence; competencies; competences; category; dimension; skill;
        area; capability; pillar; topic; value; facet; domain; axis; attribute; core competency;
        sub competency; subcategory; sub category; sub area; subcompetency; core competencies;
        sub competencies; group; section; skill name; competency name; kompetenz; thema; bereich;
        competencia; competence; habilidade; dominio; focus area; key area; element; quality;
        principle; behaviour area; behavior area; skills; subskill; sub skill; trait; cluster""",
    ABOUT: """about; definition; theme description; competency description; skill description;
        what it means; meaning; overview; purpose; objective""",
    TEXT: """text; responsibility; responsibilities; expectation; expectations; description;
        behaviour; behavior; behaviours; behaviors; criteria; criterion; statement; indicator;
        indicators; details; detail; requirement; requirements; expected behaviour;
        expected behavior; level description; descriptor; duty; duties; accountabilities;
        accountability; what; anforderung; beschreibung; verantwortung; descricao; descripcion;
        what good looks like; what this looks like; skill level description; you can; criterium;
        erwartung; expected behaviours; expected behaviors; summary of expectations""",
    PROFICIENCY: """proficiency; skill level; proficiency level; mastery; rating; score; depth;
        required level; expected level; maturity; competency level; expected rating""",
    EXAMPLE: "example; examples; evidence; sample; for example; beispiel; beispiele; ejemplo",
    LINK: "link; links; url; resource; resources; further reading; read more; learn more",
    YEARS: """years; years of experience; experience; yoe; typical experience; tenure;
        years experience; typical years; erfahrung; jahre; experiencia; time in role;
        typical years of experience; experience years""",
    SUMMARY: """summary; level summary; in short; tl dr; tldr; at a glance; one liner; essence;
        headline; kurzbeschreibung; level overview; role summary""",
    IGNORE: "id; no; nr; order; sort; sort order; rank; row; index; number; last updated; updated",
}

_ROLE_OF = {
    heading.strip(): role
    for role, headings in _WORDS.items()
    for heading in " ".join(headings.split()).split(";")
}

_LAST_WORDS = {
    word: _ROLE_OF[word]
    for word in """
        level grade track theme competency competence category dimension skill capability
        responsibilities responsibility expectation expectations behaviour behavior behaviours
        behaviors criteria proficiency example examples link url department discipline title
        score rating id
        """.split()
}
"""Words that give the role of a heading that ends in them, such as *Employee grade*."""


LONGEST = 300
"""The most characters of a heading that count."""

_REMEMBERED = 20_000
"""How many texts are remembered: each cell of a table is asked about many times."""


def plain(heading: str) -> str:
    """
    Return *heading* in lower case, without marks, accents and what stands in brackets.

    >>> plain("Experience (typical)"), plain("  Sub-competency: "), plain("Level/Skill")
    ('experience', 'sub competency', 'level')
    """
    return _plain(heading[:LONGEST])


@lru_cache(_REMEMBERED)
def _plain(heading: str) -> str:
    text = without_accents(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading))
    first = re.split(r"\s*/\s*", text.strip(), maxsplit=1)[0]
    return " ".join(re.findall(r"[^\W_]+|#", first or text))


def role_of(heading: str) -> str:
    """
    Return the role that a column called *heading* usually has; an empty text if it has none.

    >>> role_of("Job Level"), role_of("Behaviours"), role_of("Technical expertise")
    ('level', 'text', '')
    """
    words = plain(heading)
    if words in _ROLE_OF:
        return _ROLE_OF[words]
    *others, last = words.split() or [""]
    is_name = len(others) < _MOST_WORDS and not _OF_PHRASES & {*others}
    return _LAST_WORDS.get(last, "") if is_name else ""


_OF_PHRASES = frozenset("for per of by to next current previous from and".split())
"""Words of a heading that is a phrase, of which the last word does not tell the role."""


_MOST_WORDS = 3
"""The most words of a heading whose last word gives its role."""
