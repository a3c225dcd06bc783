"""A sitting at a terminal: shows a duty at a time, and reads one key an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from levelctl.answers.review.readers import reader_of, remember, remembered, whole_years
from levelctl.answers.review.sitting import Sitting, SittingStep
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Level
from levelctl.canon.questions import ReviewQuestion
from levelctl.canon.reviews import DutyReader, ReadsAs
from levelctl.cli import streams
from levelctl.cli.keys import ENDS, Keyboard
from levelctl.cli.session import rendered
from levelctl.errors import LevelctlError
from levelctl.layout import review_sitting as layout
from levelctl.text.document import Document, Paragraph, text
from levelctl.text.safe import one_line, visible

T = TypeVar("T")

_YES_OR_NO = {"y": True, "n": False}
_KEYS = "y yes, n no, s skip, u undo, m remark, q quit, ? help"
_WORDS = {True: "yes", False: "no"}


class SittingAtTerminal:
    """Asks a reader what *sitting* asks, until nothing is left or the reader quits."""

    def __init__(
        self,
        canon: Canon,
        sitting: Sitting,
        questions: Sequence[ReviewQuestion],
        keyboard: Keyboard,
        terminal: streams.Terminal,
    ) -> None:
        self.canon = canon
        self.sitting = sitting
        self.questions = questions
        self.keyboard = keyboard
        self.terminal = terminal
        self._shown: int | None = None
        """The index of the duty that the reader sees."""
        self._foci: set[str] = set()
        """The foci whose summary was shown."""

    def run(self) -> None:
        """Ask until the end; every answer is written before the next question."""
        nothing = self.sitting.step is None
        self.draw((Paragraph(text("nothing is left to read" if nothing else _KEYS, "muted")),))
        while (step := self.sitting.step) is not None:
            if step.duty != self._shown:
                self.show_duty(step.duty)
            if not self.ask(step):
                return

    def ask(self, step: SittingStep) -> bool:
        """Ask what *step* is about, and do what the key says; return whether to go on."""
        if not step.question:
            self.draw(layout.level_menu(self.levels(step), self.terminal.width))
        streams.write(layout.prompt(step.question, self.terminal.width))
        key = self.keyboard.key()
        if key in ENDS or key in "qQ":
            self.say("quit")
            return False
        self.press(step, key)
        return True

    def press(self, step: SittingStep, key: str) -> None:
        """Do what *key* says at *step*."""
        value = self.meaning(step, key)
        if value is not None:
            self.say(_WORDS[value] if isinstance(value, bool) else value)
            self.sitting.answer(value)
        elif key in "sS":
            self.say("skipped")
            self.sitting.skip()
        elif key in "uU":
            undone = self.sitting.undo()
            self.say("undone" if undone else "there is nothing to undo")
        elif key in "mM":
            self.say("")
            self.sitting.remark(one_line(self.keyboard.line("remark > ") or ""))
        elif key == "?":
            self.say("help")
            self.draw(layout.help_page(self.questions))
        elif self.sitting.go_to(key):
            self.say(f"back to {key}")
        else:
            self.say("no such key; ? shows them")

    def meaning(self, step: SittingStep, key: str) -> str | bool | None:
        """Return the answer that *key* gives at *step*; None if it is none."""
        if step.question:
            return _YES_OR_NO.get(key.lower())
        levels = dict(zip(layout.LEVEL_KEYS, self.levels(step), strict=False))
        return levels[key].code if key in levels else None

    def levels(self, step: SittingStep) -> list[Level]:
        """Return the levels of the focus that *step* is about."""
        focus = self.focus(step.duty)
        codes = {profile.code.level for profile in focus.profiles}
        return [level for level in self.canon.ladder.levels if level.code in codes]

    def focus(self, index: int) -> Focus:
        return self.canon.focus(*self.sitting.duties[index].focus.split("."))

    def show_duty(self, index: int) -> None:
        duty = self.sitting.duties[index]
        first = duty.focus not in self._foci
        self._foci.add(duty.focus)
        self._shown = index
        count = len(self.sitting.duties)
        self.say("")
        self.draw(layout.duty(duty, self.focus(index), index + 1, count, first=first))

    def draw(self, document: Document) -> None:
        streams.write(rendered(document, self.terminal))

    def say(self, words: str) -> None:
        streams.write(f"{words}\n")


def required_terminal(color: streams.Color) -> streams.Terminal:
    """Return the terminal that a sitting needs. Raises LevelctlError if there is none."""
    import sys

    terminal = streams.terminal(color)
    reads = sys.__stdin__ is not None and sys.__stdin__.isatty()
    writes = sys.__stdout__ is not None and sys.__stdout__.isatty()
    if terminal is None or not (reads and writes):
        raise LevelctlError(
            "review next asks for keys, and there is no terminal",
            hint="levelctl review export PATH writes a table to fill in, and levelctl review "
            "import PATH reads it",
        )
    return terminal


def asked_reader(
    keyboard: Keyboard, given: DutyReader | None, reads_as: ReadsAs | None
) -> DutyReader:
    """Return who reads: *given* by options, the last reader if that is so, or who says so now."""
    reader = given or _offered(keyboard, reads_as) or _new_reader(keyboard, reads_as)
    remember(reader)
    return reader


def _offered(keyboard: Keyboard, reads_as: ReadsAs | None) -> DutyReader | None:
    """Return the reader that is remembered, if he or she says so."""
    from levelctl.record import replace

    known = remembered()
    if known is None:
        return None
    known = replace(known, reads_as=reads_as or known.reads_as)
    streams.write(f"You are {layout.who(known)}? [y/n] > ")
    while True:
        key = keyboard.key()
        if key in ENDS:
            raise _closed()
        if key.lower() in ("y", "n", "\n", "\r"):
            streams.write("no\n" if key.lower() == "n" else "yes\n")
            return None if key.lower() == "n" else known
        streams.write("press y or n > ")


def _new_reader(keyboard: Keyboard, reads_as: ReadsAs | None) -> DutyReader:
    """Ask for what is known of a reader; what cannot be is asked for again."""
    streams.write("Who reads? No name is needed: initials tell you from other readers.\n")
    initials = _asked(keyboard, "initials > ", lambda typed: reader_of(typed, "trade").initials)
    role = reads_as or _role(keyboard)
    trade = _line(keyboard, "your trade, such as registered nurse > ")
    return _asked(
        keyboard,
        "years in it > ",
        lambda typed: reader_of(initials, role, trade, whole_years(typed) if typed else None),
    )


def _asked(keyboard: Keyboard, prompt: str, read: Callable[[str], T]) -> T:
    """Return what *read* makes of a line; ask again for what it refuses, and say why."""
    while True:
        typed = _line(keyboard, prompt)
        try:
            return read(typed)
        except LevelctlError as error:
            streams.write(f"{visible(str(error))}\n")


def _line(keyboard: Keyboard, prompt: str) -> str:
    line = keyboard.line(prompt)
    if line is None:
        raise _closed()
    return line


def _closed() -> LevelctlError:
    return LevelctlError("nothing was read: the terminal was closed")


def _role(keyboard: Keyboard) -> ReadsAs:
    streams.write(
        "t  trade: you know the work, and place each duty\ne  editor: you read the language\nt/e > "
    )
    while True:
        key = keyboard.key().lower()
        if key in ENDS:
            raise _closed()
        if key in ("t", "e"):
            role: ReadsAs = "trade" if key == "t" else "editor"
            streams.write(f"{role}\n")
            return role
        streams.write("press t or e\nt/e > ")
