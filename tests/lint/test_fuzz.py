"""Files of a canon, spoilt at random: whatever is in them, check has diagnostics and no error."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from clean import FILES, write_clean
from levelctl.canon import package_data, source
from levelctl.canon.files import scan
from levelctl.diagnostics import Span
from levelctl.lint.check import check_canon
from levelctl.lint.report import CanonResult
from levelctl.text.safe import visible
from yamlsuite import SUITE_FILES, inputs_of, needs_suite

SEEDS = range(12)
MUTATIONS = 15
"""How often the files of a canon are spoilt for each seed: 12 × 15 × 2 canons, some 10 s."""

VALUES = (
    '~ true 0 -1 1.5 1e999 99999999999999999999 \'\' "" [] {} [[]] {a: 1} [1,2] "\\x1b" "\\ud800" '
    "\"\\u202e\" '\u200b' "
    "2026-02-31 0000-00-00 P2 P99 TODO \u212a \U0001f469 <b> &amp; (a+)+$ [ } *a &a !t "
    "Senior Manager% C:\\ | > >- : - ? @ `"
).split(" ")

Mutation = Callable[[random.Random, str], str]


def drop_line(drawn: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    del lines[drawn.randrange(len(lines))]
    return "".join(lines)


def repeat_line(drawn: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    lines.insert(drawn.randrange(len(lines)), drawn.choice(lines))
    return "".join(lines)


def swap_lines(drawn: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    one, other = drawn.randrange(len(lines)), drawn.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def indent_line(drawn: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    place = drawn.randrange(len(lines))
    lines[place] = drawn.choice((" ", "  ", "\t")) + lines[place]
    return "".join(lines)


def other_value(drawn: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    places = [place for place, line in enumerate(lines) if ": " in line]
    place = drawn.choice(places or [0])
    key, _, _ = lines[place].partition(": ")
    lines[place] = f"{key}: {drawn.choice(VALUES)}\n"
    return "".join(lines)


def other_item(drawn: random.Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    places = [place for place, line in enumerate(lines) if line.lstrip().startswith("- ")]
    place = drawn.choice(places or [0])
    head, _, _ = lines[place].partition("- ")
    lines[place] = f"{head}- {drawn.choice(VALUES)}\n"
    return "".join(lines)


def other_word(drawn: random.Random, text: str) -> str:
    words = text.split(" ")
    words[drawn.randrange(len(words))] = drawn.choice((*VALUES, *words))
    return " ".join(words)


def other_character(drawn: random.Random, text: str) -> str:
    place = drawn.randrange(len(text))
    return (
        text[:place]
        + drawn.choice("\0\t\x1b\u200b\u202e\ufeff'\"{}[]:#&*!|>%@`-?,é\r")
        + text[place + 1 :]
    )


def cut(drawn: random.Random, text: str) -> str:
    return text[: drawn.randrange(len(text))]


MUTATIONS_KNOWN: tuple[Mutation, ...] = (
    drop_line,
    repeat_line,
    swap_lines,
    indent_line,
    other_value,
    other_value,
    other_item,
    other_word,
    other_character,
    cut,
)


def spoilt(drawn: random.Random, text: str) -> bytes:
    for _ in range(drawn.choice((1, 1, 1, 2, 5))):
        text = drawn.choice(MUTATIONS_KNOWN)(drawn, text) or "\n"
    encoded = text.encode(errors="surrogatepass")
    if drawn.random() < 0.05:
        place = drawn.randrange(len(encoded))
        encoded = encoded[:place] + drawn.randbytes(2) + encoded[place:]
    return encoded


@pytest.fixture(scope="module", params=["clean", "reference"])
def canon(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a canon whose check results are cached, so that only damaged files are checked."""
    if request.param == "reference":
        root = package_data.CANON
    else:
        root = write_clean(tmp_path_factory.mktemp("clean"), FILES)
    check_canon(root)
    return root


@pytest.mark.parametrize(
    "seed",
    [pytest.param(seed, marks=pytest.mark.long if seed % 2 else ()) for seed in SEEDS],
)
@pytest.mark.long
def test_a_spoilt_file_has_diagnostics_in_its_lines(canon: Path, seed: int) -> None:
    drawn = random.Random(seed)  # noqa: S311 - no secret depends on it
    paths = [path for path, *_ in scan(canon)]
    faulty = 0
    for _ in range(MUTATIONS):
        path = drawn.choice(paths)
        content = spoilt(drawn, (canon / path).read_text("utf-8"))
        verdict = check_canon(canon, contents={path: content})
        faulty += bool(verdict.diagnostics)
        hold(verdict, path, content)
    assert faulty > MUTATIONS / 3


def hold(verdict: CanonResult, path: str, content: bytes) -> None:
    """Assert that the findings of *verdict* in the file *path* with *content* can be shown."""
    text = content.decode("utf-8", errors="replace").removeprefix("\ufeff")
    lines = source.lines_of(text)
    for each in verdict.diagnostics:
        assert str(each) == visible(str(each))
        assert "\n" not in str(each)
        for at, span in ((each.path, each.span), *((r.path, r.span) for r in each.related)):
            assert span >= Span(1, 1)
            if at == path:
                assert span.line <= len(lines), each
                assert span.column <= len(lines[span.line - 1]) + 1, each
        assert each.end is None or each.end >= each.span, each


@needs_suite
@pytest.mark.long
def test_the_yaml_test_suite_gives_diagnostics(clean: Path, subtests: pytest.Subtests) -> None:
    ward = "functions/nursing/ward-nurse.yaml"
    for path in SUITE_FILES:
        with subtests.test(path.stem):
            for text in inputs_of(path):
                content = text.encode(errors="surrogatepass")
                verdict = check_canon(clean, contents={ward: content})
                assert [each for each in verdict.diagnostics if each.path.endswith(ward)]
                hold(verdict, ward, content)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_clean(tmp_path_factory.mktemp("suite"))
    check_canon(root)
    return root
