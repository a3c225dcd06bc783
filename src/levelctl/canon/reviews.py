"""
What readers answered about the duties of a canon, and what that says about a profile.

The unit of a review is a duty. An answer belongs to the text that was read, at the level where it
stood. An edit gives the text another digest, so that nobody has read the new one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal

from levelctl.canon.model import Profile, Responsibility
from levelctl.record import JsonObject, Record, replace
from levelctl.text.normal import normalized

DIGITS = 16
"""How many hexadecimal digits of SHA-256 a digest has."""

ReadsAs = Literal["trade", "editor"]
"""Whether a reader knows the work, and places each duty, or reads the language."""


class DutyReader(Record):
    """Who reads duties. No name is needed, only what tells one reader from another."""

    KEYS = (("reads_as", "as"),)

    initials: str
    reads_as: ReadsAs
    trade: str | None = None
    """What the reader's work is."""
    years: int | None = None
    """For how many years."""

    @property
    def who(self) -> str:
        """What identifies the reader: whoever reads in two roles is still one person."""
        return self.initials.casefold()


class DutyAnswer(Record):
    """What a reader answered about one duty."""

    digest: str
    """The digest of the text that was read; see `digest_of`."""
    level: str
    """Where the duty stood."""
    text: str
    at: str
    """When: year-month-day, or that with a time of day in UTC; see `moment`."""
    answers: tuple[tuple[str, bool], ...]
    """By question, whether the answer is yes, which is always the good one."""
    placed: str | None = None
    """Where a reader of the trade placed the duty without seeing its level."""
    remark: str | None = None


class Objection(Record):
    """Why a duty is wrong; or, if it *settles*, why the objections before it are answered."""

    digest: str
    level: str
    text: str
    at: str
    why: str
    settles: bool = False


class ReviewFile(Record):
    """What one reader said about duties of one focus, in the order of the file."""

    path: str
    """Relative to the canon's folder."""
    focus: str
    """FUNCTION.FOCUS."""
    reader: DutyReader
    answers: tuple[DutyAnswer, ...] = ()
    objections: tuple[Objection, ...] = ()


class QuestionShare(Record):
    """How often a question was answered with yes."""

    question: str
    yes: int
    answered: int

    @property
    def share(self) -> float:
        """The share of yes, from 0 to 1."""
        return self.yes / self.answered


class ProfileStanding(Record):
    """What readers said about the duties of a profile as they are today."""

    duties: int
    """How many duties it has of its own; generic ones belong to themes.yaml."""
    read: int = 0
    """How many of these somebody has read to the end: has answered every question about."""
    sourced: int = 0
    """How many of these say which source they come from."""
    readers: tuple[DutyReader, ...] = ()
    """Who has read any of them to the end, each person once, in the order of the files."""
    by_duty: tuple[tuple[DutyReader, ...], ...] = ()
    """Of each duty, who has read it to the end."""
    placed: int = 0
    """How often a reader of the trade placed one of them without seeing its level."""
    placed_right: int = 0
    shares: tuple[QuestionShare, ...] = ()
    """The share of yes by question, as far as it was answered."""
    objections: tuple[Objection, ...] = ()
    """The open ones: their texts still stand, and nothing settles them."""
    once_read: int = 0
    """How many texts of this profile somebody has read to the end, also before an edit."""
    changed: int = 0
    """How many of those do not stand in it any more."""

    @property
    def least_share(self) -> float | None:
        """The lowest share of yes; None if nothing was answered."""
        return min((each.share for each in self.shares), default=None)


def digest_of(text: str) -> str:
    r"""
    Return what identifies *text*: equal for equal words, however they are broken into lines.

    >>> digest_of("Takes  the\ntemperature.") == digest_of("Takes the temperature.")
    True
    >>> digest_of("Takes the temperature."), digest_of("Takes a temperature.")
    ('9904e2bbdea6b917', '432d84bbad6882a7')
    """
    import hashlib  # it loads OpenSSL, which is slow, and a canon without reviews does not need it

    words = " ".join(normalized("NFC", text).split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def moment(at: str) -> str:
    """
    Return what puts the times *at* in order; a day without a time of day comes first in its day.

    >>> sorted(["2026-11-30T09:00:05.5Z", "2026-11-30T09:00:05Z", "2026-11-30"], key=moment)
    ['2026-11-30', '2026-11-30T09:00:05Z', '2026-11-30T09:00:05.5Z']
    """
    return at.removesuffix("Z")


def in_order(files: Iterable[ReviewFile]) -> list[ReviewFile]:
    """Return *files* by their names; the first of a day comes before the one that ends in -2."""

    def parts(file: ReviewFile) -> list[str]:
        name = file.path.removesuffix(".yaml").removesuffix(".yml")
        return [each.zfill(_PLACES) if each.isdigit() else each for each in name.split("-")]

    return sorted(files, key=parts)


_PLACES = 9
"""To how many digits the numbers in names of files are filled up, to be in order."""


def review_file(path: str, value: JsonObject) -> ReviewFile:
    """Return the record of the file *path* with *value*, which has passed its schema."""
    reader = value["reader"]
    return ReviewFile(
        path=path,
        focus=value["focus"],
        reader=DutyReader(
            reader["initials"], reader["as"], reader.get("trade"), _whole(reader.get("years"))
        ),
        answers=tuple(map(_answer, value.get("answers", ()))),
        objections=tuple(Objection(**each) for each in value.get("objections", ())),
    )


def _answer(value: JsonObject) -> DutyAnswer:
    return DutyAnswer(**{**value, "answers": tuple(value["answers"].items())})


def _whole(years: float | None) -> int | None:
    """Return *years* as an integer; to a JSON Schema, 1.0 is one."""
    return None if years is None else int(years)


def own_duties(profile: Profile) -> tuple[Responsibility, ...]:
    """Return the duties of *profile* that readers are asked about; generic ones are no focus's."""
    return tuple(each for each in profile.responsibilities if not each.generic)


def standing(
    profile: Profile, files: Sequence[ReviewFile], questions: Collection[str]
) -> ProfileStanding:
    """
    Return what *files*, all those about the focus of *profile*, say about its duties of today.

    The canon asks *questions*. If a reader answered one twice, the later answer counts.
    """
    duties = own_duties(profile)
    digests = [digest_of(duty.text) for duty in duties]
    found = standing_of(profile.code.level, digests, files, questions)
    return replace(found, sourced=sum(duty.sourced for duty in duties))


def standing_of(
    level: str,
    digests: Sequence[str],
    files: Sequence[ReviewFile],
    questions: Collection[str],
) -> ProfileStanding:
    """
    Return what `standing` does, of a profile at *level* whose duties have these *digests*.

    Their sources are not known to it.
    """
    of_level = [*_latest(files, level)]
    current = [(reader, answer) for reader, answer in of_level if answer.digest in digests]
    complete = [(reader, answer) for reader, answer in of_level if is_read(answer, questions)]
    once = {answer.digest for _, answer in complete}
    by_duty = tuple(
        tuple(reader for reader, answer in complete if answer.digest == digest)
        for digest in digests
    )
    readers = [reader for reader, answer in complete if answer.digest in digests]
    placed = [answer for _, answer in current if answer.placed is not None]
    return ProfileStanding(
        duties=len(digests),
        read=sum(map(bool, by_duty)),
        readers=tuple({each.who: each for each in reversed(readers)}.values())[::-1],
        by_duty=by_duty,
        placed=len(placed),
        placed_right=sum(answer.placed == level for answer in placed),
        shares=shares_of(answer for _, answer in current),
        objections=tuple(each for each in open_objections(files, level) if each.digest in digests),
        once_read=len(once),
        changed=len(once - {*digests}),
    )


def is_read(answer: DutyAnswer, questions: Collection[str]) -> bool:
    """Return whether *answer* is to each of *questions*: until then, a duty is not read."""
    return {*questions} <= {name for name, _ in answer.answers}


def latest(files: Sequence[ReviewFile]) -> Iterator[tuple[DutyReader, DutyAnswer]]:
    """
    Yield what each reader answered about each text at each level, in the order of first answers.

    If a question was answered twice, the later answer counts; of one time, the one further down.
    """
    found: dict[tuple[str, str, str], tuple[DutyReader, DutyAnswer]] = {}
    for reader, answer in history(files):
        found[reader.who, answer.level, answer.digest] = reader, answer
    yield from found.values()


def history(files: Sequence[ReviewFile]) -> Iterator[tuple[DutyReader, DutyAnswer]]:
    """Yield, answer by answer, all that its reader had said about its text and level by then."""
    said = [(file.reader, answer) for file in in_order(files) for answer in file.answers]
    found: dict[tuple[str, str, str], DutyAnswer] = {}
    for reader, answer in sorted(said, key=lambda each: moment(each[1].at)):
        name = reader.who, answer.level, answer.digest
        found[name] = _over(found.get(name), answer)
        yield reader, found[name]


def _over(earlier: DutyAnswer | None, answer: DutyAnswer) -> DutyAnswer:
    """Return *answer*, and what only an *earlier* one has: a reading can be broken off."""
    if earlier is None:
        return answer
    return replace(
        answer,
        answers=tuple({**dict(earlier.answers), **dict(answer.answers)}.items()),
        placed=answer.placed or earlier.placed,
        remark=answer.remark or earlier.remark,
    )


def _latest(files: Sequence[ReviewFile], level: str) -> Iterator[tuple[DutyReader, DutyAnswer]]:
    yield from (each for each in latest(files) if each[1].level == level)


def shares_of(answers: Iterable[DutyAnswer]) -> tuple[QuestionShare, ...]:
    """Return how often each question was answered with yes, in the order of first answers."""
    counts: dict[str, list[int]] = {}
    for answer in answers:
        for question, is_yes in answer.answers:
            count = counts.setdefault(question, [0, 0])
            count[0] += is_yes
            count[1] += 1
    return tuple(QuestionShare(question, *count) for question, count in counts.items())


def open_objections(files: Sequence[ReviewFile], level: str) -> Iterator[Objection]:
    """Yield the objections at *level* that nothing settles, whether their texts stand or not."""
    said = sorted(
        (each for file in in_order(files) for each in file.objections if each.level == level),
        key=lambda each: moment(each.at),
    )
    for number, objection in enumerate(said):
        later = said[number + 1 :]
        if not objection.settles and not any(
            each.settles and each.digest == objection.digest for each in later
        ):
            yield objection
