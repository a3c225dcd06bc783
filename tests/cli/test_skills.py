"""Answers about skills, if skills.yaml cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlays import write_overlay
from program import run
from skilled import SKILLS, skilled_canon

BROKEN = SKILLS.replace("kind: device", "knd: device")

LINES = (
    "show WARDNURS1234",
    "show WARDNURS1234.P1",
    "diff WARDNURS1234.P1 P3",
    "rubric WARDNURS1234",
)


@pytest.mark.parametrize("line", LINES)
def test_an_error_in_skills_leaves_no_answer_that_looks_whole(tmp_path: Path, line: str) -> None:
    skilled_canon(tmp_path)
    assert run(*line.split(), "--canon", str(tmp_path)).code == 0
    (tmp_path / "skills.yaml").write_text(BROKEN, "utf-8")
    answer = run(*line.split(), "--canon", str(tmp_path))
    assert (answer.code, "may make this answer incomplete" in answer.err) == (3, True)


def test_an_error_in_skills_makes_no_steps_flat(tmp_path: Path) -> None:
    skilled_canon(tmp_path, {"skills.yaml": BROKEN})
    answer = run("check", str(tmp_path))
    assert (answer.code, "(unknown-key)" in answer.out) == (1, True)
    assert "(skill-levels-flat)" not in answer.out


def test_an_error_elsewhere_does_not_matter(tmp_path: Path) -> None:
    skilled_canon(tmp_path)
    for name in ("other.yaml", "skills.yaml", "own-skills.yaml"):
        (tmp_path / "functions" / "nursing" / name).write_text("code: 1\n", "utf-8")
    assert run("show", "WARDNURS1234.P1", "--canon", str(tmp_path)).code == 0


def test_an_overlay_that_takes_skills_away_has_to_change_what_names_them(tmp_path: Path) -> None:
    company = write_overlay(tmp_path / "company", {"skills.yaml": "hide: true\n"}, "reference")
    answer = run("check", str(company))
    assert (answer.code, "is not a skill of skills.yaml" in answer.out) == (1, True)
