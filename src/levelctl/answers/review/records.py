"""The answers of ``levelctl review``, as data."""

from __future__ import annotations

from levelctl.canon.reviews import DutyReader, QuestionShare
from levelctl.record import Record, Result

SCHEMA = "levelctl.review/1"


class ReviewedLine(Record):
    """How far a focus, or a level of it, is reviewed; see `levelctl.canon.reviews.standing`."""

    code: str
    """FUNCTION.FOCUS, or FUNCTION.FOCUS.LEVEL."""
    title: str
    duties: int
    read: int
    sourced: int
    readers: int
    placed: int
    placed_right: int
    objections: int
    """How many are open."""
    once_read: int
    changed: int
    shares: tuple[QuestionShare, ...]


class ReaderPair(Record):
    """How far two readers agree about the duties that both have read."""

    first: DutyReader
    second: DutyReader
    duties: int
    answers: int
    """How many questions both have answered."""
    agreed: int
    kappa: float | None
    """From -1 to 1; None if both gave one and the same answer throughout."""
    placements: int
    """How many duties both have placed."""
    placement_kappa: float | None
    """Weighted by the steps between the levels."""


class DoubtedDuty(Record):
    """A duty that a reader said no about, remarked on or objected to."""

    profile: str
    level: str
    number: int
    text: str
    no: tuple[str, ...]
    """The questions that a reader answered with no."""
    placed: tuple[str, ...]
    """Where readers placed it, if not at its level."""
    remarks: tuple[str, ...]
    objections: tuple[str, ...]
    """Why, of the open ones."""


class ReviewStatus(Result):
    """How far a canon or focus is reviewed."""

    SCHEMA = SCHEMA
    KIND = "status"

    about: str | None
    """FUNCTION.FOCUS or FUNCTION.FOCUS.LEVEL; None for the whole canon."""
    total: ReviewedLine
    lines: tuple[ReviewedLine, ...]
    """A focus each, or of one focus, a level each."""
    readers: tuple[DutyReader, ...]
    pairs: tuple[ReaderPair, ...]
    doubts: tuple[DoubtedDuty, ...]


class DrawnDuty(Record):
    """A duty in a sample."""

    profile: str
    number: int
    text: str
    digest: str
    readers: int
    """How many have read it."""
    complete: bool
    """Whether each question about it was answered, by one reader or by several."""
    no: tuple[str, ...]
    """The questions that a reader answered with no."""
    objections: int


class SampledQuestion(Record):
    """What a sample says about one question."""

    question: str
    read: int
    """How many of the duties somebody answered it for."""
    no: int
    """For how many of these somebody said no."""
    at_most: float | None
    """The largest share of all duties that this admits, at 95 %."""


class ReviewSample(Result):
    """Duties drawn at random, and what is known of all from those that were read."""

    SCHEMA = SCHEMA
    KIND = "sample"

    about: str | None
    seed: int
    duties: int
    """How many there are to draw from."""
    drawn: tuple[DrawnDuty, ...]
    read: int
    """How many of them are read to the end, or have a fault already."""
    faulty: int
    """How many of the read ones have a no or an open objection."""
    at_most: float | None
    """The largest share of faulty duties that this admits, at 95 %; None if nothing was read."""
    if_faultless: float | None
    """The same once all drawn duties are read and none is faulty."""
    questions: tuple[SampledQuestion, ...]


class RefusedRow(Record):
    """A row of a table that was not taken over."""

    place: str
    """The file and the row, as people write it."""
    reason: str


class ReviewReceipt(Result):
    """What was done, and which files have it."""

    SCHEMA = SCHEMA
    KIND = "receipt"

    action: str
    """*next*, *object*, *export* or *import*."""
    reader: DutyReader | None
    duties: int
    """How many duties were answered, objected to or exported."""
    same: int
    """How many rows of an import were there already."""
    files: tuple[str, ...]
    """The paths of the files that were written."""
    refused: tuple[RefusedRow, ...] = ()
    left: int = 0
    """How many duties are left to read to the end."""
    outdated: int = 0
    """How many of the *same* rows the reader has answered otherwise since."""
    unknown_columns: tuple[str, ...] = ()
    """The columns of an import that nobody reads, each with its place."""
    missing_columns: tuple[str, ...] = ()
    """The columns for answers that an import lacks."""
    settles: bool = False
    """Whether it settles objections."""
    begun: int = 0
    """How many of the *duties* of a sitting are not read to the end."""
