"""What the structure rules report: formats, names, codes, markup, spaces, suppressions."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean import CLINIC_FILE, FILES, KEEPER_FILE, WARD_FILE, reported, write_clean
from levelctl.canon.source import parse
from levelctl.diagnostics import Fix, Route
from levelctl.lint.check import check
from levelctl.lint.fix.apply import apply_fixes, intended
from levelctl.lint.rules import markup, stray_space

NURSING_FILE = "functions/nursing/function.yaml"
STORAGE_FILE = "functions/storage/function.yaml"

SHORT = {
    WARD_FILE: "ward",
    CLINIC_FILE: "clinic",
    KEEPER_FILE: "keeper",
    NURSING_FILE: "nursing",
    STORAGE_FILE: "storage",
}
"""What the files are called in the lines that tests expect."""

EXPRESSION = "a regular expression without look-around or backreferences"
ENDING = "the file is not read: its name ends in .yml"
UNUSED = "the comment suppresses file-name, which reports nothing here"
REASON = "  hint: write: # levelctl: ignore[RULE] the reason"


def whole(name: str, old: str, new: str) -> dict[str, str]:
    """Return the clean canon's file *name* with *new* in the place of *old*."""
    text = FILES[name]
    assert text.count(old) == 1
    return {name: text.replace(old, new)}


def shortened(lines: tuple[str, ...]) -> tuple[str, ...]:
    for path, short in SHORT.items():
        lines = tuple(line.replace(path, short) for line in lines)
    return lines


def unminted(place: str, code: str, name: str, minted: str) -> tuple[str, str]:
    return (
        f"{place}: warning {code} is not a code that levelctl mints for {name!r} (minted-code)",
        (
            f"  hint: use {minted}; if {code} is already in use, keep it and suppress this "
            "with a reason"
        ),
    )


def misnamed(place: str, what: str, found: str, name: str, asked: str) -> tuple[str, str]:
    why = f"{what} is named {found}, but the name {name!r} requires {asked}"
    return (
        f"{place}: warning {why} (file-name)",
        f"  hint: rename it to {asked}; the code stays the same",
    )


def ladder(old: str, new: str) -> dict[str, str]:
    return whole("ladder.yaml", old, new)


def scheme(pattern: str) -> dict[str, str]:
    return whole("canon.yaml", r"'\d{1,4}'", pattern)


@pytest.mark.parametrize(
    ("rule", "changes", "lines"),
    [
        pytest.param(
            "syntax",
            {WARD_FILE: "code: &a X\n"},
            (
                "ward:1:7: error anchors and aliases are not allowed (syntax)",
                "  hint: write the value itself in each place",
            ),
            id="syntax: an anchor",
        ),
        pytest.param(
            "repeated-key",
            {"canon.yaml": "name: a\nname: b\n"},
            (
                "canon.yaml:2:1: error duplicate key 'name' (repeated-key)",
                "  canon.yaml:1:1: first defined here",
                "  hint: delete one",
            ),
            id="repeated-key: of the canon itself",
        ),
        pytest.param(
            "schema",
            whole(WARD_FILE, "version: 1\n    region: global\n    confidence", "confidence"),
            (
                "ward:31:5: error P2 has no 'region' (schema)",
                "  hint: add region: the region that the profile applies to",
                "ward:31:5: error P2 has no 'version' (schema)",
                "  hint: add version: the version of the profile",
            ),
            id="schema: two keys that are missing",
        ),
        pytest.param(
            "schema",
            scheme("'\\d{1,4'"),
            (f"canon.yaml:9:19: error pattern is '\\\\d{{1,4'; expected {EXPRESSION} (schema)",),
            id="schema: a pattern that is none",
        ),
        pytest.param(
            "schema",
            scheme("'(?=a)a'"),
            (f"canon.yaml:9:19: error pattern is '(?=a)a'; expected {EXPRESSION} (schema)",),
            id="schema: a pattern whose time has no bound",
        ),
        pytest.param(
            "unknown-key",
            whole(
                WARD_FILE,
                "    guideline:\n      knowledge: Knows",
                "    guide:\n      knowledge: Knows",
            ),
            (
                "ward:40:5: error unknown key 'guide' (unknown-key)",
                "  hint: did you mean 'guideline'?",
            ),
            id="unknown-key: in a level",
        ),
        pytest.param(
            "reference",
            whole(WARD_FILE, "Junior Ward Nurse, level: P1", "Junior Ward Nurse, level: X9"),
            (
                "ward:6:39: error the focus has no level X9 (reference)",
                "  hint: choose one of: P1, P2, P3",
            ),
            id="reference: a level of an alias",
        ),
        pytest.param(
            "reference",
            ladder("manages: true}", "manages: true, branches_from: X}"),
            (
                "ladder.yaml:3:81: error X is not a track of the ladder (reference)",
                "  hint: choose one of: P, M",
            ),
            id="reference: a track that another branches from",
        ),
        pytest.param(
            "reference",
            ladder("{I: P1,", "{I: P9,"),
            (
                "ladder.yaml:67:37: error P9 is not a level of the ladder (reference)",
                "  hint: choose one of: P1, P2, P3, M1, M2",
            ),
            id="reference: a level of the title words",
        ),
        pytest.param(
            "reference",
            whole(KEEPER_FILE, "  P1:", "  P7:"),
            (
                "keeper:11:3: error P7 is not a level of the ladder (reference)",
                "  hint: see ladder.yaml",
            ),
            id="reference: a level of a focus",
        ),
        pytest.param(
            "duplicate-code",
            whole(WARD_FILE, "code: WARDNURSF808", "code: CLINICNU8D35"),
            (
                "ward:1:7: error the code CLINICNU8D35 is already used (duplicate-code)",
                "  clinic:1:7: CLINICNU8D35 is first used here",
                "  hint: codes are permanent; mint a new one",
            ),
            id="duplicate-code: two foci of a function",
        ),
        pytest.param(
            "silence",
            whole(
                CLINIC_FILE,
                "name: Clinic Nurse",
                "name: Clinic Nurse  # levelctl: ignore[nonsense] so",
            ),
            (
                "clinic:2:21: warning 'nonsense' is not a rule that can be ignored (silence)",
                REASON,
            ),
            id="silence: an unknown rule",
        ),
        pytest.param(
            "silence",
            whole(
                CLINIC_FILE,
                "name: Clinic Nurse",
                "name: Clinic Nurse  # levelctl: ignore[schema] so",
            ),
            (
                "clinic:2:21: warning 'schema' is not a rule that can be ignored (silence)",
                REASON,
            ),
            id="silence: a rule that keeps files out",
        ),
        pytest.param(
            "silence",
            whole(
                CLINIC_FILE,
                "name: Clinic Nurse",
                "name: Clinic Nurse  # levelctl: ignore[file-name] so",
            ),
            (
                f"clinic:2:21: warning {UNUSED} (silence)",
                "  hint: delete it",
            ),
            id="silence: an unused one",
        ),
        pytest.param(
            "silence",
            whole(CLINIC_FILE, "name: Clinic Nurse", "name: Clinic Nurse  # levelctl: off"),
            ("clinic:2:21: warning the comment names no rule to ignore (silence)", REASON),
            id="silence: no rule",
        ),
        pytest.param(
            "file-name",
            {"functions/nursing/ward.yml": "- anything"},
            (
                f"functions/nursing/ward.yml:1:1: warning {ENDING} (file-name)",
                "  hint: rename it to end in .yaml",
            ),
            id="file-name: another ending",
        ),
        pytest.param(
            "file-name",
            {CLINIC_FILE: "name: Nurse (Clinic)"},
            (
                *misnamed(
                    "clinic:2:7",
                    "CLINICNU8D35's file",
                    "clinic-nurse",
                    "Nurse (Clinic)",
                    "nurse-clinic",
                ),
            ),
            id="file-name: of a focus",
        ),
        pytest.param(
            "file-name",
            {STORAGE_FILE: "name: Storage & Depots"},
            (
                *misnamed(
                    "storage:2:7",
                    "STORAG's folder",
                    "storage",
                    "Storage & Depots",
                    "storage-depots",
                ),
            ),
            id="file-name: of a function's folder",
        ),
        pytest.param(
            "minted-code",
            {STORAGE_FILE: "code: STORE"},
            (*unminted("storage:1:7", "STORE", "Storage", "STORAG"),),
            id="minted-code: of a function",
        ),
        pytest.param(
            "minted-code",
            {STORAGE_FILE: "code: STORAG01"},
            (*unminted("storage:1:7", "STORAG01", "Storage", "STORAG"),),
            id="minted-code: a number with a zero before it",
        ),
        pytest.param(
            "minted-code",
            {NURSING_FILE: "code: STORAG1", STORAGE_FILE: "code: STORAG\nname: Nursing"},
            (
                *unminted("nursing:1:7", "STORAG1", "Nursing", "NURSIN"),
                *unminted("storage:1:7", "STORAG", "Nursing", "NURSIN"),
            ),
            id="minted-code: of two functions",
        ),
        pytest.param(
            "minted-code",
            {
                STORAGE_FILE: "name: Earth & Atmospheric Sciences",
                KEEPER_FILE: "{code: EARTHATM14D0, name: Earth & Atmospheric Sciences}",
            },
            (
                *unminted("storage:1:7", "STORAG", "Earth & Atmospheric Sciences", "EARTHA"),
                *unminted(
                    "keeper:1:7", "EARTHATM14D0", "Earth & Atmospheric Sciences", "EARTHATM02EF"
                ),
            ),
            id="minted-code: the one public pair that is no pair",
        ),
        pytest.param(
            "minted-code",
            {CLINIC_FILE: "{code: CLINICNU0000, name: Ward Nurse}"},
            (*unminted("clinic:1:7", "CLINICNU0000", "Ward Nurse", "WARDNURS808C"),),
            id="minted-code: the first that would be minted is taken",
        ),
    ],
)
def test_findings(
    tmp_path: Path, rule: str, changes: dict[str, str], lines: tuple[str, ...]
) -> None:
    assert shortened(reported(tmp_path, rule, changes)) == lines


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        pytest.param("schema", scheme("'(a+)+b'"), id="schema: a pattern that could be slow"),
        pytest.param(
            "silence",
            whole(
                CLINIC_FILE,
                "name: Clinic Nurse",
                "name: Nurse  # levelctl: ignore[file-name] it was called so before",
            ),
            id="silence: of a name",
        ),
        pytest.param(
            "silence",
            whole(CLINIC_FILE, "summary: Looks", "summary: '# levelctl: ignore[x]'\n# Looks"),
            id="silence: a text that reads like a comment",
        ),
        pytest.param(
            "file-name",
            {CLINIC_FILE: "name: CLINIC — nurse!"},
            id="file-name: case and marks do not count",
        ),
        pytest.param(
            "file-name",
            {CLINIC_FILE: "name: 看護師"},
            id="file-name: a name without letters a to z",
        ),
        pytest.param(
            "file-name",
            {CLINIC_FILE: "name: Function"},
            id="file-name: the name of the function's own file",
        ),
        pytest.param("minted-code", {STORAGE_FILE: "code: STORAG12"}, id="minted-code: a number"),
        pytest.param("minted-code", {STORAGE_FILE: "name: 倉庫"}, id="minted-code: no letters"),
        pytest.param("minted-code", {CLINIC_FILE: "name: 看護師"}, id="minted-code: none possible"),
        pytest.param(
            "minted-code",
            {CLINIC_FILE: "{code: CLINICNUD2AC, name: Clinic Nurse}"},
            id="minted-code: minted when the function had one focus",
        ),
        pytest.param(
            "minted-code",
            {CLINIC_FILE: "{code: WARDNURS808C, name: Ward Nurse}"},
            id="minted-code: the second of its digest",
        ),
        pytest.param(
            "minted-code",
            {NURSING_FILE: "name: ''"},
            id="minted-code: a function that is not sound",
        ),
    ],
)
def test_no_findings(tmp_path: Path, rule: str, changes: dict[str, str]) -> None:
    lines = reported(tmp_path, rule, changes)
    assert [line for line in lines if f"({rule})" in line] == []


def test_a_comment_allows_a_code_in_use(tmp_path: Path) -> None:
    comment = "# levelctl: ignore[minted-code] the payroll has it"
    write_clean(tmp_path, whole(CLINIC_FILE, "CLINICNU8D35", f"CLINIC01  {comment}"))
    report = check(canon=tmp_path, select=["minted-code", "silence"], cache=False)
    assert report.diagnostics == ()


@pytest.mark.parametrize(
    ("function", "code", "focus", "name"),
    [
        ("Technical Product Manager", "TECHNI2", "TECHNICAF44E", "Technical Product Manager"),
        (
            "Technical and Professional Roles",
            "TECHNI1",
            "TECHNICA4D9E",
            "Technical and Professional Roles",
        ),
        (
            "Pharmacovigilance (Drug Safety)",
            "PHARMA",
            "PHARMACOA353",
            "Pharmacovigilance (Drug Safety)",
        ),
        ("Software Engineering", "SOFTWA", "SOFTWARE984E", "Software Engineering"),
        (
            "Software Engineering",
            "SOFTWA",
            "GXPREGUL8468",
            "GxP-Regulated Software Systems Engineer",
        ),
        ("Accounting", "ACCOUN", "GENERALA828E", "General Accounting"),
        ("Finance Leadership", "FINANC", "FINANCEG17B2", "Finance General"),
        ("Customer Service & Warranty", "CUSTOM", "CUSTOMERD83B", "Customer Service"),
    ],
)
def test_public_codes_are_minted_ones(
    tmp_path: Path, function: str, code: str, focus: str, name: str
) -> None:
    changes = {
        STORAGE_FILE: f"code: {code}\nname: {function}",
        KEEPER_FILE: f"code: {focus}\nname: {name}",
    }
    assert reported(tmp_path, "minted-code", changes) == ()


def test_both_findings_about_a_file_name_are_one_rule(tmp_path: Path) -> None:
    changes = whole(CLINIC_FILE, "name: Clinic Nurse", "name: Nurse")
    write_clean(tmp_path, {**changes, "functions/nursing/nurse.yml": ""})

    report = check(canon=tmp_path, select=["file-name"], cache=False)
    ignored = check(canon=tmp_path, ignore=["structure"], cache=False)

    assert [each.path for each in report.diagnostics] == [
        f"{tmp_path}/{CLINIC_FILE}",
        f"{tmp_path}/functions/nursing/nurse.yml",
    ]
    assert {each.rule for each in report.diagnostics} == {"file-name"}
    assert [each for each in ignored.diagnostics if each.rule == "file-name"] == []


TAG = "an HTML tag"
STRONG = "Markdown emphasis"
LINK = "a Markdown link"
HEADING = "a Markdown heading"
MARK = "a terminal markup tag"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a <b>bold</b> word", [("<b>", TAG), ("</b>", TAG)]),
        ("a line<br>and one<br/>more", [("<br>", TAG), ("<br/>", TAG)]),
        ("<a href='https://x.y/z'>", [("<a href='https://x.y/z'>", TAG)]),
        ("<!-- later -->", [("<!--", TAG)]),
        ("does **all** of it", [("**all**", STRONG)]),
        ("does *all* of it", [("*all*", STRONG)]),
        ("does _all of it_.", [("_all of it_", STRONG)]),
        (f"**{'long ' * 9}one**", [("**long long long long long lo…", STRONG)]),
        ("see [the guide](https://x.y/z_a)", [("[the guide](https://x.y/z_a)", LINK)]),
        ("runs `make`", [("`make`", "Markdown code")]),
        ("# Duties", [("# Duties", HEADING)]),
        ("first\n## then", [("## then", HEADING)]),
        ("[bold]all[/bold]", [("[bold]", MARK), ("[/bold]", MARK)]),
        ("[not bold red on blue]all", [("[not bold red on blue]", MARK)]),
        ("all[/red]", [("[/red]", MARK)]),
        ("all[/]", [("[/]", MARK)]),
        ("[link=https://x.y]all", [("[link=https://x.y]", MARK)]),
        ("C#, F# and C++", []),
        ("A/B tests", []),
        ("R&D; Q&A; M&As; AT&T", []),
        ("<5 % of cases, >3 years, a < b > c", []),
        ("as written [sic] and [min, max]", []),
        ("5 * 3 * 2, 5*3*2 and 2 ** 8", []),
        ("snake_case, _private, __init and file_name_", []),
        ("O*NET-SOC and A* or B*", []),
        ("*nix and *BSD, *.csv and *.json", []),
        ("https://x.y/_a_/*b*?c=<d>", []),
        ("List<String> and Map<Key>", []),
        ("# of patients, #1", []),
        ("it`s and he`s", []),
        ("f[0] (first), [n=5], [i]", []),
        ("he said 'no' to that", []),
        ("", []),
    ],
)
def test_markup(text: str, found: list[tuple[str, str]]) -> None:
    messages = [each.message for each in markup.check(("summary",), text)]
    assert messages == [
        f"the text contains {piece!r}, which looks like {what}" for piece, what in found
    ]


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("a &amp; b &amp; c", ["&amp;"]),
        ("a&nbsp;b &#8211; c &#x2014; d", ["&nbsp;", "&#8211;", "&#x2014;"]),
        ("R&D; AT&T; &nothing; &;", []),
    ],
)
def test_an_entity(text: str, entities: list[str]) -> None:
    messages = [each.message for each in markup.check(("summary",), text)]
    assert messages == [f"the text contains the HTML entity {each!r}" for each in entities]


def test_an_expression_is_no_prose() -> None:
    route: Route = ("schemes", "X", "pattern")
    assert list(markup.check(route, "[a-z](x)*_y_*  ")) == []
    assert list(stray_space.check(route, " [a-z]  ")) == []


@pytest.mark.parametrize(
    ("entity", "character"),
    [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")],
)
def test_a_basic_entity_can_be_fixed(entity: str, character: str) -> None:
    route: Route = ("name",)
    (found,) = markup.check(route, f"a {entity} b {entity} c")

    assert found.fix == Fix("substitute", route, entity, character)
    assert found.hint == f"write {character}"


def test_other_markup_cannot() -> None:
    found = [*markup.check((), "&nbsp; <b> *c* [/d]")]
    assert len(found) == 4
    assert {each.fix for each in found} == {None}


@pytest.mark.parametrize(
    ("text", "whats", "clean"),
    [
        (" Ward Nurse", ["begins with whitespace"], "Ward Nurse"),
        ("Ward Nurse  ", ["ends with whitespace"], "Ward Nurse"),
        ("\u00a0Ward Nurse\t", ["begins with whitespace", "ends with whitespace"], "Ward Nurse"),
        ("Ward  Nurse", ["has 2 spaces in a row"], "Ward Nurse"),
        ("Ward\tNurse", ["has a tab"], "Ward Nurse"),
        ("a  b   c  d", ["has 3 spaces in a row", "has 2 spaces in a row"], "a b c d"),
        (" a a a a", ["begins with whitespace"], "a a a a"),
        ("x x x ", ["ends with whitespace"], "x x x"),
        ("a a a a ", ["ends with whitespace"], "a a a a"),
        (" a a ", ["begins with whitespace", "ends with whitespace"], "a a"),
        (" x", ["begins with whitespace"], "x"),
    ],
)  # fmt: skip
def test_a_stray_space_is_reported_and_fixed(text: str, whats: list[str], clean: str) -> None:
    findings = [*stray_space.check(("name",), text)]
    assert [each.message for each in findings] == [f"the text {what}" for what in whats]

    for each in findings:
        assert each.fix
        text = intended({"name": text}, each.fix)["name"]
    assert text == clean


@pytest.mark.parametrize(
    "text",
    [
        "Ward Nurse",
        "a block of text\n",
        "first\n  - indented\n  - and again\n",
        "a\n\nb",
        "10\u00a0000 patients",
        "",
        "\n",
    ],
)
def test_what_is_no_stray_space(text: str) -> None:
    assert list(stray_space.check(("summary",), text)) == []


def test_a_space_at_the_end_of_a_line_is_not_fixed() -> None:
    (found,) = stray_space.check(("summary",), "a line \nand one more \nat last\n")
    assert found.message == "the text has whitespace at the end of a line"
    assert found.fix is None


def test_the_fixes_of_a_file_make_it_clean() -> None:
    content = b"name: \"  Ward &amp; Clinic  Nurse \"  # a remark\nsummary: 'R&amp;D'\n"
    value = parse(content.decode()).top.value
    mends = [
        each.fix
        for name, text in value.items()
        for check in (markup.check, stray_space.check)
        for each in check((name,), text)
        if each.fix
    ]
    assert len(mends) == 5

    found = apply_fixes(content, mends)

    assert found.content == b"name: \"Ward & Clinic Nurse\"  # a remark\nsummary: 'R&D'\n"
    assert found.refused == ()
