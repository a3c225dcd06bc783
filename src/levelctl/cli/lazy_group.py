"""A command group that imports the module of a command only when it is needed."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup, TyperOption
from typer.main import get_command

SHARED = ("canon", "color", "quiet", "no_cache", "no_pager")
"""The options of the group that every command also accepts."""

FORM = "form"
"""The name of the parameter of --format in every command."""

FORMAT_VARIABLE = "LEVELCTL_FORMAT"


class CommandEntry(NamedTuple):
    """A command: its name, the module that defines *command*, and a one-line summary."""

    name: str
    module: str
    summary: str


class _LazyCommands(Mapping[str, Any]):
    """The commands by name; each is built when it is accessed."""

    def __init__(self, entries: tuple[CommandEntry, ...]) -> None:
        self.entries = {entry.name: entry for entry in entries}

    def __getitem__(self, name: str) -> Any:
        return _command(self.entries[name])

    def get(self, name: str, default: Any = None) -> Any:
        # The base class would take any KeyError in a command's module for an unknown command.
        return self[name] if name in self.entries else default

    def __contains__(self, name: object) -> bool:
        return name in self.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


def lazy_group(entries: tuple[CommandEntry, ...]) -> type[TyperGroup]:
    """Return a class of command group with the commands *entries*."""

    class LazyGroup(TyperGroup):
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            # The base class uses only the keys, to suggest similar commands.
            self.commands: Any = _LazyCommands(entries)

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
    """A flag that means ``--format json``; if both options are given, the last one counts."""

    def add_to_parser(self, parser: Any, ctx: Any) -> None:
        parser.add_option(self, self.opts, FORM, action="store_const", const="json")


def _with_json(params: list[Any]) -> Iterator[Any]:
    """Yield *params*, and --json after --format, which can also be set by a variable."""
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
