"""The canon's records: frozen, in the order of their files, and without behavior."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from levelctl.canon.codes import Code, same
from levelctl.record import Record

Texts = tuple[tuple[str, str], ...]
"""Texts by the key of their dimension, in the order of the file."""

Status = Literal["draft", "in_review", "approved", "deprecated"]
"""How far the review of a profile is."""

DimensionKind = Literal["attributes", "guideline", "scores"]
"""What a group of dimensions belongs to: levels, profiles or reviews."""

Band = Literal["confident", "needs review", "no confident match"]
"""How sure an answer is."""


class Years(Record):
    """A range of typical years of experience."""

    low: int
    high: int | None = None
    """None if there is no usual maximum."""

    @property
    def range(self) -> str:
        """The numbers, such as *5–8* or *8+*."""
        return f"{self.low}+" if self.high is None else f"{self.low}–{self.high}"

    def __str__(self) -> str:
        return f"{self.range} years"


class Track(Record):
    code: str
    name: str
    summary: str
    manages: bool = False
    """Whether people on this track manage others."""
    branches_from: str | None = None
    """The code of the track whose levels of lower rank lead to those of this one."""


class Dimension(Record):
    """An attribute of levels, a column of the guideline table, or a score of reviews."""

    key: str
    heading: str
    years: bool = False
    """Whether its texts state years of experience, which a rule compares with the ladder's."""


class DimensionGroup(Record):
    """The dimensions of one kind, in display order, and the heading that they appear under."""

    heading: str
    columns: tuple[Dimension, ...]
    short: str = ""
    """The heading in a comparison, if it is another."""

    def held(self, things: Iterable[Texts]) -> tuple[Dimension, ...]:
        """Return the columns for which any of *things* has a text."""
        keys = {key for texts in things for key, _ in texts}
        return tuple(column for column in self.columns if column.key in keys)


class Dimensions(Record):
    """What the canon says about levels, profiles and reviews, beside what all canons say."""

    attributes: DimensionGroup
    guideline: DimensionGroup
    scores: DimensionGroup


class Level(Record):
    """A step of the ladder."""

    PAIRS = "attributes"

    code: str
    track: str
    name: str
    rank: float
    """The position on one scale for all tracks; higher is more senior."""
    years: Years | None = None
    summary: str | None = None
    attributes: Texts = ()

    def attribute(self, key: str) -> str | None:
        return dict(self.attributes).get(key)


class TitleWord(Record):
    """What words of a job title mean for the level."""

    words: tuple[str, ...]
    level: str | None
    range: tuple[str, str] | None
    """The lowest and highest level that public ladders give the words."""
    before: str | None
    """*contributor*: the words count only before an individual contributor's noun."""
    below_scale: bool
    note: str | None
    alone: bool = False
    """Whether the words count only if their part of the title has no other words."""
    names_work: bool = False
    """Whether the phrase also names the work, as *staff nurse* does."""
    by_itself: bool = False
    """Whether the words count only if the title has no others, apart from level words."""
    after: str | None = None
    """*person*: the words count only right after a noun for a person."""
    noun: bool = False
    """Whether the words count only as the noun of their part, as *student* does."""
    last: bool = False
    """Whether the words count only at the end of their part, or before a numeral or preposition."""
    base: bool = False
    """Whether *senior* and its like are relative to the level of the words, as to a *clerk's*."""
    by_track: tuple[tuple[str, str], ...] = ()
    """By the track of a base, the level that the words mean on it."""
    steps: int = 1
    """How many levels above a base that is below the assumed level the words mean."""
    office: bool = False
    """Whether the words name an office; of two offices of a title, the lower gives the level."""
    lowers: bool = False
    """Whether the words lower the level of those after them, as *deputy* does."""
    acting: bool = False
    """Whether the words say that somebody holds a post for a while."""
    assists: bool = False
    """Whether the words after them are the level of somebody else."""
    unsure: bool = False
    """Whether the words can mean so many levels that an answer with them needs review."""


class TitleRules(Record):
    """What titles mean for levels: the words, the numerals, and the assumed level."""

    assumed: str | None = None
    """The level of a title that states none; None if that is not known."""
    assumed_range: tuple[str, str] | None = None
    numerals: dict[str, str] = {}  # noqa: RUF012 - never changed
    numeral_spread: int = 0
    """By how many steps the level of a numeral can be off, up or down."""
    words: tuple[TitleWord, ...] = ()
    contributor_nouns: tuple[str, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    """Abbreviations, each with its word."""
    adjectives: tuple[str, ...] = ()
    """Words of level that can stand apart from the noun behind them, or after it."""
    persons: tuple[str, ...] = ()
    """Nouns for persons, as in *words*, with ? and *."""
    things: tuple[str, ...] = ()
    """Words that look like nouns for persons, such as *computer*."""
    joints: tuple[str, ...] = ()
    """Words that join two jobs, such as *and*."""
    numbered: tuple[str, ...] = ()
    """Words whose number is no grade, such as *phase*."""
    absent: tuple[str, ...] = ()
    """The lists of words of the language that the canon does not have; see `title_language`."""


class Ladder(Record):
    tracks: tuple[Track, ...]
    levels: tuple[Level, ...]
    titles: TitleRules
    cumulative: bool = False
    """Whether a level includes the responsibilities of those below it on its track."""

    def level(self, code: str) -> Level | None:
        return next((level for level in self.levels if level.code == code), None)

    def typed(self, text: str) -> Level | None:
        """Return the level whose code a person typed as *text*, in any case."""
        return next((level for level in self.levels if same(level.code, text)), None)

    def track(self, code: str) -> Track:
        """Return the track *code*, which must be on the ladder."""
        return next(track for track in self.tracks if track.code == code)

    def order(self) -> dict[str, tuple[str, int]]:
        """Return by code where each level stands among equals: by track, then from the lowest."""
        return {level.code: (level.track, place) for place, level in enumerate(self.levels)}

    def on(self, track: str) -> tuple[Level, ...]:
        """Return the levels of *track*, from the lowest."""
        return tuple(level for level in self.levels if level.track == track)

    def below(self, level: Level) -> tuple[Level, ...]:
        """
        Return the levels that lead to *level*, from the lowest.

        They are those before it on its track, and those of lower rank than its track on the track
        that this one branches from, and so on.
        """
        own = self.on(level.track)
        lower = own[: [each.code for each in own].index(level.code)]
        origin = self.track(level.track).branches_from
        if origin is None:
            return lower
        before = [each for each in self.on(origin) if each.rank < own[0].rank]
        return (*self.below(before[-1]), before[-1], *lower) if before else lower

    def included(self, focus: Focus, profile: Profile) -> tuple[Profile, ...]:
        """
        Return the profiles of *focus* that its *profile* includes, in the order of the ladder.

        There are none unless the ladder is cumulative.
        """
        below = self.below(self.of(profile)) if self.cumulative else ()
        codes = [level.code for level in below]
        return tuple(each for each in focus.profiles if each.code.level in codes)

    def of(self, profile: Profile) -> Level:
        """Return the level of *profile*, which must come from the same canon."""
        return next(level for level in self.levels if level.code == profile.code.level)


class Family(Record):
    slug: str
    name: str
    summary: str
    titles: tuple[TitleWord, ...] = ()
    """Title words that mean another level in this family than on the ladder."""


class Alias(Record):
    """Another title for a focus, or for one *level* of it."""

    title: str
    level: str | None = None


class Classification(Record):
    """A focus's code in a published occupation scheme, and who assigned it."""

    scheme: str
    version: str
    code: str
    source: str


class Skill(Record):
    """A skill that a focus needs."""

    name: str
    """What the focus calls it; that of the shared skill if the focus says nothing."""
    summary: str
    """The focus's own sentence, or that of the shared skill; empty if neither is known."""
    skill: str | None = None
    """The slug of the shared skill; None if it is the focus's own."""
    levels: Texts = ()
    """The steps by the codes of the levels that name one, in the order of the file."""


NOT_NEEDED = "none"
"""What a focus writes in place of a step, from the level on that does not need the skill."""


class Step(Record):
    """A proficiency of the scale of skills."""

    slug: str
    name: str
    summary: str | None = None
    """What a person at this step does, whatever the skill."""


class SkillGroup(Record):
    slug: str
    name: str
    summary: str | None = None


class SharedSkill(Record):
    """A skill that foci share."""

    slug: str
    name: str
    summary: str
    group: str | None = None
    """The slug of its group."""
    same_as: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The codes of the same skill in other vocabularies, by the name of each."""
    steps: Texts = ()
    """What it looks like at some steps, by their slugs."""


class Tool(Record):
    """A tool that foci use, with its one spelling."""

    slug: str
    name: str
    kind: str | None = None
    also: tuple[str, ...] = ()
    """Other spellings."""


LicenseKind = Literal["license", "certificate", "registration"]


class License(Record):
    """What a person must hold to do some work."""

    slug: str
    name: str
    kind: LicenseKind
    issuer: str | None = None
    places: tuple[str, ...] = ()
    """Where it holds."""
    occupations: tuple[str, ...] = ()
    """The codes of the occupations, or their beginnings, for which a law requires it."""


class FocusLicense(Record):
    """A license that a focus asks for."""

    KEYS = (("starts", "from"),)

    license: str
    """The slug of the license."""
    starts: tuple[str, ...] = ()
    """The codes of the levels from which it holds; empty if it holds for all."""
    required: bool = True


class SkillVocabulary(Record):
    """What foci share of skills, tools and licenses; all in the order of the file."""

    scale: tuple[Step, ...] = ()
    """From the lowest."""
    groups: tuple[SkillGroup, ...] = ()
    skills: tuple[SharedSkill, ...] = ()
    tools: tuple[Tool, ...] = ()
    licenses: tuple[License, ...] = ()


NO_VOCABULARY = SkillVocabulary()


PayKind = Literal["base", "total_cash", "oews_wage", "target"]
"""What a figure of pay counts: base pay alone, with what was paid beside it, and so on."""


class TargetSplit(Record):
    """How target pay is made up, in percent; both add up to 100."""

    base: float
    variable: float


class BonusTarget(Record):
    """The bonus at target, in percent of base pay."""

    low: float
    high: float


class OvertimeStatus(Record):
    """Whether the Fair Labor Standards Act exempts a profile from overtime pay."""

    OPTIONAL = ("test", "note")

    status: Literal["exempt", "nonexempt", "depends"]
    test: str | None = None
    """The test that it passes or would have to pass: *executive*, *professional* and so on."""
    note: str | None = None


class Pay(Record, omit_defaults=True):
    """
    A figure of pay, in units of *currency* for one *period*. It may be no salary range.

    Amounts for a year are whole; those for a month or an hour can have two decimals.
    """

    OPTIONAL: ClassVar[tuple[str, ...]] = (
        "hours",
        "place",
        "kind",
        "split",
        "as_of",
        "aged_to",
        "aging",
        "ends",
        "n",
        "employers",
        "bonus",
        "shared_with",
    )

    currency: str
    period: str
    low: int | float
    median: int | float
    high: int | float
    basis: str
    """Where the figures come from: *inherited*, *modelled*, *survey* or *observed*."""
    source: str | None = None
    """The source of the figures."""
    method: str | None = None
    """How the figures were derived from the source."""
    hours: float | None = None
    """The hours a week that the figures are for."""
    place: str | None = None
    """A country of ISO 3166, or a part of one, such as *US*, *US-CA* or *US-41860*."""
    kind: PayKind | None = None
    split: TargetSplit | None = None
    """The parts of pay of kind *target*."""
    as_of: str | None = None
    """When it was paid, as year, year-month or year-month-day."""
    aged_to: str | None = None
    """When the figures are projected to, by *aging* a year from *as_of*."""
    aging: float | None = None
    """A fraction: 0.035 is 3.5 percent a year."""
    ends: str | None = None
    """What low and high are, such as *range*, *p25-p75* or *p40-p60 of occupation*."""
    n: int | None = None
    """How many people the figures are of."""
    employers: int | None = None
    bonus: BonusTarget | None = None
    shared_with: tuple[str, ...] = ()
    """The codes of other foci with the same figures, because they share one occupation."""


class Guideline(Record):
    """What a profile requires."""

    PAIRS = "cells"

    cells: Texts

    def cell(self, key: str) -> str | None:
        return dict(self.cells).get(key)


class Review(Record):
    """A review panel's scores, each from 1 to 5, and the date of the review."""

    PAIRS = "scores"
    # A canon can have a score of the same name.
    UNEXPORTED = ("panel", "wording")

    scores: tuple[tuple[str, float], ...]
    """The scores by the key of their dimension."""
    reviewed: str | None = None
    """The date of the review, as year-month-day."""
    panel: str | None = None
    """Who gave the scores."""
    wording: Literal["other"] | None = None
    """*other* if the scores were given to another wording."""

    @property
    def lowest(self) -> float | None:
        """The lowest score; None if there is none."""
        return min((score for _, score in self.scores), default=None)

    def score(self, key: str) -> float | None:
        return dict(self.scores).get(key)


SourceKind = Literal[
    "task_list", "ladder", "posting", "law", "standard", "interview", "survey", "other"
]


class Source(Record):
    title: str
    url: str | None = None
    accessed: str | None = None
    """The date on which somebody read the source, as year-month-day."""
    id: str | None = None
    """The id by which responsibilities of the profile refer to it."""
    kind: SourceKind | None = None
    place: str | None = None
    """The country that it is about, optionally with an area: *US*, *US-CA*."""
    levels: bool | None = None
    """Whether it tells levels apart, as its file says; None if the file does not."""

    @property
    def knows_levels(self) -> bool | None:
        """Whether it tells levels apart; None if neither the file nor its kind says so."""
        if self.levels is None and self.kind is not None:
            return self.kind == "ladder"
        return self.levels


class Sources(Record):
    """The sources of a profile; *listed* is empty if only their *count* is known."""

    count: int
    listed: tuple[Source, ...] = ()


class Link(Record):
    """Something to read about a responsibility; either part can be missing."""

    title: str | None = None
    url: str | None = None


class Theme(Record):
    """What responsibilities of one kind have in common, such as *communication*."""

    slug: str
    name: str
    summary: str | None = None


OWN = "own"
"""The origin of a responsibility that its author wrote from own knowledge."""


class Responsibility(Record):
    """What a person at a level does. Only its text is always known."""

    KEYS = (("origin", "from"),)

    text: str
    theme: str | None = None
    """The slug of its theme."""
    proficiency: str | None = None
    """How well the person must master it, such as *Working*."""
    examples: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    generic: bool = False
    """Whether it is a criterion of the canon's theme, which foci share."""
    origin: tuple[str, ...] = ()
    """
    What it was written from: ids of sources of the profile, each optionally with # and the place
    in the source, or `OWN`. Empty if not known.
    """

    @property
    def sourced(self) -> bool:
        """Whether it refers to a source."""
        return any(each.partition("#")[0] != OWN for each in self.origin)


def by_theme(duties: Iterable[Responsibility]) -> dict[str | None, list[Responsibility]]:
    """Return *duties* by the slug of their theme, or by None."""
    themes: dict[str | None, list[Responsibility]] = {}
    for duty in duties:
        themes.setdefault(duty.theme, []).append(duty)
    return themes


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
    """The first figure of its pay."""
    responsibilities: tuple[Responsibility, ...]
    """The generic ones of its themes, then its own in the order of the file."""
    guideline: Guideline | None
    review: Review | None
    sources: Sources | None
    empty: tuple[str, ...] = ()
    """The lists that the file states without an item; one that it leaves out is not known."""
    other_pays: tuple[Pay, ...] = ()
    """The other figures of its pay, in the order of the file."""
    pay_missing: str | None = None
    """Why it has no pay."""
    overtime: OvertimeStatus | None = None

    @property
    def pays(self) -> tuple[Pay, ...]:
        """Every figure of its pay; the first is the one that is shown unless another is chosen."""
        return (self.pay, *self.other_pays) if self.pay else ()

    @property
    def duties(self) -> tuple[str, ...]:
        """The texts of its responsibilities."""
        return tuple(each.text for each in self.responsibilities)


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
    themes: tuple[Theme, ...] = ()
    """The themes that it has, in display order."""
    empty: tuple[str, ...] = ()
    """The lists that the file states without an item, as in `Profile`."""
    licenses: tuple[FocusLicense, ...] = ()

    def profile(self, level: str) -> Profile | None:
        return next((profile for profile in self.profiles if profile.code.level == level), None)


class FocusSummary(Record):
    """A focus in brief: what is known without reading its file."""

    family: str
    function: str
    code: str
    name: str
    levels: tuple[tuple[str, Status], ...]
    """Each level of the focus with its status, in the order of the ladder."""

    def has(self, level: str) -> bool:
        return any(code == level for code, _ in self.levels)


class Function(Record):
    code: str
    name: str
    family: str
    """The slug of its family."""
    summary: str
    foci: tuple[FocusSummary, ...]


class StructuralSettings(Record):
    """The weights of ``structural@1``, in hundredths."""

    other_focus: int
    other_function: int
    other_family: int
    rank_step: int
    other_track: int
    tolerance: int
    """The largest distance of a confident neighbor."""
    review: int
    """The largest distance that still needs review."""


class ContentSettings(Record):
    """
    The weights of ``content@1``, in hundredths: how much each kind of content counts.

    The weights add up to 100. *least_skills* and *least_duties* are counts, not weights.
    """

    skills: int
    tools: int
    duties: int
    """The words of the responsibilities."""
    tolerance: int
    review: int
    least_skills: int = 3
    """A profile with fewer skills is not in this space."""
    least_duties: int = 3
    """A profile with fewer responsibilities is not in this space."""


class SteppedSettings(ContentSettings):
    """The weights of ``content@2``, in hundredths."""

    unknown_step: str | None = None
    """The step, by its slug, that a skill without steps counts as; None: the middle one."""


class PaySettings(Record):
    """The scale of ``pay@1``, in hundredths."""

    doubling: int
    """The distance of two medians of which one is twice the other."""
    tolerance: int
    review: int


class MatchSettings(Record):
    """How match computes scores, and which it relies on. Scores and factors are from 0 to 1."""

    confident: float
    """The lowest score of a confident match."""
    margin: float
    """The smallest lead of a confident match over the next one."""
    probability: float
    """The lowest probability that a confident match is right."""
    review: float
    """The lowest score of a match that needs review."""
    composed: float
    """The score of a focus that has all words of a title, some of them as an alias."""
    part: float
    """The factor for a score based only on the part before a title's first separator."""
    ambiguous: float
    """The factor for a score based on one of several meanings of an abbreviation."""
    misspelled: float
    """The factor for a score based on a corrected spelling."""
    occupation: float
    """The factor that turns the share of an occupation into a score."""
    vague: int
    """A word in more foci than this does not identify a focus by itself."""
    vague_noun: int
    """The same limit for a noun that most of its aliases end with, such as *technician*."""
    telling: int
    """A noun that is in this many aliases of only one focus identifies that focus."""


class SchemeGroup(Record):
    """A level of an occupation scheme, and how to get from a code to its group at this level."""

    name: str
    """*broad occupation*, *minor group* ..."""
    keep: int
    """How many leading characters of a code identify the group."""
    then: str
    """What follows these characters in the group's own code."""
    irregular: dict[str, tuple[str, ...]]
    """By version: group codes that end differently."""
    versions: tuple[str, ...]
    """The versions that have this level; if empty, all."""


class SchemeBase(Record):
    """The scheme whose groups continue above those of another."""

    scheme: str
    versions: dict[str, str]
    """Each version of the other scheme, with the version of this one that it builds on."""


class SchemeForm(Record):
    """The form of the codes of a published occupation scheme."""

    name: str
    pattern: str
    example: str
    versions: tuple[str, ...]
    whole: str = ""
    """An ending that does not change the meaning of a code."""
    groups: tuple[SchemeGroup, ...] = ()
    """From the finest; empty if not known."""
    extends: SchemeBase | None = None


LEAST_PEOPLE = 5
"""The fewest people of a figure of a company's pay file, unless the canon says another number."""


class WorkLevel(Record):
    """The levels of work in published wages that stand for a level of the ladder."""

    level: str
    levels: tuple[str, ...]
    """Numbers from 1 to 15; *experienced* and the like for groups of them."""
    why: str


class CanonSettings(Record):
    """The settings of the whole canon, from ``canon.yaml``."""

    name: str
    edition: str
    region: str
    currency: str
    confidence_high: float
    """The lowest confidence that counts as high."""
    confidence_medium: float
    review_minimum: float
    """The lowest score with which a review passes."""
    same_duty: float
    """The lowest similarity, from 0 to 1, at which two responsibilities count as the same."""
    structural: StructuralSettings
    content: ContentSettings | None = None
    """None if the canon does not define that space."""
    pay: PaySettings | None = None
    schemes: tuple[SchemeForm, ...] = ()
    """The schemes that classifications can use, as far as the canon describes them."""
    proficiencies: tuple[str, ...] = ()
    """The scale of proficiencies from the lowest; empty if any can be used."""
    review_readers: int | None = None
    """How many readers an approved profile needs; None if the canon does not say."""
    minimum_n: int = LEAST_PEOPLE
    """The fewest people of a figure of a company's own pay file."""
    work_levels: tuple[WorkLevel, ...] = ()
    stepped_content: SteppedSettings | None = None
    """The settings of ``content@2``; None if the canon does not define that space."""

    def work_level(self, level: str) -> WorkLevel | None:
        """Return what stands for *level* in published wages, or None if the canon does not say."""
        return next((each for each in self.work_levels if each.level == level), None)
