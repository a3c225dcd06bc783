"""
Writes what a reader says into files of reviews, completely or not at all.

A file that anybody else has touched is never written again: what is said next goes into a new one
beside it. Within a sitting, the reader can take an answer back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from levelctl.canon import atomic_write
from levelctl.canon.canon import Canon
from levelctl.canon.files import MAX_BYTES, REVIEWS, place_of
from levelctl.canon.links import leads_out
from levelctl.canon.reviews import DutyAnswer, DutyReader, Objection, ReviewFile, review_file
from levelctl.errors import LevelctlError, MachineError
from levelctl.ladders import yaml_text
from levelctl.record import replace

MOST_ANSWERS = 500
"""From this number of answers on, a reader's next ones go into another file."""


_DAY = len("2026-11-30")


class ReviewWriter:
    """Adds what *reader* says on the day of *now* to the files of reviews of *canon*."""

    def __init__(self, canon: Canon, reader: DutyReader, now: str) -> None:
        self.canon = canon
        self.reader = reader
        self.today = now[:_DAY]
        self._files: dict[str, _OpenFile] = {}
        """The file of each focus that this sitting writes to."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the files that were written, below the canon's folder."""
        return tuple(file.path for file in self._files.values() if file.was is not None)

    def put(
        self,
        focus: str,
        answers: Sequence[DutyAnswer] = (),
        objections: Sequence[Objection] = (),
    ) -> None:
        """
        Write *answers* and *objections* about *focus*: all of this sitting.

        They replace what this sitting wrote before. Raises MachineError if they cannot be written.
        The file is unchanged then.
        """
        file = self._files.get(focus)
        if file is None:
            file = self._files[focus] = self._opened(focus)
        try:
            file.put(answers, objections)
        except (FileExistsError, MachineError):
            if not file.is_overtaken:
                raise
            file = self._files[focus] = self._opened(focus)
            file.put(answers, objections)

    def _opened(self, focus: str) -> _OpenFile:
        """Return the reader's file of today, if it can be added to, or else a new one."""
        empty = ReviewFile("", focus, self.reader)
        for path in self._paths(focus):
            place = place_of(self.canon.root, path)
            if any(place_of(folder, path).exists() for folder in self.canon.below):
                continue  # in an overlay, a file of this name would replace the one below
            if not place.exists():
                return _OpenFile(self.canon.root, replace(empty, path=path), None)
            content = place.read_bytes()
            found = file_of(path, content)
            if found and _is_ours(found, empty, content) and len(found.answers) < MOST_ANSWERS:
                return _OpenFile(self.canon.root, found, content)
        raise AssertionError("unreachable: the numbers do not end")

    def _paths(self, focus: str) -> Iterator[str]:
        """Yield the names that a file of today can have."""
        folder = Path(self.canon.path_of(*focus.split("."))).stem
        start = f"{REVIEWS}/{folder}/{self.today}-{self.reader.initials}"
        yield f"{start}.yaml"
        number = 2
        while True:
            yield f"{start}-{number}.yaml"
            number += 1


class _OpenFile:
    """A file of reviews below *root* that a sitting adds to: *base* is what it has from before."""

    def __init__(self, root: Path, base: ReviewFile, was: bytes | None) -> None:
        self.root = root
        self.base = base
        self.was = was
        """The content, as this sitting has written or found it; None if there is no file."""
        self._is_new = was is None

    @property
    def path(self) -> str:
        return self.base.path

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody else has written the file in the meantime."""
        try:
            content: bytes | None = place_of(self.root, self.path).read_bytes()
        except OSError:
            content = None
        return content != self.was

    def put(self, answers: Sequence[DutyAnswer], objections: Sequence[Objection]) -> None:
        whole = replace(
            self.base,
            answers=(*self.base.answers, *answers),
            objections=(*self.base.objections, *objections),
        )
        if self._is_new and not (whole.answers or whole.objections):
            self._take_back()
            return
        content = text_of(whole).encode()
        if len(content) > MAX_BYTES:
            raise MachineError(f"{self.path} would be larger than a file of a canon can be")
        if self.was is None:
            self._create(content)
        elif content != self.was:
            atomic_write.write(self.root, self.path, content, was=self.was)
        self.was = content

    def _create(self, content: bytes) -> None:
        if leads_out(str(self.root), self.path):
            raise LevelctlError(
                f"{self.root / self.path} would be written through a link that leads out of the "
                "canon",
                hint="nothing was written; delete the link",
            )
        place = place_of(self.root, self.path)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            _create(place, content)
        except FileExistsError:
            if place.exists():
                raise
            raise _no_folder(place) from None
        except OSError as error:
            reason = error.strerror or error
            raise MachineError(f"{place} cannot be written: {reason}") from error

    def _take_back(self) -> None:
        """Remove the file of this sitting, in which nothing is left."""
        if self.was is None:
            return
        place = place_of(self.root, self.path)
        try:
            if place.read_bytes() == self.was:
                place.unlink()
        except OSError as error:
            raise MachineError(f"{place} cannot be removed: {error.strerror}") from error
        self.was = None


def _no_folder(place: Path) -> MachineError:
    return MachineError(
        f"{place} cannot be written: a file is in the place of its folder", hint="move that file"
    )


def _create(place: Path, content: bytes) -> None:
    """Write the new file *place*, so that others see all of it or nothing."""
    atomic_write.remove_abandoned(place.parent)
    temporary = atomic_write.temporary_in(place.parent)
    with atomic_write.undone(lambda: atomic_write.remove(temporary)):
        atomic_write.fill(temporary, content)
        atomic_write.link(place, temporary)
    atomic_write.settle(place.parent)


def file_of(path: str, content: bytes) -> ReviewFile | None:
    """Return the record of the file with *content*; None if it is broken."""
    from levelctl.canon import parsing

    result = parsing.parse(path, content)
    return review_file(path, result.top.value) if result.top else None


def _is_ours(found: ReviewFile, empty: ReviewFile, content: bytes) -> bool:
    """Return whether *found* is of the same reader and focus, and nobody has edited it."""
    same = (found.reader, found.focus) == (empty.reader, empty.focus)
    return same and text_of(found).encode() == content


def text_of(file: ReviewFile) -> str:
    """Return *file* as YAML."""
    reader = file.reader
    tree: dict[str, object] = {
        "focus": file.focus,
        "reader": _known(
            initials=reader.initials,
            **{"as": reader.reads_as},
            trade=_shown(reader.trade),
            years=reader.years,
        ),
    }
    if file.answers:
        tree["answers"] = [_answer(each) for each in file.answers]
    if file.objections:
        tree["objections"] = [_objection(each) for each in file.objections]
    return yaml_text.write(tree)


def _answer(answer: DutyAnswer) -> dict[str, object]:
    return _known(
        digest=answer.digest,
        level=answer.level,
        text=_shown(answer.text),
        at=answer.at,
        answers=dict(answer.answers),
        placed=answer.placed,
        remark=_shown(answer.remark),
    )


def _objection(objection: Objection) -> dict[str, object]:
    return _known(
        digest=objection.digest,
        level=objection.level,
        text=_shown(objection.text),
        at=objection.at,
        why=_shown(objection.why),
        settles=True if objection.settles else None,
    )


def _known(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}


def _shown(text: str | None) -> str | None:
    """Return *text* on one line and without what a file of a canon may not have."""
    from levelctl.text.safe import one_line

    return None if text is None else one_line(text)
