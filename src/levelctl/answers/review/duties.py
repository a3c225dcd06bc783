"""The duties that readers are asked about, and the order in which they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from levelctl.canon.canon import Canon
from levelctl.canon.model import Focus
from levelctl.canon.reviews import digest_of, own_duties
from levelctl.record import Record
from levelctl.text.safe import one_line


class DutyToRead(Record):
    """A duty of a profile, as readers see it."""

    focus: str
    """FUNCTION.FOCUS."""
    title: str
    """The name of the focus."""
    level: str
    """Its level, which readers do not see."""
    number: int
    """Which of the profile's own duties it is, from 1."""
    text: str
    """Its text on one line, safe to show."""
    digest: str
    """The digest of its text in the file."""

    @property
    def profile(self) -> str:
        """FUNCTION.FOCUS.LEVEL."""
        return f"{self.focus}.{self.level}"

    @property
    def key(self) -> tuple[str, str, str]:
        """What answers about it have in common."""
        return self.focus, self.level, self.digest


def duties_of(foci: Iterable[Focus]) -> tuple[DutyToRead, ...]:
    """Return the own duties of *foci*, in the order of the canon; a text of one level once."""
    found: dict[tuple[str, str, str], DutyToRead] = {}
    for focus in foci:
        for duty in _duties(focus):
            found.setdefault(duty.key, duty)
    return tuple(found.values())


def _duties(focus: Focus) -> Iterator[DutyToRead]:
    code = f"{focus.function}.{focus.code}"
    for profile in focus.profiles:
        for number, duty in enumerate(own_duties(profile), 1):
            yield DutyToRead(
                code,
                focus.name,
                profile.code.level,
                number,
                one_line(duty.text),
                digest_of(duty.text),
            )


def foci_of(canon: Canon, focus: Focus | None) -> tuple[Focus, ...]:
    """Return *focus*, or all foci of *canon*."""
    return canon.foci if focus is None else (focus,)


def drawn(duties: Sequence[DutyToRead], seed: str) -> tuple[DutyToRead, ...]:
    """
    Return *duties* in the random order of *seed*.

    The order is that of SHA-256 of the seed and the duty. So it is the same everywhere, the first
    ten of it contain the first five, and an edit moves no other duty.
    """
    import hashlib

    def place(duty: DutyToRead) -> bytes:
        return hashlib.sha256("\0".join((seed, *duty.key)).encode()).digest()

    return tuple(sorted(duties, key=place))
