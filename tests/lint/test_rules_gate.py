"""What the rules about the quality gate, reviews and dates report, and what they allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean import WARD_FILE, reported
from levelctl.canon import package_data
from levelctl.lint.check import check

SCORES = (
    "level_differentiation",
    "focus_specificity",
    "concreteness",
    "factual_accuracy",
    "real_world_coverage",
)


def at(level: str, profile: str) -> dict[str, str]:
    """Return the ward's file with the changes of *profile* at *level*; only P2 is approved."""
    return {WARD_FILE: f"levels:\n  {level}: {{{profile}}}\n"}


def reviewed(day: str, *, edition: str = "2026-11", more: str = "") -> dict[str, str]:
    """Return an edition, and the ward's P2 as reviewed on *day*, with *more* changes."""
    return {
        "canon.yaml": f"edition: {edition}",
        WARD_FILE: f"levels: {{P2: {{review: {{reviewed: {day!r}}}{more}}}}}",
    }


def all_scores(score: float) -> str:
    return f"review: {{{', '.join(f'{name}: {score}' for name in SCORES)}}}"


FAULTS = [
    pytest.param(
        "quality-gate",
        at("P2", "review: null"),
        (
            "ward:31:13: error P2 is approved but has no review (quality-gate)",
            "  hint: have a panel review it",
        ),
        id="no review",
    ),
    pytest.param(
        "quality-gate",
        at("P2", "review: {concreteness: null}"),
        (
            "ward:45:5: error P2 is approved without a score for concreteness (quality-gate)",
            "  hint: have the panel add it, or withdraw the approval",
        ),
        id="a score left out",
    ),
    pytest.param(
        "quality-gate",
        {
            "canon.yaml": "dimensions: {scores: {columns: {truth: Truth, beauty: Beauty}}}",
            WARD_FILE: "levels: {P2: {confidence: 0.8, review: {truth: 4, "
            + ", ".join(f"{score}: null" for score in SCORES)
            + "}}}",
        },
        (
            "ward:45:5: error P2 is approved without a score for beauty (quality-gate)",
            "  hint: have the panel add it, or withdraw the approval",
        ),
        id="scores of the author's own",
    ),
    pytest.param(
        "quality-gate",
        at("P2", "sources: null"),
        (
            "ward:31:13: error P2 is approved but has no sources (quality-gate)",
            "  hint: list its sources, or withdraw the approval",
        ),
        id="no sources",
    ),
    pytest.param(
        "quality-gate",
        at("P2", "sources: []"),
        (
            "ward:51:14: error P2 is approved but has no sources (quality-gate)",
            "  hint: list its sources, or withdraw the approval",
        ),
        id="an empty list of sources",
    ),
    pytest.param(
        "quality-gate",
        at("P2", "sources: {count: 0}"),
        (
            "ward:51:14: error P2 is approved but has no sources (quality-gate)",
            "  hint: list its sources, or withdraw the approval",
        ),
        id="a count of no sources",
    ),
    pytest.param(
        "quality-gate",
        at("P2", "confidence: null"),
        (
            "ward:31:13: error P2 is approved but has no confidence (quality-gate)",
            "  hint: state a confidence that its lowest score allows",
        ),
        id="no confidence",
    ),
    pytest.param(
        "quality-gate",
        at("P2", "confidence: 0.81"),
        (
            (
                "ward:34:17: error P2's confidence 0.81 is above the 0.8 that its lowest score "
                "allows (quality-gate)"
            ),
            "  hint: set it to at most 0.8",
        ),
        id="too sure",
    ),
    pytest.param(
        "quality-gate",
        at("P2", "confidence: 0.8000001"),
        (
            (
                "ward:34:17: error P2's confidence 0.8000001 is above the 0.8 that its lowest "
                "score allows (quality-gate)"
            ),
            "  hint: set it to at most 0.8",
        ),
        id="too sure by very little",
    ),
    pytest.param(
        "quality-gate",
        at("P2", "confidence: 0.7, review: {concreteness: 3.5, real_world_coverage: 3.99}"),
        (
            (
                "ward:48:21: error P2 is approved with 3.5 for concreteness; the minimum is 4 "
                "(quality-gate)"
            ),
            "  hint: fix what the panel criticized, or withdraw the approval",
            (
                "ward:50:28: error P2 is approved with 3.99 for real-world coverage; the minimum "
                "is 4 (quality-gate)"
            ),
            "  hint: fix what the panel criticized, or withdraw the approval",
        ),
        id="two low scores",
    ),
    pytest.param(
        "quality-gate",
        at("P2", "review: null, sources: null, confidence: null"),
        (
            "ward:31:13: error P2 is approved but has no confidence (quality-gate)",
            "  hint: state a confidence that its lowest score allows",
            "ward:31:13: error P2 is approved but has no review (quality-gate)",
            "  hint: have a panel review it",
            "ward:31:13: error P2 is approved but has no sources (quality-gate)",
            "  hint: list its sources, or withdraw the approval",
        ),
        id="all at once",
    ),
    pytest.param(
        "quality-gate",
        at("P1", "status: approved"),
        (
            "ward:17:13: error P1 is approved but has no confidence (quality-gate)",
            "  hint: state a confidence that its lowest score allows",
            "ward:17:13: error P1 is approved but has no review (quality-gate)",
            "  hint: have a panel review it",
            "ward:17:13: error P1 is approved but has no sources (quality-gate)",
            "  hint: list its sources, or withdraw the approval",
        ),
        id="approved as it is",
    ),
    pytest.param(
        "quality-gate",
        {"canon.yaml": "review: {minimum: 4.5, confidence_per_point: 0.1}"},
        (
            (
                "ward:34:17: error P2's confidence 0.8 is above the 0.4 that its lowest score "
                "allows (quality-gate)"
            ),
            "  hint: set it to at most 0.4",
            (
                "ward:46:30: error P2 is approved with 4 for level differentiation; the minimum "
                "is 4.5 (quality-gate)"
            ),
            "  hint: fix what the panel criticized, or withdraw the approval",
            (
                "ward:48:21: error P2 is approved with 4 for concreteness; the minimum is 4.5 "
                "(quality-gate)"
            ),
            "  hint: fix what the panel criticized, or withdraw the approval",
        ),
        id="as canon.yaml sees it",
    ),
    pytest.param(
        "review-age",
        reviewed("2024-11-29"),
        (
            (
                "ward:51:17: warning P2's review of 2024-11-29 is 731 days older than edition "
                "2026-11; the maximum is 730 (review-age)"
            ),
            "  hint: review the profile again",
        ),
        id="a day too old",
    ),
    pytest.param(
        "review-age",
        reviewed("2024-11-14", edition="2026-11-15"),
        (
            (
                "ward:51:17: warning P2's review of 2024-11-14 is 731 days older than edition "
                "2026-11-15; the maximum is 730 (review-age)"
            ),
            "  hint: review the profile again",
        ),
        id="at the edition's day",
    ),
    pytest.param(
        "review-age",
        reviewed("2001-01-01", more=", status: in_review"),
        (
            (
                "ward:51:17: warning P2's review of 2001-01-01 is 9464 days older than edition "
                "2026-11; the maximum is 730 (review-age)"
            ),
            "  hint: review the profile again",
        ),
        id="in review",
    ),
    pytest.param(
        "review-age",
        {
            "canon.yaml": "review: {maximum_age: 30}",
            WARD_FILE: 'levels: {P2: {review: {reviewed: "2026-10-30"}}}',
        },
        (
            (
                "ward:51:17: warning P2's review of 2026-10-30 is 31 days older than edition "
                "2026-11; the maximum is 30 (review-age)"
            ),
            "  hint: review the profile again",
        ),
        id="as canon.yaml sees its age",
    ),
    pytest.param(
        "calendar-day",
        reviewed("2026-02-31"),
        (
            "ward:51:17: error 2026-02-31 is not a valid date (calendar-day)",
            "  hint: write an existing date as year-month-day",
        ),
        id="no such day",
    ),
    pytest.param(
        "calendar-day",
        reviewed("2026-13-01"),
        (
            "ward:51:17: error 2026-13-01 is not a valid date (calendar-day)",
            "  hint: write an existing date as year-month-day",
        ),
        id="no such month",
    ),
    pytest.param(
        "calendar-day",
        reviewed("0000-01-01"),
        (
            "ward:51:17: error 0000-01-01 is not a valid date (calendar-day)",
            "  hint: write an existing date as year-month-day",
        ),
        id="no such year",
    ),
    pytest.param(
        "calendar-day",
        at("P2", 'sources: [{title: A}, {title: B, accessed: "2026-06-31"}]'),
        (
            "ward:51:46: error 2026-06-31 is not a valid date (calendar-day)",
            "  hint: write an existing date as year-month-day",
        ),
        id="a source's day",
    ),
    pytest.param(
        "calendar-day",
        at("P2", 'status: draft, sources: [{title: B, accessed: "2027-02-29"}]'),
        (
            "ward:51:36: error 2027-02-29 is not a valid date (calendar-day)",
            "  hint: write an existing date as year-month-day",
        ),
        id="no leap year",
    ),
]


@pytest.mark.parametrize(("rule", "changes", "expected"), FAULTS)
def test_findings(
    rule: str, changes: dict[str, str], expected: tuple[str, ...], tmp_path: Path
) -> None:
    lines = reported(tmp_path, rule, changes)

    assert tuple(line.replace(WARD_FILE, "ward") for line in lines) == expected


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        pytest.param("quality-gate", at("P2", "confidence: 0.5"), id="less sure"),
        pytest.param("quality-gate", at("P2", "sources: {count: 1}"), id="a count of sources"),
        pytest.param("quality-gate", at("P2", "sources: [{title: A}]"), id="a title alone"),
        pytest.param(
            "quality-gate", at("P2", f"confidence: 1, {all_scores(5)}"), id="sure by full scores"
        ),
        pytest.param(
            "quality-gate",
            at("P2", f"confidence: 0.92, {all_scores(4.6)}"),
            id="a product that binary numbers miss",
        ),
        pytest.param(
            "quality-gate", at("P2", "status: draft, review: null, sources: null"), id="a draft"
        ),
        pytest.param(
            "quality-gate", at("P2", "status: in_review, confidence: 1"), id="in review, too sure"
        ),
        pytest.param("quality-gate", at("P2", "status: deprecated, sources: []"), id="out of use"),
        pytest.param("review-age", reviewed("2024-11-30"), id="of exactly the age"),
        pytest.param("review-age", reviewed("2026-12-24"), id="after the edition"),
        pytest.param("review-age", reviewed("2001-01-01", edition="spring"), id="no date"),
        pytest.param("review-age", reviewed("2001-01-01", edition='"2026-13"'), id="no month"),
        pytest.param("review-age", reviewed("2001-01-01", edition='"2026"'), id="only a year"),
        pytest.param("review-age", reviewed("2001-01-01", edition="2026-11 draft"), id="more"),
        pytest.param("review-age", reviewed("2001-02-31"), id="no day of the calendar"),
        pytest.param("review-age", reviewed("2001-01-01", more=", status: draft"), id="a draft"),
        pytest.param(
            "review-age", reviewed("2001-01-01", more=", status: deprecated"), id="out of use"
        ),
        pytest.param(
            "quality-gate",
            {
                "canon.yaml": "dimensions: {scores: {columns: {}}}",
                WARD_FILE: "levels: {P2: {review: {reviewed: '2026-05-01', "
                + ", ".join(f"{score}: null" for score in SCORES)
                + "}}}",
            },
            id="a canon without scores",
        ),
        pytest.param("review-age", {}, id="without a day"),
        pytest.param("review-age", at("P2", "review: null"), id="without a review"),
        pytest.param("calendar-day", reviewed("2028-02-29"), id="a leap year"),
        pytest.param("calendar-day", at("P2", "sources: [{title: A}]"), id="a source without day"),
    ],
)
def test_no_findings(rule: str, changes: dict[str, str], tmp_path: Path) -> None:
    assert reported(tmp_path, rule, changes) == ()


def test_every_score_is_compared_with_the_minimum(tmp_path: Path) -> None:
    lines = reported(tmp_path, "quality-gate", at("P2", f"confidence: 0.6, {all_scores(3)}"))

    assert [line.partition(" for ")[2] for line in lines[::2]] == [
        f"{score.replace('_', ' ').replace('real world', 'real-world')}; the minimum is 4 "
        "(quality-gate)"
        for score in SCORES
    ]


def test_the_reference_passes() -> None:
    """Its sources have no dates, and most know no levels: one note about each, for all foci."""
    report = check(canon=package_data.CANON, select=["gate", "structure"], cache=False)

    assert sorted((each.rule, each.severity) for each in report.diagnostics) == [
        ("source-has-no-levels", "note"),
        ("source-undated", "note"),
    ]
