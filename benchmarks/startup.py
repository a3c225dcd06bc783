"""
How long levelctl takes to answer, beside a minimal app of the same Typer and known tools.

Every command is run in turn, round after round, so that a noisy moment hits all of them; the
figures are medians. Bytecode is compiled and the caches are filled first. Run it with the
Python that has levelctl: ``python benchmarks/startup.py [ROUNDS]``.
"""

from __future__ import annotations

import compileall
import importlib.util
import os
import pty
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import makecanon
from levelctl import open_canon
from levelctl.cache.freshness import MTIME_GRANULARITY
from levelctl.canon import package_data

ROUNDS = 21

BASE = "a minimal Typer app"
BARE = "python -c pass"

CODE = "TECHNI2.TECHNICAF44E.P2"
LEVELCTL = str(Path(sys.executable).with_name("levelctl"))

MINIMAL = """
import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def show(ref: str) -> None:
    print(ref)


@app.command()
def other(ref: str) -> None:
    print(ref)


app()
"""

COMMANDS = {
    "show CODE -f json": ("show", CODE, "-f", "json"),
    "show CODE, piped": ("show", CODE),
    "show CODE, on a terminal": ("show", CODE),
    "diff P2 P4, piped": ("diff", "P2", "P4"),
    "diff P2 P4 --in, on a terminal": ("diff", "P2", "P4", "--in", "TECHNICAF44E"),
    "rubric, piped": ("rubric",),
    "list, piped": ("list",),
    "check, piped": ("check",),
    "match TITLE, piped": ("match", "tech PM"),
    "completion of a code": ("completion", "bash", "--", "levelctl", "show", "TECHNI"),
    "show CODE -f json --no-cache": ("show", CODE, "-f", "json", "--no-cache"),
    "--version": ("--version",),
    "--help": ("--help",),
}

SIZES = (30, 1_000, 10_000)

PEERS = {
    "jq": ("jq", "--version"),
    "yamllint": ("yamllint", "--version"),
    "sqlite-utils": ("sqlite-utils", "--version"),
    "check-jsonschema": ("check-jsonschema", "--version"),
}

IMPORTS = {
    "typer": "typer",
    "rich": "rich.console, rich.table",
    "msgspec": "msgspec",
    "platformdirs": "platformdirs; platformdirs.user_cache_path('levelctl')",
    "ruamel.yaml": "ruamel.yaml",
    "jsonschema-rs": "jsonschema_rs",
    "rapidfuzz": "rapidfuzz.distance, rapidfuzz.process",
    "markdown-it-py": "markdown_it",
}

Program = tuple[str, ...]


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    compile_bytecode()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        os.environ["LEVELCTL_PAGER"] = ""  # it would wait for a key
        programs = found_programs(Path(folder))
        fill_caches(programs)
        times: dict[str, list[float]] = {name: [] for name in programs}
        for _ in range(rounds):
            for name, program in programs.items():
                times[name].append(timed(program, terminal=name.endswith("terminal")))
    report({name: median(each) for name, each in times.items()}, rounds)


def compile_bytecode() -> None:
    for package in ("levelctl", "typer", "rich", "ruamel.yaml", "jsonschema_rs", "msgspec"):
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            compileall.compile_dir(folder, quiet=2)


def found_programs(folder: Path) -> dict[str, Program]:
    """Return every program to time, by its name in the report."""
    (folder / "minimal.py").write_text(MINIMAL)
    reference = ("--canon", str(package_data.CANON))
    return {
        BASE: (sys.executable, f"{folder}/minimal.py", "show", "x"),
        BARE: (sys.executable, "-c", "pass"),
        **{name: (LEVELCTL, *reference, *rest) for name, rest in COMMANDS.items()},
        **{name: program for size in SIZES for name, program in of_size(folder, size).items()},
        **{name: program for name, program in PEERS.items() if shutil.which(program[0])},
        **{name: (sys.executable, "-c", f"import {what}") for name, what in IMPORTS.items()},
    }


def of_size(folder: Path, size: int) -> dict[str, Program]:
    """Return the programs on a canon of *size* profiles, made for them."""
    canon = folder / str(size)
    makecanon.make(canon, size)
    code = next(str(profile.code) for profile in open_canon(canon).foci[0].profiles[2:])
    where = (LEVELCTL, "--canon", str(canon))
    return {
        f"show CODE -f json, {size:,} profiles": (*where, "show", code, "-f", "json"),
        f"show CODE, piped, {size:,} profiles": (*where, "show", code),
        f"list, piped, {size:,} profiles": (*where, "list"),
        f"check, piped, {size:,} profiles": (*where, "check"),
    }


def fill_caches(programs: dict[str, Program]) -> None:
    """Run all once more when the files are old enough for their times to be trusted."""
    time.sleep(MTIME_GRANULARITY / 1e9)
    for program in programs.values():
        timed(program, terminal=False)


def timed(program: Program, *, terminal: bool) -> float:
    """Return the seconds that *program* takes as a process, its output on a pipe or a pty."""
    start = time.perf_counter()
    if terminal:
        run_on_pty(program)
    else:
        subprocess.run(program, capture_output=True, check=True)
    return time.perf_counter() - start


def run_on_pty(program: Program) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(program, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        try:
            while os.read(ours, 65536):
                pass
        except OSError:  # Linux says so when the other end is closed
            pass
    os.close(ours)
    if process.returncode:
        raise SystemExit(f"{' '.join(program)} ended with {process.returncode}")


def report(medians: dict[str, float], rounds: int) -> None:
    print(f"Medians of {rounds} interleaved runs, Python {sys.version.split()[0]}.\n")
    print(f"| what | ms | against {BASE} |")
    print("|---|---:|---:|")
    for name, seconds in medians.items():
        if name not in IMPORTS:
            print(f"| {name} | {seconds * 1000:.0f} | {seconds / medians[BASE]:.2f} × |")
    print(f"\n| import of | ms over {BARE} |")
    print("|---|---:|")
    for name in IMPORTS:
        print(f"| {name} | {(medians[name] - medians[BARE]) * 1000:.0f} |")


if __name__ == "__main__":
    main()
