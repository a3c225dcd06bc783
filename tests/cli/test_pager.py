"""What is longer than the screen, and what pages it."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import stat
import termios
import time
from pathlib import Path

import pytest

from program import MODULE, environment, run_on_pty, shell

LONG = ("show", "TECHNI2.TECHNICAF44E.P2")
PLANTED = Path(__file__).parents[1] / "canons" / "planted"
SHORT = ("show", "TECHNI2.TECHNICAF44E.P2", "--section", "pay")


@pytest.fixture
def pager(tmp_path: Path) -> str:
    """Return a pager that prints its name and then its input."""
    script = tmp_path / "pager"
    script.write_text('#!/bin/sh\necho "PAGED $* LESS=$LESS"\ncat\n', "utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return str(script)


@pytest.mark.parametrize(
    ("arguments", "env", "paged"),
    [
        pytest.param(LONG, {"LEVELCTL_PAGER": "{} -x"}, True, id="longer than the screen"),
        pytest.param(SHORT, {"LEVELCTL_PAGER": "{} -x"}, False, id="shorter"),
        pytest.param(
            (*LONG, "--no-pager"), {"LEVELCTL_PAGER": "{} -x"}, False, id="an option against it"
        ),
        pytest.param(LONG, {"LEVELCTL_PAGER": ""}, False, id="an empty choice"),
        pytest.param(LONG, {"LEVELCTL_PAGER": "cat"}, False, id="cat"),
        pytest.param(
            LONG, {"LEVELCTL_PAGER": "{} -x", "TERM": "dumb"}, False, id="a dumb terminal"
        ),
        pytest.param(LONG, {"LEVELCTL_PAGER": "{} -x", "PAGER": "no"}, True, id="ours first"),
        pytest.param(LONG, {"LEVELCTL_PAGER": "no-such-pager"}, False, id="none of that name"),
        pytest.param(LONG, {"LEVELCTL_PAGER": "sh -c 'exit 3'"}, False, id="one that fails"),
        pytest.param(LONG, {"LEVELCTL_PAGER": "'"}, False, id="a quote that is not closed"),
        pytest.param(("help", "show"), {"LEVELCTL_PAGER": "{} -x"}, True, id="help"),
        pytest.param(("show", "--help"), {"LEVELCTL_PAGER": "{} -x"}, True, id="help's option"),
        pytest.param(
            ("show", "--help", "--no-pager"), {"LEVELCTL_PAGER": "{} -x"}, False, id="help, not so"
        ),
        pytest.param((*LONG, "--json"), {"LEVELCTL_PAGER": "{} -x"}, True, id="json"),
        pytest.param(
            ("match", "Sr. BE Eng (m/w/d) - Remote"),
            {"LEVELCTL_PAGER": "{} -x"},
            True,
            id="what a title means",
        ),
        pytest.param(
            ("match", "tech PM", "--json"), {"LEVELCTL_PAGER": "{} -x"}, True, id="the same as json"
        ),
        pytest.param(
            ("match", "tech PM", "ward nurse", "--explain"),
            {"LEVELCTL_PAGER": "{} -x"},
            True,
            id="how two answers come about",
        ),
        pytest.param(
            ("diff", "P2", "P3", "--only", "level", "-f", "tsv"),
            {"LEVELCTL_PAGER": "{} -x"},
            True,
            id="12 lines that are wrapped to 28",
        ),
        pytest.param(
            ("near", LONG[1], "--top", "3"),
            {"LEVELCTL_PAGER": "{} -x"},
            False,
            id="15 lines with many colours",
        ),
    ],
)
def test_paged(pager: str, arguments: tuple[str, ...], env: dict[str, str], paged: bool) -> None:
    chosen = {name: value.format(pager) for name, value in env.items()}
    text, code = run_on_pty(*arguments, env=chosen)
    plain, _ = run_on_pty(*arguments, env={**chosen, "LEVELCTL_PAGER": ""})

    head = f"PAGED -x LESS={os.environ.get('LESS', 'FIRX')}\n" if paged else ""
    assert (code, text) == (0, head + plain)


def test_a_diff_of_fixes_is_paged(pager: str) -> None:
    line = ("check", str(PLANTED), "--diff")
    text, code = run_on_pty(*line, env={"LEVELCTL_PAGER": pager})
    assert (code, text.count("PAGED"), text.splitlines()[1].startswith("\x1b")) == (1, 1, True)


def test_titles_of_a_file_are_not_paged(pager: str, tmp_path: Path) -> None:
    titles = tmp_path / "titles"
    titles.write_text("tech PM\n" * 30, "utf-8")
    line = ("match", "--from", str(titles), "--explain")
    assert "PAGED" not in run_on_pty(*line, env={"LEVELCTL_PAGER": pager})[0]


def test_the_pager_of_all_programs(pager: str) -> None:
    script = f"unset LEVELCTL_PAGER; PAGER='{pager} -y' exec levelctl {' '.join(LONG)}"
    text, _ = _on_pty("sh", "-c", script)
    assert text.startswith("PAGED -y")


def test_a_pipe_is_never_paged(pager: str) -> None:
    answer = shell(f"levelctl {' '.join(LONG)} | cat", env={"LEVELCTL_PAGER": pager})
    assert "PAGED" not in answer.out


def _on_pty(*command: str) -> tuple[str, int]:
    process, terminal = pty.fork()
    if not process:
        os.execvpe(command[0], command, environment())  # noqa: S606
    termios.tcsetwinsize(terminal, (24, 80))
    shown = b""
    while True:
        try:
            shown += os.read(terminal, 65536)
        except OSError:
            break
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    return shown.decode().replace("\r\n", "\n"), os.waitstatus_to_exitcode(status)


@pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")
@pytest.mark.parametrize("keys", [b"q", b"\x03q"], ids=["left", "Ctrl-C, then left"])
def test_less(keys: bytes) -> None:
    """Less shows the first screen, waits for a key, and Ctrl-C does not end it."""
    env = environment()
    del env["LEVELCTL_PAGER"]
    env.pop("PAGER", None)
    process, terminal = pty.fork()
    if not process:
        termios.tcsetwinsize(0, (24, 80))
        os.execvpe(MODULE[0], (*MODULE, *LONG), env)  # noqa: S606
    try:
        first = _until(terminal, r"TECHNI2\.TECHNICAF44E\.P2(?s:.*)\n:")
        assert "Adjacent roles" not in first
        for key in keys:
            time.sleep(0.3)
            os.write(terminal, bytes([key]))
        _until(terminal, None)
    finally:
        _, status = os.waitpid(process, 0)
        os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0


def test_ctrl_c_ends_it_with_a_pager_that_it_ends() -> None:
    """What such a pager has not shown yet is not poured onto the terminal."""
    env = environment(
        {"LEVELCTL_PAGER": "sh -c 'head -1; echo ready; exec sleep 120'", "NO_COLOR": "1"}
    )
    process, terminal = pty.fork()
    if not process:
        termios.tcsetwinsize(0, (24, 80))
        os.execvpe(MODULE[0], (*MODULE, *LONG), env)  # noqa: S606
    try:
        _until(terminal, r"Technical Product Manager — P2(?s:.*)ready")
        time.sleep(0.3)  # a shell between two commands can survive Ctrl-C
        os.write(terminal, b"\x03")
        rest = _until(terminal, None)
    finally:
        _, status = os.waitpid(process, 0)
        os.close(terminal)
    assert (os.waitstatus_to_exitcode(status), "Adjacent roles" in rest) == (130, False)


def _until(terminal: int, expression: str | None) -> str:
    """Return what *terminal* shows until *expression* is in it, or until its end."""
    shown, end = "", time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            shown += os.read(terminal, 65536).decode(errors="replace")
        except OSError:
            return shown
        if expression and re.search(expression, shown):
            return shown
    raise AssertionError(f"{expression!r} is not in {shown!r}")
