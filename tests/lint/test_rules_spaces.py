"""What the rules about the spaces in ``canon.yaml`` report, and what they allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean import reported

CONTENT = "skills: 55, tools: 15, duties: 30, tolerance: 40, review: 70"
PAY = "doubling: 100, tolerance: 30, review: 60"


def space(name: str, weights: str) -> dict[str, str]:
    """Return what is laid over ``canon.yaml``: the *weights* of the space *name*."""
    return {"canon.yaml": f"spaces:\n  {name}: {{{weights}}}\n"}


def structural(weights: str) -> dict[str, str]:
    return space("structural@1", weights)


FAULTS = [
    pytest.param(
        "shorter-detour",
        structural("other_focus: 61"),
        (
            (
                "canon.yaml:12:18: error other_focus is 61, more than twice other_function, 30: a "
                "detour is shorter (shorter-detour)"
            ),
            "  canon.yaml:13:21: other_function is set here",
            "  hint: set other_focus to at most 60, or other_function to at least 31",
        ),
        id="two foci by way of another function",
    ),
    pytest.param(
        "shorter-detour",
        structural("other_function: 100, other_family: 49"),
        (
            (
                "canon.yaml:13:21: error other_function is 100, more than twice other_family, 49: "
                "a detour is shorter (shorter-detour)"
            ),
            "  canon.yaml:14:19: other_family is set here",
            "  hint: set other_function to at most 98, or other_family to at least 50",
        ),
        id="two functions by way of another family",
    ),
    pytest.param(
        "shorter-detour",
        structural("other_focus: 80, other_function: 40, other_family: 20"),
        (
            (
                "canon.yaml:12:18: error other_focus is 80, more than twice other_family, 20: a "
                "detour is shorter (shorter-detour)"
            ),
            "  canon.yaml:14:19: other_family is set here",
            "  hint: set other_focus to at most 40, or other_family to at least 40",
        ),
        id="two foci by way of another family, though each step is sound",
    ),
    pytest.param(
        "bounds-order",
        structural("tolerance: 61"),
        (
            (
                "canon.yaml:17:16: error the tolerance of structural@1 is 61, above its review "
                "bound, 60 (bounds-order)"
            ),
            "  canon.yaml:18:13: review is set here",
            "  hint: set tolerance to at most 60, or raise review",
        ),
        id="structural bounds",
    ),
    pytest.param(
        "bounds-order",
        space("content@1", CONTENT.replace("40", "100")),
        (
            (
                "canon.yaml:19:61: error the tolerance of content@1 is 100, above its review "
                "bound, 70 (bounds-order)"
            ),
            "  canon.yaml:19:74: review is set here",
            "  hint: set tolerance to at most 70, or raise review",
        ),
        id="bounds of content",
    ),
    pytest.param(
        "bounds-order",
        space("pay@1", PAY.replace("60", "0")),
        (
            (
                "canon.yaml:19:37: error the tolerance of pay@1 is 30, above its review bound, 0 "
                "(bounds-order)"
            ),
            "  canon.yaml:19:49: review is set here",
            "  hint: set tolerance to at most 0, or raise review",
        ),
        id="bounds of pay",
    ),
    pytest.param(
        "weights-sum",
        space("content@1", CONTENT.replace("55", "50")),
        (
            (
                "canon.yaml:19:3: error the weights of content@1 add up to 95, not 100: skills 50 "
                "+ tools 15 + duties 30 (weights-sum)"
            ),
            "  hint: raise them by 5 in total",
        ),
        id="too little",
    ),
    pytest.param(
        "weights-sum",
        space("content@1", CONTENT.replace("15", "100")),
        (
            (
                "canon.yaml:19:3: error the weights of content@1 add up to 185, not 100: skills "
                "55 + tools 100 + duties 30 (weights-sum)"
            ),
            "  hint: lower them by 85 in total",
        ),
        id="too much",
    ),
]


@pytest.mark.parametrize(("rule", "changes", "lines"), FAULTS)
def test_findings(
    rule: str, changes: dict[str, str], lines: tuple[str, ...], tmp_path: Path
) -> None:
    assert reported(tmp_path, rule, changes) == lines


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        pytest.param("shorter-detour", {}, id="the clean canon"),
        pytest.param("shorter-detour", structural("other_focus: 60"), id="just twice"),
        pytest.param(
            "shorter-detour",
            structural("other_focus: 100, other_function: 60, other_family: 50"),
            id="the nearer the more, but no more than twice",
        ),
        pytest.param(
            "shorter-detour",
            structural("other_focus: 1, other_function: 1, other_family: 100"),
            id="a far family",
        ),
        pytest.param("bounds-order", {}, id="no other spaces"),
        pytest.param("bounds-order", structural("tolerance: 60"), id="nothing to review"),
        pytest.param("bounds-order", space("pay@1", PAY), id="the bounds of pay"),
        pytest.param("weights-sum", {}, id="no space of content"),
        pytest.param("weights-sum", space("content@1", CONTENT), id="100 in all"),
        pytest.param(
            "weights-sum",
            space("content@1", CONTENT.replace("15", "0").replace("30", "45")),
            id="tools that do not count",
        ),
    ],
)
def test_no_findings(rule: str, changes: dict[str, str], tmp_path: Path) -> None:
    assert reported(tmp_path, rule, changes) == ()


def test_it_is_reported_even_if_the_ladder_cannot_be_read(tmp_path: Path) -> None:
    changes = structural("other_focus: 61") | {"families.yaml": "families: null"}
    assert [line for line in reported(tmp_path, "shorter-detour", changes) if "detour)" in line]
