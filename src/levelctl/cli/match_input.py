"""Reads the titles of `levelctl match` from arguments, a file or stdin."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

from levelctl.cli import streams
from levelctl.errors import CanonError, LevelctlError
from levelctl.tables.lines import LineReader
from levelctl.tables.opening import refuse_endless
from levelctl.tables.rows import BadRow
from levelctl.text.paths import joined
from levelctl.titles.batch.rows import InputFormat, TitleRow, form_of, rows

STDIN = "-"

_HINT = "give a file of titles, or a pipe"


class TitleInput(NamedTuple):
    """Titles, and a function that returns whether the next can be read without waiting."""

    rows: Iterator[TitleRow | BadRow]
    ready: Callable[[], bool]
    single: str | None = None
    """The title, if the arguments contain exactly one."""
    read: bool = False
    """Whether the titles are read from a file or stdin."""


@contextlib.contextmanager
def title_input(
    titles: Sequence[str], source: Path | None, form: InputFormat | None, column: str | None
) -> Iterator[TitleInput]:
    """
    Open the titles: the arguments *titles*, or those in the file *source*; - is stdin.

    Raises LevelctlError if neither or both are given, CanonError if the file cannot be read.
    """
    if titles and source:
        raise LevelctlError(
            f"give either titles or {source}, not both", hint="leave out one of them"
        )
    if source or list(titles) == [STDIN]:
        with file_input(source or Path(STDIN), form, column) as opened:
            yield opened
        return
    if form or column is not None:
        raise LevelctlError(
            "--input and --column apply only to a file or stdin", hint="give the file with --from"
        )
    yield _arguments(split_titles([*map(joined, titles)]))


def split_titles(arguments: Sequence[str]) -> list[str]:
    """
    Return the titles in *arguments*: if any contains a space, each is a title; else all are one.

    >>> split_titles(["tech", "PM"]), split_titles(["tech PM", "Nurse"]), split_titles(["Nurse"])
    (['tech PM'], ['tech PM', 'Nurse'], ['Nurse'])
    """
    if any(len(argument.split()) > 1 for argument in arguments):
        return [*arguments]
    return [" ".join(arguments)] if arguments else []


def _arguments(titles: Sequence[str]) -> TitleInput:
    if not any(title.strip() for title in titles):
        raise LevelctlError(
            "no title was given", hint="levelctl match TITLE, or levelctl match --from FILE"
        )
    title_rows = (TitleRow(number, title, {}) for number, title in enumerate(titles, 1))
    return TitleInput(title_rows, lambda: True, titles[0] if len(titles) == 1 else None)


@contextlib.contextmanager
def file_input(path: Path, form: InputFormat | None, column: str | None) -> Iterator[TitleInput]:
    """
    Open the titles of the file *path*; - is stdin.

    Raises CanonError if it cannot be read, LevelctlError if it is also the output.
    """
    with _opened(path) as file:
        lines = LineReader(file)
        chosen = form or form_of(path.name, lines, column)
        yield TitleInput(rows(lines, chosen, column), lambda: lines.ready, read=True)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    if str(path) == STDIN:
        stdin = streams.stdin_stream()
        refuse_endless("stdin", stdin, _HINT)
        yield stdin
        return
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:  # a path that no file can have is a ValueError
        reason = getattr(error, "strerror", None) or error
        raise CanonError(f"{path} cannot be read: {reason}") from error
    with file:
        refuse_endless(path, file, _HINT)
        from levelctl.cli.same_file import refuse_output

        refuse_output(str(path), file.fileno())
        yield file
