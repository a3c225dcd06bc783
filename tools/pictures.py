"""
Draws docs/pictures/*.svg: what a terminal shows, as levelctl itself draws it.

``python tools/pictures.py`` updates them; with ``--check`` it fails if they are stale.
"""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

import levelctl
from levelctl.canon import package_data
from levelctl.cli.check import source_line
from levelctl.layout import check, diff, match, near, path, pay, rubric, rule
from levelctl.layout import list as listing
from levelctl.layout.show import page
from levelctl.output.terminal import console, renderable
from levelctl.text.document import Document

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"

_FETCHED_FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)

CODE = "TECHNI2.TECHNICAF44E.P2"

PLANTED = FOLDER.parents[1] / "tests" / "canons" / "planted"
"""A canon with findings, and the folder to which their paths are relative."""

FAULTY = "functions/planting/rose-grower.yaml"


NARROW, WIDE = 80, 120
"""The common widths of terminals, in columns."""


def pages() -> dict[str, tuple[str, Document]]:
    """Return by name each command that is drawn, with the document that it shows."""
    os.chdir(PLANTED)
    os.environ["XDG_DATA_HOME"] = os.devnull  # what this machine has imported is nobody else's
    canon = levelctl.open_canon(package_data.CANON)
    duties = levelctl.diff(canon, "P4", "P5", focus="tech pm", only=["pay", "responsibilities"])
    title = "Sr. BE Eng (m/w/d) - Remote"
    return {
        "show": (
            f"levelctl show {CODE} --this-level",
            page.document(levelctl.show(canon, CODE, all_levels=False)),
        ),
        "diff-levels": (
            "levelctl diff P2 P4",
            diff.document(levelctl.diff(canon, "P2", "P4")),
        ),
        "diff": (
            "levelctl diff P4 P5 --in 'tech pm' --only pay --only responsibilities",
            diff.document(duties),
        ),
        "match": (
            f"levelctl match '{title}'",
            match.page(levelctl.matcher(canon, cache=False).match(title)),
        ),
        "near": (f"levelctl near {CODE}", near.document(levelctl.near(canon, CODE))),
        "pay": (
            "levelctl pay tech pm P3 --salary 95k",
            pay.document(levelctl.pay(canon, "tech pm P3", salary="95k")),
        ),
        "path": (
            "levelctl path TECHNICAF44E.P4 PRODUCTMF2CC.M4",
            path.document(levelctl.path(canon, "TECHNICAF44E.P4", "PRODUCTMF2CC.M4")),
        ),
        "rubric": (
            "levelctl rubric --levels P2..P4 --transpose",
            rubric.document(levelctl.rubric(canon, levels="P2..P4", transposed=True)),
        ),
        "check": (
            f"levelctl check {FAULTY}",
            check.document(levelctl.check(FAULTY, cache=False), source_line({})),
        ),
        "rule": ("levelctl rule pay-order", rule.document(levelctl.explain("pay-order"))),
        "list": ("levelctl list", listing.document(levelctl.list_profiles(canon))),
    }


def pictures() -> dict[str, tuple[str, Document, int]]:
    """Return by file name the command, the document that it shows and the terminal's width."""
    return {
        f"{name}{ending}.svg": (command, document, width)
        for name, (command, document) in pages().items()
        for ending, width in (("-80", NARROW), ("", WIDE))
    }


def drawn(name: str, command: str, document: Document, width: int) -> str:
    """Return the SVG of a terminal *width* columns wide that answers *command*."""
    terminal = console(io.StringIO(), width=width, color=True, record=True)
    terminal.print(renderable(document, width, color=True))
    svg = terminal.export_svg(title=command, unique_id=Path(name).stem)
    return _FETCHED_FONT.sub("", svg).replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")


def main() -> None:
    check = "--check" in sys.argv[1:]
    stale = []
    for name, (command, document, width) in pictures().items():
        path, svg = FOLDER / name, drawn(name, command, document, width)
        if check and (not path.exists() or path.read_text("utf-8") != svg):
            stale.append(name)
        elif not check:
            path.write_text(svg, "utf-8")
            print(path)
    if stale:
        raise SystemExit(f"stale: {', '.join(stale)}; update them with python tools/pictures.py")


if __name__ == "__main__":
    main()
