"""
Completes a command line when a person presses Tab: commands, options and names in a canon.

A shell may evaluate a completion, and a canon is other people's text. So completions contain only
letters, digits, dots, dashes and underscores.
"""

from __future__ import annotations

import os
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
"""*parts* are incomplete words. The shell itself completes *files* and *folders*."""

_PLAIN = re.compile(r"[A-Za-z0-9._-]+")

_QUOTES = "\\'\""

_ANSI = r"\$'((?:[^'\\]|\\.)*)'"
"""What bash puts around a name with bytes that cannot be typed."""


class Offer(NamedTuple):
    """The completions for a word."""

    kind: CompletionKind
    words: tuple[str, ...] = ()


def unquoted(word: str) -> str:
    r"""
    Return *word*, as typed in bash, without its quotes and backslashes.

    A quote can still be open. Nothing in the word is expanded or run.

    >>> unquoted(r"our\ levels"), unquoted("'our levels'"), unquoted('"our le')
    ('our levels', 'our levels', 'our le')
    >>> unquoted(r"$'caf\351'/x") == "caf\udce9/x"
    True
    """
    if not {*word} & {*_QUOTES}:
        return word
    import shlex

    word = re.sub(_ANSI, _ansi_unquoted, word)
    for ending in ("", *_QUOTES):
        try:
            parts = shlex.split(word + ending)
        except ValueError:  # a quote is open, and this ending does not close it
            continue
        return parts[0] if len(parts) == 1 else word
    return word


def _ansi_unquoted(match: re.Match[str]) -> str:
    """Return a part of a word in $'...' in simple quotes, with the bytes that its escapes mean."""
    import shlex

    try:
        text = os.fsencode(match[1]).decode("unicode_escape")
        return shlex.quote(os.fsdecode(text.encode("latin-1")))
    except UnicodeError:  # an escape that bash does not know, or a letter instead of a byte
        return match[0]


def offer(words: Sequence[str]) -> Offer:
    """
    Return the completions for the last of *words*, the command line so far.

    If they come from a canon that cannot be read, there are none: pressing Tab must not print an
    error.
    """
    *earlier, incomplete = words[1:] or [""]
    args = [word for word in earlier if word != "="]  # bash splits words at =
    context = _resolve_context(get_command(app), {}, "levelctl", args)
    parameter, begun = _resolve_incomplete(context, args, incomplete)
    names = (f"{context.command.name} {parameter.name}", str(parameter.name))
    of_canon = next((_COMPLETERS[name] for name in names if name in _COMPLETERS), None)
    fixed = next((_FIXED[name] for name in names if name in _FIXED), None)
    if "review words" in names and {"export", "import"} & {*args}:
        return Offer("files")
    if of_canon and parameter is not context.command:
        return _of_canon(of_canon, args, begun)
    if fixed:
        return Offer("words", safe_words(fixed(), begun))
    if "match prior" in names:
        lists = safe_words(_lists(), begun)
        return Offer("words", lists) if lists else Offer("files")
    if getattr(getattr(parameter, "type", None), "name", "") == "path":
        return Offer("folders" if getattr(parameter, "metavar", "") == "FOLDER" else "files")
    return Offer(
        "words", safe_words((item.value for item in parameter.shell_complete(context, begun)), "")
    )


Completer = Callable[["Canon", str], Iterable[str]]


def _of_canon(completer: Completer, args: Sequence[str], begun: str) -> Offer:
    """Return the completions of *begun* by *completer*, from the canon that *args* name."""
    from levelctl.cache.opening import open_canon
    from levelctl.canon.locate import locate

    try:
        canon = open_canon(locate(_folder(args)))
        words = safe_words(completer(canon, begun), begun)
    except LevelctlError:
        return Offer("words")
    of_codes = completer in (_codes, _shown)
    is_part = of_codes and _has_children(words) and not _is_whole(canon, words[0])
    return Offer("parts" if is_part else "words", words)


def _folder(args: Sequence[str]) -> Path | None:
    """Return the folder after ``--canon`` in *args*."""
    for option, value in zip(args, (*args[1:], ""), strict=True):
        if option == "--canon" and value:
            return Path(value).expanduser()
        if option.startswith("--canon="):
            return Path(option.removeprefix("--canon=")).expanduser()
    return None


def safe_words(words: Iterable[str], begun: str) -> tuple[str, ...]:
    """Return the *words* that start with *begun*, ignoring case, and are safe in a shell."""
    start = begun.casefold()
    return tuple(
        dict.fromkeys(
            word for word in words if word.casefold().startswith(start) and _PLAIN.fullmatch(word)
        )
    )


def _has_children(codes: Sequence[str]) -> bool:
    """Return whether *codes* are a single code that has codes below it."""
    return len(codes) == 1 and codes[0].count(".") < 2  # noqa: PLR2004 - dots in a full code


def _is_whole(canon: Canon, word: str) -> bool:
    """Return whether *word* is a level or ends with one, or is the slug of a skill and no code."""
    end = f".{word}".casefold()
    levels = any(end.endswith(f".{level.casefold()}") for level in _level_codes(canon, ""))
    return levels or word not in _codes(canon, word)


def _codes(canon: Canon, begun: str) -> Iterable[str]:
    """Yield levels, which can have periods, and codes with as many parts as *begun*."""
    parts = begun.count(".")
    yield from _level_codes(canon, begun)
    for function in canon.functions:
        if not parts:
            yield function.code
        for summary in function.foci:
            if not parts:
                yield summary.code
            full_code = f"{function.code}.{summary.code}"
            if parts == 1:
                yield full_code
            if _begins(begun, f"{summary.code}."):
                yield from (f"{summary.code}.{level}" for level, _ in summary.levels)
            if _begins(begun, full_code):
                yield from (f"{full_code}.{level}" for level, _ in summary.levels)


def _begins(begun: str, code: str) -> bool:
    return begun.casefold().startswith(code.casefold())


def _shown(canon: Canon, begun: str) -> Iterable[str]:
    """Yield what has a page: codes, and the slugs of skills, licenses and tools."""
    yield from _codes(canon, begun)
    words = canon.vocabulary
    yield from (each.slug for each in words.skills)
    yield from (each.slug for each in words.licenses)
    yield from (each.slug for each in words.tools)


def _skills(canon: Canon, _: str) -> Iterable[str]:
    return (skill.slug for skill in canon.vocabulary.skills)


def _skill_groups(canon: Canon, _: str) -> Iterable[str]:
    return (group.slug for group in canon.vocabulary.groups)


def _steps(canon: Canon, _: str) -> Iterable[str]:
    return (step.slug for step in canon.vocabulary.scale)


def _foci(canon: Canon, begun: str) -> Iterable[str]:
    """Yield the codes of functions and foci, in full or by their last part."""
    for function in canon.functions:
        yield function.code
        for summary in function.foci:
            yield summary.code
            if "." in begun:
                yield f"{function.code}.{summary.code}"


def _functions(canon: Canon, _: str) -> Iterable[str]:
    return (function.code for function in canon.functions)


def _families(canon: Canon, _: str) -> Iterable[str]:
    return (family.slug for family in canon.families)


def _tracks(canon: Canon, _: str) -> Iterable[str]:
    return (track.code for track in canon.ladder.tracks)


def _level_codes(canon: Canon, _: str) -> Iterable[str]:
    return (level.code for level in canon.ladder.levels)


def _level_ranges(canon: Canon, begun: str) -> Iterable[str]:
    """Yield levels and, behind the two periods of a range, the levels above its first one."""
    first, dots, _ = begun.rpartition("..")
    low = canon.ladder.typed(first) if dots else None
    if low is None:
        yield from _level_codes(canon, begun)
        return
    levels = canon.ladder.levels
    above = (each for each in levels if each == low or low in canon.ladder.below(each))
    yield from (f"{first}..{level.code}" for level in above)


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

    return dict.fromkeys(name.partition("@")[0] for name in SPACES)


def _bands() -> Iterable[str]:
    from levelctl.answers.near import BANDS

    return (band.replace(" ", "-") for band in BANDS)


def _topics() -> Iterable[str]:
    from levelctl.cli.app import COMMANDS
    from levelctl.cli.help_topics import TOPICS

    return (*TOPICS, *(entry.name for entry in COMMANDS))


def _lists() -> Iterable[str]:
    """Return the names of the imported lists of coded titles; none if they are damaged."""
    from levelctl.occupations import coded_titles

    try:
        return [each.name for each in coded_titles.imported()]
    except LevelctlError:
        return []


def _rules() -> Iterable[str]:
    severities: dict[str, object] = _schema()["properties"]["check"]["properties"]["severity"]
    return cast("dict[str, object]", severities["properties"])


def _groups() -> Iterable[str]:
    return cast("list[str]", _schema()["$defs"]["rule"]["enum"])


def _schema() -> dict[str, Any]:
    """Return the schema of ``canon.yaml``; it lists all rules, which take long to import."""
    from levelctl.canon import package_data
    from levelctl.record import decode

    return decode((package_data.SCHEMAS / "canon.schema.json").read_bytes(), dict[str, Any])


_COMPLETERS: dict[str, Completer] = {
    "show ref": _shown,
    "ref": _codes,
    "within": _foci,
    "focus": _foci,
    "family": _families,
    "function": _functions,
    "track": _tracks,
    "level": _level_ranges,
    "levels": _level_ranges,
    "diff side": _codes,
    "review words": _codes,
    "near to": _codes,
    "path start": _codes,
    "path goal": _codes,
    "skills query": _skills,
    "group": _skill_groups,
    "step": _steps,
}
"""Completers that read the canon, by parameter, or by command and parameter."""

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
"""Completers that do not depend on the canon, by parameter, or by command and parameter."""
