"""
Writes tests/lowest.txt: the lowest version of each range in pyproject.toml, as constraints.

``pip install -c tests/lowest.txt '.[test]'`` installs them; CI runs the tests with them. With
--check, the file is only compared.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

REPO = Path(__file__).parent.parent
PLACE = REPO / "tests" / "lowest.txt"

_RANGE = re.compile(r"(?P<name>[\w.-]+)(\[[\w,-]+\])?>=(?P<lowest>[\d.]+),<[\d.]+")


def constraints() -> Iterator[str]:
    """Yield a constraint for each package that running and testing needs."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["excel"], *extras["onet"], *extras["test"]]
    for requirement in wanted:
        if requirement.startswith("levelctl["):  # one of these extras
            continue
        found = _RANGE.fullmatch(requirement)
        if found is None:
            sys.exit(f"{requirement}: expected NAME>=LOWEST,<HIGHEST")
        yield f"{found['name']}=={found['lowest']}"


def main() -> None:
    """Write the file, or compare it."""
    text = "".join(f"{line}\n" for line in constraints())
    if "--check" not in sys.argv:
        PLACE.write_text(text, "utf-8")
    elif PLACE.read_text("utf-8") != text:
        sys.exit(f"{PLACE.name} is not what pyproject.toml says; run tools/{Path(__file__).name}")


if __name__ == "__main__":
    main()
