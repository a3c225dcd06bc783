"""What the prose rules report in the clean canon with a planted fault, and what they allow."""

from __future__ import annotations

from pathlib import Path

import pytest

from clean import CLINIC_FILE, KEEPER_FILE, WARD_FILE, reported
from levelctl.canon import package_data, source
from levelctl.lint.phrases import first, occurrences
from levelctl.lint.rule import RuleWords
from levelctl.lint.rules.begins_with_verb import opening_non_verb

Changes = dict[str, str]

TASKS = Path("/work/shared/data/onet/Task Statements.txt")

LEAVE_OUT = "  hint: say what is different here, or delete it in one of the two places"
ELSEWHERE = (
    "  hint: say what the person leads without managing people, or move it to a level "
    "that manages people"
)
HOW_MUCH = "  hint: say what, how much, how often or by when"
BEGIN = "  hint: begin with what the person does, such as plans, drafts or signs"
AS_TOOL = "  hint: list it under tools, and name the skill after what people do with it"
WHAT_ONE_DOES = "  hint: say what a person with this skill does"
NAME_ALONE = "  hint: give only the tool's name, and list each tool as its own item"
ADD = "  hint: add what is missing"
JOIN = "  hint: combine related items"
FITTING = "  hint: use a word that fits every trade in the canon"

VACCINATES = "Vaccinates forty children a day and reports side effects to the health office."
DRAWS = "Draws blood, labels each tube at the chair, and sends the batch off by noon."
EXPLAINS = "Explains the doctor's findings in plain words, and checks that they were understood."
GIVES = "Gives the prescribed medication to a bay of eight, and records every dose within the hour."


def clinic(*duties: str) -> Changes:
    """Return the clinic nurse's file with *duties* at P2."""
    items = "".join(f"\n      - >-\n        {duty}" for duty in duties)
    return {CLINIC_FILE: f"levels:\n  P2:\n    responsibilities:{items}\n"}


def with_first(duty: str) -> Changes:
    return clinic(duty, DRAWS, EXPLAINS)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, (), id="all differ"),
        pytest.param(
            with_first(GIVES),
            (
                (
                    f"{WARD_FILE}:37:9: warning this responsibility of P2 repeats one of Clinic "
                    "Nurse P2: 100% of their words are the same (repeated-duty)"
                ),
                f"  {CLINIC_FILE}:17:7: the responsibility of Clinic Nurse P2 is here",
                LEAVE_OUT,
            ),
            id="in two foci",
        ),
        pytest.param(
            with_first(DRAWS.replace("noon", "evening")),
            (
                (
                    f"{CLINIC_FILE}:19:7: warning this responsibility of P2 repeats one of P2: "
                    "88% of their words are the same (repeated-duty)"
                ),
                f"  {CLINIC_FILE}:17:7: the responsibility of P2 is here",
                LEAVE_OUT,
            ),
            id="twice at one level",
        ),
        pytest.param(
            {
                WARD_FILE: f'levels: {{P3: {{responsibilities: ["{GIVES}", "{EXPLAINS}"]}}}}',
                **with_first(EXPLAINS.upper()),
            },
            (
                (
                    f"{CLINIC_FILE}:21:7: warning this responsibility of P2 repeats one of P2: "
                    "100% of their words are the same (repeated-duty)"
                ),
                f"  {CLINIC_FILE}:17:7: the responsibility of P2 is here",
                LEAVE_OUT,
                (
                    f"{WARD_FILE}:58:24: warning this responsibility of P3 repeats one of P2: "
                    "100% of their words are the same (repeated-duty)"
                ),
                f"  {WARD_FILE}:37:7: the responsibility of P2 is here",
                LEAVE_OUT,
                (
                    f"{WARD_FILE}:58:118: warning this responsibility of P3 repeats one of "
                    "Clinic Nurse P2: 100% of their words are the same (repeated-duty)"
                ),
                f"  {CLINIC_FILE}:17:7: the responsibility of Clinic Nurse P2 is here",
                LEAVE_OUT,
            ),
            id="at two levels, and three times: each against its nearest",
        ),
        pytest.param(
            with_first("Gives blood to a bay of eight, and records every dose."),
            (),
            id="some words in common",
        ),
        pytest.param(
            {**with_first(GIVES), "canon.yaml": "check: {same_text: 1}"},
            (
                (
                    f"{WARD_FILE}:37:9: warning this responsibility of P2 repeats one of Clinic "
                    "Nurse P2: 100% of their words are the same (repeated-duty)"
                ),
                f"  {CLINIC_FILE}:17:7: the responsibility of Clinic Nurse P2 is here",
                LEAVE_OUT,
            ),
            id="the same, and only that is asked for",
        ),
        pytest.param(
            {
                **with_first("Gives blood to a bay of eight, and records every dose."),
                "canon.yaml": "check: {same_text: 0.5}",
            },
            (
                (
                    f"{WARD_FILE}:37:9: warning this responsibility of P2 repeats one of Clinic "
                    "Nurse P2: 75% of their words are the same (repeated-duty)"
                ),
                f"  {CLINIC_FILE}:17:7: the responsibility of Clinic Nurse P2 is here",
                LEAVE_OUT,
            ),
            id="less is enough",
        ),
        pytest.param(clinic("Do it.", "Do it.", DRAWS), (), id="no words with meaning"),
    ],
)
def test_repeated_duty(changes: Changes, expected: tuple[str, ...], tmp_path: Path) -> None:
    assert reported(tmp_path, "repeated-duty", changes) == expected


def levels(**level: str) -> Changes:
    """Return the clinic nurse's file with these levels, as YAML."""
    return {CLINIC_FILE: "levels:\n" + "".join(f"  {k}: {v}\n" for k, v in level.items())}


def level(*duties: str, cell: str = "") -> str:
    cells = ", ".join(f"{name}: {cell}" for name in CELLS)
    guideline = f", guideline: {{{cells}}}" if cell else ""
    listed = ", ".join(map('"{}"'.format, duties))
    return f"{{status: draft, version: 1, region: global, responsibilities: [{listed}]{guideline}}}"


CELLS = ("knowledge", "complexity", "collaboration", "experience")
THREE = (VACCINATES, DRAWS, EXPLAINS)
MORE = "Vaccinates sixty children a day and reports side effects to the health office."


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, (), id="one level"),
        pytest.param(
            levels(P2=level(*THREE), P3=level(MORE, *THREE[1:])),
            (
                (
                    f"{CLINIC_FILE}:17:3: warning P3 hardly differs from P2: 96% of their words "
                    "are the same (similar-levels)"
                ),
                f"  {CLINIC_FILE}:13:5: P2 is here",
                "  hint: say what P3 does that P2 does not",
            ),
            id="one word differs",
        ),
        pytest.param(
            levels(P1=level(*THREE), P2="null", P3=level(*THREE)),
            (
                (
                    f"{CLINIC_FILE}:13:3: warning P3 hardly differs from P1: 100% of their "
                    "words are the same (similar-levels)"
                ),
                f"  {CLINIC_FILE}:12:7: P1 is here",
                "  hint: say what P3 does that P1 does not",
            ),
            id="neighbours by far",
        ),
        pytest.param(
            levels(P2=level(*THREE, cell="Grafts bones"), P3=level(*THREE, cell="Sets plasters")),
            (
                (
                    f"{CLINIC_FILE}:18:3: warning P3 hardly differs from P2: 92% of their words "
                    "are the same (similar-levels)"
                ),
                f"  {CLINIC_FILE}:13:5: P2 is here",
                "  hint: say what P3 does that P2 does not",
            ),
            id="the guideline counts: 0.9",
        ),
        pytest.param(levels(P2=level(*THREE), M1=level(*THREE)), (), id="levels of two tracks"),
        pytest.param(
            levels(P2=level(*THREE[:2]), P3=level(*THREE[:2])), (), id="too short to judge"
        ),
        pytest.param(
            {
                **levels(P2=level(*THREE), P3=level(MORE, *THREE[1:])),
                "canon.yaml": "check: {same_level: 1}",
            },
            (),
            id="more is let pass",
        ),
        pytest.param(
            levels(P2=level(*THREE), P3=level(VACCINATES, GIVES, "Trains two apprentices a year.")),
            (),
            id="one duty in common",
        ),
    ],
)
def test_similar_levels(changes: Changes, expected: tuple[str, ...], tmp_path: Path) -> None:
    assert reported(tmp_path, "similar-levels", changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, (), id="clean"),
        pytest.param(
            with_first("Leads two nurses as a Line Manager."),
            (
                (
                    f"{CLINIC_FILE}:17:7: warning P2 requires 'as a line manager', but track P "
                    "does not manage people (line-management)"
                ),
                ELSEWHERE,
            ),
            id="a responsibility",
        ),
        pytest.param(
            levels(P2=level(*THREE, cell="Has two direct reports")),
            (
                (
                    f"{CLINIC_FILE}:17:28: warning P2 requires 'direct reports', but track P "
                    "does not manage people (line-management)"
                ),
                ELSEWHERE,
                (
                    f"{CLINIC_FILE}:17:64: warning P2 requires 'direct reports', but track P "
                    "does not manage people (line-management)"
                ),
                ELSEWHERE,
                (
                    f"{CLINIC_FILE}:17:103: warning P2 requires 'direct reports', but track P "
                    "does not manage people (line-management)"
                ),
                ELSEWHERE,
                (
                    f"{CLINIC_FILE}:17:139: warning P2 requires 'direct reports', but track P "
                    "does not manage people (line-management)"
                ),
                ELSEWHERE,
            ),
            id="every cell",
        ),
        pytest.param(
            {CLINIC_FILE: "skills: [{name: Line management, summary: Hires staff.}]"},
            (
                (
                    f"{CLINIC_FILE}:5:17: warning the skill 'Line management' requires 'line "
                    "management', but no level of the focus manages people (line-management)"
                ),
                ELSEWHERE,
                (
                    f"{CLINIC_FILE}:5:43: warning the skill 'Line management' requires 'hires "
                    "staff', but no level of the focus manages people (line-management)"
                ),
                ELSEWHERE,
            ),
            id="a skill's name and summary",
        ),
        pytest.param(
            {
                CLINIC_FILE: "skills: [{name: Line management, summary: Hires staff.}]\n"
                + levels(M1=level(*THREE))[CLINIC_FILE]
            },
            (),
            id="a skill, where one level manages",
        ),
        pytest.param(
            levels(P2="null", M1=level("Hires and fires ten nurses as their line manager.")),
            (),
            id="on a track that manages",
        ),
        pytest.param(
            {
                **levels(P2="null", M1=level("Hires and fires ten nurses.")),
                "ladder.yaml": "tracks: {M: {manages: false}}",
            },
            (
                (
                    f"{CLINIC_FILE}:12:70: warning M1 requires 'hires and fires', but track M "
                    "does not manage people (line-management)"
                ),
                ELSEWHERE,
            ),
            id="on one that does not, whatever its letter",
        ),
        *(
            pytest.param(with_first(duty), (), id=duty)
            for duty in (
                "Teaches forty trainees without line management.",
                "Teaches forty trainees, with no direct reports.",
                "Teaches forty trainees and does not act as line manager.",
                "Guides by example rather than as a line manager.",
                "Has neither budget nor direct reports.",
                "Agrees on the rota with line managers.",
                "Keeps the line managed by the pump.",
            )
        ),
        pytest.param(
            with_first("Orders without delay; has direct reports."),
            (
                (
                    f"{CLINIC_FILE}:17:7: warning P2 requires 'direct reports', but track P "
                    "does not manage people (line-management)"
                ),
                ELSEWHERE,
            ),
            id="denies something else",
        ),
        pytest.param(
            with_first("Never leaves a shift before noon and has direct reports."),
            (
                (
                    f"{CLINIC_FILE}:17:7: warning P2 requires 'direct reports', but track P "
                    "does not manage people (line-management)"
                ),
                ELSEWHERE,
            ),
            id="denies something else, words before",
        ),
        pytest.param(
            with_first("Has no direct reports on weekdays; manages people on Sundays."),
            (
                (
                    f"{CLINIC_FILE}:17:7: warning P2 requires 'manages people', but track P "
                    "does not manage people (line-management)"
                ),
                ELSEWHERE,
            ),
            id="one denied, one not",
        ),
    ],
)
def test_line_management(changes: Changes, expected: tuple[str, ...], tmp_path: Path) -> None:
    assert reported(tmp_path, "line-management", changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, (), id="clean"),
        pytest.param(
            with_first("Helps with Various tasks, as needed."),
            (
                (
                    f"{CLINIC_FILE}:17:7: warning this responsibility of P2 says 'various' but "
                    "has nothing measurable (vague-words)"
                ),
                HOW_MUCH,
            ),
            id="the first one",
        ),
        pytest.param(
            with_first("Helps with tasks etc."),
            (
                (
                    f"{CLINIC_FILE}:17:7: warning this responsibility of P2 says 'etc' but "
                    "has nothing measurable (vague-words)"
                ),
                HOW_MUCH,
            ),
            id="a word before a full stop",
        ),
        *(
            pytest.param(with_first(duty), (), id=duty)
            for duty in (
                "Helps colleagues on up to 8 wards, as needed.",
                "Helps with various tasks every week.",
                "Helps with various entries in the Appointment book.",
                "Keeps instruments such as scissors and clamps in order.",
                "Fetches vaccines etched with a number.",
                "Grows seven variously coloured herbs.",
            )
        ),
        pytest.param(
            {
                **with_first("Helps with various bookings."),
                "words.yaml": "vague: [bookings]\nmeasures: []",
            },
            (
                (
                    f"{CLINIC_FILE}:17:7: warning this responsibility of P2 says 'bookings' but "
                    "has nothing measurable (vague-words)"
                ),
                HOW_MUCH,
            ),
            id="the canon's own words",
        ),
    ],
)
def test_vague_words(changes: Changes, expected: tuple[str, ...], tmp_path: Path) -> None:
    assert reported(tmp_path, "vague-words", changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, (), id="clean"),
        pytest.param(
            with_first("Responsible for vaccines."),
            (
                (
                    f"{CLINIC_FILE}:17:7: warning this responsibility of P2 begins with "
                    "'responsible', not with a verb (begins-with-verb)"
                ),
                BEGIN,
            ),
            id="an adjective",
        ),
        pytest.param(
            clinic("Management of vaccines.", DRAWS, "40 children are vaccinated a day."),
            (
                (
                    f"{CLINIC_FILE}:17:7: warning this responsibility of P2 begins with "
                    "'management', not with a verb (begins-with-verb)"
                ),
                BEGIN,
                (
                    f"{CLINIC_FILE}:21:7: warning this responsibility of P2 begins with '40', "
                    "not with a verb (begins-with-verb)"
                ),
                BEGIN,
            ),
            id="a noun, and a number",
        ),
        pytest.param(with_first("Regularly documents all doses."), (), id="a verb after an adverb"),
    ],
)
def test_begins_with_verb(changes: Changes, expected: tuple[str, ...], tmp_path: Path) -> None:
    assert reported(tmp_path, "begins-with-verb", changes) == expected


OTHER_OPENINGS = """\
Responsible for the yearly budget of the department
Accountable to the board for every accident
The preparation of weekly rosters
A weekly report on stock levels
Management of the vendor list
Managing the vendor list
Ensuring that all invoices are paid
Strong communication skills
Excellent written and spoken English
Ability to work under pressure
Able to lift thirty kilograms
Knowledge of building regulations
Good knowledge of local tax law
Experience with forklift trucks
Five years in a comparable post
3 years of practice as a welder
Proficient in spreadsheet software
Familiarity with the drug register
Ownership of the on-call rota
Maintenance of pumps and valves
Supervision of apprentices during the shift
Primary contact for suppliers
First point of contact for visitors
Daily reconciliation of the till
Regularly responsible for the closing of accounts
In charge of the night shift
On call every second weekend
With the head nurse, plans the rota
As a member of the crew, cleans the deck
During the harvest, drives the tractor
For all new machines, writes the manual
Under supervision, takes blood samples
When asked, explains the rules to guests
If a pump fails, calls the engineer
To keep the archive in order
Must hold a driving licence
Will be responsible for exports
Should be familiar with customs forms
You will plan the weekly menu
We look for someone who likes numbers
He or she answers the telephone
This role leads the audit
Various clerical tasks
Other duties as assigned
All bookkeeping of the branch
Each Friday, counts the cash
Coordination between workshop and sales
Stakeholder communication
Customer service at the front desk
Data entry and filing
Quality control of incoming goods
Compliance with fire regulations
Leadership of the safety committee
Creative ideas for the shop window
Willingness to travel abroad
Flexible working at weekends
Punctuality and tidiness
""".splitlines()

DOUBTFUL_OPENINGS = (
    "Budget planning for three sites",
    "Team lead for six cashiers",
    "Inventory counts at the end of the month",
)
"""Their first word can be a verb, so nothing is reported."""


@pytest.fixture(scope="module")
def words() -> RuleWords:
    """Return the words of the reference canon."""
    found = source.parse(source.decode(source.load(package_data.CANON, "words.yaml"))).top.value
    return RuleWords(**{name: tuple(each) for name, each in found.items()})


@pytest.mark.parametrize("opening", OTHER_OPENINGS)
def test_an_opening_without_a_verb_is_found(opening: str, words: RuleWords) -> None:
    assert opening_non_verb(opening, words)


@pytest.mark.parametrize("opening", DOUBTFUL_OPENINGS)
def test_nothing_is_reported_if_in_doubt(opening: str, words: RuleWords) -> None:
    assert not opening_non_verb(opening, words)


VERBS = """\
Documents every dose
Implement the plan
Supplements the diet
complement the team
“Applies” dressings
Apply dressings
Independently applies dressings
Manually or mechanically loads crates
Brings meals
Witnesses wills
Balances the till
References each source
E-mails the guests
Re-implements the interface
Drives a lorry
Multiplies seedlings
Assists surgeons
Twists wires
Questions witnesses
Plans the rota
Heads the jury
Owns the roadmap
""".splitlines()


@pytest.mark.parametrize("opening", VERBS)
def test_a_verb_is_a_verb(opening: str, words: RuleWords) -> None:
    assert opening_non_verb(opening, words) == ""


@pytest.mark.parametrize(
    ("opening", "word"),
    [
        ("Fully responsible for doses", "responsible"),
        ("Requirements of the trade", "requirements"),
        ("Decision-making in the shift", "decision-making"),
        ("- The doses", "the"),
        ("3 doses", "3"),
        ("", ""),
        ("Daily", ""),
    ],
)
def test_the_reported_word(opening: str, word: str, words: RuleWords) -> None:
    assert opening_non_verb(opening, words) == word


@pytest.mark.skipif(not TASKS.exists(), reason="the task statements of O*NET are not here")
def test_statements_that_begin_with_a_verb_are_let_pass(words: RuleWords) -> None:
    """Of 19,265 statements that all begin with a verb, fewer than one in 200 can be reported."""
    tasks = [line.split("\t")[2] for line in TASKS.read_text("utf-8").splitlines()[1:]]
    assert len(tasks) > 19_000
    told_of = [task for task in tasks if opening_non_verb(task, words)]
    assert len(told_of) < len(tasks) / 200


SKILLS = """\
skills:
  - {name: %s, summary: Draws blood.}
  - {name: Booking, summary: Fits visits into a day.}
"""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, (), id="clean"),
        pytest.param(
            {CLINIC_FILE: SKILLS % "Appointment book"},
            (
                (
                    f"{CLINIC_FILE}:6:10: warning the skill 'Appointment book' is a tool of "
                    "Clinic Nurse (tool-as-skill)"
                ),
                AS_TOOL,
            ),
            id="a tool of the focus",
        ),
        pytest.param(
            {CLINIC_FILE: SKILLS % "FORK LIFT"},
            (
                (
                    f"{CLINIC_FILE}:6:10: warning the skill 'FORK LIFT' is a tool of Storekeeper "
                    "(tool-as-skill)"
                ),
                AS_TOOL,
            ),
            id="of another, in capitals",
        ),
        pytest.param({CLINIC_FILE: SKILLS % "Scheduling (appointment book)"}, (), id="with a tool"),
    ],
)
def test_tool_as_skill(changes: Changes, expected: tuple[str, ...], tmp_path: Path) -> None:
    assert reported(tmp_path, "tool-as-skill", changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, (), id="clean"),
        pytest.param(
            {CLINIC_FILE: "skills: [{name: Booking, summary: Good knowledge of booking.}]"},
            (
                (
                    f"{CLINIC_FILE}:5:35: warning the summary of the skill 'Booking' says 'good "
                    "knowledge of', which fits any skill (boilerplate)"
                ),
                WHAT_ONE_DOES,
            ),
            id="a skill",
        ),
        pytest.param(
            {CLINIC_FILE: "skills: [{name: Booking, summary: Knowledge of CAD/CAM software.}]"},
            (
                (
                    f"{CLINIC_FILE}:5:35: warning the summary of the skill 'Booking' says "
                    "'knowledge of cad/cam software', which fits any skill (boilerplate)"
                ),
                WHAT_ONE_DOES,
            ),
            id="any one word",
        ),
        pytest.param(
            {CLINIC_FILE: "tools: [Appointment book, Telephone and other tools]"},
            (
                (
                    f"{CLINIC_FILE}:10:27: warning the tool 'Telephone and other tools' says "
                    "'and other tools', which fits any tool (boilerplate)"
                ),
                NAME_ALONE,
            ),
            id="a tool",
        ),
        pytest.param(
            {CLINIC_FILE: "skills: [{name: Knowledge of vaccines, summary: Knows software.}]"},
            (),
            id="a skill's name, and single words",
        ),
    ],
)
def test_boilerplate(changes: Changes, expected: tuple[str, ...], tmp_path: Path) -> None:
    assert reported(tmp_path, "boilerplate", changes) == expected


NINE = [f"Vaccinates {number} children." for number in range(9)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, (), id="clean"),
        pytest.param(
            clinic(VACCINATES),
            (
                (
                    f"{CLINIC_FILE}:16:5: warning P2 has 1 responsibility; expected 3 to 8 "
                    "(list-length)"
                ),
                ADD,
            ),
            id="one responsibility",
        ),
        pytest.param(
            clinic(*NINE),
            (
                (
                    f"{CLINIC_FILE}:16:5: warning P2 has 9 responsibilities; expected 3 to 8 "
                    "(list-length)"
                ),
                JOIN,
            ),
            id="nine",
        ),
        pytest.param(clinic(*NINE[:8]), (), id="eight"),
        pytest.param(
            levels(P2="{responsibilities: null}"),
            (),
            id="left out, so not known",
        ),
        pytest.param(
            levels(P2=level()),
            (
                (
                    f"{CLINIC_FILE}:12:3: warning P2 has 0 responsibilities; expected 3 to 8 "
                    "(list-length)"
                ),
                ADD,
            ),
            id="an empty list",
        ),
        pytest.param(
            levels(P2="{status: deprecated, responsibilities: null}"), (), id="deprecated"
        ),
        pytest.param(
            {CLINIC_FILE: "skills: null\ntools: null"}, (), id="skills and tools left out"
        ),
        pytest.param(
            {CLINIC_FILE: "skills: []\ntools: []"},
            (
                (
                    f"{CLINIC_FILE}:1:1: warning CLINICNU8D35 has 0 skills; expected 4 to 15 "
                    "(list-length)"
                ),
                ADD,
                (
                    f"{CLINIC_FILE}:1:1: warning CLINICNU8D35 has 0 tools; expected 1 to 25 "
                    "(list-length)"
                ),
                ADD,
            ),
            id="no skills, no tools",
        ),
        pytest.param(
            {
                CLINIC_FILE: "skills: []\n"
                + levels(P2=level().replace("draft", "deprecated"))[CLINIC_FILE]
            },
            (),
            id="no skills, all deprecated",
        ),
        pytest.param(
            {CLINIC_FILE: f"tools: {[f'Tool {number}' for number in range(26)]}"},
            (
                (
                    f"{CLINIC_FILE}:10:1: warning CLINICNU8D35 has 26 tools; expected 1 to 25 "
                    "(list-length)"
                ),
                JOIN,
            ),
            id="tools",
        ),
        pytest.param(
            {
                **clinic(VACCINATES),
                KEEPER_FILE: "skills: [{name: Lashing, summary: Ties loads.}]",
                "canon.yaml": "check: {lengths: {responsibilities: [1, 2], skills: [1, 2]}}",
            },
            (
                (
                    f"{CLINIC_FILE}:5:1: warning CLINICNU8D35 has 4 skills; expected 1 to 2 "
                    "(list-length)"
                ),
                JOIN,
                (
                    f"{WARD_FILE}:9:1: warning WARDNURSF808 has 4 skills; expected 1 to 2 "
                    "(list-length)"
                ),
                JOIN,
                (
                    f"{WARD_FILE}:21:5: warning P1 has 3 responsibilities; expected 1 to 2 "
                    "(list-length)"
                ),
                JOIN,
                (
                    f"{WARD_FILE}:36:5: warning P2 has 3 responsibilities; expected 1 to 2 "
                    "(list-length)"
                ),
                JOIN,
                (
                    f"{WARD_FILE}:58:5: warning P3 has 3 responsibilities; expected 1 to 2 "
                    "(list-length)"
                ),
                JOIN,
                (
                    f"{KEEPER_FILE}:11:5: warning P1 has 3 responsibilities; expected 1 to 2 "
                    "(list-length)"
                ),
                JOIN,
            ),
            id="the canon's own lengths",
        ),
    ],
)
def test_list_length(changes: Changes, expected: tuple[str, ...], tmp_path: Path) -> None:
    assert reported(tmp_path, "list-length", changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, (), id="clean"),
        pytest.param(
            {"ladder.yaml": "levels: {P2: {summary: Writes Software., decision_rights: A sprint}}"},
            (
                (
                    "ladder.yaml:22:14: warning the summary of P2 has 'software', a word of one "
                    "trade (trade-words)"
                ),
                FITTING,
                (
                    "ladder.yaml:27:22: warning the decision rights of P2 has 'sprint', a word of "
                    "one trade (trade-words)"
                ),
                FITTING,
            ),
            id="a summary and an attribute",
        ),
        pytest.param(
            {
                "canon.yaml": "dimensions: {attributes: {columns: {reach: Reach}}}",
                "ladder.yaml": "levels: {P2: {summary: null, reach: A sprint}}",
            },
            (
                (
                    "ladder.yaml:28:12: warning the reach of P2 has 'sprint', a word of one trade "
                    "(trade-words)"
                ),
                FITTING,
            ),
            id="an attribute of the author's own",
        ),
        pytest.param(
            {"ladder.yaml": "levels: {P2: {name: Nurse, scope: A featureless sprinting task}}"},
            (),
            id="a level's name, and parts of words",
        ),
        pytest.param(
            {
                "ladder.yaml": "levels: {P2: {scope: A sprint of the crew}}",
                "words.yaml": "trades: [crew]",
            },
            (
                (
                    "ladder.yaml:23:12: warning the scope of P2 has 'crew', a word of one trade "
                    "(trade-words)"
                ),
                FITTING,
            ),
            id="the canon's own words",
        ),
    ],
)
def test_trade_words(changes: Changes, expected: tuple[str, ...], tmp_path: Path) -> None:
    assert reported(tmp_path, "trade-words", changes) == expected


@pytest.mark.parametrize(
    ("text", "phrases", "expected"),
    [
        pytest.param("As  NEEDED.", ("as needed",), "as needed", id="case and space"),
        pytest.param("A C++ and C# shop", ("c#", "c++"), "c++", id="signs"),
        pytest.param("C++17", ("c++",), "", id="signs are no boundary"),
        pytest.param("unassigned", ("assigned",), "", id="a part of a word"),
        pytest.param("as needed now", ("as", "as needed"), "as needed", id="the longest"),
        pytest.param("isn\u2019t", ("isn't",), "isn't", id="a typographic apostrophe"),
        pytest.param("a b d", ("a * * d", "a * d"), "a b d", id="a star is one word"),
        pytest.param("Größe der Straße", ("strasse",), "strasse", id="folded"),
        pytest.param("anything", (), "", id="no phrases"),
    ],
)
def test_a_phrase_is_found_as_whole_words(
    text: str, phrases: tuple[str, ...], expected: str
) -> None:
    assert first(text, phrases) == expected


def test_every_phrase_is_found_with_the_words_before_it() -> None:
    assert list(occurrences("One and two  and one", ("one", "two"))) == [
        ("one", ""),
        ("two", "one and "),
        ("one", "one and two and "),
    ]


def test_the_lists_of_words_are_in_order(words: RuleWords) -> None:
    for name in words.__struct_fields__:
        listed = getattr(words, name)
        assert listed
        assert list(listed) == sorted({*listed}), name
