"""What the classification rules report, and what they allow."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from clean import CANON, WARD_FILE, reported, write_clean
from levelctl.canon.schema import MATCHED, is_expression, matches
from levelctl.lint.check import check

SOC = r"schemes: {SOC: {pattern: '\d\d-\d{4}(\.\d\d)?', example: 11-3021, versions: ['2018']}}"


def placed(*, scheme: str = "ISCO", version: str = "08", code: str = "2221") -> dict[str, str]:
    """Return the ward's file with one classification."""
    return {
        WARD_FILE: f"classification: [{{scheme: {scheme}, version: '{version}', code: '{code}',"
        " source: x}]"
    }


def soc(code: str, version: str = "2018") -> dict[str, str]:
    return {"canon.yaml": SOC, **placed(scheme="SOC", version=version, code=code)}


@pytest.mark.parametrize(
    ("rule", "changes", "lines"),
    [
        pytest.param(
            "scheme-known",
            placed(scheme="isco"),
            (
                ":7:27: error 'isco' is not one of the canon's schemes (scheme-known)",
                "  hint: canon.yaml lists ISCO; add the scheme there if it is correct",
            ),
            id="scheme-known: another case",
        ),
        pytest.param(
            "scheme-code",
            placed(code="22213"),
            (
                ":7:54: error '22213' is not a code of ISCO; an example is 2221 (scheme-code)",
                "  hint: copy the code from the scheme's published list",
            ),
            id="scheme-code: a digit too many",
        ),
        pytest.param(
            "scheme-code",
            soc("11-3021.0"),
            (
                (
                    ":7:55: error '11-3021.0' is not a code of SOC; an example is 11-3021 "
                    "(scheme-code)"
                ),
                "  hint: copy the code from the scheme's published list",
            ),
            id="scheme-code: a beginning that fits",
        ),
        pytest.param(
            "scheme-code",
            soc("x11-3021"),
            (
                (
                    ":7:55: error 'x11-3021' is not a code of SOC; an example is 11-3021 "
                    "(scheme-code)"
                ),
                "  hint: copy the code from the scheme's published list",
            ),
            id="scheme-code: an end that fits",
        ),
        pytest.param(
            "scheme-version",
            placed(version="8"),
            (
                ":7:42: warning '8' is not a version of ISCO (scheme-version)",
                "  hint: canon.yaml lists 88, 08",
            ),
            id="scheme-version",
        ),
    ],
)
def test_findings(
    tmp_path: Path, rule: str, changes: dict[str, str], lines: tuple[str, ...]
) -> None:
    found = reported(tmp_path, rule, changes)
    assert tuple(line.removeprefix(WARD_FILE) for line in found) == lines


NONE = {"canon.yaml": "schemes: null"}


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        pytest.param("scheme-known", placed(), id="scheme-known"),
        pytest.param("scheme-known", NONE | placed(scheme="X"), id="scheme-known: none is named"),
        pytest.param(
            "scheme-known", {WARD_FILE: "classification: null"}, id="scheme-known: no place"
        ),
        pytest.param("scheme-code", placed(code="22"), id="scheme-code: a group's code"),
        pytest.param("scheme-code", soc("11-3021.00"), id="scheme-code: a longer form"),
        pytest.param("scheme-code", placed(scheme="X", code="?"), id="scheme-code: unknown scheme"),
        pytest.param("scheme-version", placed(version="88"), id="scheme-version: an old one"),
        pytest.param(
            "scheme-version", placed(scheme="X", version="?"), id="scheme-version: unknown scheme"
        ),
    ],
)
def test_no_findings(tmp_path: Path, rule: str, changes: dict[str, str]) -> None:
    assert reported(tmp_path, rule, changes) == ()


@pytest.mark.parametrize(
    "pattern", ["(", r"\d{4", "[", "*", "a)|(b", "(?=a)a", r"(a)\1", "(?x)a#", "(a{999}){999}{999}"]
)
def test_a_bad_pattern_is_an_error_in_the_canon(tmp_path: Path, pattern: str) -> None:
    canon = CANON.replace(r"'\d{1,4}'", f"'{pattern}'")
    assert canon != CANON
    report = check(canon=write_clean(tmp_path, {"canon.yaml": canon}), cache=False)

    (fault,) = report.diagnostics
    assert (fault.rule, fault.severity, fault.span.line, fault.span.column) == (
        "schema",
        "error",
        9,
        19,
    )
    assert not is_expression(pattern)


@pytest.mark.parametrize(
    ("pattern", "text", "whole"),
    [
        (r"\d{4}", "2221", True),
        (r"\d{4}", "2221\n", False),
        (r"\d{4}", "x2221", False),
        (r"\d{4}", "٢٢٢١", False),
        ("1|12", "12", True),
        ("^a$", "a", True),
        ("(?m)a", "a\nb", False),
        ("a*", "a" * MATCHED, True),
        ("a*", "a" * (MATCHED + 1), False),
    ],
)
def test_the_whole_code_is_matched(pattern: str, text: str, *, whole: bool) -> None:
    assert matches(pattern, text) is whole


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|a)*b", "(a?){200}a{200}", r"(\w+\s?)*!"])
def test_no_pattern_takes_long(pattern: str) -> None:
    assert is_expression(pattern)
    start = time.process_time()
    assert not matches(pattern, "a" * (MATCHED - 1))
    assert time.process_time() - start < 1
