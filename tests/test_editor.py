"""
What an editor with a YAML language server offers and marks in the files of a canon.

Runs where yaml-language-server is on the path: npm install -g yaml-language-server.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from levelctl import open_canon
from levelctl.answers.new.plans import plan_canon, plan_focus, plan_function
from levelctl.answers.new.writing import write

PROGRAM = shutil.which("yaml-language-server")

pytestmark = pytest.mark.skipif(not PROGRAM, reason="yaml-language-server is not on the path")

SETTINGS = {"completion": True, "hover": True, "validate": True, "schemaStore": {"enable": False}}

PATIENCE = 20
"""Seconds to wait for the findings of the server."""

CURSOR = "¦"


class Server:
    """A language server that is spoken to over its standard streams, a message at a time."""

    def __init__(self, root: Path) -> None:
        self.process = subprocess.Popen(
            [str(PROGRAM), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.asked = 0
        self.told: dict[str, Any] = {}
        """The faults of each file, by its address."""
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
        }
        options = {"processId": None, "rootUri": root.as_uri(), "capabilities": capabilities}
        self.ask("initialize", options)
        self.say(method="initialized", params={})

    def say(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """Return the next message, a question of the server answered and its faults noted."""
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b": ")
            length = int(value) if name == b"Content-Length" else length
        message = dict(json.loads(self.process.stdout.read(length)))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            parts = [each["section"] for each in message["params"]["items"]]
            result = [SETTINGS if part == "yaml" else {} for part in parts]
            self.say(id=message["id"], result=result)
        elif "method" in message and "id" in message:
            self.say(id=message["id"], result=None)
        return message

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self.asked += 1
        self.say(id=self.asked, method=method, params=params)
        while (heard := self.hear()).get("id") != self.asked or "method" in heard:
            pass
        return heard["result"]

    def open(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Show *text* as the file *path*, and return the faults that are marked in it."""
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.say(method="textDocument/didOpen", params={"textDocument": document})
        deadline = time.monotonic() + PATIENCE
        while uri not in self.told and time.monotonic() < deadline:
            self.hear()
        return list(self.told.pop(uri))

    def offered(self, path: Path, text: str) -> list[str]:
        """Return what is offered at the cursor in *text*."""
        before, _, after = text.partition(CURSOR)
        self.open(path, before + after)
        lines = before.split("\n")
        place = {"line": len(lines) - 1, "character": len(lines[-1])}
        params = {"textDocument": {"uri": path.as_uri()}, "position": place}
        answer = self.ask("textDocument/completion", params)
        return [item["label"] for item in answer["items"]]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a canon as ``levelctl new`` makes it, with a function and a focus."""
    folder = tmp_path_factory.mktemp("ours")
    write(folder, plan_canon("Ours", "2026-11"))
    write(folder, plan_function(open_canon(folder), "Nursing"))
    write(folder, plan_focus(open_canon(folder), "Ward Nurse", "Nursing", "P1..P2"))
    return folder


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    found = Server(root)
    yield found
    found.process.kill()
    found.process.communicate()


FOCUS = "functions/nursing/ward-nurse.yaml"


def test_nothing_is_marked_in_what_new_writes(server: Server, root: Path) -> None:
    files = sorted(root.rglob("*.yaml"))
    assert len(files) == 6
    marked = {path.name: server.open(path, path.read_text("utf-8")) for path in files}
    assert marked == {path.name: [] for path in files}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("draft", "drafty", 'Value is not accepted. Valid values: "draft"', id="word"),
        pytest.param("version: 1", "version: one", 'Expected "integer"', id="type"),
        pytest.param("skills:", "skils:", "Property skils is not allowed", id="key"),
    ],
)
def test_a_finding_is_marked(server: Server, root: Path, old: str, new: str, message: str) -> None:
    text = (root / FOCUS).read_text("utf-8").replace(f" {old}\n", f" {new}\n")
    text = text.replace(f"\n{old}\n", f"\n{new}\n")
    assert any(message in each["message"] for each in server.open(root / FOCUS, text))


@pytest.mark.parametrize(
    ("old", "new", "offered"),
    [
        pytest.param(
            "    status: draft",
            f"    status: {CURSOR}",
            {"draft", "in_review", "approved", "deprecated"},
            id="a word of a few",
        ),
        pytest.param(
            "# confidence: 0.80", CURSOR, {"confidence", "pay", "review"}, id="keys of a level"
        ),
        pytest.param(
            "classification: []",
            f"classification:\n  - scheme: {CURSOR}",
            {"O*NET-SOC", "SOC", "ISCO"},
            id="a text with examples",
        ),
    ],
)
def test_an_editor_offers(
    server: Server, root: Path, old: str, new: str, offered: set[str]
) -> None:
    text = (root / FOCUS).read_text("utf-8").replace(old, new, 1)
    assert offered <= {*server.offered(root / FOCUS, text)}
