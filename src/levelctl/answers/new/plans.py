"""The files of a new canon, function or focus, and its code."""

from __future__ import annotations

import posixpath
import re
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from levelctl.answers.new.names import checked_name, file_name, scalar
from levelctl.canon import layered, package_data, source
from levelctl.canon.canon import Canon
from levelctl.canon.codes import mint_focus, mint_function, slug
from levelctl.canon.files import THEMES, kind_of, scan_layers
from levelctl.canon.layers import stack_of
from levelctl.canon.loading import merged_paths
from levelctl.canon.model import Dimension, DimensionGroup, Family, Function, Ladder, Level
from levelctl.canon.resolve import resolve, resolve_levels
from levelctl.diagnostics import Severity
from levelctl.errors import CanonError, LevelctlError
from levelctl.record import Record
from levelctl.suggest import did_you_mean
from levelctl.text.paths import is_utf_8, path_of_text
from levelctl.text.safe import one_line, visible

WIDTH = 98
"""The most columns of a wrapped line."""

SkeletonKind = Literal["canon", "function", "focus"]


class FilePlan(Record):
    """The files to create, by path below the canon's folder."""

    kind: SkeletonKind
    code: str | None
    """FUNCTION or FUNCTION.FOCUS; None for a canon."""
    files: dict[str, str]


def plan_canon(name: str, edition: str) -> FilePlan:
    """
    Return the files of a canon *name* without functions, and the schemas for editors.

    The ladder, words and titles are those of the reference canon. Raises LevelctlError if the
    name or the edition is invalid.
    """
    if not is_utf_8(edition):
        raise LevelctlError(
            f"the edition '{visible(edition)}' is not UTF-8", hint="give a date or a number"
        )
    values = {
        "name": scalar(checked_name(name)),
        "edition": scalar(edition),
        "dimensions": _paragraph("dimensions", _reference("canon.yaml")),
    }
    return FilePlan(
        "canon",
        None,
        {
            "canon.yaml": _modeline("schema/", "canon") + _filled("canon", values),
            "ladder.yaml": _modeline("schema/", "ladder") + _reference("ladder.yaml"),
            "families.yaml": _modeline("schema/", "families") + _filled("families", {}),
            "words.yaml": _modeline("schema/", "words") + _reference("words.yaml"),
            "titles.yaml": _modeline("schema/", "titles") + _reference("titles.yaml"),
            **schemas(),
        },
    )


def schemas() -> dict[str, str]:
    """Return the schemas for editors, by path below the canon's folder."""
    return {
        f"schema/{path.name}": path.read_text("utf-8")
        for path in sorted(package_data.SCHEMAS.glob("*.schema.json"))
    }


def plan_function(canon: Canon, name: str, family: str | None = None) -> FilePlan:
    """
    Return the file of a function *name* in *family*, a slug or name; None means the only family.

    Raises LevelctlError if the name is invalid or taken, or if there is no such family, and
    CanonError if an error in another function's file may hide its code.
    """
    name = checked_name(name)
    folder = file_name(name)
    _refuse_taken(canon, name, "function")
    _require_codes(canon)
    code = mint_function(name, {each.code for each in canon.functions})
    values = {
        "code": scalar(code),
        "name": scalar(name),
        "family": scalar(_family(canon.families, family).slug),
    }
    text = _editor_line(canon, "function") + _filled("function", values)
    return FilePlan("function", code, {f"functions/{folder}/function.yaml": text})


def plan_focus(canon: Canon, name: str, function: str, levels: str) -> FilePlan:
    """
    Return the file of a focus *name* in *function*, a code, name or slug, with *levels*.

    Raises LevelctlError if the name is invalid or taken, or if there is no such function or
    level.
    """
    name = checked_name(name)
    file = f"{file_name(name)}.yaml"
    if file == "function.yaml":
        raise LevelctlError(
            f"a focus cannot be named {name!r}, because function.yaml is the file of the function",
            hint="add a word to the name",
        )
    of = _function(canon, function)
    _refuse_taken(canon, name, "focus")
    folder = _folder_of(canon, of)
    single = not any(_is_focus(path, folder) for path in _paths(canon))
    taken = {card.code for each in canon.functions for card in each.foci}
    code = mint_focus(name, of.name, single=single, taken=taken)
    chosen = _levels(canon.ladder, levels)
    values = {
        "code": scalar(code),
        "name": scalar(name),
        "lowest": scalar(chosen[0].code),
        "themes": _themes(canon),
    }
    text = _editor_line(canon, "focus") + _filled("focus", values)
    text += "".join(_filled("level", _level_values(canon, level)) for level in chosen)
    return FilePlan("focus", f"{of.code}.{code}", {path_of_text(f"{folder}/{file}"): text})


def _themes(canon: Canon) -> str:
    """Return the lines that take over all themes of the *canon*, if it has any."""
    themes = (canon.value_of(THEMES) or {}).get("themes", {})
    lines = (f"  {scalar(slug)}: {{}}\n" for slug in themes)
    return "".join(("themes:\n", *lines)) if themes else ""


def _refuse_taken(canon: Canon, name: str, kind: SkeletonKind) -> None:
    taken = [each for each in canon.references(name) if each.kind == kind]
    if taken:
        raise LevelctlError(
            f"{name!r} is already a code, name or alias of {taken[0].code}",
            hint=f"choose another name; levelctl show {taken[0].code} shows what already uses it",
        )


def _require_codes(canon: Canon) -> None:
    """Raise CanonError if a function's file has errors, so that its code is not known."""
    faults = tuple(
        fault
        for fault in canon.diagnostics
        if fault.severity is Severity.ERROR
        and fault.path.endswith("function.yaml")
        and Path(fault.path).exists()
    )
    if faults:
        message = "errors in a function's file may hide its code"
        raise CanonError(message, faults, hint=f"fix {faults[0].path} first")


def _family(families: tuple[Family, ...], text: str | None) -> Family:
    slugs = [each.slug for each in families]
    if text is None:
        if len(families) > 1:
            raise LevelctlError("a function needs a family", hint=f"give --family {_any_of(slugs)}")
        return families[0]
    matching = [each for each in families if text.casefold() in (each.slug, each.name.casefold())]
    if matching:
        return matching[0]
    question = did_you_mean(slug(text), slugs)
    choices = f"families.yaml has {_any_of(slugs)}"
    hint = f"{question} {choices}" if question else f"{choices}; add it there first"
    raise LevelctlError(f"{text!r} is not a family", hint=hint)


def _any_of(words: Iterable[str]) -> str:
    return " or ".join(words)


def _function(canon: Canon, text: str) -> Function:
    """Return the function that *text* means, even if a focus has the same name."""
    if not canon.functions and not canon.diagnostics:
        message = "the canon has no function yet"
        raise LevelctlError(message, hint="levelctl new function NAME creates one")
    folded = " ".join(text.split()).casefold()
    matching = [
        each
        for each in canon.functions
        if folded in (each.code.casefold(), each.name.casefold(), slug(each.name))
    ]
    thing = matching[0] if len(matching) == 1 else resolve(canon, text)
    if not isinstance(thing, Function):
        message = f"{text!r} is not a function"
        raise LevelctlError(message, hint="levelctl list shows the functions")
    return thing


def _folder_of(canon: Canon, function: Function) -> str:
    """Return the folder with the file of *function*; its name may have changed."""
    likely = f"functions/{slug(function.name)}/function.yaml"
    paths = [path for path in _paths(canon) if path.endswith("/function.yaml")]
    stack = stack_of(canon.root)
    for path in sorted(paths, key=lambda each: each != likely):
        code = layered.read(stack, path).parsed.code
        if code and code.text == function.code:
            return path.rpartition("/")[0]
    raise LevelctlError(f"the file of {function.code} no longer exists")


def _paths(canon: Canon) -> Iterable[str]:
    """Return the paths of the files of *canon*, in any of its layers."""
    return merged_paths(scan_layers(canon.root, stack_of(canon.root).folders[1:]))


def _is_focus(path: str, folder: str) -> bool:
    return path.startswith(f"{folder}/") and kind_of(path) == "focus"


def _levels(ladder: Ladder, text: str) -> list[Level]:
    """Return the levels of *ladder* in *text*, in ladder order."""
    wanted = resolve_levels(ladder, text)
    return [level for level in ladder.levels if level.code in wanted]


def levels_left_out(ladder: Ladder, text: str) -> tuple[str, ...]:
    """
    Return the levels that a range in *text* passes, because its tracks branch below them.

    *L1..M2* has no L3 if the managers' track branches at L2.
    """
    chosen = _levels(ladder, text)
    passed = [each for part in text.split(",") for each in _beside(ladder, part)]
    return tuple(level.code for level in ladder.levels if level in passed and level not in chosen)


def _beside(ladder: Ladder, text: str) -> list[Level]:
    """Return the levels on the tracks of the range *text*, if it has several, between its ends."""
    chosen = _levels(ladder, text)
    tracks, ranks = {level.track for level in chosen}, [level.rank for level in chosen]
    if len(tracks) == 1:
        return []
    return [
        level
        for level in ladder.levels
        if level.track in tracks and min(ranks) < level.rank <= max(ranks)
    ]


def _level_values(canon: Canon, level: Level) -> dict[str, str]:
    return {
        "key": scalar(level.code),
        "level": level.code,
        "heading": one_line(f"{level.name}, {level.years}" if level.years else level.name),
        "region": scalar(canon.settings.region),
        "currency": canon.settings.currency,
        "duty": _todo("what the person does, with the verb first", _first_attribute(canon, level)),
        "guideline": _guideline(canon, level),
        "review": _review(canon.dimensions.scores),
    }


def _todo(what: str, said: str) -> str:
    """Return a reminder to write *what*, with what the ladder has *said* about the level."""
    return one_line(f"TODO: {what}; the ladder says {said}" if said else f"TODO: {what}")


def _first_attribute(canon: Canon, level: Level) -> str:
    held = canon.dimensions.attributes.held([level.attributes])
    return _attribute(level, held[0]) if held else _about(level)


def _attribute(level: Level, column: Dimension) -> str:
    heading = column.heading.casefold()
    return f"about the {heading} of {level.code}: {level.attribute(column.key)}"


def _about(level: Level) -> str:
    return f"about {level.code}: {level.summary}" if level.summary else ""


def _guideline(canon: Canon, level: Level) -> str:
    columns = canon.dimensions.guideline.columns
    filled = (
        _filled("column", {"key": column.key, "text": _cell(canon, level, column)})
        for column in columns
    )
    return f"    guideline:\n{''.join(filled)}" if columns else ""


def _cell(canon: Canon, level: Level, column: Dimension) -> str:
    held = canon.dimensions.attributes.held([level.attributes])
    same = next((each for each in held if each.key == column.key), None)
    if column.years:
        said = f"{level.years} for {level.code}" if level.years else ""
    else:
        said = _attribute(level, same) if same else _about(level)
    return _todo(column.heading.casefold(), said)


def _review(scores: DimensionGroup) -> str:
    lines = (f"    #   {column.key}: …\n" for column in scores.columns)
    return f"    # review:\n{''.join(lines)}" if scores.columns else ""


# Text of files.

_MODELINE = re.compile(r"^# yaml-language-server: \$schema=(\S*)\.schema\.json\n", re.MULTILINE)


_PLACE = re.compile(r"^( *)<(\w+)>\n|<(\w+)>", re.MULTILINE)
"""The place of a value in a skeleton: a line of its own, or inside a line."""


def _modeline(folder: str, kind: str) -> str:
    """Return the comment with which editors find the schema of *kind*."""
    return f"# yaml-language-server: $schema={folder}{kind}.schema.json\n"


def _editor_line(canon: Canon, kind: str) -> str:
    """Return the line for a file in a function's folder, with the schemas of ``canon.yaml``."""
    modeline = _MODELINE.search(_read(canon, "canon.yaml"))
    if modeline is None:
        return ""
    folder = modeline[1].removesuffix("canon")
    if "://" not in folder and not folder.startswith("/"):
        folder = posixpath.normpath(f"../../{folder}") + "/"
    return _modeline(folder, kind)


def _read(canon: Canon, path: str) -> str:
    try:
        return source.decode(source.load(canon.root, path))
    except source.SourceError as error:  # it has changed since the canon was opened
        raise CanonError(f"{canon.root / path} cannot be read: {error}") from error


def _reference(path: str) -> str:
    """Return a file of the reference canon without its line for editors."""
    return _MODELINE.sub("", (package_data.CANON / path).read_text("utf-8"), count=1)


def _paragraph(key: str, text: str) -> str:
    """Return the lines of *text*, of a file, between the blank lines around *key*."""
    return next(each for each in text.split("\n\n") if f"\n{key}:" in f"\n{each}") + "\n"


def _filled(name: str, values: Mapping[str, str]) -> str:
    """
    Return the skeleton *name* with *values* instead of their names in angle brackets.

    A value on a line of its own is wrapped, and each line has the same indentation. Where there
    is none, the value is whole lines.
    """
    text = (package_data.SKELETON / f"{name}.yaml").read_text("utf-8")

    def put(match: re.Match[str]) -> str:
        indent, block, inline = match.groups()
        if not block:
            return values[inline]
        return f"{_wrapped(values[block], indent)}\n" if indent else values[block]

    return _PLACE.sub(put, text)


def _wrapped(text: str, indent: str) -> str:
    lines = textwrap.wrap(text, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return textwrap.indent("\n".join(lines), indent)
