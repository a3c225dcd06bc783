"""
Removes noise from a title before it is looked up, and names each thing that it removes.

The words of noise come from ``titles.yaml`` of a canon. Commas, dashes and brackets separate the
parts of a title. Most words are noise only if they are a whole part or the end of one, so that
*Manager, Remote Sensing* stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from levelctl.record import Record, cached_property, replace
from levelctl.titles.clean.drafts import BREAK, HAS_WORD, CleanedPart, RemovedText, TitleDraft
from levelctl.titles.clean.folding import Folded, fold, without_invisible
from levelctl.titles.clean.lexicon import Lexicon, SalaryWords
from levelctl.titles.clean.noise import NoiseDetector
from levelctl.titles.records import Removal

DECORATION = "decoration"
"""The kind of signs without meaning: emojis, exclamation marks."""

SALARY = "salary"

ROUNDS = 100
"""The most rounds of cleaning; removing one thing can reveal another, but not so often."""


class Cleaned(Record):
    """A title without its noise."""

    original: str
    text: str
    """The rest in lower case, its parts separated by commas; empty only for a blank title."""
    removed: tuple[Removal, ...]
    """What was removed, in the order of the title."""
    parts: tuple[CleanedPart, ...] = ()
    """The parts of *text*; none if it is only one."""


class Cleaner:
    """
    Removes from titles what the *lexicon* lists as noise.

    The result does not depend on case or Unicode form, and cleaning it again changes nothing. If
    nothing would be left, noise that counts only as a whole part stays; if still nothing would be
    left, nothing is removed.

    *knows* tells whether a word in lower case is one of the canon. It decides whether an invisible
    character parts two words or stands inside one, and whether *at* comes before a company's name.
    """

    def __init__(self, lexicon: Lexicon, knows: Callable[[str], bool] = lambda _: False) -> None:
        self._lexicon = lexicon
        self._knows = knows
        self._detector = NoiseDetector(lexicon, knows)

    def clean(self, title: str) -> Cleaned:
        """Return *title* without its noise, in time linear in its length, which is bounded."""
        folded = fold(title if title.isascii() else without_invisible(title, self.is_known))
        if _WORDS.fullmatch(folded.text) and not self._detector.may_find(folded.text):
            return Cleaned(title, folded.text, ())
        draft = self._draft(folded, self._detector)
        if self._is_nothing(draft.text):
            draft = self._draft(folded, self._lenient)
        if self._is_nothing(draft.text):
            return Cleaned(title, folded.text, ())
        # Characters that were apart can be adjacent now, and compose to one.
        text = unicodedata.normalize("NFC", draft.text)
        return Cleaned(title, text, draft.removed(), draft.parts() if draft.has_parts() else ())

    def _is_nothing(self, text: str) -> bool:
        """Return whether *text* has no words but those that join others, such as *and*."""
        return not HAS_WORD.search(text) or text in self._lexicon.joining

    def is_known(self, word: str) -> bool:
        """Return whether *word*, in lower case, is a word of the canon or of noise."""
        return bool(self._knows(word)) or self._detector.may_find(word)

    # Compiling these patterns takes longer than cleaning a title, and most titles need neither.

    @cached_property
    def _endings(self) -> dict[str, str]:
        """The kind of noise of each ending."""
        listed = self._lexicon.endings.items()
        return {_split(ending)[1]: kind for kind, texts in listed for ending in texts}

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        return _ending_pattern(each for texts in self._lexicon.endings.values() for each in texts)

    @cached_property
    def _salary(self) -> re.Pattern[str]:
        return _salary_pattern(self._lexicon.salary)

    @cached_property
    def _lenient(self) -> NoiseDetector:
        """A detector for titles that are all noise: whole parts stay, as in *PM - Remote*."""
        noise = tuple(
            replace(each, alone=(), beside=(*each.beside, *each.alone))
            for each in self._lexicon.noise
        )
        return NoiseDetector(replace(self._lexicon, noise=noise), self._knows)

    def _draft(self, folded: Folded, detector: NoiseDetector) -> TitleDraft:
        draft = TitleDraft(folded)
        for _ in range(ROUNDS):
            if not self._round(draft, detector):
                break
        return draft

    def _round(self, draft: TitleDraft, detector: NoiseDetector) -> bool:
        """Remove noise from *draft* once, and return whether that can reveal more."""
        cut = False
        if _MARK.search(draft.text):
            cut |= draft.cut(self._ended(draft.text), filler="")
        if _DIGIT.search(draft.text):
            cut |= draft.cut(_removals(self._salary, draft.text, SALARY))
        if _SIGNS.search(draft.text):
            cut |= draft.cut(_decorated(draft.text), filler=BREAK)
        if detector.may_find(draft.text):
            cut |= draft.cut(detector.brackets(draft.text))
            cut |= draft.cut(detector.noise(draft.text))
        return draft.tidy() or cut

    def _ended(self, text: str) -> Iterator[RemovedText]:
        for match in self._ending.finditer(text):
            yield RemovedText(match.start(), match.end(), self._endings[match[0]])


_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
"""Words of letters between single blanks. Only a phrase of noise can be taken out of them."""

_DIGIT = re.compile(r"\d")
_MARK = re.compile(r"[^\W_][/(:*_·.-]")
_SIGNS = re.compile(r"[^\w\s,;:|()\[\]{}/&+#.'%@·\0-]+|_+")


def _decorated(text: str) -> Iterator[RemovedText]:
    for match in _SIGNS.finditer(text):
        # The vowel signs of Indian scripts are marks and not letters.
        if not all(unicodedata.category(sign).startswith("M") for sign in match[0]):
            yield RemovedText(match.start(), match.end(), DECORATION)


def _removals(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[RemovedText]:
    for match in pattern.finditer(text):
        yield RemovedText(match.start(), match.end(), kind)


# The patterns contain escaped words only: a canon cannot add a regular expression.


def _split(ending: str) -> tuple[str, str]:
    """Return the letters that an *ending* follows, and what is removed: "e(r)" follows an e."""
    before = next((at for at, char in enumerate(ending) if not char.isalpha()), 0)
    return ending[:before], ending[before:]


def _ending_pattern(endings: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(map(_split, endings), key=lambda pair: len(pair[1]), reverse=True)
    texts = (
        (f"(?<={re.escape(before)})" if before else "") + re.escape(text)
        for before, text in longest
    )
    return re.compile(rf"(?<=[^\W\d_]{{3}})(?:{'|'.join(texts) or '(?!)'})(?![^\W_])")


def _salary_pattern(salary: SalaryWords) -> re.Pattern[str]:
    word = rf"(?<![^\W_])(?:{_alternatives(salary.currencies)})(?![^\W_])"
    sign = rf"(?:[$€£¥₹]|{word})"
    number = r"\d[\d.,']{0,12}+(?<=\d)(?:\s?k)?(?![^\W_])"
    before = rf"(?:(?<![^\W_])(?:{_alternatives(salary.before)})\s?:?\s?)?"
    more = rf"(?:\s?(?:-|to|bis|–)\s?{sign}?\s?{number}(?:\s?{sign})?)?"
    per = rf"(?:\s?(?:/|per|pro|par|an|a)\s?(?:{_alternatives(salary.per)})(?![^\W_]))?"
    after = rf"(?:\s?(?:{_alternatives(salary.after)})(?![^\W_]))?"
    return re.compile(
        rf"{before}(?:{sign}\s?{number}\+?{more}|{number}\s?{sign}{more}"
        rf"|(?<![^\W_])\d{{2,3}}k?\s?-\s?\d{{2,3}}k(?![^\W_])(?:\s?{sign})?){per}{after}(?:\+|\.(?!\w))?"
    )


def _alternatives(texts: Iterable[str]) -> str:
    """Return the pattern of any of *texts*, the longest first; without texts it never matches."""
    return "|".join(re.escape(each) for each in sorted(texts, key=len, reverse=True)) or r"(?!)"
