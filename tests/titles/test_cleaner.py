"""What is taken out of messy titles, and what is not: as people and recruiters write them."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from typing import Literal, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from levelctl.record import replace
from levelctl.titles.clean.cleaner import Cleaned, Cleaner
from levelctl.titles.clean.drafts import CleanedPart
from levelctl.titles.clean.folding import READ, fold, without_invisible
from levelctl.titles.clean.lexicon import Noise, lexicon_of
from levelctl.titles.clean.phrases import Phrases
from levelctl.titles.records import Removal

LEXICON = lexicon_of(None)
CLEANER = Cleaner(LEXICON)

KINDS = {
    "d": "decoration",
    "e": "employment type",
    "g": "gender form",
    "n": "number form",
    "r": "requisition number",
    "p": "place",
    "w": "work mode",
    "s": "shift",
    "l": "grade code",
    "u": "urgency",
    "c": "company",
    "m": "salary",
    "x": "clearance",
    "t": "language",
    "y": "start date",
}

ROWS = """\
Senior Software Engineer => senior software engineer
Senior Software Engineer (m/w/d) => senior software engineer | g m/w/d
Bauleiter m/w/d ab sofort => bauleiter | g m/w/d | u ab sofort
Software Engineer (m / w / d) in Vollzeit => software engineer | g m / w / d | e in Vollzeit
Consultant (m, w, d) => consultant | g m, w, d
Software Engineer - REQ#R-20431 => software engineer | r R-20431
Interim CFO => cfo | e Interim
(Acting) Head of Finance => head of finance | e Acting
Product Manager ad interim => product manager | e ad interim
Acting Coach => acting coach
Recruiter, Summer 2027 => recruiter | y Summer 2027
New Grad Recruiter 2027 => new grad recruiter | y 2027
Projektleiter (m¦w¦d) Hochbau => projektleiter, hochbau | g m¦w¦d
Pflegefachkraft (w/m/x) => pflegefachkraft | g w/m/x
Data Scientist (f/m/d) => data scientist | g f/m/d
Data Scientist (all genders) => data scientist | g all genders
Chef de projet (H/F) => chef de projet | g H/F
Chef de projet H/F - CDI - Paris => chef de projet | g H/F | e CDI | p Paris
Entwickler:in => entwickler | g :in
Entwickler:in (m/w/d) - Berlin => entwickler | g :in | g m/w/d | p Berlin
Entwickler*innen Backend, Vollzeit => entwickler backend | g *innen | e Vollzeit
Softwareentwickler_in => softwareentwickler | g _in
Mitarbeiter/in im Verkauf => mitarbeiter im verkauf | g /in
Mitarbeiter/-in Lager => mitarbeiter lager | g /-in
Techniker(in) => techniker | g (in)
Angestellte(r) im Einkauf => angestellte im einkauf | g (r)
Sachbearbeitende:r Buchhaltung => sachbearbeitende buchhaltung | g :r
Kaufmann/-frau im Einzelhandel => kaufmann im einzelhandel | g /-frau
Kaufmann/frau für Büromanagement => kaufmann für büromanagement | g /frau
Ingénieur(e) => ingénieur | g (e)
Ingénieur(e) logiciel => ingénieur logiciel | g (e)
Développeur/euse web (H/F) => développeur web | g /euse | g H/F
Développeur·euse => développeur | g ·euse
Directeur(trice) commercial(e) => directeur commercial | g (trice) | g (e)
Chargé.e de communication => chargé de communication | g .e
Technicien(ne) de maintenance => technicien de maintenance | g (ne)
Conseiller/ère clientèle => conseiller clientèle | g /ère
Ingeniero/a de datos => ingeniero de datos | g /a
Desarrollador(a) Java => desarrollador java | g (a)
Electrician(s) => electrician | n (s)
Software Engineer - Remote => software engineer | w Remote
Software Engineer (Remote) => software engineer | w Remote
Software Engineer [Remote] => software engineer | w Remote
Software Engineer, Remote => software engineer | w Remote
Software Engineer | Remote => software engineer | w Remote
Software Engineer Remote => software engineer | w Remote
Remote Software Engineer => software engineer | w Remote
Remote: Software Engineer => software engineer | w Remote
100% Remote Data Engineer => data engineer | w 100% Remote
Copywriter - WFH => copywriter | w WFH
Recruiter (Hybrid / On-site) => recruiter | w Hybrid | w On-site
Sachbearbeiter im Homeoffice => sachbearbeiter | w im Homeoffice
Account Executive - Nationwide => account executive | w Nationwide
Software Engineer II (Remote, US) => software engineer ii | w Remote | p US
Manager, Remote Sensing => manager, remote sensing
Remote Sensing Scientist => remote sensing scientist
Remote Pilot => remote pilot
Hybrid Cloud Architect => hybrid cloud architect
Virtual Assistant => virtual assistant
Part-time Barista => barista | e Part-time
Teacher, Full Time => teacher | e Full Time
Warehouse Associate (Temporary) => warehouse associate | e Temporary
Freelance Writer => writer | e Freelance
Nurse - PRN => nurse | e PRN
Business Analyst, 6 month contract => business analyst | e 6 month contract
HR Manager (Maternity Cover) => hr manager | e Maternity Cover
Software Engineer - Contract to hire => software engineer | e Contract to hire
Contract Manager => contract manager
Contract Specialist => contract specialist
Projektassistenz, 80-100%, Zürich => projektassistenz | e 80-100% | p Zürich
Assistant comptable - temps plein => assistant comptable | e temps plein
Buchhalter (befristet, Teilzeit) => buchhalter | e befristet | e Teilzeit
Night Shift Nurse => nurse | s Night Shift
Nurse - Night Shift (7pm-7am) => nurse | s Night Shift | s 7pm-7am
Staff Nurse - Nights/Weekends => staff nurse | s Nights/Weekends
Machine Operator 2nd Shift => machine operator | s 2nd Shift
Produktionshelfer im Schichtdienst => produktionshelfer | s im Schichtdienst
Shift Supervisor => shift supervisor
Night Auditor => night auditor
Day Care Teacher => day care teacher
Software Engineer in Berlin => software engineer | p in Berlin
Sales Manager Germany => sales manager | p Germany
Sales Manager, Germany and Austria => sales manager | p Germany | p Austria
VP Belgium => vp | p Belgium
EMEA Sales Director => sales director | p EMEA
Director, Business Development (EMEA) => director, business development | p EMEA
Leiter Vertrieb DACH => leiter vertrieb | p DACH
Head of Germany => head of germany
Professor of Latin America => professor of latin america
Analyst - New York, NY => analyst | p New York | p NY
Analyst, Austin TX => analyst | p Austin | p TX
Analyst - Baltimore, MD => analyst | p Baltimore | p MD
Physician, MD => physician, md
Registered Nurse - OR => registered nurse, or
Accounting Specialist, AR => accounting specialist, ar
Analyst (CA) => analyst | p CA
Engineer - U.S.A. => engineer | p U.S.A.
Account Manager Île-de-France => account manager | p Île-de-France
Teacher, Reading => teacher, reading
Engineer, Mobile => engineer, mobile
Solution Architect - IT => solution architect, it
R-12345 Data Analyst => data analyst | r R-12345
Data Analyst JR0012345 => data analyst | r JR0012345
Data Analyst - Req #4711 => data analyst | r Req #4711
Data Analyst, ID: 123 => data analyst | r ID: 123
Data Analyst (Job ID 2024-1234) => data analyst | r Job ID 2024-1234
Nurse 12345 => nurse | r 12345
12345 Nurse => nurse | r 12345
SOFTWARE ENGINEER 1615.6171 => software engineer | r 1615.6171
ISO 9001 Auditor => iso 9001 auditor
Lead Auditor ISO 9001 => lead auditor iso 9001
Dynamics 365 Consultant => dynamics 365 consultant
Accountant 3 => accountant 3
Accountant III => accountant iii
Engineer (II) => engineer, ii
Software Engineer L5 => software engineer | l L5
Software Engineer IC4, Payments => software engineer, payments | l IC4
Administrator (Grade 12) => administrator | l Grade 12
Staff Nurse Band 5 => staff nurse | l Band 5
Analyst - E-6 => analyst | l E-6
Manager G7 => manager | l G7
RESEARCH GEOLOGIST GS-1350-12 => research geologist | l GS-1350-12
DOMAIN CONSULTANT-L3 => domain consultant | l L3
Sachbearbeiter EG 9b TVöD => sachbearbeiter | l EG 9b | l TVöD
URGENT: Chef => chef | u URGENT
NEW! Staff Nurse => staff nurse | u NEW | d !
We’re hiring! Senior Accountant!!! => senior accountant | u We’re hiring | d ! | d !!!
🚀 Product Designer 🚀 => product designer | d 🚀 | d 🚀
★ Sales Associate ★ => sales associate | d ★ | d ★
Cook - Immediate Start => cook | u Immediate Start
Koch dringend gesucht => koch | u dringend gesucht
Spinning® Instructor => spinning instructor | d ®
New Business Manager => new business manager
Node.js Developer - $120k => node.js developer | m $120k
Engineer up to €60.000 => engineer | m up to €60.000
Chef £30-35k => chef | m £30-35k
Driver ($18.50/hour) => driver | m $18.50/hour
Tester, 50.000 EUR => tester | m 50.000 EUR
Buyer 80-100k => buyer | m 80-100k
Tester, 120k-150k USD => tester | m 120k-150k USD
Tester CHF 100'000 - 120'000 => tester | m CHF 100'000 - 120'000
Tester, £45,000 p.a. => tester | m £45,000 p.a.
Tester - up to $150K + equity => tester | m up to $150K + equity
Nurse, $5,000 Sign-on Bonus => nurse | m $5,000 Sign-on Bonus
Kaufmann/ -frau im Einzelhandel => kaufmann im einzelhandel | g / -frau
Buyer (Ref. 2024/55) => buyer | r Ref. 2024/55
Kennziffer 123/24 Ingenieur => ingenieur | r Kennziffer 123/24
Store Manager - Store #1234 => store manager | r Store #1234
Band 7 Nurse => nurse | l Band 7
IC4 Data Scientist => data scientist | l IC4
Band Leader => band leader
Security Officer (24x7) => security officer | s 24x7
Marketing Manager 12m FTC => marketing manager | e 12m FTC
Cleaner 16hrs => cleaner | e 16hrs
Ward Clerk 0.8 FTE => ward clerk | e 0.8 FTE
PM (m/w/d) => pm | g m/w/d
PM - Remote => pm | w Remote
PM - Austin, TX => pm | p Austin | p TX
Buyer - Req #4711 - 12-month FTC => buyer | r Req #4711 | e 12-month FTC
401(k) Administrator => 401k administrator
Software Engineer at Google => software engineer | c at Google
Software Engineer @ Acme - London => software engineer | c @ Acme | p London
Kaufmännischer Angestellter bei der STRABAG => kaufmännischer angestellter | c bei der STRABAG
Editor at Large => editor at large
Attorney at Law => attorney at law
Analyst with TS/SCI clearance => analyst with | x TS/SCI clearance
German-speaking Agent => german-speaking agent
Support Agent - German speaking => support agent | t German speaking
Engineer (Senior) => engineer, senior
Senior (Backend) Engineer => senior backend engineer
(Senior) Engineer => senior engineer
Lab Tech (Laboratory Technician) => lab tech, laboratory technician
Developer (Java, Spring) => developer, java, spring
Chairman (co-founder) => chairman, co-founder
C# Developer => c# developer
C++ Engineer => c++ engineer
Developer (C++) => developer, c++
.NET Developer => .net developer
ASP.NET Developer => asp.net developer
Developer .NET => developer .net
I/O Engineer, R&D => i/o engineer, r&d
A/B Testing Lead => a/b testing lead
IT Manager => it manager
Picker / Packer => picker / packer
Refrigeration Brazer/Solderer => refrigeration brazer/solderer
Research &amp; Development Lead => research & development lead
Sr. Mgr., Ops. => sr mgr, ops
R.N., Case Mgr. => rn, case mgr
Software Intern => software intern
Intern (m/w/d) => intern | g m/w/d
Marketing Trainee - Berlin => marketing trainee | p Berlin
Apprentice, full-time => apprentice | e full-time
Director – Finance — Europe => director, finance | p Europe
Ｓｅｎｉｏｒ　Ｅｎｇｉｎｅｅｒ => senior engineer
Oﬃce Manager => office manager
Straßenbauer => strassenbauer
SALES\u200b MANAGER\u00a0\u00a0(REMOTE) => sales manager | w REMOTE
Remote => remote
Remote (m/w/d) => remote (m/w/d)
Berlin, Germany => berlin, germany
15-1132 => 15-1132
!!! => !!!
"""  # noqa: RUF001 - as people write


def row(line: str) -> tuple[str, str, tuple[Removal, ...]]:
    title, _, rest = line.partition(" => ")
    text, *removed = rest.split(" | ")
    return title, text, tuple(Removal(KINDS[each[0]], each[2:]) for each in removed)


TABLE = [row(line) for line in ROWS.splitlines()]


def text_of(title: str) -> str:
    return CLEANER.clean(title).text


@pytest.mark.parametrize(("title", "text", "removed"), TABLE, ids=[title for title, _, _ in TABLE])
def test_of_a_title_is_left(title: str, text: str, removed: tuple[Removal, ...]) -> None:
    cleaned = CLEANER.clean(title)
    assert (cleaned.original, cleaned.text, cleaned.removed) == (title, text, removed)


EVIDENCE = """\
CDI Specialist
PM / Geophysicist
Technician (PM)
Welder, Pipeline
Data Engineer (Pipeline)
Hiring Coordinator
Director, Hiring
Software Engineer (BE)
Technician (DC)
Rehab Manager, PT
Relocation Assistance Specialist
Job Fair Planner
Direct Hire Recruiter
Virtual Classroom Manager
Home-Based Therapist
Engineer, Offshore
Turbine Technician (Onshore)
Analyst, Salary
Manager Contract
Security Clearance Processor
Maintenance Engineer (FM)
Human Factors Engineer (HF)
Driver, Local
HVAC(R) Technician
Temporary Help Agency Clerk
Interim Housing Manager
Freelance Coordinator
Mobile Engineer (HVAC)
Buyer, Women's Shoes
Project Manager, Highways
Account Manager (Banking)
Engineer, Marketing
Deputy Director
Management Trainee
Associate Buyer
"""


@pytest.mark.parametrize("title", EVIDENCE.splitlines())
def test_what_names_work_is_not_taken_out(title: str) -> None:
    cleaned = CLEANER.clean(title)
    assert cleaned.removed == ()
    assert re.findall(r"\w+", cleaned.text) == re.findall(r"\w+", title.lower())


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Assistant at Surgery", "assistant at surgery"),
        ("Controller at the Paper Mill", "controller at the paper mill"),
        ("Controller at Acme Paper", "controller"),
        ("Controller @ Acme", "controller"),
        ("Controller, at Paper Mill", "controller, at paper mill"),
        ("Controller - at Acme", "controller"),
    ],
)
def test_only_names_are_companies(title: str, text: str) -> None:
    known = {"assistant", "surgery", "controller", "paper", "mill"}.__contains__
    assert Cleaner(LEXICON, known).clean(title).text == text
    assert " at " not in CLEANER.clean(title).text


PARTS = {
    "Mobile Engineer": [],
    "Mobile Engineer (HVAC)": [("", "mobile engineer"), ("(", "hvac")],
    "Buyer - Women's Shoes": [("", "buyer"), ("-", "women's shoes")],
    "Project Manager – Highways | M25": [
        ("", "project manager"),
        ("-", "highways"),
        ("|", "m25"),
    ],
    "Software (Backend) Engineer": [("", "software"), ("(", "backend"), ("", "engineer")],
    "(Senior) Engineer": [("(", "senior"), ("", "engineer")],
    "Engineer (m/w/d, Backend) - Remote": [("", "engineer"), ("(", "backend")],
    "Engineer (m/w/d) - Backend": [("", "engineer"), ("-", "backend")],
    "Engineer (m/w/d) Backend": [("", "engineer"), ("", "backend")],
    "Remote - Data Engineer, Platform": [("", "data engineer"), (",", "platform")],
    "Product / Marketing Manager": [("", "product"), ("/", "marketing manager")],
    "Sales & Ops: Lead": [("", "sales & ops"), (":", "lead")],
    "Legal Counsel [Former (Deputy) Head": [("", "legal counsel"), ("(", "former deputy head")],
    "401(k) Administrator": [],
    "Remote (Remote)": [],
}


@pytest.mark.parametrize(("title", "expected"), PARTS.items(), ids=PARTS)
def test_the_parts_say_what_stood_before_them(title: str, expected: list[tuple[str, str]]) -> None:
    assert [(part.sign, part.text) for part in CLEANER.clean(title).parts] == expected


KNOWN = {"data", "engineer", "software", "devops"}.__contains__


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Data\u200bEngineer", "data engineer"),
        ("Data\ufeffEngineer", "data engineer"),
        ("Data\u2060Engineer", "data engineer"),
        ("\ufeffData \u200bEngineer\u200b", "data engineer"),
        ("Soft\u200bware Engi\u200bneer", "software engineer"),
        ("Soft\u00adware Engi\u00adneer", "software engineer"),
        ("Geschäfts\u00adführer", "geschäftsführer"),
        ("Chef\u200bKoch", "chefkoch"),
        ("Chef\u200bEngineer", "chef engineer"),
        ("Chef\u2060Koch", "chefkoch"),
        ("\u202eData\u202c Engineer\u200f", "data engineer"),
        ("Data\u00a0Engineer", "data engineer"),
        ("Data\u2009Engineer", "data engineer"),
        ("Data\u3164Engineer", "data engineer"),
        ("Data Engineer\U000e0101", "data engineer"),
        ("Data Engineer - Re\u200bmote", "data engineer"),
        ("Data Engineer (m\u200b/w/\u00add)", "data engineer"),
        ("D\u0430ta Engineer", "d\u0430ta engineer"),
    ],
)
def test_what_is_not_seen_does_not_count(title: str, text: str) -> None:
    cleaned = Cleaner(LEXICON, KNOWN).clean(title)
    assert cleaned.text == text
    assert all(each.text.isprintable() for each in cleaned.removed)


# Laws.

Form = Literal["NFC", "NFD", "NFKC", "NFKD"]
FORMS: tuple[Form, ...] = get_args(Form)
TITLES = st.sampled_from([title for title, _, _ in TABLE])
SOUND = st.sampled_from([text for _, text, _ in TABLE[:-5]])
BEHIND = st.sampled_from(
    " (m/w/d)_ - Remote_ (Remote)_, Full-time_ | Berlin_ - Austin, TX_!!!_ 🚀_ (R-12345)"
    "_ - Req #4711_, $120k_ - Night Shift_ [Hybrid]_ - L5_ at Acme".split("_")
)
BEFORE = st.sampled_from(
    ["Remote - ", "(m/w/d) ", "URGENT: ", "🚀 ", "R-12345 - ", "[Berlin] ", "Full-time: ", "*** "]
)
WORDS = st.lists(
    st.sampled_from(
        "senior remote (remote) , - / | & of and at @ us tx berlin m/w/d (e) r-123 12345 l5 $5k ! "
        ".net c++ c# : ; new [ ] ) ( contract night shift ii manager cook 🚀 · * _ 401(k)".split()
    ),
    max_size=12,
)


@given(st.text())
@example("!")
@example("\u0130\u0131 \u01f0\u030c ß ﬁ\u0301")
@example("C.\u0327")
@example("remote" * 100)
@example("(" * 1000)
def test_any_text_is_cleaned_and_stays_clean(title: str) -> None:
    cleaned = CLEANER.clean(title)
    assert cleaned.original == title
    assert text_of(cleaned.text) == cleaned.text
    assert len(cleaned.text) <= 2 * READ * 4


@given(WORDS, st.sampled_from(["", " "]))
@example(["contract", "and", "m/w/d"], " ")
def test_a_clean_title_stays_as_it_is(words: list[str], between: str) -> None:
    text = text_of(between.join(words))
    assert text_of(text) == text


@given(TITLES, st.lists(BEHIND, max_size=3))
def test_nothing_is_taken_out_of_nothing(title: str, noise: list[str]) -> None:
    assert text_of(title + "".join(noise))


@given(SOUND, st.lists(BEFORE, max_size=2), st.lists(BEHIND, max_size=3))
def test_noise_changes_nothing(title: str, before: list[str], behind: list[str]) -> None:
    noisy = CLEANER.clean("".join((*before, title, *behind)))
    assert noisy.text == title
    assert bool(noisy.removed) == bool(before or behind)


@given(TITLES, st.sampled_from(FORMS))
def test_the_unicode_form_changes_nothing(title: str, form: Form) -> None:
    assert text_of(unicodedata.normalize(form, title)) == text_of(title)


@given(st.text(max_size=40))
def test_whether_characters_are_composed_changes_nothing(title: str) -> None:
    composed, apart = (text_of(unicodedata.normalize(form, title)) for form in ("NFC", "NFD"))
    assert composed == apart == text_of(title)


@given(TITLES, st.sampled_from([str.upper, str.lower, str.title, str.casefold, str.swapcase]))
def test_case_changes_nothing(title: str, change: Callable[[str], str]) -> None:
    assert text_of(change(title)) == text_of(title)


@given(st.text(max_size=60))
@example("\x1b\r\U00018d09¨")
def test_a_removal_is_named_as_it_stood(title: str) -> None:
    noisy = f"Cook, {title}, (ReMoTe)"
    removed = CLEANER.clean(noisy).removed
    assert Removal("work mode", "ReMoTe") in removed
    seen = unicodedata.normalize("NFC", without_invisible(noisy, lambda _: False))
    assert all(each.text and each.text in seen for each in removed)


# What a hostile title or canon costs.


@pytest.mark.parametrize(
    "piece",
    [
        "remote ",
        "(",
        "m/",
        "1,",
        "$1",
        "at ",
        "a.",
        "- ",
        "berlin, ",
        "\u0301",
        "ﷺ",
        "_*",
        "of us ",
    ],
)
def test_a_hostile_title_takes_no_time(piece: str) -> None:
    start = time.process_time()
    CLEANER.clean(piece * 1_000_000)
    assert time.process_time() - start < 0.5


def test_no_more_is_read_than_a_title_has() -> None:
    assert len(fold("x" * 10_000).text) == READ


# Phrases.


@pytest.mark.parametrize(
    ("phrase", "words", "end"),
    [
        ("remote", ["remote"], 1),
        ("full-time", ["full", "time"], 2),
        ("grade ##", ["grade", "12"], 2),
        ("grade ##", ["grade", "1"], None),
        ("req #+", ["req", "4711"], 2),
        ("####+", ["123"], None),
        ("####+", ["12345"], 1),
        ("jr###+", ["jr0012"], 1),
        ("jr###+", ["jr01"], None),
        ("100% remote", ["100", "%", "remote"], 3),
        ("", ["remote"], None),
        ("#", ["x"], None),
    ],
)
def test_a_phrase_is_found(phrase: str, words: list[str], end: int | None) -> None:
    found = Phrases([(phrase, 1)]).longest(words, 0)
    assert found == (None if end is None else (end, [1]))


def test_the_longest_phrase_is_found_with_all_that_it_means() -> None:
    phrases = Phrases([("night", "a"), ("night shift", "b"), ("Night Shift".lower(), "c")])
    assert phrases.longest(["the", "night", "shift"], 1) == (3, ["b", "c"])


# The lexicon.


def test_the_reference_lexicon_is_large_enough() -> None:
    assert len(LEXICON.abbreviations) >= 150
    assert LEXICON.abbreviations["sr"] == ("senior",)
    assert LEXICON.abbreviations["pm"] == ("product manager", "project manager", "program manager")
    places = next(each for each in LEXICON.noise if each.kind == "place")
    assert len(places.at_an_end) > 400


def test_a_canon_has_its_own_words() -> None:
    value = {"abbreviations": {"x": "y", "z": ["a", "b"]}, "noise": {"mood": {"alone": ["happy"]}}}
    lexicon = lexicon_of(value)
    assert lexicon == replace(
        lexicon_of({}),
        abbreviations={"x": ("y",), "z": ("a", "b")},
        noise=(Noise("mood", alone=("happy",)),),
    )
    assert Cleaner(lexicon).clean("Cook (happy), remote") == Cleaned(
        "Cook (happy), remote",
        "cook, remote",
        (Removal("mood", "happy"),),
        (CleanedPart("cook"), CleanedPart("remote", ",")),
    )


def test_without_words_only_signs_are_taken_out() -> None:
    assert Cleaner(lexicon_of({})).clean("Cook, remote!").text == "cook, remote"
