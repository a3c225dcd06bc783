"""
Defines rules: what they check, what they receive, and the findings that they yield.

A rule checks one thing at a time (a focus, the ladder or a text) or all foci at once, and yields
findings by route or place. A rule never reads a file and never formats output.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from typing import Literal, get_args

from levelctl.canon import model
from levelctl.canon.merging import Override
from levelctl.canon.model import Classification, Focus, Ladder
from levelctl.canon.reviews import ProfileStanding, ReviewFile, standing_of
from levelctl.diagnostics import Fix, LocatedText, Related, Route, Severity, Span
from levelctl.occupations.schemes import Scheme as Imported
from levelctl.occupations.wages import Wages
from levelctl.record import JsonObject, Record
from levelctl.titles.level_words import LevelWordReader

RuleGroup = Literal[
    "structure", "overlay", "pay", "gate", "prose", "titles", "classification", "skills"
]

GROUPS: tuple[RuleGroup, ...] = get_args(RuleGroup)
"""The groups in the order in which documentation and help list them."""


class SchemePattern(Record):
    """The form of codes in an occupation scheme, as ``canon.yaml`` describes it."""

    pattern: str
    """A regular expression that each whole code matches."""
    example: str
    versions: tuple[str, ...]


class LevelPhraseSettings(Record):
    """From when on a phrase marks a level."""

    share: float
    """More than this share of the foci with that level have it there, from 0 to 1."""
    at_level: float
    """The least share of the profiles with it that are of that level, from 0 to 1."""
    least_foci: int
    """The least number of foci with that level."""


class RuleSettings(Record):
    """The settings of rules in ``canon.yaml``; data/schema/canon.schema.json explains them."""

    edition: str
    minimum: float
    confidence_per_point: float
    maximum_age: int
    same_text: float
    same_level: float
    coincide: float
    manager_lead: float
    above_track: float
    same_pay: int
    lengths: dict[str, tuple[int, int]]
    schemes: dict[str, SchemePattern]
    readers: int
    least_yes: float
    level_phrase: LevelPhraseSettings
    maximum_pay_age: int = 18
    """In months."""


class RuleWords(Record):
    """The words that rules look for, from ``words.yaml``, in lowercase."""

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
    """What a rule can use besides the thing that it checks."""

    ladder: Ladder
    dimensions: model.Dimensions
    settings: RuleSettings
    words: RuleWords
    titles: LevelWordReader
    """Reads the level in a title by the words of the *ladder*."""
    themes: JsonObject
    """The values of the themes that foci share, by slug."""
    vocabulary: model.SkillVocabulary
    """The skills, tools and licenses that foci share."""
    places: frozenset[str] = frozenset()
    """The codes of the places in places.yaml; none without such a file."""


class Finding(Record):
    """A finding at *route* in a file."""

    route: Route
    message: str
    hint: str = ""
    key: bool = False
    """Whether it is about the key at the end of the route, not about its value."""
    related: tuple[tuple[Route, str], ...] = ()
    """Related places in the same file, each with a message."""
    fix: Fix | None = None


class LocatedAlias(Record):
    """An alias in a focus's file, with its level if it is an alias for one level only."""

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
    """The stems of its words without function words: each once, sorted, separated by spaces."""
    said: str
    """Its words in order, as `levelctl.lint.marking_phrases` compares them."""


class LocatedCode(Record):
    """A classification in a focus's file, and the place of its code."""

    at: Classification
    span: Span
    end: Span


class LocatedPay(Record):
    """A level's pay in a focus's file, and the place of its median."""

    level: str
    low: int | float
    median: int | float
    """In *currency* per *period*, as *low* and *high* are."""
    high: int | float
    currency: str
    period: str
    shared_with: tuple[str, ...]
    """The codes of the foci that the figures are shared with."""
    span: Span
    end: Span


class OldPay(Record):
    """A figure of pay that is older than the canon allows."""

    level: str
    date: str
    """When it was paid, or what it is aged to."""
    months: int
    """How many months that is before the edition."""
    at: LocatedText
    """The place of the date."""


class CitedSource(Record):
    """A source that a profile lists, as far as rules need it."""

    kind: str | None
    knows_levels: bool | None
    dated: bool


class ProfileOutline(Record):
    """The status and sources of a profile in a focus's file."""

    level: str
    status: model.Status
    at: LocatedText
    """Its sources, or its level if it has none."""
    sources: tuple[CitedSource, ...]


class Approval(Record):
    """An approved profile, with all that the quality gate looks at."""

    level: str
    review: model.Review | None
    confidence: float | None
    sources: int | None
    """How many sources it has; None if not known."""
    digests: tuple[str, ...]
    """The digests of its own duties, in the order of the file."""
    places: dict[str, LocatedText]
    """The places of its status, review, sources and confidence, and of each score."""


class FocusOutline(Record):
    """The parts of a focus's file that canon rules compare with other files."""

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
    profiles: tuple[ProfileOutline, ...] = ()
    """In the order of the file."""
    approvals: tuple[Approval, ...] = ()
    old_pays: tuple[OldPay, ...] = ()
    """In the order of the file."""


class FunctionOutline(Record):
    """The parts of a function's file that canon rules compare with other files."""

    path: str
    code: LocatedText
    name: LocatedText
    foci: int
    """The number of foci in its folder."""


class Repeat(Record):
    """A responsibility that repeats an earlier one."""

    path: str
    number: int
    """Its index among the responsibilities of its file, from 0."""
    earlier_path: str
    earlier_number: int
    share: float
    """The share of words that both have in common, above 0 and up to 1."""


class BaseChange(Record):
    """A value below an overlay that changed since the overlay's pin, and that it replaces."""

    path: str
    at: LocatedText
    """The place in the overlay."""
    then: str
    now: str


class MovedBase(Record):
    """The canon below an overlay, if it is another one than the overlay's pin says."""

    at: LocatedText
    """The pin."""
    pinned: str
    """The edition that the pin names; empty if it names none."""
    edition: str
    known: bool
    """Whether it is known what the overlay replaced when it was pinned."""
    changes: tuple[BaseChange, ...] = ()


class CanonOutline(Record):
    """The outlines of all valid files of a canon, sorted by path, and data about all of them."""

    foci: tuple[FocusOutline, ...]
    functions: tuple[FunctionOutline, ...]
    repeats: tuple[Repeat, ...] = ()
    """Every responsibility that repeats an earlier one, by the threshold `check.same_text`."""
    imported: tuple[Imported, ...] = ()
    """The occupation schemes that the user has imported."""
    wages: dict[str, Wages] = {}  # noqa: RUF012 - each record has its own
    """The imported wages for the occupations of the foci, by SOC code."""
    base: MovedBase | None = None
    """The canon below, if it has moved."""
    reviews: dict[str, tuple[ReviewFile, ...]] = {}  # noqa: RUF012 - likewise
    """What readers said about foci, by the paths of these."""
    has_reviews: bool = False
    """Whether the canon has any file of reviews."""
    questions: tuple[str, ...] = ()
    """What readers are asked about each duty; none if the canon has no file of reviews."""

    def standing(self, focus: FocusOutline, approval: Approval) -> ProfileStanding:
        """Return what readers said about the profile of *focus* that *approval* is about."""
        files = self.reviews.get(focus.path, ())
        return standing_of(approval.level, approval.digests, files, self.questions)


class CanonFinding(Record):
    """A finding of a canon rule, at a place in one of the files."""

    path: str
    at: LocatedText | LocatedAlias | Duty | LocatedCode | LocatedPay
    """The part of the file that the finding is about."""
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    """How severe it is, if not as the rule says."""


class _RuleTraits(Record, kw_only=True):
    """The optional properties of a rule."""

    fixes: bool = False
    """Whether ``check --fix`` can fix some of its findings."""
    settings: tuple[str, ...] = ()
    """The keys of ``canon.yaml`` that it uses, with dots between the parts."""
    words: tuple[str, ...] = ()
    """The lists of ``words.yaml`` that it uses."""
    needs_imports: bool = False
    """Whether its findings depend on imported data, and so can differ between machines."""


class Rule(_RuleTraits):
    """One requirement that `check` tests. ``levelctl rule`` shows the docstring of its module."""

    name: str
    severity: Severity
    group: RuleGroup
    module: str
    """The name of the rule's module."""

    @property
    def text(self) -> str:
        """What the rule requires, why, and a bad and a good example."""
        return inspect.cleandoc(sys.modules[self.module].__doc__ or "")


class FileRule(Rule):
    """A rule about the form of a file. The loader reports its findings, so it has no `check`."""


class TextRule(Rule):
    """A rule about each single text, in every kind of file."""

    check: Callable[[Route, str], Iterator[Finding]]


class FocusRule(Rule):
    """A rule about one focus, independent of all others."""

    check: Callable[[Focus, Context], Iterator[Finding]]


class OverrideFinding(Record):
    """A finding about what an overlay does at one place."""

    message: str
    hint: str = ""


class OverrideRule(Rule):
    """A rule about what an overlay does to the canon below, at one place."""

    check: Callable[[Override], Iterator[OverrideFinding]]


class SettingsRule(Rule):
    """A rule about the settings in ``canon.yaml``, independent of all other files."""

    check: Callable[[model.CanonSettings], Iterator[Finding]]


class LadderRule(Rule):
    """A rule about the ladder."""

    check: Callable[[Context], Iterator[Finding]]


class VocabularyRule(Rule):
    """A rule about the skills, tools and licenses in ``skills.yaml``."""

    check: Callable[[Context], Iterator[Finding]]


class CanonRule(Rule):
    """A rule about all functions and foci together."""

    check: Callable[[CanonOutline, Context], Iterator[CanonFinding]]
