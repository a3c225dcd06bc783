"""What TAB offers, in the shells that people have."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from levelctl.answers.imports import from_titles
from levelctl.cli.complete import Offer, offer, unquoted
from owncodes import write_own_codes
from program import environment, run
from skilled import skilled_canon
from small import write_canon

SHELLS = ("bash", "zsh", "fish")

SCRIPTED = """\
code: HOSTILE
name: "\\\\$(touch X) `touch X` ;touch X"
summary: A name that a careless shell would run.
aliases: ["$(touch X)", "';touch X;'"]
levels:
  P1: {status: draft, version: 1, region: global}
"""


@pytest.fixture(scope="module")
def canon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small canon, one of whose foci has a name that a careless shell would run."""
    folder = tmp_path_factory.mktemp("canon")
    return write_canon(folder, {"functions/storage/hostile.yaml": SCRIPTED})


def _offer(canon: Path, line: str) -> Offer:
    return offer(["levelctl", "--canon", str(canon), *line.split(" ")])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("sho", Offer("words", ("show",)), id="a command"),
        pytest.param("show --sec", Offer("words", ("--section",)), id="an option"),
        pytest.param("show -f m", Offer("words", ("markdown",)), id="a format"),
        pytest.param("show --format = m", Offer("words", ("markdown",)), id="as bash cuts it"),
        pytest.param("show --format=m", Offer("words", ("markdown",)), id="as others leave it"),
        pytest.param("show P", Offer("words", ("P1", "P2", "P3")), id="levels"),
        pytest.param("show host", Offer("parts", ("HOSTILE",)), id="a focus, in any case"),
        pytest.param(
            "show STORAG.H", Offer("parts", ("STORAG.HOSTILE",)), id="a focus of a function"
        ),
        pytest.param(
            "show STORAG.HOSTILE.", Offer("words", ("STORAG.HOSTILE.P1",)), id="its levels"
        ),
        pytest.param("diff P1 P", Offer("words", ("P1", "P2", "P3")), id="sides"),
        pytest.param("near P1 --to P", Offer("words", ("P1", "P2", "P3")), id="a goal"),
        pytest.param(
            "near P1 --space ", Offer("words", ("structural", "content", "pay")), id="spaces"
        ),
        pytest.param("near P1 --band needs", Offer("words", ("needs-review",)), id="bands"),
        pytest.param("list --has p", Offer("words", ("pay",)), id="parts"),
        pytest.param("list --lacks s", Offer("words", ("sources", "skills")), id="parts that lack"),
        pytest.param("help ex", Offer("words", ("exit-codes",)), id="topics"),
        pytest.param("help sh", Offer("words", ("show",)), id="commands to explain"),
        pytest.param("list --track ", Offer("words", ("P", "M")), id="tracks"),
        pytest.param("show -s pl", Offer("words", ("placement",)), id="sections"),
        pytest.param("rule pay-or", Offer("words", ("pay-order",)), id="rules"),
        pytest.param("check --select pr", Offer("words", ("prose",)), id="groups of rules"),
        pytest.param("match --from ", Offer("files"), id="files"),
        pytest.param("review st", Offer("words", ("status",)), id="actions"),
        pytest.param("review import ", Offer("files"), id="tables"),
        pytest.param("review object P", Offer("words", ("P1", "P2", "P3")), id="what is read"),
        pytest.param("review next --as e", Offer("words", ("editor",)), id="readers"),
        pytest.param("show --canon ", Offer("folders"), id="folders"),
        pytest.param("show $(touch", Offer("words"), id="what begins with no code"),
    ],
)
def test_what_may_stand(canon: Path, line: str, expected: Offer) -> None:
    assert _offer(canon, line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("show wou", Offer("words", ("wound-care",))),
        ("show r", Offer("words", ("rn",))),
        ("show infu", Offer("words", ("infusion-pump",))),
        ("show ward", Offer("parts", ("WARDNURS1234",))),
        ("rubric wou", Offer("words")),
        ("skills h", Offer("words", ("handover",))),
        ("skills --group ", Offer("words", ("care", "talk"))),
        ("skills --step w", Offer("words", ("working",))),
        ("skills --level P", Offer("words", ("P1", "P2", "P3"))),
    ],
)
def test_skills_are_offered(tmp_path: Path, line: str, expected: Offer) -> None:
    skilled_canon(tmp_path)
    assert _offer(tmp_path, line) == expected


def test_a_canon_that_cannot_be_read_offers_nothing(tmp_path: Path) -> None:
    assert _offer(tmp_path / "none", "show P") == Offer("words")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("check --select pay-or", ("pay-order",), id="rules"),
        pytest.param("list --status dr", ("draft",), id="statuses"),
        pytest.param("diff --only le", ("level",), id="sections"),
    ],
)
def test_what_every_canon_has_is_offered_without_one(
    tmp_path: Path, line: str, expected: tuple[str, ...]
) -> None:
    assert _offer(tmp_path / "none", line) == Offer("words", expected)


def test_imported_lists_are_offered_and_else_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert _offer(tmp_path, "match --prior ") == Offer("files")
    (tmp_path / "visa.csv").write_text("title,code\nBoss,11-1011\n", "utf-8")
    from_titles(tmp_path / "visa.csv")
    assert _offer(tmp_path, "match --prior ") == Offer("words", ("visa",))
    assert _offer(tmp_path, "match --prior ./") == Offer("files")
    (store,) = (tmp_path / "data").rglob("coded-titles.sqlite")
    store.write_bytes(b"none")
    assert _offer(tmp_path, "match --prior ") == Offer("files")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("show", "show", id="plain"),
        pytest.param("", "", id="nothing"),
        pytest.param("'our levels'", "our levels", id="single quotes"),
        pytest.param('"our levels"', "our levels", id="double quotes"),
        pytest.param(r"our\ levels", "our levels", id="a backslash"),
        pytest.param("our' le've\"ls\"", "our levels", id="in parts"),
        pytest.param("'our le", "our le", id="a single quote still open"),
        pytest.param('"our le', "our le", id="a double quote still open"),
        pytest.param("$(touch 'X')", "$(touch 'X')", id="what it would run"),
        pytest.param(r"$'caf\xe9'", "caf\udce9", id="a byte"),
        pytest.param(r"a$'\303\251 \''b' c'", "aé 'b c", id="bytes of a letter, and a quote"),
        pytest.param(r"$'\xZZ'", r"$\xZZ", id="no byte"),
    ],
)
def test_a_word_of_bash(typed: str, meant: str) -> None:
    assert unquoted(typed) == meant


def test_names_are_never_offered(canon: Path) -> None:
    lines = ("show ", "list --function ", "list --family ", "diff --in ", "rule ", "show -s ")
    words = [word for line in lines for word in _offer(canon, line).words]
    assert words
    assert [word for word in words if not re.fullmatch(r"[A-Za-z0-9._-]+", word)] == []


needed = {
    name: pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed")
    for name in SHELLS
}
START = {
    "bash": ("bash", "--norc", "--noprofile", "-i"),
    "zsh": ("zsh", "-f", "-i"),
    "fish": ("fish", "--no-config", "-i"),
}
LOAD = {
    "bash": "PS1='ready> '; source <(levelctl completion bash)",
    "zsh": "PS1='ready> '; autoload -U compinit; compinit -u -D; source <(levelctl completion zsh)",
    "fish": "function fish_prompt; echo 'ready> '; end; levelctl completion fish | source",
}


class Typing:
    """A shell on a terminal, to type into."""

    def __init__(self, shell: str, terminal: int, folder: Path) -> None:
        self.shell = shell
        self.terminal = terminal
        self.folder = folder

    def type(self, keys: str, until: str, seconds: float = 30) -> str:
        """Type *keys* and return what is shown, once the expression *until* is in it."""
        os.write(self.terminal, keys.encode())
        shown, end = "", time.monotonic() + seconds
        while time.monotonic() < end:
            if select.select([self.terminal], [], [], 0.1)[0]:
                shown += os.read(self.terminal, 65536).decode(errors="replace")
            if re.search(until, shown):
                return shown
        raise AssertionError(f"{until!r} is not in {shown!r}")


@pytest.fixture(scope="module", params=[pytest.param(s, marks=needed[s]) for s in SHELLS])
def typing(
    request: pytest.FixtureRequest, canon: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Typing]:
    """Return each shell on a terminal, its completion loaded, in a folder with a file *titles*."""
    shell, folder = request.param, tmp_path_factory.mktemp("home")
    (folder / "titles").write_text("", "utf-8")
    (folder / "our levels").symlink_to(canon)
    write_own_codes(folder / "own")
    if sys.platform == "linux":
        (folder / "caf\udce9").symlink_to(canon)
    env = {"TERM": "xterm", "HOME": str(folder), "LEVELCTL_CANON": str(canon)}
    process, terminal = pty.fork()
    if not process:
        os.chdir(folder)
        os.execvpe(START[shell][0], START[shell], environment(env))  # noqa: S606
    termios.tcsetwinsize(terminal, (50, 200))
    try:
        found = Typing(shell, terminal, folder)
        found.type(f"{LOAD[shell]}; echo lo''aded\r", "loaded")
        yield found
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


@pytest.mark.parametrize(
    ("begun", "rest"),
    [
        pytest.param("levelctl sho", "w", id="a command"),
        pytest.param("levelctl show STORAG.HOS", "TILE", id="a code"),
        pytest.param("levelctl show STORAG.HOSTILE.", "P1", id="a level"),
        pytest.param("levelctl rule pay-or", "der", id="a rule"),
        pytest.param("levelctl show P1 --format=mark", "down", id="a format"),
        pytest.param("levelctl match --from titl", "es", id="a file"),
        pytest.param('levelctl --canon "our levels" show HOS', "TILE", id="a folder in quotes"),
        pytest.param(r"levelctl --canon our\ levels show HOS", "TILE", id="a folder with a space"),
        pytest.param("levelctl help exi", "t-codes", id="a topic"),
        pytest.param("levelctl --canon own show J", "040", id="a level of its author's"),
        pytest.param("levelctl --canon own show sen", "ior-2-ic", id="a level with hyphens"),
        pytest.param(
            "levelctl --canon own diff 2.1 NURSIN.WARDNURS1234.M", "_2", id="behind a period"
        ),
        pytest.param("levelctl --canon own list --track peo", "ple-manager", id="a track"),
    ],
)
def test_tab(typing: Typing, begun: str, rest: str) -> None:
    typing.type(f"{begun}\t", rest)
    # To the beginning of the line and its end: the line is shown, not run.
    shown = typing.type("\x01echo '[\x05]'\r", LINE)
    assert [line.strip() for line in re.findall(LINE, shown)] == [begun + rest]


LINE = r"[\r\n]\[(levelctl[^\]]*)\]"


@pytest.mark.skipif(sys.platform != "linux", reason="names are text to this system")
def test_tab_in_a_canon_whose_name_is_not_utf_8(typing: Typing) -> None:
    name = r"caf\Xe9" if typing.shell == "fish" else r"$'caf\xe9'"
    typing.type(f"levelctl --canon {name} show HOS\t", "TILE")
    typing.type("\x03\x15\recho ne''xt\r", "[\r\n]next")


def test_nothing_of_a_canon_is_run(typing: Typing) -> None:
    for line in ("levelctl show ", "levelctl show H", "levelctl list --function "):
        typing.type(f"{line}\t\t", "STORAG|HOSTILE")
        typing.type("\x03\x03\x15\recho ne''xt\r", "[\r\n]next")
    assert [path.name for path in typing.folder.iterdir() if path.name == "X"] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_are_sound(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = run("completion", shell).out
    checked = subprocess.run(
        [shell, "-n"], input=script.encode(), capture_output=True, check=False, timeout=30
    )
    assert (checked.returncode, checked.stderr) == (0, b"")


def test_the_scripts_of_all_shells() -> None:
    for shell in (*SHELLS, "powershell"):
        answer = run("completion", shell)
        assert (answer.code, answer.err) == (0, "")
        assert f"completion {shell} " in answer.out
