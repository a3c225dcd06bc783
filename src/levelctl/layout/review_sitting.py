"""Words what a reader sees in a sitting: a duty without its level, and what is asked about it."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from levelctl.answers.review.duties import DutyToRead
from levelctl.canon.model import Focus, Level
from levelctl.canon.questions import ReviewQuestion
from levelctl.canon.reviews import DutyReader
from levelctl.text.document import Document, Facts, Heading, Paragraph, Run, Text, bare, text
from levelctl.text.safe import one_line

LEVEL_KEYS = "123456789abcdefghijkloprtvwxz"
"""The keys that can stand for levels: those that mean something else are left out."""


def duty(shown: DutyToRead, focus: Focus, number: int, of: int, *, first: bool) -> Document:
    """Return the page of a duty; the *first* one of a focus has what that focus is about."""
    about = (Paragraph(text(focus.summary, "muted")), Paragraph(text(""))) if first else ()
    return (
        Heading((Run(f"Duty {number} of {of}", "strong"), Run(f" · {shown.title}")), depth=1),
        *about,
        Paragraph(text(f"“{shown.text}”", "strong")),
    )


def level_menu(levels: Sequence[Level], width: int) -> Document:
    """Return the levels that a duty can be placed at, each with its key, in *width* columns."""
    items = [
        (Run(f"  {key}  ", "muted"), Run(level.code, "code"), Run(f" {level.name}"))
        for key, level in zip(LEVEL_KEYS, levels, strict=False)
    ]
    rows = len(items) if width < _TWO_COLUMNS else math.ceil(len(items) / 2)
    lines = zip_longest(items[:rows], items[rows:], fillvalue=())
    return (
        Paragraph(text("")),
        *(Paragraph((*left, *_gap(left, width), *right)) for left, right in lines),
    )


_TWO_COLUMNS = 76
"""From this width on, levels stand in two columns."""


_ECHO = len(" yes ")
"""The room behind a question for what the reader answers."""


def _gap(left: Text, width: int) -> Text:
    """Return the space behind *left*, up to the middle."""
    return text(" " * max(width // 2 - len(bare(left)), 1))


def prompt(question: ReviewQuestion | None, width: int) -> str:
    """Return what asks for a key: *question*, or at which level a duty belongs."""
    if question is None:
        return "Which level is it? > "
    asked = one_line(f"{question.key}  {question.ask}").replace(" ", "  ", 1)
    lines = textwrap.wrap(f"{asked} [y/n] >", width - _ECHO, subsequent_indent="   ")
    return "\n".join(lines) + " "


def help_page(questions: Sequence[ReviewQuestion]) -> Document:
    """Return what each key does."""
    keys = (
        ("y, n", "yes, no; yes is always the good answer"),
        ("s", "skip: you are asked again in the next sitting"),
        ("u", "undo the last answer, of the duty before, too"),
        ("m", "write a remark on this duty; an empty line takes it away"),
        ("q", "quit; every answer is written already"),
        *((each.key, f"go to: {each.ask}") for each in questions),
    )
    return (Facts(tuple((f"  {key}", text(words)) for key, words in keys)),)


def who(reader: DutyReader) -> str:
    """
    Return *reader* in words.

    >>> who(DutyReader("JD", "trade", "registered nurse", 12)), who(DutyReader("MK", "editor"))
    ('JD, registered nurse for 12 years, reading as trade', 'MK, reading as editor')
    """
    years = "" if reader.years is None else f" for {reader.years} year{'s' * (reader.years != 1)}"
    trade = f", {reader.trade}{years}" if reader.trade else ""
    return f"{reader.initials}{trade}, reading as {reader.reads_as}"
