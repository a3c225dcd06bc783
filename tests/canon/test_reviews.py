"""Reviews belong to the texts that were read: each edit unbinds its own, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl import check, open_canon
from levelctl.canon.canon import Canon
from levelctl.canon.codes import Code
from levelctl.canon.model import Profile, Responsibility
from levelctl.canon.reviews import (
    DutyAnswer,
    DutyReader,
    Objection,
    ProfileStanding,
    QuestionShare,
    ReviewFile,
    digest_of,
    standing,
)
from levelctl.record import replace
from overlays import fault_lines, overlay_of_small, read
from program import run
from small import WARD, write_canon

WARD_FILE = "functions/nursing/ward-nurse.yaml"
REVIEW_FILE = "reviews/ward-nurse/2026-11-30-JD.yaml"

WEEK = "Plans the shifts of the ward for a week."
HEAT = "Takes the temperature of patients."

REVIEW = f"""\
focus: NURSIN.WARDNURS1234
reader: {{initials: JD, as: trade, trade: registered nurse, years: 12}}
answers:
  - digest: {digest_of(WEEK)}
    level: P2
    text: {WEEK}
    at: 2026-11-30
    answers: {{role: true, level: false}}
    placed: P3
    remark: On our ward, P3 does this.
  - digest: {digest_of(HEAT)}
    level: P2
    text: {HEAT}
    at: 2026-11-30
    answers: {{role: true, level: true}}
    placed: P2
objections:
  - {{digest: {digest_of(HEAT)}, level: P2, text: {HEAT}, at: 2026-11-30, why: A device does.}}
"""

JD = DutyReader("JD", "trade", "registered nurse", 12)


def standing_of(canon: Canon, level: str = "P2") -> ProfileStanding:
    focus = canon.focus("NURSIN", "WARDNURS1234")
    profile = focus.profile(level)
    assert profile
    return standing(profile, canon.reviews("NURSIN", "WARDNURS1234"), ("role", "level"))


def test_a_file_of_reviews_is_read(tmp_path: Path) -> None:
    canon = read(write_canon(tmp_path, {REVIEW_FILE: REVIEW}))

    assert canon.diagnostics == ()
    assert canon.reviews("NURSIN", "CLINICNU5678") == ()
    assert canon.reviews("NURSIN", "WARDNURS1234") == (
        ReviewFile(
            REVIEW_FILE,
            "NURSIN.WARDNURS1234",
            JD,
            (
                DutyAnswer(
                    digest_of(WEEK),
                    "P2",
                    WEEK,
                    "2026-11-30",
                    (("role", True), ("level", False)),
                    "P3",
                    "On our ward, P3 does this.",
                ),
                DutyAnswer(
                    digest_of(HEAT),
                    "P2",
                    HEAT,
                    "2026-11-30",
                    (("role", True), ("level", True)),
                    "P2",
                ),
            ),
            (Objection(digest_of(HEAT), "P2", HEAT, "2026-11-30", "A device does."),),
        ),
    )


def test_a_profile_stands_as_its_readers_said(tmp_path: Path) -> None:
    found = standing_of(read(write_canon(tmp_path, {REVIEW_FILE: REVIEW})))

    assert found == ProfileStanding(
        duties=2,
        read=2,
        readers=(JD,),
        by_duty=((JD,), (JD,)),
        placed=2,
        placed_right=1,
        shares=(QuestionShare("role", 2, 2), QuestionShare("level", 1, 2)),
        objections=(Objection(digest_of(HEAT), "P2", HEAT, "2026-11-30", "A device does."),),
        once_read=2,
    )


def test_answers_count_at_the_level_where_the_text_stood(tmp_path: Path) -> None:
    """P1 has a duty with a text of P2, which nobody read there."""
    canon = read(write_canon(tmp_path, {REVIEW_FILE: REVIEW}))
    assert standing_of(canon, "P1") == ProfileStanding(duties=1, by_duty=((),))


def test_an_edit_unbinds_the_answers_of_its_text_alone(tmp_path: Path) -> None:
    edited = WARD.replace(WEEK, "Plans the shifts of the ward for two weeks.")
    canon = read(write_canon(tmp_path, {REVIEW_FILE: REVIEW, WARD_FILE: edited}))

    found = standing_of(canon)
    assert (found.duties, found.read, found.once_read, found.changed) == (2, 1, 2, 1)
    assert (found.placed, found.placed_right) == (1, 1)


def test_a_line_broken_elsewhere_is_no_edit(tmp_path: Path) -> None:
    broken = WARD.replace(f"- {WEEK}", "- Plans the shifts of\n        the ward for a  week.")
    assert broken != WARD
    canon = read(write_canon(tmp_path, {REVIEW_FILE: REVIEW, WARD_FILE: broken}))
    assert standing_of(canon).read == 2


def test_the_store_follows_a_file_that_is_added_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEVELCTL_CACHE", str(tmp_path / "cache"))
    root = write_canon(tmp_path / "canon", {REVIEW_FILE: REVIEW})
    assert standing_of(open_canon(root)).read == 2

    (root / REVIEW_FILE).write_text(REVIEW.replace(digest_of(HEAT), "0" * 16), "utf-8")
    assert standing_of(open_canon(root)).read == 1
    again = root / REVIEW_FILE.replace("JD", "JD-2")
    again.write_text(REVIEW, "utf-8")
    assert standing_of(open_canon(root)).read == 2
    again.unlink()
    assert standing_of(open_canon(root)).read == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("WARDNURS1234", "WARDNURS9999"),
            "1:8: warning NURSIN.WARDNURS9999 is not the code of a focus of the canon (reference)",
        ),
        (
            ("as: trade", "as: manager"),
            "2:28: error as is 'manager'; expected one of: trade, editor (schema)",
        ),
        (
            ("placed: P3", "place: P3"),
            "9:5: error unknown key 'place' (unknown-key)",
        ),
        (
            ("level: false", "level: maybe"),
            "8:34: error level is 'maybe'; expected true or false (schema)",
        ),
        (
            (digest_of(WEEK), "a1b2"),
            "4:13: error digest is 'a1b2'; expected 16 digits or letters from a to f (schema)",
        ),
        (
            ("initials: JD", "initials: ../x"),
            "2:20: error initials is '../x'; expected up to 12 letters and digits (schema)",
        ),
    ],
)
def test_what_is_wrong_in_a_file_of_reviews_is_told_with_its_place(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    text = REVIEW.replace(*change)
    assert text != REVIEW
    canon = read(write_canon(tmp_path, {REVIEW_FILE: text}))

    assert [str(each) for each in canon.diagnostics] == [f"{tmp_path}/{REVIEW_FILE}:{message}"]
    assert canon.reviews("NURSIN", "WARDNURS1234") == ()
    assert len(canon.foci) == 3


def test_a_review_of_a_focus_with_an_error_has_none_of_its_own(tmp_path: Path) -> None:
    broken = WARD.replace("status: draft", "status: dreft")
    files = {REVIEW_FILE: REVIEW, WARD_FILE: broken}
    (fault,) = read(write_canon(tmp_path, files)).diagnostics
    assert "dreft" in fault.message


def test_the_words_of_readers_are_not_checked(tmp_path: Path) -> None:
    """What a text once was, and what a reader remarked, is nobody's to mend."""
    gate = ["gate"]  # which knows that there are readers now
    before = [str(each) for each in check(write_canon(tmp_path / "a"), ignore=gate).diagnostics]
    bad = REVIEW.replace("On our ward, P3 does this.", "2026-02-30 is  no day\u200b.")
    after = check(write_canon(tmp_path / "b", {REVIEW_FILE: bad}), ignore=gate).diagnostics
    assert [str(each).replace("/b/", "/a/") for each in after] == before


def test_an_overlay_has_its_reviews_and_those_below(tmp_path: Path) -> None:
    own = "reviews/ward-nurse/2026-12-01-MK.yaml"
    again = REVIEW.replace("initials: JD", "initials: MK")
    root = overlay_of_small(tmp_path, {own: again})
    below = tmp_path / "base" / REVIEW_FILE
    below.parent.mkdir(parents=True)
    below.write_text(REVIEW, "utf-8")

    found = standing_of(read(root))
    assert [reader.initials for reader in found.readers] == ["JD", "MK"]
    assert [path for path, _ in read(root).overrides] == ["canon.yaml"]


def test_a_review_below_does_not_move_the_canon_below(tmp_path: Path) -> None:
    """An overlay is based on what a canon says, not on what readers say of it."""
    root = overlay_of_small(tmp_path, {})
    assert run("rebase", cwd=root).code == 0
    below = tmp_path / "base" / REVIEW_FILE
    below.parent.mkdir(parents=True)
    below.write_text(REVIEW, "utf-8")
    assert run("rebase", "--diff", cwd=root).code == 0
    assert "base-moved" not in [each.rule for each in check(canon=root).diagnostics]


def test_an_overlay_renames_the_levels_of_reviews_and_takes_foci_away(tmp_path: Path) -> None:
    levels = "levels: {L2: {is: P2}, P3: {hide: true}}\n"
    root = overlay_of_small(tmp_path, {"ladder.yaml": levels})
    below = tmp_path / "base" / REVIEW_FILE
    below.parent.mkdir(parents=True)
    below.write_text(REVIEW, "utf-8")

    found = standing_of(read(root), "L2")
    assert (found.read, found.placed, found.placed_right) == (2, 2, 1)

    gone = root / WARD_FILE
    gone.parent.mkdir(parents=True)
    gone.write_text("hide: true\n", "utf-8")
    assert fault_lines(root) == []


def profile_of(texts: list[str]) -> Profile:
    duties = tuple(map(Responsibility, texts))
    return Profile(
        Code("A", "B", "P1"), "B", "draft", 1, "global", None, None, duties, None, None, None
    )


def file_of(reader: DutyReader, answers: tuple[DutyAnswer, ...]) -> ReviewFile:
    return ReviewFile("reviews/b/a.yaml", "A.B", reader, answers)


def answer(text: str, day: int = 1, **yes: bool) -> DutyAnswer:
    return DutyAnswer(digest_of(text), "P1", text, f"2026-12-{day:02}", tuple(yes.items()))


texts = st.lists(st.text(st.characters(categories=["L"]), min_size=1), unique_by=digest_of)


@given(texts, st.data())
def test_an_edit_invalidates_exactly_its_reviews(duties: list[str], data: st.DataObject) -> None:
    edited = data.draw(st.sets(st.sampled_from(duties))) if duties else set()
    files = [file_of(JD, tuple(answer(each, role=True) for each in duties))]
    after = [f"{each} anew" if each in edited else each for each in duties]

    found = standing(profile_of(after), files, ())
    assert found.duties == found.once_read == len(duties)
    assert found.changed == len(edited)
    assert found.read == len(duties) - len(edited)


def test_the_last_answer_of_a_reader_counts() -> None:
    early = file_of(JD, (answer("A.", 2, role=True), answer("A.", 1, role=True)))
    late = file_of(JD, (answer("A.", 2, role=False),))
    found = standing(profile_of(["A."]), [early, late], ())
    assert found.shares == (QuestionShare("role", 0, 1),)


def test_a_reading_that_was_broken_off_is_completed() -> None:
    begun = file_of(JD, (replace(answer("A.", 1, role=True), placed="P1"),))
    rest = file_of(JD, (answer("A.", 2, level=False),))
    found = standing(profile_of(["A."]), [rest, begun], ())
    assert found.shares == (QuestionShare("role", 1, 1), QuestionShare("level", 0, 1))
    assert (found.placed, found.placed_right) == (1, 1)


def test_duties_with_a_source_are_counted(tmp_path: Path) -> None:
    duty = f"{{text: {HEAT}, from: [s1]}}"
    sourced = WARD.replace(f"      - {HEAT}\n", f"      - {duty}\n").replace(
        "{title: Ward handbook,", "{id: s1, title: Ward handbook,"
    )
    assert standing_of(read(write_canon(tmp_path, {WARD_FILE: sourced}))).sourced == 1


def test_one_person_in_two_roles_is_one_reader() -> None:
    editor = replace(JD, initials="jd", reads_as="editor")
    files = [file_of(each, (answer("A.", role=True),)) for each in (JD, editor)]
    assert len(standing(profile_of(["A."]), files, ()).readers) == 1


def test_what_settles_an_objection_closes_those_before_it() -> None:
    def said(why: str, day: int, *, settles: bool = False) -> Objection:
        return Objection(digest_of("A."), "P1", "A.", f"2026-12-0{day}", why, settles)

    first, settled, later = said("no", 1), said("asked", 2, settles=True), said("still no", 3)
    file = ReviewFile("reviews/b/a.yaml", "A.B", JD, (), (later, first, settled))
    assert standing(profile_of(["A."]), [file], ()).objections == (later,)
    assert standing(profile_of(["B."]), [file], ()).objections == ()
