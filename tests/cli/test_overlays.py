"""An overlay of the reference canon with ten changes of eight kinds: what each command answers."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from overlays import write_overlay
from program import run

pytestmark = pytest.mark.long

CODING = "functions/software-engineering"
FILES = {
    "canon.yaml": "name: Our company\nregion: DE\n",  # a key
    "ladder.yaml": (
        "levels:\n"
        "  IC4: {is: P4, name: Senior}\n"  # a new name of a level
        "  IC5: {is: P5, name: Staff}\n"
        "  P6: {hide: true}\n"  # a level less
    ),
    "families.yaml": (
        "families: {add: [{slug: garden, name: Garden, summary: Looks after plants.}]}\n"
    ),
    "functions/gardening/function.yaml": (
        "code: GARDEN\nname: Gardening\nfamily: garden\nsummary: Looks after the plants.\n"
    ),
    "functions/gardening/gardener.yaml": (  # a new focus
        "code: GARDENER746A\nname: Gardener\nsummary: Waters the plants.\n"
        "levels: {IC4: {status: draft, version: 1, region: DE}}\n"
    ),
    "functions/maintenance/function.yaml": "hide: true\n",  # a function less
    "functions/sales/sales-development.yaml": "hide: true\n",  # a focus less
    "functions/nursing/registered-nursing.yaml": (  # lists
        "tools: {add: [Our ward planner]}\n"
        "aliases: {add: [Stationsleitung Pflege], remove: [Nobody]}\n"
    ),
    f"{CODING}/backend-engineering.yaml": (  # a list as a whole, a key less, a profile's key
        "levels:\n"
        "  P2: {responsibilities: [Builds one service of our shop.], pay: }\n"
        "  IC4: {status: in_review}\n"
    ),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_overlay(tmp_path_factory.mktemp("overlay") / "company", FILES, "reference")


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("match 'Senior Backend Engineer'", ["SOFTWA.BACKENDE9C7F.IC4\tconfident"]),
        ("match 'Backend Engineer IC5'", ["SOFTWA.BACKENDE9C7F.IC5\tconfident"]),
        ("match 'Stationsleitung Pflege'", ["NURSIN.REGISTER5052."]),
        (
            "near BACKENDE9C7F.IC4 --top 1",
            ["Backend Engineering\t", "\t0.12\t"],
        ),
        ("pay BACKENDE9C7F.IC4", ["152,500"]),
        ("path BACKENDE9C7F.P2 IC4", ["SOFTWA.BACKENDE9C7F.IC4"]),
        ("list --changed --level IC4", ["GARDEN.GARDENER746A.IC4", "SOFTWA.BACKENDE9C7F.IC4"]),
        (
            "show BACKENDE9C7F.P2 --origin",
            ["pay", "responsibilities levels.P2.responsibilities here"],
        ),
        ("diff --base BACKENDE9C7F.P2 --only pay", ["here: not known"]),
        ("rubric BACKENDE9C7F", ["IC4"]),
        (
            "check",
            [
                "(hidden-level)",
                "the canon below has no 'Nobody' here to take away (override-unmatched)",
            ],
        ),
    ],
)
@pytest.mark.parametrize("cache", ["", "--no-cache"])
def test_an_answer_is_of_both(root: Path, line: str, lines: list[str], cache: str) -> None:
    answer = run(*shlex.split(line), "--canon", str(root), *cache.split())

    assert [part for part in lines if part not in answer.out] == []


@pytest.mark.parametrize("what", ["MAINTE", "P6", "BACKENDE9C7F.P4"])
def test_what_is_taken_away_is_not_there(root: Path, what: str) -> None:
    assert run("show", what, "--canon", str(root)).code == 2


def test_the_example_of_the_page_works(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/overlays.md").read_text("utf-8")
    example = next(block for block in page.split("```yaml\n") if "registered-nursing" in block)
    path, _, text = example.partition("```")[0].removeprefix("# ").partition("\n")
    root = write_overlay(tmp_path, {"canon.yaml": "name: Ours\n", path: text}, "reference")
    answer = run("check", "--canon", str(root))

    assert (" error " in answer.out, "(hidden-level)" in answer.out) == (False, True)
    assert run("match", "Registered Nurse", "--canon", str(root)).code == 0
