"""
Draws docs/pictures/reliability.svg: how often answers of each probability are right.

``python tools/reliability.py`` updates it from the tables in benchmarks/; with ``--check`` it fails
if it is stale. A point on the diagonal is a probability that keeps its promise; its area is the
share of the answers that have it.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "pictures" / "reliability.svg"
FOCI = ROOT / "benchmarks" / "match_calibration.csv"
OCCUPATIONS = ROOT / "benchmarks" / "occupation_confidence.csv"

SIDE, MARGIN, TOP, GAP = 300, 56, 44, 60
"""The side of a diagram, what is left of and above it, and between two, in pixels."""

LARGEST = 15
"""The radius of the point of all answers, in pixels."""

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.title { font-weight: 600; }
.frame { fill: none; stroke: #8c959f; }
.promise { stroke: #8c959f; stroke-dasharray: 4 4; }
.point { fill: #0969da; fill-opacity: 0.75; }
.page { fill: #ffffff; }
"""


class Point(NamedTuple):
    """Answers of about the same probability."""

    p: float
    right: float
    answers: int


def main() -> None:
    svg = drawn()
    if "--check" not in sys.argv[1:]:
        PICTURE.write_text(svg, "utf-8")
    elif not PICTURE.exists() or PICTURE.read_text("utf-8") != svg:
        raise SystemExit(f"stale: {PICTURE.name}; update it with python tools/reliability.py")


def drawn() -> str:
    """Return the picture: a diagram of each kind of answer, side by side."""
    diagrams = {
        "foci: golden titles, aliases left out": list(points(FOCI)),
        "occupations: O*NET titles left out": list(
            points(OCCUPATIONS, index="with the model", titles="left out of the index")
        ),
    }
    width = MARGIN + len(diagrams) * (SIDE + GAP)
    height = TOP + SIDE + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<title>How often answers of each probability are right</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="page" width="{width}" height="{height}"/>',
    ]
    for number, (title, found) in enumerate(diagrams.items()):
        parts.extend(diagram(title, found, MARGIN + number * (SIDE + GAP)))
    return "\n".join([*parts, "</svg>", ""])


def points(table: Path, **wanted: str) -> Iterator[Point]:
    """Yield the rows of *table* whose columns have the *wanted* values."""
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if all(row[name] == value for name, value in wanted.items()):
                yield Point(float(row["p"]), float(row["right"]), int(row["count"]))


def diagram(title: str, found: list[Point], left: int) -> Iterator[str]:
    """Yield the elements of one diagram, *left* pixels from the left."""
    whole = sum(point.answers for point in found)
    bottom, right = TOP + SIDE, left + SIDE
    yield f'<text class="title" x="{left}" y="{TOP - 16}">{title}</text>'
    yield f'<rect class="frame" x="{left}" y="{TOP}" width="{SIDE}" height="{SIDE}"/>'
    yield f'<line class="promise" x1="{left}" y1="{bottom}" x2="{right}" y2="{TOP}"/>'
    for share in (0, 0.5, 1):
        x, y = left + share * SIDE, bottom - share * SIDE
        yield f'<text x="{x:.0f}" y="{bottom + 18}" text-anchor="middle">{share:g}</text>'
        yield f'<text x="{left - 8}" y="{y + 4:.0f}" text-anchor="end">{share:g}</text>'
    middle = left + SIDE / 2
    yield f'<text x="{middle:.0f}" y="{bottom + 38}" text-anchor="middle">p of the answer</text>'
    yield f'<text x="{left + 8}" y="{TOP + 18}">share right</text>'
    for point in found:
        x, y = left + point.p * SIDE, bottom - point.right * SIDE
        radius = max(2.5, LARGEST * math.sqrt(point.answers / whole))
        yield (
            f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
            f"<title>p {point.p:.2f}: {point.right:.0%} of {point.answers:,} right</title></circle>"
        )


if __name__ == "__main__":
    main()
