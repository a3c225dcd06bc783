"""
The titles that the name of a focus implies: *backend engineer* for *Backend Engineering*.

A canon that lists titles says them itself. For one that does not, its ``titles.yaml``, or that of
the reference canon, says which noun for a person belongs to a noun for work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from levelctl.record import JsonObject, Record
from levelctl.text.words import Words
from levelctl.titles.aliases import IndexedAlias
from levelctl.titles.clean.lexicon import reference_value
from levelctl.titles.tokens import tokens

_PART = re.compile(r"[,;:|()]|\s[-–—]\s")
_JOINT = re.compile(r"[&/+]|\b(?:and|or)\b")


class NameForm(Record):
    """Words that mean the same as a name, or *unsure*, that may."""

    words: Words
    unsure: bool = False


class NameForms:
    """
    Finds forms of names by *doers*, nouns for a person by their work, and *adjectives* by field.

    >>> forms = NameForms({"engineering": "engineer"}, {"technology": "technical"})
    >>> [*forms.of("Web & Mobile Engineering")]
    [NameForm(words=('web', 'mobile', 'engineer'), unsure=False)]
    >>> [*forms.of("Technology Director")]
    [NameForm(words=('technical', 'director'), unsure=True)]
    """

    def __init__(self, doers: Mapping[str, str], adjectives: Mapping[str, str]) -> None:
        self._doers = {tokens(work)[-1]: tokens(doer) for work, doer in doers.items()}
        self._adjectives = {tokens(noun)[-1]: tokens(form) for noun, form in adjectives.items()}

    def of(self, name: str) -> Iterator[NameForm]:
        """Yield the other forms of *name*; those with another adjective are unsure."""
        person = self._person(name)
        if person:
            yield NameForm(person)
        for words in filter(None, (tokens(name), person)):
            fields = self._with_adjectives(words)
            if fields != words:
                yield NameForm(fields, unsure=True)

    def _person(self, name: str) -> Words:
        """Return the words of *name* with the person for the first work that a part ends with."""
        parts = _PART.split(name)
        for at, part in enumerate(parts):
            *before, last = tokens(part) or ("",)
            if last in self._doers and not self._joins_work(part):
                rest = (word for each in parts[at + 1 :] for word in tokens(each))
                front = (word for each in parts[:at] for word in tokens(each))
                return (*front, *before, *self._doers[last], *rest)
        return ()

    def _joins_work(self, part: str) -> bool:
        """Return whether the last word of *part* is one of several works: *design & research*."""
        *others, last = map(tokens, _JOINT.split(part.casefold()))
        alone = bool(others) and len(last) == 1
        return alone or any(each[-1] in self._doers for each in others if each)

    def _with_adjectives(self, words: Words) -> Words:
        *fields, noun = words
        return (*(each for word in fields for each in self._adjectives.get(word, (word,))), noun)


def unsaid(
    aliases: Iterable[IndexedAlias],
    forms: NameForms,
    work: Callable[[Words], frozenset[str]],
    join_phrases: Callable[[Words], Words],
) -> Iterator[IndexedAlias]:
    """
    Yield the forms of the names of foci that none of the *aliases* says, as aliases.

    The first of the aliases of a focus is its name. *work* returns the words that name work, and
    *join_phrases* has phrases of level words as one. A form with a level word is unsure: a *risk
    manager* need not manage people.
    """
    aliases = [*aliases]
    said = {words for each in aliases for words in (frozenset(each.words), work(each.words))}
    for _, group in groupby(aliases, key=lambda alias: alias.code):
        name, *others = group
        for form in forms.of(name.title):
            joined = join_phrases(form.words)
            words, own = frozenset(joined), work(joined)
            if own and words not in said and not _says(others, name, words):
                yield IndexedAlias(name.title, joined, name.code, None, form.unsure or own < words)


def _says(aliases: Iterable[IndexedAlias], name: IndexedAlias, form: frozenset[str]) -> bool:
    """
    Return whether one of *aliases* says the *form* of *name* in fewer words, or the name in more.

    *Accountant* says that of *General Accounting*, and *sales development representative* that of
    *Sales Development*.
    """
    changed = form - {*name.words}
    return any(changed <= {*each.words} < form or {*name.words} < {*each.words} for each in aliases)


def name_forms_of(value: JsonObject | None) -> NameForms:
    """
    Return the forms by a valid *value* of ``titles.yaml``.

    A list that it lacks is that of the reference canon.
    """
    doers, adjectives = (
        value[name] if value and name in value else reference_value()[name]
        for name in ("doers", "field_adjectives")
    )
    return NameForms(doers, adjectives)
