"""Turns the list of rules into a document or rows, and a rule into a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from levelctl.answers.rule import ListedRule, RuleList, RulePage, Setting, listed
from levelctl.text.document import (
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Run,
    Sample,
    TableRows,
    Text,
    text,
)


def document(result: RuleList | RulePage) -> Document:
    """Return *result* as a list or as a page."""
    return rule_page(result) if isinstance(result, RulePage) else rule_list(result)


def rule_list(result: RuleList) -> Document:
    """Return *result* as a document with a section for each group and a line for each rule."""
    return (
        Heading(text("Rules", "strong"), depth=1),
        *(
            block
            for group, rules in groupby(result.rules, key=lambda rule: rule.group)
            for block in (Heading(text(group)), Facts(tuple((r.name, _line(r)) for r in rules)))
        ),
    )


def _line(rule: ListedRule) -> Text:
    fixable = text(", fixable with --fix", "muted") if rule.fixes else ()
    severity = text(rule.severity, rule.severity.value)
    return (*_marked(rule.asks), Run(" ("), *severity, *fixable, Run(")"))


def rows(result: RuleList | RulePage, *, headings: bool = True) -> TableRows:
    """Yield a row for each rule of *result*."""
    rules = (listed(result),) if isinstance(result, RulePage) else result.rules
    if headings:
        yield ("rule", "group", "severity", "fix", "asks")
    for rule in rules:
        yield (rule.name, rule.group, rule.severity, "yes" if rule.fixes else "no", rule.asks)


def rule_page(result: RulePage) -> Document:
    """Return *result* as a page: the requirement, reason, examples, suppression and settings."""
    fix = "fixes it where that is safe" if result.fixes else "cannot fix it"
    return (
        Heading(text(result.name, "strong"), depth=1),
        Paragraph(_marked(result.asks)),
        Facts(
            (
                ("Group", text(result.group)),
                ("Severity", text(result.severity, result.severity.value)),
                ("check --fix", text(fix)),
            )
        ),
        Heading(text("Why")),
        *(Paragraph(_marked(paragraph)) for paragraph in result.reason.split("\n\n")),
        Heading(text("Bad")),
        _sample(result.bad),
        Heading(text("Good")),
        _sample(result.good),
        Heading(text("How to suppress it")),
        *_suppression(result),
        *_settings(result.settings),
    )


def _suppression(result: RulePage) -> Iterator[Block]:
    if result.silence:
        yield Paragraph(text("In one place, at the end of the line or on a separate line above:"))
        yield _sample(result.silence)
    else:
        yield Paragraph(text("A comment cannot suppress it."))
    yield Paragraph(text("In the whole canon, in canon.yaml:"))
    yield _sample(f"check: {{ignore: [{result.name}]}}")
    yield Paragraph(text("To lower its severity there:"))
    yield _sample(f"check: {{severity: {{{result.name}: note}}}}")


def _settings(settings: tuple[Setting, ...]) -> Iterator[Block]:
    if settings:
        yield Heading(text("Settings"))
        yield Facts(
            tuple((f"{setting.key} in {setting.file}", _setting(setting)) for setting in settings)
        )


def _setting(setting: Setting) -> Text:
    if not setting.default:
        return text(setting.says)
    return (Run(setting.says), Run(f"; default: {setting.default}", "muted"))


def _sample(yaml: str) -> Sample:
    return Sample("yaml", tuple(yaml.splitlines()))


def _marked(prose: str) -> Text:
    """Return *prose* with the text between backticks, single or double, as code."""
    return tuple(
        Run(part, "code" if place % 2 else "plain")
        for place, part in enumerate(prose.replace("``", "`").split("`"))
        if part
    )
