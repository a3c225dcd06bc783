"""
S. No line of text output is a command to the system that logs it.

The attack: a canon, a title or a path has a line such as `::add-mask::x` or
`##vso[task.setvariable variable=x]y`. GitHub's, Forgejo's, Azure's and TeamCity's runners read the
log of a job for such lines, also behind white space, and some for such words anywhere. levelctl
promises that no line of its output or its remarks is one, but for `--format github`, whose own
lines are. What is a text of a file stays as it is: a diff, and what --fix writes to stdout.
"""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from commands import TRIED, folder
from hostile import plant
from levelctl.cli import completion
from levelctl.text.safe import no_command, no_command_in_json
from program import run, run_on_pty, start

pytestmark = pytest.mark.long

PAYLOADS = {
    "GitHub": "::error file=x::pwned",
    "GitHub, many words": "word " * 40 + "::add-mask::pwned " * 40,
    "wide space": "\u3000\u00a0::group::pwned",
    "old form": "##[error]pwned",
    "Azure": "all is well ##vso[task.setvariable variable=x]pwned",
    "TeamCity": "##teamcity[buildStop comment='pwned']",
}

FORMATS = ("text", "json", "markdown", "ndjson", "csv", "tsv", "code", "sarif", "junit")

COMMAND = re.compile(r"^(?:\s|\x1b\[[\d;]*m)*::|##\w*\[", re.MULTILINE)
"""What one of these systems might take for a command."""


class Planted(NamedTuple):
    """What the hostile lines of `TRIED` are filled with."""

    typed: str
    canon: Path
    table: Path
    folder: Path
    onet: Path
    oews: Path


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Planted]:
    return {
        name: _planted(tmp_path_factory.mktemp("planted"), text) for name, text in PAYLOADS.items()
    }


def _planted(root: Path, payload: str) -> Planted:
    name = payload[:80].replace("/", "").strip()
    found = Planted(
        payload,
        root / "canon",
        root / "titles.csv",
        root / "new" / name,
        root / "db",
        root / "wages.csv",
    )
    plant(found.canon, payload)
    (found.canon / "functions" / "nursing" / f"{name}.yaml").write_text("code: 1\n", "utf-8")
    with found.table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("title", payload), (payload, payload), (f"\n{payload}", "")])
    found.onet.mkdir()
    (found.onet / "Occupation Data.txt").write_text(
        f"O*NET-SOC Code\tTitle\tDescription\n29-1141.00\t{payload}\t{payload}\n", "utf-8"
    )
    heads = "OCC_CODE,OCC_TITLE,TOT_EMP,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90".split(",")
    with found.oews.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, ("29-1141", payload, 9, 1, 2, 3, 4, 5)])
    return found


def _lines(name: str, planted: Planted) -> Iterator[list[str]]:
    values = {f"{{{name}}}": str(path) for name, path in planted._asdict().items()}
    for line in TRIED[name].hostile:
        yield [values.get(word, word) for word in line.split()]


def _acting(name: str, planted: Planted, form: str, env: dict[str, str]) -> list[str]:
    """Return the commands in what *name* answers and remarks."""
    found = []
    with folder() as place:
        for line in _lines(name, planted):
            # What stands behind -- is a shell's to ask; a diff is a text of a file.
            if "--diff" in line or (form != "text" and "--" in line):
                continue
            chosen = () if form == "text" else ("-f", form)
            where = ("--canon", str(planted.canon), *line, *chosen)
            answer = run(*where, env={"XDG_DATA_HOME": str(place), **env}, cwd=planted.canon)
            assert answer.code in (0, 1, 2, 3), answer
            _readable(answer.out, form)
            found += COMMAND.findall(answer.out) + COMMAND.findall(answer.err)
    return found


def _readable(out: str, form: str) -> None:
    match form:
        case "json" | "sarif" if out:
            json.loads(out)
        case "ndjson":
            assert all(json.loads(line) for line in out.splitlines())
        case "junit" if out:
            ET.fromstring(out)  # noqa: S314 - what levelctl itself made


@pytest.mark.parametrize("payload", ["GitHub", "Azure"])
@pytest.mark.parametrize("form", ["text", "json", "csv", "markdown", "junit"])
def test_no_line_is_a_command(planted: dict[str, Planted], payload: str, form: str) -> None:
    for name in ("show", "check", "match", "list"):
        assert _acting(name, planted[payload], form, {}) == [], name


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", TRIED)
@pytest.mark.long
def test_no_line_of_any_command_is_one(
    planted: dict[str, Planted], payload: str, form: str, name: str
) -> None:
    assert _acting(name, planted[payload], form, {}) == []


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("width", ["20", "80"])
@pytest.mark.long
def test_no_wrapped_line_is_one(planted: dict[str, Planted], payload: str, width: str) -> None:
    """A log may have colors, and then lines are wrapped."""
    env = {"FORCE_COLOR": "1", "COLUMNS": width}
    for name in ("show", "rubric"):
        assert _acting(name, planted[payload], "text", env) == [], name


@pytest.mark.parametrize("payload", PAYLOADS)
def test_remarks(planted: dict[str, Planted], payload: str) -> None:
    text, canon = PAYLOADS[payload], planted[payload].canon
    for line in (
        ("show", "--", text),
        ("--canon", text, "list"),
        (text,),
        (f"--{text}",),
        ("check", "--", text),
        ("match", "--from", text),
        ("new", "function", text, "--canon", str(canon)),
        ("list", "-f", text),
    ):
        answer = run(*line)
        assert COMMAND.findall(answer.out + answer.err) == [], line


def test_an_error_that_begins_with_the_path(tmp_path: Path) -> None:
    """The path of a file begins a line, and a folder may have any name."""
    for name in PAYLOADS:
        text = PAYLOADS[name].strip()[:60].replace("/", "")
        found = tmp_path / text
        found.mkdir()
        (found / "canon.yaml").write_text("x: 1\n", "utf-8")
        for line in (("list",), ("check",), ("check", "-f", "junit")):
            answer = run(*line, "--canon", text, cwd=tmp_path)
            assert answer.code in (1, 3)
            assert COMMAND.findall(answer.out + answer.err) == [], (line, answer)


def test_the_format_that_is_commands(planted: dict[str, Planted]) -> None:
    for each in planted.values():
        answer = run("check", "-f", "github", "--canon", str(each.canon))
        assert answer.out
        for line in answer.out.splitlines():
            assert re.match("::(error|warning|notice) file=", line)
        assert COMMAND.findall(answer.err) == []


def test_a_terminal(planted: dict[str, Planted]) -> None:
    """Some systems run a job on a terminal."""
    line = ("show", "WARDNURS1234", "--canon", str(planted["GitHub"].canon))
    text, _ = run_on_pty(*line, width=40, env={"NO_COLOR": "1"})
    assert COMMAND.findall(text) == []


@pytest.mark.parametrize("line", ["show WARDNURS1234", "show WARDNURS1234 -f markdown"])
def test_a_pager(planted: dict[str, Planted], line: str, tmp_path: Path) -> None:
    """It gets what the terminal would get."""
    env = {"LEVELCTL_PAGER": f"tee {tmp_path / 'paged'}"}
    run_on_pty(*line.split(), "--canon", str(planted["GitHub"].canon), env=env)
    paged = (tmp_path / "paged").read_text("utf-8")
    assert r"\x3a:error" in paged
    assert COMMAND.findall(paged) == []


def test_a_crash() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("levelctl.cli.session.locate", lambda _: [][_Text("x\n::error::y")])
        answer = run("list", env={"LEVELCTL_DEBUG": "1"})
    assert (answer.code, COMMAND.findall(answer.err)) == (70, [])


class _Text(str):
    __slots__ = ()

    def __index__(self) -> int:
        raise ValueError(str(self))


def test_scripts_are_as_they_are() -> None:
    shells = Path(completion.__file__).parent / "shells"
    for shell in ("bash", "zsh", "fish"):
        script = (shells / f"levelctl.{shell}").read_text("utf-8")
        assert start("completion", shell).out == script


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", r"\x3a:error::x"),
        (" \t\u3000::error::x", " \t\u3000" + r"\x3a:error::x"),
        ("a\n::x\n  ::y", "a\n" + r"\x3a:x" + "\n  " + r"\x3a:y"),
        (":::x", r"\x3a::x"),
        ("a::b", "a::b"),
        ("##[group]x", r"\x23#[group]x"),
        ("a ##vso[x]b", r"a \x23#vso[x]b"),
        ("###[x]", r"#\x23#[x]"),
        ("## Heading [x]", "## Heading [x]"),
        ("# [x] ##", "# [x] ##"),
        ("", ""),
    ],
)
def test_what_is_escaped(text: str, shown: str) -> None:
    assert no_command(text) == shown
    assert no_command(shown) == shown
    assert re.sub(r"\\x(..)", lambda match: chr(int(match[1], 16)), shown) == text


def test_in_json_the_value_is_the_same() -> None:
    for text in PAYLOADS.values():
        written = no_command_in_json(json.dumps({text: [text]}))
        assert json.loads(written) == {text: [text]}
        assert COMMAND.findall(written) == []
