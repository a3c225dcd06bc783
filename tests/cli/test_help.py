"""The help topics, and that each variable and format in them does what they describe."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import TRIED, folder, own
from levelctl.cli.app import COMMANDS
from levelctl.cli.exit_codes import Exit
from levelctl.cli.help_topics import ENVIRONMENT, FORMATS, REFERENCES, TOPICS
from program import Answer, run, run_on_pty

PROFILE = "TECHNI2.TECHNICAF44E.P2"
ESCAPE = "\x1b"


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("width", [20, 80, 120])
def test_a_topic_on_a_terminal(topic: str, width: int) -> None:
    text, code = run_on_pty("help", topic, width=width, env={"NO_COLOR": "1"})
    assert code == 0
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("name", [entry.name for entry in COMMANDS])
def test_help_of_a_command_is_that_of_its_option(name: str) -> None:
    assert run("help", name) == run(name, "--help")


def test_help_alone_lists_the_commands() -> None:
    assert run("help") == run("--help")


@pytest.mark.parametrize(
    ("topic", "hint"),
    [
        pytest.param("exit-code", "did you mean 'exit-codes'?", id="a topic"),
        pytest.param("diif", "did you mean 'diff'?", id="a command"),
        pytest.param("qqq", f"topics: {', '.join(TOPICS)}", id="neither"),
    ],
)
def test_a_topic_that_is_none(topic: str, hint: str) -> None:
    message = f"levelctl: {topic!r} is neither a topic nor a command\nhint: {hint}\n"
    assert run("help", topic) == Answer(2, "", message)


def test_without_arguments_it_shows_the_questions_that_it_answers() -> None:
    answer = run()
    assert (answer.code, answer.err) == (0, "")
    shown = re.findall(r"^levelctl (\w+) \S+ +\w", answer.out, re.MULTILINE)
    assert {"show", "diff", "match", "near", "pay"} <= {*shown}
    assert max(map(len, answer.out.splitlines())) <= 80
    assert answer.out.count("\n") < 15


def test_every_exit_code_is_explained() -> None:
    page = run("help", "exit-codes").out
    assert re.findall(r"^(\d+):", page, re.MULTILINE) == [str(code.value) for code in Exit]


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_reference_of_the_page_is_one(reference: str) -> None:
    assert run("show", reference, "--json").code == 0


def test_every_format_of_a_command_is_explained() -> None:
    offered = {
        form
        for entry in COMMANDS
        for found in re.findall(r"--format <([a-z|]+)>", run(entry.name, "--help").out)
        for form in found.split("|")
    }
    assert offered == {*FORMATS}


# The environment: what each variable does, seen from outside.


def _canon(small: Path) -> bool:
    return "small canon" in run("list", "--json", env={"LEVELCTL_CANON": str(small)}).out


def _focus(_: Path) -> bool:
    compared = run("diff", "P2", "P4", "--json", env={"LEVELCTL_FOCUS": "TECHNICAF44E"}).out
    return bool(json.loads(compared)["kind"] == "profiles")


def _format(_: Path) -> bool:
    set_to = {"LEVELCTL_FORMAT": "csv"}
    return (
        run("list", env=set_to) == run("list", "-f", "csv")
        and run("list", "-f", "tsv", env=set_to) == run("list", "-f", "tsv")
        and run("list", "--json", env=set_to) == run("list", "--json")
        and run("list", env={"LEVELCTL_FORMAT": ""}) == run("list")
        and "LEVELCTL_FORMAT" in run("show", "P2", env=set_to).err
    )


def _pages(changes: dict[str, str]) -> bool:
    text, _ = run_on_pty("show", PROFILE, env=changes)
    return text.startswith("PAGED")


def _pager(_: Path) -> bool:
    return _pages({"LEVELCTL_PAGER": "echo PAGED"})


def _pager_of_all(small: Path) -> bool:
    # That it counts where LEVELCTL_PAGER is not set is test_pager's to show.
    return _pager(small) and not _pages({"LEVELCTL_PAGER": "", "PAGER": "echo PAGED"})


def _coloured(changes: dict[str, str], *, on_pty: bool) -> bool:
    text = (
        run_on_pty("show", "P2", env=changes)[0] if on_pty else run("show", "P2", env=changes).out
    )
    return ESCAPE in text


def _no_color(_: Path) -> bool:
    forced = {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}
    return not _coloured({"NO_COLOR": "1", **forced}, on_pty=True) and _coloured(
        {"NO_COLOR": "", **forced}, on_pty=True
    )


def _forced(name: str) -> Callable[[Path], bool]:
    def check(_: Path) -> bool:
        on, off, none = ({name: value} for value in ("1", "0", ""))
        return _coloured(on, on_pty=False) and not (
            _coloured(off, on_pty=False) or _coloured(none, on_pty=False)
        )

    return check


def _clicolor(_: Path) -> bool:
    return not _coloured({"CLICOLOR": "0"}, on_pty=True) and _coloured(
        {"CLICOLOR": "1"}, on_pty=True
    )


def _term(_: Path) -> bool:
    dumb = {"TERM": "dumb", "LEVELCTL_PAGER": "echo PAGED"}
    return not _coloured(dumb, on_pty=True) and not _pages(dumb)


def _debug(_: Path) -> bool:
    def fault(env: dict[str, str]) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("levelctl.cli.session.locate", lambda _: 1 / 0)
            return run("list", env=env).err

    return "Traceback" in fault({"LEVELCTL_DEBUG": "1"}) and "Traceback" not in fault({})


def _lines(_: Path) -> bool:
    paged = {"LEVELCTL_PAGER": "echo PAGED"}
    return _pages({**paged, "LINES": "10"}) and not _pages({**paged, "LINES": "1000"})


def _columns(_: Path) -> bool:
    text, _code = run_on_pty("show", PROFILE, env={"COLUMNS": "40", "NO_COLOR": "1"}, width=120)
    return max(map(len, text.splitlines())) == 40


def _cache(small: Path) -> bool:
    return str(small) in run("cache", env={"XDG_CACHE_HOME": str(small)}).out


def _data(small: Path) -> bool:
    folder = small.parent / "import"
    folder.mkdir(exist_ok=True)
    file = folder / "Occupation Data.txt"
    file.write_text("O*NET-SOC Code\tTitle\tDescription\n11-1011.00\tChief\tLeads.\n", "utf-8")
    run("import", "onet", str(folder), env={"XDG_DATA_HOME": str(folder / "data")})
    return any((folder / "data").rglob("*.sqlite"))


def _pay(small: Path) -> bool:
    file = small.parent / "pay.csv"
    file.write_text("Code,Low,Median,High\nWARDNURS1234.P2,41000,41414,42000\n", "utf-8")
    line = ("pay", "ward nurse P2", "--canon", str(small))
    return (
        "41,414" in run(*line, env={"LEVELCTL_PAY": str(file)}).out
        and "41,414" not in run(*line).out
    )


EFFECTS: dict[str, Callable[[Path], bool]] = {
    "LEVELCTL_CANON": _canon,
    "LEVELCTL_FOCUS": _focus,
    "LEVELCTL_FORMAT": _format,
    "LEVELCTL_PAY": _pay,
    "LEVELCTL_PAGER": _pager,
    "PAGER": _pager_of_all,
    "NO_COLOR": _no_color,
    "FORCE_COLOR": _forced("FORCE_COLOR"),
    "CLICOLOR_FORCE": _forced("CLICOLOR_FORCE"),
    "CLICOLOR": _clicolor,
    "TERM": _term,
    "COLUMNS": _columns,
    "LEVELCTL_DEBUG": _debug,
    "LINES": _lines,
    "XDG_CACHE_HOME": _cache,
    "XDG_DATA_HOME": _data,
}


@pytest.mark.parametrize("variable", ENVIRONMENT)
def test_a_variable_does_what_help_describes(small: Path, variable: str) -> None:
    assert EFFECTS[variable](small)


# --json, and formats that are none.


@pytest.mark.parametrize("name", [name for name, tried in TRIED.items() if tried.records])
def test_json_is_short_for_a_format(name: str) -> None:
    def ask(*form: str) -> Answer:
        with folder() as place:
            line = TRIED[name].line.split()
            return run(*line, *form, env=own(place), cwd=place)

    answer = ask("--json")
    assert answer.out == ask("--format", "json").out
    assert json.loads(answer.out)["schema"] == f"levelctl.{name}/1"


def test_the_last_of_two_formats_counts() -> None:
    assert run("list", "--json", "-f", "csv") == run("list", "-f", "csv")
    assert run("list", "-f", "csv", "--json") == run("list", "-f", "json")


@pytest.mark.parametrize(
    ("form", "hint"),
    [
        pytest.param("jsn", "did you mean json?", id="near json"),
        pytest.param("mardown", "did you mean markdown?", id="near markdown"),
        pytest.param("JSON", "did you mean json?", id="in capitals"),
        pytest.param("xyzzy", "levelctl list --help shows the usage", id="near none"),
    ],
)
def test_a_format_that_is_none(form: str, hint: str) -> None:
    answer = run("list", "-f", form)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.endswith(f"hint: {hint}\n")
    assert "LEVELCTL_FORMAT" not in answer.err


@pytest.mark.parametrize("option", ["--json", "-f", "--format"])
def test_a_format_before_its_command(option: str) -> None:
    answer = run(option, "list")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"levelctl: No such option: {option}")
    hint = "hint: the format goes after the command: levelctl list --format json\n"
    assert answer.err.endswith(hint)
    assert run("help", option).err.endswith("hint: levelctl help --help shows the usage\n")
