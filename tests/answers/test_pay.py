"""The pay of a profile, where a salary is in it, and how that is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelctl import open_canon, pay
from levelctl.answers.pay import (
    OccupationWages,
    PayAnswer,
    PayRung,
    Percentile,
    Range,
    Salary,
    SalaryPlace,
    Standing,
)
from levelctl.answers.pay.percentiles import place
from levelctl.canon import package_data
from levelctl.canon.canon import Canon
from levelctl.canon.model import Pay
from levelctl.canon.pay_range import measured, standing
from levelctl.errors import LevelctlError
from levelctl.layout.pay import document
from levelctl.layout.pay import rows as pay_rows
from levelctl.occupations import wages
from levelctl.occupations.wages import WageRelease
from levelctl.output import plain
from levelctl.record import replace
from levelctl.text.document import Facts, Paragraph, Table, bare
from levelctl.text.safe import encodable
from program import run
from small import CLINIC, KEEPER, write_canon

KNOWN = Range("EUR", "year", 30_000, 40_000, 50_000, "survey", spread=66.7)


# Where a salary stands.


@pytest.mark.parametrize(
    ("salary", "expected"),
    [
        pytest.param(40_000, Standing("within", 1.0, 50.0, 0), id="at the median"),
        pytest.param(30_000, Standing("within", 0.75, 0.0, -10_000), id="at the low end"),
        pytest.param(50_000, Standing("within", 1.25, 100.0, 10_000), id="at the high end"),
        pytest.param(29_999.99, Standing("below", 0.75, -0.0, -10_000.01), id="just below"),
        pytest.param(20_000, Standing("below", 0.5, -50.0, -20_000), id="below"),
        pytest.param(60_000, Standing("above", 1.5, 150.0, 20_000), id="above"),
    ],
)
def test_standing(salary: float, expected: Standing) -> None:
    assert standing(KNOWN, salary) == expected


def test_a_single_rate_has_no_way_through_it() -> None:
    single = Pay("EUR", "hour", 20, 20, 20, "observed")

    assert standing(single, 20) == Standing("within", 1.0, None, 0)
    assert standing(single, 22) == Standing("above", 1.1, None, 2)
    found = measured(single)
    assert found
    assert found.spread == 0


sums = st.integers(1, 10**7)


@given(st.tuples(sums, sums, sums).map(sorted), sums)
def test_position_penetration_and_ratio_agree(ends: list[int], salary: int) -> None:
    low, median, high = ends
    found = standing(Pay("USD", "year", low, median, high, "survey"), salary)

    assert (found.position == "within") == (low <= salary <= high)
    assert (found.from_median > 0) == (salary > median)
    if found.penetration is not None:
        assert (found.penetration <= 0) or found.position != "below"
        assert (found.penetration >= 100) or found.position != "above"


# The answer.


def test_a_profile_without_a_salary(small_canon: Canon) -> None:
    found = pay(small_canon, "ward nurse P2")

    assert found == PayAnswer(
        code="NURSIN.WARDNURS1234.P2",
        title="Ward Nurse",
        level="P2",
        pay=KNOWN,
        midpoint=40_000,
        salary=None,
        standing=None,
        levels=(
            PayRung("NURSIN.WARDNURS1234.P1", "P1", "Beginner", False, None, None),
            PayRung("NURSIN.WARDNURS1234.P2", "P2", "Worker", True, KNOWN, None),
            PayRung("NURSIN.WARDNURS1234.P3", "P3", "Expert", False, None, None),
        ),
        wages=found.wages,
    )
    assert found.known
    # Its code is of another scheme than the SOC's.
    assert found.wages
    assert (found.wages.occupations, found.wages.missing) == ((), ())


def test_a_salary_in_the_ranges_currency(small_canon: Canon) -> None:
    found = pay(small_canon, "ward nurse P2", salary="45k")

    assert found.salary == Salary("45k", 45_000, "EUR", "year", None, 45_000, "EUR")
    assert found.standing == Standing("within", 1.12, 75.0, 5_000)
    assert [each.standing for each in found.levels] == [None, found.standing, None]


def test_a_rate_converts_and_is_shown(small_canon: Canon) -> None:
    found = pay(small_canon, "ward nurse P2", salary=50_000, currency="usd", rate=0.925)

    assert found.salary == Salary("50000", 50_000, "USD", "year", 0.925, 46_250, "EUR")
    assert found.standing == Standing("within", 1.16, 81.2, 6_250)
    assert "USD 50,000 a year, which is EUR 46,250 at the given rate of 0.925" in _text(found)


def test_a_number_is_a_salary(small_canon: Canon) -> None:
    assert pay(small_canon, "ward nurse P2", salary=45_000.0).salary == Salary(
        "45000.0", 45_000, "EUR", "year", None, 45_000, "EUR"
    )


@pytest.mark.parametrize("reference", ["ward nurse", "NURSIN.WARDNURS1234", "ward nurse P1"])
def test_every_level_of_a_focus(reference: str, small_canon: Canon) -> None:
    found = pay(small_canon, reference, salary="€60k")

    assert [each.standing and each.standing.position for each in found.levels] == [
        None,
        "above",
        None,
    ]
    assert (found.pay, found.midpoint, found.standing) == (None, None, None)


def test_what_is_known(small_canon: Canon) -> None:
    known = {text: pay(small_canon, text).known for text in ("ward nurse", "ward nurse P1",
             "ward nurse P2", "clinic nurse", "clinic nurse M1")}  # fmt: skip

    assert known == {
        "ward nurse": True,
        "ward nurse P1": False,
        "ward nurse P2": True,
        "clinic nurse": False,
        "clinic nurse M1": False,
    }


def test_a_salary_that_nothing_is_known_beside(small_canon: Canon) -> None:
    assert pay(small_canon, "clinic nurse M1", salary="95k", currency="EUR").salary is None
    with pytest.raises(LevelctlError, match="'much' is not a salary"):
        pay(small_canon, "clinic nurse M1", salary="much")


def test_a_function_of_one_focus_is_that(small_canon: Canon) -> None:
    assert pay(small_canon, "STORAG").code == "STORAG.STOREKEEABCD"


@pytest.fixture
def mixed(tmp_path: Path) -> Canon:
    """Return a canon whose clinic nurse is paid by the hour at one level, in dollars at another."""
    ranges = {
        "P2": "{currency: EUR, period: hour, low: 18, median: 21, high: 25, basis: survey}",
        "M1": "{currency: USD, period: hour, low: 30, median: 35, high: 40, basis: modelled}",
    }
    clinic = CLINIC
    for level, known in ranges.items():
        clinic = clinic.replace(f"{level}: {{", f"{level}: {{pay: {known}, ")
    changes = {"functions/nursing/clinic-nurse.yaml": clinic}
    return open_canon(write_canon(tmp_path, changes), cache=False)


def test_an_hour_is_an_hour(mixed: Canon) -> None:
    found = pay(mixed, "clinic nurse P2", salary="22.50/h")

    assert found.salary == Salary("22.50/h", 22.5, "EUR", "hour", None, 22.5, "EUR")
    assert found.standing == Standing("within", 1.07, 64.3, 1.5)
    assert found.midpoint == 21.5
    assert "EUR 22.50 an hour" in _text(found)
    assert "1.50 above its median" in _text(found)


def test_a_level_in_another_currency_is_not_compared(mixed: Canon) -> None:
    found = pay(mixed, "clinic nurse P2", salary="22.50")

    assert [each.standing is None for each in found.levels] == [False, True]
    assert "P2 ◀\n  Median: 21 EUR an hour" in _text(found)
    assert "M1\n  Median: 35 USD an hour\n  Low–high: 30–40\n  Salary is: –" in _text(found)


def test_a_level_in_the_salarys_own_currency_needs_no_rate(mixed: Canon) -> None:
    found = pay(mixed, "clinic nurse P2", salary="30", currency="USD", rate=0.7)

    assert [each.standing for each in found.levels] == [
        standing(Pay("EUR", "hour", 18, 21, 25, "survey"), 21),
        standing(Pay("USD", "hour", 30, 35, 40, "modelled"), 30),
    ]


@pytest.mark.parametrize(
    ("reference", "options", "message", "hint"),
    [
        pytest.param(
            "P2",
            {},
            "P2 alone has no pay, because pay depends on the focus",
            "add a focus: levelctl pay FOCUS P2",
            id="a level",
        ),
        pytest.param(
            "care",
            {},
            "care is neither a profile nor a focus",
            "levelctl show care lists its contents",
            id="a family",
        ),
        pytest.param(
            "NURSIN",
            {},
            "NURSIN is neither a profile nor a focus",
            "levelctl show NURSIN lists its contents",
            id="a function of several foci",
        ),
        pytest.param(
            "ward nurse P2",
            {"currency": "USD"},
            "--currency needs a salary",
            "give one, such as --salary 95000",
            id="a currency alone",
        ),
        pytest.param(
            "ward nurse P2",
            {"rate": 1.1},
            "--rate needs a salary",
            "give one, such as --salary 95000",
            id="a rate alone",
        ),
        pytest.param(
            "ward nurse P2",
            {"salary": "95k", "currency": "USD"},
            "the salary is in USD, but the range is in EUR",
            "give --rate N, the value of 1 USD in EUR",
            id="no rate",
        ),
        pytest.param(
            "ward nurse P2",
            {"salary": "£95k"},
            "the salary is in GBP, but the range is in EUR",
            "give --rate N, the value of 1 GBP in EUR",
            id="a symbol without a rate",
        ),
        pytest.param(
            "ward nurse P2",
            {"salary": "¥95k"},
            "'¥95k' is in one of JPY, CNY, but the range is in EUR",
            "give the currency, such as --currency JPY",
            id="a symbol of two currencies",
        ),
        pytest.param(
            "ward nurse P2",
            {"salary": "€95k", "currency": "USD", "rate": 1},
            "'€95k' is not in USD",
            "give the currency only once",
            id="two currencies",
        ),
        pytest.param(
            "ward nurse P2",
            {"salary": "95k", "currency": "euro"},
            "'euro' is not a currency code",
            "give the three letters of ISO 4217, such as USD",
            id="no currency",
        ),
        pytest.param(
            "ward nurse P2",
            {"salary": "95k", "currency": ""},
            "'' is not a currency code",
            "give the three letters of ISO 4217, such as USD",
            id="an empty currency",
        ),
        pytest.param(
            "ward nurse P2",
            {"salary": "95k", "rate": 1.1},
            "the salary and the range are both in EUR, so --rate does not apply",
            "omit --rate, or give the currency of the salary, such as --currency EUR",
            id="a rate for nothing",
        ),
        *(
            pytest.param(
                "ward nurse P2",
                {"salary": "95k", "currency": "USD", "rate": rate},
                f"the rate must be above 0, not {rate:g}",
                "give the value of one unit of the salary's currency in the range's currency",
                id=f"a rate of {rate}",
            )
            for rate in (0.0, -1.5, float("nan"), float("inf"))
        ),
        pytest.param(
            "ward nurse P2",
            {"salary": "95k", "currency": "USD", "rate": 1e300},
            "'95k' at a rate of 1e+300 is more than 1,000,000,000,000 EUR",
            "the rate is the value of 1 USD in EUR",
            id="a rate beyond all sums",
        ),
        pytest.param(
            "ward nurse P2",
            {"salary": "4k a month"},
            "'4k a month' is per month, but the range is per year",
            "periods are never converted; give the salary per year",
            id="another period",
        ),
    ],
)
def test_what_cannot_be_answered(
    reference: str, options: dict[str, str], message: str, hint: str, small_canon: Canon
) -> None:
    with pytest.raises(LevelctlError) as caught:
        pay(small_canon, reference, **options)  # type: ignore[arg-type]

    assert (str(caught.value), caught.value.hint) == (message, hint)


# Among the wages of an occupation.

WAGES = wages.Wages(
    code="29-1141",
    title="Registered Nurses",
    source="whose they are",
    currency="EUR",
    period="year",
    employment=3_000_000,
    p10=20_000,
    p25=30_000,
    median=42_000,
    p75=None,
    p90=None,
    topped=("p90",),
)
PERCENTILES = (
    Percentile(10, 20_000),
    Percentile(25, 30_000),
    Percentile(50, 42_000),
    Percentile(75, None),
    Percentile(90, None, topped=True),
)


@pytest.mark.parametrize(
    ("amount", "percentile", "above", "below"),
    [
        pytest.param(19_999, None, None, 10, id="below all"),
        pytest.param(20_000, 10.0, 10, 10, id="at the lowest"),
        pytest.param(25_000, 17.5, 10, 25, id="between two"),
        pytest.param(31_000, 27.1, 25, 50, id="between the next two"),
        pytest.param(42_000, 50.0, 50, 50, id="at the highest"),
        pytest.param(42_001, None, 50, None, id="above all"),
    ],
)
def test_place(amount: int, percentile: float | None, above: int | None, below: int | None) -> None:
    assert place(PERCENTILES, "low", amount) == SalaryPlace("low", amount, percentile, above, below)


def test_a_line_passes_over_what_is_not_published() -> None:
    published = (Percentile(10, 100), Percentile(25, None), Percentile(50, 200))

    assert place(published, "low", 150) == SalaryPlace("low", 150, 30.0, 10, 50)
    nothing = (Percentile(10, None), Percentile(25, None))
    assert place(nothing, "low", 150) == SalaryPlace("low", 150, None, None, None)


def test_two_percentiles_of_one_wage() -> None:
    published = (Percentile(10, 100), Percentile(25, 100), Percentile(50, 200))

    assert place(published, "low", 100) == SalaryPlace("low", 100, 10.0, 25, 10)


@given(st.lists(sums, min_size=5, max_size=5).map(sorted), sums, sums)
def test_a_higher_sum_stands_no_lower(found: list[int], one: int, other: int) -> None:
    published = tuple(map(Percentile, (10, 25, 50, 75, 90), found))
    low, high = (place(published, "low", each) for each in sorted((one, other)))

    if low.percentile is not None and high.percentile is not None:
        assert 10 <= low.percentile <= high.percentile <= 90


SOC = '{scheme: O*NET-SOC, version: "2019", code: "29-1141.00", source: test}'


@pytest.fixture
def classified(tmp_path: Path) -> Canon:
    """Return the small canon, its ward nurse with a code of the SOC."""
    from small import WARD

    ward = WARD.replace("classification:\n", f"classification:\n  - {SOC}\n")
    return open_canon(
        write_canon(tmp_path, {"functions/nursing/ward-nurse.yaml": ward}), cache=False
    )


@pytest.fixture
def imported() -> Iterator[None]:
    """Import the wages of nurses for one test."""
    wages.save(WageRelease("OEWS", "May 2024", 1, 0, "whose they are"), [WAGES])
    yield
    wages.STORE.remove()


@pytest.mark.usefixtures("imported")
def test_a_range_among_an_occupations_wages(classified: Canon) -> None:
    found = pay(classified, "ward nurse P2", salary=19_000)

    assert found.wages
    assert (found.wages.release, found.wages.missing) == ("OEWS May 2024", ())
    assert found.wages.occupations == (
        OccupationWages(
            code="29-1141",
            published="29-1141",
            title="Registered Nurses",
            source="whose they are",
            currency="EUR",
            period="year",
            employment=3_000_000,
            percentiles=PERCENTILES,
            places=(
                SalaryPlace("low", 30_000, 25.0, 25, 25),
                SalaryPlace("median", 40_000, 45.8, 25, 50),
                SalaryPlace("high", 50_000, None, 50, None),
                SalaryPlace("salary", 19_000, None, None, 10),
            ),
        ),
    )
    text = _text(found)
    assert text[text.index("Among") :] == (
        "Among the wages of 29-1141 Registered Nurses\n"
        "Wages: EUR a year\n"
        "Percentiles: 10th 20,000 · 25th 30,000 · 50th 42,000 · 75th not published · "
        "90th not published (above the highest wage that is published)\n"
        "Low end: 30,000 at the 25th percentile\n"
        "Median: 40,000 about the 46th percentile\n"
        "High end: 50,000 above the 50th percentile\n"
        "Salary: 19,000 below the 10th percentile\n"
        "Values between published percentiles are interpolated linearly. Source: whose they are\n"
    )


@pytest.mark.usefixtures("imported")
def test_what_is_not_paid_has_no_place_among_wages(classified: Canon) -> None:
    found = pay(classified, "ward nurse P1")

    assert found.wages
    assert [each.places for each in found.wages.occupations] == [()]
    assert "interpolated" not in _text(found)


@pytest.mark.usefixtures("imported")
def test_wages_in_another_unit_are_not_compared(classified: Canon) -> None:
    wages.save(
        WageRelease("OEWS", None, 1, 0, "whose"), [replace(WAGES, currency="USD", code="29-1140")]
    )
    found = pay(classified, "ward nurse P2")

    assert found.wages
    assert found.wages.release == "OEWS"
    assert [(each.published, each.places) for each in found.wages.occupations] == [("29-1140", ())]
    assert (
        "These are wages of the broad occupation; none are published for 29-1141. "
        "The range is in EUR a year, not in USD a year: no conversion is made."
    ) in _text(found)


@pytest.mark.usefixtures("imported")
def test_an_occupation_without_wages_is_shown(tmp_path: Path) -> None:
    other = SOC.replace("29-1141.00", "11-1011")
    keeper = f"{KEEPER}classification:\n  - {other}\n"
    changes = {"functions/storage/storekeeper.yaml": keeper}
    found = pay(open_canon(write_canon(tmp_path, changes), cache=False), "storekeeper P2")

    assert found.wages
    assert (found.wages.occupations, found.wages.missing) == ((), ("11-1011",))
    assert "OEWS May 2024 has no wages of 11-1011." in _text(found)


def test_without_wages_a_hint_explains_the_import(tmp_path: Path) -> None:
    environment = {"XDG_DATA_HOME": str(tmp_path), "LEVELCTL_CANON": str(package_data.CANON)}
    remark = "hint: to compare it with the wages of 11-3021: levelctl import oews PATH\n"

    assert run("pay", "tech pm P3", env=environment).err == remark
    for more in (["-q"], ["-f", "json"]):
        assert run("pay", "tech pm P3", *more, env=environment).err == ""


# As text and as rows.


def _text(found: PayAnswer) -> str:
    return plain.export(document(found))


def _facts(found: PayAnswer) -> dict[str, str]:
    return {
        label: bare(value)
        for block in document(found)
        if isinstance(block, Facts)
        for label, value in block.pairs
    }


def test_the_facts_of_a_profile(reference: Canon) -> None:
    assert {**_facts(pay(reference, "tech pm P2", salary="95k"))}.items() >= {
        "Median": "USD 78,000 a year",
        "Range": "61,000–100,000",
        "Midpoint": (
            "80,500: halfway between the ends; half of the people earn less than the median"
        ),
        "Spread": "63.9 %: the high end is this far above the low end",
        "Basis": "inherited from the function's level curve",
        "Salary": "USD 95,000 a year",
        "In the range": "61k ├────────────────────┼────────────────────●─────┤ 100k",
        "Position": "within the range, 17,000 above its median",
        "Compa-ratio": "1.22 of the median. Employers usually divide by the midpoint of their "
        "own range; this range describes a market.",
        "Penetration": "87.2 % of the way from the low end to the high end",
    }.items()


@pytest.mark.parametrize(
    ("salary", "position", "drawn"),
    [
        pytest.param(
            "25k",
            "below the range, 5,000 under its low end",
            "25k ●┄┄┄┄┄┄┄┄┄├──────────────────┼──────────────────┤ 50k",
            id="below",
        ),
        pytest.param(
            "60k",
            "above the range, 10,000 over its high end",
            "30k ├───────────────┼───────────────┤┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄● 60k",
            id="above",
        ),
        pytest.param(
            "40k",
            "within the range, at its median",
            "30k ├───────────────────────●───────────────────────┤ 50k",
            id="at the median",
        ),
    ],
)
def test_the_picture_of_a_range(salary: str, position: str, drawn: str, small_canon: Canon) -> None:
    facts = _facts(pay(small_canon, "ward nurse P2", salary=salary))

    assert (facts["Position"], facts["In the range"]) == (position, drawn)
    assert "Midpoint" not in facts  # the median is halfway
    assert encodable(drawn, "ascii").isascii()
    assert not {"\\"} & {*encodable(drawn, "ascii")}


def test_a_range_out_of_order_is_drawn_all_the_same(tmp_path: Path) -> None:
    keeper = KEEPER.replace(
        "low: 3000, median: 3500, high: 4000, basis: modelled",
        "low: 4000, median: 90000, high: 1, basis: survey",
    )
    changes = {"functions/storage/storekeeper.yaml": keeper}
    canon = open_canon(write_canon(tmp_path, changes), cache=False)

    found = pay(canon, "storekeeper P2", salary="20k")
    refused = "low, median and high are not in order"
    assert found.standing == Standing("above", None, None, -70_000, refused)
    facts = _facts(found)
    assert len(facts["Among figures"].split()[1]) == 49
    assert facts["Low and high"] == "4,000–1: not in order"


def test_a_single_rate_is_drawn(tmp_path: Path) -> None:
    keeper = KEEPER.replace("low: 3000, median: 3500", "low: 4000, median: 4000")
    keeper = keeper.replace("basis: modelled", "basis: survey")
    changes = {"functions/storage/storekeeper.yaml": keeper}
    canon = open_canon(write_canon(tmp_path, changes), cache=False)

    facts = _facts(pay(canon, "storekeeper P2", salary="4000"))
    assert facts["Penetration"] == "none: both ends of the range are the same"
    assert facts["In the range"].startswith("4,000 ●┄")


def test_the_shown_level_is_marked(reference: Canon) -> None:
    (table,) = [
        block for block in document(pay(reference, "tech pm P3")) if isinstance(block, Table)
    ]

    assert [bare(column.heading) for column in table.columns] == [
        "Level", "Median", "Range", "Spread", "Basis",
    ]  # fmt: skip
    assert [(bare(row.cells[0][0]), row.shown) for row in table.rows] == [
        ("P2", False), ("P3 ◀", True), ("P4", False), ("P5", False), ("P6", False),
    ]  # fmt: skip
    assert [bare(cell[0]) for cell in table.rows[-1].cells] == ["P6", "not known", "–", "–", "–"]


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        pytest.param("clinic nurse", "Basis: P2 survey; M1 modelled", id="several"),
        pytest.param("clinic nurse P2", "Basis: P2 survey; M1 modelled", id="one is not its own"),
        pytest.param("ward nurse", "Basis: P2 survey", id="one, of a focus"),
        pytest.param("ward nurse P1", "Basis: P2 survey", id="one, of a level that is not paid"),
        pytest.param("ward nurse P2", None, id="one, which is shown above"),
    ],
)
def test_beside_a_salary_every_figure_has_its_basis(
    reference: str, said: str | None, mixed: Canon
) -> None:
    lines = _text(pay(mixed, reference, salary="20")).splitlines()

    assert [line for line in lines if line.startswith("Basis: P")] == ([said] if said else [])


def test_a_focus_of_which_nothing_is_known(small_canon: Canon) -> None:
    blocks = document(pay(small_canon, "clinic nurse"))

    assert [bare(each.text) for each in blocks if isinstance(each, Paragraph)] == [
        "NURSIN.CLINICNU5678",
        "The pay of no level is known.",
    ]


def test_rows(small_canon: Canon) -> None:
    headings, *rows = pay_rows(pay(small_canon, "ward nurse P2", salary="60k"))

    assert dict(zip(headings, rows[1], strict=True)) == {
        "code": "NURSIN.WARDNURS1234.P2",
        "title": "Ward Nurse",
        "level": "P2",
        "level name": "Worker",
        "asked for": "yes",
        "currency": "EUR",
        "period": "year",
        "low": "30000",
        "median": "40000",
        "high": "50000",
        "spread %": "66.7",
        "basis": "survey",
        "source": "",
        "method": "",
        "salary is": "above",
        "compa-ratio": "1.5",
        "penetration %": "150.0",
        "from median": "20000",
    }
    assert rows[0] == (
        "NURSIN.WARDNURS1234.P1", "Ward Nurse", "P1", "Beginner", "no", *[""] * 13,
    )  # fmt: skip


# The command.


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("ward nurse P2", 0, id="known"),
        pytest.param("ward nurse P2 --salary 9k", 0, id="below the range"),
        pytest.param("ward nurse P1", 1, id="not known"),
        pytest.param("ward nurse", 0, id="one level of a focus is known"),
        pytest.param("clinic nurse -f json", 1, id="no level is"),
        pytest.param("ward nurse P2 --salary -5", 2, id="a negative salary"),
        pytest.param("ward nurse P2 --salary 9k --currency USD", 2, id="no rate"),
    ],
)
def test_exit_codes(line: str, code: int, small: Path) -> None:
    assert run("pay", *line.split(), "--canon", str(small)).code == code


def test_unknown_pay_is_shown_as_not_known(small: Path) -> None:
    answer = run("pay", "ward nurse P1", "--canon", str(small))

    assert answer.out.split("\n")[3:5] == ["Market pay", "not known"]
    document = json.loads(run("pay", "ward nurse P1", "-f", "json", "--canon", str(small)).out)
    assert (document["schema"], document["pay"]) == ("levelctl.pay/1", None)


def test_a_salary_just_below_the_range_has_not_less_than_no_penetration() -> None:
    found = standing(Pay("USD", "year", 70_000, 90_000, 110_000, "survey"), 69_999)
    assert f"{found.penetration}" == "0.0"


def test_what_is_no_range_has_no_spread_and_no_midpoint() -> None:
    answer = pay(open_canon(package_data.CANON, cache=False), "registered nursing P3")
    assert answer.pay
    assert answer.pay.not_a_range
    assert (answer.pay.spread, answer.midpoint) == (None, None)


@pytest.mark.parametrize("figures", [(90_000, 85_000, 80_000), (60_000, 1, 80_000), (1, 3, 2)])
def test_nothing_is_computed_from_figures_out_of_order(figures: tuple[int, int, int]) -> None:
    found = measured(Pay("EUR", "year", *figures, "survey", ends="range"))
    assert found
    assert (found.spread, found.not_a_range) == (None, "low, median and high are not in order")
    stands = standing(found, 70_000)
    assert (stands.compa_ratio, stands.penetration) == (None, None)
    assert stands.refused == found.not_a_range
