"""How people write job titles, according to a canon: the value of ``titles.yaml`` as records."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from levelctl.canon import package_data
from levelctl.canon.files import TITLES
from levelctl.record import JsonObject, Record
from levelctl.titles.clean.folding import fold


class Noise(Record):
    """One kind of noise, with its words by the places in which they count as noise."""

    kind: str
    """*place*, *shift* …: the kind that an answer reports."""
    anywhere: tuple[str, ...] = ()
    at_an_end: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    in_front: tuple[str, ...] = ()
    led_by: tuple[str, ...] = ()
    """Words that are removed with the noise that follows them."""


class SalaryWords(Record):
    """The words around an amount of money."""

    currencies: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Grade(Record):
    """What grade codes of another organization mean on the canon's ladder."""

    codes: tuple[str, ...]
    level: str
    range: tuple[str, str] | None = None
    """The lowest and highest level that its holders can have."""
    unsure: bool = False
    """Whether an answer that rests on it needs review."""


class Language(Record):
    """The words that tell a language other than English; ``*`` before one makes it an ending."""

    name: str
    certain: tuple[str, ...] = ()
    """Words of no English title: who works (*Buchhalter*), and what joins words (*für*)."""
    likely: tuple[str, ...] = ()
    """Words that English titles can contain: fields, departments (*Vertrieb*)."""
    weak: tuple[str, ...] = ()
    """Words that tell one language from another, but none from English (*agent de sécurité*)."""
    letters: tuple[str, ...] = ()
    """Letters that tell the same wherever they are in a word that the canon does not know."""


class Lexicon(Record):
    """How titles are written, all in lower case; docs/canon-format.md describes each list."""

    abbreviations: Mapping[str, tuple[str, ...]]
    """By abbreviation, its one or more meanings."""
    noise: tuple[Noise, ...]
    kept: tuple[str, ...]
    spelled: tuple[str, ...]
    """Correct words of other trades that look like misspelled words of the canon."""
    binding: tuple[str, ...]
    joining: tuple[str, ...]
    company: tuple[str, ...]
    silent: tuple[str, ...]
    """Words of level and license, which do not distinguish occupations."""
    scope: tuple[str, ...]
    """Words for the scope of a job, such as *regional*, which weigh as little as level words."""
    areas: tuple[str, ...]
    """Markets, products and technologies that a title can name beside its job."""
    regions: tuple[str, ...]
    """Places that a company has a part for, such as *EMEA*, and not a city."""
    trades: tuple[str, ...]
    """Industries and trades that make a title another job where it names one beside its job."""
    endings: Mapping[str, tuple[str, ...]]
    """Endings of words that are noise, by the kind of noise."""
    salary: SalaryWords
    grades: tuple[Grade, ...] = ()
    languages: tuple[Language, ...] = ()


def lexicon_of(value: JsonObject | None) -> Lexicon:
    """
    Return the lexicon of a valid *value* of ``titles.yaml``; the reference canon's if it is None.

    A list that the file omits is empty.
    """
    return _lexicon(reference_value() if value is None else value)


@cache
def reference_value() -> JsonObject:
    """Return the value of the reference canon's ``titles.yaml``."""
    from levelctl.canon import source  # reads YAML, which a cached lexicon does not need

    text = source.decode(source.load(package_data.CANON, TITLES))
    value: JsonObject = source.parse(text).top.value
    return value


def _lexicon(value: JsonObject) -> Lexicon:
    return Lexicon(
        abbreviations={
            short: (long,) if isinstance(long, str) else tuple(long)
            for short, long in value.get("abbreviations", {}).items()
        },
        noise=tuple(Noise(kind, **_texts(each)) for kind, each in value.get("noise", {}).items()),
        kept=tuple(value.get("kept", ())),
        spelled=tuple(value.get("spelled", ())),
        binding=tuple(value.get("binding", ())),
        joining=tuple(value.get("joining", ())),
        company=tuple(value.get("company", ())),
        silent=tuple(value.get("silent", ())),
        scope=tuple(value.get("scope", ())),
        areas=tuple(value.get("areas", ())),
        regions=tuple(value.get("regions", ())),
        trades=tuple(value.get("trades", ())),
        endings=_texts(value.get("endings", {})),
        salary=SalaryWords(**_texts(value.get("salary", {}))),
        grades=tuple(_grade(each) for each in value.get("grades", ())),
        languages=tuple(
            Language(
                name,
                **{kind: tuple(fold(text).text for text in texts) for kind, texts in each.items()},
            )
            for name, each in value.get("languages", {}).items()
        ),
    )


def _grade(value: JsonObject) -> Grade:
    low, high = value.get("range", (None, None))
    levels = (low, high) if low and high else None
    return Grade(tuple(value["codes"]), value["level"], levels, value.get("unsure", False))


def _texts(value: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(texts) for name, texts in value.items()}
