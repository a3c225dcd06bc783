"""The report of an import: what a person has to look at comes first."""

from __future__ import annotations

from levelctl.ladders.report import ImportReport, Outcome, ReportedItem, counts_of
from levelctl.layout.import_report import document, remarks
from levelctl.output.markdown import export


def item(text: str, outcome: Outcome, note: str = "", *at: str) -> ReportedItem:
    return ReportedItem(f"a.yml:{len(text)}", "label", text, outcome, note, at)


def report(*items: ReportedItem, warnings: int = 1) -> ImportReport:
    return ImportReport("a.yml", "ft", "", (), warnings, counts_of(items), items)


def test_what_few_share_is_left_out_first() -> None:
    usual = [item("1" * number, "left out", "an id is no text") for number in (1, 2, 3)]
    rare = item("A sentence.", "left out", "nothing holds it")

    lines = export(document(report(*usual, rare))).splitlines()

    headings = [line for line in lines if line.startswith("#")]
    assert headings[1:] == [
        "## Left out: 4",
        "### 1: nothing holds it",
        "### 3: an id is no text",
    ]
    assert "| a.yml:11 | label | A sentence. |" in lines


def test_a_note_is_shown_if_any_item_has_one() -> None:
    kept = item("Text", "kept", "", "ladder.yaml: levels.L1")
    noted = item("Texts", "kept", "its bold is gone", "a: b", "a: c", "a: d")

    without = export(document(report(kept)))
    both = export(document(report(kept, noted)))

    assert "| Place | Item | Text | In the canon |\n" in without
    assert "| a.yml:5 | label | Texts | a: b; a: c; and 1 more | its bold is gone |" in both


def test_one_warning_is_one() -> None:
    said = list(remarks(report(item("Text", "kept")), "r.md"))
    assert said[-1] == "levelctl check has 1 warning about the new canon"
    said = list(remarks(report(item("Text", "kept"), warnings=2), "r.md"))
    assert said[-1] == "levelctl check has 2 warnings about the new canon"
