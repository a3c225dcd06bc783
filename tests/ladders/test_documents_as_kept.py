"""Documents as people keep them: years below a heading, and words with accents."""

from __future__ import annotations

from pathlib import Path

from levelctl.answers.new.importing import plan_import
from levelctl.canon import source as yaml
from levelctl.ladders.records import ReadingOptions


def test_years_below_a_level_and_themes_with_accents(tmp_path: Path) -> None:
    level = "## {}\n\n*{}*\n\n### Qualität\n- {}\n\n### Größe\n- {}\n\n"
    text = "# Bäcker\n\n" + level.format(
        "Junior baker", "0\u20132 years", "tests dough", "bakes one"
    )
    text += level.format("Senior baker", "3+ years of experience", "tests bread", "bakes ten")
    (tmp_path / "baker.md").write_text(text, "utf-8")

    work = plan_import(tmp_path / "c", tmp_path / "baker.md", ReadingOptions(), "2026-11-30")

    levels = yaml.parse(work.plan.files["ladder.yaml"]).top.value["levels"]
    assert [level["years"] for level in levels.values()] == [{"low": 0, "high": 2}, {"low": 3}]
    themes = yaml.parse(work.plan.files["themes.yaml"]).top.value["themes"]
    assert [*themes] == ["qualitat", "grosse"]
    assert "functions/backer/backer.yaml" in work.plan.files
