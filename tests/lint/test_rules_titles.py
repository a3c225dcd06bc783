"""What the title rules report, and what they allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean import CLINIC_FILE, KEEPER_FILE, WARD_FILE, reported
from levelctl.canon import package_data
from levelctl.lint.check import check

SHORT = {WARD_FILE: "ward", CLINIC_FILE: "clinic", KEEPER_FILE: "keeper"}
"""What the files are called in the lines that tests expect."""

MOST = "  hint: keep it in the focus that most people mean by it"
NAMED = "  hint: delete it; people who type it mean the focus of that name"
FILED = "  hint: choose a level that these words can mean, or leave the level out"
BOTH = "'senior' and 'manager' mean P2 to M2"
ONCE = "  hint: write it once"

WORDS = """\
titles:
  words:
    - {words: [senior], level: P3, range: [P2, M1]}
    - {words: [manager], level: M2}
    - {words: [director], level: M2, range: [M2, M2]}
"""
"""Words for the clean canon's ladder, whose ranks are 1, 2, 3, 3.5 and 4."""


def ward(aliases: str) -> dict[str, str]:
    return {WARD_FILE: f"aliases: {aliases}"}


def line_at(place: str, message: str) -> str:
    """Return the line of a warning; the test puts the name of its rule to it."""
    return f"{place}: warning {message} (rule)"


def shortened(lines: tuple[str, ...]) -> tuple[str, ...]:
    for path, short in SHORT.items():
        lines = tuple(line.replace(path, short) for line in lines)
    return lines


@pytest.mark.parametrize(
    ("rule", "changes", "lines"),
    [
        pytest.param(
            "alias-claimed",
            {
                CLINIC_FILE: "aliases: [Nurse]",
                KEEPER_FILE: "aliases: [nurse]",
                WARD_FILE: "aliases: [Day Nurse, ' Nurse  ']",
            },
            (
                line_at("ward:4:22", "the alias ' Nurse  ' is also an alias of Clinic Nurse"),
                "  clinic:4:11: first claimed here",
                MOST,
                line_at("keeper:19:11", "the alias 'nurse' is also an alias of Clinic Nurse"),
                "  clinic:4:11: first claimed here",
                MOST,
            ),
            id="alias-claimed: by three",
        ),
        pytest.param(
            "alias-claimed",
            {CLINIC_FILE: "aliases: [{title: Nurse, level: P2}]"} | ward("[Nurse]"),
            (
                line_at("ward:4:11", "the alias 'Nurse' is also an alias of Clinic Nurse"),
                "  clinic:4:11: first claimed here",
                MOST,
            ),
            id="alias-claimed: by a level of another",
        ),
        pytest.param(
            "alias-is-name",
            ward("[clinic  nurse, {title: Storekeeper, level: P1}]"),
            (
                line_at("ward:4:11", "the alias 'clinic  nurse' is the name of CLINICNU8D35"),
                "  clinic:2:7: the focus is named here",
                NAMED,
                line_at("ward:4:26", "the alias 'Storekeeper' is the name of STOREKEE5627"),
                "  keeper:2:7: the focus is named here",
                NAMED,
            ),
            id="alias-is-name: of two",
        ),
        pytest.param(
            "alias-is-name",
            ward("[Nurse]") | {CLINIC_FILE: "name: Nurse", KEEPER_FILE: "name: Nurse"},
            (
                line_at("ward:4:11", "the alias 'Nurse' is the name of CLINICNU8D35, STOREKEE5627"),
                "  clinic:2:7: the focus is named here",
                "  keeper:2:7: the focus is named here",
                NAMED,
            ),
            id="alias-is-name: two foci have the name",
        ),
        pytest.param(
            "alias-repeated",
            ward("[Nurse, {title: Nurse, level: P1}, NURSE, {title: 'Nurse ', level: P1}]"),
            (
                line_at("ward:4:45", "the alias 'NURSE' appears twice in WARDNURSF808"),
                "  ward:4:11: first listed here",
                "  hint: delete one of them",
                line_at("ward:4:52", "the alias 'Nurse ' appears twice in WARDNURSF808"),
                "  ward:4:18: first listed here",
                "  hint: delete one of them",
            ),
            id="alias-repeated: with a level and without",
        ),
        pytest.param(
            "alias-repeated",
            ward("[ward nurse, {title: Ward Nurse, level: P2}, ward nurse]"),
            (
                line_at("ward:4:11", "the alias 'ward nurse' is WARDNURSF808's own name"),
                "  hint: delete it",
                line_at("ward:4:23", "the alias 'Ward Nurse' is WARDNURSF808's own name"),
                "  hint: delete it",
                line_at("ward:4:55", "the alias 'ward nurse' is WARDNURSF808's own name"),
                "  hint: delete it",
            ),
            id="alias-repeated: the name itself",
        ),
        pytest.param(
            "alias-level",
            {"ladder.yaml": WORDS} | ward("[{title: Senior Nurse, level: P1}]"),
            (
                line_at(
                    "ward:4:40",
                    "the alias 'Senior Nurse' has level P1, but 'senior' means P2 to M1",
                ),
                FILED,
            ),
            id="alias-level: below the range",
        ),
        pytest.param(
            "alias-level",
            {"ladder.yaml": WORDS} | ward("[{title: Ward Manager, level: P2}]"),
            (
                line_at(
                    "ward:4:40",
                    "the alias 'Ward Manager' has level P2, but 'manager' means M2",
                ),
                FILED,
            ),
            id="alias-level: two ranks below a word without a range",
        ),
        pytest.param(
            "alias-level",
            {"ladder.yaml": WORDS} | ward("[{title: Ward Director, level: P3}]"),
            (
                line_at(
                    "ward:4:41",
                    "the alias 'Ward Director' has level P3, but 'director' means M2",
                ),
                FILED,
            ),
            id="alias-level: a range of one level",
        ),
        pytest.param(
            "alias-level",
            {"ladder.yaml": WORDS} | ward("[{title: 'Senior, Manager', level: P1}]"),
            (
                line_at(
                    "ward:4:45",
                    f"the alias 'Senior, Manager' has level P1, but {BOTH}",
                ),
                FILED,
            ),
            id="alias-level: two words",
        ),
        pytest.param(
            "alias-level",
            ward("[{title: Nurse I, level: P3}]"),
            (
                line_at("ward:4:35", "the alias 'Nurse I' has level P3, but 'i' means P1 to P2"),
                FILED,
            ),
            id="alias-level: a numeral",
        ),
        pytest.param(
            "title-repetition",
            {
                CLINIC_FILE: "name: Manager MANAGER",
                **ward("[Data Data Lead, {title: Senior Senior, level: P1}]"),
            },
            (
                line_at("clinic:2:7", "the title 'Manager MANAGER' has 'Manager' twice in a row"),
                ONCE,
                line_at(
                    "ward:4:11",
                    "the title 'Data Data Lead' has 'Data' twice in a row",
                ),
                ONCE,
                line_at("ward:4:35", "the title 'Senior Senior' has 'Senior' twice in a row"),
                ONCE,
            ),
            id="title-repetition: in a name, an alias and an alias of a level",
        ),
        pytest.param(
            "title-repetition",
            ward("[Product Owner Product Owner]"),
            (
                line_at(
                    "ward:4:11",
                    "the title 'Product Owner Product Owner' has 'Product Owner' twice in a row",
                ),
                ONCE,
            ),
            id="title-repetition: of two words",
        ),
    ],
)
def test_findings(
    tmp_path: Path, rule: str, changes: dict[str, str], lines: tuple[str, ...]
) -> None:
    found = shortened(reported(tmp_path, rule, changes))
    assert found == tuple(line.replace("(rule)", f"({rule})") for line in lines)


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        pytest.param("alias-claimed", ward("[Nurse, Nurse]"), id="alias-claimed: by one focus"),
        pytest.param("alias-claimed", ward("[Outpatient Nurses]"), id="alias-claimed: a plural"),
        pytest.param("alias-is-name", ward("[Ward Nurse]"), id="alias-is-name: its own"),
        pytest.param("alias-is-name", ward("[Nursing]"), id="alias-is-name: of a function"),
        pytest.param(
            "alias-repeated",
            ward("[{title: Nurse, level: P1}, {title: Nurse, level: P2}, Nurse]"),
            id="alias-repeated: for several levels",
        ),
        pytest.param("alias-repeated", ward("[Clinic Nurse]"), id="alias-repeated: another's name"),
        pytest.param("alias-level", ward("[{title: Nurse, level: P3}]"), id="alias-level: no word"),
        pytest.param(
            "alias-level",
            {"ladder.yaml": WORDS} | ward("[Senior Nurse]"),
            id="alias-level: under no level",
        ),
        pytest.param(
            "alias-level",
            {"ladder.yaml": WORDS} | ward("[{title: Senior Nurse, level: P2}]"),
            id="alias-level: at the end of the range",
        ),
        pytest.param(
            "alias-level",
            {"ladder.yaml": WORDS} | ward("[{title: Ward Manager, level: P3}]"),
            id="alias-level: one rank below a word without a range",
        ),
        pytest.param(
            "alias-level",
            {"ladder.yaml": WORDS} | ward("[{title: Project Manager, level: P1}]"),
            id="alias-level: a contributor's noun",
        ),
        pytest.param(
            "alias-level", ward("[{title: Ward Fellow, level: P1}]"), id="alias-level: a caveat"
        ),
        pytest.param(
            "title-repetition",
            ward("[Manager of Managers, 'Manager, Management', Nurse A B A C]"),
            id="title-repetition: apart from one another",
        ),
    ],
)
def test_no_findings(tmp_path: Path, rule: str, changes: dict[str, str]) -> None:
    assert reported(tmp_path, rule, changes) == ()


def test_the_reference_canon_is_clean() -> None:
    rules = ["titles", "classification", "file-name", "minted-code", "markup", "stray-space"]
    # If the file did not match its schema, the canon rules would not check it.
    form = ["syntax", "schema", "unknown-key", "reference"]
    report = check(canon=package_data.CANON, select=[*rules, *form], cache=False)
    assert report.diagnostics == ()
    assert report.files > 6
