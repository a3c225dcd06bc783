"""A canon is read as far as possible: every error is reported, and none hides another."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from levelctl.canon import decoding, loading, source
from levelctl.canon.canon import Canon
from levelctl.canon.codes import Code
from levelctl.canon.model import (
    Alias,
    CanonSettings,
    Classification,
    Family,
    Focus,
    Guideline,
    Level,
    Pay,
    Profile,
    Responsibility,
    Review,
    Skill,
    Source,
    Sources,
    StructuralSettings,
    TitleRules,
    TitleWord,
    Track,
    Years,
)
from levelctl.diagnostics import Diagnostic, Related, Severity, Span
from levelctl.errors import CanonError
from levelctl.record import replace
from small import (
    CANON,
    CLINIC,
    FAMILIES,
    FILES,
    KEEPER,
    LADDER,
    NURSING,
    STORAGE,
    WARD,
    write_canon,
)

Changes = Mapping[str, str | bytes | None]

NURSING_FILE = "functions/nursing/function.yaml"
WARD_FILE = "functions/nursing/ward-nurse.yaml"
CLINIC_FILE = "functions/nursing/clinic-nurse.yaml"
STORAGE_FILE = "functions/storage/function.yaml"
KEEPER_FILE = "functions/storage/storekeeper.yaml"

ALL = ("CLINICNU5678", "WARDNURS1234", "STOREKEEABCD")
NO_WARD = ("CLINICNU5678", "STOREKEEABCD")
NO_NURSING = ("STOREKEEABCD",)
NO_STORAGE = ("CLINICNU5678", "WARDNURS1234")

ABSENT = "the file cannot be read: No such file or directory"
SAME_KEY = "duplicate key 'version'"
ENDING = "the file is not read: its name ends in .yml"
NODE = "did not find expected node content while parsing a flow node"
QUOTE = "found unexpected end of stream while scanning a quoted scalar"
STATUS = "one of: draft, in_review, approved, deprecated"
VERSION = "a whole number from 1"


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def lines_of(diagnostics: tuple[Diagnostic, ...], root: Path) -> tuple[str, ...]:
    return tuple(str(each).replace(f"{root}/", "", 1) for each in diagnostics)


def codes_of(canon: Canon) -> tuple[str, ...]:
    return tuple(focus.code for focus in canon.foci)


def test_a_sound_canon_has_no_diagnostic(tmp_path: Path) -> None:
    canon = loading.load(write_canon(tmp_path))

    assert (canon.root, canon.diagnostics) == (tmp_path, ())
    assert codes_of(canon) == ALL
    assert [function.code for function in canon.functions] == ["NURSIN", "STORAG"]


def test_the_settings_are_those_of_the_file(small_canon: Canon) -> None:
    assert small_canon.settings == CanonSettings(
        name="small canon",
        edition="test",
        region="global",
        currency="EUR",
        confidence_high=0.8,
        confidence_medium=0.5,
        review_minimum=4,
        same_duty=0.3,
        structural=StructuralSettings(
            other_focus=18,
            other_function=30,
            other_family=65,
            rank_step=12,
            other_track=8,
            tolerance=30,
            review=60,
        ),
    )


def test_the_ladder_is_that_of_the_file(small_canon: Canon) -> None:
    ladder = small_canon.ladder

    assert ladder.tracks == (
        Track("P", "Professional", "Knows a field."),
        Track("M", "Management", "Manages people.", manages=True),
    )
    assert [level.code for level in ladder.levels] == ["P1", "P2", "P3", "M1", "M2"]
    assert ladder.level("M1") == Level(
        code="M1",
        track="M",
        name="Team Lead",
        rank=3.5,
        years=Years(3, 6),
        summary="Summary of M1.",
        attributes=(
            ("scope", "Scope of M1"),
            ("autonomy", "Autonomy of M1"),
            ("complexity", "Complexity of M1"),
            ("impact", "Impact of M1"),
            ("decision_rights", "Decision rights of M1"),
            ("leadership", "Leadership of M1"),
        ),
    )
    assert ladder.titles == TitleRules(
        assumed="P2",
        assumed_range=("P1", "P3"),
        numerals={"I": "P1", "II": "P2"},
        numeral_spread=1,
        words=(
            TitleWord(("junior",), "P1", ("P1", "P2"), None, below_scale=False, note=None),
            TitleWord(("fellow",), None, None, None, below_scale=False, note="not on this ladder"),
        ),
        contributor_nouns=("project manager",),
        absent=("abbreviations", "adjectives", "persons", "things", "joints", "numbered"),
    )


def test_the_families_are_those_of_the_file(small_canon: Canon) -> None:
    assert small_canon.families == (
        Family("care", "Care", "Looks after people."),
        Family("goods", "Goods", "Moves things."),
    )


def focus_of(canon: Canon, code: str) -> Focus:
    return next(focus for focus in canon.foci if focus.code == code)


def test_a_focus_is_that_of_its_file(small_canon: Canon) -> None:
    ward = focus_of(small_canon, "WARDNURS1234")

    assert replace(ward, profiles=()) == Focus(
        code="WARDNURS1234",
        function="NURSIN",
        name="Ward Nurse",
        summary="Looks after the patients of a ward.",
        aliases=(Alias("Staff Nurse"), Alias("Charge Nurse", "P3")),
        classification=(Classification("ISCO", "08", "2221", "test"),),
        skills=(Skill("Triage", "Decides who is treated first."),),
        tools=("Infusion pump", "Ward planner"),
        profiles=(),
    )


def test_a_profile_is_that_of_its_level(small_canon: Canon) -> None:
    assert focus_of(small_canon, "WARDNURS1234").profile("P2") == Profile(
        code=Code("NURSIN", "WARDNURS1234", "P2"),
        title="Ward Nurse",
        status="approved",
        version=1,
        region="global",
        confidence=0.8,
        pay=Pay("EUR", "year", 30000, 40000, 50000, "survey"),
        responsibilities=(
            Responsibility("Plans the shifts of the ward for a week."),
            Responsibility("Takes the temperature of patients."),
        ),
        guideline=Guideline(
            (
                ("knowledge", "Knows the ward."),
                ("complexity", "Solves known problems."),
                ("collaboration", "Works with doctors."),
                ("experience", "2 years"),
            )
        ),
        review=Review(
            (
                ("level_differentiation", 4),
                ("focus_specificity", 4),
                ("concreteness", 3.5),
                ("factual_accuracy", 5),
                ("real_world_coverage", 4.5),
            )
        ),
        sources=Sources(1, (Source("Ward handbook", "https://example.org/ward", "2026-05-01"),)),
    )


def test_what_a_profile_leaves_out_is_not_known(small_canon: Canon) -> None:
    assert focus_of(small_canon, "CLINICNU5678").profile("M1") == Profile(
        code=Code("NURSIN", "CLINICNU5678", "M1"),
        title="Clinic Nurse",
        status="draft",
        version=1,
        region="global",
        confidence=None,
        pay=None,
        responsibilities=(),
        guideline=None,
        review=None,
        sources=None,
    )


def test_the_levels_that_lead_to_a_level_are_on_its_track_and_those_that_it_branches_from() -> None:
    tracks = "{A: {X}, B: {X, branches_from: A}, C: {X, branches_from: B}, D: {X}}"
    given = {"A1": 1, "A2": 2, "A3": 3, "B1": 2.5, "B2": 4, "C1": 4, "C2": 5, "D1": 0, "D2": None}
    ranks = ((code, "" if rank is None else f", rank: {rank}") for code, rank in given.items())
    levels = ", ".join(f"{code}: {{track: {code[0]}, name: {code}{rank}}}" for code, rank in ranks)
    text = f"tracks: {tracks.replace('X', 'name: a, summary: b')}\nlevels: {{{levels}}}\n"

    ladder = decoding.ladder(source.parse(text).top.value)

    below = {each.code: "".join(one.code for one in ladder.below(each)) for each in ladder.levels}
    assert below == {
        "A1": "",
        "A2": "A1",
        "A3": "A1A2",
        "B1": "A1A2",
        "B2": "A1A2B1",
        "C1": "A1A2B1",
        "C2": "A1A2B1C1",
        "D1": "",
        "D2": "D1",
    }
    assert [each.rank for each in ladder.levels][-2:] == [0, 2]


def branches(track: str, origin: str, ladder: str = LADDER) -> str:
    """Return *ladder*, in which *track* branches from *origin*."""
    (line,) = (line for line in ladder.splitlines() if line.startswith(f"  {track}: {{name"))
    return changed(ladder, line, f"{line[:-1]}, branches_from: {origin}}}")


@pytest.mark.parametrize(
    ("code", "levels"),
    [("WARDNURS1234", ["P1", "P2", "P3"]), ("CLINICNU5678", ["P2", "M1"])],
)
def test_profiles_have_the_order_of_the_ladder(
    small_canon: Canon, code: str, levels: list[str]
) -> None:
    profiles = focus_of(small_canon, code).profiles
    assert [profile.code.level for profile in profiles] == levels


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        pytest.param("{count: 17}", Sources(17), id="count"),
        pytest.param("[]", Sources(0), id="empty list"),
        pytest.param("[{title: A}]", Sources(1, (Source("A"),)), id="title alone"),
        pytest.param(
            "[{title: A, accessed: 2026-05-01}, {title: B, url: b}]",
            Sources(2, (Source("A", None, "2026-05-01"), Source("B", "b"))),
            id="list",
        ),
    ],
)
def test_sources_are_a_list_or_a_count(tmp_path: Path, text: str, sources: Sources) -> None:
    keeper = changed(KEEPER, "    region:", f"    sources: {text}\n    region:")

    canon = loading.load(write_canon(tmp_path, {KEEPER_FILE: keeper}))

    assert focus_of(canon, "STOREKEEABCD").profiles[0].sources == sources


TWICE = changed(CLINIC, "CLINICNU5678", "WARDNURS1234")
OTHER = changed(KEEPER, "STOREKEEABCD", "WARDNURS1234")


@pytest.mark.parametrize(
    ("changes", "faults", "codes"),
    [
        pytest.param(
            {WARD_FILE: 'code: WARDNURS1234\nname: "Ward\n'},
            (f"{WARD_FILE}:2:7: error {QUOTE} (syntax)",),
            NO_WARD,
            id="broken YAML",
        ),
        pytest.param(
            {WARD_FILE: "a: &x [*x]"},
            (f"{WARD_FILE}:1:4: error anchors and aliases are not allowed (syntax)",),
            NO_WARD,
            id="an alias of itself",
        ),
        pytest.param(
            {WARD_FILE: WARD.encode("utf-16-le")},
            (f"{WARD_FILE}:1:2: error the character U+0000 is not allowed in a canon (syntax)",),
            NO_WARD,
            id="UTF-16",
        ),
        pytest.param(
            {WARD_FILE: WARD.replace("Ward Nurse", "Bezirksschwester für Ä").encode("latin-1")},
            (f"{WARD_FILE}:2:25: error the byte 0xFC is not UTF-8 (syntax)",),
            NO_WARD,
            id="Latin-1",
        ),
        pytest.param(
            {WARD_FILE: b"[" * 100_000},
            (f"{WARD_FILE}:1:33: error the file is nested deeper than 32 levels (syntax)",),
            NO_WARD,
            id="nested",
        ),
        pytest.param(
            {WARD_FILE: WARD + "#" * 1_000_000},
            (f"{WARD_FILE}:1:1: error the file is larger than 1,000,000 bytes (syntax)",),
            NO_WARD,
            id="large",
        ),
        pytest.param(
            {WARD_FILE: ""},
            (f"{WARD_FILE}:1:1: error the file is empty (syntax)",),
            NO_WARD,
            id="empty",
        ),
        pytest.param(
            {WARD_FILE: changed(WARD, "status: approved", "status: final")},
            (f"{WARD_FILE}:27:13: error status is 'final'; expected {STATUS} (schema)",),
            NO_WARD,
            id="a fault of the schema",
        ),
        pytest.param(
            {CLINIC_FILE: TWICE},
            (f"{WARD_FILE}:1:7: error the code WARDNURS1234 is already used (duplicate-code)",),
            ("WARDNURS1234", "STOREKEEABCD"),
            id="a focus code twice in one function",
        ),
        pytest.param(
            {KEEPER_FILE: OTHER},
            (),
            ("CLINICNU5678", "WARDNURS1234", "WARDNURS1234"),
            id="not a fault: a focus code in two functions",
        ),
        pytest.param(
            {STORAGE_FILE: changed(STORAGE, "STORAG", "NURSIN")},
            (f"{STORAGE_FILE}:1:7: error the code NURSIN is already used (duplicate-code)",),
            NO_STORAGE,
            id="a function code twice",
        ),
        pytest.param(
            {STORAGE_FILE: changed(STORAGE, "STORAG", "WARDNURS1234")},
            (),
            ALL,
            id="not a fault: the code of a focus for a function",
        ),
        pytest.param(
            {STORAGE_FILE: changed(STORAGE, "y: goods", "y: gods")},
            (f"{STORAGE_FILE}:3:9: error 'gods' is not a family (reference)",),
            NO_STORAGE,
            id="an unknown family",
        ),
        pytest.param(
            {KEEPER_FILE: changed(KEEPER, "  P2:", "  P7:")},
            (f"{KEEPER_FILE}:6:3: error P7 is not a level of the ladder (reference)",),
            NO_STORAGE,
            id="an unknown level",
        ),
        pytest.param(
            {WARD_FILE: changed(WARD, "level: P3", "level: M1")},
            (f"{WARD_FILE}:6:34: error the focus has no level M1 (reference)",),
            NO_WARD,
            id="an alias for a level that the focus lacks",
        ),
        pytest.param(
            {NURSING_FILE: None},
            (f"{NURSING_FILE}:1:1: error {ABSENT} (syntax)",),
            NO_NURSING,
            id="a function without its file",
        ),
        pytest.param(
            {NURSING_FILE: None, WARD_FILE: ""},
            (
                f"{NURSING_FILE}:1:1: error {ABSENT} (syntax)",
                f"{WARD_FILE}:1:1: error the file is empty (syntax)",
            ),
            NO_NURSING,
            id="a function without its file, and a broken focus in it",
        ),
        pytest.param(
            {"functions/nursing/old.yml": "- not read"},
            (f"functions/nursing/old.yml:1:1: warning {ENDING} (file-name)",),
            ALL,
            id="a name that ends in .yml",
        ),
        pytest.param(
            {"functions/README.md": "a", "functions/nursing/notes.txt": "a", "stray.yaml": ": ["},
            (),
            ALL,
            id="not a fault: other files",
        ),
        pytest.param(
            {"functions/nursing/deeper/focus.yaml": ": ["},
            (),
            ALL,
            id="not a fault: a folder within a function",
        ),
        pytest.param(
            {name: None for name in FILES if name.startswith("functions")},
            (),
            (),
            id="not a fault: a canon that begins",
        ),
        pytest.param(
            {WARD_FILE: changed(WARD, "tools:", "name: Nurse\ntools:")},
            (f"{WARD_FILE}:11:1: error duplicate key 'name' (repeated-key)",),
            NO_WARD,
            id="a key twice",
        ),
        pytest.param(
            {
                CLINIC_FILE: changed(CLINIC, "name:", "nam:"),
                NURSING_FILE: changed(NURSING, "care", "cure"),
                WARD_FILE: changed(
                    changed(WARD, "  P3:\n", "  P9:\n"), "version: 2", "version: 0\n    version: 2"
                ),
                KEEPER_FILE: "a: b: c",
                "functions/storage/z.yml": "",
            },
            (
                f"{CLINIC_FILE}:1:1: error the file has no 'name' (schema)",
                f"{CLINIC_FILE}:2:1: error unknown key 'nam' (unknown-key)",
                f"{NURSING_FILE}:3:9: error 'cure' is not a family (reference)",
                f"{WARD_FILE}:15:14: error version is the number 0; expected {VERSION} (schema)",
                f"{WARD_FILE}:16:5: error {SAME_KEY} (repeated-key)",
                f"{KEEPER_FILE}:1:5: error mapping values are not allowed in this context (syntax)",
                f"functions/storage/z.yml:1:1: warning {ENDING} (file-name)",
            ),
            (),
            id="several, in the order of the files",
        ),
        pytest.param(
            {
                WARD_FILE: changed(
                    changed(WARD, "  P3:\n", "  P9:\n"),
                    "  - Staff Nurse",
                    "  - Staff\n  - {title: A, level: M2}",
                )
            },
            (
                f"{WARD_FILE}:6:23: error the focus has no level M2 (reference)",
                f"{WARD_FILE}:7:34: error the focus has no level P3 (reference)",
                f"{WARD_FILE}:14:3: error P9 is not a level of the ladder (reference)",
            ),
            NO_WARD,
            id="several in one file",
        ),
    ],
)
def test_an_error_leaves_out_only_its_focus_or_function(
    tmp_path: Path, changes: Changes, faults: tuple[str, ...], codes: tuple[str, ...]
) -> None:
    canon = loading.load(write_canon(tmp_path, changes))

    assert lines_of(canon.diagnostics, tmp_path) == faults
    assert codes_of(canon) == codes


@pytest.mark.parametrize(
    ("changes", "related", "hint"),
    [
        pytest.param(
            {WARD_FILE: changed(WARD, "tools:", "name: Nurse\ntools:")},
            (WARD_FILE, Span(2, 1), "first defined here"),
            "delete one",
            id="a key twice",
        ),
        pytest.param(
            {CLINIC_FILE: TWICE},
            (CLINIC_FILE, Span(1, 7), "WARDNURS1234 is first used here"),
            "codes are permanent; mint a new one",
            id="a focus code twice",
        ),
        pytest.param(
            {
                NURSING_FILE: f"# remark\n{NURSING}",
                STORAGE_FILE: changed(STORAGE, "STORAG", "NURSIN"),
            },
            (NURSING_FILE, Span(2, 7), "NURSIN is first used here"),
            "codes are permanent; mint a new one",
            id="a function code twice",
        ),
        pytest.param(
            {STORAGE_FILE: changed(STORAGE, "y: goods", "y: gods")},
            None,
            "families.yaml has: care, goods",
            id="an unknown family",
        ),
        pytest.param(
            {KEEPER_FILE: changed(KEEPER, "  P2:", "  P7:")},
            None,
            "see ladder.yaml",
            id="an unknown level",
        ),
        pytest.param(
            {KEEPER_FILE: changed(KEEPER, "  P2:", "  p2:")},
            None,
            "did you mean 'P2'?",
            id="a level in another case",
        ),
        pytest.param(
            {WARD_FILE: changed(WARD, "Ward Nurse\n", "12\n")},
            None,
            "put it in quotes",
            id="a fault of the schema",
        ),
        pytest.param({WARD_FILE: "a: !x b"}, None, "delete the tag", id="a fault of the syntax"),
        pytest.param(
            {"functions/nursing/old.yml": ""},
            None,
            "rename it to end in .yaml",
            id="another ending",
        ),
    ],
)
def test_a_diagnostic_names_the_other_place_and_what_to_do(
    tmp_path: Path, changes: Changes, related: tuple[str, Span, str] | None, hint: str
) -> None:
    (found,) = loading.load(write_canon(tmp_path, changes)).diagnostics

    expected = (Related(str(tmp_path / related[0]), *related[1:]),) if related else ()
    assert (found.related, found.hint) == (expected, hint)


def test_a_third_focus_of_one_code_names_the_first(tmp_path: Path) -> None:
    changes = {CLINIC_FILE: TWICE, "functions/nursing/x.yaml": TWICE}
    canon = loading.load(write_canon(tmp_path, changes))

    assert [Path(fault.path).name for fault in canon.diagnostics] == ["ward-nurse.yaml", "x.yaml"]
    assert {fault.related[0].path for fault in canon.diagnostics} == {str(tmp_path / CLINIC_FILE)}


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        pytest.param(
            {"canon.yaml": None},
            (f"canon.yaml:1:1: error {ABSENT} (syntax)",),
            id="no canon.yaml",
        ),
        pytest.param(
            dict.fromkeys(FILES),
            tuple(
                f"{name}.yaml:1:1: error {ABSENT} (syntax)"
                for name in ("canon", "ladder", "families")
            ),
            id="nothing",
        ),
        pytest.param(
            {
                "canon.yaml": changed(CANON, "small canon", "5"),
                "ladder.yaml": "levels: [",
                "families.yaml": "families: 5",
                WARD_FILE: "not read",
            },
            (
                (
                    "canon.yaml:1:7: error name is the number 5; expected a line of plain text "
                    "(schema)"
                ),
                f"ladder.yaml:1:10: error {NODE} (syntax)",
                "families.yaml:1:11: error families is the number 5; expected a list (schema)",
            ),
            id="all three",
        ),
        pytest.param(
            {"canon.yaml": f"{CANON}name: again\n"},
            ("canon.yaml:17:1: error duplicate key 'name' (repeated-key)",),
            id="a key twice",
        ),
        pytest.param(
            {
                "ladder.yaml": changed(
                    LADDER, "  M: {name: Management, summary: Manages people., manages: true}\n", ""
                )
            },
            (
                "ladder.yaml:41:12: error M is not a track of the ladder (reference)",
                "ladder.yaml:53:12: error M is not a track of the ladder (reference)",
            ),
            id="an unknown track",
        ),
        pytest.param(
            {
                "ladder.yaml": changed(
                    changed(
                        changed(
                            LADDER, "{level: P2, range: [P1, P3]}", "{level: P7, range: [P8, P3]}"
                        ),
                        "II: P2",
                        "II: P9",
                    ),
                    "level: P1, range: [P1, P2]",
                    "level: M3, range: [P1, M4]",
                )
            },
            (
                "ladder.yaml:66:20: error P7 is not a level of the ladder (reference)",
                "ladder.yaml:66:32: error P8 is not a level of the ladder (reference)",
                "ladder.yaml:67:45: error P9 is not a level of the ladder (reference)",
                "ladder.yaml:69:32: error M3 is not a level of the ladder (reference)",
                "ladder.yaml:69:48: error M4 is not a level of the ladder (reference)",
            ),
            id="titles of unknown levels",
        ),
        pytest.param(
            {"ladder.yaml": changed(LADDER, "  P2:", "  p1:")},
            (
                (
                    "ladder.yaml:17:3: error the level p1 differs from P1 only in its case "
                    "(repeated-key)"
                ),
                *(
                    f"ladder.yaml:{line}: error P2 is not a level of the ladder (reference)"
                    for line in ("66:20", "67:45", "69:48")
                ),
            ),
            id="two levels that differ in case",
        ),
        pytest.param(
            {"ladder.yaml": changed(LADDER, "  M2:", "  Con.2:")},
            (
                (
                    "ladder.yaml:53:3: error Con.2 is not the code of a level: Windows reserves it "
                    "for a device (schema)"
                ),
            ),
            id="the name of a device",
        ),
        pytest.param(
            {"ladder.yaml": branches("P", "p")},
            ("ladder.yaml:2:67: error p is not a track of the ladder (reference)",),
            id="a branch of no track",
        ),
        pytest.param(
            {"ladder.yaml": branches("P", "P")},
            ("ladder.yaml:2:67: error the track P branches from itself: P from P (reference)",),
            id="a branch of itself",
        ),
        pytest.param(
            {"ladder.yaml": branches("M", "P", branches("P", "M"))},
            (
                (
                    "ladder.yaml:2:67: error the track P branches from itself: P from M from P "
                    "(reference)"
                ),
                (
                    "ladder.yaml:3:81: error the track M branches from itself: M from P from M "
                    "(reference)"
                ),
            ),
            id="branches in a circle",
        ),
        pytest.param(
            {"families.yaml": changed(FAMILIES, "slug: goods", "slug: care")},
            ("families.yaml:3:12: error the slug 'care' is used twice (reference)",),
            id="a slug twice",
        ),
    ],
)
def test_without_its_three_files_there_is_no_canon(
    tmp_path: Path, changes: Changes, faults: tuple[str, ...]
) -> None:
    with pytest.raises(CanonError) as caught:
        loading.load(write_canon(tmp_path, changes))

    assert str(caught.value) == f"the canon {tmp_path} cannot be read"
    assert lines_of(caught.value.diagnostics, tmp_path) == faults


def test_a_warning_leaves_nothing_out(tmp_path: Path) -> None:
    canon = loading.load(write_canon(tmp_path, {"functions/nursing/old.yml": ""}))

    assert [fault.severity for fault in canon.diagnostics] == [Severity.WARNING]
    assert codes_of(canon) == ALL


def folder(path: Path) -> None:
    path.mkdir()


def dangling(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(folder, "this is not a regular file", id="folder"),
        pytest.param(os.mkfifo, "this is not a regular file", id="pipe"),
        pytest.param(dangling, ABSENT, id="dangling link"),
    ],
)
def test_what_is_named_as_a_focus_but_is_no_file(
    tmp_path: Path, make: Callable[[Path], None], message: str
) -> None:
    write_canon(tmp_path, {WARD_FILE: None})
    make(tmp_path / WARD_FILE)

    canon = loading.load(tmp_path)

    assert lines_of(canon.diagnostics, tmp_path) == (f"{WARD_FILE}:1:1: error {message} (syntax)",)
    assert codes_of(canon) == NO_WARD


def test_a_whole_number_is_an_int_however_it_is_written(tmp_path: Path) -> None:
    sound = loading.load(write_canon(tmp_path / "sound"))
    ward = changed(changed(WARD, "version: 2", "version: 2.0"), "low: 30000", "low: 30000.0")

    canon = loading.load(write_canon(tmp_path / "decimals", {WARD_FILE: ward}))

    # As text, for 2.0 equals 2.
    assert repr(canon.functions) == repr(sound.functions)


def test_a_diagnostic_is_short(tmp_path: Path) -> None:
    key = "x" * 100_000
    canon = loading.load(write_canon(tmp_path, {WARD_FILE: f"? '{key}'\n: 1\n"}))

    assert max(len(each.message) for each in canon.diagnostics) < 200


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
@pytest.mark.parametrize("mode", [0o000, 0o444], ids=["closed", "listed but not entered"])
def test_an_unreadable_folder_is_an_error(tmp_path: Path, mode: int) -> None:
    write_canon(tmp_path)
    functions = tmp_path / "functions"
    functions.chmod(mode)
    try:
        canon = loading.load(tmp_path)
    finally:
        functions.chmod(0o755)

    assert canon.diagnostics
    assert canon.foci == ()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Canon:
    return loading.load(write_canon(tmp_path_factory.mktemp("sound")))


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, len(WARD.encode())),
    st.integers(0, 200),
    st.binary(max_size=30) | st.text(st.characters(codec="utf-8"), max_size=30).map(str.encode),
)
@example(0, len(WARD.encode()), b"")
@example(0, 0, b"")
def test_a_spoiled_focus_spoils_no_other(sound: Canon, start: int, length: int, put: bytes) -> None:
    """A slice of the file's bytes becomes others, or none, or more."""
    data = WARD.encode()
    path = sound.root / WARD_FILE
    path.write_bytes(data[:start] + put + data[start + length :])

    canon = loading.load(sound.root)

    assert focus_of(canon, "CLINICNU5678") == focus_of(sound, "CLINICNU5678")
    assert focus_of(canon, "STOREKEEABCD") == focus_of(sound, "STOREKEEABCD")
    assert {fault.path for fault in canon.diagnostics} <= {str(path)}
    assert len(canon.foci) == (2 if canon.diagnostics else 3)


def test_a_family_with_a_word_of_an_unknown_level_is_reported(tmp_path: Path) -> None:
    word = "{words: [staff], level: P9, range: [P1, M7]}"
    families = changed(FAMILIES, "summary: Looks after people.", f"summary: x, titles: [{word}]")
    canon = loading.load(write_canon(tmp_path, {"families.yaml": families}))

    assert lines_of(canon.diagnostics, tmp_path) == (
        "families.yaml:2:75: error P9 is not a level of the ladder (reference)",
        "families.yaml:2:91: error M7 is not a level of the ladder (reference)",
    )
    assert len(canon.foci) == 3
