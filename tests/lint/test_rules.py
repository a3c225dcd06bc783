"""The catalogue of rules, and what each rule's own docstring shows."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from clean import reported, write_clean
from levelctl.canon import package_data
from levelctl.lint import rules
from levelctl.lint.catalogue import RULES
from levelctl.lint.check import check
from levelctl.lint.explanation import explanation, files_of
from levelctl.lint.rule import Rule
from levelctl.occupations.schemes import Scheme, save
from madewages import keep_wages

by_name = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@pytest.fixture(autouse=True)
def _imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Import the scheme of which an example has a code, and one that it has not, and its wages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        save(Scheme("O*NET-SOC", "2019", "test", {"29-1141.00": "Registered Nurses"}))
        keep_wages("29-1141", p10=60_000, p90=130_000)
        yield


def test_the_clean_canon_is_clean(tmp_path: Path) -> None:
    report = check(canon=write_clean(tmp_path), cache=False)
    assert report.diagnostics == ()
    assert report.files == 8


def test_the_catalogue_has_every_rule_once() -> None:
    modules = [import_module(f"levelctl.lint.rules.{each.name}") for each in _modules()]
    with_rules = [module for module in modules if hasattr(module, "RULE")]
    assert len(with_rules) > 5
    assert sorted(rule.name for rule in RULES) == sorted(
        module.__name__.rpartition(".")[2].replace("_", "-") for module in with_rules
    )


def _modules() -> list[pkgutil.ModuleInfo]:
    return list(pkgutil.iter_modules(rules.__path__))


def test_an_editor_completes_every_rule_and_group() -> None:
    schema = json.loads((package_data.SCHEMAS / "canon.schema.json").read_text("utf-8"))
    groups = dict.fromkeys(rule.group for rule in RULES)
    assert schema["$defs"]["rule"]["enum"] == [*groups, *(rule.name for rule in RULES)]


@by_name
def test_a_rule_is_explained(rule: Rule) -> None:
    explained = explanation(rule)
    assert explained.asks.endswith(".")
    assert explained.reason
    assert not explained.asks.startswith("TODO")
    assert not explained.reason.startswith("TODO")
    assert max(map(len, rule.text.splitlines())) <= 100


@by_name
def test_the_bad_example_is_reported(rule: Rule, tmp_path: Path) -> None:
    assert reported(tmp_path, rule.name, files_of(explanation(rule).bad))


@by_name
def test_the_good_example_is_not(rule: Rule, tmp_path: Path) -> None:
    assert reported(tmp_path, rule.name, files_of(explanation(rule).good)) == ()
