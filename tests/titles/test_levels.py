"""The level of a title as a point and a range, and the nearest that a focus has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl.canon import decoding, package_data, source
from levelctl.canon.model import Family, TitleWord
from levelctl.titles.clean.lexicon import Grade
from levelctl.titles.levels import LevelReader, LevelReading, TitleLevel, nearest_level
from levelctl.titles.records import FoundLevel, Removal

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
        says("Technical Fellow", "P8 P7 P8", "technical fellow"),
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
        says("Chief Software Architect", "P6 P5 E4", "chief architect"),
        says("Founder & Head of Design", "E6 M6 E6", "founder, head of"),
        says("COO & SVP", "E4 E3 E6", "coo, svp"),
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
        "Chief of Staff",
        "Lead Generation Specialist",
        "Internship Coordinator",
        "Member of Technical Staff",
        "Product Managers",
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
    read: list[tuple[str | None, str | None]] = []
    reader = LevelReader(LADDER, FAMILIES)
    reading = reader.reading

    def counted(
        title: str, family: str | None, base: str | None, removed: tuple[Removal, ...]
    ) -> LevelReading:
        read.append((family, base))
        return reading(title, family, base, removed)

    monkeypatch.setattr(reader, "reading", counted)
    title = TitleLevel(reader, "Staff Therapist")
    levels = [title.in_family(slug).level for slug in ("sales", "health-care", None, "product")]
    assert levels == ["P5", "P1", "P5", "P5"]
    assert title.in_family("sales", "S2").level == "S4"
    above = '"staff" is above all levels of such work; Lead Support Specialist (S4) was used'
    assert title.doubts("sales", "S2") == (above,)
    assert read == [("", None), ("health-care", None), ("", "S2")]


@pytest.mark.parametrize(
    ("title", "family", "doubts"),
    [
        ("Recruiter", None, ()),
        ("Junior Recruiter", None, ()),
        ("Senior / Lead Recruiter", None, ()),
        ("Senior Engineer/Analyst", None, ()),
        ("Recruiter, Senior", None, ()),
        ("Warehouse Associate, Supervisor", None, ()),
        ("Executive Assistant", None, ()),
        ("Senior Clerk", None, ()),
        ("President & CEO", None, ()),
        ("VP & EVP", None, ('it names several offices, "vp" and "evp"; the lower was used',)),
        (
            "EVP, Chief Marketing Officer",
            None,
            ('it names several offices, "evp" and "chief officer"; the lower was used',),
        ),
        (
            "Junior to Senior Recruiter",
            None,
            (
                (
                    '"junior" (P1) and "senior" (P4) are different levels; Senior '
                    "Professional (P4) was used"
                ),
            ),
        ),
        (
            "Engineering Manager / Director",
            None,
            ('"manager" (M2) and "director" (M4) are different levels; Director (M4) was used',),
        ),
        (
            "Graduate Recruitment Manager",
            None,
            ('"graduate" (P1) and "manager" (M2) are different levels; Manager II (M2) was used',),
        ),
        (
            "Intern, Sales Director",
            None,
            (
                (
                    '"intern" (P1) and "director" (M4) are different levels; '
                    "Entry-Level Professional (P1) was used"
                ),
            ),
        ),
        (
            "Junior Staff Therapist",
            "sales",
            (
                (
                    '"junior" (P1) and "staff" (P5) are different levels; Expert '
                    "Professional (P5) was used"
                ),
            ),
        ),
        ("Junior Staff Therapist", "health-care", ()),
        (
            "Web Designer, Production Manager",
            None,
            ("it names several jobs, and the level of only one of them",),
        ),
        (
            "Accountant & Payroll Manager",
            None,
            ("it names several jobs, and the level of only one of them",),
        ),
        (
            "Director and Compliance Officer",
            None,
            ("it names several jobs, and the level of only one of them",),
        ),
        (
            "HR Director, Recruiter",
            None,
            ("it names several jobs, and the level of only one of them",),
        ),
        (
            "Executive Assistant to the CEO",
            None,
            ("it names the level of somebody who is assisted",),
        ),
        ("Chief Storekeeper", None, ('"chief" can mean many levels, S4 to E4',)),
        ("Legal Fellow", None, ('"fellow" can mean many levels, P1 to P8',)),
        ("Deputy CFO", None, ('"deputy cfo" can mean many levels, M5 to E5',)),
        (
            "Counsel (Acting Director)",
            None,
            ('the post of "director" is held only for a while, beside the job',),
        ),
        ("Engineer I-III", None, ('it names several grades: "i/iii"',)),
        ("Engineer II/III", None, ()),
        (
            "Specialist II (may be Senior)",
            None,
            ('the grade "ii" (P2) and the words differ; Senior Professional (P4) was used',),
        ),
        (
            "Engineering Manager P4",
            None,
            (
                (
                    '"manager" (M2) and "p4" (P4) are different levels; Senior '
                    "Professional (P4) was used"
                ),
            ),
        ),
        (
            "Junior Engineer P4",
            None,
            (
                (
                    '"junior" (P1) and "p4" (P4) are different levels; Senior Professional '
                    "(P4) was used"
                ),
            ),
        ),
        ("Senior Engineer P5", None, ()),
        (
            "Engineer E6",
            None,
            (
                (
                    "C-Suite Executive (E6) is a level of managers, but nothing in the "
                    "title manages people"
                ),
            ),
        ),
    ],
)
def test_what_leaves_a_level_in_doubt(
    title: str, family: str | None, doubts: tuple[str, ...]
) -> None:
    assert TitleLevel(READER, title).doubts(family) == doubts


@pytest.mark.parametrize(
    ("word", "known"),
    [("mgr", True), ("senior", True), ("cfo", True), ("gruppenleiter", True), ("poet", False)],
)
def test_the_ladder_knows_its_words(word: str, known: bool) -> None:
    assert READER.knows(word) == known


@pytest.mark.parametrize(("level", "highest"), [("E6", True), ("E5", False), ("P8", False)])
def test_which_level_is_highest(level: str, highest: bool) -> None:
    assert READER.is_highest(level) == highest


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
        ("Clerk I", "S1 S2 S3 S4 M1", ("S1", None)),
        ("Clerk III", "S1 S2 S3 S4 M1", ("S3", None)),
        ("Senior Clerk", "S1 S2 S3 S4 M1", ("S3", None)),
        ("Lead Clerk", "S1 S2 S3 S4 M1", ("S4", None)),
        ("Junior Clerk", "S1 S2 S3 S4 M1", ("S1", None)),
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


OPEN = (
    # Payrolls of Illinois, by the Better Government Association (datamade/bga-payroll)
    ("Computer Technician Iii", "S3"),
    ("Clerk Ii", "S2"),
    ("Clerk Iv Chief Judge Afscme", "S4"),
    ("Program Coordinator Ii-Sheriff", "P2"),
    ("Fd Admin. Secretary 2", "S2"),
    ("Clinical Lab Site Supervisor I", "M1"),
    ("Psychologist V", "P5"),
    ("Deputy Director Ii", "M3"),
    ("Ic Valuations Jr Analyst I", "P1"),
    ("Unit Director County Ext Dir Iii", "M5"),
    ("Unit Director Director, Executive", "E1"),
    ("Vice President, Student Affair", "M6"),
    ("Director Of Student Life", "M4"),
    ("Associate Vice President/Project Director", "M4"),
    ("Associate Vice President, Accounting & Chief Budget Officer", "M4"),
    ("Other Administrator Assistant To The Vp, Quad Cities And Planning", "S2"),
    ("Associate Professor, Psychology", "P2"),
    ("Associate Prof Of Biology", "P2"),
    ("Fd Fire Chief", "M4"),
    ("Chief Deputy Clerk I", "S4"),
    ("It Coordinator / Water Dept. Supervisor", "M1"),
    ("Police Officer/Property Officer", "P2"),
    # Postings of data analysts (dpatelaqua/data-analyst-job-titles-dpatelaqua_sql)
    ("Health Data Analyst - Senior", "P4"),
    ("IT Data Analyst, Senior", "P4"),
    ("Warehouse Records Clerk I, Sr", "S3"),
    ("Tableau Business Intelligence Analyst, Lead", "P4"),
    ("Sr. Data Analyst / Sr. Splunk Analyst", "P4"),
    ("Problem Manager/Data Analyst", "M2"),
    ("Research and Data Analyst-Student Learning", "P2"),
    # Titles of all trades (jneidel/job-titles)
    ("senior accounting clerk", "S3"),
    ("senior marketing coordinator", "P2"),
    ("principal clerk", "S4"),
    ("junior legal secretary", "S1"),
    ("lead recreation assistant", "S4"),
    ("senior care assistant", "S2"),
    ("market research senior project manager", "P4"),
    ("human resources project manager", "P2"),
    ("general accounting manager", "M2"),
    ("general sales manager", "M2"),
    ("operations manager assistant", "M1"),
    ("project manager senior", "P4"),
    ("chief radiation therapist", "P6"),
    ("chief dispatcher", "S4"),
    ("assistant manager trainee", "P1"),
    ("sales team leader", "M1"),
    ("head counselor", "M1"),
    ("head of loss prevention", "M6"),
    ("global analytics head", "M6"),
    ("senior vice president and chief information officer", "E4"),
    ("chairman president and chief executive officer", "E6"),
    ("vice president & general manager brand north america", "M6"),
    ("president trust company", "E4"),
    ("co founder and cto", "E6"),
    ("head start assistant teacher", "P1"),
    ("bill board poster", "P2"),
)


@pytest.mark.parametrize(("title", "level"), OPEN)
def test_titles_from_the_open(title: str, level: str) -> None:
    assert READER.level_of(title).level == level


SUPPORT = ("S1", "S2", "S3", "S4", "M1")


@pytest.mark.parametrize(
    ("title", "base", "levels"),
    [
        ("Accounts Payable Clerk", "S2", "S2 S1 S3"),
        ("Senior Accounts Payable Clerk", "S2", "S3 S2 S4"),
        ("Accounts Payable Clerk Sr", None, "S3 S2 S4"),
        ("Lead Accounts Payable Clerk", "S2", "S4 S3 S4"),
        ("Principal Accounts Payable Clerk", "S1", "S3 S2 S4"),
        ("Junior Accounts Payable Clerk", "S2", "S1 S1 S2"),
        ("Accounts Payable Clerk II", None, "S2 S1 S3"),
        ("Payables III", "S2", "S3 S2 S4"),
        ("Senior Payables Clerk III", "S2", "S4 S3 S4"),
        ("Senior Executive Support", "S3", "S4 S3 S4"),
        ("Senior Project Coordinator", "P1", "P2 P1 P3"),
        ("Senior Project Coordinator", None, "P2 P1 P3"),
        ("Lead Project Coordinator", None, "P3 P2 P4"),
        ("Junior Project Coordinator", None, "P1 P1 P2"),
        ("Senior Business Analyst", "P2", "P4 P3 P5"),
        ("Senior Solutions Architect", "P4", "P5 P4 P6"),
        ("Senior Warehouse Supervisor", "M1", "M2 M1 M3"),
        ("Warehouse Supervisor", "M1", "M1 M1 M2"),
        ("Senior Office Manager", "M1", "M2 M1 M3"),
        ("Assistant Office Manager", "M3", "M2 M1 M3"),
        ("Assistant Office Manager", "M1", "M1 M1 M2"),
        ("Office Director", "M1", "M4 M4 E1"),
        ("Deputy CFO", "E6", "M6 M5 E5"),
        ("Payables Manager", "S2", "M2 M1 M3"),
        ("Payables", "S2", "S2 S1 S3"),
    ],
)
def test_words_are_relative_to_the_level_of_the_work(
    title: str, base: str | None, levels: str
) -> None:
    found = TitleLevel(READER, title).in_family(None, base)
    assert (found.level, found.low, found.high) == tuple(levels.split())
    assert found.assumed == (title == "Payables")


@pytest.mark.parametrize(
    ("title", "levels", "found"),
    [
        ("Senior Payroll Specialist", SUPPORT, "S3"),
        ("Lead Payroll Specialist", SUPPORT, "S4"),
        ("Payroll Specialist", SUPPORT, "S2"),
        ("Payroll Specialist III", SUPPORT, "S3"),
        ("Senior Payroll Specialist", ("S1", "S2", "P2", "P4"), "P4"),
        ("Senior Payroll Specialist", ("M1", "M2"), "P4"),
        ("Senior Payroll Specialist", (), "P4"),
    ],
)
def test_a_focus_of_support_has_a_level_to_which_words_are_relative(
    title: str, levels: tuple[str, ...], found: str
) -> None:
    assert TitleLevel(READER, title).in_family(None, None, levels).level == found


GRADES = (
    Grade(("gs-13", "band c"), "P4", ("P3", "P5")),
    Grade(("gs-15",), "P6", None, unsure=True),
    Grade(("x1",), "Z9"),
)


@pytest.mark.parametrize(
    ("title", "grade", "levels", "doubts"),
    [
        ("Backend Engineer", "P4", "P4 P4 P4", 0),
        ("Backend Engineer", "Level P-4", "P4 P4 P4", 0),
        ("Engineering Manager", "M3", "M3 M3 M3", 0),
        ("Senior Engineer", "P5", "P5 P5 P5", 0),
        ("Senior Engineer", "P7", "P7 P7 P7", 1),
        ("Backend Engineer", "M3", "P2 P1 M3", 1),
        ("Software Engineer", "E6", "P2 P1 E6", 1),
        ("Software Engineer", "L5", "P2 P1 P8", 1),
        ("Senior Software Engineer", "L5", "P4 P2 P6", 1),
        ("Engineering Manager", "L6", "M2 M1 M4", 1),
        ("Accountant", "GS-13", "P4 P3 P5", 0),
        ("Accountant", "gs 13", "P4 P3 P5", 0),
        ("Accountant", "Band C", "P4 P3 P5", 0),
        ("Accountant", "GS-15", "P6 P5 P7", 1),
        ("Accounting Manager", "GS-13", "M2 M1 M3", 1),
        ("Accountant", "X1", "P2 P1 P8", 1),
    ],
)
def test_a_grade_is_evidence_of_the_level(title: str, grade: str, levels: str, doubts: int) -> None:
    level = TitleLevel(LevelReader(LADDER, (), GRADES), title, (Removal("grade code", grade),))
    found = level.in_family(None)
    assert (found.level, found.low, found.high) == tuple(levels.split())
    assert len(level.doubts(None)) == doubts


@pytest.mark.parametrize(
    ("title", "removal", "levels"),
    [
        ("President", ("place", "North America"), "E5 E3 E6"),
        ("Vice President", ("place", "EMEA"), "M6 M6 E3"),
        ("Director of Nursing", ("employment type", "Acting"), "M4 M3 E1"),
        ("Director of Nursing", ("employment type", "Part time"), "M4 M4 E1"),
    ],
)
def test_what_was_removed_limits_an_office(
    title: str, removal: tuple[str, str], levels: str
) -> None:
    level = TitleLevel(READER, title, (Removal(*removal),))
    found = level.in_family(None)
    assert (found.level, found.low, found.high) == tuple(levels.split())
    assert level.doubts(None) == ()


@pytest.mark.parametrize(
    ("title", "levels"),
    [
        ("Engineer II/III", "P2 P2 P3"),
        ("Engineer II - III", "P2 P2 P3"),
        ("Engineer I–III", "P2 P1 P3"),
        ("Engineer 1-2", "P1 P1 P2"),
        ("Engineer I, II", "P1 P1 P2"),
        ("Engineer 2 or 3", "P2 P2 P3"),
        ("Senior Engineer I", "P4 P3 P4"),
        ("Senior Engineer II", "P4 P4 P5"),
        ("Senior Engineer III", "P5 P4 P6"),
        ("Principal Engineer II", "P6 P6 P7"),
        ("Manager I", "M1 M1 M2"),
        ("Manager II", "M2 M2 M2"),
        ("Manager III", "M3 M2 M4"),
        ("Director II", "M4 M4 M5"),
        ("Associate Engineer II", "P2 P1 P2"),
        ("Nurse, Level 3", "P3 P2 P4"),
        ("Senior Engineer, Phase 2", "P4 P3 P5"),
        ("Developer, Open as of 4", "P2 P1 P3"),
        ("Engineer Tier 2", "P2 P1 P3"),
    ],
)
def test_numerals_are_grades(title: str, levels: str) -> None:
    found = READER.level_of(title)
    assert (found.level, found.low, found.high) == tuple(levels.split())


OWN = """\
tracks:
  I: {name: Individual, summary: Manages nobody.}
  M: {name: Management, manages: true, summary: Manages people.}
levels:
LEVELStitles:
  assumed: {level: I1, range: [I1, I3]}
  numerals: {spread: 1, levels: {I: I1, II: I2}}
  words:
    - {words: [senior], level: I3, range: [I2, I4]}
    - {words: [lead], level: I4}
    - {words: [director], level: M2}
  contributor_nouns: []
  adjectives: [senior]
"""


def own_ladder(names: dict[str, str]) -> LevelReader:
    """Return the reader of a ladder whose levels have these *names* by code."""
    rest = (
        "rank: {rank}, years: {{low: 0, high: 1}}, summary: x, scope: x, autonomy: x, "
        "complexity: x, impact: x, decision_rights: x, leadership: x"
    )
    levels = "".join(
        f"  {code}: {{track: {code[0]}, name: {name!r}, {rest.format(rank=code[1:])}}}\n"
        for code, name in names.items()
    )
    return LevelReader(decoding.ladder(source.parse(OWN.replace("LEVELS", levels)).top.value))


NAMED = own_ladder(
    {
        "I1": "Engineer",
        "I2": "Engineer 2",
        "I3": "Senior Engineer 1",
        "I4": "Senior Engineer 2",
        "I5": "Wizard (of all)",
        "I6": "Principal",
        "I7": "Principal",
        "M1": "People Lead",
        "M2": "Director",
    }
)


@pytest.mark.parametrize(
    ("title", "levels"),
    [
        ("Senior Engineer 2", "I4 I4 I4"),
        ("Senior Engineer II", "I4 I4 I4"),
        ("SENIOR ENGINEER 2 - Payments", "I4 I4 I4"),
        ("Senior Backend Engineer 2", "I4 I4 I4"),
        ("Senior Engineer", "I3 I2 I4"),
        ("Engineer 2", "I2 I2 I2"),
        ("Engineer", "I1 I1 I1"),
        ("Backend Engineer", "I1 I1 I3"),
        ("Lead Engineer", "I4 I3 I5"),
        ("People Lead", "M1 M1 M1"),
        ("Director", "M2 M1 M2"),
        ("Wizard", "I5 I5 I5"),
        ("Engineer - Payments", "I1 I1 I1"),
        ("Payments, Engineer", "I1 I1 I1"),
        ("Engineer II", "I2 I2 I2"),
        ("Principal", "I6 I6 I7"),
        ("Backend Engineer I4", "I4 I4 I4"),
        ("I4 Backend Engineer", "I4 I4 I4"),
        ("The I4 Engineer", "I1 I1 I3"),
    ],
)
def test_the_names_and_codes_of_a_ladder_are_its_levels(title: str, levels: str) -> None:
    found = NAMED.level_of(title)
    assert (found.level, found.low, found.high) == tuple(levels.split())


WORDS = "senior associate manager director of II , - staff c.t.o. head store nurse vp".split()


@given(st.lists(st.sampled_from(WORDS)), st.sampled_from(["", "finance", "health-care"]))
def test_the_point_lies_in_the_range(words: list[str], family: str) -> None:
    found = READER.level_of(" ".join(words), family)
    ranks = {level.code: level.rank for level in LADDER.levels}
    assert ranks[found.low] <= ranks[found.level or ""] <= ranks[found.high]
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
