"""``levelctl help``: explains a command or a topic."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from levelctl.cli import streams
from levelctl.cli.session import Session, rendered
from levelctl.errors import LevelctlError
from levelctl.suggest import did_you_mean

EXAMPLES = (
    "levelctl help references",
    "levelctl help exit-codes",
    "levelctl help environment",
    "levelctl help match",
)


def command(
    context: typer.Context,
    topic: Annotated[
        str | None, typer.Argument(metavar="[TOPIC]", help="A topic, or a command.")
    ] = None,
) -> None:
    """
    Explain a topic or a command.

    Topics: exit-codes, environment, formats, references.
    """
    from levelctl.cli.help_topics import TOPICS

    session = Session.of(context)
    group = context.find_root()
    if topic is None:
        session.put(f"{group.get_help()}\n")
    elif topic in TOPICS:
        session.put(rendered(TOPICS[topic](), streams.terminal(session.color)))
    else:
        session.put(_of_command(group, topic))


def _of_command(group: Any, name: str) -> str:
    """Return the help of the command *name* in *group*. Raises LevelctlError if there is none."""
    command = group.command.get_command(group, name)
    if command is None:
        raise _unknown(name, group.command.list_commands(group))
    with command.make_context(name, [], parent=group, resilient_parsing=True) as context:
        return f"{command.get_help(context)}\n"


def _unknown(name: str, commands: list[str]) -> LevelctlError:
    from levelctl.cli.help_topics import TOPICS

    hint = did_you_mean(name, [*TOPICS, *commands]) or f"topics: {', '.join(TOPICS)}"
    return LevelctlError(f"{name!r} is neither a topic nor a command", hint=hint)
