"""
What may stand where a person presses TAB: commands, options, and what a canon has.

A shell may evaluate what it is offered, and a canon is other people's text: nothing is offered
but letters, digits, dots, dashes and underscores.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from typer._click.shell_completion import _resolve_context, _resolve_incomplete
from typer.main import get_command

from levelctl.cli.app import app
from levelctl.errors import LevelctlError

if TYPE_CHECKING:
    from levelctl.canon.canon import Canon

CompletionKind = Literal["words", "parts", "files", "folders"]
"""*parts* are beginnings of words, which go on; *files* and *folders* the shell knows itself."""

_PLAIN = re.compile(r"[A-Za-z0-9._-]+")

_QUOTES = "\\'\""


class Offer(NamedTuple):
    """What may stand at a place."""

    kind: CompletionKind
    words: tuple[str, ...] = ()


def unquoted(word: str) -> str:
    r"""
    Return *word*, as it is typed in bash, without its quotes and backslashes.

    A quote may still be open. Nothing in it is expanded, let alone run.

    >>> unquoted(r"our\ levels"), unquoted("'our levels'"), unquoted('"our le')
    ('our levels', 'our levels', 'our le')
    """
    if not {*word} & {*_QUOTES}:
        return word
    import shlex

    for ending in ("", *_QUOTES):
        try:
            parts = shlex.split(word + ending)
        except ValueError:  # something is still open, or this does not close it
            continue
        return parts[0] if len(parts) == 1 else word
    return word


def offer(words: Sequence[str]) -> Offer:
    """
    Return what may stand for the last of *words*, a command line as far as it is written.

    Nothing, where a canon that is needed cannot be read: a person who presses TAB has asked
    for no error.
    """
    *earlier, incomplete = words[1:] or [""]
    args = [word for word in earlier if word != "="]  # bash cuts a word at each
    context = _resolve_context(get_command(app), {}, "levelctl", args)
    parameter, begun = _resolve_incomplete(context, args, incomplete)
    names = (f"{context.command.name} {parameter.name}", str(parameter.name))
    of_canon = next((_COMPLETERS[name] for name in names if name in _COMPLETERS), None)
    fixed = next((_FIXED[name] for name in names if name in _FIXED), None)
    if of_canon and parameter is not context.command:
        return _of_canon(of_canon, args, begun)
    if fixed:
        return Offer("words", safe_words(fixed(), begun))
    if getattr(getattr(parameter, "type", None), "name", "") == "path":
        return Offer("folders" if getattr(parameter, "metavar", "") == "FOLDER" else "files")
    return Offer(
        "words", safe_words((each.value for each in parameter.shell_complete(context, begun)), "")
    )


Completer = Callable[["Canon", str], Iterable[str]]


def _of_canon(completer: Completer, args: Sequence[str], begun: str) -> Offer:
    """Return what *completer* finds for a word that is *begun*, in the canon that *args* name."""
    from levelctl.cache.opening import open_canon
    from levelctl.canon.locate import locate

    try:
        canon = open_canon(locate(_folder(args)))
        words = safe_words(completer(canon, begun), begun)
    except LevelctlError:
        return Offer("words")
    return Offer("parts" if completer is _codes and _has_children(words) else "words", words)


def _folder(args: Sequence[str]) -> Path | None:
    """Return the folder after ``--canon`` in *args*."""
    for option, value in zip(args, (*args[1:], ""), strict=True):
        if option == "--canon" and value:
            return Path(value).expanduser()
        if option.startswith("--canon="):
            return Path(option.removeprefix("--canon=")).expanduser()
    return None


def safe_words(words: Iterable[str], begun: str) -> tuple[str, ...]:
    """Return those of *words* that begin as *begun*, in any case, and that no shell acts on."""
    start = begun.casefold()
    return tuple(
        dict.fromkeys(
            word for word in words if word.casefold().startswith(start) and _PLAIN.fullmatch(word)
        )
    )


def _has_children(codes: Sequence[str]) -> bool:
    """Tell whether *codes* are a single one that has codes below it."""
    return len(codes) == 1 and codes[0].count(".") < 2  # noqa: PLR2004 - dots of a whole code


def _codes(canon: Canon, begun: str) -> Iterable[str]:
    """Yield codes with as many parts as *begun* has, and levels where it has one."""
    parts = begun.count(".")
    if not parts:
        yield from _level_codes(canon, begun)
    for function in canon.functions:
        if not parts:
            yield function.code
        for card in function.foci:
            if not parts:
                yield card.code
            full_code = f"{function.code}.{card.code}"
            if parts == 1:
                yield full_code
                yield from (f"{card.code}.{level}" for level, _ in card.levels)
            if parts > 1 or begun.casefold() == full_code.casefold():
                yield from (f"{full_code}.{level}" for level, _ in card.levels)


def _foci(canon: Canon, begun: str) -> Iterable[str]:
    """Yield the codes of functions and foci, whole or their last part."""
    for function in canon.functions:
        yield function.code
        for card in function.foci:
            yield card.code
            if "." in begun:
                yield f"{function.code}.{card.code}"


def _functions(canon: Canon, _: str) -> Iterable[str]:
    return (function.code for function in canon.functions)


def _families(canon: Canon, _: str) -> Iterable[str]:
    return (family.slug for family in canon.families)


def _tracks(canon: Canon, _: str) -> Iterable[str]:
    return (track.code for track in canon.ladder.tracks)


def _level_codes(canon: Canon, _: str) -> Iterable[str]:
    return (level.code for level in canon.ladder.levels)


def _statuses() -> Iterable[str]:
    from typing import get_args

    from levelctl.canon.model import Status

    return get_args(Status)


def _sections() -> Iterable[str]:
    from levelctl.answers.show.records import PROFILE_SECTIONS

    return PROFILE_SECTIONS


def _compared() -> Iterable[str]:
    from levelctl.answers.diff.records import Section

    return (*Section,)


def _parts() -> Iterable[str]:
    from levelctl.answers.list import PARTS

    return PARTS


def _spaces() -> Iterable[str]:
    from levelctl.answers.near import SPACES

    return (name.partition("@")[0] for name in SPACES)


def _bands() -> Iterable[str]:
    from levelctl.answers.near import BANDS

    return (each.replace(" ", "-") for each in BANDS)


def _topics() -> Iterable[str]:
    from levelctl.cli.app import COMMANDS
    from levelctl.cli.help_topics import TOPICS

    return (*TOPICS, *(entry.name for entry in COMMANDS))


def _rules() -> Iterable[str]:
    severities: dict[str, object] = _schema()["properties"]["check"]["properties"]["severity"]
    return cast("dict[str, object]", severities["properties"])


def _groups() -> Iterable[str]:
    return cast("list[str]", _schema()["$defs"]["rule"]["enum"])


def _schema() -> dict[str, Any]:
    """Return the schema of ``canon.yaml``, which has every name: the rules take long to import."""
    from levelctl.canon import package_data
    from levelctl.record import decode

    return decode((package_data.SCHEMAS / "canon.schema.json").read_bytes(), dict[str, Any])


_COMPLETERS: dict[str, Completer] = {
    "ref": _codes,
    "within": _foci,
    "focus": _foci,
    "family": _families,
    "function": _functions,
    "track": _tracks,
    "level": _level_codes,
    "levels": _level_codes,
    "diff side": _codes,
    "near to": _codes,
    "path start": _codes,
    "path goal": _codes,
}
"""What of a canon completes a parameter, by its name, or by its command's and its own."""

_FIXED: dict[str, Callable[[], Iterable[str]]] = {
    "status": _statuses,
    "show section": _sections,
    "diff only": _compared,
    "near space": _spaces,
    "near band": _bands,
    "list has": _parts,
    "list lacks": _parts,
    "rule name": _rules,
    "check select": _groups,
    "check ignore": _groups,
    "help topic": _topics,
}
"""What every canon has, and one that cannot be read."""
