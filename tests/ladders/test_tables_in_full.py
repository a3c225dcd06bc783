"""Whole imports of tables and documents: a canon without an error, sentence by sentence."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from levelctl.answers.new.importing import PlannedImport, plan_import
from levelctl.canon import source as yaml
from levelctl.ladders.documents.blocks import document
from levelctl.ladders.mending import mend
from levelctl.ladders.records import ReadingOptions
from levelctl.lint.check import check_canon
from program import run

LONG = (
    "\ufeffFocus;Level;Theme;Responsibility;Proficiency;Example;Link\n"
    "Bread;Baker;Dough;Kneads the dough of wheat.;Aware;rye, too;https://example.org/a\n"
    'Bread;Senior Baker;Dough;"Chooses the flour for a week.\nBuys it; and stores it.";Expert;;\n'
    "Cake;Baker;Sales;Greets whoever comes in.;;;\n"
)

ACROSS = (
    ("Our bakers", "", "", ""),
    ("Area", "Skill", "Baker (L1)", "Senior Baker (L2)"),
    ("Years", "", "0-2 years", "3+ years"),
    (
        "Work",
        "Dough",
        "• Kneads the dough.\n• Cleans the bowl.",
        "Decides on &amp; buys the flour.",
    ),
    ("Work", "Oven", "You can:\n- light the oven", "TBD"),
    ("People", "Sales", "Greets whoever comes in.", "Answers complaints in writing."),
)

DOWN = (
    "Grade\tTitle\tScope\tImpact\n"
    "B2\tSenior baker\tPlans the work of a whole week.\tThe whole street buys here.\n"
    "B1\tBaker\tBakes what others have planned.\tNo bread is burned.\n"
)

DOCUMENT = """\
# Career ladder for bakers

What bakers do all day long.

## Baker (L1)

Begins at five in the morning.

### Dough

- Kneads the **dough** of [wheat](https://example.org/a) by hand
  - also of rye and of oats
- Cleans the bowl after work

### Sales

Greets whoever comes in. Asks what they want.

## Senior Baker (L2)

### Dough

| Area | What they do |
|---|---|
| Flour | Chooses the flour for a week |

### Promotion

None of this is a checklist for promotion.

## How we promote

Talk to your baker about it first.
"""


def _workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ACROSS:
        sheet.append(row)
    book.save(path)


MADE: dict[str, Callable[[Path], object]] = {
    "long.csv": lambda path: path.write_text(LONG, "utf-8"),
    "across.xlsx": _workbook,
    "down.tsv": lambda path: path.write_text(DOWN, "utf-8"),
    "document.md": lambda path: path.write_text(DOCUMENT, "utf-8"),
}


class Imported(NamedTuple):
    ladder: Path
    folder: Path
    """The folder of the canon, which is not written yet."""
    work: PlannedImport


@pytest.fixture(scope="module", params=MADE)
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    folder = tmp_path_factory.mktemp("ladder")
    path = folder / str(request.param)
    MADE[path.name](path)
    work = plan_import(folder / "canon", path, ReadingOptions(), "2026-11-30")
    return Imported(path, folder / "canon", work)


def said_in(path: Path) -> Iterator[str]:
    """Yield the texts of cells and blocks in the file at *path*."""
    if path.suffix == ".xlsx":
        yield from (cell for row in ACROSS for cell in row if cell)
    elif path.suffix == ".md":
        blocks = document(path.name, path.read_text("utf-8")).blocks
        yield from (each.origin.text for each in blocks if hasattr(each, "origin"))
    else:
        text = path.read_text("utf-8-sig")
        for row in re.split(r"\n(?=[A-Z]\w*[;\t])", text.strip()):
            yield from (cell.strip('"') for cell in re.split(r";(?! )|\t", row) if cell)


def test_every_cell_and_block_is_in_the_report(imported: Imported) -> None:
    items = imported.work.report.items
    said = Counter(said_in(imported.ladder))
    assert len(said) > 8
    assert not said - Counter(item.text for item in items)
    assert all(item.place and (item.at or item.note) for item in items)


def scalars(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from scalars(each)
    elif value is not None:
        yield str(value)


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of prose in *text*, without bullets and markup."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", html.unescape(text.replace("**", "")))
    for sentence in re.split(r"(?<=[.!?;])\s+(?=[A-Z])|\n", text):
        plain = re.sub(r"^\s*(?:[-•#]+|\d+[.)])\s+", "", mend(sentence)[0])
        if len(plain.split()) > 3:
            yield plain.strip()


def test_every_sentence_is_in_the_canon_or_left_out_for_a_reason(imported: Imported) -> None:
    work = imported.work
    texts = [
        text
        for path, content in work.plan.files.items()
        if path.endswith(".yaml") and not path.startswith(".")
        for text in scalars(yaml.parse(content).top.value)
    ]
    canon = "\n".join(texts)
    sentences = 0
    for item in work.report.items:
        if item.outcome == "left out":
            assert item.note
            continue
        for sentence in _sentences(item.text):
            sentences += 1
            assert sentence in canon, item
    assert sentences > 2


def test_the_canon_has_no_error(imported: Imported) -> None:
    _, folder, work = imported
    work.write(folder, {})
    severities = Counter(
        str(each.severity) for each in check_canon(folder, cache=False).diagnostics
    )
    assert not severities["error"]
    assert severities["warning"] == work.report.warnings


def test_a_level_is_found_by_its_name_and_the_map_reads_the_same(tmp_path: Path) -> None:
    _workbook(tmp_path / "a.xlsx")
    first = run("new", "canon", "ours", "--from", "a.xlsx", cwd=tmp_path)
    assert first.code == 0, first.err
    assert (
        "levels-across, with its heading in row 2. level: Baker (L1), Senior Baker (L2)"
        in first.err
    )
    matched = run("--canon", "ours", "match", "Senior Baker", cwd=tmp_path)
    assert "L2" in matched.out
    again = run(
        "new", "canon", "again", "--from", "a.xlsx", "--map", "ours/import-map.yaml", cwd=tmp_path
    )
    assert again.code == 0, again.err
    for name in ("ladder.yaml", "themes.yaml", "import-map.yaml"):
        assert (tmp_path / "ours" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_a_map_says_the_kind(tmp_path: Path) -> None:
    (tmp_path / "ladder.txt").write_text(DOCUMENT, "utf-8")
    (tmp_path / "map.yaml").write_text("kind: markdown\n", "utf-8")
    answer = run("new", "canon", "ours", "--from", "ladder.txt", "--map", "map.yaml", cwd=tmp_path)
    assert answer.code == 0, answer.err
    assert "read ladder.txt as markdown" in answer.err


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (LONG, ("--column", "level=Rank"), "a.csv has no column 'Rank', which is said to have"),
        (LONG, ("--column", "level"), "is no key with a heading"),
        ("Level,Text\nL1,x,y\n", (), "a.csv:2, column 3: the row has more cells"),
        ("a,b\nc,d\n", (), "a.csv: no column names the levels"),
    ],
)
def test_nothing_is_written_after_an_error(
    tmp_path: Path, content: str, options: tuple[str, ...], message: str
) -> None:
    (tmp_path / "a.csv").write_text(content, "utf-8")
    answer = run("new", "canon", "ours", "--from", "a.csv", *options, cwd=tmp_path)
    assert answer.code in (2, 3)
    assert message in answer.err
    assert "hint: " in answer.err
    assert not (tmp_path / "ours").exists()
