"""Why an answer about a title of the reference canon is not sure, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from levelctl import open_canon
from levelctl.canon import package_data
from levelctl.titles.matching import Matcher, matcher_of


@pytest.fixture(scope="module")
def matcher() -> Iterator[Matcher]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", "/nowhere/there/is")
        yield matcher_of(open_canon(package_data.CANON))


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Principal Business Intelligence Developer", id="a level one rank below"),
        pytest.param("Director, Talent Acquisition", id="a manager's level one rank below"),
        pytest.param("Accounts Receivable Manager", id="a field of two nouns"),
        pytest.param("Supervisor, Warehouse", id="a field beside several levels"),
        pytest.param("Ethics & Compliance Officer", id="joined as in an alias"),
        pytest.param("Java / Python Developer", id="joined, of one focus"),
        pytest.param("Software Engineer/Developer", id="two nouns of one focus"),
        pytest.param("Product Manager - Checkout", id="an area"),
        pytest.param("Registered Nurse - ICU", id="what the focus's text mentions"),
        pytest.param("Site Reliability Engineer (SRE)", id="the initials in brackets"),
        pytest.param("Data Engineer (Austin, TX)", id="a place in brackets"),
        pytest.param("Software Engineer, Zephyr", id="the name of a team"),
        pytest.param("QA Eng", id="meanings that are forms of a word"),
    ],
)
def test_nothing_speaks_against_it(matcher: Matcher, title: str) -> None:
    found = matcher.match(title)
    assert (found.doubts, found.band) == ((), "confident")
    assert found.p is not None
    assert found.p >= 0.95


@pytest.mark.parametrize(
    ("title", "clause"),
    [
        pytest.param(
            "VP, Accounting", "it says Vice President (M6), and the nearest", id="far above"
        ),
        pytest.param(
            "Supervisor, Procurement", "it says Manager (Team Lead) (M1), and", id="far below"
        ),
        pytest.param(
            "SVP, Data Science", "it says Senior Vice President (E4), who manages", id="no managers"
        ),
        pytest.param("Unix Manager", 'it has too few of the words of "Unix', id="no noun"),
        pytest.param("Surgical Director", 'it has too few of the words of "Surg', id="no nurse"),
        pytest.param("Revenue Director", '"revenue" alone can be several jobs', id="no officer"),
        pytest.param("Payroll and Recruiting Manager", "it names 2 functions: payroll", id="and"),
        pytest.param("Recruiter + Accountant", "it names 2 functions: recruiter, acc", id="plus"),
        pytest.param("Buyer / Data Analyst", "it names 2 functions: buyer, data an", id="slash"),
        pytest.param("Network & Data Engineer", "it names 2 functions: network", id="no job"),
        pytest.param("Growth and Product Owner", "it names 2 functions: growth o", id="areas"),
        pytest.param("Platform, Product Owner", '"platform" and what follows', id="a comma"),
        pytest.param("VP Sales, Recruiting", '"recruiting" can make it another', id="one more"),
        pytest.param("Copywriter - Lyricist", '"lyricist" can make it another', id="a person"),
        pytest.param("CTO, Asia", "it can be the office of a part of the company", id="a part"),
        pytest.param("3,Registered Nurse,Ulm", '"3" in front of it may be the num', id="a row"),
        pytest.param("PO II", '"po" can mean several things', id="two letters"),
        pytest.param(
            "Surgical Nurse Consultant", 'it contains "Nurse Consultant", which', id="two aliases"
        ),
        pytest.param("Project Manager - Tunnels", '"tunnels" can make it another', id="a trade"),
        pytest.param("Buyer (Menswear)", '"menswear" can make it another', id="an industry"),
        pytest.param("Solicitor (Tolls)", '"tolls" can make it another', id="unknown in brackets"),
        pytest.param("Buyer, Bus Driver", '"driver" can make it another', id="another person"),
        pytest.param("Paralegal Recruiter", 'no known title of the focus has "para', id="in front"),
        pytest.param("HR Specialist (Payroll)", 'it also contains "Payroll', id="another focus"),
        pytest.param("UX Designer, Shop Manager", "it names a second job", id="two jobs"),
        pytest.param("Sr. SA", '"sa" can mean several things', id="an acronym of several"),
        pytest.param("Vice President", "it shares only a level word", id="no work"),
    ],
)
def test_what_speaks_against_it(matcher: Matcher, title: str, clause: str) -> None:
    found = matcher.match(title)
    assert found.band != "confident"
    assert any(doubt.startswith(clause) for doubt in found.doubts), found.doubts


@pytest.mark.parametrize(
    ("title", "foci"),
    [
        ("Product / Content Designer", ("Product Design", "Content Marketing")),
        ("Recruiting & Payroll Manager", ("Recruiting", "Payroll")),
    ],
)
def test_two_functions_are_two_candidates(
    matcher: Matcher, title: str, foci: tuple[str, str]
) -> None:
    found = matcher.match(title)
    assert found.best
    first = [each.title for each in (found.best, *found.alternatives)][:2]
    assert sorted(first) == sorted(foci)


def test_a_title_without_a_word_has_a_doubt_and_no_probability(matcher: Matcher) -> None:
    found = matcher.match("???")
    assert (found.p, found.doubts) == (None, ("nothing in the canon shares a word with it",))


def test_who_wants_fewer_and_surer_says_so() -> None:
    canon = open_canon(package_data.CANON)
    title = "Principal Business Intelligence Developer"
    p = matcher_of(canon).match(title).p
    assert p
    assert matcher_of(canon, confident_at=p - 0.001).match(title).band == "confident"
    surer = matcher_of(canon, confident_at=min(p + 0.001, 1)).match(title)
    assert surer.band == "needs review"
    assert surer.doubts[0].startswith("p is below 0.9")
