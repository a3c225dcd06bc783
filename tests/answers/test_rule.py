"""What ``levelctl rule`` says about the rules, and that it is true."""

from __future__ import annotations

import ast
import inspect
import sys
from pathlib import Path

import pytest

from clean import CLINIC_FILE, FILES, merged, write_clean
from levelctl.answers.rule import ListedRule, RuleList, Setting, rule_list, rule_page
from levelctl.canon import model
from levelctl.diagnostics import Diagnostic, Severity
from levelctl.errors import LevelctlError
from levelctl.layout import rule as layout
from levelctl.lint.catalogue import RULES
from levelctl.lint.check import check
from levelctl.lint.explanation import explanation, files_of
from levelctl.lint.rule import FileRule, Rule, RuleSettings, RuleWords
from levelctl.record import fields
from levelctl.text.document import Facts, Heading, Sample, bare

by_name = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def test_the_list_has_every_rule() -> None:
    rules = rule_list().rules

    assert [rule.name for rule in rules] == [rule.name for rule in RULES]
    assert (
        ListedRule(
            "pay-order",
            "pay",
            Severity.ERROR,
            fixes=False,
            asks="A pay range is in order: low, median, high.",
        )
        in rules
    )


def test_a_page_is_complete() -> None:
    page = rule_page("pay-overlap")

    assert page.asks.startswith("Pay ranges of neighboring levels ")
    assert "\n" not in page.reason
    assert page.bad.startswith("# functions/nursing/ward-nurse.yaml\nlevels:\n")
    assert page.silence == "# levelctl: ignore[pay-overlap] the reason"
    assert page.settings == (
        Setting(
            "canon.yaml",
            "check.coincide",
            (
                "the shared part of two pay ranges, of all that they span, at which they are "
                "nearly the same"
            ),
            "0.85",
        ),
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        pytest.param("pay-ordr", "did you mean 'pay-order'?", id="nearly"),
        pytest.param("structure", "levelctl rule lists the rules", id="a group"),
        pytest.param("", "levelctl rule lists the rules", id="nothing"),
    ],
)
def test_an_unknown_rule(name: str, hint: str) -> None:
    with pytest.raises(LevelctlError) as caught:
        rule_page(name)
    assert str(caught.value) == f"{name!r} is not a rule"
    assert caught.value.hint == hint


# What the page of a rule says is true.


@by_name
def test_a_rule_names_what_it_heeds(rule: Rule) -> None:
    tree = ast.parse(inspect.getsource(sys.modules[rule.module]))
    heeded = {
        (_name(node.value), node.attr) for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }
    known = {*fields(RuleSettings), *fields(model.CanonSettings)}
    keys = [key.replace("content@2", "stepped_content") for key in rule.settings]
    parts = (part.partition("@")[0] for key in keys for part in key.split("."))
    named = {part for part in parts if part in known}

    assert named == {name for owner, name in heeded if owner == "settings"}
    assert {*rule.words} == {name for owner, name in heeded if owner == "words"}


def _name(node: ast.expr) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def test_every_setting_and_list_of_words_is_heeded() -> None:
    settings = {part for rule in RULES for key in rule.settings for part in key.split(".")}

    assert {*fields(RuleSettings)} <= settings
    assert {*fields(RuleWords)} == {name for rule in RULES for name in rule.words}


@by_name
def test_a_setting_is_described(rule: Rule) -> None:
    found = rule_page(rule.name).settings
    assert [each.key for each in found] == [*rule.settings, *rule.words]
    assert all(each.says for each in found)


FIXED = {
    "schema": "name: 7",
    "invisible-character": 'summary: "Looks\\u200b after patients."',
    "markup": "summary: Looks after R&amp;D.",
    "stray-space": 'summary: "Looks  after patients."',
    "alias-repeated": "aliases: [Outpatient Nurse, Outpatient Nurse]",
    "tool-spelling": "tools: [Diary]",
}


def test_fixable_rules_are_all_tested_below() -> None:
    assert sorted(FIXED) == sorted(rule.name for rule in RULES if rule.fixes)


@pytest.mark.parametrize("rule", FIXED)
def test_a_rule_with_fixes(rule: str, tmp_path: Path) -> None:
    skills = "tools: {book: {name: Appointment book, also: [Diary]}}\n"
    changes = {CLINIC_FILE: merged(CLINIC_FILE, FIXED[rule]), "skills.yaml": skills}
    found = _found(tmp_path, rule, changes)
    assert any(each.fix for each in found), found


@by_name
def test_other_rules_do_not(rule: Rule, tmp_path: Path) -> None:
    whole = isinstance(rule, FileRule)
    found = _found(
        tmp_path,
        rule.name,
        {
            name: part if whole or name not in FILES else merged(name, part)
            for name, part in files_of(explanation(rule).bad).items()
        },
    )
    assert rule.fixes or not any(each.fix for each in found)


def _found(root: Path, rule: str, changes: dict[str, str]) -> tuple[Diagnostic, ...]:
    return check(canon=write_clean(root, changes), select=[rule], cache=False).diagnostics


@by_name
def test_a_comment_suppresses_a_rule_if_its_page_says_so(rule: Rule) -> None:
    comment = f"# levelctl: ignore[{rule.name}] the reason"
    assert rule_page(rule.name).silence == (None if isinstance(rule, FileRule) else comment)


# As a reader sees it.


@by_name
def test_a_page_has_its_sections_in_order(rule: Rule) -> None:
    page = rule_page(rule.name)
    document = layout.rule_page(page)
    headings = [bare(block.text) for block in document if isinstance(block, Heading)]
    samples = [block.lines for block in document if isinstance(block, Sample)]

    assert headings == [
        *(rule.name, "Why", "Bad", "Good", "How to suppress it"),
        *(["Settings"] if page.settings else []),
    ]
    assert samples[:2] == [tuple(page.bad.splitlines()), tuple(page.good.splitlines())]
    assert samples[-2:] == [
        (f"check: {{ignore: [{rule.name}]}}",),
        (f"check: {{severity: {{{rule.name}: note}}}}",),
    ]
    assert not any("``" in bare(block.text) for block in document if isinstance(block, Heading))


def test_the_list_is_a_section_for_each_group() -> None:
    document = layout.rule_list(rule_list())
    sections = [bare(block.text) for block in document if isinstance(block, Heading)][1:]
    names = [name for block in document if isinstance(block, Facts) for name, _ in block.pairs]

    assert sections == [*dict.fromkeys(rule.group for rule in RULES)]
    assert names == [rule.name for rule in RULES]


def test_rows() -> None:
    rules = RuleList((ListedRule("a-b", "pay", Severity.NOTE, fixes=True, asks="It asks."),))

    assert [*layout.rows(rules)] == [
        ("rule", "group", "severity", "fix", "asks"),
        ("a-b", "pay", "note", "yes", "It asks."),
    ]
    assert len([*layout.rows(rules, headings=False)]) == 1
