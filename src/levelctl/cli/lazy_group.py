"""A group of commands that imports a command only when it is called or asked for help."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup, TyperOption
from typer.main import get_command

SHARED = ("canon", "color", "quiet", "no_cache", "no_pager")
"""The group's options that every command takes as well."""

FORM = "form"
"""What every command calls its option --format."""

FORMAT_VARIABLE = "LEVELCTL_FORMAT"


class CommandEntry(NamedTuple):
    """A command of a group: its name, the module that has it as *command*, and a line on it."""

    name: str
    module: str
    summary: str


class _Commands(Mapping[str, Any]):
    """The commands by name, each made when it is first taken."""

    def __init__(self, entries: tuple[CommandEntry, ...]) -> None:
        self.entries = {entry.name: entry for entry in entries}

    def __getitem__(self, name: str) -> Any:
        return _command(self.entries[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


def lazy_group(entries: tuple[CommandEntry, ...]) -> type[TyperGroup]:
    """Return a class of group whose commands are *entries*."""

    class LazyGroup(TyperGroup):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            # The did-you-mean of the base class asks this for its keys alone.
            self.commands: Any = _Commands(entries)

        def list_commands(self, ctx: Any) -> list[str]:
            return list(self.commands)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            command = super().get_command(ctx, cmd_name)
            if command is not None:
                command.params = list(_with_json(command.params))
                command.params += [param for param in self.params if param.name in SHARED]
            return command

        def format_commands(self, ctx: Any, formatter: Any) -> None:
            with formatter.section("Commands"):
                formatter.write_dl([(entry.name, entry.summary) for entry in entries])

    return LazyGroup


def _command(entry: CommandEntry) -> Any:
    module = import_module(entry.module)
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    help_text = f"{_examples(module.EXAMPLES)}\n\n{inspect.getdoc(module.command)}"
    single.command(entry.name, help=help_text, short_help=entry.summary)(module.command)
    return get_command(single)


class _Json(TyperOption):
    """A flag that the parser takes for ``--format json``; of both, the last one counts."""

    def add_to_parser(self, parser: Any, ctx: Any) -> None:
        parser.add_option(self, self.opts, FORM, action="store_const", const="json")


def _with_json(params: list[Any]) -> Iterator[Any]:
    """Yield *params*; the format may be set by a variable, and JSON by a flag of its own."""
    for param in params:
        yield param
        if param.name == FORM:
            param.envvar = FORMAT_VARIABLE
            yield _Json(
                param_decls=["--json"],
                is_flag=True,
                expose_value=False,
                help="Short for --format json.",
            )


def _examples(examples: tuple[str, ...]) -> str:
    """Return *examples* as a paragraph that help does not wrap."""
    return "\n".join(("\b", *(f"  {example}" for example in examples)))
