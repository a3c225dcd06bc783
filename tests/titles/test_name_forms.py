"""Titles that the name of a focus implies, in a canon whose foci have few aliases or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelctl.cache.opening import read_canon
from levelctl.canon import package_data
from levelctl.canon.canon import Canon
from levelctl.titles.matching import Matcher, matcher_of
from levelctl.titles.name_forms import NameForms, name_forms_of
from owncodes import TRACKS, level, write_own_codes

LEVELS = (("L1", "IC", "Junior"), ("L2", "IC", "Senior"), ("D1", "people-manager", "Director"))

FOCI = (
    "Backend Engineering",
    "Product Design",
    "Data Analysis",
    "Accounting",
    "Nursing",
    "🛠 Platform Engineering",
    "1️⃣ Data Science",
    "Risk Management",
    "Technology Partnership",
    "Learning & Development",
    "Facilities",
    "Facilities Management",
    "Security Engineering, aliases: [Hacker]",
    "Sales Development, aliases: [Sales Development Agent]",
    "General Law, aliases: [Lawyer]",
)


def _canon(root: Path, titles: str | None = None) -> Canon:
    files: dict[str, str | bytes | None] = {
        "ladder.yaml": f"{TRACKS}levels:\n" + "".join(level(*each) for each in LEVELS),
        "functions/nursing/function.yaml": (
            "code: WORK\nname: Work\nfamily: care\nsummary: Works.\n"
        ),
        "functions/nursing/ward-nurse.yaml": None,
        "titles.yaml": titles,
    }
    profiles = {code: {"status": "draft", "version": 1, "region": "global"} for code, *_ in LEVELS}
    for number, focus in enumerate(FOCI):
        name, _, aliases = focus.partition(", aliases: ")
        files[f"functions/nursing/focus-{number}.yaml"] = (
            f"code: FOCUS{number}\nname: {name}\nsummary: Works.\n"
            f"aliases: {aliases or '[]'}\nlevels: {profiles}\n"
        )
    return read_canon(write_own_codes(root, files))


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    return matcher_of(_canon(tmp_path_factory.mktemp("forms")), cache=False)


@pytest.mark.parametrize(
    ("title", "focus", "band", "score"),
    [
        ("senior backend engineer", "Backend Engineering", "confident", 0.97),
        ("backend engineer", "Backend Engineering", "needs review", 1.0),
        ("Junior Product Designer", "Product Design", "confident", 0.97),
        ("senior data analyst", "Data Analysis", "confident", 0.97),
        ("senior accountant", "Accounting", "confident", 0.97),
        ("senior nurse", "Nursing", "confident", 0.97),
        ("senior platform engineer", "Platform Engineering", "confident", 0.97),
        ("Platform Engineering", "Platform Engineering", "needs review", 1.0),
        ("junior data scientist", "Data Science", "confident", 0.97),
        ("senior security engineer", "Security Engineering", "confident", 0.97),
        ("risk manager", "Risk Management", "needs review", 1.0),
        ("technical partnership", "Technology Partnership", "needs review", 1.0),
        ("director of facilities", "Facilities", "confident", 0.97),
    ],
)
def test_a_form_of_a_name_has_its_score(
    matcher: Matcher, title: str, focus: str, band: str, score: float
) -> None:
    match = matcher.match(title)
    assert match.best
    assert (match.best.title, match.best.by[0]) == (focus, focus)
    assert (match.band, match.best.score) == (band, score)


@pytest.mark.parametrize(
    "title",
    [
        "senior nurse practitioner",
        "senior tax accountant",
        "senior engineer",
        "senior learning developer",
        "senior backend developer",
        "senior sales developer",
        "senior general lawyer",
        "director of engineering",
    ],
)
def test_no_other_title_becomes_sure(matcher: Matcher, title: str) -> None:
    assert matcher.match(title).band != "confident"


def test_a_canon_can_have_forms_of_its_own(tmp_path: Path) -> None:
    own = matcher_of(_canon(tmp_path, "doers: {analysis: analyser}\n"), cache=False)
    assert own.match("senior data analyser").band == "confident"
    assert own.match("senior data analyst").band != "confident"


def test_the_reference_says_all_titles_itself() -> None:
    """Its answers rest on its aliases alone."""
    canon = read_canon(package_data.CANON)
    index = matcher_of(canon, cache=False).index
    aliases = sum(1 + len(focus.aliases) for focus in canon.foci)
    assert index.facts.count == aliases


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Engineering, Backend", [("engineer", "backend")]),
        ("Engineering (Backend)", [("engineer", "backend")]),
        ("Backend Engineering - Payments", [("backend", "engineer", "payment")]),
        ("Web & Mobile Engineering", [("web", "mobile", "engineer")]),
        ("Design and Engineering", []),
        ("Research & Development", []),
        (
            "Finance Analysis",
            [("finance", "analyst"), *[("financial", each) for each in ("analysis", "analyst")]],
        ),
        ("Engineer", []),
        ("&", []),
        ("🛠", []),
    ],
)
def test_forms(name: str, forms: list[tuple[str, ...]]) -> None:
    assert [form.words for form in name_forms_of(None).of(name)] == forms


def test_forms_of_none() -> None:
    assert [*NameForms({}, {}).of("Backend Engineering")] == []
