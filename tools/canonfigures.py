"""Figures about the reference canon, for the docs."""

from __future__ import annotations

from collections import Counter

import levelctl
from differentiation import by_chance, steps_off
from levelctl.canon import package_data


def differentiation() -> str:
    """Return how often the level of a duty is found from other foci, as the test measures it."""
    canon = levelctl.open_canon(package_data.CANON)
    off = Counter(steps_off(canon))
    total = sum(off.values())
    exact, beside = off[0] / total, (off[0] + off[1]) / total
    guessed, guessed_beside = by_chance(canon)
    return (
        "| | its own level | its own or one beside it |\n|---|---:|---:|\n"
        f"| found, of {total:,} duties | {exact:.0%} | {beside:.0%} |\n"
        f"| by guessing | {guessed:.0%} | {guessed_beside:.0%} |\n"
    )
