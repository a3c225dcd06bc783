"""The level of a title as a point and a range, and the nearest that a focus has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.canon import decoding, package_data, source
from levelctl.canon.model import Family, TitleWord
from levelctl.titles.levels import LevelReader, TitleLevel, nearest_level
from levelctl.titles.records import FoundLevel

LADDER = decoding.ladder(
    source.parse((package_data.CANON / "ladder.yaml").read_text("utf-8")).top.value
)
FAMILIES = decoding.families(
    source.parse((package_data.CANON / "families.yaml").read_text("utf-8")).top.value
)
READER = LevelReader(LADDER, FAMILIES)
BANK = Family(
    "banking",
    "Banking",
    "Lends money.",
    (TitleWord(("vp", "vice president"), "P5", ("P4", "M3"), None, below_scale=False, note=None),),
)


def says(title: str, levels: str, words: str) -> tuple[str, FoundLevel]:
    """Return *title* with its level, lowest and highest, and its words, parted by commas."""
    level, low, high = levels.split()
    return title, FoundLevel(level, low, high, tuple(words.split(", ")), assumed=False)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        # facts.md, section 6, from its top to its end
        says("Engineering Intern", "P1 P1 P1", "intern"),
        says("Electrician Apprentice", "P1 P1 P1", "apprentice"),
        says("Jr. Developer", "P1 S1 P1", "jr"),
        says("Graduate Engineer", "P1 S1 P1", "graduate"),
        says("Associate Product Manager", "P1 S1 P2", "associate"),
        says("Assoc. Software Engineer", "P1 S1 P2", "assoc"),
        says("Associate Director", "M4 M3 M5", "associate director"),
        says("Assoc. Dir., Marketing", "M4 M3 M5", "assoc dir"),
        says("Engineer I", "P1 P1 P2", "i"),
        says("Engineer 3", "P3 P2 P4", "3"),
        says("Analyst-II", "P2 P1 P3", "ii"),
        says("III - Nurse", "P3 P2 P4", "iii"),
        says("Engineer V", "P5 P4 P6", "v"),
        says("Engineer Ⅲ", "P3 P2 P4", "iii"),
        says("Sr. Engineer", "P4 P3 P5", "sr"),
        says("Snr Engineer", "P4 P3 P5", "snr"),
        says("Ｓｅｎｉｏｒ Engineer", "P4 P3 P5", "senior"),  # noqa: RUF001 as typed in Japan
        says("Lead Designer", "P4 P4 P5", "lead"),
        says("Staff Engineer", "P5 P4 P7", "staff"),
        says("Staff Accountant", "P1 P1 P2", "staff accountant"),
        says("Staff Tax Accountant", "P1 P1 P2", "staff accountant"),
        says("Staff Registered Nurse", "P1 P1 P2", "staff nurse"),
        says("Senior Staff Engineer", "P6 P4 P6", "senior staff"),
        says("Principal Engineer", "P6 P4 P6", "principal"),
        says("Senior Principal Engineer", "P6 P4 P6", "senior, principal"),
        says("Distinguished Engineer", "P7 P6 P8", "distinguished"),
        says("Google Fellow", "P8 P7 P8", "fellow"),
        says("Shift Supervisor", "M1 M1 M2", "supervisor"),
        says("Team Leader Logistics", "M1 M1 M2", "team leader"),
        says("National Sales Mgr", "M2 M1 M3", "mgr"),
        says("Sr Mgr, Finance", "M3 M2 M4", "sr mgr"),
        says("Assistant Store Manager", "M1 P3 M2", "assistant manager"),
        says("General Manager", "M3 M2 E3", "general manager"),
        says("Dir. of Sales", "M4 M4 E1", "dir"),
        says("Senior Director", "M5 M5 E2", "senior director"),
        says("Sr. Dir., Engineering", "M5 M5 E2", "sr dir"),
        says("Executive Creative Director", "E1 M4 E6", "executive director"),
        says("Head of Design", "M6 M3 E3", "head of"),
        says("Head - European Operations", "M6 M3 E3", "head"),
        says("Head Nurse", "M1 M1 M3", "head nurse"),
        says("VP Sales", "M6 M6 E3", "vp"),
        says("V.P. of Operations", "M6 M6 E3", "vp"),
        says("SVP, Trading", "E4 E3 E5", "svp"),
        says("Sr. Vice President", "E4 E3 E5", "sr vice president"),
        says("EVP", "E5 E4 E6", "evp"),
        says("AVP, Lending", "M4 P5 M6", "avp"),
        says("CTO", "E6 E4 E6", "cto"),
        says("CRO", "E6 E4 E6", "cro"),
        says("C.E.O.", "E6 E4 E6", "ceo"),
        says("CISO", "E6 E4 E6", "ciso"),
        says("CHRO", "E6 E4 E6", "chro"),
        says("Chief Nursing Officer", "E6 E4 E6", "chief officer"),
        says("President", "E6 E4 E6", "president"),
        says("Chief Software Architect", "P7 P6 E4", "chief architect"),
        says("Founder & Head of Design", "E6 M6 E6", "founder, head of"),
        says("COO & SVP", "E6 E4 E6", "coo, svp"),
        # shortened, in the plural, and in the names of other things
        says("Exec. Director", "E1 M4 E6", "exec director"),
        says("New Grad Engineer", "P1 S1 P1", "grad"),
        says("Sales Managers", "M2 M1 M3", "managers"),
        says("Directors of Nursing", "M4 M4 E1", "directors"),
        says("Senior Living Director", "M4 M4 E1", "director"),
        says("Senior Member of Technical Staff", "P4 P3 P5", "senior"),
        says("Deputy CFO", "M6 M5 E5", "deputy cfo"),
        says("Vice Principal", "M3 M2 M4", "vice principal"),
        # in German and in French
        says("Vertriebsleiter (m/w/d)", "M3 M1 M6", "vertriebsleiter"),
        says("Leiterin Personalentwicklung", "M3 M1 M6", "leiterin"),
        says("Teamleiter Logistik", "M1 M1 M2", "teamleiter"),
        says("Werkstudent Marketing", "P1 P1 P1", "werkstudent"),
        says("Praktikantin", "P1 P1 P1", "praktikantin"),
        says("Directeur Général", "E6 M6 E6", "directeur général"),
        says("Chef d'équipe", "M1 M1 M2", "chef d équipe"),
        says("Chef d'e\u0301quipe", "M1 M1 M2", "chef d équipe"),
        says("Responsable qualité", "M2 P4 M4", "responsable"),
        says("Senior Projektleiter", "P4 P3 P5", "senior"),
        says("Data Scientist (H/F) en alternance", "P1 P1 P1", "en alternance"),
        says("Data Analyst - Stage", "P1 P1 P1", "stage"),
    ],
)
def test_the_level_that_a_title_states(title: str, found: FoundLevel) -> None:
    assert READER.level_of(title) == found
    assert READER.level_of(title.upper()) == found


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Engineer",
        "Internal Auditor",
        "International Buyer",
        "Product Manager",
        "Technical Product Manager",
        "Project Manager",
        "Program Mgr",
        "Account Manager",
        "Case Manager",
        "Chef de projet",
        "Projektleiterin",
        "Zugbegleiter",
        "Associate Professor",
        "Associate Clinical Professor",
        "Assistant Professor",
        "Executive Assistant to the CEO",
        "Chief of Staff",
        "Lead Generation Specialist",
        "Data Entry Clerk",
        "Internship Coordinator",
        "Member of Technical Staff",
        "Product Managers",
        "Secretary to the VP",
        "PA to the CEO",
        "Early Stage Recruiter",
        "Product Owner",
        "Tacoma Engineer",
        "C3O Engineer",
    ],
)
def test_a_title_without_a_level_has_the_assumed_level(title: str) -> None:
    assert READER.level_of(title) == FoundLevel("P2", "P1", "P3", (), assumed=True)


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        pytest.param("vice president sale", "vice president|sale", id="side by side"),
        pytest.param("chief product officer", "chief officer|product", id="apart"),
        pytest.param("nursing team leader", "nursing|team leader", id="at the end"),
        pytest.param("hotel general manager", "hotel|general manager", id="of a word of work"),
        pytest.param("staff nurse", "staff|nurse", id="names the work too"),
        pytest.param("chief engineer", "chief|engineer", id="a trade's first"),
        pytest.param("product manager", "product|manager", id="no phrase"),
        pytest.param("adviser vp sale", "adviser|vp|sale", id="another's level"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_phrase_of_level_is_one_word(words: str, joined: str) -> None:
    found = READER.join_phrases(tuple(words.split()))
    assert found == tuple(filter(None, joined.split("|")))
    assert READER.join_phrases(found) == found


def test_a_level_is_read_once_for_each_meaning_of_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    reader = LevelReader(LADDER, FAMILIES)
    level_of = reader.level_of

    def counted(title: str, family: str | None = None) -> FoundLevel:
        read.append(family or "")
        return level_of(title, family)

    monkeypatch.setattr(reader, "level_of", counted)
    title = TitleLevel(reader, "Staff Therapist")
    levels = [title.in_family(slug).level for slug in ("sales", "health-care", None, "product")]
    assert levels == ["P5", "P1", "P5", "P5"]
    assert read == ["", "health-care"]


@pytest.mark.parametrize(
    ("title", "family", "agree"),
    [
        ("Recruiter", None, True),
        ("Junior Recruiter", None, True),
        ("Senior / Lead Recruiter", None, True),
        ("EVP, Chief Marketing Officer", None, True),
        ("Junior to Senior Recruiter", None, False),
        ("Engineering Manager / Director", None, False),
        ("Graduate Recruitment Manager", None, False),
        ("Intern, Sales Director", None, True),
        ("Junior Staff Therapist", "sales", False),
        ("Junior Staff Therapist", "health-care", True),
    ],
)
def test_words_that_can_be_true_of_one(title: str, family: str | None, agree: bool) -> None:
    assert READER.is_consistent(title, family) == agree
    assert TitleLevel(READER, title).is_consistent(family) == agree


@pytest.mark.parametrize(
    ("word", "known"),
    [("mgr", True), ("senior", True), ("cfo", True), ("gruppenleiter", True), ("prin", False)],
)
def test_the_ladder_knows_its_words(word: str, known: bool) -> None:
    assert READER.knows(word) == known


@pytest.mark.parametrize(
    ("one", "other", "above"), [("M4", "M3", True), ("M3", "P5", False), ("P2", "P2", False)]
)
def test_which_level_is_above_which(one: str, other: str, above: bool) -> None:
    assert READER.above(one, other) == above


@pytest.mark.parametrize(("level", "manages"), [("P8", False), ("S4", False), ("M1", True)])
def test_who_leads_people(level: str, manages: bool) -> None:
    assert READER.manages(level) == manages


@pytest.mark.parametrize(
    ("title", "family", "found"),
    [
        ("Staff Auditor", "finance", FoundLevel("P1", "P1", "P2", ("staff",), assumed=False)),
        ("Staff Therapist", "health-care", FoundLevel("P1", "P1", "P3", ("staff",), assumed=False)),
        ("Staff Therapist", "sales", FoundLevel("P5", "P4", "P7", ("staff",), assumed=False)),
        ("Staff Therapist", "unknown", FoundLevel("P5", "P4", "P7", ("staff",), assumed=False)),
        ("VP Finance", "finance", FoundLevel("M6", "M6", "E3", ("vp",), assumed=False)),
    ],
)
def test_a_family_has_its_own_words(title: str, family: str, found: FoundLevel) -> None:
    assert READER.level_of(title, family) == found


def test_a_banks_vice_president_has_the_level_of_the_family() -> None:
    reader = LevelReader(LADDER, [BANK])
    assert reader.level_of("Vice President, Credit Risk", BANK.slug) == FoundLevel(
        "P5", "P4", "M3", ("vice president",), assumed=False
    )
    assert reader.level_of("Senior Vice President", BANK.slug).level == "E4"


def test_a_familys_word_of_an_unknown_level_has_the_ladders_meaning() -> None:
    word = TitleWord(("vp",), "Z9", None, None, below_scale=False, note=None)
    family = Family("x", "X", "Is faulty.", (word,))
    assert LevelReader(LADDER, [family]).level_of("VP", family.slug).level == "M6"


@pytest.mark.parametrize(
    ("title", "levels", "nearest"),
    [
        ("Senior Engineer", "P3 P4 P5 M2", ("P4", None)),
        ("Senior Manager", "P1 P2 P3 P4 P5 P6", ("P5", "M3")),
        ("Manager", "P1 P2 P3 P4 P5 P6", ("P4", "M2")),
        ("Director", "P4 M1 M2", ("M2", "M4")),
        ("Senior Engineer", "P1 P2 P3 M2", ("P3", "P4")),
        ("Principal Engineer", "P5 P7", ("P5", "P6")),
        ("Senior Engineer", "M1 M2 M3", ("M2", "P4")),
        ("VP", "M1 M2 E3", ("E3", "M6")),
        ("Director", "P6 M2", ("M2", "M4")),
        ("Head of Design", "M5 E2", ("M5", "M6")),
        ("Engineer", "P1 P2 P3", ("P2", None)),
        ("Engineer", "P3 P4", ("P3", None)),
        ("Clerk", "S1 S2 S3 S4 M1", ("S2", None)),
        ("Clerk I", "S1 S2 S3 S4 M1", ("S1", "P1")),
        ("Clerk III", "S1 S2 S3 S4 M1", ("S3", "P3")),
        ("Senior Clerk", "S1 S2 S3 S4 M1", ("S4", "P4")),
        ("Junior Clerk", "S1 S2 S3 S4 M1", ("S1", "P1")),
        ("Engineer", "M1 M2", ("M1", None)),
    ],
)
def test_the_nearest_level_of_a_focus(
    title: str, levels: str, nearest: tuple[str, str | None]
) -> None:
    assert nearest_level(LADDER, READER.level_of(title), levels.split()) == nearest
    assert nearest_level(LADDER, READER.level_of(title), levels.split()[::-1]) == nearest


def test_a_focus_without_levels_has_none_that_is_nearest() -> None:
    with pytest.raises(ValueError, match="empty"):
        nearest_level(LADDER, READER.level_of("Engineer"), [])


WORDS = "senior associate manager director of II , - staff c.t.o. head store nurse vp".split()


@given(st.lists(st.sampled_from(WORDS)), st.sampled_from(["", "finance", "health-care"]))
def test_the_point_lies_in_the_range(words: list[str], family: str) -> None:
    found = READER.level_of(" ".join(words), family)
    ranks = {level.code: level.rank for level in LADDER.levels}
    assert ranks[found.low] <= ranks[found.level] <= ranks[found.high]
    assert found.assumed == (not found.words)


@given(
    st.lists(st.sampled_from(WORDS)),
    st.lists(st.sampled_from([level.code for level in LADDER.levels]), min_size=1),
)
def test_the_nearest_level_is_one_of_the_focus(words: list[str], levels: list[str]) -> None:
    found = READER.level_of(" ".join(words))
    level, instead_of = nearest_level(LADDER, found, levels)
    assert level in levels
    assert instead_of == (None if found.assumed or level == found.level else found.level)
