"""In which language a title is, if its work is not named in English."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.canon import package_data
from levelctl.record import replace
from levelctl.titles.clean.cleaner import Cleaner
from levelctl.titles.clean.lexicon import Language, lexicon_of
from levelctl.titles.languages import KnownWork, LanguageDetector
from levelctl.titles.matching import Matcher
from levelctl.titles.occupation_index.index import TitleIndex

LISTS = Path("/work/shared/data/titles")
LEXICON = lexicon_of(None)
MATCHER = Matcher(package_data.CANON)

FOREIGN = {
    "German": "Buchhalterin (m/w/d)|Kranführer|Vertriebsleiter Süd|Sachbearbeiter Einkauf"
    "|Lohnbuchhalter|Bauzeichner/in|Referent für Öffentlichkeitsarbeit"
    "|Gruppenleiter Qualitätssicherung|Fachkraft für Lagerlogistik"
    "|SACHBEARBEITER FINANZBUCHHALTUNG|Softwareentwickler:in Java|Elektroniker für Betriebstechnik"
    "|Kaufmännischer Angestellter|Küchenhilfe|Personalreferent|Leiter Vertrieb"
    "|Mitglied des Aufsichtsrats",
    "French": "Chargé de clientèle (H/F)|Comptable|Développeuse web|Technicien de maintenance"
    "|Responsable des achats|INGENIEUR LOGICIEL|Agent d'accueil"
    "|Vendeur en boulangerie|Agent de sécurité"
    "|Chef de chantier|Infirmière|Conducteur de travaux|Aide-soignante|Assistante de direction",
    "Spanish": "Jefe de almacén|Ingeniera de datos|Auxiliar contable|JEFE DE VENTAS|Camarero"
    "|Técnico de mantenimiento|Desarrolladora de software|Encargado de tienda",
    "Portuguese": "Engenheiro de dados|Desenvolvedor back-end|Auxiliar de enfermagem|Estagiário"
    "|Gerente de vendas|Assistente de atendimento ao cliente|Diretora de produção|Pedreiro",
    "Spanish or Portuguese": "Programador|Analista de sistemas|Recursos humanos",
    "Italian": "Responsabile degli acquisti|Impiegata commerciale|Magazziniere"
    "|Addetto alle vendite",
    "Dutch": "Medewerker klantenservice|Teamleider verkoop|Boekhouder|Verpleegkundige",
    "Japanese": "データエンジニア|営業マネージャー",
    "Korean": "소프트웨어 엔지니어",
    "Chinese or Japanese": "产品经理",
    "Cyrillic script": "Инженер-программист",
    "Arabic script": "مهندس برمجيات",
    "Greek script": "Λογιστής",
}

ENGLISH = """\
Product Owner (m/w/d)
Controller (m/w/d)
Software Engineer Praktikum
Data Engineer en alternance
Account Manager für Neukunden
Senior Consultant Vertrieb
Teamleiter Customer Service
Développeur / Software Engineer
Software Engineer (Softwareentwickler)
Platform Engineer - Rhein-Main
Werkstudent Data Science
Die Maker
Tool and Die Setter
Barista
Entrepreneur in Residence
Chauffeur
Au Pair
Aircraft De-Icer
Para Educator
Head of DE&I
Collections Officer Premium DE
Analyst (DE)
Lung Transplant Coordinator
Director of L&D
Con Artist
Van Driver
Fur Trimmer
Area Manager
Charge Nurse
Employee Relations Specialist
Boutique Manager
Director's Assistant
Children's Librarian
Social Worker
Marine Engineer
Family Medicine Physician
Executive Asistant
Managing Directer
Data Enginer
R&D
42
"""


def language_of(title: str) -> str | None:
    return MATCHER.match(title).language


@pytest.mark.parametrize(
    ("title", "language"),
    [(title, name) for name, titles in FOREIGN.items() for title in titles.split("|")],
)
def test_a_title_in_another_language_is_not_matched(title: str, language: str) -> None:
    match = MATCHER.match(title)
    assert (match.language, match.band, match.best) == (language, "no confident match", None)
    assert match.doubts == (f"not matched: {language}",)


@pytest.mark.parametrize("title", ENGLISH.splitlines())
def test_a_title_that_may_be_english_has_no_language(title: str) -> None:
    assert language_of(title) is None


def test_the_level_is_read_in_every_language() -> None:
    match = MATCHER.match("Leiter Vertrieb (m/w/d)")
    assert match.level
    assert match.level.words == ("leiter",)
    assert MATCHER.match("Buchhalter").level is None


@pytest.mark.parametrize("title", ["Buchhalter", "Senior Buchhalter", "Buchhalter (m/w/d)"])
def test_an_alias_wins(title: str) -> None:
    known = KnownWork(lambda _: False, lambda text: "buchhalter" in text)
    text = Cleaner(LEXICON).clean(title).text
    assert LanguageDetector(LEXICON, known).language_of(text) is None
    assert LanguageDetector(LEXICON, replace(known, names_work=lambda _: False)).language_of(text)


def test_a_title_of_a_scheme_wins() -> None:
    index = TitleIndex.build([("Sous Chef de Cuisine", "35-1011"), ("Cook", "35-2014")])
    detector = LanguageDetector(LEXICON, KnownWork(index.knows, index.has_title))
    assert detector.language_of("sous chef de cuisine") is None
    assert detector.language_of("chef de cuisine") == "French or Spanish or Portuguese"
    assert not index.has_title("")
    assert not index.has_title("Kook")


NOTHING = KnownWork(lambda _: False, lambda _: False)


def test_without_languages_only_scripts_are_told() -> None:
    detector = LanguageDetector(lexicon_of({}), NOTHING)
    assert detector.language_of("buchhalter für lohn") is None
    assert detector.language_of("инженер") == "Cyrillic script"


def test_a_canon_has_its_own_languages() -> None:
    value = {
        "languages": {
            "Klingon": {"certain": ["*hov"], "likely": ["dujmey"], "letters": ["q"]},
            "Sindarin": {"certain": ["*hov"]},
        },
        "spelled": ["katlehov"],
    }
    lexicon = lexicon_of(value)
    assert lexicon.languages[0] == Language("Klingon", ("*hov",), ("dujmey",), letters=("q",))
    detector = LanguageDetector(lexicon, NOTHING)
    found = {
        text: detector.language_of(text)
        for text in ("puqahov", "pudahov", "hov", "dujmey", "dujmey quch", "quch", "katlehov")
    }
    assert found == {
        "puqahov": "Klingon",
        "pudahov": "Klingon or Sindarin",
        "hov": None,  # an ending needs a longer word
        "dujmey": "Klingon",
        "dujmey quch": "Klingon",
        "quch": None,
        "katlehov": None,
    }


def test_likely_words_must_be_more_than_english_ones() -> None:
    lexicon = replace(LEXICON, languages=(Language("German", likely=("vertrieb", "bereich")),))
    known = replace(NOTHING, has_word={"consultant"}.__contains__)
    detector = LanguageDetector(lexicon, known)
    assert detector.language_of("consultant vertrieb") is None
    assert detector.language_of("consultant vertrieb bereich") == "German"


CLEANER = Cleaner(LEXICON)
DETECTOR = LanguageDetector(LEXICON, NOTHING)


@given(st.text(max_size=40))
def test_any_text_has_a_language_or_none(title: str) -> None:
    assert DETECTOR.language_of(CLEANER.clean(title).text) != ""


@pytest.mark.skipif(not LISTS.is_dir(), reason=f"there are no public lists in {LISTS}")
@pytest.mark.parametrize("name", ["reported", "reported_other_releases", "visa_applications"])
def test_few_english_titles_are_taken_for_others(name: str) -> None:
    with (LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        titles = [row["title"] for row in csv.DictReader(lines)]
    assert len(titles) >= 500
    taken = [
        title
        for title in titles
        if MATCHER.languages.language_of(MATCHER.cleaner.clean(title).text)
    ]
    assert len(taken) <= 0.003 * len(titles), taken
