"""The output of ``--format json`` matches docs/schema, and wrong output does not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args, get_type_hints

import jsonschema_rs
import pytest

from clean import WARD, WARD_FILE, write_clean
from commands import SCHEMAS
from levelctl import open_canon
from levelctl.answers import crosswalk, diff, near, pay, show
from levelctl.answers import path as routes
from levelctl.answers.cache import cache_of
from levelctl.answers.diff import Comparison, Section
from levelctl.answers.diff.base import compare_with_base
from levelctl.answers.imports import Imports, ListedScheme, ListedTitles
from levelctl.answers.list import PARTS, Filters, listing
from levelctl.answers.near import Neighborhood
from levelctl.answers.new.writing import New
from levelctl.answers.pay import (
    ComparedPay,
    ComparisonSummary,
    LevelEstimate,
    LevelEstimates,
    OccupationWages,
    PayAnswer,
    PayComparison,
    Percentile,
    SalaryPlace,
    WageComparison,
)
from levelctl.answers.rebase import ChangedBelow, Rebase, State
from levelctl.answers.review.records import (
    DoubtedDuty,
    DrawnDuty,
    ReaderPair,
    RefusedRow,
    ReviewedLine,
    ReviewReceipt,
    ReviewSample,
    ReviewStatus,
    SampledQuestion,
)
from levelctl.answers.rubric import Rubric, TableName, rubric
from levelctl.answers.rule import RuleList, rule_list, rule_page
from levelctl.answers.show import page
from levelctl.answers.show.shared import AnyPage
from levelctl.answers.skills import skill_list
from levelctl.canon import model, package_data, pay_range
from levelctl.canon.canon import Canon
from levelctl.canon.model import Band, Level, Profile
from levelctl.canon.resolve import SharedThing, Thing, resolve, resolve_focus
from levelctl.canon.reviews import DutyReader, QuestionShare
from levelctl.diagnostics import Diagnostic, Fix, Related, Severity, Span
from levelctl.lint.catalogue import RULES
from levelctl.lint.check import check
from levelctl.lint.report import Checked, Report
from levelctl.lint.rule import GROUPS
from levelctl.occupations.level_wages import LevelRelease
from levelctl.occupations.wages import WageRelease
from levelctl.output import ndjson
from levelctl.output.json import value
from levelctl.record import Record, Result, replace
from levelctl.titles.batch.batch import RowAnswer
from levelctl.titles.batch.golden import Golden, GoldenAnswer, Regression
from levelctl.titles.batch.title_rows import TitleRow
from levelctl.titles.records import Match
from madematcher import OCCUPATION, SURE, UNSURE, VAGUE, unknown
from overlays import overlay_of_small
from skilled import skilled_canon

FOLDER = Path(__file__).parents[2] / "docs" / "schema"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="docs/schema is not in the wheel")


@pytest.fixture(params=["reference", "small_canon"])
def canon(request: pytest.FixtureRequest) -> Canon:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Canon)
    return found


@cache
def _schema(name: str) -> dict[str, Any]:
    path = FOLDER / f"{name.replace('/', '-')}.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    assert isinstance(schema, dict)
    return schema


@cache
def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_schema(name))


def _faults(document: dict[str, Any]) -> list[str]:
    errors = _validator(document["schema"]).iter_errors(document)
    return [f"{error.instance_path}: {error.message}" for error in errors]


def _accepts(document: dict[str, Any], name: str) -> bool:
    return _validator(name).is_valid(document)


# What can be asked for.


@cache
def _skilled() -> Canon:
    with TemporaryDirectory() as folder:
        return skilled_canon(Path(folder))


def _shared(canon: Canon) -> Iterator[SharedThing]:
    words = canon.vocabulary
    yield from words.skills
    yield from words.licenses
    yield from words.tools


def _things(canon: Canon) -> Iterator[Thing]:
    yield from canon.ladder.levels
    yield from canon.families
    yield from canon.functions
    yield from canon.foci
    yield from (profile for focus in canon.foci for profile in focus.profiles)


def _pages(canon: Canon, things: Iterable[Thing | SharedThing]) -> Iterator[AnyPage]:
    for thing in things:
        whole = show.page(canon, thing)
        yield whole
        yield show.page(canon, thing, all_levels=False)
        yield from (show.page(canon, thing, sections=(name,)) for name in whole.sections)


def _filters(canon: Canon) -> Iterator[Filters]:
    yield Filters()
    yield from (Filters(families=(family.slug,)) for family in canon.families)
    yield from (Filters(functions=(function.name,)) for function in canon.functions)
    yield from (Filters(tracks=(track.code,)) for track in canon.ladder.tracks)
    yield from (Filters(levels=(level.code,)) for level in canon.ladder.levels)
    yield from (Filters(statuses=(status,)) for status in get_args(model.Status))
    yield from (Filters(has=(part,)) for part in PARTS)
    yield from (Filters(lacks=(part,)) for part in PARTS)


def _rubrics(canon: Canon) -> Iterator[Rubric]:
    for turned in (False, True):
        yield rubric(canon, transposed=turned)
        yield rubric(canon, table="attributes", levels=canon.ladder.levels[0].code)
        for focus in canon.foci:
            yield rubric(canon, focus, transposed=turned)
            yield rubric(canon, focus, levels=focus.profiles[-1].code.level)
            yield from (
                rubric(canon, focus, table=name, transposed=turned) for name in get_args(TableName)
            )


def _comparisons(canon: Canon) -> Iterator[Comparison]:
    for sides in _sides(canon):
        for changed in (False, True):
            yield diff.compare(canon, sides, changed=changed)
            yield diff.compare(canon, sides, only=("level",), changed=changed)
        yield from (diff.compare(canon, sides, only=(name,)) for name in Section)


def _sides(canon: Canon) -> Iterator[list[Level] | list[Profile]]:
    """Yield two, three and four levels, the profiles of each focus, and those of several."""
    levels = list(canon.ladder.levels)
    yield from (levels[:number] for number in (2, 3, 4))
    yield [levels[0], levels[0]]
    for focus in canon.foci:
        yield [*focus.profiles, focus.profiles[0]][:4]
        yield [focus.profiles[0], focus.profiles[-1]]
    across = [profile for focus in canon.foci for profile in focus.profiles[-2:]]
    yield from (across[-number:] for number in (2, 3, 4) if len(across) >= number)
    yield list(reversed(across))[:4]


def test_pages_fit(canon: Canon) -> None:
    pages = [value(each) for each in _pages(canon, _things(canon))]

    kinds = {each["kind"] for each in pages}
    assert kinds == {"profile", "focus", "function", "family", "level"}
    assert [fault for each in pages for fault in _faults(each)] == []


@pytest.mark.long
def test_pages_of_what_foci_share_fit(canon: Canon) -> None:
    """Each reads all foci, and the reference canon has hundreds."""
    pages = [value(each) for each in _pages(canon, _shared(canon))]

    assert {each["kind"] for each in pages} <= {"skill", "license", "tool"}
    assert [fault for each in pages for fault in _faults(each)] == []


def test_pages_of_skills_fit() -> None:
    canon = _skilled()
    pages = [value(each) for each in _pages(canon, (*_shared(canon), *_things(canon)))]
    kinds = {"profile", "focus", "function", "family", "level", "skill", "license", "tool"}

    assert {each["kind"] for each in pages} == kinds
    assert [fault for each in pages for fault in _faults(each)] == []


def test_lists_of_skills_fit() -> None:
    found = (
        skill_list(_skilled()),
        skill_list(_skilled(), levels=("P1",)),
        skill_list(_skilled(), groups=("talk",)),
        skill_list(_skilled(), "nothing of this name"),
    )
    lists = [value(each) for each in found]

    assert [sum(len(group["skills"]) for group in each["groups"]) for each in lists] == [3, 2, 1, 0]
    assert [fault for each in lists for fault in _faults(each)] == []


def test_the_day_of_a_review_fits(small_canon: Canon) -> None:
    ward = resolve_focus(small_canon, "Ward Nurse")
    document = value(show.page(small_canon, ward.profiles[1]))
    review = document["provenance"]["review"]

    assert review["reviewed"] is None
    for day, fits in (("2026-05-02", True), ("last spring", False)):
        review["reviewed"] = day
        assert (_faults(document) == []) == fits


def test_listings_fit(canon: Canon) -> None:
    listings = [value(listing(canon, filters)) for filters in _filters(canon)]

    assert {bool(each["families"]) for each in listings} == {True, False}
    assert [fault for each in listings for fault in _faults(each)] == []


def test_rubrics_fit(canon: Canon) -> None:
    tables = [value(each) for each in _rubrics(canon)]

    assert {table["name"] for each in tables for table in each["tables"]} == {*get_args(TableName)}
    assert [fault for each in tables for fault in _faults(each)] == []


def test_comparisons_fit(canon: Canon) -> None:
    comparisons = [value(each) for each in _comparisons(canon)]

    assert {(each["kind"], len(each["sides"])) for each in comparisons} >= {
        ("levels", 2),
        ("levels", 3),
        ("levels", 4),
        ("profiles", 2),
        ("profiles", 4),
    }
    assert [fault for each in comparisons for fault in _faults(each)] == []


def _neighbourhoods(canon: Canon) -> Iterator[Neighborhood]:
    spaces = [near.space_of(canon, "structural")]
    spaces += [near.space_of(canon, "content")] if canon.settings.content else []
    spaces += [near.space_of(canon, "pay")] if canon.settings.pay else []
    profiles = [focus.profiles[0] for focus in canon.foci]
    for space in spaces:
        yield from (near.near(canon, each, space) for each in profiles)
        yield from (near.pair(each, profiles[0], space) for each in profiles)
    yield near.near(canon, profiles[-1], spaces[0], bands=["confident"], tracks=["M"])


def test_neighbourhoods_fit(canon: Canon) -> None:
    found = [value(each) for each in _neighbourhoods(canon)]

    assert {bool(each["neighbours"]) for each in found} == {True, False}
    assert [fault for each in found for fault in _faults(each)] == []


def _pays(canon: Canon) -> Iterator[PayAnswer]:
    for focus in canon.foci:
        for thing in (focus, focus.profiles[0], focus.profiles[-1]):
            yield pay.pay_of(canon, thing)
            yield pay.pay_of(canon, thing, salary="95,000.50")
            yield pay.pay_of(canon, thing, salary="95k", currency="SEK", rate=0.09)


def test_pays_fit(canon: Canon) -> None:
    found = [value(each) for each in _pays(canon)]

    assert {bool(each["pay"]) for each in found} == {True, False}
    assert [fault for each in found for fault in _faults(each)] == []


def _routes(canon: Canon) -> Iterator[Result]:
    profiles = [focus.profiles[-1] for focus in canon.foci]
    for start in profiles[:3]:
        yield from (routes.route(canon, start, goal) for goal in profiles)
        yield routes.route(canon, start, profiles[0], most_steps=1)
    yield routes.route(canon, canon.foci[0].profiles[0], canon.foci[0].profiles[-1])


def test_routes_fit(canon: Canon) -> None:
    found = [value(each) for each in _routes(canon)]

    assert {each["answer"] for each in found} == {*get_args(routes.RouteAnswer)}
    assert [fault for each in found for fault in _faults(each)] == []


def _crosswalks(canon: Canon) -> Iterator[Result]:
    for focus in canon.foci:
        yield crosswalk.of_text(canon, f"{focus.function}.{focus.code}")
    for code in ("15-1252", "15-1255", "15-125", "2221", "222", "2", "53-7065"):
        yield crosswalk.of_text(canon, code)
        yield crosswalk.of_text(canon, code, every=True)


def test_crosswalks_fit(canon: Canon) -> None:
    found = [value(each) for each in _crosswalks(canon)]

    assert {each["kind"] for each in found} == {"focus", "code"}
    assert [fault for each in found for fault in _faults(each)] == []


def test_every_section_was_compared(small_canon: Canon) -> None:
    found = {name for each in _comparisons(small_canon) for name in Section if getattr(each, name)}

    assert found == {*Section} - {Section.ALIASES, Section.LICENSES}


def test_comparisons_routes_and_rubrics_of_skills_fit(tmp_path: Path) -> None:
    skilled = skilled_canon(tmp_path)
    compared = list(_comparisons(skilled))
    found = [*compared, *_routes(skilled), *_rubrics(skilled)]

    assert any(each.licenses for each in compared)
    assert [fault for each in found for fault in _faults(value(each))] == []


def test_what_an_overlay_changes_fits(tmp_path: Path) -> None:
    text = "tools: [Scale]\naliases: {add: [Sister]}\nlevels: {P2: {region: DE}}\n"
    canon = open_canon(overlay_of_small(tmp_path, {WARD_FILE: text}), cache=False)
    base, thing = open_canon(tmp_path / "base", cache=False), resolve(canon, "ward nurse P2")
    beside = [compare_with_base(canon, base, thing, changed=changed) for changed in (True, False)]
    shown = value(page(canon, thing, origin=True))

    assert all(each.aliases for each in beside)
    assert [fault for each in map(value, beside) for fault in _faults(each)] == []
    assert (_faults(shown), all("text" in each for each in shown["origins"])) == ([], True)


def test_reports_fit(tmp_path: Path) -> None:
    spoilt = {WARD_FILE: WARD.replace("median: 38000", "median: 58000"), "families.yaml": "[]"}
    for canon in (
        write_clean(tmp_path / "clean"),
        write_clean(tmp_path / "faulty", {WARD_FILE: spoilt[WARD_FILE]}),
        write_clean(tmp_path / "broken", spoilt),
        package_data.CANON,
    ):
        assert _faults(value(check(canon=canon, cache=False))) == []


def test_rules_fit() -> None:
    assert _faults(value(rule_list())) == []
    assert [fault for rule in RULES for fault in _faults(value(rule_page(rule.name)))] == []


@pytest.mark.parametrize("match", [SURE, UNSURE, VAGUE, OCCUPATION, unknown("")])
def test_matches_fit(match: Match) -> None:
    answer = RowAnswer(TitleRow(3, match.given, {"id": 7, "tags": ["a", None]}), match)
    many = ndjson.BEGIN + f"  {ndjson.inner(answer)}, {ndjson.inner(answer)}" + ndjson.END

    assert _faults(value(match)) == []
    assert _faults(json.loads(ndjson.export(answer))) == []
    assert _faults(json.loads(many)) == []
    for end in (ndjson.END, ndjson.CUT):
        assert _faults(json.loads(ndjson.BEGIN + end)) == []


# What must not pass: real output with one thing changed.


def _report() -> Report:
    """Return a report with one finding that has every field."""
    span = Span(1, 1)
    related = (Related("b.yaml", span, "it is here"),)
    fault = Diagnostic(
        path="a.yaml",
        span=span,
        message="it is wrong",
        rule="pay-order",
        severity=Severity.ERROR,
        related=related,
        hint="mend it",
        end=Span(1, 2),
        fix=Fix("drop", ("aliases", 0)),
    )
    return Report(
        (Checked("canon", Severity.NOTE),), 1, 1, 0, 0, 1, fails=True, diagnostics=(fault,)
    )


def _paid(canon: Canon, profile: Profile) -> PayAnswer:
    """Return the answer on the pay of *profile*, with an occupation's wages."""
    occupation = OccupationWages(
        code="29-1141",
        published="29-1140",
        title="Registered Nurses",
        source="whose they are",
        currency="EUR",
        period="year",
        employment=3_000_000,
        percentiles=(Percentile(10, 35_000), Percentile(90, None, topped=True)),
        places=(
            SalaryPlace("low", 30_000, None, None, 10),
            SalaryPlace("high", 50_000, 50.5, 10, 90),
        ),
    )
    wages = WageComparison("OEWS May 2024", (occupation,), ("11-1011",))
    estimate = LevelEstimate(
        "29-1141", "29-1140", "Registered Nurses", "US", ("9",), 38.25, 79_560, 0.9, "All workers"
    )
    estimates = LevelEstimates("MWE 2018", "whose", "US", ("9",), "as good as", (estimate,))
    found = pay.pay_of(canon, profile, salary="45k", currency="USD", rate=0.9)
    return replace(found, wages=wages, estimates=estimates)


def _compared() -> PayComparison:
    """Return an answer on how far pay is off, with a row that has everything."""
    row = ComparedPay(
        code="NURSIN.WARDNURS1234.P2",
        title="Ward Nurse",
        level="P2",
        median=85_000,
        basis="modelled",
        place="US",
        occupation="29-1141",
        work_levels=("9",),
        estimate=79_560,
        off=6.8,
        percentile=35,
        wage=84_400.0,
        wage_off=0.7,
        stands_at=35.9,
    )
    whole = ComparisonSummary(1, 6.8, 6.8, 100.0)
    return PayComparison("US", None, "MWE 2018", "OEWS May 2023", whole, whole, (row,), 1, 0)


def _of_code(canon: Canon) -> crosswalk.CodeCrosswalk:
    """Return the answer for a code that foci have, with a similar code."""
    found = crosswalk.of_text(canon, "2221")
    assert isinstance(found, crosswalk.CodeCrosswalk)
    return replace(
        found, nearest=(crosswalk.PossibleCode("ISCO", "08", "2222", None, carried=False),)
    )


def _reviews() -> Iterator[Result]:
    """Yield an answer of each kind of review, as full as it can be."""
    reader = DutyReader("JD", "trade", "registered nurse", 12)
    share = QuestionShare("role", 1, 2)
    line = ReviewedLine("A.B.P2", "Ward Nurse", 6, 2, 1, 2, 4, 3, 1, 3, 1, (share,))
    pair = ReaderPair(reader, replace(reader, initials="MK"), 2, 14, 13, 0.5, 2, 1.0)
    doubt = DoubtedDuty("A.B.P2", "P2", 1, "Washes.", ("role",), ("P3",), ("No.",), ("Why?",))
    yield ReviewStatus("A.B", line, (line,), (reader,), (pair,), (doubt,))
    drawn = DrawnDuty("A.B.P2", 1, "Washes.", "0" * 16, 1, False, ("role",), 1)
    asked = SampledQuestion("role", 1, 1, 1.0)
    yield ReviewSample("A.B", 7, 6, (drawn,), 1, 1, 1.0, 0.95, (asked,))
    refused = RefusedRow("a.csv:2", "changed")
    yield ReviewReceipt("import", reader, 2, 1, ("reviews/b/a.yaml",), (refused,), 3)


def _samples(canon: Canon) -> Iterator[Result]:
    """Yield an output of every kind, as full as the canon makes them."""
    ward, store = (resolve_focus(canon, name) for name in ("Ward Nurse", "Storekeeper"))
    levels = canon.ladder.levels
    for thing in (ward.profiles[1], ward, canon.functions[0], canon.families[0], levels[1]):
        yield show.page(canon, thing)
    skilled = _skilled()
    words = skilled.vocabulary
    for shared in (words.skills[0], words.licenses[0], words.tools[0]):
        yield show.page(skilled, shared)
    yield skill_list(skilled)
    yield listing(canon)
    yield rubric(canon, ward)
    yield diff.compare(canon, levels[:2])
    yield diff.compare(canon, [*ward.profiles[1:], *store.profiles])
    yield cache_of(canon.root)
    yield _report()
    yield RuleList(rule_list().rules[:3])
    yield rule_page("pay-overlap")
    yield New("function", "NURSIN", "ours", ("ours/functions/nursing/function.yaml",))
    yield Rebase(
        "ours",
        "reference",
        State("2026-11", "0f" * 16),
        State("2026-12", "1f" * 16),
        moved=True,
        known=True,
        changes=(ChangedBelow("ladder.yaml", 1, 2, "levels.P2.name", "Worker", "Doer"),),
        written=False,
    )
    yield Imports(
        (ListedScheme("O*NET-SOC", "2019", 1_016, "whose it is"),),
        (WageRelease("OEWS", "May 2024", 853, 0, "whose they are"),),
        (ListedTitles("visa-2024", 1_470, 310, 2, ("line 3: it has no code",)),),
        (LevelRelease("MWE", "2023", 2, 3, 20, 1, "whose they are"),),
    )
    yield UNSURE
    space = near.space_of(canon, "structural")
    yield near.near(canon, ward.profiles[0], space, top=2)
    yield _paid(canon, ward.profiles[1])
    yield _compared()
    yield routes.route(canon, ward.profiles[1], ward.profiles[2])
    yield routes.route(canon, ward.profiles[0], store.profiles[0], most_steps=2)
    yield crosswalk.of_text(canon, "ward nurse")
    yield _of_code(canon)
    yield from _reviews()
    yield Golden(
        2,
        1,
        (Regression(2, "Manager", GoldenAnswer("", None, None), GoldenAnswer("A.B.P2", "P2", "")),),
    )


def _objects(part: Any, route: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object in *part*, itself first, with its place."""
    if isinstance(part, dict):
        yield route, part
        for key, inner in part.items():
            yield from _objects(inner, f"{route}.{key}")
    if isinstance(part, list):
        for inner in part:
            yield from _objects(inner, f"{route}[]")


def _passing(document: dict[str, Any], change: str) -> list[str]:
    """Return the routes of *document* at which the *change* does not break the schema."""
    name = document["schema"]
    assert _accepts(document, name)
    passed: dict[str, None] = {}
    for route, part in list(_objects(document, "")):
        whole = dict(part)
        for key in whole if change != "extra" else ("extra",):
            part.update(whole)
            if change == "missing":
                del part[key]
            else:
                part[key] = {"unheard": "of"}
            if _accepts(document, name):
                passed[f"{route}.{key}"] = None
            part.clear()
        part.update(whole)
    assert _accepts(document, name)
    return list(passed)


def test_samples_are_of_every_schema(small_canon: Canon) -> None:
    assert {value(each)["schema"] for each in _samples(small_canon)} == {*SCHEMAS}


def test_samples_are_of_every_kind(small_canon: Canon) -> None:
    samples = [value(each) for each in _samples(small_canon)]

    assert [(each["schema"], each.get("kind")) for each in samples] == [
        *(("levelctl.show/1", kind) for kind in ("profile", "focus", "function", "family")),
        *(("levelctl.show/1", kind) for kind in ("level", "skill", "license", "tool")),
        ("levelctl.skills/1", None),
        ("levelctl.list/1", None),
        ("levelctl.rubric/1", None),
        ("levelctl.diff/1", "levels"),
        ("levelctl.diff/1", "profiles"),
        ("levelctl.cache/1", None),
        ("levelctl.check/1", None),
        ("levelctl.rule/1", "rules"),
        ("levelctl.rule/1", "rule"),
        ("levelctl.new/1", "function"),
        ("levelctl.rebase/1", None),
        ("levelctl.import/1", None),
        ("levelctl.match/1", "title"),
        ("levelctl.near/1", None),
        ("levelctl.pay/1", None),
        ("levelctl.pay-comparison/1", None),
        ("levelctl.path/1", None),
        ("levelctl.path/1", None),
        ("levelctl.crosswalk/1", "focus"),
        ("levelctl.crosswalk/1", "code"),
        ("levelctl.review/1", "status"),
        ("levelctl.review/1", "sample"),
        ("levelctl.review/1", "receipt"),
        ("levelctl.match/1", "golden"),
    ]


def test_an_extra_key_is_refused_everywhere(small_canon: Canon) -> None:
    passed = [_passing(value(each), "extra") for each in _samples(small_canon)]

    assert len(passed) > len(SCHEMAS)
    assert [each for each in passed if each] == []


def test_another_type_is_refused_everywhere(small_canon: Canon) -> None:
    passed = [_passing(value(each), "type") for each in _samples(small_canon)]

    assert len(passed) > len(SCHEMAS)
    # Its keys are those of the canon's author, and "unheard" may be one.
    assert [each for each in passed if each] == [[".guideline[].guideline"]]


def test_only_a_section_may_be_missing(small_canon: Canon) -> None:
    samples = list(_samples(small_canon))
    sections = [[f".{name}" for name in getattr(each, "sections", ())] for each in samples]

    passed = [_passing(value(each), "missing") for each in samples]

    own = {*_dimensions(small_canon)}
    optional = {*_optional(Record)}
    needed = [
        sorted(route for route in {*each} - own if route.rpartition(".")[2] not in optional)
        for each in passed
    ]
    assert needed == [sorted(each) for each in sections]
    assert {route for each in passed for route in each} >= own


def _optional(kind: type[Record]) -> Iterator[str]:
    """Yield the keys that some record leaves out if there is nothing to say."""
    yield from kind.OPTIONAL
    for each in kind.__subclasses__():
        yield from _optional(each)


def _dimensions(canon: Canon) -> Iterator[str]:
    """Yield the routes of the keys that the canon's author chose."""
    groups = {
        ".level": canon.dimensions.attributes,
        ".guideline[].guideline": canon.dimensions.guideline,
        ".provenance.review": canon.dimensions.scores,
    }
    for route, group in groups.items():
        yield from (f"{route}.{column.key}" for column in group.columns)


@pytest.mark.parametrize("section", [*Section])
def test_a_comparison_of_levels_has_one_section(section: Section, small_canon: Canon) -> None:
    document = value(diff.compare(small_canon, small_canon.ladder.levels[:2]))

    assert _accepts({**document, section: []}, "levelctl.diff/1") == (section is Section.LEVEL)


# What a schema owes its reader.


def _parts(name: str) -> list[tuple[str, dict[str, Any]]]:
    """Return every part of a schema that is itself a schema, with its place."""
    found: list[tuple[str, dict[str, Any]]] = []

    def visit(part: dict[str, Any], route: str) -> None:
        found.append((route, part))
        for group in ("properties", "$defs"):
            for key, inner in part.get(group, {}).items():
                visit(inner, f"{route}/{key}")
        if isinstance(part.get("items"), dict):
            visit(part["items"], f"{route}[]")

    visit(_schema(name), name)
    return found


def test_every_output_has_its_schema() -> None:
    files = sorted(path.name for path in FOLDER.glob("*.schema.json"))

    assert files == sorted(f"{name.replace('/', '-')}.schema.json" for name in SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_valid(name: str) -> None:
    schema = _schema(name)

    jsonschema_rs.meta.validate(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"].startswith(f"{name}: ")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_part_is_described(name: str) -> None:
    bare = [
        route
        for route, part in _parts(name)
        if not part.get("description") and not route.endswith("[]")
    ]

    assert bare == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_null_is_explained(name: str) -> None:
    silent = [
        route
        for route, part in _parts(name)
        if _nullable(part) != ("null" in part.get("description", ""))
    ]

    assert silent == []


def _nullable(part: dict[str, Any]) -> bool:
    return (
        "null" in part.get("type", ())
        or {"type": "null"} in part.get("anyOf", ())
        or None in part.get("enum", ())
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_object_is_closed(name: str) -> None:
    objects = [(route, part) for route, part in _parts(name) if "properties" in part]

    assert objects
    assert [route for route, part in objects if not _closed(part)] == []


def _closed(part: dict[str, Any]) -> bool:
    """Return whether *part* names its keys, or says what each key of the author's has."""
    others = part.get("additionalProperties")
    return others is False or (isinstance(others, dict) and "description" in others)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_definition_is_used(name: str) -> None:
    text = json.dumps(_schema(name))

    assert [key for key in _schema(name).get("$defs", {}) if f'"#/$defs/{key}"' not in text] == []


@pytest.mark.parametrize(
    ("name", "route", "words"),
    [
        pytest.param("show", ("status",), get_args(model.Status), id="show-status"),
        pytest.param("show", ("neighbour", "properties", "band"), get_args(Band), id="show-band"),
        pytest.param(
            "list", ("profile", "properties", "status"), get_args(model.Status), id="list-status"
        ),
        pytest.param(
            "rubric", ("table", "properties", "name"), get_args(TableName), id="rubric-name"
        ),
        pytest.param("check", ("severity",), tuple(Severity), id="check-severity"),
        pytest.param(
            "check",
            ("mend", "properties", "action"),
            get_args(get_type_hints(Fix)["action"]),
            id="check-mend",
        ),
        pytest.param("match", ("band",), get_args(Band), id="match-band"),
        pytest.param("rule", ("severity",), tuple(Severity), id="rule-severity"),
        pytest.param("rule", ("group",), GROUPS, id="rule-group"),
        pytest.param(
            "pay",
            ("standing", "properties", "position"),
            get_args(pay_range.Position),
            id="pay-position",
        ),
        pytest.param(
            "path",
            ("apart", "properties", "band"),
            get_args(Band),
            id="path-band",
        ),
        pytest.param("pay", ("place", "properties", "of"), get_args(pay.Point), id="pay-place"),
        pytest.param(
            "diff",
            ("item_cell", "properties", "change"),
            (*get_args(diff.ChangeKind), None),
            id="diff-change",
        ),
    ],
)
def test_words_are_those_of_the_program(
    name: str, route: tuple[str, ...], words: tuple[str | None, ...]
) -> None:
    part = _schema(f"levelctl.{name}/1")["$defs"]
    for step in route:
        part = part[step]

    assert part["enum"] == [*words]
