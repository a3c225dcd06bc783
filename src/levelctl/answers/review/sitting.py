"""
A sitting of one reader: which question is next, and what each answer changes.

Nothing here knows a terminal. Each answer is passed on at once to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from levelctl.answers.review.duties import DutyToRead
from levelctl.canon.questions import ReviewQuestion
from levelctl.canon.reviews import DutyAnswer, ReadsAs
from levelctl.record import Record

Put = Callable[[str, Sequence[DutyAnswer]], None]
"""Writes all answers of this sitting about a focus."""


class SittingStep(Record):
    """What is asked about one duty: a question, or where it belongs."""

    duty: int
    """The index of the duty in the queue."""
    question: ReviewQuestion | None
    """None for the level, which only readers of the trade are asked for."""


Earlier = Mapping[tuple[str, str, str], DutyAnswer]
"""What the reader has answered before, by the key of a duty."""


def steps_of(
    duties: Sequence[DutyToRead],
    questions: Sequence[ReviewQuestion],
    reads_as: ReadsAs,
    earlier: Earlier,
) -> tuple[SittingStep, ...]:
    """Return what is left to ask about *duties*: a reader of the trade places each one first."""
    steps = []
    for index, duty in enumerate(duties):
        known = earlier.get(duty.key)
        answered = {name for name, _ in known.answers} if known else set()
        if reads_as == "trade" and (known is None or known.placed is None):
            steps.append(SittingStep(index, None))
        steps += [SittingStep(index, each) for each in questions if each.name not in answered]
    return tuple(steps)


class Sitting:
    """
    A reader's way through *duties*, with *steps* in their order; *now* tells the time.

    *put* writes what was answered; it gets all answers of this sitting about a focus.
    """

    def __init__(
        self,
        duties: Sequence[DutyToRead],
        steps: Sequence[SittingStep],
        now: Callable[[], str],
        put: Put,
    ) -> None:
        self.duties = duties
        self.steps = steps
        self._now = now
        self._put = put
        self._at: dict[int, str] = {}
        """When the reader said something about a duty the last time, by its index."""
        self._of_duty: dict[int, list[SittingStep]] = {}
        """The steps by the index of their duty."""
        for step in steps:
            self._of_duty.setdefault(step.duty, []).append(step)
        self._values: dict[SittingStep, str | bool | None] = {}
        """What was answered; None for what was skipped."""
        self._remarks: dict[int, str] = {}
        self._history: list[tuple[SittingStep, bool, str | bool | None]] = []
        """Each step that was taken, whether it had been before, and what was answered then."""
        self._chosen: SittingStep | None = None
        """The step that the reader went to."""

    @property
    def step(self) -> SittingStep | None:
        """What is asked now; None if nothing is left."""
        if self._chosen is not None:
            return self._chosen
        return next((each for each in self.steps if each not in self._values), None)

    @property
    def answered(self) -> int:
        """How many duties have an answer or a remark of this sitting."""
        return sum(self._given(index) is not None for index in range(len(self.duties)))

    @property
    def begun(self) -> int:
        """How many of these are not read to the end."""
        return sum(self._given(index) is not None for index in self._open())

    @property
    def left(self) -> int:
        """How many duties have a step without an answer; one that was skipped is asked again."""
        return len(self._open())

    def _open(self) -> set[int]:
        return {step.duty for step in self.steps if self._values.get(step) is None}

    def value(self, step: SittingStep) -> str | bool | None:
        """Return what was answered to *step*; None if nothing was."""
        return self._values.get(step)

    def answer(self, value: str | bool) -> None:
        """Answer the present step: true or false to a question, the code of a level to a place."""
        self._take(value)

    def skip(self) -> None:
        """Leave the present step without an answer: it is asked again in the next sitting."""
        self._take(None)

    def undo(self) -> bool:
        """Take the last answer back and ask again; return whether there is one."""
        if not self._history:
            return False
        step, again, value = self._history.pop()
        if again:
            self._values[step] = value
        else:
            del self._values[step]
        self._chosen = step
        self._write(step.duty)
        return True

    def go_to(self, key: str) -> bool:
        """Go to the question with *key* about the present duty; return whether there is one."""
        now = self.step
        for step in self._of_duty[now.duty] if now else ():
            if step.question and step.question.key == key:
                self._chosen = step
                return True
        return False

    def remark(self, text: str) -> None:
        """Add a remark to the present duty; an empty *text* takes it away."""
        step = self.step
        if step is None:
            return
        if text:
            self._remarks[step.duty] = text
        else:
            self._remarks.pop(step.duty, None)
        self._write(step.duty)

    def _take(self, value: str | bool | None) -> None:
        step = self.step
        if step is None:
            return
        self._history.append((step, step in self._values, self._values.get(step)))
        self._values[step] = value
        self._chosen = None
        self._write(step.duty)

    def _write(self, index: int) -> None:
        """Write all answers of this sitting about the focus of the duty at *index*."""
        focus = self.duties[index].focus
        self._at[index] = self._now()
        order = dict.fromkeys([*(step.duty for step in self._values), *self._remarks])
        given = (self._given(each) for each in order if self.duties[each].focus == focus)
        self._put(focus, [answer for answer in given if answer])

    def _given(self, index: int) -> DutyAnswer | None:
        """Return what was answered about the duty at *index*; None if nothing was."""
        duty = self.duties[index]
        values = [
            (step, value)
            for step in self._of_duty.get(index, ())
            if (value := self._values.get(step)) is not None
        ]
        remark = self._remarks.get(index)
        if not values and remark is None:
            return None
        return DutyAnswer(
            duty.digest,
            duty.level,
            duty.text,
            self._at[index],
            tuple((step.question.name, bool(value)) for step, value in values if step.question),
            next((str(value) for step, value in values if step.question is None), None),
            remark,
        )
