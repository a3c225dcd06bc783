"""
What a rule is, what it sees and what it says.

A rule looks at one thing at a time, a focus, the ladder, a text, or at all foci at once, and
yields what is wrong by its route or place. It never reads a file, nor makes a line of output.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from typing import Literal, get_args

from levelctl.canon import model
from levelctl.canon.model import Classification, Focus, Ladder
from levelctl.diagnostics import Fix, LocatedText, Related, Route, Severity, Span
from levelctl.occupations.schemes import Scheme as Imported
from levelctl.occupations.wages import Wages
from levelctl.record import Record
from levelctl.titles.level_words import TitleReader

RuleGroup = Literal["structure", "pay", "gate", "prose", "titles", "classification"]

GROUPS: tuple[RuleGroup, ...] = get_args(RuleGroup)
"""In the order in which their rules are explained."""


class SchemePattern(Record):
    """A published scheme of occupations, as far as a canon says what its codes look like."""

    pattern: str
    """A regular expression that the whole of each code matches."""
    example: str
    versions: tuple[str, ...]


class RuleSettings(Record):
    """What ``canon.yaml`` asks of the canon's files; see data/schema/canon.schema.json."""

    edition: str
    minimum: float
    confidence_per_point: float
    maximum_age: int
    same_text: float
    same_level: float
    coincide: float
    lengths: dict[str, tuple[int, int]]
    schemes: dict[str, SchemePattern]


class RuleWords(Record):
    """The words that rules look for, from ``words.yaml``, all in lower case."""

    vague: tuple[str, ...]
    measures: tuple[str, ...]
    line_management: tuple[str, ...]
    denials: tuple[str, ...]
    boilerplate: tuple[str, ...]
    not_verbs: tuple[str, ...]
    noun_endings: tuple[str, ...]
    verbs: tuple[str, ...]
    trades: tuple[str, ...]


class Context(Record):
    """What a rule may know besides the thing that it looks at."""

    ladder: Ladder
    settings: RuleSettings
    words: RuleWords
    titles: TitleReader
    """Reads levels of titles by the words of the *ladder*."""


class Finding(Record):
    """What is wrong at *route* of a file."""

    route: Route
    message: str
    hint: str = ""
    key: bool = False
    """Whether it is about the key that the route ends with, and not about its value."""
    related: tuple[tuple[Route, str], ...] = ()
    """Other places of the same file, each with why it is one."""
    fix: Fix | None = None


class LocatedAlias(Record):
    """An alias in a focus's file, with the level that it is filed under, if any."""

    text: str
    span: Span
    end: Span
    level: str | None
    route: Route


class Duty(Record):
    """A responsibility in a focus's file."""

    level: str
    span: Span
    end: Span
    words: str
    """The stems that carry its meaning, each once, in alphabetical order, spaces between."""


class LocatedCode(Record):
    """A classification in a focus's file, and where its code stands."""

    at: Classification
    span: Span
    end: Span


class LocatedPay(Record):
    """A level's median pay in a focus's file, and where it stands."""

    level: str
    median: int
    currency: str
    period: str
    span: Span
    end: Span


class FocusOutline(Record):
    """What other files are held against of a focus's file."""

    path: str
    code: LocatedText
    name: LocatedText
    aliases: tuple[LocatedAlias, ...]
    skills: tuple[LocatedText, ...]
    tools: tuple[str, ...]
    duties: tuple[Duty, ...]
    classification: tuple[LocatedCode, ...]
    pays: tuple[LocatedPay, ...]
    """In the order of the file's levels."""


class FunctionOutline(Record):
    """What other files are held against of a function's file."""

    path: str
    code: LocatedText
    name: LocatedText
    foci: int
    """How many foci there are in its folder."""


class Repeat(Record):
    """A duty that is much like an earlier one, each by its file and its number among its duties."""

    path: str
    number: int
    earlier_path: str
    earlier_number: int
    share: float
    """The share of their words that is the same, from above 0 to 1."""


class CanonOutline(Record):
    """All sound files of a canon, by path."""

    foci: tuple[FocusOutline, ...]
    functions: tuple[FunctionOutline, ...]
    repeats: tuple[Repeat, ...] = ()
    """Every duty that is like an earlier one by `check.same_text`, with the one most alike."""
    imported: tuple[Imported, ...] = ()
    """The schemes of occupations that the person has imported."""
    wages: dict[str, Wages] = {}  # noqa: RUF012 - each record has its own
    """The imported wages of the occupations that foci are placed at, by code of the SOC."""

    def function_of(self, focus: FocusOutline) -> FunctionOutline | None:
        """Return the function in whose folder *focus* is, if its file is sound."""
        path = f"{focus.path.rpartition('/')[0]}/function.yaml"
        return next((each for each in self.functions if each.path == path), None)


class CanonFinding(Record):
    """What is wrong at a place of one of all files."""

    path: str
    at: LocatedText | LocatedAlias | Duty | LocatedCode | LocatedPay
    """Where its file has it."""
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None


class _RuleTraits(Record, kw_only=True):
    """What a rule does and heeds besides finding faults."""

    fixes: bool = False
    """Whether ``check --fix`` puts right some of what it finds."""
    settings: tuple[str, ...] = ()
    """The keys of ``canon.yaml`` that it heeds, with dots between the parts."""
    words: tuple[str, ...] = ()
    """The lists of ``words.yaml`` that it looks for."""
    needs_imports: bool = False
    """Whether what it finds rests on what the person has imported, and so differs by machine."""


class Rule(_RuleTraits):
    """A kind of fault. Its module's docstring is what ``levelctl rule`` shows of it."""

    name: str
    severity: Severity
    group: RuleGroup
    module: str
    """The name of its module."""

    @property
    def text(self) -> str:
        """What it looks for, why, and an example of each kind."""
        return inspect.cleandoc(sys.modules[self.module].__doc__ or "")


class FileRule(Rule):
    """One that every file is held against before its prose is looked at, told by the loader."""


class TextRule(Rule):
    """One about each single text of a file, whatever the file is."""

    check: Callable[[Route, str], Iterator[Finding]]


class FocusRule(Rule):
    """One about a focus, apart from all others."""

    check: Callable[[Focus, Context], Iterator[Finding]]


class SettingsRule(Rule):
    """One about what ``canon.yaml`` says, apart from all other files."""

    check: Callable[[model.CanonSettings], Iterator[Finding]]


class LadderRule(Rule):
    """One about the ladder."""

    check: Callable[[Context], Iterator[Finding]]


class CanonRule(Rule):
    """One about all foci together."""

    check: Callable[[CanonOutline, Context], Iterator[CanonFinding]]
