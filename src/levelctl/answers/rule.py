"""The rules of ``levelctl check``: all of them in brief, or one in full."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from levelctl.diagnostics import Severity
from levelctl.lint.catalogue import RULES, rule_of
from levelctl.lint.explanation import explanation
from levelctl.lint.rule import FileRule, Rule, RuleGroup
from levelctl.lint.rules.silence import suppression_comment
from levelctl.record import Record, Result


class ListedRule(Record):
    KEYS = (("fixes", "mends"),)

    name: str
    group: RuleGroup
    severity: Severity
    """The severity of its findings, unless the canon sets another."""
    fixes: bool
    """Whether ``check --fix`` can fix some of its findings."""
    asks: str
    """What the rule requires, in one sentence."""


class RuleList(Result):
    SCHEMA = "levelctl.rule/1"
    KIND = "rules"

    rules: tuple[ListedRule, ...]
    """In the order of the docs, group by group."""


class Setting(Record):
    """A setting in a canon's files that affects a rule."""

    file: str
    key: str
    """With dots between its parts."""
    says: str
    default: str
    """The default, as YAML; empty if there is none."""


class RulePage(Result):
    SCHEMA = "levelctl.rule/1"
    KIND = "rule"
    KEYS = (("fixes", "mends"),)

    name: str
    group: RuleGroup
    severity: Severity
    fixes: bool
    asks: str
    reason: str
    """Why, with empty lines between paragraphs."""
    bad: str
    """YAML that breaks the rule: the relevant parts of files, each below its file name."""
    good: str
    silence: str | None
    """The comment that suppresses the rule in one place; None if no comment can."""
    settings: tuple[Setting, ...]


def rule_list() -> RuleList:
    """Return every rule in brief."""
    return RuleList(tuple(map(listed, RULES)))


def rule_page(name: str) -> RulePage:
    """Return the page of the rule *name*. Raises LevelctlError if there is no such rule."""
    rule = rule_of(name)
    explained = explanation(rule)
    paragraphs = explained.reason.split("\n\n")
    return RulePage(
        name=rule.name,
        group=rule.group,
        severity=rule.severity,
        fixes=rule.fixes,
        asks=explained.asks,
        reason="\n\n".join(" ".join(each.split()) for each in paragraphs),
        bad=explained.bad,
        good=explained.good,
        silence=None if isinstance(rule, FileRule) else suppression_comment(rule.name),
        settings=tuple(_settings(rule)),
    )


def listed(rule: Rule | RulePage) -> ListedRule:
    asks = rule.asks if isinstance(rule, RulePage) else explanation(rule).asks
    return ListedRule(rule.name, rule.group, rule.severity, rule.fixes, asks)


def _settings(rule: Rule) -> Iterator[Setting]:
    for file, kind, keys in (
        ("canon.yaml", "canon", rule.settings),
        ("words.yaml", "words", rule.words),
    ):
        for key in keys:
            yield _setting(file, kind, key)


def _setting(file: str, kind: str, key: str) -> Setting:
    from levelctl.canon import schema  # most rules have no setting, and it takes a while to import

    part = schema.described(kind, key.split("."))
    return Setting(file, key, part["description"], _default(part))


def _default(part: dict[str, Any]) -> str:
    return json.dumps(part["default"]) if part.get("default") not in (None, {}, []) else ""
