"""``levelctl completion``: what makes TAB work in a shell."""

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
    shell: Annotated[Shell, typer.Argument(help="The shell that the script is for.")],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]", help="For the script itself: the words of a line, after --."
        ),
    ] = None,
) -> None:
    """
    Print the script that completes commands, options, codes, levels and rules in a shell.

    bash: put `source <(levelctl completion bash)` into ~/.bashrc. zsh: the same in ~/.zshrc,
    after compinit, or save it as _levelctl in a folder of $fpath. fish: save it as
    ~/.config/fish/completions/levelctl.fish. PowerShell: add
    `levelctl completion powershell | Out-String | Invoke-Expression` to $PROFILE.
    """
    if words:
        from levelctl.cli.complete import offer, unquoted

        # bash alone passes on the words as they are typed.
        offered = offer([*map(unquoted, words)] if shell is Shell.BASH else words)
        streams.write("\n".join((offered.kind, *offered.words)) + "\n")
        return
    script = Path(__file__).parent / "shells" / f"levelctl.{_ENDINGS.get(shell, shell)}"
    streams.write(script.read_text("utf-8"))
