"""What rules report in themes, and in responsibilities that are mappings."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean import CLINIC_FILE, reported
from levelctl.lint.check import check
from levelctl.lint.fix.repair import fix
from small import write_canon
from themed import FILES, FOCUS, WARD

THEMES = "themes.yaml"


def _clinic(own: int, *, theme: str = "care", themes: str = "{care: {name: Care}}") -> str:
    """Return the clinic nurse's file with so many responsibilities of its *own* in *theme*."""
    duties = (f"{{text: Vaccinates {number} children., theme: {theme}}}" for number in range(own))
    return f"themes: {themes}\nlevels: {{P2: {{responsibilities: [{', '.join(duties)}]}}}}"


GENERIC = "themes: {care: {name: Care, responsibilities: {P2: [Cares., Asks.]}}}"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({CLINIC_FILE: _clinic(8)}, (), id="eight in a theme"),
        pytest.param(
            {CLINIC_FILE: _clinic(9)},
            ("P2 has 9 responsibilities in 'Care'; expected at most 8",),
            id="nine in a theme",
        ),
        pytest.param(
            {CLINIC_FILE: _clinic(8).replace("]", ", " + ", ".join(["{text: a}"] * 8) + "]")},
            (),
            id="sixteen, eight of them in a theme",
        ),
        pytest.param(
            {CLINIC_FILE: _clinic(2)},
            ("P2 has 2 responsibilities; expected 3 to 8",),
            id="two in all",
        ),
        pytest.param(
            {CLINIC_FILE: _clinic(1, themes="{care: {}}"), THEMES: GENERIC},
            (),
            id="one, with two generic ones",
        ),
        pytest.param(
            {CLINIC_FILE: _clinic(8, themes="{care: {}}"), THEMES: GENERIC},
            (),
            id="generic ones are not too many",
        ),
    ],
)
def test_list_length(changes: dict[str, str], expected: tuple[str, ...], tmp_path: Path) -> None:
    found = reported(tmp_path, "list-length", changes)
    assert tuple(line.partition(": warning ")[2] for line in found if "warning" in line) == tuple(
        f"{message} (list-length)" for message in expected
    )


CRITERIA = """\
themes:
  care:
    name: Care
    responsibilities:
      P2:
        - Documentation of the round.
        - text: Helps with various tasks as needed.
        - Has two direct reports.
"""


@pytest.mark.parametrize(
    ("rule", "place", "message"),
    [
        ("begins-with-verb", "6:11", "begins with 'documentation', not with a verb"),
        ("vague-words", "7:11", "says 'various' but has nothing measurable"),
        ("line-management", "8:11", "P2 requires 'direct reports'"),
    ],
)
def test_rules_see_generic_criteria(rule: str, place: str, message: str, tmp_path: Path) -> None:
    found = [line for line in reported(tmp_path, rule, {THEMES: CRITERIA}) if "warning" in line]
    assert len(found) == 1, found
    assert found[0].startswith(f"{THEMES}:{place}: ")
    assert message in found[0]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Dresses a burn.", '"Dresses a\\u200b burn."', "invisible-character"),
        ("title: Handbook", 'title: "**Handbook**"', "markup"),
        ("summary: Nurses well.", "summary: Nurses &amp; heals.", "markup"),
        ("proficiency: Expert", 'proficiency: "Expert "', "stray-space"),
        ("text: Dresses small wounds.\n        theme", "text: TODO\n        theme", "placeholder"),
        ("Locks the medicine away.", "Documentation of the round.", "begins-with-verb"),
        ("Locks the medicine away.", "Helps with various tasks.", "vague-words"),
    ],
)
def test_rules_see_all_text_of_a_responsibility(
    old: str, new: str, expected: str, tmp_path: Path
) -> None:
    assert old in WARD
    root = write_canon(tmp_path, {**FILES, FOCUS: WARD.replace(old, new, 1)})
    line = WARD[: WARD.index(old)].count("\n") + 1
    found = {(each.rule, each.span.line) for each in check([root], cache=False).diagnostics}
    assert (expected, line) in found


def test_a_fix_reaches_an_example(tmp_path: Path) -> None:
    ward = WARD.replace("Dresses a burn.", '"Dresses a\u200b burn."')
    root = write_canon(tmp_path, {**FILES, FOCUS: ward})
    (change,) = fix([root], cache=False, select=["invisible-character"]).changes
    assert change.after.decode() == ward.replace("\u200b", "")


def test_a_repeated_responsibility_is_found_in_a_mapping(tmp_path: Path) -> None:
    ward = WARD.replace("Counts the medicine every day.", "Locks the medicine away.")
    root = write_canon(tmp_path, {**FILES, FOCUS: ward})
    report = check([root], cache=False, select=["repeated-duty"])
    lines = ward.splitlines()
    assert [lines[each.span.line - 1].strip() for each in report.diagnostics] == [
        "- text: Dresses small wounds.",
        "- {text: Locks the medicine away., theme: safety}",
    ]


def test_a_comment_suppresses_inside_a_mapping(tmp_path: Path) -> None:
    ward = WARD.replace(
        "      - text: Dresses small wounds.\n",
        "      # levelctl: ignore[repeated-duty] it is the same work, done better\n"
        "      - text: Dresses small wounds.\n",
    )
    root = write_canon(tmp_path, {**FILES, FOCUS: ward})
    assert check([root], cache=False, select=["repeated-duty", "silence"]).diagnostics == ()
