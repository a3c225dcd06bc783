"""How far a canon or a focus is reviewed, by whom, and how far readers agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from levelctl.answers.review.agreement import kappa, weighted_kappa
from levelctl.answers.review.duties import DutyToRead, duties_of, foci_of
from levelctl.answers.review.records import DoubtedDuty, ReaderPair, ReviewedLine, ReviewStatus
from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus, Profile
from levelctl.canon.questions import ReviewQuestion, questions_of
from levelctl.canon.reviews import (
    DutyAnswer,
    DutyReader,
    ProfileStanding,
    QuestionShare,
    ReviewFile,
    is_read,
    latest,
    open_objections,
    standing,
)
from levelctl.errors import LevelctlError

Key = tuple[str, str, str]
"""The focus, level and digest of a duty."""

SaidByReader = dict[str, dict[Key, DutyAnswer]]
"""What readers said about duties of today, by who they are."""


def status(canon: Canon, thing: Focus | Profile | None = None) -> ReviewStatus:
    """
    Return how far *thing*, or the whole *canon*, is reviewed.

    Of a focus or profile, it also has what readers doubt.
    """
    focus = _focus_of(canon, thing)
    foci = foci_of(canon, focus)
    level = thing.code.level if isinstance(thing, Profile) else None
    questions = questions_canon_asks(canon)
    names = [each.name for each in questions]
    duties = [each for each in duties_of(foci) if level in (None, each.level)]
    files = {_code(each): canon.reviews(each.function, each.code) for each in foci}
    readers, said = said_about(duties, files)
    if focus is None:
        lines = tuple(_line_of_focus(each, files[_code(each)], questions) for each in foci)
    else:
        lines = tuple(_lines_of_levels(focus, files[_code(focus)], level, questions))
    about = _about(focus, level)
    whole = sum(any(is_read(one, names) for one in each.values()) for each in said.values())
    return ReviewStatus(
        about=about,
        total=_total(about or "", focus.name if focus else canon.settings.name, lines, whole),
        lines=lines,
        readers=tuple(readers.values()),
        pairs=tuple(_pairs(canon, readers, said)),
        doubts=tuple(_doubts(duties, files, said)) if focus else (),
    )


def questions_canon_asks(canon: Canon) -> tuple[ReviewQuestion, ...]:
    """Return the questions of *canon*."""
    return questions_of(canon.value_of("canon.yaml") or {})


def _focus_of(canon: Canon, thing: Focus | Profile | None) -> Focus | None:
    if isinstance(thing, Profile):
        return canon.focus(thing.code.function, thing.code.focus)
    return thing


def _code(focus: Focus) -> str:
    return f"{focus.function}.{focus.code}"


def _about(focus: Focus | None, level: str | None) -> str | None:
    if focus is None:
        return None
    return _code(focus) if level is None else f"{_code(focus)}.{level}"


def _line_of_focus(
    focus: Focus, files: Sequence[ReviewFile], questions: Sequence[ReviewQuestion]
) -> ReviewedLine:
    names = [each.name for each in questions]
    standings = [standing(profile, files, names) for profile in focus.profiles]
    return _line(_code(focus), focus.name, standings, questions)


def _lines_of_levels(
    focus: Focus,
    files: Sequence[ReviewFile],
    level: str | None,
    questions: Sequence[ReviewQuestion],
) -> Iterator[ReviewedLine]:
    names = [each.name for each in questions]
    for profile in focus.profiles:
        if level in (None, profile.code.level):
            found = standing(profile, files, names)
            yield _line(str(profile.code), focus.name, [found], questions)


def _line(
    code: str,
    title: str,
    standings: Sequence[ProfileStanding],
    questions: Sequence[ReviewQuestion],
) -> ReviewedLine:
    return ReviewedLine(
        code=code,
        title=title,
        duties=sum(each.duties for each in standings),
        read=sum(each.read for each in standings),
        sourced=sum(each.sourced for each in standings),
        readers=len({reader.who for each in standings for reader in each.readers}),
        placed=sum(each.placed for each in standings),
        placed_right=sum(each.placed_right for each in standings),
        objections=sum(len(each.objections) for each in standings),
        once_read=sum(each.once_read for each in standings),
        changed=sum(each.changed for each in standings),
        shares=_added([share for each in standings for share in each.shares], questions),
    )


def _added(
    shares: Iterable[QuestionShare], questions: Sequence[ReviewQuestion]
) -> tuple[QuestionShare, ...]:
    """Return the sums of *shares* by question, in the order of *questions*."""
    counts = {each.name: [0, 0] for each in questions}
    for share in shares:
        if share.question in counts:  # a canon can have taken a question away since
            counts[share.question][0] += share.yes
            counts[share.question][1] += share.answered
    return tuple(QuestionShare(name, *count) for name, count in counts.items() if count[1])


def _total(code: str, title: str, lines: Sequence[ReviewedLine], readers: int) -> ReviewedLine:
    sums: dict[str, list[int]] = {}
    for share in (share for line in lines for share in line.shares):
        count = sums.setdefault(share.question, [0, 0])
        count[0] += share.yes
        count[1] += share.answered
    return ReviewedLine(
        code=code,
        title=title,
        duties=sum(line.duties for line in lines),
        read=sum(line.read for line in lines),
        sourced=sum(line.sourced for line in lines),
        readers=readers,
        placed=sum(line.placed for line in lines),
        placed_right=sum(line.placed_right for line in lines),
        objections=sum(line.objections for line in lines),
        once_read=sum(line.once_read for line in lines),
        changed=sum(line.changed for line in lines),
        shares=tuple(QuestionShare(name, *count) for name, count in sums.items()),
    )


def said_about(
    duties: Sequence[DutyToRead], files: dict[str, tuple[ReviewFile, ...]]
) -> tuple[dict[str, DutyReader], SaidByReader]:
    """Return who has read any of *duties*, and what each one said, by who they are."""
    current = {duty.key for duty in duties}
    readers: dict[str, DutyReader] = {}
    said: SaidByReader = {}
    for focus, of_focus in files.items():
        for reader, answer in latest(of_focus):
            key = (focus, answer.level, answer.digest)
            if key in current:
                readers[reader.who] = reader
                said.setdefault(reader.who, {})[key] = answer
    return readers, said


Both = Sequence[tuple[str, DutyAnswer, DutyAnswer]]
"""The focus of each duty that two readers have read, and what either said about it."""


def _pairs(
    canon: Canon, readers: dict[str, DutyReader], said: SaidByReader
) -> Iterator[ReaderPair]:
    """Yield how far each two readers agree that have read a duty in common."""
    ranks = {level.code: level.rank for level in canon.ladder.levels}
    for one, other in combinations(readers, 2):
        both = [
            (key[0], answer, said[other][key])
            for key, answer in said[one].items()
            if key in said[other]
        ]
        if both:
            yield _pair(readers[one], readers[other], both, ranks)


def _pair(first: DutyReader, second: DutyReader, both: Both, ranks: dict[str, float]) -> ReaderPair:
    answers, places = _answers_by_question(both), _ranks_by_focus(both, ranks)
    alike = [one == other for pairs in answers for one, other in pairs]
    return ReaderPair(
        first=first,
        second=second,
        duties=len(both),
        answers=len(alike),
        agreed=sum(alike),
        kappa=kappa(answers),
        placements=sum(map(len, places)),
        placement_kappa=weighted_kappa(places),
    )


def _answers_by_question(both: Both) -> list[list[tuple[bool, bool]]]:
    """Return the answers of two readers to the same questions."""
    found: dict[str, list[tuple[bool, bool]]] = {}
    for _, one, other in both:
        others = dict(other.answers)
        for question, is_yes in one.answers:
            if question in others:
                found.setdefault(question, []).append((is_yes, others[question]))
    return [*found.values()]


def _ranks_by_focus(both: Both, ranks: dict[str, float]) -> list[list[tuple[float, float]]]:
    """Return the ranks of the levels at which two readers placed the same duties."""
    found: dict[str, list[tuple[float, float]]] = {}
    for focus, one, other in both:
        if one.placed in ranks and other.placed in ranks:
            found.setdefault(focus, []).append((ranks[one.placed], ranks[other.placed]))
    return [*found.values()]


def _doubts(
    duties: Sequence[DutyToRead], files: dict[str, tuple[ReviewFile, ...]], said: SaidByReader
) -> Iterator[DoubtedDuty]:
    """Yield the duties with a no, another place, a remark or an open objection."""
    for duty in duties:
        answers = [each[duty.key] for each in said.values() if duty.key in each]
        objections = tuple(
            each.why
            for each in open_objections(files[duty.focus], duty.level)
            if each.digest == duty.digest
        )
        remarks = tuple(each.remark for each in answers if each.remark)
        placed = tuple(each.placed for each in answers if each.placed not in (None, duty.level))
        found = DoubtedDuty(
            duty.profile,
            duty.level,
            duty.number,
            duty.text,
            denied(answers),
            tuple(each for each in placed if each),
            remarks,
            objections,
        )
        if found.no or found.placed or remarks or objections:
            yield found


def denied(answers: Iterable[DutyAnswer]) -> tuple[str, ...]:
    """Return the questions that any of *answers* says no to, each once."""
    said = (name for each in answers for name, is_yes in each.answers if not is_yes)
    return tuple(dict.fromkeys(said))


def one_of(canon: Canon, reference: str) -> Focus | Profile:
    """
    Return the focus or profile that *reference* means.

    Raises LevelctlError if it means something else, or nothing.
    """
    from levelctl.canon.resolve import resolve, resolve_focus

    thing = resolve(canon, reference)
    if isinstance(thing, Profile | Focus):
        return thing
    try:
        return resolve_focus(canon, reference)
    except LevelctlError as error:
        raise LevelctlError(
            f"{reference} is neither a focus nor a profile", hint=error.hint
        ) from error
