"""
How often the code of a title is found, how sure one can be of it, and how fast.

``python benchmarks/match_accuracy.py [DATA] [--sockit PYTHON]`` imports O*NET's occupations,
alternate titles and tasks in DATA (``/work/shared/data``), with a model and without one, and ranks
the codes of three lists of real titles at the six digits of SOC; then of the same titles with one
random typo each. Everything is read from the store, as the command reads it. Beside ours stand
rapidfuzz's WRatio and token_sort_ratio, on samples because they are slow, SQLite's full-text search
with the Porter stemmer and, if *PYTHON* is an interpreter that has it, sockit. The times are
processor time of one core. First they begin with nothing remembered, then with everything; *at
once* means by arrays. The last table says what share of the titles is confident and right.
"""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from rapidfuzz import fuzz, process

import level_accuracy
from levelctl.answers.imports import from_onet
from levelctl.titles.clean.lexicon import lexicon_of
from levelctl.titles.occupation_index.matcher import CONFIDENT_AT, SchemeMatcher, scheme_matcher
from levelctl.titles.records import Match

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
CONFIDENCES = (0.5, 0.6, 0.7, 0.8, 0.85, CONFIDENT_AT, 0.95)

Entries = list[tuple[str, str]]


class Asked(NamedTuple):
    title: str
    codes: frozenset[str]
    """The codes of which each is right."""


class Answers(NamedTuple):
    codes: Sequence[Sequence[str]]
    """The likeliest codes of each title."""
    taken: float
    """Seconds of processor time."""


Ask = Callable[[list[str]], Answers]


class Outcome(NamedTuple):
    first: float
    among: float
    rate: float
    """Titles a second."""
    again: float
    """The same once more, with everything remembered; 0 if it was not asked again."""


def main() -> None:
    arguments = sys.argv[1:]
    sockit = arguments.pop(arguments.index("--sockit") + 1) if "--sockit" in arguments else None
    data = next((Path(each) for each in arguments if each != "--sockit"), DATA)
    lists = {name: list(asked(data / "titles" / f"{name}.csv")) for name in LISTS}
    lists["all three"] = [each for wanted in lists.values() for each in wanted]
    print("| list | method | titles | top-1 | top-5 | titles a second | again |")
    print("|---|---|---:|---:|---:|---:|---:|")
    with TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        from_onet(data / "onet")
        for name, wanted in lists.items():
            show(name, "ours, without a model", wanted, one_by_one(), again=True)
        start = time.process_time()
        from_onet(data / "onet", on_step=lambda _done, _total: None)
        taken = time.process_time() - start
        for name, wanted in lists.items():
            show(name, "ours", wanted, one_by_one(), again=True)
            show(name, "ours, at once", wanted, at_once(), again=True)
            show(name, "ours, one typo a title", misspelled(wanted), at_once())
        entries = list(titles(data / "onet"))
        for name, wanted in lists.items():
            show(name, "WRatio", sampled(wanted, WRATIO), fuzzy(entries, fuzz.WRatio))
            similar = fuzzy(entries, fuzz.token_sort_ratio)
            show(name, "token_sort_ratio", sampled(wanted, TOKEN_SORT), similar)
            show(name, "SQLite FTS5, porter", wanted, full_text(entries))
            if sockit:
                show(name, "sockit", wanted, by_sockit(sockit))
        print(f"\nThe import with a model takes {taken:.0f} s of processor time.\n")
        confidences(lists)
    print("\nlevels\n")
    level_accuracy.main(data / "titles")


def show(name: str, method: str, wanted: list[Asked], ask: Ask, *, again: bool = False) -> None:
    found = measured(wanted, ask, again=again)
    rates = [f"{each:,.0f}" if each else "" for each in (found.rate, found.again)]
    cells = (name, method, f"{len(wanted):,}", f"{found.first:.3f}", f"{found.among:.3f}", *rates)
    print(f"| {' | '.join(cells)} |", flush=True)


def measured(wanted: list[Asked], ask: Ask, *, again: bool = False) -> Outcome:
    given = [each.title for each in wanted]
    answers, taken = ask(given)
    places = [place(each, answer) for each, answer in zip(wanted, answers, strict=True)]
    found = [each for each in places if each is not None]
    whole = len(wanted)
    rate = whole / ask(given).taken if again else 0.0
    return Outcome(found.count(1) / whole, len(found) / whole, whole / taken, rate)


def timed(ask: Callable[[list[str]], Sequence[Sequence[str]]]) -> Ask:
    """Return *ask* with the time that it takes."""

    def timing(given: list[str]) -> Answers:
        start = time.process_time()
        return Answers(ask(given), time.process_time() - start)

    return timing


def place(wanted: Asked, answer: Sequence[str]) -> int | None:
    """Return at which place of *answer*, counted from one, a right code is."""
    return next((at for at, code in enumerate(answer, 1) if code in wanted.codes), None)


def confidences(lists: dict[str, list[Asked]]) -> None:
    """Print what share of each list is as likely, and how many of these answers are right."""
    matcher = scheme_matcher("onet")
    print(f"| p at least | {' | '.join(lists)} |\n|---:|{'---:|' * len(lists)}")
    answers = {
        name: [*matcher.match_many([each.title for each in wanted])]
        for name, wanted in lists.items()
    }
    for least in CONFIDENCES:
        cells = [counted(lists[name], answers[name], least) for name in lists]
        print(f"| {least:g} | {' | '.join(cells)} |")


def counted(wanted: list[Asked], answers: list[Match], least: float) -> str:
    both = zip(wanted, answers, strict=True)
    sure = [(each, match) for each, match in both if match.best and (match.p or 0) >= least]
    right = sum(match.best is not None and match.best.code in each.codes for each, match in sure)
    return f"{len(sure) / len(wanted):.1%} at {right / max(1, len(sure)):.1%}"


def one_by_one() -> Ask:
    matcher = scheme_matcher("onet")
    return timed(lambda given: [codes(matcher.match(title, top=TOP)) for title in given])


def at_once() -> Ask:
    matcher: SchemeMatcher = scheme_matcher("onet")
    return timed(lambda given: [codes(match) for match in matcher.match_many(given, top=TOP)])


def codes(match: Match) -> list[str]:
    best = (match.best,) if match.best else ()
    return [each.code for each in (*best, *match.alternatives)]


def sampled(wanted: list[Asked], size: int) -> list[Asked]:
    return Random(SEED).sample(wanted, size)  # noqa: S311 - no secret either


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

    return timed(lambda given: [*map(ask, given)])


def full_text(entries: Entries) -> Ask:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(title, code UNINDEXED, tokenize='porter')")
    database.executemany("INSERT INTO t VALUES (?, ?)", entries)

    def ask(title: str) -> list[str]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", title))
        query = "SELECT code FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT ?"
        rows = database.execute(query, (words, TOP * 4)) if words else ()
        return list(dict.fromkeys(code for (code,) in rows))[:TOP]

    return timed(lambda given: [*map(ask, given)])


SOCKIT = """\
import json, sys, time
from sockit.title import clean, search, sort
titles = json.load(sys.stdin)
search(clean(titles[0]))
start = time.process_time()
found = [sort(search(clean(title))) for title in titles]
taken = time.process_time() - start
codes = [[f"{each['soc'][:2]}-{each['soc'][2:]}" for each in several] for several in found]
json.dump([codes, taken], sys.stdout)
"""
"""What sockit's own interpreter runs: its codes for titles, and the time that they take."""


def by_sockit(python: str) -> Ask:
    """Return the codes that sockit finds, in its own environment; it takes its time itself."""

    def ask(given: list[str]) -> Answers:
        ended = subprocess.run(
            [python, "-c", SOCKIT],
            input=json.dumps(given),
            capture_output=True,
            check=True,
            text=True,
        )
        found, taken = json.loads(ended.stdout)
        return Answers([each[:TOP] for each in found], taken)

    return ask


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


def abbreviations() -> dict[str, str]:
    """Return the reference canon's abbreviations of one meaning, and the words left out."""
    lexicon = lexicon_of(None)
    once = {short: each[0] for short, each in lexicon.abbreviations.items() if len(each) == 1}
    return {**once, **dict.fromkeys(lexicon.silent, "")}


def tabbed(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def asked(path: Path) -> Iterator[Asked]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Asked(row["title"], frozenset(row["soc"].split("|")))


if __name__ == "__main__":
    main()
