"""What commands answer on the reference canon, for the docs."""

from __future__ import annotations

from levelctl.canon import package_data
from program import NOWHERE, shell


def console(*lines: str) -> str:
    """Return *lines* of a shell with what each answers, where nothing was imported."""
    env = {"LEVELCTL_CANON": str(package_data.CANON), "XDG_DATA_HOME": f"{NOWHERE}nowhere"}
    answers = [f"$ {line}\n{shell(line, env=env).out}" for line in lines]
    return "```console\n" + "\n".join(answers) + "```\n"
