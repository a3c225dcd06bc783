"""What readers say about duties: a sitting, its files, how far readers agree, tables to fill in."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.answers.review.agreement import kappa, most_faulty, weighted_kappa
from levelctl.answers.review.duties import DutyToRead, drawn, duties_of
from levelctl.answers.review.exporting import export
from levelctl.answers.review.importing import import_answers
from levelctl.answers.review.objecting import object_to
from levelctl.answers.review.queue import queue
from levelctl.answers.review.sample import sample
from levelctl.answers.review.sitting import Sitting
from levelctl.answers.review.status import one_of, questions_canon_asks, status
from levelctl.answers.review.writing import ReviewWriter, text_of
from levelctl.canon.canon import Canon
from levelctl.canon.model import Profile
from levelctl.canon.reviews import DutyAnswer, DutyReader, digest_of
from levelctl.errors import CanonError, LevelctlError
from levelctl.record import replace
from overlays import overlay_of_small, read
from small import WARD, write_canon

JD = DutyReader("JD", "trade", "registered nurse", 12)
MK = DutyReader("MK", "editor")
DAY = "2026-11-30"
CODE = "NURSIN.WARDNURS1234"
FILE = "reviews/ward-nurse/2026-11-30-JD.yaml"
WARD_FILE = "functions/nursing/ward-nurse.yaml"


@pytest.fixture
def canon(tmp_path: Path) -> Canon:
    return read(write_canon(tmp_path / "canon"))


def sitting_of(canon: Canon, reader: DutyReader = JD, **options: int) -> Sitting:
    found = queue(canon, None, reader, **options)
    writer = ReviewWriter(canon, reader, DAY)
    return Sitting(found.duties, found.steps, lambda: DAY, writer.put)


def said(canon: Canon) -> list[tuple[str, tuple[tuple[str, bool], ...], str | None]]:
    """Return what the files of *canon* have, read again: digest, answers and place."""
    files = read(canon.root).reviews("NURSIN", "WARDNURS1234")
    return [(each.digest, each.answers, each.placed) for file in files for each in file.answers]


def answer_all(sitting: Sitting, *, yes: bool = True) -> None:
    while sitting.step:
        sitting.answer(yes if sitting.step.question else "P2")


# A sitting.


def test_every_answer_is_in_the_file_before_the_next_question(canon: Canon) -> None:
    sitting = sitting_of(canon, size=1)
    (duty,) = sitting.duties

    sitting.answer("P2")
    assert said(canon) == [(duty.digest, (), "P2")]
    sitting.answer(True)
    assert said(canon) == [(duty.digest, (("role", True),), "P2")]
    sitting.answer(False)
    assert said(canon) == [(duty.digest, (("role", True), ("level", False)), "P2")]


def test_undo_goes_back_over_duties_and_to_what_was_there_before(canon: Canon) -> None:
    sitting = sitting_of(canon, MK, size=2)
    for _ in range(7):
        sitting.answer(True)
    before = said(canon)
    second = sitting.step
    sitting.answer(False)
    assert second
    assert second.duty == 1

    assert sitting.undo()
    assert said(canon) == before
    assert sitting.undo()
    assert sitting.step
    assert (sitting.step.duty, len(said(canon)[0][1])) == (0, 6)
    while sitting.undo():
        pass
    assert not (canon.root / FILE.replace("JD", "MK")).exists()


def test_a_reader_can_go_back_to_a_question_and_undo_that(canon: Canon) -> None:
    sitting = sitting_of(canon, MK, size=1)
    sitting.answer(True)
    sitting.answer(True)
    assert not sitting.go_to("x")
    assert sitting.go_to("r")
    sitting.answer(False)
    assert said(canon)[0][1] == (("role", False), ("level", True))
    assert sitting.step
    assert sitting.step.question
    assert sitting.step.question.name == "observable"
    assert sitting.undo()
    assert said(canon)[0][1] == (("role", True), ("level", True))


def test_what_was_skipped_or_broken_off_is_asked_in_the_next_sitting(canon: Canon) -> None:
    first = sitting_of(canon)
    count = len(first.duties)
    first.answer("P2")
    first.skip()
    while first.step and first.step.duty == 0:
        first.answer(True)
    first.answer("P1")

    again = queue(read(canon.root), None, JD)
    assert len(again.duties) == count
    assert [step.question and step.question.name for step in again.steps[:2]] == ["role", "role"]


def test_a_queue_ends(canon: Canon) -> None:
    answer_all(sitting_of(canon))
    assert queue(read(canon.root), None, JD).duties == ()
    assert len(queue(read(canon.root), None, MK).duties) == len(duties_of(canon.foci))


def test_a_remark_is_written_and_taken_away(canon: Canon) -> None:
    sitting = sitting_of(canon, size=1)
    sitting.remark("On our ward, # a device: does.")
    text = (canon.root / FILE).read_text("utf-8")
    assert '    remark: "On our ward, # a device: does."\n' in text
    sitting.remark("")
    assert not (canon.root / FILE).exists()


# Files.


def test_a_file_has_what_a_person_would_write(canon: Canon) -> None:
    sitting = sitting_of(canon, size=1, seed=3)
    sitting.answer("P3")
    sitting.answer(True)
    (duty,) = sitting.duties
    assert (canon.root / FILE).read_text("utf-8") == (
        f"focus: {CODE}\n"
        "reader:\n"
        "  initials: JD\n"
        "  as: trade\n"
        "  trade: registered nurse\n"
        "  years: 12\n"
        "answers:\n"
        f'  - digest: "{duty.digest}"\n'.replace('"', "" if duty.digest[0].isalpha() else '"')
        + f"    level: {duty.level}\n"
        f"    text: {duty.text}\n"
        '    at: "2026-11-30"\n'
        "    answers:\n"
        "      role: true\n"
        "    placed: P3\n"
    )


def test_a_later_sitting_of_the_day_adds_to_the_file(canon: Canon) -> None:
    first = sitting_of(canon, size=1)
    answer_all(first)
    before = (canon.root / FILE).read_text("utf-8")
    answer_all(sitting_of(read(canon.root), size=1))
    after = (canon.root / FILE).read_text("utf-8")
    assert after.startswith(before)
    assert len(said(canon)) == 2


def test_a_file_that_somebody_edited_stays_as_it_is(canon: Canon) -> None:
    answer_all(sitting_of(canon, size=1))
    edited = (canon.root / FILE).read_text("utf-8") + "# mine\n"
    (canon.root / FILE).write_text(edited, "utf-8")
    answer_all(sitting_of(read(canon.root), size=1))
    assert (canon.root / FILE).read_text("utf-8") == edited
    assert (canon.root / FILE.replace("JD", "JD-2")).exists()
    assert len(said(canon)) == 2


def test_two_sittings_at_once_lose_nothing(canon: Canon) -> None:
    """One reader in two windows: neither overwrites what the other has written."""
    one, other = sitting_of(canon, size=3), sitting_of(canon, size=3)
    for sitting in (one, other, one, other):
        sitting.answer("P2" if sitting.step and not sitting.step.question else True)
    digests = {digest for digest, _, _ in said(canon)}
    assert one.duties[0].digest in digests
    merged = status(read(canon.root)).total
    assert (merged.read, merged.placed, merged.shares[0].answered) == (0, 1, 1)


@pytest.mark.long
def test_an_overlay_keeps_its_own_reviews(tmp_path: Path) -> None:
    canon = read(overlay_of_small(tmp_path, {}))
    answer_all(sitting_of(canon, size=1))
    assert (tmp_path / "company" / FILE).exists()
    assert not (tmp_path / "base" / "reviews").exists()


@pytest.mark.long
def test_a_reader_of_an_overlay_replaces_nothing_below(tmp_path: Path) -> None:
    root = overlay_of_small(tmp_path, {})
    answer_all(sitting_of(read(tmp_path / "base"), size=1))
    sitting = sitting_of(read(root), size=1)
    assert sitting.step
    answer_all(sitting)
    assert (root / FILE.replace("JD", "JD-2")).exists()
    assert status(read(root)).total.read == 2


@pytest.mark.long
def test_what_a_file_of_a_canon_may_not_have_is_shown_instead(tmp_path: Path) -> None:
    hostile = WARD.replace(
        "- Takes the temperature", '- "\\x1b[31mTakes: - #the\\u202e temperature'
    ).replace("of patients.\n    guideline", 'of patients."\n    guideline')
    canon = read(write_canon(tmp_path, {WARD_FILE: hostile}))
    assert canon.diagnostics == ()
    answer_all(sitting_of(canon))
    total = status(read(tmp_path)).total
    assert (total.read, read(tmp_path).diagnostics) == (total.duties, ())


@pytest.mark.long
@given(st.text(min_size=1), st.text())
def test_what_is_written_is_read_again(text: str, remark: str) -> None:
    from levelctl.answers.review.writing import file_of
    from levelctl.canon.reviews import ReviewFile
    from levelctl.text.safe import one_line

    shown, note = one_line(text), one_line(remark) or None
    if not shown:
        return
    answer = DutyAnswer(digest_of(text), "P2", shown, DAY, (("role", True),), "2.1", note)
    file = ReviewFile(FILE, CODE, JD, (answer,))
    assert file_of(FILE, text_of(file).encode()) == file


# Order and samples.


def duty(text: str, level: str = "P1") -> DutyToRead:
    return DutyToRead(CODE, "Ward Nurse", level, 1, text, digest_of(text))


many = st.lists(st.text(st.characters(categories=["L"]), min_size=1), unique_by=digest_of)


@pytest.mark.long
@given(many, st.integers(0, 99))
def test_a_draw_is_a_shuffle_that_an_edit_does_not_stir(texts: list[str], seed: int) -> None:
    duties = [duty(text) for text in texts]
    order = drawn(duties, str(seed))
    assert sorted(order, key=duties.index) == duties
    assert drawn([*reversed(duties)], str(seed)) == order
    assert drawn(duties[1:], str(seed)) == tuple(each for each in order if each != duties[0]) or (
        not duties
    )


def test_a_draw_has_no_bias() -> None:
    """Of a hundred seeds, each of four duties comes first about as often."""
    duties = [duty(text) for text in "ABCD"]
    firsts = [drawn(duties, str(seed))[0].text for seed in range(400)]
    assert all(70 <= firsts.count(text) <= 130 for text in "ABCD")


def test_a_sample_is_repeatable_and_nested(canon: Canon) -> None:
    five, three = sample(canon, None, seed=7, size=5), sample(canon, None, seed=7, size=3)
    assert five.drawn[:3] == three.drawn
    assert {each.text for each in sample(canon, None, seed=8, size=5).drawn} <= {
        each.text for each in duties_of(canon.foci)
    }
    assert five.if_faultless == pytest.approx(1 - 0.05 ** (1 / 5))
    assert (five.at_most, five.read) == (None, 0)


@pytest.mark.long
def test_a_sitting_can_read_a_sample(canon: Canon) -> None:
    chosen = sample(canon, None, seed=7, size=3)
    sitting = sitting_of(canon, seed=7, size=3)
    assert [each.digest for each in sitting.duties] == [each.digest for each in chosen.drawn]
    answer_all(sitting)
    assert sitting_of(read(canon.root), seed=7, size=3).duties == ()
    found = sample(read(canon.root), None, seed=7, size=3)
    assert (found.read, found.faulty, found.at_most) == (3, 0, found.if_faultless)


def test_faults_of_a_sample_are_counted_by_question(canon: Canon) -> None:
    sitting = sitting_of(canon, MK, seed=7, size=3)
    sitting.answer(False)
    found = sample(read(canon.root), None, seed=7, size=3)
    assert (found.read, found.faulty, found.at_most) == (1, 1, 1.0)
    assert [(each.question, each.read, each.no) for each in found.questions[:2]] == [
        ("role", 1, 1),
        ("level", 0, 0),
    ]


def test_what_was_read_in_part_is_no_proof_yet(canon: Canon) -> None:
    sitting = sitting_of(canon, MK, seed=7, size=3)
    for _ in range(6):
        sitting.answer(True)
    assert sample(read(canon.root), None, seed=7, size=3).read == 0
    sitting.answer(True)
    assert sample(read(canon.root), None, seed=7, size=3).read == 1


# Agreement and bounds.


@given(st.integers(1, 300))
def test_the_bound_of_no_fault_is_exact(read_duties: int) -> None:
    bound = most_faulty(0, read_duties)
    assert bound is not None
    assert bound == pytest.approx(1 - 0.05 ** (1 / read_duties), rel=1e-9)
    assert bound <= 3 / read_duties


@pytest.mark.long
@given(st.integers(0, 40), st.integers(1, 40))
def test_a_bound_is_where_so_few_faults_have_five_percent(faults: int, more: int) -> None:
    count = faults + more
    bound = most_faulty(faults, count)
    assert bound is not None
    tail = sum(
        math.comb(count, each) * bound**each * (1 - bound) ** (count - each)
        for each in range(faults + 1)
    )
    assert tail == pytest.approx(0.05, rel=1e-6)
    assert bound > faults / count


answers = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1)


@pytest.mark.long
@given(answers)
def test_kappa_is_symmetric_and_at_most_one(pairs: list[tuple[bool, bool]]) -> None:
    found = kappa([pairs])
    assert found == kappa([[(other, one) for one, other in pairs]])
    assert found == kappa([pairs, pairs])
    assert found is None or found <= 1
    if found is not None and all(one == other for one, other in pairs):
        assert found == 1


@pytest.mark.long
@given(answers)
def test_two_ranks_make_the_weighted_kappa_the_plain_one(pairs: list[tuple[bool, bool]]) -> None:
    ranks = [(float(one), float(other)) for one, other in pairs]
    assert weighted_kappa([ranks]) == kappa([pairs])


def test_questions_with_other_answers_are_no_agreement() -> None:
    """Two readers who answer at random, nearly all yes here and nearly all no there."""
    random = [(True, True)] * 81 + [(True, False)] * 9 + [(False, True)] * 9 + [(False, False)]
    turned = [(not one, not other) for one, other in random]
    assert kappa([random, turned]) == 0
    assert (kappa([[*random, *turned]]) or 0) > 0.5


def test_a_step_apart_disagrees_less_than_three() -> None:
    near = weighted_kappa([[(1, 1), (2, 3), (4, 4)]])
    far = weighted_kappa([[(1, 1), (1, 4), (4, 4)]])
    assert near
    assert far is not None
    assert near > far


def test_status_counts_readers_places_and_agreement(canon: Canon) -> None:
    answer_all(sitting_of(canon))
    sitting = sitting_of(read(canon.root), MK)
    sitting.answer(False)
    while sitting.step:
        sitting.answer(True)

    found = status(read(canon.root))
    count = len(duties_of(canon.foci))
    assert (found.total.duties, found.total.read, found.total.readers) == (count, count, 2)
    assert (found.total.placed, found.total.placed_right) == (count, 2)
    (pair,) = found.pairs
    assert (pair.duties, pair.answers, pair.agreed) == (count, 7 * count, 7 * count - 1)
    assert pair.kappa == 0
    assert found.doubts == ()


def test_status_of_a_focus_says_what_is_doubted(canon: Canon) -> None:
    sitting = sitting_of(canon, size=1, seed=1)
    sitting.answer("M1")
    sitting.answer(False)
    sitting.remark("Not here.")
    again = read(canon.root)
    (doubt,) = status(again, one_of(again, "ward nurse")).doubts
    assert (doubt.no, doubt.placed, doubt.remarks) == (("role",), ("M1",), ("Not here.",))
    profile = one_of(again, doubt.profile)
    assert [line.code for line in status(again, profile).lines] == [doubt.profile]


def test_an_edit_is_told(canon: Canon) -> None:
    answer_all(sitting_of(canon))
    edited = WARD.replace("for a week", "for two weeks")
    (canon.root / WARD_FILE).write_text(edited, "utf-8")
    total = status(read(canon.root)).total
    assert (total.duties, total.read, total.once_read, total.changed) == (5, 4, 5, 1)


# Objections.


def ward(canon: Canon) -> Profile:
    thing = one_of(canon, "ward nurse P2")
    assert isinstance(thing, Profile)
    return thing


@pytest.mark.parametrize("meant", ["2", "temperature", "Takes the temperature of patients."])
def test_an_objection_names_a_duty(canon: Canon, meant: str) -> None:
    object_to(canon, ward(canon), meant, "A device does.", reader=JD, now=DAY)
    again = read(canon.root)
    (doubt,) = status(again, ward(again)).doubts
    assert (doubt.number, doubt.objections) == (2, ("A device does.",))
    object_to(again, ward(again), meant, "Not on all.", reader=MK, now=DAY, settles=True)
    assert status(read(canon.root)).total.objections == 0


@pytest.mark.parametrize(
    ("meant", "message"),
    [("9", "'9' means no duty"), ("the", "'the' means 2 duties"), ("", "'' means no duty")],
)
def test_an_objection_that_names_no_duty_is_refused(canon: Canon, meant: str, message: str) -> None:
    with pytest.raises(LevelctlError, match=message):
        object_to(canon, ward(canon), meant, "why", reader=JD, now=DAY)
    assert not (canon.root / "reviews").exists()


# Tables.


def filled(path: Path, changes: dict[str, str], row: int = 1) -> Path:
    """Fill *changes* by the beginning of a heading into a *row* of the CSV *path*."""
    rows = [*csv.reader(io.StringIO(path.read_text("utf-8-sig")))]
    for heading, value in changes.items():
        (column,) = (n for n, each in enumerate(rows[0]) if each.partition(":")[0] == heading)
        rows[row][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def exported(canon: Canon, name: str = "a.csv", **options: int) -> Path:
    path = canon.root.parent / name
    export(canon, None, path, reads_as="trade", **options)
    return path


def test_a_table_hides_the_levels(canon: Canon) -> None:
    rows = [*csv.reader(io.StringIO(exported(canon).read_text("utf-8-sig")))]
    assert rows[0][:5] == ["duty", "focus", "levels", "text", "placed at"]
    assert [row[2] for row in rows[1:]] == ["P1 P2 P3"] * 5
    assert len({row[0] for row in rows}) == 6
    order = sample(canon, None, seed=0, size=9).drawn
    assert [row[3] for row in rows[1:]] == [each.text for each in order]


def test_a_filled_table_is_taken_over_once(canon: Canon) -> None:
    path = filled(exported(canon), {"placed at": "p3", "role": "Yes", "level": "0", "remark": "R."})
    first = import_answers(canon, path, reader=JD, now=DAY)
    assert (first.duties, first.same, first.refused) == (1, 0, ())
    assert [each[1:] for each in said(canon)] == [((("role", True), ("level", False)), "P3")]

    again = import_answers(read(canon.root), path, reader=JD, now="2026-12-01")
    assert (again.duties, again.same, again.files) == (0, 1, ())
    more = filled(path, {"observable": "no"})
    third = import_answers(read(canon.root), more, reader=JD, now="2026-12-01")
    assert (third.duties, len(third.files)) == (1, 1)


def test_what_changed_since_is_refused_with_its_row(canon: Canon) -> None:
    path = exported(canon)
    for row in range(1, 6):
        filled(path, {"role": "yes"}, row)
    edited = WARD.replace("for a week", "for two weeks")
    (canon.root / WARD_FILE).write_text(edited, "utf-8")
    filled(path, {"text": "Something else."}, 1)
    receipt = import_answers(read(canon.root), path, reader=JD, now=DAY)
    assert receipt.duties + len(receipt.refused) == 5
    assert receipt.refused[0].place == f"{path}:2"
    reasons = " ".join(each.reason for each in receipt.refused)
    assert "text was changed in the table: “Something else.”" in reasons or (
        "changed, or is no longer in the canon" in receipt.refused[0].reason
    )
    assert "“Plans the shifts of the ward for a week.”" in reasons or receipt.duties == 4


def test_every_cell_that_is_no_answer_is_told_and_nothing_is_written(canon: Canon) -> None:
    path = filled(exported(canon), {"role": "perhaps", "placed at": "P9"})
    filled(path, {"level": "yes"}, 2)
    with pytest.raises(CanonError, match="2 cells that cannot be read") as caught:
        import_answers(canon, path, reader=JD, now=DAY)
    assert sorted(caught.value.__notes__) == [
        f"{path}:2, column 5: placed at is 'P9'; expected one of: P1, P2, P3",
        f"{path}:2, column 6: role is 'perhaps'; expected yes or no",
    ]
    assert not (canon.root / "reviews").exists()


def test_an_editor_places_nothing(canon: Canon) -> None:
    path = filled(exported(canon), {"placed at": "P3"})
    with pytest.raises(CanonError) as caught:
        import_answers(canon, path, reader=MK, now=DAY)
    assert "an editor does not place duties" in caught.value.__notes__[0]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_spreadsheet_may_save_it_its_own_way(canon: Canon, delimiter: str) -> None:
    path = filled(exported(canon), {"role": "yes", "remark": "Größer"})
    rows = [*csv.reader(io.StringIO(path.read_text("utf-8")))]
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([*rows, [""] * len(rows[0])])
    assert import_answers(canon, path, reader=JD, now=DAY).duties == 1
    assert "Größer" in (canon.root / FILE).read_text("utf-8")


FORMULA = "=HYPERLINK(1)+1 formulas a shift are checked."


def test_no_cell_of_a_table_is_a_formula(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    changed = WARD.replace("Takes the temperature of patients.]", f'"{FORMULA}"]')
    canon = read(write_canon(tmp_path / "canon", {WARD_FILE: changed}))
    assert canon.diagnostics == ()

    text = exported(canon).read_text("utf-8-sig")
    assert f'"\'{FORMULA}"' in text or f",'{FORMULA}" in text
    path = exported(canon, "a.xlsx")
    sheet = openpyxl.load_workbook(path).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert FORMULA in [cell.value for cell in cells]

    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 6).value = True
    sheet.parent.save(path)
    assert import_answers(canon, path, reader=JD, now=DAY).duties == 5
    for row in range(1, 6):
        filled(canon.root.parent / "a.csv", {"role": "yes"}, row)
    again = import_answers(read(canon.root), canon.root.parent / "a.csv", reader=JD, now=DAY)
    assert (again.same, again.refused) == (5, ())


def test_a_formula_is_not_worked_out(canon: Canon) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = exported(canon, "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.active["F2"].value = "=TRUE()"
    book.save(path)
    with pytest.raises(CanonError) as caught:
        import_answers(canon, path, reader=JD, now=DAY)
    assert caught.value.__notes__ == [
        f"{path}, review!F2: the value of this formula is not in the file"
    ]


def test_a_table_is_never_overwritten(canon: Canon) -> None:
    path = exported(canon)
    with pytest.raises(LevelctlError, match="already exists"):
        exported(canon)
    assert path.read_text("utf-8-sig").startswith("duty,")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "no column 'duty'"),
        (b"duty,text\n1,2\n", "no column for an answer"),
        (b"%PDF-1.4\n%\xff\n", "a PDF"),
        (b'duty,text,role\n"a,b', "quotes"),
    ],
)
def test_what_is_no_such_table_is_refused(canon: Canon, content: bytes, message: str) -> None:
    path = canon.root.parent / "a.csv"
    path.write_bytes(content)
    with pytest.raises(CanonError, match=message):
        import_answers(canon, path, reader=JD, now=DAY)


def test_a_reader_is_one_person(canon: Canon) -> None:
    assert replace(JD, initials="jd").who == JD.who
    answer_all(sitting_of(canon))
    assert queue(read(canon.root), None, replace(JD, initials="jd")).duties == ()


# The order of what was said.


def test_what_was_said_later_on_a_day_counts(canon: Canon) -> None:
    """Neither the initials nor the names of files say who spoke last."""
    steps = [("OB", False), ("ST", True), ("OB", False), ("AA", True), ("ZZ", False), ("BB", True)]
    counts = []
    for minute, (initials, settles) in enumerate(steps):
        object_to(
            read(canon.root),
            ward(canon),
            "1",
            f"why {minute}",
            reader=DutyReader(initials, "editor"),
            now=f"{DAY}T10:0{minute}:00Z",
            settles=settles,
        )
        counts.append(status(read(canon.root)).total.objections)
    assert counts == [1, 0, 1, 0, 1, 0]


@pytest.mark.parametrize("at", [[DAY] * 3, [DAY, f"{DAY}T08:00:00Z", f"{DAY}T08:00:00.5Z"]])
def test_the_second_file_of_a_day_comes_after_the_first(canon: Canon, at: list[str]) -> None:
    duty = duties_of(canon.foci)[0]
    for number, (moment, value) in enumerate(zip(at, (True, True, False), strict=True)):
        answer = DutyAnswer(duty.digest, duty.level, duty.text, moment, (("role", value),))
        ReviewWriter(canon, MK, moment).put(duty.focus, [answer])
        path = canon.root / FILE.replace("JD", f"MK-{number + 1}" if number else "MK")
        path.write_text(path.read_text("utf-8") + "# mine\n", "utf-8")
    assert read(canon.root).diagnostics == ()
    (share,) = status(read(canon.root)).total.shares
    assert (share.yes, share.answered) == (0, 1)


def test_a_sitting_writes_when_each_duty_was_answered(canon: Canon) -> None:
    found = queue(canon, None, MK)
    times = iter(f"{DAY}T10:{minute:02}:00.250Z" for minute in range(60))
    writer = ReviewWriter(canon, MK, DAY)
    sitting = Sitting(found.duties, found.steps, lambda: next(times), writer.put)
    for _ in range(8):
        sitting.answer(True)
    (file,) = read(canon.root).reviews("NURSIN", "WARDNURS1234")
    assert [each.at for each in file.answers] == [f"{DAY}T10:06:00.250Z", f"{DAY}T10:07:00.250Z"]


# Old tables, and tables with other columns.


def test_an_older_table_turns_no_newer_answer_back(canon: Canon) -> None:
    old = filled(exported(canon), {"role": "yes"})
    import_answers(canon, old, reader=JD, now=f"{DAY}T10:00:00Z")
    new = filled(exported(canon, "b.csv"), {"role": "no"})
    import_answers(read(canon.root), new, reader=JD, now=f"{DAY}T11:00:00Z")
    again = import_answers(read(canon.root), old, reader=JD, now=f"{DAY}T12:00:00Z")
    assert (again.duties, again.same, again.outdated, again.files) == (0, 1, 1, ())
    assert [(each.yes, each.answered) for each in status(read(canon.root)).total.shares] == [(0, 1)]
    once_more = import_answers(read(canon.root), new, reader=JD, now=f"{DAY}T13:00:00Z")
    assert (once_more.duties, once_more.same, once_more.outdated) == (0, 1, 0)


def renamed(path: Path, headings: dict[str, str | None], more: str | None = None) -> Path:
    """Give columns of the CSV *path* other *headings*, or take them away; add a column *more*."""
    first, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    names = [each.partition(":")[0] for each in first]
    kept = [index for index, name in enumerate(names) if headings.get(name, "") is not None]
    first = [headings.get(name) or each for name, each in zip(names, first, strict=True)]
    table = [[row[index] for index in kept] for row in [first, *rows]]
    if more is not None:
        table = [[*row, more if number == 0 else "note"] for number, row in enumerate(table)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    return path


@pytest.mark.parametrize(
    "heading",
    ["Does this role do this?", "does this role do this", "ROLE", "Role?", "Role (yes/no)"],
)
def test_a_heading_that_begins_with_a_question_is_understood(canon: Canon, heading: str) -> None:
    path = renamed(filled(exported(canon), {"role": "yes"}), {"role": heading})
    receipt = import_answers(canon, path, reader=JD, now=DAY)
    assert (receipt.duties, receipt.unknown_columns, receipt.missing_columns) == (1, (), ())
    assert [each[1] for each in said(canon)] == [(("role", True),)]


@pytest.mark.parametrize(
    ("headings", "more", "unknown", "missing"),
    [
        ({"remark": "Remarks"}, None, ("column 13, 'Remarks'",), ("remark",)),
        ({}, "My notes", ("column 14, 'My notes'",), ()),
        ({}, "Level", ("column 14, 'Level'",), ()),
        ({}, "", ("column 14, without a heading",), ()),
        ({"lawful": None, "placed at": None}, None, (), ("placed at", "lawful")),
        ({"lawful": "Legal?"}, None, ("column 10, 'Legal?'",), ("lawful",)),
    ],
)
def test_columns_that_are_not_known_or_missing_are_told(
    canon: Canon,
    headings: dict[str, str | None],
    more: str | None,
    unknown: tuple[str, ...],
    missing: tuple[str, ...],
) -> None:
    path = renamed(filled(exported(canon), {"role": "yes"}), headings, more)
    receipt = import_answers(canon, path, reader=JD, now=DAY)
    assert tuple(each.partition(", ")[2] for each in receipt.unknown_columns) == unknown
    assert receipt.missing_columns == missing
    assert receipt.duties == 1


def test_a_table_without_a_question_that_is_understood_is_refused(canon: Canon) -> None:
    names = [each.name for each in questions_canon_asks(canon)]
    path = renamed(exported(canon), {name: f"?{number}" for number, name in enumerate(names)})
    with pytest.raises(CanonError, match=r"no column for an answer .* column 6, '\?0'"):
        import_answers(canon, path, reader=JD, now=DAY)


def test_nothing_is_settled_that_is_not_open(canon: Canon) -> None:
    with pytest.raises(LevelctlError, match=r"duty 1 of .* has no open objection"):
        object_to(canon, ward(canon), "1", "fine", reader=MK, now=DAY, settles=True)
    assert not (canon.root / "reviews").exists()


def test_an_objection_in_the_same_words_counts_once(canon: Canon) -> None:
    object_to(canon, ward(canon), "1", "bad", reader=JD, now=f"{DAY}T10:00:00Z")
    again = object_to(read(canon.root), ward(canon), "1", "bad", reader=JD, now=DAY)
    assert (again.duties, again.same, again.files) == (0, 1, ())
    object_to(read(canon.root), ward(canon), "1", "bad", reader=MK, now=f"{DAY}T11:00:00Z")
    assert status(read(canon.root)).total.objections == 2


def test_a_sitting_counts_what_was_begun(canon: Canon) -> None:
    sitting = sitting_of(canon, MK, size=4)
    for _ in range(7):
        sitting.answer(True)
    sitting.answer(True)
    sitting.skip()
    assert (sitting.answered, sitting.begun, sitting.left) == (2, 1, 3)
    sitting.undo()
    sitting.undo()
    assert (sitting.answered, sitting.begun, sitting.left) == (1, 0, 3)
    sitting.remark("On our ward.")
    assert (sitting.answered, sitting.begun, sitting.left) == (2, 1, 3)
    while sitting.step:
        sitting.skip()
    assert (sitting.answered, sitting.begun, sitting.left) == (2, 1, 3)
