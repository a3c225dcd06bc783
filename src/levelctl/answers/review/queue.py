"""What is left to read for a reader."""

from __future__ import annotations

from levelctl.answers.review.duties import DutyToRead, drawn, duties_of, foci_of
from levelctl.answers.review.sitting import SittingStep, steps_of
from levelctl.answers.review.status import questions_canon_asks
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus
from levelctl.canon.reviews import DutyAnswer, DutyReader, latest
from levelctl.record import Record


class Queue(Record):
    """Duties in random order, and what to ask about them."""

    duties: tuple[DutyToRead, ...]
    steps: tuple[SittingStep, ...]
    left: int
    """How many further duties are left."""


def queue(
    canon: Canon,
    focus: Focus | None,
    reader: DutyReader,
    *,
    seed: int | None = None,
    size: int | None = None,
) -> Queue:
    """
    Return the duties of *focus*, or of all foci, that *reader* has not read to the end.

    Without a *seed*, each reader has a random order of their own, and *size* limits it. With one,
    the sample of this size is what there is to read.
    """
    foci = foci_of(canon, focus)
    earlier = said_by(canon, foci, reader)
    order = drawn(duties_of(foci), reader.who if seed is None else str(seed))
    if seed is not None:
        order = order[:size]
    questions = questions_canon_asks(canon)
    open_at = {step.duty for step in steps_of(order, questions, reader.reads_as, earlier)}
    unread = [duty for index, duty in enumerate(order) if index in open_at]
    chosen = tuple(unread[:size])
    steps = steps_of(chosen, questions, reader.reads_as, earlier)
    return Queue(chosen, steps, len(unread) - len(chosen))


def said_by(
    canon: Canon, foci: tuple[Focus, ...], reader: DutyReader
) -> dict[tuple[str, str, str], DutyAnswer]:
    """Return what *reader* answered about *foci* so far, by the key of a duty."""
    return {
        (f"{focus.function}.{focus.code}", answer.level, answer.digest): answer
        for focus in foci
        for one, answer in latest(canon.reviews(focus.function, focus.code))
        if one.who == reader.who
    }
