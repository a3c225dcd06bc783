"""A finding on a terminal: its line, cut to the width, with carets below the marked text."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from levelctl.diagnostics import Diagnostic, Related, Severity, Span
from levelctl.layout.check import document as report
from levelctl.lint.report import Report
from levelctl.output.terminal import render
from levelctl.record import replace
from levelctl.text.document import Excerpt, Remark, text

LONG = "    pay: {currency: EUR, period: year, low: 33000, median: 58000, high: 44000}"


def drawn(line: str, meant: str, *, width: int = 60, encoding: str = "utf-8") -> list[str]:
    """Return the two lines that show *meant*, which is somewhere in *line*."""
    excerpt = Excerpt(7, line, line.index(meant) + 1, len(meant))
    shown = render((Remark(text("x"), excerpt),), width=width, color=False, encoding=encoding)
    first, *lines, last = shown.split("\n")[:-1]
    assert (first, last) == ("x", "")
    return lines


@pytest.mark.parametrize(
    ("line", "meant", "expected"),
    [
        pytest.param(
            "low: 33000",
            "33000",
            ["    7 │ low: 33000", "      │      ^^^^^"],
            id="short",
        ),
        pytest.param(
            "\tlow:\t33000 # x",
            "33000",
            ["    7 │  low: 33000 # x", "      │       ^^^^^"],
            id="tabs",
        ),
        pytest.param(
            "看護師: 病棟",
            "病棟",
            ["    7 │ 看護師: 病棟", "      │         ^^^^"],
            id="wide characters",
        ),
        pytest.param(
            "a😀: e\u0301e",
            "e\u0301e",
            ["    7 │ a😀: e\u0301e", "      │      ^^"],
            id="emoji and a combining accent",
        ),
        pytest.param(
            'name: "\x1b[31m\u202ered" x',
            '"\x1b[31m\u202ered"',
            [r'    7 │ name: "\x1b[31m\u202ered" x', "      │       ^^^^^^^^^^^^^^^^^^^"],
            id="escapes",
        ),
        pytest.param(
            LONG,
            "58000",
            [
                "    7 │ …, low: 33000, median: 58000, high: 44000}",
                "      │                        ^^^^^",
            ],
            id="cut in front",
        ),
        pytest.param(
            "病" * 60 + "!",
            "!",
            ["    7 │ …" + "病" * 12 + "!", "      │ " + " " * 25 + "^"],
            id="cut in front of wide characters",
        ),
        pytest.param(
            LONG,
            "EUR",
            [
                "    7 │     pay: {currency: EUR, period: year, low: 33000, …",
                "      │                     ^^^",
            ],
            id="cut behind",
        ),
        pytest.param(
            "  - " + "long " * 30,
            "long " * 30,
            [
                "    7 │   - long long long long long long long long long lo…",
                "      │     " + "^" * 48,
            ],
            id="longer than the width",
        ),
    ],
)
def test_carets_are_below_the_marked_text(line: str, meant: str, expected: list[str]) -> None:
    assert drawn(line, meant) == expected


@pytest.mark.parametrize("width", [20, 33, 34, 80])
@pytest.mark.parametrize("character", ["x", "病", "é", "\u200b", "\t"])
@pytest.mark.parametrize("meant", ["!", "!!!!!", "!" * 200])
def test_no_line_is_wider_than_the_terminal(width: int, character: str, meant: str) -> None:
    line = f"{character * 70}{meant}{character * 70}"
    shown, carets = drawn(line, meant, width=width)

    assert max(cell_len(shown), cell_len(carets)) <= width
    start = cell_len(carets[: carets.index("^")])
    assert _from(shown, start).startswith("!")
    assert carets.count("^") == min(len(meant), width - start)


def _from(line: str, column: int) -> str:
    """Return *line* from *column* of the terminal on."""
    place = next(place for place in range(len(line)) if cell_len(line[:place]) == column)
    return line[place:]


def test_in_ascii() -> None:
    shown, carets = drawn(f"{'é' * 60}!", "!", width=40, encoding="ascii")
    assert shown.startswith("    7 | ...")
    assert shown[carets.index("^")] == "!"

    shown, _ = drawn(f"!{'x' * 60}", "!", width=40, encoding="ascii")
    assert shown == f"    7 | !{'x' * 28}..."


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        pytest.param(4, ["    7 │ abc", "      │    ^"], id="behind the end"),
        pytest.param(9, ["    7 │ abc", "      │    ^"], id="far behind the end"),
    ],
)
def test_a_place_behind_the_line(column: int, expected: list[str]) -> None:
    shown = render((Remark(text("x"), Excerpt(7, "abc", column, 1)),), width=60, color=False)
    assert shown.splitlines()[1:3] == expected


FAULT = Diagnostic(
    "a.yaml",
    Span(2, 4),
    "it is \x1b[31mred",
    "schema",
    Severity.WARNING,
    (Related("b.yaml", Span(1, 1), "its twin " + "is here " * 4),),
    "mend it",
    Span(2, 6),
)


def _shown(*faults: Diagnostic, colour: bool = False) -> str:
    found = Report((), 1, 0, len(faults), 0, 0, fails=False, diagnostics=faults)
    document = report(found, lambda path, line: None if path != "a.yaml" else f"0123456 {line}")
    return render(document, width=40, color=colour)


def test_a_complete_finding() -> None:
    assert _shown(FAULT, replace(FAULT, path="gone.yaml", related=(), hint="")) == (
        "a.yaml:2:4: warning it is \\x1b[31mred\n"
        "(schema)\n"
        "    2 │ 0123456 2\n"
        "      │    ^^\n"
        "  b.yaml:1:1: its twin is here is here\n"
        "  is here is here\n"
        "  hint: mend it\n"
        "\n"
        "gone.yaml:2:4: warning it is \\x1b[31mred\n"
        "(schema)\n"
        "\n"
    )


@pytest.mark.parametrize(
    ("end", "carets"),
    [
        pytest.param(None, "^", id="a point"),
        pytest.param(Span(2, 4), "^", id="nothing"),
        pytest.param(Span(2, 6), "^^", id="a part"),
        pytest.param(Span(5, 1), "^^^^^^", id="to the end of the line"),
    ],
)
def test_carets_are_as_long_as_the_finding(end: Span | None, carets: str) -> None:
    assert f"│    {carets}\n" in _shown(replace(FAULT, end=end))


def test_in_colour_only_what_is_a_remark_is_coloured() -> None:
    shown = _shown(FAULT, colour=True)
    assert "\x1b[1;33mwarning\x1b[0m" in shown
    assert "\x1b[2m    2 │ \x1b[0m0123456 2\n" in shown
    assert "\x1b[33m^^\x1b[0m" in shown
