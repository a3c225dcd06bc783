"""Imports as a whole: every item of a source is in the canon, or in the report with a reason."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from levelctl.answers.new.importing import PlannedImport, plan_import
from levelctl.canon import source as yaml
from levelctl.ladders.mending import mend
from levelctl.ladders.records import ReadingOptions
from levelctl.lint.check import check_canon
from madeladders import FAMILY, FRAMEWORKS, STANDARD, write
from program import run

REAL = Path(__file__).parents[3] / "shared/data/ladders"
"""Ladders that others published; they are not part of the repository."""

SCHEMA = Path(__file__).parents[2] / "docs/schema/levelctl.new-1.schema.json"

NAMES = (
    "made/family.yml",
    "made/frameworks",
    "made/standard",
    "ft/engineering.yml",
    "fit",
    "monzo",
)


@pytest.fixture(params=NAMES)
def ladder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    name: str = request.param
    if not name.startswith("made/"):
        if not (REAL / name).exists():
            pytest.skip(f"{REAL / name} is not here")
        return REAL / name
    write(tmp_path / "made", {"family.yml": FAMILY})
    write(tmp_path / "made/frameworks", FRAMEWORKS)
    write(tmp_path / "made/standard", STANDARD)
    return tmp_path / name


def planned(folder: Path, ladder: Path) -> PlannedImport:
    return plan_import(folder, ladder, ReadingOptions(), "2026-11-30")


def scalars(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from scalars(each)
    elif value is not None and str(value).strip():
        yield str(value)


def said_in(ladder: Path) -> Iterator[str]:
    """Yield every scalar of YAML in *ladder*: a file, or a folder of files and front matter."""
    for path in sorted(ladder.rglob("*")) if ladder.is_dir() else [ladder]:
        text = path.read_text("utf-8") if path.is_file() else ""
        if path.suffix == ".md":
            text = text.split("\n---", 1)[0].removeprefix("---").replace("-\t", "- ")
            text = text if "\ntopics:" in text else ""
        elif path.suffix not in (".yml", ".yaml") or path.name == "_index.yaml":
            text = ""
        if text:
            yield from scalars(yaml.parse(text).top.value)


def test_every_scalar_of_the_source_is_in_the_report(ladder: Path, tmp_path: Path) -> None:
    items = planned(tmp_path / "canon", ladder).report.items

    said = Counter(_word(text) for text in said_in(ladder))
    assert len(said) > 15
    assert not said - Counter(_word(item.text) for item in items)
    assert all(item.place and (item.at or item.note) for item in items)


def _word(text: str) -> str:
    return {"true": "True", "false": "False"}.get(text, text)


def test_every_sentence_is_in_the_canon_or_left_out_for_a_reason(
    ladder: Path, tmp_path: Path
) -> None:
    work = planned(tmp_path / "canon", ladder)
    texts = [
        text
        for path, content in work.plan.files.items()
        if path.endswith(".yaml") and not path.startswith(".")
        for text in scalars(yaml.parse(content).top.value)
    ]
    canon = "\n".join(texts)
    sentences = 0
    for item in work.report.items:
        if item.outcome == "left out":
            assert item.note
            continue
        for sentence in _sentences(item.text):
            sentences += 1
            assert sentence in canon, item
    assert sentences > 2


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of prose in *text*, as a canon has them: without numbers and markup."""
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])|\n", html.unescape(text.replace("**", ""))):
        plain = re.sub(r"\{\w+\}.*|^\s*\d+[.)]\s+|\s+Framework$", "", mend(sentence)[0])
        if len(plain.split()) > 3:
            yield plain.strip()


def test_the_canon_has_no_error(ladder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "canon"
    work = planned(folder, ladder)
    work.write(folder, {})

    findings = check_canon(folder, cache=False).diagnostics
    severities = Counter(str(finding.severity) for finding in findings)
    assert not severities["error"]
    assert severities["warning"] == work.report.warnings


def test_the_command_says_what_became_of_the_source(tmp_path: Path) -> None:
    write(tmp_path, {"family.yml": FAMILY, "LICENSE": "MIT License\n\nCopyright (c) 2026 Bakers\n"})

    answer = run("new", "canon", "ours", "--from", "family.yml", cwd=tmp_path)

    assert answer.code == 0, answer.err
    assert "ours/ladder.yaml\n" in answer.out
    assert "levelctl: read family.yml as ft: 31 items: 24 kept, 3 mended, 4 left out" in answer.err
    assert "ours/import-report.md says where each item went" in answer.err
    ladder = (tmp_path / "ours/ladder.yaml").read_text("utf-8")
    assert "# Its license: MIT License, Copyright (c) 2026 Bakers" in ladder
    report = json.loads((tmp_path / "ours/import-report.json").read_text("utf-8"))
    assert report["import"]["counts"][0] == {"outcome": "kept", "items": 24}
    matched = run("--canon", "ours", "match", "Head Baker (People Manager)", cwd=tmp_path)
    assert "head-pm\tconfident" in matched.out


@pytest.mark.skipif(not SCHEMA.exists(), reason="docs/schema is not in the wheel")
def test_the_report_has_its_schema(tmp_path: Path) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    write(tmp_path, {"family.yml": FAMILY})
    first = run("new", "canon", "ours", "--from", "family.yml", "-f", "json", cwd=tmp_path)
    write(tmp_path, {"family.yml": FAMILY.replace("by the ton", "by the bag")})
    edited = tmp_path / "ours/functions/bakery/bakery.yaml"
    text = edited.read_text("utf-8").replace("by the ton", "by the sack")
    edited.write_text(text, "utf-8")
    second = run("new", "canon", "ours", "--from", "family.yml", "-f", "json", cwd=tmp_path)

    assert (first.code, second.code) == (0, 1)
    for answer in (first, second):
        document = json.loads(answer.out)
        assert jsonschema_rs.is_valid(schema, document)
        assert document["import"]["items"]
    assert json.loads(second.out)["import"]["conflicts"]
    assert (tmp_path / "ours/import-report.json").read_text("utf-8") == second.out


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"family.yml": FAMILY})

    answer = run("new", "canon", "ours", "--from", "family.yml", "--dry-run", cwd=tmp_path)

    assert answer.code == 0, answer.err
    assert "ours/ladder.yaml\n" in answer.out
    assert "levelctl: nothing was written, because of --dry-run\n" in answer.err
    assert not (tmp_path / "ours").exists()
    write(tmp_path / "ours", {"mine.txt": ""})
    full = run("new", "canon", "ours", "--from", "family.yml", "--dry-run", cwd=tmp_path)
    assert full.code == 2
    assert "ours is not empty: it contains mine.txt" in full.err


def test_options_of_a_source_need_one(tmp_path: Path) -> None:
    answer = run("new", "canon", "ours", "--kind", "ft", cwd=tmp_path)

    assert answer.code == 2
    assert "give the file or folder with the ladder after --from" in answer.err
