"""What a canon knows of how people write job titles: the value of ``titles.yaml`` as records."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from levelctl.canon import package_data
from levelctl.canon.files import TITLES
from levelctl.record import Record

Value = dict[str, Any]
Texts = tuple[str, ...]


class Noise(Record):
    """One kind of what a title is given besides what it says, by where it is taken for that."""

    kind: str
    """*place*, *shift* …: the name of the removal."""
    anywhere: Texts = ()
    at_an_end: Texts = ()
    alone: Texts = ()
    beside: Texts = ()
    in_front: Texts = ()
    led_by: Texts = ()
    """Words that go with it where they stand before it."""


class SalaryWords(Record):
    """The words beside a sum of money."""

    currencies: Texts = ()
    before: Texts = ()
    per: Texts = ()
    after: Texts = ()


class Lexicon(Record):
    """How titles are written, all in lower case; docs/canon-format.md says what each list is."""

    abbreviations: Mapping[str, Texts]
    """What each abbreviation may mean, one or several."""
    noise: tuple[Noise, ...]
    kept: Texts
    spelled: Texts
    """Words of other trades that are near to some of ours, and are not misspelled."""
    binding: Texts
    joining: Texts
    company: Texts
    silent: Texts
    """Words of level and licence, which say nothing of an occupation."""
    scope: Texts
    """Words that say how far a job reaches, which weigh as little as those of level."""
    endings: Mapping[str, Texts]
    """By the kind of the removal."""
    salary: SalaryWords


def lexicon_of(value: Value | None) -> Lexicon:
    """
    Return the lexicon of a sound *value* of ``titles.yaml``; that of the reference canon if None.

    A list that the file leaves out is empty.
    """
    return _reference() if value is None else _lexicon(value)


@cache
def _reference() -> Lexicon:
    from levelctl.canon import source  # it reads YAML, which a kept lexicon has no need of

    text = source.decode(source.load(package_data.CANON / TITLES))
    return _lexicon(source.parse(text).top.value)


def _lexicon(value: Value) -> Lexicon:
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
        endings=_texts(value.get("endings", {})),
        salary=SalaryWords(**_texts(value.get("salary", {}))),
    )


def _texts(value: Mapping[str, list[str]]) -> dict[str, Texts]:
    return {name: tuple(texts) for name, texts in value.items()}
