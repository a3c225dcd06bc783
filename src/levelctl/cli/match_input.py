"""Reads the titles of `levelctl match` from arguments, a file or stdin."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

from levelctl.cli import streams
from levelctl.errors import CanonError, LevelctlError
from levelctl.tables.opening import refuse_endless
from levelctl.text.paths import joined
from levelctl.titles.batch.title_rows import BadTitleRow, Choice, InputFormat, Note, TitleRow

STDIN = "-"

_HINT = "give a file of titles, or a pipe"


class TitleSource(NamedTuple):
    """A file of titles, and what a person says about it."""

    path: Path | None = None
    """The file; - is stdin."""
    form: InputFormat | None = None
    column: str | None = None
    delimiter: str | None = None
    skip: int = 0
    encoding: str | None = None
    sheet: str | None = None

    @property
    def options(self) -> list[str]:
        """The names of the options that say something about it."""
        said = {
            "--input": self.form,
            "--column": self.column,
            "--delimiter": self.delimiter,
            "--skip": self.skip or None,
            "--encoding": self.encoding,
            "--sheet": self.sheet,
        }
        return [name for name, value in said.items() if value is not None]


class TitleInput(NamedTuple):
    """Titles, and a function that returns whether the next can be read without waiting."""

    rows: Iterator[TitleRow | BadTitleRow]
    ready: Callable[[], bool]
    single: str | None = None
    """The title, if the arguments contain exactly one."""
    read: bool = False
    """Whether the titles are read from a file or stdin."""


@contextlib.contextmanager
def title_input(titles: Sequence[str], source: TitleSource, note: Note) -> Iterator[TitleInput]:
    """
    Open the titles: the arguments *titles*, or those in the file *source*; - is stdin.

    *note* receives what is to be known about how the file is read.

    Raises LevelctlError if neither or both are given, CanonError if the file cannot be read.
    """
    if titles and source.path:
        raise LevelctlError(
            f"give either titles or {source.path}, not both", hint="leave out one of them"
        )
    if source.path or list(titles) == [STDIN]:
        with file_input(source._replace(path=source.path or Path(STDIN)), note) as opened:
            yield opened
        return
    if source.options:
        options = " and ".join(source.options)
        apply = "apply" if len(source.options) > 1 else "applies"
        raise LevelctlError(
            f"{options} {apply} only to a file or stdin", hint="give the file with --from"
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
def file_input(source: TitleSource, note: Note) -> Iterator[TitleInput]:
    """
    Open the titles of the file *source*.

    Raises CanonError if it cannot be read, LevelctlError if it is also the output or if something
    that is said about it is wrong.
    """
    from levelctl.tables.decoding import GUESS, codec_of
    from levelctl.tables.lines import LineReader
    from levelctl.titles.batch.formats import form_of
    from levelctl.titles.batch.opened import opened_titles

    choice = _choice(source)
    encoding = codec_of(source.encoding) if source.encoding else None
    path = source.path or Path(STDIN)
    with _opened(path) as file:
        lines = LineReader(file, encoding=encoding)
        form = form_of(
            str(path), lines, source.column, told=source.form, delimiter=source.delimiter
        )
        if encoding == GUESS:
            note(f"the encoding was guessed: {lines.encoding}")
        _refuse_options(source, form)
        sniffed = source.form is None
        with opened_titles(path, lines, form, choice, sniffed=sniffed, note=note) as titles:
            yield TitleInput(*titles, read=True)


def _choice(source: TitleSource) -> Choice:
    if source.delimiter is None:
        return Choice(source.column, None, source.skip, source.sheet)
    from levelctl.tables.delimiters import told

    delimiter = told(source.delimiter)
    if delimiter is None:
        raise LevelctlError(
            f"{source.delimiter!r} cannot be a delimiter",
            hint="give a character such as ';' or '|', or the word tab",
        )
    return Choice(source.column, delimiter, source.skip, source.sheet)


_ONLY = {
    "--delimiter": (InputFormat.CSV, InputFormat.TSV),
    "--encoding": tuple(each for each in InputFormat if each is not InputFormat.XLSX),
    "--sheet": (InputFormat.XLSX,),
    "--skip": (InputFormat.LINES, InputFormat.CSV, InputFormat.TSV, InputFormat.XLSX),
}
"""The formats that have what an option is about."""


def _refuse_options(source: TitleSource, form: InputFormat) -> None:
    """Raise LevelctlError if an option is about something that *form* does not have."""
    for option in source.options:
        if option in _ONLY and form not in _ONLY[option]:
            raise LevelctlError(
                f"{option} does not apply to {form.value}",
                hint="leave it out, or give another format with --input",
            )


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
