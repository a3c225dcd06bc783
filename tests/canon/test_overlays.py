"""An overlay is its base with what it changes, and each place is in the file that says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from levelctl import open_canon
from levelctl.cache.freshness import open_store
from levelctl.cache.refresh import CanonFiles
from levelctl.canon import package_data
from levelctl.canon.merging import Merger
from levelctl.canon.source import parse
from levelctl.errors import CanonError
from levelctl.lint.check import check
from overlays import WARD_FILE, fault_lines, overlay_of_small, read, rows_of, write_overlay
from program import run
from small import FILES, write_canon

Files = Mapping[str, str]

STATUSES = "expected one of: draft, in_review, approved, deprecated"
NO_NODE = "did not find expected node content while parsing a flow node"


def ward(root: Path) -> dict[str, Any]:
    return read(root).value_of(WARD_FILE) or {}


def test_an_empty_overlay_is_its_base(tmp_path: Path) -> None:
    root = overlay_of_small(tmp_path, {})

    assert rows_of(read(root)) == rows_of(read(tmp_path / "base"))
    assert rows_of(open_canon(root)) == rows_of(open_canon(root)) == rows_of(read(root))


def test_an_overlay_of_everything_is_a_copy(tmp_path: Path) -> None:
    others = {name: text.replace("small", "other") for name, text in FILES.items()}
    root = overlay_of_small(tmp_path, others)

    assert rows_of(read(root)) == rows_of(read(write_canon(tmp_path / "copy", others)))


def test_two_layers_are_as_one_of_both(tmp_path: Path) -> None:
    company = {WARD_FILE: "tools: {add: [Scale]}\nlevels: {P1: {confidence: 0.5}}\n"}
    country = {WARD_FILE: "levels: {P1: {confidence: 0.7}}\n", "ladder.yaml": "tracks: {}\n"}
    both = {
        WARD_FILE: "tools: {add: [Scale]}\nlevels: {P1: {confidence: 0.7}}\n",
        "ladder.yaml": "tracks: {}\n",
    }
    overlay_of_small(tmp_path, company)
    top = write_overlay(tmp_path / "country", country, "../company")
    one = write_overlay(tmp_path / "one", both)

    assert rows_of(read(top)) == rows_of(read(one))
    assert ward(top)["tools"] == ["Infusion pump", "Ward planner", "Scale"]
    assert ward(top)["levels"]["P1"]["confidence"] == 0.7


@pytest.mark.parametrize(
    ("text", "route", "value"),
    [
        pytest.param("name: Nurse\n", ("name",), "Nurse", id="a key replaces"),
        pytest.param("name: Nurse\n", ("code",), "WARDNURS1234", id="and leaves the others"),
        pytest.param("tools: [Scale]\n", ("tools",), ["Scale"], id="a list replaces"),
        pytest.param(
            "tools: {add: [Scale], remove: [Ward planner]}\n",
            ("tools",),
            ["Infusion pump", "Scale"],
            id="unless it adds and removes",
        ),
        pytest.param("skills: {remove: [Triage]}\n", ("skills",), [], id="by name"),
        pytest.param(
            "skills: {remove: [{name: Triage}]}\n", ("skills",), [], id="or by some of its keys"
        ),
        pytest.param(
            "aliases: {remove: [Charge Nurse]}\n", ("aliases",), ["Staff Nurse"], id="or title"
        ),
        pytest.param(
            "levels: {P2: {pay: {median: 41000}}}\n",
            ("levels", "P2", "pay"),
            {
                "currency": "EUR",
                "period": "year",
                "low": 30000,
                "median": 41000,
                "high": 50000,
                "basis": "survey",
            },
            id="a mapping merges",
        ),
        pytest.param("levels: {P2: {pay: }}\n", ("levels", "P2", "pay"), None, id="null removes"),
        pytest.param("levels: {P2: {hide: true}}\n", ("levels", "P2"), None, id="so does hide"),
        pytest.param(
            "levels: {P2: {hide: false}}\n", ("levels", "P2", "version"), 1, id="unless it is false"
        ),
    ],
)
def test_a_file_is_merged(tmp_path: Path, text: str, route: tuple[str, ...], value: object) -> None:
    root = overlay_of_small(tmp_path, {WARD_FILE: text})

    found: Any = ward(root)
    for key in route:
        found = found.get(key)
    assert found == value
    assert fault_lines(root) == []


def test_a_new_key_follows_the_one_before_it() -> None:
    below, over = (parse(text).top for text in ("a: 1\nb: 1\n", "x: 1\na: 2\ny: 1\nz: 1\n"))

    assert [*Merger().merge(below, over).value.items()] == [
        ("a", 2),
        ("y", 1),
        ("z", 1),
        ("b", 1),
        ("x", 1),
    ]


def test_a_renamed_level_is_renamed_wherever_the_base_names_it(tmp_path: Path) -> None:
    ladder = "levels:\n  L3: {is: P3, name: Senior}\n  L1: {is: P1}\n"
    root = overlay_of_small(tmp_path, {"ladder.yaml": ladder})
    canon = read(root)

    assert fault_lines(root) == []
    assert [level.code for level in canon.ladder.levels] == ["L1", "P2", "L3", "M1", "M2"]
    assert [level.rank for level in canon.ladder.levels] == [1, 2, 3, 3.5, 4]
    assert canon.ladder.levels[2].name == "Senior"
    assert canon.ladder.titles.assumed_range == ("L1", "L3")
    assert [word.level for word in canon.ladder.titles.words] == ["L1", None]
    focus = canon.focus("NURSIN", "WARDNURS1234")
    assert [str(each.code) for each in focus.profiles] == [
        f"NURSIN.WARDNURS1234.{level}" for level in ("L1", "P2", "L3")
    ]
    assert [alias.level for alias in focus.aliases] == [None, "L3"]


def test_the_old_code_of_a_level_is_not_known_here(tmp_path: Path) -> None:
    files = {
        "ladder.yaml": "levels: {L2: {is: P2}}\n",
        WARD_FILE: "levels: {P2: {status: draft, version: 1, region: global}}\n",
    }
    (fault,) = read(overlay_of_small(tmp_path, files)).diagnostics

    assert fault.message == "P2 is not a level of the ladder"
    assert fault.hint == "its name here is L2"


def test_levels_can_change_places(tmp_path: Path) -> None:
    root = overlay_of_small(tmp_path, {"ladder.yaml": "levels: {P1: {is: P2}, P2: {is: P1}}\n"})

    assert [(level.code, level.name) for level in read(root).ladder.levels][:2] == [
        ("P2", "Beginner"),
        ("P1", "Worker"),
    ]


def test_what_named_a_hidden_level_means_the_nearest_of_its_track(tmp_path: Path) -> None:
    root = overlay_of_small(tmp_path, {"ladder.yaml": "levels: {P1: {hide: true}}\n"})
    canon = read(root)

    assert fault_lines(root) == []
    assert [level.code for level in canon.ladder.levels] == ["P2", "P3", "M1", "M2"]
    assert canon.ladder.titles.numerals == {"I": "P2", "II": "P2"}
    focus = canon.focus("NURSIN", "WARDNURS1234")
    assert [each.code.level for each in focus.profiles] == ["P2", "P3"]


@pytest.mark.parametrize("gone", ["{hide: true}", ""])
@pytest.mark.parametrize("level", ["P1", "P2", "P3"])
def test_a_hidden_profile_takes_its_aliases_along(tmp_path: Path, level: str, gone: str) -> None:
    alias = "aliases: {add: [{title: Head of Ward, level: P2}, {title: Beginner, level: P1}]}\n"
    overlay_of_small(tmp_path, {WARD_FILE: alias})
    hidden = {WARD_FILE: f"levels: {{{level}: {gone}}}\n"}
    root = write_overlay(tmp_path / "country", hidden, "../company")
    aliases = [("Charge Nurse", "P3"), ("Head of Ward", "P2"), ("Beginner", "P1")]
    focus = read(root).focus("NURSIN", "WARDNURS1234")
    (told,) = check(canon=root, select=["hidden-level"]).diagnostics
    gone_alias = next(title for title, each in aliases if each == level)

    assert fault_lines(root) == []
    assert level not in [each.code.level for each in focus.profiles]
    assert [(each.title, each.level) for each in focus.aliases if each.level] == [
        each for each in aliases if each[1] != level
    ]
    assert told.message == f"{level} is taken away, and with it the alias '{gone_alias}'"


def test_an_own_alias_of_a_hidden_profile_is_an_error_of_the_overlay(tmp_path: Path) -> None:
    text = "aliases: {add: [{title: Head, level: P3}]}\nlevels: {P3: {hide: true}}\n"
    root = overlay_of_small(tmp_path, {WARD_FILE: text})

    assert fault_lines(root) == [
        f"company/{WARD_FILE}:1:38: error the focus has no level P3 (reference)"
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"ladder.yaml": "levels: {P3: {hide: true}}\n", WARD_FILE: "levels: {P2: {hide: true}}\n"},
        {"ladder.yaml": "levels: {P3: }\n"},
        {"ladder.yaml": "levels: {P1: , P2: , P3: }\n"},
    ],
)
def test_nothing_below_names_what_is_not_here(tmp_path: Path, files: Files) -> None:
    assert fault_lines(overlay_of_small(tmp_path, files)) == []


@pytest.mark.parametrize("gone", ["{hide: true}", ""])
def test_a_hidden_track_takes_its_levels_along(tmp_path: Path, gone: str) -> None:
    ladder = FILES["ladder.yaml"].replace(
        "manages: true}", "manages: true}\n  X: {name: X, summary: X., branches_from: P}"
    )
    ladder = ladder.replace("levels:\n", "levels:\n  X1: {track: X, name: X}\n", 1)
    write_canon(tmp_path / "base", {"ladder.yaml": ladder})
    root = write_overlay(tmp_path / "company", {"ladder.yaml": f"tracks: {{P: {gone}}}\n"})
    canon = read(root)
    told = check(canon=root, select=["hidden-level"]).diagnostics

    assert fault_lines(root) == []
    assert [level.code for level in canon.ladder.levels] == ["X1", "M1", "M2"]
    assert [(track.code, track.branches_from) for track in canon.ladder.tracks] == [
        ("M", None),
        ("X", None),
    ]
    assert [str(each.code) for focus in canon.foci for each in focus.profiles] == [
        "NURSIN.CLINICNU5678.M1"
    ]
    assert {(Path(fault.path).parent.name, fault.span.line) for fault in told} == {("company", 1)}


def test_a_level_can_leave_a_hidden_track(tmp_path: Path) -> None:
    text = "tracks: {M: {hide: true}}\nlevels: {M1: {track: P, rank: 5}}\n"
    root = overlay_of_small(tmp_path, {"ladder.yaml": text})
    tracks = [(level.code, level.track) for level in read(root).ladder.levels]

    assert fault_lines(root) == []
    assert tracks == [("P1", "P"), ("P2", "P"), ("P3", "P"), ("M1", "P")]


@pytest.mark.long
def test_the_reference_can_do_without_each_track(tmp_path: Path) -> None:
    for track in read(package_data.CANON).ladder.tracks:
        ladder = f"tracks: {{{track.code}: {{hide: true}}}}\n"
        files = {"canon.yaml": "name: x\n", "ladder.yaml": ladder}
        root = write_overlay(tmp_path / track.code, files, "reference")

        assert read(root).diagnostics == ()


@pytest.mark.parametrize("own", ["[junior]", "[junior, lead]"])
def test_title_words_of_a_family_go_with_their_level(tmp_path: Path, own: str) -> None:
    words = {"[junior]": "[{words: [junior], level: M1}]"}
    titles = words.get(own, "[{words: [junior], level: M1}, {words: [lead], level: P1}]")
    families = FILES["families.yaml"].replace(
        "summary: Looks after people.}", f"summary: Looks after people., titles: {titles}}}"
    )
    write_canon(tmp_path / "base", {"families.yaml": families})
    hidden = "levels: {M1: {hide: true}, M2: {hide: true}}\n"
    root = write_overlay(tmp_path / "company", {"ladder.yaml": hidden})
    (family, *_) = (read(root).value_of("families.yaml") or {})["families"]

    assert fault_lines(root) == []
    left = [word["words"] for word in family.get("titles", ())]
    assert left == ([["lead"]] if "lead" in own else [])


def test_an_alias_goes_if_its_focus_has_no_nearest_level(tmp_path: Path) -> None:
    clinic = FILES["functions/nursing/clinic-nurse.yaml"] + "aliases: [{title: Lead, level: M1}]\n"
    write_canon(tmp_path / "base", {"functions/nursing/clinic-nurse.yaml": clinic})
    root = write_overlay(tmp_path / "company", {"ladder.yaml": "levels: {M1: {hide: true}}\n"})

    assert read(root).focus("NURSIN", "CLINICNU5678").aliases == ()
    assert fault_lines(root) == []


@pytest.mark.parametrize("path", ["canon.yaml", "ladder.yaml", "families.yaml"])
def test_what_every_canon_has_cannot_be_taken_away(tmp_path: Path, path: str) -> None:
    root = overlay_of_small(tmp_path, {path: "hide: true\n"})

    with pytest.raises(CanonError) as caught:
        read(root)
    (only,) = caught.value.diagnostics
    assert only.message == f"{path} cannot be taken away: every canon has one"
    assert only.path == (root / path).as_posix()
    assert run("rebase", "--canon", str(root)).code == 3


@pytest.mark.parametrize("path", ["words.yaml", "titles.yaml", "themes.yaml", "skills.yaml"])
def test_what_a_canon_can_have_can_be_taken_away(tmp_path: Path, path: str) -> None:
    texts = {
        "words.yaml": "vague: []\n",
        "titles.yaml": "grades: []\n",
        "skills.yaml": "skills: {}\n",
    }
    write_canon(tmp_path / "base", {path: texts.get(path, "themes: {}\n")})
    root = write_overlay(tmp_path / "company", {path: "hide: true\n"})

    assert read(root).value_of(path) is None
    assert fault_lines(root) == []


def test_a_new_level_stands_between_its_neighbors(tmp_path: Path) -> None:
    levels = (
        "levels:\n"
        "  P2: {name: Worker}\n"
        "  P2a: {track: P, name: Skilled}\n"
        "  P2b: {track: P, name: Very Skilled}\n"
        "  P3: {name: Expert}\n"
        "  P4: {track: P, name: Master}\n"
        "  X1: {track: P, name: Own, rank: 9}\n"
    )
    for ranked in (True, False):
        text = FILES["ladder.yaml"]
        text = text if ranked else re.sub(r"    rank: .*\n", "", text)
        write_canon(tmp_path / f"base{ranked}", {"ladder.yaml": text})
        root = write_overlay(
            tmp_path / f"company{ranked}", {"ladder.yaml": levels}, f"../base{ranked}"
        )
        found = {level.code: level.rank for level in read(root).ladder.levels if level.track == "P"}

        assert found == pytest.approx(
            {"P1": 1, "P2": 2, "P2a": 2 + 1 / 3, "P2b": 2 + 2 / 3, "P3": 3, "P4": 6, "X1": 9}
        )


def test_a_track_of_ones_own_counts_from_one(tmp_path: Path) -> None:
    levels = "levels: {T1: {track: T, name: A}, T2: {track: T, name: B}}\n"
    ladder = "tracks: {T: {name: T, summary: T.}}\n" + levels
    ranks = {
        level.code: level.rank
        for level in read(overlay_of_small(tmp_path, {"ladder.yaml": ladder})).ladder.levels
    }

    assert (ranks["T1"], ranks["T2"], ranks["P2"]) == (1, 2, 2)


@pytest.mark.parametrize(
    ("pay", "left"),
    [
        ("{median: 41000}", {}),
        ("{source: Our survey}", {"source": "Our survey"}),
        ("{median: 41000, method: Ours}", {"method": "Ours"}),
        ("{basis: survey, source: Survey}", {"source": "Survey", "method": "Theirs"}),
    ],
)
def test_other_figures_have_another_provenance(tmp_path: Path, pay: str, left: object) -> None:
    ward = FILES[WARD_FILE].replace(
        "basis: survey}", "basis: survey, source: Survey, method: Theirs}"
    )
    write_canon(tmp_path / "base", {WARD_FILE: ward})
    text = f"levels: {{P2: {{pay: {pay}}}}}\n"
    found = ward_pay(write_overlay(tmp_path / "company", {WARD_FILE: text}))

    assert {key: found[key] for key in ("source", "method") if key in found} == left


def ward_pay(root: Path) -> dict[str, Any]:
    pay: dict[str, Any] = ward(root)["levels"]["P2"]["pay"]
    return pay


def test_a_hidden_level_leaves_the_ranks_of_others(tmp_path: Path) -> None:
    ladder = re.sub(r"    rank: .*\n", "", FILES["ladder.yaml"])
    write_canon(tmp_path / "base", {"ladder.yaml": ladder})
    root = write_overlay(tmp_path / "company", {"ladder.yaml": "levels: {P2: {hide: true}}\n"})

    assert [(level.code, level.rank) for level in read(root).ladder.levels] == [
        ("P1", 1),
        ("P3", 3),
        ("M1", 1),
        ("M2", 2),
    ]


def test_grades_and_themes_follow_the_levels(tmp_path: Path) -> None:
    theme = "themes:\n  craft: {name: Craft, responsibilities: {P2: [Mends.], P3: [Builds.]}}\n"
    titles = "grades:\n  - {codes: [g-2], level: P2}\n  - {codes: [g-9], level: M1}\n"
    write_canon(tmp_path / "base", {"themes.yaml": theme, "titles.yaml": titles})
    levels = "levels: {L2: {is: P2}, P3: {hide: true}, M1: {hide: true}, M2: {hide: true}}\n"
    root = write_overlay(tmp_path / "company", {"ladder.yaml": levels})
    canon = read(root)

    assert (canon.value_of("titles.yaml") or {})["grades"] == [{"codes": ["g-2"], "level": "L2"}]
    themes = (canon.value_of("themes.yaml") or {})["themes"]
    assert themes["craft"]["responsibilities"] == {"L2": ["Mends."]}


def test_a_track_without_levels_has_no_title_words(tmp_path: Path) -> None:
    changed = FILES["ladder.yaml"].replace(
        "{words: [fellow]", "{words: [chief], level: M2}\n    - {words: [fellow]"
    )
    write_canon(tmp_path / "base", {"ladder.yaml": changed})
    hidden = "levels: {M1: {hide: true}, M2: {hide: true}}\n"
    root = write_overlay(tmp_path / "company", {"ladder.yaml": hidden})
    word = read(root).ladder.titles.words[1]

    assert (word.level, word.note) == (None, "the level that it means is not on this ladder")


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"functions/storage/function.yaml": "hide: true\n"}, id="a function"),
        pytest.param(
            {
                "functions/storage/storekeeper.yaml": "hide: true\n",
                "functions/storage/function.yaml": "hide: true\n",
            },
            id="and its focus",
        ),
    ],
)
def test_a_hidden_function_is_gone(tmp_path: Path, files: Files) -> None:
    root = overlay_of_small(tmp_path, files)

    assert [function.code for function in read(root).functions] == ["NURSIN"]
    assert fault_lines(root) == []


def test_a_hidden_focus_is_gone(tmp_path: Path) -> None:
    root = overlay_of_small(tmp_path, {WARD_FILE: "hide: true\n"})
    codes = [focus.code for focus in read(root).foci]

    assert codes == ["CLINICNU5678", "STOREKEEABCD"]
    assert [focus.code for focus in open_canon(root).foci] == codes
    assert [focus.code for focus in open_canon(root).foci] == codes


@pytest.mark.parametrize(
    ("files", "faults"),
    [
        pytest.param(
            {WARD_FILE: "levels:\n  P2:\n    status: perhaps\n"},
            [f"company/{WARD_FILE}:3:13: error status is 'perhaps'; {STATUSES} (schema)"],
            id="the overlay's value",
        ),
        pytest.param(
            {"families.yaml": "families: {remove: [goods]}\n"},
            ["base/functions/storage/function.yaml:3:9: error 'goods' is not a family (reference)"],
            id="what the base refers to",
        ),
        pytest.param(
            {WARD_FILE: "sumary: x\nname: Ward Nurse\n"},
            [f"company/{WARD_FILE}:1:1: error unknown key 'sumary' (unknown-key)"],
            id="an unknown key",
        ),
        pytest.param(
            {WARD_FILE: "name: {\n"},
            [f"company/{WARD_FILE}:2:1: error {NO_NODE} (syntax)"],
            id="no YAML",
        ),
    ],
)
def test_a_fault_has_its_place_in_its_file(tmp_path: Path, files: Files, faults: object) -> None:
    assert fault_lines(overlay_of_small(tmp_path, files)) == faults


@pytest.mark.parametrize(
    ("levels", "fault"),
    [
        ("L5: {is: P9}", "1:19: error P9 is not a level of the canon below; is expects the code"),
        ("P2: {is: P1}", "1:19: error P2 is a level of the canon below; rename or choose"),
        ("L1: {is: P1}, L2: {is: P1}", "1:33: error P1 is L1 already; one level cannot be two"),
        ("L1: {is: P1, hide: true}", "1:19: error L1 is taken away here, too; a level cannot"),
        ("P1: {hide: true}, L1: {is: P1}", "1:37: error P1 is taken away here; a level cannot"),
    ],
)
def test_a_level_that_cannot_be_renamed(tmp_path: Path, levels: str, fault: str) -> None:
    root = overlay_of_small(tmp_path, {"ladder.yaml": f"levels: {{{levels}}}\n"})

    with pytest.raises(CanonError) as caught:
        read(root)
    assert str(caught.value.diagnostics[0]).startswith(f"{root.as_posix()}/ladder.yaml:{fault}")


@pytest.mark.parametrize(
    ("extends", "fault"),
    [
        ("../nowhere", "there is no canon at {0}/nowhere: it has no canon.yaml"),
        ("../company", "the canons extend one another in a circle: {0}/company → {0}/company"),
        ("[1]", "extends names no canon"),
    ],
)
def test_a_base_that_cannot_be_found(tmp_path: Path, extends: str, fault: str) -> None:
    root = write_overlay(tmp_path / "company", {}, extends)

    with pytest.raises(CanonError) as caught:
        read(root)
    (only,) = caught.value.diagnostics
    assert (only.message, only.span.line, only.span.column) == (fault.format(tmp_path), 1, 10)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("extends: {\n", "2:1: error did not find expected node content"),
        ("extends: 7\n", "1:10: error extends names no canon (schema)"),
        ("extends: {edition: x}\n", "1:10: error extends names no canon (schema)"),
        ("extends: ''\n", "1:10: error extends names no canon (schema)"),
        ('extends: "a\\0b"\n', "1:10: error extends names no canon (schema)"),
    ],
)
def test_a_canon_file_that_does_not_say_what_it_extends(
    tmp_path: Path, text: str, fault: str
) -> None:
    (tmp_path / "canon.yaml").write_text(text, "utf-8")

    with pytest.raises(CanonError) as caught:
        read(tmp_path)
    (only,) = caught.value.diagnostics
    assert str(only).startswith(f"{tmp_path}/canon.yaml:{fault}")


def test_a_fault_of_the_base_is_told_once_at_its_place(tmp_path: Path) -> None:
    write_canon(tmp_path / "base", {"canon.yaml": "extends: {\n"})
    root = write_overlay(tmp_path / "company", {})

    with pytest.raises(CanonError) as caught:
        read(root)
    assert [fault.path for fault in caught.value.diagnostics] == [f"{tmp_path}/base/canon.yaml"]


def test_what_is_not_read_is_told_where_it_is(tmp_path: Path) -> None:
    write_canon(tmp_path / "base", {"functions/nursing/old.yml": ""})
    root = write_overlay(tmp_path / "company", {"functions/nursing/new.yml": ""})

    message = "the file is not read: its name ends in .yml (file-name)"
    assert fault_lines(root) == [f"company/functions/nursing/new.yml:1:1: warning {message}"]


def test_a_key_twice_is_told_in_either_layer(tmp_path: Path) -> None:
    ward = FILES[WARD_FILE] + "name: Again\n"
    write_canon(tmp_path / "base", {WARD_FILE: ward})
    root = write_overlay(tmp_path / "company", {WARD_FILE: "name: Nurse\nname: Other\n"})

    assert [line.partition(": ")[0] for line in fault_lines(root)] == [
        f"base/{WARD_FILE}:{ward.count(chr(10))}:1",
        f"company/{WARD_FILE}:2:1",
    ]


def test_comments_silence_findings_of_their_own_file(tmp_path: Path) -> None:
    text = "name: Ward Nurse # levelctl: ignore[override-same] it must stay\n"
    root = overlay_of_small(tmp_path, {WARD_FILE: text})

    assert check(canon=root, select=["overlay"]).diagnostics == ()
    assert check(canon=root, select=["silence"]).diagnostics == ()


def test_a_long_circle_is_told_with_its_path(tmp_path: Path) -> None:
    for name, base in (("a", "b"), ("b", "c"), ("c", "b")):
        write_overlay(tmp_path / name, {}, f"../{base}")

    with pytest.raises(CanonError) as caught:
        read(tmp_path / "a")
    (only,) = caught.value.diagnostics
    assert only.path == (tmp_path / "c/canon.yaml").as_posix()
    assert only.message.endswith(f"{tmp_path}/b → {tmp_path}/c → {tmp_path}/b")


def test_there_are_at_most_four_overlays(tmp_path: Path) -> None:
    write_canon(tmp_path / "base")
    for number, base in enumerate(("base", "0", "1", "2", "3")):
        write_overlay(tmp_path / str(number), {}, f"../{base}")

    assert read(tmp_path / "3").ladder.levels
    with pytest.raises(CanonError) as caught:
        read(tmp_path / "4")
    assert (
        caught.value.diagnostics[0].message
        == "there are more than 4 overlays on top of one another"
    )


def test_a_base_can_be_named_from_the_top_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write_canon(tmp_path / "base")
    root = write_overlay(tmp_path / "deep/down/company", {}, ":/base")

    assert rows_of(read(root)) == rows_of(read(tmp_path / "base"))


def test_a_change_of_any_layer_is_noticed(tmp_path: Path) -> None:
    root = overlay_of_small(tmp_path, {WARD_FILE: "tools: [Scale]\n"})
    seen = []
    for path, old, new in (
        (tmp_path / "base" / WARD_FILE, "Ward Nurse", "Nurse of a Ward"),
        (root / WARD_FILE, "Scale", "Meter"),
        (tmp_path / "base/ladder.yaml", "name: Expert", "name: Master"),
        (root / "canon.yaml", "extends: ../base", "name: Ours\nextends: ../base"),
    ):
        open_canon(root)
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        canon = open_canon(root)
        focus = canon.focus("NURSIN", "WARDNURS1234")
        names = [focus.name, *focus.tools, canon.ladder.levels[2].name, canon.settings.name]
        assert rows_of(canon) == rows_of(read(root))
        seen.append(names)

    assert seen[-1] == ["Nurse of a Ward", "Meter", "Master", "Ours"]


def test_a_warm_answer_reads_one_store_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("levelctl.cache.freshness.MTIME_GRANULARITY", -(10**12))
    root = overlay_of_small(tmp_path, {WARD_FILE: "tools: [Scale]\n"})
    first = rows_of(open_canon(root))
    monkeypatch.delattr("levelctl.cache.refresh.refresh")

    assert rows_of(open_canon(root)) == first


def test_a_canon_named_in_another_way_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = overlay_of_small(tmp_path, {WARD_FILE: "tools: [Scale]\n"})
    open_canon(root)
    (root / WARD_FILE).write_text("tools: [Meter]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    store, _ = open_store(Path("company")) or (None, None)

    assert CanonFiles(Path("company"), store).changed == [WARD_FILE]


def test_another_base_is_noticed(tmp_path: Path) -> None:
    root = overlay_of_small(tmp_path, {})
    write_canon(tmp_path / "second", {"functions/storage/storekeeper.yaml": None})
    open_canon(root)
    (root / "canon.yaml").write_text("extends: ../second\n", "utf-8")

    assert rows_of(open_canon(root)) == rows_of(read(tmp_path / "second"))
