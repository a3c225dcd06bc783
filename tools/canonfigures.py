"""Figures about the reference canon, for the docs."""

from __future__ import annotations

from collections import Counter

import levelctl
from differentiation import by_chance, marks, steps_off
from levelctl.canon import package_data


def differentiation() -> str:
    """Return how often the level of a duty is found from other foci, as the test measures it."""
    canon = levelctl.open_canon(package_data.CANON)
    off, masked = Counter(steps_off(canon)), Counter(steps_off(canon, marks(canon)))
    total = sum(off.values())
    exact, beside = off[0] / total, (off[0] + off[1]) / total
    without, without_beside = masked[0] / total, (masked[0] + masked[1]) / total
    guessed, guessed_beside = by_chance(canon)
    return (
        "| | its own level | its own or one beside it |\n|---|---:|---:|\n"
        f"| found, of {total:,} duties | {exact:.0%} | {beside:.0%} |\n"
        f"| found without the phrases that mark a level | {without:.0%} | {without_beside:.0%} |\n"
        f"| by guessing | {guessed:.0%} | {guessed_beside:.0%} |\n"
    )


def vocabulary() -> str:
    """Return how much the shared vocabulary holds, and how much of it refers to ESCO and O*NET."""
    canon = levelctl.open_canon(package_data.CANON)
    words = canon.vocabulary
    schemes = Counter(scheme for skill in words.skills for scheme in dict(skill.same_as))
    kinds = {tool.kind for tool in words.tools}
    by_law = sum(bool(each.occupations) for each in words.licenses)
    asking = sum(bool(focus.licenses) for focus in canon.foci)
    return (
        "| | number | of them |\n|---|---:|---|\n"
        f"| skills | {len(words.skills)} "
        f"| {schemes['ESCO']} with an ESCO URI, {schemes['O*NET']} with an O*NET element |\n"
        f"| tools | {len(words.tools)} | {len(kinds)} kinds |\n"
        f"| licenses and certificates | {len(words.licenses)} "
        f"| {by_law} that a law requires for an occupation; {asking} foci ask for some |\n"
    )
