"""What a profile's page says about what the profile rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl import open_canon, show
from levelctl.answers.show import EvidenceReader, ProfileEvidence, ProfilePage
from levelctl.canon.reviews import digest_of
from levelctl.layout.show import page
from levelctl.output import markdown, plain
from overlays import write_overlay
from small import CANON, WARD, write_canon

WARD_FILE = "functions/nursing/ward-nurse.yaml"
PLANS = "Plans the shifts of the ward for a week."
TAKES = "Takes the temperature of patients."
NURSE = EvidenceReader("trade", "registered nurse", 12)

ANSWERS = ", ".join(
    f"{name}: true"
    for name in ("role", "level", "observable", "figure", "lawful", "idiomatic", "neighbor")
)
"""Yes to all questions of the reference canon."""


def review(initials: str, *texts: str, objection: str = "") -> dict[str, str]:
    """Return a file in which a nurse answers about *texts* of P2, and places them at P2."""
    items = "".join(
        f"  - {{digest: {digest_of(text)}, level: P2, text: {text}, at: 2026-05-01, "
        f"answers: {{{ANSWERS}}}, placed: P2}}\n"
        for text in texts
    )
    reader = f"{{initials: {initials}, as: trade, trade: registered nurse, years: 12}}"
    head = f"focus: NURSIN.WARDNURS1234\nreader: {reader}\nanswers:\n"
    return {f"reviews/ward-nurse/2026-05-01-{initials}.yaml": f"{head}{items}{objection}"}


def evidence(folder: Path, files: dict[str, str]) -> ProfileEvidence | None:
    return page_of(write_canon(folder, files)).provenance.evidence


def page_of(root: Path) -> ProfilePage:
    found = show(open_canon(root, cache=False), "ward nurse P2")
    assert isinstance(found, ProfilePage)
    return found


SOURCED = WARD.replace(
    f"- {TAKES}\n    guideline", f"- {{text: {TAKES}, from: own}}\n    guideline"
)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({}, None, id="a canon that tells nothing of it"),
        pytest.param(
            {"canon.yaml": CANON.replace("{minimum: 4}", "{minimum: 4, readers: 2}")},
            ProfileEvidence(2, 0),
            id="a canon that asks for readers",
        ),
        pytest.param({WARD_FILE: SOURCED}, ProfileEvidence(2, 0), id="own knowledge is no source"),
        pytest.param(
            {
                WARD_FILE: SOURCED.replace("from: own", "from: s1").replace(
                    "{title: Ward", "{id: s1, title: Ward"
                )
            },
            ProfileEvidence(2, 1),
            id="a source",
        ),
        pytest.param(
            {**review("JD", PLANS, TAKES), **review("MK", PLANS)},
            ProfileEvidence(2, 0, 2, (NURSE, NURSE), 3, 3, 1.0, 0, 2, 0),
            id="two readers",
        ),
        pytest.param(
            review("JD", "Plans shifts.", TAKES),
            ProfileEvidence(2, 0, 1, (NURSE,), 1, 1, 1.0, 0, 2, 1),
            id="an edit after one was read",
        ),
    ],
)
def test_what_a_profile_rests_on(
    tmp_path: Path, files: dict[str, str], expected: ProfileEvidence | None
) -> None:
    assert evidence(tmp_path, files) == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {WARD_FILE: SOURCED},
            "0 of 2 duties sourced; nobody of the trade has read it; blind placement not measured",
            id="nothing",
        ),
        pytest.param(
            {**review("JD", PLANS, TAKES), **review("MK", PLANS)},
            "0 of 2 duties sourced; 2 read by 2 readers (registered nurse), at least 100 % yes to "
            "each question; placed right 3 of 3",
            id="two readers",
        ),
        pytest.param(
            review("JD", "Plans shifts.", TAKES),
            "0 of 2 duties sourced; 1 read by 1 reader (registered nurse), at least 100 % yes to "
            "each question; placed right 1 of 1; reviewed before an edit, which changed 1 of 2 "
            "duties read",
            id="an edit",
        ),
        pytest.param(
            review("JD", "Plans shifts."),
            "0 of 2 duties sourced; nobody of the trade has read it; blind placement not measured; "
            "reviewed before an edit, which changed 1 of 1 duty read",
            id="an edit of all that was read",
        ),
    ],
)
def test_the_sentence_stands_below_the_status_in_every_text(
    tmp_path: Path, files: dict[str, str], expected: str
) -> None:
    document = page.document(page_of(write_canon(tmp_path, files)))
    assert plain.export(document).splitlines()[3] == expected
    assert expected in markdown.export(document).splitlines()


def test_a_page_without_provenance_leaves_it_out(tmp_path: Path) -> None:
    root = write_canon(tmp_path, {WARD_FILE: SOURCED})
    found = show(open_canon(root, cache=False), "ward nurse P2", sections=["tools"])
    assert "sourced" not in plain.export(page.document(found))


def test_an_overlay_keeps_what_was_read_below_until_it_edits_it(tmp_path: Path) -> None:
    write_canon(tmp_path / "base", review("JD", PLANS, TAKES))
    same = write_overlay(tmp_path / "same", {})
    edited = write_overlay(
        tmp_path / "edited",
        {WARD_FILE: f"levels: {{P2: {{responsibilities: [{PLANS}, Measures temperatures.]}}}}\n"},
    )
    found = [page_of(root).provenance.evidence for root in (same, edited)]
    assert [(each.read, each.changed) for each in found if each] == [(2, 0), (1, 1)]


def test_what_a_duty_comes_from_acts_on_no_terminal(tmp_path: Path) -> None:
    hostile = r"s1#\e[31m\u202e"
    ward = SOURCED.replace("from: own", f'from: "{hostile}"').replace(
        "{title: Ward", "{id: s1, title: Ward"
    )
    shown = plain.export(page.document(page_of(write_canon(tmp_path, {WARD_FILE: ward}))))
    assert "(from s1#" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
