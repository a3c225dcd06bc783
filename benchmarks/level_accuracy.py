"""
How often the level that a title's words say is the one that people gave it.

    python benchmarks/level_accuracy.py [FOLDER]

FOLDER holds ``seniority_positions.csv`` and ``seniority_cv.csv``; it is /work/shared/data/titles
unless said otherwise. Both know few classes, so that our levels are mapped to them: by the levels
and their ranges, and by one convention of the labels that no ladder shares. To the people who
labeled positions, whoever is called a manager is one, whatever they manage; so a contributor's
noun of the ladder with that word, such as *product manager*, counts as *Manager* there and as
*Professional* in CVs.

Of positions: *C-Suite* is E6. *VP* is M6 to E5, if the range begins no lower than M6: a title
that may be less, such as head of or managing director, is their *Director*, as are M4, M5, E1
and E2. *Manager* is M1 to M3, a contributor's noun as above, and what says P4 and no less, which
is "lead": whoever leads others is their manager. All else is *Other*.

Of CVs: *Management* is E4 to E6, what is M6 and no less ("vice president"), E3 that can be E6
("managing director") and M3 that can be E3 ("general manager"). *Director* is M5 and E1 to E3, M4
unless its range begins below M3, as that of a deputy head, and M6 unless it begins below M4. *Lead*
is other M4 and M6 ("head of"), M1 and M3, M2 that may be a contributor ("leader"), "lead" as above,
and P1 that may be S2 and P2, which is "coordinator". *Senior* is P4 to P8, and M3 as "senior
manager", whose range ends at M4. *Junior* is other P1, and support whose range ends by P1.
*Professional* is all else, and M2: their managers are professionals. A title counts as English if
it is written in ASCII letters and has none of FOREIGN, words and endings of German and other
languages.

The share of every fourth title is given too: the rules were written with the errors of the others
at hand, and nobody has looked at theirs.
"""

from __future__ import annotations

import csv
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from levelctl.canon import decoding, package_data, source
from levelctl.titles.levels import LevelReader
from levelctl.titles.records import FoundLevel

TITLES = Path("/work/shared/data/titles")
FOREIGN = re.compile(
    r"leit|führ|fuehr|berat|ung\b|ungen\b|techniker|mechaniker|meister|kauf|verk|arbeiter|helfer"
    r"|\b(und|für|der|die|das|des|im|bei|zum|zur|von|de|du|des|la|le|et|en|y|di|e|alle|och|puis"
    r"|dr|phil|dipl|ing|stellv\w*|mitglied|vorstand|aufsichtsrat|student\w+e|praktik\w+"
    r"|responsable|directeur|chef|conseiller|technicien|medewerker|inkoper|consultor|soldat"
    r"|entwickler|ingenieur|projektmanager|produktmanager|administrateur|auszubildende\w?)\b"
    r"|(entwickler|ingenieur|direktor|referent|inhaber|werkstudent|angestellter?)(in)?\b",
    re.IGNORECASE,
)


Ranks = dict[str, float]
"""The rank by level."""


def position(found: FoundLevel, ranks: Ranks, *, called_manager: bool) -> str:
    level = found.level or found.low
    if level == "E6":
        return "C-Suite"
    if level in {"M6", "E3", "E4", "E5"}:
        return "VP" if ranks[found.low] >= ranks["M6"] else "Director"
    if level in {"M4", "M5", "E1", "E2"}:
        return "Director"
    return "Manager" if level[0] == "M" or _leads(found) or called_manager else "Other"


def career(found: FoundLevel, ranks: Ranks, *, called_manager: bool) -> str:
    del called_manager
    level = found.level
    heads = {("E3", "E6"), ("M3", "E3")}
    if level in {"E4", "E5", "E6"} or (level, found.high) in heads or found.low == "M6":
        return "Management"
    least = {"M4": "M3", "M6": "M4"}
    if level in {"M4", "M5", "E1", "E2", "E3", "M6"}:
        return "Director" if ranks[found.low] >= ranks[least.get(level, found.low)] else "Lead"
    if level in {"M1", "M3"} or _leads(found) or _may_lead(found):
        return "Senior" if found.high == "M4" and level == "M3" else "Lead"
    if level in {"P4", "P5", "P6", "P7", "P8"}:
        return "Senior"
    return "Junior" if level == "P1" or found.high in {"S2", "S3", "P1"} else "Professional"


def _leads(found: FoundLevel) -> bool:
    return (found.level, found.low) == ("P4", "P4")


def _may_lead(found: FoundLevel) -> bool:
    leader, coordinator = ("M2", "P4"), ("P1", "S2", "P2")
    return (found.level, found.low) == leader or (found.level, found.low, found.high) == coordinator


def english(title: str) -> bool:
    return title.isascii() and not FOREIGN.search(title)


def measure(
    reader: LevelReader, rows: list[dict[str, str]], mapping: Callable[..., str]
) -> tuple[float, Counter[tuple[str, str]]]:
    """Return the share of *rows* whose class is right, and how often which is taken for which."""
    ranks = {level.code: level.rank for level in reader.ladder.levels}
    taken: Counter[tuple[str, str]] = Counter()
    for row in rows:
        title = row["title"]
        called = "manager" in reader.contributor_words(title)
        found = reader.level_of(title)
        taken[(row["seniority"], mapping(found, ranks, called_manager=called))] += 1
    right = sum(count for (one, other), count in taken.items() if one == other)
    return right / len(rows), taken


def main(folder: Path) -> None:
    ladder = decoding.ladder(
        source.parse((package_data.CANON / "ladder.yaml").read_text("utf-8")).top.value
    )
    reader = LevelReader(ladder)
    positions = _rows(folder / "seniority_positions.csv")
    careers = _rows(folder / "seniority_cv.csv")
    lists = {
        "positions": (positions, position),
        "CVs": (careers, career),
        "CVs, English": ([row for row in careers if english(row["title"])], career),
    }
    for name, (rows, mapping) in lists.items():
        start = time.process_time()
        share, taken = measure(reader, rows, mapping)
        speed = len(rows) / (time.process_time() - start)
        unseen, _ = measure(reader, rows[3::4], mapping)
        print(f"{name}: {share:.3f} of {len(rows)} right, {speed:,.0f} titles a second of CPU")
        print(f"  of the unseen fourth {unseen:.3f}")
        wrong = [each for each in taken.most_common() if len({*each[0]}) > 1]
        print("  most often wrong:", ", ".join(f"{a} as {b} {n}" for (a, b), n in wrong[:5]))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else TITLES)
