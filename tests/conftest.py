"""Fixtures that more than one module of tests uses."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

from levelctl import open_canon
from levelctl.__main__ import FEW_COLLECTIONS
from levelctl.canon.canon import Canon
from small import write_canon

# How long an example takes by the clock says more about the other workers than about levelctl.
settings.register_profile("levelctl", deadline=None)
settings.load_profile("levelctl")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="renew tests/golden")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run single tests at once in this process: to start others takes longer than most tests."""
    single = config.args and all("::" in argument for argument in config.args)
    return 0 if single or os.cpu_count() == 1 else None


def pytest_collection_finish() -> None:
    """
    Look for garbage as seldom as the program itself does, and not in what is there to stay.

    Thousands of collected tests are no garbage; at Python's defaults, looking through them takes
    a fifth of the time of all tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(FEW_COLLECTIONS)


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what changes levelctl's answers on the machine of whoever runs the tests."""
    for name in (
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "COLUMNS",
        "FORCE_COLOR",
        "LEVELCTL_CANON",
        "LEVELCTL_FOCUS",
        "NO_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small canon, to read only."""
    return write_canon(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def small_canon(small: Path) -> Canon:
    return open_canon(small)


@pytest.fixture(scope="session")
def reference() -> Canon:
    """Return the reference canon, which has no errors."""
    from levelctl.canon import package_data

    canon = open_canon(package_data.CANON)
    assert not canon.diagnostics
    return canon
