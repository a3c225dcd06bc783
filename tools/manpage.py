"""
Writes the manual page, of the same text as the help: ``docs/man/levelctl.1``.

``python tools/manpage.py`` updates it, ``--check`` exits with 1 if it is not up to date.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from typer.main import get_command

from levelctl import __version__
from levelctl.cli.app import COMMANDS, QUESTIONS, app
from levelctl.cli.help_topics import TOPICS
from levelctl.cli.lazy_group import SHARED, CommandEntry
from levelctl.text.document import Commands, Document, Facts, Heading, Paragraph, bare

PATH = Path(__file__).parents[1] / "docs" / "man" / "levelctl.1"


def main() -> None:
    page = "\n".join(manual()) + "\n"
    if "--check" in sys.argv[1:]:
        if not PATH.exists() or PATH.read_text("utf-8") != page:
            sys.exit(f"{PATH} is not what the help says: run tools/manpage.py")
        return
    PATH.parent.mkdir(parents=True, exist_ok=True)
    PATH.write_text(page, "utf-8")


def manual() -> Iterator[str]:
    """Yield the lines of the page, in the macros of man(7)."""
    group: Any = get_command(app)
    context = group.make_context("levelctl", [], resilient_parsing=True)
    yield f'.TH LEVELCTL 1 "" "levelctl {__version__}" "User Commands"'
    # No word is split, and no line stretched: what stands there may be copied.
    yield from (".nh", ".ad l")
    yield ".SH NAME"
    yield r"levelctl \- job architecture as code: show, compare and match job levels"
    yield ".SH SYNOPSIS"
    yield r".B levelctl"
    yield r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGUMENTS\fR]"
    yield ".SH DESCRIPTION"
    yield from code(QUESTIONS.splitlines())
    yield ".SH OPTIONS"
    yield from options(group.params, context)
    yield ".SH COMMANDS"
    for entry in COMMANDS:
        yield from command(entry, group.get_command(context, entry.name), context)
    for topic in TOPICS.values():
        yield from section(topic())


def command(entry: CommandEntry, found: Any, parent: Any) -> Iterator[str]:
    """Yield what *entry* does, with its examples and options."""
    module = import_module(entry.module)
    yield f".SS levelctl {entry.name}"
    yield from code(module.EXAMPLES)
    for paragraph in str(inspect.getdoc(module.command)).split("\n\n"):
        yield ".PP"
        yield plain(" ".join(paragraph.split()))
    with found.make_context(entry.name, [], parent=parent, resilient_parsing=True) as context:
        yield from options([each for each in found.params if each.name not in SHARED], context)


def options(params: list[Any], context: Any) -> Iterator[str]:
    for param in params:
        if param.param_type_name == "argument":
            names, words = param.make_metavar(context), param.help or ""
        else:
            record = param.get_help_record(context)
            if record is None:
                continue
            names, words = record
        yield ".TP"
        yield rf"\fB{plain(names)}\fR"
        yield plain(words)


def section(document: Document) -> Iterator[str]:
    """Yield a page of help as a section."""
    for block in document:
        match block:
            case Heading():
                yield f".SH {plain(bare(block.text)).upper()}"
            case Paragraph():
                yield ".PP"
                yield plain(bare(block.text))
            case Facts():
                for name, words in block.pairs:
                    yield ".TP"
                    yield rf"\fB{plain(name)}\fR"
                    yield plain(bare(words))
            case Commands():
                yield from code(block.lines)
            case _:
                raise TypeError(f"the manual has no form for {block}")


def code(lines: Any) -> Iterator[str]:
    yield from (".PP", ".nf", ".RS 4")
    yield from map(plain, lines)
    yield from (".RE", ".fi")


def plain(text: str) -> str:
    """Return *text* escaped, so that roff interprets no part of it."""
    escaped = text.replace("\\", r"\(rs").replace("-", r"\-").replace("'", r"\(aq")
    return rf"\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    main()
