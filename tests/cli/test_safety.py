"""Other people's text: nothing in a canon or an argument acts on a terminal, a page or a sheet."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

import levelctl
from commands import TRIED, each
from hostile import (
    EVERYTHING,
    IN_FILES,
    PAYLOADS,
    PLANTED,
    SOME,
    acting,
    guarded,
    on_a_line,
    plant,
    schema_of,
    shown,
    squeezed,
    text_fields,
)
from levelctl.canon.canon import Canon
from levelctl.cli.run import run as answer
from levelctl.diagnostics import Diagnostic
from levelctl.layout import crosswalk, diff, near, path, pay, rubric, skills
from levelctl.layout import list as listing
from levelctl.layout.show import page
from levelctl.lint.check import check
from levelctl.output import json as json_export
from levelctl.output import markdown, plain
from levelctl.output.delimited import export_csv, export_rows
from levelctl.output.terminal import render
from levelctl.record import Result
from levelctl.text.document import Document, TableRows
from program import run_on_pty
from small import write_canon

EACH = pytest.mark.parametrize("payload", IN_FILES.values(), ids=IN_FILES)

TYPABLE = {
    name: text for name, text in PAYLOADS.items() if not re.search("[\0\ud800-\udbff]", text)
}
"""What an argument and a path may hold."""

TYPED = pytest.mark.parametrize("payload", TYPABLE.values(), ids=TYPABLE)


class Hostile(NamedTuple):
    """A canon with a payload in all of its text."""

    canon: Canon
    seen: tuple[str, ...]
    """The texts that its pages show, in no order."""


@pytest.fixture(scope="module")
def canons(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Hostile]:
    """Return a canon for each payload."""
    return {
        payload: _hostile(tmp_path_factory.mktemp("hostile"), payload)
        for payload in IN_FILES.values()
    }


def _hostile(root: Path, payload: str) -> Hostile:
    planter = plant(root, payload)
    canon = levelctl.open_canon(root)
    assert canon.diagnostics == ()
    return Hostile(canon, tuple(planter.seen))


@pytest.fixture
def hostile(canons: dict[str, Hostile], payload: str) -> Hostile:
    return canons[payload]


def test_every_text_of_the_schemas_is_planted(tmp_path: Path) -> None:
    kinds = PLANTED.values()
    fields = {(kind, *route) for kind in kinds for route in _text_fields(kind)}
    assert len(fields) > 80
    # This one text is in place of a mapping, which is planted.
    assert plant(tmp_path, "x").fields == fields - {("canon", "extends")}


def _text_fields(kind: str) -> Iterator[tuple[str, ...]]:
    schema = schema_of(kind)
    return text_fields(schema, schema)


PAGES = ("WARDNURS1234", "WARDNURS1234.P1", "WARDNURS1234.P2", "WARDNURS1234.P3", "NURSIN")
SHARED = ("skill:talk", "skill:walk", "license:talk", "tool:talk")
THINGS = (*PAGES, "care", "goods", "P1", "P2", "P3", "M1", "M2", *SHARED)
SIDES = (("WARDNURS1234.P2", "CLINICNU5678.P2"), ("P2", "P1"))
STEPS = ("WARDNURS1234.P1", "WARDNURS1234.P3")


def results(canon: Canon) -> Iterator[Result]:
    yield from (levelctl.show(canon, reference) for reference in THINGS)
    yield levelctl.list_profiles(canon)
    yield levelctl.skills(canon)
    yield from (levelctl.rubric(canon, focus) for focus in (None, "WARDNURS1234"))
    yield from (levelctl.diff(canon, *sides) for sides in SIDES)
    yield levelctl.near(canon, "CLINICNU5678.P2")
    yield levelctl.path(canon, *STEPS)
    yield levelctl.pay(canon, "WARDNURS1234")
    yield levelctl.crosswalk(canon, "WARDNURS1234")


def documents(canon: Canon) -> Iterator[Document]:
    yield from (page.document(levelctl.show(canon, reference)) for reference in THINGS)
    yield listing.document(levelctl.list_profiles(canon))
    yield skills.document(levelctl.skills(canon))
    for focus, transposed in ((None, False), ("WARDNURS1234", False), ("WARDNURS1234", True)):
        yield rubric.document(levelctl.rubric(canon, focus, transposed=transposed))
    yield from (diff.document(levelctl.diff(canon, *sides)) for sides in SIDES)
    yield near.document(levelctl.near(canon, "CLINICNU5678.P2"))
    yield path.document(levelctl.path(canon, *STEPS))
    yield pay.document(levelctl.pay(canon, "WARDNURS1234"))
    yield crosswalk.document(levelctl.crosswalk(canon, "WARDNURS1234"))


def tables(canon: Canon) -> Iterator[TableRows]:
    yield listing.rows(levelctl.list_profiles(canon))
    yield skills.rows(levelctl.skills(canon))
    yield from (rubric.rows(levelctl.rubric(canon, focus)) for focus in (None, "WARDNURS1234"))
    yield from (diff.rows(levelctl.diff(canon, *sides)) for sides in SIDES)
    yield near.rows(levelctl.near(canon, "CLINICNU5678.P2"))
    yield path.rows(levelctl.path(canon, *STEPS))
    yield pay.rows(levelctl.pay(canon, "WARDNURS1234"))
    yield crosswalk.rows(levelctl.crosswalk(canon, "WARDNURS1234"))


def missing(texts: Sequence[str], drawn: str) -> list[str]:
    """Return which of *texts* are not in what is *drawn*, which may be wrapped."""
    found = squeezed(drawn)
    return [text for text in texts if squeezed(shown(text)) not in found]


OURS = re.compile(r"\x1b\[(?:[01247]|3[2356]|;)+m")
"""The escapes of levelctl itself: bold, dim, underlined, reverse, and four colours of a palette."""


@EACH
@pytest.mark.long
def test_on_a_terminal(hostile: Hostile, payload: str) -> None:
    # So wide that no text is beside a part of another.
    width = 800 + 6 * len(payload)
    drawn = "".join(render(each, width=width, color=True) for each in documents(hostile.canon))
    bare = OURS.sub("", drawn)

    assert len(bare) < len(drawn)
    assert acting(bare) == []
    assert missing(hostile.seen, bare) == []


@EACH
def test_in_a_pipe(hostile: Hostile) -> None:
    text = "".join(map(plain.export, documents(hostile.canon)))

    assert acting(text) == []
    assert [value for value in hostile.seen if on_a_line(value) not in text] == []


READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@EACH
@pytest.mark.long
def test_in_markdown(hostile: Hostile, payload: str) -> None:
    """Rendered Markdown shows the canon's text unchanged, and only as text."""
    texts = [markdown.export(each) for each in documents(hostile.canon)]
    tokens = [token for text in texts for token in _tokens(READER.parse(text))]

    assert acting("".join(texts)) == []
    assert {token.content for token in tokens if token.type.startswith("html")} <= {"<br>"}
    assert {token.type for token in tokens} & {"link_open", "image", "s_open", "hr"} == set()
    read = "".join(token.content for token in tokens if token.type in ("text", "code_inline"))
    assert missing(hostile.seen, read) == []
    assert ("\\" in read) is ("\\" in shown(payload))


def _tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from _tokens(token.children) if token.children else (token,)


@EACH
def test_in_rows(hostile: Hostile, payload: str) -> None:
    lines = list(map(export_rows, tables(hostile.canon)))
    cells = [[row.split("\t") for row in text.split("\n")[:-1]] for text in lines]

    assert acting("".join(lines), but="\n\t") == []
    assert cells == [
        [[on_a_line(cell) for cell in row] for row in rows] for rows in tables(hostile.canon)
    ]
    assert "".join(lines).count(on_a_line(payload)) > len(cells)


@EACH
def test_in_a_spreadsheet(hostile: Hostile) -> None:
    texts = list(map(export_csv, tables(hostile.canon)))
    cells = [[*csv.reader(text.splitlines(), strict=True)] for text in texts]

    assert acting("".join(texts)) == []
    assert cells == [
        [[guarded(on_a_line(cell)) for cell in row] for row in rows]
        for rows in tables(hostile.canon)
    ]


@EACH
def test_in_json(hostile: Hostile) -> None:
    """JSON has the true value, and nothing but ASCII."""
    texts = [json_export.export(result) for result in results(hostile.canon)]

    assert acting("".join(texts)) == []
    assert "".join(texts).isascii()
    found = {string for text in texts for string in _strings(json.loads(text))}
    # Headings are for people; JSON has the keys that they stand for.
    seen = {each for each in hostile.seen if " canon dimensions " not in each}
    assert seen - found == set()


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _strings(each)
        case dict():
            yield from _strings(list(value.values()))


# The same through the program itself: every command in every format.

FORMS = ("text", "json", "markdown", "ndjson", "csv", "tsv", "code", "github", "sarif", "junit")

UNDONE = EVERYTHING.replace("\0", "")
"""What an argument can hold."""


class Planted(NamedTuple):
    """What the hostile lines of `TRIED` are filled with."""

    canon: Path
    table: Path
    folder: Path
    onet: Path
    oews: Path
    titles: Path


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    """Return hostile files, of which what can be imported is."""
    root = tmp_path_factory.mktemp("planted")
    name = UNDONE[:80].replace("/", "")
    found = Planted(
        root / name,
        root / f"{name}.csv",
        root / "new",
        root / "db",
        root / "wages.csv",
        root / f"titles {name}.csv",
    )
    plant(found.canon, SOME)
    faulty = found.canon / "functions" / "nursing" / f"{name}.yaml"
    faulty.write_text('code: "FAULTY\\u202e"\nname: 1\nlevels: {}\n"\\e[0m": 1\n', "utf-8")
    rows = [(UNDONE, UNDONE), (f"Nurse {UNDONE}", UNDONE)]
    with found.table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("title", f"other {UNDONE}"), *rows])
    flat = " ".join(UNDONE.split())
    found.onet.mkdir()
    (found.onet / "Occupation Data.txt").write_text(
        f"O*NET-SOC Code\tTitle\tDescription\n29-1141.00\tNurse {flat}\t{flat}\n", "utf-8"
    )
    heads = "OCC_CODE,OCC_TITLE,TOT_EMP,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90"
    with found.oews.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads.split(","), ("29-1141", flat, 9, 1, 2, 3, 4, 5)])
    code = "NURSIN.WARDNURS1234.P2"
    with found.titles.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [("Code", f"x {UNDONE}", "title"), (code, "", UNDONE[:300]), (UNDONE, "", "Nurse")]
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(root / "data"))
        yield found


def _filled(line: str, planted: Planted) -> list[str]:
    values = {f"{{{name}}}": str(path) for name, path in planted._asdict().items()}
    return [UNDONE if word == "{typed}" else values.get(word, word) for word in line.split()]


_IN_EMOJI = "\u200c\u200d\ufe0e\ufe0f"
"""What a cell of `match` keeps between characters that are seen."""


@pytest.mark.long
@pytest.mark.parametrize("name", TRIED)
def test_the_program_in_a_pipe(
    capfd: pytest.CaptureFixture[str], planted: Planted, name: str
) -> None:
    for line in TRIED[name].hostile:
        # What stands behind -- is a shell's to ask, and what --diff has is of no format.
        for form in (
            (),
            *(("-f", form) for form in FORMS if not {"--", "--diff"} & {*line.split()}),
        ):
            code = answer(["--canon", str(planted.canon), *_filled(line, planted), *form])
            out, err = capfd.readouterr()
            told = f"{code} {line} {form}: {err}"
            kept = _IN_EMOJI if name == "match" and form[-1:] in (("csv",), ("tsv",)) else ""
            acts = acting(out, but=f"\n\t{kept}")
            assert (code in (0, 1, 2, 3), acts, acting(err)) == (True, [], []), told
            assert out or form or code, told
            _readable(out, form[-1] if form else "")


def _readable(out: str, form: str) -> None:
    """Raise an error if *out* is not in the expected format."""
    match form:
        case "json" | "sarif" if out:
            json.loads(out)
        case "ndjson":
            assert all(json.loads(line) for line in out.splitlines())
        case "junit" if out:
            ET.fromstring(out)  # noqa: S314 - what levelctl itself made
        case "csv":
            assert len({len(row) for row in csv.reader(out.splitlines(), strict=True)}) <= 1
        case "tsv" | "code":
            assert len({line.count("\t") for line in out.splitlines()}) <= 1
        case "github":
            assert all(re.match("::(error|warning|notice) ", line) for line in out.splitlines())


@pytest.mark.long
def test_the_program_on_a_terminal(planted: Planted) -> None:
    env = {"XDG_DATA_HOME": str(planted.onet.parent / "data"), "NO_COLOR": "1"}

    def ask(name: str, _: Path) -> tuple[list[str], bool]:
        line = _filled(TRIED[name].hostile[0], planted)
        text, _code = run_on_pty("--canon", str(planted.canon), *line, env=env, width=100)
        return acting(text), bool(text)

    assert each(ask) == dict.fromkeys(TRIED, ([], True))


# Arguments, and what errors quote.


def _error_lines(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    """Return the lines of the error with which *arguments* are refused."""
    assert answer(arguments) in (2, 3)
    out, err = capfd.readouterr()
    assert (out, err[-1:]) == ("", "\n")
    assert acting(err) == []
    return err[:-1].split("\n")


@pytest.mark.parametrize(
    ("line", "payload"),
    [
        # Each payload in one place, and all of them in every place.
        *(pytest.param("show @", text, id=name) for name, text in TYPABLE.items()),
        *(
            pytest.param(line, UNDONE, id=line)
            for line in (
                *("show P2 -s @", "show P2 -f @", "diff P2 @", "diff P2 P3 --in @", "@", "--@"),
                *("list --track @", "list --color @", "list --canon @", "rubric --levels @"),
                *("near @", "near P2 --space @", "path @ P2", "pay @", "check --select @"),
                *("rule @", "help @", "cache @", "completion @", "import @ x", "import --remove @"),
                *("import onet @", "new @ x", "new function @ --family @", "match x --in @"),
                *("match --from @", "match x --scheme @", "check @", "check --stdin-filename @ -"),
            )
        ),
    ],
)
def test_in_an_argument(capfd: pytest.CaptureFixture[str], line: str, payload: str) -> None:
    """An argument is quoted on one line, so it cannot look like a line from levelctl."""
    arguments = [part.replace("@", payload) for part in line.split()]

    told = _error_lines(capfd, *arguments)
    assert [each for each in told if not each.startswith(("levelctl: ", "hint: "))] == []
    assert len(told) <= 2


@TYPED
def test_in_the_name_of_a_folder(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, payload: str
) -> None:
    folder = write_canon(tmp_path / payload.replace("/", "")[:60], {"ladder.yaml": None})

    fault, error = _error_lines(capfd, "list", "--canon", str(folder))
    assert fault.endswith(
        "/ladder.yaml:1:1: error the file cannot be read: No such file or directory (syntax)"
    )
    assert error.startswith("levelctl: the canon /")


@EACH
@pytest.mark.long
def test_in_a_suggestion(capfd: pytest.CaptureFixture[str], hostile: Hostile, payload: str) -> None:
    """Errors contain names from the canon, too."""
    wanted = f"{payload} focus nam"

    error, hint = _error_lines(capfd, "show", "--canon", str(hostile.canon.root), "--", wanted)
    assert error.endswith("is not in the canon")
    assert hint.startswith("hint: did you mean ")


VARIABLES = {
    "LEVELCTL_CANON": ("list",),
    "LEVELCTL_FOCUS": ("diff", "P2", "P3"),
    "LEVELCTL_FORMAT": ("list",),
}


@pytest.mark.parametrize("variable", VARIABLES)
def test_in_a_variable(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, UNDONE)
    assert _error_lines(capfd, *VARIABLES[variable])[0].startswith("levelctl: ")


def test_half_a_surrogate_pair_is_an_error(tmp_path: Path) -> None:
    """It is written as its escape, which is how YAML may have it."""
    plant(tmp_path, PAYLOADS["lone surrogates"])
    found: tuple[Diagnostic, ...] = check([tmp_path]).diagnostics

    assert {each.rule for each in found} >= {"syntax"}
    assert acting("".join(f"{line}\n" for each in found for line in each.lines())) == []
