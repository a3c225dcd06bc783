"""
How often the code of a title is found, how sure one can be of it, and how fast.

``python benchmarks/match_accuracy.py [DATA]`` indexes O*NET's occupations, alternate titles and
tasks in DATA (``/work/shared/data``) and ranks the codes of three lists of real titles at the six
digits of SOC; then of the same titles with one random typo each. Beside ours stand rapidfuzz's
WRatio and token_sort_ratio, on samples because they are slow, and SQLite's full-text search with
the Porter stemmer. Times are processor time of one core, with nothing remembered at first. The
last tables say what share of the titles a margin leaves and how many of those are right.
"""

from __future__ import annotations

import csv
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from rapidfuzz import fuzz, process

import level_accuracy
from levelctl.titles.clean.lexicon import lexicon_of
from levelctl.titles.occupation_index.index import Ranked, TitleIndex

DATA = Path("/work/shared/data")
LISTS = ("reported", "reported_other_releases", "visa_applications")
SIX_DIGITS = 7
"""The characters of an O*NET-SOC code that are its SOC code."""
TOP = 5
WRATIO, TOKEN_SORT = 50, 200
"""The titles of each list on which a slow scorer is measured."""
SEED = 20
TYPO_FROM = 5
"""The letters of the shortest word that is given a typo."""
CUTS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9)
SILENT = """
senior sr junior jr lead staff principal associate professional certified licensed
i ii iii iv v vi 1 2 3 4 5 6
"""
"""Words for levels and licenses, which are excluded from the score."""

Entries = list[tuple[str, str]]


class Asked(NamedTuple):
    title: str
    codes: frozenset[str]
    """The codes of which each is right."""


Ask = Callable[[str], Sequence[str]]


class Outcome(NamedTuple):
    first: float
    among: float
    reciprocal: float
    rate: float
    """Titles a second."""


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    lists = {name: list(asked(data / "titles" / f"{name}.csv")) for name in LISTS}
    entries, tasks = list(titles(data / "onet")), list(texts(data / "onet"))
    index = TitleIndex.build(entries, abbreviations(), tasks)
    print(f"{len(entries):,} titles of {len(index.head.codes):,} codes")
    print("\n| list | method | titles | top-1 | top-5 | MRR | titles a second |")
    print("|---|---|---:|---:|---:|---:|---:|")
    others: list[tuple[str, int | None, Ask]] = [
        ("WRatio", WRATIO, fuzzy(entries, fuzz.WRatio)),
        ("token_sort_ratio", TOKEN_SORT, fuzzy(entries, fuzz.token_sort_ratio)),
        ("SQLite FTS5, porter", None, full_text(entries)),
    ]
    for name, wanted in lists.items():
        for method, size, ask in others:
            show(name, method, sampled(wanted, size), ask)
        for label, each in (("ours", wanted), ("ours, one typo a title", misspelled(wanted))):
            index = TitleIndex.build(entries, abbreviations(), tasks)
            show(name, label, each, ours(index))
    everything = [each for wanted in lists.values() for each in wanted]
    index = TitleIndex.build(entries, abbreviations(), tasks)
    show("all three", "ours", everything, ours(index))
    for name, wanted in lists.items():
        cut_offs(name, wanted, index)
    print("\nlevels\n")
    level_accuracy.main(data / "titles")


def show(name: str, method: str, wanted: list[Asked], ask: Ask) -> None:
    found = measured(wanted, ask)
    print(
        f"| {name} | {method} | {len(wanted):,} | {found.first:.3f} | {found.among:.3f} "
        f"| {found.reciprocal:.3f} | {found.rate:,.0f} |",
        flush=True,
    )


def measured(wanted: list[Asked], ask: Ask) -> Outcome:
    start = time.process_time()
    answers = [ask(each.title) for each in wanted]
    taken = time.process_time() - start
    places = [place(each, answer) for each, answer in zip(wanted, answers, strict=True)]
    found = [each for each in places if each is not None]
    return Outcome(
        found.count(1) / len(wanted),
        len(found) / len(wanted),
        sum(1 / each for each in found) / len(wanted),
        len(wanted) / taken,
    )


def place(wanted: Asked, answer: Sequence[str]) -> int | None:
    """Return at which place of *answer*, counted from one, a right code is."""
    return next((at for at, code in enumerate(answer, 1) if code in wanted.codes), None)


def cut_offs(name: str, wanted: list[Asked], index: TitleIndex) -> None:
    """Print what each least margin leaves of *wanted*, and each least score."""
    answers = [(each, index.rank(each.title, 2)) for each in wanted]
    print(f"\n{name}\n\n| at least | margin: share | precision | score: share | precision |")
    print("|---:|---:|---:|---:|---:|")
    for cut in CUTS:
        cells = [f"{cut:.2f}"]
        for value in (margin, score):
            kept = [(each, ranked) for each, ranked in answers if ranked and value(ranked) >= cut]
            right = sum(ranked[0].code in each.codes for each, ranked in kept)
            cells += [f"{len(kept) / len(wanted):.3f}", f"{right / max(1, len(kept)):.3f}"]
        print(f"| {' | '.join(cells)} |")


def margin(ranked: list[Ranked]) -> float:
    return ranked[0].score - (ranked[1].score if len(ranked) > 1 else 0)


def score(ranked: list[Ranked]) -> float:
    return ranked[0].score


def sampled(wanted: list[Asked], size: int | None) -> list[Asked]:
    return wanted if size is None else Random(SEED).sample(wanted, size)  # noqa: S311 - no secret either


def misspelled(wanted: list[Asked]) -> list[Asked]:
    random = Random(SEED)  # noqa: S311 - no secret depends on it
    return [Asked(typo(each.title, random), each.codes) for each in wanted]


def typo(title: str, random: Random) -> str:
    """Return *title* with one letter put in, left out, exchanged or swapped, in a longer word."""
    words = [each for each in re.finditer(r"[^\W\d_]+", title) if len(each[0]) >= TYPO_FROM]
    if not words:
        return title
    word = random.choice(words)
    at = random.randrange(word.start(), word.end() - 1)
    letter = random.choice("abcdefghijklmnopqrstuvwxyz")
    middle = random.choice(
        ["", letter, title[at] + letter, title[at + 1] + title[at]],
    )
    swapped = middle == title[at + 1] + title[at]
    return title[:at] + middle + title[at + 1 + swapped :]


def fuzzy(entries: Entries, scorer: Callable[..., float]) -> Ask:
    choices = [title.lower() for title, _ in entries]

    def ask(title: str) -> list[str]:
        near = process.extract(title.lower(), choices, scorer=scorer, limit=TOP * 4)
        return list(dict.fromkeys(entries[at][1] for _, _, at in near))[:TOP]

    return ask


def ours(index: TitleIndex) -> Ask:
    return lambda title: [each.code for each in index.rank(title, TOP)]


def full_text(entries: Entries) -> Ask:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(title, code UNINDEXED, tokenize='porter')")
    database.executemany("INSERT INTO t VALUES (?, ?)", entries)

    def ask(title: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", title))
        query = "SELECT code FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT ?"
        rows = database.execute(query, (words, TOP * 4)) if words else ()
        return list(dict.fromkeys(code for (code,) in rows))[:TOP]

    return ask


def abbreviations() -> dict[str, str]:
    """Return the reference canon's abbreviations of one meaning, and words left out."""
    known = lexicon_of(None).abbreviations
    one = {short: long[0] for short, long in known.items() if len(long) == 1 and " " not in short}
    return {**one, **dict.fromkeys(SILENT.split(), "")}


def titles(folder: Path) -> Iterator[tuple[str, str]]:
    for row in tabbed(folder / "Occupation Data.txt"):
        yield row["Title"], row["O*NET-SOC Code"][:SIX_DIGITS]
    for row in tabbed(folder / "Alternate Titles.txt"):
        for column in ("Alternate Title", "Short Title"):
            if row.get(column, "n/a") != "n/a":
                yield row[column], row["O*NET-SOC Code"][:SIX_DIGITS]


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    for row in tabbed(folder / "Task Statements.txt"):
        yield row["Task"], row["O*NET-SOC Code"][:SIX_DIGITS]


def tabbed(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def asked(path: Path) -> Iterator[Asked]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Asked(row["title"], frozenset(row["soc"].split("|")))


if __name__ == "__main__":
    main()
