"""Comments that suppress a rule: where they apply, and which are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean import CLINIC, CLINIC_FILE, WARD, WARD_FILE
from clean import write_clean as write
from levelctl.lint.check import check

MARK = "levelctl: ignore"
P2 = next(f"{line}\n" for line in WARD.splitlines() if "median: 38000" in line)
WRONG = P2.replace("38000", "58000")
FOLDED = "      - Dresses surgical wounds and photographs their healing twice a week.\n"
UNSEEN = FOLDED.replace("- Dresses", '- "Dresses\\u200b').replace("week.", 'week."')


def reported(root: Path, old: str, new: str) -> tuple[str, ...]:
    """Return the findings in the ward's file with *new* for *old*: line, rule and message."""
    assert WARD.count(old) == 1
    write(root, {WARD_FILE: WARD.replace(old, new)})
    report = check([root], cache=False, select=["pay-order", "invisible-character", "silence"])
    return tuple(f"{each.span.line} {each.rule}: {each.message}" for each in report.diagnostics)


LINE = WARD[: WARD.index(P2)].count("\n") + 1
ORDER = "pay-order: P2's median 58000 is above its high 44000"
UNUSED = "silence: the comment suppresses pay-order, which reports nothing here"
UNUSED_RULE = UNUSED.replace("pay-order", "invisible-character")


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        pytest.param(WRONG, (f"{LINE} {ORDER}",), id="no comment"),
        pytest.param(f"    # {MARK}[pay-order] why\n{WRONG}", (), id="above"),
        pytest.param(WRONG.replace("\n", f"  # {MARK}[pay-order] why\n"), (), id="behind"),
        pytest.param(
            f"    # {MARK}[pay-order] why\n    # and more\n\n{WRONG}", (), id="further above"
        ),
        pytest.param(f"# {MARK}[ pay-order , pay-order ] why\n{WRONG}", (), id="two"),
        pytest.param(f"#levelctl:ignore[pay-order]why\n{WRONG}", (), id="tight"),
        pytest.param(
            f"{WRONG}    # {MARK}[pay-order] why\n",
            (f"{LINE} {ORDER}", f"{LINE + 1} {UNUSED}"),
            id="below",
        ),
        pytest.param(
            f"    # {MARK}[pay-order]\n{WRONG}",
            (f"{LINE} silence: the comment gives no reason", f"{LINE + 1} {ORDER}"),
            id="no reason",
        ),
        pytest.param(
            f"    # {MARK} why\n{WRONG}",
            (f"{LINE} silence: the comment names no rule to ignore", f"{LINE + 1} {ORDER}"),
            id="no rule",
        ),
        pytest.param(
            f"    # {MARK}[] why\n{P2}",
            (f"{LINE} silence: the comment names no rule to ignore",),
            id="an empty list",
        ),
        pytest.param(
            f"    # levelctl: allow[pay-order] why\n{P2}",
            (f"{LINE} silence: the comment names no rule to ignore",),
            id="another word",
        ),
        pytest.param(
            f"    # {MARK}[pay-odrer] why\n{P2}",
            (f"{LINE} silence: 'pay-odrer' is not a rule that can be ignored",),
            id="an unknown rule",
        ),
        pytest.param(
            f"    # {MARK}[schema] why\n{P2}",
            (f"{LINE} silence: 'schema' is not a rule that can be ignored",),
            id="what keeps a file out",
        ),
        pytest.param(f"    # {MARK}[pay-order] why\n{P2}", (f"{LINE} {UNUSED}",), id="unused"),
        pytest.param(
            f"    # {MARK}[invisible-character] why\n{WRONG}",
            (
                f"{LINE} {UNUSED_RULE}",
                f"{LINE + 1} {ORDER}",
            ),
            id="another rule",
        ),
        pytest.param(f"    # mentions levelctl: nothing\n{P2}", (), id="another comment"),
    ],
)
def test_a_suppression(tmp_path: Path, new: str, expected: tuple[str, ...]) -> None:
    assert reported(tmp_path, P2, new) == expected


TEXT = WARD[: WARD.index(FOLDED)].count("\n") + 1


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        pytest.param(
            "      - >-  # levelctl: ignore[invisible-character] why\n"
            "        Dresses\u200b wounds.\n",
            (),
            id="behind the header of a folded text",
        ),
        pytest.param(
            "      - >-\n        Says # levelctl: ignore[pay-order] and no more\n",
            (),
            id="inside a folded text it is text",
        ),
        pytest.param(
            "      - 'Says # levelctl: ignore[pay-order] and no more'\n",
            (),
            id="inside quotes it is text",
        ),
        pytest.param(
            "      - Says#levelctl: ignore[pay-order]\n", (), id="without a space it is text"
        ),
        pytest.param(
            "      - >-\n        Says so.\n      # levelctl: ignore[pay-order]\n",
            (f"{TEXT + 2} silence: the comment gives no reason",),
            id="below a folded text it is a comment",
        ),
    ],
)
def test_a_suppression_beside_texts(tmp_path: Path, new: str, expected: tuple[str, ...]) -> None:
    assert reported(tmp_path, FOLDED, new) == expected


def test_line_ends_of_every_kind_count_as_lines(tmp_path: Path) -> None:
    text = WARD.replace(P2, f"    # {MARK}[pay-order] why\n{WRONG}")
    for end in ("\r\n", "\r"):
        write(tmp_path, {WARD_FILE: text.replace("\n", end)})
        assert check([tmp_path], cache=False, select=["pay-order", "silence"]).diagnostics == ()


def test_a_finding_about_two_files_is_suppressed_where_it_is_reported(tmp_path: Path) -> None:
    claimed = WARD.replace(
        "  - Hospital Nurse\n", f"  - Outpatient Nurse  # {MARK}[alias-claimed] why\n"
    )
    write(tmp_path, {WARD_FILE: claimed})
    report = check([tmp_path], cache=False, select=["alias-claimed", "silence"])
    assert report.diagnostics == ()

    other = CLINIC.replace("aliases:", f"# {MARK}[alias-claimed] why\naliases:")
    write(
        tmp_path,
        {WARD_FILE: claimed.split("  #")[0] + claimed.partition("why")[2], CLINIC_FILE: other},
    )
    report = check([tmp_path], cache=False, select=["alias-claimed", "silence"])
    assert sorted(each.rule for each in report.diagnostics) == ["alias-claimed", "silence"]


def test_a_suppression_in_an_invalid_file_is_not_unused(tmp_path: Path) -> None:
    write(tmp_path, {WARD_FILE: WARD.replace(P2, f"# {MARK}[pay-order] why\n{WRONG}    x: 1\n")})

    report = check([tmp_path], cache=False)

    assert {each.rule for each in report.diagnostics if "ward" in each.path} == {"unknown-key"}


def test_a_suppression_is_not_unused_while_the_rules_cannot_run(tmp_path: Path) -> None:
    suppressed = WARD.replace(P2, f"    # {MARK}[pay-order] why\n{WRONG}")
    write(tmp_path, {WARD_FILE: suppressed, "ladder.yaml": None})

    assert [each.rule for each in check([tmp_path], cache=False).diagnostics] == ["syntax"]
