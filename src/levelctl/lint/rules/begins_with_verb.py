"""
A responsibility begins with a verb.

The verb says what someone at the level does: plans, drafts or signs. "Budget planning" leaves
open who plans, and "responsible for the budget" what is done at all. Words that are surely no
verbs are told by the lists and endings in words.yaml; in doubt nothing is said.

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
        word = other_word(text, context.words)
        if word:
            yield Finding(
                route,
                f"this responsibility of {level} begins with {word!r}, not with a verb",
                hint="begin with what is done: plans, drafts, signs",
            )


def other_word(text: str, words: RuleWords) -> str:
    """
    Return the word that *text* begins with if it is surely no verb, or nothing.

    Adverbs before it are passed over.
    """
    for found in _WORD.finditer(text):
        word = found[0].casefold()
        forms = _forms(word)
        if not forms.isdisjoint(words.verbs):
            return ""
        if not word.endswith(_ADVERB):
            return word if _no_verb(word, forms, words) else ""
    return ""


def _forms(word: str) -> set[str]:
    """Return what *word* can be a form of: *documents* of *document*, *re-tests* of *test*."""
    last = word.rpartition("-")[2]
    return {each.removesuffix(end) for each in (word, last) for end in ("", "s", "es")}


def _no_verb(word: str, forms: set[str], words: RuleWords) -> bool:
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
