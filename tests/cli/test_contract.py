"""The command line's contract: exit codes, which canon, references, streams and formats."""

from __future__ import annotations

import csv
import json
import re
import shlex
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from commands import TRIED, each, own
from program import Answer, run
from small import CLINIC, WARD, write_canon

BROKEN = WARD.replace("status: in_review", "status: wrong")
"""The ward nurse's file with an error at line 14, column 13."""

Changes = dict[str, str | bytes | None]

CANONS: dict[str, Changes] = {
    "small": {},
    "twins": {"functions/nursing/clinic-nurse.yaml": CLINIC.replace("Clinic Nurse", "Ward Nurse")},
    "broken": {"functions/nursing/ward-nurse.yaml": BROKEN},
    "headless": {"ladder.yaml": None},
    "latin": {"families.yaml": "families: [é]".encode("latin-1")},
}

FAULT = (
    "{canon}/functions/nursing/ward-nurse.yaml:14:13: error status is 'wrong'; expected * "
    "(schema)\n"
)
LACKS = "levelctl: errors in the canon may make this answer incomplete\n"
UNKNOWN = "levelctl: {0!r} is not in the canon\nhint: did you mean {1}?\n"
USAGE = "levelctl: {0}\nhint: levelctl{1} --help shows the usage\n"
FOCUS = (
    "hint: for the responsibilities, guidelines and pay of a role: levelctl diff {0} --in FOCUS\n"
)


@pytest.fixture(scope="module")
def canons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with each of `CANONS` under its name."""
    folder = tmp_path_factory.mktemp("canons")
    for name, changes in CANONS.items():
        write_canon(folder / name, changes)
    return folder


@pytest.mark.parametrize(
    ("canon", "line", "code", "err"),
    [
        # Answered.
        pytest.param("small", "show WARDNURS1234.P2", 0, "", id="show"),
        pytest.param("small", "list", 0, "", id="list"),
        pytest.param("small", "rubric", 0, "", id="rubric"),
        pytest.param("small", "diff P1 P2 --in WARDNURS1234", 0, "", id="diff"),
        pytest.param("small", "diff P1 P2", 0, FOCUS.format("P1 P2"), id="diff of levels"),
        pytest.param("small", "diff P1 P2 -q", 0, "", id="diff, quiet"),
        pytest.param("small", "diff P1 P2 -f json", 0, "", id="diff of levels for a program"),
        # The answer is no.
        pytest.param("small", "diff P1 P2 -q --exit-code", 1, "", id="differences"),
        pytest.param("small", "diff P2 P2 -q --exit-code", 0, "", id="no differences"),
        pytest.param("small", "diff P1 P2 -q --exit-code -f json", 1, "", id="differences as JSON"),
        pytest.param(
            "small", "diff WARDNURS1234.P1 P2 --only pay --exit-code", 1, "", id="pay differs"
        ),
        pytest.param(
            "small", "diff WARDNURS1234.P1 P3 --only pay --exit-code", 0, "", id="pay is the same"
        ),
        # The request is wrong: usage.
        pytest.param(
            "small", "--nope", 2, USAGE.format("No such option: --nope*", ""), id="option"
        ),
        pytest.param(
            "small",
            "shwo P2",
            2,
            USAGE.format("No such command 'shwo'. Did you mean 'show'?", ""),
            id="unknown command",
        ),
        pytest.param(
            "small",
            "frobnicate",
            2,
            USAGE.format("No such command 'frobnicate'.", ""),
            id="no near",
        ),
        pytest.param(
            "small", "show", 2, USAGE.format("Missing argument 'REF'.", " show"), id="no REF"
        ),
        # The request is wrong: what it names.
        pytest.param(
            "small",
            "show WARDNURS1235.P2",
            2,
            UNKNOWN.format("WARDNURS1235.P2", "*NURSIN.WARDNURS1234.P2*"),
            id="unknown code",
        ),
        pytest.param(
            "small",
            "rubric ward nurze",
            2,
            UNKNOWN.format("ward nurze", "Ward Nurse*"),
            id="unknown name",
        ),
        pytest.param(
            "small",
            "diff P1 P2 --in storkeeper",
            2,
            UNKNOWN.format("storkeeper", "Storekeeper*"),
            id="unknown focus",
        ),
        pytest.param(
            "small",
            "list --track X",
            2,
            "levelctl: 'X' is not a track\nhint: choose one of: P, M\n",
            id="unknown track",
        ),
        pytest.param(
            "small",
            "show WARDNURS1234.P2 -s nope",
            2,
            "levelctl: NURSIN.WARDNURS1234.P2 has no section 'nope'\nhint: its sections are: *\n",
            id="unknown section",
        ),
        pytest.param(
            "twins",
            "show ward nurse",
            2,
            (
                "levelctl: 'ward nurse' is ambiguous: it has 2 matches\nhint: choose one of: "
                "NURSIN.CLINICNU5678, NURSIN.WARDNURS1234\n"
            ),
            id="ambiguous name",
        ),
        pytest.param(
            "twins",
            "show ward nurse P2",
            2,
            (
                "levelctl: 'ward nurse P2' is ambiguous: it has 2 matches\nhint: choose one of: "
                "NURSIN.CLINICNU5678.P2, NURSIN.WARDNURS1234.P2\n"
            ),
            id="ambiguous name with a level",
        ),
        pytest.param("twins", "show ward nurse M1", 0, "", id="only one has the level"),
        # The canon cannot be read.
        pytest.param(
            "missing",
            "list",
            3,
            (
                "levelctl: {canon} is not a canon: it has no canon.yaml\nhint: set --canon to the "
                "folder that contains canon.yaml\n"
            ),
            id="no such folder",
        ),
        pytest.param(
            "headless",
            "show P2",
            3,
            (
                "{canon}/ladder.yaml:1:1: error the file cannot be read: No such file or "
                "directory (syntax)\nlevelctl: the canon {canon} cannot be read\n"
            ),
            id="no ladder",
        ),
        pytest.param(
            "latin",
            "list -q",
            3,
            "{canon}/families.yaml:1:12: error the byte 0xE9 is not UTF-8 (syntax)\n"
            "  hint: save the file as UTF-8\n"
            "levelctl: the canon {canon} cannot be read\n",
            id="not UTF-8",
        ),
        # A part of the canon cannot be read.
        pytest.param("broken", "show CLINICNU5678.P2", 0, FAULT, id="a healthy profile"),
        pytest.param("broken", "show CLINICNU5678.P2 -q", 0, "", id="a healthy profile, quiet"),
        pytest.param(
            "broken",
            "show WARDNURS1234.P2",
            3,
            FAULT
            + (
                "levelctl: 'WARDNURS1234.P2' is not found, but errors in the canon may "
                "hide it\nhint: *\n"
            ),
            id="what the fault hides",
        ),
        pytest.param("broken", "show P2", 3, FAULT + LACKS, id="a level's profiles"),
        pytest.param("broken", "list", 3, FAULT + LACKS, id="list what there is"),
        pytest.param("broken", "list -q", 3, LACKS, id="list what there is, quiet"),
    ],
)
def test_exit_code(canons: Path, canon: str, line: str, code: int, err: str) -> None:
    folder = canons / canon
    answer = run("--canon", str(folder), *shlex.split(line))

    pattern = err.replace("{canon}", str(folder))
    assert answer.code == code, answer.err
    assert fnmatchcase(answer.err, pattern), answer.err
    assert answer.err.count("\n") == pattern.count("\n")
    assert bool(answer.out) is (code in (0, 1) or LACKS in err)


# Every command: what it is asked wrong, and the canon that it cannot read.


def _refused(*arguments: str) -> tuple[int, str]:
    """Return the exit code and the error with which *arguments* are refused."""
    answer = run(*arguments)
    assert answer.out == ""
    return answer.code, answer.err


def test_a_bad_option() -> None:
    assert each(lambda name, _: _refused(name, "--xyzzy")) == {
        name: (2, USAGE.format("No such option: --xyzzy", f" {name}")) for name in TRIED
    }


def test_an_unknown_format() -> None:
    without = {"completion", "help"}
    got = each(lambda name, _: _refused(*TRIED[name].line.split(), "-f", "jsn"))

    told = {name: (code, err.split("\n", 1)[0][:50]) for name, (code, err) in got.items()}
    assert told == {
        name: (2, "levelctl: No such option: -f")
        if name in without
        else (2, "levelctl: Invalid value for '--format' / '-f': 'jsn' is"[:50])
        for name in TRIED
    }
    hints = {name: err.split("\n")[-2] for name, (_, err) in got.items() if name not in without}
    assert {*hints.values()} == {"hint: did you mean json?"}


def test_an_unknown_thing(small: Path) -> None:
    got = each(lambda name, _: _refused(*TRIED[name].unknown.split(), "--canon", str(small)))

    assert {name: code for name, (code, _) in got.items()} == dict.fromkeys(TRIED, 2)
    named = {name: tried.unknown.split() for name, tried in TRIED.items()}
    assert [name for name, (_, err) in got.items() if not _names(err, named[name])] == []
    assert [name for name, (_, err) in got.items() if err.count("\n") != 2] == []
    assert [name for name, (_, err) in got.items() if "\nhint: " not in err] == []


def _names(err: str, words: Sequence[str]) -> bool:
    """Return whether the first line of an error quotes a word of the request."""
    return any(f"{word!r}" in err.split("\n", 1)[0] for word in words)


def test_a_canon_that_is_none(canons: Path) -> None:
    missing = str(canons / "missing")

    def ask(name: str, place: Path) -> tuple[int, str]:
        line = TRIED[name].unknown if name == "new" else TRIED[name].line
        answer = run(*line.split(), "-q", "--canon", missing, cwd=place, env=own(place))
        return answer.code, answer.err

    err = f"levelctl: {missing} is not a canon: it has no canon.yaml\n"
    hint = "hint: set --canon to the folder that contains canon.yaml\n"
    assert each(ask) == {
        name: (3, err + hint) if tried.reads else (0, "") for name, tried in TRIED.items()
    }


def test_a_canon_that_cannot_be_read(canons: Path) -> None:
    """Check finds such errors itself, and cache describes a store, not its content."""
    folder = str(canons / "headless")

    def ask(name: str, place: Path) -> tuple[int, bool]:
        line = TRIED[name].unknown if name == "new" else TRIED[name].line
        answer = run(*line.split(), "--canon", folder, cwd=place, env=own(place))
        return answer.code, f"levelctl: the canon {folder} cannot be read\n" in answer.err

    others = {name: (0, False) for name, tried in TRIED.items() if not tried.reads}
    assert each(ask) == {
        **dict.fromkeys(TRIED, (3, True)),
        **others,
        "check": (1, False),
        "cache": (0, False),
    }


def test_list_prints_what_is_left_after_an_error(canons: Path) -> None:
    answer = run("list", "--canon", str(canons / "broken"))

    codes = [row.split("\t")[0] for row in answer.out.splitlines()]
    assert codes == ["NURSIN.CLINICNU5678.P2", "NURSIN.CLINICNU5678.M1", "STORAG.STOREKEEABCD.P2"]


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["--help"], ["-h"], ["show", "-h"], ["list", "--help"]],
    ids=" ".join,
)
def test_help_and_version_are_answers(arguments: list[str]) -> None:
    answer = run(*arguments)

    start = "levelctl " if arguments == ["--version"] else "Usage: levelctl "
    assert (answer.code, answer.err, answer.out[: len(start)]) == (0, "", start)


@pytest.mark.parametrize(
    ("line", "env", "cwd", "name"),
    [
        pytest.param("--canon {0} list", {}, "/", "first", id="option before the command"),
        pytest.param("list --canon {0}", {}, "/", "first", id="option after the command"),
        pytest.param("--canon {1} list --canon {0}", {}, "/", "first", id="the last option"),
        pytest.param("list --canon {0}/canon.yaml", {}, "/", "first", id="the file itself"),
        pytest.param("list", {"LEVELCTL_CANON": "{0}"}, "/", "first", id="LEVELCTL_CANON"),
        pytest.param("list", {}, "{0}/functions/nursing", "first", id="the nearest upward"),
        pytest.param("list --canon .", {}, "{0}", "first", id="a relative path"),
        pytest.param("list", {}, "/", "levelctl reference canon", id="the reference"),
        pytest.param(
            "list --canon {0}", {"LEVELCTL_CANON": "{1}"}, "{1}", "first", id="option over variable"
        ),
        pytest.param("list", {"LEVELCTL_CANON": "{0}"}, "{1}", "first", id="variable over folder"),
        pytest.param("list", {"LEVELCTL_CANON": ""}, "{0}", "first", id="an empty variable"),
    ],
)
def test_which_canon(tmp_path: Path, line: str, env: dict[str, str], cwd: str, name: str) -> None:
    folders = [
        write_canon(tmp_path / name, {"canon.yaml": _canon_named(name)})
        for name in ("first", "second")
    ]
    filled = {key: value.format(*folders) for key, value in env.items()}
    answer = run(*line.format(*folders).split(), "-f", "json", env=filled, cwd=cwd.format(*folders))

    assert (answer.err, json.loads(answer.out)["canon"]) == ("", name)


def _canon_named(name: str) -> str:
    from small import CANON

    return CANON.replace("name: small canon", f"name: {name}")


@pytest.mark.parametrize(
    ("line", "env", "codes"),
    [
        pytest.param("P1 P2", {}, ["P1", "P2"], id="levels"),
        pytest.param("P1 P2 --in WARDNURS1234", {}, ["ward P1", "ward P2"], id="--in"),
        pytest.param(
            "P1 P2", {"LEVELCTL_FOCUS": "ward nurse"}, ["ward P1", "ward P2"], id="variable"
        ),
        pytest.param(
            "P2 M1 --in CLINICNU5678",
            {"LEVELCTL_FOCUS": "ward nurse"},
            ["clinic P2", "clinic M1"],
            id="--in over the variable",
        ),
        pytest.param("P1 P2", {"LEVELCTL_FOCUS": ""}, ["P1", "P2"], id="an empty variable"),
    ],
)
def test_which_focus(small: Path, line: str, env: dict[str, str], codes: list[str]) -> None:
    answer = run("diff", *line.split(), "-f", "json", "--canon", str(small), env=env)

    foci = {"ward": "NURSIN.WARDNURS1234", "clinic": "NURSIN.CLINICNU5678"}
    expected = [".".join(foci.get(part, part) for part in code.split()) for code in codes]
    assert (answer.err, [side["code"] for side in json.loads(answer.out)["sides"]]) == (
        "",
        expected,
    )


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        pytest.param("TECHNI2.TECHNICAF44E.P2", "TECHNI2.TECHNICAF44E.P2", id="code"),
        pytest.param("techni2.technicaf44e.p2", "TECHNI2.TECHNICAF44E.P2", id="lower case"),
        pytest.param("TECHNICAF44E.P2", "TECHNI2.TECHNICAF44E.P2", id="focus and level"),
        pytest.param("TECHNICAF44E P2", "TECHNI2.TECHNICAF44E.P2", id="with a space"),
        pytest.param("TECHNICAF44E", "TECHNI2.TECHNICAF44E", id="focus"),
        pytest.param("TECHNI2", "TECHNI2", id="function"),
        pytest.param("P2", "P2", id="level"),
        pytest.param("'technical product manager'", "TECHNI2.TECHNICAF44E", id="name"),
        pytest.param("technical product manager p2", "TECHNI2.TECHNICAF44E.P2", id="several words"),
        pytest.param("tech pm", "TECHNI2.TECHNICAF44E", id="alias"),
        pytest.param("'Tech PM' P3", "TECHNI2.TECHNICAF44E.P3", id="alias and level"),
        pytest.param("platform product owner", "TECHNI2.TECHNICAF44E.P3", id="alias of a level"),
        pytest.param("product", "product", id="family"),
    ],
)
def test_reference(reference: str, code: str) -> None:
    answer = run("show", *shlex.split(reference), "-f", "json")

    assert (answer.err, json.loads(answer.out)["code"]) == ("", code)


def _json(text: str) -> None:
    document = json.loads(text)
    assert re.fullmatch(r"levelctl\.(show|list|diff|rubric)/1", document["schema"])
    assert text.isascii()
    assert next(iter(document)) == "schema"


def _markdown(text: str) -> None:
    assert text.startswith("# ")
    assert "\n\n\n" not in text


def _csv(text: str) -> None:
    _table(list(csv.reader(text.splitlines(), strict=True)))


def _tsv(text: str) -> None:
    _table([row.split("\t") for row in text.splitlines()])


def _table(rows: Sequence[Sequence[str]]) -> None:
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


def _text(text: str) -> None:
    assert text.strip()


READERS = {"json": _json, "markdown": _markdown, "csv": _csv, "tsv": _tsv, "text": _text}

PAGES = ("text", "json", "markdown")
TABLES = (*PAGES, "csv", "tsv")


@pytest.mark.parametrize(
    ("line", "form"),
    [
        pytest.param(line, form, id=f"{line} as {form}")
        for line, forms in (
            ("show TECHNI2.TECHNICAF44E.P2", PAGES),
            ("diff P2 P4 --in TECHNICAF44E", TABLES),
            ("rubric TECHNICAF44E", TABLES),
            ("list", TABLES),
        )
        for form in forms
    ],
)
def test_format(line: str, form: str) -> None:
    answer = run(*line.split(), "-f", form)

    assert answer == Answer(0, answer.out, "")
    assert answer.out.endswith("\n")
    READERS[form](answer.out)


def test_a_page_has_no_rows() -> None:
    answer = run("show", "P2", "--format", "csv")

    assert (answer.code, answer.out) == (2, "")
    assert "'csv' is not one of 'text', 'json', 'markdown'" in answer.err


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_a_list_of_nothing_says_so_beside_the_answer(small: Path, form: str) -> None:
    line = ("--canon", str(small), "list", "--level", "M2", "-f", form)
    answer = run(*line)
    assert (answer.code, answer.err) == (0, "levelctl: nothing in the canon matches\n")
    assert run(*line, "--quiet").err == ""
    assert len(answer.out.splitlines()) == {"text": 0, "csv": 1, "json": 6}[form]
