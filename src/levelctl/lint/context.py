"""Builds the context of rules from a canon's settings, ladder and words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from levelctl.canon import decoding, package_data, schema, vocabulary
from levelctl.canon.dimensions import dimensions_of
from levelctl.canon.files import PLACES, REQUIRED_FILES, SKILLS, THEMES, WORDS
from levelctl.lint.rule import (
    Context,
    LevelPhraseSettings,
    RuleSettings,
    RuleWords,
    SchemePattern,
)
from levelctl.record import JsonObject, fields
from levelctl.titles.level_language import in_language
from levelctl.titles.level_words import LevelWordReader


def context_of(values: Mapping[str, JsonObject]) -> Context | None:
    """
    Return the context of a canon with *values*, those of its valid files by path.

    Return None if a required file is not among them. A canon without a ``words.yaml`` uses that
    of the reference canon.
    """
    if not REQUIRED_FILES.keys() <= values.keys():
        return None
    canon, ladder, words = values["canon.yaml"], values["ladder.yaml"], values.get(WORDS)
    dimensions = dimensions_of(canon)
    levels = decoding.ladder(ladder, dimensions)
    return Context(
        levels,
        dimensions,
        settings_of(schema.with_defaults("canon", canon)),
        _words(_reference_words() if words is None else words),
        LevelWordReader(in_language(levels)),
        values.get(THEMES, {}).get("themes", {}),
        vocabulary.vocabulary(values.get(SKILLS, {})),
        frozenset(values.get(PLACES, {}).get("places", ())),
    )


def settings_of(canon: JsonObject) -> RuleSettings:
    check, review = canon["check"], canon["review"]
    return RuleSettings(
        edition=canon["edition"],
        minimum=review["minimum"],
        confidence_per_point=review["confidence_per_point"],
        maximum_age=int(review["maximum_age"]),
        same_text=check["same_text"],
        same_level=check["same_level"],
        coincide=check["coincide"],
        manager_lead=check["manager_lead"],
        above_track=check["above_track"],
        same_pay=int(check["same_pay"]),
        lengths={name: (int(low), int(high)) for name, (low, high) in check["lengths"].items()},
        schemes={name: _scheme(value) for name, value in canon["schemes"].items()},
        maximum_pay_age=int(check["maximum_pay_age"]),
        readers=int(review["readers"]),
        least_yes=review["least_yes"],
        level_phrase=LevelPhraseSettings(
            share=check["level_phrase"]["share"],
            at_level=check["level_phrase"]["at_level"],
            least_foci=int(check["level_phrase"]["least_foci"]),
        ),
    )


def _scheme(value: JsonObject) -> SchemePattern:
    return SchemePattern(value["pattern"], value["example"], tuple(value["versions"]))


def _words(value: JsonObject) -> RuleWords:
    return RuleWords(**{name: tuple(value.get(name, ())) for name in fields(RuleWords)})


@cache
def _reference_words() -> JsonObject:
    from levelctl.canon import source  # a canon with words of its own needs no parser for this

    text = source.decode(source.load(package_data.CANON, WORDS))
    words: JsonObject = source.parse(text).top.value
    return words
