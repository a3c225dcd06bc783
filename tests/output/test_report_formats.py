"""Reports as lines, as annotations for GitHub, as SARIF and as JUnit's XML."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clean import WARD_FILE, write_clean
from levelctl.diagnostics import Diagnostic, Related, Severity, Span
from levelctl.lint.catalogue import RULES
from levelctl.lint.check import check
from levelctl.lint.report import Checked, Report
from levelctl.output import github, junit, lines, sarif
from levelctl.record import replace
from levelctl.version import __version__

PLAIN = Diagnostic("a.yaml", Span(3, 9), "too low", "pay-order")
FULL = Diagnostic(
    "canon/a.yaml",
    Span(3, 9),
    "too low",
    "pay-order",
    Severity.WARNING,
    (Related("canon/b.yaml", Span(5, 2), "the high is here"),),
    "raise it",
    Span(3, 14),
)
NASTY = "50%\r\n::error::x, \x1b[31m\u202e\ud800 <b> & ]]> \"'"


def report(*diagnostics: Diagnostic, **changes: Any) -> Report:
    counts = {"files": 1, "errors": 0, "warnings": 0, "notes": 0, "fixable": 0, "fails": True}
    canons = (Checked(".", Severity.ERROR),)
    return Report(diagnostics=diagnostics, **{"canons": canons, **counts, **changes})


def test_lines() -> None:
    assert lines.export(report(PLAIN, FULL)) == (
        "a.yaml:3:9: error too low (pay-order)\n"
        "canon/a.yaml:3:9: warning too low (pay-order)\n"
        "  canon/b.yaml:5:2: the high is here\n"
        "  hint: raise it\n"
    )
    assert lines.export(report()) == ""


def test_what_is_quoted_stays_on_its_line() -> None:
    (line,) = lines.export(report(replace(PLAIN, message="two  spaces,\ta\nline"))).splitlines()
    assert line == r"a.yaml:3:9: error two  spaces,\ta\nline (pay-order)"


# GitHub.


@pytest.mark.parametrize(
    ("diagnostic", "expected"),
    [
        pytest.param(
            PLAIN,
            "::error file=a.yaml,line=3,endLine=3,col=9,title=pay-order::too low",
            id="a point",
        ),
        pytest.param(
            FULL,
            "::warning file=canon/a.yaml,line=3,endLine=3,col=9,endColumn=14,title=pay-order::"
            "too low%0Acanon/b.yaml:5:2: the high is here%0Ahint: raise it",
            id="everything",
        ),
        pytest.param(
            replace(PLAIN, severity=Severity.NOTE, end=Span(6, 1)),
            "::notice file=a.yaml,line=3,endLine=5,title=pay-order::too low",
            id="several lines have no columns",
        ),
        pytest.param(
            replace(PLAIN, path="100%,a:b.yaml", message=NASTY),
            "::error file=100%25%2Ca%3Ab.yaml,line=3,endLine=3,col=9,title=pay-order::"
            r"50%25\x0d%0A::error::x, \x1b[31m\u202e\ud800 <b> & ]]> " + "\"'",
            id="escapes",
        ),
    ],
)
def test_github(diagnostic: Diagnostic, expected: str) -> None:
    assert github.export(report(diagnostic)) == f"{expected}\n"


@given(st.text(), st.text())
def test_a_finding_is_one_command(message: str, path: str) -> None:
    text = github.export(report(replace(PLAIN, message=message, path=path)))
    assert text.endswith("\n")
    assert len(text.splitlines()) == 1
    assert text.startswith("::error file=")


# SARIF.

SCHEMA = Path(__file__).parents[1] / "sarif-2.1.0.schema.json"


@cache
def _validator() -> jsonschema_rs.Draft4Validator:
    return jsonschema_rs.Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))


def _log(found: Report) -> Any:
    log = json.loads(sarif.export(found))
    assert [f"{each.instance_path}: {each.message}" for each in _validator().iter_errors(log)] == []
    return log


def test_sarif() -> None:
    log = _log(report(PLAIN, FULL))
    (run,) = log["runs"]

    assert run["tool"]["driver"]["version"] == __version__
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["pay-order"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"] == [
        {
            "ruleId": "pay-order",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "too low"},
            "locations": [_place("a.yaml", startLine=3, startColumn=9)],
        },
        {
            "ruleId": "pay-order",
            "ruleIndex": 0,
            "level": "warning",
            "message": {"text": "too low\nhint: raise it"},
            "locations": [
                _place("canon/a.yaml", startLine=3, startColumn=9, endLine=3, endColumn=14)
            ],
            "relatedLocations": [
                {
                    **_place("canon/b.yaml", startLine=5, startColumn=2),
                    "message": {"text": "the high is here"},
                }
            ],
        },
    ]


def _place(uri: str, **region: int) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}


def test_sarif_of_every_rule() -> None:
    log = _log(report(*(replace(PLAIN, rule=rule.name) for rule in RULES)))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]

    named = [rules[result["ruleIndex"]]["id"] for result in run["results"]]
    assert named == [rule.name for rule in RULES]
    assert len(RULES) > 5
    for each in rules:
        assert each["shortDescription"]["text"].endswith(".")
        assert each["help"]["markdown"].startswith(f"# {each['id']}\n")


def test_sarif_of_nothing() -> None:
    assert _log(report())["runs"][0]["results"] == []


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        pytest.param("../a b/ä#?.yaml", "../a%20b/%C3%A4%23%3F.yaml", id="relative"),
        pytest.param("c:d.yaml", "c%3Ad.yaml", id="a colon is no scheme"),
        pytest.param("/a b/c.yaml", "file:///a%20b/c.yaml", id="absolute"),
        pytest.param("\udcff.yaml", "%FF.yaml", id="no text"),
    ],
)
def test_paths_are_uris(path: str, uri: str) -> None:
    (result,) = _log(report(replace(PLAIN, path=path)))["runs"][0]["results"]
    found = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert found == uri
    assert re.fullmatch(r"(file://)?([A-Za-z0-9._~/-]|%[0-9A-F]{2})+", found)


def test_a_message_is_no_template() -> None:
    (result,) = _log(report(replace(PLAIN, message="{0} [a](b) \x1b")))["runs"][0]["results"]
    assert result["message"]["text"] == r"{{0}} \[a](b) \x1b"


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param({"version": "2.0.0"}, id="version"),
        pytest.param({"extra": 1}, id="key"),
        pytest.param({"runs": [{}]}, id="run without a tool"),
        pytest.param(
            {"runs": [{"tool": {"driver": {"name": "x"}}, "columnKind": "bytes"}]}, id="enum"
        ),
    ],
)
def test_the_schema_of_sarif_refuses(spoilt: dict[str, Any]) -> None:
    log = _log(report(PLAIN))
    assert not _validator().is_valid({**log, **spoilt})


# JUnit.


def _suites(found: Report) -> ET.Element:
    return ET.fromstring(junit.export(found))  # noqa: S314 - it is our own


def test_junit() -> None:
    failing = replace(FULL, severity=Severity.ERROR)
    (suite,) = _suites(report(failing, FULL))

    assert suite.attrib == {
        "name": ".",
        "tests": "2",
        "failures": "1",
        "errors": "0",
        "skipped": "0",
    }
    case, passing = suite
    assert case.attrib == {
        "classname": "canon/a",
        "name": "3:9 too low (pay-order)",
        "file": "canon/a.yaml",
        "line": "3",
    }
    (failure,) = case
    assert (failure.tag, failure.attrib) == ("failure", {"message": "too low", "type": "error"})
    assert failure.text == "\n".join(failing.lines())
    assert [(each.tag, each.text) for each in passing] == [("system-out", "\n".join(FULL.lines()))]


def test_junit_of_nothing_has_a_case_that_passes() -> None:
    (suite,) = _suites(report())
    (case,) = suite
    assert (suite.attrib["tests"], suite.attrib["failures"]) == ("1", "0")
    assert (case.attrib["name"], [*case]) == ("nothing is wrong", [])


def test_a_canon_is_a_suite_of_its_findings() -> None:
    canons = tuple(
        Checked(folder, severity)
        for folder, severity in (
            ("a", Severity.ERROR),
            ("a/b", Severity.NOTE),
            ("/c", Severity.ERROR),
        )
    )
    faults = [
        replace(PLAIN, path=path, severity=Severity.NOTE)
        for path in ("a/b/x.yaml", "a/c.yaml", "/c/d.yaml", "a/bc.yaml")
    ]
    found = {
        suite.attrib["name"]: [(case.attrib["classname"], next(iter(case)).tag) for case in suite]
        for suite in _suites(report(*faults, canons=canons))
    }
    assert found == {
        "a": [("a/c", "system-out"), ("a/bc", "system-out")],
        "a/b": [("a/b/x", "failure")],
        "/c": [("/c/d", "system-out")],
    }


@given(st.text(st.characters()), st.text(st.characters(codec=None)))
def test_any_text_is_xml(message: str, path: str) -> None:
    text = junit.export(report(replace(PLAIN, message=message, path=f"a{path}")))
    (case,) = ET.fromstring(text.encode())[0]  # noqa: S314
    assert case.attrib["classname"].startswith("a")


# What check itself finds.


def test_every_format_has_every_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_clean(
        tmp_path / "canon",
        {WARD_FILE: "code: \x07", "ladder.yaml": "[", "families.yaml": "- 1\n- 2\n"},
    )
    found = check(canon=Path("canon"), cache=False)
    places = [(each.path, each.span.line) for each in found.diagnostics]

    assert len(places) > 2
    assert len(github.export(found).splitlines()) == len(places)
    assert [
        (
            each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            each["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for each in _log(found)["runs"][0]["results"]
    ] == places
    assert [(case.attrib["file"], int(case.attrib["line"])) for case in _suites(found)[0]] == places
