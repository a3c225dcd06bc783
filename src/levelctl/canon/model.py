"""The canon's records: frozen, in the order of their files, without behaviour of their own."""

from __future__ import annotations

from typing import Literal

from levelctl.canon.codes import Code
from levelctl.record import Record

ATTRIBUTES = {
    "scope": "Scope",
    "autonomy": "Autonomy",
    "complexity": "Complexity",
    "impact": "Impact",
    "decision_rights": "Decision rights",
    "leadership": "Leadership",
}
"""The dimensions in which the ladder tells its levels apart, with their headings."""

GUIDELINES = {
    "knowledge": "Knowledge and application",
    "complexity": "Complexity and problem solving",
    "collaboration": "Collaboration and interaction",
    "experience": "Typical degree and years",
}
"""The four cells of a focus's leveling rubric at one level, with their headings."""

SCORES = {
    "level_differentiation": "Level differentiation",
    "focus_specificity": "Focus specificity",
    "concreteness": "Concreteness",
    "factual_accuracy": "Factual accuracy",
    "real_world_coverage": "Real-world coverage",
}
"""The five scores of a review panel, with their headings."""


Status = Literal["draft", "in_review", "approved", "deprecated"]
"""How far the review of a profile is."""

Band = Literal["confident", "needs review", "no confident match"]
"""How sure an answer is."""


class Years(Record):
    """A range of years of experience, both ends typical."""

    low: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}–{self.high} years"


class Track(Record):
    code: str
    name: str
    summary: str
    manages: bool = False
    """Whether it is for managing people."""


class Level(Record):
    """A step of the ladder."""

    code: str
    track: str
    name: str
    rank: float
    """The place on the one scale that all tracks share; higher is more senior."""
    years: Years
    summary: str
    scope: str
    autonomy: str
    complexity: str
    impact: str
    decision_rights: str
    leadership: str


class TitleWord(Record):
    """What a word of a job title says about the level."""

    words: tuple[str, ...]
    level: str | None
    range: tuple[str, str] | None
    """The lowest and highest level that public ladders give the word."""
    before: str | None
    """*contributor*: counts only before an individual contributor's noun."""
    below_scale: bool
    note: str | None
    alone: bool = False
    """Whether it counts only where its part of the title has no other word."""
    names_work: bool = False
    """Whether a phrase of several words names the work too, as *staff nurse* does."""


class TitleRules(Record):
    """What titles say about levels: the words, the numerals and what silence means."""

    assumed: str
    assumed_range: tuple[str, str]
    numerals: dict[str, str]
    numeral_spread: int
    """Steps that a numeral's level may be off, either way."""
    words: tuple[TitleWord, ...]
    contributor_nouns: tuple[str, ...]
    abbreviations: tuple[tuple[str, str], ...] = ()
    """How words are shortened, each with the word."""


class Ladder(Record):
    tracks: tuple[Track, ...]
    levels: tuple[Level, ...]
    titles: TitleRules

    def level(self, code: str) -> Level | None:
        return next((level for level in self.levels if level.code == code), None)

    def of(self, profile: Profile) -> Level:
        """Return the level of *profile*, which must come from the same canon."""
        return next(level for level in self.levels if level.code == profile.code.level)


class Family(Record):
    slug: str
    name: str
    summary: str
    titles: tuple[TitleWord, ...] = ()
    """Words of titles that mean another level in this family than on the ladder."""


class Alias(Record):
    """Another title for a focus, or for one *level* of it."""

    title: str
    level: str | None = None


class Classification(Record):
    """A focus's place in a published scheme of occupations, and who placed it there."""

    scheme: str
    version: str
    code: str
    source: str


class Skill(Record):
    name: str
    summary: str


class Pay(Record):
    """A pay range in whole units of *currency* for one *period*."""

    currency: str
    period: str
    low: int
    median: int
    high: int
    basis: str
    """How the figures came about: *inherited*, *modelled*, *survey*, *observed*."""
    source: str | None = None
    """What the figures were taken from."""
    method: str | None = None
    """How they were derived from the source."""


class Guideline(Record):
    knowledge: str
    complexity: str
    collaboration: str
    experience: str


class Review(Record):
    """A review panel's scores, each from 1 to 5, and when it gave them."""

    level_differentiation: float
    focus_specificity: float
    concreteness: float
    factual_accuracy: float
    real_world_coverage: float
    reviewed: str | None = None
    """The day of the review, as year-month-day."""

    @property
    def lowest(self) -> float:
        return min(float(getattr(self, score)) for score in SCORES)


class Source(Record):
    title: str
    url: str | None = None
    accessed: str | None = None
    """The day it was read, as year-month-day."""


class Sources(Record):
    """The sources of a profile; *listed* is empty where only their *count* is known."""

    count: int
    listed: tuple[Source, ...] = ()


class Profile(Record):
    """A focus at a level. What is None or empty is not known."""

    code: Code
    title: str
    """The name of the focus."""
    status: Status
    version: int
    region: str
    confidence: float | None
    """From 0 to 1."""
    pay: Pay | None
    responsibilities: tuple[str, ...]
    guideline: Guideline | None
    review: Review | None
    sources: Sources | None


class Focus(Record):
    code: str
    function: str
    """The code of its function."""
    name: str
    summary: str
    aliases: tuple[Alias, ...]
    classification: tuple[Classification, ...]
    skills: tuple[Skill, ...]
    tools: tuple[str, ...]
    profiles: tuple[Profile, ...]
    """In the order of the ladder."""

    def profile(self, level: str) -> Profile | None:
        return next((each for each in self.profiles if each.code.level == level), None)


class FocusSummary(Record):
    """A focus in a line: what is known of it without its file."""

    family: str
    function: str
    code: str
    name: str
    levels: tuple[tuple[str, Status], ...]
    """Each level that it has, with its status, in the order of the ladder."""

    def has(self, level: str) -> bool:
        return any(code == level for code, _ in self.levels)


class Function(Record):
    code: str
    name: str
    family: str
    """The slug of its family."""
    summary: str
    foci: tuple[FocusSummary, ...]


class StructuralSpace(Record):
    """The weights of ``structural@1``, in hundredths."""

    other_focus: int
    other_function: int
    other_family: int
    rank_step: int
    other_track: int
    tolerance: int
    """The largest distance that is still a confident neighbour."""
    review: int
    """The largest distance that a person should still look at."""


class ContentSpace(Record):
    """
    The weights of ``content@1``, in hundredths: how much each kind of content counts.

    They add up to 100. What is least is a number, not a weight.
    """

    skills: int
    tools: int
    duties: int
    """The words of the responsibilities."""
    tolerance: int
    review: int
    least_skills: int = 3
    """With fewer skills, a profile has no place in this space."""
    least_duties: int = 3
    """The same for the responsibilities at its level."""


class PaySpace(Record):
    """The scale of ``pay@1``, in hundredths."""

    doubling: int
    """The distance of two medians of which one is twice the other."""
    tolerance: int
    review: int


class Matching(Record):
    """How match weighs what it finds, and from where on it is sure; shares are from 0 to 1."""

    confident: float
    """The least score of a confident match."""
    margin: float
    """How far the score of a confident match is above the next at least."""
    review: float
    """The least score of a match that a person should look at."""
    composed: float
    """The score of a focus that has all words of a title, and some of them as an alias."""
    part: float
    """What a likeness counts of what stands before a title's first separator alone."""
    ambiguous: float
    """What one counts that rests on one of several meanings of an abbreviation."""
    misspelled: float
    """What one counts that rests on a word being misspelled."""
    occupation: float
    """What the share of an occupation counts as a likeness."""
    vague: int
    """From more foci than this on, a word that they share says nothing alone."""
    vague_noun: int
    """The same for a noun with which most aliases that have it end, as *technician*."""
    telling: int
    """In how many aliases of one focus alone a noun has to be to tell that focus."""


class SchemeGroup(Record):
    """A level of a scheme of occupations, and how a code is cut to the group that it is in."""

    name: str
    """*broad occupation*, *minor group* ..."""
    keep: int
    """How many characters of a code tell the group."""
    then: str
    """What stands after them in the group's own code."""
    irregular: dict[str, tuple[str, ...]]
    """By version: groups whose own codes have something else there."""
    versions: tuple[str, ...]
    """Those that have this level; all of them if it is empty."""


class SchemeBase(Record):
    """The scheme whose groups go on where those of another end."""

    scheme: str
    versions: dict[str, str]
    """By version of the other: that of this one which it rests on."""


class SchemeForm(Record):
    """What the codes of a published scheme of occupations look like."""

    name: str
    pattern: str
    example: str
    versions: tuple[str, ...]
    whole: str = ""
    """The ending of a code that means the same without it."""
    groups: tuple[SchemeGroup, ...] = ()
    """From the finest; empty if nothing is said of them."""
    extends: SchemeBase | None = None


class CanonSettings(Record):
    """What ``canon.yaml`` says of the whole canon."""

    name: str
    edition: str
    region: str
    currency: str
    confidence_high: float
    """The lowest confidence that is called high."""
    confidence_medium: float
    review_minimum: float
    """The lowest score that lets a review pass."""
    same_duty: float
    """The similarity, 0 to 1, from which two responsibilities are one duty."""
    structural: StructuralSpace
    content: ContentSpace | None = None
    """None where the canon says nothing of that space."""
    pay: PaySpace | None = None
    schemes: tuple[SchemeForm, ...] = ()
    """Those that classifications may name, as far as the canon describes them."""
