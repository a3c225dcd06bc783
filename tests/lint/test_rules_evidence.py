"""What the rules about sources and readers report, and what an edit does to what was read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clean import CLINIC_FILE, KEEPER_FILE, WARD_FILE, merged, reported, write_clean
from levelctl.canon.reviews import (
    DutyAnswer,
    DutyReader,
    ProfileStanding,
    ReviewFile,
    digest_of,
    standing_of,
)
from levelctl.diagnostics import Diagnostic, LocatedText, Severity, Span
from levelctl.lint.check import check
from levelctl.lint.rule import FocusOutline
from levelctl.lint.together import SEPARATE, FocusFinding, together

GIVES = "Gives the prescribed medication to a bay of eight, and records every dose within the hour."
ADMITS = "Admits newcomers with an interview, and writes a plan of care that a doctor countersigns."
DRESSES = "Dresses surgical wounds and photographs their healing twice a week."
DUTIES = (GIVES, ADMITS, DRESSES)

AGAIN = "  hint: have it read again with levelctl review next, or withdraw the approval"
ASK = "  hint: ask readers with levelctl review next, or withdraw the approval"
MEND = "  hint: mend what the readers criticized and have it read again, or withdraw the approval"
TELLING = (
    "  hint: add a source that does, such as a published ladder; levels: true marks one of "
    "another kind"
)
ANOTHER = "  hint: add a source of another kind that bears the duties out"
UNREAD = "nobody has read this as it is"


QUESTIONS = ("role", "level", "observable", "figure", "lawful", "idiomatic", "neighbor")
"""Those of the reference canon."""


def answered(*names: str, no: str = "") -> str:
    """Return answers of yes to the questions with *names*, and of *no* to one of them."""
    return f"{{{', '.join(f'{each}: {str(each != no).lower()}' for each in names)}}}"


YES = answered(*QUESTIONS)


def read_by(
    initials: str, *texts: str, answers: str = YES, more: str = "", role: str = "trade"
) -> dict[str, str]:
    """Return a file in which a reader answers about *texts* of the ward's P2."""
    items = "".join(
        f"  - digest: {digest_of(text)}\n    level: P2\n    text: >-\n      {text}\n"
        f"    at: 2026-05-01\n    answers: {answers}\n"
        for text in texts
    )
    name = f"reviews/ward-nurse/2026-05-01-{initials}.yaml"
    reader = f"{{initials: {initials}, as: {role}, trade: ward nurse, years: 12}}"
    return {name: f"focus: NURSIN.WARDNURSF808\nreader: {reader}\nanswers:\n{items}{more}"}


def two_readers(*texts: str, answers: str = YES) -> dict[str, str]:
    return {**read_by("JD", *texts, answers=answers), **read_by("MK", *texts, answers=answers)}


def ward(profile: str) -> dict[str, str]:
    """Return the ward's file with the changes of *profile* at P2, which is approved."""
    return {WARD_FILE: f"levels: {{P2: {{{profile}}}}}"}


READERS = {"canon.yaml": "review: {readers: 2}"}


@pytest.mark.parametrize(
    ("rule", "changes", "expected"),
    [
        pytest.param(
            "approved-text-changed",
            two_readers("Gives medication to a bay of six.", ADMITS, DRESSES),
            (
                (
                    f"{WARD_FILE}:31:13: warning P2 is approved, but 1 of 3 duties that were read "
                    "has changed since (approved-text-changed)"
                ),
                f"  {WARD_FILE}:37:9: {UNREAD}",
                AGAIN,
            ),
            id="an edit",
        ),
        pytest.param("approved-text-changed", two_readers(*DUTIES), (), id="read as they stand"),
        pytest.param(
            "approved-text-changed",
            {
                **two_readers("Gives medication to a bay of six."),
                **ward("status: in_review"),
            },
            (),
            id="an edit of what is not approved",
        ),
        pytest.param(
            "reviewer-missing",
            {**READERS, **read_by("JD", *DUTIES)},
            (
                (
                    f"{WARD_FILE}:31:13: warning P2 is approved with 1 reader who answered every "
                    "question; the minimum is 2 (reviewer-missing)"
                ),
                ASK,
            ),
            id="one reader",
        ),
        pytest.param(
            "reviewer-missing",
            {**READERS, **two_readers(GIVES, ADMITS)},
            (
                (
                    f"{WARD_FILE}:31:13: warning P2 is approved although 1 of its 3 duties lack "
                    "readers of every question; the minimum is 2 (reviewer-missing)"
                ),
                ASK,
            ),
            id="a duty that nobody read",
        ),
        pytest.param("reviewer-missing", {**READERS, **two_readers(*DUTIES)}, (), id="two readers"),
        pytest.param(
            "reviewer-missing",
            {**READERS, **two_readers(*DUTIES, answers=answered(*QUESTIONS[:6]))},
            (
                (
                    f"{WARD_FILE}:31:13: warning P2 is approved without readers who answered every "
                    "question; the minimum is 2 (reviewer-missing)"
                ),
                ASK,
            ),
            id="a question left out",
        ),
        pytest.param(
            "reviewer-missing",
            {**READERS, **read_by("JD", GIVES, ADMITS), **read_by("MK", ADMITS, DRESSES)},
            (
                (
                    f"{WARD_FILE}:31:13: warning P2 is approved although 2 of its 3 duties lack "
                    "readers of every question; the minimum is 2 (reviewer-missing)"
                ),
                ASK,
            ),
            id="each duty read by one of two",
        ),
        pytest.param(
            "reviewer-missing",
            {
                **READERS,
                **read_by("JD", *DUTIES, role="editor"),
                **read_by("MK", GIVES, DRESSES),
                **read_by("AB", ADMITS, role="editor"),
            },
            (
                (
                    f"{WARD_FILE}:31:13: warning P2 is approved although nobody of the trade has "
                    "read 1 of its 3 duties (reviewer-missing)"
                ),
                ASK,
            ),
            id="a duty that only editors read",
        ),
        pytest.param(
            "quality-gate",
            {**ward("review: null"), **read_by("JD", *DUTIES, answers=answered("role"))},
            (
                f"{WARD_FILE}:31:13: error P2 is approved but has no review (quality-gate)",
                "  hint: have a panel review it",
            ),
            id="answers to one question only",
        ),
        pytest.param(
            "quality-gate",
            {**ward("review: null"), **read_by("JD", "Gives it to six.", ADMITS, DRESSES)},
            (),
            id="answers before an edit",
        ),
        pytest.param(
            "reviewer-missing",
            READERS,
            (
                (
                    f"{WARD_FILE}:31:13: note P2 is approved without readers; the minimum is 2 "
                    "(reviewer-missing)"
                ),
                ASK,
            ),
            id="a canon without reviews",
        ),
        pytest.param(
            "quality-gate",
            {
                **ward("confidence: 0.5"),
                **two_readers(*DUTIES, answers=answered(*QUESTIONS, no="role")),
            },
            (
                (
                    f"{WARD_FILE}:31:13: error P2 is approved with 0 of 6 yes to 'role'; the "
                    "minimum is 90 % (quality-gate)"
                ),
                MEND,
                (
                    f"{WARD_FILE}:34:17: error P2's confidence 0.5 is above the 0 that its lowest "
                    "share of yes allows (quality-gate)"
                ),
                "  hint: set it to at most 0",
            ),
            id="answers of no",
        ),
        pytest.param(
            "quality-gate",
            {**ward("review: null"), **two_readers(*DUTIES)},
            (),
            id="answers in the place of scores",
        ),
        pytest.param(
            "quality-gate",
            read_by(
                "JD",
                *DUTIES,
                more=f"objections:\n  - digest: {digest_of(GIVES)}\n    level: P2\n"
                f"    text: >-\n      {GIVES}\n    at: 2026-05-01\n    why: Two check it.\n",
            ),
            (
                (f"{WARD_FILE}:31:13: error P2 is approved with 1 open objection (quality-gate)"),
                MEND,
            ),
            id="an objection",
        ),
        pytest.param(
            "quality-gate",
            ward("review: {wording: other}"),
            (
                (
                    f"{WARD_FILE}:51:16: error P2 is approved by scores that were given to "
                    "another wording (quality-gate)"
                ),
                "  hint: have its own words reviewed",
            ),
            id="scores for another wording",
        ),
        pytest.param(
            "source-has-no-levels",
            {
                **ward("sources: [{title: Tasks, kind: task_list}]"),
                **read_by("JD", *DUTIES),
            },
            (
                (
                    f"{WARD_FILE}:51:5: warning P2: approved, but no source tells levels apart "
                    "(source-has-no-levels)"
                ),
                TELLING,
            ),
            id="approved by a list of tasks",
        ),
        pytest.param(
            "source-has-no-levels",
            ward("sources: [{title: Handbook}]"),
            (
                (
                    f"{WARD_FILE}:51:5: note P2: approved, but no source tells levels apart "
                    "(source-has-no-levels)"
                ),
                TELLING,
            ),
            id="approved in a canon without reviews",
        ),
        pytest.param(
            "source-has-no-levels",
            ward("status: draft, sources: [{title: Handbook}]"),
            (),
            id="a draft of which it is not known",
        ),
        pytest.param(
            "source-has-no-levels",
            {KEEPER_FILE: "levels: {P1: {sources: [{title: Tasks, kind: task_list}]}}"},
            (
                (
                    f"{KEEPER_FILE}:19:5: note P1: no source tells levels apart "
                    "(source-has-no-levels)"
                ),
                TELLING,
            ),
            id="a draft",
        ),
        pytest.param(
            "one-source-kind",
            {
                CLINIC_FILE: "levels: {P2: {sources: [{title: A, kind: ladder}, "
                "{title: B, kind: ladder}]}}"
            },
            (
                (
                    f"{CLINIC_FILE}:20:5: note P2: all sources of a profile are of one kind "
                    "(one-source-kind)"
                ),
                ANOTHER,
            ),
            id="two ladders",
        ),
        pytest.param(
            "one-source-kind",
            {
                CLINIC_FILE: "levels: {P2: {sources: [{title: A, kind: ladder}, "
                "{title: B, kind: law}]}}"
            },
            (),
            id="two kinds",
        ),
        pytest.param(
            "one-source-kind",
            {CLINIC_FILE: "levels: {P2: {sources: [{title: A, kind: ladder}, {title: B}]}}"},
            (),
            id="a kind that is not known",
        ),
        pytest.param(
            "source-undated",
            {CLINIC_FILE: "levels: {P2: {sources: [{title: A}, {title: B}]}}"},
            (
                (
                    f"{CLINIC_FILE}:20:5: note 2 sources do not say when they were read: P2 "
                    "(source-undated)"
                ),
                "  hint: add the day on which somebody read it: accessed: year-month-day",
            ),
            id="two sources without a date",
        ),
        pytest.param(
            "source-undated",
            {CLINIC_FILE: "levels: {P2: {sources: {count: 7}}}"},
            (),
            id="only a number of sources",
        ),
    ],
)
def test_what_a_rule_reports(
    rule: str, changes: dict[str, str], expected: tuple[str, ...], tmp_path: Path
) -> None:
    assert reported(tmp_path, rule, changes) == expected


def finding(number: int) -> FocusFinding:
    """Return what a rule finds in one focus, about two things."""
    place = LocatedText(f"Focus {number}", Span(number, 1), Span(number, 2))
    focus = FocusOutline(f"{number}.yaml", place, place, (), (), (), (), (), ())
    return FocusFinding(focus, place, f"2 are wrong in {number}", 2)


@pytest.mark.parametrize(("foci", "findings"), [(1, 1), (SEPARATE, SEPARATE), (SEPARATE + 1, 1)])
def test_a_habit_of_many_foci_is_one_finding(foci: int, findings: int) -> None:
    each_focus = [finding(number) for number in range(1, foci + 1)]
    found = list(
        together(each_focus, lambda count, many: f"{count} are wrong in {many} foci", "mend it")
    )
    assert len(found) == findings
    related = [place.path for each in found for place in each.related]
    assert [each.path for each in found] + related == [each.focus.path for each in each_focus]
    if findings < foci:
        assert found[0].message == f"{2 * foci} are wrong in {foci} foci"


def test_a_canon_without_reviews_has_no_new_warning(tmp_path: Path) -> None:
    """One that was without findings before has notes at most."""
    before = "name: clean canon\nreview: {minimum: 4, readers: null}"
    sources = 'levels: {P2: {sources: [{title: Ward handbook, url: "https://example.org"}]}}'
    root = write_clean(
        tmp_path,
        {"canon.yaml": merged("canon.yaml", before), WARD_FILE: merged(WARD_FILE, sources)},
    )
    found = {(each.rule, each.severity) for each in check(canon=root, cache=False).diagnostics}
    assert found == {
        ("reviewer-missing", Severity.NOTE),
        ("source-has-no-levels", Severity.NOTE),
        ("source-undated", Severity.NOTE),
    }


def test_check_finds_what_a_file_of_reviews_changes(tmp_path: Path) -> None:
    """The cached results of the other files are used again."""
    root = write_clean(tmp_path, READERS_AND_TEXT)
    assert [each.severity for each in missing(root)] == [Severity.NOTE]
    for name, text in two_readers(*DUTIES).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    assert missing(root) == []
    path = root / WARD_FILE
    path.write_text(path.read_text("utf-8").replace("bay of eight", "bay of six"), "utf-8")
    changed = check(canon=root, select=["approved-text-changed"]).diagnostics
    assert [each.span.line for each in changed] == [31]


READERS_AND_TEXT = {"canon.yaml": merged("canon.yaml", READERS["canon.yaml"])}


def missing(root: Path) -> list[Diagnostic]:
    return list(check(canon=root, select=["reviewer-missing"]).diagnostics)


# What an edit does to what was read.

words = st.text("abc d", min_size=1, max_size=12).filter(str.strip)
duties = st.lists(words, min_size=1, max_size=6, unique_by=lambda text: " ".join(text.split()))
spaces = st.sampled_from([" ", "  ", "\n", " \n\t"])


def stands(texts: Sequence[str], read: Sequence[str]) -> ProfileStanding:
    """Return how a profile with *texts* stands after one reader read *read*."""
    answers = (DutyAnswer(digest_of(each), "P2", each, "2026-05-01", ()) for each in read)
    file = ReviewFile("", "", DutyReader("JD", "trade"), tuple(answers))
    return standing_of("P2", [digest_of(each) for each in texts], [file], ())


@pytest.mark.long
@given(duties, st.data())
def test_an_edit_invalidates_exactly_its_own_review(texts: list[str], data: st.DataObject) -> None:
    """Each duty is edited, broken into other lines or left; then all are put in another order."""
    edited = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    now = [
        f"{text} x" if edit else data.draw(spaces).join(text.split(" "))
        for text, edit in zip(texts, edited, strict=True)
    ]
    found = stands(data.draw(st.permutations(now)), texts)
    assert (found.duties, found.once_read) == (len(texts), len(texts))
    assert (found.changed, found.read) == (sum(edited), len(texts) - sum(edited))
