"""``levelctl completion``: prints the Tab completion script of a shell."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from levelctl.cli import streams

EXAMPLES = (
    "levelctl completion bash",
    "levelctl completion zsh",
    "levelctl completion fish",
)


class Shell(StrEnum):
    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


_ENDINGS = {Shell.POWERSHELL: "ps1"}


def command(
    shell: Annotated[Shell, typer.Argument(help="The shell.")],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]",
            help="Used by the script itself: the words of the command line, after --.",
        ),
    ] = None,
) -> None:
    """
    Print the script that completes commands, options, codes, levels and rules.

    bash: put `source <(levelctl completion bash)` into ~/.bashrc. zsh: put
    `source <(levelctl completion zsh)` into ~/.zshrc, after compinit, or save the script as
    _levelctl in a folder of $fpath. fish: save the script as
    ~/.config/fish/completions/levelctl.fish. PowerShell: add
    `levelctl completion powershell | Out-String | Invoke-Expression` to $PROFILE.
    """
    if words:
        from levelctl.cli.complete import offer, unquoted

        # Only bash passes the words as they were typed.
        offered = offer([*map(unquoted, words)] if shell is Shell.BASH else words)
        streams.write("\n".join((offered.kind, *offered.words)) + "\n")
        return
    script = Path(__file__).parent / "shells" / f"levelctl.{_ENDINGS.get(shell, shell)}"
    streams.write(script.read_text("utf-8"), commands=True)  # nothing in it is other people's
