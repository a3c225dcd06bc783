"""
A responsibility begins with a verb.

The verb says what a person at the level does: plans, drafts, signs. "Budget planning" does not say
who plans, and "responsible for the budget" does not say what the person does. The lists and endings
in words.yaml identify words that cannot be verbs. If in doubt, the rule reports nothing.

Bad:

    levels:
      P2:
        responsibilities:
          - Responsible for the vaccination of forty children a day.
          - Draws blood, labels each tube at the chair, and sends the batch off by noon.
          - Explains the doctor's findings in plain words, and checks that they were understood.

Good:

    levels:
      P2:
        responsibilities:
          - Vaccinates forty children a day.
          - Draws blood, labels each tube at the chair, and sends the batch off by noon.
          - Explains the doctor's findings in plain words, and checks that they were understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from levelctl.canon.model import Focus
from levelctl.diagnostics import Severity
from levelctl.lint.responsibilities import duties
from levelctl.lint.rule import Context, Finding, FocusRule, RuleWords

_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")
_ADVERB = "ly"


def check(focus: Focus, context: Context) -> Iterator[Finding]:
    for route, level, text in duties(focus):
        word = opening_non_verb(text, context.words)
        if word:
            yield Finding(
                route,
                f"this responsibility of {level} begins with {word!r}, not with a verb",
                hint="begin with what the person does, such as plans, drafts or signs",
            )


def opening_non_verb(text: str, words: RuleWords) -> str:
    """
    Return the word that *text* begins with if it cannot be a verb, otherwise an empty text.

    Adverbs before the word are skipped.
    """
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        forms = _forms(word)
        if not forms.isdisjoint(words.verbs):
            return ""
        if not word.endswith(_ADVERB):
            return word if _cannot_be_verb(word, forms, words) else ""
    return ""


def _forms(word: str) -> set[str]:
    """Return possible base forms of *word*: *document* for *documents*, *test* for *re-tests*."""
    last = word.rpartition("-")[2]
    return {form.removesuffix(end) for form in (word, last) for end in ("", "s", "es")}


def _cannot_be_verb(word: str, forms: set[str], words: RuleWords) -> bool:
    return (
        word in words.not_verbs
        or word[0].isdigit()
        or any(form.endswith(words.noun_endings) for form in forms)
    )


RULE = FocusRule(
    "begins-with-verb",
    Severity.WARNING,
    "prose",
    __name__,
    check,
    words=("not_verbs", "noun_endings", "verbs"),
)
