"""Duties drawn at random, and what those that were read say about all."""

from __future__ import annotations

from collections.abc import Sequence

from levelctl.answers.review.agreement import most_faulty
from levelctl.answers.review.duties import DutyToRead, drawn, duties_of, foci_of
from levelctl.answers.review.records import DrawnDuty, ReviewSample, SampledQuestion
from levelctl.answers.review.status import SaidByReader, denied, questions_canon_asks, said_about
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus
from levelctl.canon.questions import ReviewQuestion
from levelctl.canon.reviews import ReviewFile, open_objections

Files = dict[str, tuple[ReviewFile, ...]]


def sample(canon: Canon, focus: Focus | None, *, seed: int, size: int) -> ReviewSample:
    """
    Return *size* duties of *focus*, or of all foci, drawn at random by *seed*.

    The same seed draws the same duties. *at_most* is a bound for all duties: it holds if those that
    were read are the drawn ones, whoever chose them.
    """
    foci = foci_of(canon, focus)
    duties = duties_of(foci)
    chosen = drawn(duties, str(seed))[:size]
    files = {
        f"{each.function}.{each.code}": canon.reviews(each.function, each.code) for each in foci
    }
    _, said = said_about(chosen, files)
    questions = questions_canon_asks(canon)
    found = tuple(_drawn(duty, files, said, questions) for duty in chosen)
    read = [each for each in found if each.complete or _is_faulty(each)]
    faulty = sum(map(_is_faulty, read))
    return ReviewSample(
        about=f"{focus.function}.{focus.code}" if focus else None,
        seed=seed,
        duties=len(duties),
        drawn=found,
        read=len(read),
        faulty=faulty,
        at_most=most_faulty(faulty, len(read)),
        if_faultless=most_faulty(0, len(found)),
        questions=tuple(_question(each, chosen, said) for each in questions),
    )


def _is_faulty(duty: DrawnDuty) -> bool:
    return bool(duty.no or duty.objections)


def _drawn(
    duty: DutyToRead, files: Files, said: SaidByReader, questions: Sequence[ReviewQuestion]
) -> DrawnDuty:
    answers = [each[duty.key] for each in said.values() if duty.key in each]
    objections = [
        each
        for each in open_objections(files[duty.focus], duty.level)
        if each.digest == duty.digest
    ]
    return DrawnDuty(
        duty.profile,
        duty.number,
        duty.text,
        duty.digest,
        len(answers),
        {each.name for each in questions} <= {name for each in answers for name, _ in each.answers},
        denied(answers),
        len(objections),
    )


def _question(
    question: ReviewQuestion, duties: Sequence[DutyToRead], said: SaidByReader
) -> SampledQuestion:
    read = no = 0
    for duty in duties:
        answers = [
            dict(each[duty.key].answers)[question.name]
            for each in said.values()
            if duty.key in each and question.name in dict(each[duty.key].answers)
        ]
        read += bool(answers)
        no += not all(answers)
    return SampledQuestion(question.name, read, no, most_faulty(no, read))
