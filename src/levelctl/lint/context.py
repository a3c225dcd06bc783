"""What rules may know of a canon besides what they look at, from its own files' values."""

from __future__ import annotations

from functools import cache

from levelctl.canon import decoding, package_data, schema, source
from levelctl.canon.files import WORDS
from levelctl.lint.rule import Context, RuleSettings, RuleWords, SchemePattern
from levelctl.record import JsonObject, fields


def context_of(canon: JsonObject, ladder: JsonObject, words: JsonObject | None) -> Context:
    """
    Return what rules may know of a canon with these sound values of its own files.

    A canon without *words* is held against those of the reference canon.
    """
    return Context(
        decoding.ladder(ladder),
        settings_of(schema.with_defaults("canon", canon)),
        _words(_reference_words() if words is None else words),
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
        lengths={name: (int(low), int(high)) for name, (low, high) in check["lengths"].items()},
        schemes={name: _scheme(value) for name, value in canon["schemes"].items()},
    )


def _scheme(value: JsonObject) -> SchemePattern:
    return SchemePattern(value["pattern"], value["example"], tuple(value["versions"]))


def _words(value: JsonObject) -> RuleWords:
    return RuleWords(**{name: tuple(value.get(name, ())) for name in fields(RuleWords)})


@cache
def _reference_words() -> JsonObject:
    text = source.decode(source.load(package_data.CANON / WORDS))
    found: JsonObject = source.parse(text).top.value
    return found
