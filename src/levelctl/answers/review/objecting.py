"""Objections to single duties."""

from __future__ import annotations

from levelctl.answers.review.duties import DutyToRead, duties_of
from levelctl.answers.review.records import ReviewReceipt
from levelctl.answers.review.writing import ReviewWriter
from levelctl.canon.canon import Canon
from levelctl.canon.model import Profile
from levelctl.canon.reviews import DutyReader, Objection, open_objections
from levelctl.errors import LevelctlError
from levelctl.text.safe import one_line

_LISTED = 12
"""The most duties that a hint lists."""

_DIGITS = 6
"""The fewest digits of a digest that tell a duty."""

_SHOWN = 60
"""The most characters of a duty in a hint."""


def object_to(
    canon: Canon,
    profile: Profile,
    duty: str,
    why: str,
    *,
    reader: DutyReader,
    now: str,
    settles: bool = False,
) -> ReviewReceipt:
    """
    Write down *why* the *duty* of *profile* is wrong; if it *settles*, why the objections are not.

    *duty* is its number, a part of its text, or the first digits of its digest. Raises
    LevelctlError if that means no duty or several, if *why* is empty, or if there is nothing to
    settle. What the reader objects to already, in the same words, is not written again.
    """
    reason = one_line(why)
    if not reason:
        raise LevelctlError("an objection needs a reason", hint='give it in quotes: "why"')
    meant = _meant(canon, profile, duty)
    said = Objection(meant.digest, meant.level, meant.text, now, reason, settles)
    stand = _open(canon, meant)
    if settles and not stand:
        raise LevelctlError(
            f"duty {meant.number} of {profile.code} has no open objection",
            hint="nothing was written; levelctl review status lists the open ones",
        )
    if not settles and (reader.who, reason) in stand:
        return ReviewReceipt("object", reader, 0, 1, ())
    writer = ReviewWriter(canon, reader, now)
    writer.put(meant.focus, objections=(said,))
    return ReviewReceipt("object", reader, 1, 0, _paths(canon, writer), settles=settles)


def _open(canon: Canon, duty: DutyToRead) -> set[tuple[str, str]]:
    """Return who objects to *duty*, and why, as far as nothing settles it."""
    files = canon.reviews(*duty.focus.split("."))
    standing = [each for each in open_objections(files, duty.level) if each.digest == duty.digest]
    return {
        (file.reader.who, each.why)
        for file in files
        for each in file.objections
        if each in standing
    }


def _paths(canon: Canon, writer: ReviewWriter) -> tuple[str, ...]:
    return tuple(str(canon.root / path) for path in writer.paths)


def _meant(canon: Canon, profile: Profile, duty: str) -> DutyToRead:
    focus = canon.focus(profile.code.function, profile.code.focus)
    duties = [each for each in duties_of([focus]) if each.level == profile.code.level]
    part = one_line(duty).casefold()
    found = [each for each in duties if duty == str(each.number)]
    found = found or [each for each in duties if each.text.casefold() == part]
    found = found or [each for each in duties if part and part in each.text.casefold()]
    found = found or [
        each for each in duties if len(part) >= _DIGITS and each.digest.startswith(part)
    ]
    if len(found) == 1:
        return found[0]
    which = f"{len(found)} duties" if found else "no duty"
    listed = "; ".join(
        f"{each.number} {each.text[:_SHOWN]}" for each in (found or duties)[:_LISTED]
    )
    raise LevelctlError(
        f"{duty!r} means {which} of {profile.code}",
        hint=f"give the number, or more of its text: {listed}" if listed else "it has none",
    )
