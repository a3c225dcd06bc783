"""Parts the text of a cell or block into responsibilities, by its bullets and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from levelctl.record import Record
from levelctl.text.normal import without_accents


class Passage(Record):
    """A responsibility in a text, with what is listed below it."""

    text: str
    details: tuple[str, ...] = ()
    is_lead: bool = False
    """Whether it only leads into a list, as *You can:* does, and says nothing by itself."""


_BULLET = re.compile(
    r"\s*(?:[\u2022\u2023\u25e6\u00b7\u25aa\u25cf\u25cb\u2043\u2219\u27a2\u2192\u2713\u2714]\s*(?=\S)"
    r"|[-*+\u2010-\u2015]\s+|o\s+(?=\S)|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+)"
)
_INLINE = re.compile(r"(?<=\S)\s+(?=[\u2022\u25cf\u25aa\u2023]\s)")
_LEAD = re.compile(
    r"(?:(?:at this level|in this role|as an? [\w -]{1,40}|here|typically)\W{0,2})?"
    r"(?:you(?:r)?|they|someone(?: at this level)?|a person(?: at this level)?|an engineer)?\s*"
    r"(?:can|will|should|must|are able to|is able to|are|is|do|may)?"
    r"|(?:key |main |core |your )?(?:responsibilities|expectations|duties|behaviou?rs)(?: include)?"
    r"|(?:for example|examples?|e\.?g\.?|this means|this includes|including)"
)
_EMPTY = frozenset(
    """- -- \u2013 \u2014 n/a na none tbd tbc todo nil null . .. ... \u2026 ? not-applicable
    not-in-use not-used coming-soon to-be-defined to-be-confirmed
    #n/a #ref! #value! #name? #div/0! #null! #num!""".split()
)
_MARKS = frozenset("x \u2713 \u2714 \u2705 yes y true \u2022 \u25cf ja si sim oui".split())


def says_nothing(text: str) -> bool:
    """
    Return whether *text* stands for no text.

    >>> says_nothing("N/A"), says_nothing("TBD."), says_nothing("Not in use"), says_nothing("Asks")
    (True, True, True, False)
    """
    words = without_accents(text).strip("[]() *_")
    return (
        not words
        or "-".join(words.split()) in _EMPTY
        or words.rstrip(".!").replace(" ", "-") in _EMPTY
    )


def is_mark(text: str) -> bool:
    """Return whether *text* only says that something holds, as a cross in a table does."""
    return without_accents(text).strip("[]() \ufe0f") in _MARKS


def passages(text: str) -> list[Passage]:
    r"""
    Return the responsibilities in *text*.

    >>> [each.text for each in passages("You can:\n- plan work\n- ask for help")]
    ['You can:', 'plan work', 'ask for help']
    >>> passages("Ships\n features. Really.")[0].text
    'Ships features. Really.'
    """
    found: list[Passage] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        found += _of_block(list(_entries(_INLINE.sub("\n", block))))
    return found


class _TextLine(Record):
    text: str
    bullet: bool
    indent: int


def _entries(block: str) -> Iterator[_TextLine]:
    """Yield the bullets and lines of *block*; a line that goes on in lower case is one with it."""
    held: _TextLine | None = None
    for line in block.split("\n"):
        if not line.strip():
            continue
        match = _BULLET.match(line)
        entry = _TextLine(line[match.end() :] if match else line, match is not None, _indent(line))
        if held and not match and _goes_on(held, entry):
            held = _TextLine(f"{held.text} {entry.text.strip()}", held.bullet, held.indent)
            continue
        if held:
            yield held
        held = entry
    if held:
        yield held


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _goes_on(held: _TextLine, entry: _TextLine) -> bool:
    start = entry.text.lstrip()[:1]
    return start.islower() or start in "(,;" or (held.bullet and entry.indent > held.indent)


def _of_block(entries: list[_TextLine]) -> list[Passage]:
    found: list[Passage] = []
    indent = min((each.indent for each in entries if each.bullet), default=0)
    open_lead = False
    for each in entries:
        text = " ".join(each.text.split())
        below = each.bullet and (each.indent > indent or open_lead)
        if below and found and not found[-1].is_lead:
            found[-1] = Passage(found[-1].text, (*found[-1].details, text))
        elif is_lead(text) and not each.bullet:
            found.append(Passage(text, is_lead=True))
        else:
            found.append(Passage(text))
        if not each.bullet:
            open_lead = text.endswith(":") and not found[-1].is_lead
    return found


def is_lead(text: str) -> bool:
    """Return whether *text* only leads into a list, as *You can:* does."""
    words = text.rstrip(" :\u2026.").casefold()
    return text.endswith((":", "\u2026", "...")) and _LEAD.fullmatch(words) is not None
