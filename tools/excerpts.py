"""What a command prints, in excerpts, for the docs: run on a terminal, so that they stay true."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from levelctl.canon import package_data
from program import NOWHERE, run_on_pty

WIDTH = 96


def excerpt(line: str, *patterns: str) -> Iterator[str]:
    """Yield *line* and, of its answer on the reference canon, the first match of each pattern."""
    environment = {
        "LEVELCTL_CANON": str(package_data.CANON),
        "XDG_DATA_HOME": f"{NOWHERE}nowhere",
        "NO_COLOR": "1",
    }
    printed, _ = run_on_pty(*shlex.split(line)[1:], width=WIDTH, env=environment)
    yield f"$ {line}"
    for pattern in patterns:
        found = re.search(pattern, printed.replace("\r", ""), re.MULTILINE)
        if found is None:
            raise LookupError(f"{line} prints nothing like {pattern}")
        yield found[0]


def first_screen() -> str:
    """Return the three commands of the README's first screen with excerpts of their answers."""
    answers = (
        excerpt(
            "levelctl show TECHNI2.TECHNICAF44E.P2",
            r"^Technical Product.*",
            r"^P2 Dev.*",
            r"^USD 78.*",
        ),
        excerpt(
            "levelctl diff P2 P4",
            r"^P2 Dev.*",
            r"^Typical experience(\n  .*){2}",
            r"^Autonomy(\n  .*)+",
        ),
        excerpt('levelctl match "tech PM"', r"^TECHNI2.*", r"^Band.*", r"^Level.*"),
    )
    return "\n\n".join("\n".join(answer) for answer in answers)
