"""Where the titles of `levelctl match` come from: arguments, a file or stdin."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

from levelctl.cli import streams
from levelctl.errors import CanonError, LevelctlError
from levelctl.tables.lines import LineReader
from levelctl.tables.rows import BadRow
from levelctl.titles.batch.rows import Form, TitleRow, form_of, rows

STDIN = "-"


class TitleInput(NamedTuple):
    """Titles, and whether the next is here or has to be waited for."""

    rows: Iterator[TitleRow | BadRow]
    ready: Callable[[], bool]
    single: str | None = None
    """The title, if one was given as an argument."""
    read: bool = False
    """Whether they are read from a file or from stdin."""


@contextlib.contextmanager
def title_input(
    titles: Sequence[str], source: Path | None, form: Form | None, column: str | None
) -> Iterator[TitleInput]:
    """
    Open what was given: the arguments *titles*, or the file *source*, where - is stdin.

    Raises LevelctlError if neither or both were, CanonError if the file cannot be read.
    """
    if titles and source:
        raise LevelctlError(f"titles are given, and {source} too", hint="give one of the two")
    if source or list(titles) == [STDIN]:
        with file_input(source or Path(STDIN), form, column) as opened:
            yield opened
        return
    if form or column is not None:
        raise LevelctlError("only a file or stdin has a form and columns", hint="see --from")
    yield _arguments(split_titles(titles))


def split_titles(arguments: Sequence[str]) -> list[str]:
    """
    Return the titles that *arguments* are: who quotes one title quotes each.

    >>> split_titles(["tech", "PM"]), split_titles(["tech PM", "Nurse"]), split_titles(["Nurse"])
    (['tech PM'], ['tech PM', 'Nurse'], ['Nurse'])
    """
    if any(len(each.split()) > 1 for each in arguments):
        return [*arguments]
    return [" ".join(arguments)] if arguments else []


def _arguments(titles: Sequence[str]) -> TitleInput:
    if not any(each.strip() for each in titles):
        raise LevelctlError(
            "there is no title", hint="levelctl match TITLE, or levelctl match --from FILE"
        )
    given_rows = (TitleRow(number, title, {}) for number, title in enumerate(titles, 1))
    return TitleInput(given_rows, lambda: True, titles[0] if len(titles) == 1 else None)


@contextlib.contextmanager
def file_input(path: Path, form: Form | None, column: str | None) -> Iterator[TitleInput]:
    """Open the titles of the file *path*; - is stdin. Raises CanonError if it cannot be read."""
    with _opened(path) as file:
        lines = LineReader(file)
        chosen = form or form_of(path.name, lines, column)
        yield TitleInput(rows(lines, chosen, column), lambda: lines.ready, read=True)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    if str(path) == STDIN:
        yield streams.stdin_stream()
        return
    try:
        file = path.open("rb")
    except OSError as error:
        raise CanonError(f"{path} cannot be read: {error.strerror}") from error
    with file:
        yield file
