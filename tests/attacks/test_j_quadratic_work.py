"""
J. Work that grows with the square of other people's input, or faster.

A table, a canon, a comment or a pattern is made so that a loop in a loop, or a regular expression,
takes minutes for a file of kilobytes. levelctl promises that time grows as the input does, or that
the input has a bound; docs/security.md lists the bounds.
"""

from __future__ import annotations

import importlib
import inspect
import io
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import levelctl
from levelctl.answers.diff.items import same
from levelctl.canon import source
from levelctl.canon.comments import comments_in
from levelctl.canon.model import (
    Focus,
    Ladder,
    Level,
    Skill,
    SkillVocabulary,
    Step,
    TitleRules,
    Track,
)
from levelctl.diagnostics import Diagnostic, Fix, Span
from levelctl.layout import match as match_layout
from levelctl.lint import phrases
from levelctl.lint.fix.apply import apply_fixes
from levelctl.lint.fix.repair import FileChange
from levelctl.lint.rules import skill_levels_fall, skill_levels_flat
from levelctl.lint.suppressions import Suppression, without_suppressed
from levelctl.output import markdown, patch
from levelctl.output.sarif import _message as message_of
from levelctl.output.terminal import render
from levelctl.space.features import names
from levelctl.suggest import similar
from levelctl.tables.lines import LineReader, Lines
from levelctl.tables.rows import Quotes, delimited, json_values
from levelctl.text.document import Heading, Paragraph, Run
from levelctl.text.normal import normalized
from levelctl.text.similarity import Vocabulary, changed_runs
from levelctl.titles.batch import rows as batch_rows
from levelctl.titles.batch.title_rows import InputFormat
from levelctl.titles.level_phrases import form_of
from levelctl.titles.tokens import tokens
from program import run
from slowing import FAST, MOST, Make, growth
from small import FILES, write_canon

MARKS = "\u0301\u0316"
"""Two marks that Unicode puts in the other order: a run of them is sorted."""


def _lines(text: str) -> Lines:
    return LineReader(io.BytesIO(text.encode()))


def _table(cells: list[str]) -> Callable[[], object]:
    text = ",".join([*cells, "title"]) + "\n"
    return lambda: list(batch_rows.rows(_lines(text), InputFormat.CSV))


def _open_cells(quotes: Quotes) -> Make:
    """Return rows that are open at their end, and after which every other row is, too."""
    row = ',",a""","\n'
    return lambda size: lambda: list(delimited(_lines(row * size), ",", quotes))


def _comments(line: str) -> Make:
    def make(size: int) -> Callable[[], object]:
        text = "tools:\n" + "".join(line.format(number) + "\n" for number in range(size)) + "- x\n"
        top = source.parse(text).top
        return lambda: comments_in(text, top)

    return make


def _suppressed(size: int) -> Callable[[], object]:
    found = [Diagnostic("a", Span(line, 1), "m", "x") for line in range(size)]
    comments = tuple(Suppression(("x",), line, Span(line, 9)) for line in range(size))
    return lambda: list(without_suppressed(found, {"a": comments}, {"x"}))


def _fixes(old: str, action: str) -> Make:
    def make(size: int) -> Callable[[], object]:
        content = f"tools:\n{f'- {old}' * size}".encode()
        fixes = [
            Fix(action, ("tools", at), "&amp;", "&")  # type: ignore[arg-type]
            for at in range(size - 1)
        ]
        return lambda: apply_fixes(content, fixes)

    return make


def _unproven(size: int) -> Callable[[], object]:
    """Return fixes that all make text of another type."""
    content = ("tools:\n" + "- '&amp;1'\n" * size).encode()
    fixes = [Fix("substitute", ("tools", at), "'", "\n") for at in range(size)]
    return lambda: apply_fixes(content, fixes)


def _patched(removed: int) -> Make:
    def make(size: int) -> Callable[[], object]:
        before = [f"line {number % 90}\n" for number in range(size)]
        after = [f"{line}x" if number % 2 else line for number, line in enumerate(before)]
        texts = ("".join(before).encode(), "".join(after[removed:]).encode())
        change = FileChange("a", "", "a", texts[0], texts[1], 1)
        return lambda: patch.export([change])

    return make


def _paired(text: str) -> Make:
    def make(size: int) -> Callable[[], object]:
        left = [text.format(number, 1) for number in range(size)]
        right = [text.format(number, 2) for number in range(size)]
        words = Vocabulary([*left, *right])
        return lambda: words.pair(left, right, threshold=0.3)

    return make


def _skills(check: Callable[[Focus, Any], Iterator[object]]) -> Make:
    """Return the check of so many skills, each with a step at the highest of so many levels."""

    def make(size: int) -> Callable[[], object]:
        levels = tuple(Level(f"P{at}", "P", "x", at) for at in range(min(size, 300)))
        ladder = Ladder((Track("P", "P", "x"),), levels, TitleRules())
        steps = ((levels[-2].code, "working"), (levels[-1].code, "aware"))
        skills = tuple(Skill(f"Skill {at}", "x", None, steps) for at in range(size))
        focus = Focus("X", "X", "x", "x", (), (), skills, (), ())
        words = SkillVocabulary(scale=(Step("aware", "Aware"), Step("working", "Working")))
        context = SimpleNamespace(ladder=ladder, vocabulary=words)
        return lambda: list(check(focus, context))

    return make


def _message(text: str) -> Make:
    return lambda size: lambda: message_of(text * size)


CASES: dict[str, tuple[Make, int]] = {
    "skills that fall": (_skills(skill_levels_fall.check), 500),
    "skills without a level": (_skills(skill_levels_flat.check), 500),
    "columns of one name": (lambda size: _table(["c"] * size), 400),
    "columns without a name": (lambda size: _table([""] * size), 400),
    "columns that count themselves": (
        lambda size: _table([f"c{' 2' * (at % 3)}" for at in range(size)]),
        400,
    ),
    "columns that are counted before": (
        lambda size: _table([*(f"c {at}" for at in range(size)), *["c"] * size]),
        400,
    ),
    "cells that are never closed": (_open_cells(Quotes.LENIENT), 300),
    "cells that are never closed, in CSV": (_open_cells(Quotes.STRICT), 300),
    "a row of many cells": (
        lambda size: lambda: list(delimited(_lines("a," * size), ",", Quotes.STRICT)),
        20_000,
    ),
    "an object of many keys": (
        lambda size: (
            lambda: list(
                json_values(_lines("{" + ",".join(f'"k{at}":1' for at in range(size)) + "}"))
            )
        ),
        5_000,
    ),
    "comments, each on a line of its own": (_comments("# levelctl: ignore[x] {}"), 400),
    "comments, each behind a value": (_comments("- T{} # levelctl: ignore[x] y"), 400),
    "comments of many names": (lambda size: _comments("# levelctl: ignore[" + "x," * size)(1), 400),
    "suppressed findings": (_suppressed, 400),
    "fixes of many texts": (_fixes("R&amp;D\n", "substitute"), 300),
    "drops of many items": (_fixes("R\n", "drop"), 300),
    "fixes that cannot be proven": (_unproven, 100),
    "a diff of many lines": (_patched(0), 400),
    "a diff of many lines, of which one is gone": (_patched(1), 1_100),
    "marks, normalized": (lambda size: lambda: normalized("NFKC", MARKS * size), 1_000),
    "marks in an alias": (lambda size: lambda: tokens(f"nurse {MARKS * size}"), 1_000),
    "marks in a skill": (lambda size: lambda: names([MARKS * size]), 1_000),
    "words for one word": (
        lambda size: lambda: phrases.first("a-" * size, ("* b", "** b", "*c", "c*", "a * * * b")),
        1_000,
    ),
    "brackets in SARIF": (_message("["), 2_000),
    "links in SARIF": (_message("[a]("), 2_000),
    "a heading that ends like one": (
        lambda size: lambda: markdown.export((Heading((Run(f"{'#' * size}x"),)),)),
        1_000,
    ),
    "blanks on a terminal": (
        lambda size: (
            lambda: render((Paragraph((Run(f"a{' ' * size}b"),)),), width=20_000, color=False)
        ),
        1_000,
    ),
    "an unknown name of many characters": (
        lambda size: lambda: similar("ab" * size, ["ba" * size, "ab" * size + "c"]),
        500,
    ),
    "responsibilities that are alike": (_paired("Plans the ward {0} and {1}."), 300),
    "responsibilities that are equal": (_paired("Plans the ward."), 300),
    "equal items": (
        lambda size: lambda: same([str(at) for at in range(size)], ["0"] * size + ["1"]),
        1_000,
    ),
    "texts of one word": (lambda size: lambda: changed_runs("a " * size, "a " * size + "b"), 600),
    "texts of two words": (
        lambda size: lambda: changed_runs("a b b a " * size, "b a b a a " * size),
        150,
    ),
    "headings of many columns": (
        lambda size: lambda: match_layout.headings([f"c{at}" for at in range(size)]),
        5_000,
    ),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.long
def test_time_grows_as_the_input_does(case: str) -> None:
    make, size = CASES[case]

    # Other work on the machine can only make it look worse, so one good measurement is enough.
    assert min(growth(make, size), *(growth(make, size) for _ in range(1))) < MOST


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "ndjson", "text"])
def test_twenty_thousand_columns_of_one_name_take_less_than_a_second(form: str) -> None:
    table = ",".join(["c"] * 20_000 + ["title"]) + "\n" + "x," * 20_000 + "nurse\n"
    started = time.process_time()
    answer = run("match", "-", "--input", "csv", "-f", form, stdin=table.encode())
    assert time.process_time() - started < 5
    assert (answer.code, "c 20000" in answer.out) == (0, form != "text")


def test_a_hint_lists_some_columns_only() -> None:
    table = ",".join(f"c{at}" for at in range(20_000)) + "\n"
    answer = run("match", "-", "--input", "csv", stdin=table.encode())

    assert answer.code == 2
    assert answer.err.endswith(
        'c38, c39 and 19,960 others (separated by ","); without a heading, --column NUMBER; '
        "for text above the heading, --skip N\n"
    )
    assert len(answer.err) < 500


# Patterns of a canon.


def test_a_word_with_many_stars_takes_no_time() -> None:
    started = time.process_time()
    for stars in range(1, 30):
        assert re.fullmatch(form_of("*" * stars + "zb"), "a" * 200) is None
        assert re.fullmatch(form_of("*a" * stars + "*b"), "a" * 200) is None
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("word", "yes", "no"),
    [
        ("*leiter", ("bauleiter", "leiterleiter"), ("leiter", "bauleiterin", "1leiter")),
        ("?p", ("vp", "ep"), ("p", "svp", "1p")),
        ("a*b*c", ("axbxc", "abbbc", "axbcbc"), ("abc", "axbc", "axbxd")),
        ("**", ("ab", "abc"), ("a", "")),
        ("a", ("a",), ("b",)),
        ("*", ("a", "ab"), ("", "1")),
    ],
)
def test_stars_match_as_they_did(word: str, yes: tuple[str, ...], no: tuple[str, ...]) -> None:
    assert [text for text in (*yes, *no) if re.fullmatch(form_of(word), text)] == [*yes]


def test_any_word_is_a_whole_word() -> None:
    found = phrases.first("Knowledge of R&D and CAD tools", ("knowledge of * and * tools",))
    assert found == "knowledge of r&d and cad tools"
    assert phrases.first("knows cad-tools", ("knows * tools",)) == ""


def test_a_canon_with_such_words_is_checked(tmp_path: Path) -> None:
    ladder = FILES["ladder.yaml"].replace("junior", '"' + "*" * 40 + 'zb", "*a*a*a*a*a*a*a*b"')
    words = f'vague: ["{"*" * 40}b", "{"* " * 40}b"]\n'
    write_canon(tmp_path, {"ladder.yaml": ladder, "words.yaml": words})

    started = time.process_time()
    assert run("check", cwd=tmp_path).code in (0, 1)
    assert run("match", "a" * 300, cwd=tmp_path).code == 1
    assert time.process_time() - started < 5


# Regular expressions.


def _patterns(value: object, depth: int = 3) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        yield from _patterns([*value.values()], depth - 1)
    elif depth and isinstance(value, tuple | list):
        for each in value:
            yield from _patterns(each, depth - 1)


@cache
def _named() -> dict[str, list[re.Pattern[str]]]:
    """Return the patterns of all modules by the name that they have there."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for module in pkgutil.walk_packages(levelctl.__path__, "levelctl."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                found.setdefault(f"{module.name}.{name}", []).extend(_patterns(value))
    return {name: patterns for name, patterns in found.items() if patterns}


def _searching() -> dict[str, list[re.Pattern[str]]]:
    """Return the patterns that are not only tried at one place of a text."""
    return {
        name: patterns
        for name, patterns in _named().items()
        if not _is_anchored(name) and name not in BOUNDED
    }


BOUNDED = (
    *(
        f"levelctl.ladders.rungs.{name}"
        for name in (
            "_STEP_BEFORE",
            "_STEP_BEFORE_BRACKET",
            "_BEHIND",
            "_BEFORE",
            "_BEFORE_BRACKET",
            "_BEFORE_WORDS",
            "_LAST",
        )
    ),
    "levelctl.titles.clean.drafts._RIGHT",
    "levelctl.titles.interpretations._SEPARATOR",
    "levelctl.titles.interpretations._STRONG_SEPARATOR",
)
"""What is searched only in the 300 characters of a title, or 70 of a level, that are read."""


def _is_anchored(name: str) -> bool:
    module, _, variable = name.rpartition(".")
    text = inspect.getsource(importlib.import_module(module))
    uses = {each[1] for each in re.finditer(rf"\b{variable}\.(\w+)\(", text)}
    return bool(uses) and uses <= {"match", "fullmatch"}


def _fit(pattern: re.Pattern[Any], text: str) -> Any:
    """Return *text* as what *pattern* is for."""
    return text.encode() if isinstance(pattern.pattern, bytes) else text


SIGNS = [*" \t\n1aA.,:;'\"`*_#<[(){|/\\&-=@$", "漢", "\u0301"]
UNITS = [*SIGNS, *("".join(pair) for pair in product(" a1\n<[#&*-", repeat=2)), "http://", "a, "]
"""What an attack repeats; two signs and more are where one repetition can end in another."""


@pytest.mark.long
@pytest.mark.parametrize("name", _searching())
def test_a_pattern_is_searched_in_linear_time(name: str) -> None:
    def searched(pattern: re.Pattern[Any], text: str) -> Callable[[], object]:
        return lambda: sum(1 for _ in pattern.finditer(_fit(pattern, text)))

    def repeated(pattern: re.Pattern[Any], unit: str) -> Make:
        return lambda size: searched(pattern, unit * size + "\0")

    slow = []
    for pattern, unit in product(_searching()[name], UNITS):
        started = time.process_time()
        searched(pattern, unit * (8_000 // len(unit)) + "\0")()
        if time.process_time() - started > FAST:
            grown = growth(repeated(pattern, unit), 500)
            slow += [(unit, grown)] if grown > MOST else []
    assert slow == []


@pytest.mark.parametrize("name", _named())
def test_a_pattern_is_tried_at_one_place_in_linear_time(name: str) -> None:
    started = time.process_time()
    for pattern, unit in product(_named()[name], SIGNS):
        pattern.match(_fit(pattern, unit * 5_000 + "\0"))
        pattern.fullmatch(_fit(pattern, unit * 5_000))
    assert time.process_time() - started < 5
