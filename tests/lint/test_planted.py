"""A canon with one planted fault for every rule: each is reported once, at its caret."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from levelctl.canon import source
from levelctl.lint.catalogue import RULES
from levelctl.occupations.schemes import Scheme, save
from madewages import keep_wages
from program import Answer, run

PLANTED = Path(__file__).parents[1] / "canons" / "planted"
OVERLAY = PLANTED.parent / "overlay"

_CARET = re.compile(r"\s*#\s*(?P<caret>[<^]) (?P<rule>[\w-]+)")

Fault = tuple[str, str, int, int]
"""A rule, a file, a line and a column."""


def planted(canon: Path) -> Iterator[Fault]:
    """Yield the places that carets mark: ``^`` a column of the line above, ``<`` its first word."""
    for path in sorted(canon.rglob("*.yaml")):
        name = path.relative_to(canon).as_posix()
        meant, at = "", 0
        for number, line in enumerate(source.lines_of(path.read_text("utf-8")), 1):
            caret = _CARET.fullmatch(line)
            if caret is None:
                meant, at = line, number
            elif caret["caret"] == "^":
                yield caret["rule"], name, at, line.index("^") + 1
            else:
                yield caret["rule"], name, at, len(meant) - len(meant.lstrip()) + 1


FAULTS = sorted(planted(PLANTED))
OVERLAY_FAULTS = sorted(planted(OVERLAY))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder with the planted canon, on a machine with an imported scheme and wages."""
    root = tmp_path_factory.mktemp("planted")
    shutil.copytree(PLANTED, root / "planted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(root / "data"))
        save(Scheme("O*NET-SOC", "2019", "test", {"37-3011.00": "Landscaping Workers"}))
        keep_wages("37-3011", p10=29_000, p90=50_000)
        yield root


def check(folder: Path, *options: str) -> Answer:
    answer = run("check", "planted", *options, cwd=folder)
    assert answer.code == 1
    return answer


def test_every_rule_has_one_planted_fault() -> None:
    faults = [*FAULTS, *OVERLAY_FAULTS]
    assert Counter(rule for rule, *_ in faults) == Counter(rule.name for rule in RULES)


def test_each_is_reported_once_in_lines(folder: Path) -> None:
    lines = re.findall(
        r"^planted/(\S+?):(\d+):(\d+): (?:error|warning|note) .+ \(([\w-]+)\)$",
        check(folder).out,
        re.MULTILINE,
    )
    assert (
        sorted((rule, path, int(line), int(column)) for path, line, column, rule in lines) == FAULTS
    )


def test_an_overlay_reports_its_own_faults(folder: Path) -> None:
    """Those of the canon below are not its author's, except for what is left out."""
    shutil.copytree(OVERLAY, folder / "overlay")
    answer = run("check", "overlay", "--select", "overlay", "--format", "json", cwd=folder)
    found = json.loads(answer.out)["diagnostics"]

    assert sorted(_of_json(each, "overlay/") for each in found) == OVERLAY_FAULTS


def test_each_is_reported_once_in_json(folder: Path) -> None:
    report = json.loads(check(folder, "--format", "json").out)
    assert sorted(map(_of_json, report["diagnostics"])) == FAULTS


def _of_json(each: dict[str, Any], canon: str = "planted/") -> Fault:
    span = each["span"]
    return each["rule"], each["path"].removeprefix(canon), span["line"], span["column"]


def test_each_is_reported_once_as_an_annotation(folder: Path) -> None:
    found = re.findall(
        r"^::(?:error|warning|notice) (.+?)::.", check(folder, "-f", "github").out, re.MULTILINE
    )
    annotations = [dict(pair.split("=", 1) for pair in each.split(",")) for each in found]
    assert len(annotations) == len(FAULTS)
    assert sorted(
        (
            each["title"].split()[-1].strip("()"),
            each["file"].removeprefix("planted/"),
            int(each["line"]),
        )
        for each in annotations
    ) == sorted(fault[:3] for fault in FAULTS)


def test_each_is_reported_once_in_sarif(folder: Path) -> None:
    (ran,) = json.loads(check(folder, "-f", "sarif").out)["runs"]
    found = []
    for result in ran["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        region = place["region"]
        name = place["artifactLocation"]["uri"].removeprefix("planted/")
        found.append((result["ruleId"], name, region["startLine"], region["startColumn"]))
    assert sorted(found) == FAULTS


def test_each_is_reported_once_in_junit(folder: Path) -> None:
    suites = ET.fromstring(check(folder, "-f", "junit", "--fail-on", "note").out)  # noqa: S314 - ours
    texts = [failure.text or "" for failure in suites.iter("failure")]
    assert len(texts) == len(FAULTS)
    for rule, name, line, column in FAULTS:
        place = f"planted/{name}:{line}:{column}: "
        assert len([text for text in texts if text.startswith(place) and f"({rule})" in text]) == 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_can_be_selected_alone(folder: Path, rule: Any) -> None:
    answer = run("check", "planted", "--select", rule.name, "-f", "json", cwd=folder)
    found = sorted(map(_of_json, json.loads(answer.out)["diagnostics"]))
    assert found == [fault for fault in FAULTS if fault[0] == rule.name]
