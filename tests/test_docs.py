"""The docs are true and complete: their commands run, and they name everything that exists."""

from __future__ import annotations

import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import levelctl
from levelctl.canon import package_data
from levelctl.canon.canon import Canon
from levelctl.cli.app import COMMANDS
from program import typed

REPO = Path(__file__).parents[1]
DOCS = sorted(REPO.glob("docs/*.md"))

pytestmark = pytest.mark.skipif(not DOCS, reason="the docs are not in the wheel")


def _text(name: str) -> str:
    return (REPO / name).read_text("utf-8")


def _console(name: str) -> list[str]:
    """Return the lines that a page shows to type, but for those that make an environment."""
    blocks = re.findall(r"```console\n(.*?)```", _text(name), re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("levelctl ")]


def test_the_readme_shows_commands() -> None:
    assert len(_console("README.md")) >= 8


@pytest.mark.parametrize("line", _console("README.md") if DOCS else [])
def test_a_command_of_the_readme_works(line: str) -> None:
    answer = typed(line, env={"LEVELCTL_CANON": str(package_data.CANON)})
    assert (answer.code, bool(answer.out)) == (0, True), answer.err


def test_the_python_of_the_docs_works(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", _text("docs/library.md"), re.DOTALL)
    exec(compile(block, "docs/library.md", "exec"), {})  # noqa: S102
    assert "89000 0.12" in capsys.readouterr().out


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_is_documented(entry: levelctl.cli.lazy_group.CommandEntry) -> None:
    assert f"## levelctl {entry.name}\n" in _text("docs/cli.md")
    assert f"levelctl {entry.name}" in _text("README.md")
    assert f"`levelctl {entry.name}" in _text("CHANGELOG.md")


def _functions() -> list[str]:
    public = ((name, getattr(levelctl, name)) for name in levelctl.__all__)
    return [name for name, each in public if inspect.isfunction(each)]


def test_every_function_of_the_library_is_documented() -> None:
    assert _functions()
    for name in _functions():
        (written,) = re.findall(rf"\| `{name}\((.*?)\)` \|", _text("docs/library.md"))
        parameters = inspect.signature(getattr(levelctl, name)).parameters
        assert re.findall(r"(?:^|, )\*?([a-z_]+)", written) == [*parameters], name


def test_no_module_takes_the_place_of_a_function() -> None:
    modules = {module.name for module in pkgutil.iter_modules(levelctl.__path__)}
    assert modules
    assert not modules & {*levelctl.__all__}


def test_links_lead_somewhere() -> None:
    links = [
        (page, link)
        for page in (REPO / "README.md", REPO / "CONTRIBUTING.md", *DOCS)
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
        if not link.startswith("http")
    ]
    assert len(links) > 8
    assert [link for page, link in links if not (page.parent / link).exists()] == []


def test_the_readme_counts_the_reference_canon(reference: Canon) -> None:
    foci = len(reference.foci)
    profiles = sum(len(focus.profiles) for focus in reference.foci)
    text = " ".join(_text("README.md").split())
    assert f"{foci} foci in {len(reference.families)} families" in text
    assert f"{profiles} profiles on four tracks" in text
