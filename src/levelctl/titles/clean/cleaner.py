"""
What a title is given besides what it says, taken out before it is looked up, each thing named.

The words of that are a canon's, in ``titles.yaml``. A title is read in parts, between commas,
dashes and brackets: most noise counts as such only where it is a part, or ends one, so that
*Manager, Remote Sensing* stays what it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

from levelctl.record import Record, replace
from levelctl.titles.clean.drafts import BREAK, SAYS, RemovedText, TitleDraft
from levelctl.titles.clean.folding import Folded, fold
from levelctl.titles.clean.lexicon import Lexicon, SalaryWords
from levelctl.titles.clean.noise import NoiseDetector
from levelctl.titles.records import Removal

DECORATION = "decoration"
"""The kind of signs that say nothing: emojis, exclamation marks."""

SALARY = "salary"

ROUNDS = 100
"""More than a title can be cleaned of one thing that hides another."""


class Cleaned(Record):
    """A title without its noise."""

    given: str
    text: str
    """In lower case; its parts separated by commas. Never empty unless *given* has nothing."""
    removed: tuple[Removal, ...]
    """In the order of the title."""


class Cleaner:
    """
    Takes out of titles what the *lexicon* knows as noise.

    What it gives for a title does not depend on case or Unicode form, and cleaning it again
    changes nothing. If nothing would be left, what is noise only as a part alone is kept; if that
    is not enough, nothing is taken out.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._judge = NoiseDetector(lexicon)
        self._endings = {
            ending: kind for kind, texts in lexicon.endings.items() for ending in texts
        }
        self._ending = _ending_pattern(self._endings)
        self._salary = _salary_pattern(lexicon.salary)

    def clean(self, title: str) -> Cleaned:
        """Return *title* without its noise, in time linear in its length, which is bounded."""
        folded = fold(title)
        draft = self._draft(folded, self._judge)
        if not SAYS.search(draft.text):
            draft = self._draft(folded, self._mild)
        if not SAYS.search(draft.text):
            return Cleaned(title, folded.text, ())
        # What was apart may meet now, and be one character.
        return Cleaned(title, unicodedata.normalize("NFC", draft.text), draft.removed())

    @cached_property
    def _mild(self) -> NoiseDetector:
        """Who keeps what is noise as a part alone, for a title of nothing else: *PM - Remote*."""
        noise = tuple(
            replace(each, alone=(), beside=(*each.beside, *each.alone))
            for each in self._lexicon.noise
        )
        return NoiseDetector(replace(self._lexicon, noise=noise))

    def _draft(self, folded: Folded, judge: NoiseDetector) -> TitleDraft:
        draft = TitleDraft(folded)
        for _ in range(ROUNDS):
            before = draft.text
            self._round(draft, judge)
            if draft.text == before:
                break
        return draft

    def _round(self, draft: TitleDraft, judge: NoiseDetector) -> None:
        if _MARK.search(draft.text):
            draft.cut(self._ended(draft.text), filler="")
        if _DIGIT.search(draft.text):
            draft.cut(_each(self._salary, draft.text, SALARY))
        draft.cut(_decorated(draft.text), filler=BREAK)
        draft.cut(judge.brackets(draft.text))
        draft.cut(judge.noise(draft.text))
        draft.tidy()

    def _ended(self, text: str) -> Iterator[RemovedText]:
        for found in self._ending.finditer(text):
            yield RemovedText(found.start(), found.end(), self._endings[found[0]])


_DIGIT = re.compile(r"\d")
_MARK = re.compile(r"[^\W_][/(:*_·.-]")
_SIGNS = re.compile(r"[^\w\s,;:|()\[\]{}/&+#.'%@·\0-]+|_+")


def _decorated(text: str) -> Iterator[RemovedText]:
    for found in _SIGNS.finditer(text):
        # The vowels of Indian scripts are marks too, and no letters.
        if not all(unicodedata.category(each).startswith("M") for each in found[0]):
            yield RemovedText(found.start(), found.end(), DECORATION)


def _each(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[RemovedText]:
    for found in pattern.finditer(text):
        yield RemovedText(found.start(), found.end(), kind)


# Patterns, of words that are escaped: no canon brings one of its own.


def _ending_pattern(endings: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<=[^\W\d_]{{3}})(?:{_any(endings)})(?![^\W_])")


def _salary_pattern(salary: SalaryWords) -> re.Pattern[str]:
    word = rf"(?<![^\W_])(?:{_any(salary.currencies)})(?![^\W_])"
    sign = rf"(?:[$€£¥₹]|{word})"
    number = r"\d[\d.,']{0,12}+(?<=\d)(?:\s?k)?(?![^\W_])"
    before = rf"(?:(?<![^\W_])(?:{_any(salary.before)})\s?:?\s?)?"
    more = rf"(?:\s?(?:-|to|bis|–)\s?{sign}?\s?{number}(?:\s?{sign})?)?"
    per = rf"(?:\s?(?:/|per|pro|par|an|a)\s?(?:{_any(salary.per)})(?![^\W_]))?"
    after = rf"(?:\s?(?:{_any(salary.after)})(?![^\W_]))?"
    return re.compile(
        rf"{before}(?:{sign}\s?{number}\+?{more}|{number}\s?{sign}{more}"
        rf"|(?<![^\W_])\d{{2,3}}k?\s?-\s?\d{{2,3}}k(?![^\W_])(?:\s?{sign})?){per}{after}(?:\+|\.(?!\w))?"
    )


def _any(texts: Iterable[str]) -> str:
    """Return an alternative of *texts*, longest first, that nothing matches if there are none."""
    return "|".join(re.escape(each) for each in sorted(texts, key=len, reverse=True)) or r"(?!)"
