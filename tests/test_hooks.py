"""The pre-commit hook and the example workflow are correct, and they run."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from clean import CLINIC, CLINIC_FILE, FILES, write_clean
from levelctl.canon import package_data
from levelctl.canon.files import scan
from program import Answer, shell

REPO = Path(__file__).parents[1]
HOOKS = REPO / ".pre-commit-hooks.yaml"
WORKFLOW = REPO / "docs" / "examples" / "levelctl-check.yml"

pytestmark = pytest.mark.skipif(not HOOKS.exists(), reason="the hook is not in the wheel")

FAULTY = CLINIC.replace("status: draft", "status: drafty")
"""A file with one error."""


def load(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text("utf-8"))


def hook() -> dict[str, Any]:
    (found,) = load(HOOKS)
    assert isinstance(found, dict)
    return found


# The hook.


def test_the_hook_is_one_that_pre_commit_takes() -> None:
    found = hook()
    assert (found["id"], found["language"]) == ("levelctl-check", "python")
    assert found.keys() <= {
        "id",
        "name",
        "description",
        "entry",
        "language",
        "files",
        "require_serial",
    }


def test_the_hook_wants_every_file_of_a_canon() -> None:
    paths = [path for path, *_ in scan(package_data.CANON)]
    assert len(paths) > 5
    for path in (*paths, *FILES):
        assert re.search(hook()["files"], path), path
        assert re.search(hook()["files"], f"hr/levels/{path}"), path


@pytest.mark.parametrize(
    "path",
    [
        "canon.yml",
        "mycanon.yaml",
        "README.md",
        "schema/focus.schema.json",
        "functions/nurse.yaml",
        "functions/nursing/night/nurse.yaml",
        "functions/nursing/.draft.yaml",
        "functions/.nursing/nurse.yaml",
        "functions/nursing/nurse.yaml.bak",
        ".github/workflows/levelctl-check.yml",
    ],
)
def test_the_hook_wants_no_other_file(path: str) -> None:
    assert re.search(hook()["files"], path) is None


def commit(root: Path, *paths: str) -> Answer:
    """Return what the hook answers to a commit of *paths* in the repository *root*."""
    return shell(shlex.join([*shlex.split(hook()["entry"]), *paths]), cwd=root)


def test_the_hook_lets_a_sound_commit_pass(tmp_path: Path) -> None:
    write_clean(tmp_path / "levels")
    answer = commit(tmp_path, "levels/canon.yaml", f"levels/{CLINIC_FILE}")
    assert (answer.code, answer.out) == (0, "")


def test_the_hook_stops_a_commit_with_errors(tmp_path: Path) -> None:
    write_clean(tmp_path / "levels", {CLINIC_FILE: FAULTY})
    answer = commit(tmp_path, "levels/canon.yaml", f"levels/{CLINIC_FILE}")
    assert answer.code == 1
    assert answer.out.startswith(f"levels/{CLINIC_FILE}:13:13: error status is 'drafty'")


def test_the_hook_is_about_the_files_that_are_committed(tmp_path: Path) -> None:
    write_clean(tmp_path / "levels", {CLINIC_FILE: FAULTY})
    assert commit(tmp_path, "levels/ladder.yaml").code == 0


def test_the_hook_knows_several_canons(tmp_path: Path) -> None:
    write_clean(tmp_path / "one")
    write_clean(tmp_path / "two", {CLINIC_FILE: FAULTY})
    answer = commit(tmp_path, f"one/{CLINIC_FILE}", f"two/{CLINIC_FILE}")
    assert answer.code == 1
    assert answer.out.startswith(f"two/{CLINIC_FILE}:13:13: error")
    assert f"one/{CLINIC_FILE}:" not in answer.out


# The workflow.


def jobs() -> dict[str, Any]:
    found = load(WORKFLOW)
    assert found.keys() == {"name", "on", "permissions", "env", "jobs"}
    assert isinstance(found["jobs"], dict)
    return found["jobs"]


def test_the_workflow_is_one_that_github_takes() -> None:
    assert jobs().keys() == {"annotations", "code-scanning"}
    for job in jobs().values():
        assert job.keys() <= {"runs-on", "permissions", "steps"}
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            assert step.keys() <= {"name", "uses", "with", "run"}
            if "uses" in step:
                assert re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", step["uses"])


def test_what_writes_to_code_scanning_may() -> None:
    assert load(WORKFLOW)["permissions"] == {"contents": "read"}
    assert jobs()["code-scanning"]["permissions"] == {
        "contents": "read",
        "security-events": "write",
    }


def ran(job: str, root: Path) -> list[Answer]:
    """Return the answers of what the *job* runs in *root*, but for the installation."""
    lines = [step["run"] for step in jobs()[job]["steps"] if "run" in step]
    assert lines[0] == "python -m pip install levelctl"
    env = {"CANON": "levels", "GITHUB_ACTIONS": "true"}
    # GitHub runs each with bash, and ends with the first command that fails.
    return [shell(f"set -e\n{line}", cwd=root, env=env) for line in lines[1:]]


def test_a_sound_canon_passes_the_workflow(tmp_path: Path) -> None:
    write_clean(tmp_path / "levels")
    (answer,) = ran("annotations", tmp_path)
    assert (answer.code, answer.out) == (0, "")


def test_a_finding_is_an_annotation(tmp_path: Path) -> None:
    write_clean(tmp_path / "levels", {CLINIC_FILE: FAULTY})
    (answer,) = ran("annotations", tmp_path)
    assert answer.code == 1
    assert answer.out.startswith(f"::error file=levels/{CLINIC_FILE},line=13,")


@pytest.mark.parametrize(("text", "results"), [(CLINIC, 0), (FAULTY, 1)])
def test_a_finding_is_uploaded(text: str, results: int, tmp_path: Path) -> None:
    write_clean(tmp_path / "levels", {CLINIC_FILE: text})
    (answer,) = ran("code-scanning", tmp_path)
    assert (answer.code, answer.out) == (0, "")
    upload = jobs()["code-scanning"]["steps"][-1]
    sarif = json.loads((tmp_path / upload["with"]["sarif_file"]).read_text("utf-8"))
    assert sarif["version"] == "2.1.0"
    assert len(sarif["runs"][0]["results"]) == results


def test_a_canon_that_is_not_there_is_not_uploaded(tmp_path: Path) -> None:
    (answer,) = ran("code-scanning", tmp_path)
    assert answer.code != 0
    assert answer.err.startswith("levelctl: levels is not a canon: it has no canon.yaml\n")
